"""An assessment with what the sections share: numbered claims, the gates by kind, the names of members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from placet.assessment import Assessment, ClaimView
from placet.brief.blocks import Claims, Items, Link, Note, NumberedClaim, Words
from placet.gates.verdict import ClockVerdict, ConditionVerdict, VoteVerdict
from placet.gates.words import counted

SUBJECTS = {
    "vote": "The vote as a whole", "members": "Where members stand", "mission": "The mission so far",
    "mandate": "The mandate", "ceasefire": "The ceasefire", "security": "The security picture",
    "logistics": "Logistics", "burden": "Who carries it", "money": "Money", "host": "The host",
    "consequences": "Consequences", "precedent": "Precedents and the record of past vetoes",
}  # fmt: skip
"""The groups of the list of claims, in its order."""
KINDS = ("stated", "reported", "inferred")
"""How a claim is known, the best first."""


@dataclass(frozen=True)
class Book:
    """An assessment, ready to be put into words."""

    assessment: Assessment

    @cached_property
    def vote(self) -> VoteVerdict | None:
        """The first gate that is a vote."""
        return next((gate for gate in self.assessment.gates.values() if isinstance(gate, VoteVerdict)), None)

    @cached_property
    def condition(self) -> ConditionVerdict | None:
        """The first gate that is a condition."""
        return next((gate for gate in self.assessment.gates.values() if isinstance(gate, ConditionVerdict)), None)

    @cached_property
    def clock(self) -> ClockVerdict | None:
        """The first gate that is a clock."""
        return next((gate for gate in self.assessment.gates.values() if isinstance(gate, ClockVerdict)), None)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each member by its code."""
        votes = (self.vote, *self.assessment.proposals.values())
        return {member.member: member.name for vote in votes if vote for member in vote.members}

    def name(self, code: str) -> str:
        """Return a member's name, or the words themselves when they are no code."""
        return self.names.get(code, {"UA": "Ukraine"}.get(code, code))

    @cached_property
    def groups(self) -> dict[str, tuple[NumberedClaim, ...]]:
        """All claims by subject, newest first in each, numbered in the order of the list."""
        grouped: dict[str, list[ClaimView]] = {subject: [] for subject in SUBJECTS}
        for claim in self.assessment.claims.values():
            grouped.setdefault(subject(claim), []).append(claim)
        number = 0
        found = {}
        for name, claims in grouped.items():
            claims.sort(key=lambda claim: (claim.about if name == "members" else "", -claim.published.toordinal()))
            found[name] = tuple(
                NumberedClaim(number + n, claim, self.name(claim.by)) for n, claim in enumerate(claims, 1)
            )
            number += len(claims)
        return {name: claims for name, claims in found.items() if claims}

    @cached_property
    def numbers(self) -> dict[str, NumberedClaim]:
        """Every claim by its name."""
        return {one.claim.id: one for claims in self.groups.values() for one in claims}

    def refs(self, because: Iterable[str]) -> tuple[Link, ...]:
        """Return links to claims; those that are not known by the day are left out."""
        known = [self.numbers[name] for name in dict.fromkeys(because) if name in self.numbers]
        return tuple(
            Link(str(one.number), claim_anchor(one.claim.id), title=one.claim.says)
            for one in sorted(known, key=lambda one: one.number)
        )

    @cached_property
    def cited(self) -> frozenset[str]:
        """The claims on which the gates and the readings lean."""
        leaning = [gate for gate in self.assessment.gates.values() if not isinstance(gate, ConditionVerdict)]
        readings = self.condition.readings if self.condition else []
        return frozenset(name for one in (*leaning, *readings) for name in one.because)

    def about(self, *subjects: str) -> list[NumberedClaim]:
        """Return the claims about some subjects: what a gate leans on first, then the best known, then the newest."""
        found = [one for name in subjects for one in self.groups.get(name, ())]
        return sorted(found, key=self._weight)

    def _weight(self, one: NumberedClaim) -> tuple[bool, int, int, int]:
        claim = one.claim
        return claim.id not in self.cited, KINDS.index(claim.kind), -claim.published.toordinal(), one.number

    def shown(self, *subjects: str, most: int = 5) -> tuple[Claims | Note | Items, ...]:
        """Return the first claims about some subjects, and where the others are."""
        found = self.about(*subjects)
        if not found:
            names = " and ".join(SUBJECTS.get(name, name).lower() for name in subjects)
            return (Note(f"No claim on this ({names}) had been published by the day."),)
        blocks: tuple[Claims | Note, ...] = (Claims(tuple(found[:most]), brief=True),)
        left = len(found) - most
        if left > 0:
            more: Words = (
                f"{counted(left, 'more claim').capitalize()} on this: see ",
                *self._groups_links(subjects),
                ".",
            )
            blocks += (Note(more),)
        return blocks

    def _groups_links(self, subjects: Iterable[str]) -> list[str | Link]:
        links: list[str | Link] = []
        for name in subjects:
            if name in self.groups:
                links += [", ", Link(SUBJECTS.get(name, name), f"#claims-{slug(name)}")]
        return links[1:]


def subject(claim: ClaimView) -> str:
    """Return the group of a claim: its subject, with the positions of members together."""
    return "members" if claim.about.startswith("vote.") else claim.about


def slug(name: str) -> str:
    """Return a name as part of an anchor: only letters, digits, dots and dashes."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in ".-_") else "-" for letter in name)


def claim_anchor(name: str) -> str:
    """Return where a claim stands in the brief."""
    return f"#c-{slug(name)}"
