"""A vote's verdict: published cases, and a sentence that never contradicts its fields."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import votes
from placet.dossier.read import Folder
from placet.dossier.schema import Dossier
from placet.gates.vote import clause, vote_verdict
from placet.gates.words import SMALL

DAY = date(2026, 5, 18)
CODES = [m.code for m in votes.members(DAY)]


def folder(stances, *, rule="cfsp-unanimity", proposed="2025-08-29", outcome=None):
    """Return a dossier in memory with one vote gate."""
    return Folder(
        path=Path("memory"),
        dossier=Dossier.model_validate(
            {
                "placet": 1,
                "title": "A case",
                "asks": "Does it pass?",
                "read_until": "2026-05-18",
                "claims": {},
                "proposals": {
                    "p": {
                        "title": "A mission",
                        "proposed": proposed,
                        "because": [],
                        "rule": rule,
                        "stances": {code: [{"since": "2025-08-29", **stance}] for code, stance in stances.items()},
                        "outcome": outcome,
                    }
                },
                "gates": {"vote": {"kind": "vote", "title": "Vote", "asks": "?", "proposal": "p"}},
                "opens": {"all": ["vote"]},
            }
        ),
        sources={},
        tables={},
        cases=[],
        inputs={},
    )


YES, NO, UNKNOWN = {"stance": "yes"}, {"stance": "no"}, {"stance": "unknown"}
DECLARED = {"stance": "abstain", "declared": True}


def test_one_no_shuts_unanimity():
    verdict = vote_verdict(folder(dict.fromkeys(CODES, YES) | {"HU": NO}), "p", DAY)
    assert ("shut", ["HU"]) == (verdict.state, verdict.blockers)
    assert "One member says no (HU)." == verdict.sentence


def test_one_declared_abstention_does_not_block_as_on_17_october_2022():
    verdict = vote_verdict(folder(dict.fromkeys(CODES, YES) | {"HU": DECLARED}), "p", DAY)
    assert ("open", []) == (verdict.state, verdict.blockers)


def test_nine_declared_abstentions_with_a_third_of_the_population_block():
    nine = ["DE", "FR", "IT", "ES", "PL", "RO", "NL", "BE", "CZ"]
    verdict = vote_verdict(folder(dict.fromkeys(CODES, YES) | dict.fromkeys(nine, DECLARED)), "p", DAY)
    assert "shut" == verdict.state


def test_the_nine_smallest_do_not_block():
    nine = ["MT", "LU", "CY", "EE", "LV", "SI", "LT", "HR", "IE"]
    verdict = vote_verdict(folder(dict.fromkeys(CODES, YES) | dict.fromkeys(nine, DECLARED)), "p", DAY)
    assert "open" == verdict.state


def test_silence_is_unknown_and_said():
    verdict = vote_verdict(folder({"LT": YES}), "p", DAY)
    assert "unknown" == verdict.state
    assert "No member says no, but 26 members have not said." == verdict.sentence


def test_qualified_majority_passes_over_one_no():
    verdict = vote_verdict(folder(dict.fromkeys(CODES, YES) | {"HU": NO}, rule="qualified-majority"), "p", DAY)
    assert ("open", "It passes as the members stand.") == (verdict.state, verdict.sentence)


def test_before_it_was_proposed_nothing_was_proposed():
    verdict = vote_verdict(folder({"HU": NO}), "p", date(2025, 7, 31))
    assert ("unknown", None, []) == (verdict.state, verdict.proposed, verdict.blockers)
    assert "Nothing of the kind had been proposed by 31 July 2025." == verdict.sentence


def test_a_recorded_outcome_decides_from_its_day():
    outcome = {"day": "2025-11-08", "adopted": True, "how": "adopted after concessions", "because": []}
    before = vote_verdict(folder({"HU": NO}, outcome=outcome), "p", date(2025, 11, 7))
    after = vote_verdict(folder({"HU": NO}, outcome=outcome), "p", date(2025, 11, 8))
    assert ("shut", "open") == (before.state, after.state)
    assert "Adopted after concessions, on 8 November 2025." == after.sentence
    assert after.agrees is False


def test_the_cheapest_way_through_one_no_is_a_declared_abstention():
    verdict = vote_verdict(folder(dict.fromkeys(CODES, YES) | {"HU": NO}), "p", DAY)
    assert {"vote.HU": "abstain declared"} == verdict.paths[0].changes
    assert verdict.paths[0].removes_veto


POSITIONS = st.sampled_from(
    [YES, NO, UNKNOWN, DECLARED, {"stance": "abstain"}, {"stance": "unclear"}, {"stance": "yes", "if": ["a ceasefire"]}]
)


@settings(deadline=None, max_examples=120)
@given(
    stances=st.dictionaries(st.sampled_from(CODES), POSITIONS, max_size=27),
    rule=st.sampled_from(["cfsp-unanimity", "qualified-majority", "simple-majority"]),
)
def test_the_sentence_never_contradicts_the_fields(stances, rule):
    verdict = vote_verdict(folder(stances, rule=rule), "p", DAY)
    counts, silent = verdict.counts, len(verdict.silent)
    assert 27 == sum(counts.values()) == len(verdict.members)
    assert silent == counts["unclear"] + counts["unknown"]
    for text in (verdict.sentence, clause(verdict)):
        low = text.lower()
        assert "alone" not in low
        if verdict.blockers:
            assert f"{word(len(verdict.blockers))} member" in low
        if verdict.state != "open" and silent:
            assert f"{word(silent)} ha" in low or f"{word(silent)} member" in low
            assert "not said" in low
        if verdict.state != "open" and counts["if"]:
            assert f"{word(counts['if'])} attach" in low or f"{word(counts['if'])} member" in low
        if verdict.state == "open":
            assert "passes" in low
            assert not verdict.blockers
    for code in verdict.blockers:
        assert "no" == next(m.position for m in verdict.members if m.member == code)
    if rule == "cfsp-unanimity":
        assert (verdict.state == "shut") >= bool(counts["no"])


def word(number):
    return SMALL[number] if number < len(SMALL) else f"{number}"


@settings(deadline=None, max_examples=60)
@given(stances=st.dictionaries(st.sampled_from(CODES), POSITIONS, max_size=27), member=st.sampled_from(CODES))
def test_a_yes_never_shuts_a_gate(stances, member):
    order = ["shut", "unknown", "open"]
    before = vote_verdict(folder(stances), "p", DAY).state
    after = vote_verdict(folder(stances | {member: YES}), "p", DAY).state
    assert order.index(after) >= order.index(before)


@pytest.mark.parametrize("member", ["HU", "DE"])
def test_a_position_set_by_what_if_is_marked(member):
    stance = {"stance": "yes", "note": "what-if"}
    verdict = vote_verdict(folder({member: stance}), "p", DAY)
    assert [member] == [m.member for m in verdict.members if m.changed]
