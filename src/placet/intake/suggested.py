"""The claims that the rules suggest, one line each in `suggested.jsonl`: appended, never rewritten.

A line is a JSON object: `source` (the name in `sources/`), `sha256` (of the text in which it was read, so that a line
never speaks of another text), `key`, and the fields of the suggestion: `kind`, `start` and `end` (Unicode code points
of the source's text), `quote`, `extractor`, `language` and what belongs to the kind. A line that was cut off by a crash
is passed over, and the next line begins on a line of its own. Two branches of a dossier are merged by keeping the lines
of both: the key tells which are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from placet.errors import OutputError
from placet.whole import append_whole

FILE = "suggested.jsonl"


def key_of(row: Mapping[str, Any]) -> str:
    """Return what tells a suggestion from others: source, text, place, kind, and who where several share a place."""
    names = ("source", "sha256", "start", "end", "kind", "actor", "speaker", "side", "veto", "version", "number")
    written = json.dumps([row.get(name, "") for name in names], ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def suggested(dossier: Path) -> dict[str, dict[str, Any]]:
    """Return every suggestion of a dossier by its key, in the order in which they were made; the first of equals."""
    try:
        written = (dossier / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return {}
    except OSError as failure:
        raise OutputError(f"cannot read {dossier / FILE}: {failure.strerror or failure}") from None
    found: dict[str, dict[str, Any]] = {}
    for line in written.split("\n"):
        row = row_of(line)
        if row is not None:
            found.setdefault(row["key"], row)
    return found


def row_of(line: str) -> dict[str, Any] | None:
    """Return a line as a suggestion, or nothing when it is cut off or none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(row, dict) and all(isinstance(row.get(name), str) for name in ("key", "source", "kind", "quote"))
    placed = whole and all(type(row.get(name)) is int for name in ("start", "end"))
    return row if placed and row["key"] == key_of(row) else None


def append(dossier: Path, rows: Iterable[Mapping[str, Any]], there: set[str]) -> int:
    """Append the suggestions that are not there yet, all in one go, and return how many; `there` learns their keys.

    Raises
    ------
    OutputError
        When they cannot be written.
    """
    new: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        key = key_of(row)
        if key not in there:
            new.setdefault(key, {"key": key, **row})
    if not new:
        return 0
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in new.values())
    path = dossier / FILE
    try:
        if not append_whole(path, lines.encode()):
            raise OutputError(f"cannot write {path}: the disk is full")
    except OSError as failure:
        raise OutputError(f"cannot write {path}: {failure.strerror or failure}") from None
    there.update(new)
    return len(new)
