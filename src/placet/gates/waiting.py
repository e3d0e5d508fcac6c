"""How long a proposal waits, and by which route it ends: the record of past contested files, not these members."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from placet import votes
from placet.dossier.read import Folder
from placet.dossier.rules import rule_of
from placet.gates.chance import with_chance
from placet.gates.verdict import Range, VoteVerdict, WaitingOdds, WaitingView
from placet.gates.vote import vote_verdict
from placet.gates.words import counted, percent
from placet.units import Range as Figure
from placet.votes.record import ADOPTING, STANDS_AFTER_DAYS, Route, Stage, past_decisions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SPAN_DAYS = 1826
WITHIN_DAYS = (30, 90, 180, 365)
LEAST_FILES = 20
RESAMPLES = 60
# Between these days the chance is drawn as a straight line; the model's rates change at a few days only.
KNOTS = (0, 3, 7, 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 365, 456, 548, 730, 913, 1096, 1278, 1461, SPAN_DAYS)
ROUTES: dict[Route, str] = {
    "plain": "adopted as it is",
    "concession": "adopted after a concession",
    "declared": "adopted with a declared abstention",
    "reduced": "adopted in a reduced form",
    "other route": "adopted by another legal route",
    "smaller group": "done by a smaller group",
    "never": "given up",
}


@dataclass(frozen=True, eq=False)
class OpeningOdds:
    """When a vote gate opens, as a chance for each day.

    Attributes
    ----------
    low, mid, high
        Cumulative chance (0 to 1) that the act is adopted by the end of day `as_of + d`, for d = 0 ... `SPAN_DAYS`
        (arrays of length 1827, never falling). `low` and `high` are the 5 % and 95 % points of refits, day by day.
    never
        Chance that it is not adopted within the span: given up, done by a smaller group, or still waiting at its end.
        `never.mid == 1 - mid[-1]`; its interval is that of the last day turned round.
    routes
        Chance of each route within the span (keys of `ROUTES`); what is missing to 1 is still waiting. Empty when
        the gate is open already or the proposal was refused.
    files
        How many past files it rests on; 0 when the vote is decided.
    kind
        `decided`: adopted, refused, or it passes as the members stand, so that every entry is 1 (or 0);
        `past files`: the base of past contested files.
    method
        One sentence for the reader.
    """

    low: Floats
    mid: Floats
    high: Floats
    never: Figure
    routes: Mapping[Route, float]
    files: int
    kind: str
    method: str


def opening_odds(folder: Folder, gate_name: str, as_of: date) -> OpeningOdds | None:
    """Return when a vote gate of the dossier opens, from what was known on a day.

    Nothing is returned when nothing had been proposed by the day, or when fewer than 20 past files had been. What-if
    changes count when `folder` carries the changed dossier, as it does in `assess`; a forced gate state does not: who
    forces it knows when it opens.

    Raises
    ------
    KeyError
        The dossier has no such gate, or it is no vote.
    """
    gate = folder.dossier.gates[gate_name]
    if gate.kind != "vote":
        raise KeyError(f"{gate_name} is not a vote")
    return odds_of_verdict(folder, vote_verdict(folder, gate.proposal, as_of), as_of)


def odds_of_verdict(folder: Folder, verdict: VoteVerdict, as_of: date) -> OpeningOdds | None:
    """Return when a proposal is adopted, from its verdict on the day; the contract is that of `opening_odds`."""
    import numpy as np

    if verdict.proposed is None:
        return None
    if verdict.recorded or verdict.state == "open":
        sure = np.full(SPAN_DAYS + 1, 1.0 if verdict.state == "open" else 0.0)
        never = Figure.point(1 - float(sure[-1]))
        said = "The vote is decided." if verdict.recorded else "The vote passes as the members stand."
        return OpeningOdds(sure, sure, sure, never, {}, 0, "decided", said)
    like = folder.dossier.proposals[verdict.proposal].waits_like
    fits = fitted(as_of, plain=like is None)
    if fits is None:
        return None
    asked = question(folder, verdict, as_of)
    first, *others = [[fit.forecast(within_days=knot, **asked).adopted for knot in KNOTS] for fit in fits]
    drawn = np.array(others)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    whole = np.arange(SPAN_DAYS + 1)
    mid, low, high = (
        np.interp(whole, KNOTS, points) for points in (first, np.minimum(low, first), np.maximum(high, first))
    )
    end = fits[0].forecast(within_days=SPAN_DAYS, **asked)
    return OpeningOdds(
        low,
        mid,
        high,
        Figure(1 - float(high[-1]), 1 - float(mid[-1]), 1 - float(low[-1])),
        end.by_route,
        fits[0].decisions,
        "past files",
        method(like, fits[0].decisions),
    )


def method(like: str | None, files: int) -> str:
    """Return how the chances were made."""
    of = f"those of the kind {like.replace('-', ' ')} weighing more" if like else "by the days waited alone"
    return (
        f"{files} past contested files of the Council known by the day, {of}: competing rates of adoption and failure "
        "that change with the days waited, and with judged marks of a file that the past files correct. 90 % "
        f"intervals: {RESAMPLES} refits to resampled files with the judgements drawn too. Beyond a year few files are "
        "left and the last rate is carried on. Adopted counts concessions and reduced forms too."
    )


class Question(TypedDict):
    """What the model of past files is asked about a proposal."""

    waited_days: int
    domain: str
    against: bool
    stands: bool
    unanimous: bool
    stage: Stage


def question(folder: Folder, verdict: VoteVerdict, as_of: date) -> Question:
    """Return what is known of a proposal on a day, as the model of past files takes it.

    A refusal stands when the same position has been held for more than `STANDS_AFTER_DAYS`.
    """
    proposal = folder.dossier.proposals[verdict.proposal]
    held = [m.since for m in verdict.members if m.member in verdict.blockers and m.since]
    return Question(
        waited_days=(as_of - (verdict.proposed or as_of)).days,
        domain=proposal.waits_like or "",
        against=bool(verdict.blockers),
        stands=any((as_of - since).days > STANDS_AFTER_DAYS for since in held),
        unanimous=verdict.one_stops,
        stage=proposal.stage,
    )


@functools.lru_cache(maxsize=16)
def fitted(as_of: date, *, plain: bool) -> tuple[votes.Waiting, ...] | None:
    """Return the fit to what was known on a day and its refits to resampled files; nothing when there are too few."""
    known = [decision for decision in past_decisions() if decision.proposed < as_of]
    if len(known) < LEAST_FILES:
        return None
    middle = votes.waiting(known, known_by=as_of, plain=plain)
    return (middle, *votes.refits(known, known_by=as_of, plain=plain, resamples=RESAMPLES))


def with_waiting(folder: Folder, verdict: VoteVerdict, as_of: date) -> VoteVerdict:
    """Return a vote's verdict with how long such files waited, where the question is open."""
    if verdict.proposed is None or verdict.recorded or verdict.state == "open":
        return verdict
    odds = odds_of_verdict(folder, verdict, as_of)
    return verdict.model_copy(update={"waiting": waiting_view(folder, verdict, odds, as_of)}) if odds else verdict


