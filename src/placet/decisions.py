"""What people decided on suggested claims: a log of decisions that only grows, and what stands after it.

Each decision names those that it replaces, by their ids, so that the order of the lines says nothing: the log is a set,
and the union of two branches of it is a log again. What stands on a subject are the decisions that no other replaces.
Where two stand, nobody has seen both: that is a conflict, and the latest counts until somebody decides it.

Source: a multi-value register, the replicated data type of Shapiro, Preguiça, Baquero and Zawirski, "Conflict-free
replicated data types" (2011), with the ids in the place of version vectors.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

What = Literal["accept", "reject", "merge", "undo"]
WHATS: tuple[What, ...] = get_args(What)

MOST_LINE_BYTES = 100_000
"""A longer line is no decision of a person."""

AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
ID = re.compile(r"[0-9a-f]{16}")
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one person on one suggested claim."""

    decision: What
    """`accept`, `reject`, `merge` (more evidence for a claim that is there), `undo` (open again)."""
    by: str
    """Who decided."""
    at: str
    """When, in UTC: `2026-03-12T09:30:00.000000Z`."""
    suggestion: str
    """The key of the suggestion, or of a claim that nobody suggested its own name."""
    source: str
    """The source in which the words stand."""
    sha256: str
    """Of the source's text that was read."""
    start: int
    """The first character of the words, in Unicode code points of that text."""
    end: int
    """The character after the last."""
    quote: str
    """The words."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What the words amount to, as the person left it: the claim, and the stance or figure that it becomes."""
    into: str = ""
    """For a merge, the claim that these words are more evidence for."""
    reason: str = ""
    """Why, in the person's words; a rejection has one."""
    suggested_by: str = ""
    """What suggested it: the rules and their version, or a language model with the sha256 of what it was asked."""
    replaces: tuple[str, ...] = ()
    """The decisions on the same suggestion that the person saw, and that this one takes the place of."""

    @property
    def id(self) -> str:
        """The name of the decision: a hash of all that it says."""
        row = {name: getattr(self, name) for name in self.__slots__}
        written = json.dumps({**row, "fields": dict(self.fields)}, sort_keys=True, ensure_ascii=True, default=list)
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    @property
    def effect(self) -> tuple[Any, ...]:
        """What it amounts to: two decisions of the same effect are no conflict."""
        if self.decision == "accept":
            return (self.decision, self.start, self.end, self.quote, json.dumps(dict(self.fields), sort_keys=True))
        return (self.decision, self.into)


def line(decision: Decision) -> bytes:
    """Return a decision as one line of JSON, with its end.

    Letters of every script stand as themselves; characters that steer a terminal or break a line are escaped.
    """
    row: dict[str, Any] = {"id": decision.id, "at": decision.at, "by": decision.by, "decision": decision.decision}
    row |= {name: getattr(decision, name) for name in ("suggestion", "source", "sha256", "start", "end", "quote")}
    row |= {"fields": dict(decision.fields)} if decision.fields else {}
    row |= {name: held for name in ("into", "reason", "suggested_by", "replaces") if (held := getattr(decision, name))}
    written = json.dumps(row, ensure_ascii=False, default=list)
    return HIDDEN.sub(lambda one: f"\\u{ord(one.group()):04x}", written).encode() + b"\n"


class NoDecision(ValueError):  # noqa: N818 - a line that is none is no failure of ours
    """A line that is no decision; its text says why."""


