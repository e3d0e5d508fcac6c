"""The chance that a condition's reading is met by a day, and how its truces stand, through the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from test_condition_verdict import DAY, LOUD, QUIET, TRUCE, folder

from placet import ceasefire
from placet.dossier.read import Folder
from placet.dossier.schema import Agreement, Prospect
from placet.errors import UsageError
from placet.gates.condition import opening_odds
from placet.gates.joint import gate_verdict
from placet.gates.opening import between


def with_gate(held: Folder, **changes: object) -> Folder:
    """Return a dossier whose condition gate is changed."""
    gate = held.dossier.gates["quiet"].model_copy(update=changes)
    return replace(held, dossier=held.dossier.model_copy(update={"gates": {"quiet": gate}}))


def judged(**more: object) -> Prospect:
    """Return judgements of the days to come."""
    assumed = {name: "A test" for name in more if name != "counted_since"}
    return Prospect.model_validate({**more, "assumed": assumed})


def agreement(**changes: object) -> Agreement:
    """Return the truce of the tests, changed."""
    return Agreement.model_validate({**TRUCE, **changes})


def series_of(held: Folder, **changes: object) -> dict[str, object]:
    """Return the gate's one series, changed."""
    series = held.dossier.gates["quiet"].series["strikes"]
    return {"strikes": series.model_copy(update=changes)}


def test_a_reading_that_is_met_is_met_for_certain():
    """Nineteen quiet days in a truce, of which ten are asked for."""
    odds = opening_odds(folder(LOUD | QUIET, needs="agreement", note="in force"), "quiet", DAY)
    assert 1.0 == odds.met_by(DAY).low == odds.met_by(DAY).high
    assert (3, 1827) == odds.met.shape == odds.holds.shape
    assert ("The truce",) == odds.in_force
    assert odds.method.startswith("Met today; 10 of 10 days count so far.")


def test_a_running_truce_is_completed_with_the_days_that_are_left():
    """On 6 March five days count; five more are needed."""
    held = folder(LOUD | QUIET, needs="agreement", note="in force")
    held = with_gate(held, prospect=judged(agreement_a_year="0.0", within_limits={"ten": "0.9"}))
    odds = opening_odds(held, "quiet", date(2026, 3, 6))
    assert "A general agreement in force for five days; 5 of 10 days count so far." in odds.method
    assert 0 == odds.met_by(date(2026, 3, 10)).high
    # Half of the days are left, so the root of 0.9 is asked for; no truce of the class failed in its second week.
    assert 0.9 < odds.met_by(date(2026, 3, 11)).mid < 0.9**0.5 + 1e-9
    assert odds.met_by(date(2026, 3, 11)) == odds.met_by(date(2027, 3, 11))


def test_a_truce_that_ends_too_soon_leaves_the_wait_for_another():
    """Five of ten days, and the truce is over in two."""
    held = folder(LOUD | QUIET, needs="agreement", until="2026-03-08")
    never = with_gate(held, prospect=judged(agreement_a_year="0.0", within_limits={"ten": "0.9"}))
    odds = opening_odds(never, "quiet", date(2026, 3, 6))
    assert "which ends by its own term in two days" in odds.method
    assert 0 == odds.met_by(date(2028, 3, 6)).high
    some = with_gate(held, prospect=judged(agreement_a_year="0.5", within_limits={"ten": "0.9"}))
    assert 0.3 < opening_odds(some, "quiet", date(2026, 3, 6)).met_by(date(2027, 3, 6)).mid < 0.5


def test_without_a_judgement_the_gates_own_agreements_are_counted():
    """One agreement by both sides without a set end in the 19 days since it began."""
    odds = opening_odds(folder(LOUD | QUIET, needs="agreement", ended="2026-03-10"), "quiet", DAY)
    assert "one general agreement without a set end in 0.1 years since 2026-03-01" in odds.method
    assert "since nothing is known of it" in odds.method
    later = judged(counted_since="2026-03-05")
    held = with_gate(folder(LOUD | QUIET, needs="agreement", ended="2026-03-10"), prospect=later)
    assert (
        "no general agreement without a set end in 0.0 years since 2026-03-05"
        in opening_odds(held, "quiet", DAY).method
    )


