"""The dossier that `placet new NAME` writes: small, commented, without a problem."""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from placet.errors import OutputError, UsageError

TEMPLATE = "new_dossier"


def new(path: str | Path) -> Path:
    """Write a new dossier and return its folder; it is there as a whole or not at all.

    Raises
    ------
    UsageError
        When something of this name is there already, or the folder above is not.
    OutputError
        When the folder cannot be written.
    """
    path = Path(path)
    try:
        if os.path.lexists(path):
            raise UsageError(f"{path} is there already; choose another name, or delete it first")
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent} to put {path.name} in; make it first")
        with tempfile.TemporaryDirectory(prefix=f".{path.name[:40]}-", dir=path.parent) as beside:
            whole = Path(beside) / "whole"
            with resources.as_file(resources.files("placet.dossier") / TEMPLATE) as template:
                shutil.copytree(template, whole, copy_function=shutil.copyfile)
            whole.rename(path)
    except (OSError, ValueError, shutil.Error) as failure:
        why = getattr(failure, "strerror", None) or failure
        raise OutputError(f"cannot write {str(path)[:200]!r}: {why}") from None
    return path
