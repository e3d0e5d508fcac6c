"""The charts of the condition: survival of past ceasefires, counts by region, revised days."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import invented
import pytest
from test_charts_spec import texts

from placet.charts import Spec, caption, counts, lasting, regions
from placet.charts.render import svg
from placet.charts.theme import PLAN, PLAN_INNER, PLAN_OUTER, UNKNOWN, WASH
from placet.data import outlines
from placet.gates.places import survival_curves
from placet.gates.verdict import RegionCount, RegionCounts
from placet.places import codes

CONDITION = invented.condition(curves=survival_curves(["truce", "treaty"]))


def by_region(**many: float) -> RegionCounts:
    """Return invented counts: `UA_14=100` is a hundred in Donetsk."""
    return RegionCounts(
        series="events",
        title="Invented events",
        unit="events",
        since=datetime.date(2026, 1, 1),
        until=datetime.date(2026, 2, 1),
        regions=[
            RegionCount(zone=code, name=f"Region {code}", count=many.get(code.replace("-", "_"), 0)) for code in codes()
        ],
        elsewhere=3,
        source="Invented data",
        one_side=False,
    )


def without_outlines(spec: Spec) -> Spec:
    """Return a map without its outlines, which would make the golden unreadable."""
    text = json.dumps(spec)
    return json.loads(text.replace(json.dumps(outlines("ukraine")), '"outlines of Ukraine"'))  # type: ignore[no-any-return]


SPECS: dict[str, Callable[[], Spec]] = {
    "lasting": lambda: lasting(CONDITION),
    "lasting-in-force": lambda: lasting(CONDITION.model_copy(update={"age_days": 1_200}), width=330),
    "regions": lambda: without_outlines(regions(by_region(UA_14=80, UA_09=17, UA_63=3))),
}


@pytest.mark.parametrize("name", SPECS)
def test_a_chart_of_the_condition_is_its_golden(name: str, golden: Callable[[str, str], None]) -> None:
    """To record anew: PLACET_RECORD=1 ./run test tests/charts, then read the diff."""
    golden(f"charts/{name}.json", json.dumps(SPECS[name](), indent=1, ensure_ascii=False) + "\n")
    frame = caption(SPECS[name]())
    assert "" not in (frame.finding, frame.measure, frame.source)


def test_the_curves_say_what_was_left_after_a_year() -> None:
    assert (
        "After a year there were left: 54 % of bare truces, 79 % of peace treaties"
        == caption(lasting(CONDITION)).finding
    )


def test_the_present_day_is_marked_while_a_ceasefire_is_in_force() -> None:
    assert "today: day 1,200" in texts(SPECS["lasting-in-force"]())


def test_without_one_the_days_that_the_reading_needs_are_marked() -> None:
    assert "day 90: what the reading needs; no general ceasefire is in force" in texts(SPECS["lasting"]())


def test_a_condition_without_classes_draws_nothing_but_does_not_fail() -> None:
    empty = lasting(invented.condition())
    assert "No class of past ceasefires is named" == caption(empty).finding
    assert svg(empty).startswith("<svg")


def test_regions_are_coloured_by_their_share() -> None:
    layer = regions(by_region(UA_14=80, UA_09=17, UA_63=3))["layer"][0]
    rows = layer["transform"][0]["from"]["data"]["values"]
    colours = {row["id"]: row["colour"] for row in rows if row["count"]}
    assert {"UA-14": PLAN, "UA-09": PLAN_INNER, "UA-63": PLAN_OUTER} == colours
    assert {WASH} == {row["colour"] for row in rows if not row["count"]}


def test_the_map_names_the_most_and_what_has_no_region() -> None:
    finding = caption(regions(by_region(UA_14=80, UA_09=17))).finding
    assert "Of 97 events: Region UA-14 80 and Region UA-09 17; 3 more without a known region" == finding
    assert "No events in any region" == caption(regions(by_region())).finding


def test_the_map_is_of_ukraine_in_its_recognised_borders() -> None:
    shapes = {shape["id"] for shape in outlines("ukraine")["objects"]["data"]["geometries"]}
    assert set(codes()) == shapes
    assert {"UA-43", "UA-40"} <= shapes
    assert "recognised" in caption(regions(by_region())).source


def test_the_map_is_drawn() -> None:
    drawn = svg(regions(by_region(UA_14=80)))
    assert 27 <= drawn.count("<path")


def test_revised_days_are_lighter_and_said() -> None:
    series = CONDITION.series[0]
    revised = [day for day, count in zip(series.days, series.counts, strict=True) if count is not None][-3:]
    spec = counts(CONDITION, series.model_copy(update={"revised": revised}), invented.AS_OF, days=60)
    assert UNKNOWN in json.dumps(spec)
    assert "Lighter: three days whose count the source changed later." in caption(spec).source
    assert "Lighter" not in caption(counts(CONDITION, series, invented.AS_OF, days=60)).source
