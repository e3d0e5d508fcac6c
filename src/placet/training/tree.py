"""The exact optimum under gates, over every history at once: the oracle for small cases.

Histories that are equal up to a period share one node there (a comb when a gate opens once and for all), so what is
decided cannot foresee anything, without a single extra row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from placet.errors import UsageError
from placet.training.chain import Chain
from placet.training.linear import Entries, Floats, LinearProgramme, best, joined
from placet.training.stage import Programme, Stage

MOST_NODES = 3_000
Values = dict[tuple[frozenset[str], ...], float]
"""What a history is worth when it is known beforehand, by the sites that are shut in each of its periods."""


@dataclass(frozen=True)
class Tree:
    """Nodes in order of their period: state, the node before (-1: none), chance, and each history's last node."""

    period: tuple[int, ...]
    state: tuple[int, ...]
    before: tuple[int, ...]
    chance: tuple[float, ...]


@dataclass(frozen=True)
class TreePlan:
    """The exact optimum: expected soldiers trained (with the tie-breaks), and what each node decides."""

    value: float
    tree: Tree
    entries: Floats
    """Soldiers who enter (nodes, pairs)."""
    orders: Floats
    """What is ordered of each preparation (nodes, preparations)."""
    bound: float


@dataclass(frozen=True)
class Worth:
    """What knowing and planning are worth, in soldiers trained.

    `wait_and_see` (all is known beforehand) >= `recourse` (decide step by step, knowing the chances) >= `expected`
    (the first period's decisions of a plan for likely gates, then the best that is left).
    """

    wait_and_see: float
    recourse: float
    expected: float

    @property
    def evpi(self) -> float:
        """The expected value of perfect information: what knowing the gates beforehand would add."""
        return self.wait_and_see - self.recourse

    @property
    def vss(self) -> float:
        """The value of the stochastic solution: what planning with the chances adds to planning for the average."""
        return self.recourse - self.expected


def tree_of(chain: Chain, periods: int, most: int = MOST_NODES) -> Tree:
    """Return the tree of all histories.

    Raises
    ------
    UsageError
        It has more than `most` nodes.
    """
    nodes: dict[tuple[int, ...], int] = {}
    parts: list[tuple[int, int, int, float]] = []
    moves = chain.by_period(periods)
    layer: list[tuple[tuple[int, ...], float]] = [
        ((state,), chance) for state, chance in enumerate(chain.start) if chance > 0
    ]
    for period in range(periods):
        following: list[tuple[tuple[int, ...], float]] = []
        for history, chance in layer:
            nodes[history] = len(parts)
            parts.append((period, history[-1], nodes.get(history[:-1], -1), chance))
            if period < periods - 1:
                row = moves[period, history[-1]]
                following += [((*history, int(j)), chance * float(row[j])) for j in np.flatnonzero(row > 0)]
        layer = following
        if len(parts) + len(layer) > most:
            raise UsageError(
                f"chain: its tree has more than {most} nodes over {periods} periods; use the policy instead"
            )
    period_of, state, before, chance_of = zip(*parts, strict=True)
    return Tree(period_of, state, before, chance_of)


def tree_plan(programme: Programme, chain: Chain) -> TreePlan:
    """Return the exact optimum over all histories of the gates.

    Raises
    ------
    UsageError
        There are too many histories.
    """
    tree = tree_of(chain, len(programme.stages))
    return solved(programme, tree, closed_by_node(chain, tree))


def worth(programme: Programme, chain: Chain, values: Values | None = None) -> Worth:
    """Return what knowing the gates beforehand and planning with their chances are worth.

    The plan for average gates counts a site as open in each period in which it is more likely open than shut. `values`
    as in `foreseen`.

    Raises
    ------
    UsageError
        There are too many histories.
    """
    periods = len(programme.stages)
    tree = tree_of(chain, periods)
    closed = closed_by_node(chain, tree)
    recourse = solved(programme, tree, closed)
    known = foreseen(programme, chain, {} if values is None else values)
    average = solved(programme, path(periods), likely(chain, periods))
    follows = solved(programme, tree, closed, first=(average.entries[0], average.orders[0]))
    return Worth(known, recourse.value, follows.value)


