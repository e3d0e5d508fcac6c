"""How grave the violations of a day were, from counts of different kinds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

import numpy as np

from placet.ceasefire.counts import Daily, Floats, on_axis

Grade = Literal["none", "minor", "serious", "major", "unknown"]
Kind = Literal["incidents", "weapons", "casualties", "long-range", "area"]

WEEK = 7
MAJOR_DEATHS_PER_WEEK = 25
"""UCDP's threshold of a conflict-year, within seven days."""
MAJOR_KM2_PER_WEEK = 10.0


def violation(series: Mapping[Kind, Daily], day: date) -> Grade:
    """Return the gravest grade that the observed counts of a day show.

    Parameters
    ----------
    series
        Counts within the scope of the agreement, exempt ones left out: `incidents` (any), `weapons` (explosions,
        prohibited weapons), `casualties` (battle deaths), `long-range` (strikes 50 km or more behind the line), `area`
        (the level of the controlled area in square kilometres).

    Returns
    -------
    `minor`: an incident and no more; `serious`: a casualty, an explosion or a prohibited weapon; `major`: 25 battle
    deaths in the seven days up to this one, a long-range strike, or more than 10 square kilometres that changed hands
    in seven days. `none` only when every series was observed that day, else `unknown`.
    """
    week = {kind: on_axis(counts, day - timedelta(days=WEEK), WEEK + 1) for kind, counts in series.items()}
    today = {kind: counts[-1] for kind, counts in week.items()}
    deaths = week.get("casualties", np.zeros(WEEK + 1))[1:]
    if (
        float(np.nansum(deaths)) >= MAJOR_DEATHS_PER_WEEK
        or today.get("long-range", 0.0) > 0
        or moved(week.get("area", np.zeros(1))) > MAJOR_KM2_PER_WEEK
    ):
        return "major"
    if today.get("casualties", 0.0) > 0 or today.get("weapons", 0.0) > 0:
        return "serious"
    if today.get("incidents", 0.0) > 0:
        return "minor"
    return "unknown" if not today or any(np.isnan(count) for count in today.values()) else "none"


def moved(levels: Floats) -> float:
    """Return by how much the level changed between the first and the last observed day."""
    seen = levels[~np.isnan(levels)]
    return float(abs(seen[-1] - seen[0])) if len(seen) else 0.0
