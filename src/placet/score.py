"""How good the desk's models are on dated real cases: reads a file of cases, scores them, says it in a table."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from placet.errors import UsageError
from placet.votes import VotesScore, decisions_from, votes_score
from placet.votes.record import ADOPTING, Route, past_decisions
from placet.votes.score import FORECASTERS, Scheme
from placet.whole import read_whole

MOST_BYTES = 50_000_000
MOST_RECORDS = 20_000
MOST_NAMED = 12


def records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON file: a list, or an object with one under `decisions`.

    Raises
    ------
    UsageError
        The file cannot be read, is too large or no JSON, or holds something else than records.
    """
    try:
        held = json.loads(read_whole(path, MOST_BYTES))
    except (ValueError, RecursionError) as failure:
        raise UsageError(f"{path} is no JSON: {failure}") from None
    found = held.get("decisions") if isinstance(held, dict) else held
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise UsageError(f"{path} holds no list of decisions; docs/methods/votes.md shows the form")
    if len(found) > MOST_RECORDS:
        raise UsageError(f"{path} holds {len(found):,} decisions; at most {MOST_RECORDS:,} are scored at once")
    return found


def score_votes(path: Path, *, alone: bool = False) -> VotesScore:
    """Return how good the forecasts of votes are on the decisions of a file.

    Forecasts learn from the shipped record of past decisions too, as far as known on each day, unless `alone`.

    Raises
    ------
    UsageError
        As in `records`, a record is none, or there are too few decisions.
    """
    used, left_out = decisions_from(records(path))
    return votes_score(used, past=() if alone else past_decisions(), left_out=left_out)


SCHEMES: dict[Scheme, str] = {"forward": "forward in time", "domain": "each domain left out"}


def plainly(score: VotesScore) -> dict[str, Any]:
    """Return the scores as plain names and numbers, ready for JSON; what could not be computed is None."""
    rows = []
    for (scheme, within), found in score.by_horizon.items():
        gains = {baseline: asdict(gain) for baseline, gain in score.gains[scheme, within].items()}
        checked = score.checked_only.get((scheme, within))
        rows.append(
            {
                "scheme": scheme,
                "within_days": within,
                "cases": found.cases,
                "decisions": found.decisions,
                "adopted_share": found.adopted_share,
                "brier": dict(found.brier),
                "brier_of_that_share": found.hindsight,
                "log": dict(found.log),
                "gain_over_base_rate": gains["base rate"],
                "gain_over": gains,
                "use": score.use[scheme, within],
                "cases_that_need_no_check": checked.cases if checked else 0,
                "brier_of_those": dict(checked.brier) if checked else None,
                "by_days_of_asking": {
                    str(asked): {"cases": then.cases, "brier": dict(then.brier)}
                    for (of, asked, days), then in score.by_asking.items()
                    if (of, days) == (scheme, within)
                },
            }
        )
    return {
        "decisions": score.decisions,
        "learnt_from_besides": score.besides,
        "scores": rows,
        "calibration_at_180_days": {
            scheme: [
                {
                    "from": b.low,
                    "until": b.high,
                    "cases": b.cases,
                    "mean_chance": b.mean_chance,
                    "adopted": {"low": b.adopted_low, "mid": b.adopted_share, "high": b.adopted_high},
                }
                for b in bins
            ]
            for scheme, bins in score.calibration.items()
        },
        "log_score_of_the_route": {
            scheme: {"model": _figure(model), "shares": _figure(shares), "equal_shares": _figure(equal)}
            for scheme, (model, shares, equal) in score.route_log.items()
        },
        "forecasts": forecasts(score),
        "left_out": list(score.left_out),
    }


def _figure(figure: float) -> float | None:
    return figure if math.isfinite(figure) else None


