"""How fast a programme is built, handed to the solver and solved, and in how much memory; beside linopy and Pyomo.

    ./run bench benchmarks/plan.py            all figures: plan, draws, whole runs, policy, and the peers
    python benchmarks/plan.py --ours          our own figures only

The programmes are invented (`invented(seed, ...)`), at the size of the flagship, and with 36 sites and 20 courses. The
peers write the same weekly programme from its algebra in their own words; all three must reach the same optimum.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from placet.training import (
    Course,
    Fund,
    Instructors,
    Network,
    Preparation,
    Seats,
    Site,
    best_plan,
    best_policy,
    fan,
    opening_chain,
    split,
    tree_plan,
    whole_plan,
)
from placet.training.build import CHEAPER, EARLIER, programme
from placet.training.linear import best, solver

SEEDS = range(5)
FLAGSHIP = {"sites": 12, "courses": 5, "weeks": 104}
LARGE = {"sites": 36, "courses": 20, "weeks": 104}


def invented(seed: int, *, sites: int, courses: int, weeks: int) -> Network:
    """Return a programme of some size with invented figures; a quarter of the sites lie inside and open later."""
    random = np.random.default_rng(seed)
    shares = random.dirichlet(np.full(courses, 3.0))
    names = [f"c{c}" for c in range(courses)]
    made = [
        Course(name, int(random.integers(3, 9)), float(random.uniform(3, 7)), float(random.uniform(0.85, 0.98)), share)
        for name, share in zip(names, shares.tolist(), strict=True)
    ]
    made[-1] = replace(made[-1], needs=(names[0],), share_of_intake=0.3)
    offered = [
        tuple(
            sorted({names[s % courses]} | set(random.choice(names, max(1, courses * 2 // 5), replace=False).tolist()))
        )
        for s in range(sites)
    ]
    inside = sites - sites // 4
    return Network(
        weeks=weeks,
        courses=tuple(made),
        sites=tuple(
            Site(
                f"s{s}",
                "UA" if s >= inside else "EU",
                float(random.integers(100, 900)),
                offered[s],
                float(random.integers(12, 50)) if s >= inside else 0.0,
                float(random.integers(400, 1200)),
                s >= inside,
            )
            for s in range(sites)
        ),
        instructors=(Instructors("stay", 45.0 * sites), Instructors("go", 15.0 * sites, inside=True)),
        funds=(Fund("first", 9e6 * sites, 0, weeks / 2), Fund("second", 9e6 * sites, weeks / 2, weeks)),
        intake_per_week=80.0 * sites,
    )


def milliseconds(work: Callable[[], Any], runs: int = 3) -> float:
    """Return the least wall milliseconds of some runs: what the work takes when nothing else does."""
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(1e3 * (time.perf_counter() - start))
    return min(taken)


def ours(size: dict[str, int], *, solve: bool) -> dict[str, list[float]]:
    """Return our milliseconds over the seeds, and the optimum."""
    found: dict[str, list[float]] = {"build": [], "hand over": [], "solve": [], "optimum": []}
    for seed in SEEDS:
        network = invented(seed, **size)
        linear = programme(network)[0]
        found["build"].append(milliseconds(lambda network=network: programme(network)))
        found["hand over"].append(milliseconds(lambda linear=linear: solver(linear)))
        if solve:
            found["optimum"].append(best(linear).objective)
            found["solve"].append(milliseconds(lambda linear=linear: best(linear), 2))
    return found


def gains(network: Network) -> dict[tuple[int, int, int], float]:
    """Return what a soldier who enters counts, by site, course and week: for the peers, which want it by name."""
    length = [course.weeks for course in network.courses]
    offered = [
        (s, c)
        for s, site in enumerate(network.sites)
        for c, course in enumerate(network.courses)
        if course.id in site.courses
    ]
    cost = {(s, c): network.sites[s].eur_per_soldier_week * length[c] for s, c in offered}
    dearest, counted = max(cost.values()), network.counted()
    return {
        (s, c, t): network.courses[c].pass_share
        * counted[c]
        * (1 - EARLIER * (t + length[c]) / network.weeks - CHEAPER * cost[s, c] / dearest)
        for s, c in offered
        for t in range(network.weeks)
        if t >= (network.sites[s].opens_week or 0.0) and t + length[c] <= network.weeks
    }


def with_pyomo(network: Network) -> tuple[float, float, float | None]:
    """Return the milliseconds that Pyomo takes to build and hand over, and the optimum."""
    import pyomo.environ as pyo
    from pyomo.contrib.appsi.solvers.highs import Highs

    gain = gains(network)
    length = [int(course.weeks) for course in network.courses]
    weeks, sites, courses = range(network.weeks), range(len(network.sites)), range(len(network.courses))
    arrivals = network.arrivals()
    needed = {
        c: [course.id for course in network.courses].index(part.needs[0])
        for c, part in enumerate(network.courses)
        if part.needs
    }
    start = time.perf_counter()
    m = pyo.ConcreteModel()
    m.x = pyo.Var(list(gain), within=pyo.NonNegativeReals)
    m.wait = pyo.Var(courses, weeks, within=pyo.NonNegativeReals)
    m.gain = pyo.Objective(expr=pyo.quicksum(worth * m.x[key] for key, worth in gain.items()), sense=pyo.maximize)
    there = {
        (s, c, t): [m.x[s, c, u] for u in range(max(0, t - length[c] + 1), t + 1) if (s, c, u) in gain]
        for s in sites
        for c in courses
        for t in weeks
    }
    m.beds = pyo.ConstraintList()
    m.teach = pyo.ConstraintList()
    for t in weeks:
        for s in sites:
            used = [x for c in courses for x in there[s, c, t]]
            if used:
                m.beds.add(pyo.quicksum(used) <= network.sites[s].beds)
        for people, at in (
            (network.people, list(sites)),
            (network.people_inside, [s for s in sites if network.sites[s].inside]),
        ):
            used = [x / network.courses[c].soldiers_per_instructor for s in at for c in courses for x in there[s, c, t]]
            if used:
                m.teach.add(pyo.quicksum(used) <= people)

    def waiting(m: Any, c: int, t: int) -> Any:
        before = m.wait[c, t - 1] if t else 0.0
        enters = pyo.quicksum(m.x[s, c, t] for s in sites if (s, c, t) in gain)
        part = network.courses[c]
        if c not in needed:
            return m.wait[c, t] - before + enters == part.share_of_intake * arrivals[t]
        of = needed[c]
        share = part.share_of_intake * network.courses[of].pass_share
        done = pyo.quicksum(m.x[s, of, t - length[of]] for s in sites if (s, of, t - length[of]) in gain)
        return m.wait[c, t] - before + enters - share * done == 0

    m.waiting = pyo.Constraint(courses, weeks, rule=waiting)
    m.money = pyo.ConstraintList()
    for fund in network.funds:
        m.money.add(
            pyo.quicksum(
                network.sites[s].eur_per_soldier_week / 1e6 * x
                for s in sites
                for c in courses
                for t in weeks
                if fund.from_week <= t < fund.until_week
                for x in there[s, c, t]
            )
            <= fund.eur / 1e6
        )
    built = time.perf_counter()
    highs = Highs()
    highs.set_instance(m)
    handed = time.perf_counter()
    found = None
    if len(gain) < 20_000:
        highs.config.load_solution = True
        found = highs.solve(m).best_feasible_objective
    return 1e3 * (built - start), 1e3 * (handed - built), found


def with_linopy(network: Network) -> tuple[float, float, float | None]:
    """Return the milliseconds that linopy takes to build and hand over, and the optimum."""
    import linopy
    import pandas as pd
    import xarray as xr

    gain = np.zeros((len(network.sites), len(network.courses), network.weeks))
    for key, counted in gains(network).items():
        gain[key] = counted
    arrivals = np.array(network.arrivals())
    start = time.perf_counter()
    names = [course.id for course in network.courses]
    site = pd.Index([part.id for part in network.sites], name="site")
    course, week = pd.Index(names, name="course"), pd.RangeIndex(network.weeks, name="week")
    worth = xr.DataArray(gain, coords=[site, course, week])
    beds = xr.DataArray([part.beds for part in network.sites], coords=[site])
    price = xr.DataArray([part.eur_per_soldier_week / 1e6 for part in network.sites], coords=[site])
    inside = xr.DataArray([float(part.inside) for part in network.sites], coords=[site])
    m = linopy.Model()
    x = m.add_variables(lower=0, coords=[site, course, week], mask=worth > 0, name="x")
    wait = m.add_variables(lower=0, coords=[course, week], name="wait")
    there = [(1 * x.sel(course=part.id, drop=True)).rolling(week=int(part.weeks)).sum() for part in network.courses]
    total = there[0]
    teach = there[0] / network.courses[0].soldiers_per_instructor
    for part, here in zip(network.courses[1:], there[1:], strict=True):
        total = total + here
        teach = teach + here / part.soldiers_per_instructor
    m.add_constraints(total <= beds, name="beds")
    m.add_constraints(teach.sum("site") <= network.people, name="teach")
    m.add_constraints((teach * inside).sum("site") <= network.people_inside, name="teach_inside")
    for part in network.courses:
        stock = wait.sel(course=part.id, drop=True)
        enters = x.sel(course=part.id, drop=True).sum("site")
        flow = 1 * stock - (1 * stock).shift(week=1) + enters
        if part.needs:
            of = network.courses[names.index(part.needs[0])]
            done = (1 * x.sel(course=of.id, drop=True)).shift(week=int(of.weeks)).sum("site")
            m.add_constraints(flow - part.share_of_intake * of.pass_share * done == 0, name=f"wait_{part.id}")
        else:
            coming = xr.DataArray(part.share_of_intake * arrivals, coords=[week])
            m.add_constraints(flow == coming, name=f"wait_{part.id}")
    for fund in network.funds:
        spent = (total * price).sum("site")
        weeks = [t for t in week if fund.from_week <= t < fund.until_week]
        m.add_constraints(spent.sel(week=weeks).sum() <= fund.eur / 1e6, name=f"fund_{fund.id}")
    m.add_objective((x * worth).sum(), sense="max")
    built = time.perf_counter()
    with contextlib.redirect_stdout(None):
        highs = linopy.io.to_highspy(m)
    handed = time.perf_counter()
    found = None
    if (gain > 0).sum() < 20_000:
        highs.setOptionValue("output_flag", False)
        highs.run()
        found = highs.getObjectiveValue()
    return 1e3 * (built - start), 1e3 * (handed - built), found


def middle(figures: list[float]) -> float:
    """Return the median."""
    return statistics.median(figures)


def with_ours(network: Network) -> tuple[float, float, float | None]:
    """Return the milliseconds that we take to build and hand over, and the optimum."""
    start = time.perf_counter()
    linear = programme(network)[0]
    built = time.perf_counter()
    solver(linear)
    handed = time.perf_counter()
    found = best(linear).objective if len(linear.gain) < 20_000 else None
    return 1e3 * (built - start), 1e3 * (handed - built), found


BUILDERS = {"ours": with_ours, "linopy": with_linopy, "Pyomo": with_pyomo}
SIZES = {"flagship size": FLAGSHIP, "large": LARGE}


def alone(name: str, size: str, seed: int) -> dict[str, Any]:
    """Return what a builder takes in a process of its own: milliseconds, optimum, peak memory in MB."""
    done = subprocess.run(
        [sys.executable, __file__, "--alone", name, size, str(seed)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def print_alone(name: str, size: str, seed: int) -> None:
    """Build and hand over twice, and print the second time, so that no import is counted."""
    network = invented(seed, **SIZES[size])
    BUILDERS[name](network)
    gc.collect()
    build, hand_over, optimum = BUILDERS[name](network)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"build": build, "hand over": hand_over, "optimum": optimum, "peak": peak}))


def print_peers() -> None:
    """Print build, hand-over and memory of the same programmes by all three, each run in a process of its own."""
    for size in SIZES:
        rows = {name: [alone(name, size, seed) for seed in SEEDS] for name in BUILDERS}
        for name in ("linopy", "Pyomo"):
            for mine, other in zip(rows["ours"], rows[name], strict=True):
                if mine["optimum"] is not None:
                    assert abs(other["optimum"] - mine["optimum"]) <= 1e-6 * mine["optimum"], (name, other, mine)
        solved = rows["ours"][0]["optimum"] is not None
        print(f"{size} ({'equal optimum on every seed' if solved else 'built and handed over only'}):")
        total = {name: middle([row["build"] + row["hand over"] for row in rows[name]]) for name in rows}
        peak = {name: middle([row["peak"] for row in rows[name]]) for name in rows}
        for name, found in rows.items():
            build, hand = middle([row["build"] for row in found]), middle([row["hand over"] for row in found])
            times, memory = total[name] / total["ours"], peak[name] / peak["ours"]
            against = "" if name == "ours" else f"; {times:.0f} times our time, {memory:.1f} times our memory"
            print(f"    {name:<7} build {build:.1f} + hand over {hand:.1f} ms, peak {peak[name]:.0f} MB{against}")


def print_whole() -> None:
    """Print how near to the bound plans of whole runs come, and how fast the next eight weeks are planned again."""
    for title, size, grid in (
        ("flagship size, 1-week grid", FLAGSHIP, 1),
        ("large, 4-week grid", LARGE, 4),
        ("large, 2-week grid", LARGE, 2),
    ):
        rows = []
        for seed in SEEDS:
            network = invented(seed, **size)
            seats = {course.id: Seats(15, 30) for course in network.courses}
            plan = whole_plan(network, seats, grid_weeks=grid, seconds=300)
            changed = replace(network, intake_per_week=network.arrivals()[0] * 0.95)
            near = whole_plan(changed, seats, grid_weeks=grid, whole_weeks=8, previous=plan, seconds=300)
            rows.append((plan.gap, plan.seconds, near.gap, near.seconds))
        worst = [max(column) for column in zip(*rows, strict=True)]
        print(
            f"whole runs, {title}, worst of {len(rows)} seeds: gap {worst[0]:.2%} in {worst[1]:.1f} s; "
            f"next 8 weeks after a change, warm: gap {worst[2]:.2%} in {worst[3]:.1f} s"
        )


def print_ours() -> None:
    """Print our own figures."""
    mine = ours(FLAGSHIP, solve=True)
    rows, columns = programme(invented(0, **FLAGSHIP))[0].shape
    slowest = max(mine["solve"])
    print(
        f"plan, {rows} rows x {columns} columns: build {middle(mine['build']):.1f} ms, hand over "
        f"{middle(mine['hand over']):.1f} ms, solve {middle(mine['solve']):.0f} ms (slowest seed {slowest:.0f})"
    )
    network = invented(0, **FLAGSHIP)
    plan = best_plan(network)
    draws = [replace(network, intake_per_week=80.0 * 12 * factor) for factor in np.linspace(0.7, 1.3, 40).tolist()]
    print(f"fan, 40 draws on the four-week grid, 2 threads: {milliseconds(lambda: fan(draws, middle=plan), 2):.0f} ms")
    gated = tuple(site.id for site in network.sites if site.inside)
    # Few beds at home, so that the gate matters.
    sites = (replace(site, opens_week=0.0, beds=site.beds * (1.0 if site.inside else 0.25)) for site in network.sites)
    shut = replace(network, sites=tuple(sites))
    periods = split(shut, (Preparation(gated[0], 300, 2e6, 8),))
    once, again = opening_chain(gated, 0.1, lead_periods=1), opening_chain(gated, 0.1, lead_periods=1, shuts=0.04)
    start = time.perf_counter()
    exact = tree_plan(periods, once)
    print(f"exact tree, {len(exact.tree.period)} nodes: {time.perf_counter() - start:.1f} s, {exact.value:,.0f}")
    for title, chain in (("opens once", once), ("may shut again", again)):
        policy = best_policy(periods, chain)
        print(
            f"policy, {title}: {policy.seconds:.1f} s, {policy.programmes_solved} programmes of "
            f"{1e3 * policy.seconds / policy.programmes_solved:.2f} ms, bound {policy.bound:,.0f}, "
            f"policy {policy.runs.mean:,.0f} (standard error {policy.runs.error:,.0f})"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print the figures."""
    warnings.simplefilter("ignore")  # linopy announces a coming change of its semantics at every step
    parser = argparse.ArgumentParser(description="Time the training kernel.")
    parser.add_argument("--ours", action="store_true", help="our own figures only")
    parser.add_argument("--alone", nargs=3, metavar=("BUILDER", "SIZE", "SEED"), help="one run, for this script itself")
    asked = parser.parse_args()
    if asked.alone:
        print_alone(asked.alone[0], asked.alone[1], int(asked.alone[2]))
        return
    print_ours()
    print_whole()
    if not asked.ours:
        print_peers()


if __name__ == "__main__":
    main()
