"""A plan as the list of its starts, and the ways of soldiers through its courses: what a simulation follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from placet.training import lots
from placet.training.build import Whole, whole_weeks
from placet.training.linear import Floats
from placet.training.network import Network


@dataclass(frozen=True)
class Noise:
    """What is left to chance week by week.

    Each soldier passes by chance of their own, and soldiers arrive independently of each other (so that their number
    in a week varies by its root). The other figures come on top, and are nothing unless somebody knows them.
    """

    by_chance: bool = True
    """Whether single soldiers arrive and pass by chance."""
    arrivals: float = 0.0
    """The standard deviation of a week's arrivals, as a share of them."""
    passes: float = 0.0
    """The standard deviation of the share that passes from one start to the next."""
    missed: float = 0.0
    """The chance that a planned start does not take place; its soldiers wait for later ones."""


@dataclass(frozen=True, eq=False)
class Ways:
    """A network as the engines take it. Stocks are soldiers who wait: one for each course and course needed before."""

    weeks: int
    into: Whole
    """The stocks that a course takes its soldiers from, course after course."""
    into_from: Whole
    """Where each course begins in `into` (courses + 1)."""
    onto: Whole
    """The stocks that those who pass a course are added to, course after course."""
    onto_from: Whole
    onto_share: Floats
    """Which share of those who pass is added."""
    root: Whole
    """The stocks that soldiers who arrive are added to."""
    root_share: Floats
    stocks: int
    lasts: Whole
    """The weeks of each course, whole ones."""
    passes: Floats
    counted: Floats
    """For each course which share of those who pass is trained then."""
    arrivals: Floats
    """Soldiers who arrive, by week."""
    arrival_sd: Floats
    arrival_keys: lots.Words
    chance: float
    """1 where single soldiers pass by chance, else 0."""
    spread: float
    """The standard deviation of the share that passes from start to start."""
    missed: np.uint32


@dataclass(frozen=True, eq=False)
class Starts:
    """The planned starts of one history of the gates, by week, then by site and course."""

    first: Whole
    """Where each week begins (weeks + 1)."""
    week: Whole
    site: Whole
    course: Whole
    planned: Floats
    """Soldiers who are to start."""
    eur: Floats
    """What one soldier costs."""
    pass_keys: lots.Words
    missed_keys: lots.Words

    @property
    def count(self) -> int:
        """How many starts there are."""
        return len(self.week)


def ways(network: Network, noise: Noise) -> Ways:
    """Return a network as the engines take it."""
    numbers = {course.id: c for c, course in enumerate(network.courses)}
    arcs = [
        (numbers[needed] if needed else -1, c)
        for c, course in enumerate(network.courses)
        for needed in (course.needs or ("",))
    ]
    into = [[a for a, (_, to) in enumerate(arcs) if to == c] for c in range(len(network.courses))]
    onto = [[a for a, (needed, _) in enumerate(arcs) if needed == c] for c in range(len(network.courses))]
    share = np.array([network.courses[c].share_of_intake for _, c in arcs])
    root = np.array([a for a, (needed, _) in enumerate(arcs) if needed < 0], np.int64)
    passes = np.array([course.pass_share for course in network.courses])
    arrivals = np.array(network.arrivals(), float)
    week = np.arange(network.weeks)
    flat_onto = np.array([a for some in onto for a in some], np.int64)
    return Ways(
        weeks=network.weeks,
        into=np.array([a for some in into for a in some], np.int64),
        into_from=np.cumsum([0, *map(len, into)]),
        onto=flat_onto,
        onto_from=np.cumsum([0, *map(len, onto)]),
        onto_share=share[flat_onto],
        root=root,
        root_share=share[root],
        stocks=len(arcs),
        lasts=np.array([whole_weeks(course) for course in network.courses]),
        passes=passes,
        counted=np.array(network.counted()),
        arrivals=arrivals,
        arrival_sd=np.sqrt(arrivals * noise.by_chance + (noise.arrivals * arrivals) ** 2),
        arrival_keys=lots.place_keys(lots.ARRIVALS, week, np.zeros(len(week), np.int64)),
        chance=float(noise.by_chance),
        spread=noise.passes,
        missed=lots.below(noise.missed),
    )


