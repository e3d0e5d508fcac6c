"""Is a series rising: the last window against the one before and the same window a year earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from placet.ceasefire.counts import Daily, Flags, Floats, on_axis

Direction = Literal["rising", "falling", "steady", "unknown"]

YEAR_DAYS = 365
LEAST_OBSERVED_SHARE = 0.8
"""A window that was observed less than this has no sum."""
NEAR_DAYS = 3
"""A level is read at most so many days before the day it is wanted for."""
LEAST_CHANGE = 0.10
"""A change of a tenth or less counts as steady, however sure."""
LEAST_CHANGE_OF_SHARE = 0.02
"""A change of a share by two points or less counts as steady, however sure."""
Z_90 = 1.645
"""Two-sided 90 %: a difference within this many standard deviations counts as noise."""


@dataclass(frozen=True)
class Trend:
    """A window compared with its own past.

    Parameters
    ----------
    last
        The sum, or the change of level, in the window that ends with the last observed day.
    before
        The same in the window just before.
    year_ago
        The same in the window that ended 365 days earlier.
    until
        The day after the last observed day; nothing when no day was observed.
    direction
        `last` against `before`: `rising`, `falling`, `steady` (a tenth or less, or within noise), or `unknown`.

    A figure of a window with too few observed days is missing, never zero.
    """

    last: float | None
    before: float | None
    year_ago: float | None
    until: date | None
    direction: Direction


def trend(series: Daily, as_of: date, window_days: int, measure: Literal["sum", "change"] = "sum") -> Trend:
    """Return how the last window compares with the one before; entries after `as_of` change nothing.

    Parameters
    ----------
    measure
        `sum`: counts of the observed days are added up, where at least 0.8 of the window was observed.
        `change`: the level at the end of the window less the level just before it, each read at most three days early.

    Notes
    -----
    Noise of sums is quasi-Poisson: the variance of a daily count is its mean times a dispersion (at least 1) that is
    estimated from both windows; the means per observed day are compared. Noise of changes of level comes from the
    spread of the daily changes in both windows. Days count as independent, so slow waves look surer than they are.
    """
    known = series.between(series.first, min(series.until, as_of + timedelta(days=1)))
    end = known.last_observed
    if end is None:
        return Trend(None, None, None, None, "unknown")
    until = end + timedelta(days=1)
    last, before, year_ago = (
        figure(known, until - timedelta(days=back), window_days, measure) for back in (0, window_days, YEAR_DAYS)
    )
    way: Direction = "unknown"
    if last is not None and before is not None:
        way = (
            direction_of_sums(known, until, window_days)
            if measure == "sum"
            else direction_of_changes(known, until, window_days, last, before)
        )
    return Trend(last, before, year_ago, until, way)


def share_trend(part: Daily, whole: Daily, as_of: date, window_days: int) -> Trend:
    """Return how the share of a part in a whole compares with the window before; entries after `as_of` change nothing.

    Notes
    -----
    Only days on which both were observed count, at least 0.8 of a window; a window whose whole is nothing has no share.
    The noise of a share is that of a ratio of sums: the root of the sum of `(part - share * whole)^2` over the sum of
    the whole (W. G. Cochran, Sampling Techniques, 3rd ed. (1977), section 6.3). A change of two points or less counts
    as steady, however sure.
    """
    first, until = min(part.first, whole.first), min(part.until, whole.until, as_of + timedelta(days=1))
    parts, wholes = part.between(first, until).counts, whole.between(first, until).counts
    both = ~np.isnan(parts) & ~np.isnan(wholes)
    seen = np.flatnonzero(both)
    if not len(seen):
        return Trend(None, None, None, None, "unknown")
    end = int(seen[-1]) + 1
    last, before, year_ago = (
        share_in(parts, wholes, both, end - back, window_days) for back in (0, window_days, YEAR_DAYS)
    )
    way: Direction = "unknown"
    if last is not None and before is not None:
        way = direction(last[0] - before[0], float(np.hypot(last[1], before[1])), LEAST_CHANGE_OF_SHARE)
    figures = [None if found is None else found[0] for found in (last, before, year_ago)]
    return Trend(figures[0], figures[1], figures[2], first + timedelta(days=end), way)


def share_in(parts: Floats, wholes: Floats, both: Flags, end: int, window_days: int) -> tuple[float, float] | None:
    """Return the share in the window that ends before place `end`, and its standard deviation; nothing if unseen."""
    start = max(0, end - window_days)
    seen = both[start : max(end, 0)]
    if end - window_days < 0 or seen.sum() < LEAST_OBSERVED_SHARE * window_days:
        return None
    part, whole = parts[start:end][seen], wholes[start:end][seen]
    total = float(whole.sum())
    if not total:
        return None
    share = float(part.sum()) / total
    return share, float(np.sqrt(((part - share * whole) ** 2).sum())) / total


def figure(series: Daily, until: date, window_days: int, measure: Literal["sum", "change"]) -> float | None:
    """Return the sum or the change of level in the window that ends with the day before `until`."""
    since = until - timedelta(days=window_days)
    if measure == "sum":
        seen = seen_counts(series, since, window_days)
        return float(seen.sum()) if len(seen) and len(seen) >= LEAST_OBSERVED_SHARE * window_days else None
    start, end = level(series, since - timedelta(days=1)), level(series, until - timedelta(days=1))
    return None if start is None or end is None else end - start


def seen_counts(series: Daily, since: date, days: int) -> Floats:
    """Return the counts of the observed days among the `days` days from `since`."""
    counts = on_axis(series, since, days)
    seen: Floats = counts[~np.isnan(counts)]
    return seen


def level(series: Daily, day: date) -> float | None:
    """Return the level on a day, or on the nearest observed day at most three days before it."""
    seen = seen_counts(series, day - timedelta(days=NEAR_DAYS), NEAR_DAYS + 1)
    return float(seen[-1]) if len(seen) else None


def direction_of_sums(series: Daily, until: date, window_days: int) -> Direction:
    """Return whether the mean count of an observed day rose by more than a tenth and more than noise."""
    new = seen_counts(series, until - timedelta(days=window_days), window_days)
    old = seen_counts(series, until - timedelta(days=2 * window_days), window_days)
    spread = float(((new - new.mean()) ** 2).sum() + ((old - old.mean()) ** 2).sum())
    freedom = len(new) + len(old) - 2
    pooled = float(new.sum() + old.sum()) / (len(new) + len(old))
    dispersion = max(1.0, spread / freedom / pooled) if freedom > 0 and pooled > 0 else 1.0
    noise = (dispersion * pooled * (1 / len(new) + 1 / len(old))) ** 0.5
    before = float(old.mean())
    return direction(float(new.mean()) - before, noise, LEAST_CHANGE * abs(before))


def direction_of_changes(series: Daily, until: date, window_days: int, last: float, before: float) -> Direction:
    """Return whether the level changes faster than in the window before, by more than a tenth and more than noise."""
    counts = on_axis(series, until - timedelta(days=2 * window_days), 2 * window_days)
    steps = np.diff(counts)
    new, old = (part[~np.isnan(part)] for part in (steps[window_days - 1 :], steps[: window_days - 1]))
    if len(new) < 2 or len(old) < 2:
        return "unknown"
    noise = (window_days * float(new.var(ddof=1) + old.var(ddof=1))) ** 0.5
    return direction(last - before, noise, LEAST_CHANGE * abs(before))


def direction(change: float, noise: float, least: float) -> Direction:
    """Return the direction of a change with its standard deviation; one of `least` or less is none."""
    if abs(change) <= max(least, Z_90 * noise):
        return "steady"
    return "rising" if change > 0 else "falling"
