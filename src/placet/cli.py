"""The command line: reads words, calls the library, prints. It computes nothing.

Exit codes: 0 fine; 1 the dossier has problems, or there is none; 2 wrong use; 3 a result cannot be written.
`status --exit-code`: 0 open, 10 shut, 11 unknown.
"""

from __future__ import annotations

import json as json_text
import os
import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

from cyclopts import App, CycloptsError, Parameter

from placet import __version__
from placet.errors import DossierError, OutputError, PlacetError, UsageError

if TYPE_CHECKING:
    from placet.desk import Answer

app = App(
    name="placet",
    help="A decision desk for missions that wait at gates: a collective vote, a condition in the world, a clock.",
    version=__version__,
    help_format="markdown",
)

score_app = App(name="score", help="Score a model on dated real cases.", help_format="markdown")
app.command(score_app)

Dossier = Annotated[Path, Parameter(help="The dossier: a folder with dossier.yaml in it.")]
AsOf = Annotated[
    str | None, Parameter(help="The day of knowledge, like 2026-05-18, or `today`. Left out: the dossier's read_until.")
]
Plan = Annotated[bool, Parameter(negative="", help="Also plan the programme, which takes a few seconds.")]
Json = Annotated[bool, Parameter(negative="", help="Print JSON instead of text.")]
EXIT = {"open": 0, "shut": 10, "unknown": 11}
COLOUR = {"open": "green", "shut": "red", "unknown": "yellow"}


def say(text: str = "", style: str | None = None, *, error: bool = False) -> None:
    """Print text as it stands: coloured and at most 100 columns wide on a terminal, plain in a pipe."""
    from placet.brief.safe import plain

    text = plain(text)  # a dossier, a path or a word of the call must not steer the terminal
    stream = sys.stderr if error else sys.stdout
    if stream is None or not stream.isatty():
        print(text, file=stream)
        return
    from rich.console import Console

    width = min(100, os.get_terminal_size(stream.fileno()).columns)
    Console(stderr=error, highlight=False, width=width).print(text, style=style, markup=False)


def say_json(text: str) -> None:
    """Print JSON to standard output, unwrapped."""
    sys.stdout.write(text + "\n")


def day_of(as_of: str | None) -> str | None:
    """Return the day that `--as-of` means; this is the only place that reads the clock for it."""
    return date.today().isoformat() if as_of == "today" else as_of


def checked_day(written: str) -> str:
    """Return a day as written.

    Raises
    ------
    UsageError
        When it is none.
    """
    from placet.days import day

    return day(written).isoformat()


def changes_of(words: tuple[str, ...], *, example: str = "vote.HU=abstain") -> dict[str, str]:
    """Return what-if words such as `vote.HU=abstain` as changes.

    Raises
    ------
    UsageError
        When a word has no `=`.
    """
    changes = {}
    for word in words:
        place, sign, to = word.partition("=")
        if not sign or not place or not to:
            raise UsageError(f"a change is written PLACE=WHAT, like {example}; this is not: {word!r}")
        changes[place.strip()] = to.strip()
    return changes


def answer_of(dossier: Path, as_of: str | None, words: tuple[str, ...] = (), *, plan: bool = False) -> Answer:
    """Return the assessment that a command asks for."""
    from placet.desk import open_desk

    return open_desk(dossier).assess(as_of=day_of(as_of), changes=changes_of(words), with_plan=plan)


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
        if gate.kind == "condition":
            for reading in gate.readings:
                say(
                    f"{'':<21}{reading.title}: {reading.state}, "
                    f"day {reading.day} of {reading.days_needed}, longest {reading.longest}"
                )
    if a.plan:
        say(f"\nplan        {a.plan.sentence}")
        say(f"{'':<12}{a.plan.waiting_sentence}")
        if a.plan.infeasible:
            say(f"{'':<12}{a.plan.infeasible}", "yellow")
    for line in (*a.stale,):
        say(f"stale       {line}", "yellow")


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

    found = problems(dossier, today=date.today())
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
    answer = answer_of(dossier, as_of, plan=plan)
    say_json(answer.json()) if json else show(answer)
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
    before = answer_of(dossier, as_of, plan=plan)
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
    a, b = (desk.assess(as_of=day_of(day), with_plan=plan) for day in (before, after))
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


@app.command
def test(dossier: Dossier, /, *, json: Json = False) -> None:
    """Run the dossier's own cases.yaml: what the desk must say on given days.

    Example: `placet test examples/eumam-ukraine`
    """
    from placet.cases import run_cases
    from placet.dossier.read import read

    results = run_cases(read(dossier))
    if json:
        say_json(json_text.dumps([r.model_dump(mode="json") for r in results], ensure_ascii=False, indent=1))
    else:
        for result in results:
            say(f"{'pass' if result.passed else 'FAIL'}  {result.name}", "green" if result.passed else "red")
            for miss in result.misses:
                say(f"      {miss}", "red")
        say(f"{sum(r.passed for r in results)} passed, {sum(not r.passed for r in results)} failed")
    sys.exit(0 if all(r.passed for r in results) else 1)


