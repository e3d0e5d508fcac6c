"""What the programme names exists, and no course needs itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.checks.gates_refer import missing
from placet.dossier.problems import Problem, error
from placet.dossier.schema import ClockGate, Course, Programme

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def programme_refers(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each unknown course or gate of the programme, and for courses that need each other."""
    programme = folder.dossier.programme
    if programme is None:
        return []
    return [*of_clock(folder, programme), *of_courses(folder, programme)]


def of_clock(folder: Folder, programme: Programme) -> Iterator[Problem]:
    """Yield a problem when the programme's clock is no clock gate."""
    gate = folder.dossier.gates.get(programme.clock)
    clocks = {name: one for name, one in folder.dossier.gates.items() if isinstance(one, ClockGate)}
    if gate is None:
        yield missing(folder, "gate", programme.clock, clocks, "programme", "clock")
    elif not isinstance(gate, ClockGate):
        place = folder.place("programme", "clock", of_value=True)
        hint = f"clock gates here: {', '.join(clocks)}" if clocks else "add a gate of the kind `clock`"
        yield error(f"the gate '{programme.clock}' is of the kind '{gate.kind}', not a clock", place, hint)


def of_courses(folder: Folder, programme: Programme) -> Iterator[Problem]:
    """Yield a problem for each unknown course, and for a ring of courses that need each other."""
    for name, site in programme.sites.items():
        for number, course in enumerate(site.courses):
            if course not in programme.courses:
                yield missing(
                    folder, "course", course, programme.courses, "programme", "sites", name, "courses", number
                )
    for name, one in programme.courses.items():
        for number, course in enumerate(one.needs):
            if course not in programme.courses:
                yield missing(
                    folder, "course", course, programme.courses, "programme", "courses", name, "needs", number
                )
    ring = ring_of(programme.courses)
    if ring:
        place = folder.place("programme", "courses", ring[0], "needs")
        yield error(
            f"courses need each other: {' needs '.join(ring)}", place, "nobody could ever take the first of them"
        )


def ring_of(courses: dict[str, Course]) -> list[str]:
    """Return courses of which each needs the next and the last is the first, or nothing."""
    done: set[str] = set()
    for start in courses:
        way: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            course, depth = waiting.pop()
            way = way[:depth]
            if course in way:
                return [*way[way.index(course) :], course]
            if course in done or course not in courses:
                continue
            done.add(course)
            way.append(course)
            waiting += [(need, depth + 1) for need in courses[course].needs]
    return []
