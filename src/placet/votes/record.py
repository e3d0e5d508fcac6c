"""Past decisions as records: when proposed, who held out since when, how and when each ended.

The reader takes plain dictionaries of the form

    {"id", "proposal", "domain", "date_proposed", "date_proposed_basis", "rule", "outcome", "date_outcome",
     "blocked_through", "needs_check", "holdouts": [{"country", "stance", "date"}]}

Words are free text in such files; they are sorted into few kinds by key words: stances (`FIRM`), outcomes (`ROUTES`),
what happened on the day of the proposal (`PROPOSED`, `AGREED`, `ASKED`), what is proposed (`KINDS`). Only what could be
read on a day may tell about later days: the outcome and notes never do. A day known to the month only counts as the
month's last, so that nothing is known too early.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from placet import data
from placet.errors import UsageError

Firmness = Literal["against", "reluctant", "aside"]
Route = Literal["plain", "concession", "declared", "reduced", "other route", "smaller group", "never"]
Stage = Literal["proposed", "agreed", "asked", "unknown"]
Kind = Literal["statement", "renewal", "slow", "other"]

ADOPTING: tuple[Route, ...] = ("plain", "concession", "declared", "reduced", "other route")
FAILING: tuple[Route, ...] = ("smaller group", "never")
ROUTES: tuple[tuple[str, Route], ...] = (
    ("not adopted", "never"),
    ("constructive abstention", "declared"),
    ("concession", "concession"),
    ("reduced", "reduced"),
    ("other legal route", "other route"),
    ("adopted", "plain"),
    ("smaller group", "smaller group"),
    *((words, "never") for words in ("blocked", "rejected", "withdrawn", "dropped", "lapsed", "vetoed")),
)
# How far a file had come on the day from which it is counted; the first pattern that is met says it.
PROPOSED = re.compile(r"\bpropos(al|als|es|ed)\b|draft|recommend|tabled|presented", re.IGNORECASE)
AGREED = re.compile(r"agree|european council|summit|conclusions|coreper|ambassadors|endorse|leaders", re.IGNORECASE)
ASKED = re.compile(
    r"\bidea|request|\bcall|target|\bplan|discuss|debate|\breport|will propose|\bask|threat|prepar|float|\bwant|\burge"
    r"|demand|suggest|letter|\bappl|non-paper|option|announce",
    re.IGNORECASE,
)
STAGES: tuple[tuple[re.Pattern[str], Stage], ...] = ((PROPOSED, "proposed"), (AGREED, "agreed"), (ASKED, "asked"))
KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"statement|conclusions|declar|condemn|recognition|communiqu|demarche", re.IGNORECASE), "statement"),
    (re.compile(r"roll-?over|renew|\bexten[ds]|extension|prolong|continuation", re.IGNORECASE), "renewal"),
    (
        re.compile(
            r"accession|cluster|enlarge|association|candidate|membership|schengen|\btax|treaty|\bmff\b|own resources"
            r"|multiannual",
            re.IGNORECASE,
        ),
        "slow",
    ),
)
MAJORITY = re.compile(r"\s*(qmv|qualified|majority|simple|reinforced|super-?qualified)", re.IGNORECASE)
# Names of domains that mean one of the shipped record's (`data/decisions.toml`).
SAME_DOMAIN = {
    "russia sanctions": "sanctions-russia",
    "russia sanctions rollover": "sanctions-rollover",
    "sanctions other": "sanctions-other",
    "epf": "peace-facility",
    "csdp mission": "csdp-mission",
    "ukraine finance": "finance-ukraine",
    "defence finance": "finance-defence",
    "tax (linked veto)": "tax",
    "other forum (nato)": "nato",
}
# A refusal with no further word for so long is taken to stand; a fresh one is mostly reported just before the end.
STANDS_AFTER_DAYS = 45
EARLIEST, LATEST = 1950, 2100
LONGEST_WORDS = 2_000
MOST_HOLDOUTS = 200
ASIDE = re.compile(
    "joined this time|lifted|no veto|reversed|opt out|abstain|not take part|without taking|support|open",
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
    nominal day. `stage` says how far it had come on the day of the proposal: agreed in principle, formally proposed,
    or only asked for; `kind` whether it is a statement, a renewal, or of a kind that is slow by nature (accession,
    tax, the long-term budget).
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
    stage: Stage = "unknown"
    kind: Kind = "other"

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

    def stands(self, day: date) -> bool:
        """Whether by a day a member is publicly against, and nobody has said so anew for `STANDS_AFTER_DAYS`."""
        if not self.against(day):
            return False
        last = max(held.day for held in self.holdouts if held.day and held.day <= day and held.firmness == "against")
        return (day - last).days > STANDS_AFTER_DAYS

    def turns(self) -> tuple[date, ...]:
        """Return the days on which somebody's position became public, or has come to stand."""
        said = {held.day for held in self.holdouts if held.day}
        return tuple(sorted(said | {day + timedelta(days=STANDS_AFTER_DAYS + 1) for day in said}))


