"""The condition gate in one picture: counts by day, the limit, the truces, and one strip per reading of "durable"."""

from __future__ import annotations

import datetime

from placet.charts.strips import grey_days, grey_names, not_counted, strips, truce_bands, truce_names
from placet.charts.theme import INK, SHUT, UNKNOWN, Day, Spec, attributed, framed, time_scale, utc
from placet.days import in_words
from placet.gates.verdict import ConditionVerdict, DailyCounts, ReadingVerdict
from placet.gates.words import counted

DAYS = 400
"""How much of the past is drawn."""


def counts(condition: ConditionVerdict, series: DailyCounts, as_of: Day, *, width: int = 720, days: int = DAYS) -> Spec:
    """Return the last `days` days of one series, with the limit of the deciding reading where it reads this series."""
    until = as_of + datetime.timedelta(days=1)
    since = until - datetime.timedelta(days=days)
    decides = deciding(condition)
    views = [
        truce_names(condition.agreements, since, until, width=width),
        _bars(condition, series, decides.limits.get(series.series), since, until, width=width),
        strips(condition.readings, condition.reading, since, until, width=width),
    ]
    return framed(
        {"vconcat": [view for view in views if view], "spacing": 6},
        finding=longest_run(decides),
        measure=f"{series.title}, by day; below, when each reading would have counted the condition as met",
        source=_source(series, since, until),
    )


def deciding(condition: ConditionVerdict) -> ReadingVerdict:
    """Return the reading that decides."""
    return next(reading for reading in condition.readings if reading.reading == condition.reading)


def longest_run(reading: ReadingVerdict) -> str:
    """Return the longest run of quiet days of a reading against what it asks for."""
    asked = f"{reading.days_needed} {'day' if reading.days_needed == 1 else 'days'}"
    if not reading.longest:
        return f"No quiet day counted so far of the {asked} that “{reading.title}” asks for"
    ended = f", up to {in_words(reading.longest_ended)}" if reading.longest_ended else ""
    return f"Longest quiet so far: {reading.longest} of the {asked} that “{reading.title}” asks for{ended}"


def _source(series: DailyCounts, since: Day, until: Day) -> str:
    grey = " Grey: days without a count, which are not days of quiet." if not_counted(series, since, until) else ""
    last = series.known_until - datetime.timedelta(days=1)
    whose = attributed(series.source, one_side=series.one_side)
    return f"{whose} Counted up to {in_words(last)}.{grey}{_revised(series, since, until)}"


def _revised(series: DailyCounts, since: Day, until: Day) -> str:
    many = sum(since <= day < until for day in series.revised)
    return f" Lighter: {counted(many, 'day')} whose count the source changed later." if many else ""


def _bars(
    condition: ConditionVerdict, series: DailyCounts, limit: float | None, since: Day, until: Day, *, width: int
) -> Spec:
    height = 150
    rows = [
        {"since": utc(day), "until": utc(day + datetime.timedelta(days=1)), "count": count}
        for day, count in zip(series.days, series.counts, strict=True)
        if count is not None and since <= day < until
    ]
    x = {
        "field": "since",
        "type": "temporal",
        "scale": time_scale(since, until),
        "axis": {"title": None, "format": "%b %Y", "tickCount": max(3, width // 90), "labelFlush": True},
    }
    y = {"type": "quantitative", "axis": {"title": None, "tickCount": 4}, "scale": {"domainMin": 0}}
    layers: list[Spec] = [
        grey_days(series, since, until),
        truce_bands(condition.agreements, since, until),
        {
            "data": {"values": rows},
            "mark": {"type": "rect", "color": INK, "clip": True},
            "encoding": {"x": x, "x2": {"field": "until"}, "y": {**y, "field": "count"}, "y2": {"datum": 0}},
        },
    ]
    revised = [row for row in rows if row["since"] in {utc(day) for day in series.revised}]
    if revised:
        layers.append(
            {**layers[-1], "data": {"values": revised}, "mark": {"type": "rect", "color": UNKNOWN, "clip": True}}
        )
    if limit is not None:
        words = f"limit {limit:,.3g} a day"
        # A narrow picture has no room beside the plot.
        beside = {"align": "left", "baseline": "middle", "dx": 5}
        placed = beside if width > 500 else {"align": "right", "baseline": "bottom", "dy": -2}
        layers.append(
            {
                "data": {"values": [{"limit": limit}]},
                "mark": {"type": "rule", "color": SHUT, "strokeDash": [4, 3], "strokeWidth": 1.5},
                "encoding": {"y": {**y, "field": "limit"}},
            }
        )
        layers.append(
            {
                "data": {"values": [{"limit": limit, "text": words}]},
                "mark": {"type": "text", "color": SHUT, **placed},
                "encoding": {"x": {"value": width}, "y": {**y, "field": "limit"}, "text": {"field": "text"}},
            }
        )
    layers += grey_names(series, since, until, width=width, height=height)
    return {"width": width, "height": height, "layer": layers}
