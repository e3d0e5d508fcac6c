"""Readers: real files where they are there, made-up rows in the documented columns where none may be had."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from functools import partial

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placet.errors import UsageError
from placet.events import READERS, blocks, boundaries, read, reader_of, reading
from placet.events.rows import OFF_COUNTRY, REPLACED, SWAPPED, TWICE, schema

UKRAINE_CLEAN = "ucdp_ged_ukraine/ged_ukraine_20140122_20220223.csv"
UKRAINE_EXCEL = "ucdp_ged_ukraine/ged_ukraine_201401_202304_candidate_excelmangled_cp1252.csv"


def reasons(events) -> dict[str, int]:
    """Return how often each reason was given."""
    return dict(Counter(events.rejects["reason"].to_list()))


# GED


def test_the_clean_file_of_ged_is_read_whole_but_for_an_event_in_russia(shared):
    """3,077 rows, one of them in Rostov oblast, on line 69."""
    found = read(shared(UKRAINE_CLEAN))
    assert ("ged", 3077, 3076) == (found.reader.name, found.read, found.kept)
    assert [(69, "154671", "the event lies in another country")] == found.rejects.rows()
    assert () == found.warnings


def test_the_file_that_excel_saved_gives_the_same_days_as_the_clean_one(shared):
    """Both styles of days are month first; three of the 2,987 common rows were revised."""
    clean, excel = read(shared(UKRAINE_CLEAN)), read(shared(UKRAINE_EXCEL))
    assert (3883, 3882) == (excel.read, excel.kept)
    assert () == excel.warnings  # its Windows-1252 letters stand in columns that are not read
    both = excel.rows.join(clean.rows, on="row_id", suffix="_clean")
    assert (2987, 2984) == (both.height, both.filter(pl.col("day_from") == pl.col("day_from_clean")).height)


def test_every_name_of_an_oblast_in_both_files_is_known(shared):
    """What has a place finer than the country has an oblast."""
    for name in (UKRAINE_CLEAN, UKRAINE_EXCEL):
        rows = read(shared(name)).rows
        assert 0 == rows.filter((pl.col("place") != "country") & pl.col("oblast").is_null()).height


def test_the_line_of_a_reject_is_counted_through_line_ends_inside_texts(shared):
    """As the csv module of Python counts them."""
    path = shared(UKRAINE_EXCEL)
    found = read(path)
    (line, row_id, _reason) = found.rejects.row(0)
    with path.open(encoding="cp1252", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        before = reader.line_num
        for row in reader:
            if row[0] == row_id:
                break
            before = reader.line_num
    assert before + 1 == line


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"id": ""}, "the row has no id"),
        ({"date_start": "yesterday"}, "there is no day that can be read"),
        ({"date_start": "31/12/2024 00:00"}, "there is no day that can be read"),
        ({"date_start": "2025-05-02"}, "it ends before it starts"),
        ({"date_start": "1900-01-01", "date_end": "1900-01-01"}, "the day is not between 1989 and 2100"),
        ({"country_id": 365, "country": "Russia (Soviet Union)"}, "the event lies in another country"),
        ({"where_prec": 9}, "where_prec is not 1 to 7"),
        ({"date_prec": ""}, "date_prec is not 1 to 5"),
        ({"type_of_violence": "x"}, "type_of_violence is not 1, 2 or 3"),
        ({"best": "some"}, "there is no best estimate of the deaths"),
        ({"best": -1}, "the deaths are not numbers from 0 up"),
        ({"adm_1": "Rostov oblast"}, "the oblast is not named, or by a name that is not known"),
        ({"latitude": 37.8, "longitude": 48.0}, SWAPPED),
        ({"latitude": 52.52, "longitude": 13.4}, OFF_COUNTRY),
        ({"latitude": ""}, "one of the two coordinates is missing"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_with_its_line_and_reason(written, ged, said, reason):
    """The good row beside it is kept."""
    found = read(written([ged(id=1, source_original="two\nlines"), ged(**{"id": 2, **said})]))
    assert (2, 1) == (found.read, found.kept)
    assert [(4, str(said.get("id", 2)), reason)] == found.rejects.rows()


def test_a_row_that_stands_twice_is_kept_once(written, ged):
    """Across blocks, too: ids are remembered."""
    found = read(written([ged(id=1), ged(id=2), ged(id=1)]))
    assert [(4, "1", TWICE)] == found.rejects.rows()
    assert ["1", "2"] == found.rows["row_id"].to_list()


def test_a_file_of_another_country_is_said(written, ged):
    """In one sentence, whatever else is wrong."""
    found = read(written([ged(id=i, country="Syria", country_id=652) for i in range(3)]))
    assert 0 == found.kept
    assert ("events.csv is mostly about another country: 3 of 3 rows",) == found.warnings


def test_swapped_coordinates_are_said_and_not_mended(written, ged):
    """Whoever wrote the file knows what is right."""
    found = read(written([ged(id=1, latitude=37.8, longitude=48.0), ged(id=2)]))
    expected = "events.csv: latitude and longitude look swapped in 1 rows; they were set aside, not mended"
    assert (expected,) == found.warnings


def test_imprecise_places_and_times_are_kept_as_what_they_are(written, ged):
    """A centroid is no point, a month is no day."""
    rows = [ged(id=p, where_prec=p, date_prec=min(p, 5)) for p in (1, 2, 3, 4, 5, 6)]
    found = read(written(rows)).rows
    assert ["point", "near", "district", "oblast", "country", "country"] == found["place"].to_list()
    assert ["day", "week", "week", "long", "long", "long"] == found["time"].to_list()
    assert ["UA-14"] * 4 + [None] * 2 == found["oblast"].to_list()


def test_boundaries_decide_where_a_point_lies(shared, written, ged):
    """Kharkiv city lies in Kharkiv oblast whatever the row says; a point in the sea in none."""
    polygons = boundaries(shared("boundaries/ukraine_oblast.geojson"))
    rows = [
        ged(id=1, latitude=49.99, longitude=36.23),
        ged(id=2, latitude=45.0, longitude=31.0),
        ged(id=3, latitude=44.6, longitude=33.52),
        ged(id=4, latitude=44.95, longitude=34.1),
    ]
    found = read(written(rows), boundaries=polygons)
    assert ["UA-63", "UA-40", "UA-43"] == found.rows["oblast"].to_list()
    assert {OFF_COUNTRY: 1} == reasons(found)


# ACLED: no file may be had here; made-up rows in the documented columns of today and of before


def acled(**said: object) -> dict[str, object]:
    """Return a made-up row with the columns of an ACLED export of today."""
    return {
        "event_id_cnty": "UKR1",
        "event_date": "2025-05-01",
        "year": 2025,
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "iso": 804,
        "country": "Ukraine",
        "admin1": "Kyiv City",
        "latitude": 50.45,
        "longitude": 30.52,
        "geo_precision": 1,
        "notes": "made up,\nwith a line end",
        "fatalities": 0,
        "timestamp": 1746400000,
        **said,
    }


def test_acled_rows_of_today(written):
    """The class is the finer one for explosions."""
    rows = [acled(), acled(event_id_cnty="UKR2", event_type="Battles", sub_event_type="Armed clash", admin1="Kyiv")]
    found = read(written(rows))
    assert "acled" == found.reader.name
    assert ["air/drone strike", "battles"] == found.rows["class"].to_list()
    assert ["UA-30", "UA-32"] == found.rows["oblast"].to_list()
    assert [date(2025, 5, 4)] * 2 == found.rows["published"].to_list()


def test_acled_rows_of_old_exports(written):
    """data_id and iso3 are not read, and days are day first."""
    rows = [
        {"data_id": n, "iso3": "UKR", **acled(event_id_cnty=f"UKR{n}", event_date=text)}
        for n, text in enumerate(("2020-07-31", "14/08/2020 00:00:00", "31 July 2020"))
    ]
    days = read(written(rows)).rows["day_from"].to_list()
    assert [date(2020, 7, 31), date(2020, 8, 14), date(2020, 7, 31)] == days


def test_of_two_versions_of_an_acled_row_the_newest_stamp_stands(written):
    """Wherever it stands in the file; an equal one is the same row twice."""
    rows = [
        acled(timestamp=300, fatalities=2),
        acled(timestamp=100, fatalities=9),
        acled(timestamp=300, fatalities=2),
        acled(event_id_cnty="UKR2", timestamp=50),
    ]
    found = read(written(rows))
    assert {REPLACED: 1, TWICE: 1} == reasons(found)
    assert [2.0, 0.0] == found.rows["deaths"].to_list()


@pytest.mark.parametrize("block_bytes", [150, 400, 5_000])
def test_the_newest_version_is_found_across_blocks_wherever_it_stands(written, monkeypatch, block_bytes):
    """Blocks of a row or a few: the same rows, reasons and lines as in one block."""
    numbers = [1, 2, 1, 3, 2, 4, 1, 4, 5]
    stamps = [10, 30, 20, 10, 20, None, 20, None, 10]
    stated = [
        acled(event_id_cnty=f"UKR{number}", timestamp=stamp or "", notes="two\nlines")
        for number, stamp in zip(numbers, stamps, strict=True)
    ]
    stated[1]["geo_precision"] = 9  # the newest of UKR2 cannot be used: the older one stands
    path = written(stated)
    whole = read(path)
    monkeypatch.setattr(reading, "csv_blocks", partial(blocks.csv_blocks, block_bytes=block_bytes))
    parts = read(path)
    assert whole.rejects.rows() == parts.rejects.rows()
    assert whole.rows.rows() == parts.rows.rows()
    assert ["UKR1", "UKR3", "UKR2", "UKR4", "UKR5"] == parts.rows["row_id"].to_list()
    assert {REPLACED: 1, TWICE: 2, "geo_precision is not 1, 2 or 3": 1} == reasons(parts)


def test_an_acled_row_of_a_month_spans_the_month(written):
    """time_precision 3."""
    found = read(written([acled(time_precision=3, event_date="2024-02-10")])).rows
    assert (date(2024, 2, 1), date(2024, 2, 29), "long") == (*found.row(0)[3:5], found["time"][0])


# VIINA: no file may be had here; made-up rows in the documented columns


def test_viina_takes_the_first_label_and_the_precision_of_the_place(written):
    """A table of places joined with the labels."""
    head = {"event_id": 1, "date": 20250501, "ADM1_NAME": "Donetska", "GEO_PRECISION": "STREET"}
    place = {"longitude": 37.8, "latitude": 48.0}
    labels = {"t_mil_b": 1, "t_airstrike_b": 0, "t_artillery_b": 0}
    rows = [
        {**head, **place, **labels, "t_artillery_b": 1},
        {**head, **place, **labels, "event_id": 2, "GEO_PRECISION": "ADM1", "t_airstrike_b": 1},
        {**head, **place, **labels, "event_id": 3, "GEO_PRECISION": "ADM0", "t_mil_b": 0},
    ]
    found = read(written(rows)).rows
    assert ["artillery", "airstrike", "not military"] == found["class"].to_list()
    assert ["point", "oblast", "country"] == found["place"].to_list()
    assert ["UA-14", "UA-14", None] == found["oblast"].to_list()


# Alerts


def test_both_tables_of_alerts_are_read_whole(shared):
    """43,031 and 54,514 rows; ids carry no place that is finer than an oblast."""
    official = read(shared("air_raid_alerts/official_data_en_20240423.csv"))
    volunteer = read(shared("air_raid_alerts/volunteer_data_en_20241010.csv"))
    assert ("alerts", 43031, 43031) == (official.reader.name, official.read, official.kept)
    assert ("alerts-volunteer", 54514, 54514) == (volunteer.reader.name, volunteer.read, volunteer.kept)
    assert 0 == official.rows.filter(pl.col("row_id").str.contains("[^0-9a-f]")).height


def test_an_alert_counts_on_the_day_of_its_start_in_kyiv(written):
    """21:30 UTC in summer is half past midnight of the next day."""
    row = {
        "region": "Odeska oblast",
        "started_at": "2024-07-01 21:30:00+00:00",
        "finished_at": "2024-07-01 22:00:00+00:00",
    }
    found = read(written([{**row, "naive": "False"}])).rows
    assert [date(2024, 7, 2)] == found["day_from"].to_list()


# OSCE


def osce(**said: object) -> dict[str, object]:
    """Return a made-up region-period."""
    return {
        "report": "1/2021",
        "issued": "2021-04-17",
        "period_start": "2021-04-14",
        "period_end": "2021-04-15",
        "region": "Donetsk",
        "violations": 100,
        "explosions": 30,
        "live_fire_exercise": "",
        "kind": "current",
        **said,
    }


def test_a_period_counts_on_the_day_on_which_it_ends_and_exercises_stand_apart(written):
    """From evening to evening: 15 April, 100 violations of which 80 in an exercise leave 20."""
    found = read(written([osce(live_fire_exercise=80)])).rows
    counts = dict(zip(found["class"].to_list(), found["count"].to_list(), strict=True))
    assert {"explosion": 20.0, "other violation": 0.0, "exercise": 80.0} == counts
    assert {date(2021, 4, 15)} == set(found["day_from"].to_list()) == set(found["day_to"].to_list())


def test_mostly_exercise_leaves_the_violations_unknown(written):
    """The report gives no figure, so none is made."""
    found = read(written([osce(live_fire_exercise="most")])).rows
    assert [("partly exercise", 100.0)] == list(found.select("class", "count").iter_rows())


def test_of_two_statements_on_a_period_the_one_issued_last_stands(written):
    """A report restates the period before."""
    rows = [osce(violations=90, issued="2021-04-16"), osce(kind="previous")]
    found = read(written(rows))
    assert (2, 1, {REPLACED: 1}) == (found.read, found.kept, reasons(found))
    assert 100.0 == found.rows["count"].sum()


def test_the_sum_of_the_classes_is_the_sum_of_the_file(shared):
    """199 rows, nothing lost and nothing counted twice."""
    path = shared("osce_smm_daily/osce_smm_daily_sample.csv")
    found = read(path)
    with path.open(encoding="utf-8") as file:
        total = sum(float(row["violations"]) for row in csv.DictReader(file))
    assert (199, 199) == (found.read, found.kept)
    assert total == found.rows["count"].sum()


# Plain tables, and files that are none


def test_a_plain_table_with_codes_and_counts(written):
    """The codifier's and ISO's codes are told apart."""
    rows = [{"day": "2026-05-01", "oblast": "UA-09", "count": 3}, {"day": "2026-05-01", "oblast": "UA44", "count": 4}]
    found = read(written(rows)).rows
    assert ["UA-09", "UA-09"] == found["oblast"].to_list()
    assert 7.0 == found["count"].sum()


def test_parquet_is_read_as_csv_is(tmp_path, written, ged):
    """With days and numbers in their own types."""
    rows = [ged(id=n, adm_1="Sumy oblast", latitude=51.0, longitude=34.5) for n in range(5)]
    path = written(rows)
    pl.read_csv(path, try_parse_dates=True).write_parquet(tmp_path / "events.parquet")
    one, two = read(path), read(tmp_path / "events.parquet")
    assert one.rows.equals(two.rows)
    assert 5 == two.kept


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty: the first line names the columns"),
        (b"# only a comment\n", "is empty: the first line names the columns"),
        (b"a,b\n1,2\n", "no format has these columns (a, b); `placet formats` shows which are read"),
        (b"day,oblast,oblast\n", "two columns have the same name: oblast; rename one of the two"),
        (b"\x00\x01\x02\n", "is neither CSV nor Parquet; save it as CSV in UTF-8"),
    ],
)
def test_a_file_that_is_no_event_file_is_refused(tmp_path, content, message):
    """With the file's name and the way out."""
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError) as wrong:
        read(path)
    assert str(path) in str(wrong.value)
    assert message in str(wrong.value)


