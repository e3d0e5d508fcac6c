"""The sources of one dossier while things are added: what is there, under which name, and how one more is written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from placet.dossier import read
from placet.dossier.schema import Source
from placet.dossier.sources import text_sha256, with_withdrawal, written
from placet.errors import OutputError
from placet.intake.duplicates import Known
from placet.intake.suggested import append, suggested
from placet.whole import write_whole

RAW_NOTE = """\
The files beside this one are pages, papers and feeds as they came, named after the sha256 of their bytes.
They show that the texts in ../ were not altered. The rights in them are their publishers': look at those before you
hand the dossier on; it is checked and assessed without this folder.
"""
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src")


class Shelf:
    """The sources of a dossier by name, address and item; `dry` keeps everything in memory."""

    def __init__(self, dossier: Path, *, dry: bool = False) -> None:
        self.dossier, self.dry = dossier, dry
        found, _ = read.sources(dossier)
        self.heads: dict[str, Source] = {}
        self.names = {path.stem for path in (dossier / "sources").glob("*.md")}
        self.by_address: dict[str, list[str]] = {}
        self.by_item: dict[str, list[str]] = {}
        self.known = Known()
        for name, source in sorted(found.items(), key=lambda pair: (pair[1].head.published, pair[0])):
            self.take(name, source.head, source.text)
        self.keys = set(suggested(dossier))
        if not dry:
            forget_cut_off(dossier / "sources")

    def take(self, name: str, head: Source, text: str) -> None:
        """Put a source on the shelf."""
        self.names.add(name)
        self.heads[name] = head
        self.by_address.setdefault(same_address(head.address), []).append(name)
        if head.item:
            self.by_item.setdefault(head.item, []).append(name)
        self.known.add(name, text, copy=bool(head.same_as))

    def snapshots(self, address: str, item: str) -> list[str]:
        """Return the sources of the same page or item, in the order in which they were kept.

        An item that a feed or agency names is known by that name; by its address only where no such name is known.
        """
        if item and item in self.by_item:
            return self.by_item[item]
        if address.startswith("file:"):
            return []
        same = self.by_address.get(same_address(address), [])
        return [name for name in same if not (item and self.heads[name].item)]

    def name_for(self, published: date, publisher: str, title: str, text: str) -> str:
        """Return a free name: the day, the publisher, the first words of the title, and a hash where that is taken."""
        stem = "-".join(part for part in (published.isoformat(), slug(publisher, 20), slug(title, 36)) if part)
        sha256 = text_sha256(text)
        tries = (stem, f"{stem}-{sha256[:6]}", f"{stem}-{sha256[:12]}", sha256[:40])
        return next((name for name in tries if name not in self.names), f"{sha256[:40]}-{len(self.names)}")

    def keep_raw(self, file: str, content: bytes) -> None:
        """Write the bytes as they came, once."""
        if self.dry:
            return
        folder = self.dossier / "sources" / "raw"
        try:
            for name, what in (("README.txt", RAW_NOTE.encode()), (file, content)):
                if not (folder / name).exists():
                    whole(folder / name, what)
        except OSError as failure:
            raise OutputError(f"cannot write {folder / file}: {failure.strerror or failure}") from None

    def keep(self, name: str, head: Source, text: str, rows: Sequence[dict[str, object]]) -> int:
        """Write a source with its suggestions, and return how many of these are new.

        The suggestions are written first: a source that is there has all of them, and suggestions whose source never
        came are passed over by their readers.
        """
        if self.dry:
            added = len(rows)
        else:
            added = append(self.dossier, rows, self.keys)
            path = self.dossier / "sources" / f"{name}.md"
            try:
                whole(path, written(head, text).encode())
            except OSError as failure:
                raise OutputError(f"cannot write {path}: {failure.strerror or failure}") from None
        self.take(name, head, text)
        return added

    def withdraw(self, name: str, day: date) -> None:
        """Write into the head of a source that its publisher withdrew it; its text stays."""
        self.heads[name] = self.heads[name].model_copy(update={"withdrawn": day})
        if self.dry:
            return
        path = self.dossier / "sources" / f"{name}.md"
        try:
            whole(path, with_withdrawal(path.read_bytes().decode(), day).encode())
        except OSError as failure:
            raise OutputError(f"cannot write {path}: {failure.strerror or failure}") from None


def whole(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all, under a name that `forget_cut_off` knows until then."""
    write_whole(path, content, beside=f".placet-{os.getpid()}.tmp")


def forget_cut_off(folder: Path) -> None:
    """Delete what a run that was ended in the middle of a file left behind; a run that still goes on keeps its own."""
    for path in [*folder.glob(".placet-*.tmp"), *folder.glob("raw/.placet-*.tmp")]:
        number = path.name.removeprefix(".placet-").removesuffix(".tmp")
        if number.isdigit() and not runs(int(number)):
            with contextlib.suppress(OSError):
                path.unlink()


def runs(process: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def slug(text: str, most: int) -> str:
    """Return text as small letters, digits and hyphens; of a script without Latin letters a short hash.

    >>> slug("Fővárosi Hírek: a „nem”!", 20), slug("Україна", 20)
    ('fovarosi-hirek-a-nem', '83b059')
    """
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", latin)
    if sum(map(len, words)) * 3 < sum(letter.isalnum() for letter in text):
        return hashlib.sha256(text.encode()).hexdigest()[:6]
    cut = "-".join(words)[: most + 1]
    return cut if len(cut) <= most else cut.rpartition("-")[0] or cut[:most]


def same_address(address: str) -> str:
    """Return an address without what does not tell pages apart: scheme, `www.`, fragment, tracking, last slash.

    >>> same_address("http://www.example.org/a/?utm_source=x&id=3#top")
    'example.org/a?id=3'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme not in ("http", "https"):
        return address
    kept = [(key, held) for key, held in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(key)]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"