def forecasts(score: VotesScore) -> list[dict[str, Any]]:
    """Return what the desk would have said of each decision on each day of asking, and what happened.

    `chance` is the chance of adoption by the forecaster that the desk uses for that scheme and horizon; `routes` are
    the model's shares among the routes to adoption.
    """
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    for scheme, case in score.cases:
        key = (scheme, case.decision, case.asked_after_days)
        if key not in rows:
            rows[key] = {
                "scheme": scheme,
                "decision": case.decision,
                "asked_after_days": case.asked_after_days,
                "needs_check": case.needs_check,
                "within_days": {},
                "routes": _shares(case.routes or {}),
            }
        by = score.use[scheme, case.within_days]
        rows[key]["within_days"][str(case.within_days)] = {
            "chance": case.chances[by],
            "by": by,
            "model": case.chances["model"],
            "adopted": case.adopted,
            "route": case.route,
        }
    return list(rows.values())


def _shares(routes: Mapping[Route, float]) -> dict[str, float]:
    whole = math.fsum(routes.get(route, 0.0) for route in ADOPTING)
    return {route: routes[route] / whole for route in ADOPTING} if whole else {}


def lines(score: VotesScore) -> list[str]:
    """Return the scores as the lines of a report."""
    besides = f", learnt from {score.besides} more" if score.besides else ""
    return [
        f"{score.decisions} decisions{besides}, {len(score.left_out)} left out. Brier score, lower is better.",
        *_table(score),
        "",
        *_gains(score),
        "",
        *_unchecked(score),
        "",
        *_calibration(score),
        *_left_out(score),
    ]


def _table(score: VotesScore) -> list[str]:
    named = "".join(f"{name:>17}" for name in FORECASTERS)
    found = [f"{'scheme':<22}{'days':>5}{'cases':>7}{named}  the desk uses"]
    for (scheme, within), row in score.by_horizon.items():
        figures = "".join(f"{row.brier[name]:>17.3f}" for name in FORECASTERS)
        found.append(f"{SCHEMES[scheme]:<22}{within:>5}{row.cases:>7}{figures}  {score.use[scheme, within]}")
    return found


def _gains(score: VotesScore) -> list[str]:
    found = ["How much lower the model's score is than each baseline's (90 % interval, decisions resampled):"]
    for (scheme, within), gains in score.gains.items():
        said = "; ".join(
            f"{baseline} {gain.mid:+.0%} ({gain.low:+.0%} to {gain.high:+.0%})" for baseline, gain in gains.items()
        )
        found.append(f"{SCHEMES[scheme]:<22}{within:>5}  {said}")
    for (scheme, within), by in score.use.items():
        if by != "model":
            found.append(f"The model does not beat {by} {SCHEMES[scheme]} at {within} days: the desk uses {by} there.")
    return found


def _unchecked(score: VotesScore) -> list[str]:
    found = ["Without cases that need checking, at 180 days:"]
    for scheme, name in SCHEMES.items():
        row = score.checked_only.get((scheme, 180))
        said = "none" if row is None else ", ".join(f"{who} {brier:.3f}" for who, brier in row.brier.items())
        found.append(f"{name:<22}{row.cases if row else 0:>5} cases: {said}")
    return found


def _calibration(score: VotesScore) -> list[str]:
    found = ["Calibration of the model at 180 days (95 % interval as if cases were independent):"]
    for scheme, bins in score.calibration.items():
        for b in bins:
            found.append(
                f"{SCHEMES[scheme]:<22}said {b.low:.0%} to {b.high:.0%}, on average {b.mean_chance:.0%}: "
                f"{b.adopted_share:.0%} adopted ({b.adopted_low:.0%} to {b.adopted_high:.0%}) of {b.cases}"
            )
    return found


def _left_out(score: VotesScore) -> list[str]:
    if not score.left_out:
        return []
    more = len(score.left_out) - MOST_NAMED
    return [
        "",
        "Left out:",
        *(f"  {reason}" for reason in score.left_out[:MOST_NAMED]),
        *([f"  and {more} more (--json names all)"] if more > 0 else []),
    ]
