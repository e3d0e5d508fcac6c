"""The chance that a reading is met by a day, and that it then holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.ceasefire import Prospect, base_rates, chance_a_year, completed, opening, survival
from placet.ceasefire.prospect import at_quantile, even, first_met, halton, one_draw
from placet.ceasefire.rates import beta_range
from placet.errors import UsageError
from placet.units import Range

NOTHING = Range.point(0.0)
WAITING = Prospect(
    days_needed=90,
    day=0,
    met=False,
    age_days=None,
    ends_in_days=None,
    agreement_a_year=Range.point(0.3),
    within_limits=Range.point(1.0),
    lull_a_year=NOTHING,
    completing=NOTHING,
    classes=("truce",),
)


def test_it_is_not_met_before_an_agreement_could_have_lasted_long_enough() -> None:
    found = opening(WAITING, 400)
    assert NOTHING == found.by(90)
    assert found.by(91).mid > 0


def test_without_failures_it_is_the_wait_for_an_agreement_and_then_its_days() -> None:
    # 82 treaties of ETH/PRIO: not one had failed within 14 days.
    found = opening(replace(WAITING, days_needed=7, classes=("definitive",)), 372)
    assert pytest.approx(1 - 0.7 ** (365 / 365.25), abs=1e-9) == found.by(372).mid


def test_a_running_agreement_is_completed_as_often_as_its_class_lasts_on() -> None:
    running = replace(WAITING, day=30, age_days=30, agreement_a_year=NOTHING)
    want = survival("truce", 30, 60)
    found = opening(running, 200)
    assert NOTHING == found.by(59)
    assert pytest.approx(want.mid, abs=0.01) == found.by(60).mid
    assert found.by(60) == found.by(200)
    assert want.low - 0.05 < found.by(60).low < found.by(60).high < want.high + 0.05


def test_staying_within_the_limits_is_asked_for_the_days_that_are_left() -> None:
    running = replace(WAITING, day=45, age_days=400, agreement_a_year=NOTHING, within_limits=Range.point(0.25))
    whole = replace(running, within_limits=Range.point(1.0))
    assert pytest.approx(0.5) == opening(running, 60).by(45).mid / opening(whole, 60).by(45).mid


def test_an_agreement_that_ends_before_the_days_are_full_does_not_count() -> None:
    short = replace(WAITING, day=1, age_days=1, ends_in_days=2, agreement_a_year=NOTHING)
    assert NOTHING == opening(short, 400).by(400)
    followed = opening(replace(short, agreement_a_year=Range.point(0.3)), 400)
    assert 0 < followed.by(400).mid < opening(WAITING, 400).by(400).mid


def test_met_today_is_met() -> None:
    assert Range.point(1.0) == opening(replace(WAITING, met=True), 10).by(0)


def test_how_long_it_holds_starts_with_the_days_already_lasted() -> None:
    assert pytest.approx(survival("truce", 90, 365).mid, abs=0.02) == opening(WAITING, 400).holding(365).mid


def test_the_hazard_goes_on_beyond_the_table() -> None:
    found = opening(replace(WAITING, days_needed=3_000), 1_826)
    assert 0 < found.holding(1_826).low < found.holding(600).low


def test_a_lull_needs_no_agreement() -> None:
    lull = replace(WAITING, agreement_a_year=NOTHING, lull_a_year=Range.point(0.5))
    assert pytest.approx(0.5, abs=0.001) == opening(lull, 366).by(365).mid
    running = replace(lull, lull_a_year=NOTHING, day=5, days_needed=7, completing=Range.point(0.25))
    assert pytest.approx(0.25) == opening(running, 10).by(2).mid


def test_runs_of_the_past_say_how_often_a_run_is_completed() -> None:
    # Runs of 3, 1, 5 and 2 days, and one that goes on today.
    quiet = np.array([1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1], dtype=np.bool_)
    assert pytest.approx(2.5 / 4) == completed(quiet, 2, 3).mid
    assert NOTHING == completed(quiet, 0, 3)


def test_a_rate_that_was_never_seen_is_not_zero() -> None:
    # Gamma(1/2) after 4.23 years: medians and tails of a chi-square with one degree of freedom, halved.
    found = chance_a_year(0, 4.23)
    assert pytest.approx(1 - np.exp(-0.4549364 / 2 / 4.23), abs=1e-4) == found.mid
    assert pytest.approx(1 - np.exp(-3.8414588 / 2 / 4.23), abs=1e-4) == found.high


def test_the_beta_interval_is_the_published_one() -> None:
    # Jeffreys' 90 % interval of 4 in 37 (scipy.stats.beta 4.5, 33.5): 0.0461 to 0.2137.
    found = beta_range(4.5, 33.5)
    assert pytest.approx((0.0461, 0.1184, 0.2137), abs=5e-4) == (found.low, found.mid, found.high)


def test_a_chance_is_drawn_so_that_nine_in_ten_lie_in_its_interval() -> None:
    chance = Range(0.05, 0.2, 0.4)
    assert pytest.approx((0.05, 0.4)) == (at_quantile(chance, 0.05), at_quantile(chance, 0.95))
    assert (64, 5) == halton(64, 5).shape
    assert [0.5, 0.25, 0.75] == halton(3, 1)[:, 0].tolist()


def test_the_points_lean_to_no_side():
    """Each coordinate has one point in each 64th, so its mean is a half."""
    points = even(halton(64, 5))
    assert [0.5] * 5 == pytest.approx(points.mean(axis=0).tolist())
    assert all(np.array_equal(np.sort(column), (np.arange(64) + 0.5) / 64) for column in points.T)


def test_the_middle_is_the_mean_over_the_intervals():
    """As that of many random points through the same intervals."""
    random = np.random.default_rng(1).random((3000, 5))
    many = first_met(WAITING, [one_draw(WAITING, point, 365) for point in random], 365)[365]
    error = float(many.std()) / 3000**0.5
    assert many.mean() == pytest.approx(opening(WAITING, 365).by(365).mid, abs=4 * error)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"classes": ("peace",)}, "there is no class of ceasefire 'peace'"),
        ({"classes": ()}, "there is no class of ceasefire ''"),
        ({"within_limits": Range(0.5, 0.4, 0.9)}, "a chance lies between 0 and 1"),
        ({"days_needed": 0}, "needs at least one day"),
    ],
)
def test_what_makes_no_sense_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        replace(WAITING, **change)  # type: ignore[arg-type]


chances = st.floats(0, 1).map(Range.point)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 200), st.integers(0, 250), st.none() | st.integers(0, 900), st.none() | st.integers(0, 90),
    chances, chances, chances, chances, st.sampled_from(sorted(base_rates())),
)  # fmt: skip
def test_chances_are_chances_and_run_one_way(
    days_needed: int, day: int, age: int | None, ends: int | None,
    onset: Range, limits: Range, lull: Range, completing: Range, class_: str,
) -> None:  # fmt: skip
    prospect = Prospect(
        days_needed, min(day, days_needed), False, age, ends, onset, limits, lull, completing, (class_,)
    )
    found = opening(prospect, 300)
    for rows in (found.met, found.holds):
        assert ((rows >= -1e-9) & (rows <= 1 + 1e-9)).all()
        assert (rows[0] <= rows[1] + 1e-9).all()
        assert (rows[1] <= rows[2] + 1e-9).all()
    assert (np.diff(found.met, axis=1) >= -1e-9).all()
    assert (np.diff(found.holds, axis=1) <= 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 0.9), st.floats(0.01, 0.05), st.integers(1, 120))
def test_more_agreements_and_fewer_days_open_it_sooner(onset: float, more: float, days: int) -> None:
    few = opening(replace(WAITING, agreement_a_year=Range.point(onset), days_needed=days), 300)
    many = opening(replace(WAITING, agreement_a_year=Range.point(onset + more), days_needed=days), 300)
    longer = opening(replace(WAITING, agreement_a_year=Range.point(onset), days_needed=days + 5), 300)
    assert (many.met >= few.met - 1e-9).all()
    assert (longer.met <= few.met + 1e-9).all()
