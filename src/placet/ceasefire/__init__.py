"""Is it quiet, for how long, and under whose definition: daily counts put to readings of "durable ceasefire".

Pure numpy: arrays and small frozen dataclasses in, the same out; no files. What was not observed is never quiet.
"""

from __future__ import annotations

from placet.ceasefire.daily import Daily, daily
from placet.ceasefire.reading import Answer, Reading, answer
from placet.ceasefire.trend import Trend, trend
from placet.ceasefire.truce import Truce

__all__ = [
    "Answer",
    "Daily",
    "Reading",
    "Trend",
    "Truce",
    "answer",
    "daily",
    "trend",
]
