"""The open set of gated programmes: its files are what its maker makes, and the small ones have the values it says."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

import pytest

from placet import training

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SET = runpy.run_path(str(BENCHMARKS / "programmes.py"), run_name="set")
KNOWN = tomllib.loads((BENCHMARKS / "programmes" / "best-known.toml").read_text(encoding="utf-8"))


def test_there_are_three_sizes_of_ten():
    """Each with its values."""
    names = [file.stem for file in SET["instances"](SET["SIZES"])]
    assert 30 == len(names)
    assert sorted(names) == sorted(KNOWN)


@pytest.mark.parametrize("name", ["small-3", "medium-7", "large-0"])
def test_a_file_is_what_the_maker_makes(name):
    """The same text from the same seed."""
    size, seed = name.split("-")
    file = BENCHMARKS / "programmes" / f"{name}.json"
    assert SET["written"](SET["invented"](size, int(seed))) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_the_small_ones_have_their_values(seed):
    """Proved values to rounding; the exact tree lies between the policy and its bound."""
    name = f"small-{seed}"
    instance, known = SET["read"](BENCHMARKS / "programmes" / f"{name}.json"), KNOWN[name]
    plan = training.best_plan(instance.network, explain=False)
    assert known["open_at_once"] == pytest.approx(plan.objective, rel=1e-6)
    periods = training.split(instance.network, instance.preparations, grid_weeks=4)
    tree = training.tree_plan(periods, instance.chain).value
    assert known["tree"] == pytest.approx(tree, rel=1e-6)
    assert known["policy"] - 3 * known["policy_error"] <= tree * (1 + 1e-6)
    assert tree <= known["policy_bound"] * (1 + 1e-6)


def test_values_are_in_order():
    """Never open trains least, open at once most; whole runs stay under their bound, policies under theirs."""
    for name, known in KNOWN.items():
        assert known["never_open"] <= known["open_at_once"] * (1 + 1e-6), name
        assert known["whole_runs"] <= known["whole_runs_bound"] * (1 + 1e-6), name
        assert known["policy"] - 3 * known["policy_error"] <= known["policy_bound"] * (1 + 1e-6), name
