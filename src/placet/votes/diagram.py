"""One rule and its voters, compiled into a reduced ordered decision diagram.

A node stands for one member; its arcs lead to what remains to be decided once that member's position is known.
Positions that the rule cannot tell apart share an arc: two arcs under a qualified majority, three under unanimity
with declared abstentions. Members stand in order of falling weight, which keeps the diagram small (about 12,000 nodes
for the qualified majority of 27).

A threshold is compiled by intervals (Behle 2007; Bolus 2011): two partial sums lead to the same node when no completion
can tell them apart. Thresholds are then joined by the usual product of diagrams.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from placet.errors import UsageError
from placet.votes.formula import AllOf, AnyOf, Count, Formula, Member, Not, Threshold, check_members, thresholds
from placet.votes.position import VOTING, Position
from placet.votes.rule import Rule

FAILS, ADOPTED = 0, 1
MOST_NODES = 250_000
MOST_MEMBERS = 600
INFINITE = 1 << 200


@dataclass(frozen=True, eq=False)
class Diagram:
    """A compiled rule.

    Attributes
    ----------
    voters
        The members that take part, in the diagram's order.
    arcs
        For each voter the groups of positions that the rule cannot tell apart, the one with `yes` first.
    levels
        The level of each node (its voter's place in `voters`); the two terminals 0 (fails) and 1 (adopted) stand at
        level `len(voters)`.
    children
        The nodes that the arcs lead to. A child always has a smaller number than its parent.
    root
        The first node.
    """

    voters: tuple[Member, ...]
    arcs: tuple[tuple[tuple[Position, ...], ...], ...]
    levels: tuple[int, ...] = field(repr=False)
    children: tuple[tuple[int, ...], ...] = field(repr=False)
    root: int
    formula: Formula = field(repr=False)

    @property
    def size(self) -> int:
        """The number of nodes, terminals included."""
        return len(self.levels)

    def arc(self, level: int, position: Position) -> int:
        """Return which arc of a level a position takes."""
        return next(number for number, group in enumerate(self.arcs[level]) if position in group)

    @property
    def is_simple(self) -> bool:
        """Whether every voter has two arcs at most: a game of yes and no."""
        return all(len(groups) <= 2 for groups in self.arcs)


class TooLargeError(UsageError):
    """The diagram would grow beyond what is affordable; `odds` and `powers` then answer in another way."""


class _Growing:
    """The nodes of a diagram while it grows: equal nodes are made once."""

    def __init__(self, arcs: Sequence[Sequence[tuple[Position, ...]]], most_nodes: int) -> None:
        self.arcs = arcs
        self.most_nodes = most_nodes
        self.levels = [len(arcs), len(arcs)]
        self.children: list[tuple[int, ...]] = [(), ()]
        self.made: dict[tuple[int, tuple[int, ...]], int] = {}

    def node(self, level: int, children: tuple[int, ...]) -> int:
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (level, children)
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = len(self.levels)
            if found > self.most_nodes:
                raise TooLargeError(
                    f"the rule needs more than {self.most_nodes:,} nodes for {len(self.arcs)} members: its weights have"
                    " no structure to use; round the weights, or ask votes.odds or votes.powers, which then sample"
                )
            self.levels.append(level)
            self.children.append(children)
        return found

    def threshold(self, threshold: Threshold) -> int:
        """Return the node from which the summed weight reaches the threshold."""
        gains = [[threshold.gain(level, group[0]) for group in groups] for level, groups in enumerate(self.arcs)]
        return _by_intervals(self, gains, threshold.goal)

    def joined(self, parts: Sequence[int], *, every: bool) -> int:
        """Return the node of "every part" or "some part"."""
        dominant, neutral = (FAILS, ADOPTED) if every else (ADOPTED, FAILS)
        known: dict[tuple[int, int], int] = {}
        levels, children = self.levels, self.children

        def pair(a: int, b: int) -> int:
            if a in (b, dominant) or b == neutral:
                return a
            if a == neutral or b == dominant:
                return b
            if a > b:
                a, b = b, a
            found = known.get((a, b))
            if found is None:
                level = min(levels[a], levels[b])
                left = children[a] if levels[a] == level else (a,) * len(self.arcs[level])
                right = children[b] if levels[b] == level else (b,) * len(self.arcs[level])
                found = known[a, b] = self.node(level, tuple(map(pair, left, right)))
            return found

        return functools.reduce(pair, parts, neutral)

    def opposite(self, node: int) -> int:
        """Return the node of "not"."""
        known = {FAILS: ADOPTED, ADOPTED: FAILS}

        def turned(a: int) -> int:
            if a not in known:
                known[a] = self.node(self.levels[a], tuple(turned(child) for child in self.children[a]))
            return known[a]

        return turned(node)

    def compiled(self, formula: Formula) -> int:
        match formula:
            case Threshold():
                return self.threshold(formula)
            case AllOf(parts):
                return self.joined([self.compiled(part) for part in parts], every=True)
            case AnyOf(parts):
                return self.joined([self.compiled(part) for part in parts], every=False)
            case Not(part):
                return self.opposite(self.compiled(part))
            case Count():
                raise TypeError("settle the formula for the members that take part first")


def _by_intervals(growing: _Growing, gains: Sequence[Sequence[int]], needed: int) -> int:
    depth = len(gains)
    rest = [0] * (depth + 1)
    for level in range(depth - 1, -1, -1):
        rest[level] = rest[level + 1] + max(gains[level])
    # For each level the spans of `need` already met, by their lower end: within a span every completion ends alike.
    lows: list[list[int]] = [[] for _ in range(depth)]
    spans: list[list[tuple[int, int, int]]] = [[] for _ in range(depth)]

    def below(level: int, need: int) -> tuple[int, int, int]:
        if need <= 0:
            return ADOPTED, -INFINITE, 0
        if need > rest[level]:
            return FAILS, rest[level] + 1, INFINITE
        place = bisect.bisect_right(lows[level], need)
        if place and need <= spans[level][place - 1][2]:
            return spans[level][place - 1]
        low, high, children = -INFINITE, INFINITE, []
        for gain in gains[level]:
            child, child_low, child_high = below(level + 1, need - gain)
            children.append(child)
            low, high = max(low, child_low + gain), min(high, child_high + gain)
        span = (growing.node(level, tuple(children)), low, high)
        lows[level].insert(place, low)
        spans[level].insert(place, span)
        return span

    return below(0, needed)[0]


def _groups(leaves: Sequence[Threshold], place: int, positions: Sequence[Position]) -> tuple[tuple[Position, ...], ...]:
    alike: dict[tuple[int, ...], list[Position]] = {}
    for position in positions:
        told_apart = tuple(leaf.gain(place, position) for leaf in leaves)
        alike.setdefault(told_apart, []).append(position)
    return tuple(tuple(group) for group in alike.values())


def _falling(leaves: Sequence[Threshold], members: Sequence[Member]) -> list[int]:
    def weight(place: int) -> float:
        return sum(leaf.weights[place] / max(1, sum(leaf.weights)) for leaf in leaves)

    return sorted(range(len(members)), key=lambda place: (-weight(place), members[place].code))


def _reordered(formula: Formula, order: Sequence[int]) -> Formula:
    match formula:
        case Threshold(weights=weights):
            return replace(formula, weights=tuple(weights[place] for place in order))
        case AllOf(parts):
            return AllOf(tuple(_reordered(part, order) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_reordered(part, order) for part in parts))
        case Not(part):
            return Not(_reordered(part, order))
        case Count():
            raise TypeError("settle the formula for the members that take part first")


def _kept(growing: _Growing, root: int) -> tuple[list[int], Callable[[int], int]]:
    """Return the nodes that the root reaches, deepest level first, and their new numbers."""
    seen = {FAILS, ADOPTED}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(growing.children[node])
    inner = sorted(seen - {FAILS, ADOPTED}, key=lambda node: (-growing.levels[node], node))
    kept = [FAILS, ADOPTED, *inner]
    number = {node: place for place, node in enumerate(kept)}
    return kept, number.__getitem__


@functools.lru_cache(maxsize=64)
def diagram(
    rule: Rule,
    voters: tuple[Member, ...],
    *,
    all_take_part: bool = True,
    positions: tuple[Position, ...] | None = None,
    order: tuple[str, ...] | None = None,
    most_nodes: int = MOST_NODES,
) -> Diagram:
    """Compile a rule for the members that take part.

    Parameters
    ----------
    rule, voters
        The rule and those that take part. `all_take_part` says whether they are all the members there are.
    positions
        The positions that can occur; by default those that the rule knows. `("yes", "no")` gives the game of the
        power indices.
    order
        The order of the members, by code; by default by falling weight.
    most_nodes
        Where to stop.

    Raises
    ------
    TooLargeError
        The diagram grows beyond `most_nodes`, or there are more than 600 members.
    UsageError
        A population is missing, or a member stands twice.
    """
    check_members(voters)
    if len(voters) > MOST_MEMBERS:
        raise TooLargeError(
            f"{len(voters):,} members are too many for a diagram (at most {MOST_MEMBERS}); ask votes.odds or"
            " votes.powers, which then follow sums of weights or sample"
        )
    allowed = positions or tuple(position for position in rule.positions if position in VOTING)
    settled = rule.among(voters, all_take_part=all_take_part)
    places = (
        [[voter.code for voter in voters].index(code) for code in order]
        if order
        else _falling([leaf for leaf, _ in thresholds(settled)], voters)
    )
    formula = _reordered(settled, places)
    leaves = [leaf for leaf, _ in thresholds(formula)]
    arcs = tuple(_groups(leaves, level, allowed) for level in range(len(places)))
    growing = _Growing(arcs, most_nodes)
    root = growing.compiled(formula)
    kept, number = _kept(growing, root)
    return Diagram(
        voters=tuple(voters[place] for place in places),
        arcs=arcs,
        levels=tuple(growing.levels[node] for node in kept),
        children=tuple(tuple(map(number, growing.children[node])) for node in kept),
        root=number(root),
        formula=formula,
    )
