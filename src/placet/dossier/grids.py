"""Parts of the programme as tables: one row a part, one column a field, quantities as in `dossier.yaml`.

`programme: {sites: programme/sites.csv}` lets a table stand where its parts would. What its cells say is put into the
document as if it had been written there, each with the place of its cell, so every check of the dossier applies.
"""

from __future__ import annotations

import csv
import io
import re
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from placet import units
from placet.dossier.plain_yaml import Path
from placet.dossier.problems import Place, Problem, Related, Unreadable, error, meant
from placet.dossier.schema import CSV_NAME, TABLED, Part
from placet.dossier.yaml12 import Tree

UNITS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("courses", "lasts"): ("days", "weeks"),
    ("courses", "instructors"): ("soldiers an instructor",),
    ("sites", "beds"): ("beds",),
    ("sites", "opens"): ("days", "weeks"),
    ("sites", "cost"): ("EUR a soldier-week",),
    ("sites", "ahead.beds"): ("beds",),
    ("sites", "ahead.cost"): ("EUR",),
    ("sites", "ahead.takes"): ("days", "weeks"),
    ("instructors", "people"): ("people",),
    ("money", "amount"): ("EUR",),
    ("intake", "soldiers"): ("soldiers a week",),
}
"""The units that a column may name behind its own name; the first is the one that is written."""
MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_CELL = 2_000
MOST_TABLE_BYTES = 10_000_000
MOST_PROBLEMS = 20
HEADER = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<unit>[^()]*)\))?")
FIGURE = re.compile(rf"{units.NUMBER}(?:\s+to\s+{units.NUMBER})?")
KEPT_AS_TEXT = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True)
class Column:
    """A field of a kind of part: its dotted name, the unit that is written behind it, whether it holds several."""

    name: str
    unit: str = ""
    several: bool = False
    needed: bool = False

    @property
    def header(self) -> str:
        """Return the name as the first row has it: `cost (EUR a soldier-week)`."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table, as text."""

    text: str
    place: Place


@dataclass(frozen=True)
class Grid:
    """A table as read: the cells of its first row, then those of each further row that is not empty."""

    file: str
    place: Place
    header: Sequence[Cell]
    rows: Sequence[Sequence[Cell]] = field(repr=False)


def columns(kind: str) -> tuple[Column, ...]:
    """Return the columns of a kind of part, in the order in which they are written."""
    return (*(() if kind == "intake" else (Column("id"),)), *columns_of(kind, TABLED[kind]))


def columns_of(kind: str, model: type[Part], above: str = "") -> Iterator[Column]:
    """Yield the columns of a part: its figures, then those of the parts in it, then `because`, then `assumed`."""
    names = {one.alias or name: one for name, one in model.model_fields.items()}
    own = {name: one for name, one in names.items() if name not in ("because", "assumed")}
    for name, one in own.items():
        part = part_in(one.annotation)
        if part is not None:
            yield from columns_of(kind, part, f"{above}{name}.")
        else:
            several = typing.get_origin(one.annotation) is list
            unit = UNITS.get((kind, above + name), ("",))[0]
            yield Column(above + name, unit, several, several and one.is_required())
    if "because" in names:
        yield Column(f"{above}because", several=True)
    if "assumed" in names:
        yield from (Column(f"{above}assumed.{name}") for name, one in own.items())


def part_in(annotation: Any) -> type[Part] | None:
    """Return the part of the schema that a field holds, or nothing where it holds a figure or a text."""
    for kind in (annotation, *typing.get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Part):
            return kind
    return None


def csv_grid(text: str, file: str) -> Grid:
    """Return a CSV text as a table: commas, semicolons or tabs, whichever part its first row into more fields.

    Lines before the first row that start with `#`, and rows whose first field does, are comments.

    Raises
    ------
    Unreadable
        There is no header, the quotation marks do not fit, or the table is over a limit.
    """
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    if first is None:
        raise Unreadable(error(f"{file} is empty", Place(file), "the first line names the columns"))
    sign = max(",;\t", key=lambda mark: lines[first].count(mark))
    reader = csv.reader(io.StringIO("\n".join(lines[first:]), newline=""), delimiter=sign, strict=True)
    rows: list[list[Cell]] = []
    line = first
    try:
        for words in reader:
            starts = field_starts(lines[line], sign) if line + 1 == first + reader.line_num else []
            if any(word.strip() for word in words) and not words[0].startswith("#"):
                rows.append([csv_cell(file, line, lines[line], starts, n, word) for n, word in enumerate(words)])
            line = first + reader.line_num
            if len(rows) > MOST_ROWS + 1:
                raise Unreadable(too_many_rows(file, Place(file, line)))
    except csv.Error as failure:
        place = Place(file, line + 1, text=lines[min(line, len(lines) - 1)])
        raise Unreadable(error(f"this row is not CSV: {failure}", place, "look at its quotation marks")) from None
    grid = Grid(file, Place(file, first + 1, text=lines[first]), rows[0], rows[1:])
    for row in grid.rows:
        if len(row) > len(grid.header):
            message = f"this row has {len(row)} fields; the header has {len(grid.header)}"
            raise Unreadable(error(message, replace(row[0].place, column=0), "a comma in a text needs quotation marks"))
    return grid


