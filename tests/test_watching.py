"""`placet watch`: what changed and why, twice is once, and what was known when."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from placet.assess import assess
from placet.cli import main
from placet.dossier.read import read
from placet.errors import DossierError, UsageError
from placet.gates.verdict import ConditionVerdict
from placet.watching import watch

GOOD = Path(__file__).resolve().parent / "bad_dossiers" / "good"
JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)


@pytest.fixture
def dossier(tmp_path) -> Path:
    """Return a copy of the small invented dossier."""
    return Path(shutil.copytree(GOOD, tmp_path / "dossier"))


def events(folder: Path, *rows: tuple[str, str, str, int], name: str = "events.csv") -> Path:
    """Write a plain file of events: id, day, oblast, count."""
    path = folder.parent / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "day", "oblast", "count"])
        writer.writerows(rows)
    return path


def run(*words: object) -> None:
    """Call the command line, which must end well."""
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    assert stop.value.code in (0, None)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file of the dossier."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def known_counts(table: pl.DataFrame, as_of: date | None = None) -> pl.DataFrame:
    """Return the cells of a daily table as they were known on a day; now, when none is given."""
    known = table if as_of is None else table.filter(pl.col("published") <= as_of)
    return known.filter(pl.col("published") == pl.col("published").max().over("day")).drop("published")


def known(folder: Path, as_of: date | None = None) -> dict[tuple[str, str], float]:
    """Return the counts of the table as they were known on a day."""
    table = pl.read_csv(folder / "events" / "plain.csv", comment_prefix="#", try_parse_dates=True)
    counts = known_counts(table, as_of)
    return {(str(day), oblast): events for day, oblast, events in counts.select("day", "oblast", "events").rows()}


FIRST = (("a", "2025-05-01", "UA-14", 3), ("b", "2025-05-01", "UA-09", 1), ("c", "2025-05-02", "UA-14", 2))


def test_the_first_file_makes_the_table_and_leaves_the_dossier_as_it_was(dossier):
    """Its rows are new; dossier.yaml is not touched; no series reads the table yet."""
    before = (dossier / "dossier.yaml").read_bytes()
    found = watch(dossier, [events(dossier, *FIRST)], JUNE)
    (one,) = found.files
    assert (3, 3, 0, ("a", "b", "c")) == (one.read, one.kept, one.rejected, one.change.new)
    assert ("plain",) == found.unread
    assert before == (dossier / "dossier.yaml").read_bytes()
    assert {("2025-05-01", "UA-14"): 3, ("2025-05-01", "UA-09"): 1, ("2025-05-02", "UA-14"): 2} == known(dossier)


def test_the_same_file_again_changes_nothing(dossier):
    """Not a byte, on whatever day it is taken again, under whatever name."""
    path = events(dossier, *FIRST)
    watch(dossier, [path], JUNE)
    before = bytes_of(dossier)
    found = watch(dossier, [path, Path(shutil.copy(path, path.with_name("copy.csv")))], JULY)
    assert [True, True] == [one.known for one in found.files]
    assert () == found.days
    assert before == bytes_of(dossier)


def test_a_corrected_file_changes_only_its_rows_and_says_which(dossier):
    """Row b is revised downwards, d is new and late, the others stand."""
    watch(dossier, [events(dossier, *FIRST)], JUNE)
    corrected = (FIRST[0], ("b", "2025-05-01", "UA-09", 0), FIRST[2], ("d", "2025-05-02", "UA-63", 4))
    found = watch(dossier, [events(dossier, *corrected, name="corrected.csv")], JULY)
    (one,) = found.files
    assert (("d",), ("b",), 1) == (one.change.new, one.change.changed, one.change.late)
    told = [(str(c.day), c.oblast, c.before, c.after, c.because) for c in found.days]
    assert [
        ("2025-05-01", "UA-09", 1.0, 0.0, ("changed b",)),
        ("2025-05-02", "UA-63", 0.0, 4.0, ("new d",)),
    ] == told


def test_what_was_known_on_a_day_is_what_was_published_until_then(dossier):
    """Publication day, not event day."""
    watch(dossier, [events(dossier, *FIRST)], JUNE)
    first = known(dossier)
    watch(dossier, [events(dossier, ("b", "2025-05-01", "UA-09", 7), name="b.csv")], JULY)
    assert {} == known(dossier, date(2025, 5, 31))
    assert first == known(dossier, JUNE) == known(dossier, date(2025, 6, 30))
    assert {**first, ("2025-05-01", "UA-09"): 7} == known(dossier, JULY) == known(dossier)


def test_a_row_that_moves_to_another_day_leaves_a_zero_behind(dossier):
    """The old day is restated: a zero is known there, not a gap."""
    watch(dossier, [events(dossier, ("a", "2025-05-01", "UA-14", 3))], JUNE)
    watch(dossier, [events(dossier, ("a", "2025-05-04", "UA-14", 3), name="moved.csv")], JULY)
    assert {("2025-05-01", "UA-14"): 0, ("2025-05-04", "UA-14"): 3} == known(dossier)
    assert {("2025-05-01", "UA-14"): 3} == known(dossier, JUNE)


def test_a_missing_row_stays_unless_the_file_is_the_whole_of_its_days(dossier):
    """A part of a table is no withdrawal."""
    watch(dossier, [events(dossier, *FIRST)], JUNE)
    part = events(dossier, FIRST[0], FIRST[2], name="part.csv")
    (one,) = watch(dossier, [part], JULY).files
    assert (1, ()) == (one.change.unmentioned, one.change.withdrawn)
    found = watch(dossier, [part], JULY, complete=True)
    assert ("b",) == found.files[0].change.withdrawn
    assert [("UA-09", 1.0, 0.0, ("taken back b",))] == [(c.oblast, c.before, c.after, c.because) for c in found.days]
    before = bytes_of(dossier)
    assert watch(dossier, [part], JULY, complete=True).files[0].known
    assert before == bytes_of(dossier)


def test_a_row_that_was_taken_back_can_come_again(dossier):
    """As of each day, what was known on it."""
    path = events(dossier, *FIRST)
    watch(dossier, [path], JUNE)
    watch(dossier, [events(dossier, FIRST[0], FIRST[2], name="part.csv")], date(2025, 6, 10), complete=True)
    again = events(dossier, *FIRST, ("z", "2025-05-03", "UA-14", 1), name="again.csv")
    watch(dossier, [again], JULY)
    at = ("2025-05-01", "UA-09")
    assert [1, 0, 1] == [known(dossier, day)[at] for day in (JUNE, date(2025, 6, 10), JULY)]


def test_an_older_file_after_a_newer_one_is_refused(dossier):
    """Its place in the order of knowledge cannot be told afterwards."""
    watch(dossier, [events(dossier, *FIRST)], JULY)
    before = bytes_of(dossier)
    with pytest.raises(UsageError, match="files are taken in the order of their publication"):
        watch(dossier, [events(dossier, FIRST[0], name="older.csv")], JUNE)
    assert before == bytes_of(dossier)


def test_acled_takes_rows_back_by_its_list_of_deletions(dossier):
    """Made-up rows in the documented columns; each row is known from its own stamp."""
    folder = dossier.parent
    names = (
        "event_id_cnty event_date time_precision event_type country admin1 latitude longitude geo_precision fatalities"
    )
    head = ",".join([*names.split(), "timestamp"]) + "\n"
    rows = "".join(f"UKR{n},2025-05-0{n},1,Battles,Ukraine,Donetsk,48.0,37.8,1,1,{1746600000 + n}\n" for n in (1, 2))
    (folder / "acled.csv").write_text(head + rows, encoding="utf-8")
    (folder / "deleted.csv").write_text(
        "event_id_cnty,deleted_timestamp\nUKR2,1750000000\nUKR9,1750000000\n", encoding="utf-8"
    )
    watch(dossier, [folder / "acled.csv"], JUNE)
    found = watch(dossier, [folder / "deleted.csv"], JULY)
    assert ("acled", ("UKR2",)) == (found.files[0].table, found.files[0].change.withdrawn)
    table = pl.read_csv(dossier / "events" / "acled.csv", comment_prefix="#", try_parse_dates=True)
    assert {date(2025, 5, 7), JULY} == set(table["published"].to_list())
    assert 1 == known_counts(table)["events"].sum()
    assert 2 == known_counts(table, JUNE)["events"].sum()


def test_rejects_are_written_with_line_and_reason(dossier):
    """Once for each file."""
    watch(dossier, [events(dossier, *FIRST, ("e", "2025-05-03", "Atlantis", 1))], JUNE)
    with (dossier / "events" / "plain.rejects.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert ("events.csv", "5", "e") == (row["file"], row["line"], row["row_id"])
    assert "the oblast is not named, or by a name that is not known" == row["reason"]


@pytest.mark.parametrize("stopped", [".rows.csv", "plain.csv", ".imprecise.csv", ".rejects.csv", ".files.csv"])
def test_after_a_stop_halfway_the_same_call_ends_the_work(dossier, monkeypatch, stopped):
    """Whichever file could not be replaced."""
    first, second = events(dossier, *FIRST), events(dossier, ("b", "2025-05-01", "UA-09", 7), name="b.csv")
    other = Path(shutil.copytree(dossier, dossier.with_name("other")))
    for folder in (dossier, other):
        watch(folder, [first], JUNE)
    watch(other, [second], JULY)
    whole = Path.replace

    def broken(self: Path, target: Path) -> Path:
        if str(target).endswith(stopped):
            raise OSError("no space left")
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    if stopped != ".imprecise.csv" and stopped != ".rejects.csv":
        with pytest.raises(Exception, match="no space left"):
            watch(dossier, [second], JULY)
    monkeypatch.undo()
    watch(dossier, [second], JULY)
    assert bytes_of(other) == bytes_of(dossier)


def test_a_gate_that_reads_the_table_says_what_changed(dossier):
    """The series of the dossier reads events/plain.csv with its publication days."""
    days = [f"2026-05-{day:02}" for day in range(1, 9)]
    quiet = events(dossier, *((day, day, "UA-14", 0) for day in days))
    watch(dossier, [quiet], date(2026, 5, 8))
    text = (dossier / "dossier.yaml").read_text(encoding="utf-8")
    own = "file: events/plain.csv\n        day: day\n        count: events\n        published: published"
    text = re.sub(r"read_until: \S+", "read_until: 2026-05-10", text)
    text = text.replace("file: strikes.csv\n        day: day\n        count: launched", own, 1)
    truce = "{title: A truce, since: 2026-04-30, scope: general, declared_by: both}"
    text = text.replace("asks: Does it hold?", f"asks: Does it hold?\n    agreements:\n      truce: {truce}")
    (dossier / "dossier.yaml").write_text(text, encoding="utf-8")
    loud = events(dossier, *((day, day, "UA-14", 90) for day in days), name="loud.csv")
    found = watch(dossier, [loud], date(2026, 5, 9))
    assert () == found.unread
    assert 8 == len(found.days)
    moved = {gate.gate: (gate.before, gate.after) for gate in found.gates}
    assert moved["quiet.week"][0].startswith("Unknown: only 71% of the last seven days was observed")
    assert moved["quiet.week"][1].startswith("Not met: observed days among the last seven days were above the limits")


def test_a_table_that_was_written_by_hand_is_not_overwritten(dossier):
    """The user's own table keeps its name."""
    (dossier / "events").mkdir()
    (dossier / "events" / "plain.csv").write_text("day,count\n", encoding="utf-8")
    with pytest.raises(UsageError, match="was not written by `placet watch`; choose another --table"):
        watch(dossier, [events(dossier, *FIRST)], JUNE)
    assert ["plain.csv"] == [path.name for path in (dossier / "events").iterdir()]
    assert "mine" == watch(dossier, [events(dossier, *FIRST)], JUNE, table="mine").files[0].table


