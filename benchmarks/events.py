"""A million events x oblast x that day's front line: what it costs, side by side with other ways to the same figures.

    ./run bench benchmarks/events.py                       everything
    .venv/bin/python benchmarks/events.py --quick          the usual pandas script and Dask only, no growth

Rows: real rows of UCDP GED (Ukraine, CC BY 4.0) with a point and a day, repeated, moved a little and dated to 776 days
of front lines, with a seed; all 49 columns. The event rows, the daily lines and the oblasts' polygons lie beside the
repository, in ../shared/data. Every way runs in a process of its own, from start to the written table; the tables must
be equal to the last digit. Wall and CPU in seconds, peak memory as the system counts it.

Goals (2 cores): 12 times faster than pandas + geopandas from CSV, 18 times from Parquet, under a quarter of its
memory; ten million rows in bounded memory with linear growth; the same counts on Dask.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
GED = DATA / "ucdp_ged_ukraine" / "ged_ukraine_20140122_20220223.csv"
LINES = DATA / "deepstate_frontline" / "frontline_daily_utm36.parquet"
OBLASTS = DATA / "boundaries" / "ukraine_oblast.geojson"
FIRST, LAST = date(2024, 7, 8), date(2026, 8, 22)
SEED = 20260518
JITTER_DEGREES = 0.4
NEEDED = ["id", "date_start", "latitude", "longitude", "low", "best", "high"]
EDGES_M = [10_000.0, 30_000.0, 100_000.0]
BANDS = ["0-10 km", "10-30 km", "30-100 km", "over 100 km"]
KEYS = ["day", "oblast", "band"]
SUMS = ["events", "deaths_low", "deaths", "deaths_high"]


# The rows


def event_rows(first_id: int, rows: int) -> Any:
    """Return `rows` events with all columns of GED: real ones, repeated, moved and dated anew."""
    import polars as pl

    real = pl.read_csv(GED, infer_schema_length=None).filter(
        (pl.col("where_prec") <= 2) & (pl.col("date_prec") == 1) & (pl.col("country_id") == 369)
    )
    random = np.random.default_rng(SEED + first_id)
    frame = real[random.integers(0, real.height, rows)]
    days = np.datetime64(FIRST) + random.integers(0, (LAST - FIRST).days + 1, rows)
    when = pl.Series(days.astype("datetime64[ms]")).cast(pl.Date)
    return frame.with_columns(
        id=pl.Series(np.arange(first_id, first_id + rows)),
        date_start=when,
        date_end=when,
        latitude=pl.Series(np.round(frame["latitude"].to_numpy() + random.normal(0, JITTER_DEGREES, rows), 6)),
        longitude=pl.Series(np.round(frame["longitude"].to_numpy() + random.normal(0, JITTER_DEGREES, rows), 6)),
    )


def write_rows(folder: Path, rows: int, *, csv: bool) -> None:
    """Write the rows as Parquet, and as CSV when that is asked for."""
    import pyarrow.parquet as parquet

    size = 250_000
    writer = None
    for first in range(0, rows, size):
        part = event_rows(first + 1, min(size, rows - first))
        table = part.to_arrow()
        writer = writer or parquet.ParquetWriter(folder / f"ged-{rows}.parquet", table.schema, compression="zstd")
        writer.write_table(table)
        if csv:
            with (folder / f"ged-{rows}.csv").open("ab") as file:
                part.write_csv(file, include_header=first == 0)
    assert writer is not None
    writer.close()


# The ways


def ours(file: Path) -> Any:
    """Return the counts as `placet.events` makes them."""
    import polars as pl

    from placet import events

    counts = events.daily_counts(file, events.lines(LINES), events.boundaries(OBLASTS), reject_lines=False)
    assert counts.kept + counts.rejects.height == counts.read
    return counts.table.group_by(KEYS).agg(pl.col(name).sum() for name in SUMS)


def oblast_codes(names: list[str]) -> list[str]:
    """Return the codes of the polygons' names."""
    from placet.events import oblast

    return [str(oblast(name)) for name in names]


def day_lines() -> tuple[dict[date, Any], Any]:
    """Return the line of each day, the nearest earlier one where a day has none, in UTM 36 N."""
    import geopandas

    table = geopandas.read_parquet(LINES)
    own = {when.date(): line for when, line in zip(table["date"], table.geometry, strict=True)}
    found: dict[date, Any] = {}
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        found[day] = own.get(day, found.get(day - timedelta(days=1)))
    return found, table.crs


