"""A workbook as tables: values only. Macros, links to other files, formulas and merged cells are refused, with places.

An .xlsx file is a ZIP of XML from the outside: its size packed and unpacked, its number of files and its kind of XML
are looked at before anything is parsed. Nothing in it is ever evaluated.
"""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from placet.dossier.grids import MOST_COLUMNS, MOST_ROWS, Cell, Grid, cut
from placet.dossier.problems import Place, Problem, Unreadable, error, meant
from placet.dossier.schema import TABLED
from placet.extras import needed

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED_BYTES = 60 * MEGABYTE
MOST_FILES = 1_000
OLD = b"\xd0\xcf\x11\xe0"
"""How files of the older kind, and encrypted ones, begin."""
DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
    OSError,
)  # fmt: skip
"""How the standard library says that a ZIP is broken, encrypted or packed in a way of its own."""


def grids_of(path: Path) -> tuple[dict[str, Grid], list[Problem]]:
    """Return the tables of a workbook by the name of their sheet, and what is wrong with it.

    Raises
    ------
    Unreadable
        It is no workbook, is over a limit, or holds macros, links to other files or XML entities.
    """
    data = looked_at(path)
    openpyxl = needed("openpyxl")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library leaves aside: styles, lists to choose from
            book = openpyxl.load_workbook(io.BytesIO(data), keep_vba=False, keep_links=False, data_only=False)
    except Exception:  # the library fails on damaged files with errors of many kinds, in words of its own
        raise Unreadable(error("this workbook is damaged", Place(path.name), "save it again as .xlsx")) from None
    found: dict[str, Grid] = {}
    problems: list[Problem] = []
    for sheet in book.worksheets:
        name = sheet.title.strip()
        if name not in TABLED:
            hint = meant(name, TABLED) or f"sheets are {', '.join(TABLED)}; delete the others"
            problems.append(error(f"there is no table '{name[:60]}'", Place(f"{path.name}, sheet {name[:60]}"), hint))
            continue
        reading = SheetReading(sheet, path.name)
        grid = reading.grid()
        problems += cut(reading.problems, f"sheet {name}")
        if grid is not None:
            found[name] = grid
    return found, problems


def looked_at(path: Path) -> bytes:
    """Return the bytes of a workbook that holds nothing but sheets and is within the limits."""
    here = Place(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as failure:
        raise Unreadable(error(f"cannot read {path}: {failure.strerror}", here)) from None
    if len(data) > MOST_BYTES:
        raise Unreadable(error(f"{path.name} has more than {MOST_BYTES // MEGABYTE} MB, the most that is read", here))
    if data.startswith(OLD):
        hint = "save it as .xlsx, without a password"
        raise Unreadable(error(f"{path.name} is encrypted, or of the older kind (.xls)", here, hint))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            look_inside(packed, here)
    except DAMAGED:
        raise Unreadable(error(f"{path.name} is no workbook (.xlsx)", here, "save it again as .xlsx")) from None
    return data


def look_inside(packed: zipfile.ZipFile, here: Place) -> None:
    """Raise `Unreadable` unless a ZIP is within the limits and holds no macros, links or entities."""
    parts = packed.infolist()
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        message = f"unpacked it has more than {MOST_UNPACKED_BYTES // MEGABYTE} MB or {MOST_FILES:,} files"
        raise Unreadable(error(message, here, "a table of this format is far smaller"))
    for part in parts:
        name = part.filename.lower()
        if "vbaproject" in name or "macrosheets/" in name or "activex/" in name:
            raise Unreadable(error("the workbook holds macros", here, "save it as .xlsx without macros"))
        if "externallinks/" in name or "/connections" in name:
            hint = "break the links (Data, Edit links) and save it again"
            raise Unreadable(error("the workbook links to other files", here, hint))
        text = packed.read(part).replace(b"\x00", b"")  # a document in UTF-16 too, whatever its name ends in
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unreadable(error("the workbook's XML declares entities", here, "save it again as .xlsx"))


class SheetReading:
    """One pass over a sheet."""

    def __init__(self, sheet: Any, file: str) -> None:
        self.sheet, self.file = sheet, file
        self.problems: list[Problem] = []

    def place(self, cell: str = "") -> Place:
        """Return the place of the sheet, or of a cell of it: `plan.xlsx, sheet sites, cell B7`."""
        named = f"{self.file}, sheet {self.sheet.title.strip()}"
        return Place(f"{named}, cell {cell}" if cell else named)

    def grid(self) -> Grid | None:
        """Return the sheet as a table, or nothing when it is empty or over a limit."""
        if self.sheet.max_row > MOST_ROWS + 1 or self.sheet.max_column > MOST_COLUMNS:
            message = (
                f"the sheet reaches to row {self.sheet.max_row:,} and column {self.sheet.max_column:,}; the most that "
                f"is read is {MOST_ROWS:,} rows below the header and {MOST_COLUMNS} columns"
            )
            self.problems.append(error(message, self.place(), "delete what lies beyond, or group parts that are alike"))
            return None
        for merged in self.sheet.merged_cells.ranges:
            first = str(merged).split(":")[0]
            message = f"the cells {merged} are merged"
            self.problems.append(error(message, self.place(first), "unmerge them and fill in each cell"))
        if self.problems:
            return None
        rows = [[self._cell(cell) for cell in row] for row in self.sheet.iter_rows()]
        rows = [row for row in rows if any(cell.text for cell in row)]
        if not rows:
            self.problems.append(error("the sheet is empty", self.place(), "its first row names the columns"))
            return None
        last = max(n for n, cell in enumerate(rows[0]) if cell.text) if any(c.text for c in rows[0]) else -1
        self._nothing_beyond(rows, last)
        named = self.place().file
        return Grid(named, self.place(), rows[0][: last + 1], [row[: last + 1] for row in rows[1:]])

    def _nothing_beyond(self, rows: Sequence[Sequence[Cell]], last: int) -> None:
        for row in rows[1:]:
            for cell in row[last + 1 :]:
                if cell.text:
                    self.problems.append(error("this cell has no column name above it", cell.place, "name its column"))

    def _cell(self, cell: Any) -> Cell:
        place, said = self.place(cell.coordinate), cell.value
        if said is None:
            return Cell("", place)
        if cell.data_type == "f":
            hint = "copy it and paste it as a value"
            self.problems.append(error("a formula stands here; only values are read", place, hint))
            return Cell("", place)
        if cell.data_type == "e":
            self.problems.append(error(f"the error {said} stands here", place, "write the value"))
            return Cell("", place)
        return Cell(self._text(said, place), place)

    def _text(self, said: Any, place: Place) -> str:
        if isinstance(said, datetime.datetime) and not (said.hour or said.minute or said.second):
            return said.date().isoformat()
        if isinstance(said, datetime.date) and not isinstance(said, datetime.datetime):
            return said.isoformat()
        if isinstance(said, datetime.datetime | datetime.time | datetime.timedelta):
            hint = "a spreadsheet takes some texts for times: format the cell as text and write it again"
            self.problems.append(error("a time of day stands here", place, hint))
            return ""
        if isinstance(said, bool):
            return "yes" if said else "no"
        if isinstance(said, float) and said.is_integer() and abs(said) < 1e15:
            return str(int(said))
        return str(said).strip()
