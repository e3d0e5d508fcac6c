"""Stances as the event list of the Discourse Network Analyzer: one statement a row.

The columns, their order, the semicolons and the form of the time are those of the event list that DNA 3 itself writes
(`Exporter.eventCSV` of leifeld/dna), for the statement type `DNA Statement` with its variables person, organization,
concept and agreement. Behind them stand columns of our own.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from placet.brief.safe import plain
from placet.dossier.read import Folder
from placet.dossier.voters import union
from placet.gates.standing import was_proposed
from placet.ledger import claim_views

COLUMNS = (
    "statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text",
    "person", "organization", "concept", "agreement",
)  # fmt: skip
OWN = ("start", "end", "claim", "position", "known")
"""Our own columns: where the words stand (code points), the claim, the position in full, how the claim is known."""
AGREEMENT = {"yes": "1", "no": "0"}


def discourse(folder: Folder, as_of: date) -> tuple[str, int]:
    """Return the stances known by a day as a table, and how many are neither a yes nor a no and so are left out.

    DNA knows agreement and disagreement only. A yes with conditions agrees with the proposal, and each condition is a
    concept of its own with which the member agrees.
    """
    views, names = claim_views(folder, as_of), union()
    documents = {name: number for number, name in enumerate(sorted(folder.sources), 1)}
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    table.writerow([*COLUMNS, *OWN])
    number, left_out = 0, 0
    for proposal in folder.dossier.proposals.values():
        if not was_proposed(folder, proposal, as_of):
            continue
        for member, stances in sorted(proposal.stances.items()):
            for stance in reversed(stances):
                if stance.since > as_of or not any(claim in views for claim in stance.because):
                    continue
                if stance.stance not in AGREEMENT:
                    left_out += 1
                    continue
                position = "yes if " + "; ".join(stance.if_) if stance.if_ else stance.stance
                concepts = [(proposal.title, AGREEMENT[stance.stance]), *((one, "1") for one in stance.if_)]
                for view in [views[claim] for claim in stance.because if claim in views]:
                    for concept, agreement in concepts:
                        number += 1
                        person = "" if view.by in names else view.by
                        table.writerow(
                            [
                                number, f"{view.published} 00:00:00", documents[view.source],
                                safe(view.source_title), "", safe(view.publisher), "", "", safe(view.quote),
                                safe(person), safe(names[member]), safe(concept), int(agreement),
                                "" if view.start is None else view.start, "" if view.end is None else view.end,
                                view.id, safe(position), view.kind,
                            ]
                        )  # fmt: skip
    return out.getvalue(), left_out


def safe(text: str) -> str:
    """Return text for a cell as DNA writes it, on one line; a spreadsheet takes none of it for a formula.

    >>> safe('=1+1; "x"')
    "'=1+1, 'x'"
    """
    line = " ".join(plain(text).split()).replace(";", ",").replace('"', "'")
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line
