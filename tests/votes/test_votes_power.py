"""Power and coalitions: published reference games, exactly, and the wrong rules that are seen in the wild."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import votes
from placet.errors import UsageError

TODAY = date(2026, 5, 18)
QUALIFIED = votes.rule("qualified-majority")


def weighted(quota: int, *weights: int) -> tuple[votes.Rule, tuple[votes.Member, ...]]:
    codes = [f"M{place:02}" for place in range(len(weights))]
    formula = {"count": "votes", "at_least": quota, "votes": dict(zip(codes, weights, strict=True))}
    rule = votes.rule_from({"id": "weighted", "title": "A weighted game", "formula": formula})
    return rule, tuple(votes.Member(code, code) for code in codes)


def swings(quota: int, *weights: int) -> list[int]:
    rule, members = weighted(quota, *weights)
    return [power.swings for power in votes.power_table(rule, members).members.values()]


def union(figures: str) -> tuple[votes.Member, ...]:
    return votes.members(TODAY, figures=figures)


def of_yes_and_no(rule: votes.Rule, members: tuple[votes.Member, ...]) -> votes.Diagram:
    return votes.diagram(rule, members, positions=("yes", "no"))


@pytest.mark.parametrize(
    ("quota", "weights", "published"),
    [
        pytest.param(12, [4, 4, 4, 2, 2, 1], [10, 10, 10, 6, 6, 0], id="EEC of 6"),
        pytest.param(41, [10] * 4 + [5, 5, 3, 3, 2], [53] * 4 + [29, 29, 21, 21, 5], id="EEC of 9"),
        pytest.param(45, [10] * 4 + [5] * 3 + [3, 3, 2], [100] * 4 + [52] * 3 + [26] * 3, id="EEC of 10"),
        pytest.param(
            54,
            [10] * 4 + [8] + [5] * 4 + [3, 3, 2],
            [286] * 4 + [242] + [148] * 4 + [102, 102, 40],
            id="EEC of 12",
        ),
        pytest.param(
            62,
            [10] * 4 + [8] + [5] * 4 + [4] * 2 + [3] * 3 + [2],
            [1849] * 4 + [1531] + [973] * 4 + [793] * 2 + [595] * 3 + [375],
            id="EU of 15",
        ),
        pytest.param(58, [31, 31, 28, 21, 2, 2], [16, 16, 16, 0, 0, 0], id="Nassau County 1964"),
        pytest.param(39, [7] * 5 + [1] * 10, [848] * 5 + [84] * 10, id="UN Security Council as weights"),
    ],
)
def test_published_swings(quota, weights, published):
    assert published == swings(quota, *weights)


def test_the_six_of_1958():
    rule, members = weighted(12, 4, 4, 4, 2, 2, 1)
    table = votes.power_table(rule, members)
    assert 14 == table.winning
    sixtieth = Fraction(1, 60)
    assert [14 * sixtieth] * 3 + [9 * sixtieth] * 2 + [0] == [power.shapley for power in table.members.values()]
    assert [0.3125, 0.1875] == [table.members[code].banzhaf for code in ("M00", "M03")]
    assert pytest.approx(0.238095, abs=1e-6) == table.members["M00"].banzhaf_share
    assert pytest.approx(10 / 14) == table.members["M00"].prevent
    assert pytest.approx(10 / 50) == table.members["M00"].initiate
    assert 14 / 64 == table.act


def test_the_security_council_by_its_own_rule():
    powers = ["CN", "FR", "RU", "UK", "US"]
    members = tuple(votes.Member(code, code) for code in [*powers, *(f"E{place}" for place in range(10))])
    table = votes.power_table(votes.rule("un-security-council"), members)
    assert 848 == table.winning
    assert [848, 84] == [table.members[code].swings for code in ("US", "E0")]
    assert [Fraction(421, 2145), Fraction(4, 2145)] == [table.members[code].shapley for code in ("US", "E0")]


@pytest.mark.parametrize(
    ("figures", "winning", "minimal", "reinforced", "germany", "hungary", "malta"),
    [
        ("2018", 17_715_329, 4_343_697, 1_046_150, 14_070_363, 3_318_441, 2_015_101),
        ("2024", 17_762_668, 4_370_950, 1_045_378, 14_156_186, 3_289_610, 2_030_268),
        ("2024-revised", 17_763_220, 4_371_634, 1_045_335, 14_155_378, 3_289_472, 2_030_340),
        ("2025", 17_768_052, 4_374_384, 1_045_253, 14_152_316, 3_279_930, 2_031_632),
    ],
)
def test_the_qualified_majority_of_27(figures, winning, minimal, reinforced, germany, hungary, malta):
    # Research report, section 4: enumeration of all 2^27, meet in the middle and another package agree.
    members = union(figures)
    table = votes.power_table(QUALIFIED, members)
    assert winning == table.winning
    assert winning == round(table.act * 2**27)
    assert [germany, hungary, malta] == [table.members[code].swings for code in ("DE", "HU", "MT")]
    assert 1 == sum(power.shapley for power in table.members.values())
    assert minimal == sum(votes.minimal_winning_by_size(of_yes_and_no(QUALIFIED, members)))
    assert reinforced == votes.power_table(votes.rule("reinforced-majority"), members).winning


def test_shapley_and_sizes_on_the_revised_figures():
    table = votes.power_table(QUALIFIED, union("2024-revised"))
    assert pytest.approx(0.1764322073, abs=5e-11) == float(table.members["DE"].shapley)
    assert pytest.approx(0.0230008601, abs=5e-11) == float(table.members["HU"].shapley)
    by_size = [
        4_248_279,
        4_470_188,
        3_825_256,
        2_664_242,
        1_509_896,
        693_759,
        256_277,
        74_987,
        17_032,
        2_925,
        351,
        27,
        1,
    ]
    assert by_size == list(table.by_size[15:])


def test_minimal_blocking_coalitions():
    diagram = of_yes_and_no(QUALIFIED, union("2024-revised"))
    by_size = votes.minimal_blocking_by_size(diagram)
    assert 3_597_483 == sum(by_size)
    assert [518, 683, 2_287, 7_260, 16_842] == list(by_size[4:9])
    assert 3_340_953 == by_size[13]
    listed = votes.minimal_blocking(diagram, at_most=5)
    assert 518 + 683 == len(listed)
    assert ("DE", "FR", "IT", "ES") == listed[0]
    assert len(set(listed)) == len(listed)


def test_every_listed_coalition_blocks_and_needs_each_of_its_members():
    members = union("2025")
    for coalition in votes.minimal_blocking(of_yes_and_no(QUALIFIED, members), at_most=4)[::25]:
        against = {m.code: "no" if m.code in coalition else "yes" for m in members}
        assert not votes.tally(QUALIFIED, members, against).adopted
        assert all(votes.tally(QUALIFIED, members, against | {code: "yes"}).adopted for code in coalition)


def test_the_likeliest_block():
    members = union("2025")
    reluctant = dict.fromkeys((member.code for member in members), 0.1) | {"DE": 0.5, "HU": 0.6, "SK": 0.5}
    coalition, chance = votes.likeliest_block(of_yes_and_no(QUALIFIED, members), reluctant)
    assert {"DE", "FR", "HU"} <= set(coalition)
    assert pytest.approx(0.5 * 0.1 * 0.6 * 0.5) == chance


# ---- wrong rules seen in the wild (research report, section 1.7) ----------------------------------------------------


def of_counts(*parts: dict, any_of: bool = False) -> votes.Rule:
    formula = {"any_of" if any_of else "all_of": list(parts)}
    return votes.rule_from({"id": "wrong", "title": "A wrong rule", "formula": formula})


SHARES = {"all_of": [{"count": "members", "at_least": "55 %"}, {"count": "population", "at_least": "65 %"}]}


def test_four_members_are_needed_to_block_but_not_any_four_block():
    # Read as "any four block", only coalitions of 24 and more could win.
    members = union("2024-revised")
    wrong = of_counts(SHARES, {"count": "members", "at_least": "all but 3"})
    # 3,304 coalitions have 24 members or more; 24 of them hold less than 65 % of the population.
    assert 2_925 + 351 + 27 + 1 - 24 == votes.power_table(wrong, members).winning
    assert 17_763_220 == votes.power_table(QUALIFIED, members).winning


def test_dropping_the_clause_of_four_shows_in_shapley_and_hardly_in_banzhaf():
    members = union("2024-revised")
    without = votes.power_table(of_counts(SHARES), members)
    assert 17_763_220 - 24 == without.winning
    assert 14_155_398 == without.members["DE"].swings
    assert pytest.approx(0.17891, abs=5e-6) == float(without.members["DE"].shapley)
    assert pytest.approx(0.17643, abs=5e-6) == float(votes.power_table(QUALIFIED, members).members["DE"].shapley)


def test_the_clause_of_four_is_not_written_for_the_reinforced_majority():
    members = union("2024-revised")
    reinforced = {"all_of": [{"count": "members", "at_least": "72 %"}, {"count": "population", "at_least": "65 %"}]}
    with_clause = of_counts(reinforced, {"count": "members", "at_least": "all but 3"}, any_of=True)
    assert 1_045_335 == votes.power_table(votes.rule("reinforced-majority"), members).winning
    assert 1_045_335 + 24 == votes.power_table(with_clause, members).winning


def test_exactly_65_percent_is_enough():
    members = tuple(votes.Member(code, code, persons) for code, persons in (("A", 65), ("B", 20), ("C", 15)))
    at_least = of_counts({"count": "population", "at_least": "65 %"})
    more_than = of_counts({"count": "population", "at_least": "more than 65 %"})
    only_a = {"A": "yes", "B": "no", "C": "no"}
    assert votes.tally(at_least, members, only_a).adopted
    assert not votes.tally(more_than, members, only_a).adopted


def test_populations_are_persons_because_780_of_them_decide():
    # On the 1 January 2025 figures Germany, France and Slovakia miss 35 % by 780 persons.
    persons = {member.code: member.population for member in union("2025")}
    three = persons["DE"] + persons["FR"] + persons["SK"]
    assert 780 == -(-35 * sum(persons.values()) // 100) - three
    revised = {member.code: member.population for member in union("2024-revised")}
    assert 100 * sum(revised[code] for code in ("DE", "FR", "SK")) > 35 * sum(revised.values())


# ---- other reference counts -----------------------------------------------------------------------------------------

NICE = [29] * 4 + [27] * 2 + [14, 13] + [12] * 5 + [10] * 3 + [7] * 5 + [4] * 5 + [3]


def test_the_council_of_nice():
    rule, members = weighted(255, *NICE)
    assert 345 == sum(NICE)
    assert 2_718_774 == votes.power_table(rule, members).winning
    counted = [{"count": "members", "at_least": least} for least in (14, 18)]
    votes_formula = {
        "count": "votes",
        "at_least": 255,
        "votes": {member.code: weight for member, weight in zip(members, NICE, strict=True)},
    }
    assert 2_718_758 == votes.power_table(of_counts(votes_formula, counted[0]), members).winning
    assert 2_121_863 == votes.power_table(of_counts(votes_formula, counted[1]), members).winning
    assert 2_226_794 == votes.power_table(weighted(258, *NICE)[0], members).winning


def test_the_electoral_college_of_1996():
    larger = [54, 33, 32, 25, 23, 22, 21, 18, 15, 14, 13, 13, 12, 12, 11, 11, 11, 11, 10, 10, 9, 9]
    smaller = [8] * 6 + [7] * 3 + [6] * 2 + [5] * 4 + [4] * 6 + [3] * 8
    assert 538 == sum(larger + smaller)
    rule, members = weighted(270, *larger, *smaller)
    assert 1_117_324_771_280_441 == votes.power_table(rule, members).winning


def test_fourteen_states_with_61_percent():
    # Csato: the share that wins is 13.2 % today and 20.8 % under a modified rule.
    assert pytest.approx(0.13234, abs=5e-6) == votes.power_table(QUALIFIED, union("2024")).act
    with_clause = of_counts(
        {"all_of": [{"count": "members", "at_least": 14}, {"count": "population", "at_least": "61 %"}]},
        {"count": "members", "at_least": "all but 3"},
        any_of=True,
    )
    assert pytest.approx(0.20802, abs=5e-6) == votes.power_table(with_clause, union("2024")).act


def test_two_hundred_equal_members_by_two_thirds():
    rule, members = weighted(134, *[1] * 200)
    table = votes.power_table(rule, members)
    assert Fraction(1, 200) == table.members["M00"].shapley
    assert table.winning + table.losing == 2**200


def test_counting_needs_yes_and_no():
    members = union("2025")
    with pytest.raises(UsageError, match="counting needs a game of yes and no"):
        votes.counts(votes.diagram(votes.rule("cfsp-unanimity"), members))


def test_members_that_no_weight_orders_are_listed_but_not_counted():
    # Two chambers with opposed weights: neither of the first two members is stronger under both.
    codes = "ABC"
    chambers = [
        {"count": "votes", "at_least": 3, "votes": dict(zip(codes, weights, strict=True))}
        for weights in ([3, 1, 2], [1, 3, 2])
    ]
    members = tuple(votes.Member(code, code) for code in codes)
    diagram = of_yes_and_no(of_counts(*chambers), members)
    with pytest.raises(UsageError, match="list them up to a size instead"):
        votes.minimal_blocking_by_size(diagram)
    # Any two carry and none alone does, so any two block.
    assert {frozenset("AB"), frozenset("AC"), frozenset("BC")} == {
        frozenset(coalition) for coalition in votes.minimal_blocking(diagram, at_most=3)
    }


@settings(max_examples=60, deadline=None)
@given(
    weights=st.lists(st.integers(0, 9), min_size=2, max_size=8),
    others=st.lists(st.integers(0, 9), min_size=8, max_size=8),
    shares=st.tuples(st.integers(1, 99), st.integers(1, 99)),
    joined=st.booleans(),
)
def test_everything_agrees_with_trying_all_votes(weights, others, shares, joined):
    members = tuple(votes.Member(f"M{place}", "", None) for place in range(len(weights)))
    parts = [
        {
            "count": "votes",
            "at_least": min(sum(held), max(1, sum(held) * share // 100)),
            "votes": {member.code: weight for member, weight in zip(members, held, strict=True)},
        }
        for held, share in zip((weights, others[: len(weights)]), shares, strict=True)
    ]
    rule = of_counts(*parts, any_of=joined)
    diagram = of_yes_and_no(rule, members)
    wins = {
        ballot: votes.tally(rule, members, {m.code: b for m, b in zip(members, ballot, strict=True)}).adopted
        for ballot in product(("yes", "no"), repeat=len(members))
    }
    counted = votes.counts(diagram)
    assert sum(wins.values()) == counted.total
    for place, member in enumerate(members):
        turned = sum(
            won and not wins[(*ballot[:place], "no", *ballot[place + 1 :])]
            for ballot, won in wins.items()
            if ballot[place] == "yes"
        )
        assert turned == sum(counted.swings[member.code])
    minimal = {
        frozenset(m.code for m, b in zip(members, ballot, strict=True) if b == "no")
        for ballot, won in wins.items()
        if not won
        and all(wins[(*ballot[:i], "yes", *ballot[i + 1 :])] for i in range(len(members)) if ballot[i] == "no")
    }
    listed = votes.minimal_blocking(diagram, at_most=len(members))
    assert minimal - {frozenset()} == {frozenset(coalition) for coalition in listed}
    assert len(listed) == len({frozenset(coalition) for coalition in listed})
