"""A clock in the joint distribution: gaps between its periods, and the days after the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from placet.assess import assess
from placet.dossier.read import Folder
from placet.dossier.schema import ClockGate
from placet.outlook import moved

ENDS = date(2028, 11, 15)
RENEWS = {"chance": "0.5", "for": "12 months", "assumed": {"chance": "A test", "for": "A test"}}
GAP = [
    {"since": "2026-01-01", "until": "2026-11-15", "because": []},
    {"since": "2027-03-01", "until": "2027-11-15", "because": []},
    {"since": "2028-03-01", "until": "2028-11-15", "because": []},
]


def clock(good: Folder, **changes: object) -> Folder:
    """Return a dossier whose one gate is a clock."""
    plain = {"kind": "clock", "title": "The mandate", "asks": "Does it run?", "open": GAP, "after": "shut"}
    gate = ClockGate.model_validate({**plain, **changes})
    opens = good.dossier.opens.model_copy(update={"all": ["mandate"], "depends": {}})
    update = {"gates": {"mandate": gate}, "opens": opens, "programme": None, "scenarios": {}}
    return replace(good, dossier=good.dossier.model_copy(update=update))


def on(held: Folder, as_of: str) -> dict[date, float]:
    """Return the chance that the clock is open on each day of the grid."""
    found = assess(held, as_of=as_of, with_plan=False, with_chance=True).together
    assert found is not None
    assert [] == found.doubts
    return dict(zip(found.days, (r.mid for r in found.on), strict=True))


def test_a_clock_with_gaps_is_open_in_its_periods_and_not_after_the_last(good):
    """Twenty-eight days from an end or a beginning the step is past it."""
    for day, chance in on(clock(good), "2026-05-18").items():
        near = [p[key] for p in GAP for key in ("since", "until")]
        if all(abs((day - date.fromisoformat(edge)).days) >= 28 for edge in near):
            inside = any(date.fromisoformat(p["since"]) <= day < date.fromisoformat(p["until"]) for p in GAP)
            assert pytest.approx(float(inside), abs=1e-9) == chance, day


def test_gaps_are_kept_in_the_assessment_so_that_nothing_moves(good):
    """What moved between two equal answers is nothing, also when it is computed from the JSON alone."""
    a = assess(clock(good), as_of="2026-05-18", with_plan=False, with_chance=True).together
    assert a is not None
    assert np.shape(a.gates[0].courses.comes) == (3, 65)
    found = moved(a, a)
    assert found is not None
    assert pytest.approx(a.chance(date(2028, 5, 18)).mid) == found.after


def test_a_clock_that_has_ended_for_good_is_shut_whatever_was_judged_before(good):
    """The verdict says shut, and so does the chance."""
    held = clock(good, renews=RENEWS)
    assert "shut" == assess(held, as_of="2029-06-01", with_plan=False).state
    assert {0.0} == set(on(held, "2029-06-01").values())


@pytest.mark.parametrize(("as_of", "chance"), [("2028-11-15", 0.5), ("2029-11-14", 0.5), ("2029-11-15", 0.25)])
def test_each_term_that_has_passed_takes_one_more_prolongation(good, as_of, chance):
    """As many as were needed for the clock to be open on the day."""
    assert pytest.approx(chance) == on(clock(good, after="unknown", renews=RENEWS), as_of)[date.fromisoformat(as_of)]


@pytest.mark.parametrize("as_of", ["2026-05-18", "2026-12-01", "2028-11-14", "2028-11-15", "2031-01-01"])
@pytest.mark.parametrize("renews", [None, RENEWS])
def test_the_chance_of_today_agrees_with_the_verdict_of_today(good, as_of, renews):
    """Open is certain, shut is certain."""
    held = clock(good, renews=renews)
    state = assess(held, as_of=as_of, with_plan=False).state
    assert {"open": 1.0, "shut": 0.0}[state] == on(held, as_of)[date.fromisoformat(as_of)]