def csv_cell(file: str, line: int, text: str, starts: list[int], number: int, word: str) -> Cell:
    """Return one field of a CSV row with its place; a sign that keeps a spreadsheet from calculating is taken off."""
    column = starts[number] + 1 if number < len(starts) else 0
    said = word[1:] if KEPT_AS_TEXT.match(word) else word
    return Cell(said.strip(), Place(file, line + 1, column, "", max(1, len(word)), text))


def field_starts(line: str, sign: str) -> list[int]:
    """Return where each field of a line begins, behind its opening quotation mark if it has one."""
    starts, quoted, at = [0], False, 0
    for at, mark in enumerate(line):
        if mark == '"':
            quoted = not quoted
        elif mark == sign and not quoted:
            starts.append(at + 1)
    return [start + 1 if line[start : start + 1] == '"' else start for start in starts]


def too_many_rows(file: str, place: Place) -> Problem:
    """Return the problem of a table over the limit."""
    return error(f"{file} has more than {MOST_ROWS:,} rows, the most that is read", place, "group parts that are alike")


class GridReading:
    """One pass over a table of one kind: the parts, as they would stand in `dossier.yaml`, and the place of each."""

    def __init__(self, kind: str, grid: Grid) -> None:
        self.kind, self.grid = kind, grid
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {("programme", kind): grid.place}
        self.columns = self._columns()

    def content(self) -> dict[str, Any]:
        """Return the parts by their id; of the intake the one row."""
        if self.problems:
            return {}
        if self.kind == "intake":
            return self._intake()
        found: dict[str, Any] = {}
        first: dict[str, Place] = {}
        at = next(n for n, (column, _) in enumerate(self.columns) if column.name == "id")
        for row in self.grid.rows:
            name = row[at].text if at < len(row) else ""
            if not name:
                where = next(cell.place for cell in row if cell.text)
                self.problems.append(error("this row has no id", where, "give each part a name of its own in `id`"))
            elif name in first:
                before = Related(first[name], "it stands here first")
                self.problems.append(
                    error(f"the id '{name}' stands twice", row[at].place, "keep one of the two", before)
                )
            else:
                first[name] = row[at].place
                found[name] = self._part(row, ("programme", self.kind, name), row[at].place)
        return found

    def _intake(self) -> dict[str, Any]:
        if len(self.grid.rows) != 1:
            message = f"the intake is one row; here are {len(self.grid.rows)}"
            self.problems.append(error(message, self.grid.place, "the header, then one row"))
            return {}
        row = self.grid.rows[0]
        return self._part(row, ("programme", "intake"), row[0].place)

    def _columns(self) -> list[tuple[Column, str]]:
        """Return the column of each cell of the header, with the unit that the header gives."""
        known = {column.name: column for column in columns(self.kind)}
        found: list[tuple[Column, str]] = []
        first: dict[str, Place] = {}
        for cell in self.grid.header:
            match = HEADER.fullmatch(cell.text)
            name, unit = (match["name"], (match["unit"] or "").strip()) if match else (cell.text, "")
            column = known.get(name)
            if column is None:
                message = f"a table of {self.kind} has no column '{name[:60]}'" if name else "a column has no name"
                hint = meant(name, known) or f"the columns are {', '.join(n for n in known if 'assumed' not in n)}"
                self.problems.append(error(message, cell.place, hint))
            elif name in first:
                before = Related(first[name], "it stands here first")
                self.problems.append(error(f"the column '{name}' stands twice", cell.place, "keep one", before))
            elif unit and unit not in (allowed := UNITS.get((self.kind, name), ())):
                hint = f"write {column.header}" if allowed else f"'{name}' has no unit: write {name}"
                self.problems.append(error(f"unknown unit '{unit[:40]}' in the header", cell.place, hint))
            else:
                first[name] = cell.place
            found.append((column or Column(name), unit))
        if self.kind != "intake" and not any(column.name == "id" for column, _ in found):
            self.problems.append(error("there is no column 'id'", self.grid.place, "it names each part"))
        return found

    def _part(self, row: Sequence[Cell], path: Path, place: Place) -> dict[str, Any]:
        """Return one row as a part, and keep the places of its fields."""
        part: dict[str, Any] = {}
        self.places[path] = place
        for (column, unit), cell in zip(self.columns, row, strict=False):
            if column.name == "id" or (not cell.text and not column.needed):
                continue
            if len(cell.text) > MOST_CELL:
                self.problems.append(error(f"this cell has more than {MOST_CELL:,} characters", cell.place))
                continue
            *above, name = column.name.split(".")
            inner, here = part, path
            for key in above:
                inner, here = inner.setdefault(key, {}), (*here, key)
                self.places.setdefault(here, cell.place)
            inner[name] = self._said(column, unit, cell, (*here, name))
        return part

    def _said(self, column: Column, unit: str, cell: Cell, path: Path) -> str | list[str]:
        """Return what a cell says: a text, a figure with its unit, or several names."""
        self.places[path] = cell.place
        if not column.several:
            return f"{cell.text} {unit}" if unit and FIGURE.fullmatch(cell.text) else cell.text
        names = [name for name in re.split(r"[,;\s]+", cell.text) if name]
        for number, name in enumerate(names):
            at = cell.text.find(name)
            here = cell.place
            self.places[(*path, number)] = (
                replace(here, column=here.column + at, length=len(name)) if here.column else here
            )
        return names


