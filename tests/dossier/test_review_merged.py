"""What people accepted, beside what `dossier.yaml` says: dated stances, figures, evidence. Contradictions are told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from placet.assess import assess
from placet.decisions import Decision, decisions, line
from placet.dossier.problems import Problem
from placet.dossier.read import looked_at, problems, read
from placet.dossier.review import FILE, append, in_unit
from placet.dossier.schema import Source
from placet.dossier.sources import text_sha256, written
from placet.dossier.template import new
from placet.errors import OutputError
from placet.why import why

TEXT = (
    "Luxembourg opposes the observers, its government said. Austria is now against them as well.\n\n"
    "About 300 soldiers would guard them; others count 450 soldiers. Austria will vote for the mission, it said."
)
SOURCE = "2026-03-12-herald"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a new dossier with one more source."""
    made = new(tmp_path / "case")
    head = Source(
        publisher="Example Herald", title="Two answers", published=date(2026, 3, 12), published_basis="stated",
        address="https://example.org/herald", text="original", language="en", sha256=text_sha256(TEXT),
    )  # fmt: skip
    (made / "sources" / f"{SOURCE}.md").write_text(written(head, TEXT))
    return made


def decided(quote: str, what: Any = "accept", *, key: str = "", **more: Any) -> Decision:
    """Return a decision on words of the source; what is named beside its own fields goes into `fields`."""
    start = TEXT.index(quote)
    own = {name: more.pop(name) for name in ("by", "at", "into", "reason", "replaces") if name in more}
    fields = {"claim": f"r-{key or start}", "says": "What is said", "by": "somebody", "about": "vote",
              "known": "reported", **more}  # fmt: skip
    return Decision(
        decision=what, suggestion=key or f"key-{start}", source=SOURCE, sha256=text_sha256(TEXT), start=start,
        end=start + len(quote), quote=quote, fields=fields if what in ("accept", "merge") else {},
        **{"by": "Ann", "at": "2026-03-13T08:00:00Z", **own},
    )  # fmt: skip


LU_NO = decided("Luxembourg opposes the observers", key="lu", member="LU", stance="no")
AT_NO = decided("Austria is now against them", key="at", member="AT", stance="no")


def messages(dossier: Path, severity: str = "error") -> list[str]:
    return [problem.message for problem in problems(dossier) if problem.severity == severity]


def test_an_accepted_stance_is_a_dated_one_and_dossier_yaml_stays(dossier: Path) -> None:
    before = (dossier / "dossier.yaml").read_bytes()
    append(dossier, LU_NO)
    folder = read(dossier)
    stance = folder.dossier.proposals["mission"].stances["LU"][0]
    assert ("no", date(2026, 3, 12), ["r-lu"]) == (stance.stance, stance.since, stance.because)
    assert before == (dossier / "dossier.yaml").read_bytes()
    assert [] == problems(dossier)


def test_it_counts_from_the_day_of_publication_and_leads_down_to_the_words(dossier: Path) -> None:
    append(dossier, LU_NO)
    folder = read(dossier)
    earlier, later = (assess(folder, as_of=day, with_plan=False) for day in ("2026-03-11", "2026-03-12"))
    assert ["unknown", "shut"] == [one.gates["vote"].state for one in (earlier, later)]
    assert "r-lu" not in earlier.claims
    (claim,) = why(later, "vote.LU")
    assert "Luxembourg opposes the observers" == TEXT[claim.start : claim.end] == claim.quote
    assert ("", ", its government said. Austria is now against them as well.") == (claim.before, claim.after)
    assert "Ann, 2026-03-13" == claim.accepted


def test_without_its_source_or_after_a_withdrawal_it_counts_no_more(dossier: Path) -> None:
    append(dossier, LU_NO)
    file = dossier / "sources" / f"{SOURCE}.md"
    file.write_text(file.read_text().replace("language: en", "language: en\nwithdrawn: 2026-03-14"))
    folder = read(dossier)
    states = [assess(folder, as_of=day, with_plan=False).gates["vote"].state for day in ("2026-03-13", "2026-03-14")]
    assert ["shut", "unknown"] == states
    file.unlink()
    missing = [one for one in problems(dossier) if one.severity == "error"]
    assert any(SOURCE in one.message and one.place.file == FILE and one.place.line == 1 for one in missing), missing


