"""Who carries it: shares, what falls away without each, money, contributing states, and other missions beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from placet.assessment import Burden, Carrier, PlanView
from placet.brief.blocks import Block, Heading, Items, Link, Note, Section, Sentence, Table
from placet.brief.book import Book
from placet.brief.words import uncapital
from placet.charts.numbers import eur, percent, significant, whole, with_interval


def burden(book: Book) -> Section:
    """Return the section on who carries the mission."""
    blocks: list[Block] = []
    plan = book.assessment.plan
    if plan and plan.hosts and plan.cases:
        blocks += _carried(book, plan, plan.burden) if plan.burden else [_sites(plan)]
    blocks += [Heading("States and other missions"), *book.shown("burden", most=8)]
    blocks += [Heading("Money"), *book.shown("money", most=6)]
    return Section("burden", "Who carries it", tuple(blocks))


def _sites(plan: PlanView) -> Sentence:
    shares = "; ".join(f"{site.title} {percent(site.share)}" for site in plan.hosts[:4])
    where = f"Where the plan trains ({uncapital(plan.cases[0].title)}): {shares}. "
    return Sentence((where, Link("All sites", "#hosts"), "."))


def _carried(book: Book, plan: PlanView, found: Burden) -> list[Block]:
    """Return the table of carriers, who cannot go inside, and what hosts give up."""
    blocks: list[Block] = [Sentence(found.sentence, lead=True), _sites(plan), _table(found.carriers)]
    blocks.append(Note(found.method))
    blocks += [Heading("Who cannot go inside"), Sentence(found.caveat_sentence)]
    if found.caveats:
        blocks.append(Items(tuple((one.sentence, *book.refs(one.because)) for one in found.caveats)))
    blocks += [Heading("What hosts give up of their own training"), Sentence(found.displacement_sentence)]
    source = Link(found.comparison_source, found.comparison_address)
    blocks.append(Note((f"{found.comparison} (", source, ")")))
    return blocks


def _table(carriers: Sequence[Carrier]) -> Table:
    """Return one row for each carrier; each column of shares adds up to 100 %."""
    shares = [
        hundred([getattr(one, f"{kind}_share") for one in carriers]) for kind in ("soldiers", "beds", "instructors")
    ]
    rows = tuple(
        (
            one.title,
            *(f"{column[n]} %" for column in shares),
            "not planned" if one.fewer is None else whole(significant(max(0.0, one.fewer))),
            _spent(one.eur_less),
            _displaced(one),
        )
        for n, one in enumerate(carriers)
    )
    head = (
        "Who",
        "Soldiers hosted",
        "Beds",
        "Instructors",
        "Fewer soldiers without",
        "Less spent without",
        "Own training displaced, bed-weeks",
    )
    return Table(head, rows, numbers=(1, 2, 3, 4, 5, 6))


def _spent(eur_less: float | None) -> str:
    """Return money that is not spent, in words."""
    if eur_less is None:
        return "not planned"
    return eur(eur_less) if round(eur_less) else "nothing"


def _displaced(one: Carrier) -> str:
    """Return the bed-weeks of a host's own training that are displaced; unknown is said, never zero."""
    if not one.bed_weeks:
        return "hosts none"
    if one.displaced is None:
        return "unknown"
    known = with_interval(one.displaced)
    return f"{known}, rest unknown" if one.displaced_unknown > 0.5 else known


def hundred(shares: Sequence[float]) -> list[int]:
    """Return shares as whole per cent that add up to 100: rounded down, then the largest remainders up (Hamilton).

    >>> hundred([1 / 3, 1 / 3, 1 / 3])
    [34, 33, 33]
    """
    if not any(shares):
        return [0 for _ in shares]
    exact = [100 * share / sum(shares) for share in shares]
    down = [math.floor(part) for part in exact]
    missing = 100 - sum(down)
    first = sorted(range(len(exact)), key=lambda n: down[n] - exact[n])[:missing]
    return [part + (n in first) for n, part in enumerate(down)]
