"""Collective decisions: rules with their articles, who carries, who blocks, what would change it, how likely."""

from __future__ import annotations

from placet.votes.catalogue import Figures, OptOut, members, opt_outs, population_figures, rule, rules, ways_round
from placet.votes.change import Change, cheapest_changes
from placet.votes.formula import Member
from placet.votes.position import POSITIONS, Position
from placet.votes.rule import Rule, WayRound, rule_from
from placet.votes.tally import Criterion, Headroom, Tally, tally

__all__ = [
    "POSITIONS",
    "Change",
    "Criterion",
    "Figures",
    "Headroom",
    "Member",
    "OptOut",
    "Position",
    "Rule",
    "Tally",
    "WayRound",
    "cheapest_changes",
    "members",
    "opt_outs",
    "population_figures",
    "rule",
    "rule_from",
    "rules",
    "tally",
    "ways_round",
]
