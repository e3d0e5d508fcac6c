"""What a training mission delivers: courses, sites, instructors, money; soldiers trained by week, and what binds.

`best_plan(network)` says who is taught what, where and from when; `fan(networks)` how sure that is; `shortfall(network,
target, week)` why a target cannot be met. The kernel needs numpy and HiGHS only, and knows no dossier.
"""

from placet.training.binding import Binding
from placet.training.draws import draws
from placet.training.fan import Fan, fan, spread
from placet.training.linear import NoPlanError
from placet.training.network import Course, Fund, Instructors, Network, Site, checked
from placet.training.plan import Plan, best_plan
from placet.training.shortfall import Reason, Shortfall, shortfall

__all__ = [
    "Binding",
    "Course",
    "Fan",
    "Fund",
    "Instructors",
    "Network",
    "NoPlanError",
    "Plan",
    "Reason",
    "Shortfall",
    "Site",
    "best_plan",
    "checked",
    "draws",
    "fan",
    "shortfall",
    "spread",
]
