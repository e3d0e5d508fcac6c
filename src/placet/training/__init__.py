"""What a training mission delivers: courses, sites, instructors, money; soldiers trained by week, and what binds.

`best_plan(network)` says who is taught what, where and from when, `whole_plan` the same in whole course runs;
`fan(networks)` how sure that is; `shortfall(network, target, week)` why a target cannot be met. Where gates open and
shut by chance, `best_policy(split(network), chain)` decides step by step, `tree_plan` is its exact oracle, and
`worth` says what knowing more would bring. `simulate(network, histories)` says what becomes of a plan that is held to,
or of a policy, when arrivals and passing are left to chance. `mps(network)` is the linear programme for other solvers,
`smps(programme, chain)` the stochastic one. The kernel needs numpy and HiGHS only, and knows no dossier.
"""

from placet.training.binding import Binding
from placet.training.chain import Chain, GateState, opening_chain
from placet.training.displacement import Displacement, Loss, bed_weeks, displacement, losses
from placet.training.draws import draws
from placet.training.fan import Fan, fan, fans, spread
from placet.training.graph import Risk, Runs
from placet.training.infeasible import Conflict, Requirement, conflict
from placet.training.linear import NoPlanError
from placet.training.mps import mps
from placet.training.network import Course, Fund, Instructors, Network, Site, checked
from placet.training.outcome import Parts, Simulated
from placet.training.plan import Plan, best_plan
from placet.training.policy import Order, Policy, best_policy
from placet.training.shortfall import Reason, Shortfall, shortfall
from placet.training.simulate import History, followed_policy, held, simulate
from placet.training.smps import SmpsTexts, smps
from placet.training.split import split
from placet.training.stage import Preparation
from placet.training.starts import Noise
from placet.training.stochastic import StochasticProgramme, extensive_form, least_cost, stochastic_programme
from placet.training.tree import TreePlan, Worth, tree_plan, worth
from placet.training.whole import Seats, WholePlan, whole_plan

__all__ = [
    "Binding",
    "Chain",
    "Conflict",
    "Course",
    "Displacement",
    "Fan",
    "Fund",
    "GateState",
    "History",
    "Instructors",
    "Loss",
    "Network",
    "NoPlanError",
    "Noise",
    "Order",
    "Parts",
    "Plan",
    "Policy",
    "Preparation",
    "Reason",
    "Requirement",
    "Risk",
    "Runs",
    "Seats",
    "Shortfall",
    "Simulated",
    "Site",
    "SmpsTexts",
    "StochasticProgramme",
    "TreePlan",
    "WholePlan",
    "Worth",
    "bed_weeks",
    "best_plan",
    "best_policy",
    "checked",
    "conflict",
    "displacement",
    "draws",
    "extensive_form",
    "fan",
    "fans",
    "followed_policy",
    "held",
    "least_cost",
    "losses",
    "mps",
    "opening_chain",
    "shortfall",
    "simulate",
    "smps",
    "split",
    "spread",
    "stochastic_programme",
    "tree_plan",
    "whole_plan",
    "worth",
]
