"""If approved, if refused: the cases of the plan in words, the mandate's term, consequences, the host's view."""

from __future__ import annotations

from placet.assessment import PlanView
from placet.brief.blocks import Block, Heading, Section, Sentence
from placet.brief.book import Book
from placet.brief.sections.delivery import cases
from placet.brief.words import uncapital
from placet.charts.numbers import rounded, whole

OUTSIDE = "outside"
"""The case of the plan in which nothing happens inside the host."""


def outcome(plan: PlanView) -> str:
    """Return the first case and the one on members' soil only, side by side."""
    first = plan.cases[0]
    inside = f", {whole(rounded(first.inside).mid)} of them inside" if rounded(first.inside).mid else ""
    trained = f"{whole(rounded(first.trained).mid)} soldiers in {plan.months} months{inside}"
    words = [f"If approved ({uncapital(first.title)}): {trained}"]
    refused = next((case for case in plan.cases[1:] if case.id == OUTSIDE), None)
    if refused:
        words.append(f"If refused ({uncapital(refused.title)}): {whole(rounded(refused.trained).mid)}")
    return ". ".join(words) + "."


def afterwards(book: Book) -> Section:
    """Return the section on what follows."""
    plan, clock = book.assessment.plan, book.clock
    blocks: list[Block] = []
    if plan and plan.cases:
        blocks += [Sentence(outcome(plan), lead=True), cases(plan)]
    if clock:
        blocks.append(Sentence((clock.sentence, *book.refs(clock.because))))
    blocks += [Heading("What was said of the consequences"), *book.shown("consequences", most=8)]
    blocks += [Heading("The host"), *book.shown("host", most=5)]
    return Section("afterwards", "If approved, if refused", tuple(blocks))
