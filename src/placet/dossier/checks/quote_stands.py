"""A quote stands, word for word, in the text of its source."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, Related, error
from placet.dossier.sources import SourceText
from placet.lines import one_spaced

if TYPE_CHECKING:
    from placet.dossier.read import Folder

LEAST_SHARED = 1 / 3


def quote_stands(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each quote that does not stand in its source; only line breaks may differ."""
    found: list[Problem] = []
    for name, claim in folder.dossier.claims.items():
        source = folder.sources.get(claim.in_)
        if source is not None and not stands(claim.quote, source.text):
            place = folder.place("claims", name, "quote", of_value=True)
            nearest = nearest_passage(claim.quote, source)
            others = [other for other, one in folder.sources.items() if stands(claim.quote, one.text)]
            hint = f"it stands in '{others[0]}'" if others else "quote the source word for word"
            found.append(error(f"the quote does not stand in {source.file}", place, hint, *nearest))
    return found


def stands(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, with any white space between its words."""
    return quote in text or one_spaced(quote) in one_spaced(text)


def nearest_passage(quote: str, source: SourceText) -> tuple[Related, ...]:
    """Return the line of a source that shares most words with a quote, when it shares a third of them."""
    wanted = set(re.findall(r"\w+", quote.lower()))
    starts = [0]
    for line in source.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    shared = [len(wanted & set(re.findall(r"\w+", line.lower()))) for line in source.text.split("\n")]
    best = max(range(len(shared)), key=shared.__getitem__)
    if shared[best] < max(1, LEAST_SHARED * len(wanted)):
        return ()
    line = source.text.split("\n")[best]
    matched = SequenceMatcher(None, line[:2_000], quote, autojunk=False).get_matching_blocks()
    blocks = [block for block in matched if block.size > 2] or matched[:1]
    start, end = blocks[0].a, blocks[-1].a + blocks[-1].size
    return (Related(source.place(starts[best] + start, max(1, end - start)), "the nearest passage of the source"),)
