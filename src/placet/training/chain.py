"""Gates as a Markov chain: in which state the gates are in each period, and which sites are open in it.

A gate can shut again, so a history is a path through the states, not one opening day. Where nothing shuts again there
are few histories, and they can be listed; where something does, there are too many, and only the chain holds them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from placet.errors import UsageError
from placet.training.linear import Floats

SURE = 1e-9


@dataclass(frozen=True)
class GateState:
    """One state of all gates together; `open` names the gated sites at which courses may start in it."""

    id: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """The states of the gates, and how they follow each other from period to period.

    A site that no state names is not gated. A gate that shuts stops new courses; those that run are taught to their
    end.
    """

    states: tuple[GateState, ...]
    start: tuple[float, ...]
    """The chance of each state in the first period."""
    moves: Floats
    """The chance of each state in a period by the state before (states, states), or by period too (moves, ...)."""

    def by_period(self, periods: int) -> Floats:
        """Return the chances of the moves (periods - 1, states before, states after).

        Raises
        ------
        UsageError
            The chances do not fit the states or the periods, or do not add up to 1.
        """
        states = len(self.states)
        start, moves = np.array(self.start, float), np.array(self.moves, float)
        if moves.ndim == 2:
            moves = np.broadcast_to(moves, (periods - 1, *moves.shape))
        if start.shape != (states,) or moves.shape[1:] != (states, states) or len(moves) < periods - 1:
            raise UsageError(
                f"chain: {states} states over {periods} periods need {states} chances at the start and "
                f"{states} x {states} chances for each of {periods - 1} moves"
            )
        moves = moves[: periods - 1]
        for name, chances in (("start", start[None]), ("moves", moves.reshape(-1, states))):
            if len(chances) and (chances.min() < 0 or np.abs(chances.sum(axis=1) - 1).max() > 1e-6):
                raise UsageError(f"chain.{name}: the chances of each row must be at least 0 and add up to 1")
        return moves

    def open_sites(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Return for each state the gated sites that are open and those that are shut."""
        gated = frozenset(name for state in self.states for name in state.open)
        return tuple((frozenset(state.open), gated - frozenset(state.open)) for state in self.states)

    def histories(self, periods: int, most: int = 20_000) -> Iterator[tuple[tuple[int, ...], float]]:
        """Yield every history with its chance, in a fixed order.

        Raises
        ------
        UsageError
            There are more than `most` histories.
        """
        moves = self.by_period(periods)
        count = 0
        stack: list[tuple[tuple[int, ...], float]] = []
        stack += [((state,), chance) for state, chance in enumerate(self.start) if chance > SURE][::-1]
        while stack:
            history, chance = stack.pop()
            if len(history) == periods:
                count += 1
                if count > most:
                    raise UsageError(f"chain: more than {most} histories; use the policy, which needs no list of them")
                yield history, chance
                continue
            row = moves[len(history) - 1, history[-1]]
            stack += [((*history, int(j)), chance * row[j]) for j in np.flatnonzero(row > SURE)[::-1]]

    def history_count(self, periods: int) -> float:
        """Return how many histories there are, without listing them."""
        moves = self.by_period(periods) > SURE
        ways = (np.array(self.start) > SURE).astype(float)
        for move in moves:
            ways = ways @ move
        return float(ways.sum())

    def drawn(self, periods: int, n: int, random: np.random.Generator, *, even: bool = False) -> list[tuple[int, ...]]:
        """Return histories drawn by their chance; `even`: by equal chances of all that is possible."""
        moves, start = self.by_period(periods), np.array(self.start, float)
        if even:
            moves, start = (moves > SURE).astype(float), (start > SURE).astype(float)
        upto = np.cumsum(moves / moves.sum(axis=2, keepdims=True), axis=2)
        first = np.cumsum(start / start.sum())
        result = []
        for _ in range(n):
            levels = random.random(periods) * (1 - SURE)
            history = [int(np.searchsorted(first, levels[0], side="right"))]
            for period in range(periods - 1):
                history.append(int(np.searchsorted(upto[period, history[-1]], levels[period + 1], side="right")))
            result.append(tuple(history))
        return result


def opening_chain(
    sites: tuple[str, ...], opens: float, *, shuts: float = 0.0, lead_periods: int = 0, open_at_start: bool = False
) -> Chain:
    """Return the chain of one gate with constant chances.

    Parameters
    ----------
    sites
        The sites behind the gate.
    opens, shuts
        The chance, per period, that a shut gate opens and that an open gate shuts again.
    lead_periods
        How many periods pass from the opening until courses can start; when the gate shuts, the lead is lost.
    open_at_start
        Whether the gate is open in the first period (with its lead still to come).
    """
    leads = [GateState(f"lead {k + 1}") for k in range(lead_periods)]
    states = (GateState("shut"), *leads, GateState("open", sites))
    n = len(states)
    moves = np.zeros((n, n))
    moves[0, [0, 1]] = 1 - opens, opens
    for state in range(1, n):
        moves[state, 0] = shuts
        moves[state, min(state + 1, n - 1)] += 1 - shuts
    start = [0.0] * n
    start[1 if open_at_start else 0] = 1.0
    return Chain(states, tuple(start), moves)
