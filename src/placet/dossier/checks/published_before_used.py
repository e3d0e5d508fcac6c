"""A position is not used before any of its claims was published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, Related, error
from placet.dossier.schema import Stance
from placet.dossier.stances import published_days

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def published_before_used(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each position that begins before the first of its claims was published."""
    published = published_days(folder)
    found: list[Problem] = []
    for path, part in folder.parts:
        if not isinstance(part, Stance) or not part.because or not all(claim in published for claim in part.because):
            continue
        first = min(part.because, key=published.__getitem__)
        if part.since < published[first]:
            source = folder.sources[folder.dossier.claims[first].in_]
            found.append(
                error(
                    f"used from {part.since}, before the first of its claims was published on {published[first]}",
                    folder.place(*path, "since", of_value=True),
                    f"`since` is the day on which it became known: {published[first]}",
                    Related(source.tree.place("published", of_value=True), f"the source of '{first}'"),
                )
            )
    return found
