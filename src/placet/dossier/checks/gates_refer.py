"""What the gates name exists: proposals, rules, readings, series, gates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from placet import ceasefire, data, votes
from placet.dossier.problems import Problem, error, listed, meant
from placet.dossier.schema import ConditionGate, Depends, VoteGate

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def gates_refer(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each name in gates, proposals and `opens` behind which there is nothing."""
    return [*of_proposals(folder), *of_gates(folder), *of_security(folder), *of_opens(folder)]


def of_proposals(folder: Folder) -> Iterator[Problem]:
    """Yield a problem for each unknown voting rule, and kind of past files."""
    rules = [*folder.dossier.rules, *(rule.id for rule in votes.rules())]
    for name, proposal in folder.dossier.proposals.items():
        if proposal.rule not in rules:
            place = folder.place("proposals", name, "rule", of_value=True)
            hint = meant(proposal.rule, rules) or f"`placet rules` lists them: {', '.join(rules)}"
            yield error(f"there is no voting rule '{proposal.rule}'", place, hint)
        if proposal.waits_like is not None:
            kinds = sorted({decision["domain"] for decision in data.table("decisions")["decision"]})
            if proposal.waits_like not in kinds:
                place = folder.place("proposals", name, "waits_like", of_value=True)
                hint = hint_of(proposal.waits_like, kinds)
                yield error(f"there are no past files of the kind '{proposal.waits_like}'", place, hint)


def of_gates(folder: Folder) -> Iterator[Problem]:
    """Yield problems of vote and condition gates."""
    for name, gate in folder.dossier.gates.items():
        if isinstance(gate, VoteGate) and gate.proposal not in folder.dossier.proposals:
            yield missing(folder, "proposal", gate.proposal, folder.dossier.proposals, "gates", name, "proposal")
        if isinstance(gate, ConditionGate):
            yield from of_agreements(folder, name, gate)
            if gate.reading not in gate.readings:
                yield missing(folder, "reading", gate.reading, gate.readings, "gates", name, "reading")
            for key, reading in gate.readings.items():
                for series in reading.at_most:
                    if series not in gate.series:
                        place = folder.place("gates", name, "readings", key, "at_most", series)
                        yield error(f"there is no series '{series}'", place, hint_of(series, gate.series))
                if reading.for_ < 1 or reading.forgiving >= reading.for_:
                    place = folder.place("gates", name, "readings", key, "for", of_value=True)
                    message = "a reading that forgives every day would always be met"
                    yield error(message, place, "let `for` be longer than `forgiving`, and at least 1 day")
                if not reading.at_most:
                    place = folder.place("gates", name, "readings", key, "at_most")
                    yield error("a reading without a limit would always be met", place, "write `{SERIES: 5 a day}`")


def of_agreements(folder: Folder, name: str, gate: ConditionGate) -> Iterator[Problem]:
    """Yield a problem for each class of ceasefire that the base rates lack, and each judged reading that is none."""
    known = list(ceasefire.base_rates())
    for key, agreement in gate.agreements.items():
        yield from of_class(folder, agreement.class_, known, "gates", name, "agreements", key, "class")
        for number, renewal in enumerate(agreement.renewals):
            if agreement.until is None or renewal.until <= agreement.until:
                place = folder.place("gates", name, "agreements", key, "renewals", number, "until", of_value=True)
                message = "a prolongation must end later than the agreement's own `until`"
                yield error(message, place, "give the agreement an `until`, and the prolongation a later one")
    for number, class_ in enumerate(gate.lasts_like):
        yield from of_class(folder, class_, known, "gates", name, "lasts_like", number)
    for key in gate.prospect.within_limits if gate.prospect else ():
        if key not in gate.readings:
            place = folder.place("gates", name, "prospect", "within_limits", key)
            yield error(f"there is no reading '{key}'", place, hint_of(key, gate.readings))


def of_class(folder: Folder, class_: str, known: list[str], *path: str | int) -> Iterator[Problem]:
    """Yield a problem for a class of ceasefire that the base rates lack."""
    if class_ not in known:
        hint = meant(class_, known) or f"there are: {', '.join(known)}"
        yield error(f"there is no class of ceasefire '{class_}'", folder.place(*path, of_value=True), hint)


def of_security(folder: Folder) -> Iterator[Problem]:
    """Yield a problem for each share that does not name its whole, and each whole without a share."""
    for name, indicator in folder.dossier.security.items():
        if (indicator.measure == "share") != (indicator.of is not None):
            message = "a share needs `of`, the column with the whole, and nothing else does"
            yield error(message, folder.place("security", name, "measure", of_value=True), "write `of: launched`")


def of_opens(folder: Folder) -> Iterator[Problem]:
    """Yield a problem for each unknown gate of `opens`, and when there is none at all."""
    gates = folder.dossier.gates
    for number, name in enumerate(folder.dossier.opens.all):
        if name not in gates:
            yield missing(folder, "gate", name, gates, "opens", "all", number)
    for name, tie in folder.dossier.opens.depends.items():
        for role, gate in (("", name), ("upon", tie.upon)):
            if gate not in folder.dossier.opens.all:
                place = folder.place("opens", "depends", name, *([role] if role else []), of_value=bool(role))
                yield error(
                    f"'{gate}' is none of the gates in `opens.all`", place, hint_of(gate, folder.dossier.opens.all)
                )
        if name in leads_to(folder.dossier.opens.depends, name):
            place = folder.place("opens", "depends", name, "upon", of_value=True)
            yield error(
                "gates that wait for each other never open", place, "keep all but one of the ring, with a range"
            )
    if not folder.dossier.opens.all:
        yield error("no gate must be open", folder.place("opens", "all"), "name the gates: {all: [vote]}")


def leads_to(depends: Mapping[str, Depends], name: str) -> list[str]:
    """Return the gates on which one hangs, directly or by others, up to the first that comes again."""
    found: list[str] = []
    while name in depends and (name := depends[name].upon) not in found:
        found.append(name)
    return found


def missing(folder: Folder, what: str, name: str, known: object, *path: str | int) -> Problem:
    """Return the problem of a name behind which there is nothing."""
    return error(f"there is no {what} '{name}'", folder.place(*path, of_value=True), hint_of(name, known))


def hint_of(name: str, known: object) -> str:
    """Return the name that was meant, or all that are known."""
    names = list(known) if isinstance(known, dict | list) else []
    return meant(name, names) or (f"there is {listed(names, joint='and')}" if names else "there is none yet")
