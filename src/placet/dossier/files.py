"""The files of a dossier as text: limits, encodings and links are looked at before anything is parsed."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path

from placet.dossier.problems import Place, Problem, Unreadable, error

MEGABYTE = 1_000_000
MOST_YAML_BYTES = 2 * MEGABYTE
MOST_SOURCE_BYTES = 1 * MEGABYTE
MOST_TABLE_BYTES = 50 * MEGABYTE
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Files:
    """The files of one folder, read once each; `sha256` holds the hash of every file that was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real = folder.resolve()
        self.sha256: dict[str, str] = {}

    def text(self, name: str, *, most_bytes: int) -> str:
        """Return the text of a file of the folder, with LF as line ends and without a byte order mark.

        Raises
        ------
        Unreadable
            When the file is missing, no plain file, outside the folder, too large, not UTF-8 or not text.
        """
        return decoded(self.content(name, most_bytes=most_bytes), name)

    def content(self, name: str, *, most_bytes: int) -> bytes:
        """Return the bytes of a file of the folder.

        Raises
        ------
        Unreadable
            When the file is missing, no plain file, outside the folder or too large.
        """
        raw = self._raw(name, most_bytes)
        self.sha256[name] = hashlib.sha256(raw).hexdigest()
        return raw

    def _raw(self, name: str, most_bytes: int) -> bytes:
        path = self.folder / name
        try:
            if not path.resolve().is_relative_to(self.real):
                raise Unreadable(
                    error(f"{name} leads out of the dossier", Place(name), "copy the file into the dossier's folder")
                )
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a plain file"
                raise Unreadable(error(f"{name} is {kind}", Place(name), "a file is needed here"))
            if found.st_size > most_bytes:
                raise Unreadable(too_large(name, found.st_size, most_bytes))
            with path.open("rb") as file:
                return file.read(most_bytes + 1)[:most_bytes]
        except FileNotFoundError:
            raise Unreadable(error(f"there is no file {name}", Place(name))) from None
        except (OSError, RuntimeError, ValueError) as failure:
            why = getattr(failure, "strerror", None) or "the path cannot be followed"
            raise Unreadable(error(f"cannot read {name}: {why}", Place(name), "look at its permissions")) from None


def too_large(name: str, have: int, most: int) -> Problem:
    """Return the problem of a file over its limit."""
    return error(
        f"{name} has {have / MEGABYTE:,.1f} MB; the most that is read is {most / MEGABYTE:g} MB",
        Place(name),
        "is this the right file? Leave out what the dossier does not use",
    )


def decoded(raw: bytes, name: str) -> str:
    """Return bytes as text.

    Raises
    ------
    Unreadable
        With the byte offset of the first byte that is no UTF-8, or of the first control character.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(error(f"{name} is UTF-16, not UTF-8", Place(name), "save it again with the encoding UTF-8"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as failure:
        if b"\x00" in raw[:1_000]:
            raise Unreadable(binary(name, raw.index(b"\x00"), "\x00")) from None
        wrong = error(
            f"{name} is not UTF-8: byte 0x{raw[failure.start]:02x} at offset {failure.start}",
            in_text(
                name, raw[: failure.start].decode("utf-8") + raw[failure.start :].decode("latin-1"), failure.start, raw
            ),
            "save it again with the encoding UTF-8",
        )
        raise Unreadable(wrong) from None
    text = text.removeprefix("\ufeff")
    found = CONTROL.search(text)
    if found:
        raise Unreadable(binary(name, len(text[: found.start()].encode()), found.group()))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def binary(name: str, offset: int, character: str) -> Problem:
    """Return the problem of a file that is no text."""
    return error(
        f"{name} is not a text file: control character U+{ord(character):04X} at byte {offset}",
        Place(name),
        "a plain text file in UTF-8 is needed here",
    )


def in_text(name: str, text: str, offset: int, raw: bytes) -> Place:
    """Return the place of a byte offset."""
    line = raw.count(b"\n", 0, offset) + 1
    start = raw.rfind(b"\n", 0, offset) + 1
    column = len(raw[start:offset].decode("utf-8", "replace")) + 1
    return Place(name, line, column, text=text.split("\n")[line - 1].rstrip("\r"))
