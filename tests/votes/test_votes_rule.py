"""Rules, members and ways round as shipped: published cases, and the errors."""

from __future__ import annotations

from datetime import date

import pytest

from placet import votes
from placet.errors import UsageError
from placet.votes.formula import fewest_with, least, thresholds

TODAY = date(2026, 5, 18)
IDS = (
    "cfsp-unanimity",
    "qualified-majority",
    "reinforced-majority",
    "simple-majority",
    "european-council-consensus",
    "pesco",
    "enhanced-cooperation",
    "art-44",
    "un-security-council",
    "nato-consensus",
)
NINE = ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL")


def all_but(*out: str) -> tuple[votes.Member, ...]:
    return tuple(member for member in votes.members(TODAY) if member.code not in out)


def test_members_are_the_27_by_code_as_the_council_writes_them():
    codes = [member.code for member in votes.members(TODAY)]
    assert 27 == len(codes)
    assert sorted(codes) == codes
    assert "EL" in codes
    assert "GR" not in codes


@pytest.mark.parametrize(
    ("on", "total", "stands_in"),
    [
        (date(2020, 2, 1), 446_472_959, True),
        (date(2022, 10, 17), 446_472_959, True),
        (date(2023, 12, 31), 446_472_959, True),
        (date(2024, 1, 1), 448_387_872, False),
        (date(2024, 12, 31), 448_387_872, False),
        (date(2025, 1, 1), 449_206_200, False),
        (date(2025, 12, 31), 449_206_200, False),
        (date(2026, 1, 1), 450_380_800, False),
    ],
)
def test_a_day_uses_the_populations_in_force(on, total, stands_in):
    assert total == sum(member.population for member in votes.members(on))
    assert stands_in == votes.population_figures(on).stands_in


def test_the_figures_typed_from_memory_are_used_for_no_day():
    assert 449_306_184 == sum(m.population for m in votes.members(TODAY, figures="2024-revised"))
    assert "memory" in votes.population_figures(TODAY, figures="2024-revised").provenance
    used = {votes.population_figures(date(year, 7, 1)).id for year in range(2020, 2030)}
    assert {"2018", "2023", "2024", "2025"} == used


def test_days_before_the_union_of_27_are_refused():
    with pytest.raises(UsageError, match="the Union of 27 begins on 1 February 2020; name the members"):
        votes.members(date(2019, 3, 29))


def test_denmark_opted_out_until_july_2022():
    assert ["DK"] == [out.member for out in votes.opt_outs(date(2022, 6, 30))]
    assert () == votes.opt_outs(date(2022, 7, 1))


def test_every_rule_has_an_article_and_a_formula_that_settles():
    assert set(IDS) <= {rule.id for rule in votes.rules()}
    for rule in votes.rules():
        assert rule.article
        body = votes.council(rule, TODAY, taking_part=NINE if rule.council == "named" else None)
        assert list(thresholds(rule.among(body.members)))


@pytest.mark.parametrize(
    ("out", "members", "but"),
    [((), 15, 24), (("HU",), 15, 23), (("DE",), 15, 23), (("DE", "FR"), 14, 23), (("AT", "CY", "IE", "MT"), 13, 21)],
)
def test_qualified_majority_when_not_all_take_part(out, members, but):
    # Research report, section 1.3: the fewest members above 35 %, plus one, is the smallest blocking minority.
    rule = votes.rule("qualified-majority")
    formula = rule.among(all_but(*out), all_take_part=not out)
    assert [members, but] == [leaf.needed for leaf, _ in thresholds(formula) if leaf.unit == "members"]


def test_the_fewest_above_35_percent_are_three_of_27():
    assert 3 == fewest_with("more than 35 %", [member.population for member in votes.members(TODAY)])


@pytest.mark.parametrize(
    ("share", "whole", "needed"),
    [
        ("55 %", 27, 15),
        ("55 %", 20, 11),
        ("72 %", 27, 20),
        ("1/3", 27, 9),
        ("more than 1/2", 26, 14),
        ("more than 1/2", 27, 14),
        ("65 %", 100, 65),
        ("65 %", 449_206_200, 291_984_030),
    ],
)
def test_shares_are_exact(share, whole, needed):
    assert needed == least(share, whole)


def test_a_share_that_cannot_be_read():
    with pytest.raises(UsageError, match="cannot read 'most' as an amount; write 15, '55 %'"):
        least("most", 27)


def test_unknown_rule_hints_at_the_nearest():
    with pytest.raises(UsageError, match=r"unknown rule .cfsp-unanimty.; did you mean .cfsp-unanimity.\?"):
        votes.rule("cfsp-unanimty")


def test_ways_round_say_honestly_whether_the_veto_falls():
    ways = {way.id: way for way in votes.ways_round(votes.rule("cfsp-unanimity"))}
    assert not ways["art-44"].removes_veto
    assert not ways["enhanced-cooperation"].removes_veto
    assert not ways["constructive-abstention"].removes_veto
    assert ways["outside-the-treaties"].removes_veto
    assert "military" in ways["art-31-2"].not_for
    assert "17 October 2022" in ways["constructive-abstention"].precedent
    assert "24 June 2024" in ways["abstainer-left-out"].precedent
    assert ways["abstainer-left-out"].unverified


def test_a_majority_rule_needs_no_way_round_a_veto():
    assert () == votes.ways_round(votes.rule("qualified-majority"))


def test_a_rule_of_ones_own():
    rule = votes.rule_from({"id": "board", "title": "The board", "formula": {"count": "members", "at_least": "2/3"}})
    seven = tuple(votes.Member(code, code) for code in "ABCDEFG")
    assert votes.tally(rule, seven, dict.fromkeys("ABCDE", "yes") | dict.fromkeys("FG", "no")).adopted
    assert not votes.tally(rule, seven, dict.fromkeys("ABCD", "yes") | dict.fromkeys("EFG", "no")).adopted


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"id": "x", "title": "X"}, "x: `formula` is missing"),
        ({"id": "x", "title": "X", "formul": {}}, "unknown key of x 'formul'; did you mean 'formula'?"),
        ({"id": "x", "title": "X", "formula": {}}, "x: a formula is `all_of`, `any_of`, `not`"),
        ({"id": "x", "title": "X", "formula": {"count": "heads", "at_least": 2}}, "x: count 'heads'"),
        (
            {"id": "x", "title": "X", "formula": {"count": "members", "at_least": 2, "of": ["yess"]}},
            "x: position 'yess'; did you mean 'yes'?",
        ),
    ],
)
def test_a_rule_that_cannot_be_read(written, message):
    with pytest.raises(UsageError) as error:
        votes.rule_from(written)
    assert message in str(error.value)
