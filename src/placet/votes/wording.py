"""Errors about names that do not exist, with the nearest one that does."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from placet.errors import UsageError


def unknown(kind: str, written: str, known: Iterable[str]) -> UsageError:
    """Return the error for an unknown name of some kind: `unknown rule 'cfsp': ...`."""
    names = sorted(known)
    near = difflib.get_close_matches(written, names, 1, 0.5)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return UsageError(f"unknown {kind} {written!r}; {hint}known are {', '.join(names)}")
