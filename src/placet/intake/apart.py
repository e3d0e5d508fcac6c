"""Reading bytes from outside in a process of their own, which is ended when it takes too long or too much memory.

The parsers of pages and papers are large and were written for well-meant input: a page of a million paragraphs keeps
one of them busy for many minutes. What goes wrong there must not take the desk along.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import cast

from placet.errors import PlacetError, UsageError
from placet.intake.item import Item, Kind, Raw, Refused
from placet.intake.kinds import items_in, kind_of

MOST_SECONDS = 60.0
MOST_MEMORY_BYTES = 2_000_000_000
APART: frozenset[Kind] = frozenset({"html", "pdf", "feed", "ninjs"})


def items_of(raw: Raw, *, most_seconds: float = MOST_SECONDS) -> list[Item]:
    """Return what is read out of some bytes, within a limit of time and memory.

    Raises
    ------
    Refused
        When nothing can be read out of them, or not within the limits.
    UsageError
        When the extras are not installed.
    """
    kind = kind_of(raw)
    if kind not in APART:
        return items_in(kind, raw.content, charset=raw.charset)
    asked = json.dumps({"kind": kind, "address": raw.address, "content_type": raw.content_type, "charset": raw.charset})
    try:
        done = subprocess.run(
            # -P: nothing is imported from the folder in which the user happens to be.
            [sys.executable, "-P", "-c", "from placet.intake.apart import main; main()", asked],
            input=raw.content,
            capture_output=True,
            timeout=most_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(
            f"{raw.name} cannot be read within {most_seconds:g} seconds; save the article's text as a .txt file and "
            "add that"
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise Refused(
            f"{raw.name} cannot be read: its reader ended with code {done.returncode}, out of memory or on a broken "
            "file; save the article's text as a .txt file and add that"
        ) from None
    if "missing" in answer:
        raise UsageError(answer["missing"])
    if "refused" in answer:
        raise Refused(answer["refused"] if raw.name in answer["refused"] else f"{raw.name}: {answer['refused']}")
    return [Item.of(row) for row in answer["items"]]


def answer_to(asked: str, content: bytes) -> dict[str, object]:
    """Return what the process of its own hands back: the items, or why there are none."""
    wish = json.loads(asked)
    kind = cast(Kind, wish.pop("kind"))
    try:
        return {"items": [asdict(item) for item in items_in(kind, content, **wish)]}
    except Refused as refused:
        return {"refused": str(refused)}
    except PlacetError as missing:
        return {"missing": str(missing)}
    except (RecursionError, MemoryError):
        return {"refused": "its parts lie inside each other too deeply; save the article's text as a .txt file"}


def main() -> None:
    """Read bytes from standard input as the argument says, and write the answer as JSON."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    except (ImportError, ValueError, OSError):
        pass  # no such limits on this system; the limit of time remains
    answer = answer_to(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))
