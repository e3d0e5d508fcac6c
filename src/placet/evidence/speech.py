"""Who said it in which words, who reports it, who holds which office; and what happened."""

from __future__ import annotations

import re

from placet.evidence.claim import Suggestion
from placet.evidence.gazetteer import Mention
from placet.evidence.holders import Cast, Discourse
from placet.evidence.passages import Sentence
from placet.evidence.reading import Reading, compiled
from placet.evidence.stances import attribution

_PLACES = "copenhagen|brussels|luxembourg|paris|berlin|kyiv|warsaw|budapest|strasbourg|washington|london"
_EVENTS: tuple[tuple[str, str], ...] = (
    (
        "meeting",
        r"(?:an? |the |informal )*(?:informal )?(?:meeting|summit|talks|gathering|session) of (?:the )?(?:eu |"
        r"european |nato )?[\w-]+(?: ministers| leaders)?(?: in [a-z][\w-]+)?",
    ),
    (
        "meeting",
        rf"(?:after|at|during|following|before|ahead of) (?:the |a |an )?(?:informal |extraordinary )?"
        rf"(?:(?:{_PLACES}) )?(?:foreign affairs council|"
        rf"meeting|summit|european council|council meeting)(?: of [\w ]{{3,40}}?ministers)?(?: in [a-z][\w-]+)?",
    ),
    (
        "airstrike",
        r"(?:\w[\w']{0,20} ){0,4}?(?:air ?strikes?|missile (?:attacks?|strikes?)|drone (?:attacks?|"
        r"strikes?)|bombings?|bombard\w+|shelling)\b(?: far from the frontlines?| on [\w ]{3,30}|"
        r" against [\w ]{3,30})?",
    ),
    ("attack", r"[\w']+ (?:was |were |is |are )?(?:still )?carr(?:ying|ied) out attacks"),
    (
        "fighting",
        r"(?:ongoing |continued |continuing )?(?:russian |russia's |moscow's )(?:military )?(?:aggression|"
        r"offensive|assault|invasion|campaign)",
    ),
    (
        "fighting",
        r"(?:russia|moscow) (?:has |is )?(?:intensif|escalat|expand|step|continu|press|"
        r"increas|launch)\w* (?:up )?(?:its|the|his) (?:military )?(?:campaign|offensive|"
        r"attacks|assault|war)\b",
    ),
    (
        "fighting",
        r"(?:increas|mount|grow|intensif)\w* pressure (?:in|on|along) (?:the )?(?:eastern|"
        r"southern|northern|western)[\w ]{0,25}",
    ),
    (
        "adoption",
        r"(?:ministers|leaders|council|member states|ambassadors|parliament)\b[\w ]{0,15} (?:agreed to|"
        r"adopted|approved|extended|prolonged|decided to|gave the green light)[^.;,]{0,80}",
    ),
)
_TOLD = {
    "meeting": re.compile(r"meeting|summit|talks|gathering|session|council"),
    "airstrike": re.compile(r"strike|attack|bomb|shelling"),
    "attack": re.compile(r"attack"),
    "fighting": re.compile(r"aggress|offensive|assault|invasion|campaign|attack|war\b|pressure"),
    "adoption": re.compile(r"agreed|adopt|approv|exten|prolong|decided|green light"),
}
"""A word without which an event of the kind is not sought: it keeps long texts cheap."""
_WHEN = re.compile(
    r"\bin (?P<when>recent (?:days|weeks|months))|\bon (?P<day>(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day)|\b(?P<ago>last (?:week|month|year)|overnight|yesterday|"
    r"today)\b"
)


