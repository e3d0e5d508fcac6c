"""Paths of a programme a second: a SimPy script of it against ours, with equal draws and equal soldiers.

    ./run bench benchmarks/simulate.py        all of it (some minutes)
    python benchmarks/simulate.py --short     fewer paths

The SimPy script is written as one would write it: a process for each site and course, one for arrivals, one for each
group in training. It asks the same draws of the same counters, so that both must train the same soldiers on every path
in float64, which is checked first. Then: paths a second on one core, a fan of 100,000 paths on all cores with its
quantiles, one process against two, and what must hold of plans, policies and their simulations.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from outlook import wanted
from plan import FLAGSHIP, LARGE, invented, milliseconds

from placet.training import (
    History,
    Network,
    Noise,
    Preparation,
    best_plan,
    best_policy,
    followed_policy,
    held,
    lots,
    opening_chain,
    simulate,
    split,
    worth,
)
from placet.training.build import whole_weeks

ROUGH = Noise(arrivals=0.05, passes=0.02, missed=0.02)
STILL = Noise(by_chance=False)
SEED = 1
MASK = 0xFFFFFFFF


# The SimPy script


def mixed(word: int) -> int:
    """Return a mixed word of 32 bits."""
    word ^= word >> 16
    word = word * 0x85EBCA6B & MASK
    word ^= word >> 13
    word = word * 0xC2B2AE35 & MASK
    return word ^ word >> 16


def normal(word: int) -> float:
    """Return a standard normal figure from a word: the sum of its bytes, brought to mean 0 and deviation 1."""
    return (float((word & 255) + (word >> 8 & 255) + (word >> 16 & 255) + (word >> 24)) - lots.MIDDLE) * lots.SCALE


class Draws:
    """The draws of one path."""

    def __init__(self, path: int) -> None:
        self.key = mixed((path * lots.PATHS & MASK) ^ mixed(SEED))

    def word(self, kind: int, week: int, place: int) -> int:
        """Return the draw of a week and place."""
        there = mixed((place * lots.PLACES & MASK) + kind * lots.KINDS & MASK)
        return mixed(self.key ^ mixed(there + week * lots.WEEKS & MASK))


def with_simpy(network: Network, entries: Any, path: int, noise: Noise) -> tuple[float, float]:
    """Return the soldiers trained and the money spent on one path, from an event simulation."""
    import simpy

    env = simpy.Environment()
    draws = Draws(path)
    numbers = {course.id: c for c, course in enumerate(network.courses)}
    waiting = {(needed, course.id): 0.0 for course in network.courses for needed in (course.needs or (None,))}
    after = {course.id: [arc for arc in waiting if arc[0] == course.id] for course in network.courses}
    before = {course.id: [arc for arc in waiting if arc[1] == course.id] for course in network.courses}
    counted = dict(zip(numbers, network.counted(), strict=True))
    arrivals = network.arrivals()
    missed = int(lots.below(noise.missed))
    planned_starts = entries.tolist()
    total = {"trained": 0.0, "eur": 0.0}

    def arrive() -> Any:
        for week, mean in enumerate(arrivals):
            sd = math.sqrt(mean * noise.by_chance + (noise.arrivals * mean) ** 2)
            part = sd * normal(draws.word(lots.ARRIVALS, week, 0))
            came = mean + min(max(part, -mean), mean)
            for needed, course in waiting:
                if needed is None:
                    waiting[needed, course] += came * network.courses[numbers[course]].share_of_intake
            yield env.timeout(1)

    def teach(course: Any, passing: float) -> Any:
        yield env.timeout(whole_weeks(course) - 0.75)
        for arc in after[course.id]:
            waiting[arc] += passing * network.courses[numbers[arc[1]]].share_of_intake
        total["trained"] += passing * counted[course.id]

    def give(s: int, site: Any, course: Any) -> Any:
        c = numbers[course.id]
        p, place = course.pass_share, s * len(network.courses) + c
        yield env.timeout(0.5)  # after those who arrive, and those who passed by last week
        for week in range(network.weeks):
            planned = planned_starts[s][c][week]
            if planned > 1e-9:
                if missed and draws.word(lots.MISSED, week, place) < missed:
                    planned = 0.0
                enter = min(planned, min(waiting[arc] for arc in before[course.id]))
                for arc in before[course.id]:
                    waiting[arc] -= enter
                beyond = enter * noise.passes
                sd = math.sqrt(enter * (p * (1.0 - p) * noise.by_chance) + beyond * beyond)
                most = enter * min(p, 1.0 - p)
                part = sd * normal(draws.word(lots.PASSES, week, place))
                total["eur"] += enter * (site.eur_per_soldier_week * course.weeks)
                env.process(teach(course, enter * p + min(max(part, -most), most)))
            yield env.timeout(1)

    env.process(arrive())
    for s, site in enumerate(network.sites):
        for course in network.courses:
            if course.id in site.courses:
                env.process(give(s, site, course))
    env.run(until=network.weeks + 0.5)
    return total["trained"], total["eur"]


# The figures


def seconds(work: Callable[[], Any], runs: int = 3) -> float:
    """Return the least wall seconds of some runs."""
    return milliseconds(work, runs) / 1e3


def peak() -> float:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_against_simpy(title: str, network: Network, entries: Any, scripts: int) -> None:
    """Print paths a second on one core, after checking that both train the same soldiers."""
    history = [History(1.0, entries)]
    start = time.perf_counter()
    theirs = [with_simpy(network, entries, path, ROUGH) for path in range(scripts)]
    simpy_rate = scripts / (time.perf_counter() - start)
    same: dict[str, Any] = {}
    for engine in ("numpy", "numba", "lanes"):
        found = simulate(network, history, paths=max(32, scripts), seed=SEED, noise=ROUGH, engine=engine, threads=1)
        same[engine] = found
        assert not found.doubts, found.doubts
    mine = np.stack([same["numpy"].trained[-1], same["numpy"].eur], axis=1)[:scripts]
    assert (same["numpy"].trained == same["numba"].trained).all()
    assert (same["numpy"].eur == same["numba"].eur).all()
    off = np.abs(mine / np.array(theirs) - 1).max()
    assert off < 1e-12, off
    off32 = np.abs(same["lanes"].trained[-1][:scripts] / np.array(theirs)[:, 0] - 1).max()
    starts = int((entries > 1e-9).sum())
    print(
        f"{title}: {starts:,} starts; soldiers and EUR equal on {scripts} paths (float64 apart by at most {off:.0e}, "
    )
    print(f"    float32 by {off32:.0e}). Paths a second on one core: SimPy {simpy_rate:,.1f}", end="")
    for engine, paths in (("numpy", 1000), ("numba", 20_000), ("lanes", 50_000)):
        taken = seconds(
            lambda engine=engine, paths=paths: simulate(
                network, history, paths=paths, seed=SEED, noise=ROUGH, engine=engine, threads=1
            )
        )
        name = {"numpy": "numpy", "numba": "numba float64", "lanes": "numba float32"}[engine]
        print(f"; {name} {paths / taken:,.0f} ({paths / taken / simpy_rate:,.0f} times)", end="")
    print()


def spans(network: Network, opens: float = 0.02, shuts: float = 0.01, most: int = 200) -> list[tuple[float, Any, Any]]:
    """Return histories of a gate with constant chances a week: when it opens and shuts again, in steps of 4 weeks."""
    found, step = [], 4
    for week in range(0, network.weeks, step):
        chance = (1 - opens) ** week * (1 - (1 - opens) ** step)
        for until in range(week + step, network.weeks, step):
            part = chance * (1 - shuts) ** (until - week - step) * (1 - (1 - shuts) ** step)
            found.append((part, week, until))
        found.append((chance - sum(part for part, since, _ in found if since == week), week, None))
    likeliest = sorted(found, key=lambda one: -one[0])[: most - 1]
    return [*likeliest, (1.0 - sum(part for part, _, _ in likeliest), None, None)]


def print_fan(title: str, network: Network, entries: Any, paths: int) -> None:
    """Print how long a fan over histories of the gate takes on all cores, quantiles included."""
    sites = [site.id for site in network.sites if site.inside]
    histories = held(network, entries, sites, spans(network))
    found: list[Any] = []

    def work() -> None:
        result = simulate(network, histories, paths=paths, noise=ROUGH, engine="lanes", threads=os.cpu_count() or 1)
        found[:] = [result, result.quantiles()]

    taken = seconds(work, 2)
    result, points = found
    assert not result.doubts, result.doubts
    print(
        f"{title}: fan of {result.paths:,} paths over {len(histories)} histories and {len(result.weeks)} moments in "
        f"{taken:.1f} s with quantiles; trained {points[2, -1]:,.0f} ({points[0, -1]:,.0f} to {points[4, -1]:,.0f}); "
        f"{result.parts.share_of_gates:.1%} of the variance is the gates'; peak memory {peak():,.0f} MB"
    )


def print_two_processes(network: Network, entries: Any, paths: int) -> None:
    """Print how much faster two worker processes are than one, with equal figures."""
    from placet.scale import LOCAL, client_of, mapped

    history = [History(1.0, entries)]
    rates, cpu, ends = {}, {}, []
    for workers in (1, 2):
        with client_of(LOCAL, workers) as client:

            def over(work: Any, parts: Any, client: Any = client) -> Any:
                return mapped(work, parts, cluster=client)

            def work(paths: int = paths, over: Any = over) -> Any:
                return simulate(
                    network,
                    history,
                    paths=paths,
                    noise=ROUGH,
                    engine="lanes",
                    threads=1,
                    over=over,
                    pieces=16,
                    weeks=range(13, network.weeks + 1, 13),
                )

            work(32 * 4096)  # every worker has loaded the compiled engine
            before = sum(client.run(time.process_time).values())
            rates[workers] = seconds(lambda work=work: ends.append(work().trained[-1]), 2)
            cpu[workers] = (sum(client.run(time.process_time).values()) - before) / 2
    assert all((ends[0] == other).all() for other in ends[1:])
    print(
        f"{paths:,} paths on Dask: one process {rates[1]:.1f} s, two {rates[2]:.1f} s: "
        f"{rates[1] / rates[2]:.2f} times, equal on every path; processor seconds of the workers {cpu[1]:.1f} and "
        f"{cpu[2]:.1f}; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; "
        f"peak memory {peak():,.0f} MB"
    )


def print_invariants(seeds: int) -> None:
    """Print what must hold: the bound and the simulated policy, and the three values of knowing."""
    for seed in range(seeds):
        network = wanted(seed)
        sites = tuple(site.id for site in network.sites if site.inside)
        programme, chain = split(network), opening_chain(sites, 0.1, lead_periods=1)
        policy = best_policy(programme, chain, passes=100)
        histories = followed_policy(programme, policy.runs)
        found = simulate(network, histories, paths=4000, noise=ROUGH)
        still = simulate(network, histories, noise=STILL)
        assert not found.doubts, found.doubts
        assert found.mean <= policy.bound * (1 + 4e-4) + 2 * found.error
        values = worth(split(network, (Preparation(sites[0], 400.0, 4e6, 16.0),), grid_weeks=8), chain)
        room = 1e-6 * values.wait_and_see
        assert values.wait_and_see + room >= values.recourse >= values.expected - room
        print(
            f"seed {seed}: bound {policy.bound:,.0f} >= policy {policy.runs.mean:,.0f} >= week by week without chance "
            f"{still.mean:,.0f}, with chance {found.mean:,.0f} (standard error {found.error:,.1f}, gates "
            f"{found.parts.share_of_gates:.2%} of the variance); with beds to prepare, wait and see "
            f"{values.wait_and_see:,.1f} >= recourse {values.recourse:,.1f} >= plan for the likely gates "
            f"{values.expected:,.1f}"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Time the simulation.")
    parser.add_argument("--short", action="store_true", help="fewer paths")
    parser.add_argument("--processes", action="store_true", help="one process against two only")
    asked = parser.parse_args()
    short = asked.short
    flagship, large = invented(0, **FLAGSHIP), invented(0, **LARGE)
    sizes = [("flagship size", flagship, best_plan(flagship, explain=False).entries)]
    sizes += [("large", large, best_plan(large, explain=False).entries)]
    if asked.processes:
        print_two_processes(large, sizes[1][2], 1_000_000)
        return
    for title, network, entries in sizes:
        print_against_simpy(title, network, entries, 5 if short else 20)
    for title, network, entries in sizes:
        print_fan(title, network, entries, 100_000)
    print_invariants(1 if short else 5)
    print_two_processes(large, sizes[1][2], 200_000 if short else 1_000_000)


if __name__ == "__main__":
    main()
