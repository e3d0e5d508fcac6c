"""How sure a plan is: the same programme under many draws of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from placet.errors import UsageError
from placet.training.linear import Floats
from placet.training.network import Network
from placet.training.plan import Plan, best_plan
from placet.units import Range

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Fan:
    """Soldiers trained under many draws, at moments in weeks from the start."""

    weeks: Floats
    """The moments."""
    trained: Floats
    """Soldiers trained by each moment (draws, moments)."""
    inside: Floats
    """Of them at sites inside (draws, moments)."""
    cost_eur: Floats
    """What each draw's plan costs."""

    @property
    def quantiles(self) -> Floats:
        """The 5, 25, 50, 75 and 95 % points of the soldiers trained by each moment (5, moments)."""
        return np.quantile(self.trained, LEVELS, axis=0)

    @property
    def total(self) -> Range:
        """Soldiers trained by the last moment, 90 % interval and median."""
        return spread(self.trained[:, -1])

    @property
    def total_inside(self) -> Range:
        """Soldiers trained inside by the last moment."""
        return spread(self.inside[:, -1])

    @property
    def cost(self) -> Range:
        """What the plan costs, in EUR."""
        return spread(self.cost_eur)


def spread(figures: Floats) -> Range:
    """Return the median and the 90 % interval of draws: differences of two fans with equal draws too."""
    low, mid, high = (float(point) for point in np.quantile(figures, (0.05, 0.5, 0.95)))
    return Range(low, mid, high)


def fan(
    networks: Sequence[Network],
    *,
    weeks: Sequence[float] | None = None,
    middle: Plan | None = None,
    grid_weeks: int = 4,
    threads: int = 2,
) -> Fan:
    """Return the spread of the soldiers trained when each draw is planned anew.

    Every draw is solved to its own optimum, as if its planners knew its figures from the start: a draw with fewer beds
    has a plan for fewer beds. The spread is therefore that of what can be reached, not that of one fixed plan.

    Parameters
    ----------
    networks
        The draws: one network each.
    weeks
        The moments at which soldiers are counted, in weeks from the start; every fourth week and the end if not given.
    middle
        The weekly plan of the middle figures. With it, draws that were solved on a coarser grid are scaled by what that
        grid errs there, moment by moment.
    grid_weeks
        The grid of the draws.
    threads
        How many draws are solved at a time. The answer does not depend on it.

    Raises
    ------
    UsageError
        There is no draw.
    """
    return fans([networks], weeks=weeks, middles=[middle], grid_weeks=grid_weeks, threads=threads)[0]


def fans(
    cases: Sequence[Sequence[Network]],
    *,
    weeks: Sequence[float] | None = None,
    middles: Sequence[Plan | None] | None = None,
    grid_weeks: int = 4,
    threads: int = 2,
) -> list[Fan]:
    """Return the spreads of several cases with the same draws: `cases[case][draw]`, in the order of the cases.

    The cases of one draw are solved one after the other, each from where the last ended; with the most restricted case
    first that halves the work. The rest is as in `fan`.

    Raises
    ------
    UsageError
        There is no draw, or the cases have different numbers of draws.
    """
    if not cases or not cases[0]:
        raise UsageError("networks: there is no draw; give at least one network")
    if len({len(networks) for networks in cases}) > 1:
        raise UsageError("cases: they have different numbers of draws; give each case the same draws")
    horizon = cases[0][0].weeks
    moments = np.asarray(np.r_[np.arange(4.0, horizon, 4.0), horizon] if weeks is None else weeks, float)

    def one(draw: Sequence[Network]) -> list[tuple[Floats, Floats, float]]:
        solved, basis = [], None
        for network in draw:
            plan = best_plan(network, grid_weeks=grid_weeks, explain=False, basis=basis)
            solved.append((plan.trained_until(moments), plan.inside_until(moments), plan.cost_eur))
            basis = plan.basis
        return solved

    with ThreadPoolExecutor(max(1, threads)) as pool:
        by_draw = list(pool.map(one, zip(*cases, strict=True)))
    by_case = list(zip(*by_draw, strict=True))
    return [
        spread_of(solved, moments, middle, grid_weeks)
        for solved, middle in zip(by_case, middles or [None] * len(by_case), strict=True)
    ]


def spread_of(
    solved: Sequence[tuple[Floats, Floats, float]], moments: Floats, middle: Plan | None, grid_weeks: int
) -> Fan:
    """Return the fan of one case from its solved draws, scaled by what the coarse grid errs for the middle plan."""
    trained, inside, cost = (np.array(part) for part in zip(*solved, strict=True))
    if middle is not None and grid_weeks > 1:
        coarse = best_plan(middle.network, grid_weeks=grid_weeks, explain=False)
        trained = trained * ratio(middle.trained_until(moments), coarse.trained_until(moments))
        inside = inside * ratio(middle.inside_until(moments), coarse.inside_until(moments))
        cost = cost * ratio(np.array([middle.cost_eur]), np.array([coarse.cost_eur]))
    return Fan(moments, np.maximum.accumulate(trained, axis=1), np.maximum.accumulate(inside, axis=1), cost)


def ratio(weekly: Floats, coarse: Floats) -> Floats:
    """Return what the coarse grid errs; where it has nobody yet, nothing can be scaled."""
    return np.asarray(np.divide(weekly, coarse, out=np.ones_like(coarse), where=coarse > 1e-6))