def quotes(reading: Reading, sentence: Sentence, names: Cast, discourse: Discourse) -> list[Suggestion]:
    """Return the words of a sentence that stand between quotation marks, with their speaker."""
    found = []
    for start, end in reading.quotations:
        if start < sentence.start or start >= sentence.end:
            continue
        stop = end
        while stop > start and reading.text[stop - 1] in " ,":
            stop -= 1
        words = len(reading.text[start:stop].split())
        if stop <= start or words < 1:
            continue
        outer = [one for one in names.holders if not start <= one.start < end]
        who = _speaker(reading, sentence, Cast(tuple(outer), names.subjects), start, end) or discourse.person
        partial = words < 4 or not reading.text[start].isupper()
        found.append(
            reading.claim(
                "quote",
                start,
                stop,
                speaker=(who.person or who.actor) if who else "",
                role=who.role if who else "",
                actor=who.actor if who else "",
                partial=partial,
            )
        )
    return found


def _speaker(reading: Reading, sentence: Sentence, names: Cast, start: int, end: int) -> Mention | None:
    """Return the speaker of the words at a place: beside a verb of saying, else the nearest person."""
    who, _ = attribution(reading, sentence, names, None)
    if who is not None:
        return who
    people = [one for one in names.holders if one.form == "person"]
    return min(people, key=lambda one: min(abs(one.start - end), abs(start - one.end)), default=None)


def reports(reading: Reading, sentence: Sentence, names: Cast) -> list[Suggestion]:
    """Return what a sentence reports that somebody said, in the reporter's words."""
    if not reading.words.speech or reading.language != "en":
        return []
    found = []
    for verb in compiled(rf"(?:{reading.words.speech}) that ").finditer(reading.low, sentence.start, sentence.end):
        near = [one for one in names.holders if 0 <= verb.start() - one.end <= 120 and one.start in names.subjects]
        who = near[-1] if near else None
        if who is None:
            continue
        end = reading.clause_end(verb.end(), sentence.end)
        if end > verb.end():
            found.append(reading.claim("report", verb.end(), end, actor=who.actor, speaker=who.person, role=who.role))
    for match in compiled(
        r"(?:see|sees|saw|view|views|regard|regards|consider|considers) (?:it |this |them )?as [^.;]+"
    ).finditer(reading.low, sentence.start, sentence.end):
        near = [one for one in names.holders if 0 <= match.start() - one.end <= 2]
        if near:
            end = reading.clause_end(match.start(), sentence.end)
            found.append(reading.claim("report", near[-1].start, end, actor=near[-1].actor))
    return found


def roles(reading: Reading, names: Cast) -> list[Suggestion]:
    """Return the offices that a sentence gives to persons."""
    found = []
    for one in names.holders:
        held = reading.text[one.start : one.end]
        if one.form == "person" and one.person and len(held) > len(one.person) + 4 and reading.words.role_nouns:
            start = one.start
            lead = re.match(r"(?:EU|European Union)(?:'s|’s)? ", held)
            if lead:
                start += lead.end()
            found.append(reading.claim("role", start, one.end, actor=one.actor, speaker=one.person, role=one.role))
    return found


def events(reading: Reading, sentence: Sentence, names: Cast) -> list[Suggestion]:
    """Return the meetings, adoptions and attacks that a sentence tells of."""
    if reading.language != "en":
        return []
    found: list[Suggestion] = []
    when = _WHEN.search(reading.low, sentence.start, sentence.end)
    day = next((held for held in when.groupdict().values() if held), "") if when else ""
    for kind, pattern in _EVENTS:
        if not _TOLD[kind].search(reading.low, sentence.start, sentence.end):
            continue
        for match in compiled(pattern).finditer(reading.low, sentence.start, sentence.end):
            start, end = match.start(), reading.trimmed(match.start(), match.end())
            if any(start < one.end and one.start < end for one in found) or end <= start:
                continue
            place = re.search(
                r" (?:in|on) ((?:eastern |southern |northern |western )?[a-z][\w-]+)$", reading.low[start:end]
            )
            who = [one for one in names.holders if start <= one.start < end] or [
                one for one in names.holders if one.end <= start and one.start in names.subjects
            ][-1:]
            found.append(
                reading.claim(
                    "event",
                    start,
                    end,
                    event=kind,
                    actor=who[0].actor if who else "",
                    day=day,
                    place=reading.text[start + place.start(1) : end] if place else "",
                )
            )
    return found
