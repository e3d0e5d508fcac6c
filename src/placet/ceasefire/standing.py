"""How a truce stands: declared, in force, eroding, collapsed, durable, over or unknown, day by day.

The predicates follow the definitions of the field (docs/methods/ceasefire.md): violence is judged relative to the days
before the truce, since no recorded ceasefire had none; what was too little observed is unknown and never in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from placet.ceasefire.counts import Daily, Flags, Floats, on_axis
from placet.ceasefire.lasting import TAIL, base_rates, chances_of_lasting, survival
from placet.ceasefire.rates import PRIOR_SHAPE, USUAL_EXCESS, chance_below, chance_higher, excess, gamma_quantile
from placet.ceasefire.truce import BEFORE_DAYS, Truce, announced, before, first_day
from placet.units import Range

Status = Literal[
    "undeclared",
    "declared",
    "unknown",
    "in force",
    "strong",
    "eroding",
    "durable",
    "collapsed",
    "expired",
    "replaced",
    "ended",
]

WEEK = 7
MONTH = 28
QUARTER = 91


@dataclass(frozen=True)
class Terms:
    """The thresholds of the predicates. The defaults are judgements of the literature review, not measurements.

    Parameters
    ----------
    observed_share
        The share of the last seven days that must have been observed.
    in_force_share, strong_share
        Violence is this share of the level before the truce, or less.
    sure, sure_erosion
        How likely a predicate must be to count.
    least_per_week
        The level before is raised so far that its `in_force_share` is this much a week: below, the rule flips on noise.
    major_per_week
        A sum of seven days that is a major violation (25 battle deaths); nothing when the series knows no such sum.
    durable_days, durable_horizon_days, durable_chance
        In force on so many observed days, and so likely to last so much longer.
    class_
        The class of ceasefire of the shipped base rates.
    """

    observed_share: float = 0.8
    in_force_share: float = 0.5
    strong_share: float = 0.25
    sure: float = 0.9
    sure_erosion: float = 0.95
    least_per_week: float = 3.0
    major_per_week: float | None = None
    durable_days: int = 90
    durable_horizon_days: int = 365
    durable_chance: float = 0.75
    class_: str = "truce"


@dataclass(frozen=True)
class Standing:
    """How a truce stands on a day, in one series of counts.

    Parameters
    ----------
    day
        The day.
    status
        The state: see the methods page for each predicate.
    before_per_day
        The level before the truce, after the floor.
    level
        The rate behind the last seven days, a day, 90 % interval; nothing when no day was observed.
    observed_share
        The share of the last seven days (or the days since the truce began) that was observed.
    chance_in_force, chance_strong, chance_broken
        The chance that the rate is at most half (a quarter) of the level before, and that it is above half.
    chance_eroding
        The chance that the rate of the last 28 days is higher than that of 28 days a quarter earlier (of the first 28
        days, where those were not observed); nothing in the first quarter or where too little was observed.
    violated
        Whether anything was counted in the last seven days; nothing when no day was observed.
    major
        Whether the last seven days held a major violation, where the terms define one.
    collapsed_on
        The day on which the collapse could be said.
    lasts
        The chance of lasting another horizon, by class and time survived; nothing after its end or beyond the table.
    spells
        Every state since the truce began: half-open spans and the state.
    """

    day: date
    status: Status
    before_per_day: float
    level: Range | None
    observed_share: float
    chance_in_force: float
    chance_strong: float
    chance_broken: float
    chance_eroding: float | None
    violated: bool | None
    major: bool
    collapsed_on: date | None
    lasts: Range | None
    spells: tuple[tuple[date, date, Status], ...]


@dataclass(frozen=True, eq=False)
class Windows:
    """Sums and observed days of the windows that end on each day since the truce began, each shape (days,)."""

    total: Floats
    observed: Floats
    length: Floats

    @classmethod
    def of(cls, counts: Floats, days: int) -> Windows:
        """Return the windows of the last `days` days; shorter ones while the truce is younger."""
        seen = ~np.isnan(counts)
        ends = np.arange(1, len(counts) + 1)
        starts = np.maximum(ends - days, 0)
        sums = np.concatenate(([0.0], np.cumsum(np.where(seen, counts, 0.0))))
        marks = np.concatenate(([0.0], np.cumsum(seen, dtype=np.float64)))
        return cls(sums[ends] - sums[starts], marks[ends] - marks[starts], (ends - starts).astype(np.float64))


def standing(
    truce: Truce,
    series: Daily,
    as_of: date,
    truces: Sequence[Truce] = (),
    *,
    before_per_day: float | None = None,
    terms: Terms | None = None,
) -> Standing:
    """Return how a truce stands on a day in one series of counts; entries and ends after that day change nothing.

    Parameters
    ----------
    truce
        The truce that is judged.
    series
        Counts of what is in its scope: the caller leaves out what the agreement exempts.
    truces
        The other truces: one that starts while this one lasts, or on the day it is over, replaces it; one that this one
        continues lends it its past.
    before_per_day
        The level before the truce where another source gives it; else the mean of the observed days of the 28 before.

    Notes
    -----
    A collapse stays: only another truce starts anew. A truce before which too little was observed is unknown. One that
    was over on its first day, or ends before it starts, was never in force on any day.
    """
    terms = terms or Terms()
    mine = next(iter(announced([truce], as_of)), None)
    others = announced([t for t in truces if t != truce], as_of)
    past = before(series, first_day(truce, others), terms.observed_share) if before_per_day is None else before_per_day
    level_before = past if np.isnan(past) else max(past, terms.least_per_week / WEEK / terms.in_force_share)
    if mine is None:
        return nothing_declared(as_of, level_before)
    stop = min(as_of + timedelta(days=1), mine.over or date.max)
    if stop <= mine.since:
        over: Status = "ended" if mine.ended == mine.over else "expired"
        nothing = nothing_declared(as_of, level_before)
        return replace(nothing, status=over, spells=((mine.since, as_of + timedelta(days=1), over),))
    counts = on_axis(series, mine.since, (stop - mine.since).days)
    scatter = dispersion(series, mine.since)
    chances = Chances.of(counts, level_before, scatter, terms)
    codes, collapse = statuses(chances, terms)
    spells = [
        (mine.since + timedelta(days=int(a)), mine.since + timedelta(days=int(b)), STATUSES[codes[a]])
        for a, b in runs(codes)
    ]
    collapsed_on = mine.since + timedelta(days=collapse) if collapse is not None else None
    status: Status = spells[-1][2] if spells else "undeclared"
    if mine.over is not None and as_of >= mine.over and status != "collapsed":
        followed = any(mine.since < t.since <= mine.over for t in others)
        status = "replaced" if followed else "ended" if mine.ended == mine.over else "expired"
        spells.append((mine.over, as_of + timedelta(days=1), status))
    return summary(as_of, status, level_before, chances, scatter, collapsed_on, spells, terms)


def nothing_declared(as_of: date, level_before: float) -> Standing:
    """Return the standing of a truce that has not begun, or was never in force."""
    return Standing(as_of, "undeclared", level_before, None, 0.0, 0.0, 0.0, 0.0, None, None, False, None, None, ())


def dispersion(series: Daily, since: date) -> float:
    """Return the excess dispersion of the 28 days before the truce; the usual one, where half of them say nothing."""
    earlier = on_axis(series, since - timedelta(days=BEFORE_DAYS), BEFORE_DAYS)
    seen = earlier[~np.isnan(earlier)]
    return excess(earlier) if len(seen) >= BEFORE_DAYS / 2 and seen.any() else USUAL_EXCESS


@dataclass(frozen=True, eq=False)
class Chances:
    """The chances of the predicates on each day since the truce began, each shape (days,); NaN where none is known."""

    week: Windows
    in_force: Floats
    strong: Floats
    eroding: Floats

    @classmethod
    def of(cls, counts: Floats, level_before: float, scatter: float, terms: Terms) -> Chances:
        """Return them from the counts since the truce began."""
        week, month = Windows.of(counts, WEEK), Windows.of(counts, MONTH)
        in_force, strong = (
            np.where(week.observed > 0, chance_below(share * level_before, week.total, week.observed, scatter), np.nan)
            if level_before == level_before
            else np.full(len(counts), np.nan)
            for share in (terms.in_force_share, terms.strong_share)
        )
        return cls(week, in_force, strong, erosion(month, scatter, terms.observed_share * MONTH))


def erosion(month: Windows, scatter: float, least_days: float) -> Floats:
    """Return the chance that the last 28 days were worse than 28 days a quarter earlier, on each day, shape (days,).

    Where the window a quarter earlier was not observed, the first 28 days of the truce stand in for it.
    """
    chances = np.full(len(month.total), np.nan)
    ends = np.arange(QUARTER + MONTH - 1, len(month.total))
    if not len(ends):
        return chances
    earlier = np.where(month.observed[ends - QUARTER] >= least_days, ends - QUARTER, MONTH - 1)
    judged = (month.observed[ends] >= least_days) & (month.observed[earlier] >= least_days)
    ends, earlier = ends[judged], earlier[judged]
    if len(ends):
        chances[ends] = chance_higher(
            month.total[ends], month.observed[ends], month.total[earlier], month.observed[earlier], scatter
        )
    return chances


STATUSES: tuple[Status, ...] = ("unknown", "declared", "in force", "strong", "eroding", "durable", "collapsed")


def statuses(chances: Chances, terms: Terms) -> tuple[NDArray[np.int64], int | None]:
    """Return the code of the state on each day (a place in `STATUSES`) and the day of the collapse, if any."""
    week = chances.week
    observed = (week.observed >= terms.observed_share * week.length) & ~np.isnan(chances.in_force)
    in_force = observed & (chances.in_force >= terms.sure)
    broken = observed & (1.0 - chances.in_force >= terms.sure) & (week.length == WEEK)
    collapse = collapsed(broken)
    eroding = np.logical_or.accumulate(in_force) & (chances.eroding >= terms.sure_erosion)
    codes = np.select(
        [~observed, eroding, ~in_force, lasting(in_force, terms), chances.strong >= terms.sure],
        [0, 4, 1, 5, 3],
        default=2,
    ).astype(np.int64)
    if collapse is not None:
        codes[collapse:] = 6
    return codes, collapse


def collapsed(broken: Flags) -> int | None:
    """Return the first day on which two weeks in a row were broken."""
    places = np.flatnonzero(broken[WEEK:] & broken[:-WEEK]) if len(broken) > WEEK else np.array([], dtype=np.int64)
    return int(places[0]) + WEEK if len(places) else None


def lasting(in_force: Flags, terms: Terms) -> Flags:
    """Return on which days the truce was in force long enough and is likely enough to last: durable but for erosion."""
    days = np.arange(len(in_force), dtype=np.float64)
    likely = chances_of_lasting(terms.class_, days, terms.durable_horizon_days) >= terms.durable_chance
    return in_force & (np.cumsum(in_force) >= terms.durable_days) & likely


def chance_of_lasting(survived_days: int, terms: Terms) -> Range | None:
    """Return the chance of lasting another horizon by the shipped base rates; nothing beyond the table."""
    reach = base_rates()[terms.class_].curve.days[-1]
    if survived_days + terms.durable_horizon_days > reach:
        return None
    return survival(terms.class_, survived_days, terms.durable_horizon_days)


def runs(codes: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the half-open rows of equal codes."""
    if not len(codes):
        return []
    cuts = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    return list(pairwise(cuts))