def test_bad_calls_are_refused(dossier, tmp_path):
    """A folder that is no dossier, a table name that leads out, a file that is not there."""
    with pytest.raises(DossierError):
        watch(tmp_path / "nowhere", [], JUNE)
    with pytest.raises(UsageError, match="cannot be the name of a table"):
        watch(dossier, [events(dossier, *FIRST)], JUNE, table="../x")
    with pytest.raises(UsageError, match="there is no file"):
        watch(dossier, [tmp_path / "nowhere.csv"], JUNE)


# The command line


def test_the_verb_prints_what_changed_and_why(dossier, capsys):
    """Counts before and after, with the rows."""
    run("watch", dossier, events(dossier, *FIRST), "--published", "2025-06-01")
    capsys.readouterr()
    run(
        "watch",
        str(dossier),
        str(events(dossier, ("b", "2025-05-01", "UA-09", 0), name="b.csv")),
        "--published",
        "2025-07-01",
    )
    assert (
        "b.csv: plain, 1 rows read, 1 kept, 0 set aside\n"
        "  0 new rows, 1 changed, 0 taken back\n"
        "  1 rows of its days are known and not in it; they stay (--complete says that it is the whole of its days)\n"
        "  2025-05-01 UA-09     1 -> 0  fell, changed b\n"
    ) in capsys.readouterr().out


