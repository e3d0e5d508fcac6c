"""The text of a source is the one that was quoted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error
from placet.dossier.sources import text_sha256

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def source_unchanged(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each source whose text has not the hash in its head."""
    return [
        error(
            f"the text of {source.file} has changed since its hash was taken",
            source.tree.place("sha256", of_value=True),
            f"bring the text back; if the change was meant, set sha256: {now}",
        )
        for source in folder.sources.values()
        if (now := text_sha256(source.text)) != source.head.sha256
    ]
