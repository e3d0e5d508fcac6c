"""All gates together: every history of gates that open, shut and open again, followed at once.

Each gate is a semi-Markov process on a grid of steps: shut; open, by how long; shut again, by how long. The chance of
every joint state is carried forward step by step, so that all histories count and none is drawn. What is uncertain are
the chances themselves: each gate has a low, a middle and a high course, and draws between them give the intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from placet.outlook.courses import (
    Course,
    Dependence,
    Floats,
    GateOdds,
    checked,
    drawn_course,
    factors,
    positions,
)

DRAWS = 128
YEAR_STEPS = 13


@dataclass(frozen=True, eq=False)
class Joint:
    """The joint distribution: for the middle course first, then for each draw (courses, steps + 1).

    Parameters
    ----------
    gates
        The names.
    by
        The chance that all have been open at the same time at the end of some step up to this one.
    on
        The chance that all are open at the end of this step.
    gate_by, gate_on
        The same for each gate, shape (gates, courses, steps + 1).
    stays
        The chance that all stay open for the next year, given that they open within the steps that a year follows;
        shape (courses,). NaN where they never open.
    mass
        The chance of all joint states together at each step, shape (courses, steps + 1): 1 but for rounding.
    """

    gates: tuple[str, ...]
    by: Floats
    on: Floats
    gate_by: Floats
    gate_on: Floats
    stays: Floats
    mass: Floats

    @property
    def steps(self) -> int:
        """How many steps it covers."""
        return int(self.by.shape[1]) - 1


def band(courses: Floats) -> Floats:
    """Return low, middle and high of a figure: the middle course, and the 5 and 95 % points of the draws.

    Shape (3, ...); the middle always lies within.
    """
    mid, drawn = courses[0], courses[1:]
    drawn = drawn[np.isfinite(drawn).reshape(len(drawn), -1).all(axis=1)]
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0) if len(drawn) else (mid, mid)
    return np.stack([np.minimum(low, mid), mid, np.maximum(high, mid)])


def joint(gates: Sequence[GateOdds], depends: Sequence[Dependence] = (), *, draws: int = DRAWS, seed: int = 1) -> Joint:
    """Return the joint distribution of some gates.

    The gates open and shut independently of each other but for `depends`. Each draw takes every gate somewhere between
    its low and its high course, independently of the other gates: a 90 % interval with a normal distribution within,
    cut off at its ends (Latin hypercube, one draw in each n-th part).

    Raises
    ------
    UsageError
        The gates cover different steps, a dependence names no gate, or there are too many states.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    places = [positions(random, draws) for _ in (*gates, *depends)]
    return joint_at(gates, depends, np.stack(places) if places else np.zeros((0, 1)))


def joint_at(gates: Sequence[GateOdds], depends: Sequence[Dependence], places: Floats) -> Joint:
    """Return the joint distribution at given places between low (-1), middle (0) and high (1).

    Parameters
    ----------
    places
        For each gate and then each dependence the place in each course, shape (gates + depends, courses).

    Raises
    ------
    UsageError
        As in `joint`.
    """
    checked(gates, depends, places.shape[1])
    names = tuple(one.gate for one in gates)
    own = [drawn_course(one, place) for one, place in zip(gates, places, strict=False)]
    ties = [
        (names.index(d.gate), names.index(d.on), *factors(d, place))
        for d, place in zip(depends, places[len(gates) :], strict=True)
    ]
    return followed(names, own, ties)


def one_changed(gates: Sequence[GateOdds], depends: Sequence[Dependence]) -> Floats:
    """Return the chance that all have been open together, with one gate at a time changed and the others as they are.

    Returns
    -------
    Shape (gates, 3, steps + 1): with the gate's low course, with its high course, and with the gate open from today on
    for good.
    """
    checked(gates, depends, 3 * len(gates))
    names, count = [one.gate for one in gates], len(gates)
    middle = np.zeros(3 * count)
    courses = []
    for n, one in enumerate(gates):
        place = middle.copy()
        place[3 * n : 3 * n + 3] = -1.0, 1.0, 0.0
        c, open_now = drawn_course(one, place), 3 * n + 2
        for chances, sure in ((c.today, 1.0), (c.shuts, 0.0), (c.ends, 0.0)):
            chances[open_now] = sure
        courses.append(c)
    ties = [(names.index(d.gate), names.index(d.on), *factors(d, middle)) for d in depends]
    return followed(tuple(names), courses, ties).by.reshape(count, 3, -1)


# The chances carried forward


Tie = tuple[int, int, Floats, Floats]


