"""The packages that only this part needs, imported when they are needed."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from placet.errors import UsageError

MISSING = 'this needs the extras: ./run extras (or pip install "placet[extras]")'


def package(name: str) -> Any:
    """Return a package of the extras.

    Raises
    ------
    UsageError
        When it is not installed.
    """
    found = maybe(name)
    if found is None:
        raise UsageError(MISSING)
    return found


def maybe(name: str) -> ModuleType | None:
    """Return a package of the extras, or nothing when it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
