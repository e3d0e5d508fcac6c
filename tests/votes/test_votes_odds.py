"""Chances against trying every vote, published figures, and simulation."""

from __future__ import annotations

import math
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import votes
from placet.errors import UsageError
from placet.units import Range
from placet.votes.correlation import correlated_chance
from placet.votes.formula import carries

UNION = votes.members(date(2026, 5, 18))
CODES = [member.code for member in UNION]
NINE = tuple(member for member in UNION if member.code in ("DE", "FR", "IT", "ES", "PL", "HU", "SK", "LU", "MT"))
UNANIMITY = votes.rule("cfsp-unanimity")
MAJORITY = votes.rule("qualified-majority")
PRESENT = ("yes", "declared", "no")

CHANCE = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(
    lambda pair: {"yes": 1 - max(pair), "declared": max(pair) - min(pair), "no": min(pair)}
)


def adopted_ballots(rule, members, positions, *, all_take_part):
    formula = rule.among(members, all_take_part=all_take_part)
    return [ballot for ballot in product(positions, repeat=len(members)) if carries(formula, ballot)]


UNANIMOUS_BALLOTS = adopted_ballots(UNANIMITY, NINE, PRESENT, all_take_part=True)
MAJORITY_BALLOTS = adopted_ballots(MAJORITY, NINE, ("yes", "no"), all_take_part=False)


def summed(ballots, chances):
    return math.fsum(
        math.prod(chance[position] for chance, position in zip(chances, ballot, strict=True)) for ballot in ballots
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(CHANCE, min_size=9, max_size=9))
def test_unanimity_with_three_positions_is_exact(drawn):
    chances = {member.code: chance for member, chance in zip(NINE, drawn, strict=True)}
    expected = summed(UNANIMOUS_BALLOTS, drawn)
    assert pytest.approx(expected, abs=1e-12) == votes.odds(UNANIMITY, NINE, chances).chance


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=9, max_size=9))
def test_qualified_majority_of_some_is_exact(drawn):
    chances = {member.code: p for member, p in zip(NINE, drawn, strict=True)}
    expected = summed(MAJORITY_BALLOTS, [{"yes": p, "no": 1 - p} for p in drawn])
    found = votes.odds(MAJORITY, NINE, chances, all_take_part=False)
    assert pytest.approx(expected, abs=1e-12) == found.chance


def test_given_a_position_is_the_chance_with_that_position_sure():
    chances = {
        code: {"yes": 0.6 + place / 100, "declared": 0.1, "no": 0.3 - place / 100} for place, code in enumerate(CODES)
    }
    odds = votes.odds(UNANIMITY, UNION, chances)
    for code in ("DE", "HU", "MT"):
        for position in PRESENT:
            sure = votes.odds(UNANIMITY, UNION, chances | {code: {position: 1.0}}).chance
            assert pytest.approx(sure, rel=1e-12) == odds.given[code][position]


def test_under_unanimity_a_veto_withdrawn_divides_by_the_chance_of_none():
    chances = {code: {"yes": 0.97, "no": 0.03} for code in CODES} | {"HU": {"yes": 0.6, "no": 0.4}}
    odds = votes.odds(UNANIMITY, UNION, chances)
    assert pytest.approx(0.97**26 * 0.6, rel=1e-12) == odds.chance
    assert pytest.approx(odds.chance / 0.6, rel=1e-12) == odds.given["HU"]["yes"]
    assert 0 == odds.given["HU"]["no"]
    assert "HU" == max(odds.pivots, key=odds.pivots.__getitem__)


def test_at_one_half_the_pivots_are_the_banzhaf_measure():
    odds = votes.odds(MAJORITY, UNION, dict.fromkeys(CODES, 0.5))
    table = votes.power_table(MAJORITY, UNION)
    assert table.winning == odds.chance * 2**27
    for code, power in table.members.items():
        assert pytest.approx(power.banzhaf, rel=1e-12) == odds.pivots[code]


def test_shapley_is_the_integral_of_the_pivots():
    # Owen's multilinear extension: a polynomial of degree 26, exact with 14 Gauss-Legendre points.
    import numpy as np

    at, weight = np.polynomial.legendre.leggauss(14)
    along = [votes.odds(MAJORITY, UNION, dict.fromkeys(CODES, p)).pivots for p in ((1 + at) / 2).tolist()]
    table = votes.power_table(MAJORITY, UNION)
    for code in CODES:
        integral = sum(w / 2 * pivots[code] for w, pivots in zip(weight.tolist(), along, strict=True))
        assert pytest.approx(float(table.members[code].shapley), abs=1e-13) == integral


@pytest.mark.parametrize(
    ("chances", "message"),
    [
        ({"HU": 0.4}, "no chance for AT, BE"),
        (dict.fromkeys(CODES, 0.5) | {"XX": 0.5}, "unknown member 'XX'"),
        (dict.fromkeys(CODES, 0.5) | {"HU": 1.5}, "the chance of HU is 1.5; a chance lies between 0 and 1"),
        (dict.fromkeys(CODES, 0.5) | {"HU": {"yes": 0.5}}, "the chances of HU sum to 0.5, not to 1"),
        (dict.fromkeys(CODES, 0.5) | {"HU": {"nay": 1.0}}, "unknown position of HU: 'nay'"),
        (dict.fromkeys(CODES, 0.5) | {"HU": {"declared": 1.0}}, "HU: qualified-majority knows no 'declared'"),
    ],
)
def test_chances_that_make_no_sense(chances, message):
    with pytest.raises(UsageError) as error:
        votes.odds(MAJORITY, UNION, chances)
    assert message in str(error.value)


