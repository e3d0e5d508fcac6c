"""The tables of a programme as CSV files or as a workbook with one sheet each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from placet.dossier.read import Folder
from placet.dossier.schema import TABLED
from placet.errors import UsageError
from placet.extras import needed
from placet.tables.rows import written_rows
from placet.whole import saved

Rows = list[list[str | int | float]]
CALCULATES = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet might take for a formula when it opens a CSV file, and such a text with our own sign before it."""
WIDEST = 60


def written_tables(folder: Folder) -> dict[str, Rows]:
    """Return the tables of a dossier's programme by kind, each with its header, figures as they are written there.

    Raises
    ------
    UsageError
        The dossier has no programme.
    """
    if folder.dossier.programme is None:
        raise UsageError(f"{folder.path}: this dossier has no programme, so there are no tables")
    programme = folder.trees["dossier.yaml"].content["programme"]
    return {
        kind: written_rows(kind, [("", programme[kind])] if kind == "intake" else programme[kind].items())
        for kind in TABLED
    }


def save(tables: Mapping[str, Rows], out: Path) -> list[Path]:
    """Write the tables into a workbook, when `out` ends in .xlsx, or as CSV files into the folder `out`.

    Raises
    ------
    OutputError
        A file cannot be written; what stood there before still does.
    UsageError
        The ending is that of another kind of file, or the extras are missing.
    """
    if out.suffix.lower() == ".xlsx":
        return [saved(out, workbook(tables))]
    if out.suffix and not out.is_dir():
        raise UsageError(f"{out}: tables are written to a workbook (FILE.xlsx) or a folder of CSV files")
    return [saved(out / f"{kind}.csv", csv_text(rows).encode()) for kind, rows in tables.items()]


def csv_text(rows: Rows) -> str:
    """Return a table as CSV: commas, UTF-8, and no cell that a spreadsheet would calculate."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_cell(cell: str | int | float) -> str | int | float:
    """Return a cell with a `'` before it when a spreadsheet would calculate it; reading takes the sign off again."""
    return f"'{cell}" if isinstance(cell, str) and CALCULATES.match(cell) else cell


def workbook(tables: Mapping[str, Rows]) -> bytes:
    """Return a workbook with one sheet a table; text is text, whatever it begins with."""
    openpyxl = needed("openpyxl")
    styles = needed("openpyxl.styles")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for kind, rows in tables.items():
        sheet = book.create_sheet(kind)
        for r, row in enumerate(rows, 1):
            for c, said in enumerate(row, 1):
                if said == "":
                    continue
                cell = sheet.cell(r, c)
                cell.value = said
                if isinstance(said, str):
                    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
                    cell.number_format = "@"
                    cell.quotePrefix = bool(CALCULATES.match(said))
                if r == 1:
                    cell.font = styles.Font(bold=True)
        sheet.freeze_panes = "A2" if kind == "intake" else "B2"
        for c, column in enumerate(zip(*rows, strict=True), 1):
            widest = max(len(str(said)) for said in column)
            sheet.column_dimensions[openpyxl.utils.get_column_letter(c)].width = min(WIDEST, widest + 2)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
