"""The chance of adoption when each member has its own chances, and what each member's answer would do to it.

The diagram is evaluated level by level with numpy: from the terminals up for the chance, from the root down for the
chance of reaching each node. Both together give the chance given any position of any member (the gradient of the
multilinear extension).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from placet.errors import UsageError
from placet.units import Range
from placet.votes.diagram import ADOPTED, Diagram, diagram
from placet.votes.formula import AllOf, AnyOf, Count, Formula, Member, Not, Threshold
from placet.votes.position import POSITIONS, Position
from placet.votes.rule import Rule
from placet.votes.wording import unknown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

Chances = Mapping[Position, float]
CHUNK = 32
Z95 = 1.6448536269514722


@dataclass(frozen=True)
class Odds:
    """The chance that an act is adopted, members being independent of each other.

    Attributes
    ----------
    chance
        Between 0 and 1.
    given
        For each member and each position that the rule knows, the chance if the member takes that position.
    """

    chance: float
    given: Mapping[str, Mapping[Position, float]]

    @property
    def pivots(self) -> dict[str, float]:
        """For each member how much its yes instead of its no would add: the chance that it is decisive."""
        return {code: chances["yes"] - chances["no"] for code, chances in self.given.items()}


def odds(
    rule: Rule, members: Sequence[Member], chances: Mapping[str, float | Chances], *, all_take_part: bool = True
) -> Odds:
    """Return the chance of adoption and the chance given each member's position.

    Parameters
    ----------
    members
        Those that take part; `all_take_part` says whether they are all the members there are.
    chances
        For each member either the chance of a yes (else it is a no), or the chance of each position; they sum to 1.

    Raises
    ------
    UsageError
        A chance is missing, is not between 0 and 1, or they do not sum to 1; or as in `diagram`.
    """
    compiled = diagram(rule, tuple(members), all_take_part=all_take_part)
    return odds_of(compiled, weights(compiled, spread(rule, members, chances)))


def spread(
    rule: Rule, members: Sequence[Member], chances: Mapping[str, float | Chances]
) -> dict[str, dict[Position, float]]:
    """Return the chance of each position for each member, checked."""
    codes = [member.code for member in members]
    for code in chances:
        if code not in codes:
            raise unknown("member", code, codes)
    if missing := [code for code in codes if code not in chances]:
        raise UsageError(f"no chance for {', '.join(missing)}")
    return {code: _checked(code, rule, chances[code]) for code in codes}


def _checked(code: str, rule: Rule, written: float | Chances) -> dict[Position, float]:
    chances: dict[Position, float] = (
        dict(written) if isinstance(written, Mapping) else {"yes": written, "no": 1 - written}
    )
    for position, chance in chances.items():
        if position not in POSITIONS:
            raise unknown(f"position of {code}:", position, POSITIONS)
        if position not in rule.positions:
            raise UsageError(f"{code}: {rule.id} knows no {position!r}; it knows {', '.join(rule.positions)}")
        if not 0 <= chance <= 1:
            raise UsageError(f"the chance of {code} is {chance:g}; a chance lies between 0 and 1")
    whole = math.fsum(chances.values())
    if abs(whole - 1) > 1e-9:
        raise UsageError(f"the chances of {code} sum to {whole:g}, not to 1; add the missing position")
    return chances


def weights(compiled: Diagram, chances: Mapping[str, Mapping[Position, float]]) -> Floats:
    """Return the chance of each arc, level by level in one row, as the sheet expects them."""
    import numpy as np

    return np.array(
        [
            math.fsum(chances[voter.code].get(position, 0.0) for position in group)
            for voter, groups in zip(compiled.voters, compiled.arcs, strict=True)
            for group in groups
        ]
    )


@dataclass(frozen=True)
class Level:
    """One level of the diagram, ready for numpy.

    `first` to `last` is its span of nodes, `arcs` the places of its arcs in the row of chances, `children` where they
    lead (arcs x nodes). `sources`, `arcs_in` and `starts` are the edges into the level, grouped by the node that they
    lead to.
    """

    first: int
    last: int
    arcs: slice
    children: Places
    sources: Places
    arcs_in: Places
    starts: Places


@functools.lru_cache(maxsize=64)
def sheet(compiled: Diagram) -> tuple[Level, ...]:
    """Return the levels of a diagram that have nodes, the one with the root first."""
    import numpy as np

    offsets = [0]
    for groups in compiled.arcs:
        offsets.append(offsets[-1] + len(groups))
    spans: dict[int, list[int]] = {}
    for node in range(2, compiled.size):
        span = spans.setdefault(compiled.levels[node], [node, node])
        span[1] = node + 1
    incoming: dict[int, list[tuple[int, int, int]]] = {level: [] for level in spans}
    for node in range(2, compiled.size):
        offset = offsets[compiled.levels[node]]
        for arc, child in enumerate(compiled.children[node]):
            if child > ADOPTED:
                incoming[compiled.levels[child]].append((child, node, offset + arc))
    levels = []
    for level in sorted(spans):
        first, last = spans[level]
        edges = np.array(sorted(incoming[level]), dtype=np.intp).reshape(-1, 3)
        starts = np.flatnonzero(np.diff(edges[:, 0], prepend=-1))
        children = np.array([compiled.children[node] for node in range(first, last)], dtype=np.intp).T
        arcs = slice(offsets[level], offsets[level + 1])
        levels.append(Level(first, last, arcs, np.ascontiguousarray(children), edges[:, 1], edges[:, 2], starts))
    return tuple(levels)


def odds_of(compiled: Diagram, row: Floats) -> Odds:
    """Return the odds for one row of chances, as `weights` gives it."""
    levels = sheet(compiled)
    value = upward(compiled, row)
    reach = _downward(compiled, row)
    chance = float(value[compiled.root])
    given: dict[str, Mapping[Position, float]] = {}
    by_place = {compiled.levels[level.first]: level for level in levels}
    for place, voter in enumerate(compiled.voters):
        if place not in by_place:
            given[voter.code] = {position: chance for group in compiled.arcs[place] for position in group}
            continue
        level = by_place[place]
        here = reach[level.first : level.last]
        around = chance - float(here @ value[level.first : level.last])
        by_arc = value[level.children] @ here
        given[voter.code] = {
            position: min(1.0, max(0.0, around + float(by_arc[arc])))
            for arc, group in enumerate(compiled.arcs[place])
            for position in group
        }
    return Odds(chance, given)


def upward(compiled: Diagram, row: Floats) -> Floats:
    """Return for each node the chance of adoption from there on."""
    import numpy as np

    value = np.zeros(compiled.size)
    value[ADOPTED] = 1
    for level in reversed(sheet(compiled)):
        value[level.first : level.last] = row[level.arcs] @ value[level.children]
    return value


def _downward(compiled: Diagram, row: Floats) -> Floats:
    """Return for each node the chance of coming through it."""
    import numpy as np

    reach = np.zeros(compiled.size)
    reach[compiled.root] = 1
    for level in sheet(compiled)[1:]:
        reach[level.first : level.last] = np.add.reduceat(reach[level.sources] * row[level.arcs_in], level.starts)
    return reach


def chances_of(compiled: Diagram, rows: Floats) -> Floats:
    """Return the chance of adoption for many rows of chances at once (draws x arcs -> draws)."""
    import numpy as np

    levels = sheet(compiled)
    found = np.empty(len(rows))
    widest = max((level.last - level.first for level in levels), default=0)
    value, spare = np.zeros((compiled.size, CHUNK)), np.empty((widest, CHUNK))
    value[ADOPTED] = 1
    for start in range(0, len(rows), CHUNK):
        some = np.zeros((rows.shape[1], CHUNK))
        some[:, : len(rows) - start] = rows[start : start + CHUNK].T
        for level in reversed(levels):
            arcs = some[level.arcs]
            here = value[level.first : level.last]
            term = spare[: len(here)]
            np.take(value, level.children[0], axis=0, out=here, mode="clip")
            here *= arcs[0]
            for arc in range(1, len(arcs)):
                np.take(value, level.children[arc], axis=0, out=term, mode="clip")
                term *= arcs[arc]
                here += term
        found[start : start + CHUNK] = value[compiled.root, : len(rows) - start]
    return found


def sampled_chance(
    rule: Rule,
    members: Sequence[Member],
    chances: Mapping[str, float | Chances],
    *,
    all_take_part: bool = True,
    draws: int = 100_000,
    seed: int = 1,
) -> Range:
    """Return the chance of adoption from simulated votes, with the 90 % interval of the sampling error (Wilson).

    For assemblies whose weights are too many and too different for a diagram: `diagram` says so.

    Raises
    ------
    UsageError
        As in `odds`.
    """
    import numpy as np

    spread_out = spread(rule, members, chances)
    formula = rule.among(members, all_take_part=all_take_part)
    rng = np.random.default_rng(seed)
    positions = tuple(dict.fromkeys(position for given in spread_out.values() for position in given))
    limits = np.cumsum([[given.get(p, 0.0) for p in positions] for given in spread_out.values()], axis=1)
    drawn = (rng.random((draws, len(members), 1)) > limits[None, :, :-1]).sum(axis=2)
    adopted = float(_carried(formula, drawn, positions).mean())
    shift, spread_of = Z95**2 / draws, Z95 * math.sqrt(adopted * (1 - adopted) / draws + Z95**2 / (4 * draws**2))
    middle = (adopted + shift / 2) / (1 + shift)
    return Range(max(0.0, middle - spread_of / (1 + shift)), adopted, min(1.0, middle + spread_of / (1 + shift)))


def _carried(formula: Formula, drawn: Places, positions: Sequence[Position]) -> NDArray[np.bool_]:
    """Return for each simulated vote whether a settled formula holds."""
    import numpy as np

    match formula:
        case Threshold(_, _, needed, of, held):
            counted = np.isin(drawn, [place for place, position in enumerate(positions) if position in of])
            holds: NDArray[np.bool_] = counted @ np.array(held) >= needed
        case AllOf(parts):
            holds = np.logical_and.reduce([_carried(part, drawn, positions) for part in parts])
        case AnyOf(parts):
            holds = np.logical_or.reduce([_carried(part, drawn, positions) for part in parts])
        case Not(part):
            holds = ~_carried(part, drawn, positions)
        case Count():
            raise TypeError("settle the formula for the members that take part first")
    return holds
