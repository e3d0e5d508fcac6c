from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.ceasefire import Answer, Daily, Reading, Truce, answer
from placet.errors import UsageError
from placet.units import Limit

FIRST = date(2025, 1, 1)
NAN = float("nan")
WEEK = Reading("week", {"shells": Limit(per_day=5)}, days_needed=7, needs_agreement=False)


def last_day(counts: list[float]) -> date:
    return FIRST + timedelta(days=len(counts) - 1)


def asked(reading: Reading, counts: list[float], truces: list[Truce] | None = None) -> Answer:
    return answer(reading, {"shells": Daily(FIRST, np.array(counts))}, truces or [], last_day(counts))


def test_seven_observed_quiet_days_open_the_week() -> None:
    said = asked(WEEK, [9, 5, 5, 5, 5, 5, 5, 5])
    assert "open" == said.state
    assert 7 == said.day == said.longest
    assert ((date(2025, 1, 8), date(2025, 1, 9)),) == said.open_spans
    assert 1.0 == said.observed_share


def test_one_loud_day_shuts_unless_it_is_forgiven() -> None:
    counts = [0, 0, 0, 6, 0, 0, 0.0]
    assert "shut" == asked(WEEK, counts).state
    assert 3 == asked(WEEK, counts).day
    assert "open" == asked(replace(WEEK, forgiving=1), counts).state
    assert 3 == asked(replace(WEEK, forgiving=1), counts).longest


def test_silence_is_not_peace() -> None:
    said = asked(WEEK, [NAN] * 30)
    assert "unknown" == said.state
    assert (0, 0, None, (), 0.0) == (said.day, said.longest, said.longest_ended, said.open_spans, said.observed_share)


def test_too_few_observed_days_leave_it_unknown() -> None:
    assert "open" == asked(WEEK, [0, 0, NAN, 0, 0, 0, 0]).state
    assert "unknown" == asked(WEEK, [0, 0, NAN, 0, NAN, 0, 0]).state


def test_a_tolerated_share_of_zero_still_needs_one_observed_day() -> None:
    careless = replace(WEEK, observed_share=0.0)
    assert "unknown" == asked(careless, [NAN] * 7).state
    assert "open" == asked(careless, [NAN] * 6 + [0]).state


def test_loud_days_shut_even_when_most_days_are_unobserved() -> None:
    assert "shut" == asked(WEEK, [NAN, NAN, 6, NAN, NAN, NAN, NAN]).state


def test_every_series_must_be_observed() -> None:
    both = replace(WEEK, limits={"shells": Limit(per_day=5), "drones": Limit(per_day=0)})
    shells = Daily(FIRST, np.zeros(7))
    assert (
        "unknown"
        == answer(both, {"shells": shells, "drones": Daily(FIRST, np.full(7, NAN))}, [], last_day([0] * 7)).state
    )
    assert "open" == answer(both, {"shells": shells, "drones": shells}, [], last_day([0] * 7)).state


def test_a_run_does_not_begin_with_forgiven_days() -> None:
    assert 0 == asked(replace(WEEK, forgiving=3), [99] * 50).day
    assert 3 == asked(replace(WEEK, forgiving=3), [99] * 50 + [0, 99, 99]).day


def test_a_dead_feed_keeps_the_last_run_but_not_the_state() -> None:
    said = asked(WEEK, [0.0] * 10 + [NAN] * 10)
    assert "unknown" == said.state
    assert 10 == said.day


def test_agreement_must_cover_every_day() -> None:
    reading = replace(WEEK, needs_agreement=True)
    quiet = [0.0] * 10
    assert "shut" == asked(reading, quiet).state
    assert "open" == asked(reading, quiet, [Truce(date(2025, 1, 4))]).state
    assert "shut" == asked(reading, quiet, [Truce(date(2025, 1, 5))]).state
    assert 6 == asked(reading, quiet, [Truce(date(2025, 1, 5))]).day


@pytest.mark.parametrize(
    "truce",
    [
        Truce(FIRST, general=False),
        Truce(FIRST, declared_by="not in force"),
        Truce(FIRST, until=date(2025, 1, 10)),
        Truce(FIRST, ended=date(2025, 1, 10)),
    ],
    ids=["partial", "only offered", "expired", "ended"],
)
def test_what_is_no_general_ceasefire_in_force_on_the_day(truce: Truce) -> None:
    assert "shut" == asked(replace(WEEK, needs_agreement=True), [0.0] * 10, [truce]).state


