"""The votes kernel: what it costs, side by side with a peer that can state the same rule.

    ./run bench benchmarks/votes.py

Results are asserted first, then timed; each figure is the best of several runs in one process on the machine at hand.
The peer power-bdd (MIT) is timed in a process of its own when it is installed for this Python (`pip install
power-bdd`); without it its lines say so.

Goals (on 2 cores): the power table of 27 from cold at least 5 times faster than power-bdd; the chance with all 27
pivots in 1.2 ms; 10,000 rows of chances in 0.3 s; unanimity with three positions equal to trying every vote at 9
members.
"""

from __future__ import annotations

import functools
import importlib.util
import itertools
import json
import math
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from placet import votes
from placet.errors import UsageError
from placet.votes import coalition
from placet.votes.formula import carries
from placet.votes.odds import chances_of, odds_of, spread, weights

DAY = date(2026, 5, 18)
UNION = votes.members(DAY, figures="2024-revised")
CODES = [member.code for member in UNION]
MAJORITY = votes.rule("qualified-majority")
UNANIMITY = votes.rule("cfsp-unanimity")

PEER = """
import json, sys, time
from power_bdd.bdd import BDD, WeightedGame
persons = json.loads(sys.argv[1])
quota, count, best = -(-65 * sum(persons) // 100), len(persons), 9e9
for _ in range(3):
    start = time.perf_counter()
    game = (BDD(WeightedGame(15, [1] * count)) & BDD(WeightedGame(quota, list(persons)))) | BDD(
        WeightedGame(count - 3, [1] * count)
    )
    game.calc_banzhaf()
    shapley = game.calc_shapley()
    best = min(best, time.perf_counter() - start)
print(json.dumps([best, shapley]))
"""


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Return the seconds of the fastest of several runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def line(what: str, seconds: float, note: str = "") -> None:
    """Print one figure."""
    shown = f"{seconds * 1e3:10.2f} ms" if seconds < 1 else f"{seconds:10.2f} s "
    print(f"{what:58} {shown}  {note}")


def cold(work: Callable[[], object]) -> Callable[[], object]:
    """Return the same work with nothing compiled before."""

    def forgetful() -> object:
        votes.diagram.cache_clear()
        coalition._game.cache_clear()
        return work()

    return forgetful


def check() -> None:
    """Assert the results that are timed below."""
    table = votes.power_table(MAJORITY, UNION)
    assert table.winning == 17_763_220
    assert table.members["DE"].swings == 14_155_378
    assert abs(float(table.members["HU"].shapley) - 0.0230008601) < 1e-10
    nine = UNION[:9]
    positions = ("yes", "declared", "no")
    given = {"yes": 0.7, "declared": 0.2, "no": 0.1}
    formula = UNANIMITY.among(nine)
    expected = math.fsum(
        math.prod(given[position] for position in ballot)
        for ballot in itertools.product(positions, repeat=9)
        if carries(formula, ballot)
    )
    assert abs(votes.odds(UNANIMITY, nine, {m.code: given for m in nine}).chance - expected) < 1e-12


def peer() -> tuple[float, list[float]] | None:
    """Return the peer's seconds for Banzhaf and Shapley-Shubik from cold, and its Shapley-Shubik indices."""
    if importlib.util.find_spec("power_bdd") is None:
        return None
    persons = sorted((member.population for member in UNION), reverse=True)
    done = subprocess.run([sys.executable, "-c", PEER, json.dumps(persons)], check=True, capture_output=True, text=True)
    seconds, shapley = json.loads(done.stdout)
    return seconds, shapley


