"""A condition in the world: counts and truces of a dossier put to its readings, and the words for it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.dossier.read import Folder
from placet.dossier.schema import Dossier
from placet.dossier.tables import Table
from placet.gates.joint import clause, gate_verdict

FIRST = date(2026, 1, 1)
TRUCE = {"title": "The truce", "since": "2026-03-01", "scope": "general", "declared_by": "both"}


def folder(counts: dict[date, float], *, needs: str, forgiving: int = 0, missing: str = "unknown", **truce: object):
    """Return a dossier in memory: 10 days of at most 5 a day, over counts from January to June 2026."""
    gate = {
        "kind": "condition",
        "title": "The ceasefire",
        "asks": "Does it hold?",
        "series": {
            "strikes": {
                "title": "Strikes",
                "file": "strikes.csv",
                "day": "day",
                "count": "count",
                "unit": "strikes",
                "lag": "1 day",
                "missing": missing,
                "observed_from": "2026-01-01",
                "observed_until": "2026-06-01",
                "source": "Made up for a test",
            }
        },
        "agreements": {"truce": {**TRUCE, **truce}} if truce else {},
        "readings": {
            "ten": {
                "title": "10 days under 5 a day",
                "at_most": {"strikes": "5 a day"},
                "for": "10 days",
                "forgiving": f"{forgiving} days",
                "needs": needs,
                "assumed": "A test",
            },
            "two": {
                "title": "2 days of nothing",
                "at_most": {"strikes": "0 a day"},
                "for": "2 days",
                "needs": "nothing",
                "assumed": "A test",
            },
        },
        "reading": "ten",
    }
    dossier = {
        "placet": 1,
        "title": "A case",
        "asks": "When?",
        "read_until": "2026-05-18",
        "claims": {},
        "proposals": {},
        "gates": {"quiet": gate},
        "opens": {"all": ["quiet"]},
    }
    table = Table(counts, "strikes.csv", "")
    return Folder(Path("memory"), Dossier.model_validate(dossier), {}, {"gates.quiet.series.strikes": table}, [], {})


def days_of(first: date, *counts: float) -> dict[date, float]:
    """Return counts on days in a row."""
    return {first + timedelta(days=i): count for i, count in enumerate(counts)}


LOUD = days_of(FIRST, *[100.0] * 59)
QUIET = days_of(date(2026, 3, 1), *[2.0] * 60)
DAY = date(2026, 3, 20)


def test_quiet_days_within_a_truce_open_it():
    """Nineteen days, of which the last ten count."""
    said = gate_verdict(folder(LOUD | QUIET, needs="agreement", note="in force"), "quiet", DAY)
    assert ("open", ["The truce"]) == (said.state, said.in_force)
    assert "Met: ten days in a row within the limits, up to 20 March 2026." == said.sentence
    assert "the ceasefire counts as durable" == clause(said)


def test_quiet_without_a_truce_is_not_enough_where_one_is_asked_for():
    """The same days; no agreement."""
    said = gate_verdict(folder(LOUD | QUIET, needs="agreement"), "quiet", DAY)
    assert ("shut", "Not met: no general ceasefire is in force on 20 March 2026.") == (said.state, said.sentence)
    assert "no general ceasefire is in force" == clause(said)


def test_quiet_alone_opens_a_reading_that_asks_for_nothing_more():
    """The same days; no agreement needed."""
    assert "open" == gate_verdict(folder(LOUD | QUIET, needs="nothing"), "quiet", DAY).state


@pytest.mark.parametrize(
    "truce", [{"scope": "energy"}, {"declared_by": "not in force"}, {"ended": "2026-03-10"}, {"until": "2026-03-15"}]
)
def test_a_truce_that_is_partial_or_over_or_never_in_force_does_not_count(truce):
    """Each in its own way."""
    said = gate_verdict(folder(LOUD | QUIET, needs="agreement", **truce), "quiet", DAY)
    assert ("shut", []) == (said.state, said.in_force)


def test_a_truce_that_ends_after_the_day_is_in_force_on_it():
    """Its end is not known yet."""
    said = gate_verdict(folder(LOUD | QUIET, needs="agreement", ended="2026-03-21"), "quiet", DAY)
    assert ("open", None) == (said.state, said.agreements[0].ended)


@pytest.mark.parametrize(("forgiving", "state"), [(0, "shut"), (1, "open")])
def test_days_above_the_limit_are_forgiven_as_often_as_it_says(forgiving, state):
    """One loud day among the last ten."""
    counts = LOUD | QUIET | {date(2026, 3, 15): 40.0}
    said = gate_verdict(folder(counts, needs="nothing", forgiving=forgiving), "quiet", DAY)
    assert state == said.state


def test_a_day_that_nobody_observed_is_no_quiet_day():
    """Half of the days are missing: unknown; where a missing day means nothing happened: open."""
    counts = {day: n for day, n in QUIET.items() if day.day % 2}
    assert "unknown" == gate_verdict(folder(counts, needs="nothing"), "quiet", DAY).state
    assert "open" == gate_verdict(folder(counts, needs="nothing", missing="zero"), "quiet", DAY).state
    said = gate_verdict(folder(counts, needs="nothing"), "quiet", DAY)
    assert "too little to tell" in said.sentence
    assert "too little is observed to judge the ceasefire" == clause(said)


def test_what_is_known_ends_with_the_lag_and_with_the_observation():
    """A day's count is known a day later; after 31 May nobody looked."""
    early = gate_verdict(folder(LOUD | QUIET, needs="nothing"), "quiet", DAY).series[0]
    late = gate_verdict(folder(LOUD | QUIET, needs="nothing"), "quiet", date(2026, 7, 1)).series[0]
    assert (date(2026, 3, 20), date(2026, 6, 1)) == (early.known_until, late.known_until)
    assert early.days[-1] == date(2026, 3, 19)


