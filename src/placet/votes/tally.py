"""The result of one vote: adopted or not, test by test, and who alone stops it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from placet.errors import UsageError
from placet.votes.formula import AllOf, AnyOf, Formula, Member, Not, Threshold, carries, check_members, thresholds
from placet.votes.position import POSITIONS, Position
from placet.votes.rule import Rule
from placet.votes.wording import unknown


@dataclass(frozen=True)
class Criterion:
    """One test of the rule: `have` is at least `needed`, or fewer where `sense` says so."""

    title: str
    needed: int
    have: int
    unit: str
    met: bool
    sense: Literal["at least", "fewer than"] = "at least"


@dataclass(frozen=True)
class Headroom:
    """How near the declared abstentions are to stopping the act (Art. 31(1) TEU).

    A third of the members with a third of the population stop it. `members_left` and `persons_left` are what is still
    missing; the act stops when both are zero.
    """

    declared: tuple[str, ...]
    members_left: int
    persons_left: int
    stops: bool


@dataclass(frozen=True)
class Tally:
    """What a vote gives.

    `blockers` are the members each of whose position alone would stop the act though everybody else voted yes;
    `decisive` those whose change to yes, or to no, would by itself turn the result. `headroom` is None where the rule
    knows no declared abstention.
    """

    adopted: bool
    criteria: tuple[Criterion, ...]
    blockers: tuple[str, ...]
    decisive: tuple[str, ...]
    headroom: Headroom | None
    participants: tuple[str, ...]
    article: str


def tally(rule: Rule, members: Sequence[Member], positions: Mapping[str, Position]) -> Tally:
    """Count a vote. `positions` names a position for every member, by code.

    Raises
    ------
    UsageError
        A member stands twice, has no position, or is unknown; a position is unknown or not one that the rule knows.
    """
    voters, taken, formula = cast(rule, members, positions)
    return Tally(
        adopted=carries(formula, taken),
        criteria=tuple(_criterion(threshold, negated, taken) for threshold, negated in thresholds(formula)),
        blockers=_blockers(formula, voters, taken),
        decisive=_decisive(formula, voters, taken),
        headroom=_headroom(formula, voters, taken),
        participants=tuple(voter.code for voter in voters),
        article=rule.article,
    )


def cast(
    rule: Rule, members: Sequence[Member], positions: Mapping[str, Position]
) -> tuple[tuple[Member, ...], list[Position], Formula]:
    """Return those that take part, their positions in the same order, and the formula for them, all checked."""
    codes = [member.code for member in members]
    check_members(members)
    for code, position in positions.items():
        if code not in codes:
            raise unknown("member", code, codes)
        if position not in POSITIONS:
            raise unknown(f"position of {code}:", position, POSITIONS)
        if position not in (*rule.positions, "not-participating"):
            raise UsageError(f"{code}: {rule.id} knows no {position!r}; it knows {', '.join(rule.positions)}")
    if missing := [code for code in codes if code not in positions]:
        raise UsageError(f"no position for {', '.join(missing)}; say 'absent' or 'not-participating' if that is meant")
    voters = tuple(member for member in members if positions[member.code] != "not-participating")
    formula = rule.among(voters, all_take_part=len(voters) == len(members))
    return voters, [positions[voter.code] for voter in voters], formula


def idle(rule: Rule, members: Sequence[Member], *, all_take_part: bool = True) -> str | None:
    """Return the warning that a rule never passes, or always, with these members; None where the votes decide.

    A rule never passes when it fails though everybody says yes, and no yes harms; it always passes when it does so
    whatever position all members take together.

    Raises
    ------
    UsageError
        As in `Rule.among`.
    """
    formula = rule.among(members, all_take_part=all_take_part)

    def together(position: Position) -> list[Position]:
        return [position] * len(members)

    leaves = list(thresholds(formula))
    harmless = not any(negated and "yes" in leaf.of for leaf, negated in leaves)
    if harmless and not carries(formula, together("yes")):
        short = [
            f"{leaf.title}: {leaf.needed:,} needed, {have:,} at most"
            for leaf, negated in leaves
            if not negated and (have := leaf.have(together("yes"))) < leaf.needed
        ]
        because = f" ({'; '.join(short)})" if short else ""
        return f"{rule.id} can never pass with these {len(members)} members{because}; check its amounts"
    if all(carries(formula, together(position)) for position in rule.positions if position != "not-participating"):
        return f"{rule.id} always passes with these {len(members)} members, whatever they vote; check its amounts"
    return None


def _criterion(threshold: Threshold, negated: bool, taken: Sequence[Position]) -> Criterion:
    have, needed = threshold.have(taken), threshold.needed_of(taken)
    met = (have >= needed) != negated
    return Criterion(threshold.title, needed, have, threshold.unit, met, "fewer than" if negated else "at least")


def _blockers(formula: Formula, voters: Sequence[Member], taken: Sequence[Position]) -> tuple[str, ...]:
    blocking: list[str] = []
    for place, voter in enumerate(voters):
        alone: list[Position] = ["yes"] * len(voters)
        alone[place] = taken[place]
        if not carries(formula, alone):
            blocking.append(voter.code)
    return tuple(blocking)


def _decisive(formula: Formula, voters: Sequence[Member], taken: Sequence[Position]) -> tuple[str, ...]:
    adopted = carries(formula, taken)
    to: Position = "no" if adopted else "yes"
    return tuple(
        voter.code
        for place, voter in enumerate(voters)
        if carries(formula, [*taken[:place], to, *taken[place + 1 :]]) != adopted
    )


def declared_block(formula: Formula) -> AllOf | None:
    """Return the part of a settled formula by which declared abstentions stop an act, if it has one."""
    match formula:
        case Not(AllOf(parts) as block) if all(isinstance(p, Threshold) and p.of == {"declared"} for p in parts):
            return block
        case AllOf(parts) | AnyOf(parts):
            return next((found for part in parts if (found := declared_block(part))), None)
    return None


def _headroom(formula: Formula, voters: Sequence[Member], taken: Sequence[Position]) -> Headroom | None:
    block = declared_block(formula)
    if block is None:
        return None
    left = {part.unit: max(0, part.needed - part.have(taken)) for part in block.parts if isinstance(part, Threshold)}
    declared = tuple(voter.code for voter, position in zip(voters, taken, strict=True) if position == "declared")
    return Headroom(declared, left.get("members", 0), left.get("persons", 0), carries(block, taken))
