"""What cannot hold together: each requirement is needed, and the set alone keeps the target out of reach."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.training import (
    Course,
    Fund,
    Instructors,
    Network,
    Requirement,
    Site,
    best_plan,
    conflict,
    shortfall,
)
from placet.training.infeasible import freed, singles, touching
from placet.training.shortfall import NAMES, NEAR, without

BASIC = Course("basic", weeks=4, soldiers_per_instructor=4)
WEST = Site("west", "PL", beds=100, courses=("basic",))


def network(**changes: object) -> Network:
    """Return a programme that trains 300 soldiers in 12 weeks: its one limit is its 100 beds."""
    fields: dict[str, object] = {
        "weeks": 12,
        "courses": (BASIC,),
        "sites": (WEST,),
        "instructors": (Instructors("all", 1_000, inside=True),),
        "funds": (Fund("ample", 1e9),),
        "intake_per_week": 1_000.0,
    }
    return Network(**fields | changes)  # type: ignore[arg-type]


def test_beds_alone() -> None:
    """100 beds, four weeks a course, twelve weeks: 300 soldiers, whatever else there is."""
    one = network()
    found = conflict(one, shortfall(one, 500, 12))
    assert found is not None
    assert (Requirement("beds", "west"),) == found.requirements
    assert 300 == pytest.approx(found.reachable, rel=1e-3)


def test_of_many_sites_only_those_that_are_needed_are_named() -> None:
    """However many beds a site had that gives only a course for nobody, the target would stay out of reach."""
    other = Course("other", weeks=4, soldiers_per_instructor=4, share_of_intake=0.0)
    small = Site("small", "CZ", beds=2, courses=("other",))
    one = network(courses=(BASIC, other), sites=(WEST, small))
    found = conflict(one, shortfall(one, 500, 12))
    assert found is not None
    assert (Requirement("beds", "west"),) == found.requirements


def test_two_limits_that_only_together_stand_in_the_way() -> None:
    """Beds for 300 outside; a large site inside that opens too late: one of them would do."""
    late = Site("late", "UA", beds=1_000, courses=("basic",), opens_week=None, inside=True)
    one = network(sites=(WEST, late))
    found = conflict(one, shortfall(one, 500, 12))
    assert found is not None
    assert {Requirement("opening", "late"), Requirement("beds", "west")} == set(found.requirements)


def test_of_two_funds_the_one_that_matters() -> None:
    """The second half of the money is short; the first is ample. More beds in the first half would do as well."""
    site = replace(WEST, eur_per_soldier_week=1.0)
    one = network(sites=(site,), funds=(Fund("first", 1e9, 0, 6), Fund("second", 1.0, 6, 12)))
    found = conflict(one, shortfall(one, 280, 12))
    assert found is not None
    assert {Requirement("money", "second"), Requirement("beds", "west")} == set(found.requirements)


def test_weeks_that_no_fund_pays_are_a_requirement_without_a_name() -> None:
    """The fund ends half way, and nothing follows. More beds before that would do as well."""
    site = replace(WEST, eur_per_soldier_week=1.0)
    one = network(sites=(site,), funds=(Fund("first", 1e9, 0, 6),))
    found = conflict(one, shortfall(one, 280, 12))
    assert found is not None
    assert {Requirement("money"), Requirement("beds", "west")} == set(found.requirements)


def test_courses_that_take_too_long_need_no_other_requirement() -> None:
    """Nothing can be lifted that would help."""
    one = network(courses=(replace(BASIC, weeks=20),))
    found = conflict(one, shortfall(one, 10, 12))
    assert found is not None
    assert ((), 0.0) == (found.requirements, found.reachable)


def test_a_target_that_can_be_met_has_no_conflict() -> None:
    """Nothing is made up."""
    assert conflict(network(), shortfall(network(), 200, 12)) is None


def test_the_smallest_set_that_touches_all() -> None:
    """Against every set there is."""
    sets = [
        ("opening", "intake"),
        ("beds", "intake"),
        ("money", "beds", "instructors"),
        ("money", "instructors", "intake"),
    ]
    found = touching(sets)
    hitting = [
        kinds
        for size in range(len(NAMES) + 1)
        for kinds in itertools.combinations(NAMES, size)
        if all(set(kinds) & set(one) for one in sets)
    ]
    assert found in hitting
    assert len(found) == min(map(len, hitting))


NUMBERS = st.integers(0, 300).map(float)


@settings(max_examples=60, deadline=None)
@given(
    beds=st.tuples(NUMBERS, NUMBERS),
    opens=st.sampled_from([0.0, 5.0, None]),
    people=NUMBERS,
    money=st.tuples(NUMBERS, NUMBERS),
    intake=NUMBERS,
    mandate=st.sampled_from([None, 3.0, 9.0]),
    target=st.integers(1, 2_000),
)
def test_a_conflict_is_one_and_each_of_its_requirements_is_needed(
    beds: tuple[float, float], opens: float | None, people: float, money: tuple[float, float], intake: float,
    mandate: float | None, target: int,
) -> None:  # fmt: skip
    """Under the requirements alone the target stays out of reach; without any one of them it does not."""
    sites = (
        Site("west", "PL", beds[0], ("basic",), eur_per_soldier_week=1.0),
        Site("inside", "UA", beds[1], ("basic",), opens_week=opens, eur_per_soldier_week=1.0, inside=True),
    )
    one = network(
        sites=sites,
        instructors=(Instructors("all", people, inside=True),),
        funds=(Fund("first", money[0], 0, 6), Fund("second", money[1], 6, 12)),
        intake_per_week=intake,
        mandate_until_week=mandate,
    )
    short = shortfall(one, float(target), 12)
    found = conflict(one, short)
    if not short.missing:
        assert found is None
        return
    assert found is not None
    kinds = {requirement.kind for requirement in found.requirements}
    free = without(one, tuple(set(NAMES) - kinds), float(target))
    idle = [one for kind in kinds for one in singles(free, kind) if one not in found.requirements]

    def reach(*lifted: Requirement) -> float:
        whole = {r.kind for r in lifted if r.kind not in ("beds", "opening", "money")}
        return best_plan(
            without(freed(free, [*idle, *lifted], float(target)), tuple(whole), float(target)), explain=False
        ).trained

    assert reach() < target * NEAR
    assert reach() == pytest.approx(found.reachable, abs=1e-6)
    for requirement in found.requirements:
        assert reach(requirement) >= target * NEAR * (1 - 1e-6), requirement