def with_geopandas(frame: Any) -> Any:
    """Return the counts of a pandas table: a spatial join, then the distance day by day."""
    import geopandas
    import pandas

    frame["day"] = pandas.to_datetime(frame["date_start"]).dt.date
    points = geopandas.GeoDataFrame(
        frame, geometry=geopandas.points_from_xy(frame["longitude"], frame["latitude"]), crs="EPSG:4326"
    )
    oblasts = geopandas.read_file(OBLASTS)
    oblasts["oblast"] = oblast_codes(list(oblasts["ADMIN_1"]))
    points = points.sjoin(oblasts[["oblast", "geometry"]], predicate="within")
    lines, crs = day_lines()
    points = points.to_crs(crs)
    parts = [
        pandas.Series(part.distance(lines[day]), index=part.index)
        for day, part in points.geometry.groupby(points["day"])
    ]
    away = pandas.concat(parts).reindex(points.index)
    points["band"] = np.array(BANDS)[np.searchsorted(EDGES_M, away.to_numpy(), side="left")]
    return (
        points.groupby(KEYS)
        .agg(events=("id", "size"), deaths_low=("low", "sum"), deaths=("best", "sum"), deaths_high=("high", "sum"))
        .reset_index()
    )


def pandas_whole(file: Path) -> Any:
    """Return the counts by pandas and geopandas, the file read as most scripts do."""
    import pandas

    whole = pandas.read_parquet(file) if file.suffix == ".parquet" else pandas.read_csv(file, low_memory=False)
    return with_geopandas(whole)


def pandas_columns(file: Path) -> Any:
    """Return the same with only the needed columns read."""
    import pandas

    if file.suffix == ".parquet":
        return with_geopandas(pandas.read_parquet(file, columns=NEEDED))
    return with_geopandas(pandas.read_csv(file, usecols=NEEDED))


def polars_shapely(file: Path) -> Any:
    """Return the counts by polars and shapely: prepared polygons and lines."""
    import geopandas
    import polars as pl
    import pyproj
    import shapely

    scan = pl.scan_parquet(file) if file.suffix == ".parquet" else pl.scan_csv(file, try_parse_dates=True)
    frame = scan.select(NEEDED).collect().with_columns(day=pl.col("date_start").cast(pl.Date))
    oblasts = geopandas.read_file(OBLASTS)
    found = np.full(frame.height, -1)
    x, y = frame["longitude"].to_numpy(), frame["latitude"].to_numpy()
    for number, polygon in enumerate(oblasts.geometry):
        shapely.prepare(polygon)
        found[shapely.contains_xy(polygon, x, y)] = number
    names = np.array([*oblast_codes(list(oblasts["ADMIN_1"])), ""])
    frame = frame.with_columns(oblast=pl.Series(names[found])).filter(pl.Series(found >= 0)).sort("day")
    lines, crs = day_lines()
    metres = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    points = shapely.points(*metres.transform(frame["longitude"].to_numpy(), frame["latitude"].to_numpy()))
    away, start = np.empty(frame.height), 0
    for day, rows in frame.group_by("day", maintain_order=True).len().iter_rows():
        shapely.prepare(lines[day])
        away[start : start + rows] = shapely.distance(points[start : start + rows], lines[day])
        start += rows
    frame = frame.with_columns(band=pl.Series(np.array(BANDS)[np.searchsorted(EDGES_M, away, side="left")]))
    return frame.group_by(KEYS).agg(
        pl.len().alias("events"),
        pl.col("low").sum().alias("deaths_low"),
        pl.col("best").sum().alias("deaths"),
        pl.col("high").sum().alias("deaths_high"),
    )


def duckdb_spatial(file: Path) -> Any:
    """Return the counts by DuckDB and its spatial extension, in SQL."""
    import duckdb
    import geopandas
    import pandas
    from duckdb_extensions import import_extension

    con = duckdb.connect()
    import_extension("spatial", con=con)
    con.execute("LOAD spatial")
    oblasts = geopandas.read_file(OBLASTS)
    shapes = pandas.DataFrame({"oblast": oblast_codes(list(oblasts["ADMIN_1"])), "wkb": oblasts.geometry.to_wkb()})
    lines, _ = day_lines()
    fronts = pandas.DataFrame({"day": list(lines), "wkb": [line.wkb for line in lines.values()]})
    con.register("shapes", shapes)
    con.register("fronts", fronts)
    con.execute("CREATE TABLE oblasts AS SELECT oblast, ST_GeomFromWKB(wkb) AS area FROM shapes")
    con.execute("CREATE TABLE lines AS SELECT day::DATE AS day, ST_GeomFromWKB(wkb) AS line FROM fronts")
    source = f"read_parquet('{file}')" if file.suffix == ".parquet" else f"read_csv('{file}')"
    return con.execute(
        f"""
        WITH events AS (
            SELECT date_start::DATE AS day, low, best, high, ST_Point(longitude, latitude) AS point FROM {source}
        ), placed AS (
            SELECT e.day, o.oblast, low, best, high,
                ST_Distance(ST_Transform(point, 'EPSG:4326', 'EPSG:32636', always_xy := true), l.line) AS away
            FROM events e JOIN oblasts o ON ST_Within(e.point, o.area) JOIN lines l ON l.day = e.day
        )
        SELECT day, oblast, CASE WHEN away <= 10000 THEN '0-10 km' WHEN away <= 30000 THEN '10-30 km'
            WHEN away <= 100000 THEN '30-100 km' ELSE 'over 100 km' END AS band,
            count(*) AS events, sum(low) AS deaths_low, sum(best) AS deaths, sum(high) AS deaths_high
        FROM placed GROUP BY ALL
        """
    ).df()


