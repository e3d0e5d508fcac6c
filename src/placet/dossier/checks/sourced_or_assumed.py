"""Each figure of the programme has a claim behind it or says why it was assumed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error, listed, meant
from placet.dossier.schema import Assumed

if TYPE_CHECKING:
    from placet.dossier.read import Folder

NO_FIGURES = {"title", "in", "because", "assumed", "courses", "needs", "upon", "ahead"}


def sourced_or_assumed(folder: Folder, _: date | None) -> list[Problem]:
    """Return problems with parts that give no reason for a figure, or a reason for none."""
    found: list[Problem] = []
    for path, part in folder.parts:
        if not isinstance(part, Assumed):
            continue
        names = {field.alias or name: name for name, field in type(part).model_fields.items()}
        for name in part.assumed:
            if name not in names or name in ("because", "assumed"):
                hint = meant(name, set(names) - {"because", "assumed"}) or f"fields here: {', '.join(sorted(names))}"
                found.append(
                    error(
                        f"`assumed` explains '{name}', which is no field here",
                        folder.place(*path, "assumed", name),
                        hint,
                    )
                )
        figures = [key for key, name in names.items() if name in part.model_fields_set and key not in NO_FIGURES]
        bare = [key for key in figures if key not in part.assumed]
        if bare and not part.because:
            hint = "name claims under `because`, or say why under `assumed`: {" + f"{bare[0]}: ..." + "}"
            found.append(
                error(
                    f"{listed(bare, joint='and')} {'has' if len(bare) == 1 else 'have'} neither source nor reason",
                    folder.place(*path),
                    hint,
                )
            )
    return found
