"""From a network to its linear programme, as arrays.

One column for each site, course and period: soldiers who enter. A period is one week, or several (a coarser grid):
entries are then spread evenly over the weeks of the period in which the course may start, so that beds, instructors,
money and graduations stay exact on average over each period.

Rows, in this order:

- beds of each site and period: the average number of soldiers in training is at most the beds;
- instructors of each period: soldiers in training over soldiers per instructor, at most all people;
- instructors inside of each period: the same for the sites inside, at most the people who may teach there. (Who teaches
  where need not be a variable: an allocation exists exactly when these two rows hold.);
- soldiers waiting for each course and period: waiting before + arrivals (or graduates of a needed course) - entries;
- money of each stretch of weeks with the same funds: cost at most what the funds give to it;
- each fund: what it gives to all stretches is at most its amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from placet.training.linear import Entries, Floats, LinearProgramme, joined
from placet.training.network import Course, Network

Whole = NDArray[np.int64]

EARLIER = 2e-4
"""What a soldier trained at the very end counts less than one trained at once: only a tie-break."""
CHEAPER = 1e-4
"""What the dearest soldier counts less than one who costs nothing: only a tie-break."""
MILLION = 1e6
TINY = 1e-9


@dataclass(frozen=True)
class Layout:
    """Where things stand in the programme of a network.

    Column `pair * periods + period` is the soldiers who enter there; then follow the waiting soldiers of each arc and
    period, then what each gift takes from its fund.
    """

    network: Network
    grid_weeks: int
    periods: int
    site: Whole
    """The site of each pair that is offered."""
    course: Whole
    """The course of each pair that is offered."""
    shares: Floats
    """How entries are spread over the weeks of a period in which the course may start (pairs, periods, weeks)."""
    arcs: tuple[tuple[int, int], ...]
    """(needed course or -1, course): one stock of waiting soldiers each."""
    gifts: tuple[tuple[int, int], ...]
    """(fund, stretch): where a fund can be spent."""
    stretches: Floats
    """Share of each period in each stretch of weeks with the same funds (periods, stretches)."""
    open_share: Floats
    """Share of each period in which a site is open and the mandate runs (sites, periods)."""
    mandate_share: Floats
    """Share of each period before the end of the mandate."""
    beds: slice
    instructors: slice
    inside: slice
    waiting: slice
    costs: slice
    funds: slice

    @property
    def entries(self) -> int:
        """How many columns are entries."""
        return len(self.site) * self.periods

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.entries + len(self.arcs) * self.periods + len(self.gifts)


def layout(network: Network, grid_weeks: int = 1) -> Layout:
    """Return where the columns and rows of the network's programme stand."""
    numbers = {course.id: c for c, course in enumerate(network.courses)}
    pairs = [(s, numbers[name]) for s, site in enumerate(network.sites) for name in site.courses]
    site, course = np.array(pairs, np.int64).reshape(-1, 2).T
    periods = -(-network.weeks // grid_weeks)
    since = np.arange(periods, dtype=float) * grid_weeks
    until = np.minimum(since + grid_weeks, network.weeks)
    length = (until - since)[:, None]
    stretches = fund_stretches(network)
    arcs = tuple(
        (numbers[needed] if needed else -1, c)
        for c, taken in enumerate(network.courses)
        for needed in (taken.needs or ("",))
    )
    sizes = [len(network.sites) * periods, periods, periods, len(arcs) * periods, len(stretches), len(network.funds)]
    edges = [int(edge) for edge in np.cumsum([0, *sizes])]
    opens = np.ceil(opening_weeks(network) - TINY)
    return Layout(
        network,
        grid_weeks,
        periods,
        site,
        course,
        start_shares(network, site, course, grid_weeks),
        arcs,
        tuple(
            (f, k)
            for f, fund in enumerate(network.funds)
            for k, (low, high) in enumerate(stretches)
            if fund.from_week <= low and high <= fund.until_week
        ),
        overlap(since, until, *np.array(stretches).T) / length,
        (overlap(since, until, opens, np.full(len(opens), network.end_week)) / length).T,
        (overlap(since, until, np.zeros(1), np.array([network.end_week])) / length)[:, 0],
        *(slice(low, high) for low, high in pairwise(edges)),
    )


def opening_weeks(network: Network) -> Floats:
    """Return the moment at which each site opens; the horizon for a site that never does."""
    never = float(network.weeks)
    return np.clip([never if site.opens_week is None else site.opens_week for site in network.sites], 0.0, never)


def start_shares(network: Network, site: Whole, course: Whole, grid_weeks: int) -> Floats:
    """Return how entries are spread over the weeks in which a course may start (pairs, periods, weeks of a period)."""
    periods = -(-network.weeks // grid_weeks)
    week = np.arange(periods * grid_weeks)
    weeks = np.array([course.weeks for course in network.courses])[course][:, None]
    opens = opening_weeks(network)[site][:, None]
    may_start = (week >= opens - TINY) & (week + weeks <= network.end_week + TINY)
    by_period = may_start.reshape(len(site), periods, grid_weeks).astype(float)
    return np.asarray(by_period / np.maximum(by_period.sum(axis=2, keepdims=True), 1.0))


def fund_stretches(network: Network) -> list[tuple[float, float]]:
    """Return the stretches of the horizon within which the set of funds does not change."""
    moments = {0.0, float(network.weeks)}
    for fund in network.funds:
        moments |= {moment for moment in (fund.from_week, fund.until_week) if 0 < moment < network.weeks}
    return list(pairwise(sorted(moments)))


def overlap(since: Floats, until: Floats, low: Floats, high: Floats) -> Floats:
    """Return how long each span [since, until) overlaps each span [low, high)."""
    return np.asarray(np.clip(np.minimum(until[:, None], high) - np.maximum(since[:, None], low), 0.0, None))


def whole_weeks(course: Course) -> int:
    """Return the weeks that a course touches."""
    return int(np.ceil(course.weeks - TINY))


def occupancy(network: Network, grid_weeks: int) -> Floats:
    """Return the weeks in training by course, by start week within the period, by periods later."""
    longest = max(whole_weeks(course) for course in network.courses)
    result = np.zeros((len(network.courses), grid_weeks, (grid_weeks + longest - 2) // grid_weeks + 1))
    for c, course in enumerate(network.courses):
        week = np.arange(whole_weeks(course))
        for start in range(grid_weeks):
            np.add.at(result[c, start], (start + week) // grid_weeks, np.clip(course.weeks - week, 0.0, 1.0))
    return result


def graduation(network: Network, grid_weeks: int) -> Floats:
    """Return 1 where graduates can start another course: by course, start week within the period, periods later."""
    longest = max(whole_weeks(course) for course in network.courses)
    result = np.zeros((len(network.courses), grid_weeks, (grid_weeks + longest - 1) // grid_weeks + 1))
    for c, course in enumerate(network.courses):
        for start in range(grid_weeks):
            result[c, start, (start + whole_weeks(course)) // grid_weeks] = 1.0
    return result


def programme(network: Network, grid_weeks: int = 1) -> tuple[LinearProgramme, Layout]:
    """Return the linear programme of a checked network, and where its columns and rows stand."""
    place = layout(network, grid_weeks)
    later = np.einsum("pnu,puk->pnk", place.shares, occupancy(network, grid_weeks)[place.course])
    matrix = joined([*capacity_blocks(place, later), *stock_blocks(place), *money_blocks(place, later)])
    gain, upper = np.zeros(place.columns), np.full(place.columns, np.inf)
    gain[: place.entries] = entry_gain(place).ravel()
    upper[: place.entries] = np.where(place.shares.any(axis=2).ravel(), np.inf, 0.0)
    return LinearProgramme.of(gain, (np.zeros(place.columns), upper), row_limits(place), matrix), place


def entry_gain(place: Layout) -> Floats:
    """Return what one soldier who enters counts (pairs, periods): the share trained then, less the two tie-breaks."""
    network = place.network
    weeks = np.array([course.weeks for course in network.courses])[place.course]
    trained = trained_shares(network)[place.course]
    cost = site_prices(place) * weeks
    start = np.arange(place.periods) * place.grid_weeks + place.shares @ np.arange(place.grid_weeks)
    late = (start + weeks[:, None]) / network.weeks
    dear = cost / max(cost.max(initial=0.0), TINY)
    return np.asarray(trained[:, None] * (1 - EARLIER * late - CHEAPER * dear[:, None]))


def trained_shares(network: Network) -> Floats:
    """Return for each course the share of those who enter who then count: they pass, and it was their last course."""
    passes = np.array([course.pass_share for course in network.courses])
    return np.asarray(passes * np.array(network.counted()))


def site_prices(place: Layout) -> Floats:
    """Return the EUR for one soldier and week of each pair."""
    return np.array([site.eur_per_soldier_week for site in place.network.sites])[place.site]


def entry_columns(place: Layout) -> Whole:
    """Return the column of each pair and period."""
    return np.arange(place.entries).reshape(len(place.site), place.periods)


def arrival_periods(place: Layout, later: int) -> tuple[Whole, NDArray[np.bool_]]:
    """Return the period that lies so many periods later, and whether it is within the horizon (periods, later)."""
    target = np.arange(place.periods)[:, None] + np.arange(later)
    return np.minimum(target, place.periods - 1), target < place.periods


def capacity_blocks(place: Layout, soldier_weeks: Floats) -> list[Entries]:
    """Return the rows of beds and instructors; `soldier_weeks` by pair, period of entry and periods later."""
    network, entry = place.network, entry_columns(place)[:, :, None]
    period, within = arrival_periods(place, soldier_weeks.shape[2])
    length = np.minimum(place.grid_weeks, network.weeks - period * place.grid_weeks)
    present = soldier_weeks * within / length
    teach = np.array([1 / course.soldiers_per_instructor for course in network.courses])[place.course][:, None, None]
    inside = np.array([site.inside for site in network.sites], bool)[place.site][:, None, None]
    bed = place.beds.start + place.site[:, None, None] * place.periods + period
    return [
        Entries.of(bed, entry, present),
        Entries.of(place.instructors.start + period, entry, present * teach),
        Entries.of(place.inside.start + period, entry, present * teach * inside),
    ]


def stock_blocks(place: Layout) -> list[Entries]:
    """Return the rows of waiting soldiers: stock - stock before + entries - graduates of the needed course."""
    network, entry = place.network, entry_columns(place)
    n = np.arange(place.periods)
    graduates = np.einsum("pnu,puk->pnk", place.shares, graduation(network, place.grid_weeks)[place.course])
    period, within = arrival_periods(place, graduates.shape[2])
    blocks = []
    for arc, (needed, course) in enumerate(place.arcs):
        row = place.waiting.start + arc * place.periods
        stock = place.entries + arc * place.periods
        blocks.append(Entries.of(row + n, stock + n, 1.0))
        blocks.append(Entries.of(row + n[1:], stock + n[:-1], -1.0))
        blocks.append(Entries.of(row + n, entry[place.course == course], 1.0))
        if needed >= 0:
            gives = place.course == needed
            share = network.courses[course].share_of_intake * network.courses[needed].pass_share
            blocks.append(Entries.of(row + period, entry[gives][:, :, None], -share * graduates[gives] * within))
    return blocks


def money_blocks(place: Layout, soldier_weeks: Floats) -> list[Entries]:
    """Return the rows of money in million EUR: costs of each stretch less what the funds give, and the funds."""
    period, within = arrival_periods(place, soldier_weeks.shape[2])
    eur = soldier_weeks * within * site_prices(place)[:, None, None] / MILLION
    cost = np.einsum("pnk,nks->pns", eur, place.stretches[period])
    fund, stretch = np.array(place.gifts, np.int64).reshape(-1, 2).T
    gift = place.entries + len(place.arcs) * place.periods + np.arange(len(fund))
    return [
        Entries.of(place.costs.start + np.arange(cost.shape[2]), entry_columns(place)[:, :, None], cost),
        Entries.of(place.costs.start + stretch, gift, -1.0),
        Entries.of(place.funds.start + fund, gift, 1.0),
    ]


def row_limits(place: Layout) -> tuple[Floats, Floats]:
    """Return the lower and upper limits of all rows."""
    network = place.network
    upper = np.zeros(place.funds.stop)
    upper[place.beds] = (np.array([site.beds for site in network.sites])[:, None] * place.open_share).ravel()
    upper[place.instructors] = network.people * place.mandate_share
    # Where everybody may teach inside, the row says nothing new; without a limit the price stays with all instructors.
    stays = network.people_inside < network.people
    upper[place.inside] = network.people_inside * place.mandate_share if stays else np.inf
    upper[place.waiting] = waiting_limits(place).ravel()
    upper[place.funds] = [fund.eur / MILLION for fund in network.funds]
    lower = np.full(place.funds.stop, -np.inf)
    lower[place.waiting] = upper[place.waiting]
    return lower, upper


def waiting_limits(place: Layout) -> Floats:
    """Return the soldiers who arrive for each arc and period: none where graduates of another course are the intake."""
    arrivals = np.zeros(place.periods * place.grid_weeks)
    arrivals[: place.network.weeks] = place.network.arrivals()
    by_period = arrivals.reshape(place.periods, place.grid_weeks).sum(axis=1)
    first = [place.network.courses[course].share_of_intake if needed < 0 else 0.0 for needed, course in place.arcs]
    return np.asarray(np.array(first)[:, None] * by_period)
