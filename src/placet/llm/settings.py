"""Which model is asked, where, and how much it may take."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import urlsplit

from placet.errors import UsageError

Mode = Literal["tool", "native", "prompted"]
MODES: tuple[Mode, ...] = get_args(Mode)
MODEL, ADDRESS, MODE, KEY = "PLACET_LLM_MODEL", "PLACET_LLM_ADDRESS", "PLACET_LLM_MODE", "PLACET_LLM_KEY"
"""The environment variables; the key is read from nowhere else, and never printed or stored."""


@dataclass(frozen=True)
class Settings:
    """A model behind an address, how it hands over its answer, and the limits of one text.

    `mode`: `tool` (a call of a function that is never run), `native` (the server's own JSON schema), `prompted` (the
    schema in the prompt, for servers that know neither).
    """

    model: str
    address: str
    mode: Mode = "tool"
    key: str = field(default="", repr=False)
    most_seconds: float = 120.0
    """For one text with all its parts and repeats."""
    most_characters: int = 60_000
    """Of a text; what stands behind is not read, and that is said."""
    part_characters: int = 12_000
    """Of one request."""
    most_claims: int = 100
    """Of one part."""
    most_answer_bytes: int = 1_000_000


def settings(
    model: str = "", address: str = "", mode: str = "", *, environment: Mapping[str, str] | None = None
) -> Settings | None:
    """Return which model to ask, or nothing when none is named; what is not given is read from the environment.

    Raises
    ------
    UsageError
        When a part is missing or cannot be meant.
    """
    held = os.environ if environment is None else environment
    named, where = model or held.get(MODEL, ""), address or held.get(ADDRESS, "")
    how, key = mode or held.get(MODE, "") or MODES[0], held.get(KEY, "")
    if not named and not where:
        if mode:
            raise UsageError(f"a mode is given but no model: give --model or set {MODEL}")
        return None
    if not named:
        raise UsageError(f"the address of a model is given but not its name: give --model or set {MODEL}")
    if not where:
        raise UsageError(f"which server has {shown(named)}? Give --model-address or set {ADDRESS}")
    if len(named) > 200 or not named.isprintable() or named != named.strip():
        raise UsageError(f"{shown(named)} is no name of a model")
    if how not in MODES:
        raise UsageError(f"{shown(how)} is no mode; there are {', '.join(MODES)}")
    if key and (not key.isascii() or not key.isprintable() or " " in key):
        raise UsageError(f"{KEY} holds something that cannot be a key: blanks or letters outside ASCII")
    return Settings(named, checked(where, key), how, key)


def checked(address: str, key: str) -> str:
    """Return the address of a server of models.

    Raises
    ------
    UsageError
        When it is none, holds a password, or the key would travel to it in the open.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host or len(address) > 500 or not address.isprintable():
        raise UsageError(f"{shown(address)} is no address of a model's server; it looks like http://127.0.0.1:8080/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError(f"the model's address holds more than host and path; a key belongs into {KEY}")
    if key and parts.scheme == "http" and not here(host):
        raise UsageError(f"{KEY} would travel to {host} unencrypted: use https, or no key")
    return address.rstrip("/")


def here(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(written: str) -> str:
    """Return what a user wrote, short and on one line."""
    return repr(written[:80])
