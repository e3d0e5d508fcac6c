"""An export as a file: which forms there are, and writing them whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from placet.assess import assess
from placet.brief.files import write
from placet.days import in_words
from placet.dossier.read import Folder
from placet.errors import UsageError
from placet.exports import card
from placet.exports.annotations import annotation_page
from placet.exports.discourse import discourse
from placet.exports.feed import changes, feed
from placet.whole import saved

Form = Literal["annotations", "dna", "card", "atom"]
SUFFIXES: dict[Form, tuple[str, ...]] = {
    "annotations": (".json", ".jsonld"),
    "dna": (".csv",),
    "card": (".png", ".svg", ".txt"),
    "atom": (".atom", ".xml"),
}


def export(
    folder: Folder,
    form: Form,
    out: Path,
    *,
    as_of: date,
    since: date | None = None,
    address: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Write an export, and return what was written, in sentences.

    Parameters
    ----------
    folder
        A dossier that has been read and checked.
    form
        `annotations` (W3C Web Annotation), `dna` (Discourse Network Analyzer), `card` (picture and text) or `atom`.
    out
        The file; its ending is one of `SUFFIXES`.
    as_of
        The cut of knowledge; for a feed its last day.
    since
        The first day of a feed; left out, that of the first proposal.
    address
        Where a feed will be.
    progress
        Called with how many days of a feed are done, and of how many.

    Raises
    ------
    UsageError
        When the file's ending is none of the form's.
    OutputError
        When it cannot be written.
    """
    if out.suffix not in SUFFIXES[form]:
        raise UsageError(f"{out.name}: a file of the form {form} ends in {' or '.join(SUFFIXES[form])}")
    if form == "annotations":
        write(out, annotation_page(folder, as_of))
        return [f"wrote {out}: every claim known on {in_words(as_of)}; offsets in Unicode code points."]
    if form == "dna":
        table, left_out = discourse(folder, as_of)
        write(out, table)
        rest = f"; {left_out} stances are neither a yes nor a no and are left out" if left_out else ""
        return [f"wrote {out}: {table.count(chr(10)) - 1} statements{rest}."]
    if form == "atom":
        found = list(changes(folder, since=since, until=as_of, progress=progress))
        write(out, feed(folder, found, address=address))
        return [f"wrote {out}: {len(found)} days on which something moved."]
    found_card = assess(folder, as_of=as_of, with_plan=False, with_chance=True)
    beside = write(out.with_suffix(".txt"), card.text(found_card))
    if out.suffix == ".txt":
        return [f"wrote {beside}."]
    if out.suffix == ".svg":
        write(out, card.svg(found_card))
    else:
        saved(out, card.png(found_card))
    return [f"wrote {out} and its text {beside}."]
