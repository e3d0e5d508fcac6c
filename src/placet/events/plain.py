"""Any CSV or Parquet table with a day and an oblast: one event a row, or counts.

Columns: by any of their names, the day (`day`, `date`, `day_from`), the oblast (`oblast`, `region`, `adm_1`, `admin1`:
a name, an ISO 3166-2 code or a KATOTTH code), and where they are there: `id`, the last day (`day_to`), `class`, the
count (`count`, `events`; else 1), `deaths_low`, `deaths`, `deaths_high`, `latitude` and `longitude` (degrees),
`published`. Days are year-month-day, or day first with slashes.
Units: what the file counts. Without an id, day, oblast, class and point together are the key: two rows that agree in
all of them are taken as the same row twice.
Quirks: a row with a point is taken to be precise; without one it has no distance band.
Lag: unknown; say it in the dossier.
Licence: the file's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from placet.events.rows import Reader, codes_in, days_in, keyed, number
from placet.events.written import written_day
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl

NAMES = {
    "day": ("day", "date", "day_from"),
    "oblast": ("oblast", "region", "adm_1", "admin1"),
    "id": ("id", "row_id"),
    "day_to": ("day_to",),
    "class": ("class",),
    "count": ("count", "events"),
    "deaths_low": ("deaths_low",),
    "deaths": ("deaths",),
    "deaths_high": ("deaths_high",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "published": ("published",),
}


def fits(columns: Iterable[str]) -> bool:
    """Whether a table has a day, and an oblast or a point."""
    known = set(columns)
    return bool(known & set(NAMES["day"])) and (
        bool(known & set(NAMES["oblast"])) or bool(known & set(NAMES["latitude"]) and known & set(NAMES["longitude"]))
    )


def rows(raw: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a plain table."""
    pl = needed("polars")
    found = {name: next((column for column in columns if column in raw.columns), "") for name, columns in NAMES.items()}
    days = days_in(raw[found["day"]], written_day)

    def text(name: str) -> Any:
        return pl.col(found[name]).cast(pl.String) if found[name] else pl.lit(None, dtype=pl.String)

    def dates(name: str) -> Any:
        return days_in(raw[found[name]], written_day) if found[name] else pl.lit(None, dtype=pl.Date)

    oblasts = codes_in(raw[found["oblast"]], "plain") if found["oblast"] else pl.lit(None)
    key = [text(name).fill_null("") for name in ("day", "oblast", "class", "latitude", "longitude")]
    read = raw.with_columns(first=days, last=dates("day_to"), known=dates("published"), code=oblasts)
    day_to = pl.coalesce("last", "first")
    point = number(raw, found["latitude"]).is_not_null() | number(raw, found["longitude"]).is_not_null()
    length = (day_to - pl.col("first")).dt.total_days()
    return read.select(
        "row",
        row_id=text("id") if found["id"] else keyed(raw.select(pl.concat_str(key, separator="|")).to_series()),
        published="known",
        day_from="first",
        day_to=day_to,
        oblast="code",
        **{"class": text("class").fill_null("event")},
        count=number(raw, found["count"]) if found["count"] else pl.lit(1.0),
        deaths_low=number(raw, found["deaths_low"]),
        deaths=number(raw, found["deaths"]),
        deaths_high=number(raw, found["deaths_high"]),
        place=pl.when(point).then(pl.lit("point")).otherwise(pl.lit("oblast")),
        time=pl.when(length > 6).then(pl.lit("long")).when(length > 0).then(pl.lit("week")).otherwise(pl.lit("day")),
        longitude=number(raw, found["longitude"]),
        latitude=number(raw, found["latitude"]),
    )


READER = Reader(
    name="plain",
    title="plain CSV or Parquet",
    needs=(),
    wants=tuple(name for names in NAMES.values() for name in names),
    rows=rows,
    about=__doc__ or "",
    lag_days=0,
)
