"""Numbers as people read them: no digit that the interval does not allow."""

from __future__ import annotations

import math

from placet.gates.verdict import Range


def whole(amount: float) -> str:
    """Return a count with thousands separators: 14,200."""
    return f"{amount:,.0f}".replace("-", "−")


def rounded(span: Range) -> Range:
    """Return a range without the digits that its width makes meaningless; a figure that is sure stays as it is."""
    width = span.high - span.low
    if width <= 0:
        return span
    step = 10 ** math.floor(math.log10(width / 5))
    low, mid, high = (round(part / step) * step for part in (span.low, span.mid, span.high))
    return Range(low=low, mid=mid, high=high)


def with_interval(span: Range) -> str:
    """Return `14,200 (9,900–17,800)`, or the number alone when it is sure."""
    near = rounded(span)
    if whole(near.low) == whole(near.high):
        return whole(near.mid)
    return f"{whole(near.mid)} ({whole(near.low)}–{whole(near.high)})"


def eur(amount: float) -> str:
    """Return money in words: EUR 38 million."""
    size = abs(amount)
    for unit, name in ((1e9, " billion"), (1e6, " million")):
        if size >= unit:
            figure = amount / unit
            return f"EUR {figure:,.{0 if abs(figure) >= 10 else 1}f}{name}".replace("-", "−").replace(".0 ", " ")
    return f"EUR {whole(amount)}"


def eur_with_interval(span: Range) -> str:
    """Return `EUR 38 million (30–45 million)`; the interval is left out when the figure is sure."""
    near = rounded(span)
    mid, low, high = eur(near.mid), eur(near.low), eur(near.high)
    if low == high:
        return mid
    return f"{mid} ({low.removeprefix('EUR ')} to {high.removeprefix('EUR ')})"


def percent(share: float) -> str:
    """Return a share as a percentage without decimals."""
    if 0 < share < 0.005:
        return "under 1 %"
    return f"{share * 100:.0f} %"
