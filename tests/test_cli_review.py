"""`placet review`: one by one, line by line in a pipe, and with single keys at a terminal."""

from __future__ import annotations

import io
import json
import os
import select
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from placet import cli
from placet.decisions import decisions
from placet.dossier.read import problems, read
from placet.dossier.review import FILE
from placet.dossier.schema import Source
from placet.dossier.sources import text_sha256, written
from placet.dossier.template import new
from placet.evidence import suggest
from placet.intake.suggested import append, key_of

TEXT = (
    "Luxembourg opposes the observer mission. Ireland supports the mission if the shelling stops for a month. "
    "More than 300 soldiers have been offered for its protection.\n\nMalta could still veto the decision."
)
SOURCE = "2026-03-12-herald"
Call = Callable[..., tuple[int, str]]


def put(dossier: Path, text: str, *, title: str = "Two answers", rows: list[dict[str, object]] | None = None) -> None:
    """Put a text with its suggestions into a dossier."""
    head = Source(
        publisher="Example Herald", title=title, published=date(2026, 3, 12), published_basis="stated",
        address="https://example.org/herald", text="original", language="en", sha256=text_sha256(text),
    )  # fmt: skip
    (dossier / "sources" / f"{SOURCE}.md").write_text(written(head, text))
    found = rows if rows is not None else [one.plainly() for one in suggest(text)]
    append(dossier, [{"source": SOURCE, "sha256": head.sha256, **row} for row in found], set())


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a new dossier with an article whose claims wait."""
    made = new(tmp_path / "case")
    put(made, TEXT)
    return made


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return a call of the command line with what stands in the pipe: its exit code, and what it prints."""
    monkeypatch.setattr("placet.cli.shell.now", lambda: "2026-03-13T08:00:00.000000Z")

    def called(*words: object, pipe: str = "") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(pipe))
        code = 0
        try:
            cli.main([str(word) for word in words])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        said = capsys.readouterr()
        return code, said.out + said.err

    return called


def waiting(call: Call, dossier: Path, *words: str) -> list[dict[str, object]]:
    return list(json.loads(call("review", dossier, "--list", "--json", *words)[1]))


def key(call: Call, dossier: Path, quote: str) -> str:
    """Return the id of the suggestion with these words, the stance before the condition in it."""
    return next(str(one["id"]) for one in waiting(call, dossier, "--all") if quote in str(one["quote"]))


# The list


def test_members_own_stances_come_first_and_each_says_what_it_would_change(call: Call, dossier: Path) -> None:
    found = waiting(call, dossier)
    kinds = [one["kind"] for one in found]
    assert ["veto", "stance", "stance"] == kinds[:3]
    assert {"condition", "quantity"} <= set(kinds[3:])
    assert ["Luxembourg on 'mission': unknown -> no."] == found[1]["changes"]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in found)  # type: ignore[misc]
    ireland = found[2]["fields"]
    assert ("yes", ["the shelling stops for a month"]) == (ireland["stance"], ireland["if"])  # type: ignore[index]


def test_the_list_decides_nothing(call: Call, dossier: Path) -> None:
    code, said = call("review", dossier, "--list")
    assert 0 == code
    assert said.endswith(f"{said.count(' open ')} of {said.count(' open ')} suggestions wait.\n")
    assert not (dossier / FILE).exists()


# One by one


def test_accept_changes_status_and_dossier_yaml_stays(call: Call, dossier: Path) -> None:
    before = (dossier / "dossier.yaml").read_bytes()
    code, said = call("review", dossier, "--accept", key(call, dossier, "Luxembourg opposes"), "--by", "Ann")
    assert (0, 'Accepted as no by Ann on 2026-03-13: "Luxembourg opposes the observer mission".\n') == (code, said)
    assert "One member says no (LU)" in call("status", dossier)[1]
    assert "vote.LU: unknown -> no" in call("diff", dossier, "2026-03-11", "2026-03-15")[1]
    shown = call("why", dossier, "vote.LU")[1]
    assert "  ⟦Luxembourg opposes the observer mission⟧. Ireland supports the mission" in shown
    assert "  accepted by Ann, 2026-03-13; suggested by placet-rules 1 (review.jsonl)\n" in shown
    assert before == (dossier / "dossier.yaml").read_bytes()


