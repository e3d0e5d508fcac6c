"""Who stands where: stances and vetoes, from cues and their holders."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from placet.evidence.claim import Side, Suggestion, Version, VetoLevel
from placet.evidence.gazetteer import TOGETHER, Mention, members
from placet.evidence.holders import OTHERS, Cast, following, group, joined
from placet.evidence.passages import Sentence
from placet.evidence.reading import Reading, anywhere, compiled
from placet.evidence.wording import Cue, Holder
from placet.evidence.wording.english import TOPIC_BAD, TOPIC_GOOD

_DENIED: dict[Side, Side] = {"supports": "opposes", "conditional_support": "opposes", "opposes": "no_objection"}
_RELATIVE = re.compile(
    r",? (?:which|who|that|die|der|das|qui|che|que|które|który|która|що|яка|який|які|"
    r"amely|aki|kuri|kuris)(?: [\w']+){0,3} $"
)
_OWNED = re.compile(r"^(?:'s?)? (?:[\w-]+ ){0,2}$")
_NOUN_BEFORE = re.compile(
    r"(?:^|[ \"(])(?:the|a|an|of|in|for|its|their|his|her|our|strong|broad|wide|full|"
    r"military|financial|political|unanimous|continued|further|more|new|"
    r"unwavering|additional|eu|european|western|no|any|with|on|from|by|budget|macro-financial|"
    r"humanitarian|economic|air|technical|logistical|"
    r"european union|international|nato|us|american|little|such|this|that|without|"
    r"requires?|needs?|required|needed|lost|enjoys?|has|have|"
    r"show of|broadly \"|ukraine|kyiv) \"?$"
)
_NOUNISH = re.compile(r"^(?:support|backing|approval|favou?r|block|veto|endorsement)$")
_REQUIRED = re.compile(
    r"\b(?:requires?|needs?|required|needed|necessary|unanimous|must have|depends? on)\b[^.;]{0,60}$"
)
LINKS: dict[Holder, str] = {"ally": "with ", "critic": "against "}
"""What `about` opens with while a stance is only that of another member ("Slovakia sided with Budapest"), or of one who
finds fault with its position."""
_WE = re.compile(r"(?<!\w)(?:we|i)(?!\w)")
_WISHED = re.compile(
    r"(?:hop(?:e|es|ed|ing)|expect(?:s|ed|ing)?|wish(?:es|ed)?|urg(?:e|es|ed|ing)|"
    r"ask(?:s|ed|ing)?|call(?:s|ed|ing)? (?:on|for)|press(?:es|ed|ing)?|demand(?:s|"
    r"ed|ing)?|"
    r"want(?:s|ed)?|appeal(?:s|ed)? (?:on|to)|persuad(?:e|es|ed|ing)|convinc(?:e|es|"
    r"ed|ing)|need(?:s|ed)?|wait(?:s|ed|ing)? for|whether|win over|get|allow(?:s|ed)?)(?: that)? (?:the )?$"
)
"""What others hope or ask of somebody is not that one's stand."""
_FAR = frozenset({"US", "RU", "BY", "TR", "RS", "CH", "MD", "NATO"})
"""Of these only refusals are read: what they promise or want is mostly about something else."""
_UNCERTAIN = re.compile(
    r"(?: \w+){0,3} (?:is|was|are|were|remains?|seems?|would be|will be) (?:\w+ )?(?:unlikely|"
    r"uncertain|needed|required|necessary|doubtful|in doubt|missing|lacking|pending|"
    r"open)\b"
)
_OUGHT = re.compile(r"\b(?:should|must|ought to|needs? to|has to|have to)\b[^,;]{0,40}$")
_ADOPTED = re.compile(
    r"(?:agree[sd]?|approv(?:e|es|ed|ing)|adopt(?:s|ed)|sign(?:s|"
    r"ed)|accept(?:s|ed)?|reach(?:es|ed))\b(?! in principle)|will extend"
)
"""What a body does when it decides: an event, not a stance."""
BODIES = TOGETHER | {"EU", "EU-COUNCIL", "EU-EUCO", "EU-EP", "EUROPE"}
_WITHOUT_VETO = BODIES | {"EU-HR", "EU-COM", "UA", "RU"}
_SIGHT = 220
"""Characters between a holder and its cue beyond which they are not joined."""


@dataclass(frozen=True)
class Seen:
    """The claims of the sentence that a stance leans on."""

    conditions: tuple[Suggestion, ...]
    rules: tuple[Suggestion, ...]


