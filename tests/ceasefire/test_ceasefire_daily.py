from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from placet.ceasefire import Daily, daily
from placet.errors import UsageError

FIRST = date(2025, 5, 5)


def test_day_without_a_row_is_unobserved_or_zero_as_the_table_says() -> None:
    rows = {date(2025, 5, 5): 118.0, date(2025, 5, 7): 218.0}
    until = date(2025, 5, 8)
    np.testing.assert_array_equal([118, np.nan, 218], daily(rows, FIRST, until).counts)
    np.testing.assert_array_equal([118, 0, 218], daily(rows, FIRST, until, missing="zero").counts)


def test_rows_outside_the_observed_span_are_left_out() -> None:
    series = daily({date(2025, 5, 4): 9.0, date(2025, 5, 8): 9.0}, FIRST, date(2025, 5, 8), missing="zero")
    assert 0 == series.counts.sum()
    assert date(2025, 5, 8) == series.until


def test_observation_that_runs_backwards_is_refused() -> None:
    with pytest.raises(UsageError, match="ends on 2025-05-04, before it starts on 2025-05-05; swap the two days"):
        daily({}, FIRST, date(2025, 5, 4))


def test_what_is_known_on_a_day_ends_the_lag_before_it() -> None:
    series = Daily(FIRST, np.arange(10.0))
    assert date(2025, 5, 10) == series.as_known(date(2025, 5, 12), lag_days=3).until
    assert 10 == len(series.as_known(date(2026, 1, 1), lag_days=3))
    assert 0 == len(series.as_known(date(2025, 5, 4), lag_days=0))
    assert 1 == len(series.as_known(FIRST, lag_days=0))


def test_between_fills_the_outside_with_unobserved_days() -> None:
    series = Daily(FIRST, np.array([1.0, 2.0])).between(date(2025, 5, 4), date(2025, 5, 8))
    np.testing.assert_array_equal([np.nan, 1, 2, np.nan], series.counts)
    np.testing.assert_array_equal([False, True, True, False], series.observed)
    assert date(2025, 5, 6) == series.last_observed


def test_counts_cannot_be_changed_from_inside_or_outside() -> None:
    mine = np.array([1.0, 2.0])
    series = Daily(FIRST, mine)
    mine[0] = 99
    assert 1 == series.counts[0]
    with pytest.raises(ValueError, match="read-only"):
        series.counts[0] = 5


@pytest.mark.parametrize("counts", [[[1.0]], [np.inf]])
def test_counts_must_be_one_row_of_numbers(counts: list[float]) -> None:
    with pytest.raises(UsageError, match="daily counts from 2025-05-05 must be one row of numbers"):
        Daily(FIRST, np.array(counts))
