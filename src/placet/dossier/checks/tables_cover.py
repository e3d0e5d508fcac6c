"""A series finds rows in its table, and none of them lies outside the days that were observed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error, warning
from placet.dossier.schema import Series

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def tables_cover(folder: Folder, _: date | None) -> list[Problem]:
    """Return problems with series whose `where` keeps no row, or whose table goes beyond the observed days."""
    found: list[Problem] = []
    for path, part in folder.parts:
        if not isinstance(part, Series):
            continue
        table = folder.tables.get(".".join(map(str, path[:2] if path[0] == "security" else path)))
        if table is None:
            continue
        if not table.rows and table.left_out:
            words = ", ".join(f"{column} = {word}" for column, word in part.where.items())
            place = folder.place(*path, "where" if part.where else "file")
            hint = "days without a row would count as quiet; look at the words in that column"
            found.append(error(f"no row of {part.file} is kept by {words or 'this series'}", place, hint))
        days = [day for day in table.rows if not part.observed_from <= day < part.observed_until]
        if days:
            early = min(days) < part.observed_from
            field = "observed_from" if early else "observed_until"
            day = min(days) if early else max(days)
            place = folder.place(*path, field, of_value=True)
            message = (
                f"{part.file} has {len(days)} {'day' if len(days) == 1 else 'days'} outside the observed ones: {day}"
            )
            found.append(
                warning(message, place, "such days are left out; `observed_until` is the day after the last one")
            )
    return found
