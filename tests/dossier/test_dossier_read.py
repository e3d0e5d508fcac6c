"""Reading a folder: what it holds, what it refuses, and that nothing but `DossierError` comes out of it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.dossier.problems import Place, Problem, Related, error, listed, meant
from placet.dossier.read import Folder, problems, read
from placet.dossier.sources import text_sha256
from placet.errors import DossierError

GOOD = Path(__file__).resolve().parent.parent / "bad_dossiers" / "good"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a copy of the good dossier."""
    return shutil.copytree(GOOD, tmp_path / "dossier")


def test_a_folder_holds_everything_that_was_read() -> None:
    """Sources by name, tables by the place of their series, cases, and the hash of every file."""
    folder = read(GOOD)
    assert ["2026-03-01-paper", "2026-03-10-speech"] == list(folder.sources)
    assert ["gates.quiet.series.strikes", "security.far"] == list(folder.tables)
    assert 2 == len(folder.cases)
    assert {
        name: hashlib.sha256((GOOD / name).read_bytes()).hexdigest()
        for name in (
            *("dossier.yaml", "cases.yaml", "strikes.csv"),
            *("sources/2026-03-01-paper.md", "sources/2026-03-10-speech.md"),
        )
    } == folder.inputs
    assert () == folder.warnings


def test_rows_of_one_day_are_added_up_and_filtered() -> None:
    """On 1 May there are 12 drones and 3 missiles: 15 for the gate, 12 for the indicator of drones."""
    folder = read(GOOD)
    assert {1: 15.0, 2: 7.0, 5: 1.0, 8: 2.0} == {
        day.day: count for day, count in folder.table("gates", "quiet", "series", "strikes").rows.items()
    }
    assert {1: 12.0, 2: 7.0, 5: 1.0} == {day.day: count for day, count in folder.table("security", "far").rows.items()}


def test_the_text_of_a_source_is_what_follows_its_head() -> None:
    """Its place is counted in the file; a quote is found where it stands."""
    source = read(GOOD).sources["2026-03-10-speech"]
    assert source.text.startswith("The minister spoke")
    assert source.text.endswith("now or later.")
    place = source.place(source.text.index("Hungary"), len("Hungary"))
    assert (14, 14, 7) == (place.line, place.column, place.length)


def test_line_ends_and_blank_lines_do_not_change_the_hash_of_a_text() -> None:
    """A checkout on Windows, or a blank line before the text, is no change of the source."""
    assert text_sha256("one\n\ntwo") == text_sha256("\r\n\none\r\n\r\ntwo\r\n\n")
    assert text_sha256("one\ntwo") != text_sha256("one\n\ntwo")


def test_windows_line_ends_and_a_byte_order_mark_are_read(dossier: Path) -> None:
    """As some editors save; the places stay the same."""
    for path in dossier.rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [] == problems(dossier)


def test_every_problem_is_raised_at_once(dossier: Path) -> None:
    """Of the dossier, of a source and of the cases."""
    for name, old, new in (
        ("dossier.yaml", "horizon: 30 months", "horizon: 30 moons"),
        ("sources/2026-03-10-speech.md", "language: en", "language: english"),
        ("cases.yaml", "as_of: 2026-05-18", "as_of: soon"),
    ):
        path = dossier / name
        path.write_text(path.read_text().replace(old, new))
    with pytest.raises(DossierError) as stop:
        read(dossier)
    assert ["dossier.yaml", "cases.yaml", "cases.yaml", "sources/2026-03-10-speech.md"] == [
        problem.place.file for problem in stop.value.problems if isinstance(problem, Problem)
    ]
    assert 1 == stop.value.exit_code


def test_warnings_do_not_stop_the_reading(dossier: Path) -> None:
    """They come with the folder."""
    path = dossier / "dossier.yaml"
    text = path.read_text()
    path.write_text(text[: text.index("    stances:")] + text[text.index("\ngates:") :])
    folder = read(dossier)
    assert isinstance(folder, Folder)
    assert ["no position of any member is given"] == [warning.message for warning in folder.warnings]


def test_what_is_stale_depends_on_the_day_alone(dossier: Path) -> None:
    """The clock is an argument."""
    assert [] == problems(dossier, date(2027, 2, 28))
    assert 1 == len(problems(dossier, date(2027, 3, 1)))
    assert [] == problems(dossier)


