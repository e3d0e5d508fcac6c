"""A rule of the dossier's own can be read, counts members that vote, can pass and can fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from placet import votes
from placet.dossier.checks.outcome_allowed import council
from placet.dossier.plain_yaml import Path
from placet.dossier.problems import Problem, Related, error, listed, meant, warning
from placet.dossier.rules import own_rule, written
from placet.dossier.schema import Formula, OwnRule, Proposal
from placet.dossier.voters import OTHER_CODES
from placet.errors import UsageError
from placet.votes.diagram import ADOPTED, FAILS
from placet.votes.formula import Threshold, formula_from, settled

if TYPE_CHECKING:
    from placet.dossier.read import Folder

KINDS = ("all_of", "any_of", "not", "count")


def rules_hold(folder: Folder, _: date | None) -> list[Problem]:
    """Return problems with the dossier's own rules, each at the line of the threshold that it speaks of."""
    found: list[Problem] = []
    for name, own in folder.dossier.rules.items():
        found += of_rule(folder, name, own)
        shape = list(of_shape(folder, own.formula, ("rules", name, "formula")))
        found += shape
        users = {key: one for key, one in folder.dossier.proposals.items() if one.rule == name}
        if not users:
            hint = "name it under `rule` of a proposal, or leave it out"
            found.append(warning(f"no proposal uses the rule '{name}'", folder.place("rules", name), hint))
        if not shape:
            # Proposals with the same voters raise the same problems; the first of them is named.
            for key, proposal in {str(one.voters): (key, one) for key, one in reversed(users.items())}.values():
                found += of_use(folder, name, own, key, proposal)
    return found


def of_rule(folder: Folder, name: str, own: OwnRule) -> Iterator[Problem]:
    """Yield problems with a rule's name and its reason."""
    if name in {rule.id for rule in votes.rules()}:
        hint = "choose another name, or use the shipped rule"
        yield error(f"'{name}' is a rule that Placet ships", folder.place("rules", name), hint)
    if not own.because and not own.assumed:
        hint = "name claims under `because`, or say why under `assumed`"
        yield error(f"the rule '{name}' has neither source nor reason", folder.place("rules", name), hint)


def of_shape(folder: Folder, formula: Formula, path: Path) -> Iterator[Problem]:
    """Yield problems of a formula that no vote could be put to."""
    place = folder.place(*path)
    has = [kind for kind in KINDS if kind in written(formula)]
    if len(has) != 1:
        said = f"{listed(has, joint='and')} stand together" if has else "a formula is missing"
        yield error(said, place, "write one of `all_of`, `any_of`, `not`, or `count` with `at_least`")
        return
    for kind, parts in (("all_of", formula.all_of), ("any_of", formula.any_of)):
        if parts == []:
            yield error(f"`{kind}` holds nothing", folder.place(*path, kind), "name at least one part")
        for number, part in enumerate(parts or ()):
            yield from of_shape(folder, part, (*path, kind, number))
    if formula.not_:
        yield from of_shape(folder, formula.not_, (*path, "not"))
    if formula.count and formula.at_least is None:
        yield error("`at_least` is missing", place, "write 15, '55 %', 'more than 1/2', 'all' or 'all but 3'")


def of_use(folder: Folder, name: str, own: OwnRule, proposal_name: str, proposal: Proposal) -> list[Problem]:
    """Return problems of a rule put to those who vote on a proposal."""
    try:
        members = council(proposal, proposal.proposed)
    except UsageError:
        return []  # no populations are shipped for these voters or this day
    found = list(of_thresholds(folder, own.formula, ("rules", name, "formula"), members))
    if any(problem.severity == "error" for problem in found):
        return with_use(folder, found, proposal_name)
    try:
        root = votes.diagram(own_rule(name, own), tuple(members)).root
    except UsageError as failure:
        place = folder.place("rules", name, "formula")
        return with_use(folder, [warning(f"the rule cannot be compiled: {failure}", place)], proposal_name)
    if root in (ADOPTED, FAILS):
        said = "passes whatever the members do" if root == ADOPTED else "can never pass, whatever the members do"
        place = folder.place("rules", name, "formula")
        found.append(warning(f"the rule '{name}' {said}", place, "look at its amounts, and at `of`"))
    return with_use(folder, found, proposal_name)


def with_use(folder: Folder, found: list[Problem], proposal_name: str) -> list[Problem]:
    """Return problems with the proposal whose voters they come from."""
    use = Related(folder.place("proposals", proposal_name, "rule", of_value=True), "put to the voters of this proposal")
    return [replace(problem, related=(use,)) for problem in found]


def of_thresholds(folder: Folder, formula: Formula, path: Path, members: list[votes.Member]) -> Iterator[Problem]:
    """Yield problems of each threshold: unknown members, an amount that cannot be read or is above the total."""
    for kind, parts in (("all_of", formula.all_of), ("any_of", formula.any_of)):
        for number, part in enumerate(parts or ()):
            yield from of_thresholds(folder, part, (*path, kind, number), members)
    if formula.not_:
        yield from of_thresholds(folder, formula.not_, (*path, "not"), members)
    if formula.count is None:
        return
    codes = [member.code for member in members]
    strangers: list[tuple[Path, str]] = [
        (("among", number), code) for number, code in enumerate(formula.among or ()) if code not in codes
    ]
    strangers += [(("votes", code), code) for code in formula.votes if code not in codes]
    for where, code in strangers:
        hint = meant(OTHER_CODES.get(code, code), codes) or f"voters are {listed(codes, joint='and', most=27)}"
        yield error(f"'{code}' does not vote on this", folder.place(*path, *where), hint)
    if strangers:
        return
    place = folder.place(*path, "at_least", of_value=True)
    try:
        threshold = settled(formula_from(written(formula), where="the rule"), members)
    except UsageError as failure:
        yield error(str(failure), place)
        return
    assert isinstance(threshold, Threshold)  # a count settles to nothing else
    whole, needed, unit = sum(threshold.weights), threshold.needed, threshold.unit
    if needed > whole:
        yield error(f"{needed:,} {unit} are needed, and there are {whole:,}", place, "lower the amount")
    elif needed <= 0:
        yield warning(f"{needed:,} {unit} are needed, which is always so", place, "raise the amount")
