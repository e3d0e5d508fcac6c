"""Every error that Placet raises on purpose.

PlacetError
├── UsageError      the call is wrong: an unknown day, member, gate or change     (exit code 2)
├── DossierError    the dossier has problems; all of them, each with its place    (exit code 1)
└── OutputError     a result cannot be written where it was asked for             (exit code 3)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class PlacetError(Exception):
    """Something that the user can mend; its text names the thing, the place and the way out."""

    exit_code = 2


class UsageError(PlacetError):
    """The call is wrong."""


class OutputError(PlacetError):
    """A result cannot be written."""

    exit_code = 3


class Shown(Protocol):
    """Anything that prints itself: a problem of a dossier."""

    def __str__(self) -> str: ...


class DossierError(PlacetError):
    """The dossier has problems: nothing is computed from it."""

    exit_code = 1

    def __init__(self, problems: Sequence[Shown]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n\n".join(str(problem) for problem in self.problems))
