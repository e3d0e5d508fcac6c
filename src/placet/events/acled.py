"""ACLED exports, with the columns of today and of before 2024.

Columns: `event_id_cnty` is the row's key and the newest `timestamp` of a key stands; `event_date`; `time_precision` 1
the day, 2 the week, 3 the month; `admin1`; `geo_precision` 1 the place, 2 a part of the oblast (the point is a town
chosen to stand for it), 3 the oblast; `event_type`, `sub_event_type`, `fatalities`. Older exports add `data_id` and
`iso3`, which are not read.
The class is the `sub_event_type` of "Explosions/Remote violence" and the `event_type` of all else, in small letters.
Units: one row is one event; fatalities are persons, without a low and a high estimate.
Quirks: days are written 2020-07-31, 31 July 2020 or 14/08/2020 00:00:00 (day first). One toll may be split over
several rows. Rows are revised and deleted long after: the list of deletions (`event_id_cnty`, `deleted_timestamp`) is
a format of its own, and `placet watch` withdraws what it names.
Lag: about a week.
Licence: ACLED's terms; the rows must not be passed on. No file may be had here: the tests use rows made up in the
documented columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from placet.events.ged import ELSEWHERE
from placet.events.rows import Reader, codes_in, days_in, has, number
from placet.events.written import moment_day, written_day
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl

UKRAINE_ISO = 804
EXPLOSIONS = "explosions/remote violence"
PLACE = {1: "point", 2: "district", 3: "oblast"}
TIME = {1: "day", 2: "week", 3: "long"}


def rows(raw: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of an ACLED export."""
    pl = needed("polars")
    days = days_in(raw["event_date"], written_day)
    stamp = days_in(raw["timestamp"], moment_day) if "timestamp" in raw.columns else pl.lit(None, dtype=pl.Date)
    read = raw.with_columns(
        day_from=days,
        published=stamp,
        version=stamped(raw),
        oblast=codes_in(raw["admin1"], "acled"),
        place=number(raw, "geo_precision").replace_strict(PLACE, default=None, return_dtype=pl.String),
        time=number(raw, "time_precision").replace_strict(TIME, default=None, return_dtype=pl.String),
    )
    kind = pl.col("event_type").cast(pl.String).str.to_lowercase()
    finer = has(raw, "sub_event_type").cast(pl.String).str.to_lowercase()
    iso, country = number(raw, "iso"), has(raw, "country").cast(pl.String)
    elsewhere = pl.when(country.is_not_null()).then(country != "Ukraine").otherwise(iso != UKRAINE_ISO)
    month = pl.col("time") == "long"
    return read.select(
        "row",
        "published",
        "version",
        "place",
        "time",
        "oblast",
        row_id=pl.col("event_id_cnty").cast(pl.String),
        day_from=pl.when(month).then(pl.col("day_from").dt.month_start()).otherwise(pl.col("day_from")),
        day_to=pl.when(month).then(pl.col("day_from").dt.month_end()).otherwise(pl.col("day_from")),
        **{"class": pl.when(kind == EXPLOSIONS).then(pl.coalesce(finer, kind)).otherwise(kind)},
        count=pl.lit(1.0),
        deaths=number(raw, "fatalities"),
        longitude=number(raw, "longitude"),
        latitude=number(raw, "latitude"),
        reason=pl.coalesce(
            pl.when(elsewhere.fill_null(False)).then(pl.lit(ELSEWHERE)),
            pl.when(kind.is_null()).then(pl.lit("there is no event_type")),
            pl.when(pl.col("place").is_null()).then(pl.lit("geo_precision is not 1, 2 or 3")),
            pl.when(pl.col("time").is_null()).then(pl.lit("time_precision is not 1, 2 or 3")),
        ),
    )


def stamped(raw: pl.DataFrame) -> pl.Expr:
    """Return what orders the versions of a row: the seconds of `timestamp`, or nothing."""
    pl = needed("polars")
    seconds = number(raw, "timestamp")
    moments = (
        has(raw, "timestamp").cast(pl.String).str.to_datetime(strict=False, time_zone="UTC", format="%Y-%m-%d %H:%M:%S")
    )
    return pl.coalesce(seconds, moments.dt.epoch("s").cast(pl.Float64))


def withdrawn(raw: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a list of deletions: an id, and the day on which it was withdrawn."""
    pl = needed("polars")
    days = days_in(raw["deleted_timestamp"], moment_day)
    return raw.select(
        "row",
        row_id=pl.col("event_id_cnty").cast(pl.String),
        published=days,
        day_from=days,
        day_to=days,
        **{"class": pl.lit("withdrawn")},
        count=pl.lit(0.0),
        place=pl.lit("country"),
        time=pl.lit("day"),
    )


FLOATS = ("geo_precision", "time_precision", "iso", "latitude", "longitude", "fatalities")

READER = Reader(
    name="acled",
    title="ACLED",
    needs=("event_id_cnty", "event_date", "event_type", "admin1", "geo_precision", "time_precision"),
    wants=("sub_event_type", "country", "timestamp", *FLOATS),
    rows=rows,
    about=__doc__ or "",
    lag_days=7,
    versioned=True,
    floats=FLOATS,
)

DELETED = Reader(
    name="acled-deleted",
    title="ACLED, list of deletions",
    needs=("event_id_cnty", "deleted_timestamp"),
    wants=(),
    rows=withdrawn,
    about="The rows that ACLED took back: `event_id_cnty` and `deleted_timestamp`. Only `placet watch` can use it.",
    lag_days=7,
)
