"""The security picture: each indicator against its own past, as far as it was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from placet.dossier.tables import Table
from placet.security import indicator_views

DAY = date(2026, 3, 1)


def strikes(flagship, level, day=DAY):
    """Return the indicator of strikes when so many are launched on the days before a day."""
    rows = {DAY - timedelta(days=i): level(i) for i in range(800)}
    table = Table({d: n for d, n in rows.items() if n is not None}, "strikes.csv", "")
    return indicator_views(replace(flagship, tables={**flagship.tables, "security.strikes": table}), day)[0]


@pytest.mark.parametrize(
    ("level", "head"),
    [
        (lambda i: 20 if i <= 28 else 10, "Rising: 560"),
        (lambda i: 10 if i <= 28 else 20, "Falling: 280"),
        (lambda _: 10, "Steady: 280"),
    ],
)
def test_an_indicator_is_compared_with_its_own_past(flagship, level, head):
    """The last 28 days, the 28 before, and the same a year earlier; the last day's count comes a day later."""
    seen = strikes(flagship, level)
    assert seen.sentence.startswith(f"{head} launched in 28 days up to 28 February 2026, against ")
    assert seen.sentence.endswith(" a year earlier.")
    assert date(2026, 3, 1) == seen.until


def test_the_two_spans_of_comparison_are_28_days_and_a_year(flagship):
    """10 a day now, 20 a day in the window before, 5 a day a year ago."""
    seen = strikes(flagship, lambda i: 10 if i <= 28 else 20 if i <= 56 else 5)
    assert (280, 560, 140) == (seen.last, seen.before, seen.year_ago)


def test_where_nobody_looked_nothing_is_said(flagship):
    """No count at all."""
    seen = strikes(flagship, lambda _: None)
    assert seen.last is None
    assert "Long-range drones and missiles launched: too little was observed to tell." == seen.sentence
    assert {None} == set(seen.levels)


def test_before_the_first_observation_nothing_is_known(flagship):
    """As of a day before the tables begin."""
    for seen in indicator_views(flagship, date(2022, 9, 1)):
        assert seen.last is None
        assert [] == seen.levels


def test_the_flagship_has_strikes_and_area(gates_only):
    """The two that the article speaks of, each one side's claims, up to what was observed."""
    far, area = gates_only.security
    assert ("strikes", "strikes far from the front lines", True) == (far.id, far.about, far.one_side)
    assert ("area", "pressure in the east", True) == (area.id, area.about, area.one_side)
    assert date(2026, 4, 6) == far.until
    assert len(far.days) == len(far.levels) <= 730
    assert far.last == sum(n for n in far.levels[-28:] if n is not None)
    assert area.sentence.startswith(("Rising: ", "Falling: ", "Steady: "))
    observed = [n for n in area.levels if n is not None]
    assert abs(area.last) < 0.05 * observed[-1]


@pytest.mark.parametrize("day", ["2024-12-31", "2025-08-29", "2026-05-18"])
def test_the_words_follow_from_the_figures(flagship, day):
    """The last window's figure stands in its sentence."""
    for seen in indicator_views(flagship, date.fromisoformat(day)):
        assert f"{round(seen.last):,}" in seen.sentence
        assert seen.until <= date.fromisoformat(day)
