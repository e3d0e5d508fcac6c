"""From an assessment to a brief: which sections, in which order. Nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from placet.assessment import Assessment
from placet.brief.blocks import Document
from placet.brief.book import Book
from placet.brief.sections.afterwards import afterwards
from placet.brief.sections.burden import burden
from placet.brief.sections.condition import condition
from placet.brief.sections.delivery import delivery
from placet.brief.sections.opening import opening
from placet.brief.sections.picture import picture
from placet.brief.sections.record import assumed, claims, figures, provenance, unknown
from placet.brief.sections.together import together
from placet.brief.sections.versions import versions
from placet.brief.sections.vote import vote
from placet.days import in_words
from placet.errors import UsageError

SECTIONS = (
    vote, condition, together, picture, delivery, burden, afterwards, versions, figures, assumed, unknown, claims,
    provenance,
)  # fmt: skip


@dataclass(frozen=True)
class Brief:
    """A report for people, ready to be written."""

    document: Document

    def html(self) -> str:
        """Return the brief as one self-contained page."""
        from placet.brief.html import html

        return html(self.document)

    def markdown(self) -> str:
        """Return the brief as Markdown; charts become tables."""
        from placet.brief.markdown import markdown

        return markdown(self.document)

    def save(self, path: str | Path) -> Path:
        """Write the brief, in the form that the suffix names (`.html` or `.md`), and return where.

        Raises
        ------
        UsageError
            When the suffix names no form.
        OutputError
            When the file cannot be written; nothing is left half-written.
        """
        from placet.brief.files import write

        path = Path(path)
        forms = {".html": self.html, ".md": self.markdown}
        if path.suffix not in forms:
            raise UsageError(
                f"{path.name}: a brief is written as {' or '.join(forms)}; give the file one of these suffixes"
            )
        return write(path, forms[path.suffix]())


def compose(assessment: Assessment) -> Brief:
    """Return the brief of an assessment."""
    book = Book(assessment)
    return Brief(
        Document(
            title=f"{assessment.title}, as of {in_words(assessment.as_of)}",
            opening=opening(book),
            sections=tuple(section(book) for section in SECTIONS),
            foot=f"Placet {assessment.made.placet}",
        )
    )
