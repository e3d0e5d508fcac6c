"""Plans of whole course runs: by hand, against the plan in parts, interrupted, and what is refused."""

from __future__ import annotations

import signal
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.errors import UsageError
from placet.training import Course, Fund, Instructors, Network, Seats, Site, best_plan, whole_plan

NETWORK = Network(
    weeks=26,
    courses=(Course("basic", 5, 5.0, 0.95, 1.0), Course("leader", 4, 4.0, 0.9, 0.3, ("basic",))),
    sites=(
        Site("home", "EU", 130, ("basic", "leader"), 0.0, 900.0),
        Site("hub", "EU", 95, ("basic",), 6.0, 700.0),
    ),
    instructors=(Instructors("all", 42),),
    funds=(Fund("money", 4e6),),
    intake_per_week=37.0,
)
SEATS = {"basic": Seats(18, 30), "leader": Seats(10, 16)}


def test_runs_by_hand():
    """Beds for 70: two runs of 35 a week, or one of 60 where a run needs 50."""
    network = Network(
        weeks=2,
        courses=(Course("basic", 1, 5.0),),
        sites=(Site("home", "EU", 70, ("basic",)),),
        instructors=(Instructors("all", 100),),
        funds=(),
        intake_per_week=100.0,
    )
    plan = whole_plan(network, {"basic": Seats(20, 35)})
    assert [2.0, 2.0] == plan.runs[0, 0].tolist()
    assert 140.0 == pytest.approx(plan.plan.trained)
    few = whole_plan(network, {"basic": Seats(50, 60)})
    assert [1.0, 1.0] == few.runs[0, 0].tolist()
    assert 120.0 == pytest.approx(few.plan.trained)
    assert 1 / 7 == pytest.approx(few.gap, rel=1e-3)


def held(plan, seats, grid_weeks):
    """Assert that every run up to the whole weeks is whole and holds what it may."""
    network = plan.plan.network
    by_period = plan.plan.entries[:, :, : plan.whole_weeks]
    for c, course in enumerate(network.courses):
        soldiers = by_period[:, c].reshape(len(network.sites), -1, grid_weeks).sum(axis=2)
        runs = plan.runs[:, c, : soldiers.shape[1]]
        assert np.abs(runs - np.round(runs)).max() < 1e-6
        assert (soldiers <= seats[course.id].most * runs + 1e-5).all()
        assert (soldiers >= seats[course.id].least * runs - 1e-5).all()


@given(
    least=st.integers(5, 20),
    more=st.integers(0, 15),
    beds=st.integers(20, 200),
    people=st.integers(5, 60),
    grid=st.sampled_from([1, 2]),
)
@settings(max_examples=12, deadline=None)
def test_whole_runs_never_beat_the_bound(least, more, beds, people, grid):
    """Every run is whole and within its seats, and the plan in parts is at least as good."""
    network = replace(
        NETWORK,
        sites=(replace(NETWORK.sites[0], beds=beds), NETWORK.sites[1]),
        instructors=(Instructors("all", people),),
    )
    seats = {"basic": Seats(least, least + more), "leader": Seats(6, 12)}
    plan = whole_plan(network, seats, grid_weeks=grid, seconds=10)
    held(plan, seats, grid)
    parts = best_plan(network, grid_weeks=grid, explain=False)
    assert plan.bound == pytest.approx(parts.objective, rel=1e-7)
    assert plan.plan.objective <= plan.bound * (1 + 1e-7)


def test_the_near_plan_is_whole_for_eight_weeks():
    """Later weeks are counted in parts, so it is nearer to the bound; a second time it starts from the first."""
    near = whole_plan(NETWORK, SEATS, whole_weeks=8)
    held(near, SEATS, 1)
    assert 8 == near.whole_weeks == near.runs.shape[2]
    everything = whole_plan(NETWORK, SEATS)
    assert near.plan.objective >= everything.plan.objective - 1e-6
    changed = replace(NETWORK, intake_per_week=33.0)
    again = whole_plan(changed, SEATS, whole_weeks=8, previous=near)
    held(again, SEATS, 1)
    assert again.bound == pytest.approx(best_plan(changed, explain=False).objective, rel=1e-7)


def test_a_course_without_seats_takes_any_number():
    """Then the plan is the plan in parts."""
    assert best_plan(NETWORK, explain=False).objective == pytest.approx(whole_plan(NETWORK, {}).plan.objective)


def test_windows_are_searched_where_gathering_is_not_enough():
    """Large runs only: the search tells of each window, and is at least as good as gathering at once."""
    seats = {"basic": Seats(60, 64), "leader": Seats(16, 16)}
    told = []
    searched = whole_plan(NETWORK, seats, gap=0.0, progress=lambda done, of, gap: told.append((done, of, gap)))
    held(searched, seats, 1)
    assert [(8, 26), (16, 26), (24, 26), (26, 26)] == [(done, of) for done, of, _ in told]
    at_once = whole_plan(NETWORK, seats, gap=1.0)
    assert searched.plan.objective >= at_once.plan.objective
    assert searched.complete


def test_an_interrupt_keeps_the_best_plan():
    """Ctrl-C after the first window: a plan of whole runs all the same, which says that it was stopped."""
    seats = {"basic": Seats(60, 64), "leader": Seats(16, 16)}
    plan = whole_plan(NETWORK, seats, gap=0.0, progress=lambda *_: signal.raise_signal(signal.SIGINT))
    held(plan, seats, 1)
    assert not plan.complete
    assert "stopped early" in str(plan)


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        ({"basik": Seats(1, 2)}, "seats: there is no course 'basik'; the courses are basic, leader"),
        ({"basic": Seats(30, 20)}, "seats.basic: at least 30 and at most 20 leaves no run; swap the two"),
        ({"basic": Seats(-1, 20)}, "seats.basic.least: -1 is negative"),
        ({"basic": Seats(0, 0)}, "seats.basic: at least 0 and at most 0 leaves no run; swap the two"),
    ],
)
def test_what_is_refused(seats, said):
    """Each with its place."""
    with pytest.raises(UsageError) as error:
        whole_plan(NETWORK, seats)
    assert said == str(error.value)
