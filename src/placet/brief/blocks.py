"""What a brief is made of: a short list of frozen parts that each writer draws in its own way.

Words in blocks are plain text, never markup; a writer escapes them. `Link` is the only thing inside words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from placet.assessment import ClaimView
from placet.charts import Spec
from placet.gates.verdict import Position, State


@dataclass(frozen=True)
class Link:
    """Words that lead elsewhere: `#anchor` within the brief, or an http(s) address."""

    words: str
    to: str
    title: str = ""


Words = str | Link | tuple[str | Link, ...]
"""A run of plain text and links."""


@dataclass(frozen=True)
class Sentence:
    """A paragraph. `lead` opens a section: it is its finding."""

    words: Words
    lead: bool = False


@dataclass(frozen=True)
class Note:
    """A remark beside the matter: what a reader must know before trusting it."""

    words: Words


@dataclass(frozen=True)
class Warning:
    """A remark that must not be overlooked: a what-if, something stale."""

    words: Words


@dataclass(frozen=True)
class Card:
    """One gate, or the plan, in three lines."""

    title: str
    state: State | Literal["plan"]
    word: str
    short: str
    more: str
    to: str


@dataclass(frozen=True)
class Cards:
    """The gates side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Tile:
    """One member on the grid."""

    code: str
    name: str
    position: Position
    blocks: bool
    changed: bool
    stale: bool
    said: str
    to: str


@dataclass(frozen=True)
class Tiles:
    """All voters on a grid like the map, with how many hold each position."""

    tiles: tuple[Tile, ...]
    counts: tuple[tuple[Position, str, int], ...]
    said: str


@dataclass(frozen=True)
class Table:
    """A table; `numbers` names the columns that are right-aligned, `short` those that stay on one line."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    numbers: tuple[int, ...] = ()
    short: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A picture with its finding, measure and source, and the same in a table."""

    spec: Spec
    narrow: Spec | None
    table: Table
    anchor: str


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Words, ...]
    ordered: bool = False


@dataclass(frozen=True)
class NumberedClaim:
    """A claim with the number by which the brief refers to it."""

    number: int
    claim: ClaimView
    by: str


@dataclass(frozen=True)
class Claims:
    """Claims with their quotes.

    `brief` leaves out what only the full list shows; `summaries` marks quotes that come from a summary, which is left
    out where all do.
    """

    claims: tuple[NumberedClaim, ...]
    brief: bool = False
    summaries: bool = True


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    words: str
    anchor: str = ""


@dataclass(frozen=True)
class Columns:
    """Two stacks side by side where there is room."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    even: bool = True


@dataclass(frozen=True)
class Fold:
    """Something long that opens on demand, and always in print."""

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    open: bool = False


Block = Sentence | Note | Warning | Cards | Tiles | Table | Chart | Items | Claims | Heading | Columns | Fold


@dataclass(frozen=True)
class Section:
    """A numbered part of the brief."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Opening:
    """The first screen: the case, the verdict, what is short, the gates."""

    case: str
    asks: str
    dated: str
    sentence: str
    summary: Words
    warnings: tuple[Warning, ...]
    cards: Cards


@dataclass(frozen=True)
class Document:
    """A whole brief before it is written."""

    title: str
    opening: Opening
    sections: tuple[Section, ...]
    foot: str
