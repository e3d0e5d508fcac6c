"""Every claim's source exists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error, meant

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def sources_exist(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each claim whose source is no file of `sources/`, or one when there is no such folder."""
    claims = folder.dossier.claims
    if claims and not (folder.path / "sources").exists():
        hint = "make it, with one Markdown file for each article"
        return [error("there is no folder sources/", folder.place("claims"), hint)]
    return [
        error(
            f"there is no source '{claim.in_}'",
            folder.place("claims", name, "in", of_value=True),
            meant(claim.in_, folder.sources) or f"put it into sources/{claim.in_}.md",
        )
        for name, claim in claims.items()
        if claim.in_ not in folder.sources and claim.in_ not in folder.unread
    ]
