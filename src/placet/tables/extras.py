"""The library of the extras that reads and writes workbooks, imported when it is needed."""

from __future__ import annotations

import importlib
from typing import Any

from placet.errors import UsageError

MISSING = 'this needs the extras: ./run extras (or pip install "placet[extras]")'


def needed(name: str) -> Any:
    """Return a module of the extras.

    Raises
    ------
    UsageError
        It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UsageError(MISSING) from None