def followed(names: tuple[str, ...], courses: list[Course], ties: list[Tie]) -> Joint:
    """Return the joint distribution of gates with given chances."""
    steps, count = courses[0].opens.shape[1], len(courses)
    new, where = started(courses)
    inside = (slice(None), *where)
    old = np.zeros_like(new)
    old[inside] = new[inside]
    new[inside] = 0.0

    shape = (len(new), steps + 1)
    by, on = np.zeros(shape), np.zeros(shape)
    gate_by, gate_on = np.zeros((count, *shape)), np.zeros((count, *shape))
    keeps, entered, kept = staying(courses), np.zeros(len(new)), np.zeros(len(new))
    mass = np.zeros(shape)
    axes = tuple(range(1, count + 1))
    for step in range(steps + 1):
        if step:
            new, old = (advanced(x, courses, ties, step - 1) for x in (new, old))
            arrived = new[inside].copy()
            old[inside] += arrived
            new[inside] = 0.0
        else:
            arrived = old[inside]
        if step <= steps - YEAR_STEPS:
            entered += arrived.sum(axis=axes)
            kept += kept_open(arrived, keeps, step)
        whole = new + old
        by[:, step], on[:, step] = old.sum(axis=axes), old[inside].sum(axis=axes)
        mass[:, step] = whole.sum(axis=axes)
        for gate, part in enumerate(where):
            alone = whole.sum(axis=tuple(a for a in axes if a != gate + 1))
            gate_by[gate, :, step] = 1.0 - alone[:, 0]
            gate_on[gate, :, step] = alone[:, part].sum(axis=1)
    with np.errstate(invalid="ignore"):
        stays = np.where(entered > 1e-12, kept / np.maximum(entered, 1e-300), np.nan)
    by, gate_by = np.clip(by, 0.0, 1.0), np.clip(gate_by, 0.0, 1.0)
    return Joint(names, by, np.clip(on, 0, 1), gate_by, np.clip(gate_on, 0, 1), stays, mass)


def started(courses: list[Course]) -> tuple[Floats, tuple[slice, ...]]:
    """Return the chances of the joint states today, and for each gate the phases in which it is open."""
    count = len(courses)
    x = np.ones((len(courses[0].today), *[1] * count))
    for axis, c in enumerate(courses, 1):
        first = np.zeros((len(c.today), 1 + c.ages + c.again_after))
        first[:, 0], first[:, 1 + c.first_age] = 1 - c.today, c.today
        x = x * along(first, axis, count)
    return x, tuple(slice(1, 1 + c.ages) for c in courses)


def along(numbers: Floats, axis: int, count: int) -> Floats:
    """Return numbers (courses, n) laid along one axis of the joint states."""
    return numbers.reshape(len(numbers), *[numbers.shape[1] if a == axis else 1 for a in range(1, count + 1)])


def advanced(x: Floats, courses: list[Course], ties: list[Tie], step: int) -> Floats:
    """Return the chances of the joint states one step later."""
    count = len(courses)
    # Whether another gate is open is asked before anything moves, so that the order of the gates does not matter: the
    # gates on which others depend are moved last.
    order = sorted(range(count), key=lambda n: rank(n, ties))
    for n in order:
        x = moved(x, courses[n], n + 1, opening(n, courses, ties, step), step)
    return x


def rank(gate: int, ties: list[Tie]) -> int:
    """Return how long a chain of gates depends on this one: those at the end of a chain move first."""
    known, layer = 0, {gate}
    while layer and known <= len(ties):
        layer = {a for a, on, *_ in ties if on in layer}
        known += bool(layer)
    return known


def opening(gate: int, courses: list[Course], ties: list[Tie], step: int) -> Floats:
    """Return the chance that a gate opens in a step, for every state of the gates on which it depends."""
    count, c = len(courses), courses[gate]
    opens = c.opens[:, min(step, c.opens.shape[1] - 1)].reshape(-1, *[1] * count)
    power = np.ones_like(opens)
    for mine, on, before, after in ties:
        if mine == gate:
            other = courses[on]
            size = 1 + other.ages + other.again_after
            is_open = np.zeros(size, dtype=bool)
            is_open[1 : 1 + other.ages] = True
            power = power * along(np.where(is_open, after[:, None], before[:, None]), on + 1, count)
    return np.asarray(-np.expm1(power * np.log1p(-np.minimum(opens, 1 - 1e-12)))) if ties else opens


