"""A gate that opens when a proposal passes: the dated stances of a dossier put to the voting rule."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from placet import days, votes
from placet.dossier.read import Folder
from placet.dossier.schema import Outcome, Proposal, Stance
from placet.dossier.stances import claims_known, known, published_days, stance_on
from placet.gates.verdict import Criterion, MemberStance, Path, Position, State, VoteVerdict
from placet.gates.words import listed, said_by, sentence

WHAT_IF = "what-if"
SILENT: tuple[Position, ...] = ("unclear", "unknown")


def voters(proposal: Proposal, as_of: date) -> tuple[votes.Member, ...]:
    """Return who votes on the proposal, in the order of their codes."""
    everyone = votes.members(as_of)
    if proposal.voters == "EU27":
        return everyone
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
    for member in voters(proposal, as_of):
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


def vote_verdict(folder: Folder, name: str, as_of: date, *, title: str = "", asks: str = "") -> VoteVerdict:
    """Return whether a proposal passes, from what was known on the day.

    The known positions are counted twice: with every silent or conditional member against, and with all of them in
    favour. The gate is open when even the first passes, shut when even the second fails, else unknown.
    """
    proposal = folder.dossier.proposals[name]
    rule = votes.rule(proposal.rule)
    claims = claims_known(folder, as_of)
    members = member_stances(folder, proposal, as_of)
    council = votes.members(as_of)
    worst = votes.tally(rule, council, with_bystanders(put_to_vote(rule, members, open_questions="no"), council))
    best = votes.tally(rule, council, with_bystanders(put_to_vote(rule, members, open_questions="yes"), council))
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
        paths=paths(folder, name, rule, council, members, as_of) if proposed and not outcome else [],
        ask=worth_asking(members, blockers) if proposed and not outcome else [],
        recorded=outcome.how if outcome else None,
        recorded_day=outcome.day if outcome else None,
        agrees=(best.adopted if outcome.adopted else not worst.adopted) if outcome else None,
        because=[claim for claim in dict.fromkeys(because) if claim in claims],
        note=proposal.note if proposed else None,
        one_stops=one_stops(rule, voters(proposal, as_of)),
    )


def as_proposal(verdict: VoteVerdict, proposal: Proposal) -> VoteVerdict:
    """Return a gate's verdict under the name of its proposal, so that the rule need not be asked twice."""
    title, asks = proposal.title, f"Does it pass: {proposal.title}?"
    return verdict.model_copy(update={"title": title, "asks": asks})


def one_stops(rule: votes.Rule, members: Sequence[votes.Member]) -> bool:
    """Whether one no of some member stops an act that all others vote for."""
    return bool(votes.tally(rule, members, {member.code: "no" for member in members}).blockers)


def was_proposed(folder: Folder, proposal: Proposal, as_of: date) -> bool:
    """Whether a proposal had been put forward by the day, as far as was published."""
    return proposal.proposed <= as_of and known(proposal.because, as_of, published_days(folder, as_of))


def outcome_known(folder: Folder, proposal: Proposal, as_of: date) -> Outcome | None:
    """Return how a proposal ended, if that had been published by the day."""
    outcome = proposal.outcome
    if outcome and outcome.day <= as_of and known(outcome.because, as_of, published_days(folder, as_of)):
        return outcome
    return None


def recorded(how: str, day: date) -> str:
    """Return the recorded outcome as a sentence."""
    return f"{how}, on {days.in_words(day)}"


def open_questions(counts: Mapping[Position, int]) -> list[tuple[int, str, str]]:
    """Return what is still open among the members, as parts of a sentence."""
    return [
        (counts["if"], "attaches conditions", "attach conditions"),
        (counts["unclear"] + counts["unknown"], "has not said", "have not said"),
    ]


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


