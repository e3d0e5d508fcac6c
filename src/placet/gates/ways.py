"""The ways through a vote and round it: moves that carry it, and other routes, each with its article and precedent."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from placet import days, votes
from placet.dossier.read import Folder
from placet.dossier.stances import published_days, stance_on
from placet.dossier.voters import union
from placet.gates.block import ABSTAIN_DECLARED
from placet.gates.remains import remains
from placet.gates.standing import open_questions, outcome_known, position, put_to_vote, with_bystanders
from placet.gates.verdict import MemberStance, Path, Remains
from placet.gates.words import listed, said_by, sentence


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
    proposal = folder.dossier.proposals[name]
    prices = {code: float(cost.price) for code, cost in proposal.costs.items() if standing[code] != "not-participating"}
    aside = next((way for way in votes.ways_round(rule) if way.id == ABSTAIN_DECLARED), None)
    found = []
    for change in votes.cheapest_changes(rule, council, standing, prices):
        moves = dict(change.positions)
        if not moves:
            continue
        declaring = [code for code, to in moves.items() if to == "declared"]
        takes_part, pays = who_carries(aside, declaring)
        words = listed([f"{code} {MOVES[to]}" for code, to in moves.items()])
        found.append(
            Path(
                sentence=f"{words} ({rule.article})" + (f", at a cost of {change.cost:g}" if prices else ""),
                changes={f"{gate}.{code}": WRITTEN[to] for code, to in moves.items()},
                article=rule.article,
                precedent=precedent(folder, moves, as_of),
                removes_veto=True,
                note=sentence(f"even then {still}") if still else None,
                cost=change.cost if prices else None,
                remains=left_without(folder, declaring),
                who_takes_part=takes_part,
                who_pays=pays,
            )
        )
    played = bool(found)
    against = [m.member for m in members if m.position == "no"]
    for way in votes.ways_round(rule) if played else ():
        if way.id != ABSTAIN_DECLARED:  # a change above plays that one
            left = left_without(folder, against) if way.id in WITHOUT_THE_UNWILLING else None
            found.append(way_path(way, as_of, military=proposal.military).model_copy(update={"remains": left}))
    return found


WITHOUT_THE_UNWILLING = (
    "abstainer-left-out",
    "art-44",
    "enhanced-cooperation",
    "pesco",
    "outside-the-treaties",
    "opt-out",
)
"""The ways in which the members that refuse take no part."""


def who_carries(way: votes.WayRound | None, declaring: list[str]) -> tuple[str | None, str | None]:
    """Return who takes part and who pays after declared abstentions, in words; nothing when nobody declares."""
    if not way or not declaring:
        return None, None
    pays = f"{way.who_pays}; how much of it {listed(declaring)} would have paid is not sourced here"
    return f"{way.who_takes_part}, here {listed(declaring)}", pays


def left_without(folder: Folder, gone: list[str]) -> Remains | None:
    """Return what stays of the programme without some members; nothing without a programme or when nobody goes."""
    programme = folder.dossier.programme
    if programme is None or not gone:
        return None
    return remains(programme, set(union()) - set(gone), gone, f"Without {listed(gone)}")


def remainders(folder: Folder, members: list[MemberStance]) -> list[Remains]:
    """Return what stays of the programme without those that refuse or abstain formally, and with the agreed alone."""
    programme = folder.dossier.programme
    if programme is None:
        return []
    found = [left_without(folder, [m.member for m in members if m.position in ("no", "declared")])]
    for title, positions in WILLING.items():
        willing = [m.member for m in members if m.position in positions]
        gone = sorted(set(union()) - set(willing))
        if willing and gone:
            found.append(remains(programme, willing, gone, f"{title} ({listed(willing)})"))
    return list({tuple(one.without): one for one in found if one}.values())


WILLING: dict[str, tuple[str, ...]] = {
    "Only those that have said yes, conditions or not": ("yes", "if"),
    "Only those that have said yes without conditions": ("yes",),
}


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
