"""The look of every chart: ink, greys and three state colours; finding as title, measure as subtitle, source line.

The colours are named. `render` turns each into a CSS variable of the page with the colour below as its fallback, so
that one picture serves light and dark pages and stands alone as well.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
"""A Vega-Lite specification as a plain dictionary."""
Day = datetime.date

INK = "#1b2431"
SOFT = "#56606e"
LINE = "#d9dee4"
WASH = "#eceff3"
OPEN = "#0b7a75"
SHUT = "#b3261e"
UNKNOWN = "#a9b1bc"
TRUCE = "#dcecea"
PLAN = "#27496d"
PLAN_INNER = "#9fb1c6"
PLAN_OUTER = "#d3dce7"

VARIABLES = {
    INK: "ink", SOFT: "soft", LINE: "line", WASH: "wash", OPEN: "open", SHUT: "shut", UNKNOWN: "unknown",
    TRUCE: "truce", PLAN: "plan", PLAN_INNER: "plan-inner", PLAN_OUTER: "plan-outer",
}  # fmt: skip
"""The CSS variable of each colour."""

FONT = "Arimo, Liberation Sans, Arial, sans-serif"
SMALL = 11
"""The size of axis labels and notes in px."""
LABEL = 12
"""The size of direct labels in px."""


@dataclass(frozen=True)
class Caption:
    """The words of a chart's frame."""

    finding: str
    """What the chart shows, as a sentence."""
    measure: str
    """What is drawn, and its unit."""
    source: str
    """Whose data they are."""


def framed(spec: Spec, *, finding: str, measure: str, source: str) -> Spec:
    """Return a specification with its frame and the theme."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": finding, "subtitle": measure},
        "usermeta": {"source": source},
        **spec,
        "config": CONFIG,
    }


def attributed(source: str, *, one_side: bool) -> str:
    """Return a source line that says when the figures are one party's claims."""
    line = source if source.endswith((".", "?", "!")) else f"{source}."
    return f"{line} One side's claims." if one_side and "one side" not in source.lower() else line


def caption(spec: Spec) -> Caption:
    """Return the words of a framed specification."""
    return Caption(spec["title"]["text"], spec["title"]["subtitle"], spec["usermeta"]["source"])


def utc(day: Day) -> str:
    """Return a day as the specifications write it; a day alone is read as midnight UTC."""
    return day.isoformat()


def time_scale(since: Day, until: Day) -> Spec:
    """Return the scale of a time axis from `since` up to `until`."""
    return {"type": "utc", "domain": [utc(since), utc(until)], "nice": False}


CONFIG: Spec = {
    "background": None,
    "font": FONT,
    "padding": 2,
    # Every mark would get its own label otherwise; the page labels the picture as a whole and gives the table.
    "aria": False,
    "view": {"stroke": None},
    "title": {
        "anchor": "start", "frame": "group", "color": INK, "fontSize": 16, "subtitleColor": SOFT,
        "subtitleFontSize": 13, "offset": 12, "limit": 0,
    },
    "axis": {
        "labelColor": SOFT, "titleColor": SOFT, "labelFontSize": SMALL, "titleFontSize": SMALL,
        "titleFontWeight": "normal", "gridColor": LINE, "domainColor": LINE, "tickColor": LINE, "labelLimit": 0,
        "tickSize": 4, "labelPadding": 4,
    },
    "axisY": {"domain": False, "ticks": False},
    "axisX": {"grid": False},
    "text": {"font": FONT, "fontSize": LABEL, "color": INK, "limit": 0},
    "legend": {"disable": True},
    "concat": {"spacing": 8},
    "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["EUR ", ""]}},
}  # fmt: skip