def test_the_readings_stand_side_by_side():
    """The other reading is answered too, and does not decide."""
    said = gate_verdict(folder(LOUD | QUIET, needs="nothing"), "quiet", DAY)
    assert [("ten", "open"), ("two", "shut")] == [(r.reading, r.state) for r in said.readings]
    assert said.state == "open"


COUNTS = st.lists(st.one_of(st.none(), st.sampled_from([0.0, 3.0, 5.0, 6.0, 50.0])), min_size=1, max_size=60)


@settings(max_examples=150, deadline=None)
@given(
    counts=COUNTS,
    offset=st.integers(0, 70),
    needs=st.sampled_from(["nothing", "agreement"]),
    forgiving=st.integers(0, 3),
    truce=st.booleans(),
)
def test_the_words_never_contradict_the_state(counts, offset, needs, forgiving, truce):
    """Met is open, not met is shut, too little is unknown; a truce is missing only where none is in force."""
    since = date(2026, 3, 1)
    rows = {since + timedelta(days=i): n for i, n in enumerate(counts) if n is not None}
    more = {"note": "in force"} if truce else {}
    day = since + timedelta(days=offset)
    said = gate_verdict(folder(rows, needs=needs, forgiving=forgiving, **more), "quiet", day)
    assert {"open": "Met:", "shut": "Not met:", "unknown": "Unknown:"}[said.state] == said.sentence.split(" ")[0] + (
        " met:" if said.state == "shut" else ""
    )
    assert said.state == next(r.state for r in said.readings if r.reading == said.reading)
    assert ("no general ceasefire" in said.sentence) <= (not said.in_force)
    assert ("does not count" in clause(said)) <= (said.state == "shut")
    for reading in said.readings:
        assert (reading.state == "open") <= (reading.day >= reading.days_needed - forgiving)
        assert 0 <= reading.observed_share <= 1
        assert all(a < b for a, b in reading.open_spans)


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        ("2026-05-08", []),
        ("2026-05-09", ["Victory Day truce of May 2026"]),
        ("2026-05-11", ["Victory Day truce of May 2026"]),
        ("2026-05-12", []),
    ],
)
def test_the_truce_of_may_2026_is_in_force_for_three_days(flagship, day, in_force):
    """And no reading of durable that asks for an agreement is met on any of them."""
    said = gate_verdict(flagship, "ceasefire", date.fromisoformat(day))
    assert in_force == said.in_force
    assert {"shut"} == {r.state for r in said.readings if r.rests_on_agreement}


def test_past_truces_lasted_as_the_published_data_have_it(flagship):
    """Fortna's bare truces: 54 % lasted another year from their start, 73 % once they had lasted 180 days."""
    rates = gate_verdict(flagship, "ceasefire", date(2026, 5, 18)).lasting
    truces = {rate.survived_days: rate.chance for rate in rates if rate.base == "truce"}
    assert (0.54, 0.73) == (round(truces[0].mid, 2), round(truces[180].mid, 2))
    assert all(rate.chance.low <= rate.chance.mid <= rate.chance.high for rate in rates)
    assert {48} == {rate.followed for rate in rates if rate.base == "truce"}
