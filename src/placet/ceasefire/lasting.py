"""How long quiet lasts: Kaplan-Meier curves, and the shipped base rates by class of agreement.

Sources: E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53 (1958); M. Greenwood, The natural duration of cancer (1926);
the log-log interval as in J. D. Kalbfleisch and R. L. Prentice, The statistical analysis of failure time data (2002).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placet.ceasefire.counts import Floats
from placet.ceasefire.rates import beta_range
from placet.data import table
from placet.errors import UsageError
from placet.units import Range

Z_90 = 1.6448536269514722
"""Two-sided 90 % of the normal distribution."""
TAIL = 0.05


@dataclass(frozen=True, eq=False)
class Curve:
    """A survival curve: the share that has not failed by the end of each day.

    Parameters
    ----------
    days
        The days at which the curve is known, rising, shape (knots,).
    survival
        The share that has not failed by that day, shape (knots,).
    greenwood
        The sum of `failed / (at risk * (at risk - failed))` up to that day, shape (knots,): the variance of the log of
        the survival.
    at_risk
        How many were still followed after that day, shape (knots,).
    """

    days: Floats
    survival: Floats
    greenwood: Floats
    at_risk: Floats

    def failed_by(self, day: float) -> float:
        """Return the share that has failed by the end of a day: a step function, as Kaplan and Meier draw it."""
        place = int(np.searchsorted(self.days, day, side="right"))
        return 1.0 - float(self.survival[place - 1]) if place else 0.0


def kaplan_meier(days: ArrayLike, failed: ArrayLike, knots: Sequence[float] | None = None) -> Curve:
    """Return the Kaplan-Meier curve of durations.

    Parameters
    ----------
    days
        How long each was followed, shape (n,).
    failed
        Whether it failed at the end of that time, or was only lost from sight, shape (n,).
    knots
        Days at which the curve is wanted; the days of failure when left out.
    """
    lasted = np.asarray(days, dtype=np.float64)
    fell = np.asarray(failed, dtype=np.bool_)
    times, counts = np.unique(lasted[fell], return_counts=True)
    at_risk = len(lasted) - np.searchsorted(np.sort(lasted), times, side="left")
    shares = np.cumprod(1.0 - counts / at_risk)
    left = at_risk - counts
    with np.errstate(divide="ignore"):
        sums = np.cumsum(counts / (at_risk * left.astype(np.float64)))
    wanted = times if knots is None else np.asarray(knots, dtype=np.float64)
    place = np.searchsorted(times, wanted, side="right")
    return Curve(
        days=wanted,
        survival=np.concatenate(([1.0], shares))[place],
        greenwood=np.concatenate(([0.0], sums))[place],
        at_risk=(len(lasted) - np.searchsorted(np.sort(lasted), wanted, side="right")).astype(np.float64),
    )


def interval(chance: float, variance: float, at_risk: float) -> Range:
    """Return a survival chance with its 90 % log-log interval.

    Where nothing failed (or everything did) the variance says nothing: then the bound is the exact one of `at_risk`
    trials without a failure (without a survivor).
    """
    if at_risk < 1:
        return Range(0.0, chance, 1.0)
    if chance >= 1.0:
        return Range(float(TAIL ** (1.0 / at_risk)), 1.0, 1.0)
    if chance <= 0.0 or not np.isfinite(variance):
        return Range(0.0, 0.0, 1.0 - float(TAIL ** (1.0 / at_risk)))
    stretch = float(np.exp(Z_90 * np.sqrt(variance) / abs(np.log(chance))))
    low = chance**stretch
    failures = (1.0 - chance) * at_risk
    if failures < 1.0:
        # Between knots a part of one failure may lie in the span: there the log-log bound falls to nothing, and the
        # exact one (Clopper and Pearson) goes over into that of no failure.
        low = max(low, min(chance, beta_range(at_risk - failures, failures + 1.0).low))
    return Range(low, chance, chance ** (1.0 / stretch))


@dataclass(frozen=True, eq=False)
class BaseRate:
    """One class of the shipped table.

    Parameters
    ----------
    id
        Its name: `truce`, `treaty`, `cessation`, ...
    title
        What was followed.
    source
        Whose data, and what counts as failure.
    followed, failed
        How many, and how many of them failed.
    curve
        The survival curve on the table's days.
    """

    id: str
    title: str
    source: str
    followed: int
    failed: int
    curve: Curve


@functools.cache
def base_rates() -> dict[str, BaseRate]:
    """Return the classes of the shipped table `durability.toml`, by name."""
    shipped = table("durability")
    days = np.asarray(shipped["days"], dtype=np.float64)
    return {
        name: BaseRate(
            id=name,
            title=row["title"],
            source=shipped["sources"][row["source"]]["failure"],
            followed=row["followed"],
            failed=row["failed"],
            curve=Curve(
                days=days,
                survival=np.asarray(row["survival"], dtype=np.float64),
                greenwood=np.asarray(row["greenwood"], dtype=np.float64),
                at_risk=np.asarray(row["at_risk"], dtype=np.float64),
            ),
        )
        for name, row in shipped["classes"].items()
    }


def survival(class_: str, survived_days: float, horizon_days: float) -> Range:
    """Return the chance that a ceasefire of a class lasts another `horizon_days`, having lasted `survived_days`.

    Parameters
    ----------
    class_
        A class of the shipped table: see `base_rates`.

    Returns
    -------
    The share of those that lasted as long which lasted on, with its 90 % interval. Between the days of the table the
    hazard counts as constant. The interval is that of sampling only: it does not know whether this ceasefire is like
    those of the table.

    Raises
    ------
    UsageError
        When there is no such class, a number of days is negative, or the table does not reach that far.
    """
    rates = base_rates()
    if class_ not in rates:
        raise UsageError(f"there is no class of ceasefire {class_!r}; the table has: {', '.join(rates)}")
    curve = rates[class_].curve
    reach = survived_days + horizon_days
    if survived_days < 0 or horizon_days < 0 or reach > curve.days[-1]:
        raise UsageError(
            f"class {class_!r}: {survived_days:g} days and then {horizon_days:g} more do not lie in the table, "
            f"which covers day 0 to day {curve.days[-1]:g}"
        )
    start, end = on_curve(curve, survived_days), on_curve(curve, reach)
    at_risk = float(curve.at_risk[np.searchsorted(curve.days, survived_days, side="left")])
    return interval(end[0] / start[0] if start[0] else 0.0, end[1] - start[1], at_risk)


def chances_of_lasting(class_: str, survived_days: Floats, horizon_days: float) -> Floats:
    """Return the middle of `survival` for many days at once, shape (days,); NaN beyond the table."""
    curve = base_rates()[class_].curve
    with np.errstate(divide="ignore"):
        logs = np.log(curve.survival)
    reach = survived_days + horizon_days
    kept: Floats = np.exp(np.interp(reach, curve.days, logs) - np.interp(survived_days, curve.days, logs))
    return np.where(reach <= curve.days[-1], kept, np.nan)


def on_curve(curve: Curve, day: float) -> tuple[float, float]:
    """Return survival and Greenwood's sum on any day: the log of survival and the sum are straight between knots."""
    with np.errstate(divide="ignore"):
        logs: NDArray[np.float64] = np.log(curve.survival)
    return float(np.exp(np.interp(day, curve.days, logs))), float(np.interp(day, curve.days, curve.greenwood))
