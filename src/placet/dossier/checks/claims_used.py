"""Every claim is of use: something rests on it, or its subject is one that the brief shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, meant, warning
from placet.dossier.walk import reasons

if TYPE_CHECKING:
    from placet.dossier.read import Folder


SUBJECTS = frozenset(
    {
        *("vote", "mission", "mandate", "ceasefire", "security", "logistics"),
        *("burden", "money", "host", "consequences", "precedent"),
    }
)


def claims_used(folder: Folder, _: date | None) -> list[Problem]:
    """Return a warning for each claim that no `because` names and whose subject is none of the known ones."""
    used = {claim for _path, claim in reasons(folder.parts)}
    found: list[Problem] = []
    for name, claim in folder.dossier.claims.items():
        if name not in used and claim.about.partition(".")[0] not in SUBJECTS:
            message = f"nothing rests on the claim '{name}', and no part of the brief is about '{claim.about[:40]}'"
            place = folder.place("claims", name, "about", of_value=True)
            hint = meant(claim.about, SUBJECTS) or "name the claim under `because`, or choose one of the known subjects"
            found.append(warning(message, place, hint))
    return found
