"""The files of `sources/`: a head between two lines `---`, then the text, which is never edited."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from placet.dossier import yaml12
from placet.dossier.problems import Place, Problem, Unreadable, error
from placet.dossier.schema import Source
from placet.dossier.shape import shaped

MARK = "---"


@dataclass(frozen=True)
class SourceText:
    """One source: its head, its text, its file, and the line (from 1) on which the text begins."""

    head: Source
    text: str = field(repr=False)
    file: str
    tree: yaml12.Tree = field(repr=False, compare=False)
    first_line: int = 1

    def place(self, start: int, length: int) -> Place:
        """Return the place of a part of the text, given in characters."""
        before = self.text[:start]
        line = before.count("\n")
        column = start - (before.rfind("\n") + 1)
        shown = self.text.split("\n")[line]
        return Place(self.file, self.first_line + line, column + 1, length=min(length, len(shown) - column), text=shown)


def text_sha256(text: str) -> str:
    """Return the hash of a source's text: line ends LF, without blank lines at either end, in UTF-8."""
    return hashlib.sha256(trimmed(text).encode()).hexdigest()


def trimmed(text: str) -> str:
    """Return a text with LF as line ends and without blank lines at either end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def source(text: str, file: str) -> tuple[SourceText | None, list[Problem]]:
    """Return a source file as head and text, or nothing and what is wrong with its head."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == MARK]
    if len(marks) < 2 or marks[0] != 0:
        place = Place(file, 1, text=lines[0])
        return None, [error(f"the head of {file} is missing", place, "it stands first, between two lines `---`")]
    try:
        tree = yaml12.tree("\n".join(lines[1 : marks[1]]), file, first_line=1)
    except Unreadable as stop:
        return None, [stop.problem]
    head, problems = shaped(Source, tree)
    if head is None:
        return None, problems
    body = lines[marks[1] + 1 :]
    blank = next((number for number, line in enumerate(body) if line.strip()), 0)
    found = SourceText(head, trimmed("\n".join(body)), file, tree, marks[1] + 2 + blank)
    if not found.text:
        return None, [
            error(f"{file} has no text after its head", Place(file), "the quotes of claims stand in this text")
        ]
    return found, []
