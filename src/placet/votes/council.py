"""The bodies that decide by the shipped rules: who has a vote on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from placet import data
from placet.days import in_words
from placet.errors import UsageError
from placet.votes.catalogue import members, opt_outs, population_figures
from placet.votes.formula import AllOf, AnyOf, Count, Formula, Member, Not
from placet.votes.rule import Rule
from placet.votes.wording import unknown


@dataclass(frozen=True)
class Council:
    """A body on a day.

    Attributes
    ----------
    id, title
        Its name in files, and for people.
    members
        Those that have a vote.
    outside
        Members of the Union, or later ones, that have none on this day: why, by code.
    notes
        What a reader of a count must know: populations that stand in, opt-outs, numbered seats.
    """

    id: str
    title: str
    members: tuple[Member, ...]
    outside: Mapping[str, str]
    notes: tuple[str, ...]

    def check(self, codes: Collection[str]) -> None:
        """Raise when a code has no vote here.

        Raises
        ------
        UsageError
            With the reason.
        """
        seats = [member.code for member in self.members]
        for code in codes:
            if code in self.outside:
                raise UsageError(f"{code} has no vote: {self.outside[code]}")
            if code not in seats:
                raise unknown("member" if self.id == "eu" else f"member of {self.title}", code, seats)


def council(rule: Rule, on: date, *, taking_part: Collection[str] | None = None) -> Council:
    """Return the body that decides by a rule, as it stood on a day.

    Parameters
    ----------
    taking_part
        The codes of those that take part, for a rule whose body the user names.

    Raises
    ------
    UsageError
        The rule is a user's own, or not in force on the day; the body of that day is not shipped; or those that take
        part are missing, unknown, or given for a body that is fixed.
    """
    if (rule.since and on < rule.since) or (rule.until and on >= rule.until):
        raise UsageError(f"{rule.id} is not in force on {in_words(on)}")
    if rule.council is None:
        raise UsageError(f"{rule.id} is a rule of one's own: name its members yourself")
    if rule.council == "named":
        return _named(rule, on, taking_part)
    if taking_part:
        raise UsageError(f"{rule.id} has a fixed membership; leave out who takes part")
    if rule.council == "eu":
        return Council("eu", "the Council of the European Union", members(on), {}, _notes(rule, on))
    written = {table["id"]: table for table in data.table("members")["councils"]}
    return _written(written[rule.council], rule, on)


def _named(rule: Rule, on: date, taking_part: Collection[str] | None) -> Council:
    if not taking_part:
        raise UsageError(
            f"{rule.id}: who takes part is not fixed; name them, like --taking-part AT,BE,BG,CY,CZ,DE,DK,EE,EL"
        )
    union = {member.code: member for member in members(on)}
    for code in taking_part:
        if code not in union:
            raise unknown("member", code, union)
    outside = dict.fromkeys(union.keys() - taking_part, f"it was not named among those that take part in {rule.id}")
    inside = tuple(member for code, member in union.items() if code in taking_part)
    return Council("named", "those that take part", inside, outside, _notes(rule, on))


def _written(table: Mapping[str, Any], rule: Rule, on: date) -> Council:
    if on < table["since"]:
        raise UsageError(
            f"the members of {table['title']} on {in_words(on)} are not shipped: its table begins on"
            f" {in_words(table['since'])}"
        )
    joined: dict[str, date] = table.get("joined", {})
    if "within" in table:
        everybody = {member.code: member for member in members(on)}
    else:
        everybody = {code: Member(code, name) for code, name in table["seats"].items()}
    seats = table.get("numbered", {"count": 0})
    for number in range(1, seats["count"] + 1):
        code = f"{seats['prefix']}{number}"
        everybody[code] = Member(code, f"{seats['name']} {number}")
    outside = dict.fromkeys(table.get("without", ()), f"it takes no part in {table['title']}")
    outside |= {
        code: f"it joined {table['title']} on {in_words(day)}, after {in_words(on)}"
        for code, day in joined.items()
        if on < day
    }
    inside = tuple(member for code, member in everybody.items() if code not in outside)
    return Council(table["id"], table["title"], inside, outside, _notes(rule, on))


def _notes(rule: Rule, on: date) -> tuple[str, ...]:
    notes = []
    if counts_population(rule.formula):
        figures = population_figures(on)
        if figures.stands_in:
            notes.append(
                f"populations: the {figures.id} set stands in, for the set in force on {in_words(on)} is not shipped"
            )
        else:
            notes.append(f"populations: {in_words(figures.day)}, {figures.status}")
    if "declared" in rule.positions:
        notes += [
            f"{out.member} had an opt-out from {out.scope} until {in_words(out.until)}: if this is one, say"
            f" {out.member}=not-participating"
            for out in opt_outs(on)
        ]
    return tuple(notes)


def counts_population(formula: Formula) -> bool:
    """Whether a formula counts population anywhere."""
    match formula:
        case Count(what=what):
            return what == "population"
        case AllOf(parts) | AnyOf(parts):
            return any(counts_population(part) for part in parts)
        case Not(part):
            return counts_population(part)
    return False