def test_rejected_and_undone_ones_change_nothing(dossier: Path) -> None:
    alone = read(dossier).dossier
    append(dossier, LU_NO)
    append(dossier, decided("Luxembourg opposes the observers", "undo", key="lu", replaces=(LU_NO.id,)))
    append(dossier, decided("Austria is now against them", "reject", key="at", reason="hearsay"))
    assert alone == read(dossier).dossier


def test_a_stance_of_a_later_day_goes_above_and_the_older_stays(dossier: Path) -> None:
    append(dossier, AT_NO)
    stances = read(dossier).dossier.proposals["mission"].stances["AT"]
    assert [("no", date(2026, 3, 12)), ("yes", date(2026, 3, 10))] == [(one.stance, one.since) for one in stances]


def test_a_contradiction_of_the_same_day_is_told_and_the_file_counts(dossier: Path) -> None:
    file = dossier / "dossier.yaml"
    file.write_text(file.read_text().replace("since: 2026-03-10, stance: yes", "since: 2026-03-12, stance: yes"))
    append(dossier, AT_NO)
    (told,) = messages(dossier, "warning")
    assert (
        "AT on 'mission' since 2026-03-12: accepted as no by Ann, but yes in dossier.yaml; dossier.yaml counts"
    ) == told
    (stance,) = read(dossier).dossier.proposals["mission"].stances["AT"]
    assert ("yes", "'r-at' of the same day says no") == (stance.stance, stance.note)


def test_the_same_stance_of_the_same_day_gets_one_more_claim(dossier: Path) -> None:
    file = dossier / "dossier.yaml"
    file.write_text(file.read_text().replace("since: 2026-03-10, stance: yes", "since: 2026-03-12, stance: yes"))
    append(dossier, decided("Austria will vote for the mission", key="yes", member="AT", stance="yes"))
    (stance,) = read(dossier).dossier.proposals["mission"].stances["AT"]
    assert ["c-at-yes", "r-yes"] == stance.because
    assert [] == problems(dossier)


def test_the_same_stance_of_a_later_day_keeps_what_showed_it_before(dossier: Path) -> None:
    """Else a repetition would hide the evidence; the stance has been held since its first day."""
    append(dossier, decided("Austria will vote for the mission", key="yes", member="AT", stance="yes"))
    folder = read(dossier)
    assert ["r-yes", "c-at-yes"] == folder.dossier.proposals["mission"].stances["AT"][0].because
    (austria,) = [one for one in assess(folder, with_plan=False).gates["vote"].members if one.member == "AT"]
    assert date(2026, 3, 10) == austria.since


def test_of_two_accepted_ones_of_a_day_the_last_decided_counts_and_is_told(dossier: Path) -> None:
    append(dossier, AT_NO)
    later = decided("Austria will vote for the mission", key="yes", member="AT", stance="yes", by="Bo",
                    at="2026-03-13T09:00:00Z")  # fmt: skip
    append(dossier, later)
    assert "yes" == read(dossier).dossier.proposals["mission"].stances["AT"][0].stance
    (told,) = messages(dossier, "warning")
    assert told.endswith("but no by another decision; of two accepted ones the last decided counts")


def test_words_near_the_subject_contradict_no_position(dossier: Path) -> None:
    append(dossier, AT_NO)
    append(dossier, decided("others count 450", key="near", member="AT", stance="unclear", at="2026-03-13T09:00:00Z"))
    assert "no" == read(dossier).dossier.proposals["mission"].stances["AT"][0].stance
    assert [] == messages(dossier, "warning")


