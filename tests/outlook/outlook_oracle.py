"""The slow way to join gates: every history of every gate listed, against which the quick way is tested."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from placet.outlook.courses import Course, GateOdds, drawn_course


def first_open(gates: Sequence[GateOdds], steps: int) -> np.ndarray:
    """Return the chance that all gates are first open together at each step, for gates that do not hang together."""
    found = np.zeros(steps + 1)
    courses = [drawn_course(one, np.zeros(1)) for one in gates]
    for combination in itertools.product(*(list(histories(c, steps)) for c in courses)):
        both = np.logical_and.reduce([np.array(seen) for seen, _ in combination])
        if both.any():
            found[int(both.argmax())] += math.prod(p for _, p in combination)
    return found


def histories(c: Course, steps: int) -> Iterator[tuple[tuple[bool, ...], float]]:
    """Yield every history of one gate, as whether it is open at each step, with its chance."""
    today = float(c.today[0])
    live = [((False,), (0, 0), 1 - today), ((True,), (1, c.first_age), today)]
    for step in range(steps):
        live = [
            ((*seen, phase[0] == 1), phase, chance * p)
            for seen, state, chance in live
            for phase, p in turns(c, state, step)
            if chance * p > 0
        ]
    yield from ((seen, chance) for seen, _, chance in live if chance > 0)


def turns(c: Course, state: tuple[int, int], step: int) -> list[tuple[tuple[int, int], float]]:
    """Return where a gate can go from a phase (0 shut, 1 open, 2 shut again; its age) in one step."""
    kind, age = state
    if kind == 0:
        p = float(c.opens[0, step])
        return [((1, 0), p), ((0, 0), 1 - p)]
    if kind == 1:
        p = 1 - (1 - float(c.shuts[0, age])) * (1 - float(c.ends[0, step]))
        return [((2, 0), p), ((1, min(age + 1, c.ages - 1)), 1 - p)]
    p = float(c.again[0]) if age == c.again_after - 1 else 0.0
    return [((1, 0), p), ((2, min(age + 1, c.again_after - 1)), 1 - p)]
