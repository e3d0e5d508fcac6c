"""The parts that time charts share: one strip per reading, bands and names of truces, days that nobody counted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from placet.charts.theme import INK, LABEL, OPEN, SMALL, SOFT, TRUCE, WASH, Day, Spec, time_scale, utc
from placet.days import in_words
from placet.gates.verdict import AgreementView, DailyCounts, ReadingVerdict

ONE = datetime.timedelta(days=1)
ROW_PX = 37
STRIP_PX = 14
NAME_ROW_PX = 20
LONG = datetime.timedelta(days=60)
EM = 0.56
"""The mean width of a letter of the chart's font, as a share of its size."""


def overlap(span: tuple[Day, Day], since: Day, until: Day) -> tuple[Day, Day] | None:
    """Return the part of a half-open span that lies in a window, if any."""
    start, stop = max(span[0], since), min(span[1], until)
    return (start, stop) if start < stop else None


def when_open(reading: ReadingVerdict, since: Day, until: Day) -> str:
    """Return in words what a strip from `since` to `until` cannot show; empty when it shows everything."""
    spans = reading.open_spans
    if not spans:
        return "never open"
    outside = [span for span in spans if not overlap(span, since, until)]
    if not outside:
        return ""
    only = "open only" if len(outside) == len(spans) else "open also"
    if len(outside) == 1:
        start, stop = outside[0]
        last = stop - ONE
        return f"{only} {in_words(start)}" + (f" to {in_words(last)}" if last > start else "")
    years = sorted({year for start, stop in outside for year in range(start.year, (stop - ONE).year + 1)})
    return f"{only} in {_years(years)}"


def _years(years: list[int]) -> str:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def strips(readings: Sequence[ReadingVerdict], decides: str, since: Day, until: Day, *, width: int) -> Spec:
    """Return one strip per reading on a time axis: when it would have counted the gate as open."""
    rows, spans = [], []
    for row, reading in enumerate(readings):
        top = row * ROW_PX + 16
        place = {"top": top, "foot": top + STRIP_PX}
        drawn = [part for span in reading.open_spans if (part := overlap(span, since, until))]
        words = when_open(reading, since, until)
        name = reading.title + (" (decides)" if reading.reading == decides else "")
        rows.append(
            {
                "text": f"{name}; {words}" if words and drawn else name,
                "words": "" if drawn else words,
                "decides": reading.reading == decides,
                "label": top - 5,
                "middle": top + STRIP_PX / 2,
                **place,
            }
        )
        spans += [{"since": utc(start), "until": utc(stop), **place} for start, stop in drawn]
    box = {"y": _px("top"), "y2": {"field": "foot"}}
    x = {"field": "since", "type": "temporal", "scale": time_scale(since, until), "axis": None}
    return {
        "width": width,
        "height": len(rows) * ROW_PX,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "rect", "color": WASH},
                "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, **box},
            },
            {
                "data": {"values": spans},
                "mark": {"type": "rect", "color": OPEN},
                "encoding": {"x": x, "x2": {"field": "until"}, **box},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "text", "align": "left", "baseline": "alphabetic", "limit": width},
                "encoding": {
                    "x": {"value": 0},
                    "y": _px("label"),
                    "text": {"field": "text"},
                    "color": {"condition": {"test": "datum.decides", "value": INK}, "value": SOFT},
                },
            },
            {
                "data": {"values": rows},
                "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": SMALL, "color": SOFT},
                "encoding": {"x": {"value": 5}, "y": _px("middle"), "text": {"field": "words"}},
            },
        ],
    }


