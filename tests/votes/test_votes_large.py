"""Large bodies: sums of weights and simulation against the diagram, and the limits that keep them from hanging."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import votes
from placet.errors import UsageError
from placet.votes.diagram import diagram
from placet.votes.odds import chances_of, odds_of, spread, weights
from placet.votes.sums import lattice, threshold_chances


def weighted(at_least, held):
    codes = [f"M{place:03}" for place in range(len(held))]
    formula = {"count": "votes", "at_least": at_least, "votes": dict(zip(codes, held, strict=True))}
    rule = votes.rule_from({"id": "weighted", "title": "A weighted game", "formula": formula})
    return rule, tuple(votes.Member(code, code) for code in codes)


def generated(members: int, seed: int = 1) -> list[int]:
    """Weights made up to look like shares in a fund: a few large ones, many small ones."""
    draw = random.Random(seed)
    return [1 + int(draw.lognormvariate(0, 1.6) * 100) for _ in range(members)]


@settings(max_examples=40, deadline=None)
@given(
    held=st.lists(st.integers(0, 30), min_size=2, max_size=9),
    share=st.integers(0, 100),
    drawn=st.lists(st.floats(0, 1), min_size=9, max_size=9),
)
def test_sums_of_weights_agree_with_the_diagram(held, share, drawn):
    needed = sum(held) * share // 100
    rule, members = weighted(needed, held)
    chances = {member.code: p for member, p in zip(members, drawn, strict=False)}
    compiled = diagram(rule, members, positions=("yes", "no"))
    exact = odds_of(compiled, weights(compiled, spread(rule, members, chances)))
    found = threshold_chances(lattice(held, needed), drawn[: len(held)])
    assert pytest.approx(exact.chance, abs=1e-12) == found.chance
    for place, member in enumerate(members):
        assert pytest.approx(exact.given[member.code]["yes"], abs=1e-12) == found.counted[place]
        assert pytest.approx(exact.given[member.code]["no"], abs=1e-12) == found.left_out[place]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=8), st.integers(1, 99))
def test_shares_of_power_agree_with_exact_counts(held, share):
    needed = max(1, sum(held) * share // 100) if sum(held) else 0
    rule, members = weighted(needed, held)
    exact, shares = votes.power_table(rule, members), votes.power_estimate(rule, members)
    assert ("sums", "sums", 0) == (shares.banzhaf_by, shares.shapley_by, shares.draws)
    assert pytest.approx(exact.act, abs=1e-12) == shares.act
    for code, power in exact.members.items():
        row = shares.members[code]
        assert pytest.approx(power.banzhaf, abs=1e-12) == row.banzhaf
        assert pytest.approx(float(power.shapley), abs=1e-12) == row.shapley
        assert pytest.approx(power.prevent, abs=1e-9) == row.prevent
        assert pytest.approx(power.initiate, abs=1e-9) == row.initiate
        assert 0 == row.shapley_error


def test_two_thirds_of_193_equal_members_is_a_binomial_tail():
    rule, members = weighted("2/3", [1] * 193)
    found = votes.odds(rule, members, dict.fromkeys([m.code for m in members], 0.7))
    tail = math.fsum(math.comb(193, size) * 0.7**size * 0.3 ** (193 - size) for size in range(129, 194))
    assert "sums" == found.method
    assert pytest.approx(tail, rel=1e-12) == found.chance
    assert pytest.approx(math.comb(192, 128) * 0.7**128 * 0.3**64, rel=1e-9) == found.pivots["M000"]
    assert 0 == found.standard_error == found.draws


def test_the_general_assembly_by_its_own_rule():
    rule = votes.rule("un-general-assembly-two-thirds")
    members = votes.council(rule, votes_day()).members
    table = votes.power_table(rule, members)
    assert sum(math.comb(193, size) for size in range(129, 194)) == table.winning
    assert Fraction(1, 193) == table.members["M193"].shapley


def test_present_and_voting_leaves_abstentions_out():
    rule = votes.rule("un-general-assembly-two-thirds")
    members = votes.council(rule, votes_day()).members
    cast = dict.fromkeys([m.code for m in members], "abstain")
    few = cast | {f"M{seat}": "yes" for seat in range(1, 3)} | {"M3": "no"}
    found = votes.tally(rule, members, few)
    assert found.adopted
    assert (2, 2) == (found.criteria[0].needed, found.criteria[0].have)
    assert not votes.tally(rule, members, few | {"M4": "no"}).adopted
    assert not votes.tally(rule, members, cast).adopted
    assert not votes.tally(rule, members, few | {f"M{seat}": "absent" for seat in range(90, 190)}).adopted


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(("yes", "abstain", "no", "absent")), min_size=7, max_size=7), st.booleans())
def test_a_share_of_those_voting_is_compiled_as_it_is_counted(ballot, more):
    share = ("more than " if more else "") + "1/2"
    formula = {"count": "members", "at_least": share, "of_those": ["yes", "no"]}
    rule = votes.rule_from({"id": "board", "title": "A board", "formula": formula})
    members = tuple(votes.Member(code, code) for code in "ABCDEFG")
    cast = dict(zip("ABCDEFG", ballot, strict=True))
    yes, no = ballot.count("yes"), ballot.count("no")
    adopted = yes > no if more else yes >= no
    assert adopted == votes.tally(rule, members, cast).adopted
    sure = votes.odds(rule, members, {code: {position: 1.0} for code, position in cast.items()})
    assert float(adopted) == sure.chance


def test_500_members_without_structure_are_sampled_and_the_error_is_said():
    draw = random.Random(1)
    rule, members = weighted("70 %", [draw.randrange(1, 10**9) for _ in range(500)])
    given = dict.fromkeys([m.code for m in members], 0.7)
    found = votes.odds(rule, members, given, draws=2_000)
    assert ("sampled", 2_000) == (found.method, found.draws)
    assert pytest.approx(math.sqrt(0.25 / 2_000), rel=0.05) == found.standard_error
    assert found == votes.odds(rule, members, given, draws=2_000)
    table = votes.powers(rule, members, draws=2_000)
    assert ("sampled", "sampled", 2_000) == (table.banzhaf_by, table.shapley_by, table.draws)
    assert all(row.banzhaf_error > 0 < row.shapley_error for row in table.members.values())


def test_sampled_power_lies_within_its_error():
    # Two chambers, so that sums of one weight do not do: 12 members, exact counts beside a simulation.
    held, other = generated(12), generated(12, seed=2)
    codes = [f"M{place:03}" for place in range(12)]
    chambers = [
        {"count": "votes", "at_least": "60 %", "votes": dict(zip(codes, chamber, strict=True))}
        for chamber in (held, other)
    ]
    rule = votes.rule_from({"id": "two", "title": "Two chambers", "formula": {"all_of": chambers}})
    members = tuple(votes.Member(code, code) for code in codes)
    exact, drawn = votes.power_table(rule, members), votes.power_estimate(rule, members, draws=20_000)
    assert "sampled" == drawn.banzhaf_by
    assert abs(exact.act - drawn.act) < 4 * drawn.act_error
    for code, power in exact.members.items():
        row = drawn.members[code]
        assert abs(power.banzhaf - row.banzhaf) < 4.5 * row.banzhaf_error
        assert abs(float(power.shapley) - row.shapley) < 4.5 * row.shapley_error


def test_a_share_never_seen_in_the_draws_still_has_an_error():
    from placet.votes.sampling import standard_error

    assert pytest.approx(0.000707, abs=1e-6) == standard_error(0.0, 1_000)
    assert pytest.approx(0.000707, abs=1e-6) == standard_error(1.0, 1_000)


def test_190_members_of_a_fund_are_exact_for_banzhaf_and_sampled_for_shapley():
    # The weights are generated, not those of a real fund.
    rule, members = weighted("70 %", generated(190))
    found = votes.odds(rule, members, dict.fromkeys([m.code for m in members], 0.7))
    assert "sums" == found.method
    sampled = votes.sampled_chance(rule, members, dict.fromkeys([m.code for m in members], 0.7), draws=20_000)
    assert abs(found.chance - sampled.mid) < 4 * math.sqrt(0.25 / 20_000)


def test_too_many_members_for_a_diagram():
    rule, members = weighted("2/3", [1] * 601)
    with pytest.raises(votes.TooLargeError) as error:
        votes.diagram(rule, members)
    assert (
        "601 members are too many for a diagram (at most 600); ask votes.odds or votes.powers, which then follow sums"
        " of weights or sample"
    ) == str(error.value)


def test_too_many_nodes():
    rule, members = weighted("70 %", generated(40))
    with pytest.raises(votes.TooLargeError) as error:
        votes.diagram(rule, members, most_nodes=1_000)
    assert (
        "the rule needs more than 1,000 nodes for 40 members: its weights have no structure to use; round the weights,"
        " or ask votes.odds or votes.powers, which then sample"
    ) == str(error.value)


def test_exact_counts_that_would_take_too_much_memory_are_refused():
    rule, members = weighted("2/3", [1] * 400)
    with pytest.raises(votes.TooLargeError, match=r"more than \d+,\d+ nodes for 400 members"):
        votes.power_table(rule, members)
    with pytest.raises(votes.TooLargeError, match=r"exact counts for 400 members and .* need more than 400 MB"):
        votes.counts(votes.diagram(rule, members, positions=("yes", "no")))


def test_machine_code_gives_what_numpy_gives():
    pytest.importorskip("numba", reason="the extra numba is not installed")
    import numpy as np

    union = votes.members(votes_day())
    drawn = np.random.default_rng(3).dirichlet((8, 1, 1, 1, 1), size=27)
    for id in ("qualified-majority", "cfsp-unanimity"):
        rule = votes.rule(id)
        positions = rule.positions
        chances = {
            m.code: dict(zip(positions, (row[: len(positions)] / row[: len(positions)].sum()).tolist(), strict=True))
            for m, row in zip(union, drawn, strict=True)
        }
        plain, fast = votes.odds(rule, union, chances), votes.odds(rule, union, chances, numba=True)
        assert pytest.approx(plain.chance, abs=1e-12) == fast.chance
        for code, given_here in plain.given.items():
            assert pytest.approx(dict(given_here), abs=1e-12) == dict(fast.given[code])
        compiled = diagram(rule, union)
        rows = np.tile(weights(compiled, chances), (21, 1))
        rows[3] = 1 / 2
        assert pytest.approx(chances_of(compiled, rows), abs=1e-12) == chances_of(compiled, rows, numba=True)


def test_machine_code_without_numba_is_refused(monkeypatch):
    import sys

    from placet.votes import jit

    jit._machine.cache_clear()
    monkeypatch.setitem(sys.modules, "numba", None)
    rule, members = weighted(3, [2, 1, 1])
    with pytest.raises(UsageError) as error:
        votes.odds(rule, members, dict.fromkeys([m.code for m in members], 0.5), numba=True)
    assert 'this needs the extras: ./run extras (or pip install "placet[extras]")' == str(error.value)


def votes_day():
    from datetime import date

    return date(2026, 5, 18)
