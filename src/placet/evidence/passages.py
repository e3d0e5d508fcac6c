"""A text cut into passages and sentences, without what is no article: repeated headlines, calls to follow, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from placet.evidence.anchor import alike, lowered

LONGEST_SENTENCE = 1_500
"""Characters: what runs on longer is cut at the next space, so that no rule meets an unbounded text."""

_BOILERPLATE = re.compile(
    r"(?:on|our|via) (?:whatsapp|telegram)\b|(?:whatsapp|telegram) (?:channel|group)|"
    r"https?://\S+$|^www\.|newsletter|derogatory|obscene|"
    r"cookie (?:policy|settings)|(?:use|accept) (?:of )?cookies|all rights reserved|"
    r"copyright ©|©|privacy policy|terms of (?:use|service)|"
    r"comments? (?:posted|section|policy)|^(?:please )?(?:follow|subscribe|sign up|"
    r"log in|click here|share this|read (?:more|also|next)|also read|"
    r"advertisement|download (?:the|our) app|comments?\b|abonnieren|abonnez|suscríbe|"
    r"iscriviti|підпис(?:уйтесь|атися)|читайте також|"
    r"czytaj (?:też|także|również)|lesen sie auch|lire aussi|leggi anche|lea también|"
    r"olvassa el|iratkozz|skaityk taip pat|prenumeruok)",
    re.MULTILINE,
)
LONGEST_BOILERPLATE = 300
"""Characters: a longer passage is an article's, whatever it says."""
_PASSAGE = re.compile(r"(?:[^\r\n\u2028\u2029]|\r?\n(?=[ \t]{0,8}[a-zà-öø-ÿа-яґєії]))+")
_SHORT_FORM = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov|Prof|No|Art|art|vs|approx|ca|bzw|z\. ?B|u\. ?a|Nr|M|Mme|Sr|Sra|"
    r"dott|on|nr|ul|ok|tzw|pl|ún|kb|ст|млн|млрд|тис|р|tys|mln|mld|mlrd|tūkst|proc|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|"
    r"(?<![\w.])[A-ZÀ-ÞА-ЯҐЄІЇ]|\b[A-Z]\.[A-Z])\.$"
)
_STOP = re.compile(r"""[.!?…]+["')\]]*(?=\s+["'(\[¿¡-]*[A-ZÀ-ÞĀ-ŽА-ЯҐЄІЇΑ-Ω0-9])|[.!?…]+["')\]]*\s*$""")
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
_ORDINAL_LANGUAGES = frozenset({"de", "hu", "cs", "sk", "da", "fi", "et", "lv", "hr", "sl", "lt"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place, and the number of its passage."""

    start: int
    end: int
    passage: int


def boilerplate(passage: str) -> bool:
    """Whether a passage is a call to follow, a rule for comments or the like, not an article."""
    return len(passage) < LONGEST_BOILERPLATE and bool(_BOILERPLATE.search(lowered(passage)))


def passages(text: str) -> list[tuple[int, int]]:
    """Return the places of the passages that belong to the article.

    A line end closes a passage, unless the next line goes on in lower case. A passage that only repeats one before it
    is left out.
    """
    found: list[tuple[int, int]] = []
    seen: set[str] = set()
    for match in _PASSAGE.finditer(text):
        raw = match.group()
        held = raw.strip()
        if not held:
            continue
        key = " ".join(lowered(alike(held)).split())
        if key in seen or boilerplate(held):
            continue
        seen.add(key)
        start = match.start() + len(raw) - len(raw.lstrip())
        found.append((start, start + len(held)))
    return found


def sentences(text: str, language: str = "en") -> list[Sentence]:
    """Return the sentences of the article in a text."""
    plain = alike(text)
    found: list[Sentence] = []
    for number, (start, end) in enumerate(passages(text)):
        begin = start
        for match in _STOP.finditer(plain, start, end):
            head = plain[max(begin, match.start() - 12) : match.start() + 1]
            if match.end() < end and (
                _SHORT_FORM.search(head) or (language in _ORDINAL_LANGUAGES and _ORDINAL.search(head))
            ):
                continue
            found.extend(_cut(plain, begin, match.end(), number))
            begin = match.end()
        if plain[begin:end].strip():
            found.extend(_cut(plain, begin, end, number))
    return found


def _cut(plain: str, start: int, end: int, number: int) -> list[Sentence]:
    """Return a sentence without the space around it, cut where it is too long."""
    found = []
    while start < end:
        stop = end
        if end - start > LONGEST_SENTENCE:
            space = plain.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            stop = space if space > start else start + LONGEST_SENTENCE
        left, right = start, stop
        while left < right and plain[left].isspace():
            left += 1
        while right > left and plain[right - 1].isspace():
            right -= 1
        if right > left:
            found.append(Sentence(left, right, number))
        start = stop
    return found


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the places of the words between quotation marks, within a passage each."""
    plain = alike(text)
    found = []
    for passage in _PASSAGE.finditer(text):
        marks = [at for at in range(passage.start(), passage.end()) if plain[at] == '"']
        for opening, closing in zip(marks[::2], marks[1::2], strict=False):
            if closing - opening > 2:
                found.append((opening + 1, closing))
    return found