def moved(x: Floats, c: Course, axis: int, opens: Floats, step: int) -> Floats:
    """Return the chances after one gate has moved."""
    x = np.moveaxis(x, axis, -1)
    opens = np.moveaxis(np.broadcast_to(opens, (*opens.shape,)), axis, -1)[..., 0]
    lead = (-1, *[1] * (x.ndim - 2))
    # Beyond the last step the rates of openings stay, and no calendar ends anything.
    ends = c.ends[:, step : step + 1] if step < c.ends.shape[1] else 0.0
    shuts = 1 - (1 - c.shuts) * (1 - ends)
    after = np.empty_like(x)
    comes = x[..., 0] * opens
    after[..., 0] = x[..., 0] - comes
    is_open = x[..., 1 : 1 + c.ages]
    falls = is_open * shuts.reshape(len(shuts), *[1] * (x.ndim - 2), c.ages)
    stay = is_open - falls
    if c.again_after:
        shut = x[..., 1 + c.ages :]
        called = np.zeros_like(comes)
        if c.comes is not None and step < c.comes.shape[1]:
            back = shut * c.comes[:, step].reshape(*lead, 1)
            called, shut = back.sum(axis=-1), shut - back
        returns = shut[..., -1] * c.again.reshape(lead)
        after[..., 1 + c.ages :] = 0.0
        after[..., 1 + c.ages] = falls.sum(axis=-1)
        after[..., 2 + c.ages :] += shut[..., :-1]
        after[..., -1] += shut[..., -1] - returns
        comes = comes + returns + called
    after[..., 1] = comes
    after[..., 2 : 1 + c.ages] = stay[..., :-1]
    after[..., c.ages] += stay[..., -1]
    return np.moveaxis(after, -1, axis)


def staying(courses: list[Course]) -> list[Floats]:
    """Return the chance that each gate stays open for a year, by step and by age (courses, steps, ages)."""
    found = []
    for c in courses:
        steps = c.opens.shape[1]
        with np.errstate(divide="ignore"):
            shut = np.log1p(-np.minimum(c.shuts, 1 - 1e-15))
            ends = np.log1p(-np.minimum(c.ends, 1 - 1e-15))
        ages = np.minimum(np.arange(c.ages)[:, None] + np.arange(YEAR_STEPS)[None], c.ages - 1)
        by_age = shut[:, ages].sum(axis=2)
        upto = np.concatenate([np.zeros((len(ends), 1)), np.cumsum(ends, axis=1)], axis=1)
        until = np.minimum(np.arange(steps + 1) + YEAR_STEPS, steps)
        by_step = upto[:, until] - upto
        found.append(np.exp(by_step[:, :, None] + by_age[:, None, :]))
    return found


def kept_open(arrived: Floats, keeps: list[Floats], step: int) -> Floats:
    """Return the part of what has just opened that stays open for a year."""
    for keep in reversed(keeps):
        arrived = np.einsum("d...a,da->d...", arrived, keep[:, step])
    return arrived


def sets(x: Floats, where: tuple[slice, ...]) -> Floats:
    """Return the chance of each set of open gates, from the joint states of one course; bit n is gate n."""
    return np.array([x[piece].sum() for piece in pieces(x.shape, where)])


def pieces(shape: tuple[int, ...], where: tuple[slice, ...]) -> list[tuple[NDArray[np.intp], ...]]:
    """Return the places of each set of open gates among the joint states."""
    found = []
    for number in range(2 ** len(where)):
        lists = []
        for gate, (size, part) in enumerate(zip(shape, where, strict=True)):
            is_open = np.zeros(size, dtype=bool)
            is_open[part] = True
            lists.append(np.flatnonzero(is_open if number >> gate & 1 else ~is_open))
        found.append(np.ix_(*lists))
    return found


def flows(gates: Sequence[GateOdds], depends: Sequence[Dependence], steps: int) -> tuple[Floats, Floats]:
    """Return how the sets of open gates follow each other in the middle course; bit n of a set's number is gate n.

    Returns
    -------
    The chance of each set today, shape (sets,), and the chance of being in one set and then in another, step by step,
    shape (steps, sets, sets): it adds up to 1 over both sets.
    """
    checked(gates, depends, 1)
    names, middle = [one.gate for one in gates], np.zeros(1)
    courses = [drawn_course(one, middle) for one in gates]
    ties = [(names.index(d.gate), names.index(d.on), *factors(d, middle)) for d in depends]
    x, where = started(courses)
    found = np.zeros((steps, 2 ** len(where), 2 ** len(where)))
    first = sets(x[0], where)
    places = pieces(x.shape[1:], where)
    for step in range(steps):
        parts = np.zeros((len(places), *x.shape[1:]))
        for number, piece in enumerate(places):
            parts[number][piece] = x[0][piece]
        parts = advanced(parts, courses, ties, step)
        for number, piece in enumerate(places):
            found[step, :, number] = [part[piece].sum() for part in parts]
        x = parts.sum(axis=0, keepdims=True)
    return first, found


def at_steps(curve: Floats, steps: Floats) -> Floats:
    """Return a curve (..., steps + 1) between its steps: straight, and level beyond its end."""
    most = curve.shape[-1] - 1
    place = np.clip(steps, 0.0, most)
    below = np.minimum(np.floor(place).astype(int), max(most - 1, 0))
    part = place - below
    return np.asarray(curve[..., below] * (1 - part) + curve[..., np.minimum(below + 1, most)] * part)
