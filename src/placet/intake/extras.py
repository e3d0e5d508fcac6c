"""The libraries that reading from outside needs and the core does not."""

from __future__ import annotations

import importlib
from typing import Any

from placet.errors import UsageError


def needed(module: str) -> Any:
    """Return a module of the extras.

    Raises
    ------
    UsageError
        When it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name != module.partition(".")[0]:
            raise
        raise UsageError('this needs the extras: ./run extras (or pip install "placet[extras]")') from None
