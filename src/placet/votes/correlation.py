"""The chance of adoption when members move together: a one-factor probit for each bloc.

Member i of a bloc has a hidden disposition `sqrt(rho) F + sqrt(1 - rho) E_i`, with a factor F that the bloc shares
and an E_i of its own, all standard normal. Its own chances cut the disposition into no, absent, declared, abstain,
yes. Given F the members are independent, so the diagram gives the exact chance; F is integrated by the trapezoid rule
on [-8.5, 8.5], which for such integrands is exact to rounding with 201 points (Gauss-Hermite is still wrong by 3e-4
with 81).

The diagram is ordered bloc by bloc. The factors of different blocs are independent, so each is integrated once, at
the border of its
bloc: the cost is linear in the number of blocs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from placet.errors import UsageError
from placet.units import Range
from placet.votes.diagram import ADOPTED, Diagram, diagram
from placet.votes.formula import Member
from placet.votes.odds import Z95, Chances, chances_of, sheet, spread, weights
from placet.votes.position import Position
from placet.votes.rule import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POINTS = 201
POINTS_OF_A_DRAW = 41
REACH = 8.5
LADDER: tuple[Position, ...] = ("no", "absent", "declared", "abstain", "yes")


@dataclass(frozen=True)
class Bloc:
    """Members whose dispositions share a factor. `correlation` is that of any two of them, from 0 to below 1."""

    members: tuple[str, ...]
    correlation: float


@dataclass(frozen=True)
class Adoption:
    """The chance of adoption, independent and correlated side by side, each with its 90 % interval.

    The intervals carry the uncertainty of the members' chances only; they are points where those are points.
    """

    independent: Range
    correlated: Range
    blocs: tuple[Bloc, ...]


def correlated_chance(
    rule: Rule,
    members: Sequence[Member],
    chances: Mapping[str, float | Chances],
    blocs: Sequence[Bloc],
    *,
    all_take_part: bool = True,
    points: int = POINTS,
) -> float:
    """Return the chance of adoption with members correlated within blocs; members of no bloc are independent.

    Raises
    ------
    UsageError
        As in `odds`; or a bloc names somebody who does not take part or is in another bloc, or its correlation is not
        from 0 to below 1.
    """
    spread_out = spread(rule, members, chances)
    compiled, groups = _by_bloc(rule, members, blocs, used(spread_out), all_take_part=all_take_part)
    return _integrated(compiled, groups, spread_out, points)


def used(chances: Mapping[str, Mapping[Position, float]]) -> tuple[Position, ...]:
    """Return the positions that anybody may take: fewer positions make a smaller diagram."""
    return tuple(p for p in reversed(LADDER) if p in ("yes", "no") or any(given.get(p) for given in chances.values()))


def adoption(
    rule: Rule,
    members: Sequence[Member],
    chances: Mapping[str, Mapping[Position, Range]],
    blocs: Sequence[Bloc],
    *,
    all_take_part: bool = True,
    draws: int = 200,
    seed: int = 1,
) -> Adoption:
    """Return the chance of adoption, independent and correlated, with intervals from uncertain chances.

    Parameters
    ----------
    chances
        For each member the chance of each position but yes, which takes the rest. An uncertain one is drawn from
        a normal with its 90 % interval, cut off at 0 and 1; equal intervals are one judgement and are drawn together.
        Chances that together exceed 1 are scaled down.

    Raises
    ------
    UsageError
        As in `correlated_chance`.
    """
    import numpy as np

    mids = {code: with_yes({p: r.mid for p, r in given.items()}) for code, given in chances.items()}
    spread(rule, members, mids)
    compiled = diagram(rule, tuple(members), all_take_part=all_take_part, positions=used(mids))
    independent = float(chances_of(compiled, weights(compiled, mids)[None])[0])
    correlated = correlated_chance(rule, members, mids, blocs, all_take_part=all_take_part)
    if all(r.is_point for given in chances.values() for r in given.values()):
        return Adoption(Range.point(independent), Range.point(correlated), tuple(blocs))
    drawn = _drawn(chances, draws, np.random.default_rng(seed))
    apart = chances_of(compiled, np.array([weights(compiled, one) for one in drawn]))
    by_bloc, groups = _by_bloc(rule, members, blocs, used(mids), all_take_part=all_take_part)
    together = np.array([_integrated(by_bloc, groups, one, POINTS_OF_A_DRAW) for one in drawn])
    return Adoption(_interval(independent, apart), _interval(correlated, together), tuple(blocs))


def _interval(mid: float, drawn: Floats) -> Range:
    import numpy as np

    low, high = np.quantile(drawn, [0.05, 0.95])
    return Range(min(mid, float(low)), mid, max(mid, float(high)))


def with_yes(chances: Mapping[Position, float]) -> dict[Position, float]:
    """Return the chances of a member's positions, yes taking what the others leave; above 1 they are scaled down."""
    others: dict[Position, float] = {p: chance for p, chance in chances.items() if p != "yes"}
    whole = math.fsum(others.values())
    if whole > 1:
        others = {position: chance / whole for position, chance in others.items()}
    others["yes"] = max(0.0, 1 - math.fsum(others.values()))
    return others


