"""The best policy under gates, whatever their history: stochastic dual dynamic programming over period and gate state.

Each node (period, gate state) is a linear programme of one period, with a bound from above on what the rest can still
train: the smallest of a set of planes (cuts) over what is carried on. Forward passes follow drawn histories; backward
passes price what was carried and add cuts. The optimum of the first period is then an upper bound for every policy, and
what the policy trains on average over histories a lower one. Pereira and Pinto, Mathematical Programming 52 (1991) 359;
policy graphs: Dowson, Networks 76 (2020) 3.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from placet.training.chain import Chain
from placet.training.graph import NEUTRAL, Graph, Risk, Runs
from placet.training.linear import Floats
from placet.training.stage import Preparation, Programme

FEW = 200
"""Up to so many histories are followed one by one; above, as many are drawn."""
FEWER = 40
"""So many drawn histories say whether more passes are needed."""
SETTLED = 10
"""After every so many passes the bound is asked whether it still falls."""


@dataclass(frozen=True)
class Order:
    """A preparation, and what ordering it now is worth."""

    preparation: Preparation
    share: float
    """How much of it the policy orders in the first period, 0 to 1."""
    gain: float
    """Soldiers trained more on average if all of it (that there is money for) is ordered now than if none is (it may
    still be ordered later):
    where it is negative, the regret of ordering now; where it is positive, that of not ordering."""


@dataclass(frozen=True)
class Policy:
    """A policy and how good it is at least: `runs.mean` is what it trains, `bound` what no policy can exceed.

    With an aversion to risk, the bound is on the risk-adjusted value, which lies below the mean.
    """

    bound: float
    bounds: tuple[float, ...]
    """The bound after each pass: it never rises."""
    runs: Runs
    orders: tuple[Order, ...]
    """What to prepare now."""
    passes: int
    programmes_solved: int
    seconds: float

    @property
    def gap(self) -> float:
        """How far the policy is from the bound, as a share of it."""
        return (self.bound - self.runs.mean) / max(abs(self.bound), 1e-9)


def best_policy(
    programme: Programme,
    chain: Chain,
    *,
    passes: int = 200,
    seed: int = 1,
    near: float = 1e-3,
    followed: int = FEW,
    risk: Risk = NEUTRAL,
    priced: bool = True,
) -> Policy:
    """Return the best policy under the gates.

    Parameters
    ----------
    programme
        The periods, from `split`.
    chain
        The gates.
    passes
        The most forward and backward passes.
    seed
        The seed of the drawn histories.
    near
        How near to the bound, as a share of it, the policy must come (or within two standard errors, where its
        histories are drawn); passes stop when it is that near and the bound has settled.
    followed
        How many histories the finished policy is followed along: all of them, when there are no more.
    risk
        How much bad turns count; not at all, if not given. With it, passes stop when the bound has settled.
    priced
        Whether to say what ordering each preparation now is worth, which takes some more passes for each.

    Raises
    ------
    UsageError
        The chain does not fit the programme.
    NoPlanError
        The solver found no optimum in a period.
    """
    began = time.perf_counter()
    graph = Graph(programme, chain, risk)
    random = np.random.Generator(np.random.PCG64(seed))
    histories, chance, exact = followed_histories(chain, graph.periods, followed, random)
    bounds: list[float] = []
    while len(bounds) < passes:
        graph.backward(graph.forward(next_history(graph, histories if exact else None, len(bounds), random))[0])
        bounds.append(graph.upper())
        if len(bounds) % SETTLED == 0 and settled(bounds, near):
            if risk.weight > 0:
                break
            some = slice(None) if exact else slice(FEWER)
            runs = graph.runs(histories[some], chance[some] / chance[some].sum(), exact)
            if bounds[-1] - runs.mean <= max(near * abs(bounds[-1]), 2 * runs.error):
                break
    runs = graph.runs(histories, chance, exact)
    shares = np.clip(runs.chance @ runs.orders[:, 0], 0.0, 1.0)
    return Policy(
        bound=bounds[-1],
        bounds=tuple(bounds),
        runs=runs,
        orders=tuple(
            Order(part, float(shares[number]), graph.gain_of_ordering(number, random))
            for number, part in enumerate(programme.preparations)
            if priced
        ),
        passes=len(bounds),
        programmes_solved=graph.solved,
        seconds=time.perf_counter() - began,
    )


def followed_histories(
    chain: Chain, periods: int, followed: int, random: np.random.Generator
) -> tuple[list[tuple[int, ...]], Floats, bool]:
    """Return the histories along which the policy is followed, their chances, and whether they are all there are."""
    if chain.history_count(periods) > followed:
        return chain.drawn(periods, followed, random), np.full(followed, 1 / followed), False
    listed = list(chain.histories(periods))
    return [history for history, _ in listed], np.array([chance for _, chance in listed]), True


def next_history(
    graph: Graph, listed: list[tuple[int, ...]] | None, number: int, random: np.random.Generator
) -> tuple[int, ...]:
    """Return the history of a forward pass: by its chance, and every second time a rare one, for good cuts there."""
    if number % 2 == 0:
        return graph.chain.drawn(graph.periods, 1, random)[0]
    if listed:
        return listed[int(random.integers(len(listed)))]
    return graph.chain.drawn(graph.periods, 1, random, even=True)[0]


def settled(bounds: list[float], near: float) -> bool:
    """Whether the bound has hardly fallen over the last passes."""
    return len(bounds) > SETTLED and bounds[-1 - SETTLED] - bounds[-1] < near * abs(bounds[-1])
