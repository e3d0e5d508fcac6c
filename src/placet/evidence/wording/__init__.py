"""The words of each language that the rules know."""

from __future__ import annotations

from placet.evidence.wording import english, others
from placet.evidence.wording.words import Cue, Holder, Wording

__all__ = ["Cue", "Holder", "Wording", "wording"]


def wording(language: str) -> Wording:
    """Return a language's words; of one that is not known, the words that most languages share."""
    if language == "en":
        return english.WORDING
    return others.WORDINGS.get(language, others.SHARED)
