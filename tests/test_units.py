"""Quantities as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet import units


@pytest.mark.parametrize(
    ("expected", "written"),
    [(90, "90 days"), (14, "2 weeks"), (1, "1 day"), (0, "0 days")],
)
def test_days(expected, written):
    assert expected == units.days(written)


@pytest.mark.parametrize(
    ("expected", "reader", "written"),
    [
        (units.Range(0.88, 0.915, 0.95), units.share, "0.88 to 0.95"),
        (units.Range(60, 120, 180), units.day_range, "60 to 180 days"),
        (units.Range(14, 21, 28), units.day_range, "2 to 4 weeks"),
        (units.Limit(per_day=5), units.limit, "5 a day"),
        (units.Limit(share_of_before=0.25), units.limit, "0.25 of before"),
        (24, units.months, "24 months"),
    ],
)
def test_quantities(expected, reader, written):
    assert expected == reader(written)


@pytest.mark.parametrize("written", ["15_000 soldiers", "15 000 soldiers", "15,000 soldiers"])
def test_thousands_are_written_in_three_ways(written):
    assert units.Range.point(15_000) == units.quantity(written, ("soldiers",))


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("unknown unit 'dyas': write it like `90 days`; did you mean 'days'?", "90 dyas"),
        ("the unit is missing: write it like `90 days`", "90"),
        ("cannot read 'soon' as a quantity; write it like `90 days`", "soon"),
        ("-5 is less than 0, the least that makes sense here", "-5 days"),
        ("the interval runs backwards: 9 is more than 3", "9 to 3 days"),
        ("a single number of days is needed here, not an interval", "3 to 9 days"),
        ("a whole number of days is needed here", "1.5 days"),
        ("a quantity is written like `90 days`", True),
        ("a quantity is written like `90 days`", None),
    ],
)
def test_bad_days_say_what_is_wrong(expected, written):
    with pytest.raises(ValueError) as caught:
        units.days(written)
    assert expected == str(caught.value)


def test_a_share_above_one_is_refused():
    with pytest.raises(ValueError) as caught:
        units.share("0.9 to 1.2")
    assert "1.2 is more than 1, the most that makes sense here" == str(caught.value)


@given(low=st.integers(0, 10**9), more=st.integers(0, 10**6))
def test_an_interval_reads_back_as_written(low, more):
    read = units.quantity(f"{low:_} to {low + more:_} EUR", ("EUR",))
    assert (low, low + more) == (read.low, read.high)
    assert read.low <= read.mid <= read.high


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(written):
    try:
        read = units.quantity(written, ("days", "soldiers a week", ""))
    except ValueError:
        return
    assert 0 <= read.low <= read.mid <= read.high
