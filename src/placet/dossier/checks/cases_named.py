"""Each case has a name of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, Related, error

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def cases_named(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each case whose name another one above has."""
    found: list[Problem] = []
    first: dict[str, int] = {}
    for number, case in enumerate(folder.cases):
        if case.name in first:
            tree = folder.trees["cases.yaml"]
            related = Related(tree.place(first[case.name], "name", of_value=True), "the other case")
            place = tree.place(number, "name", of_value=True)
            found.append(error(f"two cases are named '{case.name[:60]}'", place, "rename one of the two", related))
        first.setdefault(case.name, number)
    return found
