"""Verbs of the votes: the rules there are, and a count without a dossier."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from placet.cli import shell
from placet.cli.shell import AsOf, Json, app, changes_of, checked_day, codes_of, day_of, say, say_data

if TYPE_CHECKING:
    from placet import votes

TakingPart = Annotated[str | None, Parameter(help="Those that take part, like AT,BE, where it is not fixed.")]


@app.command
def rules(*, json: Json = False) -> None:
    """Print the voting rules, each with its article.

    Example: `placet rules`
    """
    from placet import votes

    known = votes.rules()
    if json:
        say_data([{"id": r.id, "title": r.title, "article": r.article} for r in known])
        return
    for rule in known:
        say(f"{rule.id:<30}{rule.title} ({rule.article})")


@app.command
def vote(
    rule: str,
    /,
    *votes_cast: str,
    day: AsOf = None,
    taking_part: TakingPart = None,
    json: Json = False,
) -> None:
    """Count a vote without a dossier: every member says yes but those that are named, as in the Council's calculator.

    Positions: yes, abstain, declared, no, absent, not-participating.

    Example: `placet vote cfsp-unanimity HU=no`
    """
    from placet import votes

    known, on, body = asked(rule, day, taking_part)
    council, named = body.members, changes_of(votes_cast, example="HU=no")
    body.check(named)
    cast: dict[str, votes.Position] = dict.fromkeys([m.code for m in council], "yes")
    cast |= named  # type: ignore[arg-type]
    result = votes.tally(known, council, cast)
    idle, notes = votes.idle(known, council), list(body.notes)
    try:
        ways = () if result.adopted or idle else votes.cheapest_changes(known, council, cast)
    except votes.TooLargeError:
        ways = ()
        notes.append(f"what would change it is not searched among {len(council)} members")
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
            "body": body.title,
            "warning": idle,
            "notes": notes,
        }
        say_data(told)
        return
    say("Adopted" if result.adopted else "Not adopted", "bold green" if result.adopted else "bold red")
    say(f"{known.title} ({known.article}); {body.title}, {len(result.participants)} members, {on}")
    if idle:
        say(f"warning: {idle}", "yellow")
    for c in result.criteria:
        met = "met" if c.met else "not met"
        say(f"  {c.title}: {c.have:,} {c.unit}, {c.sense} {c.needed:,} needed: {met}")
    if result.decisive and result.adopted:
        say(f"  any of these alone could turn it: {', '.join(result.decisive)}")
    for way in ways:
        say(f"  it would pass if {', '.join(f'{code} moves to {to}' for code, to in way.positions.items())}")
    for note in notes:
        say(f"  {note}")


def asked(rule: str, day: str | None, taking_part: str | None) -> tuple[votes.Rule, date, votes.Council]:
    """Return the rule, the day and the body that a call asks for.

    Raises
    ------
    UsageError
        When there is no such rule, the day is none, or the body cannot be known.
    """
    from placet import votes

    on = date.fromisoformat(checked_day(day_of(day) or shell.today().isoformat()))
    known = votes.rule(rule)
    return known, on, votes.council(known, on, taking_part=codes_of(taking_part) if taking_part else None)
