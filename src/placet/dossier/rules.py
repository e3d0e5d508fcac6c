"""The voting rule of a proposal: one that is shipped, or one of the dossier's own."""

from __future__ import annotations

from typing import Any

from placet import votes
from placet.dossier.schema import Dossier, Formula, OwnRule


def rule_of(dossier: Dossier, name: str) -> votes.Rule:
    """Return the voting rule with this name.

    Raises
    ------
    UsageError
        There is no such rule, or the dossier's own cannot be read.
    """
    own = dossier.rules.get(name)
    return votes.rule(name) if own is None else own_rule(name, own)


def own_rule(name: str, own: OwnRule) -> votes.Rule:
    """Return a rule of the dossier's own as the kernel takes it.

    It knows declared abstentions where one of its thresholds counts them.

    Raises
    ------
    UsageError
        The formula cannot be read.
    """
    known = {"yes", "abstain", "no", "absent"} | ({"declared"} & counted(own.formula))
    return votes.rule_from(
        {
            "id": name,
            "title": own.title,
            "article": own.article,
            "formula": written(own.formula),
            "positions": [p for p in votes.POSITIONS if p in known],
            "notes": [own.note] if own.note else [],
        }
    )


def written(formula: Formula) -> dict[str, Any]:
    """Return a formula as nested tables, with what was written and nothing else."""
    return formula.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)


def counted(formula: Formula) -> set[str]:
    """Return every position that some threshold of a formula counts."""
    parts = [*(formula.all_of or ()), *(formula.any_of or ()), *([formula.not_] if formula.not_ else [])]
    return set().union(formula.of if formula.count else (), *(counted(part) for part in parts))
