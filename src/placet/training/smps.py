"""A programme under gates as SMPS texts, for other solvers of stochastic programmes; `stochastic.py` reads them back.

A stage is a period. What the gates decide stands in rows of its own: `gate:SITE:COURSE:pT`, soldiers who enter there,
at most more than anybody can train while the gates of the site are open, and at most 0 while they are shut. The cost to
be minimised is the soldiers trained, negated (with the tie-breaks of the plan).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from placet.errors import UsageError
from placet.training.chain import Chain
from placet.training.mps import word
from placet.training.stage import Programme, Stage
from placet.training.tree import Tree, carried_rows, tree_of


@dataclass(frozen=True)
class SmpsTexts:
    """The three texts of a stochastic programme: `.cor`, `.tim` and `.sto`."""

    core: str
    stages: str
    scenarios: str


def smps(programme: Programme, chain: Chain, *, name: str = "placet") -> SmpsTexts:
    """Return a programme under gates in the SMPS form.

    Raises
    ------
    UsageError
        There are too many histories, or the gates start in one of several states.
    """
    tree = tree_of(chain, len(programme.stages))
    if tree.before.count(-1) != 1:
        raise UsageError("chain.start: the SMPS form starts from one state; give one the chance 1")
    gated = gated_pairs(programme, chain)
    shut = [frozenset(programme.shut(closed).tolist()) for _, closed in chain.open_sites()]
    paths = leaf_paths(tree)
    first = [shut[tree.state[node]] for node in paths[0]]
    title = word(name)
    return SmpsTexts(
        "\n".join([f"NAME {title}", *core_lines(programme, gated, first), "ENDATA", ""]),
        "\n".join([f"TIME {title}", "PERIODS", *stage_lines(programme), "ENDATA", ""]),
        "\n".join(
            [f"STOCH {title}", "SCENARIOS DISCRETE", *scenario_lines(programme, gated, tree, paths, shut), "ENDATA", ""]
        ),
    )


def gated_pairs(programme: Programme, chain: Chain) -> list[int]:
    """Return the pairs of site and course that a gate can shut."""
    gated = frozenset().union(*(closed | opened for opened, closed in chain.open_sites()))
    return [int(pair) for pair in programme.shut(gated)]


def pair_name(programme: Programme, pair: int) -> str:
    """Return the name of a site and a course."""
    network, place = programme.network, programme.place
    return f"{word(network.sites[place.site[pair]].id)}:{word(network.courses[place.course[pair]].id)}"


def column_name(programme: Programme, period: int, column: int) -> str:
    """Return the name of a column: entries by site and course, what else there is by number."""
    known = column < programme.stages[period].pairs
    return f"enter:{pair_name(programme, column)}:p{period}" if known else f"c{column}:p{period}"


def leaf_paths(tree: Tree) -> list[tuple[int, ...]]:
    """Return every history as its nodes, those that share the most next to each other."""
    after: dict[int, list[int]] = {}
    for node, before in enumerate(tree.before):
        after.setdefault(before, []).append(node)
    paths: list[tuple[int, ...]] = []
    stack: list[tuple[int, ...]] = [(node,) for node in reversed(after[-1])]
    while stack:
        path = stack.pop()
        following = after.get(path[-1])
        if following is None:
            paths.append(path)
        else:
            stack += [(*path, node) for node in reversed(following)]
    return paths


def core_lines(programme: Programme, gated: list[int], shut: list[frozenset[int]]) -> Iterator[str]:
    """Yield the lines of the core: the periods of one history."""
    periods = range(len(programme.stages))
    yield "ROWS"
    yield " N cost"
    for t in periods:
        stage = programme.stages[t]
        yield from (f" {kind} r{row}:p{t}" for row, kind in enumerate(kinds(stage)) if kind)
        yield from (f" L gate:{pair_name(programme, pair)}:p{t}" for pair in gated)
    yield "COLUMNS"
    for t in periods:
        yield from column_lines(programme, gated, t)
    yield "RHS"
    for t in periods:
        stage = programme.stages[t]
        given = carried_rows(stage, programme.first, len(stage.row_upper)) if t == 0 else 0.0
        limits = np.where(np.isfinite(stage.row_upper), stage.row_upper, stage.row_lower) - given
        for row, kind in enumerate(kinds(stage)):
            if kind and limits[row]:
                yield f" limit r{row}:p{t} {float(limits[row])!r}"
        yield from gate_lines(programme, gated, t, shut[t])
    yield "BOUNDS"
    for t in periods:
        stage = programme.stages[t]
        for column in np.flatnonzero(np.isfinite(stage.upper)):
            yield f" UP bound {column_name(programme, t, int(column))} {float(stage.upper[column])!r}"


def kinds(stage: Stage) -> list[str]:
    """Return the kind of each row: E, L, G, or nothing for a row without limits."""
    low, high = np.isfinite(stage.row_lower), np.isfinite(stage.row_upper)
    equal = stage.row_lower == stage.row_upper
    if (low & high & ~equal).any():
        raise UsageError("programme: a row with two limits has no place in this form")
    return ["E" if e else "L" if h else "G" if n else "" for e, h, n in zip(equal, high, low, strict=True)]


def column_lines(programme: Programme, gated: list[int], period: int) -> Iterator[str]:
    """Yield the lines of a period's columns: in its own rows, then in those of the next period."""
    stage = programme.stages[period]
    entries: dict[int, list[str]] = {column: [] for column in range(len(stage.gain))}
    own = [bool(kind) for kind in kinds(stage)]
    for row, column, number in zip(stage.own.rows, stage.own.columns, stage.own.numbers, strict=True):
        if own[row]:
            entries[int(column)].append(f"r{row}:p{period} {float(number)!r}")
    for pair in gated:
        entries[pair].append(f"gate:{pair_name(programme, pair)}:p{period} 1")
    if period + 1 < len(programme.stages):
        following = programme.stages[period + 1]
        held = [bool(kind) for kind in kinds(following)]
        part = following.carried
        for row, carried, number in zip(part.rows, part.columns, part.numbers, strict=True):
            if held[row]:
                entries[int(stage.out[carried])].append(f"r{row}:p{period + 1} {float(number)!r}")
    for column, lines in entries.items():
        name = column_name(programme, period, column)
        yield f" {name} cost {-float(stage.gain[column])!r}"
        yield from (f" {name} {line}" for line in lines)


