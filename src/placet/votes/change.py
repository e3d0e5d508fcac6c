"""The cheapest changes of position that carry an act."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from placet.errors import UsageError
from placet.votes.diagram import ADOPTED, FAILS, Diagram, diagram
from placet.votes.formula import Formula, Member, carries
from placet.votes.position import SUPPORT, Position
from placet.votes.rule import Rule
from placet.votes.tally import cast

MOST_TRIED = 4096
FEW = 256
"""So many combinations of changes are tried out one by one; for more, the rule is compiled."""

Choice = tuple[str, Position]


@dataclass(frozen=True)
class Change:
    """Positions that, taken instead of the present ones, carry the act; nothing in it is superfluous.

    `cost` is in the unit of the prices given; by default in steps along no, declared, abstain, yes.
    """

    positions: Mapping[str, Position]
    cost: float


@dataclass(frozen=True)
class _Route:
    """A way from a node to adoption, as a chain from the first changed member on."""

    cost: float
    choices: tuple[Choice, ...]


def cheapest_changes(
    rule: Rule,
    members: Sequence[Member],
    positions: Mapping[str, Position],
    cost: Mapping[str, float] | None = None,
    most: int = 5,
) -> tuple[Change, ...]:
    """Return up to `most` sets of changes that carry the act, the cheapest first; none when it is adopted already.

    A change moves a member towards yes (or makes an absent member come). It costs the member's price for a step,
    times the steps along no, declared, abstain, yes; the steps are a judgement (`position.SUPPORT`). A set is left
    out when a part of it would do.

    Parameters
    ----------
    cost
        The price of one step for each member, by code; 1 for a member that it does not name.

    Raises
    ------
    UsageError
        As in `tally`; or a price is not above zero, or names somebody who does not take part.
    """
    voters, taken, formula = cast(rule, members, positions)
    if carries(formula, taken):
        return ()
    now = {voter.code: position for voter, position in zip(voters, taken, strict=True)}
    offers = _offers(rule, now, _prices(voters, cost or {}))
    few = math.prod(len(offered) for offered in offers.values()) <= FEW
    compiled = None if few else diagram(rule, voters, all_take_part=len(voters) == len(members))
    tried = max(1, most)
    while True:
        routes = _routes(compiled, now, offers, tried) if compiled else _tried_out(formula, voters, now, offers)
        needed = [route for route in routes if _nothing_superfluous(route, formula, voters, now)]
        if compiled is None or len(needed) >= most or len(routes) < tried or tried >= MOST_TRIED:
            return tuple(Change(MappingProxyType(dict(route.choices)), route.cost) for route in needed[:most])
        tried *= 4


def _prices(voters: Sequence[Member], cost: Mapping[str, float]) -> dict[str, float]:
    codes = [voter.code for voter in voters]
    for code, price in cost.items():
        if code not in codes:
            raise UsageError(f"a price for {code}, who does not take part; prices are for {', '.join(codes)}")
        if not price > 0:
            raise UsageError(f"the price of {code} is {price:g}; it must be above zero")
    return {code: cost.get(code, 1.0) for code in codes}


def _offers(
    rule: Rule, now: Mapping[str, Position], prices: Mapping[str, float]
) -> dict[str, list[tuple[Position, float]]]:
    """Return for each member the positions that it could take, its own first, each with its cost."""
    offers: dict[str, list[tuple[Position, float]]] = {}
    for code, present in now.items():
        offers[code] = [(present, 0.0)]
        for position in rule.positions:
            if position in ("no", "absent", present):
                continue
            steps = SUPPORT[position] - SUPPORT[present]
            if steps > 0 or present == "absent":
                offers[code].append((position, prices[code] * max(1, steps)))
    return offers


def _routes(
    compiled: Diagram, now: Mapping[str, Position], offers: Mapping[str, list[tuple[Position, float]]], most: int
) -> list[_Route]:
    """Return the `most` cheapest routes from the root to adoption: shortest paths, the k best of each node."""
    steps = [
        [
            (compiled.arc(level, position), price, (voter.code, position) if position != now[voter.code] else None)
            for position, price in offers[voter.code]
        ]
        for level, voter in enumerate(compiled.voters)
    ]
    best: dict[int, list[_Route]] = {ADOPTED: [_Route(0.0, ())], FAILS: []}

    def from_node(node: int) -> list[_Route]:
        if node not in best:
            found = [
                _Route(route.cost + price, (choice, *route.choices) if choice else route.choices)
                for arc, price, choice in steps[compiled.levels[node]]
                for route in from_node(compiled.children[node][arc])
            ]
            best[node] = sorted(found, key=lambda route: (route.cost, len(route.choices), route.choices))[:most]
        return best[node]

    return from_node(compiled.root)


def _tried_out(
    formula: Formula,
    voters: Sequence[Member],
    now: Mapping[str, Position],
    offers: Mapping[str, list[tuple[Position, float]]],
) -> list[_Route]:
    """Return every route by trying all of them: quicker than compiling the rule when few members can move."""
    order = sorted(voters, key=lambda voter: (-(voter.population or 0), voter.code))
    found = []
    for taken in itertools.product(*(offers[voter.code] for voter in order)):
        cast_by = {voter.code: position for voter, (position, _) in zip(order, taken, strict=True)}
        if carries(formula, [cast_by[voter.code] for voter in voters]):
            moved = tuple((code, position) for code, position in cast_by.items() if position != now[code])
            found.append(_Route(sum(price for _, price in taken), moved))
    return sorted(found, key=lambda route: (route.cost, len(route.choices), route.choices))


def _nothing_superfluous(
    route: _Route, formula: Formula, voters: Sequence[Member], now: Mapping[str, Position]
) -> bool:
    changed = {**now, **dict(route.choices)}
    return not any(
        carries(formula, [{**changed, code: now[code]}[voter.code] for voter in voters]) for code, _ in route.choices
    )
