"""The files of `sources/`: a head between two lines `---`, then the text, which is never edited."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date

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


PLAIN = re.compile(r"[A-Za-z(/][\w ,.()/%+~;-]*[\w.)]|[A-Za-z]\w*")
"""A scalar that needs no quotation marks; `yes`, `no` and their like are text in YAML 1.2, and `NOT_PLAIN` are not."""
NOT_PLAIN = frozenset({"true", "false", "null"})


def written(head: Source, text: str) -> str:
    """Return a source file: the head between two lines `---`, a blank line, the text.

    What comes back from `source` is the same head and the same text.
    """
    rows = head.model_dump(mode="json", exclude_none=True)
    lines = [f"{name}: {scalar(str(content))}" for name, content in rows.items()]
    return "\n".join([MARK, *lines, MARK, "", trimmed(text)]) + "\n"


def scalar(content: str) -> str:
    """Return text as a scalar of YAML, in quotation marks where it needs them.

    >>> scalar("Broad support"), scalar("He said: no"), scalar("null")
    ('Broad support', '"He said: no"', '"null"')
    """
    unquoted = ADDRESS.fullmatch(content) or DATED.fullmatch(content) or HASH.fullmatch(content)
    if unquoted or (PLAIN.fullmatch(content) and content.lower() not in NOT_PLAIN):
        return content
    return json.dumps(content, ensure_ascii=not content.isprintable())


ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?=&%+-]*[A-Za-z0-9_/=-]")
DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HASH = re.compile(r"(?=[0-9a-f]*[a-df])[0-9a-f]{64}(\.[a-z0-9]{1,8})?")


def with_withdrawal(whole: str, day: date) -> str:
    """Return a source file with `withdrawn: DAY` as the last line of its head; every other character stays."""
    lines = whole.split("\n")
    end = next(number for number, line in enumerate(lines) if number and line.rstrip() == MARK)
    return "\n".join([*lines[:end], f"withdrawn: {day.isoformat()}", *lines[end:]])
