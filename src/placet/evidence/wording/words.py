"""What one language's words for taking a stand are, as patterns: the table that every rule reads."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

from placet.evidence.claim import RuleName, Side, VetoLevel

Holder = Literal["subject", "agent", "owner", "excluded", "judge", "ally", "critic"]
"""Where the holder of a stance stands: before the cue as its subject; after it ("opposed by"); around a noun
("Hungary's veto", "support from Germany"); after a word that leaves somebody out ("without Hungary"); as the one in whose
eyes something is so ("unacceptable for Slovakia", "..., she said"); as the subject that stands with a state named next,
or finds fault with its position."""


@dataclass(frozen=True)
class Cue:
    """A pattern that shows a stance or a veto, and where its holder stands."""

    pattern: str
    """Met in lower-case text, from the start of a word."""
    side: Side | None = None
    _: KW_ONLY
    holder: Holder = "subject"
    veto: VetoLevel | None = None
    deniable: bool = True
    """Whether "not" before it turns it round."""
    weak: bool = False
    """Whether it only shows a wish, which yields to a plainer word of the same holder in the sentence."""


@dataclass(frozen=True, eq=False)
class Wording:
    """The words of one language. All patterns are met in lower-case text with straight quotation marks."""

    cues: tuple[Cue, ...]
    """In order of precedence: a cue does not overlap one listed before it."""
    denied: str
    """What turns a cue round when it stands between the subject and the cue."""
    conditions: str
    """What opens a condition; a group `neg` marks one that bars until it is met."""
    condition_words: str = ""
    """Conditions said in a word, without a clause: "post-ceasefire"."""
    predicates: tuple[tuple[str, str], ...] = ()
    rules: tuple[tuple[RuleName, str], ...] = ()
    oblique: str = ""
    """What stands before a name that is no subject: prepositions."""
    subject_after: str = ""
    """What may stand before a subject, where the language says so by place; empty: anything but `oblique`."""
    pronouns: str = ""
    speech: str = ""
    """Verbs of saying."""
    clause_end: str = r"[;:]"
    scales: dict[str, float] = field(default_factory=dict)
    money: str = r"euros?|eur|€"
    people: str = ""
    more: str = ""
    about: str = ""
    less: str = ""
    decimal_comma: bool = True
    votes: str = ""
    """A vote count; the group `n` is the number."""
    after_ceasefire: str = ""
    now: str = ""
    role_nouns: str = ""
    """Nouns that make an adjective a holder: "the Hungarian government"."""
