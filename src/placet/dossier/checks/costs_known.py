"""A cost belongs to a member that votes, is above zero, and has a source or a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.checks.voters_complete import right_code
from placet.dossier.problems import Problem, error, listed
from placet.dossier.voters import voters

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def costs_known(folder: Folder, _: date | None) -> list[Problem]:
    """Return problems with what it would take to move a member."""
    found: list[Problem] = []
    for name, proposal in folder.dossier.proposals.items():
        codes = voters(proposal)
        for member, cost in proposal.costs.items():
            place = ("proposals", name, "costs", member)
            if member not in codes:
                hint = right_code(member, codes) or f"voters are {listed(codes, joint='and', most=27)}"
                found.append(error(f"'{member}' does not vote on this", folder.place(*place), hint))
            if not cost.price > 0:
                hint = "a cost of 1 is that of a member that is not named"
                found.append(error("a price must be above zero", folder.place(*place, "price", of_value=True), hint))
            if not cost.because and not cost.assumed:
                hint = "name claims under `because`, or say why under `assumed`"
                found.append(error(f"the cost of {member} has neither source nor reason", folder.place(*place), hint))
    return found
