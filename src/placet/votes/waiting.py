"""How long a proposal waits, and by which route it ends: a survival model of contested decisions.

Adoption and failure are competing events with piecewise constant rates per day. The logarithm of a rate is the sum of
a level for the time already waited, an effect for the domain, and effects for a few marks of the file: agreed in
principle or only asked for when it was proposed, a statement, a renewal, slow by nature, under a majority rule, refused
by a member for a good while. There are few past decisions, chosen for being contested, so every effect starts from a
judgement (`data/waiting.toml`, normal priors on the logarithm) and past decisions move it. Neighbouring levels are
drawn to each other, domains to no effect. The fit is the posterior's highest point (Newton's method on a Poisson
likelihood of days and events). Open files count up to the day on which they were last seen open. The route of an
adopted act is a share among adopted acts, with and without a member against.

With `known_by` nothing that happened after that day plays a part: the fit is the one that could have been made then.
"""

from __future__ import annotations

import bisect
import functools
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from placet import data
from placet.errors import UsageError
from placet.units import Range
from placet.votes.record import ADOPTING, FAILING, Decision, Kind, Route, Stage

if TYPE_CHECKING:
    import numpy as np

BINS = (0, 7, 21, 45, 90, 180, 365)
PSEUDO_CASES = 2.0
# The logarithms of the levels: how far neighbours may differ, and how far all may be from the mean rate.
STEP_LOG_SD, LEVEL_LOG_SD = 0.7, 2.0
MOST_DOMAINS = 40
ROUNDS = 50
CLOSE = 1e-8

Cause = Literal["adopted", "failed"]
CAUSES: tuple[Cause, ...] = ("adopted", "failed")
Mark = Literal["agreed", "asked", "statement", "renewal", "slow", "majority", "stands"]
MARKS: tuple[Mark, ...] = ("agreed", "asked", "statement", "renewal", "slow", "majority", "stands")
# Which time bin, domain, which marks.
Cell = tuple[int, str, frozenset[Mark]]


@dataclass(frozen=True)
class Forecast:
    """What becomes of an open proposal within some days: the chance of each route; the rest is still open."""

    by_route: Mapping[Route, float]

    @property
    def adopted(self) -> float:
        """The chance that it is adopted, by whatever route."""
        return math.fsum(self.by_route[route] for route in ADOPTING)

    @property
    def still_open(self) -> float:
        """The chance that nothing has been decided."""
        return max(0.0, 1 - math.fsum(self.by_route.values()))


@dataclass(frozen=True)
class Waiting:
    """A fitted model. `decisions` is how many it rests on.

    `rates` are per day, for each time bin; `domains` and `marks` are factors on them (a domain that was never seen has
    the factor 1). A plain model knows only the days waited.
    """

    decisions: int
    rates: Mapping[Cause, tuple[float, ...]]
    domains: Mapping[Cause, Mapping[str, float]]
    marks: Mapping[Cause, Mapping[Mark, float]]
    routes: Mapping[bool, Mapping[Route, float]]
    plain: bool = False

    def forecast(
        self,
        *,
        waited_days: float,
        within_days: float,
        domain: str = "",
        against: bool = False,
        stands: bool = False,
        unanimous: bool = True,
        stage: Stage = "unknown",
        kind: Kind = "other",
    ) -> Forecast:
        """Return what becomes of a proposal open for `waited_days`, within the next `within_days`.

        `against` says whether a member that can stop it is publicly against, `stands` whether that has stood for a good
        while (`Decision.stands`).

        Raises
        ------
        UsageError
            A span is negative.
        """
        if waited_days < 0 or within_days < 0:
            raise UsageError("days waited and days ahead cannot be negative")
        marks = marks_of(stage=stage, kind=kind, unanimous=unanimous, stands=stands)
        factor = {cause: self._factor(cause, domain, marks) for cause in CAUSES}
        left, happened = 1.0, dict.fromkeys(CAUSES, 0.0)
        for start, until in _spans(waited_days, waited_days + within_days):
            place = bisect.bisect_right(BINS, start) - 1
            hazard = {cause: self.rates[cause][place] * factor[cause] * (until - start) for cause in CAUSES}
            ends = left * -math.expm1(-sum(hazard.values()))
            for cause in CAUSES:
                happened[cause] += ends * hazard[cause] / sum(hazard.values())
            left -= ends
        shares = self.routes[against]
        return Forecast(
            {route: happened["adopted"] * shares[route] for route in ADOPTING}
            | {route: happened["failed"] * shares[route] for route in FAILING}
        )

    def _factor(self, cause: Cause, domain: str, marks: frozenset[Mark]) -> float:
        if self.plain:
            return 1.0
        return self.domains[cause].get(domain.casefold(), 1.0) * math.prod(self.marks[cause][mark] for mark in marks)


def marks_of(*, stage: Stage, kind: Kind, unanimous: bool, stands: bool) -> frozenset[Mark]:
    """Return the marks of a file that speed or slow it."""
    found: set[Mark] = set()
    if stage == "agreed" or stage == "asked":
        found.add(stage)
    if kind != "other":
        found.add(kind)
    if not unanimous:
        found.add("majority")
    if stands:
        found.add("stands")
    return frozenset(found)


