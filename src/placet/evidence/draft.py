"""What a suggested claim would become: the claim in a sentence, and the stance or figure that it amounts to.

The table from what was said to a position is the desk's judgement, shown before anybody accepts and open to change:
a potential veto is no vote, and a lifted one no consent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from placet.evidence.claim import Side, VetoLevel

POSITIONS: dict[Side, tuple[str, bool, str]] = {
    "supports": ("yes", False, ""),
    "conditional_support": ("yes", False, ""),
    "no_objection": ("yes", False, "Said to have no objection."),
    "undecided": ("unclear", False, "Said to be undecided."),
    "abstains": ("abstain", False, ""),
    "abstains_with_declaration": ("abstain", True, ""),
    "opts_out": ("unclear", False, "Said to take no part."),
    "opposes": ("no", False, ""),
}
"""For what a member is said to hold: the position, whether an abstention is declared, and a note."""

VETOES: dict[VetoLevel, tuple[str, str]] = {
    "potential": ("unclear", "Said to be able to stop it, not that it will."),
    "threatened": ("no", "A veto was threatened."),
    "announced": ("no", "A veto was announced."),
    "exercised": ("no", "A veto was cast."),
    "lifted": ("unclear", "A veto was lifted; consent was not stated."),
}
"""For each level of a veto: the position, and a note."""

FIELDS = (
    "claim", "says", "by", "about", "known", "proposal", "member", "stance", "if", "declared", "since", "note",
    "figure", "title", "unit", "amount", "words", "day",
)  # fmt: skip
"""What a person can set: of the claim (`claim` to `known`, which is stated, reported or inferred), of the stance
(`proposal` to `note`), and of the figure (`figure` to `day`)."""

VERSIONS = {"now": "Said of going ahead now.", "after_ceasefire": "Said of the time after a ceasefire."}
"""For each version of a proposal, the note: "now" is another proposal than "after a ceasefire"."""

MADE_BY = ("extractor", "model", "prompt_sha256")
"""What made the suggestion, kept with the claim that it becomes."""

SAID: dict[Side, str] = {
    "supports": "supports it",
    "conditional_support": "supports it under conditions",
    "no_objection": "has no objection",
    "undecided": "is undecided",
    "abstains": "abstains",
    "abstains_with_declaration": "abstains with a declaration",
    "opts_out": "takes no part",
    "opposes": "opposes it",
}
OFFICES = {
    "EU": "the European Union",
    "EU-MS": "member states",
    "EU-MIN": "ministers",
    "EU-LEADERS": "leaders",
    "EU-HR": "High Representative",
    "EU-COM": "European Commission",
    "EU-COUNCIL": "Council",
    "EU-EUCO": "European Council",
    "EU-EP": "European Parliament",
    "EUROPE": "European states",
    "UA": "Ukraine",
    "RU": "Russia",
}
"""Holders that are no members, in words."""
RANK = {"veto": 0, "stance": 1, "condition": 2, "rule": 3, "vote_count": 4, "quantity": 5, "report": 6, "quote": 7}
ABOUT = {"rule": "vote", "vote_count": "vote", "event": "security", "condition": "vote"}


def relevance(row: Mapping[str, Any], members: Collection[str]) -> tuple[int, int, str, int, int]:
    """Return a key by which suggestions are put in order: a member's own stance first, then what else moves a vote."""
    stance = row["kind"] in ("stance", "veto")
    own = stance and row.get("actor") in members
    firm = 0 if row.get("side") in ("opposes", "conditional_support") or row.get("veto") else 1
    return (0 if own else 1, RANK.get(row["kind"], 8) + (firm if own else 0), row["source"], row["start"], row["end"])


