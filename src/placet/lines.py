"""A text on one line."""

from __future__ import annotations


def one_spaced(text: str) -> str:
    """Return a text with single spaces between its words, so on one line."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    r"""Return the beginning of a text on one line, with an ellipsis where it was cut.

    >>> shortened("a day\n of rain", 80), shortened("a day of rain", 7)
    ('a day of rain', 'a day…')
    """
    line = one_spaced(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
