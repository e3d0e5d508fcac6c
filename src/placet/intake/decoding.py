"""Bytes as text: what the bytes say of their encoding, what the page says, and what is said when the two differ."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from placet.extras import needed

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
TWICE = re.compile("(?:Ã[\x80-\xbf©¨¤¶¼ŸŽŠ]|â€[™œ\x9d“”˜¦])")
"""UTF-8 that was read as Windows-1252 and written as UTF-8 again."""
LEAST_TWICE = 3


class Decoded(NamedTuple):
    """A text, and what a reader must know of how it was decoded."""

    text: str
    cautions: tuple[str, ...] = ()


def decoded(content: bytes, charset: str = "") -> Decoded:
    """Return bytes as text.

    A byte order mark decides; else bytes that are UTF-8 with anything beyond ASCII are UTF-8, whatever was stated; else
    the encoding that the server states, then the one that the page states, then a guess. Nothing is dropped in silence:
    a guess, and bytes that fit no encoding, come with a caution.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            text = content.decode(name, "replace").removeprefix("\ufeff")
            return with_cautions(text, ())
    found = NAMED.search(content[:4_096])
    named = [known(charset), known((found[1] or found[2]).decode() if found else "")]
    try:
        return with_cautions(content.decode("utf-8"), ())
    except UnicodeDecodeError:
        pass
    for name in named:
        if name and name not in ("utf-8", "utf-16", "utf-32", "ascii"):
            try:
                return with_cautions(content.decode(name), ())
            except UnicodeDecodeError:
                continue
    broken = sum(1 for letter in content.decode("utf-8", "replace") if letter == "\ufffd")
    letters = sum(1 for byte in content if byte >= 0xC0)
    if broken * 10 < letters:
        caution = f"{broken} bytes fit no encoding and stand as the sign U+FFFD."
        return with_cautions(content.decode("utf-8", "replace"), (caution,))
    guess = needed("charset_normalizer").from_bytes(content[:200_000]).best()
    name = guess.encoding if guess else "cp1252"
    text = content.decode(name, "replace")
    return with_cautions(text, (f"The encoding is a guess: {name}; look at accented letters before you quote.",))


def known(name: str) -> str:
    """Return the usual name of an encoding, or nothing when there is none of this name.

    >>> known("ISO-8859-1"), known("no-such")
    ('cp1252', '')
    """
    try:
        usual = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    # What the web calls Latin-1 is Windows-1252 (WHATWG Encoding Standard); codecs that are no encodings are left out.
    if usual in ("iso8859-1", "ascii"):
        return "cp1252"
    return "" if usual in ("rot13", "hex", "base64", "zlib", "bz2", "uu", "quopri", "punycode", "idna") else usual


def with_cautions(text: str, cautions: tuple[str, ...]) -> Decoded:
    """Return a text with what was noticed in it."""
    noticed = list(cautions)
    if "\x00" in text:
        noticed.append(f"{text.count(chr(0))} zero bytes were left out.")
    if len(TWICE.findall(text[:200_000])) >= LEAST_TWICE:
        noticed.append("Letters look encoded twice (Ã©, â€™) on the page itself; they stand as they came.")
    return Decoded(text, tuple(noticed))
