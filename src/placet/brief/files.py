"""Results on disk: each file is whole or not there at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from placet.assessment import Assessment
from placet.brief.compose import compose
from placet.errors import OutputError


def write(path: Path, text: str) -> Path:
    """Write a text to a file through a sibling that is renamed, making its folder when it is missing.

    Raises
    ------
    OutputError
        When the folder or the file cannot be written.
    """
    sibling = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, sibling = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(sibling).chmod(0o644)
        os.replace(sibling, path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            os.unlink(sibling)
        reason = problem.strerror or str(problem)
        raise OutputError(f"cannot write {path}: {reason}; choose another place with --out") from None
    return path


def save_all(assessment: Assessment, folder: str | Path) -> list[Path]:
    """Write `brief.html`, `brief.md` and `assessment.json` into a folder and return where.

    Raises
    ------
    OutputError
        When one of them cannot be written.
    """
    folder = Path(folder)
    brief = compose(assessment)
    texts = {
        "brief.html": brief.html(),
        "brief.md": brief.markdown(),
        "assessment.json": assessment.model_dump_json(indent=1) + "\n",
    }
    return [write(folder / name, text) for name, text in texts.items()]
