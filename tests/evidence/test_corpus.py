"""The corpus of written news items is what its page says: spans, languages, licence, kinds, no item twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from placet.evidence import KINDS, SIDES, VETO_LEVELS
from placet.score_claims import score_claims

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "council-stances"
FILES = sorted(FOLDER.glob("*.json"))
ITEMS = [json.loads(file.read_text(encoding="utf-8")) for file in FILES]
OFFICIAL = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "ga",
    "hr",
    "hu",
    "it",
    "lt",
    "lv",
    "mt",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
]
MEMBERS = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "EL",
    "ES",
    "FI",
    "FR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
ACTORS = {*MEMBERS, "UA", "EU-MIN", "EU-LEADERS", "EU-COM", "EU-HR"}
PREDICATES = {
    "ceasefire",
    "withdrawal",
    "peace_agreement",
    "reparations",
    "approval",
    "guarantees",
    "money",
    "other",
}
MODALITIES = {"potential": "possible", "exercised": "asserted"}
each_item = pytest.mark.parametrize("item", ITEMS, ids=[item["id"] for item in ITEMS])


def claims(kind):
    return [claim for item in ITEMS for claim in item["claims"] if claim["kind"] == kind]


@each_item
def test_every_mark_stands_in_its_text(item):
    for claim in item["claims"]:
        assert claim["quote"] == item["text"][claim["start"] : claim["end"]] != ""
        assert claim["quote"] == claim["quote"].strip()
        assert all(part in claim["quote"] for part in claim.get("parts", []))


@each_item
def test_an_item_says_what_it_is(item):
    assert "CC-BY-4.0" == item["licence"]
    assert "written for this corpus, it reports no real event" == item["about"]
    assert item["language"] == item["lang"] == item["id"][:2]
    assert item["text"] == item["paraphrase"]
    assert 60 <= len(item["text"].split()) <= 140
    assert item["title"]
    assert item["claims"]


@each_item
def test_marks_use_the_words_of_suggestions(item):
    for claim in item["claims"]:
        assert claim["kind"] in KINDS
        if claim["kind"] in ("stance", "veto", "quote", "role"):
            assert claim["actor"] in ACTORS
        if claim["kind"] == "stance":
            assert claim["side"] == claim["stance"] in SIDES
        if claim["kind"] == "veto":
            assert claim["veto"] in VETO_LEVELS
            assert MODALITIES.get(claim["veto"], claim["veto"]) == claim["modality"]
        if claim["kind"] == "condition":
            assert claim["predicate"] in PREDICATES
        if claim["kind"] in ("quantity", "vote_count"):
            assert claim["number"] == claim["value"]
            assert claim["unit"]


def test_all_languages_are_there():
    counted = Counter(item["language"] for item in ITEMS)
    assert 72 == len(ITEMS)
    assert {*OFFICIAL, "uk"} == set(counted)
    assert 2 == min(counted.values())
    assert (23, 3) == (counted["en"], counted["uk"])


def test_no_item_and_no_mark_is_there_twice():
    assert len(ITEMS) == len({item["id"] for item in ITEMS}) == len({item["text"] for item in ITEMS})
    assert [item["id"] for item in ITEMS] == [file.stem for file in FILES]
    for item in ITEMS:
        marks = [json.dumps(claim, sort_keys=True) for claim in item["claims"]]
        assert len(marks) == len(set(marks)), item["id"]


def test_every_kind_side_and_level_is_marked():
    assert set(KINDS) == {claim["kind"] for item in ITEMS for claim in item["claims"]}
    assert set(SIDES) == {claim["side"] for claim in claims("stance")}
    assert set(VETO_LEVELS) == {claim["veto"] for claim in claims("veto")}
    assert set(PREDICATES) == {claim["predicate"] for claim in claims("condition")}
    assert {"now", "after_ceasefire"} <= {claim.get("version", "") for claim in claims("stance")}


def test_votes_do_not_exceed_the_members():
    assert all(0 < claim["number"] <= claim["of"] == 27 for claim in claims("vote_count"))


def test_resistance_is_spread_over_the_members():
    against = Counter(claim["actor"] for claim in [*claims("veto"), *claims("stance")] if claim.get("veto") != "lifted")
    resisting = Counter(claim["actor"] for claim in claims("stance") if claim["side"] == "opposes")
    assert 20 <= len(resisting.keys() & set(MEMBERS))
    assert set(MEMBERS) <= set(against)
    assert max(resisting.values()) <= 5


def test_the_page_counts_as_the_files_do():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    written = {name: int(many) for many, name in re.findall(r"(\d+) (\w+(?: counts)?)(?=[,\n |])", page)}
    plural = {"stance": "stances", "quantity": "quantities", "rule": "rules", "condition": "conditions"}
    plural |= {"role": "roles", "quote": "quotes", "veto": "vetoes", "event": "events"}
    plural |= {"vote_count": "vote counts", "report": "reports"}
    for kind in KINDS:
        assert len(claims(kind)) == written[plural[kind]], kind


def test_the_scorer_reads_every_item_and_every_mark():
    score = score_claims(FOLDER)
    assert 72 == score.records
    assert [] == score.left_out
    assert 25 == len(score.languages)
    assert 0 < sum(tally.wanted for (kind, _), tally in score.by_kind.items() if kind == "stance") <= 286
