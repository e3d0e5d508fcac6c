"""Past decisions as records: when proposed, who held out since when, how and when each ended.

The reader takes plain dictionaries of the form

    {"id", "proposal", "domain", "date_proposed", "rule", "outcome", "date_outcome", "blocked_through", "needs_check",
     "holdouts": [{"country", "stance", "date"}]}

Words for stances and outcomes are free text in such files; they are sorted into few kinds by key words (`FIRM`,
`ROUTES`). A day known to the month only counts as the month's last, so that nothing is known too early.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from placet.errors import UsageError

Firmness = Literal["against", "reluctant", "aside"]
Route = Literal["plain", "concession", "declared", "reduced", "other route", "smaller group", "never"]

ADOPTING: tuple[Route, ...] = ("plain", "concession", "declared", "reduced", "other route")
FAILING: tuple[Route, ...] = ("smaller group", "never")
ROUTES: tuple[tuple[str, Route], ...] = (
    ("constructive abstention", "declared"),
    ("concession", "concession"),
    ("reduced", "reduced"),
    ("other legal route", "other route"),
    ("adopted", "plain"),
    ("smaller group", "smaller group"),
    ("blocked", "never"),
)
ASIDE = re.compile(
    "joined this time|lifted|no veto|then agree|reversed|opt out|abstain|not take part|without taking|support|open",
    re.IGNORECASE,
)
FIRM = re.compile(
    "block|veto|oppos|refuse|red line|not joined|against|holdout|hold up|threat|could not|reject", re.IGNORECASE
)
OPPOSED = re.compile(r"not joined|does not support", re.IGNORECASE)


@dataclass(frozen=True)
class Holdout:
    """A member that was reported to hold out, and since which day that was public (None where unknown)."""

    member: str
    firmness: Firmness
    day: date | None


@dataclass(frozen=True)
class Decision:
    """A past decision.

    `ended` is None while it is open; it was then last seen open on `open_through`. `route` says how it ended.
    `unanimous` says whether one member could stop it. `needs_check` marks records that rest on general knowledge or a
    nominal day.
    """

    id: str
    title: str
    domain: str
    proposed: date
    unanimous: bool
    holdouts: tuple[Holdout, ...]
    route: Route | None
    ended: date | None
    open_through: date
    needs_check: bool

    @property
    def adopted(self) -> bool:
        """Whether it ended with an adopted act."""
        return self.route in ADOPTING

    @property
    def days(self) -> float:
        """The days from the proposal to its end, or as far as it was followed; half a day when both fell on one day."""
        return max(0.5, float((self.open_through - self.proposed).days))

    def against(self, day: date) -> bool:
        """Whether by a day a member that could stop the act was publicly against it; its latest word counts."""
        if not self.unanimous:
            return False
        latest: dict[str, Firmness] = {}
        for holdout in sorted((h for h in self.holdouts if h.day and h.day <= day), key=lambda h: h.day or day):
            latest[holdout.member] = holdout.firmness
        return "against" in latest.values()

    def turns(self) -> tuple[date, ...]:
        """Return the days on which somebody's position became public."""
        return tuple(sorted({holdout.day for holdout in self.holdouts if holdout.day}))


def decisions_from(records: Sequence[Mapping[str, Any]]) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Return the decisions that can be used, in the order of their proposal, and why each other one cannot.

    Raises
    ------
    UsageError
        A record is no record at all: its id or outcome is missing, or an id stands twice.
    """
    used: list[Decision] = []
    left_out: list[str] = []
    seen: set[str] = set()
    for number, record in enumerate(records, start=1):
        for key in ("id", "outcome"):
            if not isinstance(record.get(key), str):
                raise UsageError(f"record {number}: {key!r} is missing; docs/methods/votes.md names the keys")
        if record["id"] in seen:
            raise UsageError(f"record {number}: the id {record['id']!r} stands twice")
        seen.add(record["id"])
        found = _decision(record)
        if isinstance(found, Decision):
            used.append(found)
        else:
            left_out.append(f"{record['id']}: {found}")
    return tuple(sorted(used, key=lambda decision: (decision.proposed, decision.id))), tuple(left_out)


def _decision(record: Mapping[str, Any]) -> Decision | str:
    proposed = last_day(record.get("date_proposed"))
    route = route_of(record["outcome"])
    ended, through = last_day(record.get("date_outcome")), last_day(record.get("blocked_through"))
    if proposed is None:
        return "the day of the proposal is unknown"
    if ended is None and through is None:
        return "neither the day of the outcome nor a day on which it was still open is known"
    if ended is not None and route is None:
        return f"cannot tell how it ended from {record['outcome']!r}"
    last = ended or through
    if last is None or last < proposed:
        return "it ended before it was proposed"
    return Decision(
        id=record["id"],
        title=str(record.get("proposal", record["id"])),
        domain=str(record.get("domain", "unknown")),
        proposed=proposed,
        unanimous=not str(record.get("rule", "")).upper().startswith("QMV"),
        holdouts=tuple(
            Holdout(str(held.get("country")), firmness_of(str(held.get("stance", ""))), last_day(held.get("date")))
            for held in record.get("holdouts") or ()
        ),
        route=route if ended else None,
        ended=ended,
        open_through=last,
        needs_check=bool(record.get("needs_check")),
    )


def route_of(outcome: str) -> Route | None:
    """Return the kind of an outcome in words; None when it is not over or cannot be told."""
    return next((route for words, route in ROUTES if words in outcome.lower()), None)


def firmness_of(words: str) -> Firmness:
    """Return how firmly a member holds out: `against` would stop the act, `aside` lets it pass."""
    if ASIDE.search(words) and not OPPOSED.search(words):
        return "aside"
    return "against" if FIRM.search(words) else "reluctant"


def last_day(written: object) -> date | None:
    """Return the last day that a written date can mean (`2024-06` is 30 June 2024); None where there is none."""
    if isinstance(written, date):
        return written
    if not isinstance(written, str) or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", written):
        return None
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    try:
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None