def test_a_few_days_of_observation_make_nothing_likely():
    """No agreement in 15 days is no evidence that one comes within a year: the count is that of a year without."""
    held = folder(LOUD | QUIET, needs="agreement", ended="2026-03-10")
    odds = opening_odds(with_gate(held, prospect=judged(counted_since="2026-03-05")), "quiet", DAY)
    expected = between(ceasefire.chance_a_year(0, 1.0))
    assert f", which count as one, so {expected} a year" in odds.method


def test_counts_that_are_due_and_missing_are_said_and_no_run_of_today():
    """The observation ended on 31 May; on 1 September nobody knows."""
    odds = opening_odds(folder(LOUD | QUIET, needs="agreement", note="in force"), "quiet", date(2026, 9, 1))
    assert "0 of 10 days count so far" in odds.method
    assert "No present counts of: Strikes. Until there are, the reading cannot be judged, however it is." in odds.method


def test_a_lull_is_foreseen_from_the_observed_days():
    """The other reading asks for two days of nothing and needs no agreement."""
    odds = opening_odds(folder(LOUD | QUIET, needs="nothing"), "quiet", DAY, reading="two")
    assert "A lull without an agreement: " in odds.method
    assert odds.met_by(date(2027, 3, 20)).mid > 0


def test_what_is_no_condition_or_no_reading_is_a_message(flagship):
    """Each names what there is."""
    with pytest.raises(UsageError, match="'vote' is no gate that is a condition"):
        opening_odds(flagship, "vote", DAY)
    with pytest.raises(
        UsageError, match="gate 'ceasefire' has no reading 'year'; it has: week, month, ninety, quarter"
    ):
        opening_odds(flagship, "ceasefire", DAY, reading="year")


def test_the_verdict_shows_the_same_chance_for_every_reading(flagship):
    """In three months, one year and two."""
    said = gate_verdict(flagship, "ceasefire", date(2026, 5, 18))
    odds = opening_odds(flagship, "ceasefire", date(2026, 5, 18))
    assert [[91, 365, 730]] * 4 == [[by.days for by in reading.met_by] for reading in said.readings]
    for by in said.deciding.met_by:
        assert by.chance.mid == pytest.approx(odds.met_by(by.day).mid)
    assert "a judgement of the dossier" in said.deciding.met_by_method
    weakest, strictest = said.readings[0].met_by[1].chance, said.readings[2].met_by[1].chance
    assert strictest.mid < weakest.mid
    assert (np.diff(odds.met[1]) >= 0).all()


def test_a_truce_in_force_is_strong_and_each_change_shows_its_rows():
    """Loud days before, two a day since 1 March."""
    held = folder(LOUD | QUIET, needs="agreement", note="in force")
    (truce,) = gate_verdict(held, "quiet", DAY).standings
    assert ("strong", "strikes", 6 / 7) == (truce.status, truce.series, truce.observed_share)
    assert pytest.approx(100) == truce.before_per_day
    assert [30, 90, 365] == [one.days for one in truce.lasts]
    last = truce.changes[-1]
    assert last.sentence.startswith("Strong: ")
    assert "counted in the" in last.sentence
    assert "(strikes.csv)." in last.sentence


def test_a_truce_that_is_denounced_has_collapsed_whatever_the_counts_say():
    """Quiet days, and a party withdraws on 15 March; on the 14th nobody knows of it."""
    held = folder(LOUD | QUIET, needs="agreement", denounced="2026-03-15")
    (truce,) = gate_verdict(held, "quiet", DAY).standings
    assert ("collapsed", []) == (truce.status, truce.lasts)
    assert "Collapsed: denounced on 15 March 2026" in truce.sentence
    assert "Collapsed: denounced on 15 March 2026." == truce.changes[-1].sentence
    (earlier,) = gate_verdict(held, "quiet", date(2026, 3, 14)).standings
    assert "strong" == earlier.status
    assert "shut" == gate_verdict(held, "quiet", DAY).state