def with_odds(folder: Folder, verdict: VoteVerdict, as_of: date, seed: int) -> VoteVerdict:
    """Return a vote's verdict with its chance by the members' positions and by past files, where it is open."""
    rule = rule_of(folder.dossier, verdict.rule)
    return with_waiting(folder, with_chance(verdict, as_of, seed, rule), as_of)


def waiting_view(folder: Folder, verdict: VoteVerdict, odds: OpeningOdds, as_of: date) -> WaitingView:
    """Return how likely adoption is within some spans, by route, from the base of past files."""
    like = folder.dossier.proposals[verdict.proposal].waits_like
    fits = fitted(as_of, plain=like is None) or ()
    asked = question(folder, verdict, as_of)
    waited = asked["waited_days"]
    so_long = sum(
        d.days > waited for d in past_decisions() if d.proposed < as_of and (as_of - d.proposed).days > waited
    )
    rows = []
    for within in WITHIN_DAYS:
        found = fits[0].forecast(within_days=within, **asked)
        rows.append(
            WaitingOdds(
                within_days=within,
                adopted=Range(low=float(odds.low[within]), mid=float(odds.mid[within]), high=float(odds.high[within])),
                routes={ROUTES[route]: found.by_route[route] for route in ROUTES},
                still_open=found.still_open,
            )
        )
    half = rows[2]
    such = f"one that has waited {counted(waited, 'day')}" if waited else "one just proposed"
    likeliest = max(ADOPTING, key=lambda route: odds.routes[route])
    return WaitingView(
        files=odds.files,
        like=like,
        waited_days=waited,
        against=bool(verdict.blockers),
        odds=rows,
        likeliest=ROUTES[likeliest],
        waited_so_long=so_long,
        sentence=(
            f"By past contested files, {such} is adopted within "
            f"{half.within_days} days more with a chance of {percent(half.adopted.mid)} "
            f"({percent(half.adopted.low).removesuffix(' %')} to {percent(half.adopted.high)}), most often "
            f"{ROUTES[likeliest].removeprefix('adopted ')}; {counted(so_long, 'file')} of {odds.files} waited longer. "
            "A base rate, blind to these members, and what was adopted was not always what had been proposed."
        ),
        method=odds.method,
    )
