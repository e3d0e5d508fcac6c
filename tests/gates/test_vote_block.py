"""Who can stop an act: groups that stand against it, the likeliest group, room for declared abstentions."""

from datetime import date
from itertools import combinations

import pytest

from placet import votes
from placet.gates.block import blocking_groups, declared_room, likeliest_group, refusing
from placet.units import Range

DAY = date(2026, 5, 18)
UNION = votes.members(DAY)
CFSP, MAJORITY = votes.rule("cfsp-unanimity"), votes.rule("qualified-majority")
ALL_YES = {member.code: "yes" for member in UNION}


def test_an_abstention_refuses_under_a_majority_only():
    assert {"no", "absent"} == refusing(CFSP, UNION)
    assert {"no", "absent", "abstain"} == refusing(MAJORITY, UNION)


def test_one_no_stops_unanimity_and_each_alone():
    assert [["HU"]] == blocking_groups(CFSP, UNION, ALL_YES | {"HU": "no"})
    assert [["HU"], ["SK"]] == sorted(blocking_groups(CFSP, UNION, ALL_YES | {"HU": "no", "SK": "no"}))
    assert [] == blocking_groups(CFSP, UNION, ALL_YES | {"HU": "declared"})


def test_groups_under_a_majority_are_those_that_the_count_finds():
    """Against trying every group of up to five out of seven large members."""
    against = ["DE", "FR", "IT", "ES", "HU", "SK", "MT"]

    def stopped(group):
        return not votes.tally(MAJORITY, UNION, ALL_YES | dict.fromkeys(group, "no")).adopted

    expected = [
        sorted(group)
        for size in range(1, 6)
        for group in combinations(against, size)
        if stopped(group) and not any(stopped(part) for part in combinations(group, size - 1))
    ]
    found = blocking_groups(MAJORITY, UNION, ALL_YES | dict.fromkeys(against, "no"))
    assert sorted(expected) == sorted(found)
    assert ["DE", "ES", "FR", "IT"] in found


def test_the_likeliest_group_is_the_member_likeliest_to_refuse_under_unanimity():
    chances = {code: {"no": Range.point(0.02)} for code in ALL_YES} | {"HU": {"no": Range.point(0.4)}}
    assert (["HU"], pytest.approx(0.4)) == likeliest_group(CFSP, UNION, chances)


def test_room_counts_down_to_the_third():
    """Nine of 27 members with a third of 450,380,800 persons (1 January 2025)."""
    none = declared_room(CFSP, votes.tally(CFSP, UNION, ALL_YES), UNION)
    assert (9, 150_126_934, False) == (none.members_left, none.persons_left, none.stops)
    assert none.who_pays is None
    assert "nine members with 150 million people (33 %)" in none.sentence
    large = ["DE", "FR", "IT", "ES", "PL", "RO", "NL", "BE", "CZ"]
    eight = declared_room(CFSP, votes.tally(CFSP, UNION, ALL_YES | dict.fromkeys(large[:8], "declared")), UNION)
    assert (1, 0, False) == (eight.members_left, eight.persons_left, eight.stops)
    assert "one member more would stop the act" in eight.sentence
    nine = declared_room(CFSP, votes.tally(CFSP, UNION, ALL_YES | dict.fromkeys(large, "declared")), UNION)
    assert nine.stops
    assert "gross national product" in nine.who_pays
    assert "not sourced" in nine.who_pays
    assert "which stops the act" in nine.sentence


def test_a_rule_without_declarations_has_no_room():
    assert declared_room(MAJORITY, votes.tally(MAJORITY, UNION, ALL_YES), UNION) is None
