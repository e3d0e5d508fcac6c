"""Many what-ifs at once: every combination of some changes, each assessed by itself, here or on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product
from typing import Any

from placet.assess import assess
from placet.assessment import Assessment
from placet.dossier.changes import changed
from placet.dossier.read import Folder
from placet.errors import UsageError
from placet.gates.verdict import Range, State
from placet.scale import Progress, Stopped, mapped

MOST = 2_000
"""Combinations of one sweep."""


@dataclass(frozen=True)
class Row:
    """One combination, and what it comes to."""

    changes: Mapping[str, str]
    state: State
    """All gates together on the day."""
    months: int
    """The horizon of the chance and of the soldiers."""
    chance: Range | None
    """The chance that all gates are open at the same time within the horizon; nothing where none can be given."""
    trained: Range | None
    """Soldiers trained within the horizon if all gates open today; nothing without a plan."""
    expected: float | None
    """Soldiers whom the best policy trains on average with the gates as likely as they are; nothing without a plan."""


@dataclass(frozen=True)
class Sweep:
    """The rows that were assessed, in the order of the grid, and whether these are all."""

    rows: tuple[Row, ...]
    of: int
    """How many combinations there are."""


def grid(words: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return every combination of changes: a place that is named more than once takes each of its values in turn.

    Raises
    ------
    UsageError
        There are too many combinations, or a value is there twice.

    >>> grid([("vote.HU", "yes"), ("vote.HU", "no"), ("ceasefire.reading", "month")])
    [{'vote.HU': 'yes', 'ceasefire.reading': 'month'}, {'vote.HU': 'no', 'ceasefire.reading': 'month'}]
    """
    values: dict[str, list[str]] = {}
    for place, to in words:
        if to in values.setdefault(place, []):
            raise UsageError(f"{place}={to} stands there twice; name each value once")
        values[place].append(to)
    count = 1
    for some in values.values():
        count *= len(some)
    if count > MOST:
        raise UsageError(f"{count:,} combinations are more than a sweep takes ({MOST:,}); name fewer values")
    return [dict(zip(values, some, strict=True)) for some in product(*values.values())]


def sweep(
    folder: Folder,
    combinations: Sequence[Mapping[str, str]],
    *,
    as_of: date | None = None,
    seed: int = 1,
    with_plan: bool = False,
    cluster: Any = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Return what every combination comes to; on Ctrl-C those that are done.

    All take the same seed, so that their draws are the same, and where the work is done changes no figure.

    Raises
    ------
    UsageError
        A change names something that the dossier does not have (before anything is assessed), or the cluster is not
        there.
    """
    day = as_of or folder.dossier.read_until
    for changes in combinations:
        changed(folder.dossier, changes, day)
    work = partial(assessed, folder, day, seed, with_plan)
    try:
        found = mapped(work, combinations, cluster=cluster, threads=threads, progress=progress)
    except Stopped as stopped:
        found = [stopped.done[n] for n in sorted(stopped.done)]
    return Sweep(tuple(found), len(combinations))


def assessed(folder: Folder, day: date, seed: int, with_plan: bool, changes: Mapping[str, str]) -> Row:
    """Return what one combination comes to."""
    return row(changes, assess(folder, as_of=day, changes=changes, seed=seed, with_plan=with_plan, with_chance=True))


def row(changes: Mapping[str, str], found: Assessment) -> Row:
    """Return the row of an assessment."""
    together = found.together
    assert together
    return Row(
        changes=dict(changes),
        state=found.state,
        months=together.months,
        chance=together.here.by if together.here else None,
        trained=found.plan.cases[0].trained if found.plan and found.plan.cases else None,
        expected=found.policy.expected if found.policy else None,
    )
