"""What the mission delivers in each case of the gates, and what waiting costs.

The programme is planned anew in each case: all gates open today, in six months, in a year, members' soil only, and the
mandate not renewed. The bands come from planning again under draws of the uncertain figures, the same in each case.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from placet import days, training
from placet.assessment import Bind, HostShare, MonthTrained, PlanCase, PlanView, Wait
from placet.dossier.read import Folder
from placet.dossier.schema import Programme, Site
from placet.gates.verdict import ClockVerdict, Range, Verdict
from placet.gates.words import counted, numbered, percent, rounded, sentence
from placet.outlook.burden import HOST, burden
from placet.outlook.reach import conflict, short_of_target
from placet.units import Range as Figure

DRAWS = 30
WAITS = (0, 6, 12)
Figures = Mapping[str, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GateCase:
    """One course of the gates: when all are open, and when the mandate ends. Nothing: never."""

    id: str
    title: str
    go: date | None
    mandate_until: date | None


def gate_cases(as_of: date, end: date, term_ends: date | None, mandate: str) -> list[GateCase]:
    """Return the cases that are planned: gates open today or later, members' soil only, the mandate not renewed."""
    cases = []
    for months in WAITS:
        title = f"All gates open in {months} months" if months else "All gates open today"
        cases.append(GateCase(f"inside-{months}" if months else "inside-now", title, shifted(as_of, months), None))
    cases.append(GateCase("outside", "Members' soil only", None, None))
    if term_ends and term_ends < end:
        over = max(term_ends, as_of)
        cases.append(GateCase("lapse", f"{mandate} not renewed after {days.in_words(term_ends)}", None, over))
    return cases


def shifted(day: date, months: int) -> date:
    """Return the same day of a later month, or the last of that month when it is shorter."""
    first = days.month_after(day, months)
    last = days.month_after(first, 1) - days.ONE
    return first.replace(day=min(day.day, last.day))


def plan_view(folder: Folder, gates: Mapping[str, Verdict], as_of: date, seed: int) -> PlanView | None:
    """Return what the mission delivers, or nothing for a dossier without a programme."""
    programme = folder.dossier.programme
    if programme is None:
        return None
    clock = gates[programme.clock]
    term_ends = clock.until if isinstance(clock, ClockVerdict) else None
    end = shifted(as_of, programme.horizon)
    cases = gate_cases(as_of, end, term_ends, clock.title)
    months = [days.month_after(as_of, month + 1) for month in range(programme.horizon)]
    moments = [(min(month, end) - as_of).days / 7 for month in months]

    planned = solved(programme, cases, as_of, end, moments, seed)
    first, outside = planned["inside-now"], planned["outside"]
    waiting = [wait(first, other) for other in planned.values() if other is not first]
    span = numbered(programme.horizon, "month")
    short = short_of_target(programme, first.plan)
    return PlanView(
        sentence=(
            f"{rounded(first.fan.total.mid)} soldiers in {span} if all gates open today "
            f"({between(first.fan.total)}), of them {rounded(first.fan.total_inside.mid)} inside; "
            f"{rounded(outside.fan.total.mid)} on members' soil only ({between(outside.fan.total)}). "
            f"{target_sentence(programme, first)}"
        ),
        waiting_sentence=waiting_sentence(first, programme.horizon, waiting),
        start=as_of,
        months=programme.horizon,
        target=Range.of(programme.target.soldiers),
        target_months=programme.target.within,
        cases=[planned[case.id].view(months) for case in cases],
        waiting=waiting,
        binds=[bind_view(programme, b, as_of) for b in first.plan.binding],
        hosts=host_shares(programme, first.plan),
        infeasible=str(short) if short else None,
        conflict=conflict(folder, first.plan, short),
        burden=burden(folder, first.plan, as_of),
        method=(
            "Weekly linear programme over courses, sites and instructors; the bands are the 5, 25, 75 and 95 % points "
            f"of {DRAWS} draws of the uncertain figures (seed {seed}), each planned anew; the same draws in every case."
        ),
    )


@dataclass(frozen=True)
class Planned:
    """One case, planned for the middle figures and for every draw."""

    case: GateCase
    plan: training.Plan
    fan: training.Fan

    def view(self, months: list[date]) -> PlanCase:
        """Return the case as the brief shows it."""
        points = self.fan.quantiles
        return PlanCase(
            id=self.case.id,
            title=self.case.title,
            go=self.case.go,
            mandate_until=self.case.mandate_until,
            trained=Range.of(self.fan.total),
            inside=Range.of(self.fan.total_inside),
            cost=Range.of(self.fan.cost),
            by_month=[
                MonthTrained(
                    month=days.month_after(month, -1),
                    trained=Range(low=points[0, i], mid=points[2, i], high=points[4, i]),
                    inner=Range(low=points[1, i], mid=points[2, i], high=points[3, i]),
                )
                for i, month in enumerate(months)
            ],
        )


