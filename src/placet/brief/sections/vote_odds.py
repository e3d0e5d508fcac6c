"""Will it pass, in figures: the chance, past files, who can stop it, whom to ask, what stays of the programme."""

from __future__ import annotations

from placet.assessment import Together
from placet.brief.blocks import Block, Fold, Heading, Link, Note, Sentence, Table, Words
from placet.brief.positions import WORDS
from placet.brief.words import capital, stopped
from placet.days import in_words
from placet.gates.chance import with_interval
from placet.gates.remains import shares
from placet.gates.verdict import Ask, VoteVerdict
from placet.gates.words import listed, percent
from placet.outlook.chance import with_interval as odds

MOST_ASKED = 5
SHOWN_MONTHS = (6, 24)
FEWEST = 3
FAILING = ("done by a smaller group", "given up")


def likely(gate: VoteVerdict, together: Together | None) -> list[Block]:
    """Return the estimates of the vote, each with the question that it answers, and the one that is reckoned with."""
    chance, waiting = gate.chance, gate.waiting
    if chance is None:
        return []
    within = f"within {chance.within_days} days"
    positions = Link("positions", "#chance")
    rows: list[tuple[Words, ...]] = [
        (f"It passes {within}, each member deciding alone", with_interval(chance.independent), positions),
        (f"It passes {within}, members moving together", with_interval(chance.correlated), positions),
    ]
    if waiting:
        found = next((row for row in waiting.odds if row.within_days == chance.within_days), waiting.odds[0])
        past = f"A contested file like this is adopted within {found.within_days} days, changed or not"
        rows.append((past, with_interval(found.adopted), Link("past files", "#waiting")))
    rows += _reckoned(gate, together)
    said = "Each figure answers another question; none of them is the verdict."
    if len(rows) > FEWEST:
        said = (
            "Positions and past files disagree. The last rows join both, slowed or sped up by the other gates; “All "
            "together” reckons with them."
        )
    table = Table(("What is asked", "Chance", "Rests on"), tuple(rows), short=(1, 2))
    return [Heading("How likely is it?"), Sentence(said), table]


def _reckoned(gate: VoteVerdict, together: Together | None) -> list[tuple[Words, ...]]:
    """Return the chance that the vote is open on the days of the horizons, as all gates together have it."""
    one = next((found for found in together.gates if found.title == gate.title), None) if together else None
    if together is None or one is None or not together.days:
        return []
    return [
        (f"It is open on {in_words(row.day)}", odds(one.on[together.nearest(row.day)]), Link("both, joined", "#rests"))
        for row in together.horizons
        if row.months in SHOWN_MONTHS
    ]


def whom_to_ask(gate: VoteVerdict) -> list[Block]:
    """Return the members whose answer would move the chance most, in a sentence."""
    if not gate.asking:
        return []
    first, *others = gate.asking
    reason = ", whose no has gone stale" if first.member in gate.blockers else ""
    said = (
        f"{first.name}{reason}: its yes would raise the chance by {100 * (first.if_yes - first.now):.0f} points, each "
        "member deciding alone"
    )
    nearest = [ask.name for ask in others[: MOST_ASKED - 1]]
    said += f". Then {listed(nearest)}" if nearest else ""
    return [Heading("Whom to ask first"), Sentence((f"{stopped(said)} See ", Link("all of them", "#asking"), "."))]


def stoppers(gate: VoteVerdict) -> list[Block]:
    """Return who can stop it: by what was said, by the likeliest group, and how much room declarations leave."""
    name = {member.member: member.name for member in gate.members}
    said = []
    if gate.blocking:
        groups = [listed([name[code] for code in group]) for group in gate.blocking[:3]]
        more = f" ({len(gate.blocking)} groups in all)" if len(gate.blocking) > 3 else ""
        one = "stops" if len(gate.blocking[0]) == 1 else "stop"
        said.append(f"By what has been said, {'; or '.join(groups)} {one} it{more}.")
    if gate.chance and gate.chance.likeliest_block:
        group = listed([name[code] for code in gate.chance.likeliest_block])
        said.append(
            f"Of all groups that can stop it, the likeliest to is {group}, with a chance of "
            f"{percent(gate.chance.block_chance)}."
        )
    if gate.room:
        said.append(gate.room.sentence)
        said += [gate.room.who_pays] if gate.room.who_pays else []
    blocks: list[Block] = [Heading("Who can stop it?"), Sentence(" ".join(said))] if said else []
    if gate.opted_out:
        blocks.append(Note(" ".join(stopped(f"{code} takes no part: {why}") for code, why in gate.opted_out.items())))
    return blocks


