"""The best plan of a network: who is taught what, where, from when, and what holds it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from placet.training.binding import Binding, bindings, mandate_binding
from placet.training.build import Layout, programme, whole_weeks
from placet.training.linear import Floats, Solution, best
from placet.training.network import Network, checked


@dataclass(frozen=True)
class Plan:
    """The best plan of a network.

    A soldier counts as trained once, in the week in which the last course meant for them ends (`Network.counted`).
    """

    network: Network
    status: str
    """`optimal`: no plan trains more (but for the tie-breaks: earlier and cheaper, at most 0.03 %)."""
    entries: Floats
    """Soldiers who start (sites, courses, weeks)."""
    trained_by_week: Floats
    """Soldiers trained, by week."""
    inside_by_week: Floats
    """Of them at sites inside, by week."""
    trained_by_site: dict[str, float]
    """Soldiers trained, by the site of their last course."""
    trained_by_course: dict[str, float]
    """Soldiers trained, by their last course."""
    passed_by_course: dict[str, float]
    """Soldiers who pass each course, whether it is their last or not."""
    teaching_inside_by_week: Floats
    """Instructors who teach at sites inside, by week."""
    teaching_by_week: Floats
    """Instructors who teach, by week."""
    cost_eur: float
    """What the plan costs."""
    cost_by_week: Floats
    """What the plan costs, by week, in EUR."""
    binding: tuple[Binding, ...]
    """What holds the plan back, the strongest first."""
    objective: float
    """What was maximised: soldiers trained, less the tie-breaks."""
    bound: float
    """The dual objective; it equals `objective` at an optimum (strong duality)."""
    seconds: float
    """How long the solver took."""
    basis: Any = None
    """Where the solver ended; a plan of the same shape (other figures, other openings) may start from it."""

    @property
    def trained(self) -> float:
        """Soldiers trained within the horizon."""
        return float(self.trained_by_week.sum())

    @property
    def inside(self) -> float:
        """Soldiers trained at sites inside within the horizon."""
        return float(self.inside_by_week.sum())

    def trained_until(self, weeks: Floats) -> Floats:
        """Return the soldiers trained by each moment, in weeks from the start; within a week in proportion."""
        return cumulative(self.trained_by_week, weeks)

    def inside_until(self, weeks: Floats) -> Floats:
        """Return the soldiers trained inside by each moment, in weeks from the start."""
        return cumulative(self.inside_by_week, weeks)

    def __str__(self) -> str:
        lines = [f"{self.trained:,.0f} soldiers trained in {self.network.weeks} weeks for {self.cost_eur:,.0f} EUR"]
        return "\n".join(lines + [str(binding) for binding in self.binding[:9]])


def best_plan(
    network: Network, *, grid_weeks: int = 1, explain: bool = True, seconds: float = 60.0, basis: Any = None
) -> Plan:
    """Return the plan that trains the most soldiers within the horizon.

    Parameters
    ----------
    network
        The programme.
    grid_weeks
        The grid: 1 for the weekly programme; 4 is some 20 times faster and a few per cent optimistic (see the methods
        page), for sweeps.
    explain
        Whether to say what binds. (The mandate's price needs a second solve.)
    seconds
        When the solver stops.
    basis
        The `basis` of a plan of the same shape, to start from.

    Raises
    ------
    UsageError
        The network contradicts itself; the message names the field.
    NoPlanError
        The solver found no optimum in time.
    """
    linear, place = programme(checked(network), grid_weeks)
    solution = best(linear, seconds=seconds, basis=basis)
    plan = plan_of(solution, place)
    if not explain:
        return plan
    found = bindings(place, linear, solution)
    if network.mandate_until_week is not None and network.mandate_until_week < network.weeks:
        longer = replace(network, mandate_until_week=max(network.mandate_until_week, 0.0) + 1.0)
        more = best(programme(longer, grid_weeks)[0], seconds=seconds).objective - solution.objective
        found = (*found, *mandate_binding(network, more, solution.objective))
    return replace(plan, binding=tuple(sorted(found, key=Binding.rank)))


def plan_of(solution: Solution, place: Layout) -> Plan:
    """Return the plan that a solution stands for, without what binds."""
    network = place.network
    entries = weekly_entries(place, solution.x)
    passed = ended(network, entries) * np.array([c.pass_share for c in network.courses])[:, None]
    trained = passed * np.array(network.counted())[:, None]
    inside = np.array([site.inside for site in network.sites], bool)
    price = np.array([site.eur_per_soldier_week for site in network.sites])
    ratio = np.array([course.soldiers_per_instructor for course in network.courses])
    training = present(network, entries)
    teaching = (training / ratio[:, None]).sum(axis=1)
    cost = (training * price[:, None, None]).sum(axis=(0, 1))
    return Plan(
        network=network,
        status="optimal",
        entries=entries,
        trained_by_week=trained.sum(axis=(0, 1)),
        inside_by_week=trained[inside].sum(axis=(0, 1)),
        trained_by_site=named(network.sites, trained.sum(axis=(1, 2))),
        trained_by_course=named(network.courses, trained.sum(axis=(0, 2))),
        passed_by_course=named(network.courses, passed.sum(axis=(0, 2))),
        teaching_inside_by_week=teaching[inside].sum(axis=0),
        teaching_by_week=teaching.sum(axis=0),
        cost_eur=float(cost.sum()),
        cost_by_week=cost,
        binding=(),
        objective=solution.objective,
        bound=solution.bound,
        seconds=solution.seconds,
        basis=solution.basis,
    )


def named(parts: Any, soldiers: Floats) -> dict[str, float]:
    """Return figures under the names of the parts."""
    return {part.id: float(figure) for part, figure in zip(parts, soldiers, strict=True)}


def weekly_entries(place: Layout, x: Floats) -> Floats:
    """Return the soldiers who start (sites, courses, weeks), from the columns of the programme."""
    network = place.network
    by_pair = x[: place.entries].reshape(len(place.site), place.periods, 1) * place.shares
    by_week = by_pair.reshape(len(place.site), -1)
    entries = np.zeros((len(network.sites), len(network.courses), network.weeks))
    entries[place.site, place.course] = np.maximum(by_week[:, : network.weeks], 0.0)
    return entries


def ended(network: Network, entries: Floats) -> Floats:
    """Return the soldiers whose course ends in each week (sites, courses, weeks)."""
    result = np.zeros_like(entries)
    for c, course in enumerate(network.courses):
        later = whole_weeks(course) - 1
        if later < network.weeks:
            result[:, c, later:] = entries[:, c, : network.weeks - later]
    return result


def present(network: Network, entries: Floats) -> Floats:
    """Return the soldiers in training in each week (sites, courses, weeks); a broken last week counts in part."""
    result = np.zeros_like(entries)
    for c, course in enumerate(network.courses):
        for later in range(min(whole_weeks(course), network.weeks)):
            fills = min(1.0, course.weeks - later)
            result[:, c, later:] += fills * entries[:, c, : network.weeks - later]
    return result


def cumulative(by_week: Floats, weeks: Floats) -> Floats:
    """Return a weekly figure added up until each moment; within a week in proportion."""
    totals = np.concatenate([[0.0], np.cumsum(by_week)])
    return np.asarray(np.interp(weeks, np.arange(len(totals)), totals))
