"""The votes kernel: what it costs, side by side with peers that can state the same rule, and how it grows.

    ./run bench benchmarks/votes.py            # figures against the goals
    ./run bench benchmarks/votes.py --sizes    # also bodies of 10 to 200 members; writes docs/pictures/votes-cost.svg

Every tool runs in a process of its own, which also gives its peak memory. The smaller of wall and processor time
counts, for the machine may be busy with other work. Results are asserted equal before any ratio is printed. The peers,
from `requirements/bench.in`: power-bdd, shapley-numba, coopgame-py. The last two go through all 2^27 coalitions;
shapley-numba knows Shapley-Shubik only. A peer that is not installed is named and left out.

Goals (on 2 cores): the whole power table of 27 from cold 5 times faster than power-bdd, 100 times faster than
shapley-numba and coopgame-py; the chance with all 27 pivots in 100 microseconds with numba and 1.2 ms with numpy;
10,000 rows of chances in 0.3 s; unanimity with three positions equal to trying every vote at 9 members, to 1e-12.
"""

from __future__ import annotations

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
from pathlib import Path
from typing import Any

import numpy as np

from placet import votes
from placet.votes import coalition
from placet.votes.formula import carries
from placet.votes.odds import chances_of, odds_of, spread, weights

DAY = date(2026, 5, 18)
UNION = votes.members(DAY, figures="2024-revised")
CODES = [member.code for member in UNION]
FALLING = sorted((member.population or 0 for member in UNION), reverse=True)
MAJORITY = votes.rule("qualified-majority")
UNANIMITY = votes.rule("cfsp-unanimity")
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "votes-cost.svg"

END = """
import resource
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, shapley, banzhaf]))
"""
"""How every process ends: seconds, peak memory in MB, Shapley-Shubik indices, Banzhaf measures (or null)."""

START = """
import json, sys, time
persons = json.loads(sys.argv[1])
def clock():
    return time.perf_counter(), time.process_time()
def since(start):
    return min(now - then for now, then in zip(clock(), start))
count, quota = len(persons), -(-65 * sum(persons) // 100)
"""

OURS = """
from datetime import date
from placet import votes
union, rule = votes.members(date(2026, 5, 18), figures="2024-revised"), votes.rule("qualified-majority")
from placet.votes import coalition
seconds = 9e9
for _ in range(7):
    votes.diagram.cache_clear(); coalition._game.cache_clear()
    start = clock()
    table = votes.power_table(rule, union)
    seconds = min(seconds, since(start))
order = sorted(union, key=lambda member: -member.population)
shapley = [float(table.members[m.code].shapley) for m in order]
banzhaf = [table.members[m.code].banzhaf for m in order]
"""

POWER_BDD = """
from power_bdd.bdd import BDD, WeightedGame
seconds = 9e9
for _ in range(3):
    start = clock()
    game = (BDD(WeightedGame(15, [1] * count)) & BDD(WeightedGame(quota, list(persons)))) | BDD(
        WeightedGame(count - 3, [1] * count)
    )
    banzhaf = list(game.calc_banzhaf())
    shapley = list(game.calc_shapley())
    seconds = min(seconds, since(start))
"""

SHAPLEY_NUMBA = """
import numba, numpy as np
from shapley_numba import numba_game
from shapley_numba.shapley import shapley as shapley_of
@numba_game([("persons", numba.int64[:]), ("quota", numba.int64)])
class Council:
    def __init__(self, persons, quota):
        self.persons = persons
        self.quota = quota
    def value(self, subset):
        size, held = 0, 0
        for place in range(len(subset)):
            if subset[place]:
                size += 1
                held += self.persons[place]
        if (size >= 15 and held >= self.quota) or size >= len(subset) - 3:
            return 1.0
        return 0.0
small = np.array(persons[:18], dtype=np.int64)
shapley_of(Council(small, quota), 18)  # compiles: not counted
start = clock()
shapley = shapley_of(Council(np.array(persons, dtype=np.int64), quota), count).tolist()
seconds = since(start)
banzhaf = None
"""

