"""A condition's counts by region, and the survival curves that its chart draws."""

from __future__ import annotations

from datetime import date, timedelta

from placet import ceasefire, days
from placet.dossier.read import Folder
from placet.dossier.schema import ConditionGate
from placet.gates.verdict import Range, RegionCount, RegionCounts, SurvivalCurve
from placet.places import names, oblast

WINDOW_DAYS = 365
CURVE_DAYS = 1_826


def region_counts(folder: Folder, name: str, gate: ConditionGate, as_of: date) -> list[RegionCounts]:
    """Return each series with a column of regions, over its last observed year as far as it was known on the day."""
    found = []
    for key, series in gate.series.items():
        until = min(series.observed_until, as_of - timedelta(days=series.lag) + days.ONE)
        since = max(series.observed_from, until - timedelta(days=WINDOW_DAYS))
        if series.region is None or since >= until:
            continue
        sums, elsewhere = dict.fromkeys(names(), 0.0), 0.0
        for written, rows in folder.table("gates", name, "series", key).known_by_region(as_of).items():
            total = sum(count for day, count in rows.items() if since <= day < until)
            code = oblast(written)
            if code in sums:
                sums[code] += total
            else:
                elsewhere += total
        found.append(
            RegionCounts(
                series=key,
                title=series.title,
                unit=series.unit,
                since=since,
                until=until,
                regions=[RegionCount(zone=code, name=names()[code], count=total) for code, total in sums.items()],
                elsewhere=elsewhere,
                source=series.source,
                one_side=series.one_side,
            )
        )
    return found


def survival_curves(classes: list[str]) -> list[SurvivalCurve]:
    """Return how past ceasefires of some classes lasted, over five years."""
    found = []
    for name in classes:
        base = ceasefire.base_rates()[name]
        knots = [float(day) for day in base.curve.days if day <= CURVE_DAYS]
        found.append(
            SurvivalCurve(
                base=name,
                title=base.title,
                followed=base.followed,
                days=knots,
                survival=[Range.of(ceasefire.survival(name, 0, day)) for day in knots],
                failure=base.source,
            )
        )
    return found
