"""Where the members stand on a proposal on a day, and what their positions amount to as votes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from placet import days, votes
from placet.dossier.read import Folder
from placet.dossier.schema import Outcome, Proposal, Stance
from placet.dossier.stances import known, published_days, stance_on
from placet.dossier.voters import opted_out
from placet.gates.verdict import MemberStance, Position

WHAT_IF = "what-if"
SILENT: tuple[Position, ...] = ("unclear", "unknown")


def voters(proposal: Proposal, on: date) -> tuple[votes.Member, ...]:
    """Return who votes on the proposal on a day, in the order of their codes; members that opted out do not."""
    everyone = votes.members(on)
    if proposal.voters == "EU27":
        out = opted_out(proposal, on)
        return tuple(member for member in everyone if member.code not in out)
    return tuple(member for member in everyone if member.code in proposal.voters)


def with_bystanders(cast: dict[str, votes.Position], council: tuple[votes.Member, ...]) -> dict[str, votes.Position]:
    """Return the votes with every member that does not take part named as such."""
    return {member.code: cast.get(member.code, "not-participating") for member in council}


def position(stance: Stance | None) -> Position:
    """Return the position that a stance amounts to."""
    if stance is None:
        return "unknown"
    if stance.stance == "yes" and stance.if_:
        return "if"
    if stance.stance == "abstain" and stance.declared:
        return "declared"
    return stance.stance


def member_stances(folder: Folder, proposal: Proposal, as_of: date) -> list[MemberStance]:
    """Return where each voter stands, from what had been published by the day."""
    published = published_days(folder, as_of)
    found = []
    for member in voters(proposal, vote_day(folder, proposal, as_of)):
        stance = stance_on(proposal, member.code, as_of, published)
        check_by = stance.check_by if stance else None
        found.append(
            MemberStance(
                member=member.code,
                name=member.name,
                position=position(stance),
                conditions=list(stance.if_) if stance else [],
                since=held_since(proposal, member.code, as_of, published) if stance else None,
                because=[claim for claim in stance.because if known([claim], as_of, published)] if stance else [],
                check_by=check_by,
                stale=bool(check_by and check_by <= as_of),
                note=stance.note if stance else None,
                changed=bool(stance and stance.note == WHAT_IF),
            )
        )
    return found


def held_since(proposal: Proposal, member: str, as_of: date, published: Mapping[str, date]) -> date | None:
    """Return since when a member has held its position without a change; a newer note on the same position is none."""
    since, when = None, as_of
    held = position(stance_on(proposal, member, as_of, published))
    while (stance := stance_on(proposal, member, when, published)) and position(stance) == held:
        since, when = stance.since, stance.since - days.ONE
    return since


def put_to_vote(
    rule: votes.Rule, members: list[MemberStance], *, open_questions: votes.Position
) -> dict[str, votes.Position]:
    """Return the votes if every silent or conditional member voted in one way.

    A declared abstention is a plain one where the rule knows no declarations.
    """
    cast: dict[str, votes.Position] = {}
    for m in members:
        if m.position == "declared":
            cast[m.member] = "declared" if "declared" in rule.positions else "abstain"
        elif m.position in ("yes", "abstain", "no"):
            cast[m.member] = m.position
        else:
            cast[m.member] = open_questions
    return cast


def was_proposed(folder: Folder, proposal: Proposal, as_of: date) -> bool:
    """Whether a proposal had been put forward by the day, as far as was published."""
    return proposal.proposed <= as_of and known(proposal.because, as_of, published_days(folder, as_of))


def vote_day(folder: Folder, proposal: Proposal, as_of: date) -> date:
    """Return the day whose members and populations count: that of the recorded outcome, else the day itself."""
    outcome = outcome_known(folder, proposal, as_of)
    return outcome.day if outcome else as_of


def outcome_known(folder: Folder, proposal: Proposal, as_of: date) -> Outcome | None:
    """Return how a proposal ended, if that had been published by the day."""
    outcome = proposal.outcome
    if outcome and outcome.day <= as_of and known(outcome.because, as_of, published_days(folder, as_of)):
        return outcome
    return None


def open_questions(counts: Mapping[Position, int]) -> list[tuple[int, str, str]]:
    """Return what is still open among the members, as parts of a sentence."""
    return [
        (counts["if"], "attaches conditions", "attach conditions"),
        (counts["unclear"] + counts["unknown"], "has not said", "have not said"),
    ]
