"""One period of a programme as a linear programme of its own, given what the periods before leave to it.

What is carried from period to period: soldiers waiting, bed-weeks and instructor-weeks that running courses still need,
graduates to come, money left, preparations under way. Money is booked when a course starts (a commitment), so that no
later period can be unable to pay. Limits of later periods are kept when a course starts, so that nobody is ever in
training without a bed: entering nobody is always possible (relatively complete recourse).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from placet.training.build import Layout, Whole
from placet.training.linear import Entries, Floats
from placet.training.network import Network


@dataclass(frozen=True)
class Preparation:
    """Beds that can be prepared ahead: paid at once, ready after some weeks, in part if wanted.

    They can be used from then on whenever the gates of their site are open.
    """

    site: str
    beds: float
    eur: float
    weeks: float

    @property
    def id(self) -> str:
        """Its name."""
        return f"{self.beds:g} beds at {self.site}"


@dataclass(frozen=True)
class Room:
    """How much of a carried figure can be there: `limit` and so much more for what is ready of each preparation."""

    figure: int
    limit: float
    ready: Whole
    more: Floats


@dataclass(frozen=True)
class Stage:
    """A period: maximise `gain @ own` subject to `row_lower <= own_part own + carried_part carried <= row_upper`."""

    gain: Floats
    lower: Floats
    upper: Floats
    own: Entries
    carried: Entries
    row_lower: Floats
    row_upper: Floats
    out: Whole
    """The own column that becomes each carried figure of the next period."""
    most: Floats
    """The most of each carried figure; what exceeds it is rounding."""
    wholes: tuple[Whole, ...]
    """The carried figures, by place, that are parts of one preparation, and so at most 1 together."""
    rooms: tuple[Room, ...]
    """The beds in use later, which must fit those that are prepared by then."""
    pairs: int
    """The first own columns are entries, one for each pair of site and course."""
    prepared: slice
    """The own columns that say how much of each preparation is ordered."""

    def carried_on(self, own: Floats) -> Floats:
        """Return what is carried on to the next period, without the solver's rounding beyond the limits.

        Otherwise rounding adds up over the periods, until one has no plan at all.
        """
        carried = np.clip(own[self.out], 0.0, self.most)
        for whole in self.wholes:
            carried[whole] /= max(1.0, float(carried[whole].sum()))
        for room in self.rooms:
            most = room.limit + float(carried[room.ready] @ room.more)
            carried[room.figure] = min(carried[room.figure], max(most, 0.0))
        return carried


@dataclass(frozen=True)
class Programme:
    """All periods of a programme, and what it starts with."""

    network: Network
    place: Layout
    preparations: tuple[Preparation, ...]
    stages: tuple[Stage, ...]
    first: Floats
    """What is carried into the first period."""
    ends: Floats
    """Soldiers trained for one who enters, by pair, period and periods later."""
    most: float
    """More than anybody can train."""

    def shut(self, closed: frozenset[str]) -> Whole:
        """Return the own columns that must stay at zero when these sites are shut."""
        numbers = [s for s, site in enumerate(self.network.sites) if site.id in closed]
        return np.flatnonzero(np.isin(self.place.site, numbers))

    def affordable(self, number: int) -> float:
        """Return how much of a preparation the money of the first period can pay, 0 to 1."""
        middle = self.place.grid_weeks / 2
        money = sum(fund.eur for fund in self.network.funds if fund.from_week <= middle < fund.until_week)
        eur = self.preparations[number].eur
        return min(1.0, money / eur * (1 - 1e-9)) if eur > 0 else 1.0

    def trained(self, entries: Floats) -> Floats:
        """Return the soldiers trained in each period, from entries (periods, pairs)."""
        result = np.zeros(self.place.periods)
        for later in range(self.ends.shape[2]):
            passed = (entries.T * self.ends[:, :, later]).sum(axis=0)
            result[later:] += passed[: self.place.periods - later]
        return result