def test_figures_stand_side_by_side(dossier: Path) -> None:
    for key, quote, amount in (("a", "About 300 soldiers", 300.0), ("b", "450 soldiers", 450.0)):
        append(dossier, decided(quote, key=key, figure="guard", unit="soldiers", amount=amount, words=quote))
    (figure,) = assess(read(dossier), with_plan=False).figures
    assert [300, 450] == sorted(value.amount for value in figure.values)
    assert figure.sentence.endswith("never averaged.")


def test_a_figure_is_scaled_to_its_unit_and_refused_in_another() -> None:
    assert 106.7 == in_unit(106_700_000.0, "EUR", "million EUR")
    assert in_unit(3.0, "states", "soldiers") is None
    assert in_unit(True, "soldiers", "soldiers") is None


def test_merged_words_are_more_evidence_wherever_the_claim_is(dossier: Path) -> None:
    append(dossier, decided("Austria will vote for the mission", "merge", key="more", into="c-at-yes"))
    folder = read(dossier)
    assert ["c-at-yes", "r-more"] == folder.dossier.proposals["mission"].stances["AT"][0].because
    claims = why(assess(folder, with_plan=False), "vote.AT")
    assert ["r-more", "c-at-yes"] == [claim.id for claim in claims]


def test_people_who_disagree_are_shown_with_what_each_decided(dossier: Path) -> None:
    append(dossier, LU_NO)
    append(dossier, decided("Luxembourg opposes the observers", "reject", key="lu", by="Bo", reason="another mission",
                            at="2026-03-13T09:00:00Z"))  # fmt: skip
    (told,) = [one for one in problems(dossier) if one.severity == "warning"]
    assert (
        'decided differently on "Luxembourg opposes the observers"; '
        "the latest counts: rejected by Bo on 2026-03-13 (another mission)"
    ) == told.message
    assert "accepted as no by Ann on 2026-03-13" == told.related[0].message
    assert "LU" not in read(dossier).dossier.proposals["mission"].stances


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (replace(LU_NO, fields={**LU_NO.fields, "member": "XX"}), "'XX' does not vote on 'mission'"),
        (replace(LU_NO, fields={**LU_NO.fields, "proposal": "other"}), "unknown proposal 'other'"),
        (replace(LU_NO, fields={**LU_NO.fields, "claim": "c-at-yes"}), "there is a claim 'c-at-yes' already"),
        (replace(LU_NO, fields={**LU_NO.fields, "stance": "maybe"}),
         "what was accepted is no stance: stance: input should be 'yes', 'no', 'abstain', 'unclear' or 'unknown'"),
        (replace(LU_NO, fields={**LU_NO.fields, "since": "soon"}),
         "what was accepted is no stance: since: value error, 'soon' is not a day; write it as year-month-day, "
         "like 2026-05-18"),
        (replace(LU_NO, fields={"claim": "r"}), "what was accepted is no claim: says: input should be a valid string"),
        (replace(LU_NO, quote="Luxembourg loves it"), f"the quote does not stand in sources/{SOURCE}.md"),
        (replace(LU_NO, decision="merge", into="c-none"), "merged into 'c-none', which is no claim"),
    ],
)  # fmt: skip
def test_what_cannot_count_is_an_error_at_its_line(dossier: Path, one: Decision, message: str) -> None:
    append(dossier, AT_NO)
    append(dossier, one)
    (found,) = [problem for problem in problems(dossier) if problem.severity == "error"]
    assert (message, FILE, 2) == (found.message, found.place.file, found.place.line)


def test_words_that_stand_elsewhere_in_the_text_are_told(dossier: Path) -> None:
    append(dossier, replace(LU_NO, start=LU_NO.start + 1, end=LU_NO.end + 1))
    (told,) = messages(dossier, "warning")
    assert told == f"the words accepted as 'r-lu' stand elsewhere in sources/{SOURCE}.md than at 1 to 33"


def test_a_cut_off_line_is_a_warning_and_an_altered_one_an_error(dossier: Path) -> None:
    file = dossier / FILE
    file.write_bytes(line(LU_NO) + line(AT_NO)[:50])
    assert ["line 2 was cut off while it was written; it is passed over"] == messages(dossier, "warning")
    append(dossier, AT_NO)
    assert {"LU", "AT", "BE"} == set(read(dossier).dossier.proposals["mission"].stances)
    row = {**json.loads(line(LU_NO)), "by": "Bo"}
    file.write_text(json.dumps(row) + "\n")
    (found,) = messages(dossier)
    assert found.startswith("line 1 counts for nothing: it was altered after it was written")


