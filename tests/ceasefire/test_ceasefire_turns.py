from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.ceasefire import Daily, change_points, daily, turns


def cost(levels: np.ndarray, places: tuple[int, ...], penalty: float) -> float:
    edges = [0, *places, len(levels)]
    parts = [levels[a:b] for a, b in itertools.pairwise(edges)]
    return sum(float(((p - p.mean()) ** 2).sum()) for p in parts) + penalty * len(places)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 6).map(float), min_size=1, max_size=10),
    st.sampled_from([0.5, 2.0, 8.0]),
    st.integers(1, 4),
)
def test_no_other_segments_are_cheaper(levels: list[float], penalty: float, least: int) -> None:
    x = np.array(levels)
    found = change_points(x, penalty, least)
    places = range(1, len(x))
    others = (
        cut
        for count in range(len(x))
        for cut in itertools.combinations(places, count)
        if all(b - a >= least for a, b in itertools.pairwise([0, *cut, len(x)]))
    )
    best = min((cost(x, cut, penalty) for cut in others), default=cost(x, (), penalty))
    assert best == pytest.approx(cost(x, found, penalty), abs=1e-9)


def test_a_step_is_found_where_it_is() -> None:
    assert (30,) == change_points([1.0] * 30 + [3.0] * 30, penalty=3.0)
    assert () == change_points([1.0] * 60, penalty=3.0)
    assert () == change_points([], penalty=3.0)


def test_unobserved_days_are_left_out_and_later_ones_do_not_matter() -> None:
    counts = np.array([50.0] * 20 + [np.nan] * 5 + [2.0] * 20 + [90.0] * 20)
    found = turns(Daily(date(2020, 7, 1), counts), date(2020, 8, 14))
    assert [date(2020, 7, 26)] == [turn.day for turn in found]
    assert (50.0, 2.0) == pytest.approx((found[0].before_per_day, found[0].after_per_day))


RUPTURES = [
    *(23, 30, 80, 87, 100, 108, 120, 170, 227, 235, 272, 279, 286, 321, 356, 393, 479, 512, 538, 584, 621, 1103, 1111),
    *(2374, 2586, 2670, 2948),
]
"""ruptures 1.1, KernelCPD(kernel="linear", min_size=7), penalty 3, on log(1 + deaths) of the same table."""


def test_eight_years_of_deaths_turn_where_ruptures_says(events: Callable[[str, str, str], dict[date, float]]) -> None:
    rows = events("ged_ukraine_daily", "day", "deaths")
    series = daily(rows, date(2014, 1, 22), date(2022, 2, 24), missing="zero")
    found = turns(series, date(2022, 2, 23))
    assert RUPTURES == [(turn.day - series.first).days for turn in found]
    truces = (date(2014, 9, 5), date(2015, 2, 15), date(2015, 9, 1), date(2020, 7, 27))
    assert [1, 4, -3, -4] == [min(((t.day - truce).days for t in found), key=abs) for truce in truces]
