"""Power indices: what a rule gives to each member before anything is known about a vote. A verdict never uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from placet.errors import UsageError
from placet.votes.coalition import counts
from placet.votes.diagram import diagram
from placet.votes.formula import Member
from placet.votes.rule import Rule


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
    """The power of every member under a rule. `act` is Coleman's power of the assembly to act: the share that wins."""

    winning: int
    losing: int
    act: float
    by_size: tuple[int, ...]
    members: Mapping[str, Power]


def power_table(rule: Rule, members: Sequence[Member], *, all_take_part: bool = True) -> PowerTable:
    """Return the power indices of all members, exactly: counts are whole numbers, Shapley-Shubik a fraction.

    Raises
    ------
    UsageError
        The rule never passes or always passes, so that nobody has power; or as in `diagram`.
    """
    voters = tuple(members)
    compiled = diagram(rule, voters, all_take_part=all_take_part, positions=("yes", "no"))
    counted = counts(compiled)
    winning, everything = counted.total, 1 << len(voters)
    if winning in (0, everything):
        passes = "always passes" if winning else "can never pass"
        raise UsageError(f"{rule.id}: the rule {passes} with these members, so nobody has power; check its amounts")
    swings = {code: sum(by_size) for code, by_size in counted.swings.items()}
    of_all = sum(swings.values())
    return PowerTable(
        winning=winning,
        losing=everything - winning,
        act=winning / everything,
        by_size=counted.winning,
        members={
            code: Power(
                member=code,
                swings=swings[code],
                banzhaf=swings[code] / (everything // 2),
                banzhaf_share=swings[code] / of_all,
                shapley=shapley(counted.swings[code]),
                prevent=swings[code] / winning,
                initiate=swings[code] / (everything - winning),
            )
            for code in sorted(swings)
        },
    )


def shapley(swings_by_size: Sequence[int]) -> Fraction:
    """Return the Shapley-Shubik index from a member's swings by size: each weighs (size - 1)! (n - size)! / n!."""
    members = len(swings_by_size) - 1
    orders = sum(
        swings * factorial(size - 1) * factorial(members - size) for size, swings in enumerate(swings_by_size) if swings
    )
    return Fraction(orders, factorial(members))
