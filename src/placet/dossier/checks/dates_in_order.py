"""Days stand in their order: newest stances first, oldest periods first, ends after beginnings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from placet.dossier.problems import Problem, Related, error
from placet.dossier.schema import Agreement, ClockGate, Figure, Fund, Period, Proposal, Series, Stance
from placet.dossier.walk import Path

if TYPE_CHECKING:
    from placet.dossier.read import Folder


def dates_in_order(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each pair of days that stand the wrong way round."""
    found: list[Problem] = []
    for path, part in folder.parts:
        for early, late, message, hint in wrong_pairs(path, part):
            related = Related(folder.place(*early, of_value=True), "the other day")
            found.append(error(message, folder.place(*late, of_value=True), hint, related))
    return found


Wrong = tuple[Path, Path, str, str]


def wrong_pairs(path: Path, part: Any) -> Iterator[Wrong]:
    """Yield the pairs of days of a part that stand the wrong way round: their paths, the message and a hint."""
    if isinstance(part, Agreement | Period | Fund):
        yield from backwards(path, part, "since", "until", "`until` is the first day after the last")
    if isinstance(part, Agreement):
        yield from backwards(
            path, part, "since", "ended", "one that never came into force is `not in force`", same=True
        )
        yield from backwards(
            path, part, "since", "denounced", "one that never came into force is `not in force`", same=True
        )
    elif isinstance(part, Series):
        yield from backwards(
            path, part, "observed_from", "observed_until", "`observed_until` is the day after the last"
        )
    elif isinstance(part, Stance):
        yield from backwards(path, part, "since", "check_by", "look again on a later day")
    elif isinstance(part, ClockGate):
        yield from periods(path, part)
    elif isinstance(part, Figure):
        days = [value.day for value in part.values]
        yield from unsorted((*path, "values"), days, "day", "the values stand oldest first")
    elif isinstance(part, Proposal):
        yield from of_proposal(path, part)


def of_proposal(path: Path, proposal: Proposal) -> Iterator[Wrong]:
    """Yield what is wrong with the days of a proposal."""
    for key, stances in [*((("stances", m), s) for m, s in proposal.stances.items()), (("others",), proposal.others)]:
        for number, (newer, older) in enumerate(itertools.pairwise(stances)):
            if newer.since <= older.since:
                same = newer.since == older.since
                message = (
                    f"two positions since {older.since}"
                    if same
                    else f"the position of {older.since} stands below that of {newer.since}"
                )
                hint = "keep one of the two" if same else "the positions stand newest first"
                place = (*path, *key)
                yield (*place, number, "since"), (*place, number + 1, "since"), message, hint
    if proposal.outcome and proposal.outcome.day < proposal.proposed:
        message = f"the outcome of {proposal.outcome.day} is before the proposal of {proposal.proposed}"
        yield (*path, "proposed"), (*path, "outcome", "day"), message, "nothing is decided before it is proposed"


def periods(path: Path, gate: ClockGate) -> Iterator[Wrong]:
    """Yield the periods of a clock gate that begin before the one above them ends."""
    for number, (before, after) in enumerate(zip(gate.open, gate.open[1:], strict=False)):
        if after.since < before.until:
            message = f"this period begins on {after.since}, before the one above ends on {before.until}"
            place = (*path, "open")
            yield (*place, number, "until"), (*place, number + 1, "since"), message, "the periods stand oldest first"


def backwards(path: Path, part: Any, first: str, last: str, hint: str, *, same: bool = False) -> Iterator[Wrong]:
    """Yield the two days of a part when the last is not after the first."""
    since, until = getattr(part, first), getattr(part, last)
    if until is not None and (until < since or (until == since and not same)):
        message = f"`{last}` {until} is not after `{first}` {since}"
        yield (*path, first), (*path, last), message, hint


def unsorted(path: Path, days: list[date], key: str, hint: str) -> Iterator[Wrong]:
    """Yield the neighbours of a list that do not stand oldest first."""
    for number, (before, after) in enumerate(itertools.pairwise(days)):
        if after < before:
            yield (*path, number, key), (*path, number + 1, key), f"{after} is before {before}", hint
