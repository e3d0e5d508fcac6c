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
from placet.votes.diagram import Diagram, diagram
from placet.votes.formula import Member
from placet.votes.odds import Odds, odds
from placet.votes.position import POSITIONS, Position
from placet.votes.power import Power, PowerTable, power_table
from placet.votes.rule import Rule, WayRound, rule_from
from placet.votes.tally import Criterion, Headroom, Tally, tally

__all__ = [
    "POSITIONS",
    "Adoption",
    "Bloc",
    "Change",
    "Counts",
    "Criterion",
    "Diagram",
    "Figures",
    "Headroom",
    "Member",
    "Odds",
    "OptOut",
    "Position",
    "Power",
    "PowerTable",
    "Rule",
    "Tally",
    "WayRound",
    "adoption",
    "cheapest_changes",
    "correlated_chance",
    "counts",
    "diagram",
    "likeliest_block",
    "members",
    "minimal_blocking",
    "minimal_blocking_by_size",
    "minimal_winning_by_size",
    "odds",
    "opt_outs",
    "population_figures",
    "power_table",
    "rule",
    "rule_from",
    "rules",
    "tally",
    "ways_round",
]
