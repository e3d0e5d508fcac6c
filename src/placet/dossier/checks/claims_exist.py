"""Every claim that something rests on exists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error, meant
from placet.dossier.walk import reasons

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def claims_exist(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each `because` that names an unknown claim."""
    known = folder.dossier.claims
    return [
        error(
            f"there is no claim '{claim}'",
            folder.place(*path, of_value=True),
            meant(claim, known) or "write it under `claims`, with its source and quote",
        )
        for path, claim in reasons(folder.parts)
        if claim not in known
    ]
