"""Soldiers trained by month in one case of the plan: the median, 50 % and 90 % bands, and the target."""

from __future__ import annotations

from placet.assessment import MonthTrained, PlanCase, PlanView
from placet.charts.numbers import rounded, whole
from placet.charts.theme import INK, PLAN, PLAN_INNER, PLAN_OUTER, SOFT, Spec, framed


def fan(plan: PlanView, case: PlanCase, *, width: int = 360) -> Spec:
    """Return the fan of one case over the months of the plan."""
    zero: dict[str, float] = {"month": 0, "low": 0, "q1": 0, "mid": 0, "q3": 0, "high": 0}
    rows = [zero, *(_row(n, month) for n, month in enumerate(case.by_month, 1))]
    end = rows[-1]
    target = plan.target.mid
    x = {
        "field": "month",
        "type": "quantitative",
        "scale": {"domain": [0, plan.months], "nice": False},
        "axis": {"title": f"months after {plan.start:%B %Y}", "values": list(range(0, plan.months + 1, 6))},
    }
    top = max(target, *(row["high"] for row in rows)) * 1.12 or 1
    y = {
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"title": None, "tickCount": 4, "format": ",.0f"},
    }
    median = f"median\n{whole(rounded(case.trained).mid)}"
    aim = f"the target is {whole(rounded(plan.target).mid)} in {plan.target_months} months"
    goal = f"target {whole(rounded(plan.target).mid)} in {plan.target_months} months"
    return framed(
        {
            "width": width,
            "height": 210,
            "data": {"values": rows},
            "layer": [
                _band(x, y, "low", "high", PLAN_OUTER),
                _band(x, y, "q1", "q3", PLAN_INNER),
                {
                    "mark": {"type": "line", "color": PLAN, "strokeWidth": 2.5},
                    "encoding": {"x": x, "y": {**y, "field": "mid"}},
                },
                {
                    "data": {"values": [{"month": 0, "until": min(plan.target_months, plan.months), "target": target}]},
                    "mark": {"type": "rule", "color": INK, "strokeDash": [2, 2]},
                    "encoding": {"x": x, "x2": {"field": "until"}, "y": {**y, "field": "target"}},
                },
                {
                    "data": {"values": [{"month": 0, "target": target, "text": goal}]},
                    "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -3, "color": SOFT},
                    "encoding": {"x": x, "y": {**y, "field": "target"}, "text": {"field": "text"}},
                },
                {
                    "data": {"values": [{**end, "text": median}]},
                    "mark": {
                        "type": "text", "align": "left", "baseline": "middle", "dx": 6, "dy": -7,
                        "lineBreak": "\n", "fontWeight": "bold",
                    },
                    "encoding": {"x": x, "y": {**y, "field": "mid"}, "text": {"field": "text"}},
                },
            ],
        },
        finding=f"{whole(rounded(case.trained).mid)} after {plan.months} months; {aim}",
        measure=f"Soldiers trained, added up: {case.title}. Line: median; bands: 50 % and 90 % of the draws",
        source=plan.method,
    )  # fmt: skip


def _row(number: int, month: MonthTrained) -> dict[str, float]:
    return {
        "month": number,
        "low": month.trained.low,
        "q1": month.inner.low,
        "mid": month.trained.mid,
        "q3": month.inner.high,
        "high": month.trained.high,
    }


def _band(x: Spec, y: Spec, low: str, high: str, colour: str) -> Spec:
    return {
        "mark": {"type": "area", "color": colour},
        "encoding": {"x": x, "y": {**y, "field": low}, "y2": {"field": high}},
    }