def draft(
    row: Mapping[str, Any], *, names: Mapping[str, str], beside: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Return the fields that a suggestion would be accepted with.

    Parameters
    ----------
    row
        The suggestion, as a row of `suggested.jsonl`.
    names
        The members' names by code. Only a member gets a stance.
    beside
        The other suggestions of the same source: conditions within a conditional stance become its `if`.
    """
    actor = str(row.get("actor", ""))
    found: dict[str, Any] = {
        "claim": claim_id(row),
        "says": says(row, names),
        "by": OFFICES.get(actor, actor.removeprefix("PER:"))
        or str(row.get("speaker", ""))
        or str((row.get("chain") or ["the source"])[0]),
        "about": ABOUT.get(row["kind"], "mission"),
        "known": "stated" if row["kind"] == "quote" and not row.get("partial") else "reported",
    }
    if row["kind"] in ("stance", "veto"):
        found["about"] = f"vote.{actor}" if actor in names else "vote"
        if actor in names:
            found |= position(row, actor, beside)
    if row["kind"] == "quantity" and row.get("number") is not None:
        found |= {"amount": row["number"], "unit": str(row.get("unit", "")), "words": row["quote"][:200]}
        if row.get("unit") in ("EUR", "USD"):
            found["about"] = "money"
    return found | {name: str(row[name]) for name in MADE_BY if row.get(name)}


def position(row: Mapping[str, Any], member: str, beside: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the stance that a member's stance or veto amounts to."""
    side, veto = row.get("side"), row.get("veto")
    stance, declared, note = POSITIONS.get(side, ("unclear", False, "")) if side else ("unclear", False, "")
    if veto in VETOES:
        stance, note = VETOES[veto]
    found: dict[str, Any] = {"member": member, "stance": stance}
    waits = [
        re.sub(r"^if ", "", " ".join(one["quote"].split()), flags=re.IGNORECASE)
        for one in beside
        if one["kind"] == "condition" and row["start"] <= one["start"] and one["end"] <= row["end"]
    ]
    if side == "conditional_support":
        found["if"] = list(dict.fromkeys(waits)) or [str(row.get("predicate") or "a condition that the source names")]
    version = VERSIONS.get(str(row.get("version", "")), "")
    note = " ".join(part for part in (note, version) if part)
    return found | ({"declared": True} if declared else {}) | ({"note": note} if note else {})


def says(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return a suggestion in one sentence; the words themselves stand beside it as the quote."""
    actor = str(row.get("actor", ""))
    who = (
        names.get(actor)
        or OFFICES.get(actor)
        or actor.removeprefix("PER:")
        or str(row.get("speaker", ""))
        or "The source"
    )
    speaker = OFFICES.get(str(row.get("speaker", "")), str(row.get("speaker", ""))) or who
    words = " ".join(str(row.get("about", "")).split(",")[0].split())[:100]
    about = f" ({words})" if words else ""
    kind, quote = row["kind"], " ".join(str(row["quote"]).split())
    said = {
        "stance": f"{who} {SAID.get(row.get('side', ''), 'takes a side')}{about}",
        "veto": f"{who}: {row.get('veto', '')} veto{about}",
        "condition": f"Condition: {quote}",
        "rule": f"How it is decided: {str(row.get('rule', '')).replace('_', ' ')}",
        "vote_count": f"Votes: {quote}",
        "quantity": f"Figure: {quote}",
        "quote": f"{speaker}: {quote}",
        "report": f"{speaker} says: {quote}",
        "role": f"{speaker}, {row.get('role', '')}",
        "event": f"Event: {quote}",
    }.get(kind, quote)
    return said[:1_000].strip()


def claim_id(row: Mapping[str, Any]) -> str:
    """Return the name of the claim that a suggestion would become: the same wherever it is accepted.

    >>> claim_id({"kind": "stance", "actor": "HU", "key": "83daf62497aae398"})
    'r-hu-stance-83daf6'
    """
    parts = ["r", str(row.get("actor", "")).removeprefix("PER:")[:30], str(row["kind"]), str(row["key"])[:6]]
    latin = [unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower() for part in parts]
    return "-".join(word for part in latin if (word := re.sub(r"[^a-z0-9]+", "-", part).strip("-")))
