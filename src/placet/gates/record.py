"""The shipped record of past contested decisions, as the kernel takes it."""

from __future__ import annotations

import functools

from placet import votes
from placet.data import table
from placet.votes.record import Decision


@functools.cache
def past_files() -> tuple[Decision, ...]:
    """Return the shipped record of past contested decisions (`data/decisions.toml`)."""
    return votes.decisions_from(table("decisions")["decision"])[0]
