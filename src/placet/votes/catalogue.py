"""The shipped rules, members and ways round a veto, from the tables in `placet.data`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from placet import data
from placet.days import in_words
from placet.errors import UsageError
from placet.votes.formula import Member
from placet.votes.rule import Rule, WayRound, rule_from
from placet.votes.wording import unknown


@dataclass(frozen=True)
class Figures:
    """A set of populations, and how a day comes to use it.

    `stands_in` says that the set which the law used on the day is not shipped, and this older one takes its place.
    """

    id: str
    day: date
    status: str
    provenance: str
    rounded_to_persons: int
    persons: Mapping[str, int]
    stands_in: bool = False


@dataclass(frozen=True)
class OptOut:
    """A member that did not take part in a kind of decision before `until`."""

    member: str
    until: date
    scope: str
    article: str
    note: str
    unverified: str


@functools.cache
def _rules() -> dict[str, Rule]:
    written = {table["id"]: table for table in data.table("rules")["rule"]}
    return {name: rule_from(_with_formulas(table, written)) for name, table in written.items()}


def _with_formulas(table: Mapping[str, Any], written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    # A formula may name the rule whose formula it shares.
    whole = dict(table)
    for key in ("formula", "formula_of_some"):
        if isinstance(whole.get(key), str):
            whole[key] = written[whole[key]]["formula"]
    return whole


def rules() -> tuple[Rule, ...]:
    """Return every shipped rule, in the order of the table."""
    return tuple(_rules().values())


def rule(id: str) -> Rule:
    """Return the shipped rule with this id.

    Raises
    ------
    UsageError
        There is no such rule.
    """
    if id not in _rules():
        raise unknown("rule", id, _rules())
    return _rules()[id]


@functools.cache
def _ways() -> dict[str, WayRound]:
    return {
        table["id"]: WayRound(**{"precedent": None, **table, "unverified": tuple(table.get("unverified", ()))})
        for table in data.table("rules")["way"]
    }


def ways_round(rule: Rule) -> tuple[WayRound, ...]:
    """Return the ways round a veto under a rule, the most direct first; none where no single member has a veto."""
    return tuple(_ways()[name] for name in rule.ways)


def _figures(table: Mapping[str, Any], *, stands_in: bool = False) -> Figures:
    return Figures(
        table["id"],
        table["day"],
        table["status"],
        table["provenance"],
        table["rounded_to"],
        table["persons"],
        stands_in,
    )


def population_figures(on: date, *, figures: str | None = None) -> Figures:
    """Return the populations that votes used on a day, or the set named by `figures` whatever the day.

    Raises
    ------
    UsageError
        No such set, or the day lies before the first.
    """
    tables = data.table("members")["figures"]
    if figures is not None:
        for table in tables:
            if table["id"] == figures:
                return _figures(table)
        raise unknown("set of populations", figures, (table["id"] for table in tables))
    began = [table for table in tables if "in_force_since" in table and table["in_force_since"] <= on]
    if not began:
        first = min(table["in_force_since"] for table in tables if "in_force_since" in table)
        raise UsageError(
            f"no populations are shipped for {in_words(on)}; the first set is in force from {in_words(first)}"
        )
    latest = max(began, key=lambda table: table["in_force_since"])
    return _figures(latest, stands_in=latest.get("in_force_until", date.max) <= on)


def members(on: date, *, figures: str | None = None) -> tuple[Member, ...]:
    """Return the members of the European Union on a day, by code, with the population that votes used then.

    `figures` takes another set of populations (`2018`, `2023`, `2024`, `2024-revised`, `2025`). `population_figures`
    says which set a day uses and whether it stands in for one that is not shipped.

    Raises
    ------
    UsageError
        Before 1 February 2020: the Union then had other members, whose figures are not shipped.
    """
    table = data.table("members")
    if on < table["since"]:
        raise UsageError(
            f"the members on {in_words(on)} are not shipped: the Union of 27 begins on {in_words(table['since'])};"
            " name the members and their populations yourself"
        )
    persons = population_figures(on, figures=figures).persons
    return tuple(Member(code, name, persons[code]) for code, name in sorted(table["names"].items()))


def opt_outs(on: date) -> tuple[OptOut, ...]:
    """Return the opt-outs in force on a day: the member does not take part in decisions of that scope."""
    return tuple(out for out in (OptOut(**table) for table in data.table("members")["opt_outs"]) if on < out.until)
