"""The shell of the command line: its application, its common options, how it prints."""

from __future__ import annotations

import json as json_text
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from placet import __version__
from placet.errors import UsageError

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


def say(text: str = "", style: str | None = None, *, error: bool = False) -> None:
    """Print text as it stands: coloured and at most 100 columns wide on a terminal, plain in a pipe."""
    from placet.brief.safe import plain

    text = plain(text)  # a dossier, a path or a word of the call must not steer the terminal
    stream = sys.stderr if error else sys.stdout
    if stream is None or not stream.isatty():
        print(text, file=stream)
        return
    from rich.console import Console

    Console(stderr=error, highlight=False, width=columns(stream.fileno())).print(text, style=style, markup=False)


MARKS = ("⟦", "⟧")
"""Round the words of a quote where nothing else can mark them."""


def quoted(before: str, quote: str, after: str) -> None:
    """Print a quote in the text around it, marked; characters that would steer the terminal are shown as escapes."""
    from placet.brief.safe import visible

    gap, behind = " " if before[-1:].isspace() else "", " " if after[:1].isspace() else ""
    before, quote, after = visible(before), visible(quote), visible(after)
    if sys.stdout is None or not sys.stdout.isatty():
        print(f"  {before}{gap}{MARKS[0]}{quote}{MARKS[1]}{behind}{after}")
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    shown = Text.assemble(before, gap, (quote, "bold reverse"), behind, after)
    Console(highlight=False, width=columns(sys.stdout.fileno())).print(Padding(shown, (0, 0, 0, 2)))


def columns(terminal: int) -> int:
    """Return how wide text is set on a terminal: at most 100 columns, 80 where it does not know its width."""
    return min(100, os.get_terminal_size(terminal).columns or 80)


def say_json(text: str) -> None:
    """Print JSON to standard output, unwrapped."""
    sys.stdout.write(text + "\n")


def say_data(data: object) -> None:
    """Print data as JSON to standard output, letters of every script as themselves, days and paths as text."""
    say_json(json_text.dumps(data, ensure_ascii=False, indent=1, default=str))


def today() -> date:
    """Return the present day; with `now` the only place of the command line that reads the clock."""
    return date.today()


def now() -> str:
    """Return the present in UTC, as decisions carry it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def day_of(as_of: str | None) -> str | None:
    """Return the day that `--as-of` means."""
    return today().isoformat() if as_of == "today" else as_of


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
        When a word has no `=`, or one place is changed to two things.
    """
    changes: dict[str, str] = {}
    for word in words:
        place, sign, to = word.partition("=")
        if not sign or not place or not to:
            raise UsageError(f"a change is written PLACE=WHAT, like {example}; this is not: {word!r}")
        place, to = place.strip(), to.strip()
        if changes.setdefault(place, to) != to:
            raise UsageError(f"{place} is set twice, to {changes[place]!r} and to {to!r}; keep one of the two")
    return changes


def codes_of(words: str) -> list[str]:
    """Return the codes in a list such as `AT,BE`, each once, in its order."""
    return list(dict.fromkeys(code for word in words.split(",") if (code := word.strip())))


@contextmanager
def bar(what: str, *, least: int = 0) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what shows progress, given how many are done of how many; nothing where no terminal shows it.

    With `least`, only work of more parts than that is shown.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None, visible=not least)

        def progress(done: int, of: int) -> None:
            shown.update(task, completed=done, total=of, visible=of > least)

        yield progress