def test_two_truces_one_after_the_other_cover_the_days_together() -> None:
    chain = [Truce(FIRST, until=date(2025, 1, 6)), Truce(date(2025, 1, 6))]
    assert "open" == asked(replace(WEEK, needs_agreement=True), [0.0] * 10, chain).state


QUARTER = Reading("quarter", {"shells": Limit(share_of_before=0.25)}, days_needed=5, needs_agreement=False)


def test_share_is_taken_of_the_28_days_before_the_agreement() -> None:
    counts = [1000.0] * 10 + [40.0] * 28 + [10.0] * 5
    start = FIRST + timedelta(days=38)
    assert "open" == asked(QUARTER, counts, [Truce(start)]).state
    assert "shut" == asked(QUARTER, [*counts[:-1], 10.5], [Truce(start)]).state


def test_share_without_an_agreement_is_shut() -> None:
    assert "shut" == asked(QUARTER, [0.0] * 60).state


def test_share_is_unknown_when_the_days_before_were_not_observed() -> None:
    start = FIRST + timedelta(days=28)
    assert "unknown" == asked(QUARTER, [40.0] * 22 + [NAN] * 6 + [0.0] * 5, [Truce(start)]).state
    assert "open" == asked(QUARTER, [40.0] * 23 + [NAN] * 5 + [0.0] * 5, [Truce(start)]).state


def test_prolonged_truce_keeps_its_past_and_recommitment_starts_anew() -> None:
    counts = [40.0] * 28 + [10.0] * 28 + [5.0] * 5
    start, again = FIRST + timedelta(days=28), FIRST + timedelta(days=56)
    assert "open" == asked(QUARTER, counts, [Truce(start, until=again), Truce(again)]).state
    assert "shut" == asked(QUARTER, counts, [Truce(start), Truce(again)]).state


def test_series_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="reading 'week' asks for the series 'shells'; there are: drones"):
        answer(WEEK, {"drones": Daily(FIRST, np.zeros(3))}, [], FIRST)


@pytest.mark.parametrize("wrong", [{"days_needed": 0}, {"limits": {}}, {"observed_share": 1.2}, {"forgiving": -1}])
def test_reading_that_asks_for_nothing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="reading 'week': it needs at least one series"):
        replace(WEEK, **wrong)  # type: ignore[arg-type]