COOPGAME = """
import coopgame, numpy as np
start = clock()
size, held = np.zeros(1, dtype=np.int8), np.zeros(1, dtype=np.int64)
for population in persons:
    size, held = np.concatenate([size, size + 1]), np.concatenate([held, held + population])
wins = ((size >= 15) & (held >= quota)) | (size >= count - 3)
del size, held
game = coopgame.Game(wins[1:].astype(np.float64))
shapley, banzhaf = list(coopgame.shapley(game)), list(coopgame.banzhaf(game))
seconds = since(start)
"""

GOAL = {"power-bdd": 5, "shapley-numba": 100, "coopgame-py": 100}
PEERS = {
    "power-bdd": ("power_bdd", POWER_BDD),
    "shapley-numba": ("shapley_numba", SHAPLEY_NUMBA),
    "coopgame-py": ("coopgame", COOPGAME),
}


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Return the seconds of the fastest of several runs, wall or processor time, whichever is smaller."""
    taken = []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        taken += [time.perf_counter() - wall, time.process_time() - processor]
    return min(taken)


def line(what: str, seconds: float, note: str = "") -> None:
    """Print one figure."""
    unit = (1e6, "us") if seconds < 1e-3 else (1e3, "ms") if seconds < 1 else (1, "s ")
    print(f"{what:54} {seconds * unit[0]:9.1f} {unit[1]}  {note}", flush=True)


def alone(code: str, *words: object) -> Any:
    """Return what a script prints as JSON, run in a process of its own."""
    asked = [json.dumps(word) for word in words]
    done = subprocess.run([sys.executable, "-c", code, *asked], check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


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
    apart = abs(votes.odds(UNANIMITY, nine, {m.code: given for m in nine}).chance - expected)
    assert apart < 1e-12
    print(f"unanimity of 9 with three positions against trying all 3^9 votes: {apart:.0e} apart (goal 1e-12)")


def power_tables() -> None:
    """Print the whole power table from cold, beside the peers."""
    ours, memory, shapley, banzhaf = alone(START + OURS + END, FALLING)
    line("whole power table of 27 from cold, exact fractions", ours, f"{memory:,.0f} MB")
    for name, (module, code) in PEERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"  {name}: not installed")
            continue
        seconds, peak, theirs, measures = alone(START + code + END, FALLING)
        assert max(abs(a - b) for a, b in zip(shapley, theirs, strict=True)) < 1e-9, f"{name} disagrees on Shapley"
        if measures:
            assert max(abs(a - b) for a, b in zip(banzhaf, measures, strict=True)) < 1e-9, (
                f"{name} disagrees on Banzhaf"
            )
        which = "Banzhaf and Shapley-Shubik" if measures else "Shapley-Shubik only"
        met = "met" if seconds / ours >= GOAL[name] else "MISSED"
        note = f"{peak:,.0f} MB; {seconds / ours:,.1f} times ours (goal {GOAL[name]}: {met})"
        line(f"  {name}, {which}", seconds, note)


def chances() -> None:
    """Print chances and pivots, in numpy and in machine code, asserted equal first."""
    compiled = votes.diagram(MAJORITY, UNION)
    row = weights(compiled, spread(MAJORITY, UNION, dict.fromkeys(CODES, 0.9)))
    drawn = np.random.default_rng(1).random((10_000, 27))
    rows = np.stack([drawn, 1 - drawn], axis=2).reshape(10_000, 54)
    line(
        "compile the qualified majority of 27",
        best(cold(lambda: votes.diagram(MAJORITY, UNION))),
        f"{compiled.size:,} nodes",
    )
    line("chance and 27 pivots, numpy", best(lambda: odds_of(compiled, row).pivots, 50), "goal 1,200 us")
    line("10,000 rows of chances, numpy", best(lambda: chances_of(compiled, rows), 3), "goal 300 ms")
    if importlib.util.find_spec("numba") is None:
        print("with numba: not installed")
        return
    plain, fast = odds_of(compiled, row), odds_of(compiled, row, numba=True)
    assert abs(plain.chance - fast.chance) < 1e-12
    assert max(abs(plain.pivots[code] - fast.pivots[code]) for code in CODES) < 1e-12
    assert float(np.abs(chances_of(compiled, rows) - chances_of(compiled, rows, numba=True)).max()) < 1e-12
    line("chance and 27 pivots, numba", best(lambda: odds_of(compiled, row, numba=True).pivots, 500), "goal 100 us")
    line("10,000 rows of chances, numba", best(lambda: chances_of(compiled, rows, numba=True), 3), "goal 300 ms")


def cold(work: Callable[[], object]) -> Callable[[], object]:
    """Return the same work with nothing compiled before."""

    def forgetful() -> object:
        votes.diagram.cache_clear()
        coalition._game.cache_clear()
        return work()

    return forgetful


def further() -> None:
    """Print the other answers."""
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


# ---- bodies of 10 to 200 members ------------------------------------------------------------------------------------

SIZES = (10, 20, 27, 40, 60, 100, 150, 200)
KINDS = {
    "equal": "equal members, two thirds",
    "double": "members and generated populations, 55 % and 65 %",
    "fund": "generated shares of 1,000,000 votes, 70 %",
    "random": "generated weights up to 1,000,000,000, 70 %",
}
NAMED = (
    ("UN General Assembly, two thirds", "equal", 193),
    ("fund of 190, 5 million votes", "large fund", 190),
    ("500 members without structure", "random", 500),
)

ONE_SIZE = """
import importlib.util, json, resource, sys, time
spec = importlib.util.spec_from_file_location("bench", json.loads(sys.argv[1]))
bench = importlib.util.module_from_spec(spec); spec.loader.exec_module(bench)
print(json.dumps(bench.one_size(json.loads(sys.argv[2]), json.loads(sys.argv[3]))))
"""


def body(kind: str, count: int) -> tuple[votes.Rule, tuple[votes.Member, ...]]:
    """Return a rule and its members; weights and populations are generated with a seed, never real."""
    draw = random.Random(1)
    codes = [f"M{place:03}" for place in range(count)]
    formula: dict[str, Any] = {"count": "members", "at_least": "2/3"}
    persons: list[int | None] = [None] * count
    if kind == "double":
        persons = [int(1_000_000 * draw.lognormvariate(1.9, 1.3)) for _ in codes]
        formula = {"all_of": [{"count": "members", "at_least": "55 %"}, {"count": "population", "at_least": "65 %"}]}
    elif kind in ("fund", "large fund"):
        sizes = [draw.lognormvariate(0, 1.6) for _ in codes]
        units = 1_000_000 if kind == "fund" else 5_000_000
        held = {code: 1 + int(units * size / sum(sizes)) for code, size in zip(codes, sizes, strict=True)}
        formula = {"count": "votes", "at_least": "70 %", "votes": held}
    elif kind == "random":
        formula = {"count": "votes", "at_least": "70 %", "votes": {code: draw.randrange(1, 10**9) for code in codes}}
    rule = votes.rule_from({"id": kind, "title": kind, "formula": formula})
    return rule, tuple(votes.Member(code, code, held) for code, held in zip(codes, persons, strict=True))


def one_size(kind: str, count: int) -> dict[str, Any]:
    """Return what one body costs in processor time from cold, how exact the answers are, and the peak memory."""
    import resource

    rule, members = body(kind, count)
    given = dict.fromkeys((member.code for member in members), 0.7)
    start = time.process_time()
    found = votes.odds(rule, members, given)
    middle = time.process_time()
    table = votes.powers(rule, members)
    end = time.process_time()
    exact = isinstance(table, votes.PowerTable)
    return {
        "kind": kind,
        "members": count,
        "chance_seconds": middle - start,
        "power_seconds": end - middle,
        "chance_by": found.method,
        "chance_error": found.standard_error,
        "banzhaf_by": "diagram" if exact else table.banzhaf_by,
        "shapley_by": "diagram" if exact else table.shapley_by,
        "shapley_error": 0.0 if exact else max(row.shapley_error for row in table.members.values()),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def by_size() -> None:
    """Print the processor seconds of bodies of 10 to 200 members and which answers are exact; write the chart."""
    heads = f"{'chance':>10}  {'by':8}{'s.e.':>8}{'power':>10}  {'Banzhaf':8} {'Shapley':8}{'s.e.':>8}{'memory':>9}"
    print(f"\n{'body':54}{heads}")
    rows = []
    for kind, title in KINDS.items():
        for count in SIZES:
            row = alone(ONE_SIZE, __file__, kind, count)
            rows.append(row | {"title": title})
            tell(f"{count:>3} {title}", row)
    for title, kind, count in NAMED:
        tell(title, alone(ONE_SIZE, __file__, kind, count))
    draw_chart(rows)


def tell(title: str, row: dict[str, Any]) -> None:
    """Print one body."""
    print(
        f"{title:54}{row['chance_seconds']:>8.2f} s  {row['chance_by']:8}{row['chance_error']:>8.1g}"
        f"{row['power_seconds']:>8.2f} s  {row['banzhaf_by']:8} {row['shapley_by']:8}{row['shapley_error']:>8.1g}"
        f"{row['megabytes']:>6.0f} MB",
        flush=True,
    )


def draw_chart(rows: list[dict[str, Any]]) -> None:
    """Write cost against size as a picture for the methods page."""
    import vl_convert

    told = {
        "diagram": "exact, by the diagram",
        "sums": "exact, by sums of weights",
        "sampled": "sampled, with its error",
    }
    points = [
        {
            "members": row["members"],
            "seconds": row[f"{what}_seconds"],
            "rule": row["title"],
            "answer": told[row["chance_by" if what == "chance" else "shapley_by"]],
            "question": question,
        }
        for row in rows
        for what, question in (("chance", "Chance and all pivots"), ("power", "Power table (shape: Shapley-Shubik)"))
    ]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": "Processor seconds from cold against members",
        "data": {"values": points},
        "facet": {"column": {"field": "question", "title": None, "header": {"labelFontSize": 12}}},
        "spec": {
            "width": 330,
            "height": 260,
            "layer": [
                {"mark": {"type": "line", "strokeWidth": 1}},
                {
                    "mark": {"type": "point", "filled": True, "size": 55},
                    "encoding": {"shape": {"field": "answer", "type": "nominal", "title": "answer"}},
                },
            ],
            "encoding": {
                "x": {"field": "members", "type": "quantitative", "title": "members"},
                "y": {
                    "field": "seconds",
                    "type": "quantitative",
                    "scale": {"type": "log"},
                    "title": "processor seconds (log scale)",
                },
                "color": {
                    "field": "rule",
                    "type": "nominal",
                    "title": "rule",
                    "scale": {"domain": list(KINDS.values()), "range": ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]},
                    "legend": {"labelLimit": 400},
                },
            },
        },
        "config": {"legend": {"orient": "bottom", "direction": "vertical"}, "view": {"stroke": "#ccc"}},
    }
    PICTURE.write_text(vl_convert.vegalite_to_svg(spec, vl_version="6.4"), encoding="utf-8")
    print(f"wrote docs/pictures/{PICTURE.name}")


def main() -> None:
    """Assert, then print the figures."""
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    check()
    if "--sizes-only" not in sys.argv[1:]:
        power_tables()
        chances()
        further()
    if {"--sizes", "--sizes-only"} & set(sys.argv[1:]):
        by_size()


if __name__ == "__main__":
    main()
