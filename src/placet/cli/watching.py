"""Verbs for files of conflict events: take new ones into a dossier, count one alone, fetch one."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from placet.cli import shell
from placet.cli.shell import Dossier, Json, app, say, say_data

if TYPE_CHECKING:
    from placet.watching import Taken, Watched

Published = Annotated[
    str | None, Parameter(help="The day on which the files were published, like 2026-05-18. Left out: today.")
]
Fronts = Annotated[
    Path | None,
    Parameter(help="Your own front lines: a folder of GeoJSON files named by day, or a GeoParquet file."),
]
Polygons = Annotated[Path | None, Parameter(help="The oblasts' polygons as GeoJSON: they decide where a point lies.")]
Format = Annotated[str | None, Parameter(name="--format", help="The format; left out, it is recognised.")]
SHOWN = 12


@app.command
def watch(
    dossier: Dossier,
    /,
    *events: Path,
    published: Published = None,
    lines: Fronts = None,
    boundaries: Polygons = None,
    format_: Format = None,
    table: Annotated[str | None, Parameter(help="The table in events/; left out, the format's name.")] = None,
    complete: Annotated[
        bool, Parameter(negative="", help="Each file is the whole of its days: what is missing in it was taken back.")
    ] = False,
    json: Json = False,
) -> None:
    """Take new files of events into the dossier's tables, and print what changed and why.

    The tables are events/NAME.csv; dossier.yaml is never touched. Taking a file twice changes nothing.

    Example: `placet watch examples/eumam-ukraine ged-2026-04.csv --published 2026-05-20`
    """
    from placet import events as kernel
    from placet import watching
    from placet.days import day
    from placet.errors import UsageError

    if not events:
        raise UsageError("name at least one file of events: placet watch DOSSIER FILE...")
    found = watching.watch(
        dossier,
        events,
        day(published) if published and published != "today" else shell.today(),
        lines=kernel.lines(lines) if lines else None,
        boundaries=kernel.boundaries(boundaries) if boundaries else None,
        name=format_,
        table=table,
        complete=complete,
    )
    if json:
        say_data(plainly(found))
        return
    for one in found.files:
        say_file(one)
    for change in found.days[:SHOWN]:
        because = ", ".join(change.because[:3]) + (
            f" and {len(change.because) - 3} more" if len(change.because) > 3 else ""
        )
        fell = "fell, " if change.after < change.before else ""
        say(f"  {change.day} {change.oblast:9} {change.before:g} -> {change.after:g}  {fell}{because}")
    if len(found.days) > SHOWN:
        say(f"  and {len(found.days) - SHOWN:,} more days and oblasts")
    for gate in found.gates:
        say(f"{gate.gate}: {gate.after}\n  before: {gate.before}")
    if found.days and not found.gates:
        say("No gate says anything else than before.")
    for name in found.unread:
        say(f"No series of dossier.yaml reads events/{name}.csv yet: `file: events/{name}.csv`, `day: day`,")
        say("  `count: events`, `published: published`, and `where:` for an oblast, a class or `precision: precise`.")


def say_file(one: Taken) -> None:
    """Print what became of one file."""
    if one.known:
        say(f"{one.file}: known already, nothing to do")
        return
    change = one.change
    say(f"{one.file}: {one.format}, {one.read:,} rows read, {one.kept:,} kept, {one.rejected:,} set aside")
    for reason, number in one.reasons.items():
        say(f"  {number:,}: {reason}  (events/{one.table}.rejects.csv)")
    for warning in one.warnings:
        say(f"  warning: {warning}", "yellow")
    say(f"  {len(change.new):,} new rows, {len(change.changed):,} changed, {len(change.withdrawn):,} taken back")
    if change.late:
        say(f"  {change.late:,} of the new rows came late: they are dated to days that were counted before")
    if change.unmentioned:
        say(
            f"  {change.unmentioned:,} rows of its days are known and not in it; they stay "
            "(--complete says that it is the whole of its days)"
        )


def plainly(found: Watched) -> dict[str, Any]:
    """Return what was found as plain dictionaries."""
    return dataclasses.asdict(found)


@app.command
def events(
    file: Annotated[Path, Parameter(help="A CSV or Parquet file of events.")],
    /,
    *,
    lines: Fronts = None,
    boundaries: Polygons = None,
    format_: Format = None,
    out: Annotated[Path | None, Parameter(help="Where the daily counts are written, as CSV.")] = None,
    rejects: Annotated[Path | None, Parameter(help="Where the rows that were set aside are written, as CSV.")] = None,
    json: Json = False,
) -> None:
    """Count a file of events by day, oblast, class and distance band, without a dossier.

    Example: `placet events ged.csv --out daily.csv --rejects rejects.csv`
    """
    from placet import events as kernel
    from placet.events.ledger import csv_text, replaced

    found = kernel.daily_counts(
        file,
        kernel.lines(lines) if lines else None,
        kernel.boundaries(boundaries) if boundaries else None,
        name=format_,
    )
    if out:
        replaced(out, csv_text(found.table, f"Daily counts of {file.name}, by placet events"))
    if rejects:
        replaced(rejects, csv_text(found.rejects, ""))
    summary = kernel.summary(found)
    if json:
        say_data(summary)
        return
    reader = kernel.reader_of(file, format_)
    say(
        f"{file.name}: {reader.title}, {found.read:,} rows read, {found.kept:,} kept, "
        f"{found.rejects.height:,} set aside"
    )
    for reason, number in summary["reasons"].items():
        say(f"  {number:,}: {reason}")
    for warning in found.warnings:
        say(f"  warning: {warning}", "yellow")
    say(f"{summary['first']} to {summary['last']}: {summary['events']:,g} events on {summary['days']:,} days")
    for title, part in (("oblast", "oblasts"), ("class", "classes"), ("band", "bands"), ("precision", "precisions")):
        for name, number in summary[part].items():
            say(f"  {title:10}{name:32}{number:>12,g}")
    if summary["undated"]:
        say(f"  and {summary['undated']:,g} events that are dated to more than a week, on no day")


@app.command
def fetch(
    service: Literal["acled", "ucdp"],
    /,
    *,
    out: Annotated[Path, Parameter(help="Where the rows are written, as CSV; it is yours and finer than any output.")],
    from_: Annotated[str, Parameter(name="--from", help="The first day of the events, like 2026-04-01.")],
    to: Annotated[str, Parameter(help="The last day of the events.")],
    release: Annotated[
        str | None, Parameter(help="The release of UCDP GED: a final one like 25.1, a candidate one like 25.0.9.")
    ] = None,
) -> None:
    """Fetch event rows on Ukraine from ACLED or UCDP into a file that `placet events` and `placet watch` take.

    Names and passwords are read from PLACET_ACLED_USER and PLACET_ACLED_PASSWORD, or PLACET_UCDP_TOKEN; both services
    want an account with access to their API. What you fetch stays under the owner's terms.

    Example: `placet fetch ucdp --release 25.1 --from 2024-01-01 --to 2024-12-31 --out ged-2024.csv`
    """
    from placet.days import day
    from placet.errors import UsageError
    from placet.events import clients
    from placet.events.ledger import replaced

    first, last = day(from_), day(to)
    if service == "ucdp" and release is None:
        raise UsageError("say which release of UCDP GED, like --release 25.1")
    found = clients.ucdp(first, last, str(release)) if service == "ucdp" else clients.acled(first, last)
    replaced(out, found.text)
    say(f"{out}: {found.rows:,} rows of {service}, events of {first} to {last}")
