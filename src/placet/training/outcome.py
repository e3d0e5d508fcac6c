"""What a simulation found: soldiers trained by week with bands, who and what makes them vary, and its own checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from placet.training.build import Whole
from placet.training.linear import Floats
from placet.training.network import Network
from placet.training.plan import named
from placet.training.starts import Starts, Ways

QUARTER_WEEKS = 13


@dataclass(frozen=True)
class Parts:
    """A variance split in two (law of total variance)."""

    gates: float
    """Of the means of the histories: what the gates do."""
    courses: float
    """The mean of the variances within the histories: what happens in the courses."""

    @property
    def share_of_gates(self) -> float:
        """The share of the gates, 0 to 1."""
        whole = self.gates + self.courses
        return self.gates / whole if whole > 0 else 0.0


@dataclass(frozen=True, eq=False)
class Simulated:
    """What a simulation found."""

    network: Network
    weeks: Whole
    """The weeks at whose end soldiers trained are told."""
    trained: Any
    """Soldiers trained by then (weeks, paths), the paths of a history side by side; float64, or float32 for lanes."""
    eur: Any
    """What each path costs."""
    chances: Floats
    """The chance of each history."""
    first: Whole
    """The first path of each history (histories + 1)."""
    trained_by_site: dict[str, float]
    """Soldiers trained on average, by the site of their last course."""
    trained_by_course: dict[str, float]
    eur_by_quarter: Floats
    """What is paid on average, by quarter (13 weeks) of the plan, when it is taught."""
    waiting: float
    """Soldiers who wait at the end, on average; who waits for two courses counts twice."""
    engine: str
    doubts: tuple[str, ...]
    """The checks that failed: nobody and no money may be lost or found."""

    @property
    def paths(self) -> int:
        """How many paths were followed."""
        return int(self.first[-1])

    @property
    def weights(self) -> Floats:
        """The chance of each path."""
        count = np.diff(self.first)
        return np.repeat(self.chances / count, count)

    @property
    def means(self) -> Floats:
        """The mean of soldiers trained by the end, by history."""
        return self.by_history()[0]

    @property
    def mean(self) -> float:
        """The mean of soldiers trained by the end."""
        return float(self.chances @ self.means)

    @property
    def error(self) -> float:
        """The standard error of the mean, given the histories and their chances."""
        return float(np.sqrt((self.chances**2 * self.by_history()[1] / np.diff(self.first)).sum()))

    @property
    def parts(self) -> Parts:
        """How much of the variance of soldiers trained by the end is due to the gates, and how much to the courses."""
        means, variances = self.by_history()
        within = float(self.chances @ variances)
        between = float(self.chances @ (means - self.chances @ means) ** 2)
        # The means of the histories vary by chance too; what they would without any gates is taken off.
        drawn = float((self.chances * (1 - self.chances) * variances / np.diff(self.first)).sum())
        return Parts(max(between - drawn, 0.0), within)

    def by_history(self) -> tuple[Floats, Floats]:
        """Return mean and variance of soldiers trained by the end, by history."""
        last = self.trained[-1].astype(np.float64)
        count = np.diff(self.first)
        means = np.add.reduceat(last, self.first[:-1]) / count
        apart = (last - np.repeat(means, count)) ** 2
        return means, np.add.reduceat(apart, self.first[:-1]) / np.maximum(count - 1, 1)

    def quantiles(self, levels: Sequence[float] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> Floats:
        """Return points of the distribution of soldiers trained by each week (levels, weeks)."""
        weights = self.weights
        return np.array([points(row, weights, levels) for row in self.trained]).T

    def eur_quantiles(self, levels: Sequence[float] = (0.05, 0.5, 0.95)) -> Floats:
        """Return points of the distribution of the costs."""
        return points(self.eur, self.weights, levels)


def points(figures: Any, weights: Floats, levels: Sequence[float]) -> Floats:
    """Return the least figures that so much of the weight does not exceed."""
    order = np.argsort(figures)
    upto = np.cumsum(weights[order])
    at = np.searchsorted(upto, np.asarray(levels) * upto[-1] * (1 - 1e-12))
    return np.asarray(figures[order[np.minimum(at, len(order) - 1)]], np.float64)


@dataclass(frozen=True, eq=False)
class Found:
    """What the engines hand on: `Batch` of all batches, by batch and start (batches, starts) or stock."""

    trained: Any
    eur: Any
    entered: Floats
    passed: Floats
    arrived: Floats
    left: Floats

    @staticmethod
    def of(pieces: Sequence[tuple[Any, ...]]) -> Found:
        """Return pieces put together in their order."""
        trained = [piece[0] for piece in pieces]
        rest = ([piece[n] for piece in pieces] for n in range(1, 6))
        return Found(
            trained[0] if len(trained) == 1 else np.concatenate(trained, axis=1), *(np.concatenate(x) for x in rest)
        )

    def of_history(self, mine: Whole, starts: int) -> tuple[Floats, Floats, float, Floats]:
        """Return entered and passed by start, arrived, and left by stock, of some batches together."""
        entered, passed = (figures[mine, :starts].sum(axis=0) for figures in (self.entered, self.passed))
        return entered, passed, float(self.arrived[mine].sum()), self.left[mine].sum(axis=0)


def gathered(
    network: Network,
    one: Ways,
    plans: Sequence[Starts],
    history_of: Whole,
    found: Found,
    weeks: Whole,
    chances: Floats,
    first: Whole,
    engine: str,
) -> Simulated:
    """Return what was found, with means by site, course and quarter, and with its checks."""
    sites, courses = np.zeros(len(network.sites)), np.zeros(len(network.courses))
    quarters = np.zeros(-(-network.weeks // QUARTER_WEEKS))
    waiting, off = 0.0, np.zeros(3)
    for h, plan in enumerate(plans):
        count = first[h + 1] - first[h]
        entered, passed, arrived, left = found.of_history(np.flatnonzero(history_of == h), plan.count)
        within = plan.week + one.lasts[plan.course] <= one.weeks
        trained = passed * one.counted[plan.course] * within
        sites += chances[h] / count * np.bincount(plan.site, trained, len(sites))
        courses += chances[h] / count * np.bincount(plan.course, trained, len(courses))
        paid = by_quarter(network, plan, entered, len(quarters))
        quarters += chances[h] / count * paid
        waiting += float(chances[h] / count * left.sum())
        paths = slice(first[h], first[h + 1])
        told = float(found.trained[-1, paths].sum(dtype=np.float64)) if weeks[-1] == network.weeks else trained.sum()
        spent = float(found.eur[paths].sum(dtype=np.float64))
        off = np.maximum(
            off,
            [
                people_off(one, plan, entered, passed, arrived, left),
                apart(told, float(trained.sum())),
                max(apart(spent, float(entered @ plan.eur)), apart(spent, float(paid.sum()))),
            ],
        )
    return Simulated(
        network=network,
        weeks=weeks,
        trained=found.trained,
        eur=found.eur,
        chances=chances,
        first=first,
        trained_by_site=named(network.sites, sites),
        trained_by_course=named(network.courses, courses),
        eur_by_quarter=quarters,
        waiting=waiting,
        engine=engine,
        doubts=doubts(off, 1e-4 if engine == "lanes" else 1e-9),
    )


def by_quarter(network: Network, plan: Starts, entered: Floats, quarters: int) -> Floats:
    """Return what soldiers who enter cost in each quarter, when they are taught."""
    lasts = np.array([course.weeks for course in network.courses])[plan.course]
    price = np.array([site.eur_per_soldier_week for site in network.sites])[plan.site]
    paid = np.zeros(quarters)
    for later in range(int(np.ceil(lasts.max(initial=0.0)))):
        quarter = np.minimum((plan.week + later) // QUARTER_WEEKS, quarters - 1)
        paid += np.bincount(quarter, entered * price * np.clip(lasts - later, 0.0, 1.0), quarters)
    return paid


def people_off(one: Ways, plan: Starts, entered: Floats, passed: Floats, arrived: float, left: Floats) -> float:
    """Return by which share soldiers were lost or found: who came to a stock, against who left it or is there."""
    courses = len(one.passes)
    came, went = np.zeros(one.stocks), np.zeros(one.stocks)
    came[one.root] = arrived * one.root_share
    by_course = np.bincount(plan.course, passed, courses), np.bincount(plan.course, entered, courses)
    course_onto, course_into = (
        np.repeat(np.arange(courses), np.diff(begins)) for begins in (one.onto_from, one.into_from)
    )
    came[one.onto] = by_course[0][course_onto] * one.onto_share
    went[one.into] = by_course[1][course_into]
    return max((apart(float(a), float(b)) for a, b in zip(came, went + left, strict=True)), default=0.0)


def apart(a: float, b: float) -> float:
    """Return how far two figures that should be equal are apart, as a share; below one soldier or EUR as they are."""
    return abs(a - b) / max(abs(a), abs(b), 1.0)


def doubts(off: Floats, most: float) -> tuple[str, ...]:
    """Return the checks that failed."""
    said = (
        "Soldiers are lost or found between their arrival and the end",
        "The soldiers trained by week are not those trained by site",
        "The money of the paths is not that of the soldiers who entered",
    )
    return tuple(f"{words} ({share:.1g} of them)." for words, share in zip(said, off, strict=True) if not share <= most)