def gate_lines(programme: Programme, gated: list[int], period: int, shut: frozenset[int]) -> Iterator[str]:
    """Yield how many soldiers may enter at each gated site and course in a period."""
    for pair in gated:
        most = 0.0 if pair in shut else programme.most
        yield f" limit gate:{pair_name(programme, pair)}:p{period} {most!r}"


def stage_lines(programme: Programme) -> Iterator[str]:
    """Yield the first column and row of each period."""
    for t, stage in enumerate(programme.stages):
        row = next(number for number, kind in enumerate(kinds(stage)) if kind)
        yield f" {column_name(programme, t, 0)} r{row}:p{t} p{t}"


def scenario_lines(
    programme: Programme, gated: list[int], tree: Tree, paths: list[tuple[int, ...]], shut: list[frozenset[int]]
) -> Iterator[str]:
    """Yield each history: which one it follows until which period, and what the gates do from then on."""
    through: dict[int, int] = {}
    for number, path in enumerate(paths):
        new = next(t for t, node in enumerate(path) if node not in through)
        before = f"h{through[path[new - 1]]}" if new else "ROOT"
        yield f" SC h{number} {before} {tree.chance[path[-1]]!r} p{new}"
        for t in range(new, len(path)):
            through[path[t]] = number
            if new:
                yield from gate_lines(programme, gated, t, shut[tree.state[path[t]]])
