"""The first screen: the verdict, what is short, one card per gate."""

from __future__ import annotations

from placet.assessment import Together
from placet.brief.blocks import Card, Cards, Opening, Warning
from placet.brief.book import Book
from placet.brief.positions import WORDS
from placet.brief.sections.afterwards import outcome
from placet.brief.words import capital, stopped, uncapital
from placet.charts.counts import deciding
from placet.charts.numbers import rounded, whole
from placet.days import in_words
from placet.gates.verdict import ClockVerdict, ConditionVerdict, Verdict, VoteVerdict
from placet.gates.words import counted
from placet.outlook.chance import small, with_interval

STATES = {"open": "Open", "shut": "Shut", "unknown": "Unknown"}


def opening(book: Book) -> Opening:
    """Return the first screen."""
    a = book.assessment
    read = f" · news read up to {in_words(a.read_until)}" if a.as_of >= a.read_until else ""
    known = counted(len(a.claims), "claim")
    cards = [card(gate) for gate in a.gates.values()]
    if a.together:
        cards.append(_all_gates(a.together))
    plan = a.plan
    if plan and not plan.infeasible and plan.cases:
        best = plan.cases[0]
        cards.append(
            Card(
                title="The plan",
                state="plan",
                word=whole(rounded(best.trained).mid),
                short=f"soldiers in {plan.months} months",
                more=f"{best.title}; target {whole(rounded(plan.target).mid)} in {plan.target_months} months",
                to="#delivery",
            )
        )
    return Opening(
        case=a.title,
        asks=a.asks,
        dated=f"As of {in_words(a.as_of)}{read} · {known}",
        sentence=a.sentence,
        summary=summary(book),
        warnings=tuple(_warnings(book)),
        cards=Cards(tuple(cards)),
    )  # fmt: skip


def summary(book: Book) -> str:
    """Return what the verdict does not say yet, the most important first: how likely, the other gates, what it brings.

    Intervals of the plan are left to its section.
    """
    a = book.assessment
    said = [_likely(a.together)] if a.together and a.state != "open" else []
    others = [gate.sentence for gate in a.gates.values() if gate.state != a.state]
    for one in others:
        said += [] if any(one.rstrip(".") in before for before in said) else [one]
    if a.plan and a.plan.cases:
        said.append(outcome(a.plan))
    return " ".join(said)


def _likely(together: Together) -> str:
    here = together.here
    if here is None:
        return together.sentence
    found = f"By {in_words(here.day)} all gates are open at the same time with a chance of {with_interval(here.by)}"
    hangs = f"; it hangs most on {uncapital(together.levers[0].title)}" if together.levers else ""
    return f"{found}, mostly judgement{hangs}."


def _all_gates(together: Together) -> Card:
    """Return the chance that all gates open in three lines."""
    here = together.here
    if here is None:
        return Card("All gates together", "plan", "No chance", "can be given", together.missing[0], "#together")
    return Card(
        title="All gates together",
        state="plan",
        word=f"{small(here.by.mid)}\N{NO-BREAK SPACE}%",
        short=f"chance that all are open by {in_words(here.day)}",
        more=f"{small(here.by.low)} to {small(here.by.high)} %, mostly judgement",
        to="#together",
    )


def _warnings(book: Book) -> list[Warning]:
    a = book.assessment
    found = []
    if a.changes:
        made = "; ".join(f"{where} = {to}" for where, to in a.changes.items())
        found.append(Warning(f"A what-if, not the case as it stands. Changed first: {made}."))
    for member in book.vote.members if book.vote else ():
        if member.stale and member.check_by and book.vote and member.member in book.vote.blockers:
            due = f"{member.name} is counted as a no, but that was to be checked by {in_words(member.check_by)}."
            found.append(Warning(f"{due} {stopped(member.note)}" if member.note else due))
    if a.as_of > a.read_until:
        found.append(Warning(f"Nobody has read the news after {in_words(a.read_until)} for this dossier."))
    return found


def card(gate: Verdict) -> Card:
    """Return a gate in three lines."""
    if isinstance(gate, VoteVerdict):
        short, more = _vote(gate)
        to = "#vote"
    elif isinstance(gate, ConditionVerdict):
        short, more = _condition(gate)
        to = "#condition"
    else:
        short, more = _clock(gate)
        to = "#afterwards"
    return Card(title=gate.title, state=gate.state, word=STATES[gate.state], short=short, more=more, to=to)


def _vote(gate: VoteVerdict) -> tuple[str, str]:
    if gate.proposed is None:
        return "nothing proposed", gate.rule_title
    if gate.recorded:
        return gate.recorded, f"recorded on {in_words(gate.recorded_day)}" if gate.recorded_day else gate.rule_title
    counts = [(words, gate.counts.get(position, 0)) for position, words in WORDS.items()]
    first = f"{gate.counts.get('no', 0)} no"
    return first, " · ".join(f"{many}\N{NO-BREAK SPACE}{words}" for words, many in counts if many and words != "no")


def _condition(gate: ConditionVerdict) -> tuple[str, str]:
    reading = deciding(gate)
    longest = (
        f"longest quiet so far: {counted(reading.longest, 'day')}" if reading.longest else "no quiet day counted so far"
    )
    return f"day {reading.day} of {reading.days_needed}", f"{longest}; read as “{reading.title}”"


def _clock(gate: ClockVerdict) -> tuple[str, str]:
    if gate.days_left is not None and gate.until is not None:
        return f"{gate.days_left} {'day' if gate.days_left == 1 else 'days'} left", f"until {in_words(gate.until)}"
    if gate.since is not None and not gate.ended and gate.days_left is None and gate.state == "shut":
        return "not begun", f"starts {in_words(gate.since)}"
    if gate.until is not None:
        return "ended", capital(f"ended {in_words(gate.until)}")
    return "no term known", gate.asks
