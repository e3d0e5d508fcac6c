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
    far, missiles, share, area = gates_only.security
    assert ("missiles", "intercepted") == (missiles.id, share.id)
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


def intercepted(flagship, destroyed, launched, day=DAY):
    """Return the indicator of the share when so many of so many are destroyed on the days before a day."""
    part = Table({DAY - timedelta(days=i): destroyed(i) for i in range(800)}, "strikes.csv", "")
    whole = Table({DAY - timedelta(days=i): launched(i) for i in range(800)}, "strikes.csv", "")
    tables = {**flagship.tables, "security.intercepted": part, "security.intercepted.of": whole}
    found = indicator_views(replace(flagship, tables=tables), day)
    return next(view for view in found if view.id == "intercepted")


def test_a_share_is_weighed_by_the_whole_and_compared_with_its_own_past(flagship):
    """90 of 100 now, 50 of 100 before; a night of one launched and none destroyed hardly counts."""
    seen = intercepted(flagship, lambda i: 0 if i == 5 else 90 if i <= 28 else 50, lambda i: 1 if i == 5 else 100)
    assert pytest.approx(100 * 27 * 90 / 2_701) == seen.last
    assert (50, 50) == (seen.before, seen.year_ago)
    assert seen.sentence.startswith("Rising: 90 % claimed as destroyed in 28 days up to 28 February 2026, against 50 %")


def test_a_share_that_moves_by_a_point_is_steady(flagship):
    """90 and 91 in a hundred, every day alike."""
    assert intercepted(flagship, lambda i: 91 if i <= 28 else 90, lambda _: 100).sentence.startswith("Steady: 91 %")


def test_a_whole_that_is_restated_later_changes_no_earlier_day(flagship):
    """90 of 100 as it was known; twice as many launched, published after the day, are not known on it."""
    days, later = [DAY - timedelta(days=i) for i in range(800)], DAY + timedelta(days=1)
    part = Table(dict.fromkeys(days, 90.0), "strikes.csv", "")
    whole = Table(dict.fromkeys(days, 200.0), "strikes.csv", "", vintages={d: {d: 100.0, later: 200.0} for d in days})
    tables = {**flagship.tables, "security.intercepted": part, "security.intercepted.of": whole}
    found = indicator_views(replace(flagship, tables=tables), DAY)
    assert 90 == pytest.approx(next(view for view in found if view.id == "intercepted").last)


def test_nights_without_a_launch_have_no_share(flagship):
    """Nothing launched, nothing said."""
    seen = intercepted(flagship, lambda _: 0, lambda _: 0)
    assert seen.last is None
    assert {None} == set(seen.levels)
    assert "Share claimed as destroyed: too little was observed to tell." == seen.sentence


def test_a_silent_feed_is_no_calm(flagship):
    """Missiles: a day without a row counts as none, but not when the table was silent for more than 14 days."""
    rows = {DAY - timedelta(days=i): 3.0 for i in range(20, 800)}
    table = Table(rows, "strikes.csv", "")
    folder = replace(flagship, tables={**flagship.tables, "security.missiles": table})
    seen = next(view for view in indicator_views(folder, DAY) if view.id == "missiles")
    assert DAY - timedelta(days=5) == seen.until
    assert None is seen.levels[-1]
