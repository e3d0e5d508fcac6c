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
KEYS = frozenset({"count", "at_least", "of", "of_those", "among", "votes", "title"})


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
    share (Art. 238(3) TFEU). With `of_those` a share is one of the members in these positions ("present and voting")
    instead of one of all.
    """

    title: str
    what: Unit
    amount: int | str
    of: frozenset[Position]
    among: frozenset[str] | None = None
    votes: tuple[tuple[str, int], ...] = ()
    of_those: frozenset[Position] = frozenset()


@dataclass(frozen=True)
class Threshold:
    """The weights of the members, in their order, that are in one of the positions `of` sum to at least `needed`.

    With `of_those` the sum has to be `share` of the weights in those positions (more than it, if `more`); `needed` is
    then what it takes when everybody is in one of them.
    """

    title: str
    unit: str
    needed: int
    of: frozenset[Position]
    weights: tuple[int, ...]
    of_those: frozenset[Position] = frozenset()
    share: Fraction = Fraction(0)
    more: bool = False

    def have(self, positions: Sequence[Position]) -> int:
        """Return the summed weight of the members in one of the counted positions."""
        return sum(w for w, position in zip(self.weights, positions, strict=True) if position in self.of)

    def needed_of(self, positions: Sequence[Position]) -> int:
        """Return how much is needed when the members take these positions."""
        if not self.of_those:
            return self.needed
        cast = sum(w for w, position in zip(self.weights, positions, strict=True) if position in self.of_those)
        return _least(self.share, cast, more=self.more)

    def gain(self, place: int, position: Position) -> int:
        """Return what a member in a position adds towards `goal`.

        A share of those voting, `a/b` of them, is a fixed sum too: a vote in favour adds b, one that is not cast a.
        """
        if not self.of_those:
            return self.weights[place] if position in self.of else 0
        factor = self.share.denominator if position in self.of else 0
        if position not in self.of_those:
            factor += self.share.numerator
        return factor * self.weights[place]

    @property
    def goal(self) -> int:
        """The sum of gains from which on the threshold is met."""
        return self.share.numerator * sum(self.weights) + self.more if self.of_those else self.needed


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


def check_members(members: Sequence[Member]) -> None:
    """Raise when a member stands twice.

    Raises
    ------
    UsageError
        With the first code that does.
    """
    seen: set[str] = set()
    for member in members:
        if member.code in seen:
            raise UsageError(f"{member.code} stands twice among the members")
        seen.add(member.code)


def carries(formula: Formula, positions: Sequence[Position]) -> bool:
    """Whether a settled formula holds for these positions, in the order of its members."""
    match formula:
        case Threshold():
            return formula.have(positions) >= formula.needed_of(positions)
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
            if not formula.of_those:
                return Threshold(formula.title, unit, needed, formula.of, weights)
            share, more = share_of(str(formula.amount))
            return Threshold(formula.title, unit, needed, formula.of, weights, formula.of_those, share, more)
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
    if absent := (count.among or frozenset()) - {member.code for member in members}:
        raise UsageError(
            f"{count.title}: the rule counts {', '.join(sorted(absent))}, not among the members here; this is another"
            " body's rule, or a member is missing"
        )
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
    part, more = share_of(share)
    return _least(part, whole, more=more)


def _least(part: Fraction, whole: int, *, more: bool) -> int:
    exact = part * whole
    return exact.numerator // exact.denominator + 1 if more else -(-exact.numerator // exact.denominator)


def share_of(written: str) -> tuple[Fraction, bool]:
    """Return a share as a fraction, and whether more than it is needed.

    Raises
    ------
    UsageError
        The share cannot be read, or lies above the whole.
    """
    match = SHARE.match(written)
    if not match or match["below"] == "0":
        raise UsageError(
            f"cannot read {written!r} as an amount; write 15, '55 %', 'more than 1/2', 'all' or 'all but 3'"
        )
    part = Fraction(match["percent"]) / 100 if match["percent"] else Fraction(int(match["above"]), int(match["below"]))
    if part > 1:
        raise UsageError(f"{written!r} is more than the whole; a share is at most 100 %")
    return part, bool(match["more"])


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
    for key in written.keys() - KEYS:
        raise unknown(f"{where}: key", key, KEYS)
    if what not in ("members", "population", "votes"):
        raise unknown(f"{where}: count", what, ("members", "population", "votes"))
    of, of_those = frozenset(written.get("of", ["yes"])), frozenset(written.get("of_those", ()))
    for position in sorted(of | of_those):
        if position not in POSITIONS:
            raise unknown(f"{where}: position", position, POSITIONS)
    if of_those and not of <= of_those:
        raise UsageError(f"{where}: `of_those` must hold every position of `of`")
    if of_those and not (isinstance(amount, str) and SHARE.match(amount)):
        raise UsageError(f"{where}: `of_those` needs a share in `at_least`, like '2/3'; got {amount!r}")
    among = frozenset(written["among"]) if "among" in written else None
    title = written.get("title", f"{what} in favour")
    votes = tuple(written.get("votes", {}).items())
    _check_votes(what, amount, votes, f"{where}: {title}")
    return Count(title, what, amount, of, among, votes, of_those)


def _check_votes(what: Unit, amount: int | str, votes: Sequence[tuple[str, int]], where: str) -> None:
    for code, held in votes:
        if not isinstance(held, int) or isinstance(held, bool) or held < 0:
            raise UsageError(f"{where}: the votes of {code} are {held!r}; votes are whole numbers from 0 on")
    if isinstance(amount, int) and amount < 0:
        raise UsageError(f"{where}: needs {amount}; an amount is at least 0")
    if what == "votes" and isinstance(amount, int) and amount > (whole := sum(held for _, held in votes)):
        raise UsageError(f"{where}: needs {amount:,} votes, but the votes in the rule sum to {whole:,}")
