"""The flagship's gates together: what the finding says, what a change does, why the chance moved, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from placet.assess import assess
from placet.desk import Answer, Desk
from placet.errors import UsageError
from placet.gates.verdict import Range
from placet.outlook.chance import small, with_interval
from placet.outlook.courses import Dependence, GateOdds
from placet.outlook.histories import joint_at
from placet.outlook.joint import finding, horizon, moved, odds_of
from placet.outlook.odds import drawn_to, inverse, log_odds, terms, triple


@pytest.fixture(scope="module")
def answer(flagship):
    """Return the flagship's gates with their chances, without the plan."""
    return Desk(flagship).assess(with_plan=False, with_chance=True)


@pytest.fixture(scope="module")
def together(answer):
    """Return all gates together."""
    return answer.assessment.together


def test_the_checks_of_the_run_hold(together):
    """No doubt, nested bands, chances that rise, no gate less likely than all."""
    assert [] == together.doubts
    assert all(r.low <= r.mid <= r.high for r in (*together.by, *together.on))
    assert all(a.mid <= b.mid + 1e-12 for a, b in zip(together.by, together.by[1:], strict=False))
    for gate in together.gates:
        assert all(r.mid <= own.mid + 1e-9 for r, own in zip(together.by, gate.by, strict=True))


def test_the_finding_says_the_figure_of_its_horizon(together):
    """The sentence, the table and the question say the same."""
    here = next(row for row in together.horizons if row.months == together.months)
    assert with_interval(here.by) in together.sentence
    asked = together.chance(here.day)
    assert pytest.approx(here.by.mid) == asked.mid
    assert "judgement" in together.sentence


def test_the_answer_to_a_day(answer):
    """As a person asks it: low, mid and high, in words too."""
    found = answer.chance(by="2027-12-31")
    assert f"Chance(low={found.low:.3g}, mid={found.mid:.3g}, high={found.high:.3g})" == repr(found)
    assert 0 < found.low < found.mid < found.high < 1
    assert "by 31 December 2027" in str(found)
    assert "draws" in found.method


def test_a_day_out_of_reach_is_refused(answer):
    """Before the day of the assessment, and beyond five years."""
    for day in ("2026-05-17", "2031-12-31"):
        with pytest.raises(UsageError, match="out of reach"):
            answer.chance(by=day)
    with pytest.raises(UsageError, match="is not a day"):
        answer.chance(by="soon")


def test_an_answer_without_chances_joins_the_gates_when_asked(gates_only, answer, flagship):
    """The same figures, computed at the question."""
    bare = Answer(Desk(flagship), gates_only)
    assert bare.assessment.together is None
    assert answer.chance("2027-12-31") == bare.chance("2027-12-31")


@pytest.mark.parametrize(
    ("changes", "rises"),
    [
        ({"ceasefire": "open"}, True),
        ({"vote": "open"}, True),
        ({"ceasefire.reading": "month"}, True),
        ({"vote": "shut"}, False),
    ],
)
def test_a_what_if_moves_the_chance(answer, changes, rises):
    """An open gate raises it, a gate that is shut for good leaves nothing."""
    after = answer.what_if(changes).chance("2027-12-31").mid
    if rises:
        assert after > answer.chance("2027-12-31").mid
    else:
        assert 0 == after


def test_an_unknown_gate_leaves_no_chance(answer):
    """Nothing says when it opens: no number is invented."""
    bare = answer.what_if({"ceasefire": "unknown"})
    assert "No chance that all gates open is given" in bare.together.sentence
    with pytest.raises(UsageError, match="no chance is given"):
        bare.chance("2027-12-31")


def test_before_anything_was_proposed_there_is_no_chance(flagship):
    """In spring 2025 nobody had proposed it."""
    early = assess(flagship, as_of="2025-03-01", with_plan=False, with_chance=True)
    assert [] == early.together.days
    assert "Nothing says when it would be" in early.together.sentence


