"""Draws of uncertain figures: Latin hypercube samples of 90 % intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist

import numpy as np

from placet.errors import UsageError
from placet.training.linear import Floats
from placet.units import Range

STANDARD = NormalDist()
WIDTH = STANDARD.inv_cdf(0.95)
"""How many standard deviations the end of a 90 % interval lies from its middle: 1.645."""


def draws(
    ranges: Mapping[str, Range], n: int, seed: int, *, most: Mapping[str, float] | None = None
) -> dict[str, Floats]:
    """Return `n` joint draws of uncertain figures, independent of each other.

    A 90 % interval is read as a normal distribution with its 5 % and 95 % points at the ends, cut off at 0 (no figure
    of a programme is negative) and, where `most` says so, above. An interval whose middle is not in the middle is read
    as two half normals that meet there. Each figure takes one draw in each n-th part of its distribution (Latin
    hypercube: McKay, Beckman and Conover, Technometrics 21 (1979) 239), so few draws suffice.

    Parameters
    ----------
    ranges
        The figures, by name. The draws of a name depend on `seed` and the name only, so that another figure more or
        less leaves them alone.
    n
        How many draws.
    seed
        The seed.
    most
        The upper end of a figure's domain, by name: 1 for a share.

    Raises
    ------
    UsageError
        `n` is less than 1, or an interval runs backwards.
    """
    if n < 1:
        raise UsageError(f"n: {n} draws; at least 1 is needed")
    return {name: draw(name, span, n, seed, (most or {}).get(name, math.inf)) for name, span in ranges.items()}


def draw(name: str, span: Range, n: int, seed: int, most: float) -> Floats:
    """Return the draws of one figure."""
    if not span.low <= span.mid <= span.high:
        raise UsageError(f"{name}: the interval {span.low:g} to {span.high:g} runs backwards")
    if span.is_point:
        return np.full(n, span.mid)
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *name.encode()])))
    levels = (random.permutation(n) + random.random(n)) / n
    standard = np.array([STANDARD.inv_cdf(min(max(level, 1e-12), 1 - 1e-12)) for level in levels])
    below, above = (span.mid - span.low) / WIDTH, (span.high - span.mid) / WIDTH
    drawn = span.mid + standard * np.where(standard < 0, below, above)
    return np.clip(drawn, 0.0, most)
