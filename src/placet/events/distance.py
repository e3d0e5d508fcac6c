"""The distance band of each event to the front line of its day.

Only bands are told apart, never distances: once a line is nearer than a band's lower edge, nothing further is looked
at. Segments stand in blocks of 16 with a box around each; a block is looked at only when its box is nearer than what
would change the band. The same bands come out of the numba and the numpy way.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from placet.extras import maybe

if TYPE_CHECKING:
    from placet.events.lines import Lines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bands = NDArray[np.int8]

EDGES_KM = (10.0, 30.0, 100.0)
BANDS = ("0-10 km", "10-30 km", "30-100 km", "over 100 km", "unknown")
"""A distance on an edge belongs to the nearer band."""
UNKNOWN = 4
BLOCK, WIDE = 16, 8
THREADS = min(8, os.cpu_count() or 1)
LEAST_POINTS = 5_000
LEAST_WIDE = 32_000
"""From so many lines on, their places do not fit into 16 bits, which sort much faster."""
EDGES_SQUARED = np.array([(1000.0 * edge) ** 2 for edge in EDGES_KM])


@dataclass(frozen=True, eq=False)
class Blocks:
    """Segments in blocks of 16, and blocks in wide blocks of 8, none across two lines.

    Parameters
    ----------
    boxes, wide
        The box around each block or wide block: least x and y, greatest x and y, shape (blocks, 4).
    block_starts, wide_starts, line_starts
        Where each block begins among the segments, each wide block among the blocks, each line among the wide blocks;
        one more entry than there are of them.
    """

    boxes: Floats
    block_starts: Ints
    wide: Floats
    wide_starts: Ints
    line_starts: Ints


def blocks_of(segments: Floats, starts: Ints) -> Blocks:
    """Return the blocks of lines that begin at `starts` among the segments."""
    block_starts, line_blocks = cut(starts, BLOCK)
    wide_starts, line_starts = cut(line_blocks, WIDE)
    boxes = box_around(segments, block_starts[:-1])
    wide = box_around(boxes, wide_starts[:-1])
    return Blocks(boxes, block_starts, wide, wide_starts, line_starts)


def cut(starts: Ints, size: int) -> tuple[Ints, Ints]:
    """Return where runs of at most `size` begin, none across two spans, and where each span's runs begin."""
    counts = -(-np.diff(starts) // size)
    first = np.concatenate([[0], np.cumsum(counts)])
    span = np.repeat(np.arange(len(counts)), counts)
    return np.append(starts[span] + (np.arange(len(span)) - first[span]) * size, starts[-1]), first


def box_around(segments: Floats, starts: Ints) -> Floats:
    """Return the box around each run of segments, shape (runs, 4)."""
    if not len(starts):
        return np.empty((0, 4))
    low = np.minimum(segments[:, :2], segments[:, 2:])
    high = np.maximum(segments[:, :2], segments[:, 2:])
    return np.hstack([np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)])