def test_status_says_how_many_wait(call: Call, dossier: Path) -> None:
    count = len(waiting(call, dossier))
    line = f"review      {count} suggested claims wait for a decision: placet review {dossier}"
    assert line in call("status", dossier)[1]


def test_the_same_decision_twice_is_one_line(call: Call, dossier: Path) -> None:
    name = key(call, dossier, "Luxembourg opposes")
    for _ in range(2):
        code, said = call("review", dossier, "--accept", name, "--by", "Ann")
    assert (0, "Already accepted as no by Ann on 2026-03-13.\n") == (code, said)
    assert 1 == (dossier / FILE).read_bytes().count(b"\n")


def test_edited_before_it_is_accepted(call: Call, dossier: Path) -> None:
    name = key(call, dossier, "More than 300")
    words = 'figure=guard title="Soldiers offered" quote="300 soldiers" amount=300'
    assert 0 == call("review", dossier, "--accept", name, "--set", words, "--by", "Ann")[0]
    folder = read(dossier)
    (value,) = folder.dossier.figures["guard"].values
    assert (300, "Soldiers offered") == (value.amount, folder.dossier.figures["guard"].title)
    (one,) = folder.reviewed.accepted.values()
    assert "300 soldiers" == one.quote == TEXT[one.start : one.end]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--reject", "NAME"], "a rejection needs a reason: it is what the next reader asks for"),
        (["--merge", "NAME", "--into", "c-at-yess"],
         "there is no claim 'c-at-yess' to merge with; did you mean 'c-at-yes'?"),
        (["--accept", "NAME", "--set", "stanse=no"], "unknown field 'stanse'; did you mean 'stance'?"),
        (["--accept", "NAME", "--set", "if=peace"], 'only a yes has conditions: stance=yes, or if=""'),
        (["--accept", "NAME", "--set", "member="], "a stance needs a member: member=HU"),
        (["--accept", "NAME", "--set", "quote=nothing"],
         f"these words do not stand in sources/{SOURCE}.md; quote it word for word"),
        (["--accept", "NAME", "--set", "span=5-9999"],
         f"a span is START-END within the {len(TEXT)} characters of the source, like 120-180"),
        (["--accept", "NAME", "--set", "member=XX"], "'XX' does not vote on 'mission'"),
        (["--accept", "NAME", "--set", "note='open"], "a quotation mark is left open"),
        (["--accept", "NAME", "--set", "no"], "write FIELD=WHAT, with quotation marks round several words; not 'no'"),
        (["--accept", "ffff"], "no suggestion is called 'ffff'; placet review DOSSIER --list shows them"),
        (["--reopen", "NAME"], "nothing was decided on it that could be taken back"),
        (["--accept", "NAME", "--list"],
         "decide on one suggestion at a time: one of --accept, --reject, --merge, --reopen, --list"),
        (["--accept", "NAME", "--by", "A\x1b[2J"],
         "a name has at most 200 characters, a reason 2,000, on one line, none of them hidden"),
    ],
)  # fmt: skip
def test_wrong_use_is_said_and_nothing_written(call: Call, dossier: Path, words: list[str], said: str) -> None:
    name = key(call, dossier, "Luxembourg opposes")
    by = [] if "--by" in words else ["--by", "Ann"]
    code, printed = call("review", dossier, *[name if word == "NAME" else word for word in words], *by)
    assert (2, f"placet: {said}\n") == (code, printed)
    assert not (dossier / FILE).exists()


def test_a_contradiction_of_the_same_day_is_shown_before_anybody_accepts(call: Call, dossier: Path) -> None:
    file = dossier / "dossier.yaml"
    stance = "      LU: [{since: 2026-03-12, stance: yes, because: [c-at-yes]}]\n      AT:\n"
    file.write_text(file.read_text().replace("      AT:\n", stance, 1))
    (found,) = [one for one in waiting(call, dossier) if "Luxembourg opposes" in str(one["quote"])]
    assert [
        "Luxembourg on 'mission': stays yes; this is one more claim on record.",
        "Warning: LU on 'mission' since 2026-03-12: accepted as no by somebody, but yes in dossier.yaml; "
        "dossier.yaml counts.",
    ] == found["changes"]


