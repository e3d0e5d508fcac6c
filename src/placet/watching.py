"""New event files against what the dossier knew: what changed, and why.

`watch` takes files into tables of the dossier's folder `events/` and never touches `dossier.yaml`. Beside each table
`events/NAME.csv` (daily counts with a publication day, for series with `published: published`) stand: `NAME.rows.csv`
the versions of every row, `NAME.imprecise.csv` what is dated to more than a week, `NAME.rejects.csv` the rows that
were set aside with line and reason, `NAME.files.csv` the files that were taken. A file is known by its digest, a row
by its id: taking a file twice changes nothing. All else is computed from the versions, which are written first, and
the list of files is written last: after a stop halfway, the same call again ends the work.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from placet.assess import assess
from placet.dossier.problems import Unreadable
from placet.dossier.read import Folder, all_series, kind_of_path, read
from placet.errors import DossierError, UsageError
from placet.events import ledger
from placet.events.blocks import digest, plain_file
from placet.events.daily import celled, line_warnings, on_days
from placet.events.reading import READERS, reader_of
from placet.events.reading import read as read_events
from placet.extras import needed
from placet.gates.verdict import ConditionVerdict

if TYPE_CHECKING:
    import polars as pl

    from placet.events import Boundaries, Events, Lines

TABLE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
DELETIONS = "acled-deleted"
NOTE = (
    "Daily counts by oblast, class and distance band, written by `placet watch` from files of {title}. A day is "
    "restated whole on every publication day on which it changed; the newest up to a day is what was known then."
)


@dataclass(frozen=True)
class Taken:
    """One file that was looked at: `known` says that it had been taken before, and nothing was done."""

    file: str
    format: str
    table: str
    known: bool
    read: int = 0
    kept: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    change: ledger.Change = field(default_factory=ledger.Change)
    warnings: tuple[str, ...] = ()

    @property
    def rejected(self) -> int:
        """How many rows were set aside."""
        return self.read - self.kept


@dataclass(frozen=True)
class DayChange:
    """The count of a day and oblast that is another than before, and the rows that are the reason."""

    table: str
    day: date
    oblast: str
    before: float
    after: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class GateChange:
    """A gate, reading or indicator of which the dossier says something else now."""

    gate: str
    before: str
    after: str


@dataclass(frozen=True)
class Watched:
    """What a call of `watch` found: `unread` are tables that no series of the dossier reads yet."""

    files: tuple[Taken, ...]
    days: tuple[DayChange, ...]
    gates: tuple[GateChange, ...]
    unread: tuple[str, ...]


def watch(
    dossier: str | Path,
    files: Sequence[str | Path],
    published: date,
    *,
    lines: Lines | None = None,
    boundaries: Boundaries | None = None,
    name: str | None = None,
    table: str | None = None,
    complete: bool = False,
) -> Watched:
    """Take event files into a dossier's tables and return what changed.

    Parameters
    ----------
    dossier
        The folder.
    files
        Files of events, in the order of their publication.
    published
        The day from which their rows are known; rows that carry a publication day of their own keep it.
    lines, boundaries
        The user's front lines by day, and the oblasts' polygons.
    name
        The format of all files; left out, each is recognised.
    table
        The name of the table; left out, that of the format.
    complete
        Whether each file is the whole of its days, so that a known row which is missing in it was taken back.

    Raises
    ------
    DossierError
        When the folder is no dossier.
    UsageError
        When a file cannot be read, is of no known format, or was published before one that is known.
    OutputError
        When a table cannot be written.
    """
    folder = Path(dossier)
    try:
        kind_of_path(folder)
    except Unreadable as stop:
        raise DossierError([stop.problem]) from None
    if table is not None and not TABLE.fullmatch(table):
        raise UsageError(f"{table!r} cannot be the name of a table; use small letters, digits, `_` and `-`")
    paths = [Path(file) for file in files]
    for path in paths:
        plain_file(path)
    known = sound(folder)
    before = gate_sentences(known)
    seen: list[Taken] = []
    days: list[DayChange] = []
    for path in paths:
        reader = reader_of(path, name)
        place = Place(folder / "events", table or reader.name.removesuffix("-deleted"))
        one, moved = place.take(path, reader.name, published, lines, boundaries, complete=complete)
        seen.append(one)
        days += moved
    if not all(one.known for one in seen):
        known = sound(folder)
    after = gate_sentences(known) if days else before
    return Watched(tuple(seen), tuple(days), tuple(gates_moved(before, after)), tuple(unread(known, seen)))


@dataclass(frozen=True)
class Place:
    """Where a table of the dossier and its companions stand."""

    folder: Path
    name: str

    def path(self, part: str = "") -> Path:
        """Return the path of the table, or of a companion."""
        return self.folder / (f"{self.name}.{part}.csv" if part else f"{self.name}.csv")

    def take(
        self,
        path: Path,
        format_name: str,
        published: date,
        lines: Lines | None,
        boundaries: Boundaries | None,
        *,
        complete: bool,
    ) -> tuple[Taken, list[DayChange]]:
        """Take one file, and return what it was and what it changed."""
        sha256 = digest(path)
        listed = self.files()
        if any(row["sha256"] == sha256 and (row["complete"] == "true" or not complete) for row in listed):
            return Taken(path.name, format_name, self.name, known=True), []
        newest = max((row["published"] for row in listed), default="")
        if newest > str(published):
            raise UsageError(
                f"{path.name} was published on {published}, and a file of {newest} was taken before it; files are "
                f"taken in the order of their publication. Give its day with --published, or remove {self.path()} and "
                "its companions and watch all files anew, the oldest first"
            )
        found = read_events(path, format_name, boundaries)
        used: dict[date, int] = {}
        rows = celled(found.rows, lines, used)
        versions = ledger.read_versions(self.path("rows"))
        if format_name == DELETIONS:
            now, change = ledger.withdrawn(versions, rows, published)
        else:
            now, change = ledger.taken(versions, rows, published, complete=complete)
        moved = list(day_changes(self.name, versions, now, change))
        self.write(now, found, listed, published, complete=complete)
        warnings = (*found.warnings, *(line_warnings(used, lines) if lines else ()))
        reasons = dict(Counter(found.rejects["reason"].to_list()).most_common())
        one = Taken(path.name, format_name, self.name, False, found.read, found.kept, reasons, change, warnings)
        return one, moved

    def files(self) -> list[dict[str, str]]:
        """Return the files that were taken before."""
        try:
            text = self.path("files").read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"{self.path('files')} cannot be read") from None
        rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
        if rows and set(rows[0]) != set(ledger.FILES):
            raise UsageError(f"{self.path('files')} was not written by `placet watch`; choose another --table")
        return rows

    def write(
        self, versions: pl.DataFrame, found: Events, listed: list[dict[str, str]], published: date, *, complete: bool
    ) -> None:
        """Write the versions first, what is computed from them next, the list of files last."""
        if self.path().exists() and not self.path("rows").exists():
            raise UsageError(f"{self.path()} was not written by `placet watch`; choose another --table")
        sha256, title = found.sha256, found.reader.title
        ledger.replaced(self.path("rows"), ledger.csv_text(versions, ""))
        ledger.replaced(self.path(), ledger.csv_text(ledger.daily_vintages(versions), NOTE.format(title=title)))
        ledger.replaced(self.path("imprecise"), ledger.csv_text(ledger.spans(versions), "Dated to more than a week."))
        ledger.replaced(self.path("rejects"), self.rejects(found))
        said = [str(published), str(complete).lower(), found.read, found.kept, found.read - found.kept]
        row = [sha256, found.file, found.reader.name, *said]
        lines = [[each[name] for name in ledger.FILES] for each in listed] + [row]
        ledger.replaced(self.path("files"), ledger.table_text(ledger.FILES, lines))

    def rejects(self, found: Events) -> str:
        """Return the rejects of all files, those of this one anew."""
        columns = ("file", "sha256", "line", "row_id", "reason")
        kept: list[list[object]] = []
        if self.path("rejects").exists():
            with self.path("rejects").open(encoding="utf-8", newline="") as file:
                kept = [
                    [row[name] for name in columns] for row in csv.DictReader(file) if row["sha256"] != found.sha256
                ]
        own = [[found.file, found.sha256, *row] for row in found.rejects.rows()]
        return ledger.table_text(columns, [*kept, *own])


def day_changes(table: str, before: pl.DataFrame, after: pl.DataFrame, change: ledger.Change) -> Iterator[DayChange]:
    """Yield the days and oblasts whose count is another than before, with the rows that are the reason."""
    if not change:
        return
    pl = needed("polars")
    by = ["day", "oblast"]
    sides = [on_days(ledger.standing(versions).filter(pl.col("time") != "long")) for versions in (before, after)]
    sums = [side.group_by(by).agg(events=pl.col("count").sum()) for side in sides]
    both = sums[0].join(sums[1], on=by, how="full", coalesce=True, suffix="_after", nulls_equal=True)
    moved = both.with_columns(pl.col("events", "events_after").fill_null(0.0))
    moved = moved.filter(pl.col("events") != pl.col("events_after")).sort(by)
    kinds = {
        **dict.fromkeys(change.new, "new"),
        **dict.fromkeys(change.changed, "changed"),
        **dict.fromkeys(change.withdrawn, "taken back"),
    }
    touched = pl.DataFrame({"row_id": list(kinds), "kind": list(kinds.values())})
    rows = pl.concat([side.select("row_id", *by) for side in sides]).unique().join(touched, on="row_id")
    why = rows.group_by(by).agg(because=(pl.col("kind") + " " + pl.col("row_id")).sort_by(pl.col("row_id")))
    for day, oblast, was, now, because in moved.join(why, on=by, how="left", nulls_equal=True).sort(by).iter_rows():
        yield DayChange(table, day, oblast or "no oblast", was, now, tuple(because or ()))


def sound(folder: Path) -> Folder | None:
    """Return the dossier; nothing while it has errors."""
    try:
        return read(folder)
    except DossierError:
        return None


def gate_sentences(folder: Folder | None) -> dict[str, str]:
    """Return what the dossier says of each gate, reading and indicator; nothing while it has errors."""
    if folder is None:
        return {}
    assessment = assess(folder, with_plan=False)
    said = {name: verdict.sentence for name, verdict in assessment.gates.items()}
    for name, verdict in assessment.gates.items():
        if isinstance(verdict, ConditionVerdict):
            said |= {f"{name}.{reading.reading}": reading.sentence for reading in verdict.readings}
    return said | {f"security.{view.id}": view.sentence for view in assessment.security}


def gates_moved(before: dict[str, str], after: dict[str, str]) -> Iterator[GateChange]:
    """Yield the gates of which something else is said."""
    for gate, sentence in after.items():
        if gate in before and before[gate] != sentence:
            yield GateChange(gate, before[gate], sentence)


def unread(folder: Folder | None, seen: Iterable[Taken]) -> Iterator[str]:
    """Yield the tables that no series of the dossier reads."""
    if folder is None:
        return
    used = {series.file for _, series, _ in all_series(folder.dossier)}
    for name in dict.fromkeys(one.table for one in seen):
        if f"events/{name}.csv" not in used:
            yield name


def event_formats() -> list[tuple[str, str]]:
    """Return the name of every format of event files, and what it is in a sentence with the lag of its figures."""
    return [
        (
            reader.name,
            f"{reader.about.strip().splitlines()[0]} Lag: {reader.lag_days} days. See docs/reference/events.md",
        )
        for reader in READERS.values()
    ]
