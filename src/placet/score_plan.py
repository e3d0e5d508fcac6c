"""How well the programme of a dossier tells what was trained: planned as of past days, set beside later totals.

As of each year the programme is planned on members' soil, from the total published then, and the totals that were
published in the following twelve months are set beside the bands. What is scored is the model with the programme's
figures as they stand in the dossier: several of them were read back from later totals, so this is no forecast made on
the day, and the output says how many of its claims are younger.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from placet import training
from placet.dossier.read import Folder
from placet.dossier.schema import Figure, FigureValue, Programme
from placet.dossier.stances import published_days
from placet.errors import UsageError
from placet.gates.words import rounded
from placet.outlook import cases
from placet.units import Range

FIGURE = "trained-total"
"""The figure that is read when none is named."""
LEAD = timedelta(weeks=12)
"""The plan starts this long before the day, because on the day courses are already running."""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class PlanRow:
    """One published total beside what the programme gives."""

    start: date
    """The day as of which the programme is planned."""
    day: date
    """The day of the later total."""
    words: str
    """The later total as published."""
    because: tuple[str, ...]
    """The claims that it rests on."""
    said: float
    """The later total, soldiers."""
    planned: Range
    """The total at the start and what the programme trains from then on; 90 % of the draws."""
    baseline: float
    """The total if the pace since the total before goes on; since the mandate began where there is none."""
    younger: int
    """How many claims behind the programme were published after the start."""
    binds: str
    """What holds the middle plan back most."""

    @property
    def inside(self) -> bool:
        """Whether the later total lies in the band."""
        return self.planned.low <= self.said <= self.planned.high

    @property
    def sentence(self) -> str:
        """The row in words."""
        band = f"{rounded(self.planned.low)} to {rounded(self.planned.high)}"
        head = f"as of {self.start}, {self.day}: {self.words}; the programme gives {band}"
        if self.inside:
            return f"{head}: inside"
        if self.said > self.planned.high:
            return f"{head}: more was trained; the plan is held back most by {self.binds}"
        return f"{head}: less was trained; the programme fills every place at once, and no page says how full they were"


@dataclass(frozen=True)
class PlanScore:
    """All rows, and how far off programme and baseline are."""

    figure: str
    rows: tuple[PlanRow, ...]

    @property
    def inside(self) -> int:
        """How many totals lie in their bands."""
        return sum(row.inside for row in self.rows)

    @property
    def off(self) -> float:
        """How far the middle of the bands is from what was trained since the start, mean absolute, soldiers."""
        return float(np.mean([abs(row.planned.mid - row.said) for row in self.rows]))

    @property
    def baseline_off(self) -> float:
        """The same for the pace that goes on."""
        return float(np.mean([abs(row.baseline - row.said) for row in self.rows]))


def score_plan(folder: Folder, *, figure: str = FIGURE, seed: int = 1) -> PlanScore:
    """Return how the programme of a dossier compares with published totals.

    Raises
    ------
    UsageError
        The dossier has no programme, no such figure, or no two totals that nobody doubts within a year.
    """
    dossier = folder.dossier
    if dossier.programme is None:
        raise UsageError("this dossier has no programme; there is no plan to score")
    if figure not in dossier.figures:
        raise UsageError(f"there is no figure {figure!r}; the figures are {', '.join(dossier.figures) or 'none'}")
    totals = undoubted(dossier.figures[figure])
    published = published_days(folder)
    mission = min((fund.since for fund in dossier.programme.money.values()), default=totals[0].day if totals else None)
    rows: list[PlanRow] = []
    for number in starts(totals):
        later = [total for total in totals[number + 1 :] if total.day <= totals[number].day + YEAR]
        if later:
            since = mission if number == 0 else None
            rows += scored(dossier.programme, totals, number, later, since, published, seed)
    if not rows:
        raise UsageError(f"figures.{figure}: no two totals within a year of each other that nobody doubts")
    return PlanScore(figure, tuple(rows))


def undoubted(figure: Figure) -> list[FigureValue]:
    """Return the values that carry no doubt, the highest of each day, in order."""
    by_day: dict[date, FigureValue] = {}
    for value in figure.values:
        held = by_day.get(value.day)
        if not value.doubt and (held is None or value.amount > held.amount):
            by_day[value.day] = value
    return [by_day[day] for day in sorted(by_day)]


def starts(totals: Sequence[FigureValue]) -> list[int]:
    """Return the totals from which a year is planned: the first, then the first of each year after the last start."""
    found: list[int] = []
    for number, total in enumerate(totals):
        if not found or total.day - totals[found[-1]].day >= YEAR * 0.9:
            found.append(number)
    return found


def scored(
    programme: Programme,
    totals: Sequence[FigureValue],
    number: int,
    later: Sequence[FigureValue],
    mission: date | None,
    published: dict[str, date],
    seed: int,
) -> list[PlanRow]:
    """Return the rows of one start."""
    start = totals[number]
    begin, end = start.day - LEAD, later[-1].day
    outside = cases.GateCase("outside", "Members' soil only", None, None)
    moments = [(day - begin).days / 7 for day in (start.day, *(total.day for total in later))]
    planned = cases.solved(programme, [outside], begin, end, moments, seed)["outside"]
    grown = planned.fan.trained[:, 1:] - planned.fan.trained[:, :1]
    binding = planned.plan.binding
    binds = cases.bind_view(programme, binding[0], begin).what if binding else "the lengths of the courses"
    younger = sum(published.get(claim, start.day) > start.day for claim in claims(programme))
    pace = pace_before(totals, number, mission)
    return [
        PlanRow(
            start=start.day,
            day=total.day,
            words=total.words,
            because=tuple(total.because),
            said=float(total.amount),
            planned=shifted(training.spread(grown[:, i]), float(start.amount)),
            baseline=float(start.amount) + pace * (total.day - start.day).days,
            younger=younger,
            binds=binds,
        )
        for i, total in enumerate(later)
    ]


def shifted(spread: Range, by: float) -> Range:
    """Return an interval moved up."""
    return Range(spread.low + by, spread.mid + by, spread.high + by)


def claims(programme: Programme) -> set[str]:
    """Return the claims behind the figures of the programme."""
    parts = [programme.intake, *programme.courses.values(), *programme.sites.values()]
    parts += [*programme.instructors.values(), *programme.money.values()]
    return {claim for part in parts for claim in part.because}


def pace_before(totals: Sequence[FigureValue], number: int, mission: date | None) -> float:
    """Return the soldiers a day between a total and the one before it, or since the mission began."""
    now = totals[number]
    if number:
        before = totals[number - 1]
        return (float(now.amount) - float(before.amount)) / max(1, (now.day - before.day).days)
    days = (now.day - mission).days if mission else math.inf
    return float(now.amount) / days if days > 0 else 0.0


def lines(score: PlanScore) -> list[str]:
    """Return the score as lines of text."""
    said = [f"{'as of':<12}{'total of':<12}{'published':>10}{'the programme gives':>24}{'pace goes on':>14}"]
    for row in score.rows:
        band = f"{rounded(row.planned.low)} to {rounded(row.planned.high)}"
        mark = "inside" if row.inside else "outside"
        said.append(
            f"{row.start.isoformat():<12}{row.day.isoformat():<12}{row.said:>10,.0f}{band:>24}"
            f"{row.baseline:>14,.0f}  {mark}"
        )
    said += ["", f"{score.inside} of {len(score.rows)} totals lie inside their bands."]
    said += [row.sentence for row in score.rows if not row.inside]
    better = "nearer than" if score.off < score.baseline_off else "not nearer than"
    said.append(
        f"The middle of the bands is off by {score.off:,.0f} soldiers on average, {better} a pace that goes on "
        f"({score.baseline_off:,.0f})."
    )
    youngest = max(row.younger for row in score.rows)
    said.append(
        "This is no forecast made on the day: the programme's figures are those of the dossier now; up to "
        f"{youngest} of the claims behind them are younger than the start."
    )
    return said


def plainly(score: PlanScore) -> dict[str, object]:
    """Return the score as plain data."""
    return {
        "figure": score.figure,
        "totals": len(score.rows),
        "inside": score.inside,
        "mean_absolute_error": score.off,
        "baseline_mean_absolute_error": score.baseline_off,
        "rows": [
            {
                "as_of": row.start.isoformat(),
                "day": row.day.isoformat(),
                "published": row.said,
                "because": list(row.because),
                "low": row.planned.low,
                "mid": row.planned.mid,
                "high": row.planned.high,
                "pace_goes_on": row.baseline,
                "inside": row.inside,
                "younger_claims": row.younger,
                "sentence": row.sentence,
            }
            for row in score.rows
        ],
    }
