"""How the announced truces stand: each in every series that counts what it covers, with the rows behind each change."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from placet import ceasefire, days
from placet.ceasefire.violations import Kind
from placet.dossier.schema import Agreement, ConditionGate, Series
from placet.gates.verdict import LastsOn, Range, TruceChange, TruceStanding
from placet.gates.words import counted, percent
from placet.units import Range as Figure

RECENT_DAYS = 365
"""Truces that ended longer ago are not judged anew."""
LASTS_DAYS = (30, 90, 365)
MOST_CHANGES = 12
OVER = ("expired", "replaced", "ended", "collapsed", "undeclared")
WORDS = {
    "undeclared": "Not declared",
    "declared": "Declared, but neither surely in force nor surely broken",
    "unknown": "Unknown: too little is observed",
    "in force": "In force: surely at most half of the level before",
    "strong": "Strong: surely at most a quarter of the level before",
    "eroding": "Eroding: worse than a quarter of a year ago",
    "durable": "Durable by class and time survived",
    "collapsed": "Collapsed",
    "expired": "Expired by its own term",
    "replaced": "Replaced by another",
    "ended": "Ended",
}


def fits(agreement: Agreement, series: Series) -> bool:
    """Return whether a series counts what an agreement covers, and nothing beyond its zones."""
    class_ = agreement.scope == "general" or series.covers == agreement.scope
    zone = not agreement.zones or (series.zone is not None and series.zone in agreement.zones)
    return class_ and zone and series.kind != "area"


def standings(
    gate: ConditionGate,
    agreements: Sequence[Agreement],
    truces: Sequence[ceasefire.Truce],
    known: Mapping[str, ceasefire.Daily],
    as_of: date,
    claims: Collection[str],
) -> list[TruceStanding]:
    """Return how each truce of the last year stands in each series that fits it, the newest truce first."""
    found = []
    for agreement, truce in sorted(zip(agreements, truces, strict=True), key=lambda pair: pair[1].since, reverse=True):
        over = truce.over or as_of
        if truce.since > as_of or over < as_of - timedelta(days=RECENT_DAYS) or truce.declared_by == "not in force":
            continue
        because = [claim for claim in agreement.because if claim in claims]
        fitting = [
            name
            for name, series in gate.series.items()
            if fits(agreement, series) and series.observed_from < (truce.over or date.max)
        ]
        if not fitting:
            found.append(unjudged(agreement, because))
        peers = [t for a, t in zip(agreements, truces, strict=True) if t is not truce and a.scope == agreement.scope]
        found += [judged(gate, agreement, truce, peers, name, known, as_of, because) for name in fitting]
    return found


def unjudged(agreement: Agreement, because: list[str]) -> TruceStanding:
    """Return the standing of an agreement that no series of the dossier can judge: unknown."""
    where = f" in {', '.join(agreement.zones)}" if agreement.zones else ""
    what = "violence" if agreement.scope == "general" else f"violence of the class {agreement.scope}"
    return TruceStanding(
        title=agreement.title,
        series="",
        zone="",
        covers=agreement.scope,
        status="unknown",
        sentence=f"Unknown: no series counts {what}{where} and nothing else.",
        grade="unknown",
        before_per_day=None,
        level=None,
        observed_share=0.0,
        chance_in_force=0.0,
        chance_strong=0.0,
        chance_broken=0.0,
        chance_eroding=None,
        lasts=[],
        changes=[],
        because=because,
    )


def judged(
    gate: ConditionGate,
    agreement: Agreement,
    truce: ceasefire.Truce,
    peers: Sequence[ceasefire.Truce],
    name: str,
    known: Mapping[str, ceasefire.Daily],
    as_of: date,
    because: list[str],
) -> TruceStanding:
    """Return how a truce stands in one series."""
    series, counts = gate.series[name], known[name]
    terms = ceasefire.Terms(class_=agreement.class_)
    said = ceasefire.standing(truce, counts, as_of, peers, terms=terms)
    denounced = agreement.denounced is not None and agreement.denounced <= as_of
    status = "collapsed" if denounced else said.status
    changes = [change_view(change, series) for change in ceasefire.state_changes(said, counts, terms)]
    if denounced and agreement.denounced:
        words = f"Collapsed: denounced on {days.in_words(agreement.denounced)}."
        changes = [change for change in changes if change.day < agreement.denounced]
        changes.append(TruceChange(day=agreement.denounced, status="collapsed", sentence=words))
    last = truce.over - days.ONE if truce.over is not None and truce.over <= as_of else as_of
    return TruceStanding(
        title=agreement.title,
        series=name,
        zone=series.zone or "",
        covers=series.covers,
        status=status,
        sentence=standing_sentence(status, said, series, agreement),
        grade=grade(series, counts, truce.since, last),
        before_per_day=None if np.isnan(said.before_per_day) else said.before_per_day,
        level=Range.of(said.level) if said.level else None,
        observed_share=said.observed_share,
        chance_in_force=said.chance_in_force,
        chance_strong=said.chance_strong,
        chance_broken=said.chance_broken,
        chance_eroding=said.chance_eroding,
        lasts=[] if status in OVER else lasting_on(agreement.class_, (as_of - truce.since).days),
        changes=changes[-MOST_CHANGES:],
        because=because,
    )


def lasting_on(class_: str, survived_days: int) -> list[LastsOn]:
    """Return the chance that a truce of a class lasts on, as far as the table of base rates reaches."""
    reach = ceasefire.base_rates()[class_].curve.days[-1]
    return [
        LastsOn(days=more, chance=Range.of(ceasefire.survival(class_, survived_days, more)))
        for more in LASTS_DAYS
        if survived_days + more <= reach
    ]


def grade(series: Series, counts: ceasefire.Daily, since: date, last: date) -> str:
    """Return how grave the violations of a truce's last day were; unknown where the series says not what it counts."""
    if series.kind is None:
        return "unknown"
    by_kind: dict[Kind, ceasefire.Daily] = {series.kind: counts.between(since, last + days.ONE)}
    return ceasefire.violation(by_kind, last)


