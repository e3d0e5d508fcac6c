"""The plain part of YAML 1.2, read by line: what nearly every line of a dossier is made of.

The full parser takes half a second for the flagship; this one a tenth of that. It knows block mappings and lists, plain
and quoted texts, folded paragraphs and brackets. At anything else, and at everything wrong, it gives up, and the full
parser reads the document: that one decides what YAML is and says what is wrong. A test holds that both agree wherever
this one answers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
Extent = tuple[int, int, int]
MOST_DIGITS = 15
MOST_PARTS = 50_000
INT = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
KEY = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_./-]*):(?: +|$)")
ENTRY = re.compile(r"-(?: +|$)")
REST = re.compile(r" *(?: #.*)?$")
DOUBLE = re.compile(r'"([^"\\\n]*)"')
SINGLE = re.compile(r"'((?:[^'\n]|'')*)'")
FIRST = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`=]|-(?=[0-9A-Za-z]))"
PLAIN = re.compile(FIRST + r"[^\n]*")
FLOW_PLAIN = re.compile(FIRST + r"(?:[^\n,\[\]{}:#]|:(?=[A-Za-z0-9/]))*")
FLOW_SPACE = re.compile(r"[ \n]*")
ODD = re.compile("[\t\r\x85\u2028\u2029\ufeff]|^(?:---|\\.\\.\\.|%)", re.MULTILINE)


class Spot(NamedTuple):
    """Where a key and its value stand: lines and columns from 0, lengths in characters."""

    key: Extent | None
    value: Extent


class NotPlain(Exception):  # noqa: N818 - no error: the full parser takes over
    """Something that only the full parser may judge."""


@dataclass
class Line:
    """A line that says something: its number, the column at which it begins, and the text from there."""

    number: int
    column: int
    text: str


def plain(text: str) -> str | int | float | bool | None:
    """Return an unquoted text as a number, true, false or nothing where it is one, else as it is (YAML 1.2 core)."""
    if text in WORDS:
        return WORDS[text]
    if len(text) <= MOST_DIGITS and text[-1] in "0123456789.":
        if INT.fullmatch(text):
            return int(text)
        if FLOAT.fullmatch(text):
            return float(text)
    return text


def plain_document(text: str, deepest: int) -> tuple[Any, dict[Path, Spot]] | None:
    """Return a document with the places of its parts, or nothing when only the full parser may judge it."""
    if ODD.search(text) or text.count("\n") + text.count(",") > MOST_PARTS:
        return None
    reading = PlainReading(text, deepest)
    try:
        content = reading.block(0, (), None)
        return (content, reading.spots) if reading.line is None and content is not None else None
    except NotPlain:
        return None


class PlainReading:
    """One reading of one document, line by line."""

    def __init__(self, text: str, deepest: int) -> None:
        self.text = text
        self.deepest = deepest
        self.spots: dict[Path, Spot] = {}
        self.raw = text.split("\n")
        self.starts = [0]
        for one in self.raw:
            self.starts.append(self.starts[-1] + len(one) + 1)
        self.lines: list[Line] = []
        for number, one in enumerate(self.raw):
            said = one.lstrip(" ")
            if said and said[0] != "#":
                self.lines.append(Line(number, len(one) - len(said), said))
        self.next = 0
        self.line = self.lines[0] if self.lines else None

    def step(self) -> None:
        """Go to the next line."""
        self.next += 1
        self.line = self.lines[self.next] if self.next < len(self.lines) else None

    def block(self, least: int, path: Path, key: Extent | None) -> Any:
        """Return the mapping or list that begins in this line, at column `least` or further right."""
        line = self.line
        if line is None or line.column < least or len(path) >= self.deepest:
            raise NotPlain
        self.spots[path] = Spot(key, (line.number, line.column, 1))
        if ENTRY.match(line.text):
            return self.entries(line.column, path)
        return self.pairs(line.column, path)

    def pairs(self, column: int, path: Path) -> dict[str, Any]:
        """Return the mapping whose keys stand at a column."""
        found: dict[str, Any] = {}
        while (line := self.line) is not None and line.column == column:
            match = KEY.match(line.text)
            if not match or match[1] in found:
                raise NotPlain
            key = (line.number, column, len(match[1]))
            found[match[1]] = self.value(line, match.end(), (*path, match[1]), key, column)
        self.end_of_block(column)
        return found

    def value(self, line: Line, start: int, path: Path, key: Extent, column: int) -> Any:
        """Return what stands behind a key, on its line or below it."""
        rest = line.text[start:]
        if rest and rest[0] != "#":
            return self.inline(line, start, path, key, column)
        self.step()
        below = self.line
        if below is not None and (below.column > column or (below.column == column and ENTRY.match(below.text))):
            if ENTRY.match(below.text) or KEY.match(below.text):
                return self.block(column, path, key)
            return self.inline(below, 0, path, key, column)
        self.spots[path] = Spot(key, (line.number, column + key[2] + 1, 1))
        return None

    def entries(self, column: int, path: Path) -> list[Any]:
        """Return the list whose dashes stand at a column."""
        found: list[Any] = []
        while (line := self.line) is not None and line.column == column and (match := ENTRY.match(line.text)):
            here = (*path, len(found))
            rest = line.text[match.end() :]
            if not rest or rest[0] == "#" or ENTRY.match(rest):
                raise NotPlain
            if KEY.match(rest):
                self.line = Line(line.number, column + match.end(), rest)
                found.append(self.block(0, here, None))
            else:
                found.append(self.inline(line, match.end(), here, None, column))
        self.end_of_block(column)
        return found

    def end_of_block(self, column: int) -> None:
        """Give up unless the line after a mapping or list stands no further right."""
        if self.line is not None and self.line.column > column:
            raise NotPlain

    def inline(self, line: Line, start: int, path: Path, key: Extent | None, column: int) -> Any:
        """Return a text or brackets that begin on this line; lines right of `column` go on with it."""
        first = line.text[start]
        if first in "[{":
            return self.brackets(line, start, path, key, column)
        here = (line.number, line.column + start)
        if first == ">":
            self.spots[path] = Spot(key, (*here, 1))
            return self.folded(line, start, column)
        if first in "'\"":
            content, length = self.quoted(line.text, start)
            self.step()
            if self.line is not None and self.line.column > column:
                raise NotPlain
        else:
            content, length = self.unquoted(line, start, column)
        self.spots[path] = Spot(key, (*here, length))
        return content

    def brackets(self, line: Line, start: int, path: Path, key: Extent | None, column: int) -> Any:
        """Return what stands in brackets, which may end some lines below."""
        content, end = self.flow(self.starts[line.number] + line.column + start, path, key)
        last = self.line_of(end - 1)
        while self.line is not None and self.line.number <= last:
            if self.line.number > line.number and self.line.column <= column:
                raise NotPlain
            self.step()
        if not REST.match(self.text[end : self.starts[last + 1] - 1]) or (self.line and self.line.column > column):
            raise NotPlain
        return content

    def quoted(self, text: str, start: int) -> tuple[str, int]:
        """Return a quoted text that ends its line, and its length with the quotation marks."""
        match = (DOUBLE if text[start] == '"' else SINGLE).match(text, start)
        if not match or not REST.match(text[match.end() :]):
            raise NotPlain
        return unescaped(match), match.end() - start

    def unquoted(self, line: Line, start: int, column: int) -> tuple[Any, int]:
        """Return an unquoted text and its length, which counts as 1 when it goes on below."""
        match = PLAIN.match(line.text, start)
        if not match:
            raise NotPlain
        said, comment, _ = match[0].partition(" #")
        said = checked(said.rstrip(" "))
        more = self.lines_right_of(column, line)
        if not more:
            return plain(said), len(said)
        if comment or any(one[0] in "-?:%@`" for one in more):
            raise NotPlain
        return " ".join([said, *(checked(one.rstrip(" ")) for one in more)]), 1

    def folded(self, line: Line, start: int, column: int) -> str:
        """Return the text below a `>` or `>-`: one paragraph, its lines joined by spaces."""
        ends = {">": "\n", ">-": ""}
        if line.text[start:] not in ends:
            raise NotPlain
        more = self.lines_right_of(column, line, even=True)
        at_end = self.line is None and self.raw[-1] != ""
        if not more or at_end or any(one.endswith(" ") for one in more):
            raise NotPlain
        return " ".join(more) + ends[line.text[start:]]

    def lines_right_of(self, column: int, line: Line, *, even: bool = False) -> list[str]:
        """Return the lines below one that stand right of a column: without a gap, all at one column when `even`."""
        found: list[Line] = []
        self.step()
        while self.line is not None and self.line.column > column:
            if self.line.number != line.number + len(found) + 1 or (
                even and found and self.line.column != found[0].column
            ):
                raise NotPlain
            found.append(self.line)
            self.step()
        if found:
            until = self.line.number if self.line is not None else len(self.raw)
            if any(one.strip(" ") for one in self.raw[found[-1].number + 1 : until]):
                raise NotPlain  # a comment, or text that only looks like one
        return [one.text for one in found]

    def flow(self, position: int, path: Path, key: Extent | None) -> tuple[Any, int]:
        """Return what begins at a position inside or with brackets, and the position after it."""
        line = self.line_of(position)
        column = position - self.starts[line]
        first = self.text[position : position + 1]
        if first in ("{", "["):
            if len(path) >= self.deepest:
                raise NotPlain
            self.spots[path] = Spot(key, (line, column, 1))
            return self.flow_pairs(position + 1, path) if first == "{" else self.flow_entries(position + 1, path)
        if first in ("'", '"'):
            match = (DOUBLE if first == '"' else SINGLE).match(self.text, position)
            if not match:
                raise NotPlain
            said: Any = unescaped(match)
            length = match.end() - position
        else:
            match = FLOW_PLAIN.match(self.text, position)
            if not match:
                raise NotPlain
            written = match[0].rstrip(" ")
            said, length = plain(written), len(written)
        self.spots[path] = Spot(key, (line, column, max(1, length)))
        return said, position + length

    def flow_entries(self, position: int, path: Path) -> tuple[list[Any], int]:
        """Return the list whose bracket is open, and the position after its end."""
        found: list[Any] = []
        position = self.skip(position)
        while self.text[position : position + 1] != "]":
            content, position = self.flow(position, (*path, len(found)), None)
            found.append(content)
            position = self.after_one(position, "]")
        return found, position + 1

    def flow_pairs(self, position: int, path: Path) -> tuple[dict[str, Any], int]:
        """Return the mapping whose brace is open, and the position after its end."""
        found: dict[str, Any] = {}
        position = self.skip(position)
        while self.text[position : position + 1] != "}":
            match = KEY.match(self.text, position)
            if not match or match[1] in found:
                raise NotPlain
            line = self.line_of(position)
            key = (line, position - self.starts[line], len(match[1]))
            found[match[1]], position = self.flow(match.end(), (*path, match[1]), key)
            position = self.after_one(position, "}")
        return found, position + 1

    def after_one(self, position: int, close: str) -> int:
        """Return the position of the next part, or of the closing bracket."""
        position = self.skip(position)
        sign = self.text[position : position + 1]
        if sign == close:
            return position
        if sign != "," or self.text[position + 1 : position + 2] not in (" ", "\n"):
            raise NotPlain
        return self.skip(position + 1)

    def skip(self, position: int) -> int:
        """Return the position after spaces and line ends."""
        match = FLOW_SPACE.match(self.text, position)
        return match.end() if match else position

    def line_of(self, position: int) -> int:
        """Return the number of the line in which a position lies."""
        return bisect_right(self.starts, position) - 1


def checked(text: str) -> str:
    """Return one line of an unquoted text, or give up at what might be a key or a comment."""
    if ": " in text or " #" in text or text[-1] == ":":
        raise NotPlain
    return text


def unescaped(match: re.Match[str]) -> str:
    """Return a quoted text without its quotation marks."""
    return match[1].replace("''", "'") if match[0][0] == "'" else match[1]
