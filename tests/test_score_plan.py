"""What the programme gives beside what was published: the flagship's totals, the words of a row, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from placet.cli import main
from placet.dossier.read import read
from placet.errors import UsageError
from placet.score_plan import PlanRow, lines, plainly, score_plan, starts, undoubted
from placet.units import Range

FLAGSHIP = Path(__file__).parents[1] / "examples" / "eumam-ukraine"
ROW = PlanRow(
    start=date(2023, 5, 31),
    day=date(2024, 1, 31),
    words="about 40,000",
    because=("c-1",),
    said=40_000,
    planned=Range(30_800, 32_200, 33_600),
    baseline=44_900,
    younger=3,
    binds="money: Common costs",
)


@pytest.fixture(scope="module")
def flagship():
    """Return the flagship."""
    return read(FLAGSHIP)


@pytest.fixture(scope="module")
def score(flagship):
    """Return its score."""
    return score_plan(flagship)


def test_the_published_totals_that_nobody_doubts(flagship):
    """The doubted ones (35,000, 73,000, 76,000, one of the 75,000) are left aside, the higher one of a day is taken."""
    totals = undoubted(flagship.dossier.figures["trained-total"])
    assert [20_000, 26_000, 40_000, 52_000, 60_000, 60_000, 63_000, 75_000, 80_000] == [
        t.amount for t in totals if t.day < date(2025, 9, 1)
    ]
    assert [date(2023, 5, 31), date(2024, 5, 28), date(2025, 5, 31)] == [totals[n].day for n in starts(totals)][:3]


def test_the_flagship_as_of_each_year(score):
    """The first mandate's common costs alone cannot pay what was trained; 2024 is met; nothing is left out."""
    inside = {(row.start.year, row.day.isoformat()): row.inside for row in score.rows}
    assert inside[2024, "2024-11-08"]
    assert not inside[2023, "2024-05-28"]
    assert "money" in next(row.binds for row in score.rows if row.start.year == 2023)
    assert 7 == len(score.rows)
    assert all(row.planned.low <= row.planned.mid <= row.planned.high for row in score.rows)


def test_the_baseline_is_the_pace_before(score):
    """From 40,000 on 31 January 2024 to 52,000 on 28 May are 118 days."""
    row = next(row for row in score.rows if row.day == date(2024, 8, 30))
    assert 52_000 + 12_000 / 118 * 94 == pytest.approx(row.baseline)


def test_a_row_says_why():
    """Inside; above, with what binds; below, with what is not known."""
    head = "as of 2023-05-31, 2024-01-31: about 40,000; the programme gives 30,800 to 33,600: "
    assert f"{head}more was trained; the plan is held back most by money: Common costs" == ROW.sentence
    assert f"{head}inside" == replace(ROW, said=32_000).sentence
    assert replace(ROW, said=20_000).sentence.endswith(
        "less was trained; the programme fills every place at once, and no page says how full they were"
    )


def test_the_text_says_that_it_is_no_forecast(score):
    """Figures read back from later totals are named as such."""
    text = "\n".join(lines(score))
    assert f"{score.inside} of {len(score.rows)} totals lie inside their bands." in text
    assert "This is no forecast made on the day" in text
    assert score.rows[0].because == tuple(plainly(score)["rows"][0]["because"])


def test_the_verb_prints_json(capsys):
    """With every row."""
    with pytest.raises(SystemExit, match="0"):
        main(["score", "plan", str(FLAGSHIP), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["totals"] == len(told["rows"])


def test_an_unknown_figure_is_named(flagship):
    """With those there are."""
    with pytest.raises(UsageError) as error:
        score_plan(flagship, figure="trained")
    assert str(error.value).startswith("there is no figure 'trained'; the figures are ")
