"""Any gate: what it says, and its part of the sentence that joins all gates."""

from __future__ import annotations

from datetime import date

from placet.dossier.read import Folder
from placet.gates import condition, vote
from placet.gates.clock import clock_verdict
from placet.gates.condition import condition_verdict
from placet.gates.verdict import ClockVerdict, ConditionVerdict, State, Verdict, VoteVerdict
from placet.gates.vote import vote_verdict
from placet.gates.words import counted, lowered


def gate_verdict(folder: Folder, name: str, as_of: date, *, forced: State | None = None) -> Verdict:
    """Return what one gate of the dossier says on the day; `forced` is a what-if that sets its state."""
    gate = folder.dossier.gates[name]
    found: Verdict
    if gate.kind == "vote":
        found = vote_verdict(folder, gate.proposal, as_of, title=gate.title, asks=gate.asks)
    elif gate.kind == "condition":
        found = condition_verdict(folder, name, gate, as_of)
    else:
        found = clock_verdict(folder, gate, as_of)
    if forced:
        return found.model_copy(update={"state": forced, "sentence": f"Taken as {forced} (what-if)."})
    return found


def clause(verdict: Verdict) -> str:
    """Return a verdict as a part of the sentence that joins all gates."""
    if verdict.sentence.endswith("(what-if)."):
        return f"{lowered(verdict.title)} is taken as {verdict.state}"
    if isinstance(verdict, VoteVerdict):
        return vote.clause(verdict)
    if isinstance(verdict, ConditionVerdict):
        return condition.clause(verdict)
    return clock_clause(verdict)


def clock_clause(verdict: ClockVerdict) -> str:
    """Return a clock verdict as a part of the joined sentence."""
    title = lowered(verdict.title)
    if verdict.days_left is not None:
        return f"{title} runs for another {counted(verdict.days_left, 'day')}"
    if verdict.state == "unknown":
        return f"no present term of {title} is known"
    return f"{title} has not begun" if verdict.since is None or not verdict.ended else f"{title} has ended"
