"""Who takes the stand: subjects, agents, owners, those left out, and whom "he", "it" and "they" stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from placet.evidence.gazetteer import TOGETHER, Mention
from placet.evidence.passages import Sentence
from placet.evidence.reading import Reading, anywhere, compiled

_BODY_AS_ADJECTIVE = re.compile(
    r" (?:mission|missions|training|aid|funds?|budget|sanctions|summit|membership|"
    r"accession|law|treaty|treaties|troops|military|money|"
    r"instructors|trainers|forces|soldiers|loan|assistance|support|policy|decision|"
    r"decisions|territory|soil|candidate|meeting|proposal|plan|plans|"
    r"stability|integration|borders?|market|rules|peace facility|legal service|operation|"
    r"partners|ambassadors meeting|chief|defence|defense|"
    r"central bank|assets|army|armed|airstrikes|aggression|attacks?|missile|drone|war)\b"
)
_DETERMINERS = re.compile(
    r"(?:(?:the|a|an|most|many|several|some|all|other|few|both|each|every|two|three|"
    r"four|five|six|seven|eight|nine|ten|dozen|number|handful|majority|minority|"
    r"group|eu|european|foreign|defence|defense|remaining|fellow|baltic|nordic|western|"
    r"eastern|central|southern|northern|neighbouring|individual|certain|various|numerous|"
    r"the bloc's|europe's|bloc's|union's|\d{1,2}|its|their|his|her|member|participating|"
    r"small|large|big|larger|smaller|twenty-six|more than|at least|around|about|of|"
    r"leaders|ministers|members|"
    r"representatives|capitals|countries|states|out|from|prime|minister|president|"
    r"chancellor|ministers of|the likes of|like|as well as|only|led by|ally|neighbour|"
    r"neighbor)[ \"'-]{1,3})+$"
)
_MOST_OF = re.compile(
    r"(?:plupart|majorité|ensemble|reste|mayoría|maggior parte|maggioranza|resto|dirigeants|"
    r"ministres|líderes|leader|ministri|ministros|mehrheit|vielzahl|"
    r"większość|більшість|dauguma) (?:des|de los|de las|de|dei|degli|delle|di|der|aus|von)? ?(?:l'|les |los )?$"
)
"""Heads after which a name in the genitive is the subject: "la plupart des États membres"."""
_NOBODY_BUT = re.compile(r"(?:nobody|no one|none|no \w+(?: \w+)?) (?:except(?: for)?|but|other than|apart from) $")
_OFFICE_OF = re.compile(
    r"(?:minister|president|chancellor|premier|leader|government|head|representative|parliament)s? of (?:the )?$"
)
_LEFT_OUT = re.compile(
    r"(?:except(?: for)?|(?:all|every\w*|each|any) (?:\w+ ){0,3}but|apart from|other than|without|"
    r"with the exception of|excluding|\bbar|l'exception (?:de|du|des)|excepción de|"
    r"eccezione (?:di|del|della|dell')|wyjątkiem|винятком|bis auf|save for|mit ausnahme von|"
    r"außer|ohne|sauf|"
    r"sans|tranne|senza|salvo|sin|excepto|oprócz|poza|bez|крім|без|окрім|kivéve|išskyrus|"
    r"be) (?:the |l'|la |der |die )?$"
)
_WORD_BEFORE = re.compile(r"([\w']+)\W*$")
_JOINED = re.compile(
    r"^(?:'s?)?(?:,? ?(?:and|or|as well as|together with|along with|plus|joined by|"
    r"with|alongside|und|sowie|et|e|ed|y|i|oraz|та|і|й|és|valamint|ir|bei))?,? ?(?:also |"
    r"most |many |several |other |all |"
    r"the |both |its ally |neighbour |das |die |der |la |le |les |l'|il |gli |el )?$"
)


@dataclass
class Discourse:
    """Whom a pronoun of the next sentence may stand for."""

    person: Mention | None = None
    state: Mention | None = None
    together: Mention | None = None
    last: Mention | None = None

    def heard(self, one: Mention) -> None:
        """Keep a subject in mind."""
        self.last = one
        if one.form == "person" or one.role:
            self.person = one
        if one.actor in TOGETHER:
            self.together = one
        elif one.form != "person":
            self.state = one


@dataclass(frozen=True)
class Cast:
    """The names of one sentence as the rules see them."""

    holders: tuple[Mention, ...]
    """Names joined with their roles: "the Hungarian prime minister" is one."""
    subjects: frozenset[int] = field(default_factory=frozenset)
    """Starts of those that stand where a subject stands."""


def cast(reading: Reading, sentence: Sentence, discourse: Discourse) -> Cast:
    """Return the names of a sentence, joined with their roles, and which of them stand as subjects."""
    found = _joined(reading, reading.within(sentence.start, sentence.end))
    found += _pronouns(reading, sentence, discourse, found)
    found.sort(key=lambda one: one.start)
    subjects = set()
    for at, one in enumerate(found):
        if _is_subject(reading, sentence, one) or (
            at and found[at - 1].start in subjects and _JOINED.match(reading.low[found[at - 1].end : one.start])
        ):
            subjects.add(one.start)
    return Cast(tuple(found), frozenset(subjects))


def _joined(reading: Reading, names: list[Mention]) -> list[Mention]:
    """Return names joined with the roles beside them; adjectives without a role are left out here."""
    words = reading.words
    role = compiled(words.role_nouns) if words.role_nouns else None
    found: list[Mention] = []
    for one in names:
        if _any_states(reading, one):
            lead = re.search(r"(?:the )?[\w-]+ $", reading.low[max(0, one.start - 25) : one.start])
            one = replace(one, actor=OTHERS, start=one.start - (len(lead.group()) if lead else 0))
        grown = one
        owned = _CABINET.match(reading.low, one.end) if one.form == "person" else None
        if owned:
            grown = replace(one, end=owned.end())
        if role is not None and one.form in ("adjective", "name", "capital", "body"):
            gap = re.compile(r"(?:'s?)? |-").match(reading.low, one.end)
            noun = role.match(reading.low, gap.end()) if gap else None
            if noun and not (one.form == "body" and one.actor not in ("EU", "EUROPE", "EU-COM")):
                grown = replace(one, end=noun.end(), role=reading.text[gap.end() : noun.end()] if gap else "")
                if one.actor == "EU" and re.search(r"ministers?$", noun.group()):
                    grown = replace(grown, actor="EU-MIN")
                elif one.actor == "EU" and re.search(r"leaders$", noun.group()):
                    grown = replace(grown, actor="EU-LEADERS")
        if found and grown.start < found[-1].end:
            if one.form != "person" and grown.end <= found[-1].end:
                continue
            if found[-1].actor in ("EU", "EUROPE") and one.form == "body":
                found[-1] = replace(grown, start=found[-1].start)
                continue
        if found and _beside(reading.low[found[-1].end : grown.start], found[-1], grown):
            before = found[-1]
            person = grown if grown.form == "person" else before
            found[-1] = replace(person, start=before.start, end=grown.end, role=person.role or before.role)
            if before.form == "person" and grown.form != "person" and before.actor.startswith("EU") is False:
                found[-1] = replace(before, end=grown.end)
            continue
        found.append(grown)
    return [one for one in found if one.form != "adjective" or one.role or _people(reading, one)]


_HUNGARIAN_CASE = re.compile(
    r"(?:nak|nek|ban|ben|ból|ből|ba|be|ra|re|ról|ről|tól|től|hoz|hez|nál|nél|val|vel|ért|[aeoöáé]n|[aoeöáé]t|ig)$"
)
_CABINET = re.compile(r"'s? (?:own |centre-right |right-wing )?(?:government|cabinet|country|party|administration)\b")
_GAP = re.compile(
    r"^(?:'s?)? ?(?:of |, |, the |the |, a )?(?:(?:deputy|prime|foreign|defence|defense|"
    r"minister|president|chancellor|premier|chief|leader|representative|high|top|diplomat|"
    r"policy|head) ?){0,4}(?:of |, )?$"
)


OTHERS = "OTHERS"
"""Those who are named too vaguely to be an actor; they keep a stance from being laid on somebody else."""


def _people(reading: Reading, one: Mention) -> bool:
    """Whether a word for a people stands as a noun ("the Hungarians"); other languages are not told apart."""
    return reading.language != "en" or (
        reading.low[one.start : one.end].endswith("s") and reading.low[: one.start].endswith("the ")
    )


_BARE = frozenset(
    {"states", "countries", "members", "partners", "allies", "governments", "capitals", "leaders", "ministers"}
)
_COUNTED = re.compile(
    r"(?:^|[.;:,\"(] ?|\b(?:the|most|many|several|some|all|other|of|few|both|eu|european|"
    r"member|fellow|remaining|number|among|by|their|its|and|that|"
    r"two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|foreign|defence|defense|"
    r"more|certain|various|numerous|individual|participating|because|but|while|from)) ?$"
)


def _any_states(reading: Reading, one: Mention) -> bool:
    """Whether a bare "states" or "countries" may be any others, such as "Baltic states"."""
    if reading.language != "en" or one.form != "body" or reading.low[one.start : one.end] not in _BARE:
        return False
    return not _COUNTED.search(reading.low[max(0, one.start - 14) : one.start])


def _beside(gap: str, before: Mention, after: Mention) -> bool:
    """Whether two names are one: "Hungarian Foreign Minister Péter Szijjártó", "Landsbergis of Lithuania"."""
    if len(gap) > 45 or not _GAP.match(gap):
        return False
    if after.form == "person" and before.form != "person":
        plural = re.search(r"s$", before.role) is not None
        return (
            (before.actor == after.actor or before.actor in ("EU", "EU-HR", "EUROPE"))
            and not plural
            and ", and" not in gap
        )
    if before.form == "person" and after.form != "person":
        return (
            before.actor == after.actor
            and bool(re.match(r"^(?: of |, the |, )$", gap))
            and (gap != ", " or after.form == "adjective")
        )
    return False


def _pronouns(reading: Reading, sentence: Sentence, discourse: Discourse, found: list[Mention]) -> list[Mention]:
    """Return the pronouns of a sentence as the names they stand for."""
    if not reading.words.pronouns:
        return []
    taken = [(one.start, one.end) for one in found]
    rows: list[Mention] = []
    addressed = re.compile(r" (?:to|with|by|of|against|for|from|at|told|on) $")
    told = {one.start for one in found if addressed.search(reading.low[max(0, one.start - 9) : one.start])}
    for match in compiled(rf"(?:{reading.words.pronouns})(?!\w)").finditer(reading.low, sentence.start, sentence.end):
        if any(left < match.end() and match.start() < right for left, right in taken):
            continue
        meant = _meant(match.group(), match.start(), found, discourse, told)
        if meant is not None:
            rows.append(replace(meant, start=match.start(), end=match.end()))
    return rows


def _meant(word: str, at: int, found: list[Mention], discourse: Discourse, told: set[int]) -> Mention | None:
    """Return whom a pronoun stands for: the last fitting name before it, in the sentence or before it."""
    before = [one for one in found if one.end <= at]
    if word in ("he", "she", "his", "her") or (word.startswith("the ") and word not in ("the country", "the others")):
        people = [one for one in before if (one.form == "person" or one.role) and one.start not in told]
        return people[-1] if people else discourse.person
    if word in ("they", "their", "both", "we", "our"):
        many = [one for one in before if one.actor in TOGETHER or one.role.endswith("s")]
        return many[-1] if many else (discourse.together or discourse.last if word != "we" else discourse.person)
    if word == "i":
        return discourse.person
    if word in ("most", "some"):
        return None
    states = [
        one
        for one in before
        if one.form != "person" and one.actor not in TOGETHER and one.actor not in ("UA", "EUROPE")
    ]
    return states[-1] if states else discourse.state


def _is_subject(reading: Reading, sentence: Sentence, one: Mention) -> bool:
    """Whether a name stands where a subject stands."""
    words = reading.words
    after = reading.low[one.end : one.end + 30]
    if reading.language == "en":
        if after.startswith(("'s ", "' ")) or (
            one.form in ("body", "name", "capital") and not one.role and _BODY_AS_ADJECTIVE.match(after)
        ):
            return False
        if re.fullmatch(r"his|her|its|their|our", reading.low[one.start : one.end]):
            return False
    head = reading.low[max(sentence.start, one.start - 90) : one.start]
    if _LEFT_OUT.search(head) and not _NOBODY_BUT.search(head):
        return False
    if (reading.language == "en" and _NOBODY_BUT.search(head)) or _OFFICE_OF.search(head):
        return True
    if not words.subject_after:
        if one.actor in ("UA", "RU", "US") and one.form != "person" and not one.role and head.strip():
            return False  # in most sentences the object: case endings are not read
        if (
            reading.language == "hu"
            and one.form in ("name", "capital")
            and _HUNGARIAN_CASE.search(reading.low[one.start : one.end])
        ):
            return False
        if _MOST_OF.search(head):
            return True
        word = _WORD_BEFORE.search(head)
        return not (word and words.oblique and re.fullmatch(words.oblique, word.group(1)))
    stripped = _DETERMINERS.search(" " + head) if head else None
    rest = (" " + head)[: stripped.start()] if stripped else " " + head
    rest = rest.rstrip(" ")
    if not rest or rest[-1] in ',;:-("!?.':
        return True
    word = _WORD_BEFORE.search(rest)
    if word is None:
        return True
    if word.group(1) == "of" and re.search(
        r"[A-ZÀ-Ž][\w'-]+ of $", reading.plain[max(sentence.start, one.start - 40) : one.start]
    ):
        return True
    return bool(anywhere(words.subject_after).fullmatch(word.group(1))) or word.group(1).endswith("ly")


def joined(gap: str) -> bool:
    """Whether the words between two names only coordinate them."""
    return bool(_JOINED.match(gap))


def group(reading: Reading, names: Cast, last: Mention) -> list[Mention]:
    """Return a holder with those coordinated before it: "Lithuania, Estonia and Latvia"."""
    found = [last]
    for one in reversed([one for one in names.holders if one.end <= last.start]):
        if (
            one.start not in names.subjects
            or not _JOINED.match(reading.low[one.end : found[0].start])
            or one.actor == found[0].actor
        ):
            break
        found.insert(0, one)
    return found


def following(reading: Reading, names: Cast, at: int, end: int, *, most: int = 60) -> list[Mention]:
    """Return the coordinated names that follow a place, the first within `most` characters."""
    found: list[Mention] = []
    for one in names.holders:
        if one.start < at or one.end > end:
            continue
        if not found:
            if one.start - at > most or anywhere(r"[;:.]|,(?! among others,)(?<!among others,)").search(
                reading.low, at, one.start
            ):
                break
            found.append(one)
        elif _JOINED.match(reading.low[found[-1].end : one.start]):
            found.append(one)
        else:
            break
    return found
