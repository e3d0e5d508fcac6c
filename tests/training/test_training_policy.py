"""Policies under gates against the exact tree, cases computed by hand, and what must hold for every chain."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.errors import UsageError
from placet.training import Course, Fund, Instructors, Network, Site, best_plan
from placet.training.chain import Chain, GateState, opening_chain
from placet.training.graph import Risk
from placet.training.policy import Policy, best_policy
from placet.training.split import split
from placet.training.stage import Preparation
from placet.training.tree import tree_of, tree_plan, worth

TIE_BREAKS = 3e-4
INSIDE = ("e", "f")


def network(weeks: int = 28, eur: float = 8e6, intake: float = 150.0) -> Network:
    return Network(
        weeks=weeks,
        courses=(
            Course("basic", 5, 4, 0.95, 0.7),
            Course("leaders", 3, 5, 0.93, 0.2),
            Course("next", 6, 3, 0.9, 0.4, ("basic",)),
        ),
        sites=(
            Site("a", "PL", 300, ("basic", "next"), 0.0, 700.0),
            Site("b", "DE", 150, ("basic", "leaders"), 0.0, 1100.0),
            Site("e", "UA", 200, ("basic", "leaders"), 0.0, 400.0, inside=True),
            Site("f", "UA", 150, ("basic", "next"), 0.0, 400.0, inside=True),
        ),
        instructors=(Instructors("stay", 90), Instructors("go", 50, inside=True)),
        funds=(Fund("all", eur),),
        intake_per_week=intake,
    )  # fmt: skip


MORE = (Preparation("e", 200, 8e5, 6), Preparation("f", 100, 9e5, 3))


def coin(chance: float) -> Chain:
    """Return a gate that opens in the second period or never."""
    moves = np.array([[[1 - chance, chance], [0, 1]], [[1, 0], [0, 1]]])
    return Chain((GateState("shut"), GateState("open", ("odesa",))), (1.0, 0.0), moves)


def bed_question() -> tuple[Network, tuple[Preparation, ...]]:
    """Return twelve weeks: 100 beds inside cost as much as 100 soldiers at home, and teach 200 if the gate opens."""
    sites = (Site("home", "PL", 1e4, ("basic",), 0.0, 250.0), Site("odesa", "UA", 0, ("basic",), 0.0, 0.0, inside=True))
    made = Network(
        weeks=12,
        courses=(Course("basic", 4, 4),),
        sites=sites,
        instructors=(Instructors("all", 1e4, inside=True),),
        funds=(Fund("all", 200_000.0),),
        intake_per_week=1e3,
    )
    return made, (Preparation("odesa", 100, 100_000.0, 4),)


@pytest.mark.parametrize(
    ("chance", "ordered", "known", "recourse"),
    [(0.7, 1, 270, 240), (0.3, 0, 230, 200), (0.0, 0, 200, 200), (1.0, 1, 300, 300)],
)
def test_beds_are_prepared_when_the_gate_is_likely_to_open(
    chance: float, ordered: float, known: float, recourse: float
) -> None:
    programme = split(*bed_question())
    exact = tree_plan(programme, coin(chance))
    assert ordered == pytest.approx(exact.orders[0, 0], abs=1e-4)
    found = worth(programme, coin(chance))
    assert [known, recourse, recourse] == pytest.approx(
        [found.wait_and_see, found.recourse, found.expected], rel=TIE_BREAKS
    )
    assert known - recourse == pytest.approx(found.evpi, abs=0.1)
    policy = best_policy(programme, coin(chance))
    assert recourse == pytest.approx(policy.bound, rel=TIE_BREAKS)
    assert recourse == pytest.approx(policy.runs.mean, rel=TIE_BREAKS)
    assert ordered == pytest.approx(policy.orders[0].share, abs=1e-4)
    assert 200 * chance - 100 == pytest.approx(policy.orders[0].gain, abs=1)


@pytest.mark.parametrize(
    ("weight", "worst_share", "ordered", "value"),
    [
        (0.0, 0.3, 1, 240),  # 0.7 x 300 + 0.3 x 100
        (0.2, 0.3, 1, 212),  # 0.8 x 240 + 0.2 x 100
        (0.5, 0.3, 0, 200),  # with the order 0.5 x 240 + 0.5 x 100 = 170
        (1.0, 0.6, 1, 200),  # the worst 0.6: half 100, half 300; without the order 200 as well
        (1.0, 1.0, 1, 240),  # the worst of all is all
    ],
)
def test_who_fears_the_worst_orders_less(weight: float, worst_share: float, ordered: int, value: float) -> None:
    policy = best_policy(split(*bed_question()), coin(0.7), risk=Risk(weight, worst_share))
    assert value == pytest.approx(policy.bound, rel=TIE_BREAKS)
    if worst_share != 0.6:
        assert ordered == pytest.approx(policy.orders[0].share, abs=1e-4)


@given(
    st.lists(st.floats(0.01, 1), min_size=1, max_size=6),
    st.lists(st.floats(0, 1e5), min_size=6, max_size=6),
    st.floats(0, 1),
    st.floats(0.01, 1),
)
def test_fear_only_moves_weight_to_worse_turns(
    parts: list[float], values: list[float], weight: float, worst: float
) -> None:
    chances, turns = np.array(parts) / sum(parts), np.array(values[: len(parts)])
    weights = Risk(weight, worst).weights(chances, turns)
    assert 1 == pytest.approx(weights.sum())
    assert weights.min() >= 0
    assert weights @ turns <= chances @ turns + 1e-6


def test_one_known_history_is_the_plan_of_the_same_grid() -> None:
    always = Chain((GateState("open"),), (1.0,), np.eye(1))
    programme = split(network())
    plan = best_plan(network(), grid_weeks=4)
    assert plan.objective == pytest.approx(tree_plan(programme, always).value, rel=1e-6)
    policy = best_policy(programme, always)
    assert plan.objective == pytest.approx(policy.bound, rel=1e-5)
    assert plan.trained == pytest.approx(float(policy.runs.trained.sum()), rel=TIE_BREAKS)


@pytest.mark.parametrize("preparations", [(), MORE])
def test_the_policy_agrees_with_the_exact_tree(preparations: tuple[Preparation, ...]) -> None:
    small = replace(network(), sites=tuple(replace(site, beds=site.beds * 0.5) for site in network().sites))
    programme = split(small, preparations)
    chain = opening_chain(INSIDE, 0.2, lead_periods=1)
    exact = tree_plan(programme, chain)
    policy = best_policy(programme, chain)
    assert policy.runs.exact
    assert exact.value == pytest.approx(exact.bound, rel=1e-7)
    assert policy.bound >= exact.value * (1 - 1e-6)
    assert policy.runs.mean <= exact.value * (1 + 1e-6)
    assert exact.value == pytest.approx(policy.bound, rel=0.002)
    assert exact.value == pytest.approx(policy.runs.mean, rel=0.005)


def test_a_gate_that_can_shut_again_agrees_with_the_exact_tree() -> None:
    programme = split(network(weeks=24), MORE[:1])
    chain = opening_chain(INSIDE, 0.3, shuts=0.2)
    exact, policy = tree_plan(programme, chain), best_policy(programme, chain)
    assert 2**6 - 1 == len(exact.tree.period) == len(tree_of(chain, 6).period)
    assert policy.bound >= exact.value * (1 - 1e-6) >= policy.runs.mean * (1 - 2e-6)
    assert exact.value == pytest.approx(policy.bound, rel=0.002)


def closing() -> Policy:
    return best_policy(split(network(), MORE), opening_chain(INSIDE, 0.3, shuts=0.15, lead_periods=1), followed=60)


@settings(max_examples=10, deadline=None)
@given(
    st.integers(20, 100), st.floats(1e5, 3e7), st.floats(20, 600), st.floats(0.01, 0.5), st.floats(0, 0.3),
    st.integers(0, 4), st.one_of(st.none(), st.floats(5, 90)),
)  # fmt: skip
def test_rounding_never_leaves_a_period_without_a_plan(
    weeks: int, eur: float, intake: float, opens: float, shuts: float, lead: int, mandate: float | None
) -> None:
    made = replace(network(weeks, eur, intake), mandate_until_week=mandate)
    chain = opening_chain(INSIDE, opens, shuts=shuts, lead_periods=lead)
    policy = best_policy(split(made, MORE), chain, passes=14, followed=10)
    assert np.isfinite(policy.bound)
    assert policy.runs.orders.sum(axis=1).max(initial=0) <= 1 + 1e-4


def test_quantiles_weigh_histories_by_their_chance() -> None:
    runs = best_policy(split(*bed_question()), coin(0.7)).runs
    assert [[100.0], [300.0], [300.0]] == np.round(runs.quantiles([0.05, 0.35, 0.95])[:, -1:], 1).tolist()
    assert [100.0] == np.round(runs.quantiles([0.25])[:, -1], 1).tolist()


def test_drawn_histories_lie_within_the_bound() -> None:
    runs = closing().runs
    assert not runs.exact
    assert 60 == len(runs.histories)
    assert runs.mean - 3 * runs.error <= closing().bound


def test_the_bound_never_rises_and_the_seed_decides_everything() -> None:
    first, second = closing(), closing()
    assert all(after <= before * (1 + 1e-7) for before, after in zip(first.bounds[:-1], first.bounds[1:], strict=True))
    assert first.bounds == second.bounds
    assert np.array_equal(first.runs.entries, second.runs.entries)


def test_nobody_starts_behind_a_shut_gate_and_nothing_foresees_the_gates() -> None:
    runs = closing().runs
    programme = split(network(), MORE)
    gated = programme.shut(frozenset(INSIDE))
    assert len(gated) == 4
    seen: dict[tuple[int, ...], np.ndarray] = {}
    for history, entries in zip(runs.histories, runs.entries, strict=True):
        for period, state in enumerate(history):
            if state != 2:
                assert 0 == pytest.approx(entries[period, gated].max(), abs=1e-9)
            past = seen.setdefault(history[: period + 1], entries[period])
            assert np.array_equal(past, entries[period])


def test_people_and_money_balance_along_every_history() -> None:
    made = network()
    programme, runs = split(made, MORE), closing().runs
    place = programme.place
    weeks = np.array([course.weeks for course in made.courses])[place.course]
    price = np.array([site.eur_per_soldier_week for site in made.sites])[place.site]
    spent = (runs.entries * weeks * price).sum(axis=(1, 2)) + (
        runs.orders.sum(axis=1) @ np.array([part.eur for part in MORE])
    )
    assert spent.max() <= made.funds[0].eur + 10
    for c, course in enumerate(made.courses):
        entered = np.cumsum(runs.entries[:, :, place.course == c].sum(axis=2), axis=1)
        if not course.needs:
            arrived = np.cumsum(np.full(place.periods, 4 * made.arrivals()[0])) * course.share_of_intake
            assert np.all(entered <= arrived + 1e-3)
    passes = np.array([course.pass_share for course in made.courses])[place.course]
    passes = passes * np.array(made.counted())[place.course]
    assert runs.trained.sum(axis=1) == pytest.approx((runs.entries * passes).sum(axis=(1, 2)))


def test_a_gate_that_never_opens_leaves_the_members_sites() -> None:
    home = replace(network(), sites=network().sites[:2])
    policy = best_policy(split(network()), opening_chain(INSIDE, 0.0))
    # The dearest site is the same in both, so the tie-breaks are too.
    assert best_plan(home, grid_weeks=4).objective == pytest.approx(policy.bound, rel=1e-5)


@settings(max_examples=12, deadline=None)
@given(st.floats(0, 1), st.floats(0, 0.6), st.integers(0, 1), st.floats(1e5, 1e7), st.floats(20, 300), st.booleans())
def test_knowing_beats_deciding_step_by_step_beats_planning_for_the_likely(
    opens: float, shuts: float, lead: int, eur: float, intake: float, prepare: bool
) -> None:
    programme = split(network(16, eur, intake), MORE if prepare else ())
    found = worth(programme, opening_chain(INSIDE, opens, shuts=shuts, lead_periods=lead))
    near = 1e-6 * found.wait_and_see + 1e-3
    assert found.wait_and_see >= found.recourse - near
    assert found.recourse >= found.expected - near


@settings(max_examples=10, deadline=None)
@given(st.floats(0, 0.9), st.floats(0, 0.1))
def test_a_gate_that_opens_more_readily_never_trains_fewer(opens: float, more: float) -> None:
    programme = split(network(20))
    less_ready = tree_plan(programme, opening_chain(INSIDE, opens)).value
    assert tree_plan(programme, opening_chain(INSIDE, opens + more)).value >= less_ready * (1 - TIE_BREAKS)


def test_histories_are_listed_with_their_chances() -> None:
    chain = opening_chain(("e",), 0.25)
    listed = list(chain.histories(4))
    assert 4 == len(listed) == chain.history_count(4)
    assert [0.75**3, 0.75**2 * 0.25, 0.75 * 0.25, 0.25] == pytest.approx([chance for _, chance in listed])
    assert 1 == pytest.approx(math.fsum(chance for _, chance in listed))
    drawn = chain.drawn(4, 4000, np.random.default_rng(1))
    assert 0.25 == pytest.approx(sum(history[1] == 1 for history in drawn) / 4000, abs=0.02)
    even = chain.drawn(4, 4000, np.random.default_rng(1), even=True)
    assert 0.5 == pytest.approx(sum(history[1] == 1 for history in even) / 4000, abs=0.03)


def test_bad_chains_are_refused() -> None:
    state = (GateState("shut"), GateState("open", ("e",)))
    with pytest.raises(UsageError, match=r"^chain\.moves: the chances of each row must be at least 0 and add up to 1$"):
        Chain(state, (1.0, 0.0), np.array([[0.5, 0.4], [0, 1]])).by_period(5)
    with pytest.raises(UsageError, match=r"^chain: 2 states over 5 periods need 2 chances at the start and "):
        Chain(state, (1.0,), np.eye(2)).by_period(5)
    with pytest.raises(
        UsageError, match=r"^chain: more than 10 histories; use the policy, which needs no list of them$"
    ):
        list(opening_chain(("e",), 0.3, shuts=0.3).histories(6, most=10))
    with pytest.raises(
        UsageError, match=r"^chain: its tree has more than 50 nodes over 6 periods; use the policy instead$"
    ):
        tree_of(opening_chain(("e",), 0.3, shuts=0.3), 6, most=50)
    with pytest.raises(UsageError, match=r"^preparations: there is no site 'x'; the sites are a, b, e, f$"):
        split(network(), (Preparation("x", 1, 1, 1),))
