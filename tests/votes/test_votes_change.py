"""The cheapest changes that carry, against the law and against trying everything."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import votes
from placet.errors import UsageError

UNION = votes.members(date(2026, 5, 18))
CODES = [member.code for member in UNION]
NINE = tuple(UNION[place] for place in (5, 11, 15, 21, 23, 13, 0, 18, 19))


def everyone(position: str = "yes", **others: str) -> dict[str, str]:
    return dict.fromkeys(CODES, position) | others


def test_the_cheapest_way_past_one_veto_is_a_declared_abstention():
    changes = votes.cheapest_changes(votes.rule("cfsp-unanimity"), UNION, everyone(HU="no"))
    assert [{"HU": "declared"}, {"HU": "abstain"}, {"HU": "yes"}] == [dict(change.positions) for change in changes]
    assert [1, 2, 3] == [change.cost for change in changes]


def test_an_adopted_act_needs_no_change():
    assert () == votes.cheapest_changes(votes.rule("cfsp-unanimity"), UNION, everyone(HU="declared"))


def test_every_veto_must_fall():
    changes = votes.cheapest_changes(votes.rule("cfsp-unanimity"), UNION, everyone(HU="no", SK="no"), most=20)
    assert 9 == len(changes)
    assert all({"HU", "SK"} == set(change.positions) for change in changes)


def test_a_declaration_too_many_is_avoided():
    # Eight declared abstentions with a third of the population: a ninth would stop the act.
    eight = ["DE", "FR", "IT", "MT", "LU", "CY", "EE", "LV"]
    cast = everyone(HU="no") | dict.fromkeys(eight, "declared")
    changes = votes.cheapest_changes(votes.rule("cfsp-unanimity"), UNION, cast)
    assert {"HU": "abstain"} == dict(changes[0].positions)


def test_prices_decide_whom_to_ask():
    cast = everyone() | dict.fromkeys(["DE", "FR", "IT", "ES"], "no")
    rule = votes.rule("qualified-majority")
    price = {"DE": 9, "FR": 8, "IT": 7, "ES": 0.5}
    change, *_ = votes.cheapest_changes(rule, UNION, cast, price)
    assert {"ES": "yes"} == dict(change.positions)
    assert 1.5 == change.cost


@pytest.mark.parametrize(
    ("price", "message"),
    [({"XX": 1}, "a price for XX, who does not take part"), ({"HU": 0}, "the price of HU is 0; it must be above zero")],
)
def test_a_price_that_makes_no_sense(price, message):
    with pytest.raises(UsageError) as error:
        votes.cheapest_changes(votes.rule("cfsp-unanimity"), UNION, everyone(HU="no"), price)
    assert message in str(error.value)


@settings(max_examples=30, deadline=None)
@given(
    against=st.sets(st.sampled_from([member.code for member in NINE]), min_size=3),
    prices=st.lists(st.integers(1, 9), min_size=9, max_size=9),
)
def test_no_cheaper_set_exists(against, prices):
    price = {member.code: float(cost) for member, cost in zip(NINE, prices, strict=True)}
    cast = {member.code: "no" if member.code in against else "yes" for member in NINE}
    formula_of_nine = votes.rule_from(
        {
            "id": "nine",
            "title": "Nine members",
            "formula": {
                "all_of": [
                    {"count": "members", "at_least": "55 %"},
                    {"count": "population", "at_least": "65 %"},
                ]
            },
        }
    )
    found = votes.cheapest_changes(formula_of_nine, NINE, cast, price, most=1)
    if votes.tally(formula_of_nine, NINE, cast).adopted:
        assert () == found
        return
    carrying = [
        3 * sum(price[code] for code in asked)
        for size in range(1, len(against) + 1)
        for asked in combinations(sorted(against), size)
        if votes.tally(formula_of_nine, NINE, cast | dict.fromkeys(asked, "yes")).adopted
    ]
    assert min(carrying) == found[0].cost


@pytest.mark.parametrize("rule", ["cfsp-unanimity", "qualified-majority"])
@pytest.mark.parametrize("noes", [["HU"], ["HU", "SK"], ["DE", "HU", "MT"], ["DE", "FR", "IT", "PL"]])
def test_trying_a_few_out_finds_what_the_compiled_rule_finds(rule, noes, monkeypatch):
    cast = everyone(**dict.fromkeys(noes, "no"))
    tried_out = votes.cheapest_changes(votes.rule(rule), UNION, cast, most=8)
    monkeypatch.setattr("placet.votes.change.FEW", 0)
    assert votes.cheapest_changes(votes.rule(rule), UNION, cast, most=8) == tried_out