def main_figures() -> None:
    """Print the figures for the qualified majority and unanimity of 27."""
    compiled = votes.diagram(MAJORITY, UNION)
    row = weights(compiled, spread(MAJORITY, UNION, dict.fromkeys(CODES, 0.9)))
    rng = np.random.default_rng(1)
    chances = rng.random((10_000, 27))
    rows = np.stack([chances, 1 - chances], axis=2).reshape(10_000, 54)
    line(
        "compile the qualified majority of 27",
        best(cold(lambda: votes.diagram(MAJORITY, UNION))),
        f"{compiled.size:,} nodes",
    )
    ours = best(cold(lambda: votes.power_table(MAJORITY, UNION)))
    line("whole power table from cold, exact fractions", ours)
    found = peer()
    if found is None:
        print(f"{'  power-bdd, Banzhaf and Shapley-Shubik from cold':58} not installed")
    else:
        falling = sorted((float(p.shapley) for p in votes.power_table(MAJORITY, UNION).members.values()), reverse=True)
        assert max(abs(a - b) for a, b in zip(falling, found[1], strict=True)) < 1e-12, "power-bdd disagrees"
        times = f"{found[0] / ours:.1f} times ours (goal 5)"
        line("  power-bdd, Banzhaf and Shapley-Shubik from cold", found[0], times)
    line("chance and 27 pivots", best(lambda: odds_of(compiled, row), 50), "goal 1.2 ms")
    line("10,000 rows of chances", best(lambda: chances_of(compiled, rows), 3), "goal 300 ms")
    game = votes.diagram(MAJORITY, UNION, positions=("yes", "no"))
    line("minimal blocking coalitions of up to 6, listed", best(lambda: votes.minimal_blocking(game, at_most=6)))
    line("minimal winning coalitions, counted by size", best(lambda: votes.minimal_winning_by_size(game)))
    everybody = [votes.Bloc(tuple(CODES), 0.5)]
    given = {code: {"yes": 0.93, "declared": 0.04, "no": 0.03} for code in CODES}
    votes.correlated_chance(UNANIMITY, UNION, given, everybody)
    work = best(lambda: votes.correlated_chance(UNANIMITY, UNION, given, everybody))
    line("unanimity with declarations, one factor, 201 points", work)
    cast = dict.fromkeys(CODES, "yes") | {"HU": "no", "SK": "no"}
    line("cheapest changes under two vetoes", best(lambda: votes.cheapest_changes(UNANIMITY, UNION, cast)))


def by_size() -> None:
    """Print what larger assemblies cost, and where the diagram gives way to sampling."""
    print("\nmembers  weights                    nodes   compile     chance   answer")
    for count, varied in ((27, 1), (50, 0), (100, 0), (193, 0), (50, 100), (100, 100), (40, 1), (100, 1), (190, 1)):
        codes = [f"M{place:03}" for place in range(count)]
        draw = random.Random(1)
        held = {code: max(1, int(draw.lognormvariate(0, 1.6) * 10_000 / varied)) if varied else 1 for code in codes}
        rule = votes.rule_from(
            {"id": "n", "title": "n members", "formula": {"count": "votes", "at_least": "70 %", "votes": held}}
        )
        members = tuple(votes.Member(code, code) for code in codes)
        given = dict.fromkeys(codes, 0.7)
        kind = "all equal" if not varied else f"{sum(held.values()):,} units"
        start = time.perf_counter()
        try:
            nodes = f"{votes.diagram(rule, members).size:,}"
        except UsageError:
            nodes, refused = "too many", time.perf_counter() - start
            sampled = votes.sampled_chance(rule, members, given, draws=20_000)
            answer = f"sampled {sampled.low:.3f} to {sampled.high:.3f}"
            print(f"{count:7}  {kind:22} {nodes:>9} {refused:8.2f} s {'':>10}   {answer}")
            continue
        compiled = time.perf_counter() - start
        seconds = best(functools.partial(votes.odds, rule, members, given), 2)
        print(f"{count:7}  {kind:22} {nodes:>9} {compiled:8.2f} s {seconds * 1e3:7.1f} ms   exact")


def main() -> None:
    """Assert, then print the figures."""
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    check()
    main_figures()
    by_size()


if __name__ == "__main__":
    main()