def starts(network: Network, entries: Floats) -> Starts:
    """Return the starts of a plan, from its entries (sites, courses, weeks)."""
    week, site, course = (x.astype(np.int64) for x in np.nonzero(np.moveaxis(entries, 2, 0) > 1e-9))
    lasts = np.array([part.weeks for part in network.courses])
    price = np.array([part.eur_per_soldier_week for part in network.sites])
    place = site * len(network.courses) + course
    return Starts(
        first=np.searchsorted(week, np.arange(network.weeks + 1)),
        week=week,
        site=site,
        course=course,
        planned=entries[site, course, week],
        eur=price[site] * lasts[course],
        pass_keys=lots.place_keys(lots.PASSES, week, place),
        missed_keys=lots.place_keys(lots.MISSED, week, place),
    )


@dataclass(frozen=True, eq=False)
class Batch:
    """Some paths of one history: what a simulation hands on of them."""

    trained: Floats
    """Soldiers trained by the end of some weeks (weeks, paths)."""
    eur: Floats
    """What each path costs."""
    entered: Floats
    """Soldiers who enter, all paths together, by start."""
    passed: Floats
    """Soldiers who pass, all paths together, by start."""
    arrived: float
    """Soldiers who arrive, all paths together."""
    left: Floats
    """Soldiers who wait at the end or come from a course that ends later, all paths together, by stock."""


def followed(one: Ways, plan: Starts, keys: lots.Words, weeks: Whole) -> Batch:
    """Return what becomes of a plan, week by week, on some paths at once: the reference for every faster engine.

    Each week soldiers arrive, then those who passed a needed course by last week; then the starts of the week take
    place in their order, with as many of the planned soldiers as wait.
    """
    n = len(keys)
    stock, coming = np.zeros((one.stocks, n)), np.zeros((one.stocks, one.weeks + int(one.lasts.max()) + 1, n))
    ends = np.zeros((one.weeks, n))
    eur, arrived = np.zeros(n), 0.0
    entered, passed = np.zeros(plan.count), np.zeros(plan.count)
    for week in range(one.weeks):
        came = arriving(one, keys, week)
        arrived += float(came.sum())
        for at, share in zip(one.root, one.root_share, strict=True):
            stock[at] += came * share
        stock += coming[:, week]
        for start in range(plan.first[week], plan.first[week + 1]):
            c = plan.course[start]
            takes = one.into[one.into_from[c] : one.into_from[c + 1]]
            enter = entering(one, plan, keys, start, stock[takes])
            stock[takes] -= enter
            passing = passers(one, plan, keys, start, enter)
            eur += enter * plan.eur[start]
            if week + one.lasts[c] <= one.weeks:
                ends[week + one.lasts[c] - 1] += passing * one.counted[c]
            for arc in range(one.onto_from[c], one.onto_from[c + 1]):
                coming[one.onto[arc], week + one.lasts[c]] += passing * one.onto_share[arc]
            entered[start], passed[start] = enter.sum(), passing.sum()
    left = stock.sum(axis=1) + coming[:, one.weeks :].sum(axis=(1, 2))
    return Batch(np.cumsum(ends, axis=0)[weeks - 1], eur, entered, passed, arrived, left)


def arriving(one: Ways, keys: lots.Words, week: int) -> Floats:
    """Return the soldiers who arrive in a week: their mean, and a normal part that keeps the number above zero."""
    mean, sd = one.arrivals[week], one.arrival_sd[week]
    part = sd * lots.normal(lots.drawn(keys, one.arrival_keys[week]))
    return np.asarray(mean + np.minimum(np.maximum(part, -mean), mean))


def entering(one: Ways, plan: Starts, keys: lots.Words, start: int, waiting: Floats) -> Floats:
    """Return the soldiers who enter: those planned, at most those who wait in every stock; none at a missed start."""
    planned = np.full(len(keys), plan.planned[start])
    if one.missed:
        planned[lots.drawn(keys, plan.missed_keys[start]) < one.missed] = 0.0
    return np.asarray(np.minimum(planned, waiting.min(axis=0)))


def passers(one: Ways, plan: Starts, keys: lots.Words, start: int, enter: Floats) -> Floats:
    """Return the soldiers who pass: their mean, and a normal part with the deviation of single chances and of starts.

    The normal part is cut off alike above and below, at what leaves between none and all, so that the mean stays.
    """
    p = one.passes[plan.course[start]]
    beyond = enter * one.spread
    sd = np.sqrt(enter * (p * (1.0 - p) * one.chance) + beyond * beyond)
    most = enter * min(p, 1.0 - p)
    part = sd * lots.normal(lots.drawn(keys, plan.pass_keys[start]))
    return np.asarray(enter * p + np.minimum(np.maximum(part, -most), most))
