"""Quantities as people write them: `90 days`, `5 a day`, `0.88 to 0.95`, `70 EUR a bed-day`.

`a to b` is a 90 % interval: the writer is 90 % sure that the true figure lies between a and b.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

NUMBER = r"[-+]?(?:\d[\d_]*(?:[ ,]\d{3})*(?:\.\d+)?|\.\d+)"
QUANTITY = re.compile(rf"^\s*(?P<low>{NUMBER})(?:\s+to\s+(?P<high>{NUMBER}))?\s*(?P<unit>[^\d\s].*?)?\s*$")
LONGEST = 80
LARGEST = 1e13
MOST_DAYS = 36_600


@dataclass(frozen=True)
class Range:
    """A figure with its 90 % interval; a figure that is sure has low == mid == high."""

    low: float
    mid: float
    high: float

    @classmethod
    def point(cls, amount: float) -> Range:
        """Return a figure without uncertainty."""
        return cls(amount, amount, amount)

    @property
    def is_point(self) -> bool:
        """Whether there is no uncertainty."""
        return self.low == self.high


@dataclass(frozen=True)
class Limit:
    """The most that a reading of "durable" allows: so many a day, or a share of the level before the agreement."""

    per_day: float | None = None
    share_of_before: float | None = None


def number(text: str) -> float:
    """Return `1_200`, `1 200` or `1,200` as a number."""
    return float(re.sub(r"[_ ,]", "", text))


def quantity(written: object, units: tuple[str, ...], *, least: float = 0.0, most: float = float("inf")) -> Range:
    """Read a quantity that must carry one of `units` (an empty string: no unit needed).

    Raises
    ------
    ValueError
        What is wrong in words, with a hint when a unit looks misspelt.
    """
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise ValueError(f"a quantity is written like {example(units)}")
    if len(str(written)) > LONGEST:
        raise ValueError(f"this is too long for a quantity; write it like {example(units)}")
    match = QUANTITY.match(str(written))
    if not match:
        raise ValueError(f"cannot read {str(written)!r} as a quantity; write it like {example(units)}")
    unit = re.sub(r"\s+", " ", match["unit"] or "")
    if unit not in units:
        near = difflib.get_close_matches(unit, units, 1, 0.6)
        hint = f"; did you mean {near[0]!r}?" if near and near[0] else ""
        what = f"unknown unit {unit!r}" if unit else "the unit is missing"
        raise ValueError(f"{what}: write it like {example(units)}{hint}")
    low = number(match["low"])
    high = number(match["high"]) if match["high"] else low
    if max(abs(low), abs(high)) > LARGEST:
        raise ValueError(f"this is more than {LARGEST:,.0f}, which makes no sense here")
    if low > high:
        raise ValueError(f"the interval runs backwards: {low:.12g} is more than {high:.12g}")
    if low < least:
        raise ValueError(f"{low:,.12g} is less than {least:g}, the least that makes sense here")
    if high > most:
        raise ValueError(f"{high:,.12g} is more than {most:g}, the most that makes sense here")
    return Range(low, (low + high) / 2, high)


def example(units: tuple[str, ...]) -> str:
    """Return how a quantity with these units is written."""
    unit = units[0]
    return f"`90 {unit}`" if unit else "`12` or `0.88 to 0.95`"


def days(written: object) -> int:
    """Read `90 days` or `2 weeks` as a whole number of days, at least one."""
    span = quantity(written, ("days", "day", "weeks", "week"), least=0)
    if not span.is_point:
        raise ValueError("a single number of days is needed here, not an interval")
    whole = span.mid * (7 if "week" in str(written) else 1)
    if whole != int(whole):
        raise ValueError("a whole number of days is needed here")
    if whole > MOST_DAYS:
        raise ValueError(f"{whole:.0f} days are more than a century")
    return int(whole)


def months(written: object) -> int:
    """Read `24 months` as a whole number of months, at least one."""
    span = quantity(written, ("months", "month"), least=1, most=120)
    if not span.is_point or span.mid != int(span.mid):
        raise ValueError("a whole number of months is needed here")
    return int(span.mid)


def day_range(written: object) -> Range:
    """Read `60 to 180 days` as a range of days."""
    scale = 7 if "week" in str(written) else 1
    span = quantity(written, ("days", "day", "weeks", "week"))
    return Range(span.low * scale, span.mid * scale, span.high * scale)


def share(written: object) -> Range:
    """Read a share between 0 and 1, or an interval of shares."""
    return quantity(written, ("",), most=1.0)


def limit(written: object) -> Limit:
    """Read `5 a day`, or `0.25 of before`: a quarter of the level in the 28 days before the agreement."""
    text = str(written)
    if text.endswith("of before"):
        return Limit(share_of_before=quantity(written, ("of before",), most=1.0).mid)
    return Limit(per_day=quantity(written, ("a day", "of before")).mid)
