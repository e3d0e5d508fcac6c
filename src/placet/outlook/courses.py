"""One gate's chances on a grid of steps: when it opens, how it shuts, when it opens again; and draws between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from placet.errors import UsageError
from placet.training.draws import STANDARD, WIDTH

Floats = NDArray[np.float64]

STEP_DAYS = 28
MOST_CELLS = 4_000_000
LOW, MID, HIGH = 0, 1, 2


@dataclass(frozen=True, eq=False)
class GateOdds:
    """When one gate opens, and how long it stays open: three courses, from the least to the most favourable.

    Parameters
    ----------
    gate
        Its name.
    opened
        The chance that it has opened by the end of each step, if nothing else holds it up; shape (3, steps + 1). The
        first figure is the chance that it is open today.
    shuts
        The chance per step that it shuts, by how many steps it has been open; the last holds from there on. Shape
        (3, ages). One age of zero: it never shuts.
    ends
        The chance that the calendar shuts it in a step, however long it has been open, shape (3, steps).
    again
        The chance per step that it opens again once it could, shape (3,).
    again_after
        How many steps it stays shut at least before it can open again.
    open_steps
        How many steps it has been open, where it is open today.
    comes
        The chance that the calendar opens it again in a step, however long it has been shut, shape (3, steps); nothing
        where no calendar does.
    """

    gate: str
    opened: Floats
    shuts: Floats
    ends: Floats
    again: Floats
    again_after: int = 1
    open_steps: int = 0
    comes: Floats | None = None

    @classmethod
    def once(cls, gate: str, opened: Floats) -> GateOdds:
        """Return the odds of a gate that opens once and for all."""
        steps = opened.shape[1] - 1
        return cls(gate, opened, np.zeros((3, 1)), np.zeros((3, steps)), np.zeros(3))

    @classmethod
    def certain(cls, gate: str, steps: int, *, is_open: bool) -> GateOdds:
        """Return the odds of a gate that is open, or shut, for good."""
        return cls.once(gate, np.full((3, steps + 1), float(is_open)))

    @property
    def steps(self) -> int:
        """How many steps it covers."""
        return int(self.opened.shape[1]) - 1


@dataclass(frozen=True)
class Dependence:
    """One gate's opening depends on another: its rate of opening is multiplied by `before` while the other is shut.

    Once the other is open, it is multiplied by `after`. Each is low, middle, high.
    """

    gate: str
    on: str
    before: tuple[float, float, float] = (1.0, 1.0, 1.0)
    after: tuple[float, float, float] = (1.0, 1.0, 1.0)


def checked(gates: Sequence[GateOdds], depends: Sequence[Dependence], courses: int) -> None:
    """Check that the gates fit together."""
    if not gates:
        raise UsageError("gates: there is none to join")
    if len({one.steps for one in gates}) > 1:
        raise UsageError("gates: they cover different numbers of steps")
    names = [one.gate for one in gates]
    for tie in depends:
        for name in (tie.gate, tie.on):
            if name not in names:
                raise UsageError(f"depends: there is no gate {name!r} among {', '.join(names)}")
        if tie.gate == tie.on:
            raise UsageError(f"depends: {tie.gate} cannot depend on itself")
    if any((d.on, d.gate) in {(e.gate, e.on) for e in depends} for d in depends):
        raise UsageError("depends: two gates cannot depend on each other")
    cells = math.prod(phases(one) for one in gates) * courses
    if cells > MOST_CELLS:
        raise UsageError(f"gates: {cells:,} joint states are more than the {MOST_CELLS:,} that can be followed")
    for one in gates:
        if (np.diff(one.opened, axis=1) < -1e-9).any() or one.opened.min() < 0 or one.opened.max() > 1 + 1e-9:
            raise UsageError(f"gates.{one.gate}: the chance that it has opened must rise from 0 to at most 1")


def shuts_ever(one: GateOdds) -> bool:
    """Whether a gate that is open may shut."""
    return bool(one.shuts.any() or one.ends.any())


def phases(one: GateOdds) -> int:
    """Return how many phases a gate has: shut, open by age, shut again by age."""
    return 1 + int(one.shuts.shape[1]) + (one.again_after if shuts_ever(one) else 0)


# Courses: where each draw lies between low and high


def positions(random: np.random.Generator, draws: int) -> Floats:
    """Return where the draws lie between low (-1), middle (0) and high (1); the first course is the middle."""
    levels = (random.permutation(draws) + random.random(draws)) / max(draws, 1)
    standard = [STANDARD.inv_cdf(min(max(level, 1e-9), 1 - 1e-9)) / WIDTH for level in levels]
    return np.asarray(np.clip(np.array([0.0, *standard]), -1.0, 1.0))


def between(three: Floats, place: Floats) -> Floats:
    """Return the course at each place between low, middle and high, shape (courses, ...): straight between them."""
    place = place.reshape(-1, *[1] * (three.ndim - 1))
    away = np.where(place < 0, three[LOW] - three[MID], three[HIGH] - three[MID])
    return np.asarray(three[MID] + np.abs(place) * away)


@dataclass(frozen=True, eq=False)
class Course:
    """A gate's chances, draw by draw; the leading axis of every array is the course."""

    today: Floats
    opens: Floats
    """By step (courses, steps)."""
    shuts: Floats
    """By age (courses, ages)."""
    ends: Floats
    """By step (courses, steps)."""
    again: Floats
    again_after: int
    ages: int
    first_age: int
    comes: Floats | None = None
    """By step (courses, steps)."""


def drawn_course(one: GateOdds, place: Floats) -> Course:
    """Return a gate's chances at each place between its three courses."""
    opened = np.clip(between(one.opened, place), 0.0, 1.0)
    left = 1.0 - opened[:, :-1]
    opens = np.divide(np.diff(opened, axis=1), left, out=np.zeros_like(left), where=left > 1e-12)
    ages = one.shuts.shape[1]
    return Course(
        today=opened[:, 0],
        opens=np.clip(opens, 0.0, 1.0),
        shuts=np.clip(between(one.shuts, place), 0.0, 1.0),
        ends=np.clip(between(one.ends, place), 0.0, 1.0),
        again=np.clip(between(one.again, place), 0.0, 1.0),
        again_after=one.again_after if shuts_ever(one) else 0,
        ages=ages,
        first_age=min(one.open_steps, ages - 1),
        comes=None if one.comes is None else np.clip(between(one.comes, place), 0.0, 1.0),
    )


def factors(one: Dependence, place: Floats) -> tuple[Floats, Floats]:
    """Return what multiplies the rate of opening before and after the other gate opens, draw by draw."""
    return between(np.array(one.before), place), between(np.array(one.after), place)
