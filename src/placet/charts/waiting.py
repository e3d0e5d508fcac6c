"""What a veto or a later start costs: soldiers not trained in each case, against the first."""

from __future__ import annotations

from placet.assessment import PlanView, Wait
from placet.charts.numbers import eur, rounded, whole, with_interval
from placet.charts.theme import INK, PLAN, SOFT, UNKNOWN, Spec, framed

ROW_PX = 46


def waiting(plan: PlanView, *, width: int = 440) -> Spec:
    """Return one bar per case with its interval; the money not spent stands in the label."""
    rows = [_row(n, wait) for n, wait in enumerate(plan.waiting)]
    ends = [end for wait in plan.waiting for end in (wait.fewer.low, wait.fewer.mid, wait.fewer.high)]
    most = max(map(abs, ends), default=0) or 1
    least = min(ends, default=0)
    x = {
        "type": "quantitative",
        "scale": {"domain": [min(0, least), most], "nice": False},
        "axis": None,
    }
    top = {"field": "top", "type": "quantitative", "scale": None, "axis": None}
    label = {**top, "field": "label"}
    return framed(
        {
            "width": width,
            "height": max(1, len(rows)) * ROW_PX,
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "rect", "color": PLAN},
                    "encoding": {
                        "x": {**x, "field": "zero"},
                        "x2": {"field": "fewer"},
                        "y": top,
                        "y2": {"field": "foot"},
                    },
                },
                {
                    "mark": {"type": "rule", "color": UNKNOWN, "strokeWidth": 2},
                    "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": {**top, "field": "middle"}},
                },
                {
                    "mark": {"type": "text", "align": "left", "baseline": "alphabetic", "color": INK, "limit": width},
                    "encoding": {"x": {"value": 0}, "y": label, "text": {"field": "title"}},
                },
                {
                    "mark": {"type": "text", "align": "left", "baseline": "alphabetic", "color": SOFT, "fontSize": 11,
                             "limit": width},
                    "encoding": {"x": {"value": 0}, "y": {**label, "field": "words_at"}, "text": {"field": "words"}},
                },
            ],
        },
        finding=_finding(plan),
        measure=f"Soldiers not trained within {plan.months} months, against the first case; line: 90 % interval",
        source=plan.method,
    )  # fmt: skip


def _finding(plan: PlanView) -> str:
    """Return what the dearest case costs."""
    dearest = max(plan.waiting, key=lambda wait: wait.fewer.mid, default=None)
    if dearest is None or dearest.fewer.mid < 1:
        return "No case trains fewer soldiers than the first"
    return f"The dearest case: {dearest.title}, {whole(rounded(dearest.fewer).mid)} soldiers fewer"


def _row(number: int, wait: Wait) -> dict[str, float | str]:
    at = number * ROW_PX
    return {
        "title": wait.title,
        "words": words(wait),
        "zero": 0,
        "fewer": wait.fewer.mid,
        "low": wait.fewer.low,
        "high": wait.fewer.high,
        "label": at + 11,
        "top": at + 16,
        "middle": at + 21,
        "foot": at + 26,
        "words_at": at + 38,
    }


def words(wait: Wait) -> str:
    """Return what a case costs: `6,800 (5,900 to 7,700) soldiers fewer, EUR 38 million not spent`."""
    fewer = rounded(wait.fewer).mid
    soldiers = f"{with_interval(wait.fewer)} soldiers fewer" if fewer >= 0 else f"{whole(-fewer)} soldiers more"
    saved = wait.saved.mid
    if abs(saved) < 1:
        return soldiers
    return f"{soldiers}, {eur(abs(saved))} {'not spent' if saved > 0 else 'spent more'}"
