"""When one gate opens, and how long it stays open: what each kind of gate knows, put on the grid of the histories."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from placet import days
from placet.dossier.read import Folder
from placet.dossier.rules import rule_of
from placet.dossier.schema import ClockGate, Renews
from placet.gates import condition, waiting
from placet.gates.chance import chance
from placet.gates.clock import periods_known
from placet.gates.verdict import Chance, ConditionVerdict, State, Verdict, VoteVerdict
from placet.gates.verdict import Range as View
from placet.gates.words import counted, lowered, percent
from placet.outlook.courses import STEP_DAYS, Floats, GateOdds
from placet.units import Range

STEPS = 65
"""Five years, less six days."""
AGES = 26
"""So many steps a gate's age counts; two years. Then the rate at which it shuts stays as it was in the last year."""
NOT_GIVEN = Range(0.0, 0.5, 1.0)


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of a gate's opening: its odds, or why there are none; where they come from."""

    odds: GateOdds | None
    basis: str
    judged: str = ""
    """What in it is judgement; empty where nothing is."""


def known(
    folder: Folder, name: str, verdict: Verdict, as_of: date, seed: int, forced: Mapping[str, State] | None = None
) -> Known:
    """Return what is known of the opening of one gate."""
    gate = folder.dossier.gates[name]
    state = (forced or {}).get(name)
    if state:
        if state == "unknown":
            return Known(None, f"{verdict.title} is taken as unknown (what-if), so nothing says when it opens.")
        return Known(GateOdds.certain(name, STEPS, is_open=state == "open"), f"Taken as {state} (what-if).")
    if isinstance(verdict, VoteVerdict):
        return vote_known(folder, name, verdict, as_of, seed)
    if isinstance(verdict, ConditionVerdict):
        return condition_known(folder, name, verdict, as_of)
    assert isinstance(gate, ClockGate)
    return clock_known(folder, name, gate, as_of)


def sampled(by_day: Floats) -> Floats:
    """Return a curve by day (..., days) at the ends of the steps (..., steps + 1); its last figure holds beyond."""
    at = np.minimum(np.arange(STEPS + 1) * STEP_DAYS, by_day.shape[-1] - 1)
    return np.asarray(by_day[..., at], dtype=np.float64)


# A vote


def vote_known(folder: Folder, name: str, verdict: VoteVerdict, as_of: date, seed: int) -> Known:
    """Return when a vote is won: how past files waited, drawn to what the members' positions say."""
    record = waiting.opening_odds(folder, name, as_of)
    if record is None:
        return Known(None, f"{verdict.title}: {verdict.sentence} Nothing says when it would be.")
    curves = np.stack([sampled(curve) for curve in (record.low, record.mid, record.high)])
    if record.kind == "decided":
        return Known(GateOdds.once(name, curves), record.method)
    found = verdict.chance or chance(verdict, as_of, seed, rule_of(folder.dossier, verdict.rule))
    at = found.within_days
    past = Range(*(float(curve[at]) for curve in (record.low, record.mid, record.high)))
    pooled = pool(found, past)
    curves = np.stack(
        [
            drawn_to(curve, float(there), aim)
            for curve, there, aim in zip(curves, triple(past), triple(pooled), strict=True)
        ]
    )
    curves = np.maximum.accumulate(np.sort(curves, axis=0), axis=1)
    basis = (
        "Two estimates that disagree are joined: by the members' positions "
        f"{percent(found.independent.mid)} (each decides alone) to {percent(found.correlated.mid)} (they move together)"
        f" within {at} days; by {record.files} past files, blind to these members, {percent(past.mid)}. Taken: "
        f"{percent(pooled.mid)} ({percent(pooled.low)} to {percent(pooled.high)}), the mean of both in log odds; the "
        "interval spans them all. The pace over time is that of the past files."
    )
    return Known(GateOdds.once(name, curves), basis, "how the two estimates of the vote are joined")


def triple(figure: Range | View) -> tuple[float, float, float]:
    """Return low, middle and high."""
    return figure.low, figure.mid, figure.high


