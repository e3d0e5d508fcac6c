"""Who carries it: money, contributing states, and other missions beside this one."""

from __future__ import annotations

from placet.brief.blocks import Block, Heading, Link, Section, Sentence
from placet.brief.book import Book
from placet.brief.words import uncapital
from placet.charts.numbers import percent


def burden(book: Book) -> Section:
    """Return the section on who carries the mission."""
    blocks: list[Block] = []
    plan = book.assessment.plan
    if plan and plan.hosts and plan.cases:
        shares = "; ".join(f"{site.title} {percent(site.share)}" for site in plan.hosts[:4])
        where = f"Where the plan trains ({uncapital(plan.cases[0].title)}): {shares}. "
        blocks.append(Sentence((where, Link("All sites", "#hosts"), ".")))
    blocks += [Heading("States and other missions"), *book.shown("burden", most=8)]
    blocks += [Heading("Money"), *book.shown("money", most=6)]
    return Section("burden", "Who carries it", tuple(blocks))
