"""Draws and fans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.errors import UsageError
from placet.training import Course, Fund, Instructors, Network, Site, best_plan, draws, fan, fans, spread
from placet.units import Range

RANGES = {
    "beds": Range(300, 400, 500),
    "passes": Range(0.85, 0.93, 0.99),
    "opens": Range(8.0, 17.0, 26.0),
    "intake": Range(250, 400, 500),
    "sure": Range.point(7.0),
}


def network(beds: float, passes: float, opens: float | None, intake: float) -> Network:
    return Network(
        weeks=78,
        courses=(Course("basic", 5, 4, passes, 0.7), Course("leaders", 8, 5, passes, 0.3)),
        sites=(
            Site("a", "PL", 2.5 * beds, ("basic", "leaders"), 0.0, 700.0),
            Site("b", "DE", beds, ("basic", "leaders"), 0.0, 1100.0),
            Site("c", "UA", 2 * beds, ("basic",), opens, 400.0, inside=True),
        ),
        instructors=(Instructors("stay", 400), Instructors("go", 100, inside=True)),
        funds=(Fund("first", 60e6, 0, 40), Fund("second", 60e6, 40, 78)),
        intake_per_week=intake,
    )


def drawn(n: int) -> list[Network]:
    figures = draws(RANGES, n, 1, most={"passes": 1.0})
    return [network(*(float(figures[name][i]) for name in ("beds", "passes", "opens", "intake"))) for i in range(n)]


def test_a_90_percent_interval_holds_90_percent_of_the_draws() -> None:
    figures = draws(RANGES, 1000, 1, most={"passes": 1.0})
    for name in ("beds", "passes", "opens", "intake"):
        low, mid, high = np.quantile(figures[name], (0.05, 0.5, 0.95))
        width = RANGES[name].high - RANGES[name].low
        assert [RANGES[name].low, RANGES[name].mid, RANGES[name].high] == pytest.approx(
            [low, mid, high], abs=0.01 * width
        )
    assert [7.0] == np.unique(figures["sure"]).tolist()
    assert figures["passes"].max() <= 1.0


def test_each_draw_takes_its_own_part_of_the_distribution() -> None:
    beds = np.sort(draws(RANGES, 20, 3)["beds"])
    points = np.quantile(draws(RANGES, 100_000, 4)["beds"], np.arange(1, 20) / 20)
    assert [1] * 20 == np.bincount(np.searchsorted(points, beds), minlength=20).tolist()


def test_another_figure_leaves_the_draws_of_the_first_alone() -> None:
    alone = draws({"beds": RANGES["beds"]}, 50, 9)["beds"]
    assert np.array_equal(alone, draws(RANGES, 50, 9)["beds"])
    assert not np.array_equal(alone, draws(RANGES, 50, 10)["beds"])
    assert abs(np.corrcoef(draws(RANGES, 500, 9)["beds"], draws(RANGES, 500, 9)["intake"])[0, 1]) < 0.15


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 2**31))
def test_no_draw_is_negative_or_above_the_most(a: float, b: float, c: float, seed: int) -> None:
    low, mid, high = sorted((a, b, c))
    figures = draws({"x": Range(low, mid, high)}, 17, seed, most={"x": high})["x"]
    assert 17 == len(figures)
    assert np.all((figures >= 0) & (figures <= high))


@pytest.mark.parametrize(
    ("ranges", "n", "said"),
    [
        ({}, 0, "n: 0 draws; at least 1 is needed"),
        ({"beds": Range(5, 4, 6)}, 3, "beds: the interval 5 to 6 runs backwards"),
    ],
)
def test_bad_draws_are_refused(ranges: dict[str, Range], n: int, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        draws(ranges, n, 1)
    assert said == str(caught.value)


def test_a_fan_without_draws_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^networks: there is no draw; give at least one network$"):
        fan([])


def test_bands_are_nested_and_only_grow() -> None:
    result = fan(drawn(12), weeks=[6.0, 26.0, 52.5, 78.0])
    assert (5, 4) == result.quantiles.shape
    assert np.all(np.diff(result.quantiles, axis=0) >= 0)
    assert np.all(np.diff(result.quantiles, axis=1) >= 0)
    assert result.total.low < result.total.mid < result.total.high
    assert np.all(result.inside <= result.trained + 1e-6)


def test_the_answer_does_not_depend_on_the_threads() -> None:
    networks = drawn(6)
    one, two = fan(networks, threads=1), fan(networks, threads=2)
    assert np.array_equal(one.trained, two.trained)
    assert np.array_equal(one.cost_eur, two.cost_eur)


def test_equal_draws_make_no_spread() -> None:
    middle = best_plan(network(400, 0.9, 17.0, 400))
    result = fan([middle.network] * 3, middle=middle)
    assert [middle.trained] * 3 == pytest.approx([result.total.low, result.total.mid, result.total.high])
    assert middle.cost_eur == pytest.approx(result.cost.mid)


@pytest.mark.parametrize("mandate", [None, 40.0])
def test_the_four_week_grid_agrees_with_the_weekly_one(mandate: float | None) -> None:
    networks = [replace(draw, mandate_until_week=mandate) for draw in drawn(12)]
    middle = best_plan(replace(network(400, 0.93, 17.0, 400), mandate_until_week=mandate))
    moments = [26.0, 52.0, 78.0]
    coarse, weekly = fan(networks, weeks=moments, middle=middle), fan(networks, weeks=moments, grid_weeks=1)
    assert weekly.quantiles == pytest.approx(coarse.quantiles, rel=0.05)
    assert weekly.total.mid == pytest.approx(coarse.total.mid, rel=0.01)


def test_cases_solved_in_a_row_are_the_cases_solved_alone() -> None:
    outside = [
        replace(draw, sites=tuple(replace(s, opens_week=None if s.inside else 0.0) for s in draw.sites))
        for draw in drawn(6)
    ]
    lapse = [replace(draw, mandate_until_week=30.0, funds=draw.funds[:1]) for draw in drawn(6)]
    cases = [lapse, outside, drawn(6)]
    for together, alone in zip(fans(cases), [fan(case) for case in cases], strict=True):
        assert alone.trained[:, -1] == pytest.approx(together.trained[:, -1], rel=3e-4)
    with pytest.raises(
        UsageError, match=r"^cases: they have different numbers of draws; give each case the same draws$"
    ):
        fans([drawn(2), drawn(3)])


def test_differences_are_taken_draw_by_draw() -> None:
    inside, outside = drawn(10), [replace(draw, sites=draw.sites[:2]) for draw in drawn(10)]
    fewer = spread((fan(inside).trained - fan(outside).trained)[:, -1])
    assert fewer.low >= -1e-6 * fan(inside).total.high
