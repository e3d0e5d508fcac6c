"""Is it quiet, for how long, and under whose definition: daily counts put to readings of "durable ceasefire".

Pure numpy: arrays and small frozen dataclasses in, the same out; no files. What was not observed is never quiet.
"""

from __future__ import annotations

from placet.ceasefire.ahead import Checked, Forecast, crps, forecast, forecasts_checked
from placet.ceasefire.counts import Daily, daily
from placet.ceasefire.explained import StateChange, state_changes
from placet.ceasefire.hazards import Hazards, at_days, brier_weights, concordance, hazards, squared_errors
from placet.ceasefire.lasting import BaseRate, Curve, base_rates, kaplan_meier, survival
from placet.ceasefire.prospect import Opening, Prospect, chance_a_year, completed, opening
from placet.ceasefire.reading import Answer, Judged, Reading, answer, judged
from placet.ceasefire.standing import Standing, Terms, standing
from placet.ceasefire.trends import Trend, share_trend, trend
from placet.ceasefire.truce import Truce
from placet.ceasefire.turns import Turn, change_points, turns
from placet.ceasefire.violations import violation

__all__ = [
    "Answer",
    "BaseRate",
    "Checked",
    "Curve",
    "Daily",
    "Forecast",
    "Hazards",
    "Judged",
    "Opening",
    "Prospect",
    "Reading",
    "Standing",
    "StateChange",
    "Terms",
    "Trend",
    "Truce",
    "Turn",
    "answer",
    "at_days",
    "base_rates",
    "brier_weights",
    "chance_a_year",
    "change_points",
    "completed",
    "concordance",
    "crps",
    "daily",
    "forecast",
    "forecasts_checked",
    "hazards",
    "judged",
    "kaplan_meier",
    "opening",
    "share_trend",
    "squared_errors",
    "standing",
    "state_changes",
    "survival",
    "trend",
    "turns",
    "violation",
]
