"""Results on disk: each file is whole or not there at all."""

from __future__ import annotations

from pathlib import Path

from placet.assessment import Assessment
from placet.brief.compose import compose
from placet.whole import saved


def write(path: Path, text: str) -> Path:
    """Write a text to a file through a sibling that is renamed, making its folder when it is missing.

    Raises
    ------
    OutputError
        When the folder or the file cannot be written.
    """
    return saved(path, text.encode("utf-8"), elsewhere="choose another place with --out")


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
