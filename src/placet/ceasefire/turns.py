"""Change points: the days on which the level of a series turned.

The sum of squared deviations within segments plus a penalty for each further segment is made least, exactly, by the
pruned search of R. Killick, P. Fearnhead and I. A. Eckley, J. Am. Stat. Assoc. 107 (2012), in numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from placet.ceasefire.counts import Daily


@dataclass(frozen=True)
class Turn:
    """A day on which the level turned.

    Parameters
    ----------
    day
        The first day of the new level.
    before_per_day, after_per_day
        The typical daily count of the segments on both sides: exp(mean of log(1 + count)) - 1.
    """

    day: date
    before_per_day: float
    after_per_day: float


def change_points(levels: ArrayLike, penalty: float, least_length: int = 7) -> tuple[int, ...]:
    """Return the places at which the best segments start, without the first.

    Parameters
    ----------
    levels
        The numbers, shape (n,), without gaps.
    penalty
        The cost of a further segment, in squared units of the levels.
    least_length
        No segment is shorter.
    """
    x = np.asarray(levels, dtype=np.float64)
    n = len(x)
    if n < 2 * least_length:
        return ()
    sums = np.concatenate(([0.0], np.cumsum(x)))
    squares = np.concatenate(([0.0], np.cumsum(x * x)))
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    came_from = np.zeros(n + 1, dtype=np.int64)
    starts = np.array([0])
    waiting: dict[int, np.ndarray] = {}
    for end in range(least_length, n + 1):
        fresh = end - least_length
        if fresh >= least_length:
            starts = np.append(starts, fresh)
        length = end - starts
        total = sums[end] - sums[starts]
        costs = best[starts] + (squares[end] - squares[starts] - total * total / length) + penalty
        place = int(np.argmin(costs))
        best[end], came_from[end] = costs[place], starts[place]
        # A start that is dearer than the best by the penalty can never win again, but only once a segment from `end`
        # is long enough to take its place: so it is struck out `least_length` steps later.
        waiting[end + least_length] = starts[costs - penalty > best[end]]
        dead = waiting.pop(end, None)
        if dead is not None and len(dead):
            starts = starts[~np.isin(starts, dead)]
    places = []
    end = n
    while end > 0:
        end = int(came_from[end])
        places.append(end)
    return tuple(reversed(places[:-1]))


def turns(series: Daily, as_of: date, penalty: float = 3.0, least_days: int = 7) -> tuple[Turn, ...]:
    """Return the days up to `as_of` on which the level of the log of the counts turned.

    Unobserved days are left out and not filled: a segment counts `least_days` observed days. This looks back; truces of
    a few days are below its resolution.
    """
    known = series.between(series.first, min(series.until, as_of + timedelta(days=1)))
    seen = np.flatnonzero(known.observed)
    logs = np.log1p(known.counts[seen])
    places = change_points(logs, penalty, least_days)
    edges = [0, *places, len(logs)]
    levels = [float(np.expm1(logs[a:b].mean())) for a, b in pairwise(edges) if b > a]
    return tuple(
        Turn(known.first + timedelta(days=int(seen[place])), before, after)
        for place, before, after in zip(places, levels, levels[1:], strict=False)
    )
