from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.ceasefire import Daily, Trend, trend

FIRST = date(2024, 1, 1)
NAN = float("nan")


def of(counts: list[float], window_days: int = 7, **more: str) -> Trend:
    return trend(Daily(FIRST, np.array(counts)), date(2030, 1, 1), window_days, **more)  # type: ignore[arg-type]


def test_sums_of_three_windows() -> None:
    counts = [10.0] * 7 + [0.0] * 351 + [2.0] * 7 + [4.0] * 7
    said = of(counts)
    assert Trend(28.0, 14.0, 70.0, FIRST + timedelta(days=372), "rising") == said


@pytest.mark.parametrize(
    ("before", "last", "direction"),
    [
        (20.0, 24.0, "steady"),
        (100.0, 120.0, "rising"),
        (100.0, 80.0, "falling"),
        (4.0, 5.0, "steady"),
        (0.0, 0.0, "steady"),
    ],
    ids=["within noise", "up", "down", "few, so noise", "nothing at all"],
)
def test_direction_needs_more_than_a_tenth_and_more_than_noise(before: float, last: float, direction: str) -> None:
    assert direction == of([before] * 7 + [last] * 7).direction


def test_a_sure_but_small_change_is_steady() -> None:
    assert "steady" == of([10_000.0] * 7 + [10_900.0] * 7).direction


def test_scattered_counts_need_a_larger_change() -> None:
    assert "steady" == of([10, 300, 20, 250, 5, 90, 25.0, 30, 420, 60, 310, 2, 100, 41.0]).direction


def test_windows_end_with_the_last_observed_day() -> None:
    assert date(2024, 1, 15) == of([1.0] * 14 + [NAN] * 30).until


def test_a_window_with_a_fifth_unobserved_has_a_sum_and_one_with_less_has_none() -> None:
    assert 12 == of([2.0] * 8 + [NAN] + [2.0] * 5).last
    said = of([2.0] * 8 + [NAN, NAN] + [2.0] * 4)
    assert said.last is None
    assert "unknown" == said.direction


def test_nothing_observed_is_unknown() -> None:
    assert Trend(None, None, None, None, "unknown") == of([NAN] * 30)


def test_change_is_the_level_at_both_ends_and_tolerates_missing_days() -> None:
    levels = list(np.cumsum([0.0] + [1.0] * 14 + [3.0] * 7))
    levels[14] = NAN
    said = of(levels, measure="change")
    assert 22 == said.last
    assert 6 == said.before
    assert "rising" == said.direction


def test_change_is_missing_when_no_level_lies_near() -> None:
    levels = [100.0] * 8 + [NAN] * 4 + [120.0] * 7
    assert of(levels, measure="change").last is None


@given(st.lists(st.one_of(st.integers(0, 99).map(float), st.just(NAN)), min_size=1, max_size=60), st.data())
def test_nothing_after_the_day_changes_the_trend(counts: list[float], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(counts)))
    as_of = FIRST + timedelta(days=cut - 1)
    for measure in ("sum", "change"):
        whole = trend(Daily(FIRST, np.array(counts)), as_of, 7, measure)
        assert trend(Daily(FIRST, np.array(counts[:cut])), as_of, 7, measure) == whole
