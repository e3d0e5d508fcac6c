"""Files that are there as a whole or not at all, logs that grow by whole lines, files read only up to a size."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from placet.errors import OutputError, UsageError


def write_whole(path: Path, content: bytes, *, beside: str = "", synced: bool = False) -> None:
    """Write a file, making its folder, through a file beside it that then takes its place.

    Parameters
    ----------
    path
        The file.
    content
        What it is to hold.
    beside
        The name of the file beside it; a new one of its own, if not given.
    synced
        Whether to wait until the disk holds it, as a log does; a thousand small files would wait long.

    Raises
    ------
    OSError
        When it cannot be written; what stood there stands then, and nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if beside:
        sibling = path.with_name(beside)
        handle = os.open(sibling, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    else:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        sibling = Path(name)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        sibling.chmod(0o644)
        sibling.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            sibling.unlink()
        raise


def append_whole(path: Path, lines: bytes) -> bool:
    """Append lines to a log in one piece, wait until the disk holds them, and return whether it holds all of them.

    A line that a crash cut off is left as it is: what is appended begins on a line of its own.

    Raises
    ------
    OSError
        When it cannot be written.
    """
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        size = os.fstat(handle).st_size
        ends = size == 0 or (os.lseek(handle, -1, os.SEEK_END) >= 0 and os.read(handle, 1) == b"\n")
        written = (b"" if ends else b"\n") + lines
        whole = os.write(handle, written) == len(written)
        os.fsync(handle)
    finally:
        os.close(handle)
    return whole


def saved(path: Path, content: bytes, *, elsewhere: str = "choose another place") -> Path:
    """Write a result for a person, whole or not at all, and return where.

    Raises
    ------
    OutputError
        When it cannot be written; `elsewhere` is the way out that the text names.
    """
    try:
        write_whole(path, content)
    except OSError as failure:
        raise OutputError(f"cannot write {path}: {failure.strerror or failure}; {elsewhere}") from None
    return path


def read_whole(path: Path, most_bytes: int) -> bytes:
    """Return what a file holds.

    Raises
    ------
    UsageError
        When it cannot be read, or has more than `most_bytes`.
    """
    try:
        if path.stat().st_size > most_bytes:
            raise UsageError(f"{path} is larger than {most_bytes // 1_000_000} MB, the most that is read")
        return path.read_bytes()
    except OSError as failure:
        raise UsageError(f"cannot read {path}: {failure.strerror}") from None
