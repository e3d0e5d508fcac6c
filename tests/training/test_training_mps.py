"""The MPS text read back by another reader gives the same optimum."""

from __future__ import annotations

from pathlib import Path

import highspy
import pytest

from placet.training import Course, Fund, Instructors, Network, Site, best_plan, mps

NETWORK = Network(
    weeks=12,
    courses=(Course("basic", 5, 4, 0.9, 0.7), Course("next one", 3.5, 4, 1.0, 0.4, ("basic",))),
    sites=(
        Site("lviv", "UA", 100, ("basic", "next one"), 2.5, 70.0, inside=True),
        Site("brzeg", "PL", 80, ("basic",), 0.0, 90.0),
    ),
    instructors=(Instructors("go", 20, inside=True), Instructors("stay", 15)),
    funds=(Fund("first", 50_000, -3, 6), Fund("second", 40_000, 5, 12)),
    intake_per_week=50.0,
    mandate_until_week=11.5,
)


@pytest.mark.parametrize("grid_weeks", [1, 4])
def test_another_reader_finds_the_same_optimum(tmp_path: Path, grid_weeks: int) -> None:
    (tmp_path / "plan.mps").write_text(mps(NETWORK, grid_weeks=grid_weeks), encoding="ascii")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highspy.HighsStatus.kOk == highs.readModel(str(tmp_path / "plan.mps"))
    highs.run()
    plan = best_plan(NETWORK, grid_weeks=grid_weeks)
    assert plan.objective > 10
    assert plan.objective == pytest.approx(highs.getObjectiveValue(), rel=1e-9)


def test_names_say_what_they_are() -> None:
    lines = mps(NETWORK, name="my plan").splitlines()
    assert ["NAME my_plan", "OBJSENSE", "    MAX", "ROWS", " N objective", " L beds:lviv:w0"] == lines[:6]
    assert " E waiting:next_one:after:basic:w11" in lines
    assert " L fund:second" in lines
    assert " limit fund:second 0.04" in lines
    assert " FX bound enter:lviv:basic:w2 0" in lines
    assert " FX bound enter:lviv:basic:w3 0" not in lines
    assert "ENDATA" == lines[-1]
