"""`cases.yaml`: what the desk must say of a dossier on given days, written by an analyst, run by everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from placet.assess import assess
from placet.assessment import Assessment
from placet.dossier.read import Folder
from placet.errors import UsageError
from placet.gates.verdict import Frozen

NOTHING = object()


class CaseResult(Frozen):
    """How one case ended."""

    name: str
    """The case."""
    passed: bool
    """Whether everything stood as expected."""
    misses: list[str]
    """What stood there instead, in sentences."""


def run_cases(folder: Folder) -> list[CaseResult]:
    """Return how each case of the dossier ended.

    Raises
    ------
    UsageError
        When the dossier has no cases.
    """
    if not folder.cases:
        raise UsageError(f"{folder.path} has no cases; write some in cases.yaml")
    results = []
    for case in folder.cases:
        asks_for_plan = any(place.split(".")[0] == "plan" for place in case.expect)
        said = assess(folder, as_of=case.as_of, changes=case.changes, with_plan=asks_for_plan)
        misses = [miss for place, want in case.expect.items() if (miss := missed(said, place, want))]
        results.append(CaseResult(name=case.name, passed=not misses, misses=misses))
    return results


def missed(assessment: Assessment, place: str, want: Any) -> str | None:
    """Return what stands in the place instead of what is wanted, or nothing when they agree."""
    have = at(assessment.model_dump(mode="json"), place)
    if have is NOTHING:
        return f"{place}: there is no such place in the assessment"
    if isinstance(want, str) and want.startswith("contains "):
        return (
            None
            if want.removeprefix("contains ") in str(have)
            else f"{place}: expected words {want.removeprefix('contains ')!r}, have {have!r}"
        )
    return None if plain(have) == plain(want) else f"{place}: expected {want!r}, have {have!r}"


def plain(thing: Any) -> Any:
    """Return numbers as text, so that `2` in YAML equals 2 in the assessment."""
    if isinstance(thing, list):
        return [plain(t) for t in thing]
    if isinstance(thing, Mapping):
        return {str(k): plain(v) for k, v in thing.items()}
    if thing is None or isinstance(thing, bool):
        return str(thing).lower().replace("none", "null")
    return f"{thing:g}" if isinstance(thing, int | float) else str(thing)


def at(tree: Any, place: str) -> Any:
    """Return what stands at a dotted place; lists by number or an item's `id`, `member` or `reading`."""
    for name in place.split("."):
        if isinstance(tree, Mapping) and name in tree:
            tree = tree[name]
        elif isinstance(tree, list):
            named = [
                t
                for t in tree
                if isinstance(t, Mapping) and name in (t.get("id"), t.get("member"), t.get("reading"), t.get("series"))
            ]
            if named:
                tree = named[0]
            elif name.isdigit() and int(name) < len(tree):
                tree = tree[int(name)]
            else:
                return NOTHING
        else:
            return NOTHING
    return tree
