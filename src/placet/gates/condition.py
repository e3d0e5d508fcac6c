"""A gate that opens when a condition in the world is met: daily counts put to every reading of "durable"."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np

from placet import ceasefire, days
from placet.dossier.read import Folder
from placet.dossier.schema import Agreement, ConditionGate, Reading, Series
from placet.dossier.stances import claims_known
from placet.errors import UsageError
from placet.gates.opening import Foreseen, OpeningOdds, foreseen, in_force, met_by
from placet.gates.places import region_counts, survival_curves
from placet.gates.truces import standings
from placet.gates.verdict import AgreementView, ConditionVerdict, DailyCounts, Lasting, Range, ReadingVerdict
from placet.gates.words import counted, lowered


def announced(folder: Folder, gate: ConditionGate, as_of: date) -> list[Agreement]:
    """Return the agreements of which a claim had been published by the day."""
    known = claims_known(folder, as_of)
    return [
        a for a in gate.agreements.values() if (any(c in known for c in a.because) if a.because else a.since <= as_of)
    ]


def truce(agreement: Agreement, as_of: date) -> ceasefire.Truce:
    """Return an agreement as the kernel takes it, with its end only if that had happened by the day."""
    prolonged = [renewal.until for renewal in agreement.renewals if renewal.day <= as_of]
    ends = [day for day in (agreement.ended, agreement.denounced) if day and day <= as_of]
    return ceasefire.Truce(
        since=agreement.since,
        until=max([agreement.until, *prolonged]) if agreement.until else None,
        ended=min(ends, default=None),
        general=agreement.scope == "general",
        declared_by=agreement.declared_by,
    )


def known_daily(folder: Folder, series: Series, as_of: date, *path: str) -> ceasefire.Daily:
    """Return the daily figures of a series, whose table stands at a path, as far as they were known on the day."""
    rows = folder.table(*path).known(as_of)
    daily = ceasefire.daily(
        rows, series.observed_from, series.observed_until, missing=series.missing, heartbeat_days=series.heartbeat
    )
    return daily.as_known(as_of, series.lag)


def known_series(folder: Folder, name: str, gate: ConditionGate, as_of: date) -> dict[str, ceasefire.Daily]:
    """Return the daily counts of a gate as far as they were known on the day."""
    return {
        key: known_daily(folder, series, as_of, "gates", name, "series", key) for key, series in gate.series.items()
    }


def condition_verdict(folder: Folder, name: str, gate: ConditionGate, as_of: date) -> ConditionVerdict:
    """Return whether the condition is met on the day, under every reading of the word."""
    agreements = announced(folder, gate, as_of)
    truces = [truce(a, as_of) for a in agreements]
    known_counts = known_series(folder, name, gate, as_of)
    known = claims_known(folder, as_of)
    readings = [reading_verdict(gate, key, known_counts, truces, as_of, known) for key in gate.readings]
    deciding = next(r for r in readings if r.reading == gate.reading)
    titles = [a.title for a, t in zip(agreements, truces, strict=True) if t.general and t.in_force(as_of)]
    because = [c for r in gate.readings.values() for c in r.because] + [c for a in agreements for c in a.because]
    return ConditionVerdict(
        title=gate.title,
        asks=gate.asks,
        state=deciding.state,
        sentence=deciding.sentence,
        reading=gate.reading,
        readings=readings,
        series=[
            DailyCounts(
                series=key,
                title=gate.series[key].title,
                unit=gate.series[key].unit,
                days=list(days.span(counts.first, counts.until)),
                counts=[None if np.isnan(c) else float(c) for c in counts.counts],
                known_until=counts.until,
                revised=[
                    day
                    for day in folder.table("gates", name, "series", key).revised(as_of)
                    if counts.first <= day < counts.until
                ],
                source=gate.series[key].source,
                one_side=gate.series[key].one_side,
            )
            for key, counts in known_counts.items()
        ],
        agreements=[
            AgreementView(
                title=a.title,
                since=a.since,
                until=a.until,
                ended=t.ended,
                scope=a.scope,
                declared_by=a.declared_by,
                because=[c for c in a.because if c in known],
            )
            for a, t in zip(agreements, truces, strict=True)
        ],
        in_force=titles,
        curves=survival_curves(list(gate.lasts_like)),
        age_days=age_days(truces, as_of),
        regions=region_counts(folder, name, gate, as_of),
        standings=standings(gate, agreements, truces, known_counts, as_of, known),
        lasting=[rate for class_ in gate.lasts_like for rate in base_rates(class_)],
        because=[c for c in dict.fromkeys(because) if c in known],
    )


def age_days(truces: list[ceasefire.Truce], as_of: date) -> int | None:
    """Return how long the general ceasefire in force has lasted; nothing when there is none."""
    running = in_force(truces, as_of)
    return (as_of - running.since).days if running else None


SURVIVED_DAYS = (0, 30, 90, 180, 365)
HORIZON_DAYS = 365


def base_rates(name: str) -> list[Lasting]:
    """Return how many ceasefires of a class lasted another year, by how long they had lasted.

    Raises
    ------
    UsageError
        When there is no such class.
    """
    found = []
    for survived in SURVIVED_DAYS:
        chance = ceasefire.survival(name, survived, HORIZON_DAYS)
        base = ceasefire.base_rates()[name]
        found.append(
            Lasting(
                base=name,
                title=base.title,
                followed=base.followed,
                survived_days=survived,
                horizon_days=HORIZON_DAYS,
                chance=Range.of(chance),
                failure=base.source,
            )
        )
    return found


def opening_odds(folder: Folder, name: str, as_of: date, *, reading: str | None = None) -> OpeningOdds:
    """Return when a condition gate's reading is first met, and how long it then holds, from what is known on the day.

    Parameters
    ----------
    name
        The gate's name in the dossier.
    reading
        One of its readings; the one that decides when left out.

    Raises
    ------
    UsageError
        When the gate is no condition, or it has no such reading.
    """
    gate = folder.dossier.gates.get(name)
    if not isinstance(gate, ConditionGate):
        raise UsageError(f"{name!r} is no gate that is a condition")
    key = reading or gate.reading
    if key not in gate.readings:
        raise UsageError(f"gate {name!r} has no reading {key!r}; it has: {', '.join(gate.readings)}")
    agreements = announced(folder, gate, as_of)
    truces = [truce(a, as_of) for a in agreements]
    _, ahead = judged_reading(gate, key, known_series(folder, name, gate, as_of), truces, as_of)
    found = ceasefire.opening(ahead.prospect)
    known = claims_known(folder, as_of)
    because = gate.prospect.because if gate.prospect else []
    return OpeningOdds(
        reading=key,
        as_of=as_of,
        met=found.met,
        holds=found.holds,
        in_force=tuple(a.title for a, t in zip(agreements, truces, strict=True) if t.general and t.in_force(as_of)),
        method=ahead.method,
        because=tuple(claim for claim in because if claim in known),
    )


def judged_reading(
    gate: ConditionGate,
    key: str,
    series: dict[str, ceasefire.Daily],
    truces: list[ceasefire.Truce],
    as_of: date,
) -> tuple[ceasefire.Answer, Foreseen]:
    """Return what one reading says on the day, and what is known and judged of its days to come."""
    written = gate.readings[key]
    reading = ceasefire.Reading(
        id=key,
        limits=written.at_most,
        days_needed=written.for_,
        forgiving=written.forgiving,
        needs_agreement=written.needs == "agreement",
        observed_share=written.observed.mid,
    )
    said = ceasefire.answer(reading, series, truces, as_of)
    return said, foreseen(gate, key, reading, said, series, truces, as_of)


def reading_verdict(
    gate: ConditionGate,
    key: str,
    series: dict[str, ceasefire.Daily],
    truces: list[ceasefire.Truce],
    as_of: date,
    known: Collection[str],
) -> ReadingVerdict:
    """Return what one reading says on the day; `known` are the claims published by then."""
    reading = gate.readings[key]
    answer, ahead = judged_reading(gate, key, series, truces, as_of)
    return ReadingVerdict(
        reading=key,
        title=reading.title,
        state=answer.state,
        sentence=reading_sentence(reading, answer, truces, as_of),
        days_needed=reading.for_,
        day=answer.day,
        longest=answer.longest,
        longest_ended=answer.longest_ended,
        open_spans=list(answer.open_spans),
        observed_share=answer.observed_share,
        limits={key: limit.per_day for key, limit in reading.at_most.items() if limit.per_day is not None},
        rests_on_agreement=rests_on_agreement(reading),
        met_by=met_by(ahead.prospect, as_of),
        met_by_method=ahead.method,
        assumed=reading.assumed,
        because=[claim for claim in reading.because if claim in known],
    )


def reading_sentence(reading: Reading, answer: ceasefire.Answer, truces: list[ceasefire.Truce], as_of: date) -> str:
    """Return the answer of a reading in words that follow from its fields."""
    needed = counted(reading.for_, "day")
    if answer.state == "open":
        return f"Met: {needed} in a row within the limits, up to {days.in_words(as_of)}."
    if answer.state == "shut":
        if rests_on_agreement(reading) and not any(t.general and t.in_force(as_of) for t in truces):
            return f"Not met: no general ceasefire is in force on {days.in_words(as_of)}."
        forgiven = (
            f"more than the {reading.forgiving} that are forgiven" if reading.forgiving else "and none is forgiven"
        )
        return f"Not met: observed days among the last {needed} were above the limits, {forgiven}."
    return f"Unknown: only {answer.observed_share:.0%} of the last {needed} was observed, too little to tell."


def rests_on_agreement(reading: Reading) -> bool:
    """Whether a reading cannot be met without an agreement: it asks for one, or measures against the days before it."""
    return reading.needs == "agreement" or any(limit.share_of_before is not None for limit in reading.at_most.values())


def clause(verdict: ConditionVerdict) -> str:
    """Return the verdict as a part of the sentence that joins all gates."""
    title = lowered(verdict.title)
    if verdict.state == "unknown":
        return f"too little is observed to judge {title}"
    if verdict.state == "open":
        return f"{title} counts as durable"
    if verdict.deciding.rests_on_agreement and not verdict.in_force:
        return "no general ceasefire is in force"
    return f"{title} does not count as durable"
