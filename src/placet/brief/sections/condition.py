"""Is the condition met: the counts, every reading side by side, the truces, and what "durable" was said to mean."""

from __future__ import annotations

from placet.brief.blocks import Block, Chart, Fold, Heading, Note, Section, Sentence, Table, Words
from placet.brief.book import Book, slug
from placet.brief.words import capital, span, uncapital
from placet.charts import counts, history, lasting, regions
from placet.charts.counts import DAYS, deciding
from placet.charts.numbers import percent_with_interval
from placet.charts.strips import ONE, in_window
from placet.days import in_words
from placet.gates.verdict import (
    AgreementView,
    ConditionVerdict,
    DailyCounts,
    ReadingVerdict,
    RegionCounts,
    TruceStanding,
)
from placet.gates.words import in_words as in_number
from placet.gates.words import listed

STATES = {"open": "met", "shut": "not met", "unknown": "unknown"}
NARROW_PX = 330
RECENT_DAYS = 14
YEAR_DAYS = 365


def condition(book: Book) -> Section:
    """Return the section on the condition."""
    gate = book.condition
    title = "Is the condition met?"
    if gate is None:
        return Section("condition", title, (Sentence("This dossier has no gate that is a condition."),))
    blocks: list[Block] = [Sentence(gate.sentence, lead=True), Sentence(f"{gate.asks}{_in_force(book, gate)}")]
    blocks += [_chart(book, gate, series) for series in recent(book, gate)]
    gaps = _not_observed(book, gate)
    if gaps:
        blocks.append(Note(f"Not observed: {gaps}. A day without a count is unknown, never quiet."))
    blocks += [
        Heading("Every reading of the word, side by side"),
        Sentence(
            f"“{deciding(gate).title}” decides this gate; the others are shown because no source defines the word."
        ),
        readings(book, gate),
        *_ahead(gate),
    ]
    blocks += _lasting(gate)
    blocks += [Heading("What was said about the ceasefire"), *book.shown("ceasefire", most=6)]
    blocks += _standings(book, gate)
    past = [_past(gate, series) for series in gate.series if _old(book, gate, series)]
    drawn = (*past, *(_map(one) for one in gate.regions))
    if drawn:
        blocks.append(Fold("The years before, and where it happened", drawn, anchor="years-before"))
    if gate.agreements:
        title_of_truces = f"Truces announced so far: {len(gate.agreements)}"
        blocks.append(Fold(title_of_truces, (truces(book, gate.agreements),)))
    return Section("condition", title, tuple(blocks))


def _lasting(gate: ConditionVerdict) -> list[Block]:
    """Return how long past ceasefires of the classes that the dossier names lasted."""
    if not gate.lasting:
        return []
    classes = list(dict.fromkeys((rate.base, rate.title, rate.followed) for rate in gate.lasting))
    spans = list(dict.fromkeys(rate.survived_days for rate in gate.lasting))
    found = {(rate.base, rate.survived_days): rate.chance for rate in gate.lasting}
    rows = tuple(
        (
            f"{capital(title)} ({followed})",
            *(percent_with_interval(c) if (c := found.get((base, days))) else "" for days in spans),
        )
        for base, title, followed in classes
    )
    head = ("Share that lasted another year", *("from its start" if not d else f"after {d} days" for d in spans))
    heading, table = Heading("How long such ceasefires lasted elsewhere"), Table(head, rows)
    if gate.curves:
        wide, narrow = lasting(gate, width=1000), lasting(gate, width=NARROW_PX)
        return [heading, Chart(wide, narrow, table, "chart-lasting")]
    failures = "; ".join(dict.fromkeys(rate.failure for rate in gate.lasting))
    note = Note(f"A base rate from other wars, no forecast of this one. What counts as an end: {failures}.")
    return [heading, table, note]


def _not_observed(book: Book, gate: ConditionVerdict) -> str:
    late = [series for series in gate.series if series.known_until <= book.assessment.as_of]
    return "; ".join(f"{uncapital(one.title)} after {in_words(one.known_until - ONE)}" for one in late)


def _in_force(book: Book, gate: ConditionVerdict) -> str:
    day = in_words(book.assessment.as_of)
    if gate.in_force:
        return f" In force on {day}: {listed(gate.in_force)}."
    missing = f"no general ceasefire is in force on {day}"
    # The verdict often says it already.
    return "" if missing.lower() in gate.sentence.lower() else f" {capital(missing)}."


def recent(book: Book, gate: ConditionVerdict) -> list[DailyCounts]:
    """Return the series with counts within the days that the main chart shows, the deciding reading's first."""
    since = book.assessment.as_of - DAYS * ONE
    found = [series for series in gate.series if series.days and series.known_until > since]
    return sorted(found, key=lambda series: series.series not in deciding(gate).limits)


def _old(book: Book, gate: ConditionVerdict, series: DailyCounts) -> bool:
    return series not in recent(book, gate) and any(count is not None for count in series.counts)


def _chart(book: Book, gate: ConditionVerdict, series: DailyCounts) -> Chart:
    as_of = book.assessment.as_of
    last = list(zip(series.days, series.counts, strict=True))[-RECENT_DAYS:]
    rows = tuple((in_words(day), "not counted" if many is None else f"{many:,.0f}") for day, many in last)
    return Chart(
        spec=counts(gate, series, as_of, width=1000),
        narrow=counts(gate, series, as_of, width=NARROW_PX),
        table=Table((f"The last {len(rows)} days", series.title), rows, numbers=(1,)),
        anchor=f"chart-{slug(series.series)}",
    )


