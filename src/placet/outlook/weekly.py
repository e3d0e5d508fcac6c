"""What moves the soldiers that a policy trains: the gates, and beside them chance within the courses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from placet import training
from placet.training.stage import Programme

RUNS = 100
"""How often each of a few histories is followed week by week."""


@dataclass(frozen=True)
class Deviations:
    """Standard deviations of the soldiers trained by the end."""

    gates: float
    """Between the histories of the gates."""
    courses: float
    """Within a history: single soldiers who arrive and pass by chance."""
    doubts: tuple[str, ...]
    """The checks of the runs that failed: nobody and no money may be lost or found."""


def deviations(programme: Programme, policy: training.Policy, seed: int) -> Deviations:
    """Return what moves the total of a policy, from a bad, a middling and a good history followed week by week."""
    runs = policy.runs
    total = runs.trained.sum(axis=1)
    order = np.argsort(total, kind="stable")
    upto = np.cumsum(runs.chance[order])
    picked = order[np.minimum(np.searchsorted(upto, (0.05, 0.5, 0.95)), len(order) - 1)]
    few = replace(runs, chance=np.full(3, 1 / 3), entries=runs.entries[picked])
    network = programme.network
    histories = training.followed_policy(programme, few)
    found = training.simulate(network, histories, paths=3 * RUNS, seed=seed, weeks=[network.weeks], engine="numpy")
    gates = float(runs.chance @ (total - runs.chance @ total) ** 2)
    return Deviations(gates**0.5, found.parts.courses**0.5, found.doubts)
