"""What was known of every event row, and since when: versions of rows, kept beside the daily table that they make.

A version is what a file said of a row, by oblast, class, band and day, without coordinates; it stands from its
publication day until the next version of the row. A row that was taken back has a version without events. The daily
table is computed from the versions: for each day, the cells anew at every publication day on which one of them
changed, so that the newest publication day up to a day of knowledge tells what was known then.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placet.errors import OutputError, UsageError
from placet.events.daily import CELL, DEATHS, on_days, summed
from placet.extras import needed
from placet.whole import write_whole

if TYPE_CHECKING:
    import polars as pl

FIELDS = ("day_from", "day_to", "time", "oblast", "class", "precision", "count", *DEATHS)
VERSION = ("row_id", "published", "withdrawn", "band", *FIELDS)
FILES = ("sha256", "file", "format", "published", "complete", "read", "kept", "rejected")
FAR = date(9999, 12, 31)


def kinds() -> dict[str, Any]:
    """Return the columns of a table of versions with their types."""
    pl = needed("polars")
    days = dict.fromkeys(("published", "day_from", "day_to"), pl.Date)
    numbers = dict.fromkeys(("count", *DEATHS), pl.Float64)
    return {name: {**days, **numbers, "withdrawn": pl.Boolean}.get(name, pl.String) for name in VERSION}


@dataclass(frozen=True)
class Change:
    """What one file changed: the ids of rows that are new, that say something else now, and that were taken back.

    `unmentioned` counts rows of the days of the file that are known and do not stand in it; they are kept.
    """

    new: tuple[str, ...] = field(default=(), repr=False)
    changed: tuple[str, ...] = field(default=(), repr=False)
    withdrawn: tuple[str, ...] = field(default=(), repr=False)
    unmentioned: int = 0
    late: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.withdrawn)


def read_versions(path: Path) -> pl.DataFrame:
    """Return the versions of a file of versions; none when there is no file.

    Raises
    ------
    UsageError
        When the file was changed by hand and cannot be read.
    """
    pl = needed("polars")
    if not path.exists():
        return pl.DataFrame(schema=kinds())
    try:
        return pl.scan_csv(path, schema=kinds()).collect()
    except (pl.exceptions.PolarsError, OSError) as failure:
        first = str(failure).splitlines()[0]
        raise UsageError(
            f"{path} cannot be read ({first}); it is written by `placet watch`: take it back from git, or remove "
            "it and watch the files anew"
        ) from None


def standing(versions: pl.DataFrame) -> pl.DataFrame:
    """Return the newest version of every row, rows that were taken back left out."""
    pl = needed("polars")
    newest = versions.filter(pl.col("published") == pl.col("published").max().over("row_id"))
    return newest.filter(~pl.col("withdrawn"))


def contents(rows: pl.DataFrame) -> pl.DataFrame:
    """Return what each row says as one text: `row_id`, `content` without the band, `bands`."""
    pl = needed("polars")
    text = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in FIELDS], separator="|")
    lines = rows.select("row_id", line=text, band=pl.col("band").cast(pl.String)).sort("row_id", "line")
    return lines.group_by("row_id").agg(content=pl.col("line").str.join("\n"), bands=pl.col("band").str.join("\n"))


def taken(
    versions: pl.DataFrame, rows: pl.DataFrame, published: date, *, complete: bool
) -> tuple[pl.DataFrame, Change]:
    """Return the versions after a file was taken, and what it changed.

    Parameters
    ----------
    versions
        What is known.
    rows
        The rows of the file with `band` and `precision`, without coordinates.
    published
        The day from which the file is known. A row's own publication day stands where it is later than what is known of
        the row, and not later than the file.
    complete
        Whether the file is the whole of its days: known rows of these days that do not stand in it were taken back.
    """
    pl = needed("polars")
    known = standing(versions)
    before, now = contents(known), contents(rows)
    both = now.join(before, on="row_id", how="left", suffix="_known")
    new = both.filter(pl.col("content_known").is_null())["row_id"]
    unknown_band = pl.col("bands").str.contains("unknown")
    moved = (pl.col("content") != pl.col("content_known")) | (
        (pl.col("bands") != pl.col("bands_known")) & ~unknown_band
    )
    changed = both.filter(pl.col("content_known").is_not_null() & moved)["row_id"]
    last = versions.group_by("row_id").agg(last=pl.col("published").max())
    fresh = rows.filter(pl.col("row_id").is_in(pl.concat([new, changed]).implode()))
    own = pl.min_horizontal(pl.col("published"), pl.lit(published))
    later = own.is_not_null() & (pl.col("last").is_null() | (own > pl.col("last")))
    added = (
        fresh.join(last, on="row_id", how="left", maintain_order="left")
        .with_columns(published=pl.when(later).then(own).otherwise(pl.lit(published)), withdrawn=pl.lit(False))
        .select(pl.col(name).cast(kind) for name, kind in kinds().items())
    )
    absent = known.join(now, on="row_id", how="anti")
    if rows.height:
        absent = absent.filter(
            (pl.col("day_from") >= rows["day_from"].min()) & (pl.col("day_to") <= rows["day_to"].max())
        )
    gone = absent["row_id"].unique(maintain_order=True) if complete else absent["row_id"].clear()
    until = pl.lit(known["day_to"].max(), dtype=pl.Date)
    late = rows.filter(pl.col("row_id").is_in(new.implode()) & (pl.col("day_to") <= until))
    change = Change(
        tuple(new.sort()),
        tuple(changed.sort()),
        tuple(gone),
        0 if complete else absent["row_id"].n_unique(),
        late["row_id"].n_unique(),
    )
    return with_versions(versions, pl.concat([added, taken_back(known, gone, published)])), change


def withdrawn(versions: pl.DataFrame, rows: pl.DataFrame, published: date) -> tuple[pl.DataFrame, Change]:
    """Return the versions after a list of deletions was taken, and what it changed."""
    known = standing(versions)
    gone = known.join(rows.select("row_id"), on="row_id", how="semi")["row_id"].unique(maintain_order=True)
    return with_versions(versions, taken_back(known, gone, published)), Change(withdrawn=tuple(gone))


def taken_back(known: pl.DataFrame, gone: pl.Series, published: date) -> pl.DataFrame:
    """Return a version for each row that was taken back: its day and cell stay, its events are none."""
    pl = needed("polars")
    return known.filter(pl.col("row_id").is_in(gone.implode())).with_columns(
        published=pl.lit(published),
        withdrawn=pl.lit(True),
        count=pl.lit(0.0),
        **{name: pl.when(pl.col(name).is_not_null()).then(pl.lit(0.0)) for name in DEATHS},
    )


def with_versions(versions: pl.DataFrame, added: pl.DataFrame) -> pl.DataFrame:
    """Return versions and new ones in order; of two of one row and publication day the new one stands."""
    pl = needed("polars")
    kept = versions.join(added.select("row_id", "published").unique(), on=["row_id", "published"], how="anti")
    return pl.concat([kept, added]).sort(["published", "row_id", "class", "day_from"], maintain_order=True)


def daily_vintages(versions: pl.DataFrame) -> pl.DataFrame:
    """Return the daily table with `published`: every cell of a day at each publication day on which the day changed."""
    pl = needed("polars")
    ends = (
        versions.select("row_id", "published")
        .unique()
        .sort("row_id", "published")
        .with_columns(until=pl.col("published").shift(-1).over("row_id").fill_null(FAR))
    )
    placed = on_days(versions.join(ends, on=["row_id", "published"]).filter(pl.col("time") != "long"))
    moments = pl.concat(
        [placed.select("day", "published"), placed.filter(pl.col("until") < FAR).select("day", published="until")]
    ).unique()
    cells = placed.group_by("day", *CELL).agg(first=pl.col("published").min())
    frame = cells.join(moments, on="day").filter(pl.col("published") >= pl.col("first")).drop("first")
    active = placed.drop("row_id").rename({"published": "since"}).join(moments, on="day")
    active = active.filter((pl.col("since") <= pl.col("published")) & (pl.col("published") < pl.col("until")))
    counts = summed(active, ("day", "published", *CELL))
    by = ["day", *CELL, "published"]
    table = frame.join(counts, on=by, how="left", nulls_equal=True).with_columns(pl.col("events").fill_null(0.0))
    columns = ["day", *CELL, "events", *DEATHS, "published"]
    return table.select(columns).sort(["day", "published", *CELL], nulls_last=False)


def spans(versions: pl.DataFrame) -> pl.DataFrame:
    """Return what is known now of events that are dated to more than a week."""
    pl = needed("polars")
    return summed(standing(versions).filter(pl.col("time") == "long"), ("day_from", "day_to", *CELL))


def csv_text(table: pl.DataFrame, comment: str) -> str:
    """Return a table as CSV with a comment above it; whole numbers are written without a point."""
    return table_text(table.columns, (map(written, row) for row in table.iter_rows()), comment)


def table_text(columns: Iterable[str], rows: Iterable[Iterable[object]], comment: str = "") -> str:
    """Return rows as CSV, with a comment above it when there is one."""
    out = io.StringIO()
    out.write(f"# {comment}\n" if comment else "")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def written(cell: object) -> object:
    """Return a cell as it is written."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else round(cell, 6)
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else cell


def replaced(path: Path, text: str) -> bool:
    """Write a file through a temporary one beside it, and return whether its text is another than before.

    Raises
    ------
    OutputError
        When it cannot be written; the old file stands then.
    """
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return False
        write_whole(path, text.encode("utf-8"), synced=True)
    except OSError as failure:
        raise OutputError(f"cannot write {path}: {failure.strerror or failure}") from None
    return True
