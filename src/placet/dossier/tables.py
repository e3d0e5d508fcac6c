"""The CSV tables of a dossier: daily counts and levels, with the line of every problem."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from placet.dossier.problems import Place, Problem, Unreadable, error, meant
from placet.dossier.schema import Series

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_PROBLEMS = 5


@dataclass(frozen=True)
class Table:
    """Daily figures of one series; a day without a row is not in `rows`.

    `sha256` is the hash of the file's bytes, `left_out` the number of rows that are empty or that `where` drops.
    `by_region` holds the same figures by region as the file writes it, where the series names such a column,
    both as they were published last. `vintages` holds the figure of each day by its publication day, where the series
    names such a column, and `region_vintages` those of each region.
    """

    rows: Mapping[date, float] = field(repr=False)
    file: str
    sha256: str
    left_out: int = 0
    by_region: Mapping[str, Mapping[date, float]] = field(default_factory=dict, repr=False)
    vintages: Mapping[date, Mapping[date, float]] = field(default_factory=dict, repr=False)
    region_vintages: Mapping[str, Mapping[date, Mapping[date, float]]] = field(default_factory=dict, repr=False)

    def known(self, as_of: date) -> Mapping[date, float]:
        """Return the figures by day as they were published up to a day; all, when the table has no publication days."""
        if not self.vintages:
            return self.rows
        found = {day: self.vintages[day][newest] for day, newest in self._newest(as_of).items()}
        return dict(sorted(found.items()))

    def known_by_region(self, as_of: date) -> Mapping[str, Mapping[date, float]]:
        """Return the figures by region and day as they were published up to a day: of each day its newest restatement.

        A region that the newest restatement of a day does not name has no figure on that day.
        """
        if not self.vintages:
            return self.by_region
        newest = self._newest(as_of)
        return {
            region: {day: said[newest[day]] for day, said in days.items() if day in newest and newest[day] in said}
            for region, days in self.region_vintages.items()
        }

    def revised(self, as_of: date) -> list[date]:
        """Return the days whose figure was changed after it was first published, as far as was known on a day."""
        return sorted(
            day
            for day, said in self.vintages.items()
            if len({figure for published, figure in said.items() if published <= as_of}) > 1
        )

    def _newest(self, as_of: date) -> dict[date, date]:
        """Return the last publication day of each day that was published up to a day."""
        return {
            day: max(published for published in said if published <= as_of)
            for day, said in self.vintages.items()
            if min(said) <= as_of
        }


@dataclass(frozen=True)
class Sheet:
    """A CSV file as read: the names of the columns, and every row with its line (from 1)."""

    file: str
    columns: list[str]
    header_line: int
    rows: list[tuple[int, list[str]]] = field(repr=False)
    lines: list[str] = field(repr=False)

    def place(self, line: int, path: str = "", *, word: str = "") -> Place:
        """Return the place of a line, under a word of it when that is given."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        column = text.find(word) + 1 if word else 0
        return Place(self.file, line, column, path, len(word) or 1, text)


