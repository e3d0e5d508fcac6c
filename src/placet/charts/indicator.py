"""One part of the security picture: a year of daily figures with the last window marked."""

from __future__ import annotations

import datetime

from placet.assessment import IndicatorView
from placet.charts.strips import band
from placet.charts.theme import INK, PLAN_INNER, SOFT, TRUCE, Spec, attributed, framed, time_scale, utc
from placet.days import in_words

DAYS = 400


def indicator(view: IndicatorView, *, width: int = 330, height: int = 130) -> Spec:
    """Return the last 400 days of an indicator; the window that is compared is shaded, as is the same a year before."""
    until = view.until
    since = until - datetime.timedelta(days=DAYS)
    rows = [
        {"since": utc(day), "until": utc(day + datetime.timedelta(days=1)), "level": level}
        for day, level in zip(view.days, view.levels, strict=True)
        if since <= day < until
    ]
    x = {
        "field": "since",
        "type": "temporal",
        "scale": time_scale(since, until),
        "axis": {"title": None, "format": "%b %Y", "tickCount": 4, "labelFlush": True},
    }
    levels = [level for level in (row["level"] for row in rows) if isinstance(level, float)]
    far = bool(levels) and min(levels) > 0.5 * max(levels)
    y = {
        "field": "level",
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 4, "format": ",.0f"},
        "scale": {"zero": not far},
    }
    line: Spec = (
        {"mark": {"type": "line", "color": INK, "strokeWidth": 1.5}, "encoding": {"x": x, "y": y}}
        if far
        else {
            "mark": {"type": "rect", "color": INK},
            "encoding": {"x": x, "x2": {"field": "until"}, "y": y, "y2": {"datum": 0}},
        }
    )
    line["data"] = {"values": rows}
    return framed(
        {"width": width, "height": height, "layer": [*_windows(view, since, until, width), line]},
        finding=view.sentence,
        measure=f"{view.title}, by day" + ("; the axis does not start at zero" if far else ""),
        source=attributed(view.source, one_side=view.one_side)
        + f" Up to {in_words(until - datetime.timedelta(days=1))}.",
    )


def _windows(view: IndicatorView, since: datetime.date, until: datetime.date, width: int) -> list[Spec]:
    if not view.window:
        return []
    window = datetime.timedelta(days=view.window)
    year = datetime.timedelta(days=365)
    start = max(since, until - year - window)
    rows = [{"since": utc(until - window), "until": utc(until)}, {"since": utc(start), "until": utc(until - year)}]
    per_day = width / DAYS
    names = [
        {
            "x": (until - year - since).days * per_day - (until - year - start).days * per_day,
            "text": "a year before",
            "align": "left",
        },
    ]
    return [
        band(rows[:1], since, until, PLAN_INNER),
        band(rows[1:], since, until, TRUCE),
        {
            "data": {"values": names},
            "mark": {"type": "text", "align": "left", "baseline": "bottom", "color": SOFT, "fontSize": 11, "dy": -3},
            "encoding": {"x": {"field": "x", "type": "quantitative", "scale": None, "axis": None}, "y": {"value": 0},
                         "text": {"field": "text"}},
        },
        {
            "data": {"values": [{"text": f"last {view.window} days"}]},
            "mark": {"type": "text", "align": "right", "baseline": "bottom", "color": SOFT, "fontSize": 11, "dy": -3},
            "encoding": {"x": {"value": "width"}, "y": {"value": 0}, "text": {"field": "text"}},
        },
    ]  # fmt: skip
