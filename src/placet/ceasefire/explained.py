"""Why a truce changed its state: the counts of the seven days that decided, against the threshold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from placet.ceasefire.counts import Daily, on_axis
from placet.ceasefire.rates import chance_below
from placet.ceasefire.standing import WEEK, Standing, Status, Terms, dispersion


@dataclass(frozen=True)
class StateChange:
    """A change of the state of a truce, with the rows behind it.

    Parameters
    ----------
    day
        The first day of the state.
    status
        The state.
    rows
        The days that were judged and their counts: the last seven, fewer while the truce was younger; NaN where nobody
        observed.
    total, observed_days
        Their sum, and how many of them were observed.
    limit
        What the observed days may hold together: the share of the level before the truce below which it counts as in
        force; NaN where no level before is known.
    chance_in_force
        The chance that the rate behind them is at most that share; NaN where nothing was observed.
    """

    day: date
    status: Status
    rows: tuple[tuple[date, float], ...]
    total: float
    observed_days: int
    limit: float
    chance_in_force: float


def state_changes(said: Standing, series: Daily, terms: Terms | None = None) -> tuple[StateChange, ...]:
    """Return every change of state of a truce, the first first; `series` is what `standing` was given."""
    terms = terms or Terms()
    if not said.spells:
        return ()
    since = said.spells[0][0]
    scatter = dispersion(series, since)
    per_day = terms.in_force_share * said.before_per_day
    found = []
    for day, _, status in said.spells:
        # The end of a term is no matter of counts: what is shown are the last days before it.
        last = day - timedelta(days=1) if status in ("expired", "replaced", "ended") else min(day, said.day)
        first = max(since, last - timedelta(days=WEEK - 1))
        counts = on_axis(series, first, max(0, (last - first).days + 1))
        seen = counts[~np.isnan(counts)]
        judged = len(seen) > 0 and not np.isnan(per_day)
        found.append(
            StateChange(
                day=day,
                status=status,
                rows=tuple((first + timedelta(days=i), float(count)) for i, count in enumerate(counts)),
                total=float(seen.sum()),
                observed_days=len(seen),
                limit=per_day * len(seen),
                chance_in_force=float(chance_below(per_day, seen.sum(), len(seen), scatter))
                if judged
                else float("nan"),
            )
        )
    return tuple(found)
