from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from placet.ceasefire import Daily, violation

DAY = date(2025, 3, 8)


def week(*counts: float) -> Daily:
    return Daily(date(2025, 3, 1), np.array(counts))


QUIET = week(*[0.0] * 8)
ALL = {"incidents": QUIET, "weapons": QUIET, "casualties": QUIET, "long-range": QUIET}


@pytest.mark.parametrize(
    ("kind", "counts", "grade"),
    [
        ("incidents", week(9, 0, 0, 0, 0, 0, 0, 0), "none"),
        ("incidents", week(0, 0, 0, 0, 0, 0, 0, 1), "minor"),
        ("weapons", week(0, 0, 0, 0, 0, 0, 0, 1), "serious"),
        ("casualties", week(0, 0, 0, 0, 0, 0, 0, 24), "serious"),
        ("casualties", week(25, 0, 0, 0, 0, 0, 0, 0), "none"),
        ("casualties", week(0, 25, 0, 0, 0, 0, 0, 0), "major"),
        ("long-range", week(0, 0, 0, 0, 0, 0, 0, 1), "major"),
        ("area", week(100, 101, 102, 103, 104, 105, 106, 110), "none"),
        ("area", week(100, 101, 102, 103, 104, 105, 106, 111), "major"),
        ("incidents", week(0, 0, 0, 0, 0, 0, 0, np.nan), "unknown"),
    ],
)
def test_grade_of_a_day(kind: str, counts: Daily, grade: str) -> None:
    assert grade == violation({**ALL, kind: counts}, DAY)  # type: ignore[dict-item]


def test_without_any_series_it_is_unknown() -> None:
    assert "unknown" == violation({}, DAY)


def test_what_was_seen_counts_though_another_series_was_not_observed() -> None:
    assert "serious" == violation({"casualties": week(0, 0, 0, 0, 0, 0, 0, 2), "incidents": week()}, DAY)
