"""Numbers as people read them: no digit that the interval does not allow."""

from __future__ import annotations

from placet.gates.verdict import Range
from placet.outlook.chance import small
from placet.outlook.chance import with_interval as chance


def whole(amount: float) -> str:
    """Return a count with thousands separators: 14,200."""
    return f"{amount:,.0f}".replace("-", "−")


def rounded(span: Range) -> Range:
    """Return a range with three significant digits, as the sentences of an assessment have them."""
    return Range(low=significant(span.low), mid=significant(span.mid), high=significant(span.high))


def significant(amount: float) -> float:
    """Return a number with three significant digits, since no figure of a plan deserves more."""
    return float(f"{amount:.3g}")


def with_interval(span: Range) -> str:
    """Return `14,200 (9,900 to 17,800)`, or the number alone when it is sure."""
    near = rounded(span)
    if whole(near.low) == whole(near.high):
        return whole(near.mid)
    return f"{whole(near.mid)} ({whole(near.low)} to {whole(near.high)})"


def eur(amount: float) -> str:
    """Return money in words: EUR 38 million."""
    size = abs(amount)
    for unit, name in ((1e9, " billion"), (1e6, " million")):
        if size >= unit:
            figure = amount / unit
            return f"EUR {figure:,.{0 if abs(figure) >= 10 else 1}f}{name}".replace("-", "−").replace(".0 ", " ")
    return f"EUR {whole(amount)}"


def eur_with_interval(span: Range) -> str:
    """Return `EUR 38 million (30 to 45 million)`; the interval is left out when the figure is sure."""
    mid, low, high = (eur(part).removeprefix("EUR ") for part in (span.mid, span.low, span.high))
    if low == high:
        return f"EUR {mid}"
    number, _, unit = low.partition(" ")
    low = number if unit and high.endswith(f" {unit}") else low
    return f"EUR {mid} ({low} to {high})"


def percent(share: float) -> str:
    """Return a share as a percentage without decimals."""
    if 0 < share < 0.005:
        return "below 1 %"
    return f"{share * 100:.0f} %"


def percent_with_interval(share: Range) -> str:
    """Return a chance as all sentences have it, `12 % (5 to 21 %)`; the interval is left out when it says no more."""
    return f"{small(share.mid)} %" if small(share.low) == small(share.high) else chance(share)
