"""From a file to event rows: the format is recognised, every row is kept or set aside with its reason and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from placet.errors import UsageError
from placet.events import acled, alerts, ged, osce, plain, viina
from placet.events.blocks import NOT_UTF8, Block, ahead, columns, csv_blocks, digest, is_parquet, parquet_blocks
from placet.events.rows import (
    OFF_COUNTRY,
    REPLACED,
    SWAPPED,
    TWICE,
    Batch,
    Events,
    Reader,
    screened,
    shaped,
)
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl

    from placet.events.boundaries import Boundaries

READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (
        ged.READER,
        acled.READER,
        acled.DELETED,
        viina.READER,
        alerts.READER,
        alerts.VOLUNTEER,
        osce.READER,
        plain.READER,
    )
}
"""Every format by its name; a file is of the first whose columns it has."""

NO_OBLAST = "the oblast is not named, or by a name that is not known"
MOSTLY = 0.5
SHOWN = 12


def reader_of(path: Path, name: str | None = None) -> Reader:
    """Return the reader of a file: the one that is named, or the first whose columns the file has.

    Raises
    ------
    UsageError
        When no format has these columns, when the named one does not exist, or when the file lacks its columns.
    """
    if name is not None and name not in READERS:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(READERS)}")
    found = columns(path)
    if name is not None:
        missing = [column for column in READERS[name].needs if column not in found]
        if missing or (name == "plain" and not plain.fits(found)):
            lacks = ", ".join(missing) or "a day, and an oblast or a point"
            raise UsageError(f"{path} is no {READERS[name].title} file: it lacks {lacks}")
        return READERS[name]
    for reader in READERS.values():
        if reader.needs and set(reader.needs) <= set(found):
            return reader
    if plain.fits(found):
        return plain.READER
    raise UsageError(
        f"{path}: no format has these columns ({', '.join(name[:40] for name in found[:SHOWN])}"
        f"{', ...' if len(found) > SHOWN else ''}); "
        "`placet formats` shows which are read; a plain table needs `day` and `oblast`"
    )


def batches(
    path: Path, reader: Reader, boundaries: Boundaries | None = None, *, reject_lines: bool = True
) -> Iterator[Batch]:
    """Yield the rows of a file block by block: memory does not grow with the file, but for some bytes a row.

    A file that may hold several versions of a row is read twice: first for the newest version of each, then for the
    rows. Without `reject_lines` the rejects carry the number of their row in place of their line, which saves a pass
    over files with line ends inside texts.
    """
    seen = Newest(path, reader, boundaries) if reader.versioned else Seen()
    for block in ahead(table_blocks(path, reader, lines=reject_lines)):
        yield batch(block, reader, boundaries, seen, reject_lines=reject_lines)


def table_blocks(path: Path, reader: Reader, *, lines: bool = True) -> Iterator[Block]:
    """Yield the blocks of a file with the columns that a reader wants."""
    there = columns(path)
    wanted = [name for name in dict.fromkeys([*reader.needs, *reader.wants]) if name in there]
    return parquet_blocks(path, wanted) if is_parquet(path) else csv_blocks(path, wanted, reader.floats, lines=lines)


def batch(
    block: Block, reader: Reader, boundaries: Boundaries | None, seen: Seen | Newest, *, reject_lines: bool = True
) -> Batch:
    """Return the kept rows of a block and its rejects."""
    pl = needed("polars")
    if not block.frame.height:
        return Batch(shaped(block.frame).drop("reason"), rejects_of([], [], []), 0, 0)
    table = seen.marked(judged(block, reader, boundaries))
    bad = table.filter(pl.col("reason").is_not_null()).unique("row", keep="first").sort("row")
    rows = bad["row"].to_list()
    rejects = rejects_of(block.lines(rows) if reject_lines else rows, bad["row_id"].to_list(), bad["reason"].to_list())
    kept = table.filter(pl.col("reason").is_null()).drop("reason", "version")
    recoded = NOT_UTF8 in block.frame.columns
    return Batch(kept, rejects, block.frame.height, block.frame.height - len(rows), recoded)


def judged(block: Block, reader: Reader, boundaries: Boundaries | None) -> pl.DataFrame:
    """Return the rows of a block with a `reason` where they are set aside by themselves, and their `version`."""
    pl = needed("polars")
    raw = reader.rows(block.frame)
    version = raw["version"].cast(pl.Float64) if "version" in raw.columns else pl.lit(None, dtype=pl.Float64)
    table = screened(shaped(raw))
    table = placed(table, boundaries) if reader is not acled.DELETED else table
    return table.with_columns(version=version)


def rejects_of(lines: list[int], row_ids: list[str | None], reasons: list[str]) -> pl.DataFrame:
    """Return a table of rejects."""
    pl = needed("polars")
    return pl.DataFrame(
        {"line": lines, "row_id": [(row_id or "")[:200] for row_id in row_ids], "reason": reasons},
        schema={"line": pl.Int64, "row_id": pl.String, "reason": pl.String},
    )


def placed(table: pl.DataFrame, boundaries: Boundaries | None) -> pl.DataFrame:
    """Return the table with the oblast of each row that has a point, looked up where boundaries are given.

    A point outside every oblast, and a row that is left without an oblast though its place is known, get a reason.
    """
    pl = needed("polars")
    col = pl.col
    if boundaries is not None:
        point = table["reason"].is_null() & table["place"].is_in(["point", "near"]) & table["longitude"].is_not_null()
        where = point.to_numpy()
        found = np.full(table.height, -2, dtype=np.int8)
        found[where] = boundaries.oblasts(
            table["longitude"].filter(point).to_numpy(), table["latitude"].filter(point).to_numpy()
        )
        looked = pl.Series("looked", found)
        physical = pl.when(looked >= 0).then(looked).otherwise(None).cast(pl.UInt8).cat.to(table.schema["oblast"])
        table = table.with_columns(
            oblast=pl.coalesce(physical, col("oblast")),
            reason=pl.coalesce(col("reason"), pl.when(looked == -1).then(pl.lit(OFF_COUNTRY))),
        )
    nowhere = col("oblast").is_null() & (col("place") != "country")
    return table.with_columns(reason=pl.coalesce(col("reason"), pl.when(nowhere).then(pl.lit(NO_OBLAST))))


class Seen:
    """The ids that were kept so far, as sorted runs of 64-bit hashes that are merged as they grow.

    Two different ids have the same hash with a chance of about 3 in a million among ten million rows.
    """

    def __init__(self) -> None:
        self.runs: list[np.ndarray[tuple[int], np.dtype[np.uint64]]] = []

    def marked(self, table: pl.DataFrame) -> pl.DataFrame:
        """Return the table with a reason at every row whose id was kept before."""
        pl = needed("polars")
        good = table["reason"].is_null()
        keys = table["row_id"].hash(seed=0).filter(good).to_numpy()
        alone = np.sort(keys)
        if not self._repeats(alone):
            self._add(alone)
            return table
        twice = np.zeros(len(keys), dtype=bool)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        twice[order[1:]] = ordered[1:] == ordered[:-1]
        for run in self.runs:
            place = np.searchsorted(run, ordered)
            inside = place < len(run)
            known = np.zeros(len(ordered), dtype=bool)
            known[inside] = run[place[inside]] == ordered[inside]
            twice[order[known]] = True
        self._add(np.sort(keys[~twice]))
        marks = np.zeros(table.height, dtype=bool)
        marks[np.flatnonzero(good.to_numpy())[twice]] = True
        return table.with_columns(reason=pl.when(pl.Series(marks)).then(pl.lit(TWICE)).otherwise(pl.col("reason")))

    def _repeats(self, ordered: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> bool:
        """Whether a key of a sorted run stands twice in it, or in an earlier run."""
        if (ordered[1:] == ordered[:-1]).any():
            return True
        for run in self.runs:
            place = np.minimum(np.searchsorted(run, ordered), len(run) - 1)
            if len(run) and (run[place] == ordered).any():
                return True
        return False

    def _add(self, run: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> None:
        while self.runs and len(self.runs[-1]) <= len(run):
            run = np.sort(np.concatenate([self.runs.pop(), run]), kind="stable")
        self.runs.append(run)


class Newest:
    """The rows of a file that a newer version of theirs replaces; of equal versions the first stands."""

    def __init__(self, path: Path, reader: Reader, boundaries: Boundaries | None) -> None:
        pl = needed("polars")
        col = pl.col
        found = [
            judged(block, reader, boundaries).filter(col("reason").is_null()).select("row", "row_id", "version")
            for block in ahead(table_blocks(path, reader, lines=False))
            if block.frame.height
        ]
        kinds = {"row": pl.UInt32, "row_id": pl.String, "version": pl.Float64}
        each = pl.concat([pl.DataFrame(schema=kinds), *found]).unique("row", keep="first")
        ordered = each.sort(["version", "row"], descending=[True, False], nulls_last=True)
        best = ordered.unique("row_id", keep="first", maintain_order=True)
        others = each.join(best, on="row_id", suffix="_best").filter(col("row") != col("row_best"))
        same = (col("version") == col("version_best")) | col("version").is_null()
        self.marks = others.select("row", mark=pl.when(same).then(pl.lit(TWICE)).otherwise(pl.lit(REPLACED)))

    def marked(self, table: pl.DataFrame) -> pl.DataFrame:
        """Return the table with a reason at every good row that is not the newest of its id."""
        pl = needed("polars")
        return (
            table.join(self.marks, on="row", how="left", maintain_order="left")
            .with_columns(reason=pl.coalesce("reason", "mark"))
            .drop("mark")
        )


def read(path: Path, name: str | None = None, boundaries: Boundaries | None = None) -> Events:
    """Return a whole file of events.

    Parameters
    ----------
    path
        A CSV or Parquet file.
    name
        The format; left out, it is recognised by the columns.
    boundaries
        The oblasts' polygons: they decide the oblast of each row that has a point.

    Raises
    ------
    UsageError
        When the file cannot be read, or is of no known format.
    """
    pl = needed("polars")
    path = Path(path)
    reader = reader_of(path, name)
    found = list(batches(path, reader, boundaries))
    rows = pl.concat([each.rows for each in found]) if found else shaped(pl.DataFrame()).drop("reason").clear()
    rejects = pl.concat([each.rejects for each in found]) if found else rejects_of([], [], [])
    read, kept = sum(each.read for each in found), sum(each.kept for each in found)
    return Events(
        reader,
        path.name,
        digest(path),
        rows,
        rejects,
        read,
        kept,
        tuple(file_warnings(path, rejects, read, kept, recoded=any(each.recoded for each in found))),
    )


def file_warnings(path: Path, rejects: pl.DataFrame, read: int, kept: int, *, recoded: bool) -> Iterator[str]:
    """Yield what is odd about a file as a whole."""
    if not read:
        yield f"{path.name} has no rows"
    reasons = Counter(rejects["reason"].to_list())
    if read and reasons[ged.ELSEWHERE] > MOSTLY * read:
        yield f"{path.name} is mostly about another country: {reasons[ged.ELSEWHERE]:,} of {read:,} rows"
    elif read and kept < MOSTLY * read:
        reason, number = reasons.most_common(1)[0]
        yield f"only {kept:,} of the {read:,} rows of {path.name} could be used; most often: {reason} ({number:,})"
    if reasons[SWAPPED]:
        number = reasons[SWAPPED]
        yield f"{path.name}: latitude and longitude look swapped in {number:,} rows; they were set aside, not mended"
    if recoded:
        yield f"{path.name} is not UTF-8 and was read as Windows-1252"
