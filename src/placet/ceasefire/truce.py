"""Announced truces: on which days one was in force, and the level of violence before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from placet.ceasefire.counts import Daily, Flags, on_axis

BEFORE_DAYS = 28


@dataclass(frozen=True)
class Truce:
    """A truce or moratorium that was announced.

    Parameters
    ----------
    since
        The first day on which it was to be in force.
    until
        The day after the last announced day; nothing when none was announced.
    ended
        The day on which it was seen to have ended: from that day on it is not in force.
    general
        Whether it covers all violence, and not one class of it (energy, sea, long-range).
    declared_by
        `both`, `one side`, or `not in force` (offered or announced, never in force).
    """

    since: date
    until: date | None = None
    ended: date | None = None
    general: bool = True
    declared_by: str = "both"

    @property
    def over(self) -> date | None:
        """The first day after it: announced or seen, whichever came first; nothing while it lasts."""
        return min((day for day in (self.until, self.ended) if day is not None), default=None)

    def in_force(self, day: date) -> bool:
        """Return whether it was declared for this day and not seen to have ended. Says nothing on its being kept."""
        return self.declared_by != "not in force" and self.since <= day and (self.over is None or day < self.over)


def announced(truces: Sequence[Truce], as_of: date) -> list[Truce]:
    """Return the truces in force at some time up to a day, without the ends that were only seen later."""
    return [
        replace(t, ended=t.ended if t.ended and t.ended <= as_of else None)
        for t in truces
        if t.declared_by != "not in force" and t.since <= as_of
    ]


def days_in_force(truce: Truce, first: date, days: int) -> slice:
    """Return where on an axis of `days` days from `first` a truce is in force."""
    start = max(0, (truce.since - first).days)
    stop = days if truce.over is None else min(days, (truce.over - first).days)
    return slice(start, max(start, stop))


def covered(truces: Sequence[Truce], first: date, days: int) -> Flags:
    """Return on which days of the axis one of the truces is in force, shape (days,)."""
    flags = np.zeros(days, dtype=np.bool_)
    for truce in truces:
        flags[days_in_force(truce, first, days)] = True
    return flags


def first_day(truce: Truce, truces: Sequence[Truce]) -> date:
    """Return the first day of the chain of truces that this one continues.

    A truce that starts on the very day on which another is over prolongs it, and is measured against the same past.
    One that starts while another is still in force is a recommitment, and is measured against its own past.
    """
    since, seen = truce.since, {truce}
    while True:
        earlier = [t for t in truces if t.over == since and t.since < since and t not in seen]
        if not earlier:
            return since
        since = min(t.since for t in earlier)
        seen.update(earlier)


def before(series: Daily, since: date, observed_share: float) -> float:
    """Return the mean daily count of the observed days among the 28 days before a day.

    Returns
    -------
    Counts a day; NaN when less than `observed_share` of the 28 days was observed (at least one must be).
    """
    counts = on_axis(series, since - timedelta(days=BEFORE_DAYS), BEFORE_DAYS)
    seen = counts[~np.isnan(counts)]
    return float(seen.mean()) if len(seen) and len(seen) >= observed_share * BEFORE_DAYS else float("nan")
