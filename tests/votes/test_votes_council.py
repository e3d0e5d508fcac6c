"""Whose rule it is, and bad input: each has one clear error or warning."""

from __future__ import annotations

from datetime import date

import pytest

from placet import votes
from placet.errors import UsageError

TODAY = date(2026, 5, 18)
UNION = votes.members(TODAY)
CODES = [member.code for member in UNION]
MAJORITY = votes.rule("qualified-majority")


def body(id: str, on: date = TODAY, **named):
    return votes.council(votes.rule(id), on, **named)


def board(at_least, count="members", **held):
    formula = {"count": count, "at_least": at_least} | ({"votes": held} if held else {})
    return votes.rule_from({"id": "board", "title": "The board", "formula": formula})


def three(*codes: str) -> tuple[votes.Member, ...]:
    return tuple(votes.Member(code, code) for code in codes or ("A", "B", "C"))


# ---- bodies ---------------------------------------------------------------------------------------------------------


def test_the_security_council_has_five_named_and_ten_numbered_seats():
    codes = [member.code for member in body("un-security-council").members]
    assert ["CN", "FR", "RU", "UK", "US"] == codes[:5]
    assert [f"E{seat}" for seat in range(1, 11)] == codes[5:]


@pytest.mark.parametrize(
    ("on", "members"),
    [
        (date(2017, 6, 4), 28),
        (date(2017, 6, 5), 29),
        (date(2020, 3, 27), 30),
        (date(2023, 4, 3), 30),
        (date(2023, 4, 4), 31),
        (date(2024, 3, 6), 31),
        (date(2024, 3, 7), 32),
        (TODAY, 32),
    ],
)
def test_the_north_atlantic_council_grew(on, members):
    assert members == len(body("nato-consensus", on).members)


def test_pesco_has_25_then_26_participants():
    assert {"MT", "DK"} == set(CODES) - {m.code for m in body("pesco", date(2023, 5, 22)).members}
    assert {"MT"} == set(CODES) - {m.code for m in body("pesco", date(2023, 5, 23)).members}


def test_enhanced_cooperation_is_of_those_named():
    nine = CODES[:9]
    assert nine == [m.code for m in body("enhanced-cooperation-vote", taking_part=nine).members]


@pytest.mark.parametrize("id", [rule.id for rule in votes.rules()])
def test_every_shipped_rule_has_a_body_for_which_votes_decide(id):
    rule = votes.rule(id)
    found = votes.council(rule, TODAY, taking_part=CODES[:12] if rule.council == "named" else None)
    assert found.members
    assert votes.idle(rule, found.members) is None


@pytest.mark.parametrize(
    ("id", "on", "notes"),
    [
        ("qualified-majority", TODAY, ("populations: 1 January 2025, first published",)),
        (
            "qualified-majority",
            date(2022, 10, 17),
            ("populations: the 2018 set stands in, for the set in force on 17 October 2022 is not shipped",),
        ),
        (
            "art-44",
            date(2022, 6, 30),
            (
                "populations: the 2018 set stands in, for the set in force on 30 June 2022 is not shipped",
                "DK had an opt-out from decisions with defence implications until 1 July 2022: if this is one, say"
                " DK=not-participating",
            ),
        ),
        ("un-security-council", TODAY, ()),
    ],
)
def test_a_body_says_what_its_count_rests_on(id, on, notes):
    assert notes == body(id, on).notes


@pytest.mark.parametrize(
    ("id", "on", "code", "message"),
    [
        ("pesco", TODAY, "MT", "MT has no vote: it takes no part in permanent structured cooperation"),
        (
            "pesco",
            date(2022, 1, 1),
            "DK",
            "DK has no vote: it joined permanent structured cooperation on 23 May 2023, after 1 January 2022",
        ),
        (
            "nato-consensus",
            date(2024, 1, 1),
            "SE",
            "SE has no vote: it joined the North Atlantic Council on 7 March 2024, after 1 January 2024",
        ),
        (
            "un-security-council",
            TODAY,
            "HU",
            "unknown member of the United Nations Security Council 'HU'; did you mean 'US'? known are CN, E1, E10, E2,"
            " E3, E4, E5, E6, E7, E8, E9, FR, RU, UK, US",
        ),
    ],
)
def test_votes_for_one_that_has_none(id, on, code, message):
    with pytest.raises(UsageError) as error:
        body(id, on).check([code])
    assert message == str(error.value)


@pytest.mark.parametrize(
    ("id", "on", "named", "message"),
    [
        (
            "enhanced-cooperation-vote",
            TODAY,
            None,
            "enhanced-cooperation-vote: who takes part is not fixed; name them, like --taking-part"
            " AT,BE,BG,CY,CZ,DE,DK,EE,EL",
        ),
        ("pesco", TODAY, ["AT"], "pesco has a fixed membership; leave out who takes part"),
        (
            "nato-consensus",
            date(2008, 1, 1),
            None,
            "the members of the North Atlantic Council on 1 January 2008 are not shipped: its table begins on 1 April"
            " 2009",
        ),
    ],
)
def test_bodies_that_are_not_known(id, on, named, message):
    with pytest.raises(UsageError) as error:
        body(id, on, taking_part=named)
    assert message == str(error.value)