def test_the_verb_says_when_a_file_is_known(dossier, capsys):
    """And does nothing."""
    path = str(events(dossier, *FIRST))
    run("watch", str(dossier), path, "--published", "2025-06-01")
    capsys.readouterr()
    run("watch", str(dossier), path)
    assert "events.csv: known already, nothing to do\n" in capsys.readouterr().out


def test_the_verb_events_counts_a_file_alone(dossier, tmp_path, capsys):
    """With its counts and rejects in files."""
    path = events(dossier, *FIRST, ("e", "2025-05-03", "Atlantis", 1))
    run("events", str(path), "--out", str(tmp_path / "daily.csv"), "--rejects", str(tmp_path / "rejects.csv"))
    said = capsys.readouterr().out
    assert "events.csv: plain CSV or Parquet, 4 rows read, 3 kept, 1 set aside\n" in said
    assert "2025-05-01 to 2025-05-02: 6 events on 2 days\n" in said
    assert "2025-05-01,UA-09,event,unknown,oblast,1,,,\n" in (tmp_path / "daily.csv").read_text(encoding="utf-8")
    assert "line,row_id,reason\n5,e," in (tmp_path / "rejects.csv").read_text(encoding="utf-8")


def test_without_the_extras_the_verb_says_what_to_install(dossier, monkeypatch, capsys):
    """Exit code 2, with the way out."""
    from placet import extras

    monkeypatch.setattr(extras, "maybe", lambda _name: None)
    with pytest.raises(SystemExit) as stop:
        main(["events", str(events(dossier, *FIRST))])
    assert 2 == stop.value.code
    assert 'placet: this needs the extras: ./run extras (or pip install "placet[extras]")\n' == capsys.readouterr().err


