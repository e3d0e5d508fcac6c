"""Two assessments: what moved, and because of which claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.assess import assess
from placet.comparison import compare
from placet.dossier.read import read

FOLDER = read(Path(__file__).resolve().parent.parent / "examples" / "eumam-ukraine")
STATES = st.sampled_from(["open", "shut", "unknown"])
CHANGES = st.fixed_dictionaries({}, optional={"vote": STATES, "ceasefire": STATES, "mandate": STATES})
DAYS = st.dates(date(2022, 9, 1), date(2026, 5, 18))


@pytest.fixture(scope="module")
def then(flagship):
    """Return the flagship as of the meeting in Copenhagen."""
    return assess(flagship, as_of="2025-08-29", with_plan=False)


def moves(comparison):
    """Return the moves by their place."""
    return {m.where: m for m in comparison.moves}


def test_nothing_moves_against_itself(assessment):
    """No gate, no member, no plan, no claim."""
    same = compare(assessment, assessment)
    assert "No gate moves; vote and ceasefire stay shut." == same.sentence
    assert ([], []) == (same.moves, same.claims)


def test_one_change_moves_its_gate_and_its_member(flagship, gates_only):
    """A declared abstention; no claim is behind a what-if."""
    after = compare(gates_only, assess(flagship, changes={"vote.HU": "abstain declared"}, with_plan=False))
    assert "Vote moves from shut to unknown; ceasefire keeps it shut." == after.sentence
    assert {"vote", "vote.HU"} == set(moves(after))
    hungary = moves(after)["vote.HU"]
    assert ("no", "declared", []) == (hungary.before, hungary.after, hungary.because)


def test_all_gates_open(flagship, gates_only):
    """The scenario of the dossier."""
    after = compare(gates_only, assess(flagship, changes={"scenario": "all-open"}, with_plan=False))
    assert after.sentence.endswith("; all gates are open.")


def test_between_two_days_the_claims_behind_a_move_are_named(then, gates_only):
    """Six members became unclear; each because of something published in between."""
    found = compare(then, gates_only)
    assert (date(2025, 8, 29), date(2026, 5, 18)) == (found.before, found.after)
    members = {m.where: m for m in found.moves if m.where.startswith("vote.")}
    assert {"unknown -> unclear"} == {f"{m.before} -> {m.after}" for m in members.values()}
    assert 6 == len(members)
    for move in members.values():
        assert move.because
        assert set(move.because) <= set(found.claims)
        assert all(gates_only.claims[c].published > date(2025, 8, 29) for c in move.because)


def test_a_plan_that_moves_is_said_case_by_case(good):
    """More than one per cent."""
    inside = {"programme.instructors.lithuania.inside": "yes"}
    found = moves(compare(assess(good), assess(good, changes=inside)))
    assert {"plan.inside-now", "plan.inside-6", "plan.inside-12"} == set(found)
    assert "0" == found["plan.inside-now"].before


def test_a_reading_that_moves_is_said(then, gates_only):
    """Quiet skies could be told in August 2025 and not in May 2026, for want of observation."""
    found = moves(compare(then, gates_only))["ceasefire.week"]
    assert ("shut", "unknown") == (found.before, found.after)


@settings(max_examples=20, deadline=None)
@given(days=st.tuples(DAYS, DAYS), changes=st.tuples(CHANGES, CHANGES))
def test_the_finding_never_contradicts_the_states(days, changes):
    """It names each gate that moved, and never says that all are open when they are not."""
    a, b = (assess(FOLDER, as_of=d, changes=c, with_plan=False) for d, c in zip(days, changes, strict=True))
    found = compare(a, b)
    said = found.sentence.lower()
    for name in b.gates:
        moved = f"{name} moves from {a.gates[name].state} to {b.gates[name].state}"
        assert (moved in said) == (a.gates[name].state != b.gates[name].state)
    assert ("all gates are open" in said) == (b.state == "open")
    assert ("shut" in said.partition(";")[2]) <= any(g.state == "shut" for g in b.gates.values())
    assert {m.where for m in found.moves} >= {n for n in b.gates if a.gates[n].state != b.gates[n].state}
