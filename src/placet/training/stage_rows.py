"""The rows and columns of one period; what they mean stands in `stage.py`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from placet.training.build import MILLION, Layout, Whole, entry_gain, site_prices, waiting_limits
from placet.training.linear import Entries, Floats, joined
from placet.training.stage import Preparation, Room, Stage

ENDLESS = 1e6
"""Million EUR of a fund without a limit."""
ROOM = 1e-5
"""Room that a limit has more in each period nearer, as a share of a bed, so that rounding cannot make a later period
impossible: the solver's tolerance of 1e-7 grows with the scale of a row, and adds up over the periods."""
EXCESS = 2.5e-7
"""How far the parts of a preparation may exceed 1: it is cut off when they are carried on, so it is less than ROOM."""


class Blocks:
    """Blocks of columns, or of rows, one after another."""

    def __init__(self) -> None:
        self.size = 0

    def block(self, *shape: int) -> Whole:
        """Return the numbers of a new block."""
        count = int(np.prod(shape))
        numbers = np.arange(self.size, self.size + count, dtype=np.int64).reshape(shape)
        self.size += count
        return numbers


class Carried:
    """The columns of what is carried from one period to the next: the same on both sides."""

    def __init__(self, blocks: Blocks, shapes: Sequence[tuple[int, ...]]) -> None:
        parts = [blocks.block(*shape) for shape in shapes]
        self.waiting, self.beds, self.people, self.graduates, self.money, self.ready, self.under_way = parts
        self.all = np.concatenate([part.ravel() for part in parts])


