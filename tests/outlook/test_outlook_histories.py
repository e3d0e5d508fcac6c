"""All gates together: the quick way against every history listed, and what must hold of any gates."""

from __future__ import annotations

import numpy as np
import outlook_oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.errors import UsageError
from placet.outlook import histories
from placet.outlook.courses import Dependence, GateOdds
from placet.outlook.histories import at_steps, band, flows, joint, joint_at, one_changed


def rising(random: np.random.Generator, steps: int, today: float = 0.0) -> np.ndarray:
    """Return three nested cumulative chances."""
    hazards = np.sort(random.uniform(0, 0.4, (3, steps)), axis=0)
    left = np.cumprod(1 - hazards, axis=1)
    return np.concatenate([np.full((3, 1), today), 1 - (1 - today) * left], axis=1)


def invented(seed: int, steps: int = 5) -> list[GateOdds]:
    """Return a vote, a condition that shuts and opens again, and a mandate that may end."""
    random = np.random.default_rng(seed)
    ends = np.zeros((3, steps))
    ends[:, int(random.integers(steps))] = np.sort(random.random(3))[::-1]
    shuts = np.sort(random.random((3, 2)), axis=0)[::-1]
    again = np.sort(random.random(3))
    return [
        GateOdds.once("vote", rising(random, steps)),
        GateOdds("ceasefire", rising(random, steps, 0.2), shuts, np.zeros((3, steps)), again, 1 + seed % 3),
        GateOdds("mandate", np.ones((3, steps + 1)), np.zeros((3, 1)), ends, np.zeros(3)),
    ]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_forward_recursion_is_the_sum_over_all_histories(seed):
    """The chance of the first joint opening, step by step, equals the listed one to the last digits."""
    gates = invented(seed)
    listed = outlook_oracle.first_open(gates, 5)
    quick = joint(gates, draws=0)
    assert pytest.approx(np.cumsum(listed), abs=1e-12) == quick.by[0]
    assert pytest.approx(1.0, abs=1e-12) == quick.mass


def test_two_gates_that_open_for_good_multiply():
    """Independent and lasting: the joint chance is the product."""
    random = np.random.default_rng(3)
    a, b = (GateOdds.once(name, rising(random, 12)) for name in "ab")
    found = joint([a, b], draws=0)
    assert pytest.approx(a.opened[1] * b.opened[1], abs=1e-12) == found.by[0]
    assert pytest.approx(found.by[0]) == found.on[0]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_bands_are_nested_and_chances_rise(seed):
    """Low, middle, high in order; chances by a day never fall; all gates are no likelier than any one of them."""
    gates = invented(seed, 20)
    found = joint(gates, [Dependence("vote", "ceasefire", (0.2, 0.6, 1.0), (1.0, 2.0, 3.0))], draws=24, seed=seed)
    by, on = band(found.by), band(found.on)
    for three in (by, on):
        assert (np.diff(three, axis=0) >= 0).all()
    assert (np.diff(found.by, axis=1) >= -1e-12).all()
    assert (found.on <= found.by + 1e-12).all()
    assert (found.by <= found.gate_by.min(axis=0) + 1e-12).all()


def test_a_gate_that_waits_for_the_other_never_opens_first():
    """Before: 0 means that the vote comes only once the ceasefire is there."""
    steps = 6
    ceasefire = GateOdds.certain("ceasefire", steps, is_open=False)
    vote = GateOdds.once("vote", rising(np.random.default_rng(1), steps))
    waits = [Dependence("vote", "ceasefire", before=(0.0, 0.0, 0.0))]
    assert 0 == joint([vote, ceasefire], waits, draws=0).gate_by[0, 0, -1]
    there = GateOdds.certain("ceasefire", steps, is_open=True)
    assert pytest.approx(vote.opened[1]) == joint([vote, there], waits, draws=0).gate_by[0, 0]


