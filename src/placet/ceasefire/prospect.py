"""The chance that a reading of "durable" is met by a day, given what is known today, and that it then still holds.

A renewal process in days. While no agreement runs, one comes about with a constant hazard. A running agreement lasts as
those of its class did (`lasting`), and stays within the reading's limits with a share that decays at a constant rate
over the days that the reading needs. When it fails before the reading is met, the wait begins again. A reading that
needs no agreement can also be met by a lull.

The inputs are uncertain: 64 points of a Halton sequence (J. H. Halton, Numerische Mathematik 2, 1960), each coordinate
spread evenly by rank, run through their intervals and through the classes; the middle is the mean over them, the
interval holds nine in ten of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from placet.ceasefire.counts import Flags, Floats
from placet.ceasefire.lasting import Z_90, base_rates
from placet.ceasefire.rates import PRIOR_SHAPE, beta_range, gamma_quantile
from placet.ceasefire.reading import edges
from placet.errors import UsageError
from placet.units import Range

HORIZON_DAYS = 1_826
DRAWS = 64
PRIMES = (2, 3, 5, 7, 11)
YEAR_DAYS = 365.25
SHARE_EDGE = 1e-6


@dataclass(frozen=True)
class Prospect:
    """What is known of a reading today, and what has to be judged.

    Parameters
    ----------
    days_needed
        How many days in a row the reading asks for.
    day
        How many of them count so far.
    met
        Whether it is met today.
    age_days
        How long the agreement that runs today has lasted; nothing when none does.
    ends_in_days
        In how many days that agreement ends by its own term; nothing when it has none.
    agreement_a_year
        The chance that a general agreement without a near end comes about within a year, 90 % interval.
    within_limits
        The chance that an agreement which lasts also stays within the limits for `days_needed` days, 90 % interval.
    lull_a_year
        The chance that the reading is met within a year without an agreement, 90 % interval; 0 where it needs one.
    completing
        The chance that the present quiet run, without an agreement, is completed; 0 where there is none.
    classes
        Classes of the shipped base rates, taken with equal weight.

    Raises
    ------
    UsageError
        When there is no such class, no class, or a chance is none.
    """

    days_needed: int
    day: int
    met: bool
    age_days: int | None
    ends_in_days: int | None
    agreement_a_year: Range
    within_limits: Range
    lull_a_year: Range
    completing: Range
    classes: tuple[str, ...]

    def __post_init__(self) -> None:
        absent = [name for name in self.classes if name not in base_rates()]
        if absent or not self.classes:
            raise UsageError(
                f"there is no class of ceasefire {absent[0] if absent else ''!r}; "
                f"the table has: {', '.join(base_rates())}"
            )
        for chance in (self.agreement_a_year, self.within_limits, self.lull_a_year, self.completing):
            if not 0 <= chance.low <= chance.mid <= chance.high <= 1:
                raise UsageError(f"a chance lies between 0 and 1, with its interval in order; this is {chance}")
        if self.days_needed < 1 or self.day < 0:
            raise UsageError("a reading needs at least one day, and no negative number of days counts so far")


@dataclass(frozen=True, eq=False)
class Opening:
    """When a reading is first met, and how long it then holds.

    Parameters
    ----------
    met
        The chance that it has been met by the end of each day from today (day 0): rows low, mid, high, shape
        (3, horizon_days + 1). Never falls.
    holds
        The chance that it still holds so many days after it was first met, shape (3, horizon_days + 1). Never rises.
    """

    met: Floats
    holds: Floats

    def by(self, day: int) -> Range:
        """Return the chance that it is met by the end of a day, counted from today."""
        low, mid, high = (float(row[day]) for row in self.met)
        return Range(low, mid, high)

    def holding(self, days: int) -> Range:
        """Return the chance that it still holds so many days after it was first met."""
        low, mid, high = (float(row[days]) for row in self.holds)
        return Range(low, mid, high)


def opening(prospect: Prospect, horizon_days: int = HORIZON_DAYS) -> Opening:
    """Return when a reading is first met, and how long it then holds, on each day of the horizon.

    Raises
    ------
    UsageError
        When the horizon is not at least one day.
    """
    if horizon_days < 1:
        raise UsageError(f"the horizon is at least one day, not {horizon_days}")
    drawn = [one_draw(prospect, point, horizon_days) for point in even(halton(DRAWS, len(PRIMES)))]
    met = first_met(prospect, drawn, horizon_days)
    holds = np.stack([survival_after(one.log_survival, prospect.days_needed, horizon_days) for one in drawn], axis=1)
    return Opening(banded(met), banded(holds))


@dataclass(frozen=True, eq=False)
class Draw:
    """One point of the uncertain inputs: hazards a day, shares, and the log of the class's survival by day."""

    agreement_hazard: float
    lull_hazard: float
    within_limits: float
    completing: float
    log_survival: Floats


