"""From a stance to the chances of the final position: counts where there are some, judgements where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from placet import data
from placet.errors import UsageError
from placet.units import Range, share
from placet.votes.position import Position
from placet.votes.wording import unknown


@dataclass(frozen=True)
class StanceChances:
    """The chances of a member's final position within `horizon_days`; yes takes the rest.

    `kind` is `fitted` where they were counted on past decisions, `judgement` where nobody's data say them; `basis`
    says on what they rest.
    """

    stance: str
    from_days: int
    chances: Mapping[Position, Range]
    kind: Literal["fitted", "judgement"]
    basis: str
    horizon_days: int


def stance_chances(stance: str, *, age_days: int = 0) -> StanceChances:
    """Return the chances of the final position of a member that took a stance so many days ago.

    Raises
    ------
    UsageError
        The stance is unknown or its age negative.
    """
    if age_days < 0:
        raise UsageError(f"a stance that is {age_days} days old lies in the future")
    rows = [row for row in stance_table() if row.stance == stance]
    if not rows:
        raise unknown("stance", stance, {row.stance for row in stance_table()})
    return max((row for row in rows if row.from_days <= age_days), key=lambda row: row.from_days)


def stance_table() -> tuple[StanceChances, ...]:
    """Return the whole table."""
    table = data.table("stances")
    return tuple(
        StanceChances(
            stance=row["stance"],
            from_days=row["from_days"],
            chances={position: share(written) for position, written in row["chances"].items()},
            kind=row["kind"],
            basis=row["basis"],
            horizon_days=table["horizon_days"],
        )
        for row in table["stance"]
    )
