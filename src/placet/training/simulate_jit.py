"""The compiled engine of the simulation: lanes of paths side by side, on all threads. It needs numba.

The same source serves two precisions, by the type of its figures: in float64 it computes what `starts.followed` does,
operation by operation, so that both give the same figures to the bit; in float32 the draws are the same and the figures
are rounded to seven digits. Blocks of 128 lanes fit into the nearest cache.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import get_num_threads, njit, prange, set_num_threads

from placet.training import lots
from placet.training.build import Whole
from placet.training.starts import Starts, Ways

LANES = 128
FIRST, SECOND = np.uint32(lots.FIRST), np.uint32(lots.SECOND)
S13, S16, S8, S24, BYTE = np.uint32(13), np.uint32(16), np.uint32(8), np.uint32(24), np.uint32(255)


@njit(inline="always")
def mixed(x: Any) -> Any:
    """Return a mixed word; every step is cast back, since numba widens products of 32 bits to 64."""
    x = np.uint32(x ^ np.uint32(x >> S16))
    x = np.uint32(x * FIRST)
    x = np.uint32(x ^ np.uint32(x >> S13))
    x = np.uint32(x * SECOND)
    return np.uint32(x ^ np.uint32(x >> S16))


@njit(inline="always")
def bytes_of(x: Any) -> Any:
    """Return the sum of the four bytes of a word."""
    return np.int32(np.uint32(x & BYTE) + np.uint32(x >> S8 & BYTE) + np.uint32(x >> S16 & BYTE) + np.uint32(x >> S24))


@njit(fastmath={"reassoc", "nsz"})
def total(x: Any) -> Any:
    """Return a sum, in any order."""
    found = x[0]
    for lane in range(1, len(x)):
        found += x[lane]
    return found


@njit(parallel=True, cache=True)
def followed(
    batches: Any, starts: Any, figures: Any, keys: Any, ways: Any, shares: Any, arrivals: Any, arrival_keys: Any,
    weeks: Any, missed: Any, trained: Any, eur: Any, entered: Any, passed: Any, arrived: Any, left: Any,
) -> None:  # fmt: skip
    """Follow batches of paths through their starts; see `starts.followed`, whose steps these are.

    Parameters
    ----------
    batches
        First path (as a place of the result), paths, first start of each batch, and its row of weeks in `starts`.
    starts, figures, keys
        Of all histories, one after the other: course of each start; planned soldiers, EUR, mean, chance and deviation
        of passing, the most of its normal part; the keys of its draws.
    ways, shares
        The ways through the courses, as in `Ways`.
    """
    course, week_of = starts
    planned, price, mean, variance, spread, most, counted = figures
    path_keys, pass_keys, missed_keys = keys
    into, into_from, onto, onto_from, root, lasts, stocks = ways
    onto_share, root_share, constants = shares
    mean_arrivals, arrival_sd = arrivals
    zero, middle, scale = constants
    longest = lasts.max()
    for b in prange(len(batches)):
        begins, count, start_0, row = batches[b]
        stock = np.empty((stocks, LANES), planned.dtype)
        coming = np.empty((longest + 1, stocks, LANES), planned.dtype)
        ends = np.empty((longest, LANES), planned.dtype)
        enter, passing, done, cost, came = (
            np.empty(LANES, planned.dtype),
            np.empty(LANES, planned.dtype),
            np.empty(LANES, planned.dtype),
            np.empty(LANES, planned.dtype),
            np.empty(LANES, planned.dtype),
        )
        z = np.empty(LANES, planned.dtype)
        own = np.zeros(LANES, np.uint32)
        for block in range(0, count, LANES):
            lanes = min(LANES, count - block)
            own[:lanes] = path_keys[begins + block : begins + block + lanes]
            stock[:], coming[:], ends[:], done[:], cost[:] = zero, zero, zero, zero, zero
            moment = 0
            for week in range(len(mean_arrivals)):
                a, sd, key = mean_arrivals[week], arrival_sd[week], arrival_keys[week]
                for lane in range(LANES):
                    z[lane] = bytes_of(mixed(np.uint32(own[lane] ^ key)))
                    part = sd * ((z[lane] - middle) * scale)
                    part = part if part > -a else -a
                    came[lane] = a + (part if part < a else a)
                arrived[b] += total(came[:lanes])
                for n in range(len(root)):
                    share = root_share[n]
                    at = stock[root[n]]
                    for lane in range(LANES):
                        at[lane] += came[lane] * share
                arrives = coming[week % (longest + 1)]
                for n in range(stocks):
                    at, more = stock[n], arrives[n]
                    for lane in range(LANES):
                        at[lane] += more[lane]
                        more[lane] = zero
                for number in range(week_of[row, week], week_of[row, week + 1]):
                    start = start_0 + number
                    c = course[start]
                    wanted = planned[start]
                    if missed:
                        key = missed_keys[start]
                        for lane in range(LANES):
                            enter[lane] = zero if mixed(np.uint32(own[lane] ^ key)) < missed else wanted
                    else:
                        for lane in range(LANES):
                            enter[lane] = wanted
                    for n in range(into_from[c], into_from[c + 1]):
                        at = stock[into[n]]
                        for lane in range(LANES):
                            enter[lane] = enter[lane] if enter[lane] < at[lane] else at[lane]
                    for n in range(into_from[c], into_from[c + 1]):
                        at = stock[into[n]]
                        for lane in range(LANES):
                            at[lane] -= enter[lane]
                    p, pq, s, m, key = mean[start], variance[start], spread[start], most[start], pass_keys[start]
                    for lane in range(LANES):
                        z[lane] = bytes_of(mixed(np.uint32(own[lane] ^ key)))
                    for lane in range(LANES):
                        e = enter[lane]
                        beyond = e * s
                        part = np.sqrt(e * pq + beyond * beyond) * ((z[lane] - middle) * scale)
                        limit = e * m
                        part = part if part > -limit else -limit
                        passing[lane] = e * p + (part if part < limit else limit)
                    each = price[start]
                    for lane in range(LANES):
                        cost[lane] += enter[lane] * each
                    if week + lasts[c] <= len(mean_arrivals):
                        counts, at = counted[start], ends[(week + lasts[c] - 1) % longest]
                        for lane in range(LANES):
                            at[lane] += passing[lane] * counts
                    for n in range(onto_from[c], onto_from[c + 1]):
                        share, at = onto_share[n], coming[(week + lasts[c]) % (longest + 1), onto[n]]
                        for lane in range(LANES):
                            at[lane] += passing[lane] * share
                    entered[b, number] += total(enter[:lanes])
                    passed[b, number] += total(passing[:lanes])
                over = ends[week % longest]
                for lane in range(LANES):
                    done[lane] += over[lane]
                    over[lane] = zero
                if moment < len(weeks) and weeks[moment] == week + 1:
                    trained[moment, begins + block : begins + block + lanes] = done[:lanes]
                    moment += 1
            eur[begins + block : begins + block + lanes] = cost[:lanes]
            for n in range(stocks):
                left[b, n] += total(stock[n, :lanes])
                for later in range(longest + 1):
                    left[b, n] += total(coming[later, n, :lanes])


def simulated(
    one: Ways, plans: list[Starts], keys: lots.Words, batches: Whole, weeks: Whole, *, exact: bool, threads: int
) -> tuple[Any, ...]:
    """Return what `Batch` holds, for batches of paths: trained, eur, entered, passed, arrived, left.

    Parameters
    ----------
    one, plans
        The ways of the soldiers, and the starts of each history.
    keys
        The key of each path.
    batches
        First path, paths and history of each batch (batches, 3).
    weeks
        The weeks at whose end soldiers trained are told.
    exact
        Whether to compute in float64, as `starts.followed`.
    threads
        How many threads work. The answer does not depend on it.
    """
    kind = np.float64 if exact else np.float32
    course, planned, eur, pass_keys, missed_keys = (
        np.concatenate([getattr(plan, name) for plan in plans])
        for name in ("course", "planned", "eur", "pass_keys", "missed_keys")
    )
    p = one.passes[course]
    figures = (
        planned, eur, p, p * (1.0 - p) * one.chance, np.full(len(p), one.spread), np.minimum(p, 1.0 - p),
        one.counted[course],
    )  # fmt: skip
    first = np.cumsum([0, *(plan.count for plan in plans)])
    rows = np.stack([batches[:, 0], batches[:, 1], first[batches[:, 2]], batches[:, 2]], axis=1)
    most = max((plan.count for plan in plans), default=0)
    count = len(batches)
    found = (
        np.zeros((len(weeks), len(keys)), kind), np.zeros(len(keys), kind), np.zeros((count, most)),
        np.zeros((count, most)), np.zeros(count), np.zeros((count, one.stocks)),
    )  # fmt: skip
    before = get_num_threads()
    set_num_threads(max(1, min(threads, before)))
    try:
        followed(
            rows,
            (course, np.array([plan.first for plan in plans], np.int64)),
            tuple(figure.astype(kind) for figure in figures),
            (keys, pass_keys, missed_keys),
            (one.into, one.into_from, one.onto, one.onto_from, one.root, one.lasts, one.stocks),
            (one.onto_share.astype(kind), one.root_share.astype(kind), np.array([0.0, lots.MIDDLE, lots.SCALE], kind)),
            (one.arrivals.astype(kind), one.arrival_sd.astype(kind)),
            one.arrival_keys,
            weeks,
            one.missed,
            *found,
        )
    finally:
        set_num_threads(before)
    return found
