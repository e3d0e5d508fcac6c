from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.ceasefire import Daily, Standing, Terms, Truce, daily, standing

FIRST = date(2025, 1, 1)
START = FIRST + timedelta(days=28)
TRUCE = Truce(START)
NAN = float("nan")


def after(
    counts: list[float], truce: Truce = TRUCE, truces: tuple[Truce, ...] = (), terms: Terms | None = None
) -> Standing:
    """Return the standing on the last day of these counts, which follow 28 days with 20 incidents each."""
    series = Daily(FIRST, np.array([20.0] * 28 + counts))
    return standing(truce, series, START + timedelta(days=len(counts) - 1), truces, terms=terms)


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ([0.0] * 7, "strong"),
        ([8.0] * 7, "in force"),
        ([10.0] * 7, "declared"),
        ([20.0] * 13, "declared"),
        ([20.0] * 14, "collapsed"),
        ([0.0] * 5 + [NAN] * 2, "unknown"),
        ([NAN] * 30, "unknown"),
        ([20.0] * 14 + [0.0] * 30, "collapsed"),
    ],
    ids=[
        "none",
        "less than half",
        "about half",
        "one week and six days",
        "two weeks",
        "the feed dies",
        "never seen",
        "it stays",
    ],
)
def test_status(counts: list[float], status: str) -> None:
    said = after(counts)
    assert status == said.status
    assert status == said.spells[-1][2]


def test_level_and_chances() -> None:
    said = after([8.0] * 7)
    assert 20.0 == said.before_per_day
    assert said.level is not None
    assert 8.0 == pytest.approx(said.level.mid, abs=0.1)
    assert said.level.low < 7 < 9 < said.level.high
    assert 0.95 < said.chance_in_force < 1 > said.chance_broken + said.chance_in_force - 1e-9
    assert said.chance_strong < 0.05
    assert (True, False) == (said.violated, said.major)
    assert False is after([0.0] * 7).violated
    assert after([20.0] * 7, terms=Terms(major_per_week=25)).major


def test_collapse_is_dated_by_the_day_on_which_it_could_be_said() -> None:
    assert START + timedelta(days=31) == after([0.0] * 20 + [20.0] * 20).collapsed_on


def test_not_yet_or_never_in_force_is_undeclared() -> None:
    series = Daily(FIRST, np.zeros(60))
    assert "undeclared" == standing(TRUCE, series, START - timedelta(days=1)).status
    assert "undeclared" == standing(replace(TRUCE, declared_by="not in force"), series, START).status


def test_end_of_term_is_no_collapse() -> None:
    brief = replace(TRUCE, until=START + timedelta(days=10))
    assert "expired" == after([0.0] * 12, brief).status
    assert "strong" == after([0.0] * 10, brief).status
    assert "replaced" == after([0.0] * 12, brief, (Truce(START + timedelta(days=10)),)).status
    assert "ended" == after([0.0] * 12, replace(brief, ended=START + timedelta(days=9))).status
    assert "collapsed" == after([30.0] * 30, replace(TRUCE, until=START + timedelta(days=20))).status


def test_slow_decay_is_eroding() -> None:
    said = after([1.0] * 100 + [4.0] * 40)
    assert "eroding" == said.status
    assert said.chance_eroding is not None
    assert said.chance_eroding > 0.99
    assert after([1.0] * 60).chance_eroding is None


def test_durable_needs_time_survived_and_a_class_that_lasts() -> None:
    assert "strong" == after([1.0] * 150).status
    assert "durable" == after([1.0] * 150, terms=Terms(class_="treaty")).status
    assert "strong" == after([1.0] * 89, terms=Terms(class_="treaty")).status
    assert "durable" == after([1.0] * 400).status


def test_partial_truce_is_judged_in_its_own_series() -> None:
    assert "strong" == after([0.0] * 7, replace(TRUCE, general=False)).status


def test_level_before_is_raised_to_where_half_is_three_a_week() -> None:
    quiet = Daily(FIRST, np.zeros(28 + 7))
    assert 6 / 7 == pytest.approx(standing(TRUCE, quiet, START + timedelta(days=6)).before_per_day)


