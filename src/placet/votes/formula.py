"""A voting rule as a formula over thresholds, in exact integers.

A `Count` is a threshold as a treaty writes it ("55 % of the members"); `settled` turns it into a `Threshold`, whole
numbers for the members that take part. `AllOf`, `AnyOf` and `Not` join either kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from placet.errors import UsageError
from placet.votes.position import POSITIONS, Position
from placet.votes.wording import unknown

SHARE = re.compile(r"^(?P<more>more than )?(?:(?P<percent>\d+(?:\.\d+)?) ?%|(?P<above>\d+)/(?P<below>\d+))$")
AND_AT_LEAST = re.compile(r"^(.+) and at least (\d+)$")
ALL_BUT = re.compile(r"^all but (\d+)$")
ALL_BUT_BLOCK = re.compile(r"^all but the fewest with (more than .+)$")

Unit = Literal["members", "population", "votes"]


@dataclass(frozen=True)
class Member:
    """A voter: its code, its name and its population in persons (None where it is not known or plays no part)."""

    code: str
    name: str
    population: int | None = None


@dataclass(frozen=True)
class Count:
    """At least so many members, persons or votes in one of the positions `of`.

    `amount` is a whole number, `55 %`, `55 % and at least 15`, `more than 1/2`, `all`, `all but 3`, or
    `all but the fewest with more than 35 %`: all but the smallest number of members whose population exceeds that
    share (Art. 238(3) TFEU).
    """

    title: str
    what: Unit
    amount: int | str
    of: frozenset[Position]
    among: frozenset[str] | None = None
    votes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Threshold:
    """The weights of the members, in their order, that are in one of the positions `of` sum to at least `needed`."""

    title: str
    unit: str
    needed: int
    of: frozenset[Position]
    weights: tuple[int, ...]

    def have(self, positions: Sequence[Position]) -> int:
        """Return the summed weight of the members in one of the counted positions."""
        return sum(w for w, position in zip(self.weights, positions, strict=True) if position in self.of)


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Formula


Formula = Count | Threshold | AllOf | AnyOf | Not


def carries(formula: Formula, positions: Sequence[Position]) -> bool:
    """Whether a settled formula holds for these positions, in the order of its members."""
    match formula:
        case Threshold():
            return formula.have(positions) >= formula.needed
        case AllOf(parts):
            return all(carries(part, positions) for part in parts)
        case AnyOf(parts):
            return any(carries(part, positions) for part in parts)
        case Not(part):
            return not carries(part, positions)
        case Count():
            raise TypeError("settle the formula for the members that take part first")


def thresholds(formula: Formula, *, negated: bool = False) -> Iterator[tuple[Threshold, bool]]:
    """Yield each threshold of a settled formula with whether it stands under an odd number of `Not`."""
    match formula:
        case Threshold():
            yield formula, negated
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from thresholds(part, negated=negated)
        case Not(part):
            yield from thresholds(part, negated=not negated)


def settled(formula: Formula, members: Sequence[Member]) -> Formula:
    """Return the formula in whole numbers for the members that take part.

    Raises
    ------
    UsageError
        A population is missing, an amount cannot be read, or a threshold counts members that are not there.
    """
    match formula:
        case Count():
            weights = _weights(formula, members)
            needed = _needed(formula, weights, members)
            unit = {"members": "members", "population": "persons", "votes": "votes"}[formula.what]
            return Threshold(formula.title, unit, needed, formula.of, weights)
        case AllOf(parts):
            return AllOf(tuple(settled(part, members) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(settled(part, members) for part in parts))
        case Not(part):
            return Not(settled(part, members))
        case Threshold():
            return formula


def _weights(count: Count, members: Sequence[Member]) -> tuple[int, ...]:
    voters = [member for member in members if count.among is None or member.code in count.among]
    if count.what == "members":
        weight = dict.fromkeys((member.code for member in voters), 1)
    elif count.what == "population":
        weight = {member.code: _population(member) for member in voters}
    else:
        weight = dict(count.votes)
        for member in voters:
            if member.code not in weight:
                raise UsageError(f"{count.title}: {member.code} has no votes in the rule; add it to the rule's `votes`")
    return tuple(weight[member.code] if member in voters else 0 for member in members)


def _population(member: Member) -> int:
    if member.population is None or member.population <= 0:
        raise UsageError(
            f"the population of {member.code} is missing, and the rule counts population; give it in persons, or"
            " choose a rule that counts members only"
        )
    return member.population


def _needed(count: Count, weights: tuple[int, ...], members: Sequence[Member]) -> int:
    whole = sum(weights)
    amount = count.amount
    if isinstance(amount, int):
        return amount
    if amount == "all":
        return whole
    if match := AND_AT_LEAST.match(amount):
        return max(least(match[1], whole), int(match[2]))
    if match := ALL_BUT.match(amount):
        return whole - int(match[1])
    if match := ALL_BUT_BLOCK.match(amount):
        return whole - fewest_with(match[1], [_population(member) for member in members])
    return least(amount, whole)


def least(share: str, whole: int) -> int:
    """Return the smallest whole number that is at least (or more than) this share of `whole`.

    Raises
    ------
    UsageError
        The share cannot be read.
    """
    match = SHARE.match(share)
    if not match:
        raise UsageError(f"cannot read {share!r} as an amount; write 15, '55 %', 'more than 1/2', 'all' or 'all but 3'")
    part = Fraction(match["percent"]) / 100 if match["percent"] else Fraction(int(match["above"]), int(match["below"]))
    exact = part * whole
    return exact.numerator // exact.denominator + 1 if match["more"] else -(-exact.numerator // exact.denominator)


def fewest_with(share: str, populations: Sequence[int]) -> int:
    """Return the smallest number of members whose population together reaches this share (`m*` of Art. 238(3) TFEU)."""
    needed, together = least(share, sum(populations)), 0
    for number, population in enumerate(sorted(populations, reverse=True), start=1):
        together += population
        if together >= needed:
            return number
    return len(populations) + 1


def formula_from(written: Mapping[str, Any], *, where: str) -> Formula:
    """Read a formula from nested tables: `all_of`, `any_of`, `not`, or `count` with `at_least` and `of`.

    Raises
    ------
    UsageError
        With `where` in front, when a key is unknown or missing.
    """
    match written:
        case {"all_of": parts}:
            return AllOf(tuple(formula_from(part, where=where) for part in parts))
        case {"any_of": parts}:
            return AnyOf(tuple(formula_from(part, where=where) for part in parts))
        case {"not": part}:
            return Not(formula_from(part, where=where))
        case {"count": what, "at_least": amount}:
            return _count(written, what, amount, where)
    raise UsageError(
        f"{where}: a formula is `all_of`, `any_of`, `not`, or `count` with `at_least`; got {sorted(written)}"
    )


def _count(written: Mapping[str, Any], what: Unit, amount: int | str, where: str) -> Count:
    for key in written.keys() - {"count", "at_least", "of", "among", "votes", "title"}:
        raise unknown(f"{where}: key", key, ("count", "at_least", "of", "among", "votes", "title"))
    if what not in ("members", "population", "votes"):
        raise unknown(f"{where}: count", what, ("members", "population", "votes"))
    of = tuple(written.get("of", ["yes"]))
    for position in of:
        if position not in POSITIONS:
            raise unknown(f"{where}: position", position, POSITIONS)
    among = frozenset(written["among"]) if "among" in written else None
    title = written.get("title", f"{what} in favour")
    return Count(title, what, amount, frozenset(of), among, tuple(written.get("votes", {}).items()))
