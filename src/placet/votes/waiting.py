"""How long a proposal waits, and by which route it ends: a survival model of contested decisions.

Adoption and failure are competing events with piecewise constant rates per day. A rate is the product of a rate for
the time already waited, a factor for the domain, and a factor for a member publicly against; the factors are drawn to
1 by gamma priors of two pseudo-cases, since there are few decisions and they were chosen for being contested. Open
files count up to the day on which they were last seen open. The route of an adopted act is a share among adopted
acts, with and without a member against.

With `known_by` nothing that happened after that day plays a part: the fit is the one that could have been made then.
"""

from __future__ import annotations

import bisect
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from placet.errors import UsageError
from placet.units import Range
from placet.votes.record import ADOPTING, FAILING, Decision, Route

BINS = (0, 7, 21, 45, 90, 180, 365)
PSEUDO_CASES = 2.0
ROUNDS = 12

Cause = Literal["adopted", "failed"]
CAUSES: tuple[Cause, ...] = ("adopted", "failed")
# Which time bin, domain, whether a member is publicly against, whether one member could stop it.
Cell = tuple[int, str, bool, bool]


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

    `rates` are per day, for each time bin. A domain's factor is a gamma distribution, given by its shape and rate; a
    domain that was never seen has a shape and a rate of two. A plain model knows only the days waited.
    """

    decisions: int
    rates: Mapping[Cause, tuple[float, ...]]
    domains: Mapping[Cause, Mapping[str, tuple[float, float]]]
    against: Mapping[Cause, float]
    majority: Mapping[Cause, float]
    routes: Mapping[bool, Mapping[Route, float]]
    plain: bool = False

    def forecast(
        self, *, waited_days: float, within_days: float, domain: str = "", against: bool = False, unanimous: bool = True
    ) -> Forecast:
        """Return what becomes of a proposal open for `waited_days`, within the next `within_days`.

        The domain's factor is integrated out: the days already waited, and those to come, make a slow file likelier.

        Raises
        ------
        UsageError
            A span is negative.
        """
        if waited_days < 0 or within_days < 0:
            raise UsageError("days waited and days ahead cannot be negative")
        left, happened = 1.0, dict.fromkeys(CAUSES, 0.0)
        seen = dict.fromkeys(CAUSES, 0.0)
        for start, until in _spans(0, waited_days + within_days, waited_days):
            risk = {cause: self._base(cause, start, against, unanimous) * (until - start) for cause in CAUSES}
            if start >= waited_days:
                hazard = {cause: self._hazard(cause, domain, seen[cause], risk[cause]) for cause in CAUSES}
                ends = left * -math.expm1(-sum(hazard.values()))
                for cause in CAUSES:
                    happened[cause] += ends * hazard[cause] / sum(hazard.values())
                left -= ends
            for cause in CAUSES:
                seen[cause] += risk[cause]
        shares = self.routes[against]
        return Forecast(
            {route: happened["adopted"] * shares[route] for route in ADOPTING}
            | {route: happened["failed"] * shares[route] for route in FAILING}
        )

    def _base(self, cause: Cause, day: float, against: bool, unanimous: bool) -> float:
        rate = self.rates[cause][bisect.bisect_right(BINS, day) - 1]
        return rate * (self.against[cause] if against else 1.0) * (1.0 if unanimous else self.majority[cause])

    def _hazard(self, cause: Cause, domain: str, seen: float, risk: float) -> float:
        """Return the hazard summed over a spell of base risk `risk`, after the file has survived `seen`."""
        if self.plain:
            return risk
        shape, rate = self.domains[cause].get(domain, (PSEUDO_CASES, PSEUDO_CASES))
        return shape * math.log1p(risk / (rate + seen))


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
        Only the days waited count: no factor for domain, opposition or rule.

    Raises
    ------
    UsageError
        No decision had been proposed by then.
    """
    known = [decision for decision in decisions if known_by is None or decision.proposed < known_by]
    if not known:
        raise UsageError("no past decision to learn from; give some that were proposed before the day")
    days: dict[Cell, float] = {}
    ends: dict[Cause, Counter[Cell]] = {cause: Counter() for cause in CAUSES}
    routes: dict[bool, Counter[Route]] = {True: Counter(), False: Counter()}
    for decision in known:
        for cell, spent in _spells(decision, known_by):
            days[cell] = days.get(cell, 0.0) + spent
        if decision.ended and decision.route and (known_by is None or decision.ended < known_by):
            ends["adopted" if decision.adopted else "failed"][_last_cell(decision)] += 1
            # Whether a member will come out against is not known before it does: until then the shares of all serve.
            routes[False][decision.route] += 1
            routes[True][decision.route] += decision.against(decision.ended)
    fits = {cause: _fit(days, ends[cause], plain=plain, hastens=cause == "failed") for cause in CAUSES}
    return Waiting(
        decisions=len(known),
        rates={cause: fits[cause][0] for cause in CAUSES},
        domains={cause: fits[cause][1] for cause in CAUSES},
        against={cause: fits[cause][2] for cause in CAUSES},
        majority={cause: fits[cause][3] for cause in CAUSES},
        routes={against: _route_shares(routes, against) for against in (True, False)},
        plain=plain,
    )


