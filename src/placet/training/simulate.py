"""What becomes of a plan week by week, when arrivals and passing are left to chance: runs of the optimised plan.

A plan says how many soldiers are to start where and when; a simulation lets them start as far as they are there. Each
history of the gates has its own starts (those that a policy decides along it, or those of one plan that are possible in
it) and its exact chance; only what happens within the courses is drawn. Beds and instructors are those that the plan
has counted: nobody enters beyond it, and a start that finds too few soldiers is not made up for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from placet.errors import UsageError
from placet.extras import maybe, needed
from placet.training import lots
from placet.training.build import Whole
from placet.training.graph import Runs
from placet.training.linear import Floats
from placet.training.network import Network, checked
from placet.training.outcome import Found, Simulated, gathered
from placet.training.plan import weekly_entries
from placet.training.stage import Programme
from placet.training.starts import Noise, Starts, Ways, followed, starts, ways

CHUNK = 4096
"""Paths of a batch: what one thread does at a time."""
FEW = 20_000
"""From so many paths on the compiled engine is worth its start."""
LEAST = 32
"""Paths of a history at least, so that its variance is known."""
MOST_PATHS = 20_000_000
ENGINES = ("numpy", "numba", "lanes")


@dataclass(frozen=True, eq=False)
class History:
    """One history of the gates: its chance, and the soldiers who are to start in it (sites, courses, weeks)."""

    chance: float
    entries: Floats


def held(
    network: Network, entries: Floats, sites: Iterable[str], spans: Iterable[tuple[float, int | None, int | None]]
) -> list[History]:
    """Return a plan that is held to whatever the gates do: starts at sites behind a shut gate do not take place.

    Parameters
    ----------
    network
        The programme.
    entries
        Soldiers who are to start (sites, courses, weeks): `Plan.entries`, of whole runs too.
    sites
        The sites behind the gate.
    spans
        Histories: the chance of each, the week in which the gate opens, and that in which it shuts again for good;
        nothing: never.

    Raises
    ------
    UsageError
        There is no such site.
    """
    known, wanted = [site.id for site in network.sites], list(sites)
    for name in wanted:
        if name not in known:
            raise UsageError(f"sites: there is no site {name!r}; the sites are {', '.join(sorted(known))}")
    behind = np.isin(known, wanted)
    week = np.arange(network.weeks)
    found = []
    for chance, opens, shuts in spans:
        is_open = (week >= (math.inf if opens is None else opens)) & (week < (math.inf if shuts is None else shuts))
        found.append(History(chance, np.where(behind[:, None, None] & ~is_open, 0.0, entries)))
    return found


def followed_policy(programme: Programme, runs: Runs) -> list[History]:
    """Return what a policy decides along each of its histories, week by week; on a grid, evenly within a period."""
    return [
        History(float(chance), weekly_entries(programme.place, entries.T.ravel()))
        for chance, entries in zip(runs.chance, runs.entries, strict=True)
    ]


Over = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""Applies a function to pieces of work and returns the results in their order, like `map`."""


