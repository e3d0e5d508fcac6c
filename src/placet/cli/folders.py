"""Verbs that look after a dossier: make one, check it, run its cases, say which formats there are."""

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path

from placet.cli import shell
from placet.cli.shell import Dossier, Json, app, say, say_data, say_json


@app.command
def new(name: str, /) -> None:
    """Make a new dossier to fill in, with comments.

    Example: `placet new my-mission`
    """
    from placet.dossier.template import new as make

    made = make(Path(name))
    say(f"Made {made}. Next: edit {made / 'dossier.yaml'}, then run: placet check {made}")


@app.command
def check(dossier: Dossier, /, *, json: Json = False) -> None:
    """Print every problem of a dossier, with its line.

    Example: `placet check examples/eumam-ukraine`
    """
    from placet.dossier.read import problems
    from placet.gates.words import numbered

    found = problems(dossier, today=shell.today())
    errors = [p for p in found if p.severity == "error"]
    if json:
        say_json(
            json_text.dumps([{"severity": p.severity, "message": p.message, "text": str(p)} for p in found], indent=1)
        )
    else:
        for problem in found:
            say(str(problem) + "\n", "red" if problem.severity == "error" else "yellow")
        counts = f"{numbered(len(errors), 'error')}, {numbered(len(found) - len(errors), 'warning')}"
        say(f"{dossier}: {counts if found else 'no problems'}")
    sys.exit(1 if errors else 0)


@app.command
def test(dossier: Dossier, /, *, json: Json = False) -> None:
    """Run the dossier's own cases.yaml: what the desk must say on given days.

    Example: `placet test examples/eumam-ukraine`
    """
    from placet.cases import run_cases
    from placet.dossier.read import read

    results = run_cases(read(dossier))
    if json:
        say_data([r.model_dump(mode="json") for r in results])
    else:
        for result in results:
            say(f"{'pass' if result.passed else 'FAIL'}  {result.name}", "green" if result.passed else "red")
            for miss in result.misses:
                say(f"      {miss}", "red")
        say(f"{sum(r.passed for r in results)} passed, {sum(not r.passed for r in results)} failed")
    sys.exit(0 if all(r.passed for r in results) else 1)


@app.command
def formats(*, json: Json = False) -> None:
    """Print the formats that are read and written, with where each is described.

    Example: `placet formats`
    """
    from placet.dossier.formats import FORMATS, Format
    from placet.watching import event_formats

    known = [*FORMATS, *(Format(f"--format {name}", "read", what) for name, what in event_formats())]
    if json:
        say_data([f._asdict() for f in known])
        return
    for each in known:
        say(f"{each.name:<26}{each.direction:<8}{each.what}")
