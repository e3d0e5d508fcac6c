"""If approved, if refused: the cases of the plan in words, the mandate's term, consequences, the host's view."""

from __future__ import annotations

from placet.brief.blocks import Block, Heading, Section, Sentence
from placet.brief.book import Book
from placet.brief.sections.delivery import cases


def afterwards(book: Book) -> Section:
    """Return the section on what follows."""
    plan, clock = book.assessment.plan, book.clock
    blocks: list[Block] = []
    if plan and plan.cases and not plan.infeasible:
        blocks += [Sentence(plan.waiting_sentence, lead=True), cases(plan)]
    if clock:
        blocks.append(Sentence((f"{clock.title}: {clock.sentence}", *book.refs(clock.because))))
    blocks += [Heading("What was said of the consequences"), *book.shown("consequences", most=4)]
    blocks += [Heading("What the host says"), *book.shown("host", most=4)]
    blocks += [Heading("The mandate"), *book.shown("mandate", most=4)]
    return Section("afterwards", "If approved, if refused", tuple(blocks))
