"""Verbs that assess a dossier: where it stands, why, what if, what moved, the brief."""

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from placet.cli.shell import (
    AsOf,
    Dossier,
    Json,
    Plan,
    app,
    changes_of,
    columns,
    day_of,
    quoted,
    say,
    say_data,
    say_json,
)
from placet.errors import UsageError

if TYPE_CHECKING:
    from placet.assessment import PlanView, Together
    from placet.desk import Answer
    from placet.gates.verdict import ConditionVerdict, Range, ReadingVerdict, VoteVerdict

EXIT = {"open": 0, "shut": 10, "unknown": 11}
INDENT = 21
YEAR_DAYS = 365
COLOUR = {"open": "green", "shut": "red", "unknown": "yellow"}


def answer_of(
    dossier: Path, as_of: str | None, words: tuple[str, ...] = (), *, plan: bool = False, chance: bool | None = None
) -> Answer:
    """Return the assessment that a command asks for."""
    from placet.desk import open_desk

    return open_desk(dossier).assess(as_of=day_of(as_of), changes=changes_of(words), with_plan=plan, with_chance=chance)


def wrapped(text: str, first: str = "", then: str = "") -> str:
    """Return a text in lines that fit the terminal, no figure parted from its per cent sign; in a pipe on one line."""
    if sys.stdout is None or not sys.stdout.isatty():
        return f"{first}{text}"
    room = columns(sys.stdout.fileno())
    kept = text.replace(" %", "\N{NO-BREAK SPACE}%")
    lines = fill(kept, room, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
    return lines.replace("\N{NO-BREAK SPACE}%", " %")


def line(label: str, text: str, style: str | None = None, *, indent: int = 12) -> None:
    """Print a label and a text, wrapped beside the label."""
    say(wrapped(text, f"{label:<{indent}}", " " * indent), style)


def detail(label: str, text: str, style: str | None = None) -> None:
    """Print one line about a gate, under its state."""
    line(f"{'':<12}{label}", text, style, indent=INDENT)


def odds(chance: Range) -> str:
    """Return a chance with its interval."""
    from placet.outlook.chance import with_interval

    return with_interval(chance)


def chances(gate: VoteVerdict) -> str:
    """Return the estimates of a vote in one sentence; empty where none was made."""
    if gate.chance is None:
        return ""
    within = gate.chance.within_days
    said = (
        f"{odds(gate.chance.independent)} within {within} days if each member decides alone, "
        f"{odds(gate.chance.correlated)} if they move together"
    )
    past = next((row for row in gate.waiting.odds if row.within_days == within), None) if gate.waiting else None
    return f"{said}; past files like it: {odds(past.adopted)}" if past else said


def ahead(reading: ReadingVerdict) -> str:
    """Return the chance that a reading is met within a year, empty where none was computed."""
    year = next((by.chance for by in reading.met_by if by.days == YEAR_DAYS), None)
    return odds(year) if year else ""


def hangs(together: Together) -> str:
    """Return on which gate the answer hangs most, with the chance were that gate open."""
    from placet.gates.words import lowered
    from placet.outlook.chance import small

    first, most = together.levers[0], small(together.levers[0].if_open)
    return f"It hangs most on {lowered(first.title)}: were that open from today on, the chance would be {most} %."


def show_vote(gate: VoteVerdict) -> None:
    """Print what a vote takes: its rule, the ways through, the chance, whom to ask."""
    if not gate.proposed:
        return
    detail("rule", gate.rule_title)
    for number, path in enumerate(gate.paths[:2]):
        detail("" if number else "ways", path.sentence)
    if gate.recorded:
        return
    if said := chances(gate):
        detail("chance", said)
    if gate.asking:
        detail("ask", ", ".join(gate.worth_asking(3)))


def show_condition(gate: ConditionVerdict) -> None:
    """Print the readings of a condition as a table, and how its truces stand."""
    rows = [(reading, f"{reading.day} of {reading.days_needed}", ahead(reading)) for reading in gate.readings]
    wide = max((len(chance) for _, _, chance in rows), default=0)
    starred = " (* decides)" if len(rows) > 1 else ""
    if wide:
        say(f"{'':<{INDENT}}{'days':<9} met within a year{starred}")
    for reading, days, chance in rows:
        star = "*" if starred and reading.reading == gate.reading else " "
        first = f"{'':<10}{star} {reading.state:<9}{days:<9} {chance:<{wide}}  "
        say(wrapped(reading.title, first, " " * len(first)))
    stand: dict[str, list[str]] = {}
    for truce in gate.standings:
        stand.setdefault(truce.title, []).append(truce.status)
    if stand:
        detail("truces", "; ".join(f"{title}: {', '.join(dict.fromkeys(found))}" for title, found in stand.items()))


def show(answer: Answer) -> None:
    """Print the verdict and the gates on one screen."""
    a = answer.assessment
    say(wrapped(a.sentence), f"bold {COLOUR[a.state]}")
    changed = f", with {', '.join(f'{k}={v}' for k, v in a.changes.items())}" if a.changes else ""
    say(f"{a.title}, as of {a.as_of}{changed}\n")
    for name, gate in a.gates.items():
        line(f"{name:<12}{gate.state}", gate.sentence, COLOUR[gate.state], indent=INDENT)
        if gate.kind == "vote":
            show_vote(gate)
        elif gate.kind == "condition":
            show_condition(gate)
    if a.together:
        say()
        line("together", a.together.sentence)
        if a.together.levers:
            line("", hangs(a.together))
    if a.plan:
        show_plan(a.plan)
    for old in a.stale:
        line("stale", old, "yellow")
    for gone in a.withdrawn:
        line("withdrawn", gone, "yellow")


def show_plan(plan: PlanView) -> None:
    """Print what the programme delivers, what waiting costs, and why it cannot be where it cannot."""
    say()
    line("plan", plan.sentence)
    line("", plan.waiting_sentence)
    if plan.infeasible:
        line("", plan.infeasible, "yellow")
    if plan.conflict:
        line("", plan.conflict.sentence, "yellow")
        for one in plan.conflict.needed:
            say(f"{'':<{INDENT}}{one.file}:{one.line}  {one.where}  {one.figure}", "yellow")
    if plan.burden:
        line("", plan.burden.sentence)


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
        say_data([c.model_dump(mode="json") for c in claims])
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