def test_windows_1252_is_read_and_said(written):
    """What Excel saves: an apostrophe of its own in the name of an oblast."""
    path = written([{"day": "2026-05-01", "oblast": "Donets’k"}], encoding="cp1252")
    found = read(path)
    assert ["UA-14"] == found.rows["oblast"].to_list()
    assert ("events.csv is not UTF-8 and was read as Windows-1252",) == found.warnings


def test_a_named_format_needs_its_columns(written):
    """The missing ones are named."""
    path = written([{"day": "2026-05-01", "oblast": "UA-09"}])
    with pytest.raises(UsageError) as wrong:
        read(path, "viina")
    assert f"{path} is no VIINA 2.0 file: it lacks event_id, date, ADM1_NAME, GEO_PRECISION" == str(wrong.value)
    with pytest.raises(UsageError) as wrong:
        reader_of(path, "gdelt")
    assert str(wrong.value).startswith("there is no format 'gdelt'; there are ged, acled,")


# What always holds


cells = st.text(alphabet="ab,\"\n\r;'0é ", max_size=8)
row = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "2", "3", "", "x"]) | cells,
        "day": st.sampled_from(["2026-05-01", "01/05/2026", "2026-13-01", ""]) | cells,
        "oblast": st.sampled_from(["UA-14", "Kyiv", "Donetsk oblast", ""]) | cells,
        "count": st.sampled_from(["1", "2.5", "-1", "nan", "inf", ""]) | cells,
        "note": cells,
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(row, max_size=25), block_bytes=st.integers(20, 400), data=st.data())
def test_kept_and_set_aside_are_always_all_that_was_read(tmp_path, rows, block_bytes, data):
    """Whatever stands in the cells, wherever the blocks are cut: every row of the csv module is one of the two."""
    from placet.events.blocks import csv_blocks
    from placet.events.reading import Seen, batch

    path = tmp_path / "any.csv"
    encoding = data.draw(st.sampled_from(["utf-8", "cp1252"]))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, ["id", "day", "oblast", "count", "note"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    seen = Seen()
    wanted = ["id", "day", "oblast", "count"]
    found = [batch(block, READERS["plain"], None, seen) for block in csv_blocks(path, wanted, (), block_bytes)]
    assert len(rows) == sum(each.read for each in found)
    assert all(each.kept + each.rejects.height == each.read for each in found)
    assert sum(each.kept for each in found) == sum(each.rows["row"].n_unique() for each in found)
    whole = read(path)
    assert (len(rows), sum(each.kept for each in found)) == (whole.read, whole.kept)
    assert whole.kept + whole.rejects.height == whole.read
    assert pl.concat([whole.rejects.clear(), *(each.rejects for each in found)]).equals(whole.rejects)


def test_every_reader_gives_the_same_columns(written, ged):
    """One form for all."""
    assert list(schema()) == read(written([ged()])).rows.columns
