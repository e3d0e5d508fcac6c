from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.ceasefire.rates import chance_below, chance_higher, excess, gamma_cdf, gamma_quantile


def poisson_tail(shape: int, x: float) -> float:
    """Return P(X <= x) of a gamma distribution with a whole shape: that of `shape` Poisson events or more."""
    return 1 - math.fsum(math.exp(k * math.log(x) - x - math.lgamma(k + 1)) for k in range(shape))


@given(st.integers(1, 3000), st.floats(-4, 4))
def test_gamma_cdf_is_the_exact_poisson_sum(shape: int, deviations: float) -> None:
    x = max(0.01, shape + deviations * math.sqrt(shape))
    assert poisson_tail(shape, x) == pytest.approx(float(gamma_cdf(shape, x)), abs=1e-10)


@given(st.floats(0.001, 30))
def test_gamma_cdf_of_one_half_is_the_error_function(x: float) -> None:
    assert math.erf(math.sqrt(x)) == pytest.approx(float(gamma_cdf(0.5, x)), abs=1e-12)


def test_gamma_cdf_at_its_ends_and_over_arrays() -> None:
    np.testing.assert_allclose([0.0, 1 - math.exp(-1), 1.0], gamma_cdf(1.0, [0.0, 1.0, 1e6]), atol=1e-12)


@given(st.floats(0.5, 500), st.floats(0.01, 0.99))
def test_quantile_turns_the_cdf_round(shape: float, chance: float) -> None:
    assert chance == pytest.approx(float(gamma_cdf(shape, gamma_quantile(shape, chance))), abs=1e-9)


def test_excess_dispersion_by_moments() -> None:
    assert 0.0 == excess(np.array([np.nan, 3.0]))
    assert 0.0 == excess(np.zeros(9))
    assert 0.0 == excess(np.array([5.0, 5.0, 5.0, np.nan]))
    assert 4.0 == excess(np.array([0.0] * 20 + [70.0]))
    counts = np.array([0.0, 10.0] * 50)
    assert (counts.var(ddof=1) - 5) / 25 == pytest.approx(excess(counts))


@given(st.floats(0.1, 50), st.integers(0, 500), st.integers(1, 60), st.floats(0, 3))
def test_more_incidents_make_a_low_rate_less_likely(limit: float, total: int, days: int, scatter: float) -> None:
    fewer, more = chance_below(limit, [total, total + 1], days, scatter)
    assert 0 <= more <= fewer <= 1


def test_overdispersion_makes_less_sure() -> None:
    assert chance_below(10.0, 35.0, 7.0, 0.0) > 0.99
    assert 0.6 < chance_below(10.0, 35.0, 7.0, 2.0) < 0.9


@pytest.mark.parametrize("scatter", [0.0, 1.0])
def test_of_two_equal_records_each_is_higher_in_half_of_the_cases(scatter: float) -> None:
    same = np.array([12.0])
    assert 0.5 == pytest.approx(float(chance_higher(same, same, same, same, scatter)[0]), abs=1e-3)


def test_chance_of_a_higher_rate_agrees_with_draws() -> None:
    random = np.random.default_rng(1)
    draws = random.gamma(20.5, 1 / 28, 400_000) > random.gamma(12.5, 1 / 28, 400_000)
    chance = chance_higher(np.array([20.0]), np.array([28.0]), np.array([12.0]), np.array([28.0]), 0.0)
    assert draws.mean() == pytest.approx(float(chance[0]), abs=0.004)


def test_any_record_is_higher_than_a_nearly_empty_one_with_full_exposure() -> None:
    chance = chance_higher(np.array([500.0]), np.array([28.0]), np.array([0.0]), np.array([28.0]), 0.0)
    assert 1.0 == pytest.approx(float(chance[0]), abs=1e-9)
