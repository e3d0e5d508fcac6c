"""The changes of a verdict over time, as an Atom feed: one entry for each day on which something moved.

Source: RFC 4287. Only what had been published by a day speaks on it; an entry changes later only where somebody reads
more of what had been published by then, or decides on it anew.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

from placet import days
from placet.assess import joined, verdict_sentence
from placet.brief.safe import plain, web_address
from placet.dossier.read import Folder
from placet.dossier.schema import ClockGate, ConditionGate, Stance
from placet.gates.joint import gate_verdict
from placet.gates.verdict import ConditionVerdict, State, VoteVerdict

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST_DAYS = 2_000


@dataclass(frozen=True)
class Change:
    """What moved on a day: the verdict of all gates, and each move in words."""

    day: date
    state: State
    sentence: str
    moves: tuple[str, ...]


def considered(folder: Folder, since: date | None, until: date) -> list[date]:
    """Return the days on which something can have moved: publications, stances, ends of terms and truces, the last.

    Left out, `since` is the day on which the first proposal of a vote gate was put forward.
    """
    found = {source.head.published for source in folder.sources.values()}
    found |= {source.head.withdrawn for source in folder.sources.values() if source.head.withdrawn}
    found |= {part.since for _, part in folder.parts if isinstance(part, Stance)}
    for gate in folder.dossier.gates.values():
        if isinstance(gate, ClockGate):
            found |= {day for period in gate.open for day in (period.since, period.until)}
        if isinstance(gate, ConditionGate):
            found |= {day for one in gate.agreements.values() for day in (one.since, one.until, one.ended) if day}
    asked = [folder.dossier.proposals[g.proposal].proposed for g in folder.dossier.gates.values() if g.kind == "vote"]
    first = since or min(asked or found, default=until)
    return sorted({day for day in found | {first, until} if first <= day <= until})[-MOST_DAYS:]


def changes(
    folder: Folder, *, since: date | None, until: date, progress: Callable[[int, int], None] | None = None
) -> Iterator[Change]:
    """Yield what moved, day by day, oldest first; the first is where it stood to begin with.

    A condition is looked at on the days of `considered` only: what moves between two of them shows on the second.
    """
    before: dict[str, str] | None = None
    looked_at = considered(folder, since, until)
    for number, day in enumerate(looked_at, 1):
        gates = {name: gate_verdict(folder, name, day) for name in folder.dossier.gates}
        now: dict[str, str] = {name: gate.state for name, gate in gates.items()} | {
            f"{name}.{one.member}": one.position
            for name, gate in gates.items()
            if isinstance(gate, VoteVerdict) and gate.proposed
            for one in gate.members
        }
        now |= {
            f"{name}.{one.title}": one.state
            for name, gate in gates.items()
            if isinstance(gate, ConditionVerdict)
            for one in gate.readings
        }
        deciding = [gates[name] for name in folder.dossier.opens.all]
        state = joined([gate.state for gate in deciding])
        first = {name: held for name, held in now.items() if name in gates}
        moves = first if before is None else {name: held for name, held in now.items() if before.get(name) != held}
        if moves:
            moved = tuple(
                f"{name}: {(before or {}).get(name, 'unknown')} -> {held}" if before is not None else f"{name}: {held}"
                for name, held in moves.items()
                if not (before is not None and name not in before and held == "unknown")
            )
            if moved:
                yield Change(day, state, verdict_sentence(state, deciding), moved)
        before = now
        if progress:
            progress(number, len(looked_at))


def feed(folder: Folder, found: list[Change], *, address: str = "") -> str:
    """Return changes as an Atom feed, newest first.

    Parameters
    ----------
    folder
        The dossier.
    found
        What moved: `changes(...)`.
    address
        Where the feed will be, if that is known.
    """
    Xml.register_namespace("", NAMESPACE)
    title = plain(folder.dossier.title)
    top = Xml.Element(f"{{{NAMESPACE}}}feed")
    put(top, "title", f"{title}: what moved")
    put(top, "subtitle", plain(folder.dossier.asks))
    put(top, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"urn:placet:{address or title}").urn)
    put(top, "updated", instant(found[-1].day if found else folder.dossier.read_until))
    put(Xml.SubElement(top, f"{{{NAMESPACE}}}author"), "name", "Placet")
    put(top, "generator", "Placet")
    if address and (web := web_address(address)):
        Xml.SubElement(top, f"{{{NAMESPACE}}}link", {"rel": "self", "href": web})
    for change in reversed(found):
        entry = Xml.SubElement(top, f"{{{NAMESPACE}}}entry")
        put(entry, "title", f"{days.in_words(change.day)}: {plain(change.sentence)}")
        put(entry, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"urn:placet:{address or title}:{change.day}").urn)
        put(entry, "updated", instant(change.day))
        put(entry, "published", instant(change.day))
        Xml.SubElement(entry, f"{{{NAMESPACE}}}category", {"term": change.state})
        put(entry, "content", "\n".join([plain(change.sentence), *map(plain, change.moves)]))
    Xml.indent(top)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{Xml.tostring(top, encoding='unicode')}\n"


def put(above: Xml.Element, name: str, text: str) -> None:
    """Put an element with a text below another."""
    Xml.SubElement(above, f"{{{NAMESPACE}}}{name}").text = text


def instant(day: date) -> str:
    """Return the beginning of a day as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00Z"