class StageRows:
    """Builds one period.

    `load` is the weeks in training of one soldier who enters (pairs, periods later), `graduates` the share of those who
    can start a next course (pairs, periods later).
    """

    def __init__(
        self, place: Layout, preparations: tuple[Preparation, ...], period: int, load: Floats, graduates: Floats
    ) -> None:
        network = place.network
        self.place, self.network, self.period, self.preparations = place, network, period, preparations
        self.load, self.graduates, self.later = load, graduates, load.shape[1]
        self.followed = [arc for arc, (needed, _) in enumerate(place.arcs) if needed >= 0]
        self.leads = [lead_periods(preparation, place.grid_weeks) for preparation in preparations]
        ahead, funds, prepared = self.later - 1, len(network.funds), len(preparations)
        shapes: list[tuple[int, ...]] = [(len(place.arcs),), (len(network.sites), ahead), (2, ahead)]
        shapes += [(len(self.followed), graduates.shape[1] - 1), (funds,), (prepared,), (sum(self.leads) - prepared,)]
        own, before = Blocks(), Blocks()
        self.enter, self.order, self.spend = own.block(len(place.site)), own.block(prepared), own.block(funds)
        self.after, self.before = Carried(own, shapes), Carried(before, shapes)
        self.rows = Blocks()
        self.mine: list[Entries] = []
        self.theirs: list[Entries] = []
        self.rooms: list[Room] = []
        self.low: list[Floats] = []
        self.high: list[Floats] = []
        self.upper = np.full(own.size, np.inf)
        self.gain = np.zeros(own.size)
        self.first = np.zeros(before.size)
        self.first[self.before.money] = [min(fund.eur / MILLION, ENDLESS) for fund in network.funds]

    def stage(self) -> Stage:
        """Return the period."""
        self.gain[self.enter] = entry_gain(self.place)[:, self.period]
        self.upper[self.enter] = np.where(self.place.shares[:, self.period].any(axis=1), np.inf, 0.0)
        self.add_beds()
        self.add_instructors()
        self.add_waiting()
        self.add_money()
        self.add_preparations()
        return Stage(
            gain=self.gain,
            lower=np.zeros(len(self.gain)),
            upper=self.upper,
            own=joined(self.mine),
            carried=joined(self.theirs),
            row_lower=np.concatenate(self.low),
            row_upper=np.concatenate(self.high),
            out=self.after.all,
            most=self.upper[self.after.all],
            wholes=self.wholes(),
            rooms=tuple(self.rooms),
            pairs=len(self.enter),
            prepared=slice(len(self.enter), len(self.enter) + len(self.order)),
        )

    def wholes(self) -> tuple[Whole, ...]:
        """Return the places, in what is carried on, of the parts of each preparation: ready, and under way."""
        first, begin, found = int(np.searchsorted(self.after.all, self.after.ready.min(initial=len(self.gain)))), 0, []
        for r, periods in enumerate(self.leads):
            under_way = first + len(self.leads) + begin + np.arange(periods - 1)
            found.append(np.r_[first + r, under_way].astype(np.int64))
            begin += periods - 1
        return tuple(found)

    def row(self, count: int, low: Floats | float, high: Floats | float) -> Whole:
        """Return the numbers of new rows with these limits."""
        self.low.append(np.broadcast_to(np.asarray(low, float), count))
        self.high.append(np.broadcast_to(np.asarray(high, float), count))
        return self.rows.block(count)

    def ahead(self, levels: Floats) -> Floats:
        """Return figures by period for this period and the next ones; zero beyond the horizon."""
        periods = self.period + np.arange(self.later)
        padded = np.concatenate([levels, np.zeros((*levels.shape[:-1], 1))], axis=-1)
        return np.asarray(padded[..., np.minimum(periods, levels.shape[-1])])

    def weeks(self) -> Floats:
        """Return how long this period and the next ones are."""
        left = self.network.weeks - (self.period + np.arange(self.later)) * self.place.grid_weeks
        return np.clip(left, 0, self.place.grid_weeks).astype(float)

    def add_beds(self) -> None:
        """Add the limits of beds, with those that were prepared."""
        beds = np.array([site.beds for site in self.network.sites])[:, None]
        bed_weeks = self.ahead(beds * self.place.open_share) * self.weeks()
        for s, site in enumerate(self.network.sites):
            more = [(r, part.beds) for r, part in enumerate(self.preparations) if part.site == site.id]
            uses = self.place.site == s
            self.add_capacity(uses, self.load, bed_weeks[s], self.after.beds[s], self.before.beds[s], more)

    def add_instructors(self) -> None:
        """Add the limits of all instructors, and of those who may teach inside."""
        network, place = self.network, self.place
        weeks = self.ahead(place.mandate_share) * self.weeks()
        teach = np.array([1 / course.soldiers_per_instructor for course in network.courses])[place.course]
        inside = np.array([site.inside for site in network.sites], bool)[place.site]
        everybody = np.ones(len(inside), bool)
        stays = network.people_inside < network.people
        may_go = network.people_inside * weeks if stays else np.full(self.later, np.inf)
        need = self.load * teach[:, None]
        self.add_capacity(everybody, need, network.people * weeks, self.after.people[0], self.before.people[0])
        self.add_capacity(inside, need, may_go, self.after.people[1], self.before.people[1])

    def add_capacity(
        self,
        uses: NDArray[np.bool_],
        need: Floats,
        capacity: Floats,
        after: Whole,
        before: Whole,
        more: Sequence[tuple[int, float]] = (),
    ) -> None:
        """Add a limit on what is in use now and on what running courses will still use in each period ahead.

        `more` adds to the limit: so many beds of each of these preparations.
        """
        weeks = self.weeks()
        slack = ROOM * (1.0 + self.place.grid_weeks * sum(beds for _, beds in more))
        limits = capacity + slack * np.arange(self.later, 0, -1)
        for k in range(self.later):
            at = self.row(1, -np.inf, limits[0]) if k == 0 else self.row(1, 0.0, 0.0)
            self.mine.append(Entries.of(at, self.enter[uses], need[uses, k]))
            if k < self.later - 1:
                self.theirs.append(Entries.of(at, before[k], 1.0))
            if k > 0:
                self.mine.append(Entries.of(at, after[k - 1], -1.0))
                self.upper[after[k - 1]] = np.inf if more else limits[k]
                if more:
                    at = self.row(1, -np.inf, limits[k])
                    self.mine.append(Entries.of(at, after[k - 1], 1.0))
                    self.rooms.append(self.room(after[k - 1], limits[k], more, weeks[k]))
            for preparation, beds in more:
                self.theirs.append(Entries.of(at, self.before.ready[preparation], -beds * weeks[k]))

    def room(self, load: int, limit: float, more: Sequence[tuple[int, float]], weeks: float) -> Room:
        """Return the most that a figure may be when it is carried on, given what is ready then."""
        places = np.searchsorted(self.after.all, [load, *(self.after.ready[r] for r, _ in more)])
        return Room(int(places[0]), float(limit), places[1:], weeks * np.array([beds for _, beds in more]))

    def add_waiting(self) -> None:
        """Add the stocks of soldiers who wait, and of graduates who will be able to start a next course."""
        arcs, place = self.place.arcs, self.place
        arrivals = waiting_limits(place)[:, self.period]
        stock = self.row(len(arcs), arrivals, arrivals)
        self.mine.append(Entries.of(stock, self.after.waiting, 1.0))
        self.theirs.append(Entries.of(stock, self.before.waiting, -1.0))
        for arc, (_, course) in enumerate(arcs):
            self.mine.append(Entries.of(stock[arc], self.enter[place.course == course], 1.0))
        for number, arc in enumerate(self.followed):
            self.add_graduates(number, *arcs[arc], stock[arc : arc + 1])

    def add_graduates(self, number: int, needed: int, course: int, stock: Whole) -> None:
        """Add the graduates of a needed course: those of this period to the stock, the others to what is carried on."""
        courses, gives = self.network.courses, self.place.course == needed
        share = courses[course].share_of_intake * courses[needed].pass_share
        coming = self.graduates.shape[1]
        for k in range(coming):
            at = stock if k == 0 else self.row(1, 0.0, 0.0)
            self.mine.append(Entries.of(at, self.enter[gives], -share * self.graduates[gives, k]))
            if k > 0:
                self.mine.append(Entries.of(at, self.after.graduates[number, k - 1], 1.0))
            if k < coming - 1:
                self.theirs.append(Entries.of(at, self.before.graduates[number, k], -1.0))

    def add_money(self) -> None:
        """Add the funds: courses and preparations are paid when they start, from the funds of that period."""
        network = self.network
        left = self.row(len(network.funds), 0.0, 0.0)
        self.mine += [Entries.of(left, self.after.money, 1.0), Entries.of(left, self.spend, 1.0)]
        self.theirs.append(Entries.of(left, self.before.money, -1.0))
        middle = (self.period + 0.5) * self.place.grid_weeks
        self.upper[self.spend] = [np.inf if f.from_week <= middle < f.until_week else 0.0 for f in network.funds]
        weeks = np.array([course.weeks for course in network.courses])[self.place.course]
        pay = self.row(1, 0.0, 0.0)
        self.mine += [
            Entries.of(pay, self.enter, site_prices(self.place) * weeks / MILLION),
            Entries.of(pay, self.order, [part.eur / MILLION for part in self.preparations]),
            Entries.of(pay, self.spend, -1.0),
        ]

    def add_preparations(self) -> None:
        """Add the preparations: what is under way moves one period nearer, and no more than all of it is ordered."""
        begin = 0
        for r, periods in enumerate(self.leads):
            span = slice(begin, begin + periods - 1)
            begin += periods - 1
            ready, moving = self.before.ready[r], self.before.under_way[span]
            at = self.row(periods, 0.0, 0.0)
            self.mine.append(Entries.of(at, np.r_[self.after.ready[r], self.after.under_way[span]], 1.0))
            self.mine.append(Entries.of(at[-1:], self.order[r], -1.0))
            self.theirs += [Entries.of(at[:1], ready, -1.0), Entries.of(at[:-1], moving, -1.0)]
            whole = self.row(1, -np.inf, 1.0 + EXCESS)
            self.mine.append(Entries.of(whole, self.order[r], 1.0))
            self.theirs.append(Entries.of(whole, np.r_[ready, moving], 1.0))


def lead_periods(preparation: Preparation, grid_weeks: int) -> int:
    """Return after how many periods a preparation is ready: at least one."""
    return max(1, int(np.ceil(preparation.weeks / grid_weeks - 1e-9)))
