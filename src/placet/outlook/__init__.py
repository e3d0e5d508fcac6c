"""What follows from the gates together: when all are open, what the mission delivers, what waiting costs."""

from placet.gates.words import rounded
from placet.outlook.cases import gate_cases, network, plan_view, shifted, uncertain
from placet.outlook.chance import Chance, chance_by
from placet.outlook.joint import gates_together, moved, moved_words, together
from placet.outlook.policy import policy_view
from placet.outlook.reach import out_of_reach

__all__ = [
    "Chance",
    "chance_by",
    "gate_cases",
    "gates_together",
    "moved",
    "moved_words",
    "network",
    "out_of_reach",
    "plan_view",
    "policy_view",
    "rounded",
    "shifted",
    "together",
    "uncertain",
]
