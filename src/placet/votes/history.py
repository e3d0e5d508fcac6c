"""What had happened by a day: the fits and the base rates that could have been made then, of a record of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from placet.votes.record import Decision
from placet.votes.waiting import Waiting, waiting

WITHIN_DAYS = (30, 90, 180, 365)
# Up to so many known proposals and ends the model is fitted anew on each day of asking.
FIT_EACH_DAY = 300
REFIT_GROWTH = 1.04
NEVER = date.max.toordinal()


class History:
    """What had happened by a day, asked for in the order of days: the fits and the base rates of then."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        import numpy as np

        self.decisions = sorted(decisions, key=lambda decision: (decision.proposed, decision.id))
        self.proposed = np.array([decision.proposed.toordinal() for decision in self.decisions])
        self.ended = np.array([decision.ended.toordinal() if decision.ended else NEVER for decision in self.decisions])
        self.ends = np.sort(self.ended)
        self.outcomes = {
            within: np.array([_outcome(adopted_within(decision, within)) for decision in self.decisions])
            for within in WITHIN_DAYS
        }
        self.fitted: tuple[Waiting, Waiting] | None = None
        self.fitted_on, self.fitted_from = date.min, 0

    def proposed_before(self, day: date) -> int:
        """Return how many decisions had been proposed before a day."""
        return int(self.proposed.searchsorted(day.toordinal()))

    def fits(self, day: date) -> tuple[Waiting, Waiting]:
        """Return the model and the plain model as they could be fitted on a day.

        In a long history the last fit serves until a twenty-fifth more is known: nothing later can leak by that.
        """
        known = self.proposed_before(day) + int(self.ends.searchsorted(day.toordinal()))
        stale = known > self.fitted_from * REFIT_GROWTH if known > FIT_EACH_DAY else day != self.fitted_on
        if self.fitted is None or stale:
            earlier = self.decisions[: self.proposed_before(day)]
            self.fitted = waiting(earlier, known_by=day), waiting(earlier, known_by=day, plain=True)
            self.fitted_on, self.fitted_from = day, known
        return self.fitted

    def base_rates(self, day: date) -> dict[int, float]:
        """Return what `base_rates` returns, as known by a day."""
        count, now = self.proposed_before(day), day.toordinal()
        rates: dict[int, float] = {}
        for within in WITHIN_DAYS:
            seen = (self.proposed[:count] + within <= now) | (self.ended[:count] < now)
            outcomes = self.outcomes[within][:count][seen]
            rates[within] = (float((outcomes == 1).sum()) + 0.5) / (float((outcomes >= 0).sum()) + 1)
        return rates


def adopted_within(decision: Decision, days: float) -> bool | None:
    """Whether it was adopted within so many days from the proposal; None when it was not followed so long."""
    if decision.ended is None and decision.days < days:
        return None
    return decision.adopted and decision.days <= days


def base_rates(decisions: Sequence[Decision], *, known_by: date | None = None) -> dict[int, float]:
    """Return the share of decisions that were adopted within each horizon, of those followed so long by the day."""
    return History(decisions).base_rates(known_by or date.max)


def _outcome(adopted: bool | None) -> int:
    return -1 if adopted is None else int(adopted)