@app.command
def rules(*, json: Json = False) -> None:
    """Print the voting rules, each with its article.

    Example: `placet rules`
    """
    from placet import votes

    known = votes.rules()
    if json:
        say_json(
            json_text.dumps(
                [{"id": r.id, "title": r.title, "article": r.article} for r in known], ensure_ascii=False, indent=1
            )
        )
        return
    for rule in known:
        say(f"{rule.id:<30}{rule.title} ({rule.article})")


@app.command
def vote(rule: str, /, *votes_cast: str, day: AsOf = None, json: Json = False) -> None:
    """Count a vote without a dossier: every member says yes but those that are named, as in the Council's calculator.

    Positions: yes, abstain, declared, no, absent, not-participating.

    Example: `placet vote cfsp-unanimity HU=no`
    """
    from placet import votes

    on = date.fromisoformat(checked_day(day_of(day) or date.today().isoformat()))
    known, council = votes.rule(rule), votes.members(on)
    cast: dict[str, votes.Position] = dict.fromkeys([m.code for m in council], "yes")
    cast |= changes_of(votes_cast, example="HU=no")  # type: ignore[arg-type]
    result = votes.tally(known, council, cast)
    ways = () if result.adopted else votes.cheapest_changes(known, council, cast)
    if json:
        told = {
            "rule": known.id,
            "article": known.article,
            "day": on.isoformat(),
            "adopted": result.adopted,
            "criteria": [vars(c) for c in result.criteria],
            "blockers": result.blockers,
            "decisive": result.decisive,
            "changes": [dict(way.positions) for way in ways],
        }
        say_json(json_text.dumps(told, ensure_ascii=False, indent=1))
        return
    say("Adopted" if result.adopted else "Not adopted", "bold green" if result.adopted else "bold red")
    say(f"{known.title} ({known.article}), {len(result.participants)} members, {on}")
    for c in result.criteria:
        met = "met" if c.met else "not met"
        say(f"  {c.title}: {c.have:,} {c.unit}, {c.sense} {c.needed:,} needed: {met}")
    if result.decisive and result.adopted:
        say(f"  any of these alone could turn it: {', '.join(result.decisive)}")
    for way in ways:
        say(f"  it would pass if {', '.join(f'{code} moves to {to}' for code, to in way.positions.items())}")


@score_app.command(name="votes")
def score_votes(file: Annotated[Path, Parameter(help="Decisions as JSON.")], /, *, json: Json = False) -> None:
    """Score the forecasts of votes on past decisions, against simple baselines.

    Example: `placet score votes decisions.json`
    """
    from placet import score

    found = score.score_votes(file)
    if json:
        say_json(json_text.dumps(score.plainly(found), ensure_ascii=False, indent=1))
        return
    for line in score.lines(found):
        say(line)


@app.command
def formats(*, json: Json = False) -> None:
    """Print the formats that are read and written, with where each is described.

    Example: `placet formats`
    """
    from placet.dossier.formats import FORMATS

    if json:
        say_json(json_text.dumps([f._asdict() for f in FORMATS], ensure_ascii=False, indent=1))
        return
    for known in FORMATS:
        say(f"{known.name:<18}{known.direction:<8}{known.what}")


def stop(error: PlacetError) -> NoReturn:
    """Print an error and leave with its exit code."""
    text = str(error)
    if isinstance(error, DossierError):
        text += f"\n\n{len(error.problems)} problem{'s' if len(error.problems) != 1 else ''}: nothing was computed."
    else:
        text = f"placet: {text}"
    say(text, "red", error=True)
    sys.exit(error.exit_code)


def main(words: list[str] | None = None) -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A path that is no UTF-8 text, or a terminal that knows only ASCII, must not end in a failure to print.
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            app(words, exit_on_error=False, print_error=True)
        finally:
            if sys.stdout is not None:  # it is closed in `placet rules >&-`
                sys.stdout.flush()
    except CycloptsError:
        sys.exit(2)
    except PlacetError as error:
        stop(error)
    except BrokenPipeError:
        # The reader of the pipe has had enough (`placet status ... | head`): leave quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as failure:
        # Every file of ours is looked after where it is opened; what is left is standard output, say on a full disk.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop(OutputError(f"cannot print the answer: {failure.strerror or failure}"))
    except KeyboardInterrupt:
        sys.exit(130)
