"""Every combination of some changes, on threads and on a cluster, and the verb."""

from __future__ import annotations

import json
from typing import Any

import pytest

from placet import sweep as module
from placet.assess import assess
from placet.cli import main
from placet.dossier.read import Folder
from placet.errors import UsageError
from placet.sweep import grid, sweep

WORDS = [("vote.HU", "yes"), ("vote.HU", "no"), ("quiet", "open"), ("quiet", "shut")]
COMBINATIONS = [
    {"vote.HU": "yes", "quiet": "open"},
    {"vote.HU": "yes", "quiet": "shut"},
    {"vote.HU": "no", "quiet": "open"},
    {"vote.HU": "no", "quiet": "shut"},
]


def test_a_grid_has_every_combination_in_the_order_of_the_words() -> None:
    assert COMBINATIONS == grid(WORDS)
    assert [{}] == grid([])


def test_a_grid_refuses_what_is_twice_and_what_is_too_much() -> None:
    with pytest.raises(UsageError, match=r"vote\.HU=no stands there twice; name each value once"):
        grid([("vote.HU", "no"), ("vote.HU", "no")])
    many = [(place, str(n)) for place in "abc" for n in range(13)]
    with pytest.raises(
        UsageError, match=r"2,197 combinations are more than a sweep takes \(2,000\); name fewer values"
    ):
        grid(many)


def test_each_row_is_the_assessment_of_its_changes(good: Folder) -> None:
    told: list[tuple[int, int]] = []
    found = sweep(good, COMBINATIONS, progress=lambda done, whole: told.append((done, whole)))
    assert 4 == found.of
    assert COMBINATIONS == [dict(row.changes) for row in found.rows]
    assert [(n, 4) for n in range(1, 5)] == told
    for row in found.rows:
        alone = assess(good, changes=row.changes, with_plan=False, with_chance=True)
        assert alone.together is not None
        assert (alone.state, alone.together.months) == (row.state, row.months)
        assert next(h.by for h in alone.together.horizons if h.months == row.months) == row.chance
        assert row.trained is None
        assert row.expected is None


def test_a_cluster_gives_the_same(good: Folder) -> None:
    pytest.importorskip("distributed", reason="clusters are one of the extras")
    assert sweep(good, COMBINATIONS[:2]) == sweep(good, COMBINATIONS[:2], cluster="local")


def test_a_plan_is_told_too(good: Folder) -> None:
    row = sweep(good, [{}], with_plan=True).rows[0]
    alone = assess(good)
    assert alone.plan is not None
    assert alone.policy is not None
    assert (alone.plan.cases[0].trained, alone.policy.expected) == (row.trained, row.expected)


def test_an_unknown_change_is_told_before_anything_is_assessed(good: Folder, monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "mapped", lambda *_, **__: pytest.fail("nothing may be assessed"))
    with pytest.raises(UsageError, match="unknown voter of 'mission': 'XX'"):
        sweep(good, [{}, {"vote.XX": "no"}])


def test_an_interrupt_keeps_the_rows_that_are_done(good: Folder) -> None:
    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    found = sweep(good, COMBINATIONS, threads=1, progress=stop)
    assert 4 == found.of
    assert COMBINATIONS[:2] == [dict(row.changes) for row in found.rows]


FOLDER = "tests/bad_dossiers/good"


def called(*words: str) -> None:
    """Call the verb; it ends well."""
    with pytest.raises(SystemExit) as stop:
        main(["sweep", FOLDER, *words])
    assert stop.value.code in (0, None)


def test_the_verb_prints_a_line_for_each_combination(capsys: Any, monkeypatch: Any, pytestconfig: Any) -> None:
    monkeypatch.chdir(pytestconfig.rootpath)
    called("vote.HU=yes", "vote.HU=no")
    lines = capsys.readouterr().out.splitlines()
    assert 3 == len(lines)
    assert ["vote.HU", "state", "all", "open", "within", "30", "months"] == lines[0].split()
    assert ["yes", "no"] == [line.split()[0] for line in lines[1:]]
    called("vote.HU=yes", "vote.HU=no", "--json")
    told = json.loads(capsys.readouterr().out)
    assert 2 == told["of"]
    assert [{"vote.HU": "yes"}, {"vote.HU": "no"}] == [row["changes"] for row in told["rows"]]
    assert {"low", "mid", "high"} == set(told["rows"][0]["chance"])


def test_the_verb_without_changes_is_wrong_use(capsys: Any, monkeypatch: Any, pytestconfig: Any) -> None:
    monkeypatch.chdir(pytestconfig.rootpath)
    with pytest.raises(SystemExit) as stop:
        main(["sweep", FOLDER])
    assert 2 == stop.value.code
    assert "placet: sweep needs changes, like vote.HU=no vote.HU=yes" in capsys.readouterr().err