def decision_of(written: bytes) -> Decision:
    """Return the decision in a line.

    Raises
    ------
    NoDecision
        When the line is cut off, too long, no decision, or altered after it was written.
    """
    if len(written) > MOST_LINE_BYTES:
        raise NoDecision(f"it has {len(written):,} bytes; the most of a decision is {MOST_LINE_BYTES:,}")
    try:
        row = json.loads(written.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NoDecision("it is cut off or no JSON") from None
    if not isinstance(row, dict):
        raise NoDecision("it is no decision")
    wrong = [name for name, kind in SHAPE.items() if type(row.get(name, MISSING.get(name))) is not kind]
    if wrong:
        raise NoDecision(f"`{wrong[0]}` is missing or of another kind")
    if row["decision"] not in WHATS:
        raise NoDecision(f"`decision` is one of {', '.join(WHATS)}")
    if not AT.fullmatch(row["at"]) or not ID.fullmatch(row["id"]) or not row["suggestion"] or not row["by"].strip():
        raise NoDecision("`id`, `at`, `by` or `suggestion` is empty or not written as they are")
    replaces = row.get("replaces", [])
    if not all(isinstance(one, str) for one in replaces):
        raise NoDecision("`replaces` is a list of ids")
    held: dict[str, Any] = {name: row.get(name, MISSING.get(name)) for name in SHAPE if name not in ("id", "replaces")}
    found = Decision(**held, replaces=tuple(replaces))
    if found.id != row["id"] or row.keys() - SHAPE.keys():
        raise NoDecision("it was altered after it was written: its id is not that of what it says")
    return found


SHAPE: dict[str, type] = {
    **dict.fromkeys(("id", "at", "by", "decision", "suggestion", "source", "sha256", "quote", "into", "reason"), str),
    "suggested_by": str,
    **dict.fromkeys(("start", "end"), int),
    "fields": dict,
    "replaces": list,
}
MISSING: dict[str, Any] = {"fields": {}, "into": "", "reason": "", "suggested_by": "", "replaces": []}


@dataclass(frozen=True, slots=True)
class Bad:
    """A line of a log that is passed over."""

    number: int
    """Its number, from 1."""
    why: str
    torn: bool
    """Whether a crash explains it: the line was cut off while it was written."""


def decisions(log: bytes) -> tuple[dict[str, tuple[Decision, int]], list[Bad]]:
    """Return the decisions of a log by their ids, each with the number of its line, and the lines passed over."""
    found: dict[str, tuple[Decision, int]] = {}
    bad: list[Bad] = []
    for number, written in enumerate(log.split(b"\n"), 1):
        if not written.strip():
            continue
        try:
            one = decision_of(written.rstrip(b"\r"))
        except NoDecision as why:
            cut_off = written.startswith(b"{") and not whole(written)
            bad.append(Bad(number, str(why), cut_off and len(written) <= MOST_LINE_BYTES))
        else:
            found.setdefault(one.id, (one, number))
    return found, bad


def whole(written: bytes) -> bool:
    """Whether a line is JSON."""
    try:
        json.loads(written)
    except (ValueError, RecursionError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on one suggestion: the decision that counts, and the others that nobody has seen beside it."""

    counts: Decision
    others: tuple[Decision, ...] = ()

    @property
    def all(self) -> tuple[Decision, ...]:
        """Every decision that stands, the one that counts first."""
        return (self.counts, *self.others)

    @property
    def conflict(self) -> bool:
        """Whether those that stand say different things."""
        return any(one.effect != self.counts.effect for one in self.others)

    @property
    def open(self) -> bool:
        """Whether the suggestion waits for a decision, after one was undone."""
        return self.counts.decision == "undo"


def standing(log: Iterable[Decision]) -> dict[str, Standing]:
    """Return what stands on each suggestion that was decided on.

    A decision stands when no other on the same suggestion replaces it. Of several that stand the one decided last
    counts (by `at`, then by id). The order in which the decisions are given, and how often, makes no difference.
    """
    by_subject: dict[str, dict[str, Decision]] = {}
    for one in log:
        by_subject.setdefault(one.suggestion, {})[one.id] = one
    found = {}
    for subject, held in sorted(by_subject.items()):
        replaced = {gone for one in held.values() for gone in one.replaces}
        heads = [one for name, one in held.items() if name not in replaced]
        ordered = sorted(heads, key=lambda one: (one.at, one.id), reverse=True)
        found[subject] = Standing(ordered[0], tuple(ordered[1:]))
    return found