def one_draw(prospect: Prospect, point: Floats, horizon_days: int) -> Draw:
    """Return the inputs at one point of the unit cube, shape (5,)."""
    reach = prospect.days_needed + horizon_days + (prospect.age_days or 0) + 1
    name = prospect.classes[min(int(point[0] * len(prospect.classes)), len(prospect.classes) - 1)]
    return Draw(
        agreement_hazard=daily_hazard(at_quantile(prospect.agreement_a_year, float(point[1]))),
        # Agreements and lulls are foreseen alike: one point for both.
        lull_hazard=daily_hazard(at_quantile(prospect.lull_a_year, float(point[1]))),
        within_limits=at_quantile(prospect.within_limits, float(point[2])),
        completing=at_quantile(prospect.completing, float(point[3])),
        log_survival=log_survival(name, reach, float(point[4])),
    )


def halton(points: int, dimensions: int) -> Floats:
    """Return the first points of the Halton sequence without the origin, shape (points, dimensions)."""
    out = np.zeros((points, dimensions))
    for column, prime in enumerate(PRIMES[:dimensions]):
        left, step = np.arange(1, points + 1), 1.0 / prime
        while left.any():
            out[:, column] += step * (left % prime)
            left, step = left // prime, step / prime
    return out


def even(points: Floats) -> Floats:
    """Return points of the unit cube with each coordinate moved to the middle of its rank's part, shape as given.

    The first points of a Halton sequence lean to 0 in the higher primes, and with them every mean over the points.
    """
    ranks: Floats = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable").astype(np.float64)
    return (ranks + 0.5) / len(points)


def at_quantile(chance: Range, share: float) -> float:
    """Return a chance at a quantile of the normal distribution of its log odds that has this 90 % interval."""
    if chance.is_point:
        return chance.low
    low, high = (math.log(p / (1 - p)) for p in np.clip((chance.low, chance.high), SHARE_EDGE, 1 - SHARE_EDGE))
    odds = (low + high) / 2 + NormalDist().inv_cdf(share) * (high - low) / (2 * Z_90)
    return 1.0 / (1.0 + math.exp(-odds))


def daily_hazard(chance_a_year: float) -> float:
    """Return the chance a day that gives this chance a year."""
    return -math.expm1(math.log1p(-min(chance_a_year, 1 - SHARE_EDGE)) / YEAR_DAYS)


def log_survival(class_: str, days: int, share: float) -> Floats:
    """Return the log of the survival of a class on days 0 to `days`, at a quantile of its log-log interval.

    Beyond the table the hazard of its last span goes on.
    """
    curve = base_rates()[class_].curve
    logs = np.log(np.maximum(curve.survival, SHARE_EDGE))
    # The deviation of log(-log S) is that of Greenwood's sum over |log S|; before the first failure it says nothing.
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.where(logs < 0, np.sqrt(curve.greenwood) / -logs, 0.0)
    stretched = logs * np.exp(-NormalDist().inv_cdf(share) * np.nan_to_num(deviation))
    stretched = np.minimum.accumulate(stretched)
    at = np.arange(days + 1, dtype=np.float64)
    out: Floats = np.interp(at, curve.days, stretched)
    slope = (stretched[-1] - stretched[-2]) / (curve.days[-1] - curve.days[-2])
    return np.where(at > curve.days[-1], stretched[-1] + slope * (at - curve.days[-1]), out)


def survival_after(log_survival: Floats, survived_days: int, horizon_days: int) -> Floats:
    """Return the chance of lasting each number of days more, shape (horizon_days + 1,)."""
    kept: Floats = np.exp(log_survival[survived_days : survived_days + horizon_days + 1] - log_survival[survived_days])
    return kept


