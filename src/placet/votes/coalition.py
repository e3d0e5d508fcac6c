"""Winning, minimal winning and blocking coalitions, counted exactly by size, and listed.

Counts by size travel through the diagram as one whole number: the count for size k stands in slot k (Kronecker
substitution), so that "one yes more" is a shift. All results are exact for any number of members.

When members can be ordered so that each weighs at least as much as the next under every threshold, a coalition is
minimal if it fails without its last member; so minimal coalitions are counted in one traversal.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from placet.errors import UsageError
from placet.votes.diagram import ADOPTED, FAILS, MOST_NODES, Diagram, TooLargeError
from placet.votes.formula import carries, thresholds
from placet.votes.position import Position

MOST_BYTES = 400_000_000
"""What the exact counts may take: two whole numbers a node, each with a slot for every size."""


@dataclass(frozen=True)
class Counts:
    """Exact counts of a game of yes and no; each list runs over the sizes 0 to the number of members.

    `swings[code][size]` counts the winning coalitions of that size that fail without the member.
    """

    members: int
    winning: tuple[int, ...]
    swings: Mapping[str, tuple[int, ...]]

    @property
    def total(self) -> int:
        """The number of winning coalitions."""
        return sum(self.winning)


@dataclass(frozen=True)
class _Game:
    """A diagram of yes and no: for each node its level, the node after a yes and the node after a no."""

    depth: int
    levels: tuple[int, ...]
    yes: tuple[int, ...]
    no: tuple[int, ...]
    root: int


@functools.lru_cache(maxsize=16)
def _game(diagram: Diagram) -> _Game:
    if not diagram.is_simple:
        raise UsageError('counting needs a game of yes and no: compile the rule with positions=("yes", "no")')
    if any(negated and "yes" in leaf.of for leaf, negated in thresholds(diagram.formula)):
        raise UsageError("counting needs a rule under which a further yes never harms")
    yes, no = [0, 0], [0, 0]
    for node in range(2, diagram.size):
        children = diagram.children[node]
        # The arc with `yes` stands first; under a veto without declarations it holds the abstentions too.
        yes.append(children[0])
        no.append(children[-1])
    depth = len(diagram.voters)
    if diagram.size > most_nodes(depth) + 1:
        raise TooLargeError(
            f"exact counts for {depth} members and {diagram.size:,} nodes need more than {MOST_BYTES // 10**6} MB; ask"
            " for votes.powers, which then gives shares instead of counts"
        )
    return _Game(depth, diagram.levels, tuple(yes), tuple(no), diagram.root)


def most_nodes(members: int) -> int:
    """Return how many nodes a diagram of so many members may have for its exact counts to be affordable."""
    return min(MOST_NODES, 4 * MOST_BYTES // (members + 2) ** 2)


def counts(diagram: Diagram) -> Counts:
    """Return the winning coalitions by size, and every member's swings by size.

    Raises
    ------
    UsageError
        The diagram was not compiled for yes and no only, or a further yes can harm.
    """
    game = _game(diagram)
    slot = game.depth + 2
    free = _free(game.depth, slot)
    below = _below(game, slot, free)
    above = _above(game, slot, free, yes_counts=True)
    swings = [0] * game.depth
    for node in range(2, len(game.levels)):
        level = game.levels[node]
        after = level + 1
        yes, no = game.yes[node], game.no[node]
        gained = below[yes] * free[game.levels[yes] - after] - below[no] * free[game.levels[no] - after]
        swings[level] += above[node] * gained
    winning = below[game.root] * free[game.levels[game.root]]
    return Counts(
        game.depth,
        _unpacked(winning, slot, game.depth),
        # A swing of a coalition with the member: one member more than the others counted here.
        {voter.code: _unpacked(swings[level] << slot, slot, game.depth) for level, voter in enumerate(diagram.voters)},
    )


def _free(depth: int, slot: int) -> list[int]:
    """Return, packed by size, the coalitions of 0, 1, 2 ... members that play no part."""
    free = [1]
    for _ in range(depth):
        free.append(free[-1] + (free[-1] << slot))
    return free


def _below(game: _Game, slot: int, free: list[int]) -> list[int]:
    """Return for each node the completions that win, packed by size."""
    below = [0, 1]
    for node in range(2, len(game.levels)):
        after = game.levels[node] + 1
        yes, no = game.yes[node], game.no[node]
        with_yes = below[yes] * free[game.levels[yes] - after]
        below.append((with_yes << slot) + below[no] * free[game.levels[no] - after])
    return below


def _above(game: _Game, slot: int, free: list[int], *, yes_counts: bool) -> list[int]:
    """Return for each node the ways to reach it, packed by the number of yes (or of no)."""
    above = [0] * len(game.levels)
    above[game.root] = free[game.levels[game.root]]
    shift_yes, shift_no = (slot, 0) if yes_counts else (0, slot)
    for node in range(len(game.levels) - 1, 1, -1):
        ways, after = above[node], game.levels[node] + 1
        for child, shift in ((game.yes[node], shift_yes), (game.no[node], shift_no)):
            if child > 1:
                above[child] += (ways << shift) * free[game.levels[child] - after]
    return above


def _unpacked(packed: int, slot: int, depth: int) -> tuple[int, ...]:
    mask = (1 << slot) - 1
    return tuple((packed >> (slot * size)) & mask for size in range(depth + 1))


def minimal_winning_by_size(diagram: Diagram) -> tuple[int, ...]:
    """Return how many coalitions of each size win and fail without any one of their members."""
    return _minimal_by_size(diagram, yes_counts=True)


def minimal_blocking_by_size(diagram: Diagram) -> tuple[int, ...]:
    """Return how many coalitions of each size can block, though no smaller part of them can."""
    return _minimal_by_size(diagram, yes_counts=False)


def _minimal_by_size(diagram: Diagram, *, yes_counts: bool) -> tuple[int, ...]:
    game = _game(diagram)
    if not is_ordered(diagram):
        raise UsageError(
            "minimal coalitions can be counted only where the members can be ordered by weight under every threshold"
            " alike; list them up to a size instead"
        )
    slot = game.depth + 2
    above = _above(game, slot, _free(game.depth, slot), yes_counts=yes_counts)
    ends = _ends(game, others_say_yes=not yes_counts)
    last = (ADOPTED, FAILS) if yes_counts else (FAILS, ADOPTED)
    found = 0
    for node in range(2, len(game.levels)):
        joins, stays_out = (game.yes[node], game.no[node]) if yes_counts else (game.no[node], game.yes[node])
        if (ends[joins], ends[stays_out]) == last:
            found += above[node]
    return _unpacked(found << slot, slot, game.depth)


def _ends(game: _Game, *, others_say_yes: bool) -> list[int]:
    """Return for each node the terminal to which it leads when all members from there on say the same."""
    ends = [FAILS, ADOPTED]
    for node in range(2, len(game.levels)):
        ends.append(ends[game.yes[node] if others_say_yes else game.no[node]])
    return ends


def is_ordered(diagram: Diagram) -> bool:
    """Whether each member of a diagram weighs at least as much as the next under every threshold."""
    leaves = [leaf for leaf, _ in thresholds(diagram.formula)]
    return all(
        leaf.weights[level] >= leaf.weights[level + 1] for leaf in leaves for level in range(len(leaf.weights) - 1)
    )


def minimal_blocking(diagram: Diagram, *, at_most: int) -> tuple[tuple[str, ...], ...]:
    """List the minimal blocking coalitions of up to `at_most` members, the smallest first, each by falling weight.

    Raises
    ------
    UsageError
        As in `counts`.
    """
    game = _game(diagram)
    ordered = is_ordered(diagram)
    found = (
        coalition
        for coalition in _blocking(game, _ends(game, others_say_yes=True), at_most)
        if ordered or _is_minimal(diagram, coalition)
    )
    codes = [voter.code for voter in diagram.voters]
    return tuple(tuple(codes[level] for level in coalition) for coalition in sorted(found, key=lambda c: (len(c), c)))


def _blocking(game: _Game, ends: list[int], at_most: int) -> Iterator[tuple[int, ...]]:
    """Yield the coalitions whose last member makes them block."""
    if game.root <= ADOPTED:
        return
    fewest = _fewest_no(game)
    waiting: list[tuple[int, tuple[int, ...]]] = [(game.root, ())]
    while waiting:
        node, coalition = waiting.pop()
        if node <= ADOPTED or len(coalition) + fewest[node] > at_most:
            continue
        joined = (*coalition, game.levels[node])
        yes, no = game.yes[node], game.no[node]
        waiting.append((yes, coalition))
        if ends[no] == FAILS:
            if ends[yes] == ADOPTED:
                yield joined
        else:
            waiting.append((no, joined))


def _fewest_no(game: _Game) -> list[float]:
    fewest: list[float] = [0.0, math.inf]
    for node in range(2, len(game.levels)):
        fewest.append(min(fewest[game.yes[node]], 1 + fewest[game.no[node]]))
    return fewest


def _is_minimal(diagram: Diagram, coalition: tuple[int, ...]) -> bool:
    for member in coalition:
        positions: list[Position] = ["yes"] * len(diagram.voters)
        for level in coalition:
            if level != member:
                positions[level] = "no"
        if not carries(diagram.formula, positions):
            return False
    return True


def likeliest_block(diagram: Diagram, chances: Mapping[str, float]) -> tuple[tuple[str, ...], float]:
    """Return the blocking coalition that is likeliest to say no together, and that chance, members being independent.

    Parameters
    ----------
    chances
        For each member the chance (0 to 1) that it does not vote in favour.
    """
    game = _game(diagram)
    costs = [-math.log(chances[voter.code]) if chances[voter.code] > 0 else math.inf for voter in diagram.voters]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), (math.inf, ())]
    for node in range(2, len(game.levels)):
        level = game.levels[node]
        cost, coalition = best[game.no[node]]
        blocked = (cost + costs[level], (level, *coalition))
        best.append(min(best[game.yes[node]], blocked))
    cost, coalition = best[game.root]
    return tuple(diagram.voters[level].code for level in coalition), math.exp(-cost)
