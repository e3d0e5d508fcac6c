"""Specifications drawn as SVG: colours, ids, escaping, and the font that the layout was measured with."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import invented
import pytest

from placet.charts import counts, fan, totals, waiting
from placet.charts.render import svg
from placet.charts.theme import VARIABLES

CONDITION = invented.condition()


@pytest.fixture(scope="module")
def drawn() -> str:
    """Return the main chart as SVG."""
    return svg(counts(CONDITION, CONDITION.series[0], invented.AS_OF), name="chart-strikes")


def test_every_colour_is_a_variable_of_the_page(drawn: str) -> None:
    bare = set(re.findall(r'(?:fill|stroke)="(#[0-9a-fA-F]+)"', drawn))

    assert set() == bare
    assert 'fill="var(--ink, #1b2431)"' in drawn
    assert len(VARIABLES) == len(set(VARIABLES.values()))


def test_there_is_no_background(drawn: str) -> None:
    assert not re.search(r'fill="(white|#fff|#ffffff)"', drawn)


def test_the_picture_says_what_it_shows(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)

    assert "img" == root.get("role")
    assert "Longest quiet so far: 3 of the 90 days" in str(root.get("aria-label"))


def test_ids_are_its_own(drawn: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', drawn)

    assert all(name.startswith("chart-strikes-") for name in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)


def test_hostile_words_stay_words() -> None:
    hostile = "<script>alert(1)</script>\"'&"
    figure = invented.figures()[0]
    values = [value.model_copy(update={"words": hostile}) for value in figure.values]
    drawn = svg(totals(figure.model_copy(update={"sentence": hostile, "values": values})))

    assert "<script" not in drawn
    assert hostile == ElementTree.fromstring(drawn).get("aria-label")


def test_the_layout_is_measured_with_the_embedded_font() -> None:
    # Arimo has the widths of Liberation Sans, which the renderer carries. If it measured with another font, a
    # right-aligned title would no longer end where the picture does.
    plan = invented.plan()
    root = ElementTree.fromstring(svg(fan(plan, plan.cases[0])))
    width = float(str(root.get("width")))

    # 360 px of plot, the axis labels at the left, and "34,200" in bold 12 px (40.0 px wide) at the right.
    assert 360 + 36 + 6 + 40 == pytest.approx(width, abs=14)


def test_no_case_to_wait_for_draws_nothing_but_does_not_fail() -> None:
    assert svg(waiting(invented.plan(waiting=[]))).startswith("<svg")
