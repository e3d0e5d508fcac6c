"""Verbs that assess a dossier: where it stands, why, what if, what moved, the brief."""

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from placet.cli.shell import AsOf, Dossier, Json, Plan, app, changes_of, day_of, quoted, say, say_json
from placet.errors import UsageError

if TYPE_CHECKING:
    from placet.desk import Answer
    from placet.gates.verdict import ReadingVerdict, VoteVerdict

EXIT = {"open": 0, "shut": 10, "unknown": 11}
COLOUR = {"open": "green", "shut": "red", "unknown": "yellow"}


def answer_of(
    dossier: Path, as_of: str | None, words: tuple[str, ...] = (), *, plan: bool = False, chance: bool | None = None
) -> Answer:
    """Return the assessment that a command asks for."""
    from placet.desk import open_desk

    return open_desk(dossier).assess(as_of=day_of(as_of), changes=changes_of(words), with_plan=plan, with_chance=chance)


def ahead(reading: ReadingVerdict) -> str:
    """Return the chance that a reading is met within a year, in words; empty where none was computed."""
    year = next((by.chance for by in reading.met_by if by.days == 365), None)
    return f", met within a year: {year.mid:.0%} ({year.low:.0%} to {year.high:.0%})" if year else ""


def further(gate: VoteVerdict) -> list[str]:
    """Return who could stop an open vote, and, where the chance was computed, whom to ask and how long files wait."""
    if gate.recorded:
        return []
    lines = [gate.room.sentence] if gate.room else []
    if gate.asking:
        lines.append(f"ask first: {', '.join(gate.worth_asking(3))}")
    if gate.waiting:
        lines.append(gate.waiting.sentence)
    return lines


def show(answer: Answer) -> None:
    """Print the verdict and the gates on one screen."""
    a = answer.assessment
    say(a.sentence, f"bold {COLOUR[a.state]}")
    changed = f", with {', '.join(f'{k}={v}' for k, v in a.changes.items())}" if a.changes else ""
    say(f"{a.title}, as of {a.as_of}{changed}\n")
    for name, gate in a.gates.items():
        say(f"{name:<12}{gate.state:<9}{gate.sentence}", COLOUR[gate.state])
        if gate.kind == "vote" and gate.proposed:
            counts = ", ".join(f"{n} {position}" for position, n in gate.counts.items() if n)
            say(f"{'':<21}{counts}. Rule: {gate.rule_title}")
            for path in gate.paths[:2]:
                say(f"{'':<21}way through: {path.sentence}")
            for line in further(gate):
                say(f"{'':<21}{line}")
        if gate.kind == "condition":
            for reading in gate.readings:
                say(
                    f"{'':<21}{reading.title}: {reading.state}, "
                    f"day {reading.day} of {reading.days_needed}, longest {reading.longest}{ahead(reading)}"
                )
            for truce in gate.standings:
                say(f"{'':<21}{truce.title}{f', {truce.series}' if truce.series else ''}: {truce.status}")
    if a.together:
        say(f"\n{'together':<21}{a.together.sentence}")
        if a.together.levers:
            say(f"{'':<21}{a.together.levers[0].sentence}")
    if a.plan:
        say(f"\nplan        {a.plan.sentence}")
        say(f"{'':<12}{a.plan.waiting_sentence}")
        if a.plan.infeasible:
            say(f"{'':<12}{a.plan.infeasible}", "yellow")
        if a.plan.conflict:
            say(f"{'':<12}{a.plan.conflict.sentence}", "yellow")
            for one in a.plan.conflict.needed:
                say(f"{'':<14}{one.file}:{one.line}  {one.where}  {one.figure}", "yellow")
        if a.plan.burden:
            say(f"{'':<12}{a.plan.burden.sentence}")
    for line in (*a.stale,):
        say(f"stale       {line}", "yellow")
    for line in a.withdrawn:
        say(f"withdrawn   {line}", "yellow")