def solved(
    programme: Programme, cases: list[GateCase], as_of: date, end: date, moments: list[float], seed: int
) -> dict[str, Planned]:
    """Return every case planned by week for the middle figures, and on a coarser grid for every draw.

    What holds a plan back is said of the first case.
    """
    ranges = uncertain(programme)
    middle = {name: figure.mid for name, figure in ranges.items()}
    drawn = training.draws(ranges, DRAWS, seed, most={name: 1.0 for name in ranges if name.endswith(".passes")})
    draws = [{name: float(figures[i]) for name, figures in drawn.items()} for i in range(DRAWS)]

    def plan(case: GateCase) -> training.Plan:
        return training.best_plan(network(programme, case, middle, as_of, end), explain=case is cases[0])

    # HiGHS lets other threads run while it solves.
    with ThreadPoolExecutor(2) as pool:
        plans = list(pool.map(plan, cases))
    # The most restricted case first: each draw then starts from a plan that still stands when more is allowed.
    spreads = training.fans(
        [[network(programme, case, figures, as_of, end) for figures in draws] for case in reversed(cases)],
        weeks=moments,
        middles=plans[::-1],
    )[::-1]
    return {case.id: Planned(case, one, fan) for case, one, fan in zip(cases, plans, spreads, strict=True)}


def target_sentence(programme: Programme, first: Planned) -> str:
    """Return how many of the draws reach the target if all gates open today."""
    target, within = programme.target.soldiers.mid, min(programme.target.within, programme.horizon)
    reached = float(np.mean(first.fan.trained[:, within - 1] >= target))
    share = "none" if not reached else "all" if reached == 1 else percent(reached)
    return f"The target of {rounded(target)} in {numbered(within, 'month')} is met in {share} of the draws."


def between(figure: Figure | Range) -> str:
    """Return the interval in words."""
    return f"{rounded(figure.low)} to {rounded(figure.high)}"


def uncertain(programme: Programme) -> dict[str, Figure]:
    """Return every figure of the programme that is drawn, by its dotted name."""
    found = {"intake": programme.intake.soldiers, "renewal": programme.renewal.amount_a_year}
    found |= {f"courses.{name}.passes": course.passes for name, course in programme.courses.items()}
    found |= {f"courses.{name}.instructors": course.instructors for name, course in programme.courses.items()}
    for name, site in programme.sites.items():
        found[f"sites.{name}.beds"] = site.beds
        found[f"sites.{name}.cost"] = site.cost
        if site.opens != "open":
            found[f"sites.{name}.opens"] = site.opens
    found |= {f"instructors.{name}.people": pool.people for name, pool in programme.instructors.items()}
    found |= {f"money.{name}.amount": fund.amount for name, fund in programme.money.items()}
    return found


def network(
    programme: Programme, case: GateCase, figures: Mapping[str, float], as_of: date, end: date
) -> training.Network:
    """Return the programme as the planner takes it, in one case and with one draw of its figures."""
    weeks = math.ceil((end - as_of).days / 7)
    return training.Network(
        weeks=weeks,
        courses=tuple(
            training.Course(
                name,
                course.lasts / 7,
                max(figures[f"courses.{name}.instructors"], 0.1),
                figures[f"courses.{name}.passes"],
                course.share.mid,
                tuple(course.needs),
            )
            for name, course in programme.courses.items()
        ),
        sites=tuple(
            training.Site(
                name,
                site.in_,
                figures[f"sites.{name}.beds"],
                tuple(site.courses),
                opening_week(name, site, case, figures, as_of),
                figures[f"sites.{name}.cost"],
                is_inside(site),
            )
            for name, site in programme.sites.items()
        ),
        instructors=tuple(
            training.Instructors(name, figures[f"instructors.{name}.people"], pool.inside == "yes")
            for name, pool in programme.instructors.items()
        ),
        funds=funds(programme, case, figures, as_of, weeks),
        intake_per_week=figures["intake"],
        mandate_until_week=(case.mandate_until - as_of).days / 7 if case.mandate_until else None,
    )


def is_inside(site: Site) -> bool:
    """Whether a site lies in the host country."""
    return site.in_.startswith(HOST)


