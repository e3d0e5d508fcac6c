"""The chance that a reading is met by a day: what the dossier knows and judges, put to the kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from placet import ceasefire
from placet.dossier.schema import ConditionGate
from placet.gates.verdict import MetBy, Range
from placet.gates.words import counted, percent
from placet.units import Range as Figure

NOT_JUDGED = Figure(0.05, 0.5, 0.95)
"""The chance that an agreement stays within a reading's limits, where the dossier says nothing of it."""
LEAST_YEARS = 1.0
"""Shorter observation counts as so long: what was not seen for a few weeks is not therefore likely within a year."""
STALE_DAYS = 14
"""A quiet run that ended so long before its counts were due is no run of today."""
SHOWN_DAYS = (91, 365, 730)
DEFAULT_CLASS = "truce"


@dataclass(frozen=True, eq=False)
class OpeningOdds:
    """When a condition gate's reading is first met, and how long it then holds.

    Parameters
    ----------
    reading
        The reading's name in the dossier.
    as_of
        Day 0.
    met
        The chance that it has been met by the end of day 0, 1, ..., 1826: rows low, mid, high, shape (3, 1827).
    holds
        The chance that it still holds 0, 1, ..., 1826 days after it was first met, shape (3, 1827).
    in_force
        The titles of general agreements in force today.
    method
        How it was made, in sentences; judgements are named as such.
    because
        The claims behind the judgements.
    """

    reading: str
    as_of: date
    met: NDArray[np.float64]
    holds: NDArray[np.float64]
    in_force: tuple[str, ...]
    method: str
    because: tuple[str, ...]

    def met_by(self, day: date) -> Figure:
        """Return the chance that it has been met by the end of a day, at most 1826 days ahead."""
        low, mid, high = (float(row[max(0, (day - self.as_of).days)]) for row in self.met)
        return Figure(low, mid, high)


@dataclass(frozen=True)
class Foreseen:
    """A reading's prospect as the kernel takes it, and the words for it."""

    prospect: ceasefire.Prospect
    method: str


def foreseen(
    gate: ConditionGate,
    key: str,
    reading: ceasefire.Reading,
    said: ceasefire.Answer,
    series: Mapping[str, ceasefire.Daily],
    truces: Sequence[ceasefire.Truce],
    as_of: date,
) -> Foreseen:
    """Return what is known and judged of a reading's days to come; `said` is its answer today."""
    running = in_force(truces, as_of)
    onset, onset_words = agreement_a_year(gate, truces, as_of)
    limits = gate.prospect.within_limits.get(key, NOT_JUDGED) if gate.prospect else NOT_JUDGED
    stale = [name for name in reading.limits if is_stale(gate, name, series[name], as_of)]
    day = 0 if stale else said.day
    lull, completing = Figure.point(0.0), Figure.point(0.0)
    if not reading.rests_on_truce:
        days = ceasefire.judged(reading, series, truces, as_of)
        observed = int(days.seen.all(axis=0).sum())
        if observed:
            lull = ceasefire.chance_a_year(len(said.open_spans), max(observed / 365.25, LEAST_YEARS))
        completing = ceasefire.completed(days.quiet[: days.last_seen + 1], day, reading.days_needed)
    prospect = ceasefire.Prospect(
        days_needed=reading.days_needed,
        day=min(day, reading.days_needed),
        met=said.state == "open",
        age_days=(as_of - running.since).days if running else None,
        ends_in_days=(running.over - as_of).days if running and running.over else None,
        agreement_a_year=onset,
        within_limits=limits,
        lull_a_year=lull,
        completing=completing,
        classes=tuple(gate.lasts_like) or (DEFAULT_CLASS,),
    )
    return Foreseen(prospect, method(gate, prospect, onset_words, stale, judged=limits is not NOT_JUDGED))


def in_force(truces: Sequence[ceasefire.Truce], as_of: date) -> ceasefire.Truce | None:
    """Return the general truce in force that ends last, the youngest of those; nothing when there is none."""
    running = [t for t in truces if t.general and t.in_force(as_of)]
    return max(running, key=lambda t: (t.over or date.max, t.since), default=None)


def is_stale(gate: ConditionGate, name: str, series: ceasefire.Daily, as_of: date) -> bool:
    """Return whether counts that were due are missing: then no run of days reaches today."""
    last = series.last_observed
    return last is None or (as_of - last).days > gate.series[name].lag + STALE_DAYS


def agreement_a_year(gate: ConditionGate, truces: Sequence[ceasefire.Truce], as_of: date) -> tuple[Figure, str]:
    """Return the chance that a general agreement comes about within a year, and where it comes from."""
    judged = gate.prospect
    if judged and judged.agreement_a_year is not None:
        chance = judged.agreement_a_year
        return chance, f"a judgement of the dossier, {between(chance)} a year"
    lasting = [t for t in truces if t.general and t.until is None and t.declared_by == "both" and t.since <= as_of]
    since = judged.counted_since if judged and judged.counted_since else None
    since = since or min((t.since for t in truces), default=None) or min(s.observed_from for s in gate.series.values())
    lasting = [t for t in lasting if t.since >= since]
    years = max((as_of - since).days, 0) / 365.25
    chance = ceasefire.chance_a_year(len(lasting), max(years, LEAST_YEARS))
    found = counted(len(lasting), "general agreement")
    short = ", which count as one" if years < LEAST_YEARS else ""
    return chance, f"{found} without a set end in {years:.1f} years since {since}{short}, so {between(chance)} a year"


def between(chance: Figure) -> str:
    """Return a chance with its interval in words."""
    return f"{percent(chance.mid)} ({percent(chance.low)} to {percent(chance.high)})"


def method(
    gate: ConditionGate, prospect: ceasefire.Prospect, onset_words: str, stale: Sequence[str], *, judged: bool
) -> str:
    """Return how the chance was made."""
    age = prospect.age_days
    start = (
        "Met today"
        if prospect.met
        else "No general agreement is in force"
        if age is None
        else f"A general agreement in force for {counted(age, 'day')}"
    )
    if prospect.ends_in_days is not None:
        start += f", which ends by its own term in {counted(prospect.ends_in_days, 'day')}"
    parts = [
        f"{start}; {prospect.day} of {prospect.days_needed} days count so far.",
        f"A new agreement: {onset_words}.",
        f"It then lasts as past ones of the class {' or '.join(prospect.classes)} did (civil wars)"
        f" and stays within the limits with {between(prospect.within_limits)}, "
        + ("a judgement of the dossier." if judged else "since nothing is known of it."),
    ]
    if prospect.lull_a_year.high > 0:
        parts.append(f"A lull without an agreement: {between(prospect.lull_a_year)} a year by the observed days.")
    if stale:
        titles = "; ".join(gate.series[name].title for name in stale)
        parts.append(f"No present counts of: {titles}. Until there are, the reading cannot be judged, however it is.")
    parts.append("Renewal model, 64 draws of these inputs; mid is their mean, the interval holds nine in ten of them.")
    return " ".join(parts)


def met_by(prospect: ceasefire.Prospect, as_of: date) -> list[MetBy]:
    """Return the chance that the reading is met in three months, one year and two years."""
    found = ceasefire.opening(prospect, SHOWN_DAYS[-1])
    return [MetBy(day=as_of + timedelta(days=days), days=days, chance=Range.of(found.by(days))) for days in SHOWN_DAYS]
