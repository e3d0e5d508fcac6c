"""Who carries it: money, contributing states, and other missions beside this one."""

from __future__ import annotations

from placet.brief.blocks import Heading, Section
from placet.brief.book import Book


def burden(book: Book) -> Section:
    """Return the section on who carries the mission."""
    return Section(
        "burden",
        "Who carries it",
        (
            Heading("States and other missions"),
            *book.shown("burden", most=8),
            Heading("Money"),
            *book.shown("money", most=4),
        ),
    )
