"""What-if: a dossier with changes, written as `vote.HU=abstain declared` or `programme.sites.lviv=closed`."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, cast

from pydantic import TypeAdapter, ValidationError

from placet.days import day
from placet.dossier.problems import listed, meant
from placet.dossier.schema import ClockGate, ConditionGate, Dossier, Gate, Part, Programme, Stance, VoteGate
from placet.dossier.voters import OTHER_CODES, voters
from placet.errors import UsageError

State = Literal["open", "shut", "unknown"]
STATES = ("open", "shut", "unknown")
POSITIONS = ("yes", "no", "abstain", "abstain declared", "unclear", "unknown", "yes if CONDITION")


@dataclass(frozen=True)
class Changed:
    """A dossier after changes.

    `forced` are the gates whose state was set by hand, `members` the pairs of gate and member whose position was.
    """

    dossier: Dossier
    forced: Mapping[str, State] = field(default_factory=dict)
    members: frozenset[tuple[str, str]] = frozenset()


def changed(dossier: Dossier, changes: Mapping[str, str], as_of: date) -> Changed:
    """Return a dossier with changes made, one after the other.

    Parameters
    ----------
    dossier
        The dossier; it stays as it is.
    changes
        `GATE.MEMBER`: yes, no, abstain, abstain declared, unclear, unknown or "yes if CONDITION"; `GATE.reading`: a
        reading's name; `GATE`: open, shut or unknown; `GATE.until`: a day, for the last period of a clock gate;
        `programme.sites.SITE`: closed; `programme.A.B.C`: a quantity; `scenario`: the name of one of the dossier.
    as_of
        The day from which a changed position counts.

    Raises
    ------
    UsageError
        When a name is unknown or what it is set to cannot be read; the text lists what there is.
    """
    now = Changed(dossier)
    for name, to in expanded(dossier, changes):
        now = one_changed(now, name.strip(), str(to).strip(), as_of)
    return now


def expanded(dossier: Dossier, changes: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield single changes, with a scenario's in its place."""
    for name, to in changes.items():
        if name != "scenario":
            yield name, to
            continue
        if to not in dossier.scenarios:
            raise unknown("scenario", to, dossier.scenarios)
        if "scenario" in dossier.scenarios[to]:
            raise UsageError(f"the scenario '{to}' names another scenario; write its changes out")
        yield from dossier.scenarios[to].items()


def one_changed(now: Changed, name: str, to: str, as_of: date) -> Changed:
    """Return a dossier after one change."""
    if name.startswith("programme.") and now.dossier.programme is not None:
        return Changed(with_programme(now.dossier, name, to), now.forced, now.members)
    gate_id, rest = gate_and_rest(now.dossier, name)
    gate = now.dossier.gates[gate_id]
    if not rest:
        if to not in STATES:
            raise UsageError(f"'{name}={to}': a gate is set to {listed(STATES)}{after(meant(to, STATES))}")
        return Changed(now.dossier, {**now.forced, gate_id: cast(State, to)}, now.members)
    if isinstance(gate, VoteGate):
        changed_dossier = with_stance(now.dossier, gate, rest, to, as_of)
        return Changed(changed_dossier, now.forced, now.members | {(gate_id, rest)})
    return Changed(with_gate(now.dossier, gate_id, gate_changed(gate, gate_id, rest, to)), now.forced, now.members)


def gate_and_rest(dossier: Dossier, name: str) -> tuple[str, str]:
    """Return the gate that a change begins with, and what follows its name."""
    for gate_id in sorted(dossier.gates, key=len, reverse=True):
        if name == gate_id or name.startswith(gate_id + "."):
            return gate_id, name[len(gate_id) + 1 :]
    if name == "programme" and dossier.programme is not None:
        raise UsageError("'programme' is changed by its parts, like programme.sites.SITE=closed")
    known = [*dossier.gates, *(["programme"] if dossier.programme else []), "scenario"]
    raise unknown("change", name.split(".")[0], known)


def gate_changed(gate: ConditionGate | ClockGate, gate_id: str, rest: str, to: str) -> Gate:
    """Return a condition gate with another reading, or a clock gate with another end."""
    if isinstance(gate, ConditionGate):
        if rest != "reading":
            raise unknown(f"part of the gate '{gate_id}':", rest, ["reading"])
        if to not in gate.readings:
            raise unknown("reading", to, gate.readings)
        return gate.model_copy(update={"reading": to})
    if rest != "until":
        raise unknown(f"part of the gate '{gate_id}':", rest, ["until"])
    if not gate.open:
        raise UsageError(f"the gate '{gate_id}' has no period whose end could be changed")
    try:
        until, last = day(to), gate.open[-1]
    except UsageError as failure:
        raise UsageError(f"'{gate_id}.until={to}': {failure}") from None
    if until <= last.since:
        raise UsageError(f"'{gate_id}.until={to}': the period begins on {last.since}, so it must end later")
    return gate.model_copy(update={"open": [*gate.open[:-1], last.model_copy(update={"until": until})]})


