"""The tables that Placet ships: rules, members, base rates. Each carries its source beside the figures."""

from __future__ import annotations

import functools
import json
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Return a shipped table as plain dictionaries, by its file's name without `.toml`; treat it as read-only."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@functools.cache
def outlines(name: str) -> dict[str, Any]:
    """Return a shipped TopoJSON map (object `data`, ids as ISO codes), by its file's name; treat it as read-only."""
    found = resources.files(__name__).joinpath("maps", f"{name}.topo.json").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(found)
    return topology
