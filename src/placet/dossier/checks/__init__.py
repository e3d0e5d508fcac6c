"""The checks of a dossier: one file and one function each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem

if TYPE_CHECKING:
    from placet.dossier.read import Folder

Check = Callable[["Folder", date | None], list[Problem]]
CHECKS: dict[str, Check] = {}


def found(folder: Folder, today: date | None) -> list[Problem]:
    """Return everything that the checks find."""
    return [problem for check in CHECKS.values() for problem in check(folder, today)]
