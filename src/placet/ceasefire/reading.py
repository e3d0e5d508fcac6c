"""A reading is one computable definition of "durable ceasefire"; its answer is open, shut or unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from placet.ceasefire.counts import Daily, Flags, Floats, on_axis
from placet.ceasefire.truce import Truce, announced, before, covered, days_in_force, first_day
from placet.errors import UsageError
from placet.units import Limit

State = Literal["open", "shut", "unknown"]
Ints = NDArray[np.int64]

# A share such as 0.8 of 90 days is 72 days, though 0.8 * 90 is a hair more in binary.
HAIR = 1e-9


@dataclass(frozen=True)
class Reading:
    """One definition of "durable": so many days in a row within these limits.

    Parameters
    ----------
    id
        Its name.
    limits
        For each series the most that a quiet day may have.
    days_needed
        How many days in a row.
    forgiving
        How many of those days may be above a limit.
    needs_agreement
        Whether every one of those days must lie in a declared general ceasefire.
    observed_share
        The share of those days that must have been observed, in each series.

    Raises
    ------
    UsageError
        When no day or no series is asked for, or a share is none.
    """

    id: str
    limits: Mapping[str, Limit]
    days_needed: int
    forgiving: int = 0
    needs_agreement: bool = True
    observed_share: float = 0.8

    def __post_init__(self) -> None:
        if self.days_needed < 1 or not self.limits or not 0 <= self.observed_share <= 1 or self.forgiving < 0:
            raise UsageError(
                f"reading {self.id!r}: it needs at least one series, one day, no negative number of forgiven days, "
                "and an observed share from 0 to 1"
            )

    @property
    def rests_on_truce(self) -> bool:
        """Whether it cannot be met without an agreement: it asks for one, or measures against the days before one."""
        return self.needs_agreement or any(limit.share_of_before is not None for limit in self.limits.values())


@dataclass(frozen=True)
class Answer:
    """What a reading says on a day.

    Parameters
    ----------
    state
        `open`: met; `shut`: what was observed already breaks it, whatever the other days held; `unknown`: neither.
    day
        Length in days of the run that counts so far: it begins quiet, ends on the last observed day, holds no more
        loud days than are forgiven and enough observed ones, and lies in a truce where the reading rests on one. At
        least `days_needed` when open.
    longest, longest_ended
        The longest row of observed quiet days in the data, nothing forgiven and no gap, and its last day.
    open_spans
        Half-open spans of days, up to the day of the answer, on which the reading counts as open with what is known.
    observed_share
        The share of the last `days_needed` days that was observed, in the series that was observed least.
    """

    state: State
    day: int
    longest: int
    longest_ended: date | None
    open_spans: tuple[tuple[date, date], ...]
    observed_share: float


def answer(reading: Reading, series: Mapping[str, Daily], truces: Sequence[Truce], as_of: date) -> Answer:
    """Return what a reading says on a day from what is known on that day.

    Entries after `as_of` and ends of truces seen later change nothing. A day counts as loud when any series that was
    observed is above its limit, as quiet when every series was observed and none is above; every other day is
    unobserved. The window is the `days_needed` days that end with `as_of`.

    Raises
    ------
    UsageError
        When a series that the reading names is not there.
    """
    days = judged(reading, series, truces, as_of)
    is_open, is_shut = states(reading, days)
    state: State = "open" if is_open[-1] else "shut" if is_shut[-1] else "unknown"
    run = run_so_far(reading, days)
    longest, ended = longest_row(days.quiet)
    return Answer(
        state=state,
        day=max(run, reading.days_needed) if state == "open" else run,
        longest=longest,
        longest_ended=days.first + timedelta(days=ended) if longest else None,
        open_spans=spans(is_open, days.first),
        observed_share=float(days.seen[:, -reading.days_needed :].mean(axis=1).min()),
    )


@dataclass(frozen=True, eq=False)
class Judged:
    """Each day under one reading, from `days_needed` days before the data up to the day of the answer.

    `loud`, `in_truce`: shape (days,); `seen`: shape (series, days).
    """

    first: date
    loud: Flags
    seen: Flags
    in_truce: Flags

    @property
    def quiet(self) -> Flags:
        """Which days were observed in every series and above no limit, shape (days,)."""
        return self.seen.all(axis=0) & ~self.loud

    @property
    def last_seen(self) -> int:
        """The place of the last day that was judged quiet or loud; -1 when none was."""
        places = np.flatnonzero(self.quiet | self.loud)
        return int(places[-1]) if len(places) else -1


def judged(reading: Reading, series: Mapping[str, Daily], truces: Sequence[Truce], as_of: date) -> Judged:
    """Return each day up to `as_of` under a reading.

    Raises
    ------
    UsageError
        When a series that the reading names is not there.
    """
    absent = [name for name in reading.limits if name not in series]
    if absent:
        raise UsageError(f"reading {reading.id!r} asks for the series {absent[0]!r}; there are: {', '.join(series)}")
    first = min((series[name].first for name in reading.limits), default=as_of)
    first = min(first, as_of) - timedelta(days=reading.days_needed)
    days = (as_of - first).days + 1
    declared = [t for t in announced(truces, as_of) if t.general]
    counts = {name: on_axis(series[name], first, days) for name in reading.limits}
    limits = {
        name: limit_by_day(limit, series[name], declared, first, days, reading.observed_share)
        for name, limit in reading.limits.items()
    }
    return Judged(
        first=first,
        loud=np.any([counts[name] > limits[name] for name in counts], axis=0),
        seen=np.array([~np.isnan(counts[name]) & ~np.isnan(limits[name]) for name in counts]),
        in_truce=covered(declared, first, days),
    )


def limit_by_day(
    limit: Limit, series: Daily, truces: Sequence[Truce], first: date, days: int, observed_share: float
) -> Floats:
    """Return the most that each day may have, shape (days,); NaN where no level before a truce is known.

    A share is taken of the level before the truce in force on that day, the latest where several are.
    """
    if limit.per_day is not None:
        return np.full(days, limit.per_day)
    if limit.share_of_before is None:
        raise UsageError("a limit is so many a day or a share of the level before the agreement; this one is empty")
    limits = np.full(days, np.nan)
    for truce in sorted(truces, key=lambda t: t.since):
        level = before(series, first_day(truce, truces), observed_share)
        limits[days_in_force(truce, first, days)] = limit.share_of_before * level
    return limits


def states(reading: Reading, days: Judged) -> tuple[Flags, Flags]:
    """Return on which days the reading is open and on which it is shut, each shape (days,).

    The axis starts `days_needed` days before the data, so that every window of a day with data lies on it.
    """
    needed = reading.days_needed
    least = max(1.0, reading.observed_share * needed - HAIR)
    enough = np.all([in_window(row, needed) >= least for row in days.seen], axis=0)
    too_loud = in_window(days.loud, needed) > reading.forgiving
    undeclared = in_window(~days.in_truce, needed) > 0 if reading.rests_on_truce else np.zeros_like(days.loud)
    is_shut = too_loud | undeclared
    return enough & ~is_shut, is_shut


def in_window(flags: Flags, days: int) -> Ints:
    """Return how many of the last `days` days up to each day are marked, shape (days on the axis,)."""
    total = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
    ends = np.arange(1, len(total))
    return total[ends] - total[np.maximum(ends - days, 0)]


def run_so_far(reading: Reading, days: Judged) -> int:
    """Return the length in days of the run that counts so far; its last day is the last observed day."""
    last = days.last_seen
    if last < 0:
        return 0
    back = slice(last, None, -1)
    lengths = np.arange(1, last + 2)
    fits = days.quiet[back] & (np.cumsum(days.loud[back]) <= reading.forgiving)
    if reading.rests_on_truce:
        fits &= np.cumsum(~days.in_truce[back]) == 0
    # A run may pass through a stretch with too few observed days and recover, so only its whole length is tested.
    fits &= np.all(np.cumsum(days.seen[:, back], axis=1) >= reading.observed_share * lengths - HAIR, axis=0)
    return int(lengths[fits][-1]) if fits.any() else 0


def longest_row(flags: Flags) -> tuple[int, int]:
    """Return the length of the longest row of marked days, and the place of its last day (the latest such row)."""
    starts, stops = edges(flags)
    if not len(starts):
        return 0, -1
    lengths = stops - starts
    best = len(lengths) - 1 - int(np.argmax(lengths[::-1]))
    return int(lengths[best]), int(stops[best]) - 1


def edges(flags: Flags) -> tuple[Ints, Ints]:
    """Return the places where rows of marked days start and stop (half-open)."""
    steps = np.diff(np.concatenate(([0], flags.astype(np.int64), [0])))
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)


def spans(flags: Flags, first: date) -> tuple[tuple[date, date], ...]:
    """Return the rows of marked days as half-open spans of days."""
    starts, stops = edges(flags)
    return tuple(
        (first + timedelta(days=int(a)), first + timedelta(days=int(b))) for a, b in zip(starts, stops, strict=True)
    )
