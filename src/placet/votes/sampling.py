"""Simulated votes: the fallback where neither a diagram nor sums of weights can be followed.

Votes are drawn in slices, so memory does not grow with the draws. Each drawn vote answers for all members at once: it
is counted again with the member in each of its positions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from placet.votes.formula import AllOf, AnyOf, Formula, Not, Threshold, thresholds
from placet.votes.position import Position

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Truth = NDArray[np.bool_]

SLICE = 4096


@dataclass(frozen=True)
class Sample:
    """What simulated votes give: the share adopted, and the share adopted with each member in each position."""

    adopted: float
    given: tuple[Mapping[Position, float], ...]
    draws: int


@dataclass(frozen=True)
class PivotSample:
    """How often each member was decisive, of so many draws, and the share of draws adopted."""

    adopted: float
    decisive: tuple[float, ...]
    draws: int


def standard_error(share: float, draws: int) -> float:
    """Return the standard error of a share of so many draws; where all draws agree, that of half a draw against."""
    inner = min(max(share, 0.5 / draws), 1 - 0.5 / draws)
    return math.sqrt(inner * (1 - inner) / draws)


def sampled_votes(
    formula: Formula, chances: Sequence[Mapping[Position, float]], *, draws: int, seed: int, given: bool = True
) -> Sample:
    """Simulate votes under a settled formula, each member taking its positions with its own chances.

    `given` also counts each vote again with each member in each of its positions.
    """
    import numpy as np

    leaves = tuple(leaf for leaf, _ in thresholds(formula))
    positions = tuple(dict.fromkeys(position for spread in chances for position in spread))
    limits = np.cumsum([[spread.get(p, 0.0) for p in positions] for spread in chances], axis=1)[:, :-1]
    gains = [_gains(leaf, positions) for leaf in leaves]
    rng = np.random.default_rng(seed)
    adopted, carried = 0, np.zeros((len(chances), len(positions)), dtype=np.int64)
    for count in _slices(draws):
        u = rng.random((count, len(chances)))
        taken = np.zeros(u.shape, dtype=np.intp)
        for column in range(limits.shape[1]):
            taken += u > limits[:, column]
        own = [gain[np.arange(len(chances)), taken] for gain in gains]
        sums = [held.sum(axis=1) for held in own]
        adopted += int(_holds(formula, dict(zip(leaves, sums, strict=True))).sum())
        if given:
            for place in range(len(chances)):
                others = [have - held[:, place] for have, held in zip(sums, own, strict=True)]
                for column in range(len(positions)):
                    moved = [rest + gain[place, column] for rest, gain in zip(others, gains, strict=True)]
                    carried[place, column] += int(_holds(formula, dict(zip(leaves, moved, strict=True))).sum())
    shares = carried / draws
    return Sample(
        adopted / draws,
        tuple(dict(zip(positions, map(float, row), strict=True)) for row in shares) if given else (),
        draws,
    )


def sampled_pivots(formula: Formula, members: int, *, shares: bool, draws: int, seed: int) -> PivotSample:
    """Simulate coalitions and count in how many of them each member is decisive.

    With `shares` each coalition has its own chance of a yes, spread evenly over 0 to 1: the mean is then the
    Shapley-Shubik index (Owen 1972, the integral of the multilinear extension). Without, it is one half: the
    Penrose-Banzhaf measure.
    """
    import numpy as np

    leaves = tuple(leaf for leaf, _ in thresholds(formula))
    gains = [_gains(leaf, ("no", "yes")) for leaf in leaves]
    rng = np.random.default_rng(seed)
    adopted, decisive, done = 0, np.zeros(members, dtype=np.int64), 0
    for count in _slices(draws):
        chance = (np.arange(done, done + count) + rng.random(count)) / draws if shares else np.full(count, 0.5)
        done += count
        yes = rng.random((count, members)) < chance[:, None]
        sums = [gain[:, 0].sum() + yes @ (gain[:, 1] - gain[:, 0]) for gain in gains]
        adopted += int(_holds(formula, dict(zip(leaves, sums, strict=True))).sum())
        for place in range(members):
            says = yes[:, place]
            without = [have - (gain[place, 1] - gain[place, 0]) * says for have, gain in zip(sums, gains, strict=True)]
            together = [have + gain[place, 1] - gain[place, 0] for have, gain in zip(without, gains, strict=True)]
            fails = _holds(formula, dict(zip(leaves, without, strict=True)))
            carries = _holds(formula, dict(zip(leaves, together, strict=True)))
            decisive[place] += int(carries.sum()) - int(fails.sum())
    return PivotSample(adopted / draws, tuple(map(float, decisive / draws)), draws)


def _slices(draws: int) -> Iterator[int]:
    for start in range(0, draws, SLICE):
        yield min(SLICE, draws - start)


def _gains(leaf: Threshold, positions: Sequence[Position]) -> Whole:
    """Return what each member adds to a threshold in each position (members x positions)."""
    import numpy as np

    return np.array([[leaf.gain(place, p) for p in positions] for place in range(len(leaf.weights))], dtype=np.int64)


def _holds(formula: Formula, sums: Mapping[Threshold, Whole]) -> Truth:
    """Return for each simulated vote whether a settled formula holds, from the sums under each threshold."""
    import numpy as np

    match formula:
        case Threshold():
            holds: Truth = sums[formula] >= formula.goal
        case AllOf(parts):
            holds = np.logical_and.reduce([_holds(part, sums) for part in parts])
        case AnyOf(parts):
            holds = np.logical_or.reduce([_holds(part, sums) for part in parts])
        case Not(part):
            holds = ~_holds(part, sums)
        case _:
            raise TypeError("settle the formula for the members that take part first")
    return holds
