"""Charts: a part of an assessment in, a Vega-Lite specification out. Each has its finding as title."""

from placet.charts.counts import counts
from placet.charts.fan import fan
from placet.charts.history import history
from placet.charts.indicator import indicator
from placet.charts.lasting import lasting
from placet.charts.regions import regions
from placet.charts.theme import Caption, Spec, caption
from placet.charts.together import all_open, gates_apart
from placet.charts.totals import totals
from placet.charts.waiting import waiting

__all__ = [
    "Caption",
    "Spec",
    "all_open",
    "caption",
    "counts",
    "fan",
    "gates_apart",
    "history",
    "indicator",
    "lasting",
    "regions",
    "totals",
    "waiting",
]
