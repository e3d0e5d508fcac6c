"""The command line: every verb, every exit code, one clear line for what is wrong, never a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from placet import cli
from placet.cli import shell

ROOT = Path(__file__).resolve().parent.parent
FLAGSHIP = str(ROOT / "examples" / "eumam-ukraine")
GOOD = str(ROOT / "tests" / "bad_dossiers" / "good")
VERBS = [name for name in cli.app if not name.startswith("-")]
GROUPS = ["score"]
"""The words that are followed by a verb of their own."""
PLAYED = "vote.HU=abstain declared"


class Fixed(date):
    """A calendar whose today is two days after the last day read."""

    @classmethod
    def today(cls):
        """Return 20 May 2026."""
        return cls(2026, 5, 20)


@pytest.fixture(autouse=True)
def _fixed_today(monkeypatch):
    """Stop the clock, so that nothing goes stale while the years pass."""
    monkeypatch.setattr(shell, "date", Fixed)


# What the verbs say


@pytest.mark.parametrize("day", ["2025-08-29", "2026-05-18"])
def test_status_of_the_flagship(run, golden, day):
    """On the day of the meeting in Copenhagen, and on the last day read.

    To record anew: `PLACET_RECORD=1 ./run test tests/test_cli.py`, then read the difference.
    """
    code, out, err = run("status", FLAGSHIP, "--as-of", day)
    assert (0, "") == (code, err)
    golden(f"status-{day}.txt", out)


def test_without_a_day_it_is_the_last_day_read(run):
    """Not today."""
    assert run("status", FLAGSHIP) == run("status", FLAGSHIP, "--as-of", "2026-05-18")


def test_today_says_how_many_days_nobody_has_read(run):
    """The clock is read here only."""
    code, out, _ = run("status", GOOD, "--as-of", "today")
    assert 0 == code
    assert "The news has been read up to 18 May 2026: two days are missing." in out


@pytest.mark.parametrize(
    ("changes", "code"), [(["vote=open", "quiet=open"], 0), ([], 10), (["vote=unknown", "quiet=open"], 11)]
)
def test_the_exit_code_says_the_state_when_asked(run, monkeypatch, changes, code):
    """0 open, 10 shut, 11 unknown; without the option always 0."""
    answer_of = cli.answers.answer_of

    def gates_only(d, day, *, plan, chance):  # noqa: ARG001 - the chance is not asked for here
        return answer_of(d, day, tuple(changes), plan=plan)

    monkeypatch.setattr(cli.answers, "answer_of", gates_only)
    assert code == run("status", GOOD, "--exit-code")[0]
    assert 0 == run("status", GOOD)[0]


def test_status_with_the_plan(run):
    """Also what it delivers and what waiting costs."""
    code, out, _ = run("status", GOOD, "--plan")
    assert 0 == code
    assert "plan        0 soldiers in 30 months if all gates open today" in out


def test_check_of_a_good_and_of_a_bad_dossier(run, tmp_path):
    """No problem: 0. A problem: 1, with its line and the way out."""
    assert (0, f"{GOOD}: no problems\n", "") == run("check", GOOD)
    bad = spoilt(tmp_path, "stance: no,", "stanse: no,")
    code, out, _ = run("check", str(bad))
    assert 1 == code
    assert "dossier.yaml:37:31" in out
    assert "did you mean 'stance'?" in out


def spoilt(tmp_path: Path, old: str, new: str) -> Path:
    """Return a copy of the good dossier with one text replaced."""
    folder = shutil.copytree(GOOD, tmp_path / "spoilt")
    text = (folder / "dossier.yaml").read_text()
    assert old in text
    (folder / "dossier.yaml").write_text(text.replace(old, new, 1))
    return folder


@pytest.mark.parametrize("verb", ["status", "brief", "test"])
def test_a_bad_dossier_stops_every_verb(run, tmp_path, verb):
    """Exit code 1, the problem, and that nothing was computed; nothing is written."""
    bad = spoilt(tmp_path, "stance: no,", "stanse: no,")
    more = ["--out", str(tmp_path / "out")] if verb == "brief" else []
    code, out, err = run(verb, str(bad), *more)
    assert (1, "") == (code, out)
    assert "did you mean 'stance'?" in err
    assert err.rstrip().endswith("nothing was computed.")
    assert not (tmp_path / "out").exists()


def test_why_goes_down_to_the_quote(run):
    """Claim, quote, publisher, day, address."""
    code, out, _ = run("why", GOOD, "vote.HU")
    assert 0 == code
    assert "c-hu-no  Hungary is against it\n" in out
    assert '  stated by HU: "Hungary will not agree to this mission"\n' in out


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("programme.intake.soldiers", "programme.intake.soldiers is assumed: as in the past"),
        ("vote.DE", "No claim known by 2026-05-18 stands behind vote.DE."),
    ],
)
def test_why_says_when_no_claim_stands_behind(run, place, said):
    """Assumed, or nothing known."""
    assert (0, f"{said}\n", "") == run("why", GOOD, place)


def test_what_if_says_what_moves(run):
    """The new verdict with its changes, and the finding."""
    code, out, _ = run("what-if", FLAGSHIP, PLAYED, "ceasefire.reading=month")
    assert 0 == code
    assert "as of 2026-05-18, with vote.HU=abstain declared, ceasefire.reading=month" in out
    assert out.rstrip().endswith("Vote moves from shut to unknown; ceasefire keeps it shut.")


def test_diff_names_the_claims(run):
    """What moved, from what to what, because of which claims."""
    code, out, _ = run("diff", FLAGSHIP, "2025-08-29", "2026-05-18")
    assert 0 == code
    assert re.search(r"^  vote\.SK: unknown -> unclear  \[c-[a-z0-9, -]+\]$", out, re.MULTILINE)
    assert re.search(r"^  [0-9]+ new claims$", out, re.MULTILINE)


def test_brief_writes_three_files(run, tmp_path):
    """And says which."""
    out = tmp_path / "deep" / "build"
    code, said, _ = run("brief", GOOD, PLAYED, "--out", str(out))
    assert 0 == code
    assert ["assessment.json", "brief.html", "brief.md"] == sorted(os.listdir(out))
    for name in os.listdir(out):
        assert f"wrote {out / name}" in said
    assert {"vote.HU": "abstain declared"} == json.loads((out / "assessment.json").read_text())["changes"]


def test_test_runs_the_cases(run, tmp_path):
    """All pass: 0; one fails: 1, with what stands there instead."""
    code, out, _ = run("test", GOOD)
    assert (0, "2 passed, 0 failed") == (code, out.splitlines()[-1])
    folder = shutil.copytree(GOOD, tmp_path / "dossier")
    cases = folder / "cases.yaml"
    cases.write_text(cases.read_text().replace("gates.vote.state: shut", "gates.vote.state: open"))
    code, out, _ = run("test", str(folder))
    assert 1 == code
    assert "FAIL  Hungary's no keeps the vote shut\n      gates.vote.state: expected 'open', have 'shut'\n" in out


def test_a_new_dossier_passes_check_and_test(run, tmp_path, monkeypatch):
    """As it stands; its folder must not be there already."""
    from placet.dossier.template import new

    assert callable(new)
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("new", "my-mission")
    assert 0 == code
    assert "run: placet check my-mission" in out
    assert (0, "my-mission: no problems\n", "") == run("check", "my-mission")
    code, out, _ = run("test", "my-mission")
    assert 0 == code, out
    assert out.rstrip().endswith(" passed, 0 failed")
    for verb in ("status", "brief"):
        assert 0 == run(verb, "my-mission")[0]
    code, _, err = run("new", "my-mission")
    assert 2 == code
    assert "my-mission is there already" in err


@pytest.mark.parametrize(
    "words",
    [
        ["check", GOOD],
        ["status", GOOD],
        ["why", GOOD, "vote.HU"],
        ["what-if", GOOD, PLAYED],
        ["diff", GOOD, "2026-03-05", "2026-05-18"],
        ["brief", GOOD],
        ["test", GOOD],
        ["rules"],
        ["formats"],
    ],
    ids=lambda words: words[0],
)
def test_json_is_json_and_nothing_else(run, words, tmp_path):
    """Of every verb that answers."""
    more = ["--out", str(tmp_path)] if words[0] == "brief" else []
    code, out, err = run(*words, "--json", *more)
    assert (0, "") == (code, err)
    assert json.loads(out) or words[0] == "check"


# What is wrong


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (1, ["status", "nowhere"], "there is no folder nowhere"),
        (1, ["check", "nowhere"], "there is no folder nowhere"),
        (1, ["status", f"{GOOD}/dossier.yaml"], f"name its folder: {GOOD}"),
        (2, ["statsu", GOOD], "Did you mean"),
        (2, ["status"], "DOSSIER"),
        (2, ["status", GOOD, "--as-off", "2026-05-18"], "--as-of"),
        (2, ["status", GOOD, "--as-of", "2026-02-31"], "placet: '2026-02-31' is not a day; write it as year-month-day"),
        (2, ["diff", GOOD, "soon", "2026-05-18"], "placet: 'soon' is not a day"),
        (2, ["what-if", GOOD], "placet: what-if needs at least one change"),
        (2, ["what-if", GOOD, "vote.HU"], "placet: a change is written PLACE=WHAT, like vote.HU=abstain; this is not"),
        (2, ["what-if", GOOD, "vot.HU=no"], "placet: unknown change 'vot'; did you mean 'vote'?"),
        (2, ["what-if", GOOD, "vote.HU=perhaps"], "perhaps"),
        (2, ["what-if", GOOD, "quiet.reading=wek"], "placet: unknown reading 'wek'; did you mean 'week'?"),
        (2, ["why", GOOD, "vote.HUN"], "placet: nothing is called 'vote.HUN' in this assessment; did you mean"),
    ],
    ids=lambda part: " ".join(part)[-30:] if isinstance(part, list) else None,
)
def test_what_is_wrong_is_said_once_with_the_way_out(run, monkeypatch, tmp_path, code, words, said):
    """On the right stream, with the right exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    found, out, err = run(*words)
    assert code == found
    assert said in (out if words[0] == "check" else err)
    assert [] == os.listdir(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_no_folder_to_write_to(run, tmp_path):
    """Exit code 3, and the file is as it was."""
    (tmp_path / "out").write_text("mine")
    code, _, err = run("brief", GOOD, "--out", str(tmp_path / "out"))
    assert 3 == code
    assert err.startswith(f"placet: cannot write {tmp_path / 'out' / 'brief.html'}: ")
    assert err.rstrip().endswith("choose another place with --out")
    assert "mine" == (tmp_path / "out").read_text()


def test_a_full_disk_leaves_nothing_half_written(run, tmp_path, monkeypatch):
    """The old file stays, and no sibling of it is left."""
    (tmp_path / "brief.html").write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    code, _, err = run("brief", GOOD, "--out", str(tmp_path))
    assert 3 == code
    assert "No space left on device" in err
    assert ["brief.html"] == os.listdir(tmp_path)
    assert "old" == (tmp_path / "brief.html").read_text()


# How it is printed


def in_a_pipe(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own, with its output in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "placet", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color"},
    )


def test_a_pipe_gets_plain_text():
    """No colours, no wrapped lines, in UTF-8."""
    done = in_a_pipe("status", FLAGSHIP)
    assert (0, "") == (done.returncode, done.stderr)
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) > 100


