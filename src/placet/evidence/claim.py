"""What a suggested claim holds: who, what, about which version of the proposal, in which words, told by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

EXTRACTOR = "placet-rules 1"
"""The name and version of the rules, kept on every suggestion they make."""

Kind = Literal["stance", "veto", "condition", "rule", "vote_count", "quantity", "quote", "event", "role", "report"]
Side = Literal[
    "supports",
    "conditional_support",
    "no_objection",
    "undecided",
    "abstains",
    "abstains_with_declaration",
    "opts_out",
    "opposes",
]
Leaning = Literal["for", "against", "neither"]
VetoLevel = Literal["potential", "threatened", "announced", "exercised", "lifted"]
Version = Literal["now", "after_ceasefire", ""]
RuleName = Literal[
    "unanimity",
    "qualified_majority",
    "simple_majority",
    "enhanced_cooperation",
    "constructive_abstention",
    "national_decision",
    "bypass",
]
Comparator = Literal["=", ">", "<", "~"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SIDES: tuple[Side, ...] = get_args(Side)
VETO_LEVELS: tuple[VetoLevel, ...] = get_args(VetoLevel)

LEANINGS: dict[Side, Leaning] = {
    "supports": "for",
    "conditional_support": "for",
    "no_objection": "for",
    "undecided": "neither",
    "abstains": "neither",
    "abstains_with_declaration": "neither",
    "opts_out": "neither",
    "opposes": "against",
}
"""For, against or neither: what a polarity flip is counted on."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A claim that the rules read in a text, for a person to accept, edit or reject.

    `text[start:end] == quote` holds for the text it was read in. A field that does not belong to the kind is empty:
    "" for words, None for numbers, () for lists.
    """

    kind: Kind
    start: int
    end: int
    quote: str
    actor: str = ""
    """Who holds or does it: a member's code (`HU`), another state (`UA`), the members together (`EU-MS`, `EU-MIN`,
    `EU-LEADERS`), an institution (`EU-COM`, `EU-HR`), or `PER:` and a name that the register does not know."""
    side: Side | None = None
    veto: VetoLevel | None = None
    version: Version = ""
    """Which proposal: `now` is another one than `after_ceasefire`; empty where the words do not say."""
    about: str = ""
    """The words that name the object of a stance, as far as the clause shows them."""
    predicate: str = ""
    """What a condition waits for: `ceasefire`, `withdrawal`, `peace`, `approval`, `guarantees`, `money`, `other`."""
    parts: tuple[str, ...] = ()
    """The parts of a condition that has several, each word for word."""
    negated: bool = False
    """A condition said with "unless", "until" or their like: it bars while it is not met."""
    rule: RuleName | None = None
    number: float | None = None
    """A quantity in its unit; a vote count: the members that are for; a rule: how many must agree."""
    of: int | None = None
    """A vote count: out of how many."""
    comparator: Comparator = "="
    unit: str = ""
    """`EUR`, `USD`, ..., `soldiers`, `states`, `per_cent`, `years`, `months`, ..., or the noun counted."""
    speaker: str = ""
    role: str = ""
    partial: bool = False
    """A quote of part of a sentence."""
    event: str = ""
    """`meeting`, `adoption`, `attack`, `airstrike`, `fighting`, `vote`, `signing`."""
    place: str = ""
    day: str = ""
    """The day of an event as the text says it; an ISO day where it is one."""
    chain: tuple[str, ...] = ()
    """Who says that who says, the outermost first: publisher, then speakers."""
    language: str = "en"
    extractor: str = EXTRACTOR

    @property
    def leaning(self) -> Leaning | None:
        """Return whether a stance or a veto is for, against or neither; nothing for other kinds."""
        if self.side is not None:
            return LEANINGS[self.side]
        if self.veto is not None:
            return "for" if self.veto == "lifted" else "against"
        return None

    def stands(self, text: str) -> bool:
        """Whether the quote stands where the claim says."""
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.quote

    def plainly(self) -> dict[str, Any]:
        """Return the fields that are filled, as plain names and values, ready for JSON."""
        row: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        kept = {"kind", "start", "end", "quote", "language", "extractor"}
        return {
            name: list(held) if isinstance(held, tuple) else held
            for name, held in row.items()
            if name in kept
            or (held not in ("", None, (), False) and (name != "comparator" or row["number"] is not None))
        }
