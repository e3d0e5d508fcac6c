"""The recorded outcome agrees with the rule and the positions of that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet import votes
from placet.dossier.problems import Problem, Related, error
from placet.dossier.rules import rule_of
from placet.dossier.schema import Outcome, Proposal, Stance
from placet.dossier.stances import published_days, stance_on
from placet.dossier.voters import opted_out, union, voters
from placet.errors import UsageError

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def outcome_allowed(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each outcome that the rule does not allow, whatever the silent members did."""
    found: list[Problem] = []
    known_rules = {*folder.dossier.rules, *(rule.id for rule in votes.rules())}
    for name, proposal in folder.dossier.proposals.items():
        if proposal.outcome and proposal.rule in known_rules:
            found += of_outcome(folder, name, proposal, proposal.outcome)
    return found


def of_outcome(folder: Folder, name: str, proposal: Proposal, outcome: Outcome) -> list[Problem]:
    """Return the problem of an adopted act that the stated positions forbid, or of a refused one that they carry."""
    published = published_days(folder)
    stances = {m: stance_on(proposal, m, outcome.day, published) for m in voters(proposal)}
    try:
        rule = rule_of(folder.dossier, proposal.rule)
        cast = {m: vote_of(stance, rule, silent="yes" if outcome.adopted else "no") for m, stance in stances.items()}
        cast |= dict.fromkeys(opted_out(proposal, outcome.day), "not-participating")
        tally = votes.tally(rule, council(proposal, outcome.day), cast)
    except UsageError:
        return []  # no populations are shipped for these voters or this day, or another check says what is wrong
    if tally.adopted == outcome.adopted:
        return []
    place = folder.place("proposals", name, "outcome", "adopted", of_value=True)
    if not outcome.adopted:
        message = f"recorded as not adopted, but the positions of {outcome.day} carry it by the rule '{rule.id}'"
        return [error(message, place, "name those who said no, or correct the outcome")]
    related = [
        Related(folder.place(*where, "stance", of_value=True), f"{member} says no on that day")
        for member, stance in stances.items()
        if stance is not None and stance.stance == "no" and (where := place_of(name, proposal, member, stance))
    ]
    message = f"recorded as adopted on {outcome.day}, but the rule '{rule.id}' does not allow it with these positions"
    return [error(message, place, "correct the outcome, or the position on that day", *related[:3])]


def place_of(name: str, proposal: Proposal, member: str, stance: Stance) -> tuple[str | int, ...]:
    """Return the path of a member's position."""
    if member in proposal.stances:
        return "proposals", name, "stances", member, proposal.stances[member].index(stance)
    return "proposals", name, "others", proposal.others.index(stance)


def vote_of(stance: Stance | None, rule: votes.Rule, *, silent: votes.Position) -> votes.Position:
    """Return how a member voted by its position; a silent or conditional one is given a vote."""
    if stance is None or stance.stance in ("unclear", "unknown") or stance.if_:
        return silent
    if stance.stance == "abstain":
        return "declared" if stance.declared and "declared" in rule.positions else "abstain"
    return "yes" if stance.stance == "yes" else "no"


def council(proposal: Proposal, on: date) -> list[votes.Member]:
    """Return those who vote, with their populations.

    Raises
    ------
    UsageError
        When the populations of the day are not shipped.
    """
    persons = {member.code: member for member in votes.members(on)} if set(voters(proposal)) <= set(union()) else {}
    return [persons.get(code) or votes.Member(code, code, 1) for code in voters(proposal)]
