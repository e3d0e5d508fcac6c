"""What a training programme consists of: courses, sites, instructors, money, arrivals, a mandate.

Time is counted in weeks from the start of the plan: week 0 is the first. A moment is a number of weeks, so `13.0` is
the start of week 13, and spans are half open.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from placet.errors import UsageError

MOST_WEEKS = 522
MOST_ENTRIES = 400_000


@dataclass(frozen=True)
class Course:
    """A course.

    Attributes
    ----------
    id
        Its name.
    weeks
        How long it takes; a broken week (4.5) fills half a bed-week at its end.
    soldiers_per_instructor
        How many soldiers one instructor teaches.
    pass_share
        The share that passes, 0 to 1.
    share_of_intake
        The share of its intake that may take it, 0 to 1. Its intake is the arriving soldiers, or the graduates of each
        course in `needs`.
    needs
        Courses that must be passed before.
    """

    id: str
    weeks: float
    soldiers_per_instructor: float
    pass_share: float = 1.0
    share_of_intake: float = 1.0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A place of training.

    Attributes
    ----------
    id, host
        Its name, and who hosts it.
    beds
        How many soldiers it can hold at a time.
    courses
        The courses that it can give.
    opens_week
        The moment from which courses may start there, in weeks; 0 or less: from the start; nothing: never.
    eur_per_soldier_week
        The cost of one soldier for one week.
    inside
        Whether it lies inside the host territory, where only some instructors may teach.
    """

    id: str
    host: str
    beds: float
    courses: tuple[str, ...]
    opens_week: float | None = 0.0
    eur_per_soldier_week: float = 0.0
    inside: bool = False


@dataclass(frozen=True)
class Instructors:
    """A pool of instructors: `people` at a time; `inside`: whether they may teach at sites inside."""

    id: str
    people: float
    inside: bool = False


@dataclass(frozen=True)
class Fund:
    """Money that can be spent from one moment until another, in weeks; `eur` may be infinite."""

    id: str
    eur: float
    from_week: float = 0.0
    until_week: float = math.inf


@dataclass(frozen=True)
class Network:
    """A programme as numbers.

    Attributes
    ----------
    weeks
        The horizon: a course counts when it ends within it.
    courses, sites, instructors, funds
        The parts. What is taught in a week without a fund must cost nothing.
    intake_per_week
        Soldiers who arrive each week: one number, or one for each week.
    mandate_until_week
        The moment at which the mandate ends: every course must have ended by then; nothing: it outlasts the horizon.
    """

    weeks: int
    courses: tuple[Course, ...]
    sites: tuple[Site, ...]
    instructors: tuple[Instructors, ...]
    funds: tuple[Fund, ...]
    intake_per_week: float | tuple[float, ...]
    mandate_until_week: float | None = None

    @property
    def end_week(self) -> float:
        """The moment by which every course must have ended: the horizon, or the mandate's end if that is earlier."""
        return float(self.weeks) if self.mandate_until_week is None else min(self.weeks, self.mandate_until_week)

    @property
    def people(self) -> float:
        """All instructors."""
        return sum(pool.people for pool in self.instructors)

    @property
    def people_inside(self) -> float:
        """The instructors who may teach inside."""
        return sum(pool.people for pool in self.instructors if pool.inside)

    def counted(self) -> tuple[float, ...]:
        """Return for each course which share of those who pass it counts as trained then.

        A soldier counts once, when the last course meant for them is passed: of those who pass a course, the shares
        that other courses take as their intake count there, not here.
        """
        needs = {course.id: course.needs for course in self.courses}

        def before(name: str) -> set[str]:
            return set(needs[name]).union(*(before(needed) for needed in needs[name]))

        taken = dict.fromkeys(needs, 0.0)
        for course in self.courses:
            indirect = set().union(*(before(needed) for needed in course.needs))
            for needed in set(course.needs) - indirect:
                taken[needed] += course.share_of_intake
        return tuple(max(0.0, 1.0 - taken[course.id]) for course in self.courses)

    def arrivals(self) -> tuple[float, ...]:
        """Return the soldiers who arrive in each week."""
        if isinstance(self.intake_per_week, tuple):
            return self.intake_per_week
        return (self.intake_per_week,) * self.weeks


