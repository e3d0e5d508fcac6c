"""The same article twice: word for word, or nearly so.

Method: a text is its words in lower case, without signs. Two texts are the same when these are; one is a copy of the
other when at least four fifths of the five-word shingles of the shorter stand in the longer. Candidates are found by
min-hashing (Broder 1997): 32 bands of 3 of 96 hashes, which miss a pair that shares half of all its shingles in one
case of seventy, and are then compared shingle by shingle.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

WORDS = 5
LEAST_WORDS = 50
LEAST_SHARE = 0.8
BANDS, ROWS = 32, 3
MOST_COMPARED = 20
PRIME = np.uint64((1 << 31) - 1)
_FACTORS = np.random.Generator(np.random.Philox(20221017)).integers(
    1, (1 << 31) - 1, (2, BANDS * ROWS), dtype=np.uint64
)


class Copy(NamedTuple):
    """The source of which a text is a copy, and how."""

    of: str
    how: Literal["same", "near"]
    share: float


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without signs."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def words_sha256(text: str) -> str:
    """Return the hash of a text's words: equal for texts that differ in signs, spaces and capitals only."""
    return hashlib.sha256(" ".join(words_of(text)).encode()).hexdigest()


@lru_cache(maxsize=64)
def shingles(text: str) -> frozenset[int]:
    """Return the hashes of every five words in a row, as numbers below 2^31 - 1; none for a text under 50 words."""
    words = words_of(text)
    if len(words) < LEAST_WORDS:
        return frozenset()
    runs = (" ".join(words[at : at + WORDS]).encode() for at in range(len(words) - WORDS + 1))
    return frozenset(int.from_bytes(hashlib.blake2b(run, digest_size=4).digest(), "big") % int(PRIME) for run in runs)


def bands(of: frozenset[int]) -> list[bytes]:
    """Return the 32 keys under which a text is kept; two texts that share one may be copies."""
    hashed: npt.NDArray[np.uint64] = np.fromiter(of, dtype=np.uint64, count=len(of))
    # 31-bit factors and hashes: the product stays within 64 bits.
    least = ((_FACTORS[0][:, None] * hashed + _FACTORS[1][:, None]) % PRIME).min(axis=1).astype(np.uint32)
    rows = least.reshape(BANDS, ROWS)
    return [bytes([number]) + row.tobytes() for number, row in enumerate(rows)]


@dataclass
class Known:
    """The texts that are there already, by name; `copy_in` asks, `add` puts one in."""

    by_words: dict[str, str] = field(default_factory=dict)
    by_band: defaultdict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, text: str, *, copy: bool = False) -> None:
        """Keep a text under a name; the first of equals stays the original, and further copies are not asked."""
        first = self.by_words.setdefault(words_sha256(text), name)
        of = shingles(text)
        if of and first == name and not copy:
            self.texts[name] = text
            for band in bands(of):
                self.by_band[band].append(name)

    def copy_in(self, text: str) -> Copy | None:
        """Return of which known text this one is a copy, or nothing."""
        same = self.by_words.get(words_sha256(text))
        if same:
            return Copy(same, "same", 1.0)
        mine = shingles(text)
        if not mine:
            return None
        near = Counter(name for band in bands(mine) for name in self.by_band.get(band, ()))
        likely = [name for name, _ in near.most_common(MOST_COMPARED)]
        best = max(((shared(mine, shingles(self.texts[name])), name) for name in likely), default=(0.0, ""))
        return Copy(best[1], "near", best[0]) if best[0] >= LEAST_SHARE else None


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """Return which share of the smaller set stands in the larger."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
