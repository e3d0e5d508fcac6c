"""What a training mission delivers: courses, sites, instructors, money; soldiers trained by week, and what binds.

`best_plan(network)` says who is taught what, where and from when, `whole_plan` the same in whole course runs;
`fan(networks)` how sure that is; `shortfall(network, target, week)` why a target cannot be met. Where gates open and
shut by chance, `best_policy(split(network), chain)` decides step by step, `tree_plan` is its exact oracle, and
`worth` says what knowing more would bring. `mps(network)` is the linear programme for other solvers, `smps(programme,
chain)` the stochastic one. The kernel needs numpy and HiGHS only, and knows no dossier.
"""

from placet.training.binding import Binding
from placet.training.chain import Chain, GateState, opening_chain
from placet.training.draws import draws
from placet.training.fan import Fan, fan, fans, spread
from placet.training.graph import Risk, Runs
from placet.training.linear import NoPlanError
from placet.training.mps import mps
from placet.training.network import Course, Fund, Instructors, Network, Site, checked
from placet.training.plan import Plan, best_plan
from placet.training.policy import Order, Policy, best_policy
from placet.training.shortfall import Reason, Shortfall, shortfall
from placet.training.smps import SmpsTexts, smps
from placet.training.split import split
from placet.training.stage import Preparation
from placet.training.stochastic import StochasticProgramme, extensive_form, least_cost, stochastic_programme
from placet.training.tree import TreePlan, Worth, tree_plan, worth
from placet.training.whole import Seats, WholePlan, whole_plan

__all__ = [
    "Binding",
    "Chain",
    "Course",
    "Fan",
    "Fund",
    "GateState",
    "Instructors",
    "Network",
    "NoPlanError",
    "Order",
    "Plan",
    "Policy",
    "Preparation",
    "Reason",
    "Risk",
    "Runs",
    "Seats",
    "Shortfall",
    "Site",
    "SmpsTexts",
    "StochasticProgramme",
    "TreePlan",
    "WholePlan",
    "Worth",
    "best_plan",
    "best_policy",
    "checked",
    "draws",
    "extensive_form",
    "fan",
    "fans",
    "least_cost",
    "mps",
    "opening_chain",
    "shortfall",
    "smps",
    "split",
    "spread",
    "stochastic_programme",
    "tree_plan",
    "whole_plan",
    "worth",
]