def opening_week(name: str, site: Site, case: GateCase, figures: Mapping[str, float], as_of: date) -> float | None:
    """Return when a site opens, in weeks from the start of the plan; nothing: never."""
    if site.opens == "open":
        return 0.0
    if case.go is None:
        return None
    return ((case.go - as_of).days + figures[f"sites.{name}.opens"]) / 7


def funds(
    programme: Programme, case: GateCase, figures: Mapping[str, float], as_of: date, weeks: int
) -> tuple[training.Fund, ...]:
    """Return the money in each span of the plan: what was decided, then a year at a time what a renewal would bring."""
    known = [
        training.Fund(
            name, figures[f"money.{name}.amount"], (fund.since - as_of).days / 7, (fund.until - as_of).days / 7
        )
        for name, fund in programme.money.items()
        if fund.until > as_of
    ]
    if case.mandate_until is None:
        start = max([(fund.until - as_of).days / 7 for fund in programme.money.values()] + [0.0])
        year = 0
        while start < weeks:
            until = start + 365 / 7
            part = min(1.0, (weeks - start) / (until - start))
            known.append(training.Fund(f"renewal-{year + 1}", figures["renewal"] * part, start, until))
            start, year = until, year + 1
    return tuple(known)


def wait(first: Planned, other: Planned) -> Wait:
    """Return what one case costs against the first, draw by draw."""
    return Wait(
        case=other.case.id,
        title=other.case.title,
        fewer=Range.of(training.spread(first.fan.trained[:, -1] - other.fan.trained[:, -1])),
        saved=Range.of(training.spread(first.fan.cost_eur - other.fan.cost_eur)),
    )


def waiting_sentence(first: Planned, months: int, waiting: Sequence[Wait]) -> str:
    """Return what waiting, refusing and lapsing cost, from the middle figures."""
    words = {
        "inside-12": "a year of waiting",
        "outside": "never opening inside",
        "lapse": "letting the mandate lapse",
    }
    costs = []
    for w in waiting:
        if w.case in words:
            costs.append(f"{words[w.case]} {cost(w, first.fan.total.mid)}")
    trained = f"All gates open today: {rounded(first.fan.total.mid)} soldiers in {numbered(months, 'month')}"
    return f"{trained}; against that, {', '.join(costs)}." if costs else f"{trained}."


def cost(wait: Wait, whole: float) -> str:
    """Return what a case costs, in words; below two in a thousand it is the draws' noise."""
    if not any(round(soldiers) for soldiers in (wait.fewer.low, wait.fewer.mid, wait.fewer.high)):
        return "changes nothing"
    if wait.fewer.mid < 0.002 * whole:
        return "changes little"
    return f"costs {rounded(wait.fewer.mid)} ({between(wait.fewer)})"


def host_shares(programme: Programme, plan: training.Plan) -> list[HostShare]:
    """Return how much of the training each site carries, the largest first."""
    whole = max(plan.trained, 1e-9)
    shares = [
        HostShare(
            site=name, title=programme.sites[name].title, host=programme.sites[name].in_, trained=n, share=n / whole
        )
        for name, n in plan.trained_by_site.items()
    ]
    return sorted(shares, key=lambda share: -share.trained)


MORE = {
    "bed": (10, "ten more beds"),
    "instructor": (10, "ten more instructors"),
    "soldier a week": (10, "ten more soldiers a week"),
    "million EUR": (1, "one million EUR more"),
    "week": (1, "one week more"),
}
KINDS = {
    "instructors": "instructors",
    "instructors inside": "instructors who may teach inside",
    "intake": "soldiers who arrive",
    "mandate": "the mandate's end",
}


def bind_view(programme: Programme, binding: training.Binding, as_of: date) -> Bind:
    """Return what holds the plan back, in words."""
    since = as_of + timedelta(weeks=binding.since_week)
    until = as_of + timedelta(weeks=binding.until_week)
    what = KINDS.get(binding.kind, binding.kind)
    if binding.kind == "beds":
        what = f"beds: {programme.sites[binding.name].title}"
    elif binding.kind == "money":
        fund = programme.money.get(binding.name)
        what = f"money: {fund.title}" if fund else f"money after renewal, year {binding.name.removeprefix('renewal-')}"
    number, more = MORE[binding.unit]
    gain = counted(round(binding.per_unit * number), "soldier")
    return Bind(
        what=what,
        sentence=sentence(f"{what}, {since:%b %Y} to {until:%b %Y}: {more} would train {gain} more"),
        since=since,
        until=until,
        per_unit=binding.per_unit,
        unit=binding.unit,
    )