def stances(reading: Reading, sentence: Sentence, names: Cast, seen: Seen) -> list[Suggestion]:
    """Return the stances and vetoes in a sentence."""
    found: list[Suggestion] = []
    taken: list[tuple[int, int]] = []
    hits = []
    for cue in reading.words.cues:
        for match in compiled(cue.pattern).finditer(reading.low, sentence.start, sentence.end):
            if any(match.start() < right and left < match.end() for left, right in taken):
                continue
            if cue.holder == "subject" and _is_noun(reading, sentence, match):
                continue
            if _in_condition(reading, match.start(), seen):
                continue
            rows = _held(reading, sentence, names, seen, cue, match)
            if rows is not None:
                taken.append(match.span())
            if rows:
                hits.append((cue.weak, rows))
    plain = {row.actor for weak, rows in hits if not weak for row in rows}
    for weak, rows in sorted(hits, key=lambda hit: hit[1][0].start):
        found.extend(row for row in rows if not weak or not (row.actor in plain or seen.rules))
    found.extend(_topics(reading, sentence, names))
    return _once(found)


def _is_noun(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a cue that may be a verb or a noun ("support") is a noun here."""
    if reading.language != "en" or not _NOUNISH.match(match.group()):
        return False
    return bool(_NOUN_BEFORE.search(reading.low[max(sentence.start, match.start() - 30) : match.start()]))


def _in_condition(reading: Reading, at: int, seen: Seen) -> bool:
    """Whether a place lies in a condition said with "if" or its like: what is only supposed is no stance."""
    return any(
        one.start < at < one.end and reading.low[one.start : one.start + 3] in ("if ", "onc", "as ", "pro")
        for one in seen.conditions
    )


def _held(
    reading: Reading, sentence: Sentence, names: Cast, seen: Seen, cue: Cue, match: re.Match[str]
) -> list[Suggestion] | None:
    """Return the claims of one cue, one for each holder; nothing at all where it has no holder."""
    start, end = match.span()
    link = LINKS.get(cue.holder)
    linked = ""
    if cue.holder == "excluded":
        holders = [one for one in following(reading, names, end, sentence.end, most=25) if one.actor in members()]
        rest = reading.low[sentence.start : start] + reading.low[end : sentence.end]
        if not holders or not _CARRIED.search(rest):
            return None
        span = (start, holders[-1].end)
    elif cue.holder == "agent":
        holders = following(reading, names, end, sentence.end)
        span = (start, reading.clause_end(end, sentence.end))
    elif cue.holder == "owner":
        if cue.side == "supports" and (
            _REQUIRED.search(reading.low[max(sentence.start, start - 80) : start]) or _UNCERTAIN.match(reading.low, end)
        ):
            return None
        holders, begin = _owners(reading, sentence, names, start, end)
        span = (begin, reading.clause_end(end, sentence.end))
    else:
        if cue.holder == "judge":
            holders = _judges(reading, sentence, names, start, end)
        else:
            holders = _subjects(reading, names, start)
        if link:
            near = following(reading, names, end, sentence.end, most=12) or [
                one for one in reading.within(end, sentence.end) if one.start - end < 12
            ]
            if not (near and holders and near[0].actor in members() and near[0].actor != holders[-1].actor):
                return None
            linked = link + near[0].actor
        ours = _WE.search(reading.low, sentence.start, start)
        if not holders and (ours or (cue.side is not None and cue.side != "supports")):
            holders = _speakers_after(reading, sentence, names, end)
        begin = holders[0].start if holders and holders[0].start < start else start
        if holders and re.search(r'[,"]', reading.low[holders[-1].end : start]) and holders[-1].end < start:
            begin = start if re.search(r",[^,]*$", reading.low[holders[-1].end : start]) else begin
        span = _whole(reading, sentence, begin, start, reading.clause_end(end, sentence.end))
    if not holders:
        return None
    denied = cue.deniable and _is_denied(reading, holders, sentence, start)
    about = linked or reading.text[end : max(end, span[1])].strip()[:200]
    rows = []
    for holder in holders:
        row = _claim(reading, sentence, names, seen, cue, holder, span, start, denied=denied)
        if row is not None:
            rows.append(replace(row, about=about))
    return rows


_SUBORDINATE = re.compile(r"(?:as|while|whereas) (?:the )?$")
_POSSESSED = re.compile(r"(?:its|his|her|their) (?:[\w-]+ ){1,2}$")


def _whole(reading: Reading, sentence: Sentence, begin: int, start: int, end: int) -> tuple[int, int]:
    """Return a clause with its opening word, and with the noun that is owned where that is the subject."""
    opening = _SUBORDINATE.search(reading.low, max(sentence.start, begin - 12), begin)
    if opening and (opening.start() == sentence.start or reading.low[opening.start() - 2] == ","):
        comma = reading.low.find(",", start, end)
        return opening.start(), comma if comma > 0 else end
    owned = _POSSESSED.search(reading.low, max(begin, start - 45), start)
    return (owned.start() if owned else begin), end


_CARRIED = re.compile(
    r"support|back|agree|approv|adopt|endors|sign|vote|decid|statement|conclusion|"
    r"text|states|countries|leaders|members|everyone|\b2[0-7]\b|"
    r"unterstütz|zustimm|soutien|soutenu|adopt|appoggi|sostegn|apoy|popar|przyję|підтрим|támogat|elfogad|pritar|param"
)


def _subjects(reading: Reading, names: Cast, start: int) -> list[Mention]:
    """Return the subject of a cue with those coordinated with it."""
    before = [one for one in names.holders if one.end <= start and start - one.end <= _SIGHT]
    if not before:
        return _inverted(reading, names, start)
    nearest = before[-1]
    if _RELATIVE.search(reading.low[nearest.end : start]) and len(reading.low[nearest.end : start]) < 40:
        return group(reading, names, nearest)
    standing = [one for one in before if one.start in names.subjects]
    if not standing:
        return _inverted(reading, names, start)
    if reading.language != "en" and standing[-1].actor in ("EU", "EUROPE"):
        # There "EU" mostly stands before the noun it belongs to, which only the endings would show.
        standing = [one for one in standing if one.actor in members()] or standing
    return group(reading, names, standing[-1])


def _inverted(reading: Reading, names: Cast, start: int) -> list[Mention]:
    """Return a subject that follows its verb, as in many languages other than English."""
    if reading.language == "en":
        return []
    after = [
        one for one in names.holders if one.start > start and one.start in names.subjects and one.start - start < 60
    ]
    found = after[:1]
    for one in after[1:]:
        if not joined(reading.low[found[-1].end : one.start]):
            break
        found.append(one)
    return found


def _judges(reading: Reading, sentence: Sentence, names: Cast, start: int, end: int) -> list[Mention]:
    """Return in whose eyes something is so: "unacceptable for X", "X said that ... is wrong", "..., she said"."""
    after = re.compile(r'"?,?(?: \w+)? (?:for|to|in the eyes of|according to|für|pour|per|para|dla|для)\b').match(
        reading.low, end
    )
    named = following(reading, names, after.end(), sentence.end, most=12) if after else []
    if named:
        return named
    saying = compiled(reading.words.speech)
    for verb in reversed(list(saying.finditer(reading.low, sentence.start, start))):
        said = [one for one in names.holders if one.end <= verb.start() and one.start in names.subjects]
        if said:
            return group(reading, names, said[-1])
    return _speakers_after(reading, sentence, names, end)


def allied(found: list[Suggestion]) -> list[Suggestion]:
    """Return claims in which who stands with another member has that member's side; without a side to share, none."""
    kept = []
    for at, one in enumerate(found):
        link = next((word for word in LINKS.values() if one.about.startswith(word)), None)
        other = one.about.removeprefix(link) if link else ""
        if one.kind != "stance" or link is None or not re.fullmatch(r"[A-Z]{2}", other):
            kept.append(one)
            continue
        known = [
            (abs(place - at), row.leaning)
            for place, row in enumerate(found)
            if row.actor == other and row.kind in ("stance", "veto") and row is not one
        ]
        leaning = min(known, key=lambda row: row[0])[1] if known else None
        if leaning is not None and leaning != "neither":
            same = link == LINKS["ally"]
            kept.append(replace(one, side="opposes" if (leaning == "against") == same else "supports", about=""))
    return kept


def _speakers_after(reading: Reading, sentence: Sentence, names: Cast, end: int) -> list[Mention]:
    """Return who says it after the words: "..., she said"."""
    for one in names.holders:
        if one.start < end:
            continue
        behind = reading.low[one.end : one.end + 14]
        before = reading.low[max(sentence.start, one.start - 18) : one.start]
        if reading.words.speech and (
            compiled(reading.words.speech).match(behind.lstrip())
            or anywhere(rf"(?:{reading.words.speech}) (?:the )?$").search(before)
        ):
            return [one]
    return []


def _owners(reading: Reading, sentence: Sentence, names: Cast, start: int, end: int) -> tuple[list[Mention], int]:
    """Return who a noun belongs to, and where the phrase begins."""
    every = sorted(
        {*names.holders, *reading.within(sentence.start, sentence.end)}, key=lambda one: (one.start, -one.end)
    )
    for one in reversed([one for one in every if one.end <= start and start - one.end < 45]):
        gap = reading.low[one.end : start]
        possessive = (
            gap.startswith("'")
            or one.form == "adjective"
            or reading.low[one.start : one.end] in ("its", "his", "her", "their", "our")
        )
        if possessive and _OWNED.match(gap):
            return [one], one.start
    after = re.compile(
        r"(?:,? that of|\"?,?(?: yet| so far| still| as yet)?(?: (?:for|to|of) [^.;,]{1,60}?)? (?:from|"
        r"by|of|among|amongst|on the part of|"
        r"von|aus|durch|der|de|du|des|della|degli|dei|del|di|da|tra|entre|parmi|z|ze|з|від|з боку|серед|iš))\b|"
        r"(?: (?:came|comes|is coming|has come|remains|persists|was voiced|arose))?(?: \w+){0,3} (?:from|by)\b"
    ).match(reading.low, end)
    if after:
        holders = following(reading, names, after.end(), sentence.end, most=35)
        if holders:
            there = re.search(r"(?:there (?:is|was|has been|are) |)\"?$", reading.low[sentence.start : start])
            return holders, sentence.start + (there.start() if there else start - sentence.start)
    subject = _subjects(reading, names, start)
    if subject and re.search(
        r"\b(?:has|have|had|fac(?:es|ed)|express\w*|voic\w*|maintain\w*|announc\w*|repeat\w*|"
        r"reiterat\w*|declar\w*|confirm\w*|signal\w*|with(?:drew|held)|gave|give|gives)\b[^,;]{0,30}$",
        reading.low[subject[-1].end : start],
    ):
        return subject, subject[0].start
    return [], start


def _is_denied(reading: Reading, holders: list[Mention], sentence: Sentence, start: int) -> bool:
    """Whether "not" or its like stands between a holder and its cue."""
    last = holders[-1].end if holders[-1].end <= start else sentence.start
    between = reading.low[max(last, start - 70) : start]
    between = between[max(between.rfind(mark) for mark in (",", ";", " but ", " that ", " and ")) + 1 :]
    lead = reading.low[max(sentence.start, holders[0].start - 12) : holders[0].start]
    return bool(anywhere(rf"(?:(?<!\w)(?:{reading.words.denied})|n't)(?!\w)").search(between)) or bool(
        re.search(r"(?:neither|nor|no|none of the|nicht alle) $", lead)
    )


def _claim(
    reading: Reading,
    sentence: Sentence,
    names: Cast,
    seen: Seen,
    cue: Cue,
    holder: Mention,
    span: tuple[int, int],
    at: int,
    *,
    denied: bool,
) -> Suggestion | None:
    """Return the claim of one holder, or nothing where the words do not carry one."""
    speaker, chain = attribution(reading, sentence, names, holder)
    actor = holder.actor
    if cue.holder == "subject" and holder.end <= span[1]:
        said = reading.low[holder.end : max(holder.end, at)]
        if _OUGHT.search(said) and not re.search(reading.words.speech or r"(?!)", said):
            return None
        if actor in BODIES and not denied and _ADOPTED.match(reading.low, at):
            return None
    if actor in ("EU", "EUROPE") and speaker is not None and speaker.actor.startswith("EU-"):
        actor = speaker.actor
    who = (
        holder
        if holder.form == "person"
        else speaker
        if speaker is not None and speaker.actor == holder.actor
        else None
    )
    if actor == OTHERS:
        return None
    if cue.side == "no_objection" and reading.low[max(sentence.start, at - 8) : at].endswith(("before ", "without ")):
        return None  # "before lifting their blockade"
    if _WISHED.search(reading.low, max(sentence.start, holder.start - 60), holder.start) and cue.holder == "subject":
        return None
    fields = {"actor": actor, "speaker": who.person if who else "", "role": who.role if who else "", "chain": chain}
    start, end = span[0], max(span[1], span[0] + 1)
    if cue.veto is not None:
        level: VetoLevel = cue.veto
        if denied:
            if level in ("exercised", "announced", "threatened"):
                return reading.claim("stance", start, end, side="no_objection", **fields)
            return None
        if actor in _WITHOUT_VETO:
            return None
        return reading.claim("veto", start, end, veto=level, version=version(reading, sentence), **fields)
    assert cue.side is not None
    if cue.side == "supports" and actor in _FAR and cue.holder == "subject":
        return None
    side: Side | None = cue.side
    if denied:
        side = _DENIED.get(cue.side)
        if side == "opposes" and any(one.negated for one in seen.conditions):
            side = "conditional_support"
        elif side == "opposes" and actor in TOGETHER:
            side = "undecided"
        elif side == "opposes" and re.search(r"\bdid(?:n't| not) vote (?:for|in)", reading.low[start:end]):
            side = "abstains"
    elif cue.side == "supports" and _has_condition(seen, start, end, sentence):
        side = "conditional_support"
    if side == "opts_out" and any(one.negated for one in seen.conditions) and "not" in reading.low[start:end]:
        side = "conditional_support"  # "will not send trainers until ..."
    if side is None:
        return None
    return reading.claim("stance", start, end, side=side, version=version(reading, sentence), **fields)


def _has_condition(seen: Seen, start: int, end: int, sentence: Sentence) -> bool:
    """Whether a condition belongs to a stance: within its clause, right after it, or opening the sentence."""
    return any(
        (start <= one.start <= end + 60) or one.start <= sentence.start + 3
        for one in seen.conditions
        if one.predicate != "approval"
    )


def version(reading: Reading, sentence: Sentence) -> Version:
    """Return which version of the proposal a sentence speaks of."""
    words = reading.words
    if words.now and compiled(words.now).search(reading.low, sentence.start, sentence.end):
        return "now"
    if words.after_ceasefire and compiled(words.after_ceasefire).search(reading.low, sentence.start, sentence.end):
        return "after_ceasefire"
    return ""


def attribution(
    reading: Reading, sentence: Sentence, names: Cast, holder: Mention | None
) -> tuple[Mention | None, tuple[str, ...]]:
    """Return who says what a sentence tells, and the chain of sayers, the outermost first."""
    if not reading.words.speech:
        return None, ()
    chain: list[Mention] = []
    for verb in compiled(reading.words.speech).finditer(reading.low, sentence.start, sentence.end):
        near = [one for one in names.holders if 0 <= verb.start() - one.end <= 25 and one.start in names.subjects]
        if not near:
            near = [one for one in names.holders if 0 <= one.start - verb.end() <= 5]
        if near and (not chain or chain[-1].start != near[-1].start):
            chain.append(near[-1])
    others = [one for one in chain if holder is None or one.start != holder.start]
    return (others[-1] if others else chain[-1] if chain else None), tuple(one.person or one.actor for one in others)


def _topics(reading: Reading, sentence: Sentence, names: Cast) -> list[Suggestion]:
    """Return judgements said of somebody: "For many governments, moving the training is a crucial step"."""
    if reading.language != "en":
        return []
    found: list[Suggestion] = []
    for one in names.holders:
        head = re.search(
            r"(?:^|[ ,;])for (?:(?:many|most|some|several|all|the|other) ){0,2}$",
            reading.low[sentence.start : one.start],
        )
        if head is None or not re.match(
            r",| (?:the|this|that|any|such|sending|training|it)\b", reading.low[one.end : one.end + 12]
        ):
            continue
        start = sentence.start + head.start() + (0 if reading.low[sentence.start + head.start()] == "f" else 1)
        for side, pattern in (("opposes", TOPIC_BAD), ("supports", TOPIC_GOOD)):
            match = compiled(pattern).search(reading.low, one.end, sentence.end)
            if match:
                end = reading.clause_end(match.end(), sentence.end)
                purpose = re.compile(r" to \w+").search(reading.low, match.end(), end)
                if purpose and purpose.start() - match.end() < 8 and "about" not in match.group():
                    end = purpose.start()
                found.append(
                    reading.claim(
                        "stance",
                        start,
                        end,
                        side=side,
                        actor=one.actor,
                        speaker=one.person,
                        version=version(reading, sentence),
                    )
                )
                break
    return found


def _once(found: list[Suggestion]) -> list[Suggestion]:
    """Return claims without those that say again, in overlapping words, what a claim before them says."""
    kept: list[Suggestion] = []
    for one in found:
        if not any(
            other.kind == one.kind
            and other.actor == one.actor
            and other.leaning == one.leaning
            and other.start < one.end
            and one.start < other.end
            for other in kept
        ):
            kept.append(one)
    return kept
