"""Votes counted: real episodes, each rule's law, and the errors."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import votes
from placet.errors import UsageError

TODAY = date(2026, 5, 18)
UNION = votes.members(TODAY)
CODES = [member.code for member in UNION]
SMALLEST = ["MT", "LU", "CY", "EE", "LV", "SI", "LT", "HR", "IE"]
POWERS = ["CN", "FR", "RU", "UK", "US"]
COUNCIL_OF_15 = tuple(votes.Member(code, code) for code in [*POWERS, *(f"E{place}" for place in range(10))])


def everyone(position: str = "yes", **others: str) -> dict[str, str]:
    return dict.fromkeys(CODES, position) | others


def test_eumam_was_established_with_hungary_abstaining_constructively():
    # 17 October 2022. A model of yes and no calls this a veto; the law calls it adopted.
    vote = votes.tally(votes.rule("cfsp-unanimity"), votes.members(date(2022, 10, 17)), everyone(HU="declared"))
    assert vote.adopted
    assert ("HU",) == vote.headroom.declared
    assert 8 == vote.headroom.members_left
    assert () == vote.blockers


def test_one_no_stops_unanimity_and_is_named():
    vote = votes.tally(votes.rule("cfsp-unanimity"), UNION, everyone(HU="no"))
    assert not vote.adopted
    assert ("HU",) == vote.blockers
    assert ("HU",) == vote.decisive


def test_under_two_vetoes_each_blocks_but_neither_alone_decides():
    vote = votes.tally(votes.rule("cfsp-unanimity"), UNION, everyone(HU="no", SK="no"))
    assert ("HU", "SK") == vote.blockers
    assert () == vote.decisive


def test_plain_abstentions_never_stop_unanimity():
    assert votes.tally(votes.rule("cfsp-unanimity"), UNION, everyone("abstain")).adopted


def test_an_absent_member_is_not_an_abstaining_one():
    vote = votes.tally(votes.rule("cfsp-unanimity"), UNION, everyone(HU="absent"))
    assert not vote.adopted
    assert ("HU",) == vote.blockers


def test_accession_talks_opened_with_hungary_out_of_the_room():
    # European Council, 14 December 2023.
    rule = votes.rule("european-council-consensus")
    assert votes.tally(rule, votes.members(date(2023, 12, 14)), everyone(HU="absent")).adopted
    assert not votes.tally(rule, votes.members(date(2023, 12, 14)), everyone(HU="no")).adopted


def test_declared_abstentions_stop_the_act_only_with_a_third_of_both():
    rule = votes.rule("cfsp-unanimity")
    small = votes.tally(rule, UNION, everyone() | dict.fromkeys(SMALLEST, "declared"))
    assert small.adopted
    assert 0 == small.headroom.members_left
    assert small.headroom.persons_left > 0
    large = ["DE", "FR", "IT"]
    assert votes.tally(rule, UNION, everyone() | dict.fromkeys(large, "declared")).adopted
    both = votes.tally(rule, UNION, everyone() | dict.fromkeys([*large, *SMALLEST[:6]], "declared"))
    assert not both.adopted
    assert both.headroom.stops


def test_the_tariff_vote_of_4_october_2024_had_no_qualified_majority_either_way():
    yes = ["BG", "DK", "EE", "FR", "IE", "IT", "LV", "LT", "NL", "PL"]
    no = ["DE", "HU", "MT", "SK", "SI"]
    cast = everyone("abstain") | dict.fromkeys(yes, "yes") | dict.fromkeys(no, "no")
    union = votes.members(date(2024, 10, 4))
    rule = votes.rule("qualified-majority")
    assert not votes.tally(rule, union, cast).adopted
    against = {code: {"yes": "no", "no": "yes"}.get(position, position) for code, position in cast.items()}
    assert not votes.tally(rule, union, against).adopted
    assert [10, 205_167_312] == [c.have for c in votes.tally(rule, union, cast).criteria[:2]]


def test_the_gas_import_ban_of_26_january_2026_passed_by_qualified_majority():
    vote = votes.tally(votes.rule("qualified-majority"), UNION, everyone(HU="no", SK="no", BG="abstain"))
    assert vote.adopted


def test_three_large_members_above_35_percent_cannot_block():
    # Germany, France and Italy hold more than 35 %; a blocking minority needs a fourth member.
    rule = votes.rule("qualified-majority")
    three = everyone(DE="no", FR="no", IT="no")
    vote = votes.tally(rule, UNION, three)
    assert vote.adopted
    assert not vote.criteria[1].met
    assert not votes.tally(rule, UNION, three | {"MT": "no"}).adopted


def test_an_abstention_counts_as_not_in_favour_under_a_majority_but_not_taking_part_does_not():
    rule = votes.rule("simple-majority")
    cast = everyone("no") | dict.fromkeys(CODES[:13], "yes")
    assert not votes.tally(rule, UNION, cast).adopted
    out = votes.tally(rule, UNION, cast | dict.fromkeys(CODES[13:16], "not-participating"))
    assert out.adopted
    assert 24 == len(out.participants)


def test_denmark_outside_a_defence_decision_before_july_2022_cannot_stop_it():
    vote = votes.tally(votes.rule("cfsp-unanimity"), votes.members(date(2022, 3, 1)), everyone(DK="not-participating"))
    assert vote.adopted
    assert 26 == vote.criteria[0].needed


def test_a_permanent_member_vetoes_by_no_and_not_by_abstaining():
    rule = votes.rule("un-security-council")
    yes = {member.code: "yes" for member in COUNCIL_OF_15}
    assert ("RU",) == votes.tally(rule, COUNCIL_OF_15, yes | {"RU": "no", "E0": "no"}).blockers
    assert votes.tally(rule, COUNCIL_OF_15, yes | {"RU": "abstain", "CN": "absent"}).adopted
    eight = yes | dict.fromkeys([f"E{place}" for place in range(7)], "abstain")
    assert not votes.tally(rule, COUNCIL_OF_15, eight).adopted


def test_enhanced_cooperation_needs_nine_that_take_part():
    rule = votes.rule("enhanced-cooperation-vote")
    nine = everyone("not-participating") | dict.fromkeys(CODES[:9], "yes")
    assert votes.tally(rule, UNION, nine).adopted
    assert not votes.tally(rule, UNION, nine | {CODES[8]: "not-participating"}).adopted


@pytest.mark.parametrize(
    ("members", "cast", "message"),
    [
        (UNION, everyone(XX="yes"), "unknown member 'XX'"),
        (UNION, everyone(GR="yes"), "unknown member 'GR'"),
        (UNION, everyone(HU="abstan"), "unknown position of HU: 'abstan'; did you mean 'abstain'?"),
        ((*UNION, UNION[0]), everyone(), "AT stands twice among the members"),
        (UNION, {"HU": "no"}, "no position for AT, BE"),
        (UNION, everyone("not-participating"), "qualified-majority: nobody takes part in the vote"),
        (
            UNION,
            everyone(HU="declared"),
            "HU: qualified-majority knows no 'declared'; it knows yes, abstain, no, absent",
        ),
        ((votes.Member("AT", "Austria"),), {"AT": "yes"}, "the population of AT is missing, and the rule counts"),
    ],
)
def test_a_call_that_makes_no_sense(members, cast, message):
    with pytest.raises(UsageError) as error:
        votes.tally(votes.rule("qualified-majority"), members, cast)
    assert message in str(error.value)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["cfsp-unanimity", "qualified-majority", "reinforced-majority", "simple-majority"]),
    ballots=st.lists(st.sampled_from(["yes", "abstain", "no"]), min_size=27, max_size=27),
    place=st.integers(0, 26),
)
def test_a_further_yes_never_harms(name, ballots, place):
    cast = dict(zip(CODES, ballots, strict=True))
    rule = votes.rule(name)
    before = votes.tally(rule, UNION, cast).adopted
    after = votes.tally(rule, UNION, cast | {CODES[place]: "yes"}).adopted
    assert after >= before
