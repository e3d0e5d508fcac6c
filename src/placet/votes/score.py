"""How good the forecasts of adoption are, against simple baselines, on past decisions.

Each decision is forecast on the day of its proposal and 30, 90 and 180 days later, as long as it is still open, for
adoption within 30, 90, 180 and 365 days from then. Two schemes: `forward` fits to what had happened by that day, and
`domain` fits to all decisions of other domains. A case whose horizon lies beyond its last known day is left out.

The baselines: `base rate` (share of earlier decisions adopted within the span from their proposal), `any declared no`
(0.98, or 0.02 once a member that can stop the act is publicly against) and `days waited` (the model without any
factor).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from placet.errors import UsageError
from placet.units import Range
from placet.votes.history import WITHIN_DAYS, History, adopted_within, base_rates
from placet.votes.record import ADOPTING, Decision, Route
from placet.votes.waiting import Waiting, waiting

Scheme = Literal["forward", "domain"]
Forecaster = Literal["model", "base rate", "any declared no", "days waited"]

FORECASTERS: tuple[Forecaster, ...] = ("model", "base rate", "any declared no", "days waited")
SCHEMES: tuple[Scheme, ...] = ("forward", "domain")
ASKED_AFTER_DAYS = (0, 30, 90, 180)
LEAST_LEARNT_FROM = 10
SURE = 0.98
Z95 = 1.96
MOST_GROUPS = 40
TINY = 1e-12


@dataclass(frozen=True)
class Case:
    """One forecast and what happened. `chances` holds the chance of adoption that each forecaster gave."""

    decision: str
    domain: str
    asked_after_days: int
    within_days: int
    chances: Mapping[Forecaster, float]
    adopted: bool
    needs_check: bool
    route: Route | None = None
    routes: Mapping[Route, float] | None = None
    route_shares: Mapping[Route, float] | None = None


@dataclass(frozen=True)
class Scores:
    """Brier and logarithmic score of each forecaster over the same cases (lower is better), and the share adopted.

    `decisions` is how many decisions the cases come from. `hindsight` is the Brier score of always saying the share
    that was adopted, which nobody could know beforehand: the best that one constant can do.
    """

    cases: int
    decisions: int
    adopted_share: float
    hindsight: float
    brier: Mapping[Forecaster, float]
    log: Mapping[Forecaster, float]

    @property
    def best(self) -> Forecaster:
        """The forecaster with the lowest Brier score; the simplest of equals."""
        return min(reversed(FORECASTERS), key=lambda forecaster: self.brier[forecaster])


@dataclass(frozen=True)
class CalibrationBin:
    """Cases with a chance from `low` to below `high`: the mean chance, the share adopted and its 95 % interval."""

    low: float
    high: float
    cases: int
    mean_chance: float
    adopted_share: float
    adopted_low: float
    adopted_high: float


@dataclass(frozen=True)
class VotesScore:
    """All scores.

    Attributes
    ----------
    besides
        How many decisions were learnt from that are not scored.
    by_horizon
        For each scheme and horizon (days), over all days of asking.
    checked_only
        The same without cases that need checking.
    by_asking
        For each scheme, day of asking and horizon.
    calibration
        For each scheme, the model's chances at 180 days in five bins.
    route_log
        For each scheme the mean log score of the route, among acts adopted within 365 days: the model's, that of the
        shares so far, and that of equal shares.
    gains
        For each scheme and horizon, how much lower the model's Brier score is than each baseline's, with a 90 %
        interval from resampling decisions.
    use
        For each scheme and horizon the forecaster that the desk uses: the best one. `forward` is for proposals of a
        domain with a past, `domain` for those of a new domain.
    left_out
        Records that could not be used, and why.
    """

    decisions: int
    besides: int
    cases: tuple[tuple[Scheme, Case], ...]
    by_horizon: Mapping[tuple[Scheme, int], Scores]
    checked_only: Mapping[tuple[Scheme, int], Scores]
    by_asking: Mapping[tuple[Scheme, int, int], Scores]
    calibration: Mapping[Scheme, tuple[CalibrationBin, ...]]
    route_log: Mapping[Scheme, tuple[float, float, float]]
    gains: Mapping[tuple[Scheme, int], Mapping[Forecaster, Range]]
    use: Mapping[tuple[Scheme, int], Forecaster]
    left_out: tuple[str, ...]


def votes_score(
    decisions: Sequence[Decision], *, past: Sequence[Decision] = (), left_out: Sequence[str] = ()
) -> VotesScore:
    """Score the forecasts of adoption on past decisions.

    Parameters
    ----------
    past
        Decisions to learn from besides, which are not scored. One that is also among `decisions` (the same id or the
        same title) is not used.

    Raises
    ------
    UsageError
        There are too few decisions to fit and to score.
    """
    besides = _others(past, decisions)
    kept: tuple[tuple[Scheme, Case], ...] = (
        *(("forward", case) for case in forward(decisions, past=besides)),
        *(("domain", case) for case in by_domain(decisions, past=besides)),
    )
    if not kept:
        raise UsageError(
            f"{len(decisions)} decisions are too few to score: {LEAST_LEARNT_FROM} earlier ones, or of other domains, "
            "are needed to learn from, and one whose outcome is known"
            + (f"; {len(left_out)} were left out, the first: {left_out[0]}" if left_out else "")
        )
    sorted_out: dict[tuple[Scheme, int], list[Case]] = {
        (scheme, within): [] for scheme in SCHEMES for within in WITHIN_DAYS
    }
    for scheme, case in kept:
        sorted_out[scheme, case.within_days].append(case)
    by_key = {key: some for key, some in sorted_out.items() if some}
    by_horizon = {key: scores(some) for key, some in by_key.items()}
    return VotesScore(
        decisions=len(decisions),
        besides=len(besides),
        cases=kept,
        by_horizon=by_horizon,
        checked_only={
            key: scores(checked)
            for key, some in by_key.items()
            if (checked := [case for case in some if not case.needs_check])
        },
        by_asking={
            (scheme, asked, within): scores(then)
            for (scheme, within), some in by_key.items()
            for asked in ASKED_AFTER_DAYS
            if (then := [case for case in some if case.asked_after_days == asked])
        },
        calibration={scheme: calibration(sorted_out[scheme, 180]) for scheme in SCHEMES},
        route_log={scheme: route_log(sorted_out[scheme, 365]) for scheme in SCHEMES},
        gains={key: gain_ranges(some) for key, some in by_key.items()},
        use={key: found.best for key, found in by_horizon.items()},
        left_out=tuple(left_out),
    )


def _others(past: Sequence[Decision], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the past decisions that are not among those to be scored, under the same id or title."""
    ids, titles = ({getattr(each, name).casefold() for each in decisions} for name in ("id", "title"))
    return tuple(each for each in past if each.id.casefold() not in ids and each.title.casefold() not in titles)