def test_a_prolonged_truce_goes_on_from_the_day_that_was_announced():
    """Until 15 March; on the 12th it is prolonged to the end of the month."""
    prolonged = {"until": "2026-03-15", "renewals": [{"day": "2026-03-12", "until": "2026-04-01"}]}
    held = folder(LOUD | QUIET, needs="agreement", **prolonged)
    assert ["The truce"] == gate_verdict(held, "quiet", date(2026, 3, 20)).in_force
    late = {**prolonged, "renewals": [{"day": "2026-03-25", "until": "2026-04-01"}]}
    assert [] == gate_verdict(folder(LOUD | QUIET, needs="agreement", **late), "quiet", date(2026, 3, 20)).in_force


@pytest.mark.parametrize(
    ("truce", "series", "words"),
    [
        ({"scope": "energy"}, {}, "no series counts violence of the class energy and nothing else"),
        ({"zones": ["UA-14"]}, {}, "no series counts violence in UA-14 and nothing else"),
        ({"zones": ["UA-14"]}, {"zone": "UA-63"}, "no series counts violence in UA-14 and nothing else"),
        ({"scope": "sea"}, {"covers": "energy"}, "no series counts violence of the class sea and nothing else"),
    ],
)
def test_what_no_series_counts_is_unknown_and_never_in_force(truce, series, words):
    """A count of something else, or of the whole country, says nothing on it."""
    held = folder(LOUD | QUIET, needs="agreement", **truce)
    held = with_gate(held, series=series_of(held, **series))
    (said,) = gate_verdict(held, "quiet", DAY).standings
    assert ("unknown", "") == (said.status, said.series)
    assert words in said.sentence


def test_a_zone_and_a_class_that_fit_are_judged():
    """Energy strikes in one region, counted there."""
    held = folder(LOUD | QUIET, needs="agreement", zones=["UA-14"], scope="energy", note="in force")
    held = with_gate(held, series=series_of(held, zone="UA-14", covers="energy"))
    (said,) = gate_verdict(held, "quiet", DAY).standings
    assert ("strong", "UA-14", "energy") == (said.status, said.zone, said.covers)


@pytest.mark.parametrize(
    ("kind", "count", "grade"),
    [("incidents", 2.0, "minor"), ("casualties", 2.0, "serious"), ("long-range", 2.0, "major"), (None, 2.0, "unknown")],
)
def test_violations_are_graded_by_what_the_series_counts(kind, count, grade):
    """Two a day, of one kind or another."""
    counts = LOUD | {date(2026, 3, 1) + timedelta(days=i): count for i in range(60)}
    held = folder(counts, needs="agreement", note="in force")
    held = with_gate(held, series=series_of(held, kind=kind, lag=0))
    assert grade == gate_verdict(held, "quiet", DAY).standings[0].grade


def test_a_feed_that_is_silent_past_its_heartbeat_is_unknown():
    """A day without a row means nothing happened; the last row is of 10 March."""
    counts = LOUD | {day: count for day, count in QUIET.items() if day <= date(2026, 3, 10)}
    held = folder(counts, needs="agreement", missing="zero", note="in force")
    assert "open" == gate_verdict(held, "quiet", date(2026, 4, 10)).state
    beating = with_gate(held, series=series_of(held, heartbeat=5))
    said = gate_verdict(beating, "quiet", date(2026, 4, 10))
    assert ("unknown", "unknown") == (said.state, said.standings[0].status)


def test_the_flagships_truces_of_the_last_year(flagship):
    """None of them is in force, and what was not observed is not called quiet."""
    said = gate_verdict(flagship, "ceasefire", date(2026, 5, 18))
    assert {"expired", "ended", "unknown"} == {one.status for one in said.standings}
    assert all(one.observed_share == 0 for one in said.standings)
    july = gate_verdict(flagship, "ceasefire", date(2022, 2, 20))
    assert any("Truce with additional measures" in one.title and one.changes for one in july.standings)
    assert {"Donetsk", "Luhansk"} == {r.name for r in said.regions[0].regions if r.count}
