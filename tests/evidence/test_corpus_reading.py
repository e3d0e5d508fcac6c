"""What the rules make of the corpus of written news items does not get worse: floors under what was first measured."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from placet.evidence import LEANINGS, suggest
from placet.score_claims import score_claims

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "council-stances"
KINDS = ("stance", "veto", "condition", "rule", "quantity", "quote")


@pytest.fixture(scope="module")
def score():
    """Return the scores of the whole corpus."""
    return score_claims(FOLDER)


def says(kind, row):
    """Return what a mark or a suggestion says, apart from its words."""
    if kind == "stance":
        return row["actor"], LEANINGS[row["side"]]
    names = {"veto": ("actor",), "rule": ("rule",), "quantity": ("number", "unit"), "condition": (), "quote": ()}[kind]
    return tuple(row.get(name) for name in names)


@pytest.fixture(scope="module")
def spans():
    """Return for each kind how many suggestions say what a mark says and touch it, to the character, and by half."""
    counted = {kind: Counter() for kind in KINDS}
    for file in sorted(FOLDER.glob("*.json")):
        item = json.loads(file.read_text(encoding="utf-8"))
        rows = [one.plainly() for one in suggest(item["text"], title=item["title"], language=item["language"])]
        for mark in item["claims"]:
            kind = mark["kind"]
            if kind not in KINDS:
                continue
            same = [row for row in rows if row["kind"] == kind and says(kind, row) == says(kind, mark)]
            best = max((share(row, mark) for row in same), default=0.0)
            counted[kind] += Counter(touch=best > 0, exact=best == 1, half=best >= 0.5)
    return counted


def share(one, other):
    """Return the common part of two spans as a share of what either covers."""
    common = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, common) / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def test_what_is_suggested_is_mostly_right(score):
    floors = {"rule": 0.95, "quantity": 0.9, "condition": 0.85, "stance": 0.8, "veto": 0.95}
    for kind, floor in floors.items():
        held = [tally for (name, _), tally in score.by_kind.items() if name == kind]
        assert floor <= sum(tally.right for tally in held) / sum(tally.found for tally in held), kind


def test_english_is_read_as_well_as_was_measured(score):
    floors = {"rule": 0.9, "condition": 0.75, "stance": 0.75, "veto": 0.85}
    for kind, floor in floors.items():
        assert floor <= score.by_kind[kind, "en"].f1, kind


def test_hardly_a_stance_is_turned_round(score):
    assert sum(score.flips.values()) <= 2


def test_spans_are_near_the_marks(spans):
    floors = {"stance": 0.65, "veto": 0.65, "condition": 0.65, "rule": 0.75, "quantity": 0.95, "quote": 0.95}
    for kind, floor in floors.items():
        assert floor <= spans[kind]["half"] / spans[kind]["touch"], (kind, spans[kind])
