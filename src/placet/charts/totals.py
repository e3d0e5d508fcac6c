"""A figure that sources give differently: every published value as a dot, in the order of the days."""

from __future__ import annotations

from placet.assessment import FigureView
from placet.charts.theme import INK, SOFT, WASH, Spec, framed
from placet.days import in_words

ROW_PX = 22


def totals(figure: FigureView, *, width: int = 330) -> Spec:
    """Return one row per value: its day, a dot, the words of the source. Doubted values are hollow."""
    most = max((published.amount for published in figure.values), default=0) or 1
    rows: list[dict[str, float | str | bool]] = []
    for number, published in enumerate(sorted(figure.values, key=lambda value: value.day)):
        rows.append(
            {
                "day": in_words(published.day),
                "amount": published.amount,
                "words": published.words + (" (doubtful)" if published.doubt else ""),
                "doubt": bool(published.doubt),
                "left": published.amount > most / 2,
                "at": number * ROW_PX + ROW_PX / 2,
            }
        )
    axis = {"title": None, "tickCount": 4, "format": ",.0f", "grid": True, "domain": False, "orient": "top"}
    x = {"field": "amount", "type": "quantitative", "scale": {"domain": [0, most], "nice": False}, "axis": axis}
    y = {"field": "at", "type": "quantitative", "scale": None, "axis": None}
    return framed(
        {
            "width": width,
            "height": max(1, len(rows)) * ROW_PX,
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "point", "filled": True, "color": INK, "size": 60, "opacity": 1},
                    "transform": [{"filter": "!datum.doubt"}],
                    "encoding": {"x": x, "y": y},
                },
                {
                    "mark": {"type": "point", "filled": False, "color": SOFT, "fill": WASH, "size": 60, "opacity": 1},
                    "transform": [{"filter": "datum.doubt"}],
                    "encoding": {"x": x, "y": y},
                },
                {
                    "mark": {"type": "text", "align": "right", "baseline": "middle", "dx": -10, "color": SOFT},
                    "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "day"}},
                },
                _words(x, y, left=True, width=width),
                _words(x, y, left=False, width=width),
            ],
        },
        finding=figure.sentence,
        measure=f"{figure.title}, {figure.unit}; each value as published, for its day",
        source="Each value with its source in the claims below.",
    )


def _words(x: Spec, y: Spec, *, left: bool, width: int) -> Spec:
    """Return the words beside the dots, on the side where there is room."""
    side = {"align": "right", "dx": -9} if left else {"align": "left", "dx": 9}
    return {
        "mark": {"type": "text", "baseline": "middle", "limit": width * 0.48, **side},
        "transform": [{"filter": "datum.left" if left else "!datum.left"}],
        "encoding": {"x": x, "y": y, "text": {"field": "words"}},
    }
