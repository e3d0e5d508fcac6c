"""Daily counts: what stands on which day, in which oblast and band, and what is kept apart."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.errors import UsageError
from placet.events import Lines, boundaries, daily_counts, lines
from placet.events.daily import COLUMNS
from placet.events.distance import bands, bands_by_numpy
from placet.events.lines import MOST_STALE_DAYS

DAY = date(2025, 5, 1)
FRONT = "deepstate_frontline/frontline_daily_utm36.parquet"


def front(folder, days: dict[str, list[list[list[float]]]]):
    """Write front lines as GeoJSON files, a list of lines for each day, and return them as read."""
    folder.mkdir(exist_ok=True)
    for day, parts in days.items():
        shape = {"type": "MultiLineString", "coordinates": parts}
        content = {"type": "Feature", "properties": {}, "geometry": shape}
        (folder / f"{day}.geojson").write_text(json.dumps(content))
    return lines(folder)


def straight(longitude: float = 37.8) -> list[list[list[float]]]:
    """Return a line from south to north through the country."""
    return [[[longitude, 46.5], [longitude, 48.0], [longitude, 49.5]]]


# Bands


def test_an_event_is_told_by_its_band_to_the_line_of_its_own_day(tmp_path, written, ged):
    """The line moves a degree west, some 75 km, from one day to the next."""
    found = front(tmp_path / "lines", {"2025-05-01": straight(37.8), "2025-05-02": straight(36.8)})
    rows = [
        ged(id=1, longitude=37.75),
        ged(id=2, longitude=37.75, date_start="2025-05-02", date_end="2025-05-02"),
        ged(id=3, longitude=37.5),
        ged(id=4, longitude=36.0, adm_1="Dnipropetrovsk oblast"),
    ]
    counts = daily_counts(written(rows), found)
    told = dict(
        counts.table.group_by("day", "band")
        .agg(pl.col("events").sum())
        .select(pl.concat_str("day", pl.lit(" "), "band"), "events")
        .rows()
    )
    assert {
        "2025-05-01 0-10 km": 1,
        "2025-05-01 10-30 km": 1,
        "2025-05-01 over 100 km": 1,
        "2025-05-02 30-100 km": 1,
    } == told
    assert () == counts.warnings


def test_no_table_that_leaves_has_a_coordinate_or_a_finer_place(tmp_path, written, ged):
    """Oblast, day and band are the finest."""
    counts = daily_counts(written([ged()]), front(tmp_path / "lines", {"2025-05-01": straight()}))
    assert list(COLUMNS) == counts.table.columns
    assert {"line", "row_id", "reason"} == set(counts.rejects.columns)
    assert {"latitude", "longitude"}.isdisjoint(counts.spans.columns)


def test_a_day_without_a_line_takes_an_earlier_one_and_says_so(tmp_path, written, ged):
    """Never a later one, and not one of more than a week ago."""
    found = front(tmp_path / "lines", {"2025-05-01": straight(), "2025-05-20": straight()})
    days = {"2025-04-30": "unknown", "2025-05-08": "0-10 km", "2025-05-09": "unknown", "2025-05-19": "unknown"}
    rows = [ged(id=n, date_start=day, date_end=day) for n, day in enumerate(days)]
    counts = daily_counts(written(rows), found)
    assert days == {str(day): band for day, band in counts.table.select("day", "band").rows()}
    assert (
        "1 day (2025-05-08) without a front line of their own: the nearest earlier line stands for them",
        "3 days (2025-04-30, 2025-05-09, 2025-05-19) without a front line that can be used: the distance band "
        "is unknown there",
    ) == counts.warnings


def test_a_line_with_a_hole_is_not_used(tmp_path, written, ged):
    """Half of the line is missing on one of nine days: the band is unknown, not far."""
    days = {str(DAY + timedelta(days=n)): straight() for n in range(9)}
    days["2025-05-05"] = [[[37.8, 46.5], [37.8, 48.0]]]
    rows = [ged(id=1, date_start="2025-05-05", date_end="2025-05-05", latitude=49.0), ged(id=2)]
    counts = daily_counts(written(rows), front(tmp_path / "lines", days))
    assert ["0-10 km", "unknown"] == counts.table["band"].to_list()
    assert "1 day (2025-05-05) with a hole in the front line: it is not used" in counts.warnings


def test_only_a_point_has_a_band(tmp_path, written, ged):
    """A district, an oblast and a country have a centroid, which is no place."""
    found = front(tmp_path / "lines", {"2025-05-01": straight()})
    counts = daily_counts(written([ged(id=n, where_prec=n) for n in range(1, 7)]), found)
    told = counts.table.select("precision", "band", "events").rows()
    assert {("precise", "0-10 km", 2.0), ("oblast", "unknown", 2.0), ("country", "unknown", 2.0)} == set(told)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            {"type": "Polygon", "coordinates": [[[30, 50], [31, 50], [31, 51], [30, 50]]]},
            "a front line is made of lines",
        ),
        (
            {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "LineString", "coordinates": straight()[0]},
                    {"type": "Polygon", "coordinates": [[[30, 50], [31, 50], [31, 51], [30, 50]]]},
                ],
            },
            "2025-05-01.geojson: a front line is made of lines",
        ),
        ({"type": "nothing"}, "is no GeoJSON file with features"),
    ],
)
def test_an_area_is_no_front_line(tmp_path, content, message):
    """Its border is the front only in part."""
    (tmp_path / "2025-05-01.geojson").write_text(json.dumps(content))
    with pytest.raises(UsageError, match=message):
        lines(tmp_path)


def test_a_folder_without_lines_is_refused(tmp_path):
    """With the form of the names."""
    with pytest.raises(UsageError, match="name each GeoJSON file by its day"):
        lines(tmp_path)
    with pytest.raises(UsageError, match="there is no folder or file"):
        lines(tmp_path / "nowhere")


def test_two_files_of_one_day_are_refused(tmp_path):
    """Which one is right, nobody can tell."""
    with pytest.raises(UsageError, match="the day 2025-05-01 stands twice; leave one of the two"):
        front(tmp_path, {"2025-05-01": straight(), "front_20250501": straight()})


def test_the_seven_missing_days_of_the_sample_have_an_earlier_line(shared):
    """769 of 776 days; none is torn."""
    found = lines(shared(FRONT))
    missing = ["2024-08-18", "2024-08-19", "2025-01-01", "2025-03-31", "2025-04-01", "2025-11-26", "2026-07-09"]
    assert (769, frozenset()) == (len(found.days), found.torn)
    for text in missing:
        day = date.fromisoformat(text)
        assert day not in found.days
        assert 0 < (day - found.days[found.line_of(day)]).days <= 2
    assert -1 == found.line_of(date(2024, 7, 7))
    assert -1 == found.line_of(date(2026, 8, 22) + timedelta(days=MOST_STALE_DAYS + 1))


def test_bands_are_those_of_shapely_and_both_ways_agree(shared):
    """20,000 points on ten days of real lines."""
    import shapely

    found = lines(shared(FRONT))
    random = np.random.default_rng(7)
    points = np.column_stack([random.uniform(2e5, 9e5, 20_000), random.uniform(5.1e6, 5.7e6, 20_000)])
    line = random.choice([0, 100, 200, 300, 400, 500, 600, 700, 768, -1], 20_000)
    told = bands(points, line, found)
    assert np.array_equal(told[:2000], bands(points[:2000], line[:2000], found, with_numba=False))
    for each in set(line.tolist()) - {-1}:
        ends = found.segments[found.starts[each] : found.starts[each + 1]].reshape(-1, 2, 2)
        away = shapely.distance(shapely.points(points[line == each]), shapely.multilinestrings(list(ends)))
        assert np.array_equal(np.searchsorted([1e4, 3e4, 1e5], away, side="left"), told[line == each])
    assert {4} == set(told[line == -1].tolist())


coordinate = st.floats(-200_000, 200_000)


@settings(max_examples=60, deadline=None)
@given(
    points=st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=20),
    ends=st.lists(st.tuples(coordinate, coordinate, coordinate, coordinate), min_size=1, max_size=400),
)
def test_the_compiled_loop_and_numpy_give_the_same_bands(points, ends):
    """Blocks that are passed over never hide the nearest segment."""
    found = Lines((DAY,), np.array(ends, dtype=float), np.array([0, len(ends)]))
    at = np.array(points, dtype=float)
    told = bands(at, np.zeros(len(at), dtype=np.int64), found)
    assert np.array_equal(bands_by_numpy(at, found.segments), told)


def test_a_point_on_the_edge_belongs_to_the_nearer_band():
    """10, 30 and 100 km exactly, and a metre more."""
    found = Lines((DAY,), np.array([[0.0, -1e6, 0.0, 1e6]]), np.array([0, 1]))
    at = np.array([[x, 0.0] for x in (1e4, 10_001, 3e4, 30_001, 1e5, 100_001)])
    assert [0, 1, 1, 2, 2, 3] == bands(at, np.zeros(6, dtype=np.int64), found).tolist()


# Days


def test_an_event_of_a_month_stands_on_no_day(written, ged):
    """It is visible beside the days."""
    rows = [ged(id=1), ged(id=2, date_prec=4, date_start="2025-05-01", date_end="2025-05-31", best=40, high=40)]
    counts = daily_counts(written(rows))
    assert [1.0] == counts.table["events"].to_list()
    assert [(date(2025, 5, 1), date(2025, 5, 31), 40.0)] == counts.spans.select("day_from", "day_to", "deaths").rows()


def test_an_event_of_a_week_says_so(written, ged):
    """It stands on its first day."""
    counts = daily_counts(written([ged(date_prec=2, date_end="2025-05-04")]))
    assert [(DAY, "week")] == counts.table.select("day", "precision").rows()


def test_a_report_of_a_weekend_is_shared_among_its_days(written):
    """From Friday evening to Sunday evening: Saturday and Sunday get a half each."""
    row = {
        "issued": "2021-11-08",
        "period_start": "2021-11-05",
        "period_end": "2021-11-07",
        "region": "Luhansk",
        "violations": 9,
    }
    table = daily_counts(written([row])).table.filter(pl.col("class") == "other violation")
    assert [(date(2021, 11, 6), 4.5), (date(2021, 11, 7), 4.5)] == table.select("day", "events").rows()


def test_deaths_that_a_source_does_not_count_stay_empty(written, ged):
    """No toll is not a toll of zero."""
    assert [None] == daily_counts(written([{"day": "2025-05-01", "oblast": "UA-14"}])).table["deaths"].to_list()
    assert [2.0] == daily_counts(written([ged()])).table["deaths"].to_list()


def test_the_counts_of_the_flagship_come_out_of_the_readers(shared):
    """events/ged_ukraine_daily.csv counts 3,077 rows by first day; so do ours, with the days of months apart."""
    counts = daily_counts(shared("ucdp_ged_ukraine/ged_ukraine_20140122_20220223.csv"))
    assert 3076 == counts.table["events"].sum() + counts.spans["events"].sum()
    assert 149 == counts.spans["events"].sum()
    told = counts.table.filter((pl.col("day") == date(2014, 8, 29)) & (pl.col("oblast") == "UA-14"))
    assert 233 == told["events"].sum()  # 235 rows that day, one in Luhansk, one without an oblast


def test_every_way_of_cutting_a_file_gives_the_same_counts(written, ged, monkeypatch):
    """Block by block is the whole."""
    from placet.events import blocks

    path = written([ged(id=n, source_original="x\n" * (n % 3), best=n, high=n) for n in range(200)])
    whole = daily_counts(path)
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 700)
    monkeypatch.setattr(blocks.csv_blocks, "__defaults__", (700,))
    assert whole.table.equals(daily_counts(path).table)


def test_boundaries_of_nowhere_are_refused(tmp_path):
    """None of the features is an oblast."""
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    file = tmp_path / "b.geojson"
    file.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": {"name": "X"}, "geometry": square}],
            }
        )
    )
    with pytest.raises(UsageError, match="no feature has the name or the code of an oblast of Ukraine"):
        boundaries(file)


def test_the_raster_and_the_polygons_agree(shared):
    """200,000 points all over the frame."""
    import shapely

    found = boundaries(shared("boundaries/ukraine_oblast.geojson"))
    random = np.random.default_rng(3)
    x, y = random.uniform(21.5, 40.5, 50_000), random.uniform(43.9, 52.6, 50_000)
    told = np.full(50_000, -1)
    for number, polygon in enumerate(found.polygons):
        told[shapely.contains_xy(polygon, x, y)] = number
    assert np.array_equal(told, found.oblasts(x, y))
