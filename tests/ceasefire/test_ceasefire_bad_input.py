"""What a feed can do wrong: the answer is a message or unknown, never a false "in force"."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.ceasefire import Daily, Reading, Truce, answer, daily, standing, state_changes
from placet.errors import UsageError
from placet.units import Limit

FIRST = date(2026, 1, 1)
SINCE = date(2026, 2, 1)
TRUCE = Truce(SINCE)
CALM = ("in force", "strong", "durable")
WEEK = Reading("week", {"shells": Limit(per_day=2)}, days_needed=7)


def rows(until: date, *, loud: float = 40.0, quiet: float = 1.0) -> dict[date, float]:
    """Return a loud January and quiet days from then on."""
    days = range((until - FIRST).days)
    return {FIRST + timedelta(days=i): loud if FIRST + timedelta(days=i) < SINCE else quiet for i in days}


def feed(counts: dict[date, float], until: date = date(2026, 6, 1), **more: object) -> Daily:
    """Return a feed in which a day without a row means that nothing happened."""
    return daily(counts, FIRST, until, missing="zero", **more)  # type: ignore[arg-type]


def test_a_feed_that_dies_is_no_peace() -> None:
    # The last row is of 1 March. Without a heartbeat the silence would count as quiet.
    dead = rows(date(2026, 3, 2))
    assert standing(TRUCE, feed(dead), date(2026, 4, 15)).status in CALM
    beating = feed(dead, heartbeat_days=7)
    assert date(2026, 3, 8) == beating.last_observed
    assert "unknown" == standing(TRUCE, beating, date(2026, 4, 15)).status
    assert "unknown" == answer(WEEK, {"shells": beating}, [TRUCE], date(2026, 4, 15)).state


def test_a_feed_that_never_began_is_unknown() -> None:
    silent = feed({}, heartbeat_days=7)
    assert not silent.observed[7:].any()
    assert "unknown" == standing(TRUCE, silent, date(2026, 4, 15)).status


def test_silence_shorter_than_the_heartbeat_is_quiet() -> None:
    counts = {day: count for day, count in rows(date(2026, 3, 20)).items() if day.day % 3 == 1}
    assert standing(TRUCE, feed(counts, heartbeat_days=7), date(2026, 3, 15)).status in CALM


def test_a_silence_is_judged_by_what_was_known_then() -> None:
    # On 5 March the feed had been silent for three days only; what comes later does not change that day.
    gap = rows(date(2026, 3, 3)) | {date(2026, 4, 1): 1.0}
    before, after = feed(rows(date(2026, 3, 3)), heartbeat_days=7), feed(gap, heartbeat_days=7)
    until = date(2026, 3, 25)
    assert np.array_equal(before.between(FIRST, until).counts, after.between(FIRST, until).counts, equal_nan=True)


def test_one_missing_day_does_not_change_the_state_and_is_said() -> None:
    counts = rows(date(2026, 3, 1))
    del counts[date(2026, 2, 26)]
    series = daily(counts, FIRST, date(2026, 6, 1))
    said = standing(TRUCE, series, date(2026, 2, 28))
    assert "strong" == said.status
    assert pytest.approx(6 / 7) == said.observed_share


def test_rows_that_come_late_are_unknown_until_they_come() -> None:
    whole = daily(rows(date(2026, 3, 1)), FIRST, date(2026, 3, 1))
    early = whole.as_known(date(2026, 2, 10), lag_days=5)
    assert date(2026, 2, 5) == early.last_observed
    # The days up to 5 February were quiet; those up to the 10th nobody knows yet.
    assert "unknown" == standing(TRUCE, early, date(2026, 2, 10)).status
    assert standing(TRUCE, whole, date(2026, 2, 10)).status in CALM


def test_a_count_that_is_revised_downwards_changes_only_its_own_windows() -> None:
    loud = rows(date(2026, 4, 1)) | {date(2026, 3, 10): 900.0}
    revised = rows(date(2026, 4, 1))
    as_first, as_revised = (
        standing(TRUCE, daily(c, FIRST, date(2026, 4, 1)), date(2026, 3, 31)) for c in (loud, revised)
    )
    assert as_first.status == as_revised.status == "strong"
    told = {day: status for since, until, status in as_first.spells for day in span(since, until)}
    now = {day: status for since, until, status in as_revised.spells for day in span(since, until)}
    differ = [day for day in told if told[day] != now[day]]
    assert date(2026, 3, 10) == min(differ)
    assert max(differ) < date(2026, 3, 17)


def span(since: date, until: date) -> list[date]:
    """Return the days of a half-open span."""
    return [since + timedelta(days=i) for i in range((until - since).days)]


def test_the_same_rows_twice_make_it_louder_and_never_calmer() -> None:
    # Whoever reads the file must drop them; if they get through, the truce looks worse, since the level before doubles
    # as well only where those rows are doubled too.
    counts = rows(date(2026, 3, 1))
    doubled = {day: 2 * count if day >= SINCE else count for day, count in counts.items()}
    once, twice = (standing(TRUCE, daily(c, FIRST, date(2026, 3, 1)), date(2026, 2, 28)) for c in (counts, doubled))
    assert twice.chance_in_force <= once.chance_in_force
    assert twice.chance_strong <= once.chance_strong


def test_a_period_from_evening_to_evening_counts_on_the_day_it_ends() -> None:
    # A truce from the evening of 31 January: its first full period ends on 1 February. The loud last hours before it
    # belong to the period that ended on the 31st, so a truce dated to the day after loses nothing.
    counts = rows(date(2026, 3, 1))
    early = standing(Truce(SINCE - timedelta(days=1)), daily(counts, FIRST, date(2026, 3, 1)), date(2026, 2, 20))
    exact = standing(TRUCE, daily(counts, FIRST, date(2026, 3, 1)), date(2026, 2, 20))
    assert early.status == exact.status == "strong"
    assert "declared" == early.spells[0][2]


@pytest.mark.parametrize("until", [SINCE, SINCE - timedelta(days=10)])
def test_an_agreement_that_ends_before_it_starts_was_never_in_force(until: date) -> None:
    said = standing(Truce(SINCE, until), daily(rows(date(2026, 3, 1)), FIRST, date(2026, 3, 1)), date(2026, 2, 20))
    assert "expired" == said.status
    assert 0 == said.chance_in_force
    assert not any(status in CALM for _, _, status in said.spells)
    assert (
        "shut" == answer(WEEK, {"shells": feed(rows(date(2026, 3, 1)))}, [Truce(SINCE, until)], date(2026, 2, 20)).state
    )


def test_an_observation_that_runs_backwards_is_a_message() -> None:
    with pytest.raises(UsageError, match="the observation ends on 2026-01-01, before it starts on 2026-02-01"):
        daily({}, SINCE, FIRST)


def test_a_series_that_is_not_there_is_a_message() -> None:
    with pytest.raises(UsageError, match="asks for the series 'shells'; there are: bullets"):
        answer(WEEK, {"bullets": feed({})}, [TRUCE], SINCE)


def test_counts_that_are_no_numbers_are_a_message() -> None:
    with pytest.raises(UsageError, match="must be one row of numbers"):
        Daily(FIRST, np.array([1.0, float("inf")]))


def test_every_change_of_state_shows_its_rows() -> None:
    counts = rows(date(2026, 3, 1)) | {SINCE + timedelta(days=i): 60.0 for i in range(10, 28)}
    series = daily(counts, FIRST, date(2026, 3, 1))
    said = standing(TRUCE, series, date(2026, 2, 28))
    changes = state_changes(said, series)
    assert [status for _, _, status in said.spells] == [change.status for change in changes]
    assert "collapsed" == changes[-1].status
    last = changes[-1]
    assert said.collapsed_on == last.day == last.rows[-1][0]
    assert 7 == len(last.rows) == last.observed_days
    assert sum(count for _, count in last.rows) == last.total > last.limit == 7 * 20
    assert last.chance_in_force < 0.1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=29, max_size=90),
    st.integers(1, 20),
)
def test_a_heartbeat_only_takes_days_away(counts: list[int | None], heartbeat: int) -> None:
    held = {FIRST + timedelta(days=i): float(count) for i, count in enumerate(counts) if count is not None}
    until = FIRST + timedelta(days=len(counts))
    plain, beating = feed(held, until), feed(held, until, heartbeat_days=heartbeat)
    seen = beating.observed
    assert (plain.counts[seen] == beating.counts[seen]).all()
    assert all(beating.observed[(day - FIRST).days] for day in held)
    assert standing(TRUCE, beating, until).observed_share <= standing(TRUCE, plain, until).observed_share
