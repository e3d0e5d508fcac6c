"""The programme can be planned: it has sites, somebody who teaches, a site for each course, and a mandate to come."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error, warning
from placet.dossier.schema import ClockGate, Programme

if TYPE_CHECKING:
    from placet.dossier.read import Folder

WEEKS_A_MONTH = 365.25 / 12 / 7


def programme_plans(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each part of the programme without which no plan can be made, or none worth reading."""
    programme = folder.dossier.programme
    if programme is None:
        return []
    return [*of_parts(folder, programme), *of_size(folder, programme), *of_mandate(folder, programme)]


def of_parts(folder: Folder, programme: Programme) -> Iterator[Problem]:
    """Yield a problem for a programme without courses, sites or people, and for each course that no site gives."""
    for kind, what in (("courses", "course"), ("sites", "site")):
        if not getattr(programme, kind):
            hint = "name them, or leave the whole `programme` out"
            yield error(f"the programme has no {what}", folder.place("programme", kind), hint)
    if not any(pool.people.high for pool in programme.instructors.values()):
        hint = "without instructors nobody is trained; name who sends how many"
        yield error("the programme has no instructors", folder.place("programme", "instructors"), hint)
    offered = {course for site in programme.sites.values() for course in site.courses}
    if not programme.sites or offered - programme.courses.keys():
        return  # unknown names at sites are said by another check; one of them may mean the course
    for name in programme.courses:
        if name not in offered:
            hint = "name it under `courses` of a site, or leave it out"
            yield error(f"no site gives the course '{name}'", folder.place("programme", "courses", name), hint)


def of_size(folder: Folder, programme: Programme) -> Iterator[Problem]:
    """Yield a problem for a programme that is larger than one plan can be."""
    from placet.training.network import MOST_ENTRIES

    weeks = math.ceil(programme.horizon * WEEKS_A_MONTH) + 1
    entries = weeks * sum(len(site.courses) for site in programme.sites.values())
    if entries > MOST_ENTRIES:
        message = (
            f"{len(programme.sites):,} sites over {programme.horizon} months are {entries:,} combinations of site, "
            f"course and week; one plan can hold {MOST_ENTRIES:,}"
        )
        yield error(message, folder.place("programme", "sites"), "group sites that are alike, or shorten `horizon`")


def of_mandate(folder: Folder, programme: Programme) -> Iterator[Problem]:
    """Yield a warning when the mandate had ended before the day as of which the dossier speaks."""
    gate = folder.dossier.gates.get(programme.clock)
    read = folder.dossier.read_until
    if isinstance(gate, ClockGate) and gate.open and gate.open[-1].since < gate.open[-1].until <= read:
        place = folder.place("gates", programme.clock, "open", len(gate.open) - 1, "until", of_value=True)
        hint = "add the next period, if there is one; otherwise the plan shows what a renewal would bring"
        yield warning(f"the mandate ended before `read_until` ({read}): no course can start under it", place, hint)
