"""What moves the total of a policy beside the gates."""

from __future__ import annotations

import pytest

from placet.outlook.policy import weekly_words
from placet.outlook.weekly import Deviations, deviations
from placet.training import Course, Instructors, Network, Site, best_policy, opening_chain, split

NETWORK = Network(
    40,
    (Course("basic", 4, 4, 0.9),),
    (Site("a", "PL", 200, ("basic",)), Site("b", "UA", 200, ("basic",))),
    (Instructors("all", 1000, inside=True),),
    (),
    100.0,
)


def test_gates_and_single_soldiers_are_told_apart() -> None:
    programme = split(NETWORK, grid_weeks=4)
    policy = best_policy(programme, opening_chain(("b",), 0.3), priced=False)
    found = deviations(programme, policy, 1)
    total = policy.runs.trained.sum(axis=1)
    assert () == found.doubts
    assert float(policy.runs.chance @ (total - policy.runs.chance @ total) ** 2) ** 0.5 == pytest.approx(found.gates)
    # At least 1,500 pass by chance of their own; at most all that 4,000 arrivals vary is handed on as well.
    assert (1500 * 0.09) ** 0.5 < found.courses < (4000 + 4000 * 0.09) ** 0.5


def test_the_words_say_whose_the_bands_are() -> None:
    mostly = weekly_words(Deviations(10_800.0, 102.0, ()))
    assert "by a standard deviation of 102 soldiers; by the gates it moves by 10,800 soldiers: the bands" in mostly
    assert weekly_words(Deviations(100.0, 90.0, ())).endswith("100 soldiers; the bands are of the gates only.")
