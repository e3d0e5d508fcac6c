"""Will it pass: tiles, counts, ways through, whom to ask, and what "broad support" rests on."""

from __future__ import annotations

from placet.brief.blocks import (
    Block,
    Columns,
    Fold,
    Heading,
    Items,
    Link,
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
from placet.brief.sections.vote_odds import folds, likely, remaining, stoppers, whom_to_ask
from placet.brief.words import capital, stopped
from placet.charts.numbers import whole
from placet.days import in_words
from placet.gates.verdict import MemberStance, Path, VoteVerdict
from placet.gates.words import counted, listed


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
        under = (tiles(gate), *_asked_first(book, gate), *stoppers(gate))
        blocks.append(Columns(under, tuple(_beside(book, gate)), even=False))
        blocks += _support(book, gate)
        blocks += _positions(book, gate)
        blocks += remaining(gate)
        blocks += _round(gate)
        blocks += folds(gate)
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
    # The code comes first, since what a tile is called must hold what it shows.
    who = f"{member.member} {member.name}"
    said = f"{who}: {WORDS[member.position]}"
    if member.position == "if":
        said = f"{who}: yes, if {listed(member.conditions)}" if member.conditions else f"{said} (no condition given)"
    marks = [
        word
        for word, holds in (("blocks", blocks), ("changed in this what-if", member.changed), ("stale", member.stale))
        if holds
    ]
    return "; ".join([said, *marks])


def _beside(book: Book, gate: VoteVerdict) -> list[Block]:
    blocks: list[Block] = []
    through = [path for path in gate.paths if path.changes]
    if through:
        blocks += [Heading("Ways through"), Items(tuple(_way(path) for path in through), ordered=True)]
        blocks += [Sentence(note) for note in dict.fromkeys(path.note for path in through) if note]
        paying = next((path for path in through if path.who_pays), None)
        if paying:
            blocks.append(Sentence(f"Who pays after a declared abstention: {stopped(paying.who_pays or '')}"))
    ways = [path for path in gate.paths if not path.changes]
    if ways:
        blocks.append(Sentence((f"{_ways_round(ways)}: ", Link("see below", "#ways-round"), ".")))
    blocks += likely(gate, book.assessment.together)
    return blocks


def _asked_first(book: Book, gate: VoteVerdict) -> list[Block]:
    if gate.ask and not gate.asking:
        return [Heading("Whom to ask first"), Sentence(_whom_to_ask(book, gate))]
    return whom_to_ask(gate)


def _whom_to_ask(book: Book, gate: VoteVerdict) -> str:
    stale = [book.name(code) for code in gate.ask if code in gate.blockers]
    near = [m.name for m in gate.members if m.member in gate.ask and m.position == "unclear"]
    silent = sum(m.member in gate.ask and m.position == "unknown" for m in gate.members)
    parts = [f"{listed(stale)}, whose no has gone stale" if stale else ""]
    parts.append(f"those that spoke near the subject, who count alike ({', '.join(near)})" if near else "")
    parts.append(f"the {silent} of whom nothing was found" if silent else "")
    return stopped(capital("; then ".join(part for part in parts if part)))


def _way(path: Path) -> Words:
    before = f" Done before: {stopped(path.precedent)}" if path.precedent else ""
    return f"{stopped(path.sentence)}{before} {_veto(path)}."


def _veto(path: Path) -> str:
    if path.closed:
        return "Closed here"
    return "The veto falls" if path.removes_veto else "The veto stays"


def _support(book: Book, gate: VoteVerdict) -> list[Block]:
    said = f"Counted by name: {counts_in_words(gate)}. Reported of all members together:"
    return [Heading("How broad is the support?", "support"), Sentence(said), *book.shown("vote", most=4)]


def _round(gate: VoteVerdict) -> list[Block]:
    ways = [path for path in gate.paths if not path.changes]
    blocks: list[Block] = []
    if ways:
        rows: tuple[tuple[Words, ...], ...] = tuple(
            (path.sentence, _veto(path), capital(path.article), _terms(path), path.precedent or "") for path in ways
        )
        head = ("Way round", "The veto", "Article", "Who takes part, who pays, what to know", "Done before")
        blocks.append(Fold(_ways_round(ways), (Table(head, rows, short=(1,)),), anchor="ways-round"))
    if gate.criteria:
        tests = tuple(
            (test.title, whole(test.needed), whole(test.have), whole(test.reach), test.unit) for test in gate.criteria
        )
        head = ("Test of the rule", "threshold", "today", "at most in reach", "unit")
        note = "Today: every silent or conditional member counted against. In reach: all of them counted in favour."
        blocks.append(Fold("How the rule counts", (Table(head, tests, numbers=(1, 2, 3)), Note(note))))
    return blocks


def _ways_round(ways: list[Path]) -> str:
    falls = sum(path.removes_veto and not path.closed for path in ways)
    return f"{counted(len(ways), 'way').capitalize()} round the vote; the veto falls in {falls or 'none'} of them"


def _terms(path: Path) -> str:
    parts = [
        f"Takes part: {path.who_takes_part}" if path.who_takes_part else "",
        f"Pays: {path.who_pays}" if path.who_pays else "",
        path.note or "",
        path.remains.sentence if path.remains else "",
    ]
    return " ".join(stopped(part) for part in parts if part)


def _positions(book: Book, gate: VoteVerdict) -> list[Block]:
    order = list(WORDS)
    spoken = [member for member in gate.members if member.position not in ("unclear", "unknown")]
    spoken.sort(key=lambda member: (member.position != "no", order.index(member.position)))
    unclear = [member for member in gate.members if member.position == "unclear"]
    unknown = [member for member in gate.members if member.position == "unknown"]
    blocks: list[Block] = []
    if spoken and gate.recorded:
        # A recorded vote repeats one word almost 27 times.
        blocks.append(Fold("The votes as recorded", (_table(book, spoken),)))
    elif spoken:
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
    return Table(head, rows, short=(1, 3), ids=tuple(f"m-{slug(member.member)}" for member in members))


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
