"""Why a target cannot be met. A programme is always feasible (nobody is trained), so only a target can fail."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from placet.errors import UsageError
from placet.training.network import Fund, Instructors, Network, amount, checked
from placet.training.plan import best_plan

NAMES: Mapping[str, str] = {
    "opening": "sites that are not open from the start",
    "mandate": "the mandate's end",
    "money": "money",
    "beds": "beds",
    "instructors": "instructors",
    "intake": "soldiers who arrive",
}
NEAR = 0.9995
"""The tie-breaks of the plan may cost it 0.03 %."""
LONG = 40
"""From so many weeks on, a four-week grid says quickly which sets of limits are hopeless."""
HOPELESS = 0.95
"""A set of limits whose lifting gives less than this of the target on a four-week grid is not tried by week."""


@dataclass(frozen=True)
class Reason:
    """Limits that, lifted together, let the target be met."""

    lifted: tuple[str, ...]
    """Of `opening`, `mandate`, `money`, `beds`, `instructors`, `intake`."""
    reachable: float
    """Soldiers who can be trained without these limits: at least the target."""


@dataclass(frozen=True)
class Shortfall:
    """How far a target is out of reach, and the smallest sets of limits that keep it there."""

    target_soldiers: float
    by_week: int
    reachable: float
    """Soldiers who can be trained by then."""
    missing: float
    """Soldiers short of the target; 0: the target can be met."""
    reasons: tuple[Reason, ...]
    """The smallest sets of limits that would have to be lifted; each alone is enough, and no part of one is."""

    def __str__(self) -> str:
        if not self.missing:
            return f"{self.target_soldiers:,.0f} soldiers by week {self.by_week} can be trained"
        said = (
            f"{self.target_soldiers:,.0f} soldiers by week {self.by_week} cannot be trained: "
            f"at most {self.reachable:,.0f}, {self.missing:,.0f} are missing"
        )
        if not self.reasons:
            return f"{said}; even with plenty of everything the courses take too long"
        ways = ", or ".join(" and ".join(NAMES[name] for name in reason.lifted) for reason in self.reasons)
        return f"{said}; what stands in the way: {ways}"


def shortfall(network: Network, target_soldiers: float, by_week: int) -> Shortfall:
    """Return whether so many soldiers can be trained by a week, and what stands in the way if not.

    The smallest sets of limits are found by lifting them: one by one, then in pairs, and so on. Over long
    horizons, sets that a four-week grid shows to be hopeless are not solved by week.

    Raises
    ------
    UsageError
        The target is negative, or the week is not within the horizon.
    """
    amount("target_soldiers", target_soldiers)
    horizon = cut(checked(network), by_week)
    reachable = best_plan(horizon, explain=False).trained
    if reachable >= target_soldiers * NEAR:
        return Shortfall(target_soldiers, by_week, reachable, 0.0, ())
    reasons: list[Reason] = []
    for size in range(1, len(NAMES) + 1):
        for lifted in itertools.combinations(NAMES, size):
            if any(set(reason.lifted) <= set(lifted) for reason in reasons):
                continue
            freed = without(horizon, lifted, target_soldiers)
            if by_week >= LONG and best_plan(freed, grid_weeks=4, explain=False).trained < target_soldiers * HOPELESS:
                continue
            trained = best_plan(freed, explain=False).trained
            if trained >= target_soldiers * NEAR:
                reasons.append(Reason(lifted, trained))
    return Shortfall(target_soldiers, by_week, reachable, target_soldiers - reachable, tuple(reasons))


def cut(network: Network, by_week: int) -> Network:
    """Return the network with an earlier horizon."""
    if not 1 <= by_week <= network.weeks:
        raise UsageError(f"by_week: {by_week} is not within the horizon of {network.weeks} weeks")
    arrivals = network.intake_per_week
    return replace(
        network, weeks=by_week, intake_per_week=arrivals[:by_week] if isinstance(arrivals, tuple) else arrivals
    )


def without(network: Network, lifted: tuple[str, ...], target_soldiers: float) -> Network:
    """Return the network with plenty of what is lifted: more of it than the target can use."""
    least_pass = min((course.pass_share for course in network.courses if course.pass_share), default=1.0)
    plenty = 4 * (target_soldiers + 1) / least_pass
    sites = tuple(
        replace(
            site,
            beds=plenty if "beds" in lifted else site.beds,
            opens_week=0.0 if "opening" in lifted else site.opens_week,
        )
        for site in network.sites
    )
    return replace(
        network,
        sites=sites,
        instructors=(Instructors("plenty", plenty, True),) if "instructors" in lifted else network.instructors,
        funds=(Fund("plenty", math.inf),) if "money" in lifted else network.funds,
        intake_per_week=plenty if "intake" in lifted else network.intake_per_week,
        mandate_until_week=None if "mandate" in lifted else network.mandate_until_week,
    )
