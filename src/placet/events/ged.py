"""UCDP Georeferenced Event Dataset (GED), final and candidate releases, clean or saved by Excel.

Columns: `id` is the row's key, `date_start` and `date_end` its days, `date_prec` 1 the day, 2 and 3 up to a week, 4 a
month, 5 a year; `where_prec` 1 the point, 2 some 25 km around it, 3 the district, 4 the oblast, 5 to 7 less than that
(a line, the country, sea or air); `type_of_violence` 1 state-based, 2 non-state, 3 one-sided; `low`, `best`, `high`
deaths. Other columns are not read.
Units: one row is one event with at least one death; deaths are persons, fighters and civilians together.
Quirks: texts with line ends inside; copies saved by Excel are Windows-1252 and mix "1/22/2014 12:00:00 AM" with
"01/01/2015 00:00", both month first (2,984 of 2,987 rows that also stand in a clean copy say so; the rest were
revised); `active_year` is 1, true or True and is not used. In some rows (13 of 3,077) the low, best and high deaths
are not in order; they are kept as they stand. Candidate rows change under the same number and the file says so only in
`code_status`. A quarter of the rows of 2014 to 2023 have no point: they are counted without a distance band, or
without an oblast, and never put on a centroid.
Lag: a year for the final release, about a month for the candidate release.
Licence: CC BY 4.0; cite Davies et al. and Sundberg and Melander 2013.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.events.rows import Reader, codes_in, days_in, has, number
from placet.events.written import written_day
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl

UKRAINE = 369
ELSEWHERE = "the event lies in another country"
KINDS = {1: "state-based", 2: "non-state", 3: "one-sided"}
PLACE = {1: "point", 2: "near", 3: "district", 4: "oblast", 5: "country", 6: "country", 7: "country"}
TIME = {1: "day", 2: "week", 3: "week", 4: "long", 5: "long"}


def day(text: str) -> date | None:
    """Return a day as GED and Excel write it: ISO, or month first."""
    return written_day(text, month_first=True)


def rows(raw: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a GED table."""
    pl = needed("polars")
    place = number(raw, "where_prec").replace_strict(PLACE, default=None, return_dtype=pl.String)
    time = number(raw, "date_prec").replace_strict(TIME, default=None, return_dtype=pl.String)
    kind = number(raw, "type_of_violence").replace_strict(KINDS, default=None, return_dtype=pl.String)
    country = number(raw, "country_id")
    named = has(raw, "country").cast(pl.String)
    elsewhere = pl.when(country.is_not_null()).then(country != UKRAINE).otherwise(named != "Ukraine")
    read = raw.with_columns(
        day_from=days_in(raw["date_start"], day),
        day_to=days_in(raw["date_end"], day),
        oblast=codes_in(raw["adm_1"], "ged") if "adm_1" in raw.columns else pl.lit(None),
        place=place,
        time=time,
    )
    return read.select(
        "row",
        "day_from",
        "day_to",
        "time",
        row_id=pl.col("id").cast(pl.String),
        oblast=pl.when(pl.col("place") == "country").then(None).otherwise(pl.col("oblast")),
        **{"class": kind},
        count=pl.lit(1.0),
        deaths_low=number(raw, "low"),
        deaths=number(raw, "best"),
        deaths_high=number(raw, "high"),
        place="place",
        longitude=number(raw, "longitude"),
        latitude=number(raw, "latitude"),
        reason=pl.coalesce(
            pl.when(elsewhere.fill_null(False)).then(pl.lit(ELSEWHERE)),
            pl.when(pl.col("place").is_null()).then(pl.lit("where_prec is not 1 to 7")),
            pl.when(pl.col("time").is_null()).then(pl.lit("date_prec is not 1 to 5")),
            pl.when(kind.is_null()).then(pl.lit("type_of_violence is not 1, 2 or 3")),
            pl.when(number(raw, "best").is_null()).then(pl.lit("there is no best estimate of the deaths")),
        ),
    )


NUMBERS = ("where_prec", "date_prec", "type_of_violence", "country_id", "latitude", "longitude", "low", "best", "high")

READER = Reader(
    name="ged",
    title="UCDP GED",
    needs=("id", "date_start", "date_end", "where_prec", "date_prec", "type_of_violence", "best"),
    wants=("country", "adm_1", *NUMBERS),
    rows=rows,
    about=__doc__ or "",
    lag_days=31,
    floats=NUMBERS,
)
