"""Those who hold a position are those who vote, by the codes of the Council."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error, listed, meant, warning
from placet.dossier.schema import Proposal
from placet.dossier.voters import OTHER_CODES, union, voters

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def voters_complete(folder: Folder, _: date | None) -> list[Problem]:
    """Return problems with who votes: unknown or repeated codes, positions of others, and nobody named at all."""
    found: list[Problem] = []
    for name, proposal in folder.dossier.proposals.items():
        found += named_voters(folder, name, proposal)
        for member in proposal.stances:
            if member not in voters(proposal):
                hint = (
                    right_code(member, voters(proposal))
                    or f"voters are {listed(voters(proposal), joint='and', most=27)}"
                )
                found.append(
                    error(f"'{member}' does not vote on this", folder.place("proposals", name, "stances", member), hint)
                )
        if not proposal.stances and not proposal.others and not proposal.outcome:
            hint = "name at least one under `stances`; whoever is not named is unknown"
            found.append(warning("no position of any member is given", folder.place("proposals", name), hint))
    return found


def named_voters(folder: Folder, name: str, proposal: Proposal) -> Iterator[Problem]:
    """Yield problems with a list of voters."""
    if proposal.voters == "EU27":
        return
    for number, member in enumerate(proposal.voters):
        place = folder.place("proposals", name, "voters", number)
        if member in OTHER_CODES:
            yield error(f"unknown member '{member}'", place, right_code(member, union()))
        elif member in proposal.voters[:number]:
            yield error(f"'{member}' votes twice", place, "keep one of the two")
        elif member not in union():
            hint = right_code(member, union()) or "only members of the Union can be counted in a dossier"
            yield error(f"unknown member '{member}'", place, hint)


def right_code(member: str, known: object) -> str | None:
    """Return the hint with the code that the Council uses for a member."""
    codes = list(known) if isinstance(known, list | dict) else []
    right = OTHER_CODES.get(member)
    return f"did you mean '{right}'?" if right in codes else meant(member, codes)
