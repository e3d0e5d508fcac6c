"""Random numbers by counter: the draw of a path in a week at a place is a function of these four and the seed alone.

Nothing is drawn "next", so the order of work, the number of threads and the engine change no draw. Only whole numbers
of 32 bits are computed, and a normal figure is the sum of a draw's four bytes: every engine gets the same, to the bit.
The mixing is the last step of MurmurHash3 (Appleby 2011, public domain).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]

FIRST, SECOND = 0x85EBCA6B, 0xC2B2AE35
PATHS, PLACES, WEEKS, KINDS = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F
PASSES, MISSED, ARRIVALS = 1, 2, 3
"""What is drawn: who passes, whether a start is missed, how many arrive."""

MIDDLE = 510.0
"""The mean of the sum of four bytes."""
SCALE = 1.0 / float(np.sqrt(4 * (65536 - 1) / 12))
"""One over its standard deviation."""


def mixed(words: Words) -> Words:
    """Return words in which every bit hangs on every bit of the given ones; no two become equal."""
    words = words ^ (words >> np.uint32(16))
    words = words * np.uint32(FIRST)
    words = words ^ (words >> np.uint32(13))
    words = words * np.uint32(SECOND)
    return words ^ (words >> np.uint32(16))


def path_keys(seed: int, first: int, count: int) -> Words:
    """Return the keys of some paths, one after the other."""
    numbers = (np.arange(first, first + count, dtype=np.uint64) & 0xFFFFFFFF).astype(np.uint32)
    own = mixed(np.array([seed & 0xFFFFFFFF], np.uint32))
    return mixed(numbers * np.uint32(PATHS) ^ own)


def place_keys(kind: int, weeks: NDArray[np.int64], places: NDArray[np.int64]) -> Words:
    """Return the keys of what is drawn in some weeks at some places."""
    week, place = weeks.astype(np.uint32), places.astype(np.uint32)
    start = np.array([kind * KINDS & 0xFFFFFFFF], np.uint32)
    return mixed(mixed(place * np.uint32(PLACES) + start) + week * np.uint32(WEEKS))


def drawn(paths: Words, place: np.uint32) -> Words:
    """Return the draws of some paths at one place, evenly spread over all words."""
    return mixed(paths ^ place)


def normal(words: Words) -> NDArray[np.float64]:
    """Return draws as standard normal figures, within 3.5: the sum of four bytes, less its mean, over its deviation."""
    total = (words & 255) + (words >> np.uint32(8) & 255) + (words >> np.uint32(16) & 255) + (words >> np.uint32(24))
    return np.asarray((total.astype(np.float64) - MIDDLE) * SCALE)


def below(share: float) -> np.uint32:
    """Return the word below which a draw lies with this chance (but for 1: all but one in four billion)."""
    return np.uint32(min(round(share * 2**32), 2**32 - 1))
