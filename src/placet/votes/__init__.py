"""Collective decisions: rules with their articles, who carries, who blocks, what would change it, how likely."""

from __future__ import annotations

from placet.votes.catalogue import Figures, OptOut, members, opt_outs, population_figures, rule, rules, ways_round
from placet.votes.change import Change, cheapest_changes
from placet.votes.coalition import (
    Counts,
    counts,
    likeliest_block,
    minimal_blocking,
    minimal_blocking_by_size,
    minimal_winning_by_size,
)
from placet.votes.correlation import Adoption, Bloc, adoption, correlated_chance
from placet.votes.council import Council, council
from placet.votes.diagram import Diagram, TooLargeError, diagram
from placet.votes.formula import Member
from placet.votes.odds import Odds, odds, sampled_chance
from placet.votes.position import POSITIONS, Position
from placet.votes.power import (
    MinimalCoalitions,
    Power,
    PowerEstimate,
    PowerShare,
    PowerTable,
    minimal_coalitions,
    power_estimate,
    power_table,
    powers,
)
from placet.votes.record import Decision, Holdout, decisions_from
from placet.votes.rule import Rule, WayRound, rule_from
from placet.votes.score import VotesScore, votes_score
from placet.votes.stance import StanceChances, stance_chances, stance_table
from placet.votes.tally import Criterion, Headroom, Tally, idle, tally
from placet.votes.waiting import Forecast, Waiting, adoption_range, refits, waiting

__all__ = [
    "POSITIONS",
    "Adoption",
    "Bloc",
    "Change",
    "Council",
    "Counts",
    "Criterion",
    "Decision",
    "Diagram",
    "Figures",
    "Forecast",
    "Headroom",
    "Holdout",
    "Member",
    "MinimalCoalitions",
    "Odds",
    "OptOut",
    "Position",
    "Power",
    "PowerEstimate",
    "PowerShare",
    "PowerTable",
    "Rule",
    "StanceChances",
    "Tally",
    "TooLargeError",
    "VotesScore",
    "Waiting",
    "WayRound",
    "adoption",
    "adoption_range",
    "cheapest_changes",
    "correlated_chance",
    "council",
    "counts",
    "decisions_from",
    "diagram",
    "idle",
    "likeliest_block",
    "members",
    "minimal_blocking",
    "minimal_blocking_by_size",
    "minimal_coalitions",
    "minimal_winning_by_size",
    "odds",
    "opt_outs",
    "population_figures",
    "power_estimate",
    "power_table",
    "powers",
    "refits",
    "rule",
    "rule_from",
    "rules",
    "sampled_chance",
    "stance_chances",
    "stance_table",
    "tally",
    "votes_score",
    "waiting",
    "ways_round",
]
