"""Which limits, each of them needed, keep a target out of reach: a minimal conflict.

`shortfall` gives every smallest set of limits whose lifting is enough. A set of limits that keeps the target out of
reach must touch each of those, and a smallest one that touches all of them is a minimal conflict (Reiter, Artificial
Intelligence 32 (1987) 57: conflicts and repairs are each other's hitting sets). The smallest of them is taken, and
within it a deletion filter (Chinneck and Dravnieks, ORSA Journal on Computing 3 (1991) 157) drops each single site and
fund that is not needed for the conflict.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from placet.training.build import fund_stretches
from placet.training.network import Fund, Network, checked
from placet.training.plan import best_plan
from placet.training.shortfall import LONG, NAMES, NEAR, Shortfall, cut, without

SINGLE = ("beds", "opening", "money")
"""The limits that are looked at one by one: site by site, fund by fund."""


@dataclass(frozen=True, order=True)
class Requirement:
    """One limit: `kind` as in `Shortfall`, `name` the site or fund; empty where there is one, or for unpaid weeks."""

    kind: str
    name: str = ""


@dataclass(frozen=True)
class Conflict:
    """Limits that together, and with the lengths of the courses, keep a target out of reach.

    If any one of them were lifted, and all limits that are not named here too, the target could be met: none of them is
    idle. There may be other such sets.
    """

    target_soldiers: float
    by_week: int
    requirements: tuple[Requirement, ...]
    reachable: float
    """Soldiers who can be trained under these limits alone: fewer than the target."""
    grid_weeks: int
    """The grid on which single sites and funds were looked at."""


def conflict(network: Network, short: Shortfall) -> Conflict | None:
    """Return the smallest conflict behind a shortfall, or nothing where the target can be met.

    Without any requirement the courses alone take too long.

    Raises
    ------
    UsageError
        The network contradicts itself.
    """
    if not short.missing:
        return None
    horizon = cut(checked(network), short.by_week)
    kinds = touching([reason.lifted for reason in short.reasons])
    free = without(horizon, tuple(kind for kind in NAMES if kind not in kinds), short.target_soldiers)
    grid = 4 if short.by_week >= LONG else 1
    weekly = best_plan(free, explain=False).trained
    needed = [one for kind in kinds for one in singles(free, kind)]
    if kinds:
        scale = weekly / max(best_plan(free, grid_weeks=grid, explain=False).trained, 1e-9) if grid > 1 else 1.0
        least = short.target_soldiers * NEAR / max(scale, 1e-9)
        idle: list[Requirement] = []
        for one in sorted(needed, key=lambda one: size(free, one)):
            if one.kind in SINGLE and trained(free, [*idle, one], short.target_soldiers, grid) < least:
                idle.append(one)
        kept = [one for one in needed if one not in idle]
        alone = trained(free, idle, short.target_soldiers, 1)
        if alone < short.target_soldiers * NEAR:
            return Conflict(short.target_soldiers, short.by_week, tuple(kept), alone, grid)
    return Conflict(short.target_soldiers, short.by_week, tuple(needed), weekly, grid)


def touching(sets: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the smallest set of limits that has one in common with each of some sets.

    >>> touching([("beds",), ("money", "intake")])
    ('money', 'beds')
    """
    for number in range(len(NAMES) + 1):
        for kinds in itertools.combinations(NAMES, number):
            if all(set(kinds) & set(one) for one in sets):
                return kinds
    return tuple(NAMES)


def singles(network: Network, kind: str) -> list[Requirement]:
    """Return the single requirements that a limit consists of."""
    if kind == "beds":
        return [Requirement(kind, site.id) for site in network.sites]
    if kind == "opening":
        return [Requirement(kind, site.id) for site in network.sites if site.opens_week is None or site.opens_week > 0]
    if kind == "money":
        paid = [Requirement(kind, fund.id) for fund in network.funds if math.isfinite(fund.eur)]
        return [*paid, *([Requirement(kind)] if unpaid(network) else [])]
    return [Requirement(kind)]


def unpaid(network: Network) -> list[tuple[float, float]]:
    """Return the stretches of weeks that no fund pays."""
    return [
        (low, high)
        for low, high in fund_stretches(network)
        if not any(fund.from_week <= low and high <= fund.until_week for fund in network.funds)
    ]


def size(network: Network, one: Requirement) -> float:
    """Return what requirements of a kind are looked at by: the smallest first, so that the large ones stay."""
    if one.kind == "money":
        return next((fund.eur for fund in network.funds if fund.id == one.name), math.inf)
    return next((site.beds for site in network.sites if site.id == one.name), math.inf)


def trained(network: Network, lifted: Sequence[Requirement], target_soldiers: float, grid_weeks: int) -> float:
    """Return the soldiers who can be trained when single requirements are lifted too."""
    return best_plan(freed(network, lifted, target_soldiers), grid_weeks=grid_weeks, explain=False).trained


def freed(network: Network, lifted: Sequence[Requirement], target_soldiers: float) -> Network:
    """Return the network with plenty of the beds and money of single sites and funds, and sites that are open."""
    beds = {one.name for one in lifted if one.kind == "beds"}
    opened = {one.name for one in lifted if one.kind == "opening"}
    money = {one.name for one in lifted if one.kind == "money"}
    plenty = without(network, ("beds",), target_soldiers).sites
    sites = tuple(
        replace(
            site,
            beds=much.beds if site.id in beds else site.beds,
            opens_week=0.0 if site.id in opened else site.opens_week,
        )
        for site, much in zip(network.sites, plenty, strict=True)
    )
    funds = tuple(replace(fund, eur=math.inf) if fund.id in money else fund for fund in network.funds)
    if "" in money:
        gaps = unpaid(network)
        funds += tuple(Fund(f"unpaid weeks {low:g} to {high:g}", math.inf, low, high) for low, high in gaps)
    return replace(network, sites=sites, funds=funds)
