"""Why a target cannot be met, computed by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from placet.errors import UsageError
from placet.training import Course, Fund, Instructors, Network, Site, shortfall

TEN_WEEKS = Network(
    weeks=10,
    courses=(Course("basic", 5, 4),),
    sites=(Site("lviv", "UA", 100, ("basic",), 0.0, 10.0, inside=True),),
    instructors=(Instructors("all", 100, inside=True),),
    funds=(Fund("all", math.inf),),
    intake_per_week=1000.0,
)


def test_a_target_within_reach_misses_nothing() -> None:
    result = shortfall(TEN_WEEKS, 200, 10)
    assert (0.0, ()) == (result.missing, result.reasons)
    assert "200 soldiers by week 10 can be trained" == str(result)


def test_beds_alone_stand_in_the_way() -> None:
    result = shortfall(TEN_WEEKS, 300, 10)
    assert (200, 100) == (round(result.reachable), round(result.missing))
    assert [("beds",)] == [reason.lifted for reason in result.reasons]
    assert (
        "300 soldiers by week 10 cannot be trained: at most 200, 100 are missing; what stands in the way: beds"
        == str(result)
    )


def test_the_week_counts() -> None:
    assert 100 == round(shortfall(TEN_WEEKS, 200, 9).reachable)


def test_two_limits_stand_in_the_way_together() -> None:
    network = replace(TEN_WEEKS, instructors=(Instructors("all", 25, inside=True),))
    assert [("beds", "instructors")] == [reason.lifted for reason in shortfall(network, 300, 10).reasons]


def test_either_of_two_ways_is_enough() -> None:
    shut = Site("odesa", "UA", 100, ("basic",), None, 10.0, inside=True)
    network = replace(TEN_WEEKS, sites=(*TEN_WEEKS.sites, shut))
    assert [("opening",), ("beds",)] == [reason.lifted for reason in shortfall(network, 300, 10).reasons]


def test_a_mandate_that_ends_stands_in_the_way() -> None:
    network = replace(TEN_WEEKS, mandate_until_week=7.0)
    result = shortfall(network, 200, 10)
    assert [("mandate",), ("beds",)] == [reason.lifted for reason in result.reasons]
    assert str(result).endswith("what stands in the way: the mandate's end, or beds")


def test_a_course_that_takes_longer_than_there_is_time() -> None:
    result = shortfall(TEN_WEEKS, 10, 4)
    assert () == result.reasons
    assert "even with plenty of everything the courses take too long" in str(result)


@pytest.mark.parametrize(
    ("target", "week", "said"),
    [
        (-1, 5, "target_soldiers: -1 is negative"),
        (10, 11, "by_week: 11 is not within the horizon of 10 weeks"),
        (10, 0, "by_week: 0 is not within the horizon of 10 weeks"),
    ],
)
def test_bad_targets_are_refused(target: float, week: int, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        shortfall(TEN_WEEKS, target, week)
    assert said == str(caught.value)
