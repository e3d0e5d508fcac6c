"""The verb that brings something in: an article, a paper, a feed."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from placet.cli import shell
from placet.cli.shell import Dossier, Json, app, bar, say, say_data
from placet.days import day as day_of
from placet.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from placet.intake.by_model import Asking
    from placet.intake.store import Outcome, What

COLOUR: dict[What, str | None] = {
    "kept": "green",
    "changed": "yellow",
    "withdrawn": "yellow",
    "refused": "red",
    "there": None,
}
MOST_LINES = 30


@app.command
def add(
    dossier: Dossier,
    /,
    *named: Annotated[str, Parameter(help="Files and web addresses: HTML, PDF, text, Markdown, RSS, Atom, ninjs.")],
    publisher: Annotated[str, Parameter(help="Who published it, where the page does not say.")] = "",
    day: Annotated[str, Parameter(help="The day of publication, like 2026-05-18.")] = "",
    title: Annotated[str, Parameter(help="Its title.")] = "",
    language: Annotated[str, Parameter(help="Its language: two letters, like en.")] = "",
    address: Annotated[str, Parameter(help="Where a file came from.")] = "",
    follow: Annotated[bool, Parameter(negative="", help="Also fetch the pages behind a feed's entries.")] = False,
    model: Annotated[str, Parameter(help="Also let a language model suggest claims: its name.")] = "",
    model_address: Annotated[str, Parameter(help="Where it is served, like http://127.0.0.1:8080/v1.")] = "",
    model_mode: Annotated[str, Parameter(help="How it hands over its answer: tool, native or prompted.")] = "",
    dry_run: Annotated[bool, Parameter(negative="", help="Say what would be done, and write nothing.")] = False,
    json: Json = False,
) -> None:
    """Keep articles as sources of a dossier, with the bytes as they came, and suggest claims.

    A model's key is read from PLACET_LLM_KEY alone; what it suggests must stand word for word, and waits for review.

    Example: `placet add my-mission article.html --publisher "The Courier" --day 2026-05-18`
    """
    from placet.intake.item import Stated
    from placet.intake.store import add as bring_in

    if not named:
        raise UsageError("name what to add: files or web addresses")
    if (title or address or day) and len(named) > 1:
        raise UsageError("--title, --day and --address speak of one article; add the others in calls of their own")
    stated = Stated(
        publisher=publisher,
        day=day_of(day) if day else None,
        title=title,
        language=checked_language(language),
        address=checked_address(address),
    )
    asking = asked(dossier, model, model_address, model_mode) if not dry_run else None
    done: list[Outcome] = []
    try:
        with bar("entries", least=MOST_LINES) as progress:
            for outcome in bring_in(
                dossier, named, today=shell.today(), stated=stated, follow=follow, dry_run=dry_run, progress=progress
            ):
                outcome = asking.about(outcome) if asking else outcome
                done.append(outcome)
                if not json and (len(done) <= MOST_LINES or (outcome.what != "kept" and outcome.what != "there")):
                    show(outcome)
    except KeyboardInterrupt:
        say(f"Stopped. {counted(done)}; run the same again to go on.", error=True)
        raise
    if json:
        say_data([asdict(one) for one in done])
    else:
        if len(done) > MOST_LINES:
            say("...")
        say(f"{'Would be: ' if dry_run else ''}{counted(done)}.")
    sys.exit(2 if any(one.what == "refused" for one in done) else 0)


def asked(dossier: Path, model: str, address: str, mode: str) -> Asking | None:
    """Return the model that also suggests claims, or nothing when none was named.

    Raises
    ------
    UsageError
        When the model is not fully named, or the extras are not installed.
    """
    from placet.llm import settings

    named = settings(model, address, mode)
    if named is None:
        return None
    from placet.extras import needed
    from placet.intake.by_model import Asking

    needed("pydantic_ai")
    return Asking(dossier, named)


def show(outcome: Outcome) -> None:
    """Print what became of one article."""
    say(f"{outcome.what:<10}{outcome.said}.".replace("..", "."), COLOUR[outcome.what])
    for caution in outcome.cautions:
        say(f"{'':<10}caution: {caution}", "yellow")
    if outcome.suggested:
        say(f"{'':<10}{outcome.suggested} claims suggested")


def counted(done: list[Outcome]) -> str:
    """Return how many became what."""
    words: dict[What, str] = {"kept": "kept", "changed": "kept as changed", "there": "already there"}
    by_what = Counter(one.what for one in done)
    counts = [f"{by_what[what]:,} {words.get(what, what)}" for what in COLOUR if by_what[what]]
    suggested = sum(one.suggested for one in done)
    return ", ".join(counts or ["nothing was read"]) + (f"; {suggested:,} claims suggested" if suggested else "")


def checked_language(language: str) -> str:
    """Return a language's code.

    Raises
    ------
    UsageError
        When it is none.
    """
    if language and not (len(language) == 2 and language.isascii() and language.isalpha()):
        raise UsageError(f"{language!r} is no language; write its two letters, like en")
    return language.lower()


def checked_address(address: str) -> str:
    """Return a web address.

    Raises
    ------
    UsageError
        When it is none.
    """
    from placet.brief.safe import web_address

    if address and (not web_address(address) or address.startswith("#") or " " in address or len(address) > 500):
        raise UsageError(f"{address!r} is no web address; it begins with https://")
    return address
