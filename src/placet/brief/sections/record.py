"""What the brief rests on: disagreeing figures, assumptions, what is unknown or stale, all claims, provenance."""

from __future__ import annotations

from placet.brief.blocks import Block, Chart, Claims, Fold, Heading, Items, Note, Section, Sentence, Table, Words
from placet.brief.book import SUBJECTS, Book, slug
from placet.brief.words import stopped
from placet.charts import totals
from placet.days import in_words
from placet.gates.words import counted

KINDS = "Stated: in the speaker's own words. Reported: somebody else says so. Inferred: read from something near it."
SOME = "A quote marked as from a summary stands in the dossier's own summary of the page, not in the page itself."
ALL = "Every quote stands in the dossier's own summary of the page; the link leads to the page itself."


def figures(book: Book) -> Section:
    """Return the section on figures that sources give differently."""
    blocks: list[Block] = []
    for figure in book.assessment.figures:
        rows: list[tuple[Words, ...]] = [
            (
                in_words(value.day),
                f"{value.amount:,.0f}",
                (f"“{value.words}”", *book.refs(value.because)),
                value.doubt or "",
            )
            for value in sorted(figure.values, key=lambda value: value.day)
        ]
        table = Table(("For the day", figure.unit, "As written", "Doubt"), tuple(rows), numbers=(1,))
        blocks.append(Chart(totals(figure, width=640), totals(figure, width=225), table, f"figure-{slug(figure.id)}"))
        if figure.note:
            blocks.append(Note(figure.note))
    return Section("figures", "Figures that disagree", tuple(blocks) or (Sentence("No figure is given differently."),))


def assumed(book: Book) -> Section:
    """Return the section on what is assumed, and beside it what is sourced."""
    a = book.assessment
    blocks: list[Block] = []
    if a.assumed:
        rows: list[tuple[Words, ...]] = [(one.where, one.figure, one.why) for one in a.assumed]
        many = counted(len(a.assumed), "figure").capitalize()
        opening = f"{many} from no source: judged, and said so. A range is a 90 % interval."
        table = Table(("Where in the dossier", "Figure", "Why this one"), tuple(rows))
        blocks += [Sentence(opening), Fold("What is assumed, and why", (table,))]
    else:
        blocks.append(Sentence("Nothing is assumed."))
    if a.sourced:
        rows = [(one.where, (one.figure, *book.refs(one.because))) for one in a.sourced]
        blocks.append(
            Fold(
                f"Figures of the programme that rest on sources: {len(rows)}",
                (Table(("Where", "Figure"), tuple(rows)),),
            )
        )
    return Section("assumed", "What is assumed", tuple(blocks))  # fmt: skip


def unknown(book: Book) -> Section:
    """Return the section on what is not known and what has gone stale."""
    a = book.assessment
    blocks: list[Block] = [
        Items(tuple(map(stopped, a.unknown))) if a.unknown else Sentence("Nothing is listed as unknown.")
    ]
    blocks.append(Heading("Stale"))
    blocks.append(Items(tuple(map(stopped, a.stale))) if a.stale else Sentence("Nothing has gone stale by this day."))
    if a.withdrawn:
        blocks += [Heading("Withdrawn by their publishers"), Items(tuple(map(stopped, a.withdrawn)))]
    return Section("unknown", "What is unknown, and what has gone stale", tuple(blocks))


def claims(book: Book) -> Section:
    """Return the section with every claim, by subject."""
    summaries = [claim.own_words for claim in book.assessment.claims.values()]
    more = f" {ALL if all(summaries) else SOME}" if any(summaries) else ""
    blocks: list[Block] = [Note(KINDS + more)]
    for name, found in book.groups.items():
        title = f"{SUBJECTS.get(name, name.capitalize())}: {len(found)}"
        blocks.append(
            Fold(title, (Claims(found, summaries=not all(summaries)),), anchor=f"claims-{slug(name)}", open=True)
        )
    if not book.groups:
        blocks.append(Sentence("No claim had been published by the day."))
    return Section("claims", "Claims", tuple(blocks))


def provenance(book: Book) -> Section:
    """Return the section on data, method and provenance."""
    a = book.assessment
    sources: list[tuple[Words, ...]] = []
    for gate in a.gates.values():
        sources += [(one.title, one.source) for one in getattr(gate, "series", [])]
    sources += [(view.title, view.source) for view in a.security]
    libraries = ", ".join(f"{name} {version}" for name, version in a.made.libraries.items())
    files: list[tuple[Words, ...]] = [(name, f"{digest[:12]}…") for name, digest in a.made.inputs.items()]
    blocks: list[Block] = [Table(("Data", "Source"), tuple(dict.fromkeys(sources)))] if sources else []
    if a.plan:
        blocks.append(Sentence(f"Plan: {stopped(a.plan.method)}"))
    blocks += [
        Sentence(f"Made with Placet {a.made.placet} ({libraries}), seed {a.made.seed}, as of {a.as_of.isoformat()}."),
        Fold(f"Files of the dossier: {len(files)}", (Table(("File", "sha256 begins with"), tuple(files)),)),
    ]
    return Section("provenance", "Data, method and provenance", tuple(blocks))
