"""Verbs of the outlook: with what chance all gates open, by when."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from placet.cli.answers import answer_of
from placet.cli.shell import AsOf, Dossier, Json, app, say, say_data


@app.command
def chance(
    dossier: Dossier,
    /,
    *changes: str,
    by: Annotated[str | None, Parameter(help="The day by which all gates are to be open, like 2027-12-31.")] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Print with what chance all gates are open at the same time by a day, and what would change it most.

    Example: `placet chance examples/eumam-ukraine --by 2027-12-31`
    """
    from placet.outlook.chance import with_interval

    answer = answer_of(dossier, as_of, changes, chance=True)
    together = answer.together
    asked = answer.chance(by) if by else None
    if json:
        told = together.model_dump(mode="json")
        if asked:
            told["asked"] = {"by": asked.by.isoformat(), "low": asked.low, "mid": asked.mid, "high": asked.high}
        say_data(told)
        return
    say(asked.sentence if asked else together.sentence, "bold")
    say(f"{answer.assessment.title}, as of {answer.assessment.as_of}\n")
    if together.missing:
        return
    say(f"{'within':<12}{'by':<12}{'all open by then':<26}all open on that day")
    for row in together.horizons:
        months = f"{row.months} months"
        say(f"{months:<12}{row.day.isoformat():<12}{with_interval(row.by):<26}{with_interval(row.on)}")
    if together.stays_sentence:
        say(f"\n{together.stays_sentence}")
    say("\nWhat would change it most:")
    for lever in together.levers:
        say(f"  {lever.sentence}")
    for tie in together.ties:
        say(f"  {tie.sentence}")
    say("\nWhat it rests on:")
    for gate in together.gates:
        say(f"  {gate.title}: {gate.basis}")
    for line in together.judged:
        say(f"  {line}", "yellow")
    say(f"\n{together.method}")
