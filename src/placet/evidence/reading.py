"""One text being read: its like forms of equal length, its sentences, and the names in it."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass, field
from datetime import date

from placet.evidence.anchor import alike, lowered
from placet.evidence.claim import Suggestion
from placet.evidence.gazetteer import Mention, mentions
from placet.evidence.passages import Sentence, quotations, sentences
from placet.evidence.wording import Wording


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that is met from the start of a word."""
    return re.compile(rf"(?<![\w-])(?=\w)(?:{pattern})")


@functools.cache
def anywhere(pattern: str) -> re.Pattern[str]:
    """Return a pattern that is met anywhere."""
    return re.compile(pattern)


MOST_NAMES = 40
"""Names that are read in one sentence: a longer list is no sentence."""


def _start(one: Mention) -> int:
    return one.start


@dataclass(frozen=True)
class Reading:
    """A text with what the rules need of it, all of one length, so that every offset is one of the text."""

    text: str
    plain: str = field(repr=False)
    low: str = field(repr=False)
    language: str
    words: Wording = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    mentions: tuple[Mention, ...] = field(repr=False)
    quotations: tuple[tuple[int, int], ...] = field(repr=False)

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the names within a part of the text."""
        found: list[Mention] = []
        for one in self.mentions[bisect.bisect_left(self.mentions, start, key=_start) :]:
            if one.start >= end or len(found) == MOST_NAMES:
                break
            if one.end <= end:
                found.append(one)
        return found

    def claim(self, kind: str, start: int, end: int, **fields: object) -> Suggestion:
        """Return a suggestion with its quote."""
        return Suggestion(kind, start, end, self.text[start:end], language=self.language, **fields)  # type: ignore[arg-type]

    def clause_end(self, start: int, end: int) -> int:
        """Return where the clause that stands at `start` closes, at the latest at `end`."""
        found = anywhere(self.words.clause_end).search(self.low, start, end)
        return self.trimmed(start, found.start() if found else end)

    def trimmed(self, start: int, end: int) -> int:
        """Return an end without closing punctuation and space."""
        while end > start and (self.plain[end - 1].isspace() or self.plain[end - 1] in ".,;:!?-"):
            end -= 1
        return end


def reading(text: str, language: str, words: Wording, published: date | None) -> Reading:
    """Return a text ready to be read."""
    plain = alike(text)
    return Reading(
        text,
        plain,
        lowered(plain),
        language,
        words,
        tuple(sentences(text, language)),
        tuple(mentions(plain, language, published)),
        tuple(quotations(text)),
    )
