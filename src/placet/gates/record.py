"""The shipped record of past contested decisions, read once."""

from __future__ import annotations

import functools

from placet.votes.record import Decision, past_decisions


@functools.cache
def past_files() -> tuple[Decision, ...]:
    """Return the shipped record of past contested decisions (`data/decisions.toml`)."""
    return past_decisions()