# The page docs/how-to/watch.md, read and done


HOW_TO = Path(__file__).resolve().parents[1] / "docs" / "how-to" / "watch.md"


def blocks(kind: str) -> list[str]:
    """Return the page's blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", HOW_TO.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def likeness(written: str) -> str:
    """Return the pattern of an output: a line `...` stands for any lines, `...` at a line's end for its rest."""
    lines = [re.escape(line).replace(r"\.\.\.", r"[^\n]*") for line in written.splitlines()]
    return "\n".join(r"(?:.*\n)*?.*" if line == r"[^\n]*" else line for line in lines)


@pytest.fixture
def page(tmp_path, monkeypatch) -> Path:
    """Return a folder with the dossier and the exports of the page."""
    monkeypatch.chdir(tmp_path)
    Path("truce").mkdir()
    (dossier,) = blocks("yaml")
    Path("truce", "dossier.yaml").write_text(dossier, encoding="utf-8")
    for name, text in zip(("first.csv", "corrected.csv"), blocks("csv"), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path / "truce"


def test_the_page_prints_what_it_says(page, capsys):
    """Every command of its console blocks, one after the other."""
    steps = [step for block in blocks("console") for step in re.split(r"^\$ placet ", block, flags=re.MULTILINE)[1:]]
    assert 6 == len(steps)
    for step in steps:
        command, _, written = step.partition("\n")
        run(*command.split())
        said = capsys.readouterr().out.rstrip()
        assert re.fullmatch(likeness(written.rstrip()), said), f"$ placet {command}\n{said}"
    assert page.exists()


def test_the_chart_and_the_map_of_the_page_know_what_was_published(page):
    """4 May is revised from 8 May on; the map of 7 May has the count of 7 May."""
    watch(page, [Path("first.csv")], date(2026, 5, 7))
    watch(page, [Path("corrected.csv")], date(2026, 5, 8))
    found = {}
    for day in (7, 8):
        gate = assess(read(page), as_of=date(2026, 5, day), with_plan=False).gates["quiet"]
        assert isinstance(gate, ConditionVerdict)
        (series,), (places,) = gate.series, gate.regions
        found[day] = (series.revised, {region.zone: region.count for region in places.regions if region.count})
    assert ([], {"UA-14": 14.0, "UA-63": 6.0}) == found[7]
    assert ([date(2026, 5, 4)], {"UA-14": 17.0, "UA-63": 7.0}) == found[8]
