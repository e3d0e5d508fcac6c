"""Counts by first-level region on a map of Ukraine in its internationally recognised borders."""

from __future__ import annotations

import datetime

from placet.charts.numbers import whole
from placet.charts.theme import LINE, PLAN, PLAN_INNER, PLAN_OUTER, SMALL, SOFT, WASH, Spec, attributed, framed
from placet.data import outlines
from placet.days import in_words
from placet.gates.verdict import RegionCounts
from placet.gates.words import listed

STEPS = ((PLAN_OUTER, 0.0), (PLAN_INNER, 0.05), (PLAN, 0.25))
"""The colour of a region with more than this share of all."""
SHAPE = 0.66
"""Height of the map, as a share of its width."""
NAMED = 3


def regions(counts: RegionCounts, *, width: int = 560) -> Spec:
    """Return the regions coloured by their share of all counted; the legend stands beside the map in words."""
    total = sum(region.count for region in counts.regions)
    rows = [
        {"id": region.zone, "name": region.name, "count": region.count, "colour": colour(region.count, total)}
        for region in counts.regions
    ]
    height = round(width * SHAPE)
    map_layer: Spec = {
        "data": {"values": outlines("ukraine"), "format": {"type": "topojson", "feature": "data"}},
        "transform": [{"lookup": "id", "from": {"data": {"values": rows}, "key": "id", "fields": ["colour"]}}],
        "mark": {"type": "geoshape", "stroke": LINE, "strokeWidth": 1},
        "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
    }
    return framed(
        {
            "width": width,
            "height": height,
            "projection": {"type": "mercator"},
            "layer": [map_layer, *_legend(height)],
        },
        finding=_finding(counts, total),
        measure=f"{counts.title}, by region, {in_words(counts.since)} to "
        f"{in_words(counts.until - datetime.timedelta(days=1))}",
        source=attributed(counts.source, one_side=counts.one_side)
        + " Outlines: Natural Earth; the borders are those of Ukraine as recognised internationally.",
    )


def colour(count: float, total: float) -> str:
    """Return the colour of a region with so many of all that were counted."""
    if not count or not total:
        return WASH
    return [shade for shade, share in STEPS if count / total > share][-1]


def _finding(counts: RegionCounts, total: float) -> str:
    most = sorted((r for r in counts.regions if r.count), key=lambda region: (-region.count, region.zone))[:NAMED]
    if not most:
        return f"No {counts.unit} in any region"
    parts = [f"{region.name} {whole(region.count)}" for region in most]
    outside = f"; {whole(counts.elsewhere)} more without a known region" if counts.elsewhere else ""
    return f"Of {whole(total)} {counts.unit}: {listed(parts)}{outside}"


def _legend(height: int) -> list[Spec]:
    words = ("none", "up to 5 % of all", "5 to 25 %", "more than 25 %")
    rows = [
        {"text": text, "colour": shade, "middle": height - 15 * (len(words) - n) + 5}
        for n, (text, shade) in enumerate(zip(words, (WASH, *(shade for shade, _ in STEPS)), strict=True))
    ]
    pixel = {"type": "quantitative", "scale": None, "axis": None}
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "square", "size": 100, "opacity": 1, "stroke": LINE},
            "encoding": {
                "x": {"value": 8},
                "y": {**pixel, "field": "middle"},
                "color": {"field": "colour", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": rows},
            "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": SMALL, "color": SOFT},
            "encoding": {"x": {"value": 18}, "y": {**pixel, "field": "middle"}, "text": {"field": "text"}},
        },
    ]
