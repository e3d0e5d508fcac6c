"""Whole course runs: a plan that can be held, not only counted.

`best_plan` lets any number of soldiers enter a course in any week. Here a course starts as a run, with at least and at
most so many soldiers in it. The linear programme bounds every such plan. Its soldiers are first gathered into the
fewest runs that hold them, which is often as good as the bound. Where it is not, the integer programme is solved window
by window (relax and fix; Pochet and Wolsey 2006, Production Planning by Mixed Integer Programming): the runs of the
window are whole, those before it are fixed, those after it are still counted in parts, so that each window sees what it
does to the whole horizon.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from placet.errors import UsageError
from placet.training.build import Layout, programme
from placet.training.linear import (
    Entries,
    Floats,
    LinearProgramme,
    NoPlanError,
    Solution,
    best,
    fits,
    joined,
    optimum,
    solver,
)
from placet.training.network import Network, amount, checked
from placet.training.plan import Plan, plan_of

TOLERANCE = 1e-6
A_MOMENT = 1.5
"""Seconds."""


@dataclass(frozen=True)
class Seats:
    """How many soldiers a run of a course takes: at least (or it is not held) and at most."""

    least: float
    most: float


@dataclass(frozen=True)
class WholePlan:
    """A plan of whole runs."""

    plan: Plan
    runs: Floats
    """Runs that start (sites, courses, periods of the grid up to `whole_weeks`)."""
    whole_weeks: int
    """Up to this week soldiers enter in whole runs; later weeks are counted in parts."""
    bound: float
    """No plan of whole runs can count more (`plan.objective` is the count): the optimum with runs in parts."""
    seconds: float
    complete: bool
    """Whether the search ended by itself: with the gap that was asked for, or after every window."""

    @property
    def gap(self) -> float:
        """How far the plan can be from the best one, as a share of the bound."""
        return max(0.0, 1 - self.plan.objective / self.bound) if self.bound > 0 else 0.0

    def __str__(self) -> str:
        how = "" if self.complete else ", stopped early"
        return (
            f"{self.runs.sum():,.0f} runs, {self.plan.trained:,.0f} soldiers trained; no plan of whole runs can be "
            f"more than {self.gap:.1%} better ({self.seconds:.1f} s{how})"
        )


Progress = Callable[[int, int, float], None]
"""Called after each window with the weeks done, all weeks and the best gap that is possible now."""


def whole_plan(
    network: Network,
    seats: Mapping[str, Seats],
    *,
    grid_weeks: int = 1,
    whole_weeks: int | None = None,
    window_weeks: int = 8,
    seconds: float = 60.0,
    gap: float = 1e-3,
    previous: WholePlan | None = None,
    progress: Progress | None = None,
) -> WholePlan:
    """Return a plan of whole runs.

    Parameters
    ----------
    network
        The programme.
    seats
        For each course the soldiers of a run; a course that is not named takes any number.
    grid_weeks
        The grid.
    whole_weeks
        Up to which week the runs are whole: all weeks when not given; 8 for the near plan, whose later weeks are then
        counted in parts and give it its value at the end.
    window_weeks
        How many weeks are decided at a time.
    seconds
        When to stop looking for better plans, all windows together.
    gap
        How near to the bound is near enough, as a share of it.
    previous
        A plan before something changed, of the same shape: each window starts from its runs.
    progress
        Told of each window. An interrupt (Ctrl-C) ends the search with the best plan so far.

    Raises
    ------
    UsageError
        The network contradicts itself, or the seats name no course or are the wrong way round.
    NoPlanError
        The solver found nothing in time, not even a plan with runs in parts.
    """
    checked(network)
    checked_seats(network, seats)
    began = time.perf_counter()
    linear, place = programme(network, grid_weeks)
    until = place.periods if whole_weeks is None else min(place.periods, -(-whole_weeks // grid_weeks))
    # In parts, runs restrict nothing, so the programme without them gives the bound and the first solution.
    relaxed = warm(linear, previous.plan.basis if previous else None, seconds)
    form = with_runs(linear, place, seats, until)
    gathered = Search(linear, form, place, seats, until, relaxed, began + seconds, gap)
    gathered.gather(until)
    chosen, complete = gathered, True
    if gathered.solution.objective < (1 - gap) * relaxed.objective:
        search = Search(linear, form, place, seats, until, relaxed, began + seconds, gap)
        complete = search.windows(max(1, window_weeks // grid_weeks), previous, progress)
        if search.decided == until and search.solution.objective > gathered.solution.objective:
            chosen = search
    runs = np.zeros((len(network.sites), len(network.courses), until))
    runs[place.site, place.course] = chosen.fixed
    plan = plan_of(chosen.solution, place)
    taken = time.perf_counter() - began
    return WholePlan(plan, runs, until * grid_weeks, relaxed.objective, taken, complete)


def checked_seats(network: Network, seats: Mapping[str, Seats]) -> None:
    """Check that the seats name courses and are the right way round."""
    known = {course.id for course in network.courses}
    for name, taken in seats.items():
        if name not in known:
            raise UsageError(f"seats: there is no course {name!r}; the courses are {', '.join(sorted(known))}")
        amount(f"seats.{name}.least", taken.least, most=1e6)
        amount(f"seats.{name}.most", taken.most, most=1e6)
        if taken.least > taken.most or taken.most <= 0:
            raise UsageError(
                f"seats.{name}: at least {taken.least:g} and at most {taken.most:g} leaves no run; swap the two"
            )


def with_runs(linear: LinearProgramme, place: Layout, seats: Mapping[str, Seats], until: int) -> LinearProgramme:
    """Return the programme with a column of runs for each pair and whole period: least runs <= entries <= most runs."""
    rows, columns = linear.shape
    least, most = by_pair(place, seats)
    held = np.isfinite(most[:, 0])
    entry = np.arange(place.entries).reshape(len(place.site), place.periods)[:, :until]
    n = np.arange(entry.size).reshape(entry.shape)
    blocks = [
        linear.entries,
        Entries.of(rows + n, entry, 1.0),
        Entries.of(rows + n, columns + n, np.where(np.isfinite(most), -most, -1.0)),
        Entries.of(rows + n.size + n, entry, -1.0),
        Entries.of(rows + n.size + n, columns + n, least),
    ]
    none = np.full(2 * n.size, -np.inf)
    limits = np.where(np.repeat(held, until), 0.0, np.inf)
    upper = np.where(held[:, None] & (linear.upper[entry] > 0), np.inf, 0.0).ravel()
    return LinearProgramme.of(
        np.r_[linear.gain, np.zeros(n.size)],
        (np.r_[linear.lower, np.zeros(n.size)], np.r_[linear.upper, upper]),
        (np.r_[linear.row_lower, none], np.r_[linear.row_upper, limits, limits]),
        joined(blocks),
    )


def by_pair(place: Layout, seats: Mapping[str, Seats]) -> tuple[Floats, Floats]:
    """Return the least and the most soldiers of a run of each pair (pairs, 1); without seats, any number."""
    taken = [seats.get(course.id, Seats(0.0, math.inf)) for course in place.network.courses]
    least, most = np.array([one.least for one in taken], float), np.array([one.most for one in taken], float)
    return least[place.course, None], most[place.course, None]


class Search:
    """The state of the search: the runs decided so far, and the last solution."""

    def __init__(
        self,
        linear: LinearProgramme,
        form: LinearProgramme,
        place: Layout,
        seats: Mapping[str, Seats],
        until: int,
        relaxed: Solution,
        deadline: float,
        gap: float,
    ) -> None:
        self.linear, self.basis = linear, relaxed.basis
        self.form, self.place, self.deadline, self.gap = form, place, deadline, gap
        self.least, self.most = by_pair(place, seats)
        self.first = len(linear.gain)
        self.low = form.lower[self.first :].reshape(len(place.site), until).copy()
        self.high = form.upper[self.first :].reshape(len(place.site), until).copy()
        # The first solution knows no runs yet.
        self.solution, self.decided = relaxed, 0
        self.keep(np.r_[relaxed.x, np.zeros(self.low.size)])

    @property
    def fixed(self) -> Floats:
        """The runs decided (pairs, periods)."""
        return self.low

    def windows(self, step: int, previous: WholePlan | None, progress: Progress | None) -> bool:
        """Decide window by window; whether all of them were searched, without an interrupt or the end of the time."""
        until, grid = self.low.shape[1], self.place.grid_weeks
        bound = self.solution.objective
        try:
            for start in range(0, until, step):
                end = min(until, start + step)
                left = self.deadline - time.perf_counter()
                if left <= 0:
                    return False
                # A window may take twice its share of the time that is left.
                if not self.window(start, end, left * min(1.0, 2 * step / (until - start)), previous):
                    self.gather(end)
                if progress:
                    progress(end * grid, until * grid, 1 - self.solution.objective / bound)
        except KeyboardInterrupt:
            return False
        return True

    def window(self, start: int, end: int, seconds: float, previous: WholePlan | None) -> bool:
        """Decide the runs of some periods; whether any were found in time."""
        highs = self.loaded(seconds)
        columns = self.columns(start, end)
        highs.changeColsIntegrality(len(columns), columns, np.ones(len(columns), np.uint8))
        if previous is not None:
            self.start_from(highs, previous, start, end)
        x = found(highs)
        if x is None:
            return False
        self.decide(start, end, np.round(self.runs(x)[:, start:end]))
        self.keep(x)
        return True

    def loaded(self, seconds: float) -> Any:
        """Return HiGHS with the programme, the decided runs fixed."""
        form = self.form
        bounds = np.r_[form.lower[: self.first], self.low.ravel()], np.r_[form.upper[: self.first], self.high.ravel()]
        highs = solver(
            replace(form, lower=bounds[0], upper=bounds[1]),
            solver="choose",
            presolve="on",
            simplex_strategy=1,
            mip_rel_gap=self.gap,
            time_limit=seconds,
        )
        highs.HandleKeyboardInterrupt = True
        return highs

    def runs(self, x: Floats) -> Floats:
        """Return the runs (pairs, periods) of a solution."""
        return x[self.first :].reshape(self.low.shape)

    def columns(self, start: int, end: int) -> Any:
        """Return the columns of the runs of some periods."""
        n = np.arange(self.low.size).reshape(self.low.shape)
        return (self.first + n[:, start:end]).ravel().astype(np.int32)

    def decide(self, start: int, end: int, runs: Floats) -> None:
        """Fix the runs of some periods."""
        self.low[:, start:end] = self.high[:, start:end] = runs
        self.decided = end

    def start_from(self, highs: Any, previous: WholePlan, start: int, end: int) -> None:
        """Give the solver the runs of an earlier plan in this window to start from."""
        runs = previous.runs[self.place.site, self.place.course]
        if runs.shape[1] >= end:
            columns = self.columns(start, end)
            levels = np.minimum(runs[:, start:end], self.high[:, start:end])
            highs.setSolution(len(columns), columns, np.ascontiguousarray(levels.ravel()))

    def gather(self, until: int) -> None:
        """Gather the soldiers of the next periods into the fewest runs that hold them; few soldiers make no run.

        All periods at once where that has a plan. Otherwise, because who makes no run is no graduate either, period by
        period, each with a new plan for what follows: that always has one.
        """
        start = self.decided
        before = self.low[:, start:until].copy(), self.high[:, start:until].copy()
        self.decide(start, until, self.fewest()[:, start:until])
        try:
            self.again()
            return
        except NoPlanError:
            pass
        self.low[:, start:until], self.high[:, start:until] = before
        for period in range(start, until):
            self.decide(period, period + 1, self.fewest()[:, period : period + 1])
            self.again()

    def again(self) -> None:
        """Plan anew around the runs that are decided, from the last basis."""
        lower, upper = self.linear.lower.copy(), self.linear.upper.copy()
        held, runs = np.isfinite(self.most[:, 0]), self.low[:, : self.decided]
        for bounds, seats in ((lower, self.least), (upper, self.most)):
            entries = bounds[: self.place.entries].reshape(len(self.place.site), self.place.periods)
            entries[held, : self.decided] = seats[held] * runs[held]
        solution = warm(replace(self.linear, lower=lower, upper=upper), self.basis, math.inf)
        self.basis = solution.basis
        self.keep(np.r_[solution.x, self.low.ravel()])

    def keep(self, x: Floats) -> None:
        """Take other levels for the last solution."""
        self.solution = replace(self.solution, objective=float(self.form.gain @ x), x=x)

    def fewest(self) -> Floats:
        """Return the fewest runs that hold the soldiers of the last solution (pairs, periods)."""
        entries = self.solution.x[: self.place.entries].reshape(len(self.place.site), self.place.periods)
        entries = entries[:, : self.low.shape[1]]
        runs = np.ceil(entries / self.most - TOLERANCE)
        held = np.floor(entries / np.maximum(self.least, TOLERANCE) + TOLERANCE)
        fewest: Floats = np.minimum(np.minimum(runs, held), self.high)
        return fewest


def found(highs: Any) -> Floats | None:
    """Run the solver; return the levels of its best plan, or nothing when it has none."""
    import highspy

    highs.run()
    feasible = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    levels: Floats = np.array(highs.getSolution().col_value, np.float64)
    return levels if feasible else None


def warm(programme: LinearProgramme, basis: Any, seconds: float) -> Solution:
    """Return the optimum, by dual simplex from the basis of a programme that has the same shape.

    Where little has changed that takes a moment; where it does not, the usual way is faster.
    """
    if not fits(basis, programme):
        return best(programme, seconds=seconds)
    highs = solver(programme, solver="simplex", simplex_strategy=1, time_limit=min(seconds, A_MOMENT))
    highs.setBasis(basis)
    highs.run()
    try:
        return optimum(programme, highs)
    except NoPlanError:
        return best(programme, seconds=seconds)
