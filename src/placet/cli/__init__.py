"""The command line: reads words, calls the library, prints. It computes nothing.

Exit codes: 0 fine; 1 the dossier has problems, or there is none; 2 wrong use; 3 a result cannot be written.
`status --exit-code`: 0 open, 10 shut, 11 unknown.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import NoReturn

from cyclopts import CycloptsError

from placet.cli import (
    answers,
    exports,
    folders,
    intake,
    outlook,
    power,
    review,
    scores,
    sweeping,
    tables,
    voting,
    watching,
)
from placet.cli.shell import app, say
from placet.errors import DossierError, OutputError, PlacetError

VERBS = (
    folders.new,
    folders.check,
    intake.add,
    review.review,
    watching.watch,
    watching.events,
    watching.fetch,
    answers.status,
    outlook.chance,
    answers.why,
    answers.what_if,
    sweeping.sweep,
    answers.brief,
    answers.diff,
    exports.export,
    folders.test,
    tables.tables,
    voting.rules,
    voting.vote,
    power.power,
    scores.score_votes,
    scores.score_claims,
    scores.score_plan,
    scores.score_ceasefires,
    folders.formats,
)
"""Every verb, in the order of the reference page."""


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
