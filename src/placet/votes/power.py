"""Power indices: what a rule gives to each member before anything is known about a vote. A verdict never uses them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import TypeVar

from placet.errors import UsageError
from placet.votes.coalition import counts, is_ordered, minimal_blocking_by_size, minimal_winning_by_size, most_nodes
from placet.votes.diagram import TooLargeError, diagram
from placet.votes.formula import Member, Threshold, check_members, thresholds
from placet.votes.odds import Method
from placet.votes.rule import Rule
from placet.votes.sampling import sampled_pivots, standard_error
from placet.votes.sums import MOST_CELLS, Lattice, lattice, threshold_chances
from placet.votes.tally import idle

DRAWS = 100_000
FEW = 5
STEP = 2000
"""What one member costs beside its sums, in sums."""
MOST_OF_INTEGRAL = 200_000_000
"""So many sums, over all points of the integral, are followed at most: about ten seconds."""


@dataclass(frozen=True)
class Power:
    """The power of one member under a rule, members voting yes or no.

    Attributes
    ----------
    swings
        Winning coalitions that fail without it.
    banzhaf
        Swings as a share of the coalitions of the others (the Penrose-Banzhaf measure).
    banzhaf_share
        Its share of all members' swings.
    shapley
        The Shapley-Shubik index: the share of all orders of joining in which it turns the coalition into a winning one.
    prevent, initiate
        Coleman's powers: swings as a share of the winning coalitions, and of the losing ones.
    """

    member: str
    swings: int
    banzhaf: float
    banzhaf_share: float
    shapley: Fraction
    prevent: float
    initiate: float


@dataclass(frozen=True)
class PowerTable:
    """The power of every member under a rule, in exact counts.

    `act` is Coleman's power of the assembly to act: the share of coalitions that wins. `warning` says that the rule
    never or always passes, so that nobody has power: all is zero then.
    """

    winning: int
    losing: int
    act: float
    by_size: tuple[int, ...]
    members: Mapping[str, Power]
    warning: str | None = None

    def alike(self) -> tuple[tuple[str, Power], ...]:
        """Return one row for neighbours of equal power, the most powerful first: `E1 to E10` stands for ten."""
        return _alike(self.members)


@dataclass(frozen=True)
class PowerShare:
    """The power of one member of a large body, as shares; `banzhaf_error`, `shapley_error` are standard errors."""

    member: str
    banzhaf: float
    banzhaf_error: float
    banzhaf_share: float
    shapley: float
    shapley_error: float
    prevent: float
    initiate: float


@dataclass(frozen=True)
class PowerEstimate:
    """The power of every member of a body that is too large for exact counts.

    `banzhaf_by` and `shapley_by` say how each index came about: `sums` is exact up to rounding (its standard error is
    0), `sampled` comes from `draws` simulated coalitions.
    """

    act: float
    act_error: float
    members: Mapping[str, PowerShare]
    banzhaf_by: Method
    shapley_by: Method
    draws: int
    warning: str | None = None

    def alike(self) -> tuple[tuple[str, PowerShare], ...]:
        """Return one row for each member, the most powerful first."""
        return _alike(self.members)


@dataclass(frozen=True)
class MinimalCoalitions:
    """How many coalitions of each size (0 to all members) are minimal winning, and minimal blocking."""

    winning: tuple[int, ...]
    blocking: tuple[int, ...]


def minimal_coalitions(
    rule: Rule, members: Sequence[Member], *, all_take_part: bool = True
) -> MinimalCoalitions | None:
    """Return the minimal coalitions by size; None where the body is too large or its members have no order by weight.

    Raises
    ------
    UsageError
        As in `diagram`.
    """
    voters = tuple(members)
    try:
        most = most_nodes(len(voters))
        game = diagram(rule, voters, all_take_part=all_take_part, positions=("yes", "no"), most_nodes=most)
    except TooLargeError:
        return None
    if not is_ordered(game):
        return None
    return MinimalCoalitions(minimal_winning_by_size(game), minimal_blocking_by_size(game))


P = TypeVar("P", Power, PowerShare)


def _alike(members: Mapping[str, P]) -> tuple[tuple[str, P], ...]:
    """Return the rows by falling power; members whose figures are all equal share one."""
    groups: dict[tuple[object, ...], list[P]] = {}
    for row in members.values():
        groups.setdefault(tuple(at for name, at in vars(row).items() if name != "member"), []).append(row)
    found = sorted(groups.values(), key=lambda rows: -rows[0].banzhaf)
    return tuple((_codes([row.member for row in rows]), rows[0]) for rows in found)


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(codes) if len(codes) <= FEW else f"{len(codes)} members alike: {codes[0]} to {codes[-1]}"


def powers(
    rule: Rule, members: Sequence[Member], *, all_take_part: bool = True, draws: int = DRAWS, seed: int = 1
) -> PowerTable | PowerEstimate:
    """Return the power of all members: in exact counts where affordable, else as shares that say how they came about.

    Raises
    ------
    UsageError
        As in `power_table`, but for its limit.
    """
    try:
        return power_table(rule, members, all_take_part=all_take_part)
    except TooLargeError:
        return power_estimate(rule, members, all_take_part=all_take_part, draws=draws, seed=seed)


def power_estimate(
    rule: Rule, members: Sequence[Member], *, all_take_part: bool = True, draws: int = DRAWS, seed: int = 1
) -> PowerEstimate:
    """Return the power of all members of a large body as shares.

    Under a single threshold Banzhaf is exact by sums of weights, and Shapley-Shubik too where its integral (half as
    many points as members, Gauss-Legendre, exact for a polynomial of that degree) is affordable. Everything else comes
    from simulated coalitions.

    Raises
    ------
    UsageError
        A member stands twice or has no population or votes that the rule counts; or there is a rule under which a
        further yes harms.
    """
    check_members(members)
    formula = rule.among(members, all_take_part=all_take_part)
    if any(negated and "yes" in leaf.of for leaf, negated in thresholds(formula)):
        raise UsageError("power needs a rule under which a further yes never harms")
    sums = None
    if isinstance(formula, Threshold):
        found = lattice([max(0, formula.gain(place, "yes")) for place in range(len(members))], formula.goal)
        sums = found if found.cells <= MOST_CELLS and "no" not in formula.of else None
    count = len(members)
    if sums:
        chances = threshold_chances(sums, [0.5] * count)
        act, act_error = chances.chance, 0.0
        banzhaf = [high - low for high, low in zip(chances.counted, chances.left_out, strict=True)]
        banzhaf_errors = [0.0] * count
    else:
        drawn = sampled_pivots(formula, count, shares=False, draws=draws, seed=seed)
        act, act_error = drawn.adopted, standard_error(drawn.adopted, draws)
        banzhaf, banzhaf_errors = list(drawn.decisive), [standard_error(share, draws) for share in drawn.decisive]
    if sums and (sums.cells + STEP * count) * points_of(count) <= MOST_OF_INTEGRAL:
        shapley_by: Method = "sums"
        integrated, shapley_errors = shapley_by_sums(sums, count), [0.0] * count
    else:
        shapley_by = "sampled"
        orders = sampled_pivots(formula, count, shares=True, draws=draws, seed=seed + 1)
        integrated, shapley_errors = list(orders.decisive), [standard_error(share, draws) for share in orders.decisive]
    whole = math.fsum(banzhaf)
    rows = {
        member.code: PowerShare(
            member=member.code,
            banzhaf=banzhaf[place],
            banzhaf_error=banzhaf_errors[place],
            banzhaf_share=banzhaf[place] / whole if whole else 0.0,
            shapley=integrated[place],
            shapley_error=shapley_errors[place],
            prevent=min(1.0, banzhaf[place] / (2 * act)) if act > 0 else 0.0,
            initiate=min(1.0, banzhaf[place] / (2 * (1 - act))) if act < 1 else 0.0,
        )
        for place, member in enumerate(members)
    }
    warning = idle(rule, members, all_take_part=all_take_part)
    used = 0 if sums and shapley_by == "sums" else draws
    return PowerEstimate(act, act_error, rows, "sums" if sums else "sampled", shapley_by, used, warning)


def points_of(members: int) -> int:
    """Return how many Gauss-Legendre points integrate the multilinear extension of so many members exactly."""
    return (members + 1) // 2


def shapley_by_sums(sums: Lattice, members: int) -> list[float]:
    """Return the Shapley-Shubik indices as the integral of the pivots over a common chance (Owen 1972)."""
    import numpy as np

    points, shares = np.polynomial.legendre.leggauss(points_of(members))
    integral = np.zeros(members)
    for point, share in zip((points + 1) / 2, shares / 2, strict=True):
        found = threshold_chances(sums, [float(point)] * members)
        integral += share * (np.array(found.counted) - np.array(found.left_out))
    return [float(index) for index in integral]


def power_table(rule: Rule, members: Sequence[Member], *, all_take_part: bool = True) -> PowerTable:
    """Return the power indices of all members, exactly: counts are whole numbers, Shapley-Shubik a fraction.

    Raises
    ------
    TooLargeError
        The body is too large for exact counts; `powers` then gives shares.
    UsageError
        As in `diagram`; or a further yes can harm.
    """
    voters = tuple(members)
    most = most_nodes(len(voters))
    compiled = diagram(rule, voters, all_take_part=all_take_part, positions=("yes", "no"), most_nodes=most)
    counted = counts(compiled)
    winning, everything = counted.total, 1 << len(voters)
    swings = {code: sum(by_size) for code, by_size in counted.swings.items()}
    of_all = sum(swings.values())
    return PowerTable(
        winning=winning,
        losing=everything - winning,
        act=winning / everything,
        by_size=counted.winning,
        warning=idle(rule, voters, all_take_part=all_take_part),
        members={
            code: Power(
                member=code,
                swings=swings[code],
                banzhaf=swings[code] / (everything // 2),
                banzhaf_share=swings[code] / (of_all or 1),
                shapley=shapley(counted.swings[code]),
                prevent=swings[code] / (winning or 1),
                initiate=swings[code] / ((everything - winning) or 1),
            )
            for code in (voter.code for voter in voters)
        },
    )


def shapley(swings_by_size: Sequence[int]) -> Fraction:
    """Return the Shapley-Shubik index from a member's swings by size: each weighs (size - 1)! (n - size)! / n!."""
    members = len(swings_by_size) - 1
    orders = sum(
        swings * factorial(size - 1) * factorial(members - size) for size, swings in enumerate(swings_by_size) if swings
    )
    return Fraction(orders, factorial(members))