def _spans(since: float, until: float, *cuts: float) -> list[tuple[float, float]]:
    """Return the spells between the borders of the time bins, and the given cuts."""
    inside = {float(cut) for cut in (*BINS, *cuts) if since < cut < until}
    return list(pairwise(sorted({float(since), float(until)} | inside)))


def waiting(decisions: Sequence[Decision], *, known_by: date | None = None, plain: bool = False) -> Waiting:
    """Fit the model to past decisions.

    Parameters
    ----------
    known_by
        What was known on that day; everything by default.
    plain
        Only the days waited count: no effect of domain or marks.

    Raises
    ------
    UsageError
        No decision had been proposed by then.
    """
    return _fitted(_seen(decisions, known_by, plain=plain), plain=plain)


def refits(
    decisions: Sequence[Decision], *, known_by: date | None = None, plain: bool = False, resamples: int, seed: int = 1
) -> Iterator[Waiting]:
    """Yield fits to resampled decisions, each with its judgements drawn from their own uncertainty.

    They spread about as the posterior does; with judgements held at their middle they would show the data's uncertainty
    only. The parameters that `waiting` has too are the same here.

    Raises
    ------
    UsageError
        As in `waiting`.
    """
    seen, draw = _seen(decisions, known_by, plain=plain), random.Random(seed)
    for _ in range(resamples):
        yield _fitted(draw.choices(seen, k=len(seen)), plain=plain, judged_by=draw)


@dataclass(frozen=True)
class _Seen:
    """What was known of a decision: the days that it spent in each cell, and how it ended, where it had.

    `against` says whether a member was publicly against at its end.
    """

    spells: tuple[tuple[Cell, float], ...]
    route: Route | None
    against: bool


def _seen(decisions: Sequence[Decision], known_by: date | None, *, plain: bool) -> list[_Seen]:
    """Return what was known of each decision that had been proposed; UsageError where none had."""
    found = []
    for decision in decisions:
        if known_by is None or decision.proposed < known_by:
            spells = _spells(decision, known_by, plain=plain)
            if decision.ended and (known_by is None or decision.ended < known_by):
                found.append(_Seen(spells, decision.route, decision.against(decision.ended)))
            else:
                found.append(_Seen(spells, None, against=False))
    if not found:
        raise UsageError("no past decision to learn from; give some that were proposed before the day")
    return found


def _fitted(seen: Sequence[_Seen], *, plain: bool, judged_by: random.Random | None = None) -> Waiting:
    """Return the model fitted to what was seen; `judged_by` draws the judgements instead of taking their middle."""
    days: dict[Cell, float] = {}
    ends: dict[Cause, Counter[Cell]] = {cause: Counter() for cause in CAUSES}
    routes: dict[bool, Counter[Route]] = {True: Counter(), False: Counter()}
    for one in seen:
        for cell, spent in one.spells:
            days[cell] = days.get(cell, 0.0) + spent
        if one.route:
            ends["adopted" if one.route in ADOPTING else "failed"][one.spells[-1][0]] += 1
            # Whether a member will come out against is not known before it does: until then the shares of all serve.
            routes[False][one.route] += 1
            routes[True][one.route] += one.against
    fits = {cause: _fit(days, ends[cause], _judgements(cause, judged_by)) for cause in CAUSES}
    return Waiting(
        decisions=len(seen),
        rates={cause: fits[cause][0] for cause in CAUSES},
        domains={cause: fits[cause][1] for cause in CAUSES},
        marks={cause: fits[cause][2] for cause in CAUSES},
        routes={against: _route_shares(routes, against) for against in (True, False)},
        plain=plain,
    )


def _spells(decision: Decision, known_by: date | None, *, plain: bool) -> tuple[tuple[Cell, float], ...]:
    """Return the days that a decision spent in each cell, up to its end or to what was known."""
    whole = decision.days
    if known_by is not None:
        whole = min(whole, max(0.5, float((known_by - decision.proposed).days)))
    turns = () if plain else _turns(decision)
    return tuple((_cell(decision, start, plain=plain), until - start) for start, until in _spans(0, whole, *turns))


def _turns(decision: Decision) -> tuple[int, ...]:
    return tuple((turn - decision.proposed).days for turn in decision.turns()) if decision.unanimous else ()


def _cell(decision: Decision, day: float, *, plain: bool) -> Cell:
    place = bisect.bisect_right(BINS, day) - 1
    if plain:
        return place, "", frozenset()
    stands = bool(decision.holdouts) and decision.stands(decision.proposed + timedelta(days=int(day)))
    marks = marks_of(stage=decision.stage, kind=decision.kind, unanimous=decision.unanimous, stands=stands)
    return place, decision.domain.casefold(), marks


@functools.cache
def _judged() -> tuple[dict[Cause, np.ndarray], float, float]:
    """Return the judgements: the logarithms of the marks' factors by cause, their deviation, and that of domains."""
    import numpy as np

    table = data.table("waiting")
    rows = {row["name"]: row for row in table["mark"]}
    judged = {cause: np.log([rows[mark][cause] for mark in MARKS]) for cause in CAUSES}
    return judged, table["log_sd"], table["domain_log_sd"]


