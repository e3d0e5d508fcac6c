"""The best plan: cases computed by hand, an exhaustive search, and what must hold for every network."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.training import Course, Fund, Instructors, Network, NoPlanError, Plan, Site, best_plan

PLENTY = 1e5
TIE_BREAKS = 3e-4


def tiny(**changed: object) -> Network:
    """Return ten weeks, one five-week course, one site with 100 beds; nothing else is scarce."""
    parts: dict[str, object] = {
        "weeks": 10,
        "courses": (Course("basic", 5, 4),),
        "sites": (Site("lviv", "UA", 100, ("basic",), 0.0, 10.0, inside=True),),
        "instructors": (Instructors("all", PLENTY, inside=True),),
        "funds": (Fund("all", math.inf),),
        "intake_per_week": PLENTY,
    }
    return Network(**(parts | changed))  # type: ignore[arg-type]


def trained(network: Network) -> float:
    return round(best_plan(network).trained, 6)


def strongest(plan: Plan) -> tuple[str, str, float]:
    first = plan.binding[0]
    return first.kind, first.name, round(first.per_unit, 2)


def test_beds_hold_two_courses_of_five_weeks_in_ten() -> None:
    plan = best_plan(tiny())
    assert 200 == pytest.approx(plan.trained)
    assert ("beds", "lviv", 2.0) == strongest(plan)
    assert (0, 10, "bed") == (plan.binding[0].since_week, plan.binding[0].until_week, plan.binding[0].unit)
    assert 1 == pytest.approx(plan.binding[0].elasticity, abs=1e-3)


def test_who_fails_does_not_count() -> None:
    assert 180 == trained(tiny(courses=(Course("basic", 5, 4, pass_share=0.9),)))


def test_soldiers_cannot_start_before_they_arrive() -> None:
    plan = best_plan(tiny(intake_per_week=10.0))
    assert 60 == pytest.approx(plan.trained)  # those of weeks 0 to 5; who comes later cannot finish
    assert ("intake", "", 6.0) == strongest(plan)
    assert (0, 6) == (plan.binding[0].since_week, plan.binding[0].until_week)


def test_soldiers_who_wait_are_taught_later() -> None:
    assert 30 == trained(tiny(intake_per_week=(30.0,) + (0.0,) * 9, sites=(Site("a", "PL", 15, ("basic",)),)))


def test_only_the_share_of_a_course_takes_it() -> None:
    assert 30 == trained(tiny(intake_per_week=10.0, courses=(Course("basic", 5, 4, share_of_intake=0.5),)))


def test_five_instructors_teach_twenty_at_a_time() -> None:
    plan = best_plan(tiny(instructors=(Instructors("all", 5, inside=True),)))
    assert 40 == pytest.approx(plan.trained)
    assert ("instructors", "", 8.0) == strongest(plan)
    assert 5 == pytest.approx(plan.teaching_inside_by_week.max())


def test_instructors_who_may_not_go_inside_teach_nobody_there() -> None:
    plan = best_plan(tiny(instructors=(Instructors("all", 5),)))
    assert 0 == plan.trained
    assert ("instructors inside", "", 8.0) == strongest(plan)


def test_instructors_who_may_not_go_inside_set_the_others_free() -> None:
    sites = (Site("lviv", "UA", 100, ("basic",), inside=True), Site("brzeg", "PL", 8, ("basic",)))
    pools = (Instructors("some", 3, inside=True), Instructors("others", 10))
    plan = best_plan(tiny(sites=sites, instructors=pools))
    assert 2 * (3 * 4 + 8) == pytest.approx(plan.trained)
    assert 2 * 3 * 4 == pytest.approx(plan.inside)
    assert {"lviv": 24.0, "brzeg": 16.0} == {name: round(number, 6) for name, number in plan.trained_by_site.items()}


def test_money_pays_so_many_soldier_weeks() -> None:
    plan = best_plan(tiny(funds=(Fund("first", 1000.0),)))
    assert 20 == pytest.approx(plan.trained)
    assert 1000 == pytest.approx(plan.cost_eur)
    assert ("money", "first", 20000) == (
        plan.binding[0].kind,
        plan.binding[0].name,
        round(plan.binding[0].per_unit, -2),
    )


def test_money_is_spent_only_in_its_weeks() -> None:
    funds = (Fund("first", 2000.0, -8, 5), Fund("second", 1000.0, 5, 30))
    plan = best_plan(tiny(funds=funds))
    assert 40 + 20 == pytest.approx(plan.trained)
    assert [2000, 1000] == [round(float(part.sum())) for part in np.split(plan.cost_by_week, [5])]


def test_without_a_fund_only_what_is_free_is_taught() -> None:
    assert 0 == trained(tiny(funds=()))
    assert 200 == trained(tiny(funds=(), sites=(Site("a", "PL", 100, ("basic",)),)))


@pytest.mark.parametrize(
    ("mandate", "expected"), [(None, 200), (10.0, 200), (9.5, 100), (5.0, 100), (4.9, 0), (-3.0, 0)]
)
def test_every_course_ends_before_the_mandate(mandate: float | None, expected: float) -> None:
    plan = best_plan(tiny(mandate_until_week=mandate))
    assert expected == pytest.approx(plan.trained)
    assert (mandate in (9.5, 4.9)) == any(binding.kind == "mandate" for binding in plan.binding)


@pytest.mark.parametrize(("opens", "expected"), [(-4.0, 200), (0.0, 200), (0.1, 100), (5.0, 100), (5.1, 0), (None, 0)])
def test_a_site_teaches_from_the_first_whole_week_after_it_opens(opens: float | None, expected: float) -> None:
    assert expected == trained(tiny(sites=(Site("lviv", "UA", 100, ("basic",), opens, inside=True),)))


def test_a_broken_last_week_fills_half_a_week_of_beds() -> None:
    courses = (Course("basic", 2.5, 4),)
    # 100 beds for 5 weeks are 500 bed-weeks; the last start is in week 2, and starts in weeks 0 and 2 share week 2.
    assert 100 + 50 == trained(tiny(weeks=5, courses=courses))


@pytest.mark.parametrize(("weeks", "expected"), [(9, 20), (10, 100), (11, 100)])
def test_graduates_of_one_course_start_the_next(weeks: int, expected: float) -> None:
    courses = (Course("basic", 5, 4), Course("leaders", 5, 4, share_of_intake=0.8, needs=("basic",)))
    sites = (Site("a", "PL", 500, ("basic", "leaders")),)
    arrivals = (100.0,) + (0.0,) * (weeks - 1)
    plan = best_plan(tiny(weeks=weeks, courses=courses, sites=sites, intake_per_week=arrivals))
    assert expected == pytest.approx(plan.trained)
    # Four in five are meant for the second course: they count when they have passed it, and the others at once.
    assert 20 == pytest.approx(plan.trained_by_course["basic"])
    assert 100 == pytest.approx(plan.passed_by_course["basic"])


def test_a_soldier_counts_once_when_the_last_course_is_passed() -> None:
    chain = (
        Course("basic", 5, 4),
        Course("second", 5, 4, 1.0, 0.5, ("basic",)),
        Course("third", 5, 4, 1.0, 0.2, ("basic", "second")),
        Course("other", 5, 4, 1.0, 0.25, ("basic",)),
    )
    assert (0.25, 0.8, 1.0, 1.0) == tiny(courses=chain).counted()


def test_an_exhaustive_search_finds_nothing_better() -> None:
    # Only beds and the first week's arrivals bind: the matrix is one of intervals, so the optimum is whole.
    weeks, beds, lengths, passes = 6, 2, (2, 3), (0.5, 1.0)
    slots = [(c, week) for c, length in enumerate(lengths) for week in range(weeks - length + 1)]
    choices = np.array(list(itertools.product(range(beds + 1), repeat=len(slots))))
    uses = np.array([[start <= week < start + lengths[c] for week in range(weeks)] for c, start in slots])
    kept = (choices @ uses <= beds).all(axis=1)
    found = (choices @ np.array([passes[c] for c, _ in slots]))[kept].max()

    courses = (Course("short", 2, 4, passes[0], 0.5), Course("long", 3, 4, passes[1], 0.5))
    sites = (Site("a", "PL", beds, ("short", "long")),)
    assert found == trained(tiny(weeks=weeks, courses=courses, sites=sites, intake_per_week=(99.0,) + (0.0,) * 5))


def test_a_solver_that_runs_out_of_time_says_so() -> None:
    with pytest.raises(
        NoPlanError, match=r"^the solver stopped without a plan \(time limit reached\); plan fewer weeks"
    ):
        best_plan(flagship_like(), seconds=0.0)


def test_equal_networks_give_equal_plans() -> None:
    first, second = best_plan(flagship_like()), best_plan(flagship_like())
    assert np.array_equal(first.entries, second.entries)
    assert first.binding == second.binding


def test_sooner_and_cheaper_among_plans_that_train_as_many() -> None:
    sites = (Site("dear", "DE", 100, ("basic",), 0.0, 90.0), Site("cheap", "PL", 100, ("basic",), 0.0, 10.0))
    plan = best_plan(tiny(weeks=20, sites=sites, intake_per_week=(50.0,) + (0.0,) * 19))
    assert {"dear": 0.0, "cheap": 50.0} == plan.trained_by_site
    assert 50 == plan.trained_by_week[4]


def flagship_like(**changed: object) -> Network:
    """Return an invented programme of some size: 4 courses, 6 sites of which 2 inside, a year."""
    network = Network(
        weeks=52,
        courses=(
            Course("basic", 5, 4, 0.95, 0.6),
            Course("collective", 4, 6, 0.97, 0.3, needs=("basic",)),
            Course("specialist", 8, 3, 0.9, 0.25),
            Course("leaders", 3, 5, 0.93, 0.15),
        ),
        sites=(
            Site("a", "PL", 900, ("basic", "collective", "specialist"), 0.0, 700.0),
            Site("b", "DE", 500, ("basic", "specialist", "leaders"), 0.0, 1100.0),
            Site("c", "ES", 300, ("basic", "leaders"), 0.0, 900.0),
            Site("d", "FR", 200, ("collective",), 0.0, 950.0),
            Site("e", "UA", 400, ("basic", "leaders"), 10.5, 400.0, inside=True),
            Site("f", "UA", 400, ("basic", "collective"), 20.0, 400.0, inside=True),
        ),
        instructors=(Instructors("stay", 300), Instructors("go", 150, inside=True)),
        funds=(Fund("first", 40e6, -10, 30), Fund("second", 30e6, 30)),
        intake_per_week=450.0,
    )
    return replace(network, **changed)  # type: ignore[arg-type]


def assert_sound(plan: Plan) -> None:
    """Assert from the entries alone that the plan keeps every limit and that its figures add up."""
    network, near = plan.network, 1e-5 * (1 + plan.trained)
    weeks, courses = network.weeks, network.courses
    there = np.zeros((len(network.sites), len(courses), weeks))
    passed = np.zeros_like(there)
    for (s, c, week), soldiers in np.ndenumerate(plan.entries):
        if soldiers <= 1e-9:
            continue
        site, course = network.sites[s], courses[c]
        assert course.id in site.courses
        assert site.opens_week is not None
        assert site.opens_week <= week + 1e-6
        assert week + course.weeks <= network.end_week + 1e-6
        for later in range(math.ceil(course.weeks)):
            there[s, c, week + later] += soldiers * min(1.0, course.weeks - later)
        passed[s, c, week + math.ceil(course.weeks) - 1] += soldiers * course.pass_share
    assert np.all(there.sum(axis=1) <= np.array([[site.beds] for site in network.sites]) + near)
    teaching = (there / np.array([[course.soldiers_per_instructor] for course in courses])).sum(axis=1)
    inside = np.array([site.inside for site in network.sites], bool)
    assert np.all(teaching[inside].sum(axis=0) <= network.people_inside + near)
    assert np.all(teaching.sum(axis=0) <= network.people + near)
    spent = (there * np.array([[[site.eur_per_soldier_week]] for site in network.sites])).sum(axis=(0, 1))
    assert spent.sum() <= sum(fund.eur for fund in network.funds) * (1 + 1e-6) + 1.0
    for c, course in enumerate(courses):
        entered = np.cumsum(plan.entries[:, c].sum(axis=0))
        if not course.needs:
            assert np.all(entered <= course.share_of_intake * np.cumsum(network.arrivals()) + near)
        for needed in course.needs:
            before = [other.id for other in courses].index(needed)
            graduates = np.r_[0.0, np.cumsum(passed[:, before].sum(axis=0))[:-1]]
            assert np.all(entered <= course.share_of_intake * graduates + near)
    trained = passed * np.array(network.counted())[:, None]
    assert plan.trained == pytest.approx(trained.sum(), abs=near)
    assert passed.sum() == pytest.approx(sum(plan.passed_by_course.values()), abs=near)
    assert plan.trained == pytest.approx(sum(plan.trained_by_site.values()), abs=near)
    assert plan.trained == pytest.approx(sum(plan.trained_by_course.values()), abs=near)
    assert plan.inside == pytest.approx(trained[inside].sum(), abs=near)
    assert plan.cost_eur == pytest.approx(spent.sum(), rel=1e-6, abs=near)
    assert plan.objective == pytest.approx(plan.bound, rel=1e-7, abs=1e-5)
    assert all(binding.per_unit >= 0 and binding.elasticity >= 0 for binding in plan.binding)


@pytest.mark.parametrize("mandate", [None, 26.5])
def test_a_large_plan_keeps_every_limit_and_proves_that_it_is_best(mandate: float | None) -> None:
    plan = best_plan(flagship_like(mandate_until_week=mandate))
    assert plan.trained > 1000
    assert plan.binding
    assert_sound(plan)


def test_one_unit_more_brings_what_the_price_says() -> None:
    network = flagship_like(intake_per_week=900.0, funds=(Fund("all", math.inf),))
    plan = best_plan(network)
    binding = next(binding for binding in plan.binding if binding.kind == "instructors")
    more = best_plan(replace(network, instructors=(*network.instructors, Instructors("one", 1.0))))
    assert binding.per_unit == pytest.approx(more.objective - plan.objective, rel=0.05)


SMALL = st.builds(
    lambda weeks, lengths, beds, opens, people, eur, intake, mandate: Network(
        weeks=weeks,
        courses=(
            Course("a", lengths[0], 3, 0.9, 0.6),
            Course("b", lengths[1], 5, 0.8, 0.4),
            Course("c", 2, 4, 1.0, 0.5, needs=("a",)),
        ),
        sites=(
            Site("one", "PL", beds[0], ("a", "b"), 0.0, 50.0),
            Site("two", "DE", beds[1], ("b", "c"), opens[0], 70.0),
            Site("three", "UA", beds[2], ("a", "c"), opens[1], 30.0, inside=True),
        ),
        instructors=(Instructors("stay", people[0]), Instructors("go", people[1], inside=True)),
        funds=(Fund("first", eur[0], 0, weeks / 2), Fund("second", eur[1], weeks / 3, weeks)),
        intake_per_week=intake,
        mandate_until_week=mandate,
    ),
    weeks=st.integers(1, 20),
    lengths=st.tuples(st.sampled_from([1, 2.5, 3, 5]), st.sampled_from([1, 2, 4])),
    beds=st.tuples(*[st.integers(0, 80)] * 3),
    opens=st.tuples(*[st.one_of(st.none(), st.floats(0, 15))] * 2),
    people=st.tuples(*[st.integers(0, 20)] * 2),
    eur=st.tuples(*[st.floats(0, 40_000)] * 2),
    intake=st.floats(0, 60),
    mandate=st.one_of(st.none(), st.floats(0, 25)),
)


@settings(max_examples=60, deadline=None)
@given(SMALL)
def test_every_plan_keeps_its_limits_and_proves_that_it_is_best(network: Network) -> None:
    assert_sound(best_plan(network))


@settings(max_examples=40, deadline=None)
@given(SMALL, st.sampled_from(["beds", "people", "money", "intake", "opening", "mandate"]), st.integers(1, 30))
def test_more_of_anything_never_trains_fewer(network: Network, what: str, more: int) -> None:
    sites, opened = network.sites, network.sites[2].opens_week
    changed = {
        "beds": {"sites": (replace(sites[0], beds=sites[0].beds + more), *sites[1:])},
        "people": {"instructors": (*network.instructors, Instructors("more", more, inside=more % 2 == 0))},
        "money": {"funds": (*network.funds, Fund("more", 1000.0 * more, more / 4, 30))},
        "intake": {"intake_per_week": network.arrivals()[0] + more},
        "opening": {"sites": (*sites[:2], replace(sites[2], opens_week=max(0.0, (opened or 20.0) - more)))},
        "mandate": {"mandate_until_week": None if more % 2 else (network.mandate_until_week or 99.0) + more},
    }[what]
    before = best_plan(network, explain=False)
    after = best_plan(replace(network, **changed), explain=False)  # type: ignore[arg-type]
    assert after.objective >= before.objective * (1 - TIE_BREAKS) - 1e-6
    assert after.trained >= before.trained * (1 - TIE_BREAKS) - 1e-6
