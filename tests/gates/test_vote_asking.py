"""Whom to ask: whose answer moves the chance, silent members told apart by their record."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.gates.asking import record_factors, stood_against
from placet.gates.vote import vote_verdict
from placet.gates.waiting import with_odds

DAY = date(2026, 5, 18)


@pytest.fixture(scope="module")
def verdict(flagship):
    """Return the main proposal's verdict with its odds."""
    return with_odds(flagship, vote_verdict(flagship, "inside-after-ceasefire", DAY), DAY, 1)


def test_the_stale_no_is_asked_first(verdict):
    first = verdict.asking[0]
    assert "HU" == first.member
    assert first.if_no == pytest.approx(0, abs=1e-12)
    assert first.now < first.if_yes
    assert "stale" in first.why


def test_everybody_silent_stands_in_the_list_by_worth(verdict):
    assert {"HU", *verdict.silent} == {ask.member for ask in verdict.asking}
    worths = [ask.worth for ask in verdict.asking]
    assert sorted(worths, reverse=True) == worths
    assert [ask.member for ask in verdict.asking] == verdict.ask


def test_the_answer_is_worth_what_the_chances_before_and_after_say(verdict):
    """A martingale: the chance before is the mean of the chances after."""
    for ask in verdict.asking:
        refuses = 1 - ask.now / ask.if_yes
        assert pytest.approx(2 * ask.now * refuses, rel=1e-6) == ask.worth


def test_unclear_members_are_not_all_alike(verdict):
    worths = {ask.worth for ask in verdict.asking if ask.position == "unclear"}
    assert len(worths) > 2
    by_record = sorted((a for a in verdict.asking if a.position == "unclear"), key=lambda a: a.stood_against)
    assert by_record[0].worth < by_record[-1].worth


def test_worth_asking_gives_the_first_of_them(verdict):
    assert verdict.ask[:3] == verdict.worth_asking() == verdict.worth_asking(3)
    assert [] == verdict.worth_asking(0)


def test_the_record_is_cut_at_the_day():
    assert sum(stood_against(date(2022, 1, 1)).values()) < sum(stood_against(DAY).values())


@given(st.dictionaries(st.sampled_from(["AT", "BE", "CZ", "DE", "FI"]), st.integers(0, 20), min_size=3))
def test_a_member_that_refused_oftener_never_has_the_smaller_factor(counts):
    factors = record_factors(counts, counts)
    order = sorted(counts, key=lambda code: counts[code])
    assert all(factors[a] <= factors[b] + 1e-12 for a, b in pairwise(order))


def test_counts_that_differ_by_chance_alone_make_no_difference():
    assert {1.0} == set(record_factors({"AT": 1, "BE": 1, "CZ": 2}, ["AT", "BE", "CZ"]).values())