def foreseen(programme: Programme, chain: Chain, values: Values) -> float:
    """Return what the programme is worth when the history of the gates is known beforehand.

    Equal histories are solved once: `values` holds those that are known, and takes up the others.
    """
    periods = len(programme.stages)
    sites = [shut for _, shut in chain.open_sites()]
    total = 0.0
    for history, chance in chain.histories(periods):
        pattern = tuple(sites[state] for state in history)
        if pattern not in values:
            values[pattern] = solved(programme, path(periods), pattern).value
        total += chance * values[pattern]
    return float(total)


def closed_by_node(chain: Chain, tree: Tree) -> list[frozenset[str]]:
    """Return the sites that are shut in each node."""
    sites = [shut for _, shut in chain.open_sites()]
    return [sites[state] for state in tree.state]


def likely(chain: Chain, periods: int) -> list[frozenset[str]]:
    """Return for each period the sites that are more likely shut than open."""
    gated = frozenset().union(*(shut | opened for opened, shut in chain.open_sites()))
    chances = np.array(chain.start, float)
    closed = []
    for move in [np.eye(len(chances)), *chain.by_period(periods)]:
        chances = chances @ move
        open_chance = {
            site: sum(chances[i] for i, (opened, _) in enumerate(chain.open_sites()) if site in opened)
            for site in gated
        }
        closed.append(frozenset(site for site, chance in open_chance.items() if chance < 0.5))
    return closed


def path(periods: int) -> Tree:
    """Return the tree of a single history, known beforehand."""
    return Tree(tuple(range(periods)), (0,) * periods, tuple(range(-1, periods - 1)), (1.0,) * periods)


def solved(
    programme: Programme, tree: Tree, closed: Sequence[frozenset[str]], *, first: tuple[Floats, Floats] | None = None
) -> TreePlan:
    """Return the optimum over a tree whose nodes have these sites shut; `first`: entries and orders that are given."""
    stage = programme.stages[0]
    solution = best(extensive(programme, tree, closed, first), seconds=300.0, presolve=True)
    own = solution.x.reshape(len(tree.period), -1)
    return TreePlan(solution.objective, tree, own[:, : stage.pairs], own[:, stage.prepared], solution.bound)


def extensive(
    programme: Programme, tree: Tree, closed: Sequence[frozenset[str]], first: tuple[Floats, Floats] | None = None
) -> LinearProgramme:
    """Return the linear programme of a tree: every node's columns, tied to those of the node before."""
    stages = programme.stages
    nodes, size, height = len(tree.period), len(stages[0].gain), len(stages[0].row_upper)
    period, before, chance = np.array(tree.period), np.array(tree.before), np.array(tree.chance)
    gain, upper = np.zeros((nodes, size)), np.zeros((nodes, size))
    low, high = np.zeros((nodes, height)), np.zeros((nodes, height))
    blocks = []
    for t, stage in enumerate(stages):
        at = np.flatnonzero(period == t)
        gain[at], upper[at] = stage.gain * chance[at, None], stage.upper
        given = carried_rows(stage, programme.first, height) if t == 0 else 0.0
        low[at], high[at] = stage.row_lower - given, stage.row_upper - given
        node = at[:, None]
        blocks.append(Entries.of(node * height + stage.own.rows, node * size + stage.own.columns, stage.own.numbers))
        if t > 0:
            source = before[node] * size + stages[t - 1].out[stage.carried.columns]
            blocks.append(Entries.of(node * height + stage.carried.rows, source, stage.carried.numbers))
    for number, shut in enumerate(closed):
        upper[number, programme.shut(shut)] = 0.0
    lower = np.zeros_like(upper)
    if first is not None:
        for levels, where in zip(first, (slice(0, stages[0].pairs), stages[0].prepared), strict=True):
            roots = np.flatnonzero(before < 0)
            lower[roots, where] = upper[roots, where] = np.clip(levels, 0.0, upper[roots, where])
    bounds = lower.ravel(), upper.ravel()
    return LinearProgramme.of(gain.ravel(), bounds, (low.ravel(), high.ravel()), joined(blocks))


def carried_rows(stage: Stage, carried: Floats, height: int) -> Floats:
    """Return what is carried into a period adds to each of its rows."""
    part = stage.carried
    return np.asarray(np.bincount(part.rows, part.numbers * carried[part.columns], height), np.float64)
