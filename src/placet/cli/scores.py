"""Verbs that score a model on dated real cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from placet.cli.shell import Dossier, Json, say, say_data, score_app

Alone = Annotated[bool, Parameter(negative="", help="Learn from the file alone, not from the shipped record.")]


@score_app.command(name="votes")
def score_votes(
    file: Annotated[Path, Parameter(help="Decisions as JSON.")], /, *, alone: Alone = False, json: Json = False
) -> None:
    """Score the forecasts of votes on past decisions, against simple baselines.

    Every forecast uses only what was known on its day. It learns from the shipped record too, unless `--alone`.

    Example: `placet score votes decisions.json`
    """
    from placet import score

    found = score.score_votes(file, alone=alone)
    if json:
        say_data(score.plainly(found))
        return
    for line in score.lines(found):
        say(line)


@score_app.command(name="ceasefires")
def score_ceasefires(
    file: Annotated[Path, Parameter(help="Ceasefires as CSV, in the form of the ETH/PRIO table.")],
    /,
    *,
    episodes: Annotated[Path | None, Parameter(help="Real episodes as CSV: what the states should say.")] = None,
    counts: Annotated[tuple[Path, ...], Parameter(help="Daily counts as CSV, for the forecast of a week.")] = (),
    json: Json = False,
) -> None:
    """Score how long ceasefires last on past ones, each country forecast from all others.

    Example: `placet score ceasefires ceasefires_dataset.csv`
    """
    from placet import score_ceasefires as scores

    found = scores.score_ceasefires(file, episodes=episodes, counts=counts)
    if json:
        say_data(scores.plainly(found))
        return
    for line in scores.lines(found):
        say(line)


@score_app.command(name="claims")
def score_claims(
    folder: Annotated[Path, Parameter(help="Records as JSON, each with `paraphrase` and `claims`.")],
    /,
    *,
    details: Annotated[bool, Parameter(negative="", help="Also list what was missed or found too much.")] = False,
    json: Json = False,
) -> None:
    """Score the suggested claims against what a careful reader claims from the same texts.

    Example: `placet score claims articles --details`
    """
    from placet import score_claims as scores

    found = scores.score_claims(folder)
    if json:
        say_data(scores.plainly(found))
        return
    for line in scores.lines(found, details=details):
        say(line)


@score_app.command(name="plan")
def score_plan(
    dossier: Dossier,
    /,
    *,
    figure: Annotated[str, Parameter(help="The figure of the dossier that holds the published totals.")] = (
        "trained-total"
    ),
    json: Json = False,
) -> None:
    """Set what the programme gives, planned as of each year, beside the totals that were published later.

    Example: `placet score plan examples/eumam-ukraine`
    """
    from placet import score_plan as scores
    from placet.dossier.read import read

    found = scores.score_plan(read(dossier), figure=figure)
    if json:
        say_data(scores.plainly(found))
        return
    for line in scores.lines(found):
        say(line)