def test_errors_go_to_their_own_stream():
    """So that a script reads nothing wrong."""
    done = in_a_pipe("status", "nowhere")
    assert (1, "") == (done.returncode, done.stdout)
    assert "\x1b" not in done.stderr


def test_a_reader_that_has_had_enough_is_no_error():
    """As in `placet check ... | head -1`."""
    words = f"{sys.executable} -m placet status {FLAGSHIP} --json | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert ("{0\n", "") == (done.stdout, done.stderr)


# Help


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in GROUPS])
def test_the_help_of_each_verb_has_an_example(run, verb, monkeypatch):
    """And the example is a call of that verb."""
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = run(verb, "--help")
    assert 0 == code
    assert f"Example: placet {verb}" in re.sub(r"[`\x1b]|\[[0-9;]*m", "", out)


def test_the_help_names_every_verb(run):
    """At least the ten of the everyday work."""
    assert {"new", "check", "status", "why", "what-if", "diff", "brief", "test", "rules", "formats"} <= set(VERBS)
    _, out, _ = run("--help")
    assert set(VERBS) <= set(re.findall(r"[a-z-]+", out))
    assert (0, "0.1.0\n", "") == run("--version")


EXAMPLES = re.findall(
    r"Example: `placet (.*)`", "".join(f.read_text() for f in (ROOT / "src" / "placet" / "cli").glob("*.py"))
)