def remaining(gate: VoteVerdict) -> list[Block]:
    """Return what stays of the programme when only some members take part."""
    if not gate.remains:
        return []
    rows = tuple(
        (
            left.title,
            f"{left.sites} of {left.sites_all}",
            shares(left.beds),
            shares(left.instructors),
            listed(left.sites_lost) or "nothing",
        )
        for left in gate.remains
    )
    head = ("Who takes part", "Sites", "Beds", "Instructors", "What falls away")
    note = (
        f"{gate.remains[0].money} A span: whose sites or instructors they are is not known for all. "
        "Nothing is planned anew here."
    )
    table = Table(head, rows, short=(1, 2, 3))
    return [Fold("What stays of the mission if some stay away?", (table, Note(note)), anchor="remains")]


def folds(gate: VoteVerdict) -> list[Block]:
    """Return what the figures rest on, folded: the stance table, past files by route, everybody worth asking."""
    return [*_basis(gate), *_waiting(gate), *_asking(gate)]


def _basis(gate: VoteVerdict) -> list[Block]:
    if gate.chance is None:
        return []
    rows = tuple(
        (
            capital(WORDS[row.position]),
            str(row.members),
            f"{100 * row.no.low:.0f} to {100 * row.no.high:.0f} %",
            "counted on past decisions" if row.kind == "fitted" else "judgement",
            capital(row.basis),
        )
        for row in gate.chance.stances
    )
    head = ("Position", "Members", "Chance of a final no", "Where from", "Basis")
    note = Note(f"{gate.chance.method} A verdict never uses it: the gate is judged by what members have said.")
    table = Table(head, rows, numbers=(1,), short=(2, 3))
    return [Fold("What the chance rests on", (Sentence(gate.chance.sentence), table, note), anchor="chance")]


def _waiting(gate: VoteVerdict) -> list[Block]:
    waiting = gate.waiting
    if waiting is None:
        return []
    routes = [route for route in waiting.odds[0].routes if route not in FAILING]
    rows = tuple(
        (
            f"{row.within_days} days",
            with_interval(row.adopted),
            *(percent(row.routes[route]) for route in routes),
            percent(sum(row.routes[route] for route in FAILING)),
            percent(row.still_open),
        )
        for row in waiting.odds
    )
    head = (
        "Within",
        "Adopted",
        *(capital(route.removeprefix("adopted ")) for route in routes),
        "Given up, or a smaller group",
        "Still open",
    )
    table = Table(head, rows, short=tuple(range(len(head))))
    return [
        Fold(
            "By which route past files ended",
            (Sentence(waiting.sentence), table, Note(waiting.method)),
            anchor="waiting",
        )
    ]


def _asking(gate: VoteVerdict) -> list[Block]:
    if not gate.asking:
        return []
    head = ("Member", "Position", "Moves the chance by, on average", "Chance if it says yes", "Why")
    table = Table(head, tuple(_asked(ask) for ask in gate.asking), short=(1, 2, 3))
    first = gate.asking[0]
    refused = percent(first.if_no) if first.if_no else "none"
    note = Note(
        f"The chance now, each member deciding alone and each range at its middle: {percent(first.now)}; "
        f"after a no of {first.name}: {refused}. "
        "Members in one row of the stance table are told apart by how often each was publicly against in past files."
    )
    return [Fold("Whose answer would move the chance", (table, note), anchor="asking")]


def _asked(ask: Ask) -> tuple[str, ...]:
    points = f"{100 * ask.worth:.1f} points"
    return ask.name, capital(WORDS[ask.position]), points, percent(ask.if_yes), capital(ask.why)