def summary(
    as_of: date,
    status: Status,
    level_before: float,
    chances: Chances,
    scatter: float,
    collapsed_on: date | None,
    spells: list[tuple[date, date, Status]],
    terms: Terms,
) -> Standing:
    """Return the standing from the last day of the truce's chances."""
    week = chances.week
    total, observed = float(week.total[-1]), float(week.observed[-1])
    return Standing(
        day=as_of,
        status=status,
        before_per_day=level_before,
        level=rate(total, observed, scatter) if observed else None,
        observed_share=observed / float(week.length[-1]),
        chance_in_force=float(np.nan_to_num(chances.in_force[-1])),
        chance_strong=float(np.nan_to_num(chances.strong[-1])),
        chance_broken=float(np.nan_to_num(1.0 - chances.in_force[-1])),
        chance_eroding=None if np.isnan(chances.eroding[-1]) else float(chances.eroding[-1]),
        violated=total > 0 if observed else None,
        major=terms.major_per_week is not None and total >= terms.major_per_week,
        collapsed_on=collapsed_on,
        lasts=chance_of_lasting(len(week.total), terms) if status in GOING_ON else None,
        spells=tuple(spells),
    )


GOING_ON = ("declared", "unknown", "in force", "strong", "eroding", "durable")


def rate(total: float, observed_days: float, scatter: float) -> Range:
    """Return the rate a day behind a sum of counts, 90 % interval, with the dispersion taken at the mean."""
    spread = 1.0 + scatter * total / observed_days
    low, mid, high = (
        gamma_quantile(total / spread + PRIOR_SHAPE, chance) * spread / observed_days
        for chance in (TAIL, 0.5, 1 - TAIL)
    )
    return Range(low, mid, high)
