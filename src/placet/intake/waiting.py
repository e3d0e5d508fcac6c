"""How many suggested claims wait for a decision: a light question, asked on every screen."""

from __future__ import annotations

from placet.dossier.read import Folder
from placet.intake.suggested import suggested


def waiting(folder: Folder) -> int:
    """Return how many suggestions of a dossier nobody has decided on."""
    stands = folder.reviewed.standing
    return sum(
        row["source"] in folder.sources
        and row.get("sha256") == folder.sources[row["source"]].head.sha256
        and (key not in stands or stands[key].open or stands[key].conflict)
        for key, row in suggested(folder.path).items()
    )
