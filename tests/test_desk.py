"""The library as a person uses it."""

from __future__ import annotations

import json

import pytest

import placet

FLAGSHIP = "examples/eumam-ukraine"


@pytest.fixture(autouse=True)
def _in_the_repository(pytestconfig, monkeypatch):
    """Run in the root of the repository, where the flagship goes by its short path."""
    monkeypatch.chdir(pytestconfig.rootpath)


@pytest.fixture
def desk():
    """Return the opened flagship."""
    return placet.open(FLAGSHIP)


@pytest.fixture
def answer(desk):
    """Return its answer as of the last day read, without a plan."""
    return desk.assess(with_plan=False)


def test_a_desk_says_what_it_holds(desk):
    """Title, question, claims, sources, day."""
    assert repr(desk).startswith("EUMAM Ukraine on Ukrainian soil\nWhen could the EU's military training mission")
    held = f"{len(desk.folder.dossier.claims)} claims from {len(desk.folder.sources)} sources, read until 2026-05-18"
    assert repr(desk).endswith(held)


def test_an_answer_says_itself(answer):
    """The verdict, gate by gate, with its day."""
    lines = repr(answer).splitlines()
    assert answer.sentence == lines[0]
    assert ["  vote: shut.", "  ceasefire: shut.", "  mandate: open."] == [
        " ".join(line.split(" ")[:4]) for line in lines[1:4]
    ]
    assert "  as of 2026-05-18" == lines[-1]


def test_gates_are_attributes(answer):
    """By their names in the dossier; others are named in the error."""
    assert ("shut", ["HU"]) == (answer.vote.state, answer.vote.blockers)
    assert "open" == answer.mandate.state
    assert {"vote", "ceasefire", "mandate", "what_if"} <= set(dir(answer))
    with pytest.raises(AttributeError, match="no gate is called 'vot'; this dossier has vote, ceasefire, mandate"):
        _ = answer.vot


def test_what_if_gives_a_new_answer_and_changes_add_up(answer):
    """Nothing is overwritten; the day and the seed stay."""
    one = answer.what_if({"vote.HU": "abstain declared"})
    two = one.what_if({"ceasefire": "open"})
    assert {"vote.HU": "abstain declared", "ceasefire": "open"} == two.assessment.changes
    assert ({}, ["HU"]) == (answer.assessment.changes, answer.vote.blockers)
    assert answer.assessment.as_of == two.assessment.as_of
    assert two.plan is None


def test_equal_answers_are_equal(desk, answer):
    """And have the same hash; another day is another answer."""
    again = desk.assess(with_plan=False)
    assert (answer == again, hash(answer) == hash(again)) == (True, True)
    assert answer != desk.assess(as_of="2025-08-29", with_plan=False)
    assert answer != "an answer"


def test_why_and_json(answer):
    """Down to the quote, and out as a file."""
    assert answer.why("vote.HU")[0].quote
    assert "shut" == json.loads(answer.json())["state"]


def test_answers_are_compared(answer):
    """Of two sets of changes."""
    found = placet.compare(answer, answer.what_if({"vote.HU": "abstain declared"}))
    assert "Vote moves from shut to unknown; ceasefire keeps it shut." == found.sentence


def test_a_brief_is_saved(answer, tmp_path):
    """As a page or as Markdown, also without a plan."""
    for name in ("brief.html", "brief.md"):
        answer.brief().save(tmp_path / name)
        assert "One member says no" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_wrong_folder_or_day_is_an_error_of_placet(desk):
    """With its kind."""
    with pytest.raises(placet.DossierError, match="there is no folder examples/nothing"):
        placet.open("examples/nothing")
    with pytest.raises(placet.UsageError, match="'soon' is not a day"):
        desk.assess(as_of="soon")
