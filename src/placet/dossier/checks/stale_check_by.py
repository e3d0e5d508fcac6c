"""A position that somebody was to look at again by now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, warning
from placet.dossier.schema import Stance

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def stale_check_by(folder: Folder, today: date | None) -> list[Problem]:
    """Return a warning for each position that holds today and whose `check_by` has come."""
    if today is None:
        return []
    found: list[Problem] = []
    for name, proposal in folder.dossier.proposals.items():
        dated: list[tuple[tuple[str, ...], str, list[Stance]]] = [
            (("stances", member), f"the position of {member}", stances) for member, stances in proposal.stances.items()
        ]
        for path, whose, stances in [*dated, (("others",), "the position of the others", proposal.others)]:
            number = next((n for n, one in enumerate(stances) if one.since <= today), None)
            check_by = stances[number].check_by if number is not None else None
            if number is not None and check_by is not None and check_by <= today:
                place = folder.place("proposals", name, *path, number, "check_by", of_value=True)
                hint = "look again; then set a later `check_by`, or add the new position above"
                found.append(warning(f"{whose} was to be looked at again by {check_by}", place, hint))
    return found
