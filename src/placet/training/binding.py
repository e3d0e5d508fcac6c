"""What holds a plan back, from the prices of the linear programme's rows.

The price of a row says how many soldiers more one unit more of its limit would train. By strong duality, the prices
times the limits add up to the objective, so each part is a share of the whole: the elasticity, by which bindings of
different units are ranked (per cent more soldiers for one per cent more of it).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from placet.training.build import Layout, waiting_limits, whole_weeks
from placet.training.linear import Floats, LinearProgramme, Solution
from placet.training.network import Network

PRICE = 1e-3
"""A weekly price below this is a trace of the tie-breaks."""
ELASTICITY = 1e-3
"""A binding below this is a trace of the tie-breaks."""
PER_UNIT = 0.05
"""Where there is nothing at all of something, it is worth naming if one unit would train so many soldiers."""


@dataclass(frozen=True)
class Binding:
    """Something that holds the plan back from `since_week` until `until_week`."""

    kind: str
    """`beds`, `instructors`, `instructors inside`, `intake`, `money`, `mandate`."""
    name: str
    """The site or fund; empty where there is only one."""
    since_week: int
    until_week: int
    per_unit: float
    """Soldiers trained more for one unit more over the whole span (at the margin)."""
    unit: str
    """`bed`, `instructor`, `soldier a week`, `million EUR`, `week`."""
    elasticity: float
    """Per cent more soldiers for one per cent more of it."""

    def rank(self) -> tuple[float, float, str, str, int]:
        """Return what bindings are sorted by: the strongest first."""
        return -round(self.elasticity, 9), -round(self.per_unit, 6), self.kind, self.name, self.since_week

    def __str__(self) -> str:
        where = f"{self.kind} at {self.name}" if self.kind == "beds" else f"{self.kind} {self.name}".strip()
        span = f"weeks {self.since_week} to {self.until_week}"
        return f"{where}, {span}: one {self.unit} more = {self.per_unit:.3g} soldiers"


def bindings(place: Layout, linear: LinearProgramme, solution: Solution) -> tuple[Binding, ...]:
    """Return what holds the plan back, without the mandate."""
    network, n = place.network, place.periods
    prices, limits = solution.prices, linear.row_upper
    tight = (linear.row_activity(solution.x) >= limits * (1 - 1e-6)) & (limits > 0)
    whole = max(solution.objective, 1e-9)
    found: list[Binding] = []
    beds, full = prices[place.beds].reshape(-1, n), tight[place.beds].reshape(-1, n)
    for s, site in enumerate(network.sites):
        share = place.open_share[s]
        found += spans(place, "beds", site.id, "bed", beds[s] * share, beds[s] * share * site.beds / whole, full[s])
    pools = (
        ("instructors", place.instructors, network.people),
        ("instructors inside", place.inside, network.people_inside),
    )
    for kind, rows, people in pools:
        levels = prices[rows] * place.mandate_share
        found += spans(place, kind, "", "instructor", levels, levels * people / whole, tight[rows])
    found += spans(place, "intake", "", "soldier a week", *intake_prices(place, solution, whole), np.zeros(n, bool))
    for f, fund in enumerate(network.funds):
        price = float(prices[place.funds][f])
        elastic = price * float(limits[place.funds][f]) / whole if np.isfinite(fund.eur) else 0.0
        if elastic >= ELASTICITY or (fund.eur == 0 and price >= PER_UNIT):
            since, until = max(0, int(fund.from_week)), int(np.ceil(min(network.weeks, fund.until_week)))
            found.append(Binding("money", fund.id, since, until, price, "million EUR", elastic))
    return tuple(sorted(found, key=Binding.rank))


def intake_prices(place: Layout, solution: Solution, whole: float) -> tuple[Floats, Floats]:
    """Return what one soldier a week more would bring in each period, and the elasticity of the arrivals."""
    price = solution.prices[place.waiting].reshape(len(place.arcs), place.periods)
    weeks = np.minimum(place.grid_weeks, place.network.weeks - np.arange(place.periods) * place.grid_weeks)
    first = np.array(
        [place.network.courses[course].share_of_intake if needed < 0 else 0.0 for needed, course in place.arcs]
    )
    return (first @ price) * weeks, (price * waiting_limits(place)).sum(axis=0) / whole


def spans(
    place: Layout, kind: str, name: str, unit: str, price: Floats, elastic: Floats, tight: NDArray[np.bool_]
) -> list[Binding]:
    """Return the spans in which a price stands, merged over gaps not longer than the longest course.

    Prices come in beats: where a course lasts five weeks, often only one week in five is priced. A span reaches over
    the neighbouring weeks in which the limit is exhausted as well.
    """
    network = place.network
    gap = max(whole_weeks(course) for course in network.courses) / place.grid_weeks + 1
    at = np.flatnonzero(price > PRICE)
    found = []
    for group in np.split(at, np.flatnonzero(np.diff(at) > gap) + 1):
        if not len(group):
            continue
        first, last = int(group[0]), int(group[-1]) + 1
        per_unit, part = float(price[first:last].sum()), float(elastic[first:last].sum())
        while first > 0 and tight[first - 1]:
            first -= 1
        while last < place.periods and tight[last]:
            last += 1
        if part >= ELASTICITY or (part == 0 and per_unit >= PER_UNIT):
            since, until = first * place.grid_weeks, min(last * place.grid_weeks, network.weeks)
            found.append(Binding(kind, name, since, until, per_unit, unit, part))
    return found


def mandate_binding(network: Network, more: float, objective: float) -> tuple[Binding, ...]:
    """Return how the mandate's end holds the plan back, from what one week more would train."""
    end = max(0.0, network.mandate_until_week or 0.0)
    if more < PER_UNIT:
        return ()
    elasticity = more * end / max(objective, 1e-9)
    return (Binding("mandate", "", int(end), network.weeks, more, "week", elasticity),)