def test_the_gates_that_matter_most_come_first(together):
    """Ranked by what their opening would do; the low and the high course of each enclose the figure."""
    gains = [lever.if_open for lever in together.levers]
    assert sorted(gains, reverse=True) == gains
    assert all(lever.swing.low <= lever.swing.mid <= lever.swing.high for lever in together.levers)
    assert small(together.levers[0].if_open) in together.levers[0].sentence


def test_what_moved_the_chance_adds_up(flagship, together):
    """The parts of the gates are the whole move, and nothing moves against itself."""
    early = assess(flagship, as_of="2025-09-30", with_plan=False, with_chance=True).together
    found = moved(early, together)
    assert {"vote", "ceasefire", "mandate"} <= set(found.parts)
    assert pytest.approx(found.after - found.before, abs=1e-12) == sum(found.parts.values())
    assert {0.0} == set(moved(together, together).parts.values())


def test_an_assessment_holds_what_the_calculation_needs(together):
    """From the written courses the joint distribution comes out again."""
    gates = [odds_of(one) for one in together.gates]
    ties = [Dependence(t.gate, t.upon, triple(t.before), triple(t.after)) for t in together.ties]
    again = joint_at(gates, ties, np.zeros((len(gates) + len(ties), 1)))
    assert pytest.approx([r.mid for r in together.by], abs=1e-6) == again.by[0]


def test_the_same_seed_gives_the_same_bands(flagship, together):
    """Twice the same call, twice the same numbers."""
    again = assess(flagship, with_plan=False, with_chance=True).together
    assert together == again


# One gate


def test_a_mandate_ends_and_is_renewed_term_by_term(flagship):
    """November 2026 and November 2028 lie within five years of May 2026, and November 2030 too."""
    renews = flagship.dossier.gates["mandate"].renews
    ends = terms(date(2026, 11, 15), date(2026, 5, 18), renews)
    assert [date(2026, 11, 15), date(2028, 11, 15), date(2030, 11, 15)] == ends


def test_two_estimates_are_joined_between_them():
    """The mean in log odds of 10 % and 90 % is a half."""
    assert pytest.approx(0.5) == inverse((log_odds(0.1) + log_odds(0.9)) / 2)


def test_a_curve_drawn_to_another_figure_passes_through_it():
    """The rate is multiplied throughout: order and ends stay."""
    curve = np.array([0.0, 0.3, 0.5, 0.6])
    drawn = drawn_to(curve, 0.5, 0.2)
    assert pytest.approx(0.2) == drawn[2]
    assert (np.diff(drawn) > 0).all()
    assert 0 == drawn[0]


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.0001, "below 0.1"), (0.004, "0.4"), (0.0094, "0.9"), (0.0096, "1"), (0.26, "26"), (0.995, "above 99")],
)
def test_small_chances_in_words(chance, words):
    """To a tenth below one per cent, never as certain as 0 or 100."""
    assert words == small(chance)


def test_a_chance_with_its_interval():
    """In one unit."""
    assert "2 % (0.3 to 6 %)" == with_interval(Range(low=0.003, mid=0.021, high=0.061))


def test_gates_that_are_open_for_good_need_no_number():
    """Everything known and open: the finding is no chance."""
    by = np.ones((3, 66))
    assert "All gates are open" in finding(horizon(12, date(2026, 5, 18), by, by))
    nothing = np.zeros((3, 66))
    assert "cannot be open all at once" in finding(horizon(12, date(2026, 5, 18), nothing, nothing))


def test_days_follow_the_grid(together, answer):
    """Every 28 days from the day of the assessment."""
    gaps = {b - a for a, b in zip(together.days, together.days[1:], strict=False)}
    assert {timedelta(days=28)} == gaps
    assert answer.assessment.as_of == together.days[0]
    assert GateOdds.certain("a", 65, is_open=True).steps == len(together.days) - 1