def with_stance(dossier: Dossier, gate: VoteGate, member: str, to: str, as_of: date) -> Dossier:
    """Return a dossier in which a member holds a position since a day."""
    proposal = dossier.proposals[gate.proposal]
    if member not in voters(proposal):
        hint = meant(OTHER_CODES.get(member, member.upper()), voters(proposal))
        raise unknown(f"voter of '{gate.proposal}':", member, voters(proposal), hint)
    before = proposal.stances.get(member, proposal.others)
    stances = {**proposal.stances, member: [position(to, as_of), *before]}
    proposals = {**dossier.proposals, gate.proposal: proposal.model_copy(update={"stances": stances})}
    return dossier.model_copy(update={"proposals": proposals})


def position(written: str, since: date) -> Stance:
    """Return a position as what-if writes it: `abstain declared`, `yes if a ceasefire holds; no troops of ours`."""
    word, _, conditions = written.partition(" if ")
    wanted: list[str] = [part.strip() for part in conditions.split(";") if part.strip()]
    if word == "abstain declared" and not wanted:
        return Stance(since=since, stance="abstain", declared=True, note="what-if")
    if word not in ("yes", "no", "abstain", "unclear", "unknown") or (wanted and word != "yes"):
        raise unknown("position", written, POSITIONS)
    try:
        return Stance.model_validate({"since": since, "stance": word, "if": wanted, "note": "what-if"})
    except ValidationError as failure:
        raise UsageError(f"'{written[:60]}…': {failure.errors(include_url=False)[0]['msg'].lower()}") from None


def with_gate(dossier: Dossier, gate_id: str, gate: Gate) -> Dossier:
    """Return a dossier with another gate in the place of one."""
    return dossier.model_copy(update={"gates": {**dossier.gates, gate_id: gate}})


def with_programme(dossier: Dossier, name: str, to: str) -> Dossier:
    """Return a dossier with one figure of the programme changed, or a site closed."""
    parts = name.split(".")[1:]
    programme = cast(Programme, dossier.programme)
    if parts[0] == "sites" and to == "closed":
        site = ".".join(parts[1:])
        if not site:
            raise UsageError(f"'{name}={to}': name the site: programme.sites.SITE=closed")
        if site not in programme.sites:
            raise unknown("site", site, programme.sites)
        left = {one: place for one, place in programme.sites.items() if one != site}
        return dossier.model_copy(update={"programme": programme.model_copy(update={"sites": left})})
    return dossier.model_copy(
        update={"programme": with_field(programme, parts, lambda part, key: read_as(part, key, name, to))}
    )


def with_field(part: Any, parts: list[str], reader: Callable[[Part, str], Any], above: str = "programme") -> Any:
    """Return a part of the programme in which the field at the end of a path is what `reader` returns."""
    if isinstance(part, Part):
        names = {field.alias or name: name for name, field in type(part).model_fields.items()}
        if parts[0] not in names:
            raise unknown(f"part of {above}:", parts[0], names)
        name = names[parts[0]]
        if len(parts) == 1:
            return part.model_copy(update={name: reader(part, name)})
        deeper = with_field(getattr(part, name), parts[1:], reader, f"{above}.{parts[0]}")
        return part.model_copy(update={name: deeper})
    if isinstance(part, dict):
        for end in range(len(parts) - 1, 0, -1):
            key = ".".join(parts[:end])
            if key in part:
                return {**part, key: with_field(part[key], parts[end:], reader, f"{above}.{key}")}
        raise unknown(f"part of {above}:", parts[0], part)
    raise UsageError(f"{above} has no parts: it is a figure and can be set as a whole")


def read_as(part: Part, name: str, written: str, to: str) -> Any:
    """Return what a field of the schema makes of a text."""
    asked = type(part).model_fields[name]
    # The annotation and its readers are known only at run time, which mypy cannot follow.
    kind: Any = asked.annotation
    if typing.get_origin(kind) in (list, dict) or name in ("title", "in_"):
        raise UsageError(f"'{written}={to}': only figures can be changed here")
    try:
        for reader in asked.metadata:
            kind = Annotated[kind, reader]
        return TypeAdapter(kind).validate_python(to)
    except ValidationError as failure:
        first = failure.errors(include_url=False)[-1]
        why = first.get("ctx", {}).get("error") or first["msg"]
        raise UsageError(f"'{written}={to}': {why}") from None


def unknown(what: str, name: str, there_is: Iterable[str], hint: str | None = None) -> UsageError:
    """Return the error for a name that the dossier does not know, with the names that it knows."""
    names = list(there_is)
    hint = hint or meant(name, names)
    said = f"unknown {what} '{name}'{after(hint)}"
    return UsageError(f"{said}\nthere is {listed(names, joint='and', most=40)}" if names else f"{said}\nthere is none")


def after(hint: str | None) -> str:
    """Return a hint as the end of a sentence."""
    return f"; {hint}" if hint else ""
