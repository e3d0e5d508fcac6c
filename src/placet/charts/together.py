"""All gates together: the chance that each is open and that all have been, month by month, with the interval."""

from __future__ import annotations

from placet.assessment import Together
from placet.charts.theme import INK, PLAN, PLAN_OUTER, SHUT, SOFT, Spec, framed
from placet.gates.verdict import Range
from placet.gates.words import listed, lowered
from placet.outlook.chance import small

MONTHS = 36
"""How far the charts look; the chances reach farther."""
SOURCE = "Computed from the chances of each gate, mostly judgement; how, and on what they rest, is said below."
TOP = 1.12
"""Room above a chance of one for the name of its line."""
DAYS_A_MONTH = 365.25 / 12
HUES = (INK, SHUT, SOFT, PLAN)
DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2])


def gates_apart(together: Together, *, width: int = 380) -> Spec:
    """Return the chance that each gate is open on a day, one line a gate."""
    rows: list[Spec] = []
    labels: list[Spec] = []
    for number, gate in enumerate(together.gates):
        line: list[Spec] = [
            {"gate": gate.title, "month": month, "chance": figure.mid} for month, figure in dated(together, gate.on)
        ]
        rows += line
        labels.append({**min(line, key=lambda row: abs(row["month"] - MONTHS / 2)), "number": number})
    domain = [gate.title for gate in together.gates]
    hue = {"field": "gate", "type": "nominal", "scale": {"domain": domain, "range": list(HUES[: len(domain)])}}
    dash = {"field": "gate", "type": "nominal", "scale": {"domain": domain, "range": list(DASHES[: len(domain)])}}
    x, y = month_axis(together), chance_axis(TOP)
    ends = spread(labels, least=0.085, top=TOP)
    strongest = together.levers[0].title if together.levers else ""
    return framed(
        {
            "width": width,
            "height": 210,
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "line", "strokeWidth": 2},
                    "encoding": {
                        "x": x,
                        "y": {**y, "field": "chance"},
                        "color": {**hue, "legend": None},
                        "strokeDash": {**dash, "legend": None},
                    },
                },
                {
                    "data": {"values": ends},
                    "mark": {"type": "text", "baseline": "bottom", "dy": -9},
                    "encoding": {
                        "x": x,
                        "y": {**y, "field": "at"},
                        "text": {"field": "gate"},
                        "color": {**hue, "legend": None},
                    },
                },
            ],
        },
        finding=f"The answer hangs most on {lowered(strongest)}" if strongest else "Each gate by itself",
        measure="Chance that each gate is open on a day; middle course",
        source=SOURCE,
    )  # fmt: skip


def all_open(together: Together, *, width: int = 380) -> Spec:
    """Return the chance that all gates have been open at the same time by a day, with its interval."""
    rows = [
        {"month": month, "low": figure.low, "mid": figure.mid, "high": figure.high}
        for month, figure in dated(together, together.by)
    ]
    top = min(1.0, max(0.01, max(row["high"] for row in rows) * 1.15))
    x, y = month_axis(together), chance_axis(top)
    end = rows[-1]
    within = [f"{small(row.by.mid)} % within {row.months} months" for row in together.horizons if row.months <= MONTHS]
    return framed(
        {
            "width": width,
            "height": 210,
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "area", "color": PLAN_OUTER},
                    "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
                },
                {
                    "mark": {"type": "line", "color": PLAN, "strokeWidth": 2.5},
                    "encoding": {"x": x, "y": {**y, "field": "mid"}},
                },
                {
                    "data": {"values": [{**end, "text": "middle"}]},
                    "mark": {
                        "type": "text", "align": "right", "baseline": "bottom", "dx": -2, "dy": -5,
                        "fontWeight": "bold",
                    },
                    "encoding": {"x": x, "y": {**y, "field": "mid"}, "text": {"field": "text"}},
                },
            ],
        },
        finding=listed(within) if within else "All gates together",
        measure="Chance that all gates have been open at the same time by a day; band: 90 % interval",
        source=SOURCE,
    )  # fmt: skip


def dated(together: Together, figures: list[Range]) -> list[tuple[float, Range]]:
    """Return figures with the months from the first day, as far as the chart looks."""
    first = together.days[0]
    months = [(day - first).days / DAYS_A_MONTH for day in together.days]
    return [(month, figure) for month, figure in zip(months, figures, strict=True) if month <= MONTHS]


def month_axis(together: Together) -> Spec:
    """Return the axis of months."""
    return {
        "field": "month",
        "type": "quantitative",
        "scale": {"domain": [0, MONTHS], "nice": False},
        "axis": {"title": f"months after {together.days[0]:%B %Y}", "values": list(range(0, MONTHS + 1, 6))},
    }


def chance_axis(top: float) -> Spec:
    """Return the axis of chances up to `top`."""
    digits = 0 if top > 0.05 else 1
    marks: Spec = {"values": [0, 0.2, 0.4, 0.6, 0.8, 1]} if top > 1 else {"tickCount": 4}
    return {
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {**marks, "title": None, "labelExpr": f"format(datum.value * 100, '.{digits}f') + ' %'"},
    }


def spread(labels: list[Spec], *, least: float, top: float = 1.0) -> list[Spec]:
    """Return labels moved up so far that none covers another, the highest at most at `top`."""
    placed: list[Spec] = []
    for label in sorted(labels, key=lambda one: one["chance"]):
        at = label["chance"] if not placed else max(label["chance"], placed[-1]["at"] + least)
        placed.append({**label, "at": at})
    over = max(0.0, placed[-1]["at"] - (top - least)) if placed else 0.0
    return [{**label, "at": label["at"] - over if label["at"] > 0.5 else label["at"]} for label in placed]