def bands(points: Floats, line: Ints, lines: Lines, *, with_numba: bool = True) -> Bands:
    """Return the band of each point to its line, as a place in `BANDS`.

    Parameters
    ----------
    points
        Metres, shape (points, 2).
    line
        The place of each point's line in `lines.days`, -1 for none: its band is unknown. Shape (points,).
    lines
        The lines.
    with_numba
        Whether the compiled way is taken when numba is installed.
    """
    if with_numba and maybe("numba") is not None:
        blocks = lines.blocks
        found = np.empty(len(points), dtype=np.int8)
        # the points of one line one after the other: its segments stay in the processor's cache
        order = np.argsort(line.astype(np.int16) if len(lines.days) < LEAST_WIDE else line, kind="stable")
        points, line = points[order], np.ascontiguousarray(line[order], dtype=np.int64)
        loop = compiled()

        def run(start: int, stop: int) -> None:
            loop(
                points[start:stop],
                line[start:stop],
                lines.segments,
                blocks.boxes,
                blocks.block_starts,
                blocks.wide,
                blocks.wide_starts,
                blocks.line_starts,
                EDGES_SQUARED,
                found[start:stop],
            )

        edges = np.linspace(0, len(points), min(THREADS, 1 + len(points) // LEAST_POINTS) + 1).astype(int)
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(run, edges[:-1].tolist(), edges[1:].tolist()))
        unsorted = np.empty_like(found)
        unsorted[order] = found
        return unsorted
    found = np.full(len(points), UNKNOWN, dtype=np.int8)
    for each in np.unique(line[line >= 0]):
        here = line == each
        found[here] = bands_by_numpy(points[here], lines.segments[lines.starts[each] : lines.starts[each + 1]])
    return found


def bands_by_numpy(points: Floats, segments: Floats) -> Bands:
    """Return the band of each point by looking at every segment."""
    found = np.empty(len(points), dtype=np.int8)
    start, step = segments[:, :2], segments[:, 2:] - segments[:, :2]
    length = np.maximum((step**2).sum(axis=1), 1e-300)
    size = max(1, 4_000_000 // len(segments))
    for first in range(0, len(points), size):
        away = points[first : first + size, None, :] - start
        share = np.clip((away * step).sum(axis=2) / length, 0.0, 1.0)
        squared = ((away - share[..., None] * step) ** 2).sum(axis=2).min(axis=1)
        found[first : first + size] = np.searchsorted(EDGES_SQUARED, squared, side="left")
    return found


@cache
def compiled() -> Callable[..., Any]:
    """Return the compiled loop over points."""
    import numba  # type: ignore[import-untyped, unused-ignore]

    @numba.njit(cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
    def loop(points, line, segments, boxes, block_starts, wide, wide_starts, line_starts, edges, found):  # type: ignore[no-untyped-def]
        for i in range(len(points)):
            if line[i] < 0:
                found[i] = 4
                continue
            x, y = points[i, 0], points[i, 1]
            band = 3
            limit = edges[2]
            first, after = line_starts[line[i]], line_starts[line[i] + 1]
            nearest, start = np.inf, first
            for w in range(first, after):
                dx = max(wide[w, 0] - x, 0.0, x - wide[w, 2])
                dy = max(wide[w, 1] - y, 0.0, y - wide[w, 3])
                if dx * dx + dy * dy < nearest:
                    nearest, start = dx * dx + dy * dy, w
            for turn in range(first, after):
                w = start if turn == first else (turn if turn > start else turn - 1)
                dx = max(wide[w, 0] - x, 0.0, x - wide[w, 2])
                dy = max(wide[w, 1] - y, 0.0, y - wide[w, 3])
                if dx * dx + dy * dy > limit:
                    continue
                for b in range(wide_starts[w], wide_starts[w + 1]):
                    dx = max(boxes[b, 0] - x, 0.0, x - boxes[b, 2])
                    dy = max(boxes[b, 1] - y, 0.0, y - boxes[b, 3])
                    if dx * dx + dy * dy > limit:
                        continue
                    for s in range(block_starts[b], block_starts[b + 1]):
                        ax, ay = segments[s, 0], segments[s, 1]
                        ux, uy = segments[s, 2] - ax, segments[s, 3] - ay
                        length = ux * ux + uy * uy
                        share = 0.0
                        if length > 0.0:
                            share = min(1.0, max(0.0, ((x - ax) * ux + (y - ay) * uy) / length))
                        rx, ry = x - ax - share * ux, y - ay - share * uy
                        squared = rx * rx + ry * ry
                        while band > 0 and squared <= edges[band - 1]:
                            band -= 1
                        if band == 0:
                            break
                        limit = edges[band - 1]
                    if band == 0:
                        break
                if band == 0:
                    break
            found[i] = band

    return loop  # type: ignore[no-any-return, unused-ignore]