def test_dependence_does_not_hang_on_the_order_of_the_gates():
    """The same gates named in another order give the same chances."""
    gates = invented(7, 12)
    ties = [Dependence("vote", "ceasefire", (0.1, 0.3, 0.5), (1.0, 3.0, 5.0))]
    forth, back = joint(gates, ties, draws=0), joint(gates[::-1], ties, draws=0)
    assert pytest.approx(forth.by[0]) == back.by[0]


def test_twice_the_rate_halves_what_is_left_twice():
    """After: 2 squares the chance of staying shut."""
    vote = GateOdds.once("vote", rising(np.random.default_rng(5), 8))
    there = GateOdds.certain("ceasefire", 8, is_open=True)
    found = joint([vote, there], [Dependence("vote", "ceasefire", after=(2.0, 2.0, 2.0))], draws=0)
    assert pytest.approx(1 - (1 - vote.opened[1]) ** 2) == found.gate_by[0, 0]


def test_staying_open_for_a_year_follows_from_the_rate():
    """A constant rate of shutting of 2 % a step leaves 0.98 to the 13th; a mandate's end within the year counts too."""
    steps = 40
    opened = np.tile(np.linspace(0, 0.9, steps + 1), (3, 1))
    gate = GateOdds("ceasefire", opened, np.full((3, 1), 0.02), np.zeros((3, steps)), np.zeros(3))
    assert pytest.approx(0.98**histories.YEAR_STEPS) == joint([gate], draws=0).stays[0]


def test_flows_keep_all_chance_and_agree_with_the_joint_distribution():
    """The sets of open gates: every step adds up to 1, and the last set is that of the joint distribution."""
    gates = invented(11, 10)
    first, flow = flows(gates, (), 10)
    assert pytest.approx(1.0) == first.sum()
    assert pytest.approx(np.ones(10)) == flow.sum(axis=(1, 2))
    assert pytest.approx(joint(gates, draws=0).on[0, 1:]) == flow[:, :, -1].sum(axis=1)


def test_one_changed_at_a_time():
    """A low course lowers, a high course raises, and an open gate raises at least as far."""
    gates = invented(2, 15)
    low, high, if_open = one_changed(gates, ())[1]
    now = joint(gates, draws=0).by[0]
    assert (low <= now + 1e-12).all()
    assert (now <= high + 1e-12).all()
    assert (now <= if_open + 1e-12).all()


def test_between_two_steps_the_curve_is_straight():
    """Half a step on, half the rise; level beyond the end."""
    curve = np.array([0.0, 0.2, 0.6])
    assert [0.1, 0.6, 0.6] == pytest.approx([float(at_steps(curve, np.array(x))) for x in (0.5, 2.0, 9.0)])


@pytest.mark.parametrize(
    ("gates", "ties", "words"),
    [
        ([], [], "none to join"),
        ([GateOdds.certain("a", 3, is_open=True), GateOdds.certain("b", 4, is_open=True)], [], "different numbers"),
        ([GateOdds.certain("a", 3, is_open=True)], [Dependence("a", "b")], "no gate 'b'"),
        ([GateOdds.certain("a", 3, is_open=True)], [Dependence("a", "a")], "itself"),
        (
            [GateOdds.certain("a", 3, is_open=True), GateOdds.certain("b", 3, is_open=True)],
            [Dependence("a", "b"), Dependence("b", "a")],
            "each other",
        ),
        ([GateOdds.once("a", np.tile([0.5, 0.2], (3, 1)))], [], "must rise"),
    ],
)
def test_gates_that_do_not_fit_are_refused(gates, ties, words):
    """One clear error."""
    with pytest.raises(UsageError, match=words):
        joint_at(gates, ties, np.zeros((len(gates) + len(ties), 1)))


def test_too_many_states_are_a_stated_limit():
    """Twelve gates that shut have more joint states than can be followed."""
    many = [
        GateOdds(f"g{n}", np.tile([0.0, 0.1], (3, 1)), np.full((3, 4), 0.1), np.zeros((3, 1)), np.zeros(3), 2)
        for n in range(12)
    ]
    with pytest.raises(UsageError, match="more than the 4,000,000"):
        joint(many)
