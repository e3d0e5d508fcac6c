"""A gate that opens when a proposal passes: the dated stances of a dossier put to the voting rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from placet import days, votes
from placet.dossier.read import Folder
from placet.dossier.rules import rule_of
from placet.dossier.schema import Proposal
from placet.dossier.stances import claims_known
from placet.dossier.voters import opted_out
from placet.gates.block import blocking_groups, declared_room
from placet.gates.standing import (
    SILENT,
    member_stances,
    open_questions,
    outcome_known,
    put_to_vote,
    vote_day,
    voters,
    was_proposed,
    with_bystanders,
)
from placet.gates.verdict import Criterion, MemberStance, Position, State, VoteVerdict
from placet.gates.ways import paths, remainders
from placet.gates.words import listed, said_by, sentence


def vote_verdict(folder: Folder, name: str, as_of: date, *, title: str = "", asks: str = "") -> VoteVerdict:
    """Return whether a proposal passes, from what was known on the day.

    The known positions are counted twice: with every silent or conditional member against, and with all of them in
    favour. The gate is open when even the first passes, shut when even the second fails, else unknown.
    """
    proposal = folder.dossier.proposals[name]
    rule = rule_of(folder.dossier, proposal.rule)
    claims = claims_known(folder, as_of)
    members = member_stances(folder, proposal, as_of)
    on = vote_day(folder, proposal, as_of)
    council = votes.members(on)
    taking_part = voters(proposal, on)
    worst = votes.tally(rule, council, with_bystanders(put_to_vote(rule, members, open_questions="no"), council))
    favour = put_to_vote(rule, members, open_questions="yes")
    best = votes.tally(rule, council, with_bystanders(favour, council))
    outcome = outcome_known(folder, proposal, as_of)
    proposed = was_proposed(folder, proposal, as_of)
    state: State = "open" if worst.adopted else "unknown" if best.adopted else "shut"
    if outcome:
        state = "open" if outcome.adopted else "shut"
    if not proposed:
        state = "unknown"
    tally = Counter(m.position for m in members)
    counts: dict[Position, int] = {p: tally[p] for p in get_args(Position)}
    blockers = list(best.blockers) if proposed and not best.adopted else []
    asked_now = proposed and not outcome
    because = [*proposal.because, *(outcome.because if outcome else [])] if proposed else []
    return VoteVerdict(
        title=title or proposal.title,
        asks=asks or f"Does it pass: {proposal.title}?",
        state=state,
        sentence=sentence(
            f"nothing of the kind had been proposed by {days.in_words(as_of)}"
            if not proposed
            else recorded(outcome.how, outcome.day)
            if outcome
            else verdict_words(state, counts, blockers)
        ),
        proposal=name,
        proposal_title=proposal.title,
        proposed=proposal.proposed if proposed else None,
        rule=rule.id,
        rule_title=rule.title,
        article=rule.article,
        counts=counts,
        members=members,
        blockers=blockers,
        silent=[m.member for m in members if m.position in SILENT],
        criteria=[
            Criterion(title=w.title, needed=w.needed, have=w.have, reach=b.have, unit=w.unit)
            for w, b in zip(worst.criteria, best.criteria, strict=True)
        ],
        paths=paths(folder, name, rule, council, members, as_of) if asked_now else [],
        ask=worth_asking(members, blockers) if asked_now else [],
        recorded=outcome.how if outcome else None,
        recorded_day=outcome.day if outcome else None,
        agrees=(best.adopted if outcome.adopted else not worst.adopted) if outcome else None,
        because=[claim for claim in dict.fromkeys(because) if claim in claims],
        note=proposal.note if proposed else None,
        one_stops=one_stops(rule, taking_part),
        opted_out=opted_out(proposal, on),
        room=declared_room(rule, best, council) if proposed else None,
        blocking=(
            blocking_groups(rule, taking_part, favour, all_take_part=len(taking_part) == len(council))
            if asked_now
            else []
        ),
        remains=remainders(folder, members) if asked_now else [],
    )


def as_proposal(verdict: VoteVerdict, proposal: Proposal) -> VoteVerdict:
    """Return a gate's verdict under the name of its proposal, so that the rule need not be asked twice."""
    title, asks = proposal.title, f"Does it pass: {proposal.title}?"
    return verdict.model_copy(update={"title": title, "asks": asks})


def one_stops(rule: votes.Rule, members: Sequence[votes.Member]) -> bool:
    """Whether one no of some member stops an act that all others vote for."""
    return bool(votes.tally(rule, members, {member.code: "no" for member in members}).blockers)


def recorded(how: str, day: date) -> str:
    """Return the recorded outcome as a sentence."""
    return f"{how}, on {days.in_words(day)}"


def silence(counts: Mapping[Position, int]) -> str:
    """Return what the silence is made of: ` (11 unclear, 8 unknown)`; nothing where it is of one kind."""
    kinds = [f"{counts[position]} {position}" for position in SILENT if counts[position]]
    return f" ({', '.join(kinds)})" if len(kinds) > 1 else ""


def verdict_words(state: State, counts: Mapping[Position, int], blockers: list[str]) -> str:
    """Return what the known positions amount to, in words that follow from the counts."""
    still = open_questions(counts)
    if state == "open":
        return "it passes, whatever the others do" if said_by(still) else "it passes as the members stand"
    if state == "shut":
        named = f"no ({listed(blockers)})"
        if not blockers:
            return listed(["the known positions stop it", *([said_by(still)] if said_by(still) else [])])
        return said_by([(len(blockers), f"says {named}", f"say {named}"), *still]) + silence(counts)
    if counts["no"]:
        return said_by([(counts["no"], "says no", "say no"), *still]) + silence(counts)
    return f"no member says no, but {said_by(still)}{silence(counts)}"


def clause(verdict: VoteVerdict) -> str:
    """Return the verdict as a part of the sentence that joins all gates."""
    if verdict.proposed is None:
        return "nothing had been proposed"
    if verdict.recorded:
        return "the vote has passed" if verdict.state == "open" else "the proposal was not adopted"
    if verdict.state == "open":
        return "the vote passes as the members stand"
    still = open_questions(verdict.counts)
    if verdict.state == "shut" and not verdict.blockers:
        return listed(["the known positions stop the vote", *([said_by(still)] if said_by(still) else [])])
    return said_by([(len(verdict.blockers), "says no", "say no"), *still])


def worth_asking(members: list[MemberStance], blockers: list[str]) -> list[str]:
    """Return whom to ask first: stale noes, then those who spoke near the subject, then the silent."""
    stale = [m.member for m in members if m.member in blockers and m.stale]
    return stale + [m.member for p in SILENT for m in members if m.position == p]