def test_an_unreadable_file_is_named(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission; the superuser may read all, so the system's answer is given here."""
    opened = Path.open

    def refused(path: Path, *words: str) -> object:
        if path.name == "cases.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *words)

    monkeypatch.setattr(Path, "open", refused)
    assert ["cannot read cases.yaml: Permission denied"] == [problem.message for problem in problems(dossier)]


def test_a_pipe_is_refused_and_not_waited_for(dossier: Path) -> None:
    """Opening a named pipe would hang for ever."""
    (dossier / "strikes.csv").unlink()
    os.mkfifo(dossier / "strikes.csv")
    assert {"strikes.csv is not a plain file"} == {problem.message for problem in problems(dossier)}


@pytest.mark.parametrize("path", ["", "\0", "x" * 5_000, "no/such/folder"])
def test_an_impossible_path_is_one_problem(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is given on the command line."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DossierError) as stop:
        read(path)
    assert 1 == len(stop.value.problems)


NAMES = ["dossier.yaml", "cases.yaml", "strikes.csv", "sources/2026-03-10-speech.md"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=400))
def test_random_bytes_are_refused_in_words(tmp_path_factory: pytest.TempPathFactory, name: str, raw: bytes) -> None:
    """Any bytes in the place of any file give problems that can be printed, or nothing."""
    folder = shutil.copytree(GOOD, tmp_path_factory.mktemp("fuzz") / "dossier")
    (folder / name).write_bytes(raw)
    assert all(str(problem).startswith(("error: ", "warning: ")) for problem in problems(folder, date(2026, 5, 18)))


WORDS = [
    *(
        "",
        "0",
        "-1",
        "1e999",
        "9" * 30,
        "no",
        "null",
        "true",
        "[]",
        "{}",
        "[[]]",
        "2026-02-31",
        "9999-12-31",
        "0001-01-01",
    ),
    *("5 a day", "0 days", "0.5 of before", "1 to 0", "EU27", "open", "UA-99", "../../x.csv", "x" * 3_000, "é", "''"),
    *("vote", "quiet", "mandate", "basic", "leader", "c-asked", "99999999 weeks", "1_0_0 soldiers", "{a: {b: [c]}}"),
]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_mutated_dossiers_are_refused_in_words(tmp_path_factory: pytest.TempPathFactory, seed: int, count: int) -> None:
    """Values exchanged, lines dropped and doubled: never anything but a dossier or problems."""
    draw = random.Random(seed)
    folder = shutil.copytree(GOOD, tmp_path_factory.mktemp("fuzz") / "dossier")
    path = folder / draw.choice(["dossier.yaml", "dossier.yaml", "cases.yaml", "sources/2026-03-10-speech.md"])
    lines = path.read_text().split("\n")
    for _ in range(count):
        at = draw.randrange(len(lines))
        what = draw.random()
        if what < 0.7 and ":" in lines[at]:
            lines[at] = f"{lines[at].partition(':')[0]}: {draw.choice(WORDS)}"
        elif what < 0.85:
            del lines[at : at + draw.randrange(1, 4)]
        else:
            lines.insert(at, lines[draw.randrange(len(lines))])
        lines = lines or [""]
    path.write_text("\n".join(lines))
    said = "error: "
    try:
        read(folder)
    except DossierError as stop:
        said = str(stop)
    assert said.startswith("error: ")
    assert "Input should" not in said


def test_a_problem_prints_as_a_compiler_does() -> None:
    """The whole form: severity, place, source line, caret, second place, hint."""
    here = Place("dossier.yaml", 8, 20, "proposals.x.stanse", 6, "     - {member: SK, stanse: no}")
    there = Place("sources/a.md", 1_204, 3, "", 4, "  some words")
    assert (
        "error: unknown key 'stanse'\n"
        "  --> dossier.yaml:8:20  (proposals.x.stanse)\n"
        "   |\n"
        "  8|      - {member: SK, stanse: no}\n"
        "   |                    ^^^^^^\n"
        "note: the nearest passage\n"
        "  --> sources/a.md:1204:3\n"
        "    |\n"
        "1204|   some words\n"
        "    |   ^^^^\n"
        "   = did you mean 'stance'?"
    ) == str(
        error("unknown key 'stanse'", here, meant("stanse", ["stance", "since"]), Related(there, "the nearest passage"))
    )


def test_a_long_line_is_cut_around_its_caret() -> None:
    """The caret stays under the word."""
    text = "x" * 300 + "here" + "y" * 300
    shown = str(Place("a.yaml", 1, 301, "", 4, text)).splitlines()
    column = shown[3].index("^")
    assert "here" == shown[2][column : column + 4]
    assert all(len(line) < 130 for line in shown)


def test_lists_read_as_a_person_writes_them() -> None:
    """One, two, three and many."""
    assert ["'a'", "'a' or 'b'", "'a', 'b' or 'c'"] == [listed(words) for words in ("a", "ab", "abc")]
    assert "'a', 'b' and 24 more" == listed("abcdefghijklmnopqrstuvwxyz", most=2)
