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
from typing import TYPE_CHECKING, Literal

from placet.errors import UsageError
from placet.units import Range
from placet.votes.diagram import ADOPTED, Diagram, TooLargeError, diagram
from placet.votes.formula import Formula, Member, Threshold, check_members
from placet.votes.jit import chance_and_arcs, chances_of_rows
from placet.votes.position import POSITIONS, Position
from placet.votes.rule import Rule
from placet.votes.sampling import sampled_votes, standard_error
from placet.votes.sums import MOST_CELLS, Lattice, lattice, threshold_chances
from placet.votes.wording import unknown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

Chances = Mapping[Position, float]
Method = Literal["diagram", "sums", "sampled"]
CHUNK = 32
DRAWS = 20_000
SMALL = 27
"""Up to so many members a single threshold goes by the diagram, which is small then and kept."""
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
    method
        `diagram` and `sums` are exact; `sampled` comes from simulated votes.
    standard_error
        That of `chance`; 0 where it is exact. Where all simulated votes agree, that of half a vote against.
    draws
        The simulated votes; 0 where the chance is exact.
    """

    chance: float
    given: Mapping[str, Mapping[Position, float]]
    method: Method = "diagram"
    standard_error: float = 0.0
    draws: int = 0

    @property
    def pivots(self) -> dict[str, float]:
        """For each member how much its yes instead of its no would add: the chance that it is decisive."""
        return {code: chances["yes"] - chances["no"] for code, chances in self.given.items()}


def odds(
    rule: Rule,
    members: Sequence[Member],
    chances: Mapping[str, float | Chances],
    *,
    all_take_part: bool = True,
    draws: int = DRAWS,
    seed: int = 1,
    numba: bool = False,
) -> Odds:
    """Return the chance of adoption and the chance given each member's position.

    Exact by the diagram; in large bodies with a single threshold exact by sums of weights; where neither is
    affordable, from simulated votes. The result says which, and how large the error is.

    Parameters
    ----------
    members
        Those that take part; `all_take_part` says whether they are all the members there are.
    chances
        For each member either the chance of a yes (else it is a no), or the chance of each position; they sum to 1.
    draws, seed
        Of simulated votes, should they be needed.
    numba
        Whether to run the diagram as machine code, which needs the extra numba.

    Raises
    ------
    UsageError
        A chance is missing, is not between 0 and 1, or they do not sum to 1; a member stands twice; a population is
        missing; or numba is asked for and not installed.
    """
    spread_out = spread(rule, members, chances)
    formula = rule.among(members, all_take_part=all_take_part)
    if isinstance(formula, Threshold) and not formula.of_those and len(members) > SMALL:
        sums = lattice(formula.weights, formula.needed)
        if sums.cells <= MOST_CELLS:
            return _by_sums(formula, sums, members, rule, spread_out)
    try:
        compiled = diagram(rule, tuple(members), all_take_part=all_take_part)
    except TooLargeError:
        return _by_sampling(formula, members, spread_out, draws, seed)
    return odds_of(compiled, weights(compiled, spread_out), numba=numba)


def _by_sums(
    threshold: Threshold, sums: Lattice, members: Sequence[Member], rule: Rule, spread_out: Mapping[str, Chances]
) -> Odds:
    counted = [math.fsum(p for at, p in spread_out[m.code].items() if at in threshold.of) for m in members]
    found = threshold_chances(sums, counted)
    given = {
        member.code: {
            position: found.counted[place] if position in threshold.of else found.left_out[place]
            for position in rule.positions
        }
        for place, member in enumerate(members)
    }
    return Odds(found.chance, given, "sums")


def _by_sampling(
    formula: Formula, members: Sequence[Member], spread_out: Mapping[str, Chances], draws: int, seed: int
) -> Odds:
    sample = sampled_votes(formula, [spread_out[member.code] for member in members], draws=draws, seed=seed)
    given = {member.code: shares for member, shares in zip(members, sample.given, strict=True)}
    return Odds(sample.adopted, given, "sampled", standard_error(sample.adopted, draws), draws)


def spread(
    rule: Rule, members: Sequence[Member], chances: Mapping[str, float | Chances]
) -> dict[str, dict[Position, float]]:
    """Return the chance of each position for each member, checked."""
    check_members(members)
    codes = {member.code: None for member in members}
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


def odds_of(compiled: Diagram, row: Floats, *, numba: bool = False) -> Odds:
    """Return the odds for one row of chances, as `weights` gives it; with `numba` by machine code."""
    if numba:
        chance, by_arc = chance_and_arcs(compiled, row)
        return Odds(chance, _by_position(compiled, by_arc.tolist()))
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


def _by_position(compiled: Diagram, by_arc: Sequence[float]) -> dict[str, Mapping[Position, float]]:
    given: dict[str, Mapping[Position, float]] = {}
    arc = 0
    for voter, groups in zip(compiled.voters, compiled.arcs, strict=True):
        mine: dict[Position, float] = {}
        for group in groups:
            for position in group:
                mine[position] = by_arc[arc]
            arc += 1
        given[voter.code] = mine
    return given


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


def chances_of(compiled: Diagram, rows: Floats, *, numba: bool = False) -> Floats:
    """Return the chance of adoption for many rows of chances at once (draws x arcs -> draws)."""
    import numpy as np

    if numba:
        return chances_of_rows(compiled, rows)
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
    draws: int = DRAWS,
    seed: int = 1,
) -> Range:
    """Return the chance of adoption from simulated votes, with the 90 % interval of the sampling error (Wilson).

    `odds` falls back on it for bodies whose weights are too many and too different for an exact answer.

    Raises
    ------
    UsageError
        As in `odds`.
    """
    spread_out = spread(rule, members, chances)
    formula = rule.among(members, all_take_part=all_take_part)
    each = [spread_out[member.code] for member in members]
    adopted = sampled_votes(formula, each, draws=draws, seed=seed, given=False).adopted
    shift, spread_of = Z95**2 / draws, Z95 * math.sqrt(adopted * (1 - adopted) / draws + Z95**2 / (4 * draws**2))
    middle = (adopted + shift / 2) / (1 + shift)
    return Range(max(0.0, middle - spread_of / (1 + shift)), adopted, min(1.0, middle + spread_of / (1 + shift)))
