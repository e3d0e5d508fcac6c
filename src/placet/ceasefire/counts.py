"""Daily counts over a contiguous span of days, in which a day that nobody observed stays unobserved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from placet.errors import UsageError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Daily:
    """One series of daily counts or levels.

    Parameters
    ----------
    first
        The day of the first entry.
    counts
        One entry a day, shape (days,); NaN where nobody observed the day. Kept as a read-only copy.

    Raises
    ------
    UsageError
        When the entries are not one row of finite or missing numbers.
    """

    first: date
    counts: Floats

    def __post_init__(self) -> None:
        counts = np.array(self.counts, dtype=np.float64)
        if counts.ndim != 1 or bool(np.isinf(counts).any()):
            raise UsageError(
                f"daily counts from {self.first} must be one row of numbers, with NaN for a day that was not observed; "
                f"these have shape {counts.shape}"
            )
        counts.flags.writeable = False
        object.__setattr__(self, "counts", counts)

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def until(self) -> date:
        """The day after the last entry."""
        return self.first + timedelta(days=len(self.counts))

    @property
    def observed(self) -> Flags:
        """Which days were observed, shape (days,)."""
        return ~np.isnan(self.counts)

    @property
    def last_observed(self) -> date | None:
        """The last observed day; nothing when no day was."""
        seen = np.flatnonzero(self.observed)
        return self.first + timedelta(days=int(seen[-1])) if len(seen) else None

    def between(self, since: date, until: date) -> Daily:
        """Return the days from `since` up to but not including `until`; days outside the data are unobserved."""
        return Daily(since, on_axis(self, since, max(0, (until - since).days)))

    def as_known(self, as_of: date, lag_days: int) -> Daily:
        """Return what was known on a day: entries appear `lag_days` after the day that they count.

        The last known day is `as_of` less `lag_days`; later entries are cut off, not emptied.
        """
        known = (as_of - self.first).days - lag_days + 1
        return Daily(self.first, self.counts[: max(0, known)])


def daily(
    rows: Mapping[date, float],
    observed_from: date,
    observed_until: date,
    missing: Literal["unknown", "zero"] = "unknown",
    heartbeat_days: int | None = None,
) -> Daily:
    """Return the series that the rows of a table make.

    Parameters
    ----------
    rows
        The count of each day that has a row.
    observed_from, observed_until
        The half-open span in which somebody observed. Rows outside it are left out: nothing vouches for their
        neighbours.
    missing
        What a day without a row means: nobody looked (`unknown`), or nothing happened (`zero`).
    heartbeat_days
        After so many days without any row the feed counts as silent: the days from then to the next row are unknown.
        The days before the first row count from the start of the observation.

    Raises
    ------
    UsageError
        When the span runs backwards.
    """
    days = (observed_until - observed_from).days
    if days < 0:
        raise UsageError(
            f"the observation ends on {observed_until}, before it starts on {observed_from}; swap the two days"
        )
    counts = np.full(days, 0.0 if missing == "zero" else np.nan)
    for day, count in rows.items():
        place = (day - observed_from).days
        if 0 <= place < days:
            counts[place] = count
    if heartbeat_days is not None and days:
        beats = np.array(sorted((day - observed_from).days for day in rows if observed_from <= day < observed_until))
        latest = np.searchsorted(beats, np.arange(days), side="right")
        last = np.concatenate(([-1], beats))[latest]
        counts[np.arange(days) - last > heartbeat_days] = np.nan
    return Daily(observed_from, counts)


def on_axis(series: Daily, first: date, days: int) -> Floats:
    """Return the entries of a series on an axis of `days` days from `first`, shape (days,), NaN where it has none."""
    out = np.full(days, np.nan)
    shift = (series.first - first).days
    start, stop = max(0, shift), min(days, shift + len(series))
    if start < stop:
        out[start:stop] = series.counts[start - shift : stop - shift]
    return out
