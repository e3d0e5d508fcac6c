"""The security picture: each indicator against its own past."""

from __future__ import annotations

from placet.assessment import IndicatorView
from placet.brief.blocks import Block, Chart, Columns, Note, Section, Sentence, Table
from placet.brief.book import Book, slug
from placet.brief.words import capital
from placet.charts import indicator


def picture(book: Book) -> Section:
    """Return the section on the security picture."""
    views = book.assessment.security
    title = "The security picture"
    if not views:
        return Section("security", title, (Sentence("This dossier follows no indicator."), *book.shown("security")))
    blocks: list[Block] = []
    for left, right in zip(views[::2], [*views[1::2], None], strict=False):
        blocks.append(Columns(_one(left), _one(right) if right else ()))
    return Section("security", title, (*blocks, *book.shown("security", most=4)))


def _one(view: IndicatorView) -> tuple[Block, ...]:
    if all(level is None for level in view.levels):
        return (Sentence(f"{capital(view.about)}:"), Note(view.sentence))
    days = f"{view.window} days" if view.window else "the window"
    rows = tuple(
        (when, "unknown" if figure is None else f"{figure:,.0f}")
        for when, figure in (
            (f"the last {days}", view.last),
            (f"the {days} before" if view.window else "the window before", view.before),
            ("the same a year before", view.year_ago),
        )
    )
    table = Table((capital(view.about), view.per), rows, numbers=(1,))
    chart = Chart(indicator(view, width=400), None, table, f"indicator-{slug(view.id)}")
    note = (Note(view.note),) if view.note else ()
    return (Sentence(f"{capital(view.about)}:"), chart, *note)
