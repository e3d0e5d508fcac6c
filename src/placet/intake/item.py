"""What comes in (bytes with their address) and what is read out of it, before it becomes a source of the dossier."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from placet.dossier.files import CONTROL
from placet.errors import PlacetError
from placet.lines import shortened

Kind = Literal["html", "pdf", "feed", "ninjs", "markdown", "text"]
Basis = Literal["stated", "from the address", "inferred"]

ENDINGS: dict[Kind, str] = {
    "html": ".html",
    "pdf": ".pdf",
    "feed": ".xml",
    "ninjs": ".json",
    "markdown": ".md",
    "text": ".txt",
}
MOST_TITLE = 300
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and marks that turn the direction of the text around them."""


class Refused(PlacetError):  # noqa: N818 - it is what happened to the input
    """An input that cannot become a source; its text says why and what to do. Others go on."""


@dataclass(frozen=True)
class Raw:
    """Bytes as they came.

    `address` is where they are (`https://...`) or nothing for a file of which no address is known; `name` is what the
    user wrote.
    """

    content: bytes = field(repr=False)
    name: str
    address: str = ""
    content_type: str = ""
    charset: str = ""

    @cached_property
    def sha256(self) -> str:
        """Return the hash of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Item:
    """One article, release or entry as its page states it; an empty field is one that it does not state.

    `day` is the day as written (`2026-05-18`). `item` is what a feed or agency calls it. `status` is `withdrawn` when
    the agency took it back. `cautions` are sentences that a reader must know.
    """

    text: str = field(repr=False)
    extractor: str
    title: str = ""
    publisher: str = ""
    day: str = ""
    basis: Basis = "stated"
    language: str = ""
    address: str = ""
    item: str = ""
    status: Literal["", "withdrawn"] = ""
    cautions: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: dict[str, Any]) -> Item:
        """Return an item from its fields as JSON has them."""
        return cls(**{**row, "cautions": tuple(row.get("cautions", ()))})


@dataclass(frozen=True)
class Stated:
    """What the user states of an input, which goes before what its page says."""

    publisher: str = ""
    day: date | None = None
    title: str = ""
    language: str = ""
    address: str = ""


def one_line(text: object, most: int = MOST_TITLE) -> str:
    r"""Return text from outside as one line without hidden characters, cut with an ellipsis when it is long.

    >>> one_line("A  title\x1b[2J\n on two lines")
    'A title[2J on two lines'
    """
    seen = HIDDEN.sub("", re.sub("[\n\r\t\u2028\u2029]", " ", str(text)))
    return shortened(unicodedata.normalize("NFC", seen).encode("utf-8", "ignore").decode(), most)


def tidy(text: str) -> str:
    """Return a text with LF as line ends, without characters that no dossier may hold, and without trailing spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub("", text).replace("\ufeff", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