def test_unknown_level_before_leaves_it_unknown() -> None:
    series = Daily(START, np.zeros(7))
    assert "unknown" == standing(TRUCE, series, START + timedelta(days=6)).status
    assert "strong" == standing(TRUCE, series, START + timedelta(days=6), before_per_day=20.0).status


COUNTS = st.lists(st.one_of(st.integers(0, 40).map(float), st.just(NAN)), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(COUNTS, COUNTS, st.integers(0, 80))
def test_nothing_after_the_day_matters(counts: list[float], later: list[float], ended: int) -> None:
    as_of = START + timedelta(days=len(counts) - 1)
    truce = replace(TRUCE, ended=as_of + timedelta(days=1 + ended))
    series = Daily(FIRST, np.array([20.0] * 28 + counts))
    longer = Daily(FIRST, np.array([20.0] * 28 + counts + later))
    renewed = Truce(as_of + timedelta(days=1))
    assert standing(TRUCE, series, as_of) == standing(truce, longer, as_of, [renewed])


@settings(max_examples=40, deadline=None)
@given(COUNTS)
def test_what_was_too_little_observed_is_never_in_force(counts: list[float]) -> None:
    said = after(counts)
    window = counts[-7:]
    if sum(c == c for c in window) < 0.8 * len(window) and said.status != "collapsed":
        assert "unknown" == said.status


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.integers(0, 10))
def test_fewer_incidents_make_it_likelier_to_be_in_force(counts: list[float], fewer: int) -> None:
    said, calmer = after(counts), after([max(0.0, c - fewer) if c == c else c for c in counts])
    assert said.chance_in_force <= calmer.chance_in_force + 1e-12
    assert said.chance_strong <= said.chance_in_force + 1e-12
    if calmer.status == "collapsed":
        assert "collapsed" == said.status


@settings(max_examples=40, deadline=None)
@given(COUNTS)
def test_spells_follow_one_another_from_the_first_day(counts: list[float]) -> None:
    said = after(counts)
    assert START == said.spells[0][0]
    assert said.day + timedelta(days=1) == said.spells[-1][1]
    assert all(a[1] == b[0] and a[2] != b[2] for a, b in zip(said.spells, said.spells[1:], strict=False))


Cases = Callable[[str, str], dict[date, float]]


@pytest.fixture(scope="module")
def ukraine(cases: Cases) -> Daily:
    rows = cases("ged_ukraine_precise_daily", "deaths")
    return daily(rows, date(2014, 1, 22), date(2022, 2, 24), missing="zero")


@pytest.fixture(scope="module")
def donbas(cases: Cases) -> Daily:
    """Return the violations without live-fire exercises; only a third of the days was transcribed."""
    exercises = cases("osce_donbas_daily", "exercises")
    rows = {day: seen - exercises[day] for day, seen in cases("osce_donbas_daily", "violations").items()}
    return daily(rows, date(2020, 7, 27), date(2022, 2, 21))


def first_weeks_against_before(series: Daily, start: date) -> float:
    """Return the sum of days 1 to 28 after the first over that of the 28 days before it."""
    month, day = timedelta(days=28), timedelta(days=1)
    return float(
        series.between(start + day, start + day + month).counts.sum()
        / series.between(start - month, start).counts.sum()
    )


def test_minsk_one_is_in_force_and_violated(ukraine: Daily) -> None:
    minsk = Truce(date(2014, 9, 5))
    assert 0.15 == pytest.approx(first_weeks_against_before(ukraine, minsk.since), abs=0.005)
    week = standing(minsk, ukraine, date(2014, 9, 11), terms=Terms(major_per_week=25))
    assert week.major
    assert "strong" == standing(minsk, ukraine, date(2014, 9, 12)).status
    assert "in force" == standing(minsk, ukraine, date(2014, 9, 30)).status
    assert "strong" == standing(minsk, ukraine, date(2015, 1, 8)).status
    assert standing(minsk, ukraine, date(2015, 1, 17)).collapsed_on is None


