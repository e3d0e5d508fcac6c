"""Charts as specifications: each is compared with its golden, drawn from a few days of the invented assessment."""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Callable

import invented
import pytest

from placet.charts import Spec, caption, counts, fan, history, indicator, totals, waiting
from placet.gates.verdict import ConditionVerdict, DailyCounts

CONDITION = invented.condition()
PLAN = invented.plan()
DAYS = 40


def part(series: DailyCounts, first: int, last: int) -> DailyCounts:
    """Return some days of a series, so that a golden stays readable."""
    known = series.days[last - 1] + datetime.timedelta(days=1)
    return series.model_copy(
        update={"days": series.days[first:last], "counts": series.counts[first:last], "known_until": known}
    )


def few_days(number: int) -> Spec:
    """Return an indicator over the last days alone."""
    view = invented.security()[number]
    return indicator(view.model_copy(update={"days": view.days[-30:], "levels": view.levels[-30:]}))


SPECS: dict[str, Callable[[], Spec]] = {
    "counts": lambda: counts(CONDITION, CONDITION.series[0], invented.AS_OF, days=DAYS),
    "counts-narrow": lambda: counts(CONDITION, CONDITION.series[0], invented.AS_OF, width=330, days=DAYS),
    "history": lambda: history(CONDITION, part(CONDITION.series[1], 2360, 2460)),
    "fan": lambda: fan(PLAN, PLAN.cases[0]),
    "waiting": lambda: waiting(PLAN),
    "indicator-sum": lambda: few_days(0),
    "indicator-level": lambda: few_days(1),
    "totals": lambda: totals(invented.figures()[0]),
}


@pytest.mark.parametrize("name", SPECS)
def test_a_chart_is_its_golden(name: str, golden: Callable[[str, str], None]) -> None:
    """To record anew: PLACET_RECORD=1 ./run test tests/charts, then read the diff."""
    golden(f"charts/{name}.json", json.dumps(SPECS[name](), indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("name", SPECS)
def test_a_chart_has_its_frame(name: str) -> None:
    frame = caption(SPECS[name]())

    assert "" not in (frame.finding, frame.measure, frame.source)


def texts(spec: object) -> list[str]:
    """Return every text in the data of a specification."""
    if isinstance(spec, dict):
        own = [spec[key] for key in ("text", "words") if isinstance(spec.get(key), str)]
        return own + [text for part in spec.values() for text in texts(part)]
    if isinstance(spec, list):
        return [text for part in spec for text in texts(part)]
    return []


def test_a_reading_that_was_never_met_says_so() -> None:
    assert "never open" in texts(SPECS["counts"]())


def test_a_reading_that_was_met_before_the_window_says_when() -> None:
    assert "open only 27 July 2020 to 2 November 2020" in texts(SPECS["counts"]())
    assert "open only in 2016, 2019" in texts(SPECS["counts"]())


def test_the_limit_of_the_deciding_reading_is_drawn_and_named() -> None:
    assert "limit 5 a day" in texts(SPECS["counts"]())


def test_no_limit_is_drawn_for_a_series_that_the_deciding_reading_does_not_read() -> None:
    spec = counts(CONDITION, CONDITION.series[1], datetime.date(2022, 2, 1), days=DAYS)

    assert not [text for text in texts(spec) if text.startswith("limit")]


def test_days_without_a_count_are_grey_and_said() -> None:
    spec = counts(CONDITION, CONDITION.series[0], datetime.date(2025, 11, 1), days=200)

    assert "nobody counted" in texts(spec)
    assert "not days of quiet" in caption(spec).source


def test_days_after_the_last_known_count_are_not_yet_known() -> None:
    late = CONDITION.series[0].model_copy(update={"known_until": datetime.date(2025, 9, 20)})
    late = late.model_copy(update={"counts": [None if d >= late.known_until else 1.0 for d in late.days]})

    assert "not yet known" in texts(counts(CONDITION, late, invented.AS_OF))


def test_one_side_is_said_once() -> None:
    source = "An air force, one side's claims"
    said = CONDITION.series[0].model_copy(update={"source": source})

    assert 1 == caption(counts(CONDITION, said, invented.AS_OF)).source.lower().count("one side")
    assert 1 == caption(SPECS["counts"]()).source.lower().count("one side")


def test_a_truce_that_never_was_in_force_is_not_drawn() -> None:
    truces = [truce.model_copy(update={"declared_by": "not in force"}) for truce in CONDITION.agreements]
    gate: ConditionVerdict = invented.condition(agreements=truces)

    assert "Easter truce" not in texts(counts(gate, gate.series[0], invented.AS_OF))
    assert "Easter truce" in texts(counts(CONDITION, CONDITION.series[0], invented.AS_OF))


def test_names_of_truces_in_one_row_do_not_overlap() -> None:
    for width in (330, 720, 1000):
        spec = counts(CONDITION, CONDITION.series[0], invented.AS_OF, width=width)
        rows: dict[float, list[tuple[float, float]]] = {}
        for row in spec["vconcat"][0]["data"]["values"]:
            end = max(row["left"] + len(row["text"]) * 12 * 0.5, row["last"])
            rows.setdefault(row["y"], []).append((min(row["left"], row["first"]), end))
        for spans in rows.values():
            spans.sort()
            assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_a_plan_that_trains_nobody_still_draws() -> None:
    nobody = PLAN.cases[0].model_copy(update={"by_month": []})

    assert 0 == fan(PLAN, nobody)["data"]["values"][-1]["mid"]


def test_years_in_which_no_reading_was_met_are_not_said_to_have_one() -> None:
    never = invented.condition(readings=[invented.reading("ninety", "90 days", 90, [])])
    alone = never.model_copy(update={"series": [never.series[1]]})

    assert caption(history(alone, never.series[1])).finding == (
        "No truce in 2014 to 2022; no reading would have counted as met"
    )
    assert caption(history(never, never.series[1])).finding == (
        "No truce in 2014 to 2022; no reading can be judged, for “Drones and missiles launched” was not counted then"
    )
    assert (
        "“30 days under 5 a day” would have counted as met at times"
        in caption(history(CONDITION, CONDITION.series[1])).finding
    )