def _past(gate: ConditionVerdict, series: DailyCounts) -> Chart:
    since, until = series.days[0], series.days[-1] + ONE
    found = [(truce.title, span(start, stop)) for truce, start, stop in in_window(gate.agreements, since, until)]
    return Chart(
        spec=history(gate, series, width=1000),
        narrow=history(gate, series, width=NARROW_PX),
        table=Table(("Truce in these years", "announced for"), tuple(found)),
        anchor=f"chart-{slug(series.series)}",
    )


def _map(one: RegionCounts) -> Chart:
    most = sorted((r for r in one.regions if r.count), key=lambda region: (-region.count, region.zone))
    rows = tuple((f"{region.name} ({region.zone})", f"{region.count:,.0f}") for region in most)
    return Chart(
        spec=regions(one, width=560),
        narrow=regions(one, width=NARROW_PX),
        table=Table(("Region", one.unit), rows, numbers=(1,)),
        anchor=f"map-{slug(one.series)}",
    )


def readings(book: Book, gate: ConditionVerdict) -> Table:
    """Return the readings as rows."""
    rows = tuple(
        (
            reading.title + (" (decides)" if reading.reading == gate.reading else ""),
            capital(STATES[reading.state]),
            f"{reading.day} of {reading.days_needed}",
            _longest(reading),
            _past_spans(reading),
            _within_a_year(reading),
            _why(book, reading),
        )
        for reading in gate.readings
    )
    return Table(
        (
            "Reading",
            "Today",
            "Days so far",
            "Longest ever",
            "Would have been met",
            "Met within a year",
            "Why these numbers",
        ),
        rows,
        short=(1, 2, 5),
    )


def _within_a_year(reading: ReadingVerdict) -> str:
    year = next((by.chance for by in reading.met_by if by.days == YEAR_DAYS), None)
    return percent_with_interval(year) if year else ""


def _ahead(gate: ConditionVerdict) -> list[Block]:
    """Return the chance that the deciding reading is met by a day, and how it was made."""
    found = deciding(gate)
    if not found.met_by:
        return []
    chances = ", ".join(f"{percent_with_interval(by.chance)} by {in_words(by.day)}" for by in found.met_by)
    how = Fold("How the chance that a reading is met was computed", (Note(found.met_by_method),))
    return [Sentence(f"The chance that “{found.title}” is met: {chances}."), how]


def _standings(book: Book, gate: ConditionVerdict) -> list[Block]:
    """Return how the truces of the last year stand, and behind a fold what changed their state."""
    if not gate.standings:
        return []
    rows: tuple[tuple[Words, ...], ...] = tuple(
        ((one.title, *book.refs(one.because)), capital(one.status), one.sentence, _lasts(one)) for one in gate.standings
    )
    changes: tuple[tuple[Words, ...], ...] = tuple(
        (in_words(change.day), f"{one.title}: {change.sentence}") for one in gate.standings for change in one.changes
    )
    table = Table(("Truce", "State", "What was counted", "Lasts another year"), rows, short=(1,))
    title = f"What changed their state: {len(changes)} changes, each with its rows"
    more = (Heading(title), Table(("Day", "Change"), changes, short=(0,))) if changes else ()
    return [Fold(f"How the truces of the last year stand: {_stand(gate)}", (table, *more), anchor="truces")]


def _stand(gate: ConditionVerdict) -> str:
    """Return how many truces are in which state, each truce once for each state that a series gives it."""
    states = list(dict.fromkeys((one.title, one.status) for one in gate.standings))
    many = {status: sum(found == status for _, found in states) for _, status in states}
    return listed([f"{in_number(number)} {status}" for status, number in many.items()])


def _lasts(one: TruceStanding) -> str:
    year = next((by.chance for by in one.lasts if by.days == YEAR_DAYS), None)
    return f"{percent_with_interval(year)} of its class" if year else ""


def _longest(reading: ReadingVerdict) -> str:
    ended = f", to {in_words(reading.longest_ended)}" if reading.longest_ended else ""
    return f"{reading.longest} {'day' if reading.longest == 1 else 'days'}{ended}"


def _past_spans(reading: ReadingVerdict) -> str:
    if not reading.open_spans:
        return "never"
    words = [span(since, until) for since, until in reading.open_spans[-3:]]
    earlier = len(reading.open_spans) - len(words)
    return "; ".join(words) + (f"; and {earlier} {'time' if earlier == 1 else 'times'} before" if earlier else "")


def _why(book: Book, reading: ReadingVerdict) -> Words:
    refs = book.refs(reading.because)
    if reading.assumed:
        return (f"Assumed: {reading.assumed}", *refs)
    return ("Leans on", *refs) if refs else ""


def truces(book: Book, agreements: list[AgreementView]) -> Table:
    """Return the announced truces, newest first."""
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            (truce.title, *book.refs(truce.because)),
            span(truce.since, truce.until),
            truce.scope,
            truce.declared_by,
            in_words(truce.ended) if truce.ended else "",
        )
        for truce in sorted(agreements, key=lambda truce: truce.since, reverse=True)
    )
    return Table(("Truce", "Counted as in force", "Covers", "Declared by", "Ended or replaced"), rows, short=(4,))
