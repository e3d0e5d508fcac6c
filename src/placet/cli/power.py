"""The verb of a rule's power: what it gives to each member before anything is known about a vote."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from placet.cli.shell import AsOf, Json, app, say, say_data
from placet.cli.voting import TakingPart, asked

if TYPE_CHECKING:
    from placet import votes

A_PRIORI = "Power is a priori: every yes and no is equally likely. No verdict uses it."


@app.command
def power(
    rule: str,
    /,
    *,
    day: AsOf = None,
    taking_part: TakingPart = None,
    json: Json = False,
) -> None:
    """Print what a rule gives to each member: coalitions, Banzhaf, Shapley-Shubik and Coleman's three indices.

    Members say yes or no. Power is a priori: it knows no position and plays no part in any verdict.

    Example: `placet power qualified-majority --day 2026-05-18`
    """
    from placet import votes

    known, on, body = asked(rule, day, taking_part)
    found = votes.powers(known, body.members)
    minimal = votes.minimal_coalitions(known, body.members)
    if json:
        say_data(told(known, body, on, found, minimal))
        return
    say(f"{known.title} ({known.article}); {body.title}, {len(body.members)} members, {on}", "bold")
    say(A_PRIORI)
    if found.warning:
        say(f"warning: {found.warning}", "yellow")
    for line in (*coalition_lines(found, minimal), *body.notes):
        say(f"  {line}")
    say()
    rows = found.alike()
    width = max(len("member"), *(len(codes) for codes, _ in rows)) + 2
    say(f"{'member':<{width}}{'Banzhaf':>10}{'share':>10}{'Shapley':>10}{'prevent':>10}{'initiate':>10}")
    for codes, row in rows:
        say(
            f"{codes:<{width}}{row.banzhaf:>10.6f}{row.banzhaf_share:>10.6f}{float(row.shapley):>10.6f}"
            f"{row.prevent:>10.6f}{row.initiate:>10.6f}"
        )


def coalition_lines(
    found: votes.PowerTable | votes.PowerEstimate, minimal: votes.MinimalCoalitions | None
) -> tuple[str, ...]:
    """Return the sentences about coalitions."""
    from placet import votes

    act = f"Coleman's power to act: {found.act:.6g} of all coalitions win"
    if isinstance(found, votes.PowerEstimate):
        how = {"sums": "exact, by sums of weights", "sampled": f"simulated, {found.draws:,} coalitions"}
        largest = max(row.shapley_error for row in found.members.values())
        error = f"; standard error of Shapley-Shubik at most {largest:.2g}" if largest else ""
        lines = [act, f"Banzhaf: {how[found.banzhaf_by]}; Shapley-Shubik: {how[found.shapley_by]}{error}"]
    else:
        lines = [act, f"winning coalitions: {in_digits(found.winning)} of {in_digits(found.winning + found.losing)}"]
    if minimal is None:
        return (*lines, "minimal coalitions are not counted: the body is too large, or no order by weight exists")
    blocking = ", ".join(f"{size}: {in_digits(count)}" for size, count in enumerate(minimal.blocking) if count)
    return (
        *lines,
        f"minimal winning coalitions: {in_digits(sum(minimal.winning))}",
        f"minimal blocking coalitions: {in_digits(sum(minimal.blocking))}; by size {blocking}",
    )


def in_digits(count: int) -> str:
    """Return a count with separators, or to three digits when it is very large."""
    if count < 10**15:
        return f"{count:,}"
    return f"{count:.3g}" if count < 10**300 else f"2^{count.bit_length() - 1} or more"


def told(
    known: votes.Rule,
    body: votes.Council,
    on: date,
    found: votes.PowerTable | votes.PowerEstimate,
    minimal: votes.MinimalCoalitions | None,
) -> dict[str, Any]:
    """Return the table for JSON; counts are null where they are not exact."""
    from placet import votes

    exact = isinstance(found, votes.PowerTable)
    return {
        "rule": known.id,
        "article": known.article,
        "body": body.title,
        "day": on.isoformat(),
        "a_priori": A_PRIORI,
        "warning": found.warning,
        "notes": body.notes,
        "banzhaf_by": "diagram" if isinstance(found, votes.PowerTable) else found.banzhaf_by,
        "shapley_by": "diagram" if isinstance(found, votes.PowerTable) else found.shapley_by,
        "draws": 0 if isinstance(found, votes.PowerTable) else found.draws,
        "winning": found.winning if isinstance(found, votes.PowerTable) else None,
        "losing": found.losing if isinstance(found, votes.PowerTable) else None,
        "act": found.act,
        "minimal_winning_by_size": None if minimal is None else minimal.winning,
        "minimal_blocking_by_size": None if minimal is None else minimal.blocking,
        "members": {
            code: {
                name: (float(at) if name == "shapley" else at)
                for name, at in vars(row).items()
                if name != "member" and (exact or name != "swings")
            }
            for code, row in found.members.items()
        },
    }
