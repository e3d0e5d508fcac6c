"""Who is meant: states by name, capital and people, the Union's bodies, and office holders of the day."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from placet.data import table

Form = Literal["name", "capital", "adjective", "body", "person"]
TOGETHER = frozenset({"EU-MS", "EU-MIN", "EU-LEADERS"})
"""The members acting together: in general, as ministers, as leaders."""

_NO_STATE = re.compile(r"Austral|Австрал")


@functools.cache
def members() -> frozenset[str]:
    """Return the members' codes, as the table of members has them."""
    return frozenset(table("members")["names"])


@dataclass(frozen=True, slots=True)
class Person:
    """One office of one person: half-open in time."""

    name: str
    actor: str
    office: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of a text that names an actor."""

    start: int
    end: int
    actor: str
    form: Form
    person: str = ""
    role: str = ""


def _pattern(form: str) -> str:
    """Return the pattern of one form: `*` for an ending, any space between words."""
    words = [re.escape(word).replace(r"\*", r"\w{0,5}") for word in form.split()]
    return r"[ \n]".join(words)


@dataclass(frozen=True)
class Names:
    """The names of one language as one pattern and what each of its groups stands for."""

    pattern: re.Pattern[str]
    groups: tuple[tuple[str, Form], ...]


def _forms(written: str) -> list[str]:
    return [form for form in written.split("|") if form]


@functools.lru_cache(maxsize=32)
def names(language: str) -> Names:
    """Return the names of actors in a language; of a language that is not known, the English ones."""
    states, words = table("names"), table("actors")
    known = language if language in states else "en"
    collected: dict[tuple[str, Form], list[str]] = {}
    for code, written in states[known].items():
        collected.setdefault((code, "name"), []).extend(_forms(written))
    own = words.get(known, {})
    kinds: tuple[tuple[str, Form], ...] = (
        ("names", "name"),
        ("capitals", "capital"),
        ("adjectives", "adjective"),
        ("bodies", "body"),
    )
    for part, form in kinds:
        for code, written in own.get(part, {}).items():
            collected.setdefault((code, form), []).extend(_forms(written))
    # Longer forms first, so that "European Council" is not read as "Council": one alternative a form, longest first.
    rows = sorted(((written, key) for key, listed in collected.items() for written in listed), key=lambda r: -len(r[0]))
    by_letter: dict[str, list[tuple[str, tuple[str, Form]]]] = {}
    for written, key in rows:
        letter = re.escape(written[0])
        if key[1] in ("adjective", "body") and written[0].islower():
            letter = f"[{letter}{written[0].upper()}]"
        by_letter.setdefault(letter, []).append((_pattern(written)[len(re.escape(written[0])) :], key))
    # The first letter stands outside the groups: where it does not fit, the alternative is then skipped at once.
    parts = [f"{letter}(?:" + "|".join(f"({rest})" for rest, _ in listed) + ")" for letter, listed in by_letter.items()]
    order = tuple(key for listed in by_letter.values() for _, key in listed)
    return Names(re.compile(r"(?<![\w-])(?=\w)(?:" + "|".join(parts) + r")(?!\w)"), order)


@functools.cache
def register() -> tuple[Person, ...]:
    """Return every office of every person in the register, in its order."""
    return tuple(
        Person(row["name"], row["actor"], row["office"], row["since"], row.get("until"))
        for row in table("people")["people"]
    )


@functools.cache
def _people() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of all persons and, by group, their names in the register."""
    forms: dict[str, list[str]] = {}
    for row in table("people")["people"]:
        forms.setdefault(row["name"], []).extend([row["name"], *_forms(row["spoken"])])
    groups: dict[str, str] = {}
    parts: list[str] = []
    for number, (name, listed) in enumerate(forms.items()):
        groups[f"p{number}"] = name
        first = re.escape(name.split()[0]) if " " in name else ""
        surnames = "|".join(_pattern(form) for form in sorted(set(listed), key=len, reverse=True))
        lead = rf"(?:{first}\w{{0,3}} )?" if first else ""
        parts.append(f"(?P<p{number}>{lead}(?:{surnames}))")
    return re.compile(r"(?<![\w-])(?=\w)(?:" + "|".join(parts) + r")(?!\w)"), groups


def office(name: str, day: date | None = None) -> Person | None:
    """Return the office that a person held on a day: else the latest before it, else the first; nobody: nothing."""
    rows = [person for person in register() if person.name == name]
    if not rows:
        return None
    if day is None:
        return max(rows, key=lambda person: person.since)
    held = [person for person in rows if person.since <= day and (person.until is None or day < person.until)]
    before = [person for person in rows if person.since <= day]
    return max(held or before or [min(rows, key=lambda person: person.since)], key=lambda person: person.since)


def mentions(text: str, language: str, day: date | None = None) -> list[Mention]:
    """Return every name of an actor in a text, in order, none overlapping another; `text` with straight apostrophes."""
    found: list[Mention] = []
    pattern, groups = _people()
    for match in pattern.finditer(text):
        group = match.lastgroup
        assert group is not None
        person = office(groups[group], day)
        assert person is not None
        found.append(Mention(match.start(), match.end(), person.actor, "person", person.name, person.office))
    taken = [(one.start, one.end) for one in found]
    known = names(language)
    at = 0
    for match in known.pattern.finditer(text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if (at < len(taken) and taken[at][0] < match.end()) or _NO_STATE.match(match.group()):
            continue
        assert match.lastindex is not None
        code, form = known.groups[match.lastindex - 1]
        found.append(Mention(match.start(), match.end(), code, form))
    return sorted(found, key=lambda one: one.start)
