"""How good the desk's models are on dated real cases: reads a file of cases, scores them, says it in a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from placet.errors import UsageError
from placet.votes import VotesScore, decisions_from, votes_score

MOST_BYTES = 50_000_000


def records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON file: a list, or an object with one under `decisions`.

    Raises
    ------
    UsageError
        The file cannot be read, is too large or no JSON, or holds something else than records.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB, the most that is read")
        held = json.loads(path.read_bytes())
    except OSError as failure:
        raise UsageError(f"cannot read {path}: {failure.strerror}") from None
    except (ValueError, RecursionError) as failure:
        raise UsageError(f"{path} is no JSON: {failure}") from None
    found = held.get("decisions") if isinstance(held, dict) else held
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise UsageError(f"{path} holds no list of decisions; docs/methods/votes.md shows the form")
    return found


def score_votes(path: Path) -> VotesScore:
    """Return how good the forecasts of votes are on the decisions of a file.

    Raises
    ------
    UsageError
        As in `records`, or there are too few decisions.
    """
    used, left_out = decisions_from(records(path))
    return votes_score(used, left_out=left_out)


SCHEMES = {"forward": "forward in time", "domain": "each domain left out"}


def plainly(score: VotesScore) -> dict[str, Any]:
    """Return the scores as plain names and numbers, ready for JSON."""
    rows = []
    for (scheme, within), found in score.by_horizon.items():
        gain = score.gains[scheme, within]
        checked = score.checked_only.get((scheme, within))
        rows.append(
            {
                "scheme": scheme,
                "within_days": within,
                "cases": found.cases,
                "adopted_share": found.adopted_share,
                "brier": dict(found.brier),
                "log": dict(found.log),
                "gain_over_base_rate": {"low": gain.low, "mid": gain.mid, "high": gain.high},
                "use": score.use[scheme, within],
                "cases_that_need_no_check": checked.cases if checked else 0,
                "brier_of_those": dict(checked.brier) if checked else None,
            }
        )
    return {
        "decisions": score.decisions,
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
            scheme: {"model": model, "equal_shares": equal} for scheme, (model, equal) in score.route_log.items()
        },
        "left_out": list(score.left_out),
    }


def lines(score: VotesScore) -> list[str]:
    """Return the scores as the lines of a table."""
    found = [f"{score.decisions} decisions, {len(score.left_out)} left out. Brier score, lower is better."]
    names = list(next(iter(score.by_horizon.values())).brier)
    found.append(
        f"{'scheme':<22}{'days':>5}{'cases':>7}" + "".join(f"{name:>20}" for name in names) + "  the desk uses"
    )
    for (scheme, within), row in score.by_horizon.items():
        figures = "".join(f"{row.brier[name]:>20.3f}" for name in names)
        found.append(f"{SCHEMES[scheme]:<22}{within:>5}{row.cases:>7}{figures}  {score.use[scheme, within]}")
    return found
