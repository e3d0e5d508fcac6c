"""What the mission delivers in each case of the gates: the cases, their order, the past, a target out of reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import outlook, training
from placet.assess import assess
from placet.dossier.read import read
from placet.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
FLAGSHIP = read(ROOT / "examples" / "eumam-ukraine")
PROGRAMME = FLAGSHIP.dossier.programme
DAY = date(2026, 5, 18)


# The cases


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-05-18", 6, "2026-11-18"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-12-31", 12, "2026-12-31"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-01-31", 0, "2025-01-31"),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day, months, later):
    """Month ends and leap years."""
    assert date.fromisoformat(later) == outlook.shifted(date.fromisoformat(day), months)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(0, 60))
def test_months_later_never_leaves_the_month(day, months):
    """Twelve months are a year, and more months are never earlier."""
    later = outlook.shifted(day, months)
    assert (day.year * 12 + day.month + months) == later.year * 12 + later.month
    assert later.day <= day.day
    assert later <= outlook.shifted(day, months + 1)


def test_the_cases_as_of_the_last_day_read():
    """Gates open today, in six and twelve months, never, and the mandate not renewed."""
    cases = outlook.gate_cases(DAY, date(2028, 5, 18), date(2026, 11, 15), "The mandate")
    assert [
        ("inside-now", DAY, None),
        ("inside-6", date(2026, 11, 18), None),
        ("inside-12", date(2027, 5, 18), None),
        ("outside", None, None),
        ("lapse", None, date(2026, 11, 15)),
    ] == [(c.id, c.go, c.mandate_until) for c in cases]
    assert "The mandate not renewed after 15 November 2026" == cases[-1].title


@pytest.mark.parametrize(
    ("term_ends", "lapses"),
    [
        (None, None),
        ("2028-05-19", None),
        ("2028-05-18", None),
        ("2028-05-17", "2028-05-17"),
        ("2026-05-19", "2026-05-19"),
        ("2026-05-18", "2026-05-18"),
        ("2024-11-15", "2026-05-18"),
    ],
)
def test_the_mandate_lapses_within_the_plan_or_not_at_all(term_ends, lapses):
    """A term beyond the plan cannot lapse in it; one that is over has lapsed on the first day."""
    ends = date.fromisoformat(term_ends) if term_ends else None
    cases = outlook.gate_cases(DAY, date(2028, 5, 18), ends, "The mandate")
    found = [str(c.mandate_until) for c in cases if c.id == "lapse"]
    assert ([lapses] if lapses else []) == found


# The flagship's plan


def case(assessment, name):
    """Return one case of the plan."""
    return next(c for c in assessment.plan.cases if c.id == name)


def test_members_soil_only_delivers_what_the_mission_did(assessment):
    """About 606 a week to November 2024 (63,000 in 104 weeks) and about 400 a week after it."""
    per_week = case(assessment, "outside").trained.mid / (24 * 365.25 / 12 / 7)
    assert 400 <= per_week <= 700


def test_opening_later_never_delivers_more(assessment):
    """In the middle and at both ends of the band: the same draws stand behind every case."""
    order = ["inside-now", "inside-6", "inside-12", "outside", "lapse"]
    assert order == [c.id for c in assessment.plan.cases]
    for end in ("low", "mid", "high"):
        figures = [getattr(case(assessment, name).trained, end) for name in order]
        assert all(a >= b - 1e-6 * a for a, b in pairwise(figures))


def test_bands_are_nested_and_never_fall(assessment):
    """The 50 % band lies within the 90 % one, and totals grow from month to month."""
    for one in assessment.plan.cases:
        assert 24 == len(one.by_month)
        for month in one.by_month:
            outer, inner = month.trained, month.inner
            assert outer.low <= inner.low <= inner.mid <= inner.high <= outer.high
            assert outer.mid == inner.mid
        for before, after in pairwise(one.by_month):
            assert before.trained.low <= after.trained.low + 1e-6
            assert before.trained.high <= after.trained.high + 1e-6
        assert one.by_month[-1].trained == one.trained
        assert one.inside.mid <= one.trained.mid


def test_what_waiting_costs_is_the_difference_of_the_cases(assessment):
    """Draw by draw, so the middle of the differences lies near the difference of the middles."""
    first = assessment.plan.cases[0]
    assert [c.id for c in assessment.plan.cases[1:]] == [w.case for w in assessment.plan.waiting]
    for wait in assessment.plan.waiting:
        fewer = first.trained.mid - case(assessment, wait.case).trained.mid
        assert abs(fewer - wait.fewer.mid) <= 0.05 * first.trained.mid
        assert 0 <= wait.fewer.low <= wait.fewer.mid <= wait.fewer.high


def test_nobody_is_trained_inside_before_the_gates_open(assessment):
    """Only the cases in which they do."""
    assert {"outside", "lapse"} == {c.id for c in assessment.plan.cases if c.inside.high == 0}


def test_the_hosts_carry_all_of_it(assessment):
    """The shares add up, the largest first."""
    shares = [h.share for h in assessment.plan.hosts]
    assert sorted(shares, reverse=True) == shares
    assert abs(sum(shares) - 1) < 1e-6


def test_the_sentences_say_the_figures(assessment):
    """The finding and the cost of waiting are built from the cases."""
    plan = assessment.plan
    assert outlook.rounded(plan.cases[0].trained.mid) in plan.sentence
    assert outlook.rounded(case(assessment, "outside").trained.mid) in plan.sentence
    for name, wait in {w.case: w for w in plan.waiting}.items():
        assert (outlook.rounded(wait.fewer.mid) in plan.waiting_sentence) == (name != "inside-6")
    assert plan.target.mid == 60_000
    assert plan.infeasible is None


def test_what_binds_is_said_with_what_one_more_would_bring(assessment):
    """Never of something that brings nothing."""
    assert assessment.plan.binds
    for bind in assessment.plan.binds:
        assert bind.per_unit > 0
        assert bind.since < bind.until
        assert " would train " in bind.sentence


def test_the_plan_looks_as_far_as_it_says(assessment):
    """`trained(months=24)` is the end; further is refused."""
    assert assessment.plan.cases[0].trained == assessment.plan.trained(months=24)
    with pytest.raises(UsageError, match="the plan looks 24 months ahead; ask for 1 to 24 months"):
        assessment.plan.trained(months=25)
    with pytest.raises(UsageError, match="ask for 1 to 24 months"):
        assessment.plan.trained(months=0)


# Other programmes


def planned(folder, **changes):
    """Return the plan of the small dossier, whose instructors may teach inside, with more changes."""
    inside = {"programme.instructors.lithuania.inside": "yes"}
    return assess(folder, changes={**inside, **{k.replace("__", "."): v for k, v in changes.items()}}).plan


def test_a_target_out_of_reach_says_what_stands_in_the_way(good):
    """Which requirement cannot be met, by how much, and what would have to be lifted."""
    plan = planned(good, programme__target__soldiers="90_000 soldiers")
    assert plan.infeasible.startswith("90,000 soldiers by week 105 cannot be trained: at most ")
    reason = plan.infeasible.partition("what stands in the way: ")[2]
    assert "money and beds and instructors and soldiers who arrive" == reason


def test_a_programme_of_which_nobody_may_teach_names_the_instructors(good):
    """Its only instructors have not said whether they may."""
    plan = assess(good).plan
    assert 0 == plan.cases[0].trained.high
    assert plan.infeasible.endswith("what stands in the way: instructors")
    assert "instructors who may teach inside" == plan.binds[0].what
    assert "costs" not in plan.waiting_sentence


def test_a_target_within_reach_says_nothing(good):
    """Nothing stands in the way."""
    assert planned(good, programme__target__soldiers="100 soldiers").infeasible is None


def test_without_a_programme_there_is_no_plan(good):
    """The gates are answered all the same."""
    dossier = good.dossier.model_copy(update={"programme": None})
    said = assess(replace(good, dossier=dossier))
    assert said.plan is None
    assert "shut" == said.state
    assert [] == said.sourced


def test_a_mandate_that_ends_sooner_lapses_sooner(good):
    """`mandate.until` moves the case in which it is not renewed; fewer are trained by then."""
    plan = planned(good, mandate__until="2027-11-15")
    assert [date(2027, 11, 15)] == [c.mandate_until for c in plan.cases if c.id == "lapse"]
    sooner, later = (
        training.best_plan(network("lapse", term_ends=end), explain=False).trained
        for end in (date(2026, 8, 15), date(2026, 11, 15))
    )
    assert 0 < sooner < later


def test_a_mandate_beyond_the_plan_cannot_lapse(good):
    """The horizon is 30 months."""
    assert "lapse" not in [c.id for c in planned(good, mandate__until="2030-01-01").cases]


@pytest.mark.parametrize(
    "change",
    [
        {"programme.sites.poland.beds": "-100 beds"},
        {"programme.instructors.poland.people": "-1 to 5 people"},
        {"programme.intake.soldiers": "-5 soldiers a week"},
        {"programme.money.common-costs-4.amount": "-1 EUR"},
        {"programme.courses.basic.passes": "1.2"},
        {"programme.courses.basic.instructors": "0 soldiers an instructor"},
    ],
)
def test_a_capacity_below_zero_is_refused(flagship, change):
    """By the reader, in words, before anything is planned."""
    with pytest.raises(UsageError) as stop:
        assess(flagship, changes=change)
    assert next(iter(change)) in str(stop.value)


# From the dossier to the planner


def test_every_uncertain_figure_is_drawn_by_its_dotted_name():
    """Of the flagship: intake, renewal, courses, sites, instructors, money."""
    found = outlook.uncertain(PROGRAMME)
    assert {"intake", "renewal", "courses.basic.passes", "sites.poland.beds", "sites.ukraine-west.opens"} <= set(found)
    assert "sites.poland.opens" not in found


def network(case_id, day=DAY, term_ends=date(2026, 11, 15)):
    """Return the flagship as the planner takes it, with its middle figures."""
    end = outlook.shifted(day, 24)
    cases = outlook.gate_cases(day, end, term_ends, "The mandate")
    middle = {name: figure.mid for name, figure in outlook.uncertain(PROGRAMME).items()}
    return outlook.network(PROGRAMME, next(c for c in cases if c.id == case_id), middle, day, end)


def test_sites_inside_open_so_long_after_the_gates():
    """The west in 60 to 180 days: 120 days or 17 weeks; half a year later when the gates open then; else never."""
    opens = {
        name: next(s.opens_week for s in network(name).sites if s.id == "ukraine-west")
        for name in ("inside-now", "inside-6", "outside", "lapse")
    }
    assert {"inside-now": 120 / 7, "inside-6": (184 + 120) / 7, "outside": None, "lapse": None} == opens
    assert {0.0} == {s.opens_week for s in network("outside").sites if not s.inside}


def test_only_sites_in_the_host_country_are_inside():
    """Two of eight."""
    assert {"ukraine-west", "ukraine-centre"} == {s.id for s in network("inside-now").sites if s.inside}


@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(2022, 11, 15), date(2029, 1, 1)))
def test_money_follows_without_a_gap_or_an_overlap(day):
    """What was decided, then a year at a time; without a renewal, only what was decided."""
    planner = network("inside-now", day)
    found = sorted(planner.funds, key=lambda fund: fund.from_week)
    assert all(abs(a.until_week - b.from_week) < 1e-9 for a, b in pairwise(found))
    assert found[0].from_week <= 0
    assert found[-1].until_week >= planner.weeks
    if date(2024, 11, 15) < day:  # else the mandate of 2026 lies beyond the plan and cannot lapse in it
        assert not any(f.id.startswith("renewal") for f in network("lapse", day).funds)


def test_a_last_year_of_renewal_in_part_brings_its_part():
    """To May 2028: one whole year from November 2026 and half of the next."""
    first, last = [f for f in network("inside-now").funds if f.id.startswith("renewal")]
    assert 200_000_000 == first.eur
    assert 0.4 < last.eur / first.eur < 0.6


@pytest.mark.parametrize("as_of", ["2023-06-01", "2024-01-15", "2025-08-29", "2026-11-14"])
def test_there_is_a_plan_on_any_day_of_the_mission(flagship, as_of):
    """Days on which the solver's quick way gives up among them."""
    plan = assess(flagship, as_of=as_of).plan
    middles = [case.trained.mid for case in plan.cases]
    assert 0 < middles[0]
    assert middles == sorted(middles, reverse=True)


@pytest.mark.parametrize("months", [1, 60])
def test_a_short_and_a_long_plan(flagship, months):
    """In five years some cases make a programme of another shape than the rest."""
    plan = assess(flagship, changes={"programme.horizon": f"{months} months"}).plan
    assert months == len(plan.cases[0].by_month)
    assert f"in {months} month{'s' if months > 1 else ''}" in plan.sentence
