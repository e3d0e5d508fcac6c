"""`cases.yaml`: what must stand where, and what is said when it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placet.cases import NOTHING, at, missed, plain, run_cases
from placet.dossier.schema import Case
from placet.errors import UsageError


def test_the_cases_of_the_flagship_pass(flagship):
    """All of them, by name."""
    results = run_cases(flagship)
    assert [] == [miss for r in results for miss in r.misses]
    assert all(r.passed for r in results)
    assert [c.name for c in flagship.cases] == [r.name for r in results]


def test_a_case_that_fails_says_what_stands_there(good):
    """Place, expected, found; the other expectations are still looked at."""
    case = Case.model_validate(
        {
            "name": "Wrong",
            "as_of": "2026-05-18",
            "expect": {
                "state": "open",
                "gates.vote.state": "shut",
                "gates.vote.counts.no": 2,
                "gates.vot": "x",
                "gates.vote.sentence": "contains nobody",
            },
        }
    )
    (result,) = run_cases(replace(good, cases=[case]))
    assert not result.passed
    assert [
        "state: expected 'open', have 'shut'",
        "gates.vote.counts.no: expected 2, have 1",
        "gates.vot: there is no such place in the assessment",
        "gates.vote.sentence: expected words 'nobody', have 'One member says no (HU), one attaches conditions and 25 "
        "have not said.'",
    ] == result.misses


def test_a_case_may_ask_for_the_plan(good):
    """It is planned for that case alone."""
    case = Case.model_validate(
        {"name": "Plan", "as_of": "2026-05-18", "expect": {"plan.months": 30, "plan.cases.outside.inside.mid": 0}}
    )
    assert run_cases(replace(good, cases=[case]))[0].passed


def test_a_dossier_without_cases_is_told_so(good):
    """With the file to write them in."""
    with pytest.raises(UsageError, match=r"has no cases; write some in cases\.yaml"):
        run_cases(replace(good, cases=[]))


@pytest.mark.parametrize(
    ("have", "want"),
    [(2, "2"), (2.0, 2), (True, "true"), (None, "null"), (None, None), (["HU"], ["HU"]), ({"a": 1}, {"a": "1"})],
)
def test_what_yaml_reads_equals_what_stands_there(have, want):
    """Numbers, truth values and nothing."""
    assert plain(have) == plain(want)
    assert missed_in({"x": have}, want) is None


@pytest.mark.parametrize(("have", "want"), [(2, 3), (True, "false"), (None, ""), (["HU"], []), ("10", 1)])
def test_what_differs_is_missed(have, want):
    """Never by a loose comparison."""
    assert plain(have) != plain(want)
    assert "expected" in missed_in({"x": have}, want)


class Tree:
    """Stands for an assessment: a tree that is dumped."""

    def __init__(self, tree):
        self.tree = tree

    def model_dump(self, mode):
        """Return the tree."""
        assert "json" == mode
        return self.tree


def missed_in(tree, want):
    """Return what is missed at `x`."""
    return missed(Tree(tree), "x", want)


def test_lists_are_entered_by_name_or_number():
    """A member's code, a reading, a series, an id, a position."""
    tree = {"members": [{"member": "HU", "p": 1}], "cases": [{"id": "outside"}, {"id": "lapse"}], "days": [7, 8]}
    assert 1 == at(tree, "members.HU.p")
    assert "lapse" == at(tree, "cases.1.id")
    assert {"id": "outside"} == at(tree, "cases.outside")
    assert 8 == at(tree, "days.1")
    for place in ("days.2", "members.DE", "members.HU.p.q", "nothing", "days.-1"):
        assert NOTHING is at(tree, place)