def _spells(decision: Decision, known_by: date | None) -> list[tuple[Cell, float]]:
    """Return the days that a decision spent in each cell, up to its end or to what was known."""
    whole = decision.days
    if known_by is not None:
        whole = min(whole, max(0.5, float((known_by - decision.proposed).days)))
    turns = [(turn - decision.proposed).days for turn in decision.turns()]
    return [(_cell(decision, start), until - start) for start, until in _spans(0, whole, *turns)]


def _cell(decision: Decision, day: float) -> Cell:
    against = decision.against(decision.proposed + timedelta(days=int(day)))
    return bisect.bisect_right(BINS, day) - 1, decision.domain, against, decision.unanimous


def _last_cell(decision: Decision) -> Cell:
    return _spells(decision, None)[-1][0]


def _fit(
    days: Mapping[Cell, float], ends: Mapping[Cell, int], *, plain: bool, hastens: bool
) -> tuple[tuple[float, ...], dict[str, tuple[float, float]], float, float]:
    """Return rates, domain factors, and the factors for opposition and majority, by turns (a gamma-Poisson model).

    Opposition may hasten a failure and slow an adoption, never the reverse: reports of it cluster just before the end
    of a file, so the raw factor for adoption comes out above 1, which says when opposition is written about and not
    what it does.
    """
    mean = (sum(ends.values()) + 0.5) / (sum(days.values()) + 1)
    rates = [mean] * len(BINS)
    domains = dict.fromkeys({cell[1] for cell in days}, (PSEUDO_CASES, PSEUDO_CASES))
    against = majority = 1.0

    def expected(cells: list[Cell], without: str) -> float:
        total = 0.0
        for place, domain, opposed, unanimous in cells:
            factor = 1.0 if without == "rate" else rates[place]
            factor *= 1.0 if without == "domain" else domains[domain][0] / domains[domain][1]
            factor *= against if opposed and without != "against" else 1.0
            factor *= majority if not unanimous and without != "majority" else 1.0
            total += days[place, domain, opposed, unanimous] * factor
        return total

    def drawn_to_one(cells: list[Cell], without: str) -> tuple[float, float]:
        return PSEUDO_CASES + _count(ends, cells), PSEUDO_CASES + expected(cells, without)

    for _ in range(1 if plain else ROUNDS):
        for place in range(len(BINS)):
            cells = [cell for cell in days if cell[0] == place]
            rates[place] = (_count(ends, cells) + 1) / (expected(cells, "rate") + 1 / mean)
        if plain:
            break
        for domain in domains:
            domains[domain] = drawn_to_one([cell for cell in days if cell[1] == domain], "domain")
        shape, rate = drawn_to_one([cell for cell in days if cell[2]], "against")
        against = max(1.0, shape / rate) if hastens else min(1.0, shape / rate)
        shape, rate = drawn_to_one([cell for cell in days if not cell[3]], "majority")
        majority = shape / rate
    return tuple(rates), domains, against, majority


def _count(ends: Mapping[Cell, int], cells: list[Cell]) -> int:
    return sum(ends.get(cell, 0) for cell in cells)


def _route_shares(routes: Mapping[bool, Counter[Route]], against: bool) -> dict[Route, float]:
    """Return the share of each route among adopted and among failed decisions, drawn to the shares of all."""
    shares: dict[Route, float] = {}
    for kinds in (ADOPTING, FAILING):
        everything = {route: routes[False][route] + 0.5 for route in kinds}
        whole = sum(everything.values())
        mine = {route: routes[against][route] + PSEUDO_CASES * everything[route] / whole for route in kinds}
        shares |= {route: mine[route] / sum(mine.values()) for route in kinds}
    return shares


def adoption_range(
    decisions: Sequence[Decision],
    *,
    waited_days: float,
    within_days: float,
    domain: str = "",
    against: bool = False,
    unanimous: bool = True,
    resamples: int = 200,
    seed: int = 1,
) -> Range:
    """Return the chance of adoption within some days, with a 90 % interval from refitting to resampled decisions."""

    def chance(some: Sequence[Decision]) -> float:
        return (
            waiting(some)
            .forecast(
                waited_days=waited_days, within_days=within_days, domain=domain, against=against, unanimous=unanimous
            )
            .adopted
        )

    draw = random.Random(seed)
    mid = chance(decisions)
    drawn = sorted(chance(draw.choices(decisions, k=len(decisions))) for _ in range(resamples))
    return Range(min(mid, drawn[int(0.05 * resamples)]), mid, max(mid, drawn[int(0.95 * resamples)]))
