"""Proportional hazards with a piecewise constant hazard, and the scores of survival forecasts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.ceasefire import at_days, brier_weights, concordance, hazards, kaplan_meier, squared_errors
from placet.ceasefire.hazards import CUTS, exposures
from placet.errors import UsageError


def test_the_days_are_spent_in_the_spans() -> None:
    assert [[7, 23, 10, 0, 0, 0, 0, 0]] == exposures(np.array([40.0])).tolist()
    assert 10_000 == exposures(np.array([10_000.0])).sum()


def test_without_covariates_the_hazard_is_failures_over_days() -> None:
    # Four spells: 3, 5, 20 and 20 days; failures on day 5 and day 20. 7+7+5+3 days in the first span, 26 in the second.
    found = hazards([3, 5, 20, 20], [False, True, True, False], np.zeros((4, 0)))
    assert pytest.approx((1 / 22, 1 / 26), rel=1e-4) == tuple(np.exp(found.log_hazards[:2]))


def test_one_binary_covariate_gives_the_ratio_of_the_rates() -> None:
    days, failed = np.array([5.0] * 40 + [6.0] * 40), np.array([1] * 20 + [0] * 20 + [1] * 5 + [0] * 35)
    found = hazards(days, failed, np.repeat([[0.0], [1.0]], 40, axis=0), ridge=1e-9)
    assert pytest.approx((5 / 240) / (20 / 200), rel=1e-6) == np.exp(found.effects[0])
    # The deviation of a log ratio of two Poisson counts.
    assert pytest.approx(np.sqrt(1 / 5 + 1 / 20), rel=1e-3) == found.deviations[0]


def test_the_ridge_keeps_an_effect_finite_where_one_group_never_failed() -> None:
    found = hazards([5] * 20, [1] * 10 + [0] * 10, np.repeat([[0.0], [1.0]], 10, axis=0))
    assert -5 < found.effects[0] < -0.5


def test_without_losses_the_brier_score_is_the_mean_squared_error() -> None:
    by = brier_weights([10, 400, 500, 30], [True] * 4, [365])
    assert pytest.approx((0.25 + 0.25 + 0.25 + 0.25) / 4) == squared_errors(np.full((4, 1), 0.5), by).mean()
    assert 0 == squared_errors(np.array([[0.0], [1.0], [1.0], [0.0]]), by).mean()


def test_what_is_lost_from_sight_is_made_up_for() -> None:
    # Half of those at risk are lost on day 100: each that is followed to the end counts twice.
    by = brier_weights([100, 100, 400, 500], [False, False, True, True], [365])
    assert [0, 0, 2, 2] == by.weights[:, 0].tolist()


def test_concordance_counts_pairs_in_the_right_order() -> None:
    assert 1.0 == concordance([1, 2, 3], [1, 1, 0], [3, 2, 1])
    assert 0.0 == concordance([1, 2, 3], [1, 1, 0], [1, 2, 3])
    assert 0.5 == concordance([1, 2, 3], [1, 1, 0], [1, 1, 1])


def test_a_curve_is_whole_before_the_first_failure() -> None:
    assert [1.0, 0.5, 0.5] == at_days(kaplan_meier([2, 3], [True, False]), [1, 2, 9]).tolist()


def test_nothing_to_learn_from_is_refused() -> None:
    with pytest.raises(UsageError, match="at least one spell"):
        hazards([], [], np.zeros((0, 1)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3_000), st.booleans(), st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0])),
        min_size=1,
        max_size=60,
    )
)
def test_survival_falls_from_one_and_a_higher_risk_falls_faster(rows: list[tuple[int, bool, float, float]]) -> None:
    days, failed, a, b = (np.array(column) for column in zip(*rows, strict=True))
    found = hazards(days, failed, np.column_stack([a, b]))
    chances = found.survival([[0, 0], [1, 0]], [0, 1, *CUTS[1:], 4_000])
    assert (chances[:, 0] == 1).all()
    assert (np.diff(chances, axis=1) <= 1e-12).all()
    riskier = int(found.effects[0] > 0)
    assert (chances[riskier] <= chances[1 - riskier] + 1e-12).all()
