"""The tables that Placet ships: rules, members, base rates. Each carries its source beside the figures."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Return a shipped table as plain dictionaries, by its file's name without `.toml`; treat it as read-only."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
