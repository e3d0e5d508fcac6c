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
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from placet.errors import UsageError
from placet.units import Range
from placet.votes.record import ADOPTING, Decision, Route
from placet.votes.waiting import Waiting, waiting

Scheme = Literal["forward", "domain"]
Forecaster = Literal["model", "base rate", "any declared no", "days waited"]

FORECASTERS: tuple[Forecaster, ...] = ("model", "base rate", "any declared no", "days waited")
BASELINES: tuple[Forecaster, ...] = FORECASTERS[1:]
ASKED_AFTER_DAYS = (0, 30, 90, 180)
WITHIN_DAYS = (30, 90, 180, 365)
LEAST_LEARNT_FROM = 10
SURE = 0.98
Z95 = 1.96


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


@dataclass(frozen=True)
class Scores:
    """Brier and logarithmic score of each forecaster over the same cases (lower is better), and the share adopted."""

    cases: int
    adopted_share: float
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
    by_horizon
        For each scheme and horizon (days), over all days of asking.
    checked_only
        The same without cases that need checking.
    by_asking
        For each scheme, day of asking and horizon.
    calibration
        For each scheme, the model's chances at 180 days in five bins.
    route_log
        For each scheme the mean log score of the route, among acts adopted within 365 days: the model's and that of
        equal shares.
    gains
        For each scheme and horizon, how much lower the model's Brier score is than the base rate's, with a 90 %
        interval from resampling decisions.
    use
        For each scheme and horizon the forecaster that the desk uses: the best one. `forward` is for proposals of a
        domain with a past, `domain` for those of a new domain.
    left_out
        Records that could not be used, and why.
    """

    decisions: int
    cases: tuple[tuple[Scheme, Case], ...]
    by_horizon: Mapping[tuple[Scheme, int], Scores]
    checked_only: Mapping[tuple[Scheme, int], Scores]
    by_asking: Mapping[tuple[Scheme, int, int], Scores]
    calibration: Mapping[Scheme, tuple[CalibrationBin, ...]]
    route_log: Mapping[Scheme, tuple[float, float]]
    gains: Mapping[tuple[Scheme, int], Range]
    use: Mapping[tuple[Scheme, int], Forecaster]
    left_out: tuple[str, ...]


def votes_score(decisions: Sequence[Decision], *, left_out: Sequence[str] = ()) -> VotesScore:
    """Score the forecasts of adoption on past decisions.

    Raises
    ------
    UsageError
        There are too few decisions to fit and to score.
    """
    kept: tuple[tuple[Scheme, Case], ...] = (
        *(("forward", case) for case in forward(decisions)),
        *(("domain", case) for case in by_domain(decisions)),
    )
    if not kept:
        raise UsageError(
            f"{len(decisions)} decisions are too few to score: more than {LEAST_LEARNT_FROM} are needed to learn from"
        )

    def pick(scheme: Scheme, within: int, asked: int | None = None, *, checked: bool = False) -> list[Case]:
        return [
            case
            for of, case in kept
            if of == scheme
            and case.within_days == within
            and (asked is None or case.asked_after_days == asked)
            and not (checked and case.needs_check)
        ]

    schemes: tuple[Scheme, ...] = ("forward", "domain")
    keys = [(scheme, within) for scheme in schemes for within in WITHIN_DAYS]
    by_horizon = {key: scores(some) for key in keys if (some := pick(*key))}
    return VotesScore(
        decisions=len(decisions),
        cases=kept,
        by_horizon=by_horizon,
        checked_only={key: scores(some) for key in keys if (some := pick(*key, checked=True))},
        by_asking={
            (scheme, asked, within): scores(some)
            for scheme, within in keys
            for asked in ASKED_AFTER_DAYS
            if (some := pick(scheme, within, asked))
        },
        calibration={scheme: calibration(pick(scheme, 180)) for scheme in schemes},
        route_log={scheme: route_log(pick(scheme, 365)) for scheme in schemes},
        gains={key: gain_range(pick(*key)) for key in by_horizon},
        use={key: found.best for key, found in by_horizon.items()},
        left_out=tuple(left_out),
    )


def forward(decisions: Sequence[Decision]) -> list[Case]:
    """Return the cases forecast from what had happened by the day of asking."""
    cases: list[Case] = []
    for decision in decisions:
        for asked in ASKED_AFTER_DAYS:
            day = decision.proposed + timedelta(days=asked)
            earlier = [other for other in decisions if other.proposed < day and other is not decision]
            if _is_open(decision, asked) and len(earlier) >= LEAST_LEARNT_FROM:
                fits = waiting(earlier, known_by=day), waiting(earlier, known_by=day, plain=True)
                cases += _cases(decision, asked, fits, base_rates(earlier, known_by=day))
    return cases


def by_domain(decisions: Sequence[Decision]) -> list[Case]:
    """Return the cases forecast from all decisions of other domains."""
    cases: list[Case] = []
    for domain in sorted({decision.domain for decision in decisions}):
        others = [other for other in decisions if other.domain != domain]
        if len(others) < LEAST_LEARNT_FROM:
            continue
        fits, base = (waiting(others), waiting(others, plain=True)), base_rates(others)
        for decision in decisions:
            if decision.domain == domain:
                for asked in ASKED_AFTER_DAYS:
                    if _is_open(decision, asked):
                        cases += _cases(decision, asked, fits, base)
    return cases


def _is_open(decision: Decision, asked: int) -> bool:
    return asked == 0 or decision.days > asked


def _cases(decision: Decision, asked: int, fits: tuple[Waiting, Waiting], base: Mapping[int, float]) -> list[Case]:
    against = decision.against(decision.proposed + timedelta(days=asked))
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
                unanimous=decision.unanimous,
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
        found.append(Case(decision.id, decision.domain, asked, within, chances, happened, check, route, model.by_route))
    return found


def adopted_within(decision: Decision, days: float) -> bool | None:
    """Whether it was adopted within so many days from the proposal; None when it was not followed so long."""
    if decision.ended is None and decision.days < days:
        return None
    return decision.adopted and decision.days <= days


def base_rates(decisions: Sequence[Decision], *, known_by: date | None = None) -> dict[int, float]:
    """Return the share of decisions that were adopted within each horizon, of those followed so long by the day."""
    rates: dict[int, float] = {}
    for within in WITHIN_DAYS:
        known = [
            adopted_within(decision, within)
            for decision in decisions
            if known_by is None
            or decision.proposed + timedelta(days=within) <= known_by
            or (decision.ended is not None and decision.ended < known_by)
        ]
        followed = [happened for happened in known if happened is not None]
        rates[within] = (sum(followed) + 0.5) / (len(followed) + 1)
    return rates


def scores(cases: Sequence[Case]) -> Scores:
    """Return the scores of every forecaster over the same cases."""
    count = len(cases)
    return Scores(
        cases=count,
        adopted_share=sum(case.adopted for case in cases) / count,
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


def gain_range(cases: Sequence[Case], *, resamples: int = 400, seed: int = 1) -> Range:
    """Return by what share the model's Brier score is below the base rate's, with a 90 % interval.

    Decisions are resampled, not cases, since the cases of one decision stand or fall together.
    """
    sums: dict[str, tuple[float, float]] = {}
    for case in cases:
        model, base = sums.get(case.decision, (0.0, 0.0))
        mine, theirs = ((case.chances[who] - case.adopted) ** 2 for who in ("model", "base rate"))
        sums[case.decision] = (model + mine, base + theirs)
    each = list(sums.values())

    def gain(some: Sequence[tuple[float, float]]) -> float:
        base = math.fsum(pair[1] for pair in some)
        return 1 - math.fsum(pair[0] for pair in some) / base if base else 0.0

    draw = random.Random(seed)
    drawn = sorted(gain(draw.choices(each, k=len(each))) for _ in range(resamples))
    mid = gain(each)
    return Range(min(mid, drawn[int(0.05 * resamples)]), mid, max(mid, drawn[int(0.95 * resamples)]))


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


def route_log(cases: Sequence[Case]) -> tuple[float, float]:
    """Return the mean log score of the route of adopted acts, the model's and equal shares'; NaN without any."""
    surprises = [
        -math.log(case.routes[case.route] / math.fsum(case.routes[route] for route in ADOPTING))
        for case in cases
        if case.route is not None and case.routes is not None
    ]
    if not surprises:
        return math.nan, math.nan
    return math.fsum(surprises) / len(surprises), math.log(len(ADOPTING))
