"""VIINA 2.0: reports of violent incidents in news, placed and classified by machine.

Columns: `event_id` is the row's key; `date` (YYYYMMDD) the day on which the report was published, which stands for the
day of the event; `ADM1_NAME`; `GEO_PRECISION` STREET (the point), ADM3 (a settlement), ADM2 (the district), ADM1 (the
oblast), anything else less than that; `t_*_b` and `a_*_b` are labels, 0 or 1. The tables of places and of labels come
apart: join them by `event_id` before, or use the table of one row a day (event_1pd); without labels the class is
"report".
The class is the first label that is 1, in the order of `LABELS`; a report with `t_mil_b` 0 is "not military".
Units: one row is one REPORT of an event in one place, not one event: more newspapers, more rows.
Quirks: no deaths. The authors advise against labels whose AUC is below 0.80; of these labels, shots with small arms
were found hard to tell (F1 0.57).
Lag: a day or two.
Licence: ODbL 1.0. No file may be had here: the tests use rows made up in the documented columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from placet.events.rows import Reader, codes_in, days_in, has, number
from placet.events.written import written_day
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl

LABELS = ("airstrike", "uav", "artillery", "armor", "raid", "firefight", "ied", "aad", "control", "occupy")
PLACE = {"STREET": "point", "ADM3": "near", "ADM2": "district", "ADM1": "oblast"}


def rows(raw: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a VIINA table."""
    pl = needed("polars")
    flags = [(label, f"t_{label}_b") for label in LABELS if f"t_{label}_b" in raw.columns]
    kind = pl.coalesce(
        pl.when((number(raw, "t_mil_b") == 0).fill_null(False)).then(pl.lit("not military")),
        *(pl.when((number(raw, name) == 1).fill_null(False)).then(pl.lit(label)) for label, name in flags),
        pl.lit("other military" if flags else "report"),
    )
    days = days_in(raw["date"], written_day)
    read = raw.with_columns(
        day_from=days, oblast=codes_in(raw["ADM1_NAME"], "viina"), precision=has(raw, "GEO_PRECISION").cast(pl.String)
    )
    place = pl.col("precision").replace_strict(PLACE, default="country", return_dtype=pl.String)
    return read.select(
        "row",
        row_id=pl.col("event_id").cast(pl.String),
        published="day_from",
        day_from="day_from",
        day_to="day_from",
        oblast=pl.when(place == "country").then(None).otherwise(pl.col("oblast")),
        **{"class": kind},
        count=pl.lit(1.0),
        place=place,
        time=pl.lit("day"),
        longitude=number(raw, "longitude"),
        latitude=number(raw, "latitude"),
    )


FLAGS = tuple(f"t_{label}_b" for label in LABELS)

READER = Reader(
    name="viina",
    title="VIINA 2.0",
    needs=("event_id", "date", "ADM1_NAME", "GEO_PRECISION"),
    wants=("longitude", "latitude", "t_mil_b", *FLAGS),
    rows=rows,
    about=__doc__ or "",
    lag_days=2,
    floats=("longitude", "latitude", "t_mil_b", *FLAGS),
)
