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
from typing import Any

import numpy as np

from placet.training.build import Whole
from placet.training.chain import Chain
from placet.training.linear import Entries, Floats, LinearProgramme, NoPlanError, solver
from placet.training.stage import Preparation, Programme, Stage

FEW = 200
"""Up to so many histories are followed one by one; above, as many are drawn."""
FEWER = 40
"""So many drawn histories say whether more passes are needed."""
SETTLED = 10
"""After every so many passes the bound is asked whether it still falls."""
REFINED = 6
"""How many passes are made before a decision that the policy does not take is priced."""


@dataclass(frozen=True)
class Runs:
    """What a policy does along histories of the gates.

    `chance` adds up to 1: the chances of all histories where they are listed, else equal weights of drawn ones.
    """

    histories: tuple[tuple[int, ...], ...]
    chance: Floats
    entries: Floats
    """Soldiers who enter (histories, periods, pairs)."""
    orders: Floats
    """What is ordered of each preparation (histories, periods, preparations)."""
    trained: Floats
    """Soldiers trained in each period (histories, periods)."""
    value: Floats
    """Soldiers trained, with the tie-breaks (histories)."""
    exact: bool
    """Whether all histories are listed."""

    @property
    def mean(self) -> float:
        """The expected value."""
        return float(self.chance @ self.value)

    @property
    def error(self) -> float:
        """The standard error of the mean: none where all histories are listed."""
        return 0.0 if self.exact else float(self.value.std(ddof=1) / np.sqrt(len(self.value)))


@dataclass(frozen=True)
class Order:
    """A preparation, and what ordering it now is worth."""

    preparation: Preparation
    share: float
    """How much of it the policy orders in the first period, 0 to 1."""
    gain: float
    """Soldiers trained more on average if all of it is ordered now than if none is (it may still be ordered later):
    where it is negative, the regret of ordering now; where it is positive, that of not ordering."""


@dataclass(frozen=True)
class Policy:
    """A policy and how good it is at least: `runs.mean` is what it trains, `bound` what no policy can exceed."""

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


class Node:
    """One period in one gate state, with its cuts. What is carried in is a set of fixed columns with prices."""

    def __init__(self, stage: Stage, shut: Whole, most: float) -> None:
        import highspy

        size, carried = len(stage.gain), len(stage.out)
        self.stage, self.size, self.carried = stage, size, np.arange(size + 1, size + 1 + carried, dtype=np.int32)
        upper = stage.upper.copy()
        upper[shut] = 0.0
        matrix = Entries(
            np.concatenate([stage.own.rows, stage.carried.rows]),
            np.concatenate([stage.own.columns, stage.carried.columns + size + 1]),
            np.concatenate([stage.own.numbers, stage.carried.numbers]),
        )
        # Columns: own, then the future (theta), then what is carried in.
        gain = np.concatenate([stage.gain, [1.0], np.zeros(carried)])
        lower = np.concatenate([stage.lower, [0.0], np.zeros(carried)])
        programme = LinearProgramme.of(
            gain,
            (lower, np.concatenate([upper, [most], np.zeros(carried)])),
            (stage.row_lower, stage.row_upper),
            matrix,
        )
        self.highs: Any = solver(programme)
        self.highs.setOptionValue("simplex_strategy", 1)  # only the limits and cuts change: the dual simplex goes on
        self.optimal = highspy.HighsModelStatus.kOptimal
        self.cut_columns = np.concatenate([[size], stage.out]).astype(np.int32)
        self.solved = 0

    def solve(self, carried: Floats) -> tuple[float, Floats, Floats]:
        """Return the value, the own columns, and the price of each figure carried in."""
        self.highs.changeColsBounds(len(carried), self.carried, carried, carried)
        self.highs.run()
        if self.highs.getModelStatus() != self.optimal:
            self.solve_anew()
        self.solved += 1
        found = self.highs.getSolution()
        x, prices = np.array(found.col_value), np.array(found.col_dual)
        return float(self.highs.getObjectiveValue()), x[: self.size + 1], prices[self.size + 1 :]

    def solve_anew(self) -> None:
        """Solve once more from nothing, by the dual and then the primal simplex: rounding has stopped the solver."""
        for strategy in (1, 4):
            self.highs.setOptionValue("simplex_strategy", strategy)
            self.highs.clearSolver()
            self.highs.run()
            if self.highs.getModelStatus() == self.optimal:
                break
        else:
            word = self.highs.modelStatusToString(self.highs.getModelStatus()).lower()
            raise NoPlanError(f"a period of the policy has no optimum ({word}); use a coarser grid or fewer sites")
        self.highs.setOptionValue("simplex_strategy", 1)

    def carried_on(self, x: Floats) -> Floats:
        """Return what is carried on to the next period, without the solver's rounding beyond its bounds."""
        out = self.stage.out
        return np.clip(x[out], 0.0, self.stage.upper[out])

    def bound(self, value: float, prices: Floats, at: Floats) -> None:
        """Add a cut: the future is at most `value + prices @ (carried on - at)`."""
        numbers = np.concatenate([[1.0], -prices])
        self.highs.addRow(-np.inf, value - float(prices @ at), len(numbers), self.cut_columns, numbers)


