"""Days, spans and months."""

from datetime import date

import pytest

from placet import days
from placet.errors import UsageError


def test_a_day_is_read_from_its_iso_form():
    assert date(2026, 5, 18) == days.day("2026-05-18")


@pytest.mark.parametrize("written", ["2026-02-31", "18 May 2026", "", "2026-13-01"])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(UsageError) as caught:
        days.day(written)
    assert f"{written!r} is not a day; write it as year-month-day, like 2026-05-18" == str(caught.value)


@pytest.mark.parametrize("written", ["9999-12-31", "0001-01-01", date(1899, 12, 31), date(2201, 1, 1)])
def test_a_day_beyond_the_years_of_the_format_is_refused(written):
    with pytest.raises(UsageError) as caught:
        days.day(written)
    assert f"'{written}' is not between the years 1900 and 2200" == str(caught.value)


def test_a_span_is_half_open():
    assert [date(2024, 2, 28), date(2024, 2, 29)] == list(days.span(date(2024, 2, 28), date(2024, 3, 1)))


@pytest.mark.parametrize(
    ("expected", "months"),
    [(date(2026, 5, 1), 0), (date(2026, 12, 1), 7), (date(2027, 1, 1), 8), (date(2028, 5, 1), 24)],
)
def test_months_after(expected, months):
    assert expected == days.month_after(date(2026, 5, 18), months)


def test_a_day_in_words():
    assert "8 November 2024" == days.in_words(date(2024, 11, 8))
