"""A gate that a calendar opens and shuts: a mandate's term."""

from __future__ import annotations

from datetime import date

from placet import days
from placet.dossier.read import Folder
from placet.dossier.schema import ClockGate, Period
from placet.dossier.stances import claims_known
from placet.gates.verdict import ClockVerdict, State
from placet.gates.words import counted, lowered


def periods_known(folder: Folder, gate: ClockGate, as_of: date) -> list[Period]:
    """Return the periods of which a claim had been published by the day."""
    known = claims_known(folder, as_of)
    return [p for p in gate.open if not p.because or any(claim in known for claim in p.because)]


def end_of_term(running: Period, periods: list[Period]) -> date:
    """Return the first day on which the gate is no longer open, over periods that follow each other without a gap."""
    until = running.until
    while longer := max((p.until for p in periods if p.since <= until < p.until), default=None):
        until = longer
    return until


def clock_verdict(folder: Folder, gate: ClockGate, as_of: date) -> ClockVerdict:
    """Return whether the calendar has the gate open on the day."""
    periods = periods_known(folder, gate, as_of)
    known = claims_known(folder, as_of)
    running = next((p for p in periods if p.since <= as_of < p.until), None)
    past = [p for p in periods if p.until <= as_of]
    coming = [p for p in periods if p.since > as_of]
    shown = running or (past[-1] if past else None) or (coming[0] if coming else None)
    until = end_of_term(running, periods) if running else shown.until if shown else None
    left = (until - as_of).days if running and until else None
    state: State
    if running and until:
        state = "open"
        said = f"{gate.title} runs until {days.in_words(until)}: {counted(left or 0, 'day')} left."
    elif coming:
        state, said = "shut", f"{gate.title} starts on {days.in_words(coming[0].since)}."
    elif past:
        state = gate.after
        end = days.in_words(past[-1].until)
        said = f"{gate.title} ended on {end}."
        if gate.after == "unknown":
            named = lowered(gate.title)
            said = f"The last known term of {named} ended on {end}; no later one was found."
    else:
        state, said = "shut", f"{gate.title} did not exist yet on {days.in_words(as_of)}, as far as was published."
    return ClockVerdict(
        title=gate.title,
        asks=gate.asks,
        state=state,
        sentence=said,
        since=shown.since if shown else None,
        until=until,
        days_left=left,
        ended=bool(past) and not running and not coming,
        because=[claim for claim in (shown.because if shown else []) if claim in known],
    )
