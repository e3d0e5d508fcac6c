"""Each reading of durable says where its numbers come from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error
from placet.dossier.schema import Reading

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def readings_explained(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each reading with neither claims nor an assumption behind it."""
    return [
        error("this reading has neither `because` nor `assumed`", folder.place(*path), "say why these numbers")
        for path, part in folder.parts
        if isinstance(part, Reading) and not part.because and not part.assumed
    ]
