"""The changes of scenarios and cases can be made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.changes import changed
from placet.dossier.problems import Place, Problem, error
from placet.errors import UsageError

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def changes_resolve(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each change of a scenario or case that names something unknown."""
    found: list[Problem] = []
    for scenario, changes in folder.dossier.scenarios.items():
        for name, to in changes.items():
            found += of_change(folder, name, to, folder.place("scenarios", scenario, name))
    for number, case in enumerate(folder.cases):
        for name, to in case.changes.items():
            place = folder.trees["cases.yaml"].place(number, "changes", name)
            found += of_change(folder, name, to, place)
    return found


def of_change(folder: Folder, name: str, to: str, place: Place) -> list[Problem]:
    """Return the problem of one change."""
    gate = folder.dossier.gates.get(name.rpartition(".")[0])
    if gate is not None and gate.kind == "vote" and gate.proposal not in folder.dossier.proposals:
        return []
    try:
        changed(folder.dossier, {name: to}, folder.dossier.read_until)
    except UsageError as failure:
        said, _, there_is = str(failure).partition("\n")
        message, _, hint = said.partition("; did you mean ")
        return [error(message, place, f"did you mean {hint}" if hint else there_is or None)]
    return []
