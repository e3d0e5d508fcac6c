"""Where a quote stands in a text: the selectors of the W3C Web Annotation model, over Unicode code points.

A text is never altered. Whatever is compared is made alike character by character, so that an offset found in the
compared form is an offset of the text itself. A quote is found exactly, or alike (curly and straight quotes, kinds of
dash and space), or not at all: a nearest passage is no evidence.

Source: W3C Web Annotation Data Model (2017), sections 4.2.4 and 4.2.5. The model leaves open what a character is; here
it is a code point of the text as it was stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CONTEXT = 32
"""The characters kept on either side of a quote, to tell it from the same words elsewhere."""

_ALIKE = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\t\n\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
    **dict.fromkeys("\u200a\u2028\u2029\u202f\u205f\u3000", " "),
}
_TABLE = str.maketrans(_ALIKE)


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """A part of a text by its place: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """A part of a text by its words, and by what stands before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def alike(text: str) -> str:
    """Return a text of the same length with one kind of quotation mark, apostrophe, dash and space."""
    return text.translate(_TABLE)


def lowered(text: str) -> str:
    """Return a text of the same length in lower case; a letter whose lower case is longer stays as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def selector(text: str, start: int, end: int) -> TextQuoteSelector:
    """Return the part of a text between two places as a quote with its context.

    Raises
    ------
    ValueError
        The places are not in order, or lie outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no part of a text of {len(text)} characters")
    return TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def position(text: str, quote: TextQuoteSelector | str) -> TextPositionSelector | None:
    """Return where a quote stands in a text, or nothing.

    First the exact words are sought; then the words with quotation marks, dashes and spaces made alike, any run of
    white space between two words counting as one. Letters are never changed. Where the words stand more than once, the
    place whose surroundings agree best with those of the quote is returned, the first of equals.
    """
    wanted = quote if isinstance(quote, TextQuoteSelector) else TextQuoteSelector(quote)
    if not wanted.exact.strip():
        return None
    places = [(match.start(), match.end()) for match in re.finditer(re.escape(wanted.exact), text)]
    if not places:
        words = alike(wanted.exact).split()
        pattern = r" +".join(re.escape(word) for word in words)
        places = [(match.start(), match.end()) for match in re.finditer(pattern, alike(text))]
    if not places:
        return None
    start, end = max(places, key=lambda place: (_agreement(text, place, wanted), -place[0]))
    return TextPositionSelector(start, end)


def _agreement(text: str, place: tuple[int, int], quote: TextQuoteSelector) -> int:
    """Return how many characters on either side of a place agree with a quote's context."""
    before = alike(text[max(0, place[0] - len(quote.prefix)) : place[0]])
    after = alike(text[place[1] : place[1] + len(quote.suffix)])
    return _shared(before[::-1], alike(quote.prefix)[::-1]) + _shared(after, alike(quote.suffix))


def _shared(one: str, other: str) -> int:
    """Return the length of the beginning that two texts share."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
