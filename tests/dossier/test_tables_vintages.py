"""Tables whose rows carry their publication day: what was known when."""

from __future__ import annotations

from datetime import date

from placet.dossier.schema import Series
from placet.dossier.tables import daily, sheet

TEXT = """day,oblast,events,published
2026-05-01,UA-14,3,2026-05-02
2026-05-01,UA-09,1,2026-05-02
2026-05-01,UA-14,5,2026-05-20
2026-05-01,UA-09,1,2026-05-20
2026-05-02,UA-14,2,2026-05-03
"""


def series(**more: object) -> Series:
    """Return a series that reads the table."""
    return Series.model_validate(
        {
            "title": "Events",
            "file": "events/ged.csv",
            "day": "day",
            "count": "events",
            "unit": "events",
            "lag": "1 day",
            "missing": "zero",
            "observed_from": "2026-05-01",
            "observed_until": "2026-06-01",
            "source": "invented",
            **more,
        }
    )


def test_the_newest_publication_of_a_day_counts_and_an_earlier_day_of_knowledge_sees_the_earlier_one():
    """Publication day, not event day."""
    table, problems = daily(sheet(TEXT, "events/ged.csv"), series(published="published"), "")
    assert [] == problems
    assert {date(2026, 5, 1): 6.0, date(2026, 5, 2): 2.0} == table.rows
    assert table.rows == table.known(date(2026, 5, 20))
    assert {date(2026, 5, 1): 4.0, date(2026, 5, 2): 2.0} == table.known(date(2026, 5, 19))
    assert {date(2026, 5, 1): 4.0} == table.known(date(2026, 5, 2))
    assert {} == table.known(date(2026, 5, 1))


def test_where_keeps_its_rows_of_every_publication():
    """A cell has its own vintages."""
    table, _ = daily(sheet(TEXT, "t.csv"), series(published="published", where={"oblast": "UA-14"}), "")
    assert 5.0 == table.rows[date(2026, 5, 1)]
    assert 3.0 == table.known(date(2026, 5, 10))[date(2026, 5, 1)]


def test_without_the_column_every_row_counts_on_every_day_of_knowledge():
    """As tables without publication days always did."""
    table, _ = daily(sheet(TEXT, "t.csv"), series(), "")
    assert 10.0 == table.rows[date(2026, 5, 1)]
    assert table.rows == table.known(date(2020, 1, 1))


def test_a_publication_day_that_is_none_is_a_problem_at_its_line():
    """With the column's name."""
    _, problems = daily(sheet(TEXT.replace("2026-05-03", "soon"), "t.csv"), series(published="published"), "")
    (problem,) = problems
    assert "'soon' is not a day; write it as year-month-day, like 2026-05-18" == problem.message
    assert 6 == problem.place.line


def test_a_missing_column_is_a_problem():
    """As with every other column."""
    _, problems = daily(sheet(TEXT, "t.csv"), series(published="publised"), "")
    assert ["there is no column 'publised'"] == [problem.message for problem in problems]


def test_a_day_whose_figure_changed_after_it_was_published_is_revised_once_that_is_known():
    """A restatement of the same figure is none."""
    table, _ = daily(sheet(TEXT, "t.csv"), series(published="published"), "")
    assert [] == table.revised(date(2026, 5, 19))
    assert [date(2026, 5, 1)] == table.revised(date(2026, 5, 20))
    steady, _ = daily(sheet(TEXT, "t.csv"), series(published="published", where={"oblast": "UA-09"}), "")
    assert [] == steady.revised(date(2026, 6, 1))
    without, _ = daily(sheet(TEXT, "t.csv"), series(), "")
    assert [] == without.revised(date(2026, 6, 1))


def test_the_figures_by_region_are_those_that_were_published_by_the_day():
    """Publication day, not event day: the map of a past day must not know what was counted later."""
    table, _ = daily(sheet(TEXT, "t.csv"), series(published="published", region="oblast"), "")
    first, second = date(2026, 5, 1), date(2026, 5, 2)
    assert {"UA-14": {first: 5.0, second: 2.0}, "UA-09": {first: 1.0}} == table.known_by_region(date(2026, 5, 20))
    assert {"UA-14": {first: 3.0, second: 2.0}, "UA-09": {first: 1.0}} == table.known_by_region(date(2026, 5, 19))
    assert {"UA-14": {first: 3.0}, "UA-09": {first: 1.0}} == table.known_by_region(date(2026, 5, 2))
    assert not any(table.known_by_region(date(2026, 5, 1)).values())
    assert table.by_region == table.known_by_region(date(2026, 5, 20))


def test_a_region_that_the_newest_restatement_of_a_day_does_not_name_has_no_figure_there():
    """A day is restated whole."""
    text = TEXT + "2026-05-02,UA-63,4,2026-05-10\n"
    table, _ = daily(sheet(text, "t.csv"), series(published="published", region="oblast"), "")
    found = table.known_by_region(date(2026, 5, 10))
    assert {"UA-63": {date(2026, 5, 2): 4.0}} == {r: d for r, d in found.items() if date(2026, 5, 2) in d}
    assert table.known(date(2026, 5, 10))[date(2026, 5, 2)] == sum(d.get(date(2026, 5, 2), 0) for d in found.values())
