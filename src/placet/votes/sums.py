"""One threshold over many members with weights, exactly: the chances of every sum of weights that still matters.

Where a rule is a single threshold ("70 % of the votes"), what is left to decide depends only on the sum so far. Members
stand in order of falling weight; before each of them only the sums matter that can still reach the threshold and have
not reached it yet. A sweep backwards gives the chance of adoption from each sum, a sweep forwards the chance of each
sum. The cost is the number of such sums over all members (`Lattice.cells`), not the number of coalitions: 190 members
with 4.4 million generated votes need 100 million.

Backward values are kept for every k-th member only and made again block by block, so that memory stays near twice the
square root of the members.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_CELLS = 150_000_000
"""So many sums are followed at most: some seconds for one chance."""


@dataclass(frozen=True)
class Lattice:
    """The sums that matter under one threshold.

    Attributes
    ----------
    order
        The places of the members by falling weight.
    weights
        Their weights in that order, divided by their common divisor.
    needed
        The threshold in the same unit.
    lows, highs
        For each member the smallest sum before it that can still reach the threshold, and the end (exclusive) of
        those that have not reached it.
    """

    order: tuple[int, ...]
    weights: tuple[int, ...]
    needed: int
    lows: tuple[int, ...]
    highs: tuple[int, ...]

    @property
    def cells(self) -> int:
        """The number of sums that matter, over all members."""
        return sum(max(0, high - low) for low, high in zip(self.lows, self.highs, strict=True))


@dataclass(frozen=True)
class ThresholdChances:
    """The chance that the threshold is reached, and the chance with a member counted in, and out, in its own order."""

    chance: float
    counted: tuple[float, ...]
    left_out: tuple[float, ...]


def lattice(weights: Sequence[int], needed: int) -> Lattice:
    """Return the sums that matter when `weights` have to reach `needed`."""
    unit = math.gcd(*weights) or 1
    goal = -(-needed // unit)
    order = sorted(range(len(weights)), key=lambda place: (-weights[place], place))
    falling = [weights[place] // unit for place in order]
    before, rest = 0, sum(falling)
    lows, highs = [], []
    for weight in [*falling, 0]:
        lows.append(max(0, goal - rest))
        highs.append(min(before + 1, goal))
        before += weight
        rest -= weight
    return Lattice(tuple(order), tuple(falling), goal, tuple(lows), tuple(highs))


def threshold_chances(sums: Lattice, chances: Sequence[float]) -> ThresholdChances:
    """Return the chance of reaching the threshold, members being independent, and given each member in or out.

    Parameters
    ----------
    chances
        For each member, in its own order, the chance (0 to 1) that its weight counts.
    """
    import numpy as np

    depth = len(sums.weights)
    falling = [chances[place] for place in sums.order]
    step = max(1, math.isqrt(depth))
    kept = _kept_values(sums, falling, step)
    reach = np.zeros(max(0, sums.highs[0] - sums.lows[0]))
    reached = float(sums.needed <= 0)
    if len(reach):
        reach[0] = 1.0
    counted, left_out = [0.0] * depth, [0.0] * depth
    for start in range(0, depth, step):
        last = min(start + step, depth)
        values = _block(sums, falling, kept[last], start, last)
        for level in range(start, last):
            after = values[level + 1 - start]
            come = _read(sums, level, after, shift=sums.weights[level])
            stay = _read(sums, level, after, shift=0)
            counted[sums.order[level]] = min(1.0, reached + float(reach @ come))
            left_out[sums.order[level]] = min(1.0, reached + float(reach @ stay))
            reach, gained = _onward(sums, level, reach, falling[level])
            reached += gained
    first = counted[sums.order[0]] * falling[0] + left_out[sums.order[0]] * (1 - falling[0])
    return ThresholdChances(min(1.0, first), tuple(counted), tuple(left_out))


def _kept_values(sums: Lattice, falling: Sequence[float], step: int) -> dict[int, Floats]:
    """Return the chances of success from each sum, before every `step`-th member and after the last."""
    import numpy as np

    depth = len(sums.weights)
    values = np.zeros(max(0, sums.highs[depth] - sums.lows[depth]))
    kept = {depth: values}
    for level in range(depth - 1, 0, -1):
        values = _back(sums, level, values, falling[level])
        if level % step == 0:
            kept[level] = values
    return kept


def _block(sums: Lattice, falling: Sequence[float], values: Floats, start: int, last: int) -> list[Floats]:
    block = [values]
    for level in range(last - 1, start, -1):
        block.append(_back(sums, level, block[-1], falling[level]))
    block.append(block[-1])  # the place of `start` itself, which nobody reads
    return block[::-1]


def _back(sums: Lattice, level: int, after: Floats, chance: float) -> Floats:
    value = _read(sums, level, after, shift=sums.weights[level])
    value *= chance
    value += (1 - chance) * _read(sums, level, after, shift=0)
    return value


def _read(sums: Lattice, level: int, after: Floats, *, shift: int) -> Floats:
    """Return the values after a member, for the sums before it that matter, when they grow by `shift`."""
    import numpy as np

    low, high = sums.lows[level] + shift, sums.highs[level] + shift
    low_after = sums.lows[level + 1]
    found = np.zeros(max(0, high - low))
    if high > sums.needed:
        found[max(0, sums.needed - low) :] = 1.0
    first, last = max(low, low_after), min(high, low_after + len(after))
    if last > first:
        found[first - low : last - low] = after[first - low_after : last - low_after]
    return found


def _onward(sums: Lattice, level: int, reach: Floats, chance: float) -> tuple[Floats, float]:
    """Return the chances of the sums after a member, and how much reaches the threshold by it."""
    import numpy as np

    low, weight = sums.lows[level], sums.weights[level]
    low_after, high_after = sums.lows[level + 1], sums.highs[level + 1]
    onward = np.zeros(max(0, high_after - low_after))
    for shift, share in ((0, 1 - chance), (weight, chance)):
        first, last = max(low + shift, low_after), min(low + shift + len(reach), high_after)
        if last > first:
            onward[first - low_after : last - low_after] += share * reach[first - low - shift : last - low - shift]
    return onward, chance * float(reach[max(0, sums.needed - low - weight) :].sum())