def test_lines_of_ten_megabytes_and_logs_that_lead_out_are_refused(dossier: Path, tmp_path: Path) -> None:
    (dossier / FILE).write_bytes(b'{"quote": "' + b"x" * 10_000_000 + b'"}\n')
    (found,) = messages(dossier)
    assert found.startswith("line 1 counts for nothing: it has 10,000,013 bytes")
    (dossier / FILE).unlink()
    (dossier / FILE).symlink_to(tmp_path / "elsewhere")
    assert ["review.jsonl leads out of the dossier"] == messages(dossier)
    with pytest.raises(OutputError, match="it is a link; decisions are kept in the dossier itself"):
        append(dossier, LU_NO)
    assert not (tmp_path / "elsewhere").exists()


def test_problems_of_dossier_yaml_keep_their_places_beside_accepted_stances(dossier: Path) -> None:
    """A stance above it in the merged list does not move the line on which the file is wrong."""
    file = dossier / "dossier.yaml"
    file.write_text(file.read_text().replace("because: [c-at-yes]}", "because: [c-at-yess]}"))
    found = [one for one in problems(dossier) if "c-at-yess" in one.message]
    append(dossier, AT_NO)
    assert found == [one for one in problems(dossier) if "c-at-yess" in one.message]
    assert 1 == len(found)


def test_the_log_is_among_the_inputs_of_an_assessment(dossier: Path) -> None:
    append(dossier, LU_NO)
    assert FILE in assess(read(dossier), with_plan=False).made.inputs


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from placet.decisions import Decision
from placet.dossier.review import append
one = Decision("reject", "Ann", "2026-03-13T08:00:00Z", "key", "s", "0", 0, 1, "q", reason="no " * 3_000)
for number in range(100_000):
    append(Path(sys.argv[1]), replace(one, suggestion=f"key-{number}"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("kept", [1, 7, 40])
def test_a_killed_process_loses_nothing_that_it_said_was_decided(dossier: Path, kept: int) -> None:
    """`kill -9` while it writes: every decision that was told is there, and at most one line is cut off."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(dossier)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        told = [run.stdout.readline() for _ in range(kept)]
        run.kill()
    assert f"{kept - 1}\n" == told[-1]
    found, bad = decisions((dossier / FILE).read_bytes())
    assert {f"key-{number}" for number in range(kept)} <= {one.suggestion for one, _ in found.values()}
    assert len(bad) <= 1
    append(dossier, LU_NO)
    assert "LU" in read(dossier).dossier.proposals["mission"].stances


def git(folder: Path, *words: str) -> str:
    said = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return said.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_two_branches_merge_in_git_without_a_conflict(dossier: Path) -> None:
    """By the `.gitattributes` that `placet new` writes; the order of the lines says nothing."""
    git(dossier, "init", "-q", "-b", "main")
    git(dossier, "add", ".")
    git(dossier, "commit", "-q", "-m", "a dossier")
    git(dossier, "switch", "-q", "-c", "theirs")
    append(dossier, LU_NO)
    git(dossier, "add", "."), git(dossier, "commit", "-q", "-m", "theirs")
    git(dossier, "switch", "-q", "main")
    append(dossier, AT_NO)
    git(dossier, "add", "."), git(dossier, "commit", "-q", "-m", "ours")
    git(dossier, "merge", "-q", "--no-edit", "theirs")
    assert {"LU", "AT", "BE"} == set(read(dossier).dossier.proposals["mission"].stances)
    assert [] == problems(dossier)


def test_a_dossier_without_a_log_is_as_it_was(dossier: Path) -> None:
    folder, found = looked_at(dossier, None)
    assert folder is not None
    assert ({}, []) == (dict(folder.reviewed.standing), list[Problem](found))
