"""The libraries of the extras, imported when a verb needs them; the main job runs without."""

from __future__ import annotations

import importlib
from typing import Any

from placet.errors import UsageError

MISSING = 'this needs the extras: ./run extras (or pip install "placet[extras]")'


def needed(module: str) -> Any:
    """Return a module of the extras.

    Raises
    ------
    UsageError
        When it is not installed.
    """
    found = maybe(module)
    if found is None:
        raise UsageError(MISSING)
    return found


def maybe(module: str) -> Any:
    """Return a module of the extras, or nothing when it is not installed.

    A module that is installed and lacks another one is broken, and that is not hidden.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name != module.partition(".")[0]:
            raise
        return None
