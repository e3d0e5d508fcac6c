"""Money, people and vote counts as a text gives them."""

from __future__ import annotations

import functools
import re

from placet.evidence.claim import Comparator, Suggestion
from placet.evidence.passages import Sentence
from placet.evidence.reading import Reading, compiled
from placet.evidence.wording import Wording

_NUMBER = r"\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,]\d{1,3}(?!\d))?"
_NOT_BETWEEN = (
    r"(?:of (?!the )|which|whom|and|countries|states|members? (?:states?|of)|months?|"
    r"years?|days|per cent|millions?|billions?|who|that|is|are|was|were)\b"
)
"""What cannot stand between a number and the people it counts."""
_CURRENCIES = {"€": "EUR", "eur": "EUR", "$": "USD", "us$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP"}
_WORDS = {
    "twenty-one": 21, "twenty-two": 22, "twenty-three": 23, "twenty-four": 24, "twenty-five": 25, "twenty-six": 26,
}  # fmt: skip
MOST_BEFORE = 40


def number(written: str, *, decimal_comma: bool) -> float:
    """Return a number as written: with spaces, points or commas between thousands, and a decimal sign."""
    compact = written.replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*", compact):
        # "80,000" and "80.000" are thousands in every language; "1,234" is never a decimal of money here.
        return float(re.sub(r"[.,]", "", compact))
    last = max(compact.rfind("."), compact.rfind(","))
    if last < 0:
        return float(compact)
    sign = compact[last]
    if compact.count(sign) > 1 or (sign == "," and not decimal_comma and len(compact) - last - 1 == 3):
        return float(re.sub(r"[.,]", "", compact))
    return float(re.sub(r"[.,]", "", compact[:last]) + "." + compact[last + 1 :])


@functools.lru_cache(maxsize=32)
def _patterns(words: Wording) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of money with the sign first, money with the name last, and people."""
    scale = "|".join(sorted((re.escape(word) for word in words.scales), key=len, reverse=True))
    scaled = rf"(?P<number>{_NUMBER})(?:[ -]?(?P<scale>{scale})(?!\w))?"
    first = re.compile(rf"(?P<unit>€|us\$|\$|£|\beur|\busd) ?{scaled}")
    last = re.compile(
        rf"(?<![\w.,]){scaled}[ -]?(?:(?:of|de|di|d'|in|us|worth of) ?)?(?P<unit>{words.money}|"
        rf"us dollars?|dollars?|\$)(?!\w)"
    )
    people = re.compile(
        rf"(?<![\w.,€$£]){scaled}"
        rf"(?:(?: (?!{_NOT_BETWEEN})[\w'-]{{1,24}}){{0,4}}? (?:{words.people})|(?= (?:and|"
        rf"to|or|und|bis|et|à|e|y|i|й) (?:{_NUMBER}) (?:{words.people})))(?!\w)"
        if words.people
        else r"(?!)(?P<number>)(?P<scale>)"
    )
    return first, last, people


def comparator(low: str, start: int, first: int, words: Wording) -> tuple[Comparator, int]:
    """Return how a number at `start` is hedged, and where the hedge begins."""
    begin = max(first, start - MOST_BEFORE)
    before = low[begin:start].rstrip(" ")
    pairs: tuple[tuple[Comparator, str], ...] = ((">", words.more), ("~", words.about), ("<", words.less))
    for sign, pattern in pairs:
        if pattern:
            found = re.search(rf"(?<![\w])(?:{pattern})(?: (?:the|a|an|the sum of|de|di|als|as))?$", before)
            if found:
                return sign, begin + found.start()
    return "=", start


def quantities(reading: Reading, sentence: Sentence) -> list[Suggestion]:
    """Return the sums of money and the numbers of people in a sentence."""
    words = reading.words
    first, last, people = _patterns(words)
    found: list[Suggestion] = []
    taken: list[tuple[int, int]] = []
    for pattern, counts_people in ((first, False), (last, False), (people, True)):
        for match in pattern.finditer(reading.low, sentence.start, sentence.end):
            start, end = match.span()
            if any(start < right and left < end for left, right in taken):
                continue
            taken.append((start, end))
            amount = number(match["number"], decimal_comma=words.decimal_comma)
            amount *= words.scales.get(match["scale"] or "", 1.0)
            if counts_people and (amount < 2 or 1_900 <= amount <= 2_100):
                continue
            sign, begin = comparator(reading.low, start, sentence.start, words)
            unit = "soldiers" if counts_people else _currency(match["unit"])
            found.append(reading.claim("quantity", begin, end, number=amount, unit=unit, comparator=sign))
    return found


def _currency(written: str) -> str:
    held = written.strip()
    if held in _CURRENCIES:
        return _CURRENCIES[held]
    return "USD" if "dol" in held or "дол" in held else "EUR"


def vote_counts(reading: Reading, sentence: Sentence) -> list[Suggestion]:
    """Return how many members a sentence counts on one side."""
    if not reading.words.votes:
        return []
    found = []
    for match in compiled(reading.words.votes).finditer(reading.low, sentence.start, sentence.end):
        written = next(held for held in match.groupdict().values() if held)
        many = _WORDS.get(written) or int(re.sub(r"\D", "", written) or 0)
        if many:
            found.append(
                reading.claim("vote_count", match.start(), match.end(), number=float(many), of=27, unit="states")
            )
    return found
