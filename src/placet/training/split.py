"""A network as a chain of periods, for policies under gates."""

from __future__ import annotations

import numpy as np

from placet.errors import UsageError
from placet.training.build import graduation, layout, occupancy, trained_shares, whole_weeks
from placet.training.linear import Floats
from placet.training.network import Network, amount, checked
from placet.training.stage import Preparation, Programme
from placet.training.stage_rows import StageRows


def split(network: Network, preparations: tuple[Preparation, ...] = (), *, grid_weeks: int = 4) -> Programme:
    """Return a network as a chain of periods.

    Raises
    ------
    UsageError
        The network contradicts itself, or a preparation names no site.
    """
    checked(network)
    known = {site.id for site in network.sites}
    for preparation in preparations:
        amount(f"preparations.{preparation.site}.beds", preparation.beds)
        amount(f"preparations.{preparation.site}.eur", preparation.eur)
        amount(f"preparations.{preparation.site}.weeks", preparation.weeks, most=1e4)
        if preparation.site not in known:
            raise UsageError(
                f"preparations: there is no site {preparation.site!r}; the sites are {', '.join(sorted(known))}"
            )
    place = layout(network, grid_weeks)
    loads = np.einsum("pnu,puk->pnk", place.shares, occupancy(network, grid_weeks)[place.course])
    graduates = np.einsum("pnu,puk->pnk", place.shares, graduation(network, grid_weeks)[place.course])
    trained = trained_shares(network)[place.course]
    stages, first = [], np.zeros(0)
    for period in range(place.periods):
        rows = StageRows(place, preparations, period, loads[:, period], graduates[:, period])
        stages.append(rows.stage())
        first = rows.first if period == 0 else first
    arrivals = sum(network.arrivals()) * max(1, len(network.courses))
    ends = np.einsum("pnu,puk->pnk", place.shares, endings(network, grid_weeks)[place.course]) * trained[:, None, None]
    return Programme(network, place, preparations, tuple(stages), first, ends, 1.0 + arrivals)


def endings(network: Network, grid_weeks: int) -> Floats:
    """Return 1 where a course ends: by course, start week within the period, periods later."""
    longest = max(whole_weeks(course) for course in network.courses)
    result = np.zeros((len(network.courses), grid_weeks, (grid_weeks + longest - 2) // grid_weeks + 1))
    for c, course in enumerate(network.courses):
        for start in range(grid_weeks):
            result[c, start, (start + whole_weeks(course) - 1) // grid_weeks] = 1.0
    return result