def _px(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def in_window(agreements: Sequence[AgreementView], since: Day, until: Day) -> list[tuple[AgreementView, Day, Day]]:
    """Return the truces that came into force within or into a window, each with the part of it that does."""
    found = []
    for truce in agreements:
        stops = [day for day in (truce.until, truce.ended) if day]
        # A truce that was broken on its first day is still drawn as that day.
        stop = max(min(stops), truce.since + ONE) if stops else until
        part = overlap((truce.since, stop), since, until)
        if part and truce.declared_by != "not in force":
            found.append((truce, *part))
    return found


def truce_bands(agreements: Sequence[AgreementView], since: Day, until: Day) -> Spec:
    """Return a layer with the short truces as bands over the whole height; a long one would cover everything."""
    rows = [
        {"since": utc(start), "until": utc(stop)}
        for _, start, stop in in_window(agreements, since, until)
        if stop - start <= LONG
    ]
    return band(rows, since, until, TRUCE)


def band(rows: list[dict[str, str]], since: Day, until: Day, colour: str) -> Spec:
    """Return a layer of coloured bands over the whole height."""
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "color": colour},
        "encoding": {
            "x": {"field": "since", "type": "temporal", "scale": time_scale(since, until)},
            "x2": {"field": "until"},
        },
    }


def truce_names(agreements: Sequence[AgreementView], since: Day, until: Day, *, width: int) -> Spec | None:
    """Return each truce as a thin bar with its name, in rows so that none covers another; nothing without truces."""
    placed: list[tuple[str, float, float, float, int]] = []
    ends: list[float] = []
    for truce, start, stop in sorted(in_window(agreements, since, until), key=lambda found: found[1]):
        long = min(len(truce.title) * LABEL * EM, width)
        first, last = ((day - since) / (until - since) * width for day in (start, stop))
        left = max(0.0, min(first, width - long))
        row = next((n for n, end in enumerate(ends) if end + 10 <= min(left, first)), len(ends))
        ends[row:] = [max(left + long, last), *ends[row + 1 :]]
        placed.append((truce.title, left, first, max(last, first + 2), row))
    if not placed:
        return None
    foot = len(ends) * NAME_ROW_PX
    rows = [
        {"text": title, "left": left, "first": first, "last": last, "y": foot - row * NAME_ROW_PX - 7,
         "bar": foot - row * NAME_ROW_PX - 2}
        for title, left, first, last, row in placed
    ]  # fmt: skip
    return {
        "width": width,
        "height": len(ends) * NAME_ROW_PX,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "text", "align": "left", "baseline": "alphabetic", "color": OPEN, "limit": width},
                "encoding": {"x": _px("left"), "y": _px("y"), "text": {"field": "text"}},
            },
            {
                "mark": {"type": "rule", "color": OPEN, "strokeWidth": 2},
                "encoding": {"x": _px("first"), "x2": {"field": "last"}, "y": _px("bar")},
            },
        ],
    }


def not_counted(series: DailyCounts, since: Day, until: Day) -> list[tuple[Day, Day]]:
    """Return the spans of a window without a count: before, between and after the observed days."""
    known = {day for day, count in zip(series.days, series.counts, strict=True) if count is not None}
    spans: list[tuple[Day, Day]] = []
    day = since
    while day < until:
        if day not in known:
            start = spans.pop()[0] if spans and spans[-1][1] == day else day
            spans.append((start, day + ONE))
        day += ONE
    return spans


def grey_days(series: DailyCounts, since: Day, until: Day) -> Spec:
    """Return a layer with the days that have no count in grey."""
    rows = [{"since": utc(start), "until": utc(stop)} for start, stop in not_counted(series, since, until)]
    return band(rows, since, until, WASH)


def grey_names(series: DailyCounts, since: Day, until: Day, *, width: int, height: int) -> list[Spec]:
    """Return a layer that says why days are grey, where there is room; nothing when there is none."""
    spans = not_counted(series, since, until)
    names = [
        {"middle": ((start - since) + (stop - start) / 2) / (until - since) * width,
         "text": "not yet known" if start >= series.known_until else "nobody counted"}
        for start, stop in spans
        if (stop - start) / (until - since) * width >= 78
    ]  # fmt: skip
    if not names:
        return []
    return [
        {
            "data": {"values": names},
            "mark": {"type": "text", "color": SOFT, "fontSize": SMALL, "baseline": "middle"},
            "encoding": {"x": _px("middle"), "y": {"value": height / 2}, "text": {"field": "text"}},
        }
    ]