COUNTS = st.lists(st.one_of(st.integers(0, 12).map(float), st.just(NAN)), min_size=1, max_size=45)
TRUCES = st.lists(
    st.builds(
        lambda start, lasts, seen: Truce(
            FIRST + timedelta(days=start),
            FIRST + timedelta(days=start + lasts) if lasts else None,
            FIRST + timedelta(days=start + seen) if seen else None,
        ),
        st.integers(-5, 40),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=3,
)
PER_DAY = st.builds(
    Reading,
    id=st.just("any"),
    limits=st.integers(0, 8).map(lambda n: {"shells": Limit(per_day=n)}),
    days_needed=st.integers(1, 12),
    forgiving=st.integers(0, 3),
    needs_agreement=st.booleans(),
    observed_share=st.sampled_from([0.0, 0.5, 0.8, 1.0]),
)
SHARES = st.builds(
    replace, PER_DAY, limits=st.sampled_from([0.1, 0.5, 1.0]).map(lambda s: {"shells": Limit(share_of_before=s)})
)
READINGS = st.one_of(PER_DAY, SHARES)
BETTER = {"shut": 0, "unknown": 1, "open": 2}


@given(READINGS, COUNTS, TRUCES, st.data())
def test_nothing_after_the_day_matters(
    reading: Reading, counts: list[float], truces: list[Truce], data: st.DataObject
) -> None:
    as_of = FIRST + timedelta(days=data.draw(st.integers(-3, len(counts) - 1)))
    past = counts[: max(0, (as_of - FIRST).days + 1)]
    other = past + data.draw(COUNTS)
    later = Truce(as_of + timedelta(days=1))
    unseen = [replace(t, ended=None) if t.ended and t.ended > as_of else t for t in truces]
    before = answer(reading, {"shells": Daily(FIRST, np.array(counts))}, truces, as_of)
    after = answer(reading, {"shells": Daily(FIRST, np.array(other))}, [*unseen, later], as_of)
    assert before == after


@given(READINGS, COUNTS, TRUCES)
def test_open_spans_are_the_days_on_which_it_would_have_been_open(
    reading: Reading, counts: list[float], truces: list[Truce]
) -> None:
    known_ends = [replace(t, ended=None) for t in truces]
    said = asked(reading, counts, known_ends)
    for offset in range(len(counts)):
        day = FIRST + timedelta(days=offset)
        then = answer(reading, {"shells": Daily(FIRST, np.array(counts))}, known_ends, day)
        assert ("open" == then.state) == any(since <= day < until for since, until in said.open_spans)


def plainly(reading: Reading, counts: list[float]) -> str:
    """Return the state of a reading per day without an agreement, day by day."""
    limit = reading.limits["shells"].per_day
    assert limit is not None
    window = ([NAN] * reading.days_needed + counts)[-reading.days_needed :]
    seen = [c for c in window if c == c]
    if sum(c > limit for c in seen) > reading.forgiving:
        return "shut"
    return "open" if seen and len(seen) >= reading.observed_share * len(window) - 1e-9 else "unknown"


@given(PER_DAY, COUNTS)
def test_vectorised_state_equals_the_plain_one(reading: Reading, counts: list[float]) -> None:
    alone = replace(reading, needs_agreement=False)
    assert plainly(alone, counts) == asked(alone, counts).state


@given(PER_DAY, COUNTS, TRUCES, st.integers(0, 6))
def test_fewer_incidents_never_shut(reading: Reading, counts: list[float], truces: list[Truce], fewer: int) -> None:
    calmer = [max(0.0, c - fewer) if c == c else c for c in counts]
    assert BETTER[asked(reading, counts, truces).state] <= BETTER[asked(reading, calmer, truces).state]
    assert asked(reading, counts, truces).longest <= asked(reading, calmer, truces).longest


@given(PER_DAY, COUNTS, TRUCES, st.data())
def test_fewer_observations_of_quiet_days_never_open(
    reading: Reading, counts: list[float], truces: list[Truce], data: st.DataObject
) -> None:
    limit = reading.limits["shells"].per_day or 0
    blind = [NAN if c <= limit and data.draw(st.booleans()) else c for c in counts]
    if "open" != asked(reading, counts, truces).state:
        assert "open" != asked(reading, blind, truces).state


@given(PER_DAY, COUNTS, TRUCES, st.data())
def test_fewer_observations_never_open_where_all_must_be_observed(
    reading: Reading, counts: list[float], truces: list[Truce], data: st.DataObject
) -> None:
    strict = replace(reading, observed_share=1.0)
    blind = [NAN if data.draw(st.booleans()) else c for c in counts]
    if "open" != asked(strict, counts, truces).state:
        assert "open" != asked(strict, blind, truces).state


@given(PER_DAY, COUNTS, TRUCES)
def test_stricter_readings_are_open_on_fewer_days(reading: Reading, counts: list[float], truces: list[Truce]) -> None:
    stricter = [
        replace(reading, limits={"shells": Limit(per_day=(reading.limits["shells"].per_day or 0) / 2)}),
        replace(reading, forgiving=max(0, reading.forgiving - 1)),
        replace(reading, needs_agreement=True),
    ]
    state = asked(reading, counts, truces).state
    assert all(BETTER[asked(other, counts, truces).state] <= BETTER[state] for other in stricter)


@given(READINGS, COUNTS, TRUCES)
def test_fields_agree_with_each_other(reading: Reading, counts: list[float], truces: list[Truce]) -> None:
    said = asked(reading, counts, truces)
    assert 0 <= said.observed_share <= 1
    assert 0 <= said.longest <= len(counts)
    assert (0 == said.longest) == (said.longest_ended is None)
    if "open" == said.state:
        assert said.day >= reading.days_needed
        assert last_day(counts) == said.open_spans[-1][1] - timedelta(days=1)
    if reading.rests_on_truce and not truces:
        assert "shut" == said.state