def with_tables(
    tree: Tree, text_of: typing.Callable[[str], str], given: Mapping[str, Grid]
) -> tuple[Tree, list[Problem]]:
    """Return the document with its tables in their places, and what is wrong with them.

    Parameters
    ----------
    tree
        `dossier.yaml`.
    text_of
        The text of a file of the dossier; raises `Unreadable`.
    given
        Tables that stand in the place of what the document says, by kind.
    """
    programme = tree.content.get("programme") if isinstance(tree.content, dict) else None
    if not isinstance(programme, dict):
        return tree, []
    put: dict[str, Any] = {}
    places: dict[Path, Place] = {}
    problems: list[Problem] = []
    for kind in TABLED:
        named = programme.get(kind)
        if kind not in given and not isinstance(named, str):
            continue
        try:
            grid = given[kind] if kind in given else named_grid(tree, kind, str(named), text_of)
        except Unreadable as stop:
            problems.append(stop.problem)
            continue
        reading = GridReading(kind, grid)
        put[kind] = reading.content()
        places |= reading.places
        problems += cut(reading.problems, grid.file)
    if not put:
        return tree, problems
    content = {**tree.content, "programme": {**programme, **put}}
    named = {kind: one for kind in TABLED if isinstance(one := programme.get(kind), str)}
    return replace(tree, content=content, elsewhere=places, tables=named), problems


def named_grid(tree: Tree, kind: str, name: str, text_of: typing.Callable[[str], str]) -> Grid:
    """Return the table that the document names in the place of a kind of part."""
    here = tree.place("programme", kind, of_value=True)
    if not re.fullmatch(CSV_NAME, name):
        hint = f"write the {kind} here, or name a table like `programme/{kind}.csv`"
        raise Unreadable(error(f"'{name[:60]}' is not the name of a CSV file", here, hint))
    try:
        return csv_grid(text_of(name), name)
    except Unreadable as stop:
        problem = stop.problem
        raise Unreadable(problem if problem.place.line else replace(problem, place=here)) from None


def cut(problems: list[Problem], file: str) -> list[Problem]:
    """Return the first problems of a table, and how many more there are."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    more = len(problems) - MOST_PROBLEMS
    rest = error(f"{more} more problems of this kind in {file}, from here on", problems[MOST_PROBLEMS].place)
    return [*problems[:MOST_PROBLEMS], rest]


def cut_by_table(problems: Iterable[Problem], tables: Collection[str]) -> list[Problem]:
    """Return problems with those of each table cut to the first ones, and how many more there are."""
    found: list[Problem] = []
    more: dict[str, list[Problem]] = {}
    for problem in problems:
        table = problem.place.file.partition(", cell ")[0]
        of_table = more.setdefault(table, []) if table in tables else None
        if of_table is not None:
            of_table.append(problem)
        if of_table is None or len(of_table) <= MOST_PROBLEMS + 1:  # the last may say how many more there are
            found.append(problem)
    for table, all_of_it in more.items():
        rest = all_of_it[MOST_PROBLEMS + 1 :]
        if rest:
            found.append(error(f"{len(rest):,} more problems in {table}, from here on", rest[0].place))
    return found
