"""The sum of the next seven days: a negative binomial around an exponentially weighted mean, and its score.

The score is the continuous ranked probability score of J. E. Matheson and R. L. Winkler, Management Science 22 (1976):
in the unit of the counts, smaller is better, and for a forecast of one sure number it is the absolute error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from placet.ceasefire.counts import Daily, Floats
from placet.errors import UsageError
from placet.units import Range

HALF_LIVES_DAYS = (7.0, 21.0)
"""How fast the mean forgets: the middle of a fast and a slow one, which lost less on three of four real series than one
of 14 days (benchmarks/ceasefire.py)."""
SIMPLE_HALF_LIFE_DAYS = 14.0
"""That of the simpler forecast beside which this one is scored."""
ERROR_HALF_LIFE_DAYS = 180.0
"""How fast the spread of past errors is forgotten."""
LOOK_BACK_DAYS = 2_000
LEAST_DAYS = 14
WEEK = 7
USUAL_EXCESS = 0.5
USUAL_WEIGHT = 1.0
"""Where few past weeks tell of errors, the usual excess counts as much as one of them."""


@dataclass(frozen=True)
class Forecast:
    """The distribution of a sum of counts: a negative binomial with variance = mean + excess * mean^2.

    Parameters
    ----------
    since, until
        The half-open span of days that are summed.
    mean
        The expected sum.
    excess
        The excess dispersion of the sum; 0 is Poisson.
    total
        Its 90 % interval with the median.
    """

    since: date
    until: date
    mean: float
    excess: float
    total: Range


def forecast(series: Daily, as_of: date, horizon_days: int = 7) -> Forecast | None:
    """Return the distribution of the sum of the `horizon_days` after the last observed day up to `as_of`.

    Nothing when fewer than 14 of the days up to then were observed.

    Notes
    -----
    The mean is that of the observed days, in the middle between weights that halve every 7 and every 21 days. The
    excess is what the same rule got
    wrong in the past: the squared errors of its weekly means over their squares, with weights that halve every 180
    days, drawn towards 0.5.

    Raises
    ------
    UsageError
        When the horizon is not at least one day.
    """
    if horizon_days < 1:
        raise UsageError(f"a forecast looks at least one day ahead, not {horizon_days}")
    end = series.between(series.first, min(series.until, as_of + timedelta(days=1))).last_observed
    if end is None:
        return None
    first = max(series.first, end - timedelta(days=LOOK_BACK_DAYS))
    counts = series.between(first, end + timedelta(days=1)).counts
    if (~np.isnan(counts)).sum() < LEAST_DAYS:
        return None
    means = running_mean(counts)
    mean = horizon_days * float(means[-1])
    excess = past_excess(counts, means, horizon_days)
    since = end + timedelta(days=1)
    cdf = distribution(mean, excess)
    low, mid, high = (float(np.searchsorted(cdf, chance)) for chance in (0.05, 0.5, 0.95))
    return Forecast(since, since + timedelta(days=horizon_days), mean, excess, Range(low, mid, high))


def running_mean(counts: Floats, half_lives_days: tuple[float, ...] = HALF_LIVES_DAYS) -> Floats:
    """Return the exponentially weighted mean of the observed days up to each day, shape (days,); NaN before any.

    Where several half-lives are given, the mean of their means.
    """
    ages = np.arange(len(counts))
    means = np.zeros(len(counts))
    for half_life in half_lives_days:
        weights = np.where(np.isnan(counts), 0.0, np.exp2(ages / half_life))
        with np.errstate(invalid="ignore"):
            means += np.cumsum(weights * np.nan_to_num(counts)) / np.cumsum(weights)
    return means / len(half_lives_days)


def past_excess(counts: Floats, means: Floats, horizon_days: int) -> float:
    """Return the excess dispersion of sums of `horizon_days` around what the running mean had foretold."""
    origins = np.arange(LEAST_DAYS - 1, len(counts) - horizon_days)
    sums = np.concatenate(([0.0], np.cumsum(counts)))
    if np.isnan(sums[-1]):
        marks = np.concatenate(([0.0], np.cumsum(np.isnan(counts))))
        sums = np.concatenate(([0.0], np.cumsum(np.nan_to_num(counts))))
        origins = origins[marks[origins + 1 + horizon_days] == marks[origins + 1]]
    came = sums[origins + 1 + horizon_days] - sums[origins + 1]
    foretold = horizon_days * means[origins]
    told = np.isfinite(foretold) & (foretold > 0)
    came, foretold, origins = came[told], foretold[told], origins[told]
    weights = np.exp2((origins - len(counts)) / ERROR_HALF_LIFE_DAYS) / horizon_days
    ratios = ((came - foretold) ** 2 - foretold) / foretold**2
    usual = USUAL_WEIGHT * USUAL_EXCESS
    return max(0.0, float((weights * np.minimum(ratios, 10.0)).sum() + usual) / float(weights.sum() + USUAL_WEIGHT))


def distribution(mean: float, excess: float, least_top: float = 0.0) -> Floats:
    """Return P(sum <= k) for k = 0, 1, ... up to where nothing is left, or to `least_top`; shape (counts,)."""
    spread = float(np.sqrt(mean + excess * mean * mean))
    top = int(max(mean + 12.0 * spread * (1.0 + excess) + 20.0, least_top)) + 1
    k = np.arange(1, top + 1)
    if excess < 1e-9:
        start, steps = -mean, np.log(max(mean, 1e-300)) - np.log(k)
    else:
        size = 1.0 / excess
        share = mean / (mean + size)
        start, steps = -size * np.log1p(mean * excess), np.log((k - 1 + size) / k) + np.log(max(share, 1e-300))
    logs = np.concatenate(([start], start + np.cumsum(steps)))
    cdf: Floats = np.minimum(np.cumsum(np.exp(logs)), 1.0)
    return cdf


def crps(told: Forecast, came: float) -> float:
    """Return the continuous ranked probability score of a forecast when the sum `came`: smaller is better."""
    cdf = distribution(told.mean, told.excess, came)
    return float((np.where(np.arange(len(cdf)) >= came, 1.0 - cdf, cdf) ** 2).sum())


@dataclass(frozen=True)
class Checked:
    """The forecast of seven days and simpler ones on past weeks.

    Parameters
    ----------
    weeks
        How many weeks were forecast and then fully observed.
    crps
        The mean score in the unit of the counts, lower is better: `forecast`; `last week`, its value as a sure number;
        `NB-EWMA`, a negative binomial around the mean with weights that halve every 14 days, and the dispersion of the
        last 84 days, taken as independent.
    held
        The share of the weeks within the forecast's 90 % interval.
    """

    weeks: int
    crps: Mapping[str, float]
    held: float


def forecasts_checked(series: Daily) -> Checked:
    """Return how good the forecast was, week by week, on what was known at the time."""
    scores: dict[str, list[float]] = {"forecast": [], "last week": [], "NB-EWMA": []}
    inside = 0
    for offset in range(LEAST_DAYS, len(series) - WEEK + 1, WEEK):
        origin = series.first + timedelta(days=offset - 1)
        came = series.counts[offset : offset + WEEK]
        last = series.counts[offset - WEEK : offset]
        told = forecast(series, origin) if not np.isnan(came).any() and not np.isnan(last).any() else None
        if told is None:
            continue
        total = float(came.sum())
        known = series.counts[max(0, offset - LOOK_BACK_DAYS) : offset]
        mean = WEEK * float(running_mean(known, (SIMPLE_HALF_LIFE_DAYS,))[-1])
        simple = Forecast(told.since, told.until, mean, day_excess(known), told.total)
        scores["forecast"].append(crps(told, total))
        scores["last week"].append(abs(float(last.sum()) - total))
        scores["NB-EWMA"].append(crps(simple, total))
        inside += told.total.low <= total <= told.total.high
    weeks = len(scores["forecast"])
    means = {name: float(np.mean(found)) if found else float("nan") for name, found in scores.items()}
    return Checked(weeks, means, inside / weeks if weeks else float("nan"))


def day_excess(counts: Floats) -> float:
    """Return the excess dispersion of a week's sum from that of the last 84 days, taken as independent."""
    seen = counts[-12 * WEEK :]
    seen = seen[~np.isnan(seen)]
    if len(seen) < 2 or not seen.any():
        return 0.0
    mean = float(seen.mean())
    return max(0.0, (float(seen.var(ddof=1)) - mean) / mean**2) / WEEK
