"""Real days put to the kernel: what it must and must not say of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from placet.ceasefire import Daily, Reading, Truce, answer, daily, standing, trend
from placet.units import Limit

Table = Callable[[str, str, str], dict[date, float]]


@pytest.fixture(scope="module")
def strikes(events: Table) -> Daily:
    """Return the drones and missiles launched by day; a day without a row is unobserved."""
    return daily(events("strikes_daily", "day", "launched"), date(2022, 9, 28), date(2026, 4, 6))


@pytest.fixture(scope="module")
def deaths(events: Table) -> Daily:
    """Return the deaths by day in Ukraine; the event table vouches for days without a row."""
    rows = events("ged_ukraine_daily", "day", "deaths")
    return daily(rows, date(2014, 1, 22), date(2022, 2, 24), missing="zero")


@pytest.fixture(scope="module")
def area(events: Table) -> Daily:
    """Return the occupied area by day."""
    return daily(events("occupied_area_daily", "date", "area_km2"), date(2024, 7, 8), date(2026, 8, 23))


NIGHT = Reading("night", {"strikes": Limit(per_day=5)}, days_needed=1)
EASTER = Truce(date(2025, 4, 19), date(2025, 4, 21), declared_by="one side")
VICTORY_DAY = Truce(date(2025, 5, 8), date(2025, 5, 11), declared_by="one side")


@pytest.mark.parametrize("day", [date(2025, 4, 20), date(2025, 5, 8), date(2025, 5, 9), date(2025, 5, 10)])
def test_truce_day_without_a_row_is_unknown_and_not_quiet(strikes: Daily, day: date) -> None:
    said = answer(NIGHT, {"strikes": strikes}, [EASTER, VICTORY_DAY], day)
    assert "unknown" == said.state
    assert 0 == said.day
    assert 0.0 == said.observed_share


def test_eve_of_easter_was_loud(strikes: Daily) -> None:
    assert 95 == strikes.between(date(2025, 4, 19), date(2025, 4, 20)).counts[0]
    assert "shut" == answer(NIGHT, {"strikes": strikes}, [EASTER], date(2025, 4, 19)).state


def test_victory_day_truce_has_expired_by_11_may(strikes: Daily) -> None:
    assert not VICTORY_DAY.in_force(date(2025, 5, 11))
    assert "shut" == answer(NIGHT, {"strikes": strikes}, [EASTER, VICTORY_DAY], date(2025, 5, 11)).state


@pytest.mark.parametrize(
    ("truce", "silent", "over"),
    [(EASTER, date(2025, 4, 20), date(2025, 4, 21)), (VICTORY_DAY, date(2025, 5, 9), date(2025, 5, 11))],
    ids=["Easter", "Victory Day"],
)
def test_brief_truce_is_unknown_while_nobody_reports_and_then_expired_not_broken(
    strikes: Daily, truce: Truce, silent: date, over: date
) -> None:
    assert "unknown" == standing(truce, strikes, silent).status
    said = standing(truce, strikes, over)
    assert "expired" == said.status
    assert said.collapsed_on is None


def test_energy_moratorium_is_no_general_ceasefire_and_strikes_went_on(strikes: Daily) -> None:
    moratorium = Truce(date(2025, 3, 18), date(2025, 4, 17), general=False)
    said = answer(NIGHT, {"strikes": strikes}, [moratorium], date(2025, 4, 10))
    assert "shut" == said.state
    nights = strikes.between(moratorium.since, date(2025, 4, 17)).counts
    assert 29 == strikes.between(moratorium.since, date(2025, 4, 17)).observed.sum()
    assert (4, 215) == (np.nanmin(nights), np.nanmax(nights))


def test_three_silent_nights_of_december_2024_are_no_ceasefire(strikes: Daily) -> None:
    three = Reading("three", {"strikes": Limit(per_day=5)}, days_needed=3)
    with_truce = answer(three, {"strikes": strikes}, [], date(2024, 12, 12))
    assert "shut" == with_truce.state
    lull = answer(Reading("lull", three.limits, 3, needs_agreement=False), {"strikes": strikes}, [], date(2024, 12, 12))
    assert "unknown" == lull.state
    assert pytest.approx(1 / 3) == lull.observed_share


def test_no_reading_of_a_week_was_ever_open_in_the_strikes(strikes: Daily) -> None:
    week = Reading("week", {"strikes": Limit(per_day=5)}, days_needed=7, needs_agreement=False)
    said = answer(week, {"strikes": strikes}, [], date(2026, 4, 5))
    assert () == said.open_spans
    assert (3, date(2024, 7, 2)) == (said.longest, said.longest_ended)


def test_july_2020_would_have_counted_as_a_month_of_quiet(deaths: Daily) -> None:
    july = Truce(date(2020, 7, 27))
    month = Reading("month", {"deaths": Limit(per_day=1)}, days_needed=30, forgiving=3)
    assert "shut" == answer(month, {"deaths": deaths}, [july], date(2020, 8, 24)).state
    said = answer(month, {"deaths": deaths}, [july], date(2020, 8, 25))
    assert "open" == said.state
    assert 30 == said.day
    assert ((date(2020, 8, 25), date(2021, 2, 11)),) == answer(
        month, {"deaths": deaths}, [july], date(2021, 3, 1)
    ).open_spans


def test_july_2020_against_the_days_before_it(deaths: Daily) -> None:
    july = Truce(date(2020, 7, 27))
    before = deaths.between(date(2020, 6, 29), date(2020, 7, 27)).counts.sum()
    after = deaths.between(date(2020, 7, 27), date(2020, 8, 24)).counts.sum()
    assert (19, 3) == (before, after)
    level = Reading("level", {"deaths": Limit(share_of_before=0.5)}, days_needed=28, forgiving=3)
    assert "open" == answer(level, {"deaths": deaths}, [july], date(2020, 8, 23)).state


def test_january_2015_was_never_open(deaths: Daily) -> None:
    january = Truce(date(2015, 1, 18))
    half = Reading("half", {"deaths": Limit(share_of_before=0.5)}, days_needed=7, forgiving=1)
    assert () == answer(half, {"deaths": deaths}, [january], date(2015, 2, 14)).open_spans


def test_strikes_of_early_2026_were_rising(strikes: Daily) -> None:
    said = trend(strikes, date(2026, 5, 18), window_days=28)
    assert date(2026, 4, 6) == said.until
    assert (8076, 5474, 3470) == (said.last, said.before, said.year_ago)
    assert "rising" == said.direction


def test_occupied_area_grew_more_slowly_in_spring_2026(area: Daily) -> None:
    said = trend(area, date(2026, 5, 18), window_days=28, measure="change")
    assert (67, 173, 176) == (said.last, said.before, said.year_ago)
    assert "falling" == said.direction