@app.command
def status(
    dossier: Dossier,
    /,
    *,
    as_of: AsOf = None,
    plan: Plan = False,
    json: Json = False,
    exit_code: Annotated[bool, Parameter(negative="", help="Exit 0 when open, 10 when shut, 11 when unknown.")] = False,
) -> None:
    """Print the verdict and the gates on one screen.

    Example: `placet status examples/eumam-ukraine --as-of 2025-08-29`
    """
    answer = answer_of(dossier, as_of, plan=plan, chance=True)
    if json:
        say_json(answer.json())
    else:
        from placet.intake.waiting import waiting

        show(answer)
        if wait := waiting(answer.desk.folder):
            say(f"review      {wait} suggested claims wait for a decision: placet review {dossier}", "yellow")
    if exit_code:
        sys.exit(EXIT[answer.state])


@app.command
def why(dossier: Dossier, place: str, /, *, as_of: AsOf = None, json: Json = False) -> None:
    """Print the claims, quotes and articles behind a gate, a member or a figure.

    Example: `placet why examples/eumam-ukraine vote.HU`
    """
    answer = answer_of(dossier, as_of)
    claims = answer.why(place)
    if json:
        say_json(json_text.dumps([c.model_dump(mode="json") for c in claims], ensure_ascii=False, indent=1))
        return
    if not claims:
        assumed = [a for a in answer.assessment.assumed if a.where == place]
        say(
            f"{place} is assumed: {assumed[0].why}"
            if assumed
            else f"No claim known by {answer.assessment.as_of} stands behind {place}."
        )
    for claim in claims:
        say(f"{claim.id}  {claim.says}", "bold")
        say(f'  {claim.kind} by {claim.by}: "{claim.quote}"')
        basis = "" if claim.published_basis == "stated" else " (day inferred)"
        say(f"  {claim.publisher}, {claim.published}{basis}, {claim.address}")
        if claim.start is not None:
            quoted(claim.before, claim.quote, claim.after)
        if claim.accepted:
            say(f"  accepted by {claim.accepted} (review.jsonl)")
        if claim.caution:
            say(f"  caution: {claim.caution}", "yellow")
        say()


@app.command(name="what-if")
def what_if(dossier: Dossier, /, *changes: str, as_of: AsOf = None, plan: Plan = False, json: Json = False) -> None:
    """Change inputs and print the new verdict and what moved.

    Example: `placet what-if examples/eumam-ukraine "vote.HU=abstain declared" ceasefire.reading=month`
    """
    from placet.desk import compare

    if not changes:
        raise UsageError("what-if needs at least one change, like vote.HU=abstain")
    before = answer_of(dossier, as_of, plan=plan, chance=True)
    after = before.what_if(changes_of(changes))
    if json:
        say_json(after.json())
        return
    show(after)
    say(f"\n{compare(before, after).sentence}", "bold")


@app.command
def diff(dossier: Dossier, before: str, after: str, /, *, plan: Plan = False, json: Json = False) -> None:
    """Print what moved between two days, and because of which claims.

    Example: `placet diff examples/eumam-ukraine 2025-08-29 2026-05-18`
    """
    from placet.desk import compare, open_desk

    desk = open_desk(dossier)
    a, b = (desk.assess(as_of=day_of(day), with_plan=plan, with_chance=True) for day in (before, after))
    moved = compare(a, b)
    if json:
        say_json(moved.model_dump_json(indent=1))
        return
    say(moved.sentence, "bold")
    for move in moved.moves:
        because = f"  [{', '.join(move.because)}]" if move.because else ""
        say(f"  {move.where}: {move.before} -> {move.after}{because}")
    say(f"  {len(moved.claims)} new claims")


@app.command
def brief(
    dossier: Dossier,
    /,
    *changes: str,
    as_of: AsOf = None,
    out: Annotated[Path, Parameter(help="The folder to write to.")] = Path("build"),
    json: Json = False,
) -> None:
    """Write the brief (brief.html, brief.md) and the assessment (assessment.json).

    Example: `placet brief examples/eumam-ukraine --out build`
    """
    from placet.brief.files import save_all

    answer = answer_of(dossier, as_of, changes, plan=True)
    written = save_all(answer.assessment, out)
    if json:
        say_json(json_text.dumps([str(path) for path in written]))
        return
    show(answer)
    say()
    for path in written:
        say(f"wrote {path}")