def dask(file: Path) -> Any:
    """Return the counts by Dask: the row groups on its workers, each with our own expressions, then its group-by."""
    import dask.dataframe
    import polars as pl

    from placet import events
    from placet.events.blocks import Block
    from placet.events.daily import CELL, celled, on_days, summed
    from placet.events.reading import Seen, batch

    lines, boundaries = events.lines(LINES), events.boundaries(OBLASTS)
    reader = events.READERS["ged"]

    def counted(part: Any) -> Any:
        table = pl.from_pandas(part).with_row_index("row")
        rows = batch(Block(table, b"", 1, 1), reader, boundaries, Seen()).rows
        found = summed(on_days(celled(rows, lines)), ("day", *CELL)).select([*KEYS, *SUMS])
        texts = found.with_columns(pl.col("day").cast(pl.String), pl.col("oblast", "band").cast(pl.String))
        return texts.to_pandas().astype(kinds)

    kinds = {**dict.fromkeys(KEYS, "object"), **dict.fromkeys(SUMS, "float64")}
    columns = list(dict.fromkeys([*reader.needs, *reader.wants]))
    with dask.config.set({"dataframe.convert-string": False}):
        table = dask.dataframe.read_parquet(file, columns=columns, split_row_groups=True)
        counts = table.map_partitions(counted, meta=kinds)
        return counts.groupby(KEYS)[SUMS].sum().compute(scheduler="threads").reset_index()


WAYS: dict[str, Callable[[Path], Any]] = {
    "placet": ours,
    "pandas + geopandas": pandas_whole,
    "pandas + geopandas, needed columns": pandas_columns,
    "polars + shapely": polars_shapely,
    "DuckDB + spatial": duckdb_spatial,
    "Dask with placet's expressions": dask,
}


OURS, PEER, DASK = "placet", "pandas + geopandas", "Dask with placet's expressions"
FROM_CSV = tuple(way for way in WAYS if way != DASK)
FROM_PARQUET = (OURS, PEER, DASK)
QUICK = (OURS, PEER)
LONGEST_S = 900


def written(table: Any) -> list[list[object]]:
    """Return a table of counts in one form and order."""
    import polars as pl

    frame = table if isinstance(table, pl.DataFrame) else pl.from_pandas(table)
    plain = frame.with_columns(pl.col("day").cast(pl.String).str.slice(0, 10), pl.col("oblast", "band").cast(pl.String))
    return [
        list(row)
        for row in plain.with_columns(pl.col(name).cast(pl.Int64) for name in SUMS)
        .select([*KEYS, *SUMS])
        .sort(KEYS)
        .rows()
    ]


# The comparison


def measured(way: str, file: Path, folder: Path) -> dict[str, Any] | None:
    """Return what a way costs in a process of its own, and its table; nothing when it cannot run here."""
    out = folder / "table.json"
    out.unlink(missing_ok=True)
    start = time.perf_counter()
    words = [sys.executable, __file__, "--way", way, str(file), str(out)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=(folder / "stderr").open("w"))
    late = threading.Timer(LONGEST_S, process.kill)
    late.start()
    _, status, usage = os.wait4(process.pid, 0)
    late.cancel()
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = (folder / "stderr").read_text().strip().splitlines() or [f"ended by signal {-process.returncode}"]
        print(f"{way:46}did not run after {wall:.0f} s: {said[-1][:120]}", flush=True)
        return None
    table = json.loads(out.read_text())
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak_gb": usage.ru_maxrss / 1e6, "table": table}


def line(name: str, cost: dict[str, Any], peer: dict[str, Any]) -> str:
    """Return a line of the printed table."""
    return (
        f"{name:46}{cost['wall']:8.2f}{cost['cpu']:8.2f}{cost['peak_gb']:8.2f}"
        f"{cost['wall'] / peer['wall']:9.1f}{cost['cpu'] / peer['cpu']:9.1f}{cost['peak_gb'] / peer['peak_gb']:9.1f}"
    )


def rows_written(folder: Path, rows: int, *, csv: bool) -> None:
    """Write the rows in a process of its own: a child's peak memory begins with its parent's."""
    words = [sys.executable, __file__, "--write", str(folder), str(rows), "csv" if csv else ""]
    subprocess.run(words, check=True)


