"""The security picture: each indicator against its own past."""

from __future__ import annotations

from datetime import date

import numpy as np

from placet import ceasefire, days
from placet.assessment import IndicatorView
from placet.dossier.read import Folder
from placet.dossier.schema import Indicator
from placet.gates.condition import known_daily
from placet.gates.words import thousands

SHOWN_DAYS = 730


def indicator_views(folder: Folder, as_of: date) -> list[IndicatorView]:
    """Return the indicators as far as they were known on the day."""
    return [indicator_view(folder, name, i, as_of) for name, i in folder.dossier.security.items()]


def indicator_view(folder: Folder, name: str, indicator: Indicator, as_of: date) -> IndicatorView:
    """Return one indicator: its last window, the one before, and the same a year earlier."""
    series = indicator.series
    known = known_daily(folder, series, as_of, "security", name)
    if indicator.measure == "share":
        known, trend = share(folder, name, indicator, known, as_of)
    else:
        trend = ceasefire.trend(known, as_of, indicator.window, measure=indicator.measure)
    first = max(0, len(known.counts) - SHOWN_DAYS)
    shown = list(days.span(known.first, known.until))
    return IndicatorView(
        id=name,
        title=indicator.title,
        sentence=trend_sentence(indicator, trend),
        about=indicator.about,
        per=indicator.per,
        last=trend.last,
        before=trend.before,
        year_ago=trend.year_ago,
        until=trend.until or known.first,
        window=indicator.window,
        days=shown[first:],
        levels=[None if np.isnan(c) else float(c) for c in known.counts[first:]],
        source=series.source,
        one_side=series.one_side,
        note=series.note,
    )


def share(
    folder: Folder, name: str, indicator: Indicator, part: ceasefire.Daily, as_of: date
) -> tuple[ceasefire.Daily, ceasefire.Trend]:
    """Return the daily share of a part in the whole, and how it compares with its past; both in per cent."""
    whole = known_daily(folder, indicator.series, as_of, "security", name, "of")
    trend = ceasefire.share_trend(part, whole, as_of, indicator.window)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(whole.counts > 0, part.counts / whole.counts, np.nan)
    last, before, year_ago = (None if x is None else 100.0 * x for x in (trend.last, trend.before, trend.year_ago))
    daily_shares = ceasefire.Daily(part.first, 100.0 * shares)
    return daily_shares, ceasefire.Trend(last, before, year_ago, trend.until, trend.direction)


def trend_sentence(indicator: Indicator, trend: ceasefire.Trend) -> str:
    """Return whether an indicator rises, against what."""
    if trend.last is None or trend.until is None:
        return f"{indicator.title}: too little was observed to tell."
    unit = " %" if indicator.measure == "share" else ""
    compared = []
    if trend.before is not None:
        compared.append(f"{thousands(trend.before)}{unit} in the {indicator.window} days before")
    if trend.year_ago is not None:
        compared.append(f"{thousands(trend.year_ago)}{unit} a year earlier")
    against = f", against {' and '.join(compared)}" if compared else ""
    head = {"rising": "Rising", "falling": "Falling", "steady": "Steady", "unknown": "Not comparable"}[trend.direction]
    return (
        f"{head}: {thousands(trend.last)}{unit} {indicator.per} up to {days.in_words(trend.until - days.ONE)}{against}."
    )
