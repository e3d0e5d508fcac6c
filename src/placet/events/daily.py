"""Event rows into daily counts by oblast, class, distance band and precision: the only form in which events leave here.

Precision says how sure day and place are: `precise`; `week`, dated to within seven days (it stands on its first day,
or in equal parts on the days of a report's period); `oblast`, no point is known; `country`, not even the oblast. What
is dated to a month or a year stands on no day, but apart in `spans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from placet.events.distance import BANDS, UNKNOWN, bands
from placet.events.lines import DEGREES, METRES, Lines
from placet.events.reading import batches, file_warnings, reader_of
from placet.events.rows import Batch, Events
from placet.extras import needed

if TYPE_CHECKING:
    import polars as pl

    from placet.events.boundaries import Boundaries

PRECISIONS = ("precise", "week", "oblast", "country")
CELL = ("oblast", "class", "band", "precision")
DEATHS = ("deaths_low", "deaths", "deaths_high")
COLUMNS = ("day", *CELL, "events", *DEATHS)
SPAN_COLUMNS = ("day_from", "day_to", *CELL, "events", *DEATHS)
SHOWN = 5


@dataclass(frozen=True)
class Counts:
    """Daily counts, with what they could not hold.

    `table` has the columns `COLUMNS`, a row for each day and cell that has an event; `spans` has `SPAN_COLUMNS`, the
    events that are dated to more than a week. Empty deaths mean that the source counts none.
    """

    table: pl.DataFrame = field(repr=False)
    spans: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    read: int
    kept: int
    warnings: tuple[str, ...] = ()


def daily_counts(
    events: Path | Events,
    lines: Lines | None = None,
    boundaries: Boundaries | None = None,
    *,
    name: str | None = None,
    reject_lines: bool = True,
) -> Counts:
    """Return daily counts of a file of events, read block by block, or of events that were read.

    Parameters
    ----------
    events
        A file, or what `read` returned.
    lines
        The front line of each day; without it every band is unknown.
    boundaries
        The oblasts' polygons; they decide the oblast of rows with a point. Only for a file.
    name
        The format of a file; left out, it is recognised.
    reject_lines
        Whether the line of each reject is looked up, or its row is enough.

    Raises
    ------
    UsageError
        When the file cannot be read or is of no known format.
    """
    if isinstance(events, Events):
        parts: Iterable[Batch] = [Batch(events.rows, events.rejects, events.read, events.kept)]
    else:
        parts = batches(events, reader_of(events, name), boundaries, reject_lines=reject_lines)
    pl = needed("polars")
    tables, spans, rejects, read, kept, recoded = [], [], [], 0, 0, False
    used: dict[date, int] = {}
    for part in parts:
        rows = celled(part.rows, lines, used)
        tables.append(summed(on_days(rows), ("day", *CELL)))
        spans.append(summed(rows.filter(pl.col("time") == "long"), ("day_from", "day_to", *CELL)))
        rejects.append(part.rejects)
        read, kept, recoded = read + part.read, kept + part.kept, recoded or part.recoded
    turned_down = pl.concat(rejects)
    warnings = list(line_warnings(used, lines)) if lines else []
    if isinstance(events, Events):
        warnings = [*events.warnings, *warnings]
    else:
        warnings = [*file_warnings(events, turned_down, read, kept, recoded=recoded), *warnings]
    return Counts(
        summed(pl.concat(tables), ("day", *CELL), again=True).select(COLUMNS),
        summed(pl.concat(spans), ("day_from", "day_to", *CELL), again=True).select(SPAN_COLUMNS),
        turned_down,
        read,
        kept,
        tuple(warnings),
    )


def celled(rows: pl.DataFrame, lines: Lines | None, used: dict[date, int] | None = None) -> pl.DataFrame:
    """Return rows with their `band` and `precision`, and without coordinates.

    `used` collects the line of each day that had an event with a point.
    """
    pl = needed("polars")
    place, time = pl.col("place"), pl.col("time")
    precision = (
        pl.when(place == "country")
        .then(pl.lit("country"))
        .when(place.is_in(["oblast", "district"]))
        .then(pl.lit("oblast"))
        .when(time != "day")
        .then(pl.lit("week"))
        .otherwise(pl.lit("precise"))
    )
    band = np.full(rows.height, UNKNOWN, dtype=np.uint8)
    if lines is not None and rows.height:
        pointed = rows["place"].is_in(["point", "near"]) & rows["longitude"].is_not_null() & (rows["time"] != "long")
        where = pointed.to_numpy()
        band[where] = row_bands(
            rows.select("day_from", "longitude", "latitude").filter(pointed), lines, {} if used is None else used
        )
    kind = pl.Enum(list(BANDS))
    return rows.with_columns(
        band=pl.lit(pl.Series(band)).cat.to(kind), precision=precision.cast(pl.Enum(list(PRECISIONS)))
    ).drop("longitude", "latitude")


def row_bands(rows: pl.DataFrame, lines: Lines, used: dict[date, int]) -> Any:
    """Return the band of each row with a point to the line of its first day."""
    pyproj = needed("pyproj")
    for day in rows["day_from"].unique().to_list():
        if day not in used:
            used[day] = lines.line_of(day)
    day = rows["day_from"]
    line = day.replace_strict(list(used), list(used.values()), return_dtype=needed("polars").Int64).to_numpy()
    metres = pyproj.Transformer.from_crs(DEGREES, METRES, always_xy=True)
    points = np.column_stack(metres.transform(rows["longitude"].to_numpy(), rows["latitude"].to_numpy()))
    return bands(points, line, lines)


def on_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the `day` on which they stand; the rows of a report's period in equal parts on its days."""
    pl = needed("polars")
    single = rows.filter(pl.col("time").is_in(["day", "week"])).with_columns(day="day_from")
    period = rows.filter(pl.col("time") == "period")
    if not period.height:
        return single
    length = (pl.col("day_to") - pl.col("day_from")).dt.total_days() + 1
    shared = [(pl.col(name) / length).alias(name) for name in ("count", *DEATHS)]
    spread = period.with_columns(*shared, day=pl.date_ranges("day_from", "day_to")).explode("day", empty_as_null=True)
    return pl.concat([single, spread.select(single.columns)])


def summed(rows: pl.DataFrame, by: tuple[str, ...], *, again: bool = False) -> pl.DataFrame:
    """Return the sums of the counts and deaths, in order; deaths of which none is known stay empty."""
    pl = needed("polars")
    count = pl.col("events" if again else "count").sum().alias("events")
    deaths = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in DEATHS]
    return rows.group_by(by).agg(count, *deaths).sort(by, nulls_last=True)


def line_warnings(used: dict[date, int], lines: Lines) -> Iterator[str]:
    """Yield what was odd about the lines of the days that had events."""
    older = sorted(day for day, place in used.items() if place >= 0 and lines.days[place] != day)
    none = sorted(day for day, place in used.items() if place < 0)
    torn = sorted(lines.days[place] for place in lines.torn)
    if older:
        yield f"{listed(older)} without a front line of their own: the nearest earlier line stands for them"
    if torn:
        yield f"{listed(torn)} with a hole in the front line: it is not used"
    if none:
        yield f"{listed(none)} without a front line that can be used: the distance band is unknown there"


def listed(days: list[date]) -> str:
    """Return days in words: their number and the first ones."""
    shown = ", ".join(map(str, days[:SHOWN]))
    return f"{len(days)} day{'s' if len(days) > 1 else ''} ({shown}{', ...' if len(days) > SHOWN else ''})"