def forward(decisions: Sequence[Decision], *, past: Sequence[Decision] = ()) -> list[Case]:
    """Return the cases forecast from what had happened by the day of asking."""
    history = History((*past, *decisions))
    asked_on = sorted(
        (decision.proposed + timedelta(days=asked), place, asked)
        for place, decision in enumerate(decisions)
        for asked in ASKED_AFTER_DAYS
        if _is_open(decision, asked)
    )
    found: dict[tuple[int, int], list[Case]] = {}
    for day, place, asked in asked_on:
        # A file that is asked about again is among those proposed before the day, and is no other one.
        if history.proposed_before(day) - (asked > 0) >= LEAST_LEARNT_FROM:
            fits, base = history.fits(day), history.base_rates(day)
            found[place, asked] = _cases(decisions[place], asked, fits, base)
    return [case for key in sorted(found) for case in found[key]]


def by_domain(decisions: Sequence[Decision], *, past: Sequence[Decision] = ()) -> list[Case]:
    """Return the cases forecast from all decisions of other domains.

    Beyond `MOST_GROUPS` domains the rarer ones are left out together.
    """
    cases: list[Case] = []
    count = Counter(decision.domain.casefold() for decision in decisions)
    ranked = sorted(count, key=lambda domain: (-count[domain], domain))
    groups = [{domain} for domain in sorted(ranked[:MOST_GROUPS])]
    if len(ranked) > MOST_GROUPS:
        groups.append(set(ranked[MOST_GROUPS:]))
    for group in groups:
        others = [other for other in (*past, *decisions) if other.domain.casefold() not in group]
        if len(others) < LEAST_LEARNT_FROM:
            continue
        fits, base = (waiting(others), waiting(others, plain=True)), base_rates(others)
        for decision in decisions:
            if decision.domain.casefold() in group:
                for asked in ASKED_AFTER_DAYS:
                    if _is_open(decision, asked):
                        cases += _cases(decision, asked, fits, base)
    return cases


def _is_open(decision: Decision, asked: int) -> bool:
    return asked == 0 or decision.days > asked


