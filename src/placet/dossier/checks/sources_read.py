"""No source was published after the day up to which the news was read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, Related, warning

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def sources_read(folder: Folder, _: date | None) -> list[Problem]:
    """Return a warning when sources are later than `read_until`: as of that day nothing of them is known."""
    until = folder.dossier.read_until
    late = [source for source in folder.sources.values() if source.head.published > until]
    if not late:
        return []
    last = max(late, key=lambda source: source.head.published)
    message = f"the news was read until {until}, but {last.file} was published on {last.head.published}"
    related = Related(last.tree.place("published", of_value=True), "the latest source")
    hint = "set `read_until` to the day up to which the news was read; later claims are not known on it"
    return [warning(message, folder.place("read_until", of_value=True), hint, related)]