def decisions_from(records: Sequence[Mapping[str, Any]]) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Return the decisions that can be used, in the order of their proposal, and why each other one cannot.

    Raises
    ------
    UsageError
        A record is no record at all: its id or outcome is missing, a field holds another thing than it should, or an
        id stands twice. The message names the record and the field.
    """
    used: list[Decision] = []
    left_out: list[str] = []
    seen: set[str] = set()
    for number, record in enumerate(records, start=1):
        _check(record, number)
        if record["id"] in seen:
            raise UsageError(f"record {number}: the id {_short(record['id'])} stands twice")
        seen.add(record["id"])
        found = _decision(record)
        if isinstance(found, Decision):
            used.append(found)
        else:
            left_out.append(f"{record['id'][:80]}: {found}")
    return tuple(sorted(used, key=lambda decision: (decision.proposed, decision.id))), tuple(left_out)


@functools.cache
def past_decisions() -> tuple[Decision, ...]:
    """Return the past decisions that Placet ships, to learn from (`data/decisions.toml`)."""
    return decisions_from(data.table("decisions")["decision"])[0]


TEXTS = ("proposal", "domain", "date_proposed_basis", "rule")
DAYS = ("date_proposed", "date_outcome", "blocked_through")


def _short(written: object) -> str:
    text = repr(written)
    return text if len(text) <= 60 else text[:57] + "..."


def _check(record: Mapping[str, Any], number: int) -> None:
    """Raise UsageError where a field of a record holds another thing than it should."""
    for key in ("id", "outcome"):
        if not isinstance(record.get(key), str):
            raise UsageError(f"record {number}: {key!r} is missing; docs/methods/votes.md names the keys")
    place = f"record {number} ({_short(record['id'])})"
    if not record["id"].strip():
        raise UsageError(f"record {number}: 'id' is empty")
    for key in TEXTS:
        if not isinstance(record.get(key) or "", str):
            raise UsageError(f"{place}: {key!r} is {_short(record[key])}, and should be text")
    for key in DAYS:
        if not isinstance(record.get(key) or "", str | date):
            raise UsageError(
                f"{place}: {key!r} is {_short(record[key])}, and should be a day like '2022-10-17', or null"
            )
    if record.get("needs_check") not in (None, True, False):
        raise UsageError(f"{place}: 'needs_check' is {_short(record['needs_check'])}, and should be true or false")
    holdouts = record.get("holdouts") or []
    if not isinstance(holdouts, list | tuple):
        raise UsageError(f"{place}: 'holdouts' is {_short(holdouts)}, and should be a list")
    for held in holdouts:
        if not isinstance(held, Mapping):
            raise UsageError(f"{place}: 'holdouts' holds {_short(held)}, and should hold {{country, stance, date}}")
        for key, kinds in (("country", str), ("stance", str), ("date", str | date)):
            if not isinstance(held.get(key) or "", kinds):
                raise UsageError(f"{place}: {key!r} of a holdout is {_short(held[key])}, and should be text")


def _decision(record: Mapping[str, Any]) -> Decision | str:
    for key in DAYS:
        if _unreadable(record.get(key)):
            return f"{key!r} is {_short(record[key])}, which is no day"
    for held in record.get("holdouts") or ():
        if _unreadable(held.get("date")):
            return f"'date' of a holdout is {_short(held['date'])}, which is no day"
    proposed = last_day(record.get("date_proposed"))
    route = route_of(record["outcome"])
    ended, through = last_day(record.get("date_outcome")), last_day(record.get("blocked_through"))
    if proposed is None:
        return "the day of the proposal is unknown"
    if ended is None and through is None:
        return "neither the day of the outcome nor a day on which it was still open is known"
    if ended is not None and route is None:
        return f"cannot tell how it ended from {_short(record['outcome'])}"
    if len(record.get("holdouts") or ()) > MOST_HOLDOUTS:
        return f"it has more than {MOST_HOLDOUTS} 'holdouts'"
    last = ended or through
    if last is None or last < proposed:
        return "it ended before it was proposed"
    title, domain, rule = (str(record.get(key) or "") for key in ("proposal", "domain", "rule"))
    return Decision(
        id=record["id"],
        title=title or record["id"],
        domain=SAME_DOMAIN.get(domain.strip().casefold(), domain.strip()) or "unknown",
        proposed=proposed,
        unanimous=not MAJORITY.match(rule),
        holdouts=tuple(
            Holdout(held.get("country") or "unknown", firmness_of(held.get("stance") or ""), last_day(held.get("date")))
            for held in record.get("holdouts") or ()
        ),
        route=route if ended else None,
        ended=ended,
        open_through=last,
        needs_check=bool(record.get("needs_check")),
        stage=stage_of(str(record.get("date_proposed_basis") or "")),
        kind=kind_of(" / ".join((title, domain, rule))),
    )


def _unreadable(written: object) -> bool:
    """Whether something is written for a day, other than that it is unknown, and it is none."""
    said = isinstance(written, str) and written.strip().lower() not in ("", "unknown", "none", "null")
    return said and last_day(written) is None


def stage_of(basis: str) -> Stage:
    """Return how far a file had come on the day of its proposal, from the words for what happened on that day."""
    return next((stage for words, stage in STAGES if words.search(basis[:LONGEST_WORDS])), "unknown")


def kind_of(title: str) -> Kind:
    """Return the kind of an act from its title, domain and rule."""
    return next((kind for words, kind in KINDS if words.search(title[:LONGEST_WORDS])), "other")


def route_of(outcome: str) -> Route | None:
    """Return the kind of an outcome in words; None when it is not over or cannot be told."""
    return next((route for words, route in ROUTES if words in outcome.lower()), None)


def firmness_of(words: str) -> Firmness:
    """Return how firmly a member holds out: `against` would stop the act, `aside` lets it pass.

    What it did later (`oppose then agree`) was not known on the day, and does not count.
    """
    words = re.split(r"\bthen\b", words[:LONGEST_WORDS])[0] or words[:LONGEST_WORDS]
    if ASIDE.search(words) and not OPPOSED.search(words):
        return "aside"
    return "against" if FIRM.search(words) else "reluctant"


def last_day(written: object) -> date | None:
    """Return the last day that a written date can mean (`2024-06` is 30 June 2024); None where there is none."""
    if isinstance(written, date):
        return written
    if not isinstance(written, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", written):
        return None
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None
