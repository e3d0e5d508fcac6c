"""The language of a text, by py3langid among the languages of Europe."""

from __future__ import annotations

from functools import cache
from typing import Any

from placet.extras import needed

LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl"),
    *("pl", "pt", "ro", "sk", "sl", "sv", "uk", "ru", "be", "tr", "ar", "no", "sr", "sq", "mk", "he", "zh", "ja"),
)
LEAST_LETTERS = 60


@cache
def identifier() -> Any:
    """Return the identifier, restricted to `LANGUAGES`."""
    py3langid = needed("py3langid")
    py3langid.set_languages(list(LANGUAGES))
    return py3langid


def language_of(text: str, stated: str = "") -> str:
    """Return the language's code: of a long text by its letters, of a short one as stated; nothing if neither helps."""
    sample = " ".join(text.split())[:4_000]
    if sum(letter.isalpha() for letter in sample) < LEAST_LETTERS:
        return stated if stated in LANGUAGES else ""
    return str(identifier().classify(sample)[0])
