"""The answer to one question: with what chance all gates are open by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from placet import days
from placet.assessment import Together
from placet.gates.verdict import Range


def with_interval(figure: Range) -> str:
    """Return a chance with its interval, small ones to a tenth: 3 % (0.2 to 7 %)."""
    return f"{small(figure.mid)} % ({small(figure.low)} to {small(figure.high)} %)"


def small(chance: float) -> str:
    """Return a chance in per cent: whole, to a tenth below 1, and never as certain as 0 or 100."""
    if chance < 0.0095:
        return f"{chance * 100:.1f}" if chance >= 0.0005 else "below 0.1"
    return "above 99" if chance > 0.99 else f"{chance * 100:.0f}"


@dataclass(frozen=True, repr=False)
class Chance:
    """A chance with its 90 % interval: `low`, `mid`, `high`, 0 to 1.

    `by` is the day; `sentence` says it in words, and `method` how it was computed and what in it is judgement.
    """

    low: float
    mid: float
    high: float
    by: date
    sentence: str
    method: str

    def __repr__(self) -> str:
        figures = ", ".join(f"{name}={getattr(self, name):.3g}" for name in ("low", "mid", "high"))
        return f"Chance({figures})"

    def __str__(self) -> str:
        return self.sentence


def chance_by(together: Together, by: date) -> Chance:
    """Return the chance that all gates have been open at the same time by the end of a day.

    Raises
    ------
    UsageError
        When the day is out of reach, or no chance can be given.
    """
    found = together.chance(by)
    return Chance(
        found.low,
        found.mid,
        found.high,
        by,
        f"Chance that all gates are open at the same time by {days.in_words(by)}: {with_interval(found)}.",
        " ".join([together.method, *together.judged]),
    )
