"""The policy graph: a linear programme with cuts for every period in every gate state; `policy.py` says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from placet.training.build import Whole
from placet.training.chain import Chain
from placet.training.linear import Entries, Floats, LinearProgramme, NoPlanError, solver
from placet.training.stage import Programme, Stage

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

    def quantiles(self, levels: Sequence[float]) -> Floats:
        """Return points of the distribution of the soldiers trained by the end of each period (levels, periods)."""
        total = np.cumsum(self.trained, axis=1)
        order = np.argsort(total, axis=0, kind="stable")
        upto = np.cumsum(self.chance[order], axis=0)
        at = np.array([(upto < level - 1e-9).sum(axis=0) for level in levels])
        ranked = np.take_along_axis(total, order, axis=0)
        return np.take_along_axis(ranked, np.minimum(at, len(total) - 1), axis=0)

    @property
    def error(self) -> float:
        """The standard error of the mean: none where all histories are listed."""
        return 0.0 if self.exact else float(self.value.std(ddof=1) / np.sqrt(len(self.value)))


@dataclass(frozen=True)
class Risk:
    """How much bad turns of the gates count: `weight` on the mean of the worst `worst_share`, the rest on the mean.

    The measure is taken anew in each period over what may come next (nested conditional value at risk, so that a later
    decision never regrets an earlier one): Philpott and de Matos, European Journal of Operational Research 218 (2012)
    470.
    """

    weight: float = 0.0
    worst_share: float = 0.1

    def weights(self, chances: Floats, values: Floats) -> Floats:
        """Return the weights that take the place of the chances, given what each turn is worth."""
        worst = np.zeros(len(chances))
        left = self.worst_share
        for j in np.argsort(values, kind="stable"):
            worst[j] = min(left, chances[j])
            left -= worst[j]
        return np.asarray((1 - self.weight) * chances + self.weight * worst / max(worst.sum(), 1e-12))


NEUTRAL = Risk()


USUAL: dict[str, Any] = {"simplex_strategy": 1, "presolve": "off", "simplex_scale_strategy": 2}
"""Dual simplex, since only limits and cuts change; scaled as HiGHS does by itself."""
OTHER_WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"simplex_strategy": 4},
    {"presolve": "on"},
    {"simplex_scale_strategy": 0},
)
"""What is tried in turn where a period is stopped by rounding."""


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
        # Only the limits and cuts change: the dual simplex goes on.
        self.highs: Any = solver(programme, simplex_strategy=1)
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
        """Solve once more from nothing, in other ways: rounding has stopped the solver."""
        for other in OTHER_WAYS:
            for option, setting in {**USUAL, **other}.items():
                self.highs.setOptionValue(option, setting)
            self.highs.clearSolver()
            self.highs.run()
            if self.highs.getModelStatus() == self.optimal:
                break
        else:
            word = self.highs.modelStatusToString(self.highs.getModelStatus()).lower()
            raise NoPlanError(f"a period of the policy has no optimum ({word}); use a coarser grid or fewer sites")
        for option, setting in USUAL.items():
            self.highs.setOptionValue(option, setting)

    def bound(self, value: float, prices: Floats, at: Floats) -> None:
        """Add a cut: the future is at most `value + prices @ (carried on - at)`."""
        numbers = np.concatenate([[1.0], -prices])
        self.highs.addRow(-np.inf, value - float(prices @ at), len(numbers), self.cut_columns, numbers)


class Graph:
    """The nodes of a policy: every period in every gate state that can be reached."""

    def __init__(self, programme: Programme, chain: Chain, risk: Risk = NEUTRAL) -> None:
        self.programme, self.chain, self.risk = programme, chain, risk
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
        values = np.array([node.solve(self.programme.first)[0] for node in self.nodes[0].values()])
        return float(self.risk.weights(self.start[list(self.nodes[0])], values) @ values)

    def order(self, number: int, share: float | None) -> None:
        """Fix how much of a preparation is ordered in the first period; nothing: leave it free."""
        for node in self.nodes[0].values():
            column = node.stage.prepared.start + number
            low, high = (0.0, np.inf) if share is None else (share, share)
            node.highs.changeColBounds(column, low, high)

    def gain_of_ordering(self, number: int, random: np.random.Generator) -> float:
        """Return what ordering a preparation now, as far as money goes, adds to ordering none; with cuts for both."""
        bounds = []
        for share in (self.programme.affordable(number), 0.0):
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
            carried = node.stage.carried_on(x)
            trail.append(carried)
            own.append(x[:-1])
        return trail, own

    def backward(self, trail: list[Floats]) -> None:
        """Price what was carried on from each period, from the last to the first, and add the cuts."""
        for period in range(self.periods - 2, -1, -1):
            at = trail[period]
            found = {j: node.solve(at) for j, node in self.nodes[period + 1].items()}
            for i, node in self.nodes[period].items():
                after = [j for j in found if self.moves[period, i, j] > 0]
                values = np.array([found[j][0] for j in after])
                weights = self.risk.weights(self.moves[period, i, after], values)
                node.bound(float(weights @ values), weights @ np.array([found[j][2] for j in after]), at)

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
                    known[past] = x[:-1], node.stage.carried_on(x)
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