def test_sampling_agrees_with_the_diagram():
    chances = {code: {"yes": 0.93, "declared": 0.05, "no": 0.02} for code in CODES}
    exact = votes.odds(UNANIMITY, UNION, chances).chance
    sampled = votes.sampled_chance(UNANIMITY, UNION, chances, draws=40_000)
    assert pytest.approx(exact, abs=4 * math.sqrt(0.25 / 40_000)) == sampled.mid


# ---- members that move together -------------------------------------------------------------------------------------


def test_without_correlation_nothing_changes():
    chances = {code: 0.55 + place / 64 for place, code in enumerate(CODES)}
    apart = votes.odds(MAJORITY, UNION, chances).chance
    for blocs in ([], [votes.Bloc(tuple(CODES), 0.0)], [votes.Bloc(("HU", "SK"), 0.0)]):
        assert pytest.approx(apart, rel=1e-12) == votes.correlated_chance(MAJORITY, UNION, chances, blocs)


@pytest.mark.parametrize("correlation", [0.3, 0.5, 0.8])
def test_the_grid_of_201_points_has_converged(correlation):
    chances = {code: {"yes": 0.9, "declared": 0.05, "no": 0.05} for code in CODES}
    everybody = [votes.Bloc(tuple(CODES), correlation)]
    fine = correlated_chance(UNANIMITY, UNION, chances, everybody, points=801)
    assert pytest.approx(fine, abs=1e-13) == votes.correlated_chance(UNANIMITY, UNION, chances, everybody)


def test_correlation_makes_unanimity_likelier():
    chances = dict.fromkeys(CODES, 0.85)
    everybody = tuple(CODES)
    climbing = [
        votes.correlated_chance(UNANIMITY, UNION, chances, [votes.Bloc(everybody, rho)]) for rho in (0, 0.2, 0.4, 0.6)
    ]
    assert sorted(climbing) == climbing
    assert climbing[-1] < 0.85


def test_two_perfectly_alike_members_count_nearly_as_one():
    chances = dict.fromkeys(CODES, 1.0) | {"HU": 0.5, "SK": 0.5}
    together = votes.correlated_chance(UNANIMITY, UNION, chances, [votes.Bloc(("HU", "SK"), 0.5)])
    # For a cut at zero the quadrant probability is 1/4 + arcsin(rho) / (2 pi).
    assert pytest.approx(0.25 + math.asin(0.5) / (2 * math.pi), abs=1e-14) == together


def test_several_blocs_agree_with_simulation():
    from statistics import NormalDist

    import numpy as np

    chances = {code: 0.55 + place * 0.42 / 26 for place, code in enumerate(CODES)}
    blocs = [
        votes.Bloc(("HU", "SK", "CZ"), 0.5),
        votes.Bloc(("DE", "FR", "IT", "ES", "PL"), 0.4),
        votes.Bloc(("EE", "LV", "LT", "FI", "SE", "DK"), 0.6),
    ]
    rng, draws = np.random.default_rng(7), 200_000
    hidden = rng.standard_normal((draws, 27))
    for bloc in blocs:
        factor = rng.standard_normal(draws)
        for code in bloc.members:
            own = hidden[:, CODES.index(code)]
            hidden[:, CODES.index(code)] = math.sqrt(bloc.correlation) * factor + math.sqrt(1 - bloc.correlation) * own
    yes = hidden < [NormalDist().inv_cdf(chances[code]) for code in CODES]
    persons = np.array([member.population for member in UNION])
    size = yes.sum(axis=1)
    adopted = ((size >= 15) & (100 * (yes @ persons) >= 65 * persons.sum())) | (size >= 24)
    exact = votes.correlated_chance(MAJORITY, UNION, chances, blocs)
    assert pytest.approx(adopted.mean(), abs=4 * math.sqrt(0.25 / draws)) == exact


def test_the_interval_holds_both_chances_and_is_the_same_for_the_same_seed():
    given = {code: {"no": Range(0.01, 0.03, 0.05), "declared": Range(0.0, 0.02, 0.04)} for code in CODES}
    given |= {"HU": {"no": Range(0.2, 0.4, 0.6)}}
    blocs = [votes.Bloc(tuple(CODES), 0.4)]
    first = votes.adoption(UNANIMITY, UNION, given, blocs, draws=40, seed=3)
    assert first == votes.adoption(UNANIMITY, UNION, given, blocs, draws=40, seed=3)
    for chance in (first.independent, first.correlated):
        assert chance.low < chance.mid < chance.high
    assert first.correlated.mid > first.independent.mid


def test_sure_chances_have_no_interval():
    given = {code: {"no": Range.point(0.02)} for code in CODES}
    found = votes.adoption(UNANIMITY, UNION, given, [])
    assert found.independent.is_point
    assert pytest.approx(0.98**27) == found.independent.mid


@pytest.mark.parametrize(
    ("blocs", "message"),
    [
        ([votes.Bloc(("HU", "SK"), 1.0)], "the correlation of a bloc is 1; it lies from 0 to below 1"),
        ([votes.Bloc(("HU", "XX"), 0.5)], "a bloc names XX, who does not take part"),
        ([votes.Bloc(("HU",), 0.5), votes.Bloc(("HU",), 0.2)], "HU stands twice in the blocs"),
    ],
)
def test_blocs_that_make_no_sense(blocs, message):
    with pytest.raises(UsageError) as error:
        votes.correlated_chance(MAJORITY, UNION, dict.fromkeys(CODES, 0.5), blocs)
    assert message in str(error.value)
