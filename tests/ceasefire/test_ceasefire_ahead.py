from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.ceasefire import Daily, Forecast, crps, daily, forecast
from placet.ceasefire.ahead import distribution
from placet.errors import UsageError
from placet.units import Range

FIRST = date(2025, 1, 1)
NAN = float("nan")


def sure(mean: float, excess: float = 0.0) -> Forecast:
    return Forecast(FIRST, FIRST + timedelta(days=7), mean, excess, Range.point(mean))


@given(st.floats(0, 400), st.floats(0, 3))
def test_distribution_has_the_mean_and_the_variance_that_it_says(mean: float, excess: float) -> None:
    share = np.diff(distribution(mean, excess), prepend=0.0)
    k = np.arange(len(share))
    assert 1.0 == pytest.approx(share.sum(), abs=1e-4)
    assert mean == pytest.approx((share * k).sum(), rel=2e-3, abs=1e-6)


def test_distribution_is_the_printed_one() -> None:
    poisson = [math.exp(-3) * 3**k / math.factorial(k) for k in range(4)]
    assert np.cumsum(poisson) == pytest.approx(distribution(3.0, 0.0)[:4])
    geometric = [0.25 * 0.75**k for k in range(4)]
    assert np.cumsum(geometric) == pytest.approx(distribution(3.0, 1.0)[:4])


@given(st.integers(0, 3000))
def test_score_of_a_sure_zero_is_the_absolute_error(came: int) -> None:
    assert came == crps(sure(0.0), came)


def test_score_of_a_fair_coin_between_0_and_1() -> None:
    """P(0) = P(1) = 1/2 would score 1/4; the geometric law with mean 1 adds its tail: sum of 4^-k for k from 1 on."""
    assert 1 / 3 == pytest.approx(crps(sure(1.0, 1.0), 0.0))


@given(st.floats(1, 300), st.floats(0, 2), st.integers(0, 900))
def test_score_is_least_near_the_truth(mean: float, excess: float, came: int) -> None:
    assert 0 <= crps(sure(mean, excess), came) <= crps(sure(mean, excess), came + 3 * mean + 50) + 1e-9


def test_steady_counts_are_foretold_narrowly_and_wild_ones_widely() -> None:
    steady = forecast(Daily(FIRST, np.full(400, 100.0)), date(2030, 1, 1))
    wild = forecast(Daily(FIRST, np.tile([0.0] * 20 + [210.0] * 20, 10)), date(2030, 1, 1))
    assert steady is not None
    assert wild is not None
    assert 700 == pytest.approx(steady.mean)
    assert (date(2026, 2, 5), date(2026, 2, 12)) == (steady.since, steady.until)
    assert steady.total.high - steady.total.low < 0.5 * 700 < wild.total.high - wild.total.low


def test_recent_days_weigh_more() -> None:
    said = forecast(Daily(FIRST, np.array([0.0] * 14 + [10.0] * 14)), date(2030, 1, 1))
    assert said is not None
    fast, slow = (1 - 2**-2) / (1 - 2**-4), (1 - 2 ** (-14 / 21)) / (1 - 2 ** (-28 / 21))
    assert 70 * (fast + slow) / 2 == pytest.approx(said.mean)


def test_too_little_observed_gives_no_forecast() -> None:
    assert forecast(Daily(FIRST, np.full(50, NAN)), date(2030, 1, 1)) is None
    assert forecast(Daily(FIRST, np.full(13, 5.0)), date(2030, 1, 1)) is None
    assert forecast(Daily(FIRST, np.array([5.0, NAN] * 14)), date(2030, 1, 1)) is not None
    with pytest.raises(UsageError, match="looks at least one day ahead, not 0"):
        forecast(Daily(FIRST, np.full(50, 5.0)), date(2030, 1, 1), 0)


@settings(deadline=None)
@given(st.lists(st.one_of(st.integers(0, 60).map(float), st.just(NAN)), min_size=1, max_size=90), st.data())
def test_nothing_after_the_day_changes_the_forecast(counts: list[float], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(counts)))
    as_of = FIRST + timedelta(days=cut - 1)
    then = forecast(Daily(FIRST, np.array(counts[:cut])), as_of)
    assert then == forecast(Daily(FIRST, np.array(counts)), as_of)


def scores(series: Daily) -> tuple[float, float]:
    """Return the mean score over that of last week's sum, and how often the interval held, week by week."""
    week, told, naive, held = timedelta(days=7), [], [], []
    day = series.first + timedelta(days=60)
    while day + week < series.until:
        last = series.between(day - week + timedelta(days=1), day + timedelta(days=1)).counts.sum()
        came = series.between(day + timedelta(days=1), day + week + timedelta(days=1)).counts.sum()
        said = forecast(series, day)
        if said is not None and not np.isnan(last + came):
            told.append(crps(said, came))
            naive.append(abs(came - last))
            held.append(said.total.low <= came <= said.total.high)
        day += week
    return float(np.mean(told) / np.mean(naive)), float(np.mean(held))


@pytest.mark.parametrize(
    ("table", "count", "span", "missing", "most"),
    [
        ("ged_ukraine_daily", "deaths", (date(2014, 1, 22), date(2022, 2, 24)), "zero", 0.62),
        ("ged_ukraine_daily", "events", (date(2014, 1, 22), date(2022, 2, 24)), "zero", 0.72),
        ("strikes_daily", "launched", (date(2022, 9, 28), date(2026, 4, 6)), "unknown", 0.72),
    ],
)
def test_forecast_beats_last_week(
    events: Callable[[str, str, str], dict[date, float]],
    table: str,
    count: str,
    span: tuple[date, date],
    missing: str,
    most: float,
) -> None:
    ratio, held = scores(daily(events(table, "day", count), *span, missing=missing))  # type: ignore[arg-type]
    assert ratio <= most
    assert 0.88 <= held <= 0.97
