"""All together: when, how likely, what would change it, what waiting costs, what to prepare."""

from __future__ import annotations

from placet.assessment import PolicyView, Together
from placet.brief.blocks import (
    Block,
    Chart,
    Columns,
    Fold,
    Heading,
    Items,
    Note,
    Section,
    Sentence,
    Table,
    Warning,
    Words,
)
from placet.brief.book import Book
from placet.charts import all_open, gates_apart
from placet.charts.numbers import significant, whole
from placet.days import in_words
from placet.outlook.chance import with_interval


def together(book: Book) -> Section:
    """Return the section that joins all gates."""
    found = book.assessment.together
    if found is None:
        return Section("together", TITLE, (Sentence("The chance that all gates open was not computed."),))
    blocks: list[Block] = [Sentence(found.sentence, lead=True)]
    if found.days:
        blocks += _chances(book, found)
    policy = book.assessment.policy
    if policy:
        blocks += _policy(policy)
    doubts = [*found.doubts, *(policy.doubts if policy else [])]
    blocks += [Warning(f"A check of this run failed: {doubt}") for doubt in doubts]
    blocks.append(_basis(found, policy))
    return Section("together", TITLE, tuple(blocks))


TITLE = "All together: when, how likely"
LEVELS = (
    "Reckoned with every figure of the programme at its middle, so the totals lie above the medians of the draws in "
    "“What it delivers”: compare them with each other, not with those."
)


def _chances(book: Book, found: Together) -> list[Block]:
    blocks: list[Block] = [Sentence(found.stays_sentence)] if found.stays_sentence else []
    blocks.append(
        Columns(
            (Chart(all_open(found), None, _horizons(found), "chart-together"),),
            (Chart(gates_apart(found), None, _gates(found), "chart-gates"),),
        )
    )
    ties: tuple[Words, ...] = tuple((tie.sentence, *book.refs(tie.because)) for tie in found.ties)
    levers: tuple[Words, ...] = tuple(lever.sentence for lever in found.levers)
    blocks += [Heading("What would change the answer most"), Items((*levers, *ties))]
    return blocks


def _horizons(found: Together) -> Table:
    rows = tuple(
        (f"{row.months} months, {in_words(row.day)}", with_interval(row.by), with_interval(row.on))
        for row in found.horizons
    )
    return Table(("Within", "All open by then", "All open on that day"), rows, numbers=(1, 2))


def _gates(found: Together) -> Table:
    at = [found.nearest(row.day) for row in found.horizons]
    rows = tuple((gate.title, *(with_interval(gate.on[n]) for n in at)) for gate in found.gates)
    return Table(("Open after", *(f"{row.months} months" for row in found.horizons)), rows)


def _policy(policy: PolicyView) -> list[Block]:
    worths = tuple(gate.sentence for gate in policy.gates)
    prepare = tuple(one.sentence for one in policy.prepare)
    return [
        Heading("What the chances mean for the training"),
        Sentence(policy.sentence),
        Note(LEVELS),
        Columns(
            (
                Heading("What a veto, each gate and knowing earlier are worth"),
                Items((policy.veto_sentence, *worths, policy.knowing_sentence)),
            ),
            (
                Heading("What to prepare now"),
                Sentence(policy.prepare_sentence),
                *((Fold("What was weighed", (Items(prepare),)),) if prepare else ()),
            ),
        ),
        Fold("Soldiers trained by period, over the histories of the gates", (_periods(policy),)),
    ]


def _periods(policy: PolicyView) -> Table:
    rows = tuple(
        (
            f"before {in_words(period.until)}",
            whole(significant(period.mean)),
            f"{whole(significant(period.trained.low))} to {whole(significant(period.trained.high))}",
        )
        for period in policy.periods
    )
    return Table(("Trained", "On average", "In nine of ten histories"), rows, numbers=(1, 2), short=(0,))


def _basis(found: Together, policy: PolicyView | None) -> Fold:
    rests = tuple(f"{gate.title}: {gate.basis}" for gate in found.gates)
    blocks: list[Block] = [Items((*rests, *found.missing, *found.judged))] if rests or found.missing else []
    blocks.append(Note(found.method))
    if policy:
        blocks.append(Note(f"The training: {policy.method}"))
    return Fold("What these chances rest on", tuple(blocks), anchor="rests")