def first_met(prospect: Prospect, drawn: Sequence[Draw], horizon_days: int) -> Floats:
    """Return the chance that the reading has been met by each day under each draw, shape (horizon_days + 1, draws)."""
    if prospect.met:
        return np.ones((horizon_days + 1, len(drawn)))
    needed = prospect.days_needed
    onset = np.array([one.agreement_hazard for one in drawn])
    lull = np.array([one.lull_hazard for one in drawn])
    kept = np.stack([staying(one, 0, needed, needed) for one in drawn], axis=1)
    reaches, lost = kept[needed], kept[:-1] - kept[1:]
    met_on, back_on = np.zeros((horizon_days + 1, len(drawn))), np.zeros((horizon_days + 1, len(drawn)))
    waiting = present(prospect, drawn, met_on, back_on)
    begun = np.zeros((horizon_days + 1, len(drawn)))
    for day in range(horizon_days + 1):
        waiting = waiting + back_on[day]
        if day:
            met_on[day] += waiting * lull
            waiting = waiting * (1.0 - lull)
            begun[day] = waiting * onset
            waiting = waiting - begun[day]
        if day >= needed:
            met_on[day] += begun[day - needed] * reaches
        # An agreement that began k days ago fails today with the chance lost[k - 1].
        ages = min(day, needed)
        waiting = waiting + (begun[day - ages : day][::-1] * lost[:ages]).sum(axis=0)
    return np.minimum(np.cumsum(met_on, axis=0), 1.0)


def staying(draw: Draw, age: int, days: int, needed: int) -> Floats:
    """Return the chance that an agreement of an age lasts each number of days more within the limits, (days + 1,)."""
    kept: Floats = survival_after(draw.log_survival, age, days) * draw.within_limits ** (np.arange(days + 1) / needed)
    return kept


def present(prospect: Prospect, drawn: Sequence[Draw], met_on: Floats, back_on: Floats) -> Floats:
    """Put the agreement or lull that runs today on the days when it meets the reading or fails; return who waits.

    `met_on` and `back_on`, shape (days, draws), are filled in.
    """
    needed, horizon = prospect.days_needed, len(met_on) - 1
    left = max(1, needed - prospect.day)
    if prospect.age_days is None:
        completing = np.array([one.completing for one in drawn])
        if left <= horizon:
            met_on[left] += completing
        return 1.0 - completing
    age = prospect.age_days
    span = left if prospect.ends_in_days is None else min(left, max(prospect.ends_in_days, 0))
    for column, one in enumerate(drawn):
        kept = staying(one, age, span, needed)
        fails = kept[:-1] - kept[1:]
        stop = min(span, horizon)
        back_on[1 : stop + 1, column] += fails[:stop]
        if span <= horizon:
            (met_on if span == left else back_on)[span, column] += kept[span]
    return np.zeros(len(drawn))


def banded(draws: Floats) -> Floats:
    """Return the 5 % point, the mean and the 95 % point over the draws, shape (3, days)."""
    low, high = np.quantile(draws, (0.05, 0.95), axis=1)
    mid = draws.mean(axis=1)
    return np.stack([np.minimum(low, mid), mid, np.maximum(high, mid)])


def completed(quiet: Flags, day: int, days_needed: int) -> Range:
    """Return the chance that a quiet run of `day` days reaches `days_needed`, from the runs of the same series.

    Parameters
    ----------
    quiet
        Which days were quiet, shape (days,). The run that touches the end is not counted: its end is not known.

    Returns
    -------
    The share of the runs that came as far and went on, 90 % interval, with Jeffreys' half a run on each side; 0 where
    there is no run today.
    """
    if day < 1:
        return Range.point(0.0)
    starts, stops = edges(quiet)
    lengths = (stops - starts)[stops < len(quiet)]
    came, went = int((lengths >= min(day, days_needed)).sum()), int((lengths >= days_needed).sum())
    return beta_range(went + PRIOR_SHAPE, came - went + PRIOR_SHAPE)


def chance_a_year(times: int, years: float) -> Range:
    """Return the chance that something which was seen `times` in so many years is seen within a year.

    Gamma posterior of the rate with Jeffreys' prior, 90 % interval.

    Raises
    ------
    UsageError
        When the years are none or the times negative.
    """
    if years <= 0 or times < 0:
        raise UsageError(f"{times} times in {years:g} years tell of no chance a year")
    low, mid, high = (1.0 - math.exp(-gamma_quantile(times + PRIOR_SHAPE, p) / years) for p in (0.05, 0.5, 0.95))
    return Range(low, mid, high)
