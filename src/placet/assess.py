"""The pipeline: one dossier, one day, one frozen assessment. Read this first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from placet import days, outlook, security
from placet.assessment import Assessment, PlanView, Provenance, Together
from placet.dossier.changes import changed
from placet.dossier.read import Folder
from placet.gates.joint import clause, gate_verdict
from placet.gates.standing import was_proposed
from placet.gates.verdict import State, Verdict, VoteVerdict
from placet.gates.vote import as_proposal, vote_verdict
from placet.gates.waiting import with_odds
from placet.gates.words import sentence
from placet.ledger import assumptions, claim_views, figure_views, sourced_figures, stale, unknown, withdrawn
from placet.versions import library_versions, placet_version


def assess(
    folder: Folder,
    *,
    as_of: date | str | None = None,
    changes: Mapping[str, str] | None = None,
    seed: int = 1,
    with_plan: bool = True,
    with_chance: bool | None = None,
) -> Assessment:
    """Return everything that can be said of a dossier from what had been published by a day.

    Parameters
    ----------
    folder
        A dossier that has been read and checked.
    as_of
        The cut of knowledge, by day of publication; the dossier's `read_until` when not given.
    changes
        What-if changes: `{"vote.HU": "abstain declared", "ceasefire.reading": "month"}`.
    seed
        The seed of the draws behind the plan's bands.
    with_plan
        Whether to plan the programme and estimate the chance of the vote, which take most of the time.
    with_chance
        Whether to join all gates: with what chance they are open together, by when. As `with_plan` when left out.

    Raises
    ------
    UsageError
        When the day is no day, or a change names something that the dossier does not have.
    """
    when = days.day(as_of) if as_of is not None else folder.dossier.read_until
    what_if = changed(folder.dossier, changes or {}, when)
    folder = replace(folder, dossier=what_if.dossier)
    dossier = folder.dossier

    gates = {name: gate_verdict(folder, name, when, forced=what_if.forced.get(name)) for name in dossier.gates}
    voted = {
        gate.proposal: as_proposal(found, dossier.proposals[gate.proposal])
        for name, gate in dossier.gates.items()
        if gate.kind == "vote" and name not in what_if.forced and isinstance(found := gates[name], VoteVerdict)
    }
    proposals = {
        name: voted[name] if name in voted else vote_verdict(folder, name, when)
        for name, proposal in dossier.proposals.items()
        if was_proposed(folder, proposal, when)
    }
    state = joined([gates[name].state for name in dossier.opens.all])
    wanted = with_plan if with_chance is None else with_chance
    if wanted or with_plan:
        gates = {
            name: with_odds(folder, gate, when, seed) if isinstance(gate, VoteVerdict) else gate
            for name, gate in gates.items()
        }
    plan = outlook.plan_view(folder, gates, when, seed) if with_plan else None
    joined_gates = outlook.gates_together(folder, gates, when, seed, what_if.forced) if wanted else None
    together = outlook.together(folder, gates, joined_gates, when, seed) if joined_gates else None
    policy = outlook.policy_view(folder, gates, joined_gates, when, seed) if joined_gates and with_plan else None
    picture = security.indicator_views(folder, when)

    return Assessment(
        title=dossier.title,
        asks=dossier.asks,
        as_of=when,
        read_until=dossier.read_until,
        changes=dict(changes or {}),
        state=state,
        sentence=verdict_sentence(state, [gates[name] for name in dossier.opens.all]),
        summary=summary(state, [gates[name] for name in dossier.opens.all], plan, together),
        gates=gates,
        proposals=proposals,
        together=together,
        policy=policy,
        plan=plan,
        security=picture,
        figures=figure_views(folder, when),
        claims=claim_views(folder, when),
        assumed=assumptions(folder),
        sourced=sourced_figures(folder, when),
        unknown=unknown(folder, gates, when),
        stale=stale(folder, gates, when),
        withdrawn=withdrawn(folder, when),
        made=Provenance(placet=placet_version(), libraries=library_versions(), inputs=dict(folder.inputs), seed=seed),
    )


def joined(states: list[State]) -> State:
    """Return the state of gates that must all be open."""
    if "shut" in states:
        return "shut"
    return "unknown" if "unknown" in states else "open"


HEAD: dict[State, str] = {"open": "Open", "shut": "Not open", "unknown": "Not known"}


def verdict_sentence(state: State, gates: list[Verdict]) -> str:
    """Return the verdict in one or two sentences, from the gates that decide it.

    >>> verdict_sentence("open", [])
    'Open.'
    """
    deciding = [gate for gate in gates if gate.state == state]
    words = [clause(gate) for gate in deciding]
    said = sentence("; ".join(words))
    return f"{HEAD[state]}. {said}" if words else f"{HEAD[state]}."


def summary(state: State, gates: list[Verdict], plan: PlanView | None, together: Together | None = None) -> str:
    """Return what the verdict does not say yet: the other gates, the chances, what waiting costs."""
    said = [gate.sentence for gate in gates if gate.state != state]
    said += [together.sentence] if together and state != "open" else []
    said += [gate.chance.sentence for gate in gates if isinstance(gate, VoteVerdict) and gate.chance]
    return " ".join(said + ([plan.waiting_sentence] if plan else []))