def _cases(decision: Decision, asked: int, fits: tuple[Waiting, Waiting], base: Mapping[int, float]) -> list[Case]:
    day = decision.proposed + timedelta(days=asked)
    against, stands = decision.against(day), decision.stands(day)
    found: list[Case] = []
    for within in WITHIN_DAYS:
        happened = adopted_within(decision, asked + within)
        if happened is None:
            continue
        model, waited = (
            fit.forecast(
                waited_days=asked,
                within_days=within,
                domain=decision.domain,
                against=against,
                stands=stands,
                unanimous=decision.unanimous,
                stage=decision.stage,
                kind=decision.kind,
            )
            for fit in fits
        )
        chances: dict[Forecaster, float] = {
            "model": model.adopted,
            "base rate": base[within],
            "any declared no": 1 - SURE if against else SURE,
            "days waited": waited.adopted,
        }
        route = decision.route if happened else None
        check = decision.needs_check
        shares = fits[1].routes[False]
        found.append(
            Case(decision.id, decision.domain, asked, within, chances, happened, check, route, model.by_route, shares)
        )
    return found


def scores(cases: Sequence[Case]) -> Scores:
    """Return the scores of every forecaster over the same cases."""
    count = len(cases)
    share = sum(case.adopted for case in cases) / count
    return Scores(
        cases=count,
        decisions=len({case.decision for case in cases}),
        adopted_share=share,
        hindsight=share * (1 - share),
        brier={
            who: math.fsum((case.chances[who] - case.adopted) ** 2 for case in cases) / count for who in FORECASTERS
        },
        log={
            who: math.fsum(_surprise(case.chances[who], case.adopted) for case in cases) / count for who in FORECASTERS
        },
    )


def _surprise(chance: float, happened: bool) -> float:
    kept = min(max(chance, 1e-6), 1 - 1e-6)
    return -math.log(kept if happened else 1 - kept)


def gain_ranges(cases: Sequence[Case], *, resamples: int = 1_000, seed: int = 1) -> dict[Forecaster, Range]:
    """Return by what share the model's Brier score is below each baseline's, with 90 % intervals.

    Decisions are resampled, not cases, since the cases of one decision stand or fall together.
    """
    import numpy as np

    sums: dict[str, list[float]] = {}
    for case in cases:
        held = sums.setdefault(case.decision, [0.0] * len(FORECASTERS))
        for place, who in enumerate(FORECASTERS):
            held[place] += (case.chances[who] - case.adopted) ** 2
    each = np.array(list(sums.values()))
    # How often each decision is drawn, so that long files cost no more memory than one row at a time.
    draw, evenly = np.random.default_rng(seed), np.full(len(each), 1 / len(each))
    drawn = np.array([draw.multinomial(len(each), evenly) @ each for _ in range(resamples)])
    found: dict[Forecaster, Range] = {}
    for place, baseline in enumerate(FORECASTERS):
        if baseline != "model":
            low, high = np.quantile(1 - drawn[:, 0] / np.maximum(drawn[:, place], TINY), [0.05, 0.95]).tolist()
            mid = 1 - float(each[:, 0].sum()) / max(float(each[:, place].sum()), TINY)
            found[baseline] = Range(min(mid, low), mid, max(mid, high))
    return found


def calibration(cases: Sequence[Case]) -> tuple[CalibrationBin, ...]:
    """Return the model's chances in five bins against what happened, with Wilson's 95 % interval."""
    bins: list[CalibrationBin] = []
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0)):
        some = [case for case in cases if low <= case.chances["model"] < high or case.chances["model"] == high == 1]
        if some:
            share, count = sum(case.adopted for case in some) / len(some), len(some)
            middle = (share + Z95**2 / (2 * count)) / (1 + Z95**2 / count)
            half = Z95 * math.sqrt(share * (1 - share) / count + Z95**2 / (4 * count**2)) / (1 + Z95**2 / count)
            mean = math.fsum(case.chances["model"] for case in some) / count
            bins.append(CalibrationBin(low, high, count, mean, share, max(0.0, middle - half), min(1.0, middle + half)))
    return tuple(bins)


def route_log(cases: Sequence[Case]) -> tuple[float, float, float]:
    """Return the mean log score of the route of adopted acts; NaN without any.

    The model's, that of the shares of all acts adopted so far, and that of equal shares.
    """
    model: list[float] = []
    shares: list[float] = []
    for case in cases:
        if case.route is not None and case.routes and case.route_shares:
            model.append(-math.log(case.routes[case.route] / math.fsum(case.routes[route] for route in ADOPTING)))
            shares.append(-math.log(case.route_shares[case.route]))
    if not model:
        return math.nan, math.nan, math.nan
    return math.fsum(model) / len(model), math.fsum(shares) / len(shares), math.log(len(ADOPTING))
