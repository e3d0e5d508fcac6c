"""From a workbook to the tables of a dossier: checked as the dossier would be, then written as CSV files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from placet.dossier.grids import Grid
from placet.dossier.problems import Problem, Unreadable
from placet.dossier.read import Folder, with_grids
from placet.dossier.schema import CSV_NAME, TABLED
from placet.errors import DossierError, UsageError
from placet.tables.workbooks import grids_of
from placet.tables.writing import csv_text, written_tables
from placet.whole import saved

CELL = re.compile(r", sheet (\w+), cell ([A-Z]+)([0-9]+)$")


@dataclass(frozen=True)
class Taken:
    """What was written, and the lines that `dossier.yaml` needs so that the tables count."""

    written: tuple[Path, ...]
    lines: tuple[str, ...]
    """Below `programme:`; none where it names every table already."""
    warnings: tuple[Problem, ...]


def taken(dossier: Path, workbook: Path) -> Taken:
    """Check a workbook as a part of a dossier and write its tables into it; `dossier.yaml` stays as it is.

    Raises
    ------
    DossierError
        With every problem of the dossier with these tables, each with sheet and cell or file and line. Nothing is
        written then.
    UsageError
        The file is no .xlsx, the dossier has no programme, or the extras are missing.
    OutputError
        A table cannot be written.
    """
    if workbook.suffix.lower() != ".xlsx":
        raise UsageError(f"{workbook}: a workbook ends in .xlsx; a folder of CSV files is named in dossier.yaml itself")
    try:
        grids, problems = grids_of(workbook)
    except Unreadable as stop:
        raise DossierError([stop.problem]) from None
    if problems:
        raise DossierError(problems)
    folder, found = with_grids(dossier, grids)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors or folder is None:
        in_order = sorted(errors, key=order)
        raise DossierError(in_order)
    return put(folder, grids, tuple(problem for problem in found if problem.severity == "warning"))


def put(folder: Folder, grids: dict[str, Grid], warnings: tuple[Problem, ...]) -> Taken:
    """Write the tables of a checked dossier that a workbook gave."""
    before = named_files(folder)
    written = []
    for kind, rows in written_tables(folder).items():
        if kind in grids:
            path = folder.path / before.get(kind, default(kind))
            if not path.resolve().is_relative_to(folder.path.resolve()):
                raise UsageError(f"{path} leads out of the dossier; name a file within it")
            written.append(saved(path, csv_text(rows).encode()))
    lines = tuple(f"{kind}: {default(kind)}" for kind in TABLED if kind in grids and kind not in before)
    return Taken(tuple(written), lines, warnings)


def order(problem: Problem) -> tuple[int, int, int, str]:
    """Return what problems are sorted by: those of the dossier first, then sheet by sheet and row by row."""
    match = CELL.search(problem.place.file)
    if not match:
        return -1, 0, 0, ""
    return list(TABLED).index(match[1]), int(match[3]), len(match[2]), match[2]


def default(kind: str) -> str:
    """Return the file of a table for which `dossier.yaml` names none."""
    return f"programme/{kind}.csv"


def named_files(folder: Folder) -> dict[str, str]:
    """Return the files that `dossier.yaml` names as tables, by kind."""
    return {kind: name for kind, name in folder.trees["dossier.yaml"].tables.items() if re.fullmatch(CSV_NAME, name)}
