"""The verb that hands a dossier on in the forms of others."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from placet.cli.shell import AsOf, Dossier, Json, app, bar, day_of, say, say_json

if TYPE_CHECKING:
    pass


@app.command
def export(
    dossier: Dossier,
    /,
    *,
    form: Annotated[
        Literal["annotations", "dna", "card", "atom"],
        Parameter(help="W3C Web Annotations, a table for the Discourse Network Analyzer, a share card, an Atom feed."),
    ],
    out: Annotated[Path, Parameter(help="The file: .json, .csv, .png or .svg (with a .txt beside it), .atom.")],
    as_of: AsOf = None,
    since: Annotated[str, Parameter(help="The first day of a feed.")] = "",
    address: Annotated[str, Parameter(help="Where a feed will be: https://...")] = "",
    json: Json = False,
) -> None:
    """Write a dossier's claims, stances, verdict or changes in a form that others read.

    Example: `placet export examples/eumam-ukraine --form dna --out build/stances.csv`
    """
    from placet import days
    from placet.dossier.read import read
    from placet.exports.write import export as written

    folder = read(dossier)
    asked = day_of(as_of)
    day = days.day(asked) if asked else folder.dossier.read_until
    with bar("days") as progress:
        said = written(
            folder, form, out, as_of=day, since=days.day(since) if since else None, address=address, progress=progress
        )
    if json:
        say_json(json_text.dumps(said, ensure_ascii=False))
        return
    for line in said:
        say(line)
