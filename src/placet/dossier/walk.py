"""Every part of a dossier with its place, so that a check need not know where parts are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from placet.dossier.schema import Part

Path = tuple[str | int, ...]


def parts(part: Any, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """Yield every part of the schema at and below a part, with its path in the file."""
    if isinstance(part, Part):
        yield path, part
        for name, field in type(part).model_fields.items():
            yield from parts(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, dict):
        for key, one in part.items():
            yield from parts(one, (*path, key))
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from parts(one, (*path, number))


def reasons(all_parts: Iterable[tuple[Path, Part]]) -> Iterator[tuple[Path, str]]:
    """Yield every claim that something rests on (`because`), with its path in the file."""
    for path, part in all_parts:
        for number, claim in enumerate(getattr(part, "because", [])):
            yield (*path, "because", number), claim