def _judgements(cause: Cause, judged_by: random.Random | None) -> np.ndarray:
    import numpy as np

    judged, log_sd, _ = _judged()
    if judged_by is None:
        return judged[cause]
    drawn: np.ndarray = judged[cause] + np.array([judged_by.gauss(0, log_sd) for _ in MARKS])
    return drawn


def _fit(
    days: Mapping[Cell, float], ends: Mapping[Cell, int], judged: np.ndarray
) -> tuple[tuple[float, ...], dict[str, float], dict[Mark, float]]:
    """Return rates, domain factors and mark factors: the posterior's highest point, by Newton's method."""
    import numpy as np

    cells = sorted(days, key=lambda cell: (cell[0], cell[1], sorted(cell[2])))
    spent, happened = np.array([days[cell] for cell in cells]), np.array([float(ends.get(cell, 0)) for cell in cells])
    domains = _commonest(days)
    told = len(BINS) + len(MARKS)
    row = np.zeros((len(cells), told + len(domains)))
    column = {domain: told + number for number, domain in enumerate(domains)}
    for number, (place, domain, marks) in enumerate(cells):
        row[number, place] = 1
        row[number, [len(BINS) + MARKS.index(mark) for mark in marks]] = 1
        if domain in column:
            row[number, column[domain]] = 1
    prior, precision = _prior((happened.sum() + 0.5) / (spent.sum() + 30), judged, len(domains))
    at = prior.copy()
    for _ in range(ROUNDS):
        expected = spent * np.exp(np.clip(row @ at, -30, 5))
        slope = row.T @ (happened - expected) - precision @ (at - prior)
        step = np.linalg.solve((row * expected[:, None]).T @ row + precision, slope)
        far = float(np.abs(step).max())
        at += step * min(1.0, 2 / far) if far > 0 else step
        if far < CLOSE:
            break
    factors = np.exp(at).tolist()
    return (
        tuple(factors[: len(BINS)]),
        dict(zip(domains, factors[told:], strict=True)),
        dict(zip(MARKS, factors[len(BINS) : told], strict=True)),
    )


def _commonest(days: Mapping[Cell, float]) -> list[str]:
    """Return the domains that get a factor: those with the most cells, by name."""
    found = Counter(domain for _, domain, _ in days if domain)
    return sorted(sorted(found, key=lambda domain: (-found[domain], domain))[:MOST_DOMAINS])


def _prior(mean_per_day: float, judged: np.ndarray, domains: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the prior's middle and its precision matrix, for levels, marks and domains in this order."""
    import numpy as np

    _, log_sd, domain_log_sd = _judged()
    places = len(BINS)
    middle = np.concatenate([np.full(places, math.log(mean_per_day)), judged, np.zeros(domains)])
    precision = np.diag(
        np.concatenate(
            [
                np.full(places, LEVEL_LOG_SD**-2),
                np.full(len(judged), log_sd**-2),
                np.full(domains, domain_log_sd**-2),
            ]
        )
    )
    step = np.diff(np.eye(places), axis=0)
    precision[:places, :places] += step.T @ step * STEP_LOG_SD**-2
    return middle, precision


def _route_shares(routes: Mapping[bool, Counter[Route]], against: bool) -> dict[Route, float]:
    """Return the share of each route among adopted and among failed decisions.

    One case is added to each route, so that a route not seen yet stays possible; with a member against, the shares are
    drawn to those of all.
    """
    shares: dict[Route, float] = {}
    for kinds in (ADOPTING, FAILING):
        whole = sum(routes[False][route] + 1.0 for route in kinds)
        everything = {route: (routes[False][route] + 1.0) / whole for route in kinds}
        mine = {route: (routes[True][route] if against else 0) + PSEUDO_CASES * everything[route] for route in kinds}
        shares |= {route: mine[route] / sum(mine.values()) for route in kinds}
    return shares


def adoption_range(
    decisions: Sequence[Decision],
    *,
    waited_days: float,
    within_days: float,
    domain: str = "",
    against: bool = False,
    stands: bool = False,
    unanimous: bool = True,
    stage: Stage = "unknown",
    kind: Kind = "other",
    resamples: int = 200,
    seed: int = 1,
) -> Range:
    """Return the chance of adoption within some days, with a 90 % interval.

    The interval comes from refitting to resampled decisions, with judgements drawn anew each time.
    """

    def chance(fit: Waiting) -> float:
        return fit.forecast(
            waited_days=waited_days,
            within_days=within_days,
            domain=domain,
            against=against,
            stands=stands,
            unanimous=unanimous,
            stage=stage,
            kind=kind,
        ).adopted

    mid = chance(waiting(decisions))
    drawn = sorted(chance(fit) for fit in refits(decisions, resamples=resamples, seed=seed))
    return Range(min(mid, drawn[int(0.05 * resamples)]), mid, max(mid, drawn[int(0.95 * resamples)]))
