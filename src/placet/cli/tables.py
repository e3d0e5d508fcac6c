"""The verb of the programme's tables: write them for a spreadsheet, take them back."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from placet.cli.shell import Dossier, Json, app, say, say_json
from placet.errors import UsageError


@app.command
def tables(
    dossier: Dossier,
    /,
    *,
    out: Annotated[Path | None, Parameter(help="Write to this workbook (FILE.xlsx) or folder of CSV files.")] = None,
    from_: Annotated[
        Path | None, Parameter(name="--from", help="Check this workbook and write its tables into the dossier.")
    ] = None,
    json: Json = False,
) -> None:
    """Write the programme as tables, or check a workbook and take its tables into the dossier.

    The tables: courses, sites, instructors, money, intake. `dossier.yaml` is never written.

    Example: `placet tables examples/eumam-ukraine --out programme.xlsx`
    """
    from placet.dossier.read import read
    from placet.tables import save, taken, written_tables

    if (out is None) == (from_ is None):
        raise UsageError("say where to: --out FILE.xlsx or --out FOLDER; or where from: --from FILE.xlsx")
    if out is not None:
        written = save(written_tables(read(dossier)), out)
        lines: tuple[str, ...] = ()
    else:
        done = taken(dossier, Path(str(from_)))
        written, lines = list(done.written), done.lines
        if not json:
            for problem in done.warnings:
                say(f"{problem}\n", "yellow")
    if json:
        say_json(json_text.dumps({"written": [str(path) for path in written], "lines": lines}))
        return
    for path in written:
        say(f"wrote {path}")
    if lines:
        say("Put into dossier.yaml, in the place of what stands there:")
        for line in ("programme:", *(f"  {one}" for one in lines)):
            say(f"  {line}")
