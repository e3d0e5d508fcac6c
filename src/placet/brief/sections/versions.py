"""The other versions of the proposal and the precedents: stated positions beside recorded outcomes."""

from __future__ import annotations

from placet.brief.blocks import Block, Heading, Note, Section, Sentence, Table, Words
from placet.brief.book import Book
from placet.brief.sections.vote import counts_in_words
from placet.brief.words import capital
from placet.days import in_words
from placet.gates.verdict import VoteVerdict

AGREES = {True: "yes", False: "no", None: "no outcome yet"}


def versions(book: Book) -> Section:
    """Return the section on the other proposals."""
    proposals = list(book.assessment.proposals.values())
    blocks: list[Block] = []
    if proposals:
        rows = tuple(_row(book, proposal) for proposal in proposals)
        head = ("Proposal", "Put forward", "Positions", "Recorded outcome", "Do the positions allow it?")
        blocks += [Table(head, rows, short=(1,)), *(Note(f"{p.proposal_title}: {p.note}") for p in proposals if p.note)]
    else:
        blocks.append(Sentence("Nothing had been proposed by the day."))
    blocks += [Heading("Precedents and the record of past vetoes"), *book.shown("precedent", most=6)]
    return Section("versions", "The other versions and the precedents", tuple(blocks))


def _row(book: Book, proposal: VoteVerdict) -> tuple[Words, ...]:
    outcome = "none recorded"
    if proposal.recorded:
        outcome = capital(proposal.recorded)
        if proposal.recorded_day:
            outcome += f", {in_words(proposal.recorded_day)}"
    return (
        (proposal.proposal_title, *book.refs(proposal.because)),
        in_words(proposal.proposed) if proposal.proposed else "not yet",
        counts_in_words(proposal),
        outcome,
        AGREES[proposal.agrees],
    )
