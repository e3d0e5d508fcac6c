"""Verbs that score a model on dated real cases."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from placet.cli.shell import Json, say, say_json, score_app


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
