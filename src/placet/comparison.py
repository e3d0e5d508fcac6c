"""Two assessments of one dossier: what moved, and because of which claims."""

from __future__ import annotations

from placet.assessment import Assessment
from placet.gates.verdict import ConditionVerdict, Day, Frozen, VoteVerdict
from placet.gates.words import listed, rounded, sentence
from placet.outlook import moved, moved_words
from placet.outlook.chance import small
from placet.outlook.joint import LEAST_MOVE


class Move(Frozen):
    """One thing that differs between two assessments."""

    where: str
    """Its dotted place: `vote.HU`, `ceasefire`, `plan.inside-now`."""
    before: str
    """What the first says."""
    after: str
    """What the second says."""
    sentence: str
    """The move in words."""
    because: list[str]
    """The claims behind the second that were not behind the first."""


class Comparison(Frozen):
    """What moved between two assessments."""

    sentence: str
    """The finding."""
    before: Day
    """The day of the first."""
    after: Day
    """The day of the second."""
    moves: list[Move]
    """What moved: gates first, then members, readings and the plan."""
    claims: list[str]
    """The claims that the second knows and the first did not."""


def compare(a: Assessment, b: Assessment) -> Comparison:
    """Return what moved from one assessment to another: of two days, or of two sets of changes."""
    moves = [*gate_moves(a, b), *member_moves(a, b), *reading_moves(a, b), *chance_moves(a, b), *plan_moves(a, b)]
    return Comparison(
        sentence=finding(a, b),
        before=a.as_of,
        after=b.as_of,
        moves=moves,
        claims=[claim for claim in b.claims if claim not in a.claims],
    )


def finding(a: Assessment, b: Assessment) -> str:
    """Return in one sentence which gates moved and what still decides.

    It speaks of the gates that both assessments have, in the words of their states.
    """
    names = [name for name in b.gates if name in a.gates]
    moved = [
        f"{name} moves from {a.gates[name].state} to {b.gates[name].state}"
        for name in names
        if a.gates[name].state != b.gates[name].state
    ]
    shut = [name for name in names if b.gates[name].state == "shut"]
    unknown = [name for name in names if b.gates[name].state == "unknown"]
    if not moved:
        still = {
            "open": "all gates are open",
            "shut": f"{listed(shut)} {'stays' if len(shut) == 1 else 'stay'} shut",
            "unknown": f"{listed(unknown)} {'stays' if len(unknown) == 1 else 'stay'} unknown",
        }
        return sentence(f"no gate moves; {still[b.state]}")
    rest = (
        f"; {listed(shut)} {'keeps' if len(shut) == 1 else 'keep'} it shut"
        if shut
        else f"; {listed(unknown)} {'is' if len(unknown) == 1 else 'are'} unknown"
        if unknown
        else "; all gates are open"
    )
    return sentence(listed(moved) + rest)


def fresh(a: Assessment, b: Assessment, because: list[str]) -> list[str]:
    """Return the claims that the first assessment did not know."""
    return [claim for claim in because if claim not in a.claims and claim in b.claims]


def gate_moves(a: Assessment, b: Assessment) -> list[Move]:
    """Return the gates whose state or sentence differs."""
    return [
        Move(
            where=name,
            before=f"{a.gates[name].state}: {a.gates[name].sentence}",
            after=f"{gate.state}: {gate.sentence}",
            sentence=f"{gate.title}: {gate.sentence}",
            because=fresh(a, b, gate.because),
        )
        for name, gate in b.gates.items()
        if name in a.gates and (a.gates[name].state, a.gates[name].sentence) != (gate.state, gate.sentence)
    ]


def member_moves(a: Assessment, b: Assessment) -> list[Move]:
    """Return the members whose position differs."""
    moves = []
    for name, gate in b.gates.items():
        other = a.gates.get(name)
        if not isinstance(gate, VoteVerdict) or not isinstance(other, VoteVerdict):
            continue
        before = {m.member: m for m in other.members}
        for member in gate.members:
            was = before.get(member.member)
            if was and was.position != member.position:
                moves.append(
                    Move(
                        where=f"{name}.{member.member}",
                        before=was.position,
                        after=member.position,
                        sentence=f"{member.name} moves from {was.position} to {member.position}.",
                        because=fresh(a, b, member.because),
                    )
                )
    return moves


def reading_moves(a: Assessment, b: Assessment) -> list[Move]:
    """Return the readings whose state differs."""
    moves = []
    for name, gate in b.gates.items():
        other = a.gates.get(name)
        if not isinstance(gate, ConditionVerdict) or not isinstance(other, ConditionVerdict):
            continue
        before = {r.reading: r.state for r in other.readings}
        moves += [
            Move(
                where=f"{name}.{r.reading}",
                before=before[r.reading],
                after=r.state,
                sentence=f"{r.title}: {r.sentence}",
                because=fresh(a, b, r.because),
            )
            for r in gate.readings
            if r.reading in before and before[r.reading] != r.state
        ]
    return moves


def chance_moves(a: Assessment, b: Assessment) -> list[Move]:
    """Return by how much the chance that all gates open moved, and which gate moved it."""
    if not a.together or not b.together:
        return []
    found = moved(a.together, b.together)
    if found is None or abs(found.after - found.before) < LEAST_MOVE:
        return []
    return [
        Move(
            where="together",
            before=f"{small(found.before)} %",
            after=f"{small(found.after)} %",
            sentence=moved_words(found, {name: gate.title for name, gate in b.gates.items()}),
            because=[],
        )
    ]


def plan_moves(a: Assessment, b: Assessment) -> list[Move]:
    """Return the cases of the plan whose totals differ by more than one per cent."""
    if not a.plan or not b.plan:
        return []
    before = {c.id: c.trained.mid for c in a.plan.cases}
    return [
        Move(
            where=f"plan.{c.id}",
            before=rounded(before[c.id]),
            after=rounded(c.trained.mid),
            sentence=f"{c.title}: {rounded(c.trained.mid)} soldiers trained, {rounded(before[c.id])} before.",
            because=[],
        )
        for c in b.plan.cases
        if c.id in before and abs(c.trained.mid - before[c.id]) > 0.01 * max(before[c.id], 1)
    ]
