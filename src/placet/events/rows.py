"""Event rows in one form, whatever file they come from, and the rows that were set aside with their reasons.

A reader turns the columns of its format into the columns of `schema()` and a `reason`; what is common to all formats
is looked at here: days that cannot be, places outside the country, counts below zero, rows that stand twice.
Coordinates stay inside the package: no table that leaves it has them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from placet.extras import needed
from placet.places import codes, oblast

if TYPE_CHECKING:
    import polars as pl

PLACES = ("point", "near", "district", "oblast", "country")
"""How well the place is known: the point, some 25 km around it, the district, the oblast, less than the oblast."""
TIMES = ("day", "week", "long", "period")
"""How well the time is known: the day, up to a week, more than a week, or a report's period of some days."""
FIRST, LAST = date(1989, 1, 1), date(2100, 1, 1)
WEST, EAST, SOUTH, NORTH = 22.0, 40.4, 44.0, 52.5
"""A frame around Ukraine in degrees; a point outside it lies in another country or in the sea."""
OFF_COUNTRY = "the coordinates lie outside the country"
SWAPPED = "the coordinates lie outside the country: latitude and longitude look swapped"
TWICE = "a row with this id stands further up in the file"
REPLACED = "a newer row of this id stands in the file"


@dataclass(frozen=True)
class Reader:
    """One format of event files.

    Parameters
    ----------
    name, title
        What `--format` calls it, and what people call it.
    needs, wants
        The columns by which a file is recognised, and those that are read where they are there.
    rows
        From the columns of the file, all that were found, to the columns of `schema()` and `reason`; `row` is kept.
        One row may become several.
    about
        What a reader of the figures must know: columns, units, quirks, lag, licence.
    versioned
        Whether a file may hold several versions of a row, of which the newest stands.
    floats
        Columns that are read as numbers; a cell that is none is empty then.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    wants: tuple[str, ...]
    rows: Callable[[pl.DataFrame], pl.DataFrame] = field(repr=False)
    about: str = field(repr=False)
    lag_days: int
    versioned: bool = False
    floats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """A part of a file: kept rows, rejects (`line`, `row_id`, `reason`), and how many rows were read.

    `recoded` says that the bytes were not UTF-8 and were read as Windows-1252.
    """

    rows: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    read: int
    kept: int
    recoded: bool = False


@dataclass(frozen=True)
class Events:
    """A file of events as read: kept rows and rejects; `kept + len(rejects) == read` always.

    `rows` has the columns of `schema()`; one row of the file may stand in several of them (the explosions and the other
    violations of one report). `warnings` are sentences for the reader.
    """

    reader: Reader
    file: str
    sha256: str
    rows: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    read: int
    kept: int
    warnings: tuple[str, ...] = ()


def schema() -> dict[str, Any]:
    """Return the columns of every reader's table, in order, with their types."""
    pl = needed("polars")
    return {
        "row": pl.UInt32,
        "row_id": pl.String,
        "published": pl.Date,
        "day_from": pl.Date,
        "day_to": pl.Date,
        "oblast": pl.Enum(list(codes())),
        "class": pl.Categorical,
        "count": pl.Float64,
        "deaths_low": pl.Float64,
        "deaths": pl.Float64,
        "deaths_high": pl.Float64,
        "place": pl.Enum(list(PLACES)),
        "time": pl.Enum(list(TIMES)),
        "longitude": pl.Float64,
        "latitude": pl.Float64,
    }


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a reader's table with every column of `schema()` in its type, and `reason`."""
    pl = needed("polars")
    columns = []
    for name, kind in schema().items():
        found = pl.col(name) if name in frame.columns else pl.lit(None)
        strict = not isinstance(kind, pl.Enum)
        columns.append(found.cast(kind, strict=strict).alias(name))
    reason = pl.col("reason") if "reason" in frame.columns else pl.lit(None, dtype=pl.String)
    return frame.select(*columns, reason=reason)