def simulate(
    network: Network,
    histories: Sequence[History],
    *,
    paths: int = 1000,
    seed: int = 1,
    noise: Noise | None = None,
    weeks: Sequence[int] | None = None,
    engine: str | None = None,
    threads: int = 2,
    over: Over | None = None,
    pieces: int = 1,
) -> Simulated:
    """Return what becomes of a plan or policy along histories of the gates.

    Parameters
    ----------
    network
        The programme.
    histories
        What is to start in each history, and its chance: from `held` or `followed_policy`.
    paths
        How many paths, all histories together: each gets its share, and at least 32.
    seed
        The seed. It alone decides the draws: neither threads nor pieces change them, and engines differ by rounding.
    noise
        What is left to chance; single soldiers only, if not given.
    weeks
        The weeks at whose end soldiers trained are told; every fourth and the last, if not given.
    engine
        `numpy`; `numba`, compiled, with the same figures; `lanes`, compiled, with figures of seven digits, faster by
        about two. The fastest there is for so many paths, if not given.
    threads
        How many threads work at a time (numba only).
    over, pieces
        Where the work is done and in how many pieces: other processes or machines.

    Raises
    ------
    UsageError
        The network contradicts itself; the chances are none, do not add up to 1 or no starts fit the network; the
        engine needs numba, which is not there.
    """
    checked(network)
    counts = allotted(checked_histories(network, histories), paths)
    first = np.concatenate([[0], np.cumsum(counts)])
    told = np.array(sorted({*range(4, network.weeks, 4), network.weeks} if weeks is None else set(weeks)), np.int64)
    if len(told) == 0 or told[0] < 1 or told[-1] > network.weeks:
        raise UsageError(f"weeks: they lie between 1 and {network.weeks}")
    engine = fitting(engine, int(first[-1]))
    one, plans = ways(network, noise or Noise()), [starts(network, history.entries) for history in histories]
    batches = np.array(
        [
            (first[h] + begin, min(CHUNK, counts[h] - begin), h)
            for h in range(len(plans))
            for begin in range(0, counts[h], CHUNK)
        ],
        np.int64,
    )
    work = partial(piece, one, plans, told, seed, engine, threads)
    parts = np.array_split(batches, max(1, min(pieces, len(batches))))
    found = list((over or map)(work, parts))
    chances = np.array([history.chance for history in histories], float)
    return gathered(network, one, plans, batches[:, 2], Found.of(found), told, chances, first, engine)


def checked_histories(network: Network, histories: Sequence[History]) -> Floats:
    """Return the chances of the histories, or raise UsageError."""
    chances = np.array([history.chance for history in histories], float)
    if len(chances) == 0 or not (chances >= 0).all() or abs(chances.sum() - 1) > 1e-6:
        raise UsageError("histories: their chances must be at least 0 and add up to 1")
    shape = (len(network.sites), len(network.courses), network.weeks)
    for number, history in enumerate(histories):
        if history.entries.shape != shape:
            raise UsageError(f"histories[{number}].entries: shaped {history.entries.shape}, not {shape} as the network")
        if not (np.isfinite(history.entries).all() and (history.entries >= 0).all()):
            raise UsageError(f"histories[{number}].entries: soldiers who start are at least 0")
    return chances


def allotted(chances: Floats, paths: int) -> Whole:
    """Return the paths of each history: by its chance, and at least 32."""
    if not 1 <= paths <= MOST_PATHS:
        raise UsageError(f"paths: {paths} is not between 1 and {MOST_PATHS:,}")
    return np.maximum(np.rint(chances * paths), LEAST).astype(np.int64)


def fitting(engine: str | None, paths: int) -> str:
    """Return the engine: the one asked for, or the fastest there is."""
    if engine is not None and engine not in ENGINES:
        raise UsageError(f"engine: {engine!r} is none of {', '.join(ENGINES)}")
    if engine == "numpy" or (engine is None and paths < FEW):
        return "numpy"
    if maybe("numba") is None and engine is None:
        return "numpy"
    needed("numba")
    return engine or "lanes"


def piece(
    one: Ways, plans: list[Starts], weeks: Whole, seed: int, engine: str, threads: int, batches: Whole
) -> tuple[Any, ...]:
    """Return what becomes of some batches, in their order: trained, eur, entered, passed, arrived, left."""
    begins = int(batches[0, 0])
    count = int(batches[:, 1].sum())
    keys = lots.path_keys(seed, begins, count)
    own = batches - np.array([begins, 0, 0])
    if engine != "numpy":
        from placet.training.simulate_jit import simulated

        return simulated(one, plans, keys, own, weeks, exact=engine == "numba", threads=threads)

    def batch(row: Whole) -> Any:
        return followed(one, plans[row[2]], keys[row[0] : row[0] + row[1]], weeks)

    # numpy lets other threads run within its longer steps.
    with ThreadPoolExecutor(max(1, threads)) as pool:
        found = list(pool.map(batch, own))
    most = max(plan.count for plan in plans)
    return (
        np.concatenate([part.trained for part in found], axis=1),
        np.concatenate([part.eur for part in found]),
        np.array([np.pad(part.entered, (0, most - len(part.entered))) for part in found]),
        np.array([np.pad(part.passed, (0, most - len(part.passed))) for part in found]),
        np.array([part.arrived for part in found]),
        np.array([part.left for part in found]),
    )
