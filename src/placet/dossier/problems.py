"""A problem of a dossier: what is wrong, where, and the way out, as plain text in the manner of a compiler."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
WIDEST_LINE = 120


@dataclass(frozen=True)
class Place:
    """A place in a file of the dossier; lines and columns count from 1, and 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    path: str = ""
    length: int = 1
    text: str = ""

    def __str__(self) -> str:
        """Return the place with its source line and a caret under it."""
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        head = f"  --> {where}" + (f"  ({self.path})" if self.path else "")
        if not self.line or not self.text.strip():
            return head
        text, column, length = window(self.text, max(self.column, 1) - 1, self.length)
        gutter = max(3, len(str(self.line)))
        blank = " " * gutter + "|"
        shown = [head, blank, f"{self.line:>{gutter}}| {text}".rstrip()]
        if self.column:
            shown.append(f"{blank} {' ' * column}{'^' * length}")
        return "\n".join(shown)


@dataclass(frozen=True)
class Related:
    """A second place that a problem speaks of, and what is there."""

    place: Place
    message: str

    def __str__(self) -> str:
        """Return the second place as a note."""
        return f"note: {self.message}\n{self.place}"


@dataclass(frozen=True)
class Problem:
    """Something wrong in a dossier. An error stops every computation, a warning does not."""

    severity: Severity
    message: str
    place: Place
    hint: str | None = None
    related: tuple[Related, ...] = ()

    def __str__(self) -> str:
        """Return the problem as it stands in a terminal, without colour."""
        blocks = [f"{self.severity}: {self.message}", str(self.place), *(str(other) for other in self.related)]
        if self.hint:
            blocks.append(f"   = {self.hint}")
        return "\n".join(blocks)


class Unreadable(Exception):  # noqa: N818 - it carries a problem, which is the word for it here
    """A part of a dossier that cannot be read any further; caught where the problems are collected."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def error(message: str, place: Place, hint: str | None = None, *related: Related) -> Problem:
    """Return a problem that stops every computation."""
    return Problem("error", message, place, hint, related)


def warning(message: str, place: Place, hint: str | None = None, *related: Related) -> Problem:
    """Return a problem that a reader should know of."""
    return Problem("warning", message, place, hint, related)


def window(text: str, column: int, length: int) -> tuple[str, int, int]:
    """Return at most `WIDEST_LINE` characters around a column (from 0), the column in them, and the caret's length."""
    text = text.replace("\t", " ")
    first = 0 if len(text) <= WIDEST_LINE else max(0, min(column - 20, len(text) - WIDEST_LINE))
    shown = text[first : first + WIDEST_LINE]
    column -= first
    if first:
        shown = "…" + shown[1:]
    if first + WIDEST_LINE < len(text):
        shown = shown[:-1] + "…"
    return shown, column, max(1, min(length, len(shown) - column))


def meant(written: str, known: Iterable[str]) -> str | None:
    """Return the hint "did you mean ...?" when a known word is near, else nothing."""
    near = difflib.get_close_matches(written[:100], list(known), 1, 0.6)
    return f"did you mean '{near[0]}'?" if near else None


def listed(words: Iterable[str], *, joint: str = "or", most: int = 12) -> str:
    """Return words as a person lists them: `'a', 'b' or 'c'`; a long list is cut and counted."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) > most:
        return f"{', '.join(quoted[:most])} and {len(quoted) - most} more"
    return f" {joint} ".join(part for part in (", ".join(quoted[:-1]), *quoted[-1:]) if part)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems sorted by file, line and column, errors before warnings at the same place, none twice."""
    once = dict.fromkeys(problems)
    return sorted(
        once, key=lambda p: (p.place.file != "dossier.yaml", p.place.file, p.place.line, p.place.column, p.severity)
    )
