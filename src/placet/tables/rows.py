"""Parts of a programme, as they stand in a document, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from placet.dossier.grids import FIGURE, Column, columns


def written_rows(kind: str, parts: Iterable[tuple[str, Mapping[str, Any]]]) -> list[list[str | int | float]]:
    """Return parts, as they stand in a document, as rows of a table with its header; columns of no use are left out.

    Whole and broken numbers stay numbers; everything else is text.
    """
    cells = [{"id": name, **dict(flat(part))} for name, part in parts]
    used = {name for row in cells for name in row}
    kept = [column for column in columns(kind) if column.name in used or "." not in column.name]
    rows: list[list[str | int | float]] = [[column.header for column in kept]]
    rows += [[written_cell(column, row.get(column.name, "")) for column in kept] for row in cells]
    return rows


def flat(part: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the fields of a part with their dotted names."""
    for name, said in part.items():
        if isinstance(said, dict):
            yield from flat(said, f"{above}{name}.")
        else:
            yield above + name, said


def written_cell(column: Column, said: Any) -> str | int | float:
    """Return what a field says as a cell: a figure without the unit that the header has."""
    if isinstance(said, list):
        return ", ".join(str(one) for one in said)
    if isinstance(said, int | float) and not isinstance(said, bool):
        return said
    text = "" if said is None else str(said)
    if column.unit and text.endswith(f" {column.unit}") and FIGURE.fullmatch(text[: -len(column.unit) - 1]):
        text = text[: -len(column.unit) - 1]
        return int(text) if text.isdecimal() and text.isascii() else text
    return text