def standing_sentence(status: str, said: ceasefire.Standing, series: Series, agreement: Agreement) -> str:
    """Return the state of a truce in one series in words."""
    if status == "collapsed" and said.collapsed_on and not agreement.denounced:
        words = f"Collapsed, as could be said on {days.in_words(said.collapsed_on)}"
    elif status == "collapsed" and agreement.denounced:
        words = f"Collapsed: denounced on {days.in_words(agreement.denounced)}"
    else:
        words = WORDS[status]
    level = f"; {per_day(said.level)} a day in its last week" if said.level else ""
    before = "no level before is known" if np.isnan(said.before_per_day) else f"{said.before_per_day:,.1f} before it"
    chance = f"; chance of being in force {percent(said.chance_in_force)}" if status not in OVER and said.level else ""
    left_out = f"; it leaves out {', '.join(agreement.exempt)}" if agreement.exempt else ""
    observed = f"{said.observed_share:.0%} of those days observed"
    return f"{words} ({series.title}: {observed}{level}, {before}{chance}{left_out})."


def per_day(level: Figure) -> str:
    """Return a rate with its interval in words."""
    return f"{level.mid:,.1f} ({level.low:,.1f} to {level.high:,.1f})"


def change_view(change: ceasefire.StateChange, series: Series) -> TruceChange:
    """Return a change of state with the rows behind it in words."""
    span = f"the {counted(len(change.rows), 'day')} to {days.in_words(change.rows[-1][0])}" if change.rows else "no day"
    reason = f"nothing was observed in {span}" if change.rows else "it was over before a day of it had passed"
    if change.observed_days:
        rows = ", ".join(f"{when.day} {when:%b}: {n:,.0f}" for when, n in change.rows if not np.isnan(n))
        limit = "no level before to compare with"
        if not np.isnan(change.limit):
            limit = f"{change.limit:,.1f} allowed, chance of being in force {percent(change.chance_in_force)}"
        seen = "" if change.observed_days == len(change.rows) else f", {change.observed_days} of them observed"
        reason = f"{change.total:,.0f} counted in {span}{seen} ({rows}); {limit}"
    head = change.status[:1].upper() + change.status[1:]
    return TruceChange(day=change.day, status=change.status, sentence=f"{head}: {reason} ({series.file}).")
