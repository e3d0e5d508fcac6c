"""Bad numbers are refused with their place and a way out."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from placet.errors import UsageError
from placet.training import Course, Fund, Instructors, Network, Site, checked

GOOD = Network(
    weeks=20,
    courses=(Course("basic", 5, 4, 0.9, 0.7), Course("leaders", 3, 4, 1.0, 0.3)),
    sites=(Site("lviv", "UA", 100, ("basic", "leaders"), 4.0, 70.0, inside=True),),
    instructors=(Instructors("all", 30, inside=True),),
    funds=(Fund("first", 1e6, 0, 10),),
    intake_per_week=50.0,
)


ROUND = replace(GOOD.courses[1], needs=("basic",))


def course(**changed: object) -> Network:
    return replace(GOOD, courses=(replace(GOOD.courses[0], **changed), GOOD.courses[1]))


def site(**changed: object) -> Network:
    return replace(GOOD, sites=(replace(GOOD.sites[0], **changed),))


def test_a_sound_network_passes() -> None:
    assert GOOD == checked(GOOD)


BAD = [
    (replace(GOOD, weeks=0), "weeks: 0 is not a whole number from 1 to 522"),
    (replace(GOOD, weeks=12.5), "weeks: 12.5 is not a whole number from 1 to 522"),
    (replace(GOOD, courses=()), "courses, sites: a programme needs at least one course and one site"),
    (course(weeks=-1), "courses.basic.weeks: -1 is negative"),
    (course(weeks=0), "courses.basic.weeks: a course takes time; write more than 0"),
    (course(pass_share=1.2), "courses.basic.pass_share: 1.2 is more than 1"),
    (course(pass_share=math.nan), "courses.basic.pass_share: nan is not a number"),
    (
        course(soldiers_per_instructor=0),
        "courses.basic.soldiers_per_instructor: how many soldiers does one instructor teach? More than 0",
    ),
    (course(share_of_intake=0.9), "courses: the shares of the intake add up to 1.2; they may not exceed 1, "
     "for a soldier starts with one course"),
    (course(needs=("leader",)), "courses.basic.needs: there is no course 'leader'"),
    (course(needs=("basic",)), "courses.basic.needs: the courses run in a circle: basic needs basic"),
    (
        replace(GOOD, courses=(replace(GOOD.courses[0], needs=("leaders",)), ROUND)),
        "courses.basic.needs: the courses run in a circle: basic needs leaders needs basic",
    ),
    (site(beds=-5), "sites.lviv.beds: -5 is negative"),
    (site(eur_per_soldier_week=math.inf), "sites.lviv.eur_per_soldier_week: inf is more than 1e+12"),
    (site(opens_week=math.nan), "sites.lviv.opens_week: not a number; write None for a site that never opens"),
    (site(courses=("basic", "leders")),
     "sites.lviv.courses: there is no course 'leders'; the courses are basic, leaders"),
    (site(courses=("basic", "basic")), "sites.lviv.courses: a course is named twice"),
    (site(courses=("basic",)), "courses.leaders: no site offers this course; name it at a site or leave it out"),
    (replace(GOOD, sites=GOOD.sites * 2), "sites: 'lviv' stands there twice; give each its own name"),
    (replace(GOOD, instructors=(Instructors("all", -1),)), "instructors.all.people: -1 is negative"),
    (replace(GOOD, funds=(Fund("first", -1),)), "funds.first.eur: -1 is negative"),
    (replace(GOOD, funds=(Fund("first", 1, 9, 9),)), "funds.first: it ends (week 9) before it starts; swap the two"),
    (replace(GOOD, intake_per_week=-1.0), "intake_per_week: -1 is negative"),
    (replace(GOOD, intake_per_week=(1.0, 2.0)), "intake_per_week: 2 figures for 20 weeks"),
    (replace(GOOD, mandate_until_week=math.nan),
     "mandate_until_week: not a number; write None when the mandate outlasts the horizon"),
    (
        replace(GOOD, sites=tuple(replace(GOOD.sites[0], id=str(i)) for i in range(10_001))),
        "sites: 10001 sites over 20 weeks are more than one plan can hold (400,000 entries of site, course and week); "
        "group sites that are alike",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("network", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_a_bad_network_is_refused_with_its_place(network: Network, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked(network)
    assert said == str(caught.value)