def checked(network: Network) -> Network:
    """Return the network if its numbers make sense.

    Raises
    ------
    UsageError
        A field is negative, not a number or contradicts another one; the message names it.
    """
    if not network.courses or not network.sites:
        raise UsageError("courses, sites: a programme needs at least one course and one site")
    if not isinstance(network.weeks, int) or not 1 <= network.weeks <= MOST_WEEKS:
        raise UsageError(f"weeks: {network.weeks!r} is not a whole number from 1 to {MOST_WEEKS}")
    unique("courses", network.courses)
    unique("sites", network.sites)
    unique("instructors", network.instructors)
    unique("funds", network.funds)
    for course in network.courses:
        checked_course(course)
    for site in network.sites:
        checked_site(site, {course.id for course in network.courses})
    for pool in network.instructors:
        amount(f"instructors.{pool.id}.people", pool.people)
    for fund in network.funds:
        amount(f"funds.{fund.id}.eur", fund.eur, most=math.inf)
        if not fund.from_week < fund.until_week:
            raise UsageError(f"funds.{fund.id}: it ends (week {fund.until_week:g}) before it starts; swap the two")
    checked_intake(network)
    checked_needs(network.courses)
    offered = {name for site in network.sites for name in site.courses}
    for course in network.courses:
        if course.id not in offered:
            raise UsageError(f"courses.{course.id}: no site offers this course; name it at a site or leave it out")
    if network.weeks * sum(len(site.courses) for site in network.sites) > MOST_ENTRIES:
        raise UsageError(
            f"sites: {len(network.sites)} sites over {network.weeks} weeks are more than one plan can hold "
            f"({MOST_ENTRIES:,} entries of site, course and week); group sites that are alike"
        )
    return network


def amount(place: str, number: float, *, most: float = 1e12) -> None:
    """Check that a number is at least zero and at most `most`, or raise UsageError naming its place."""
    if not 0 <= number <= most:
        reason = "is negative" if number < 0 else "is not a number" if math.isnan(number) else f"is more than {most:g}"
        raise UsageError(f"{place}: {number:g} {reason}")


def unique(place: str, parts: Iterable[Course | Site | Instructors | Fund]) -> None:
    """Check that no two parts carry the same name."""
    seen: set[str] = set()
    for part in parts:
        if part.id in seen:
            raise UsageError(f"{place}: {part.id!r} stands there twice; give each its own name")
        seen.add(part.id)


def checked_course(course: Course) -> None:
    """Check the numbers of a course."""
    place = f"courses.{course.id}"
    for field in fields(course):
        number = getattr(course, field.name)
        if isinstance(number, int | float):
            amount(f"{place}.{field.name}", number, most=1.0 if "share" in field.name else 1e6)
    if course.weeks <= 0:
        raise UsageError(f"{place}.weeks: a course takes time; write more than 0")
    if course.soldiers_per_instructor <= 0:
        raise UsageError(f"{place}.soldiers_per_instructor: how many soldiers does one instructor teach? More than 0")


def checked_site(site: Site, courses: set[str]) -> None:
    """Check the numbers of a site, and that it gives known courses."""
    place = f"sites.{site.id}"
    amount(f"{place}.beds", site.beds)
    amount(f"{place}.eur_per_soldier_week", site.eur_per_soldier_week)
    if site.opens_week is not None and math.isnan(site.opens_week):
        raise UsageError(f"{place}.opens_week: not a number; write None for a site that never opens")
    for name in site.courses:
        if name not in courses:
            raise UsageError(
                f"{place}.courses: there is no course {name!r}; the courses are {', '.join(sorted(courses))}"
            )
    if len(set(site.courses)) < len(site.courses):
        raise UsageError(f"{place}.courses: a course is named twice")


def checked_intake(network: Network) -> None:
    """Check the arrivals, and that the shares of the first courses do not add up to more than all soldiers."""
    arrivals = network.arrivals()
    if len(arrivals) != network.weeks:
        raise UsageError(f"intake_per_week: {len(arrivals)} figures for {network.weeks} weeks")
    for soldiers in arrivals:
        amount("intake_per_week", soldiers)
    shares = sum(course.share_of_intake for course in network.courses if not course.needs)
    if shares > 1 + 1e-6:
        raise UsageError(
            f"courses: the shares of the intake add up to {shares:.3g}; they may not exceed 1, "
            "for a soldier starts with one course"
        )
    if network.mandate_until_week is not None and math.isnan(network.mandate_until_week):
        raise UsageError("mandate_until_week: not a number; write None when the mandate outlasts the horizon")


def checked_needs(courses: tuple[Course, ...]) -> None:
    """Check that the courses that must be passed before exist and do not run in a circle."""
    needs: Mapping[str, tuple[str, ...]] = {course.id: course.needs for course in courses}
    for name, before in needs.items():
        for needed in before:
            if needed not in needs:
                raise UsageError(f"courses.{name}.needs: there is no course {needed!r}")
    done: set[str] = set()
    for name in needs:
        visit(name, needs, (), done)


def visit(name: str, needs: Mapping[str, tuple[str, ...]], path: tuple[str, ...], done: set[str]) -> None:
    """Walk down the courses that `name` needs; raise UsageError when the walk comes back to a course on the path."""
    if name in path:
        circle = " needs ".join((*path[path.index(name) :], name))
        raise UsageError(f"courses.{name}.needs: the courses run in a circle: {circle}")
    if name not in done:
        for needed in needs[name]:
            visit(needed, needs, (*path, name), done)
        done.add(name)
