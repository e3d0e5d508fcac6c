"""Ceasefire violations by region and reporting period, as the OSCE Special Monitoring Mission reported them.

Columns: `report,issued,period_start,period_end,region,violations,explosions,live_fire_exercise,kind`. A period runs
from 19:30 Kyiv time on `period_start` to 19:30 on `period_end` and counts for the day on which it ends; a period of
several days (weekends) is shared among its days in equal parts, and says so in its precision.
Classes: "explosion" (a part of the violations), "other violation", "exercise" (shots in live-fire exercises, taken out
of the violations: first out of the others), and "partly exercise" where the report says only that most were in an
exercise: how many violations are left is unknown there.
Units: one is one violation that was seen or heard; what nobody was let near is not in it.
Quirks: a report restates the period before (`kind` previous), which fills gaps; of two statements on one period the
one issued last stands. Before autumn 2020 the summaries often give no count. A day without a row was not reported or
not transcribed, and is unknown, not quiet.
Lag: a day or two. The mission ended in 2022.
Licence: figures are facts from public reports; cite OSCE SMM.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from placet.events.rows import Reader, codes_in, days_in, has
from placet.events.written import written_day
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl


def rows(raw: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a table of region-periods: one for each class that has a count."""
    pl = needed("polars")
    start, end = days_in(raw["period_start"], written_day), days_in(raw["period_end"], written_day)
    issued = days_in(raw["issued"], written_day) if "issued" in raw.columns else pl.lit(None, dtype=pl.Date)
    total = pl.col("violations").cast(pl.Float64, strict=False)
    heard = has(raw, "explosions").cast(pl.Float64, strict=False).fill_null(0.0)
    drill = has(raw, "live_fire_exercise").cast(pl.String)
    drilled = drill.cast(pl.Float64, strict=False)
    vague = drill.is_not_null() & (drill != "") & drilled.is_null()
    drills = drilled.fill_null(0.0)
    others = total - heard
    read = raw.with_columns(
        start=start, day_to=end, published=issued, oblast=codes_in(raw["region"], "osce")
    ).with_columns(
        day_from=pl.col("start") + pl.duration(days=1),
        row_id=pl.concat_str(
            [pl.col(name).cast(pl.String).fill_null("") for name in ("region", "period_start", "period_end")],
            separator="|",
        ),
        version=pl.col("published").cast(pl.Int32).cast(pl.Float64)
        + (has(raw, "kind") == "previous").fill_null(False) * 0.5,
        place=pl.lit("oblast"),
        time=pl.when((pl.col("day_to") - pl.col("start")).dt.total_days() > 1)
        .then(pl.lit("period"))
        .otherwise(pl.lit("day")),
        reason=pl.coalesce(
            pl.when(total.is_null()).then(pl.lit("there is no count that can be read")),
            pl.when(heard > total).then(pl.lit("there are more explosions than violations")),
            pl.when(drills > total).then(pl.lit("there are more violations in exercises than violations")),
            pl.when(pl.col("day_to") <= pl.col("start")).then(pl.lit("it ends before it starts")),
        ),
        **{
            "explosion": pl.when(vague).then(None).otherwise(heard - pl.max_horizontal(drills - others, pl.lit(0.0))),
            "other violation": pl.when(vague).then(None).otherwise(pl.max_horizontal(others - drills, pl.lit(0.0))),
            "exercise": pl.when(vague | (drills == 0)).then(None).otherwise(drills),
            "partly exercise": pl.when(vague).then(total),
        },
    )
    kinds = ["explosion", "other violation", "exercise", "partly exercise"]
    fixed = ["row", "row_id", "published", "version", "day_from", "day_to", "oblast", "place", "time", "reason"]
    long = read.unpivot(kinds, index=fixed, variable_name="class", value_name="count")
    whole = read.select(*fixed, **{"class": pl.lit("other violation")}, count=pl.lit(0.0)).filter(
        pl.col("reason").is_not_null()
    )
    return pl.concat(
        [long.filter(pl.col("count").is_not_null() & pl.col("reason").is_null()), whole], how="vertical_relaxed"
    ).sort("row", maintain_order=True)


READER = Reader(
    name="osce",
    title="OSCE SMM region-periods",
    needs=("issued", "period_start", "period_end", "region", "violations"),
    wants=("explosions", "live_fire_exercise", "kind"),
    rows=rows,
    about=__doc__ or "",
    lag_days=2,
    versioned=True,
)
