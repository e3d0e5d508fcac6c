"""What follows from the gates together: when all are open, what the mission delivers, what waiting costs."""

from placet.gates.words import rounded
from placet.outlook.cases import (
    DRAWS,
    HOST,
    WAITS,
    GateCase,
    Planned,
    bind_view,
    funds,
    gate_cases,
    host_shares,
    is_inside,
    network,
    opening_week,
    plan_view,
    shifted,
    solved,
    target_sentence,
    uncertain,
    wait,
    waiting_sentence,
)
from placet.outlook.chance import Chance, chance_by
from placet.outlook.joint import gates_together, moved, moved_words, together
from placet.outlook.policy import policy_view
from placet.outlook.reach import out_of_reach

__all__ = [
    "DRAWS",
    "HOST",
    "WAITS",
    "Chance",
    "GateCase",
    "Planned",
    "bind_view",
    "chance_by",
    "funds",
    "gate_cases",
    "gates_together",
    "host_shares",
    "is_inside",
    "moved",
    "moved_words",
    "network",
    "opening_week",
    "out_of_reach",
    "plan_view",
    "policy_view",
    "rounded",
    "shifted",
    "solved",
    "target_sentence",
    "together",
    "uncertain",
    "wait",
    "waiting_sentence",
]
