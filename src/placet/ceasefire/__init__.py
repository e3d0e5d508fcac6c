"""Is it quiet, for how long, and under whose definition: daily counts put to readings of "durable ceasefire".

Pure numpy: arrays and small frozen dataclasses in, the same out; no files. What was not observed is never quiet.
"""

from __future__ import annotations

from placet.ceasefire.ahead import Forecast, crps, forecast
from placet.ceasefire.counts import Daily, daily
from placet.ceasefire.lasting import BaseRate, Curve, base_rates, kaplan_meier, survival
from placet.ceasefire.prospect import Opening, Prospect, chance_a_year, completed, opening
from placet.ceasefire.reading import Answer, Judged, Reading, answer, judged
from placet.ceasefire.standing import Standing, Terms, standing
from placet.ceasefire.trends import Trend, trend
from placet.ceasefire.truce import Truce
from placet.ceasefire.turns import Turn, change_points, turns
from placet.ceasefire.violations import violation

__all__ = [
    "Answer",
    "BaseRate",
    "Curve",
    "Daily",
    "Forecast",
    "Judged",
    "Opening",
    "Prospect",
    "Reading",
    "Standing",
    "Terms",
    "Trend",
    "Truce",
    "Turn",
    "answer",
    "base_rates",
    "chance_a_year",
    "change_points",
    "completed",
    "crps",
    "daily",
    "forecast",
    "judged",
    "kaplan_meier",
    "opening",
    "standing",
    "survival",
    "trend",
    "turns",
    "violation",
]
