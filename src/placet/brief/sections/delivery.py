"""What it delivers: soldiers by month, the cost of waiting, what holds the plan back, who hosts it."""

from __future__ import annotations

from placet.assessment import PlanCase, PlanView
from placet.brief.blocks import (
    Block,
    Chart,
    Columns,
    Fold,
    Heading,
    Items,
    Link,
    Note,
    Section,
    Sentence,
    Table,
    Warning,
)
from placet.brief.book import Book, slug
from placet.brief.words import stopped
from placet.charts import fan, waiting
from placet.charts.numbers import eur_with_interval, percent, rounded, significant, whole, with_interval
from placet.charts.waiting import words as cost
from placet.days import in_words


def delivery(book: Book) -> Section:
    """Return the section on the plan."""
    plan = book.assessment.plan
    title = "What it delivers"
    blocks: list[Block]
    if plan is None:
        blocks = [Sentence("This dossier has no programme, so nothing is said of what the mission delivers.")]
    else:
        blocks = _plan(book, plan)
    blocks += [Heading("The mission so far"), *_figures(book), *book.shown("mission", most=4)]
    blocks += [Heading("Its mandate"), *book.shown("mandate", most=8)]
    blocks += [Heading("Logistics"), *book.shown("logistics", most=4)]
    return Section("delivery", title, tuple(blocks))


def _plan(book: Book, plan: PlanView) -> list[Block]:
    blocks: list[Block] = [Sentence(plan.sentence, lead=True)]
    if plan.infeasible:
        blocks.append(Warning(f"The target cannot be met even if all gates open today: {stopped(plan.infeasible)}"))
    if plan.conflict:
        rows = tuple((one.what, one.figure, f"{one.file}:{one.line} {one.where}") for one in plan.conflict.needed)
        blocks += [Sentence(plan.conflict.sentence), Table(("Requirement", "As it stands", "Where"), rows)]
    blocks.append(
        Columns(
            (Chart(fan(plan, plan.cases[0]), None, _months(plan.cases[0]), "chart-fan"),) if plan.cases else (),
            (Chart(waiting(plan), None, _costs(plan), "chart-waiting"),) if plan.waiting else (),
        )
    )
    binds, hosts = tuple(_binds(plan)), tuple(_hosts(book, plan))
    if binds or hosts:
        blocks.append(Columns(binds, hosts))
    return blocks


def _binds(plan: PlanView) -> list[Block]:
    words = [stopped(bind.sentence) for bind in plan.binds]
    if not words:
        return []
    blocks: list[Block] = [Heading("What holds it back, the strongest first"), Items(tuple(words[:5]))]
    if words[5:]:
        blocks.append(Fold(f"{len(words) - 5} more", (Items(tuple(words[5:])),)))
    return blocks


def _hosts(book: Book, plan: PlanView) -> list[Block]:
    if not plan.hosts:
        return []
    rows = tuple((s.title, book.name(s.host), whole(significant(s.trained)), percent(s.share)) for s in plan.hosts)
    first = f"Who hosts the training: {plan.cases[0].title}" if plan.cases else "Who hosts the training"
    whole_plan = whole(significant(sum(site.trained for site in plan.hosts)))
    note = Note(
        f"In the plan for the middle of every figure, which trains {whole_plan}; the fan is the median of draws."
    )
    return [Heading(first, "hosts"), Table(("Site", "Host", "Soldiers", "Share"), rows, numbers=(2, 3)), note]


def _figures(book: Book) -> tuple[Block, ...]:
    figures = book.assessment.figures
    if not figures:
        return ()
    return (
        Items(
            tuple(
                (f"{stopped(figure.sentence)} ", Link("The values", f"#figure-{slug(figure.id)}")) for figure in figures
            )
        ),
    )


def _months(case: PlanCase) -> Table:
    picked = [month for number, month in enumerate(case.by_month, 1) if number % 3 == 0 or number == len(case.by_month)]
    rows = tuple((f"end of {m.month:%B %Y}", with_interval(m.trained)) for m in picked)
    return Table(("Month", "Trained so far (90 % interval)"), rows, numbers=(1,))


def _costs(plan: PlanView) -> Table:
    return Table(("Case", "Against the first case"), tuple((wait.title, cost(wait)) for wait in plan.waiting))


def cases(plan: PlanView) -> Table:
    """Return the cases of the plan as rows."""
    rows = tuple(
        (
            case.title,
            in_words(case.go) if case.go else "never",
            with_interval(case.trained),
            with_interval(case.inside) if rounded(case.inside).mid else "none",
            eur_with_interval(case.cost),
        )
        for case in plan.cases
    )
    head = ("Case", "Starts inside", "Trained", "Of them inside", "Common costs")
    return Table(head, rows, numbers=(2, 3, 4))
