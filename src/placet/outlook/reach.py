"""Why a target is out of reach, in the dossier's words: what would have to give, and what cannot hold together."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from placet import training
from placet.assessment import Conflict, Needed
from placet.days import in_words
from placet.dossier.read import Folder
from placet.dossier.schema import ClockGate, Programme
from placet.gates.words import numbered, rounded
from placet.units import Range

WEEKS_A_MONTH = 365.25 / 12 / 7


def short_of_target(programme: Programme, plan: training.Plan) -> training.Shortfall | None:
    """Return how far the target is out of reach even with all gates open today, or nothing when it can be met."""
    by_week = min(plan.network.weeks, math.ceil(programme.target.within * WEEKS_A_MONTH))
    target = programme.target.soldiers.mid
    if float(plan.trained_until(np.array([float(by_week)]))[0]) >= target:
        return None
    short = training.shortfall(plan.network, target, by_week)
    return short if short.missing > 0 else None


def out_of_reach(programme: Programme, plan: training.Plan) -> str | None:
    """Return why the target cannot be met even with all gates open today, or nothing when it can."""
    short = short_of_target(programme, plan)
    return str(short) if short else None


def conflict(folder: Folder, plan: training.Plan, short: training.Shortfall | None) -> Conflict | None:
    """Return the requirements of the dossier that cannot hold together, each with its place."""
    programme = folder.dossier.programme
    found = training.conflict(plan.network, short) if short else None
    if programme is None or found is None:
        return None
    target = programme.target
    wanted = f"{written(target.soldiers, 'soldiers')} within {numbered(target.within, 'month')}"
    needed = [said(folder, "the target", wanted, "programme", "target", "soldiers")]
    for one in found.requirements:
        needed += of_requirement(folder, programme, one)
    needed = list({one.where: one for one in needed}.values())
    if not found.requirements:
        needed += lengths(folder, programme)
    return Conflict(
        sentence=(
            f"These {len(needed)} cannot hold together: under them alone {rounded(found.reachable)} soldiers can be "
            f"trained, {rounded(short.target_soldiers - found.reachable) if short else 0} fewer than the target; each "
            "of them is needed for that."
        ),
        needed=needed,
        reachable=found.reachable,
    )


def of_requirement(folder: Folder, programme: Programme, one: training.Requirement) -> Iterator[Needed]:
    """Yield where the dossier has a requirement; instructors stand in several places."""
    if one.kind == "intake":
        soldiers = programme.intake.soldiers
        yield said(
            folder, "soldiers who arrive", written(soldiers, "soldiers a week"), "programme", "intake", "soldiers"
        )
    elif one.kind == "beds":
        site = programme.sites[one.name]
        yield said(folder, f"beds: {site.title}", written(site.beds, "beds"), "programme", "sites", one.name, "beds")
    elif one.kind == "opening":
        site = programme.sites[one.name]
        opens = "open" if site.opens == "open" else f"{written(site.opens, 'days')} after the gates open"
        yield said(folder, f"opening: {site.title}", opens, "programme", "sites", one.name, "opens")
    elif one.kind == "money":
        yield of_money(folder, programme, one.name)
    elif one.kind == "mandate":
        yield of_mandate(folder, programme)
    else:
        for name, pool in programme.instructors.items():
            people = written(pool.people, "people") + (", inside: yes" if pool.inside == "yes" else "")
            yield said(folder, f"instructors: {pool.title}", people, "programme", "instructors", name, "people")


def of_money(folder: Folder, programme: Programme, name: str) -> Needed:
    """Return where the dossier has the money of a fund, or of what a renewal would bring."""
    fund = programme.money.get(name)
    if fund is not None:
        amount = f"{written(fund.amount, 'EUR')} until {in_words(fund.until)}"
        return said(folder, f"money: {fund.title}", amount, "programme", "money", name, "amount")
    if not name:
        return said(folder, "money: weeks that no fund pays", "no fund", "programme", "money")
    renewal = written(programme.renewal.amount_a_year, "EUR a year")
    return said(folder, "money after the last fund", renewal, "programme", "renewal", "amount_a_year")


def of_mandate(folder: Folder, programme: Programme) -> Needed:
    """Return where the dossier has the end of the mandate."""
    gate = folder.dossier.gates.get(programme.clock)
    if isinstance(gate, ClockGate) and gate.open:
        last = len(gate.open) - 1
        until = f"until {in_words(gate.open[-1].until)}"
        return said(folder, "the mandate's end", until, "gates", programme.clock, "open", last, "until")
    return said(folder, "the mandate's end", "not given", "gates", programme.clock)


def lengths(folder: Folder, programme: Programme) -> Iterator[Needed]:
    """Yield where the dossier has the lengths of the courses, which nothing can lift."""
    for name, course in programme.courses.items():
        lasts = numbered(course.lasts, "day")
        yield said(folder, f"length: {course.title}", lasts, "programme", "courses", name, "lasts")


def said(folder: Folder, what: str, figure: str, *path: str | int) -> Needed:
    """Return a requirement with its place in the dossier's files; a what-if figure stands at the place it replaces."""
    place = folder.place(*path)
    return Needed(what=what, where=".".join(map(str, path)), file=place.file, line=place.line, figure=figure)


def written(figure: Range, unit: str) -> str:
    """Return a figure as a person writes it."""
    number = f"{figure.low:,.12g}" if figure.is_point else f"{figure.low:,.12g} to {figure.high:,.12g}"
    return f"{number} {unit}"
