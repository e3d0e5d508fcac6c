"""Text from outside, made harmless: no control characters, no tricks with direction, no links but to the web."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from placet.lines import one_spaced

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and marks that turn the direction of the text around them."""


def plain(text: str) -> str:
    """Return a text without hidden characters; line breaks stay."""
    return HIDDEN.sub("", text)


def escaped(text: str) -> str:
    r"""Return a text in which every hidden character is shown as its escape; line breaks stay.

    >>> escaped("red \x1b[31m")
    'red \\x1b[31m'
    """
    return HIDDEN.sub(lambda one: f"\\x{ord(one.group()):02x}", text)


def visible(text: str) -> str:
    """Return a text on one line in which every hidden character is shown as its escape."""
    return one_spaced(escaped(text))


def web_address(address: str) -> str | None:
    """Return an address when it is an http(s) link or an anchor within the page, else nothing."""
    address = plain(address).strip()
    if address.startswith("#"):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