def paths(
    folder: Folder,
    name: str,
    rule: votes.Rule,
    council: tuple[votes.Member, ...],
    members: list[MemberStance],
    as_of: date,
) -> list[Path]:
    """Return the ways through, the cheapest first, then the ways round, each with its article and precedent."""
    gate = next((g for g, x in folder.dossier.gates.items() if x.kind == "vote" and x.proposal == name), name)
    standing = with_bystanders(put_to_vote(rule, members, open_questions="yes"), council)
    still = said_by(open_questions(Counter(m.position for m in members)))
    found = []
    for change in votes.cheapest_changes(rule, council, standing):
        moves = dict(change.positions)
        if not moves:
            continue
        words = listed([f"{code} {MOVES[to]}" for code, to in moves.items()])
        found.append(
            Path(
                sentence=f"{words} ({rule.article})",
                changes={f"{gate}.{code}": WRITTEN[to] for code, to in moves.items()},
                article=rule.article,
                precedent=precedent(folder, moves, as_of),
                removes_veto=True,
                note=sentence(f"even then {still}") if still else None,
            )
        )
    played = bool(found)
    for way in votes.ways_round(rule) if played else ():
        if way.id != ABSTAIN_DECLARED:  # a change above plays that one
            found.append(way_path(way, as_of, military=folder.dossier.proposals[name].military))
    return found


ABSTAIN_DECLARED = "constructive-abstention"


def way_path(way: votes.WayRound, as_of: date, *, military: bool) -> Path:
    """Return a way round a veto as the verdict shows it, marked when the treaty closes it for this proposal."""
    closed = military and way.not_for is not None
    notes = [f"Closed here: not for {way.not_for}." if closed else "", way.note]
    if way.unverified:
        notes.append(f"Not verified against the text of the law: {listed(way.unverified)}.")
    return Path(
        sentence=way.sentence,
        changes={},
        article=way.article,
        precedent=happened_by(way.precedent, as_of),
        removes_veto=way.removes_veto and not closed,
        closed=closed,
        who_takes_part=way.who_takes_part,
        who_pays=way.who_pays,
        note=" ".join(n for n in notes if n) or None,
    )


DAY = re.compile(r"(\d{1,2} [A-Z][a-z]+ \d{4}): ")


def happened_by(precedents: str | None, as_of: date) -> str | None:
    """Return those of some precedents, each written as `14 June 2024: what`, that had happened by the day."""
    parts = DAY.split(precedents or "")
    dated = [
        f"{written}: {what.rstrip('; ')}"
        for written, what in zip(parts[1::2], parts[2::2], strict=True)
        if day_written(written) <= as_of
    ]
    return "; ".join(dated) if len(parts) > 1 else precedents


def day_written(written: str) -> date:
    """Return the day that `14 June 2024` names."""
    number, month, year = written.split()
    return date(int(year), list(calendar.month_name).index(month), int(number))


MOVES = {"yes": "says yes", "abstain": "abstains", "declared": "abstains with a declaration", "no": "says no"}
WRITTEN = {"yes": "yes", "abstain": "abstain", "declared": "abstain declared", "no": "no"}


def precedent(folder: Folder, moves: Mapping[str, votes.Position], as_of: date) -> str | None:
    """Return where the same members did the same before, from the recorded proposals of the dossier."""
    for proposal in folder.dossier.proposals.values():
        outcome = outcome_known(folder, proposal, as_of)
        if not outcome or not outcome.adopted:
            continue
        published = published_days(folder, as_of)
        if all(position(stance_on(proposal, code, as_of, published)) == to != "yes" for code, to in moves.items()):
            return f"{listed(list(moves))} did so on {days.in_words(outcome.day)} ({proposal.title})"
    return None


def worth_asking(members: list[MemberStance], blockers: list[str]) -> list[str]:
    """Return whom to ask first: stale noes, then those who spoke near the subject, then the silent."""
    stale = [m.member for m in members if m.member in blockers and m.stale]
    return stale + [m.member for p in SILENT for m in members if m.position == p]