def test_every_verb_has_one_example():
    """Collected from the docstrings."""
    single = [example.split()[0] for example in EXAMPLES if example.split()[0] not in GROUPS]
    of_groups = [" ".join(example.split()[:2]) for example in EXAMPLES if example.split()[0] in GROUPS]
    assert sorted(set(VERBS) - set(GROUPS)) == sorted(single)
    assert sorted(set(of_groups)) == sorted(of_groups)
    assert set(GROUPS) == {example.split()[0] for example in of_groups}


NEED_A_FILE = {"add", "events", "fetch", "review", "watch"}
"""Verbs whose example names a file, a folder or an address that is not in the repository; each has tests of its own."""


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.split()[0] not in {"test", *NEED_A_FILE, *GROUPS}])
def test_the_examples_of_the_help_run(run, monkeypatch, tmp_path, example):
    """As written, beside a copy of the examples, so that what they write goes there; `test` is run above."""
    import shlex
    import shutil

    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    assert 0 == run(*shlex.split(example))[0]


def test_nothing_from_outside_steers_the_terminal(run, tmp_path):
    """A C1 control character may stand in a dossier, an escape sequence in the words of the call."""
    folder = tmp_path / "d\x1b[31m"
    shutil.copytree(GOOD, folder)
    text = (folder / "dossier.yaml").read_text("utf-8")
    (folder / "dossier.yaml").write_text(text.replace("A mission that waits", "A \x9b2J\u202emission"), "utf-8")
    for words in (["check", str(folder)], ["status", str(folder)], ["what-if", str(folder), "vote.HU=\x1b[2J"]):
        _, out, err = run(*words)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out + err)


def test_a_folder_whose_name_is_no_text_is_read(tmp_path):
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/\xff")
    shutil.copytree(GOOD, folder)
    done = subprocess.run(
        [sys.executable, "-m", "placet", "check", folder],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"},
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.endswith("\\udcff: no problems\n")


def test_a_full_disk_under_the_output_is_one_line():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "placet", "rules"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
    assert (3, "placet: cannot print the answer: No space left on device\n") == (done.returncode, done.stderr)


def test_a_target_out_of_reach_is_said(run):
    _, out, _ = run("what-if", FLAGSHIP, "programme.target.soldiers=900_000_000", "--plan")
    assert "900,000,000 soldiers by week 105 cannot be trained: at most " in out