def test_january_2015_is_never_in_force_and_collapses(ukraine: Daily) -> None:
    january = Truce(date(2015, 1, 18))
    assert 5.5 == pytest.approx(first_weeks_against_before(ukraine, january.since), abs=0.05)
    said = standing(january, ukraine, date(2015, 2, 14))
    assert ["declared", "collapsed"] == [status for _, _, status in said.spells]
    assert date(2015, 1, 31) == said.collapsed_on


def test_minsk_two_is_in_force_after_nine_days_and_violated(ukraine: Daily) -> None:
    minsk = Truce(date(2015, 2, 15))
    assert 0.17 == pytest.approx(first_weeks_against_before(ukraine, minsk.since), abs=0.005)
    said = standing(minsk, ukraine, date(2015, 3, 15), terms=Terms(major_per_week=25))
    assert ["declared", "in force", "strong"] == [status for _, _, status in said.spells]
    assert standing(minsk, ukraine, date(2015, 2, 23), terms=Terms(major_per_week=25)).major
    assert said.violated


SPARSE = Terms(observed_share=0.25)
JULY = Truce(date(2020, 7, 27))


def in_donbas(donbas: Daily, day: date, terms: Terms = SPARSE) -> Standing:
    """Return how the measures of July 2020 stand; the OSCE had counted 623 violations a day before."""
    return standing(JULY, donbas, day, before_per_day=623.0, terms=terms)


def test_july_2020_is_in_force_and_a_spike_alone_does_not_end_it(donbas: Daily) -> None:
    assert 153 == donbas.between(date(2020, 8, 20), date(2020, 8, 21)).counts[0]
    for day in (date(2020, 8, 4), date(2020, 8, 7), date(2020, 8, 12), date(2020, 9, 15), date(2020, 10, 5)):
        assert in_donbas(donbas, day).status in ("in force", "strong")
    spike = in_donbas(donbas, date(2020, 8, 20))
    assert spike.chance_broken < 0.15
    assert spike.collapsed_on is None


def test_july_2020_erodes_by_april_2021_and_has_not_collapsed(donbas: Daily) -> None:
    said = in_donbas(donbas, date(2021, 4, 23))
    assert "eroding" == said.status
    assert said.collapsed_on is None


def test_july_2020_has_collapsed_by_18_february_2022(donbas: Daily) -> None:
    said = in_donbas(donbas, date(2022, 2, 18))
    assert "collapsed" == said.status
    assert said.chance_broken > 0.9


def test_two_days_in_three_unobserved_are_unknown_unless_the_terms_say_otherwise(donbas: Daily) -> None:
    assert "unknown" == in_donbas(donbas, date(2020, 8, 31), Terms()).status


def test_live_fire_exercises_are_counted_apart(cases: Cases, donbas: Daily) -> None:
    day = date(2021, 4, 15)
    everything = daily(cases("osce_donbas_daily", "violations"), date(2020, 7, 27), date(2022, 2, 21))
    assert (1642, 114) == (
        everything.between(day, day + timedelta(days=1)).counts[0],
        donbas.between(day, day + timedelta(days=1)).counts[0],
    )
    with_exercises = standing(JULY, everything, date(2021, 4, 17), before_per_day=623.0, terms=SPARSE)
    assert with_exercises.chance_broken > in_donbas(donbas, date(2021, 4, 17)).chance_broken + 0.3


def test_syria_2016_holds_at_first_and_is_at_half_the_former_level_on_day_45(cases: Cases) -> None:
    syria = daily(cases("ged_syria_daily", "deaths"), date(2016, 1, 1), date(2016, 7, 1), missing="zero")
    start = date(2016, 2, 27)
    assert 0.29 == pytest.approx(first_weeks_against_before(syria, start), abs=0.005)
    weekly = np.convolve(syria.between(start, date(2016, 6, 1)).counts, np.ones(7) / 7, mode="valid")
    before = syria.between(start - timedelta(days=28), start).counts.mean()
    assert 45 == 6 + int(np.argmax(weekly >= before / 2))
    said = standing(Truce(start), syria, date(2016, 6, 30))
    assert "in force" in [status for _, _, status in said.spells]
    assert date(2016, 6, 22) == said.collapsed_on
