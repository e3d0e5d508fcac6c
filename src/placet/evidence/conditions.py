"""What must happen first: conditions, and the rules by which a body decides."""

from __future__ import annotations

import re

from placet.evidence.claim import Suggestion
from placet.evidence.passages import Sentence
from placet.evidence.reading import Reading, compiled

MOST_OF_A_TIME = 3
"""Words after "until" below which it names a time, no condition."""
_PARTS = re.compile(r", and |, | and (?=that |if )|;")


def conditions(reading: Reading, sentence: Sentence) -> list[Suggestion]:
    """Return the conditions that a sentence states, each from its opening word to the end of its clause."""
    words = reading.words
    found: list[Suggestion] = []
    last = sentence.start
    for match in compiled(words.conditions).finditer(reading.low, sentence.start, sentence.end):
        if match.start() < last:
            continue
        end = _end(reading, match.start(), match.end(), sentence.end)
        if end - match.end() < 3:
            continue
        waits_for = predicate(reading, reading.low[match.start() : end])
        timely = match.group() == "until" and len(reading.low[match.end() : end].split()) < MOST_OF_A_TIME
        if timely and waits_for == "other":
            continue  # "until midnight"
        neg = "neg" in match.groupdict() and bool(match["neg"])
        found.append(
            reading.claim(
                "condition",
                match.start(),
                end,
                predicate=waits_for,
                negated=neg,
                parts=parts(reading, match.end(), end),
            )
        )
        last = end
    if words.condition_words:
        for match in compiled(words.condition_words).finditer(reading.low, sentence.start, sentence.end):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                held = match.group()
                found.append(reading.claim("condition", match.start(), match.end(), predicate=predicate(reading, held)))
    return found


def _end(reading: Reading, start: int, after: int, end: int) -> int:
    """Return where a condition closes: before a comma that opens the main clause, or with the clause."""
    stop = reading.clause_end(after, end)
    comma = reading.low.find(", ", after, stop)
    lead = reading.low[max(0, start - 2) : start].strip() == "" and start == 0
    if comma >= 0 and (lead or not _PARTS_FOLLOW.match(reading.low, comma)):
        stop = comma
    return reading.trimmed(start, stop)


_PARTS_FOLLOW = re.compile(r", (?:and |or )?(?:that|if|unless|a |an |the (?:full|legal|same)|[\w ]{3,60}, (?:and|or) )")


def predicate(reading: Reading, low: str) -> str:
    """Return what a condition waits for."""
    for name, pattern in reading.words.predicates:
        if compiled(pattern).search(low):
            return name
    return "other"


def parts(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """Return the parts of a condition that lists several, word for word; of a single one nothing."""
    held = reading.plain[start:end]
    cuts = [match.span() for match in _PARTS.finditer(held)]
    if len(cuts) < 1 or not re.search(r"\band\b|;", held):
        return ()
    edges = [0, *(edge for cut in cuts for edge in cut), len(held)]
    pieces = [
        reading.text[start + left : start + right].strip() for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]
    return tuple(piece for piece in pieces if len(piece) > 2)


_ALL_27 = re.compile(r"\b(?:27|twenty-seven|siebenundzwanzig|vingt-sept|ventisette|veintisiete)\b")


def decision_rules(reading: Reading, sentence: Sentence) -> list[Suggestion]:
    """Return the rules of decision that a sentence names, each with the clause around it."""
    found: list[Suggestion] = []
    for name, pattern in reading.words.rules:
        match = compiled(pattern).search(reading.low, sentence.start, sentence.end)
        if match is None:
            continue
        start, end = _clause(reading, sentence, match.start(), match.end())
        members = 27 if name == "unanimity" and _ALL_27.search(reading.low, start, end) else None
        found.append(reading.claim("rule", start, end, rule=name, number=members))
    return found


_OPENING = re.compile(
    r"[;:] |, (?:but|while|whereas|because|although|so|and|as|which|since) |, (?=[\w' ]{1,60} (?:need|requir|must))"
)


def _clause(reading: Reading, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a part of a sentence."""
    begin = sentence.start
    for match in _OPENING.finditer(reading.low, sentence.start, start):
        begin = match.end()
    stop = sentence.end
    comma = re.compile(r", |; ").search(reading.low, end, sentence.end)
    if comma:
        stop = comma.start()
    return begin, max(end, reading.trimmed(begin, stop))
