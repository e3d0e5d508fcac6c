"""Charts of all gates together: what they say follows from the chances; labels never cover each other."""

from __future__ import annotations

import itertools

import pytest

from placet.assess import assess
from placet.charts import all_open, caption, gates_apart
from placet.charts.render import svg
from placet.charts.together import MONTHS, spread


@pytest.fixture(scope="module")
def together(flagship):
    """Return the flagship's gates together."""
    return assess(flagship, with_plan=False, with_chance=True).together


def test_the_finding_names_the_chances_of_the_horizons(together):
    """Within 6, 12, 24 and 36 months, as the table has them; the frame says what the band is."""
    said = caption(all_open(together))
    assert "within 6 months" in said.finding
    assert "within 36 months" in said.finding
    assert "90 % interval" in said.measure
    assert "mostly judgement" in said.source


def test_the_band_holds_the_middle_and_the_axis_holds_the_band(together):
    """Low, middle, high in order at every month drawn."""
    spec = all_open(together)
    rows = spec["data"]["values"]
    assert all(row["low"] <= row["mid"] <= row["high"] for row in rows)
    assert max(row["high"] for row in rows) <= spec["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
    assert rows[-1]["month"] <= MONTHS


def test_every_gate_has_its_line_and_its_label(together):
    """One line a gate, from the day of the assessment on."""
    spec = gates_apart(together)
    titles = {gate.title for gate in together.gates}
    assert titles == {row["gate"] for row in spec["data"]["values"]}
    assert titles == {row["gate"] for row in spec["layer"][1]["data"]["values"]}
    assert "hangs most on the ceasefire" in caption(spec).finding


def test_labels_of_equal_height_are_spread():
    """Three gates at the same chance keep a distance and stay on the page."""
    placed = spread([{"chance": 0.98}, {"chance": 0.98}, {"chance": 0.98}], least=0.1)
    heights = sorted(one["at"] for one in placed)
    assert all(b - a >= 0.1 - 1e-9 for a, b in itertools.pairwise(heights))
    assert heights[-1] <= 0.9 + 1e-9


def test_both_are_drawn(together):
    """Vega-Lite takes them."""
    for spec in (all_open(together), gates_apart(together)):
        assert svg(spec).startswith("<svg")
