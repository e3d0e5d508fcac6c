"""Any gate of a dossier: what it says, a state taken by hand, and its part of the joined sentence."""

from __future__ import annotations

from datetime import date

import pytest

from placet.gates.joint import clause, gate_verdict

DAY = date(2026, 5, 18)


@pytest.mark.parametrize(("name", "kind"), [("vote", "vote"), ("ceasefire", "condition"), ("mandate", "clock")])
def test_each_kind_of_gate_answers(flagship, name, kind):
    """With its own verdict."""
    assert kind == gate_verdict(flagship, name, DAY).kind


@pytest.mark.parametrize("state", ["open", "shut", "unknown"])
@pytest.mark.parametrize("name", ["vote", "ceasefire", "mandate"])
def test_a_state_taken_by_hand_is_said_to_be_one(flagship, name, state):
    """The rest of the verdict stays, so that the evidence is still there."""
    as_it_is, taken = gate_verdict(flagship, name, DAY), gate_verdict(flagship, name, DAY, forced=state)
    assert (state, f"Taken as {state} (what-if).") == (taken.state, taken.sentence)
    assert clause(taken).endswith(f"is taken as {state}")
    assert as_it_is.model_copy(update={"state": taken.state, "sentence": taken.sentence}) == taken


def test_the_parts_of_the_joined_sentence(flagship):
    """On the day of the meeting in Copenhagen, before it, and after the term."""
    said = {name: clause(gate_verdict(flagship, name, date(2025, 8, 29))) for name in flagship.dossier.gates}
    assert {
        "vote": "one member says no, five attach conditions and 19 have not said",
        "ceasefire": "no general ceasefire is in force",
        "mandate": "the mandate runs for another 443 days",
    } == said
    assert "nothing had been proposed" == clause(gate_verdict(flagship, "vote", date(2025, 7, 31)))
    assert "no present term of the mandate is known" == clause(gate_verdict(flagship, "mandate", date(2026, 11, 15)))
    assert "the mandate has not begun" == clause(gate_verdict(flagship, "mandate", date(2022, 10, 17)))
