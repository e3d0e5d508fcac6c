"""The traversals of a diagram compiled to machine code, for those who ask for it and have numba.

Results equal those of numpy up to rounding (1e-12 is tested). The first call compiles, for about two seconds.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from placet.extras import needed
from placet.votes.diagram import ADOPTED, Diagram

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LANES = 8
"""So many rows of chances go through the diagram at once."""


@functools.cache
def _machine() -> tuple[Any, Any]:
    """Return the compiled traversals: chance with all positions given, and the chance of many rows.

    Raises
    ------
    UsageError
        numba is not installed.
    """
    numba = needed("numba")
    import numpy as np

    def both_ways(children: Any, spans: Any, offsets: Any, row: Any, root: int) -> Any:
        """Up for the chance from each node, down for the chance of reaching it; returns the sums for each arc."""
        depth = spans.shape[0]
        by_arc = np.zeros(row.shape[0])
        value, reach = np.empty(len(children)), np.empty(len(children))
        value[0], value[1] = 0.0, 1.0
        for level in range(depth - 1, -1, -1):
            first, last = spans[level, 0], spans[level, 1]
            start, arcs = offsets[level], offsets[level + 1] - offsets[level]
            if arcs == 2:
                one, other = row[start], row[start + 1]
                for node in range(first, last):
                    value[node] = one * value[children[node, 0]] + other * value[children[node, 1]]
                    reach[node] = 0.0
                continue
            for node in range(first, last):
                found = 0.0
                for arc in range(arcs):
                    found += row[start + arc] * value[children[node, arc]]
                value[node] = found
                reach[node] = 0.0
        reach[root] = 1.0
        for level in range(depth):
            first, last = spans[level, 0], spans[level, 1]
            start, arcs = offsets[level], offsets[level + 1] - offsets[level]
            if arcs == 2:
                one, other = row[start], row[start + 1]
                with_one, with_other = 0.0, 0.0
                for node in range(first, last):
                    here, left, right = reach[node], children[node, 0], children[node, 1]
                    with_one += here * value[left]
                    with_other += here * value[right]
                    reach[left] += here * one
                    reach[right] += here * other
                by_arc[start], by_arc[start + 1] = with_one, with_other
                continue
            for node in range(first, last):
                here = reach[node]
                for arc in range(arcs):
                    child = children[node, arc]
                    by_arc[start + arc] += here * value[child]
                    reach[child] += here * row[start + arc]
        chance = value[root]
        for level in range(depth):
            around = chance
            for arc in range(offsets[level], offsets[level + 1]):
                around -= row[arc] * by_arc[arc]
            for arc in range(offsets[level], offsets[level + 1]):
                by_arc[arc] = min(1.0, max(0.0, by_arc[arc] + around))
        return chance, by_arc

    def many(children: Any, spans: Any, offsets: Any, rows: Any, root: int, value: Any, found: Any) -> None:
        depth = spans.shape[0]
        for lane in range(LANES):
            value[0, lane], value[1, lane] = 0.0, 1.0
        chances = np.zeros((rows.shape[1], LANES))
        for begin in range(0, rows.shape[0], LANES):
            count = min(LANES, rows.shape[0] - begin)
            for arc in range(rows.shape[1]):
                for lane in range(count):
                    chances[arc, lane] = rows[begin + lane, arc]
            for level in range(depth - 1, -1, -1):
                start, arcs = offsets[level], offsets[level + 1] - offsets[level]
                for node in range(spans[level, 0], spans[level, 1]):
                    child = children[node, 0]
                    for lane in range(LANES):
                        value[node, lane] = chances[start, lane] * value[child, lane]
                    for arc in range(1, arcs):
                        child = children[node, arc]
                        for lane in range(LANES):
                            value[node, lane] += chances[start + arc, lane] * value[child, lane]
            for lane in range(count):
                found[begin + lane] = value[root, lane]

    return numba.njit(both_ways), numba.njit(many)


@functools.lru_cache(maxsize=16)
def _table(compiled: Diagram) -> tuple[Any, Any, Any]:
    """Return children (nodes x arcs), the span of nodes of each level, and the first arc of each level."""
    import numpy as np

    widest = max((len(groups) for groups in compiled.arcs), default=1)
    children = np.zeros((compiled.size, widest), dtype=np.int32)
    spans = np.zeros((len(compiled.arcs), 2), dtype=np.int64)
    for node in range(ADOPTED + 1, compiled.size):
        below, level = compiled.children[node], compiled.levels[node]
        children[node, : len(below)] = below
        if not spans[level, 1]:
            spans[level, 0] = node
        spans[level, 1] = node + 1
    offsets = np.cumsum([0, *(len(groups) for groups in compiled.arcs)])
    return children, spans, offsets


def chance_and_arcs(compiled: Diagram, row: Floats) -> tuple[float, Floats]:
    """Return the chance of adoption, and the chance given each arc of each voter, in the order of the row.

    Raises
    ------
    UsageError
        numba is not installed.
    """
    both_ways, _ = _machine()
    chance, by_arc = both_ways(*_table(compiled), row, compiled.root)
    return float(chance), by_arc


def chances_of_rows(compiled: Diagram, rows: Floats) -> Floats:
    """Return the chance of adoption for many rows of chances (draws x arcs -> draws).

    Raises
    ------
    UsageError
        numba is not installed.
    """
    import numpy as np

    _, many = _machine()
    found = np.empty(len(rows))
    many(*_table(compiled), np.ascontiguousarray(rows), compiled.root, np.empty((compiled.size, LANES)), found)
    return found