def _drawn(
    chances: Mapping[str, Mapping[Position, Range]], draws: int, rng: np.random.Generator
) -> list[dict[str, dict[Position, float]]]:
    def one(r: Range, score: float) -> float:
        return min(max(r.mid + (r.high - r.low) / 2 / Z95 * score, 0.0), 1.0)

    # Members given the same interval rest on the same judgement: it is wrong for all of them or for none.
    judgements = list(dict.fromkeys((position, r) for given in chances.values() for position, r in given.items()))
    drawn = []
    for row in rng.standard_normal((draws, len(judgements))).tolist():
        score = dict(zip(judgements, row, strict=True))
        drawn.append(
            {
                code: with_yes({position: one(r, score[position, r]) for position, r in given.items()})
                for code, given in chances.items()
            }
        )
    return drawn


def _by_bloc(
    rule: Rule,
    members: Sequence[Member],
    blocs: Sequence[Bloc],
    positions: tuple[Position, ...],
    *,
    all_take_part: bool,
) -> tuple[Diagram, list[tuple[range, float]]]:
    """Return the diagram ordered by bloc, and for each bloc its levels and its correlation, in that order."""
    _check(members, blocs)
    by_weight = diagram(rule, tuple(members), all_take_part=all_take_part, positions=positions)
    falling = [voter.code for voter in by_weight.voters]
    order: list[str] = []
    groups: list[tuple[range, float]] = []
    for bloc in blocs:
        order.extend(code for code in falling if code in bloc.members)
        groups.append((range(len(order) - len(bloc.members), len(order)), bloc.correlation))
    alone = [code for code in falling if code not in order]
    groups.append((range(len(order), len(falling)), 0.0))
    in_order = order + alone
    if in_order == falling:
        return by_weight, groups
    ordered = diagram(rule, tuple(members), all_take_part=all_take_part, positions=positions, order=tuple(in_order))
    return ordered, groups


def _check(members: Sequence[Member], blocs: Sequence[Bloc]) -> None:
    codes = [member.code for member in members]
    seen: set[str] = set()
    for bloc in blocs:
        if not 0 <= bloc.correlation < 1:
            raise UsageError(f"the correlation of a bloc is {bloc.correlation:g}; it lies from 0 to below 1")
        for code in bloc.members:
            if code not in codes:
                raise UsageError(f"a bloc names {code}, who does not take part; those who do: {', '.join(codes)}")
            if code in seen:
                raise UsageError(f"{code} stands twice in the blocs; a member belongs to one bloc at most")
            seen.add(code)


def _integrated(
    compiled: Diagram,
    groups: Sequence[tuple[range, float]],
    chances: Mapping[str, Mapping[Position, float]],
    points: int,
) -> float:
    import numpy as np

    grid = np.linspace(-REACH, REACH, points)
    weight = np.exp(-(grid**2) / 2)
    weight /= weight.sum()
    value = np.zeros(compiled.size)
    value[ADOPTED] = 1
    levels = sheet(compiled)
    for places, correlation in reversed(groups):
        mine = [level for level in levels if compiled.levels[level.first] in places]
        if not mine:
            continue
        last = max(level.last for level in mine)
        rows = _arc_chances(compiled, places, correlation, chances, grid if correlation else grid[:1])
        given = np.empty((last, rows.shape[1]))
        given[: mine[-1].first] = value[: mine[-1].first, None]
        offset = sum(len(groups) for groups in compiled.arcs[: places.start])
        for level in reversed(mine):
            arcs = rows[level.arcs.start - offset : level.arcs.stop - offset]
            here = given[level.first : level.last]
            np.multiply(given[level.children[0]], arcs[0], out=here)
            for arc in range(1, len(arcs)):
                here += given[level.children[arc]] * arcs[arc]
        first = mine[-1].first
        value[first:last] = given[first:] @ weight if correlation else given[first:, 0]
    return float(value[compiled.root])


def _arc_chances(
    compiled: Diagram,
    places: range,
    correlation: float,
    chances: Mapping[str, Mapping[Position, float]],
    grid: Floats,
) -> Floats:
    """Return the chance of each arc of these levels at each point of the factor (arcs x points)."""
    import numpy as np

    rows: list[Floats] = []
    for place in places:
        at = _position_chances(chances[compiled.voters[place].code], correlation, grid)
        rows.extend(np.sum([at[position] for position in group], axis=0) for group in compiled.arcs[place])
    return np.array(rows)


def _position_chances(chances: Mapping[Position, float], correlation: float, grid: Floats) -> dict[Position, Floats]:
    import numpy as np

    if not correlation:
        return {position: np.full(len(grid), chances.get(position, 0.0)) for position in LADDER}
    below, together, found = np.zeros(len(grid)), 0.0, {}
    for position in LADDER:
        together += chances.get(position, 0.0)
        reached = _reached(together, correlation, grid) if chances.get(position, 0.0) else below
        found[position] = reached - below
        below = reached
    return found


def _reached(chance: float, correlation: float, grid: Floats) -> Floats:
    """Return the chance that the disposition lies below the cut for `chance`, at each point of the factor."""
    from statistics import NormalDist

    import numpy as np

    if chance >= 1 - 1e-15:
        return np.ones(len(grid))
    cut, own = NormalDist().inv_cdf(chance), math.sqrt(2 * (1 - correlation))
    shared = math.sqrt(correlation)
    return np.array([0.5 * math.erfc(-(cut - shared * factor) / own) for factor in grid.tolist()])
