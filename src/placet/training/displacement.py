"""What training costs those who host it: their beds, and what is lost when one of them leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from placet.training.network import Network
from placet.training.plan import Plan, best_plan, present
from placet.units import Range


@dataclass(frozen=True)
class Displacement:
    """What a plan takes from one host's own training."""

    bed_weeks: float
    """Bed-weeks that the plan uses at its sites."""
    displaced: Range
    """Bed-weeks of its own training that they displace, as far as that is known."""
    unknown_bed_weeks: float
    """Bed-weeks used at sites of which nobody has said how much they displace."""


@dataclass(frozen=True)
class Loss:
    """What a plan loses when sites and instructors fall away: planned anew without them."""

    soldiers: float
    """Soldiers trained less."""
    eur: float
    """Less spent."""


def bed_weeks(plan: Plan) -> dict[str, float]:
    """Return the bed-weeks that a plan uses, by site: soldiers in training, week by week."""
    used = present(plan.network, plan.entries).sum(axis=(1, 2))
    return {site.id: float(weeks) for site, weeks in zip(plan.network.sites, used, strict=True)}


def displacement(plan: Plan, per_bed_week: Mapping[str, Range]) -> dict[str, Displacement]:
    """Return what a plan displaces of each host's own training.

    Parameters
    ----------
    plan
        The plan.
    per_bed_week
        By site, the bed-weeks of the host's own training that one used bed-week displaces, 0 to 1. A site that is not
        named counts as unknown, never as zero.
    """
    used = bed_weeks(plan)
    found: dict[str, Displacement] = {}
    for site in plan.network.sites:
        before = found.get(site.host, Displacement(0.0, Range.point(0.0), 0.0))
        weeks, share = used[site.id], per_bed_week.get(site.id)
        sum_ = before.displaced
        if share is not None:
            sum_ = Range(sum_.low + weeks * share.low, sum_.mid + weeks * share.mid, sum_.high + weeks * share.high)
        unknown = before.unknown_bed_weeks + (weeks if share is None else 0.0)
        found[site.host] = Displacement(before.bed_weeks + weeks, sum_, unknown)
    return found


def losses(
    network: Network,
    parties: Mapping[str, tuple[Collection[str], Collection[str]]],
    *,
    grid_weeks: int = 4,
    whole: Plan | None = None,
) -> dict[str, Loss]:
    """Return what the plan loses without each party, planned anew each time.

    Parameters
    ----------
    network
        The programme.
    parties
        By name, the sites that a party hosts and the instructors that it sends.
    grid_weeks
        The grid of every plan; differences of two plans on one grid are compared.
    whole
        The plan with all parties on that grid, where it is known already.

    Raises
    ------
    UsageError
        The network contradicts itself.
    NoPlanError
        The solver found no optimum.
    """
    before = whole or best_plan(network, grid_weeks=grid_weeks, explain=False)

    def loss(party: tuple[Collection[str], Collection[str]]) -> Loss:
        less = best_plan(left(network, *party), grid_weeks=grid_weeks, explain=False, basis=before.basis)
        return Loss(max(0.0, before.trained - less.trained), before.cost_eur - less.cost_eur)

    # HiGHS lets other threads run while it solves; each plan is the same on one thread and on several.
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(parties, pool.map(loss, parties.values()), strict=True))


def left(network: Network, sites: Collection[str], pools: Collection[str]) -> Network:
    """Return the network without the beds of some sites and the people of some pools; its shape stays as it is."""
    return replace(
        network,
        sites=tuple(replace(site, beds=0.0) if site.id in sites else site for site in network.sites),
        instructors=tuple(replace(pool, people=0.0) if pool.id in pools else pool for pool in network.instructors),
    )
