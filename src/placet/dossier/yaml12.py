"""The only reader of YAML: version 1.2, so that `no`, `NO` and `22:30` are text; with the place of every key and value.

The reader works on the parser's events. Anchors, aliases and tags are refused there, before anything could be expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from placet.dossier.plain_yaml import MOST_PARTS, Extent, Path, Spot, plain, plain_document
from placet.dossier.problems import Place, Related, Unreadable, error

DEEPEST = 30
TAB = re.compile(r"^ *\t", re.MULTILINE)
ODD_LINE_END = re.compile("[\x85\u2028\u2029]")
IN_WORDS = {
    "mapping values are not allowed here": (
        "a colon followed by a space stands inside a text, or the indentation does not fit",
        "put the text in quotes, or line the key up with its neighbours",
    ),
    "could not find expected ':'": ("a colon is missing after this key", "write it as `key: text`"),
    "did not find expected ':'": ("a colon is missing after this key", "write it as `key: text`"),
    "found unexpected end of stream": ("the file ends inside a quoted text", "close the quotation mark"),
    "found character '\\t' that cannot start any token": ("a tab stands where a text is expected", "use spaces"),
}


@dataclass(frozen=True)
class Tree:
    """A YAML document as plain Python values, with the place of every part of it."""

    file: str
    content: Any
    spots: dict[Path, Spot] = field(repr=False)
    lines: list[str] = field(repr=False)
    first_line: int = 0
    elsewhere: Mapping[Path, Place] = field(default_factory=dict, repr=False)
    """The places of parts that a table of their own holds."""
    tables: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The files that the document names in the place of parts of the programme."""

    def place(self, *path: str | int, of_value: bool = False) -> Place:
        """Return where a part stands: its key, or its value when asked; of a missing part the nearest above."""
        known = path
        while known and known not in self.spots and known not in self.elsewhere:
            known = known[:-1]
        named = ".".join(str(part) for part in path)
        if known in self.elsewhere:
            return replace(self.elsewhere[known], path=named)
        spot = self.spots.get(known)
        if spot is None:
            return Place(self.file, path=named)
        line, column, length = spot.value if of_value or spot.key is None else spot.key
        return self.at(line, column, length, named)

    def at(self, line: int, column: int, length: int, path: str = "") -> Place:
        """Return the place of a line and column, both from 0, of the document."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(self.file, self.first_line + line + 1, column + 1, path, max(1, length), text)


def tree(text: str, file: str, *, first_line: int = 0) -> Tree:
    """Return the document in a text that starts in line `first_line` (from 0) of a file.

    Raises
    ------
    Unreadable
        When the text is empty, not YAML, or uses what the format leaves out: tabs, anchors, tags, duplicate keys.
    """
    quick = plain_document(text, DEEPEST)
    if quick is not None:
        return Tree(file, *quick, text.split("\n"), first_line)
    return fully_parsed(text, file, first_line=first_line)


def fully_parsed(text: str, file: str, *, first_line: int = 0) -> Tree:
    """Return the document as the full parser reads it; raises as `tree` does."""
    return Composer(text, file, first_line).document()


class Composer:
    """One reading of one document."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.found = Tree(file, None, {}, text.split("\n"), first_line)
        self.text = text
        self.events: Iterator[Event] = iter(())
        self.long_quote: Extent | None = None

    def document(self) -> Tree:
        """Return the document with the places of its parts."""
        self._look_for_odd_characters()
        self.events = YAML(typ="safe", pure=True).parse(self.text)
        event = self._next()
        while isinstance(event, StreamStartEvent):
            event = self._next()
        if isinstance(event, StreamEndEvent):
            whole = Place(self.found.file, self.found.first_line)
            hint = "leave the file out, or write something in it"
            if self.found.file == "dossier.yaml":
                hint = "`placet new NAME` writes a dossier to begin with"
            raise Unreadable(error(f"{self.found.file} is empty", whole, hint))
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            raise self._refused("a directive (%) is not part of the format", event, "leave the line out")
        content = self._node(self._next(), (), None)
        event = self._next()
        while isinstance(event, DocumentEndEvent):
            event = self._next()
        if not isinstance(event, StreamEndEvent):
            raise self._refused(
                "a second document starts here", event, "a file holds one document: leave out the `---`"
            )
        return Tree(self.found.file, content, self.found.spots, self.found.lines, self.found.first_line)

    def _look_for_odd_characters(self) -> None:
        for pattern, message, hint in (
            (TAB, "a tab stands in the indentation", "indent with spaces"),
            (ODD_LINE_END, "an unusual line separator stands here", "use ordinary line ends"),
        ):
            match = pattern.search(self.text)
            if match:
                line = self.text.count("\n", 0, match.end() - 1)
                column = match.end() - 1 - (self.text.rfind("\n", 0, match.end() - 1) + 1)
                raise Unreadable(error(message, self.found.at(line, column, 1), hint))

    def _next(self) -> Event:
        try:
            return next(self.events)
        except MarkedYAMLError as failure:
            raise self._not_yaml(failure) from None
        except (YAMLError, ValueError, IndexError, TypeError, AttributeError, AssertionError, OverflowError) as failure:
            # The parser fails on some garbage with Python's own errors.
            raise Unreadable(error(f"this is not YAML: {failure}", Place(self.found.file))) from None

    def _not_yaml(self, failure: MarkedYAMLError) -> Unreadable:
        said = str(failure.problem or failure.context)
        related: tuple[Related, ...] = ()
        mark = failure.problem_mark or failure.context_mark
        if said == "found unexpected end of stream":
            mark = failure.context_mark or mark
        message, hint = IN_WORDS.get(
            said, (f"this is not YAML: {said}", "look at the quotes, brackets and indentation here")
        )
        if said.startswith("expected <block end>"):
            message, hint = "the indentation does not fit the lines above", "line the key up with its neighbours"
            if "<scalar>" in said:
                message, hint = "a text goes on after its quotation mark", "is a quotation mark open above?"
                if self.long_quote:
                    related = (Related(self.found.at(*self.long_quote), "the quotation began here"),)
        if said.startswith(("expected ',' or '}'", "expected ',' or ']'")):
            bracket = said[len("expected ',' or '")]
            message, hint = (
                f"a comma or the closing '{bracket}' is missing",
                "look at the brackets of this line and above",
            )
        place = self.found.at(mark.line, mark.column, 1) if mark else Place(self.found.file)
        return Unreadable(error(message, place, hint, *related))

    def _refused(self, message: str, event: Event, hint: str, path: Path = ()) -> Unreadable:
        line, column, length = extent(event)
        return Unreadable(error(message, self.found.at(line, column, length, ".".join(map(str, path))), hint))

    def _node(self, event: Event, path: Path, key: Extent | None) -> Any:
        """Return the value that begins with an event, and keep its place."""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._refused(
                "anchors and aliases (& and *) are not part of the format", event, "write the text out", path
            )
        if getattr(event, "ctag", None) is not None:
            raise self._refused(
                "tags (!) are not part of the format", event, "leave the tag out, or quote the text", path
            )
        self.found.spots[path] = Spot(key, extent(event))
        if len(self.found.spots) > MOST_PARTS:
            raise self._refused(f"this file has more than {MOST_PARTS:,} parts", event, "is this the right file?")
        if isinstance(event, ScalarEvent):
            if event.style in ("'", '"') and event.end_mark.line > event.start_mark.line:
                self.long_quote = extent(event)
            return scalar(event)
        if not isinstance(event, CollectionStartEvent):
            return None
        if len(path) >= DEEPEST:
            raise self._refused(f"this is nested more than {DEEPEST} deep", event, "a dossier is far flatter", path[:3])
        return self._mapping(path) if isinstance(event, MappingStartEvent) else self._list(path)

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while isinstance(event := self._next(), ScalarEvent | CollectionStartEvent | AliasEvent):
            items.append(self._node(event, (*path, len(items)), None))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while isinstance(event := self._next(), ScalarEvent | CollectionStartEvent | AliasEvent):
            if isinstance(event, AliasEvent) or event.anchor or event.ctag is not None:
                self._node(event, path, None)
            if not isinstance(event, ScalarEvent) or not event.value:
                raise self._refused("a key must be a text", event, "write it as `key: text`", path)
            key = event.value
            if key in pairs:
                first = self.found.spots[(*path, key)].key or (0, 0, 1)
                raise self._twice(key, event, (*path, key), first)
            here = extent(event)
            pairs[key] = self._node(self._next(), (*path, key), here)
            if pairs[key] is None:
                self._nothing_after(here, (*path, key))
        return pairs

    def _nothing_after(self, key: Extent, path: Path) -> None:
        """Put the place of a missing value behind its key: the parser gives that of whatever comes next."""
        line, column, length = key
        stands = self.found.spots[path].value
        if stands[0] > line or self.found.lines[line][stands[1] : stands[1] + 1] in ("", "#"):
            self.found.spots[path] = Spot(key, (line, column + length + 1, 1))

    def _twice(self, key: str, event: Event, path: Path, first: Extent) -> Unreadable:
        line, column, length = extent(event)
        place = self.found.at(line, column, length, ".".join(map(str, path)))
        before = Related(self.found.at(*first), "it stands here first")
        return Unreadable(error(f"the key '{key}' stands twice", place, "keep one of the two", before))


def extent(event: Event) -> Extent:
    """Return line and column (from 0) and the length on that line of what an event covers."""
    start, end = event.start_mark, event.end_mark
    if isinstance(event, CollectionStartEvent) or end.line != start.line:
        return start.line, start.column, 1
    return start.line, start.column, max(1, end.column - start.column)


def scalar(event: ScalarEvent) -> str | int | float | bool | None:
    """Return a scalar as YAML 1.2's core schema reads it; days, `yes` and `no` are text."""
    text: str = event.value
    if event.style is not None:
        return text
    return plain(text)
