"""Results on disk: each file is whole or not there at all."""

from __future__ import annotations

from pathlib import Path

from placet.assessment import Assessment
from placet.brief.compose import compose
from placet.errors import OutputError
from placet.whole import write_whole


def write(path: Path, text: str) -> Path:
    """Write a text to a file through a sibling that is renamed, making its folder when it is missing.

    Raises
    ------
    OutputError
        When the folder or the file cannot be written.
    """
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as problem:
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