def test_a_suggestion_is_named_by_its_words_where_they_are_its_own(call: Call, dossier: Path) -> None:
    assert "Accepted as yes" in call("review", dossier, "--accept", "Ireland  supports", "--by", "Ann")[1]
    code, said = call("review", dossier, "--reject", "the shelling stops", "--because", "x", "--by", "Ann")
    assert 2 == code
    assert said.startswith("placet: no suggestion is called 'the shelling stops'; it fits 2: ")
    condition = "if the shelling stops for a month"
    assert "Rejected by Ann" in call("review", dossier, "--reject", condition, "--because", "x", "--by", "Ann")[1]


def test_nobody_decides_namelessly(call: Call, dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that git knows counts; where it knows none, nothing is decided."""
    name = key(call, dossier, "Luxembourg opposes")
    monkeypatch.setattr("placet.intake.review.git_name", lambda _: "")
    assert (2, "placet: say who decides: --by NAME\n") == call("review", dossier, "--accept", name)
    monkeypatch.setattr("placet.intake.review.git_name", lambda _: "Git Knows")
    assert "by Git Knows" in call("review", dossier, "--accept", name)[1]


def test_merge_reject_and_reopen(call: Call, dossier: Path) -> None:
    lu, mt = (key(call, dossier, words) for words in ("Luxembourg opposes", "Malta could"))
    assert (
        "Merged into c-proposed by Ann"
        in call("review", dossier, "--merge", lu, "--into", "c-proposed", "--by", "Ann")[1]
    )
    assert "(a rumour)" in call("review", dossier, "--reject", mt, "--because", "a rumour", "--by", "Ann")[1]
    assert "Opened again by Bo" in call("review", dossier, "--reopen", mt, "--by", "Bo")[1]
    found, bad = decisions((dossier / FILE).read_bytes())
    assert (["merge", "reject", "undo"], []) == ([one.decision for one, _ in found.values()], bad)
    assert mt in {one["id"] for one in waiting(call, dossier)}


# Line by line


def test_a_script_goes_through_them(call: Call, dossier: Path) -> None:
    pipe = 'a\n?\nx\ne stance=unclear note="hearsay"\na\nr not asked\nu\nq\n'
    code, said = call("review", dossier, "--by", "Ann", pipe=pipe)
    assert 0 == code
    assert "unknown command 'x'; ? shows what there is" in said
    assert "Accepted as unclear by Ann" in said
    assert 2 == said.count("\n2 of ")  # shown again after the edit
    kinds = [one.decision for one, _ in decisions((dossier / FILE).read_bytes())[0].values()]
    assert ["accept", "accept", "reject", "undo"] == kinds
    assert [] == [one for one in problems(dossier) if one.severity == "error"]


def test_the_end_of_the_pipe_is_the_end(call: Call, dossier: Path) -> None:
    code, said = call("review", dossier, "--by", "Ann", pipe="s\n")
    assert 0 == code
    assert "\n2 of " in said


def test_words_that_steer_a_terminal_are_shown_and_not_obeyed(call: Call, tmp_path: Path) -> None:
    """In quotes, in the text around them, in titles."""
    made = new(tmp_path / "hostile")
    text = "Before \u202etxt. Austria \u202e\u2066says no\u2069 to it. After."
    quote = "Austria \u202e\u2066says no\u2069"
    start = text.index(quote)
    row = {"kind": "stance", "start": start, "end": start + len(quote), "quote": quote, "actor": "AT",
           "side": "opposes", "about": "\x1b]0;title\x07", "language": "en", "extractor": "x\x1b[31m"}  # fmt: skip
    put(made, text, title="A \u202e title", rows=[row])
    for words, pipe in ((["--by", "Ann"], "a\n"), (["--list", "--all"], "")):
        said = call("review", made, *words, pipe=pipe)[1]
        assert "\\x202e" in said
        assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(said)
    shown = call("why", made, "vote.AT")[1]
    assert "⟦Austria \\x202e\\x2066says no\\x2069⟧" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


def test_fields_of_other_kinds_in_the_suggestions_are_passed_over(call: Call, tmp_path: Path) -> None:
    made = new(tmp_path / "odd")
    row = {"kind": "stance", "start": 0, "end": 10, "quote": TEXT[:10], "side": ["x"], "actor": {"a": 1},
           "number": "many", "chain": [1], "language": "en", "extractor": 5}  # fmt: skip
    put(made, TEXT, rows=[row, {**row, "end": 9, "quote": "Luxembour", "start": -3}])
    assert ["stance"] == [one["kind"] for one in waiting(call, made)]


def test_suggestions_of_a_text_that_changed_are_not_asked_about(call: Call, dossier: Path) -> None:
    row = {"source": SOURCE, "sha256": "1" * 64, "kind": "stance", "start": 0, "end": 5, "quote": "other"}
    before = len(waiting(call, dossier))
    append(dossier, [row], set())
    assert key_of(row) not in {one["id"] for one in waiting(call, dossier)}
    assert before == len(waiting(call, dossier))


# At a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_single_keys_at_a_terminal(dossier: Path) -> None:
    """The words are marked by the terminal, a key acts at once, and what a key asks for is typed."""
    import pty

    ours, theirs = pty.openpty()
    code = "from placet.cli import main; main(['review', 'case', '--by', 'Ann'])"
    run = subprocess.Popen(
        [sys.executable, "-c", code], cwd=dossier.parent, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(theirs)
    seen = b""

    def until(words: bytes) -> None:
        nonlocal seen
        while words not in seen:
            ready, _, _ = select.select([ours], [], [], 30)
            assert ready, seen.decode()
            seen += os.read(ours, 65_536)
        seen = seen.split(words, 1)[1]

    until(b"[q]uit")
    os.write(ours, b"r")
    until(b"reason: ")
    os.write(ours, b"a rumour\n")
    until(b"(a rumour)")
    until(b"\x1b[1;7mLuxembourg")  # bold and turned round
    until(b"[q]uit")
    os.write(ours, b"a")
    until(b"Accepted as no by Ann")
    until(b"[q]uit")
    os.write(ours, b"u")
    until(b"Opened again")
    until(b"[q]uit")
    os.write(ours, b"q")
    until(b"suggestions wait")
    assert 0 == run.wait(30)
    os.close(ours)
    kinds = [one.decision for one, _ in decisions((dossier / FILE).read_bytes())[0].values()]
    assert ["reject", "accept", "undo"] == kinds


# The seed


@pytest.fixture
def seed() -> Path:
    """Return the seed article; its text is no part of the project."""
    file = Path(__file__).resolve().parent.parent.parent / "shared" / "seed" / "article.txt"
    if not file.exists():
        pytest.skip("the seed article is not beside the project")
    return file


def test_the_seed_runs_from_the_article_to_the_verdict(call: Call, tmp_path: Path, seed: Path) -> None:
    """Added, a figure set beside the others, a resistance accepted, a rule merged: then asked why."""
    made = new(tmp_path / "seed")
    code, _ = call("add", made, seed, "--publisher", "The seed", "--day", "2026-03-12", "--language", "en")
    assert 0 == code
    found = waiting(call, made)
    assert len(found) >= 26
    text = "\n".join(seed.read_text(encoding="utf-8").strip().splitlines())
    assert all(str(one["quote"]) in text for one in found)
    resists = next(one for one in found if one["kind"] == "stance" and one["fields"].get("member") == "HU")  # type: ignore[attr-defined]
    figure = next(one for one in found if one["kind"] == "quantity")
    rule = next(one for one in found if one["kind"] == "rule")
    for words in (
        ("--accept", resists["id"], "--set", "stance=no"),
        ("--accept", figure["id"], "--set", 'figure=trained title="Soldiers trained"'),
        ("--merge", rule["id"], "--into", "c-proposed"),
    ):
        code, said = call("review", made, *words, "--by", "Ann")
        assert 0 == code, said
    assert "(HU)" in call("status", made)[1]
    assert f"⟦{resists['quote']}⟧" in call("why", made, "vote.HU")[1]
    assert "80,000" in call("why", made, "figures.trained")[1]
    assert [] == [one for one in problems(made) if one.severity == "error"]