def test_a_rule_of_ones_own_has_no_body():
    with pytest.raises(UsageError) as error:
        votes.council(board(2), TODAY)
    assert "board is a rule of one's own: name its members yourself" == str(error.value)


def test_a_rule_of_another_body_is_refused():
    with pytest.raises(UsageError) as error:
        votes.tally(votes.rule("un-security-council"), UNION, dict.fromkeys(CODES, "yes"))
    assert (
        "permanent members that do not vote against: the rule counts CN, RU, UK, US, not among the members here; this"
        " is another body's rule, or a member is missing"
    ) == str(error.value)


# ---- bad input ------------------------------------------------------------------------------------------------------


def test_a_rule_that_can_never_pass_warns():
    warning = "board can never pass with these 3 members (members in favour: 4 needed, 3 at most); check its amounts"
    assert warning == votes.idle(board(4), three())
    table = votes.power_table(board(4), three())
    assert warning == table.warning
    assert (0, 0.0, 0) == (table.winning, table.act, table.members["A"].shapley)
    assert 0 == table.members["A"].prevent == table.members["A"].initiate == table.members["A"].banzhaf_share


def test_a_rule_that_always_passes_warns():
    warning = "board always passes with these 3 members, whatever they vote; check its amounts"
    assert warning == votes.idle(board(0), three())
    assert warning == votes.power_table(board(0), three()).warning
    assert warning == votes.power_estimate(board(0), three()).warning


def test_a_rule_that_may_pass_or_fail_does_not_warn():
    assert votes.idle(board(2), three()) is None
    assert votes.power_table(board(2), three()).warning is None


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: board(8, "votes", A=4, B=2, C=1),
            "board: votes in favour: needs 8 votes, but the votes in the rule sum to 7",
        ),
        (lambda: board(-1), "board: members in favour: needs -1; an amount is at least 0"),
        (
            lambda: board(1, "votes", A=1.5),
            "board: votes in favour: the votes of A are 1.5; votes are whole numbers from 0 on",
        ),
        (
            lambda: votes.tally(board("120 %"), three(), dict.fromkeys("ABC", "yes")),
            "'120 %' is more than the whole; a share is at most 100 %",
        ),
        (
            lambda: votes.tally(board("1/0"), three(), dict.fromkeys("ABC", "yes")),
            "cannot read '1/0' as an amount; write 15, '55 %', 'more than 1/2', 'all' or 'all but 3'",
        ),
        (
            lambda: votes.tally(board(2), three(), dict.fromkeys("ABX", "yes")),
            "unknown member 'X'; known are A, B, C",
        ),
        (
            lambda: votes.tally(board(2), three("A", "B", "A"), dict.fromkeys("AB", "yes")),
            "A stands twice among the members",
        ),
        (
            lambda: votes.odds(board(2), three("A", "B", "A"), dict.fromkeys("AB", 0.5)),
            "A stands twice among the members",
        ),
        (lambda: votes.power_table(board(2), three("A", "B", "A")), "A stands twice among the members"),
        (lambda: votes.power_estimate(board(2), three("A", "B", "A")), "A stands twice among the members"),
        (
            lambda: votes.tally(MAJORITY, three(), dict.fromkeys("ABC", "yes")),
            "the population of A is missing, and the rule counts population; give it in persons, or choose a rule that"
            " counts members only",
        ),
        (
            lambda: votes.members(date(2019, 7, 1)),
            "the members on 1 July 2019 are not shipped: the Union of 27 begins on 1 February 2020; name the members"
            " and their populations yourself",
        ),
        (
            lambda: votes.population_figures(date(2018, 7, 1)),
            "no populations are shipped for 1 July 2018; the first set is in force from 1 January 2019",
        ),
        (
            lambda: votes.odds(board(2), three(), dict.fromkeys("ABC", 0.5) | {"B": 1.5}),
            "the chance of B is 1.5; a chance lies between 0 and 1",
        ),
        (
            lambda: votes.odds(board(2), three(), dict.fromkeys("ABC", 0.5) | {"B": float("nan")}),
            "the chance of B is nan; a chance lies between 0 and 1",
        ),
        (
            lambda: votes.odds(board(2), three(), dict.fromkeys("ABC", 0.5) | {"X": 0.5}),
            "unknown member 'X'; known are A, B, C",
        ),
        (
            lambda: votes.power_table(board(2, "votes", A=1, B=1), three()),
            "votes in favour: C has no votes in the rule; add it to the rule's `votes`",
        ),
        (lambda: votes.power_table(board(2), ()), "board: nobody takes part in the vote; name at least one member"),
    ],
)
def test_bad_input_has_one_clear_error(make, message):
    with pytest.raises(UsageError) as error:
        make()
    assert message == str(error.value)