class Graph:
    """The nodes of a policy: every period in every gate state that can be reached."""

    def __init__(self, programme: Programme, chain: Chain) -> None:
        self.programme, self.chain = programme, chain
        self.periods = len(programme.stages)
        self.moves = chain.by_period(self.periods)
        self.start = np.array(chain.start, float)
        shut = [programme.shut(closed) for _, closed in chain.open_sites()]
        reach = self.start > 0
        self.nodes: list[dict[int, Node]] = []
        for period, stage in enumerate(programme.stages):
            last = period == self.periods - 1
            self.nodes.append(
                {int(i): Node(stage, shut[i], 0.0 if last else programme.most) for i in np.flatnonzero(reach)}
            )
            if not last:
                reach = (reach.astype(float) @ (self.moves[period] > 0)) > 0

    @property
    def solved(self) -> int:
        """How many linear programmes were solved."""
        return sum(node.solved for layer in self.nodes for node in layer.values())

    def upper(self) -> float:
        """Return what no policy can exceed."""
        return sum(float(self.start[i]) * node.solve(self.programme.first)[0] for i, node in self.nodes[0].items())

    def order(self, number: int, share: float | None) -> None:
        """Fix how much of a preparation is ordered in the first period; nothing: leave it free."""
        for node in self.nodes[0].values():
            column = node.stage.prepared.start + number
            low, high = (0.0, np.inf) if share is None else (share, share)
            node.highs.changeColBounds(column, low, high)

    def gain_of_ordering(self, number: int, random: np.random.Generator) -> float:
        """Return what ordering all of a preparation now adds to ordering none, with cuts for both."""
        bounds = []
        for share in (1.0, 0.0):
            self.order(number, share)
            for history in self.chain.drawn(self.periods, REFINED, random):
                self.backward(self.forward(history)[0])
            bounds.append(self.upper())
        self.order(number, None)
        return bounds[0] - bounds[1]

    def forward(self, history: tuple[int, ...]) -> tuple[list[Floats], list[Floats]]:
        """Return what is carried on from each period along a history, and the own columns of each period."""
        carried, trail, own = self.programme.first, [], []
        for layer, state in zip(self.nodes, history, strict=True):
            node = layer[state]
            _, x, _ = node.solve(carried)
            carried = node.carried_on(x)
            trail.append(carried)
            own.append(x[:-1])
        return trail, own

    def backward(self, trail: list[Floats]) -> None:
        """Price what was carried on from each period, from the last to the first, and add the cuts."""
        for period in range(self.periods - 2, -1, -1):
            at = trail[period]
            found = {j: node.solve(at) for j, node in self.nodes[period + 1].items()}
            for i, node in self.nodes[period].items():
                row = self.moves[period, i]
                value = sum(float(row[j]) * part[0] for j, part in found.items() if row[j] > 0)
                prices = np.sum([row[j] * part[2] for j, part in found.items() if row[j] > 0], axis=0)
                node.bound(value, prices, at)

    def runs(self, histories: list[tuple[int, ...]], chance: Floats, exact: bool) -> Runs:
        """Return what the policy does along histories."""
        programme, stage = self.programme, self.programme.stages[0]
        # Equal beginnings are solved once: what a policy does cannot depend on what comes later.
        known: dict[tuple[int, ...], tuple[Floats, Floats]] = {}
        own = np.zeros((len(histories), self.periods, len(stage.gain)))
        for number, history in enumerate(histories):
            carried = programme.first
            for period, state in enumerate(history):
                past = history[: period + 1]
                if past not in known:
                    node = self.nodes[period][state]
                    x = node.solve(carried)[1]
                    known[past] = x[:-1], node.carried_on(x)
                own[number, period], carried = known[past]
        gains = np.array([stage.gain for stage in programme.stages])
        entries = own[:, :, : stage.pairs]
        return Runs(
            tuple(histories),
            chance,
            entries,
            own[:, :, stage.prepared],
            np.array([programme.trained(part) for part in entries]),
            np.einsum("hpc,pc->h", own, gains),
            exact,
        )


def best_policy(
    programme: Programme, chain: Chain, *, passes: int = 200, seed: int = 1, near: float = 1e-3, followed: int = FEW
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

    Raises
    ------
    UsageError
        The chain does not fit the programme.
    NoPlanError
        The solver found no optimum in a period.
    """
    began = time.perf_counter()
    graph = Graph(programme, chain)
    random = np.random.Generator(np.random.PCG64(seed))
    histories, chance, exact = followed_histories(chain, graph.periods, followed, random)
    bounds: list[float] = []
    while len(bounds) < passes:
        graph.backward(graph.forward(next_history(graph, histories if exact else None, len(bounds), random))[0])
        bounds.append(graph.upper())
        if len(bounds) % SETTLED == 0 and settled(bounds, near):
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