def main() -> None:
    """Print the comparison."""
    if not all(file.exists() for file in (GED, LINES, OBLASTS)):
        sys.exit(
            "events.py: the rows, lines and polygons lie beside the repository, in ../shared/data; they are not there"
        )
    quick = "--quick" in sys.argv
    rows = int(next((word.removeprefix("--rows=") for word in sys.argv if word.startswith("--rows=")), 1_000_000))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        rows_written(folder, rows, csv=True)
        csv, parquet = folder / f"ged-{rows}.csv", folder / f"ged-{rows}.parquet"
        print(f"{rows:,} rows: CSV {csv.stat().st_size / 1e6:,.0f} MB, Parquet {parquet.stat().st_size / 1e6:,.0f} MB")
        print(load(), flush=True)
        measured("placet", parquet, folder)  # the loop is compiled once, on the first run after an installation
        reference: list[list[object]] = []
        from_csv = compared(csv, QUICK if quick else FROM_CSV, folder, reference)
        from_parquet = compared(parquet, FROM_PARQUET, folder, reference)
        peer = from_csv.get(PEER)
        if peer:
            print()
            goal("from CSV, both", peer, from_csv[OURS], 12)
            goal("from Parquet, against pandas + geopandas from CSV", peer, from_parquet[OURS], 18)
        if peer := from_parquet.get(PEER):
            goal("from Parquet, both", peer, from_parquet[OURS], 18)
        events, deaths = sum(int(str(row[3])) for row in reference), sum(int(str(row[5])) for row in reference)
        print(f"\nevery figure equal: {len(reference):,} cells, {events:,} events inside, {deaths:,} deaths")
        if not quick and "--no-growth" not in sys.argv:
            print_growth(folder, rows)
        print(load())


def load() -> str:
    """Return what else the machine does, in a sentence."""
    average = os.getloadavg()[0]
    return f"load {average:.1f} on {os.cpu_count()} processors (over {os.cpu_count()}: wall times are too long)"


def compared(file: Path, ways: tuple[str, ...], folder: Path, reference: list[list[object]]) -> dict[str, Any]:
    """Print what each way costs from a file and return it; every table is the reference, which the first one fills."""
    print(
        f"\nfrom {file.suffix[1:]}\n{'':46}{'wall s':>8}{'CPU s':>8}{'GB':>8}{'x wall':>9}{'x CPU':>9}{'x memory':>9}"
    )
    costs: dict[str, Any] = {}
    for way in ways:
        tries = [measured(way, file, folder) for _ in range(3 if way == OURS else 1)]
        found = [cost for cost in tries if cost]
        if not found:
            assert way != OURS, "placet itself did not run"
            continue
        costs[way] = min(found, key=lambda cost: cost["cpu"])
        reference.extend(costs[way]["table"] if not reference else ())
        assert all(cost["table"] == reference for cost in found), f"{way} from {file.suffix} gives other figures"
        print(line(way, costs[way], costs[OURS]), flush=True)
    return costs


def goal(name: str, slow: dict[str, Any], own: dict[str, Any], times: int) -> None:
    """Print whether a goal is met, in wall and in CPU seconds."""
    wall, cpu, share = slow["wall"] / own["wall"], slow["cpu"] / own["cpu"], own["peak_gb"] / slow["peak_gb"]

    def said(faster: float) -> str:
        return f"{faster:.1f} times ({'met' if faster >= times else 'MISSED'})"

    print(
        f"goal {name}, {times} times faster: wall {said(wall)}, CPU {said(cpu)}; "
        f"{share:.2f} of its memory ({'met' if share < 0.25 else 'MISSED'}: 0.25)"
    )


def print_growth(folder: Path, rows: int) -> None:
    """Print how time and memory grow with the rows."""
    print(f"\ngrowth, placet from Parquet\n{'rows':>12}{'CPU s':>9}{'GB':>8}{'us a row':>10}")
    for times in (1, 2, 5, 10):
        file = folder / f"ged-{times * rows}.parquet"
        if not file.exists():
            rows_written(folder, times * rows, csv=False)
        cost = measured(OURS, file, folder)
        if cost:
            each = cost["cpu"] / (times * rows) * 1e6
            print(f"{times * rows:>12,}{cost['cpu']:>9.2f}{cost['peak_gb']:>8.2f}{each:>10.2f}", flush=True)


if __name__ == "__main__":
    if "--way" in sys.argv:
        _, _, chosen, from_file, to_file = sys.argv
        Path(to_file).write_text(json.dumps(written(WAYS[chosen](Path(from_file)))))
    elif "--write" in sys.argv:
        write_rows(Path(sys.argv[2]), int(sys.argv[3]), csv=sys.argv[4] == "csv")
    else:
        main()
