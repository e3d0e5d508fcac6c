"""The verb that assesses every combination of some changes, on all processors or on a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from placet.cli.shell import AsOf, Dossier, Json, Plan, app, bar, changes_of, day_of, say, say_data
from placet.errors import UsageError

if TYPE_CHECKING:
    from placet.sweep import Row, Sweep


@app.command
def sweep(
    dossier: Dossier,
    /,
    *changes: str,
    as_of: AsOf = None,
    plan: Plan = False,
    cluster: Annotated[
        str | None,
        Parameter(
            help="`local` for processes of this machine, or the address of a Dask scheduler, like tcp://10.0.0.5:8786 "
            "(only your own: its workers run what they are sent). Left out: threads."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Assess every combination of some changes and print one line for each; a place named twice takes both values.

    Ctrl-C ends the sweep with the lines that are done.

    Example: `placet sweep examples/eumam-ukraine vote.HU=no "vote.HU=abstain declared"`
    """
    from placet import days
    from placet.desk import open_desk
    from placet.sweep import grid
    from placet.sweep import sweep as swept

    if not changes:
        raise UsageError("sweep needs changes, like vote.HU=no vote.HU=yes")
    words = [(place, to) for word in changes for place, to in changes_of((word,)).items()]
    folder = open_desk(dossier).folder
    day = day_of(as_of)
    with bar("assessing") as progress:
        found = swept(
            folder,
            grid(words),
            as_of=days.day(day) if day else None,
            with_plan=plan,
            cluster=cluster,
            progress=progress,
        )
    if json:
        say_data({"of": found.of, "rows": [told(one) for one in found.rows]})
        return
    show(found, plan=plan)


def told(one: Row) -> dict[str, object]:
    """Return a row as JSON has it."""
    return {
        name: figure.model_dump() if hasattr(figure, "model_dump") else figure for name, figure in vars(one).items()
    }


def show(found: Sweep, *, plan: bool) -> None:
    """Print the rows as a table."""
    from placet.gates.words import rounded
    from placet.outlook.chance import with_interval

    if found.rows:
        names = list(found.rows[0].changes)
        lines = [[*names, "state", f"all open within {found.rows[0].months} months"]]
        lines[0] += ["trained if all open today", "by the best policy"] if plan else []
        for one in found.rows:
            cells = [*one.changes.values(), one.state, with_interval(one.chance) if one.chance else "not given"]
            if plan:
                cells.append(rounded(one.trained.mid) if one.trained else "-")
                cells.append(rounded(one.expected) if one.expected is not None else "-")
            lines.append(cells)
        widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
        for number, line in enumerate(lines):
            text = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            say(text.rstrip(), "bold" if not number else None)
    if len(found.rows) < found.of:
        say(f"\nstopped: {len(found.rows)} of {found.of} combinations", "yellow")