def screened(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a shaped table whose `reason` also says what is wrong in any format; the first reason stands."""
    pl = needed("polars")
    col = pl.col
    longitude, latitude = col("longitude"), col("latitude")
    inside = longitude.is_between(WEST, EAST) & latitude.is_between(SOUTH, NORTH)
    swapped = latitude.is_between(WEST, EAST) & longitude.is_between(SOUTH, NORTH)
    precise = col("place").is_in(["point", "near"])

    def when(condition: Any, text: str) -> Any:
        return pl.when(condition).then(pl.lit(text))

    deaths = [col(name) for name in ("deaths_low", "deaths", "deaths_high")]
    wrong_count = (col("count") < 0) | col("count").is_nan() | col("count").is_infinite()
    wrong_deaths = pl.any_horizontal((each < 0) | each.is_nan() | each.is_infinite() for each in deaths)
    checks = [
        when(col("row_id").is_null() | (col("row_id") == ""), "the row has no id"),
        when(col("day_from").is_null() | col("day_to").is_null(), "there is no day that can be read"),
        when(~col("day_from").is_between(FIRST, LAST), f"the day is not between {FIRST.year} and {LAST.year}"),
        when(col("day_to") < col("day_from"), "it ends before it starts"),
        when(col("count").is_null(), "there is no count that can be read"),
        when(wrong_count.fill_null(False), "the count is not a number from 0 up"),
        when(wrong_deaths.fill_null(False), "the deaths are not numbers from 0 up"),
        when(longitude.is_null() != latitude.is_null(), "one of the two coordinates is missing"),
        when((precise & ~inside & swapped).fill_null(False), SWAPPED),
        when((precise & ~inside).fill_null(False), OFF_COUNTRY),
    ]
    return frame.with_columns(reason=pl.coalesce(col("reason"), *checks))


def days_in(column: pl.Series, read: Callable[[str], date | None]) -> pl.Series:
    """Return a column of days: as it stands when it has days, else each different text is read once."""
    pl = needed("polars")
    if column.dtype == pl.Date:
        return column
    if isinstance(column.dtype, pl.Datetime):
        return column.cast(pl.Date)
    iso = column.cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    if iso.null_count() == column.null_count():
        return iso
    texts = column.cast(pl.String).unique().drop_nulls().to_list()
    found = {text: read(text.strip()) for text in texts}
    return column.cast(pl.String).replace_strict(
        list(found), pl.Series(list(found.values()), dtype=pl.Date), default=None, return_dtype=pl.Date
    )


def codes_in(column: pl.Series, source: str) -> pl.Series:
    """Return the oblast codes behind a column of names; each different name is looked up once."""
    pl = needed("polars")
    kind = pl.Enum(list(codes()))
    texts = column.cast(pl.String).unique().drop_nulls().to_list()
    found = pl.Series([oblast(text, source) for text in texts], dtype=kind)
    if not texts:
        return pl.Series(column.name, [None] * len(column), dtype=kind)
    return column.cast(pl.String).replace_strict(texts, found, default=None, return_dtype=kind)


def has(frame: pl.DataFrame, name: str) -> Any:
    """Return the expression of a column, or of nothing when the file does not have it."""
    pl = needed("polars")
    return pl.col(name) if name in frame.columns else pl.lit(None)


def number(frame: pl.DataFrame, name: str) -> Any:
    """Return the expression of a column as numbers; a cell that is none is empty."""
    pl = needed("polars")
    return has(frame, name).cast(pl.Float64, strict=False)


def keyed(texts: pl.Series) -> pl.Series:
    """Return stable ids for texts that name a place or a moment more exactly than may leave this package."""
    pl = needed("polars")
    return pl.Series(
        [hashlib.blake2b(text.encode(), digest_size=12).hexdigest() for text in texts.to_list()], dtype=pl.String
    )
