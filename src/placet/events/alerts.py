"""Air-raid alerts by region, official and volunteer tables (Vadimkin/ukrainian-air-raid-sirens-dataset).

Columns: official `oblast,raion,hromada,level,started_at,finished_at,source`, volunteer `region,started_at,finished_at,
naive`. Times are UTC; the day is that of the start in Kyiv. There is no id: a hash of place and start is the key.
The class is "alert" for a whole oblast, "alert in a raion" and "alert in a hromada" for less.
Units: one row is one alert, not one strike; an alert says that one was expected.
Quirks: the permanent alerts of Luhansk oblast (since 4 April 2022) and Crimea (since 10 December 2022) are NOT in the
files, so no row is no quiet there. In the volunteer table `naive` True means that the end was never seen and half an
hour was put in; only starts are counted here. Official alerts are mostly by raion since December 2025: counts of
oblast-wide alerts fall then without anything having changed.
Lag: a day.
Licence: MIT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from placet.events.rows import Reader, codes_in, has, keyed
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl

CLASSES = {"oblast": "alert", "raion": "alert in a raion", "hromada": "alert in a hromada"}
ZONE = "Europe/Kyiv"


def rows(raw: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a table of alerts."""
    pl = needed("polars")
    region = "oblast" if "oblast" in raw.columns else "region"
    start, end = moment(raw, "started_at"), moment(raw, "finished_at")
    level = has(raw, "level").cast(pl.String).fill_null("oblast")
    parts = [has(raw, name).cast(pl.String).fill_null("") for name in (region, "raion", "hromada", "started_at")]
    return raw.select(
        "row",
        row_id=keyed(raw.select(pl.concat_str(parts, separator="|")).to_series()),
        day_from=start.dt.convert_time_zone(ZONE).dt.date(),
        day_to=start.dt.convert_time_zone(ZONE).dt.date(),
        oblast=codes_in(raw[region], "alerts"),
        **{"class": level.replace_strict(CLASSES, default=None, return_dtype=pl.String)},
        count=pl.lit(1.0),
        place=pl.lit("oblast"),
        time=pl.lit("day"),
        reason=pl.coalesce(
            pl.when(~level.is_in(list(CLASSES))).then(pl.lit("level is not oblast, raion or hromada")),
            pl.when((end < start).fill_null(False)).then(pl.lit("it ends before it starts")),
        ),
    )


def moment(raw: pl.DataFrame, name: str) -> pl.Expr:
    """Return a column of moments in UTC."""
    pl = needed("polars")
    if name in raw.columns and isinstance(raw.schema[name], pl.Datetime):
        zoned = getattr(raw.schema[name], "time_zone", None)
        return pl.col(name) if zoned else pl.col(name).dt.replace_time_zone("UTC")
    text = has(raw, name).cast(pl.String).str.strip_chars().str.slice(0, 19).str.replace("T", " ")
    return text.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_zone="UTC")


READER = Reader(
    name="alerts",
    title="air-raid alerts, official",
    needs=("oblast", "level", "started_at", "finished_at"),
    wants=("raion", "hromada"),
    rows=rows,
    about=__doc__ or "",
    lag_days=1,
)

VOLUNTEER = Reader(
    name="alerts-volunteer",
    title="air-raid alerts, volunteer",
    needs=("region", "started_at", "finished_at", "naive"),
    wants=(),
    rows=rows,
    about=__doc__ or "",
    lag_days=1,
)
