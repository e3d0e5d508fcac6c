"""What hosting costs: bed-weeks by hand, shares that nobody gave stay unknown, and what is lost without a party."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.training import (
    Course,
    Fund,
    Instructors,
    Network,
    Site,
    bed_weeks,
    best_plan,
    displacement,
    losses,
)
from placet.units import Range

NETWORK = Network(
    weeks=8,
    courses=(Course("basic", weeks=4, soldiers_per_instructor=10),),
    sites=(
        Site("west", "PL", 100, ("basic",), eur_per_soldier_week=10.0),
        Site("east", "PL", 50, ("basic",), eur_per_soldier_week=10.0),
        Site("south", "ES", 20, ("basic",), eur_per_soldier_week=10.0),
    ),
    instructors=(Instructors("pl", 15), Instructors("es", 5)),
    funds=(Fund("ample", 1e9),),
    intake_per_week=1_000.0,
)


def test_bed_weeks_are_beds_times_weeks_where_all_are_full() -> None:
    """170 beds full for eight weeks."""
    assert {"west": 800, "east": 400, "south": 160} == pytest.approx(bed_weeks(best_plan(NETWORK)))


def test_what_is_displaced_adds_up_by_host_and_the_rest_is_unknown() -> None:
    """A tenth to three tenths of 800 bed-weeks at one Polish site; of the other and of Spain nobody has said."""
    found = displacement(best_plan(NETWORK), {"west": Range(0.1, 0.2, 0.3)})
    poland = found["PL"]
    assert 1_200 == pytest.approx(poland.bed_weeks)
    assert (80, 160, 240) == pytest.approx((poland.displaced.low, poland.displaced.mid, poland.displaced.high))
    assert 400 == pytest.approx(poland.unknown_bed_weeks)
    assert (160, 160) == pytest.approx((found["ES"].bed_weeks, found["ES"].unknown_bed_weeks))
    assert Range.point(0.0) == found["ES"].displaced


def test_what_falls_away_without_a_party() -> None:
    """Poland's two sites and its people train 300 of 340; Spain's one trains 40; without instructors nobody is."""
    found = losses(
        NETWORK, {"PL": (("west", "east"), ("pl",)), "ES": (("south",), ("es",)), "people": ((), ("pl", "es"))}
    )
    assert 340 == pytest.approx(best_plan(NETWORK).trained)
    assert (300, 40, 340) == pytest.approx(tuple(found[one].soldiers for one in ("PL", "ES", "people")))
    assert (12_000, 1_600, 13_600) == pytest.approx(tuple(found[one].eur for one in ("PL", "ES", "people")))


def test_others_step_in_where_they_can() -> None:
    """With plenty of empty beds elsewhere nothing is lost when one host leaves."""
    roomy = replace(NETWORK, intake_per_week=10.0)
    found = losses(roomy, {"ES": (("south",), ())})["ES"]
    assert 0 == pytest.approx(found.soldiers, abs=1e-6)
    assert 0 == pytest.approx(found.eur, abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 200), min_size=3, max_size=3),
    st.lists(st.integers(0, 30), min_size=2, max_size=2),
    st.integers(0, 200),
)
def test_losing_more_is_never_better(beds: list[int], people: list[int], intake: int) -> None:
    """A party that is a part of another is missed at most as much."""
    one = replace(
        NETWORK,
        sites=tuple(replace(site, beds=float(n)) for site, n in zip(NETWORK.sites, beds, strict=True)),
        instructors=tuple(replace(p, people=float(n)) for p, n in zip(NETWORK.instructors, people, strict=True)),
        intake_per_week=float(intake),
    )
    found = losses(one, {"west": (("west",), ()), "PL": (("west", "east"), ("pl",))})
    assert -1e-6 <= found["west"].soldiers <= found["PL"].soldiers * (1 + 1e-3) + 1e-3
