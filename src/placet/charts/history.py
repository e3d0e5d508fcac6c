"""A long series of the past, by month, with the readings that would have counted as met then."""

from __future__ import annotations

import datetime

from placet.charts.strips import in_window, overlap, strips, truce_names
from placet.charts.theme import INK, Spec, attributed, framed, time_scale, utc
from placet.gates.verdict import ConditionVerdict, DailyCounts
from placet.gates.words import counted


def history(condition: ConditionVerdict, series: DailyCounts, *, width: int = 720) -> Spec:
    """Return the monthly means of a whole series, its truces, and the readings that were met within it."""
    since, until = series.days[0], series.days[-1] + datetime.timedelta(days=1)
    met = [r for r in condition.readings if any(overlap(span, since, until) for span in r.open_spans)]
    views = [
        truce_names(condition.agreements, since, until, width=width),
        _months(series, width=width),
        strips(met, condition.reading, since, until, width=width) if met else None,
    ]
    longest = max((r for r in met), key=lambda r: r.days_needed, default=None)
    years = f"{since.year} to {series.days[-1].year}"
    truces = counted(len(in_window(condition.agreements, since, until)), "truce")
    finding = (
        f"In {years} “{longest.title}” would have counted as met at times"
        if longest
        else f"{truces.capitalize()} in {years}; {_why_none(condition, series)}"
    )
    return framed(
        {"vconcat": [view for view in views if view], "spacing": 6},
        finding=finding,
        measure=f"{series.title}: mean of a day, by month",
        source=attributed(series.source, one_side=series.one_side),
    )


def _why_none(condition: ConditionVerdict, series: DailyCounts) -> str:
    """Return why no reading was met in these years: none was, or none could be judged since not all was counted."""
    since, until = series.days[0], series.days[-1]
    for other in condition.series:
        counted_days = [d for d, count in zip(other.days, other.counts, strict=True) if count is not None]
        if not any(since <= day <= until for day in counted_days):
            return f"no reading can be judged, for “{other.title}” was not counted then"
    return "no reading would have counted as met"


def _months(series: DailyCounts, *, width: int) -> Spec:
    since, until = series.days[0], series.days[-1] + datetime.timedelta(days=1)
    rows = [
        {"day": utc(day), "count": count}
        for day, count in zip(series.days, series.counts, strict=True)
        if count is not None
    ]
    return {
        "width": width,
        "height": 90,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "color": INK, "clip": True},
                "encoding": {
                    "x": {
                        "timeUnit": "utcyearmonth",
                        "field": "day",
                        "type": "temporal",
                        "scale": time_scale(since, until),
                        "axis": {"title": None, "format": "%Y", "tickCount": "year", "labelFlush": True},
                    },
                    "y": {"aggregate": "mean", "field": "count", "type": "quantitative",
                          "axis": {"title": None, "tickCount": 3}},
                },
            },
        ],
    }  # fmt: skip
