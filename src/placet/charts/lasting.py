"""How past ceasefires lasted: one survival curve a class with its interval, the present day marked."""

from __future__ import annotations

from placet.charts.numbers import percent
from placet.charts.theme import INK, OPEN, PLAN, PLAN_OUTER, SHUT, SMALL, SOFT, TRUCE, UNKNOWN, WASH, Spec, framed
from placet.charts.together import spread
from placet.data import table
from placet.gates.verdict import ConditionVerdict, SurvivalCurve

COLOURS = ((PLAN, PLAN_OUTER), (OPEN, TRUCE), (SOFT, WASH), (UNKNOWN, WASH))
YEAR_DAYS = 365
HEIGHT = 190
PER_CENT: Spec = {"title": None, "labelExpr": "format(datum.value * 100, '.0f') + ' %'", "tickCount": 5}


def lasting(condition: ConditionVerdict, *, width: int = 720) -> Spec:
    """Return the survival curves of the classes that a condition names, with the age of the ceasefire in force.

    Where none is in force, the days that the deciding reading needs are marked instead.
    """
    curves = condition.curves[: len(COLOURS)]
    last = max((curve.days[-1] for curve in curves), default=float(YEAR_DAYS))
    years = [YEAR_DAYS * n for n in range(int(last // YEAR_DAYS) + 1)]
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, last], "nice": False},
        "axis": {
            "title": None,
            "values": years,
            "labelExpr": f"datum.value == 0 ? 'start' : datum.value / {YEAR_DAYS} + (datum.value == {YEAR_DAYS} ? "
            "' year' : ' years')",
            "labelFlush": True,
        },
    }
    y = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": PER_CENT}
    layers: list[Spec] = []
    for curve, (_, wash) in zip(curves, COLOURS, strict=False):
        layers.append(_area(curve, wash, x, y))
    for curve, (colour, _) in zip(curves, COLOURS, strict=False):
        layers.append(_line(curve, colour, x, y))
    layers += _mark(condition, last, x)
    names = [
        {"text": f"{curve.title} ({curve.followed})", "chance": curve.survival[-1].mid, "colour": colour}
        for curve, (colour, _) in zip(curves, COLOURS, strict=False)
    ]
    layers.append(
        {
            "data": {"values": spread(names, least=0.1)},
            "mark": {"type": "text", "align": "right", "baseline": "bottom", "dy": -5, "limit": width},
            "encoding": {
                "x": {"value": width - 4},
                "y": {**y, "field": "at"},
                "text": {"field": "text"},
                "color": {"field": "colour", "type": "nominal", "scale": None},
            },
        }
    )
    return framed(
        {"width": width, "height": HEIGHT, "layer": layers},
        finding=_finding(curves),
        measure="Share of past ceasefires that had not failed, by time since their start; bands: 90 % intervals",
        source=_source(curves),
    )


def _source(curves: list[SurvivalCurve]) -> str:
    """Return whose data they are and what counts as an end."""
    shipped = table("durability")
    classes = [shipped["classes"][curve.base]["source"] for curve in curves if curve.base in shipped["classes"]]
    data = [f"{shipped['sources'][name]['data']}." for name in dict.fromkeys(classes)]
    failures = "; ".join(dict.fromkeys(curve.failure for curve in curves))
    ends = f"An end: {failures}. " if failures else ""
    return " ".join([*data, f"{ends}Other wars, no forecast of this one."])


def _finding(curves: list[SurvivalCurve]) -> str:
    parts = []
    for curve in curves:
        share = next((s.mid for day, s in zip(curve.days, curve.survival, strict=True) if day >= YEAR_DAYS), None)
        if share is not None:
            parts.append(f"{percent(share)} of {curve.title}")
    return f"After a year there were left: {', '.join(parts)}" if parts else "No class of past ceasefires is named"


def _rows(curve: SurvivalCurve) -> list[dict[str, float]]:
    return [
        {"day": day, "low": share.low, "share": share.mid, "high": share.high}
        for day, share in zip(curve.days, curve.survival, strict=True)
    ]


def _area(curve: SurvivalCurve, colour: str, x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": _rows(curve)},
        "mark": {"type": "area", "fill": colour, "fillOpacity": 0.7, "stroke": None},
        "encoding": {"x": {**x, "field": "day"}, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }


def _line(curve: SurvivalCurve, colour: str, x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": _rows(curve)},
        "mark": {"type": "line", "color": colour, "strokeWidth": 2},
        "encoding": {"x": {**x, "field": "day"}, "y": {**y, "field": "share"}},
    }


def _mark(condition: ConditionVerdict, last: float, x: Spec) -> list[Spec]:
    """Return the present day of the ceasefire in force, or the days that the deciding reading needs."""
    if condition.age_days is not None:
        day, text = condition.age_days, f"today: day {condition.age_days:,}"
    else:
        day = condition.deciding.days_needed
        text = f"day {day}: what the reading needs; no general ceasefire is in force"
    rows = [{"day": min(float(day), last), "text": text}]
    right = day > last / 2
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "color": SHUT, "strokeDash": [4, 3], "strokeWidth": 1.5},
            "encoding": {"x": {**x, "field": "day"}},
        },
        {
            "data": {"values": rows},
            "mark": {
                "type": "text", "color": INK, "fontSize": SMALL, "align": "right" if right else "left",
                "baseline": "bottom", "dx": -5 if right else 5,
            },
            "encoding": {"x": {**x, "field": "day"}, "y": {"value": HEIGHT - 4}, "text": {"field": "text"}},
        },
    ]  # fmt: skip
