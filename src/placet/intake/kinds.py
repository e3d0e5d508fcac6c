"""Which kind of thing some bytes are, and what is read out of each kind."""

from __future__ import annotations

import re

from placet.intake.feed import feed_items
from placet.intake.item import Item, Kind, Raw, Refused
from placet.intake.ninjs import ninjs_items
from placet.intake.page import html_items
from placet.intake.paper import pdf_items
from placet.intake.plain import text_items

MEGABYTE = 1_000_000
MOST_BYTES: dict[Kind, int] = {
    "html": 10 * MEGABYTE,
    "text": 1 * MEGABYTE,
    "markdown": 1 * MEGABYTE,
    "ninjs": 40 * MEGABYTE,
    "feed": 40 * MEGABYTE,
    "pdf": 40 * MEGABYTE,
}
PICTURES_AND_PACKS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"RIFF", b"MZ\x90")
MARKED_HTML = re.compile(rb"<(!doctype html|html|head|body|article|div|p|h1)[\s>]", re.IGNORECASE)
MARKED_FEED = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)


def kind_of(raw: Raw) -> Kind:
    """Return the kind of some bytes: by what they hold, then by what the server says, then by the name's ending.

    Raises
    ------
    Refused
        When they are none that is read, nothing at all, or too many.
    """
    if not raw.content or raw.content.isspace():  # asked for each entry of a feed: no copy is made
        raise Refused(f"{raw.name} is empty")
    kind = kind_by_content(raw)
    if len(raw.content) > MOST_BYTES[kind]:
        most = MOST_BYTES[kind] / MEGABYTE
        raise Refused(
            f"{raw.name} has {len(raw.content) / MEGABYTE:,.1f} MB; the most that is read of {kind} is {most:g} MB"
        )
    return kind


def kind_by_content(raw: Raw) -> Kind:
    """Return the kind of bytes that are not empty."""
    start = raw.content[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in raw.content[:1_024]:
        return "pdf"
    if start.startswith(PICTURES_AND_PACKS):
        raise Refused(f"{raw.name} is no text: a page, a paper or a feed is needed")
    ending = raw.name.rpartition(".")[2].lower()
    readable = start.replace(b"\x00", b"")  # UTF-16
    if MARKED_FEED.search(readable) and readable.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return "feed"
    if readable.startswith((b"{", b"[")) and (
        ending == "json" or "json" in raw.content_type or b'"uri"' in raw.content
    ):
        return "ninjs"
    if ending in ("txt", "text") or (raw.content_type == "text/plain" and ending not in ("md", "markdown")):
        return "text"
    if ending in ("md", "markdown") or raw.content_type == "text/markdown":
        return "markdown"
    if MARKED_HTML.search(readable) or ending in ("html", "htm", "xhtml") or "html" in raw.content_type:
        return "html"
    if readable.startswith(b"<?xml"):
        return "feed"
    if b"\x00" in raw.content[:4_096] and not raw.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"{raw.name} is no text: a page, a paper or a feed is needed")
    return "text"


def items_in(kind: Kind, content: bytes, *, address: str = "", content_type: str = "", charset: str = "") -> list[Item]:
    """Return what is read out of some bytes of a kind.

    Raises
    ------
    Refused
        When nothing can be read out of them.
    """
    match kind:
        case "html":
            return html_items(content, address, charset)
        case "pdf":
            return pdf_items(content)
        case "feed":
            return feed_items(content, content_type)
        case "ninjs":
            return ninjs_items(content)
        case _:
            return text_items(content, charset, markdown=kind == "markdown")
