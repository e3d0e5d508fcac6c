from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.ceasefire import base_rates, kaplan_meier, survival
from placet.ceasefire.lasting import chances_of_lasting
from placet.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
DERIVATION = ROOT / "benchmarks" / "derivations" / "durability.py"


def test_kaplan_meier_of_the_drug_trial_of_1963() -> None:
    """Freireich et al., Blood 21 (1963): 6-mercaptopurine, as every textbook prints it."""
    weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    relapsed = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    curve = kaplan_meier(weeks, relapsed)
    assert [6, 7, 10, 13, 16, 22, 23] == curve.days.tolist()
    assert [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448] == pytest.approx(curve.survival, abs=5e-4)
    assert [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346] == pytest.approx(
        curve.survival * np.sqrt(curve.greenwood), abs=5e-5
    )
    assert 1 - 0.690 == pytest.approx(curve.failed_by(15.9), abs=5e-4)


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=40))
def test_without_censoring_the_curve_is_the_share_that_is_left(spells: list[tuple[int, bool]]) -> None:
    days = np.array([d for d, _ in spells])
    curve = kaplan_meier(days, np.ones(len(days)), [-1, *range(51)])
    assert [float((days > k).mean()) for k in (-1, *range(51))] == pytest.approx(curve.survival.tolist(), abs=1e-12)
    partly = kaplan_meier(days, [f for _, f in spells], range(51))
    assert (np.diff(partly.survival) <= 0).all()


FAILED_BY = {
    "any-end": (0.01, 0.09, 0.15, 0.22, 0.29, 0.43),
    "truce": (0.04, 0.23, 0.38, 0.46, 0.58, 0.71),
    "treaty": (0.00, 0.08, 0.13, 0.21, 0.26, 0.44),
    "post-cold-war": (0.02, 0.14, 0.24, 0.33, 0.41, 0.55),
    "modern-unguarded": (0.03, 0.20, 0.31, 0.41, 0.48, 0.63),
    "modern-peacekept": (0.00, 0.03, 0.14, 0.19, 0.31, 0.42),
    "any-ceasefire-broken": (0.17, 0.23, 0.32, 0.36, 0.42, 0.45),
    "any-ceasefire": (0.35, 0.42, 0.50, 0.55, 0.60, 0.62),
    "cessation": (0.47, 0.53, 0.62, 0.68, 0.75, 0.77),
    "preliminary": (0.35, 0.47, 0.56, 0.58, 0.65, 0.68),
    "definitive": (0.01, 0.05, 0.09, 0.18, 0.19, 0.21),
}


@pytest.mark.parametrize("class_", FAILED_BY)
def test_shipped_curves_are_those_of_the_research(class_: str) -> None:
    curve = base_rates()[class_].curve
    assert FAILED_BY[class_] == pytest.approx([curve.failed_by(d) for d in (30, 90, 180, 365, 730, 1826)], abs=0.0065)


ANOTHER_YEAR = {
    "non-victory": (0.66, 0.65, 0.74, 0.81, 0.86, 0.90),
    "truce": (0.54, 0.52, 0.62, 0.73, 0.77, 0.85),
    "treaty": (0.79, 0.79, 0.86, 0.88, 0.94, 0.93),
}


@pytest.mark.parametrize("class_", ANOTHER_YEAR)
def test_chance_of_another_year_by_time_survived(class_: str) -> None:
    chances = [survival(class_, days, 365).mid for days in (0, 30, 90, 180, 365, 730)]
    assert ANOTHER_YEAR[class_] == pytest.approx(chances, abs=0.0055)


def test_peacekeepers_matter_at_first_and_not_after_half_a_year() -> None:
    assert (0.52, 0.77) == pytest.approx([survival(c, 0, 365).mid for c in ("unguarded", "peacekept")], abs=0.0055)
    assert (0.81, 0.80) == pytest.approx([survival(c, 180, 365).mid for c in ("unguarded", "peacekept")], abs=0.0055)


def test_numbers_followed_and_failed() -> None:
    rates = base_rates()
    assert (156, 84) == (rates["any-end"].followed, rates["any-end"].failed)
    assert [252, 90, 82] == [rates[c].followed for c in ("cessation", "preliminary", "definitive")]
    assert "full-scale war" in rates["truce"].source


def test_where_nothing_failed_the_interval_is_still_open_below() -> None:
    chance = survival("treaty", 0, 7)
    assert (1.0, 1.0) == (chance.mid, chance.high)
    assert 0.05 ** (1 / 39) == pytest.approx(chance.low)


@given(st.sampled_from(sorted(base_rates())), st.integers(0, 1500), st.integers(0, 1000), st.integers(0, 1000))
def test_longer_horizons_are_less_likely(class_: str, survived: int, horizon: int, more: int) -> None:
    near, far = survival(class_, survived, horizon), survival(class_, survived, horizon + more)
    assert 0 <= near.low <= near.mid <= near.high <= 1
    assert far.mid <= near.mid + 1e-12


@given(st.sampled_from(sorted(base_rates())), st.integers(0, 700), st.integers(0, 700), st.integers(0, 700))
def test_chances_of_two_spans_in_a_row_multiply(class_: str, survived: int, first: int, second: int) -> None:
    whole = survival(class_, survived, first + second).mid
    parts = survival(class_, survived, first).mid * survival(class_, survived + first, second).mid
    assert whole == pytest.approx(parts, abs=1e-9)


def test_many_chances_at_once_are_the_single_ones() -> None:
    many = chances_of_lasting("truce", np.array([0.0, 100.0, 3600.0]), 365)
    assert [survival("truce", 0, 365).mid, survival("truce", 100, 365).mid] == pytest.approx(many[:2].tolist())
    assert np.isnan(many[2])


def test_unknown_class_and_days_off_the_table_are_refused() -> None:
    with pytest.raises(
        UsageError, match="there is no class of ceasefire 'armistice'; the table has: any-end, non-victory"
    ):
        survival("armistice", 0, 30)
    with pytest.raises(
        UsageError, match="3600 days and then 365 more do not lie in the table, which covers day 0 to day 3652"
    ):
        survival("truce", 3600, 365)


def test_shipped_table_is_what_the_derivation_gives(shared: Callable[[str], Path]) -> None:
    fortna = shared("peacekeeping_fortna/pk_pkept.dta")
    eth_prio = shared("eth_prio_ceasefires/ceasefires_dataset.csv")
    done = subprocess.run(
        [sys.executable, str(DERIVATION), str(fortna), str(eth_prio)], capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)


def test_a_part_of_a_failure_leaves_a_bound_as_no_failure_does() -> None:
    # 13 bare truces were followed beyond day 2,565; a part of one failure lies in the next 30 days.
    near = survival("truce", 2_565, 30)
    assert 0.6 < near.low < near.mid < 1