def sheet(text: str, file: str) -> Sheet:
    """Return a CSV text as a sheet; lines that start with `#` and empty lines are left out.

    Raises
    ------
    Unreadable
        When there is no header, a column's name stands twice, a row has too few or too many fields, or a quotation mark
        is left open.
    """
    lines = text.split("\n")
    numbers = [number for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.reader((lines[number - 1] for number in numbers), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            rows.append((numbers[reader.line_num - 1], row))
    except csv.Error as failure:
        line = numbers[min(reader.line_num, len(numbers)) - 1]
        place = Place(file, line, text=lines[line - 1])
        raise Unreadable(error(f"this row is not CSV: {failure}", place, "look at its quotation marks")) from None
    if not rows:
        raise Unreadable(error(f"{file} is empty", Place(file), "the first line names the columns: day,count"))
    header_line, columns = rows[0]
    found = Sheet(file, [name.strip() for name in columns], header_line, rows[1:], lines)
    if len(set(found.columns)) < len(found.columns):
        raise Unreadable(error("two columns have the same name", found.place(header_line), "rename one of the two"))
    for line, row in found.rows:
        if len(row) != len(columns):
            message = f"this row has {len(row)} fields; the header has {len(columns)}"
            raise Unreadable(
                error(message, found.place(line), "a comma inside a number or a text needs quotation marks")
            )
    return found


def daily(found: Sheet, series: Series, sha256: str, *, levels: bool = False) -> tuple[Table, list[Problem]]:
    """Return the figures of a series by day and the problems on the way.

    Rows of one day are added up: a table may have one row for each class. `levels` are figures that cannot be added and
    may be negative: two rows for a day are a problem there. An empty cell is a day without a row.
    """
    problems = missing_columns(found, series)
    if problems:
        return Table({}, found.file, sha256), problems
    reading = DailyReading(found, series, levels=levels)
    rows = reading.rows()
    problems = reading.problems[:MOST_PROBLEMS]
    if len(reading.problems) > MOST_PROBLEMS:
        more = len(reading.problems) - MOST_PROBLEMS
        place = reading.problems[MOST_PROBLEMS].place
        problems.append(error(f"{more} more lines have such problems, from this one on", place))
    table = Table(
        rows, found.file, sha256, reading.left_out, reading.by_region, reading.vintages, reading.region_vintages
    )
    return table, problems


def missing_columns(found: Sheet, series: Series) -> list[Problem]:
    """Return a problem for each column that a series needs and the file does not have."""
    named = [series.day, series.count, *series.where, series.region, series.published]
    return [
        error(
            f"there is no column '{name}'",
            found.place(found.header_line),
            meant(name, found.columns) or f"the columns are {', '.join(found.columns)}",
        )
        for name in dict.fromkeys(filter(None, named))
        if name not in found.columns
    ]


class DailyReading:
    """One pass over the rows of a sheet for one series."""

    def __init__(self, found: Sheet, series: Series, *, levels: bool) -> None:
        self.sheet, self.series, self.levels = found, series, levels
        self.problems: list[Problem] = []
        self.days: dict[str, date] = {}
        self.left_out = 0
        self.by_region: dict[str, dict[date, float]] = {}
        self.vintages: dict[date, dict[date, float]] = {}
        self.region_vintages: dict[str, dict[date, dict[date, float]]] = {}

    def rows(self) -> dict[date, float]:
        """Return the sum of each day, days in ascending order."""
        where = [(self.sheet.columns.index(name), word) for name, word in self.series.where.items()]
        day_column, count_column = map(self.sheet.columns.index, (self.series.day, self.series.count))
        region_column = self.sheet.columns.index(self.series.region) if self.series.region else None
        sums: dict[date, float] = {}
        newest = self._newest(where, day_column)
        for line, row in self.sheet.rows:
            if any(row[column] != word for column, word in where) or not row[count_column].strip():
                self.left_out += 1
                continue
            day = self.days.get(row[day_column]) or self._day(line, row[day_column])
            count = self._count(line, row[count_column])
            if day is None or count is None:
                continue
            if self.series.published and not self._last(line, row, day, count, newest):
                continue
            if self.levels and day in sums:
                place = self.sheet.place(line, self.series.day, word=row[day_column])
                self.problems.append(
                    error(f"the day {day} stands twice, and levels cannot be added up", place, "use `where`")
                )
            sums[day] = sums.get(day, 0.0) + count
            if region_column is not None:
                mine = self.by_region.setdefault(row[region_column].strip(), {})
                mine[day] = mine.get(day, 0.0) + count
        return dict(sorted(sums.items()))

    def _newest(self, where: list[tuple[int, str]], day_column: int) -> dict[str, str]:
        """Return the last publication day of each day, both as written, among the rows that `where` keeps."""
        if not self.series.published:
            return {}
        column = self.sheet.columns.index(self.series.published)
        found: dict[str, str] = {}
        for _, row in self.sheet.rows:
            if all(row[at] == word for at, word in where):
                found[row[day_column]] = max(found.get(row[day_column], ""), row[column])
        return found

    def _last(self, line: int, row: list[str], day: date, count: float, newest: dict[str, str]) -> bool:
        """Note a row's figure under its publication day, and return whether no later one is published for its day."""
        column = self.sheet.columns.index(str(self.series.published))
        published = self.days.get(row[column]) or self._day(line, row[column], str(self.series.published))
        if published is None:
            return False
        kept = [self.vintages.setdefault(day, {})]
        if self.series.region:
            region = row[self.sheet.columns.index(self.series.region)].strip()
            kept.append(self.region_vintages.setdefault(region, {}).setdefault(day, {}))
        for said in kept:
            said[published] = said.get(published, 0.0) + count
        return row[column] == newest[row[self.sheet.columns.index(self.series.day)]]

    def _day(self, line: int, text: str, column: str | None = None) -> date | None:
        try:
            if not DAY.fullmatch(text.strip()):
                raise ValueError
            day = self.days[text] = date.fromisoformat(text.strip())
            return day
        except ValueError:
            message = f"'{text[:40]}' is not a day; write it as year-month-day, like 2026-05-18"
            self.problems.append(error(message, self.sheet.place(line, column or self.series.day, word=text)))
            return None

    def _count(self, line: int, text: str) -> float | None:
        try:
            count = float(text)
        except ValueError:
            count = math.nan
        if not math.isfinite(count):
            message, hint = (
                f"'{text[:40]}' is not a number",
                "write it like 1200 or 12.5; leave the cell empty when unknown",
            )
        elif count < 0 and not self.levels:
            message, hint = f"{text} is a negative count", "nothing can be counted less than zero times"
        else:
            return count
        self.problems.append(error(message, self.sheet.place(line, self.series.count, word=text), hint))
        return None