def pool(by_positions: Chance, by_record: Range) -> Range:
    """Return one chance from two estimates: the mean of both in log odds, the interval from the lowest to the highest.

    The estimate by positions is itself the mean of members who decide alone and members who move together.
    """
    apart, together = by_positions.independent, by_positions.correlated
    mid = inverse((log_odds(apart.mid) + log_odds(together.mid)) / 4 + log_odds(by_record.mid) / 2)
    low, high = min(apart.low, together.low, by_record.low), max(apart.high, together.high, by_record.high)
    return Range(min(low, mid), mid, max(high, mid))


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds of a chance; 0 and 1 count as one in ten thousand from it."""
    held = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))


def inverse(odds: float) -> float:
    """Return the chance of some log odds."""
    return 1 / (1 + math.exp(-odds))


def drawn_to(curve: Floats, there: float, aim: float) -> Floats:
    """Return a cumulative chance whose rate is multiplied throughout so that it is `aim` where it was `there`."""
    if not 0 < there < 1:
        return curve
    power = math.log1p(-min(aim, 1 - 1e-9)) / math.log1p(-there)
    return np.asarray(-np.expm1(power * np.log1p(-np.minimum(curve, 1 - 1e-12))))


# A condition


def condition_known(folder: Folder, name: str, verdict: ConditionVerdict, as_of: date) -> Known:
    """Return when a condition is met, and how long it then holds, from the gate's own odds."""
    found = condition.opening_odds(folder, name, as_of)
    needed = max(1, math.ceil(verdict.deciding.days_needed / STEP_DAYS))
    opened = np.maximum.accumulate(sampled(found.met), axis=1)
    holds = sampled(found.holds)
    with np.errstate(divide="ignore", invalid="ignore"):
        falls = np.nan_to_num(1.0 - holds[:, 1:] / holds[:, :-1], nan=0.0)
    shuts = np.clip(falls[:, :AGES], 0.0, 1.0)
    year = 365 // STEP_DAYS
    shuts[:, -1] = falls[:, AGES - year : AGES].mean(axis=1)
    left = np.minimum(opened[:, -1], 1 - 1e-9)
    again = -np.expm1(np.log1p(-left) / max(1, STEPS - needed))
    odds = GateOdds(name, opened, shuts, np.zeros((3, STEPS)), again, needed)
    return Known(odds, found.method, f"when {lowered(verdict.title)} is met: most of it is judged, not counted")


# A clock


def clock_known(folder: Folder, name: str, gate: ClockGate, as_of: date) -> Known:
    """Return when a clock is open: its known periods, and what is judged of the days after them."""
    periods = periods_known(folder, gate, as_of)
    if gate.after == "shut" and periods and max(p.until for p in periods) <= as_of:
        ended = days.in_words(max(p.until for p in periods))
        return Known(GateOdds.certain(name, STEPS, is_open=False), f"Ended on {ended} and shut since then.")
    renews = gate.renews
    prolonged = renews.chance if renews else Range.point(0.0) if gate.after == "shut" else NOT_GIVEN
    opened, ends = np.zeros((3, STEPS + 1)), np.zeros((3, STEPS))
    begun = [p for p in periods if p.since <= as_of]
    running = next((p for p in periods if p.since <= as_of < p.until), None)
    coming = min((p.since for p in periods if p.since > as_of), default=None)
    if running:
        opened[:] = 1.0
    elif coming:
        opened[:, min(step_of(coming, as_of), STEPS) :] = 1.0
    elif begun:
        opened[:] = np.array(triple(prolonged))[:, None]
    last = max((p.until for p in periods), default=as_of)
    if begun and not running and not coming and renews:
        opened **= terms_since(last, as_of, renews)
    for end in terms(last, as_of, renews):
        ends[:, step_of(end, as_of) - 1] = 1.0 - np.array(triple(prolonged))
    judged = (
        f"that {lowered(gate.title)} is prolonged each time with a chance of {percent(prolonged.mid)}"
        if renews
        else f"nothing is said of {lowered(gate.title)} after its last period: any chance from 0 to 1 counts"
        if gate.after == "unknown"
        else ""
    )
    until = days.in_words(last)
    each_time = f", for {counted(renews.for_, 'month')} each time" if renews else ""
    basis = (
        f"Known until {until}; prolonged at the end of each term with a chance of {percent(prolonged.mid)} "
        f"({percent(prolonged.low)} to {percent(prolonged.high)})"
        f"{each_time}."
    )
    comes = np.zeros((3, STEPS))
    for end, start in ((a.until, b.since) for a, b in pairwise(periods) if as_of < a.until < b.since):
        shuts, returns = step_of(end, as_of), max(step_of(start, as_of), step_of(end, as_of) + 1)
        if shuts <= STEPS:
            ends[:, shuts - 1] = 1.0
        if returns <= STEPS:
            comes[:, returns - 1] = 1.0
    odds = GateOdds(name, opened, np.zeros((3, 1)), ends, np.zeros(3), comes=comes if comes.any() else None)
    return Known(odds if ends.any() else GateOdds.once(name, opened), basis, judged)


def step_of(day: date, as_of: date) -> int:
    """Return the step in which a later day falls, from 1."""
    return max(1, math.ceil((day - as_of).days / STEP_DAYS))


def terms_since(last: date, as_of: date, renews: Renews) -> int:
    """Return how many prolongations in a row have the clock open on a day: one at the last known end, one a term."""
    number = 1
    while term_end(last, number, renews) <= as_of:
        number += 1
    return number


def term_end(last: date, number: int, renews: Renews) -> date:
    """Return when the clock ends after so many prolongations."""
    return days.month_after(last, number * renews.for_).replace(day=min(last.day, 28))


def terms(last: date, as_of: date, renews: Renews | None) -> list[date]:
    """Return the ends of terms within the steps: the last known one, then one a term."""
    found, end = [], last
    for number in range(1, 120):
        if end > as_of and step_of(end, as_of) <= STEPS:
            found.append(end)
        if renews is None:
            break
        end = term_end(last, number, renews)
        if (end - as_of).days > STEPS * STEP_DAYS:
            break
    return found
