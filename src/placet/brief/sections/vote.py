"""Will it pass: tiles, counts, ways through, whom to ask, and what "broad support" rests on."""

from __future__ import annotations

from placet.brief.blocks import (
    Block,
    Columns,
    Fold,
    Heading,
    Items,
    Note,
    Section,
    Sentence,
    Table,
    Tile,
    Tiles,
    Words,
)
from placet.brief.book import Book, slug
from placet.brief.positions import WORDS
from placet.brief.words import capital, stopped
from placet.charts.numbers import whole
from placet.days import in_words
from placet.gates.verdict import MemberStance, Path, VoteVerdict
from placet.gates.words import listed


def vote(book: Book) -> Section:
    """Return the section on the vote."""
    gate = book.vote
    if gate is None:
        return Section("vote", "Will it pass?", (Sentence("This dossier has no gate that is a vote."),))
    about = f"{gate.proposal_title}. {gate.rule_title} ({gate.article})."
    if gate.proposed:
        about = f"{gate.proposal_title}, proposed on {in_words(gate.proposed)}. {gate.rule_title} ({gate.article})."
    blocks: list[Block] = [Sentence(gate.sentence, lead=True), Sentence((about, *book.refs(gate.because)))]
    if gate.note:
        blocks.append(Note(gate.note))
    if gate.proposed:
        blocks.append(Columns((tiles(gate),), tuple(_ways(book, gate)), even=False))
        blocks += _support(book, gate)
        blocks += _positions(book, gate)
    return Section("vote", "Will it pass?", tuple(blocks))


def counts_in_words(gate: VoteVerdict) -> str:
    """Return `2 yes, 5 yes, if, 1 no ...`: only positions that somebody holds, adding up to all voters."""
    found = [f"{gate.counts[position]} {words}" for position, words in WORDS.items() if gate.counts.get(position)]
    return "; ".join(found)


def tiles(gate: VoteVerdict) -> Tiles:
    """Return every voter as a tile."""
    made = tuple(
        Tile(
            code=member.member,
            name=member.name,
            position=member.position,
            blocks=member.member in gate.blockers,
            changed=member.changed,
            stale=member.stale,
            said=_said(member, blocks=member.member in gate.blockers),
            to=f"#m-{slug(member.member)}",
        )
        for member in gate.members
    )
    counts = tuple((position, words, gate.counts.get(position, 0)) for position, words in WORDS.items())
    return Tiles(
        made, tuple(row for row in counts if row[2]), f"Positions of {len(made)} members: {counts_in_words(gate)}"
    )


def _said(member: MemberStance, *, blocks: bool) -> str:
    said = f"{member.name}: {WORDS[member.position]}"
    if member.position == "if":
        said = (
            f"{member.name}: yes, if {listed(member.conditions)}"
            if member.conditions
            else f"{said} (no condition given)"
        )
    marks = [
        word
        for word, holds in (("blocks", blocks), ("changed in this what-if", member.changed), ("stale", member.stale))
        if holds
    ]
    return "; ".join([said, *marks])


def _ways(book: Book, gate: VoteVerdict) -> list[Block]:
    blocks: list[Block] = []
    if gate.paths:
        blocks += [Heading("Ways through, and round"), Items(tuple(_way(path) for path in gate.paths), ordered=True)]
    if gate.ask:
        names = listed([book.name(code) for code in gate.ask[:5]])
        blocks += [Heading("Whom to ask first"), Sentence(f"{names}: their answers would tell most.")]
    if gate.criteria:
        rows = tuple(
            (criterion.title, whole(criterion.needed), whole(criterion.have), whole(criterion.reach))
            for criterion in gate.criteria
        )
        head = ("What the rule needs", "needed", "have", "in reach")
        blocks += [
            Heading("The rule"),
            Table(head, rows, numbers=(1, 2, 3)),
            Note("Have: every silent or conditional member counted against. In reach: all of them counted in favour."),
        ]
    return blocks


def _way(path: Path) -> Words:
    article = "" if path.article in path.sentence else f" {path.article}."
    before = f" Done before: {stopped(path.precedent)}" if path.precedent else ""
    veto = " The veto falls." if path.removes_veto else " The veto stays."
    return f"{stopped(path.sentence)}{article}{before}{veto}"


def _support(book: Book, gate: VoteVerdict) -> list[Block]:
    counted_here = f"Counted by name: {counts_in_words(gate)}. Reported about all members together:"
    reports = book.shown("vote", most=7)
    return [Heading("How broad is the support?", "support"), Sentence(counted_here), *reports]


def _positions(book: Book, gate: VoteVerdict) -> list[Block]:
    order = list(WORDS)
    spoken = [member for member in gate.members if member.position not in ("unclear", "unknown")]
    spoken.sort(key=lambda member: (member.position != "no", order.index(member.position)))
    unclear = [member for member in gate.members if member.position == "unclear"]
    unknown = [member for member in gate.members if member.position == "unknown"]
    blocks: list[Block] = []
    # A recorded unanimous vote would repeat one word 27 times.
    if spoken and not gate.recorded:
        blocks += [Heading("Who has said what"), _table(book, spoken)]
    if unclear:
        title = f"{len(unclear)} unclear: have spoken near the subject, not on the proposal"
        blocks.append(Fold(title, (_table(book, unclear),)))
    if unknown:
        names = listed([member.name for member in unknown])
        table = Table(("Member", "What was found"), tuple((m.name, "nothing") for m in unknown),
                      ids=tuple(f"m-{slug(m.member)}" for m in unknown))  # fmt: skip
        blocks.append(Fold(f"{len(unknown)} unknown: {names}", (table,)))
    return blocks


def _table(book: Book, members: list[MemberStance]) -> Table:
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            member.name,
            capital(WORDS[member.position]),
            (_details(member), *book.refs(member.because)),
            in_words(member.since) if member.since else "",
        )
        for member in members
    )
    head = ("Member", "Position", "Conditions and notes", "Since")
    return Table(head, rows, ids=tuple(f"m-{slug(member.member)}" for member in members))


def _details(member: MemberStance) -> str:
    parts = []
    if member.conditions:
        parts.append(stopped(capital("; ".join(member.conditions))))
    if member.changed:
        parts.append("Changed in this what-if.")
    elif member.note:
        parts.append(stopped(member.note))
    if member.stale and member.check_by:
        parts.append(f"Stale since {in_words(member.check_by)}.")
    return " ".join(parts)
