"""A series finds rows in its table, and none of them lies outside the days that were observed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error, warning
from placet.dossier.schema import Series
from placet.dossier.walk import Path

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
        found += beyond(folder, path, part, list(table.rows))
    return found


def beyond(folder: Folder, path: Path, series: Series, days: list[date]) -> list[Problem]:
    """Return a warning when days of a table lie outside those that were observed."""
    outside = [day for day in days if not series.observed_from <= day < series.observed_until]
    if not outside:
        return []
    early = outside[0] < series.observed_from
    name, which, end = ("observed_from", "first", outside[0]) if early else ("observed_until", "last", outside[-1])
    many = f"{len(outside)} days" if len(outside) > 1 else "a day"
    message = f"{series.file} has {many} outside the observed ones, the {which} {end}"
    hint = "such days are left out; `observed_until` is the day after the last one"
    return [warning(message, folder.place(*path, name, of_value=True), hint)]
