"""A voting rule with its treaty article, and the ways round a veto."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from placet.errors import UsageError
from placet.votes.formula import Formula, Member, formula_from, settled
from placet.votes.position import POSITIONS, VOTING, Position
from placet.votes.wording import unknown


@dataclass(frozen=True)
class Rule:
    """A voting rule.

    Attributes
    ----------
    id, title, article
        Its name in files, its name for people, and where the law states it.
    formula
        When an act is adopted.
    formula_of_some
        When it is adopted although some members do not take part, where the law has another text for that.
    positions
        The positions that the rule knows.
    notes, unverified
        What a reader must know; statements that were not verified against the text of the law.
    since, until
        The days on which the rule is in force, half open; None where no day is given.
    ways
        The ids of the ways round a veto under this rule.
    council
        Whose rule it is: the id of a body of `catalogue.council`; None for a rule of one's own.
    """

    id: str
    title: str
    article: str
    formula: Formula
    formula_of_some: Formula | None = None
    positions: tuple[Position, ...] = VOTING
    notes: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    ways: tuple[str, ...] = ()
    council: str | None = None

    def among(self, members: Sequence[Member], *, all_take_part: bool = True) -> Formula:
        """Return the rule's formula in whole numbers for the members that take part."""
        if not members:
            raise UsageError(f"{self.id}: nobody takes part in the vote; name at least one member")
        formula = self.formula if all_take_part or self.formula_of_some is None else self.formula_of_some
        return settled(formula, members)


@dataclass(frozen=True)
class WayRound:
    """A way round a veto, and what it does and does not do.

    `removes_veto` says whether one member can no longer stop the act. `precedent` is None where none is recorded.
    `not_for` names the decisions for which the way is closed; `unverified` names what was not verified against the
    text of the law.
    """

    id: str
    sentence: str
    article: str
    precedent: str | None
    removes_veto: bool
    who_takes_part: str
    who_pays: str
    note: str
    not_for: str | None = None
    unverified: tuple[str, ...] = ()


def rule_from(written: Mapping[str, Any]) -> Rule:
    """Read a rule of one's own from a table with `id`, `title`, `article`, `formula`, as in `data/rules.toml`.

    Raises
    ------
    UsageError
        A key is missing or unknown, or the formula cannot be read.
    """
    name = written.get("id", "a rule")
    known = set(Rule.__dataclass_fields__)
    for key in written.keys() - known:
        raise unknown(f"key of {name}", key, known)
    for key in ("id", "title", "formula"):
        if key not in written:
            raise UsageError(f"{name}: `{key}` is missing; a rule needs id, title and formula")
    positions = tuple(written.get("positions", VOTING))
    for position in positions:
        if position not in POSITIONS:
            raise unknown(f"position in {name}", position, POSITIONS)
    some = written.get("formula_of_some")
    return Rule(
        id=written["id"],
        title=written["title"],
        article=written.get("article", "no article: a rule of one's own"),
        formula=formula_from(written["formula"], where=name),
        formula_of_some=formula_from(some, where=name) if some else None,
        positions=positions,
        notes=tuple(written.get("notes", ())),
        unverified=tuple(written.get("unverified", ())),
        since=written.get("since"),
        until=written.get("until"),
        ways=tuple(written.get("ways", ())),
        council=written.get("council"),
    )
