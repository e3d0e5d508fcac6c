"""The programme under gates by chance: the chain, the checks of a run, what each gate and what to prepare is worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from placet import outlook, training
from placet.outlook import policy as made
from placet.outlook.courses import GateOdds
from placet.outlook.histories import joint
from placet.training import Runs


@pytest.fixture(scope="module")
def gates(flagship, gates_only):
    """Return what is known of the flagship's gates."""
    return outlook.gates_together(flagship, gates_only.gates, gates_only.as_of, 1)


@pytest.fixture(scope="module")
def where(flagship, gates_only):
    """Return the flagship's programme on the grid of the policy."""
    return made.setting(flagship.dossier.programme, gates_only.as_of)


@pytest.fixture(scope="module")
def view(flagship, gates_only, gates):
    """Return what the policy says."""
    return outlook.policy_view(flagship, gates_only.gates, gates, gates_only.as_of, 1)


def test_the_checks_of_the_run_hold(view):
    """The bound is at least the policy's mean within its error, and knowing more is worth no less."""
    assert [] == view.doubts
    assert view.expected <= view.bound + 3 * view.error + 1e-4 * view.bound
    assert min(view.evpi, view.vss) >= 0
    assert view.never <= view.bound


def test_the_chain_has_the_chances_of_the_joint_distribution(where, gates):
    """The chance that all gates are open, period by period, is that of the histories."""
    chain = made.chain(where, gates.odds, gates.depends, "mandate")
    all_open = [n for n, state in enumerate(chain.states) if state.id.startswith("all open")]
    mass, found = np.array(chain.start), []
    for move in chain.by_period(where.periods):
        mass = mass @ move
        found.append(mass[all_open].sum())
    expected = joint(gates.odds, gates.depends, draws=0).on[0, 2 : 2 * where.periods : 2]
    assert pytest.approx(expected, rel=1e-6) == found


def test_a_site_opens_after_its_lead_and_what_was_built_ahead_before(where):
    """Sites inside Ukraine need periods with all gates open; members' soil needs the mandate alone."""
    assert {"ukraine-west", "ukraine-centre"} == set(where.leads)
    ready = where.ready["ukraine-west"]
    assert (ready,) == made.open_inside(where, 0)
    whole = made.open_inside(where, max(where.leads.values()))
    assert {"ukraine-west", "ukraine-centre"} == set(whole)
    assert "poland" in where.always


def test_a_mandate_that_ended_shuts_every_site(where, gates):
    """Members' soil too."""
    chain = made.chain(where, gates.odds, gates.depends, "mandate")
    assert () == chain.states[-1].open
    assert "lapsed" == chain.states[-1].id


def test_a_policy_agrees_with_the_exact_tree_of_one_gate(where, gates):
    """Gates that stay open once they are: the bound lies within 0.2 % above the exact optimum."""
    clock = [one for one in gates.odds if one.gate == "mandate"]
    once = made.chain(where, [*made.first_open(gates.odds, gates.depends, "mandate"), *clock], (), "mandate")
    exact = training.tree_plan(where.programme, once).value
    found = training.best_policy(where.programme, once, passes=20, priced=False)
    assert exact - 1e-6 * exact <= found.bound <= 1.002 * exact


def test_an_open_gate_is_worth_no_less(view):
    """What each gate is worth is never below nothing, the most first."""
    gains = [gate.gain for gate in view.gates]
    assert sorted(gains, reverse=True) == gains
    assert gains[-1] >= 0


def test_building_ahead_pays_only_where_gates_open(view):
    """Soon open, it trains more; never open, it trains none; the advice follows from the mean."""
    (part,) = view.prepare
    assert part.if_open > 100
    assert part.if_never <= 0.5
    assert ("Nothing is worth preparing now" in view.prepare_sentence) == (not part.advised)


def test_gates_likely_to_open_make_it_worth_preparing(flagship, gates_only, gates):
    """With a vote won and a ceasefire that comes about within the year, the same beds are advised."""
    steps = gates.odds[0].steps
    soon = np.tile(np.minimum(np.arange(steps + 1) / 8, 1.0), (3, 1))
    odds = tuple(
        GateOdds.once(one.gate, soon) if one.gate == "ceasefire" else GateOdds.certain(one.gate, steps, is_open=True)
        for one in gates.odds
    )
    likely = replace(gates, odds=odds, depends=())
    found = outlook.policy_view(flagship, gates_only.gates, likely, gates_only.as_of, 1)
    assert found.prepare[0].advised
    assert "Worth preparing now" in found.prepare_sentence
    assert [] == found.doubts


def test_periods_rise_to_the_horizon(view, gates_only, flagship):
    """Soldiers trained never fall; the last period ends with the plan."""
    means = [period.mean for period in view.periods]
    assert sorted(means) == means
    end = outlook.shifted(gates_only.as_of, flagship.dossier.programme.horizon)
    assert end == view.periods[-1].until


def test_a_policy_above_its_bound_is_said(where, gates):
    """A broken run is never dressed up: every failed check is named."""
    chain = made.chain(where, gates.odds, gates.depends, "mandate")
    policy = training.best_policy(where.programme, chain, passes=1, followed=4, priced=False)
    runs = policy.runs
    better = Runs(runs.histories, runs.chance, runs.entries, runs.orders, runs.trained, runs.value * 0 + 9e9, True)
    worlds = made.Worlds(
        policy=replace(policy, runs=better, bounds=(1e5, 2e5)),
        never=0.0,
        base=1e6,
        opened={"vote": 0.0},
        worth=training.Worth(1e6, 2e6, 3e6),
        all_open=0.0,
        soon=(0.0, 0.0),
        shut=(0.0, 0.0),
    )
    assert 4 == len(made.doubts(worlds))
