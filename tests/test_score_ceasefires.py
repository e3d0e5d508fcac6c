"""`placet score ceasefires`: real and invented files, right and wrong ones."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from placet import score_ceasefires as scores
from placet.errors import UsageError

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = (*scores.NAMES, *scores.NUMBERS)


def ceasefires(folder: Path, *, change: dict[str, str] | None = None, many: int = 120, columns=COLUMNS) -> Path:
    """Return a file of invented ceasefires in six countries: definitive ones last, the others fail within weeks."""
    draw, lines = random.Random(1), [",".join(columns)]
    for number in range(many):
        definitive = number % 2
        length = 3_000 if definitive else draw.randint(1, 90)
        year, month, day = (2010 + length // 365, 1 + length % 365 // 31, 1 + length % 28)
        row = {
            "cc": str(number % 6), "cf_id": str(number), "location": f"Land {number % 6}", "cf_effect_yr": "2010",
            "cf_effect_month": "1", "cf_effect_day": "1", "end_yr": str(year), "end_month": str(month),
            "end_day": str(day), "ended": "0" if definitive else "2", "fixed": "0",
            "ceasefire_class": "3" if definitive else "1", "written": str(definitive), "partial": "0",
            "mediator_nego": "-1", "implement": "",
        }  # fmt: skip
        row |= (change or {}) if number == 7 else {}
        lines.append(",".join(row.get(name, "") for name in columns))
    file = folder / "ceasefires.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_the_published_table() -> None:
    """Brier score at 365 days of 423 ceasefires: the goal is 0.19; the report found .254 and .203 for simpler ones."""
    file = ROOT.parent / "shared" / "data" / "eth_prio_ceasefires" / "ceasefires_dataset.csv"
    if not file.exists():
        pytest.skip("the ETH/PRIO table lies beside the repository and is not here")
    found = scores.durability_score(scores.spells(file))
    assert (423, 58, 2_203) == (found.ceasefires, found.countries, found.read)
    assert found.read == found.ceasefires + sum(found.left_out.values())
    assert found.brier["covariates"] <= 0.19
    assert pytest.approx((0.253, 0.201, 0.174), abs=0.001) == tuple(found.brier.values())
    assert found.gain.low > 0
    assert "covariates" == found.use
    assert found.ratios["definitive"].high < 0.3
    assert found.ratios["partial"].low > 1.9


def test_kept_and_left_out_add_up(tmp_path: Path) -> None:
    held = scores.spells(ceasefires(tmp_path, change={"fixed": "1"}))
    assert 120 == held.read
    assert {"set to end on a fixed day": 1} == held.left_out
    assert 119 == len(held.days)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ended": "3"}, "never entered into force"),
        ({"ceasefire_class": "9"}, "without a class"),
        ({"cf_effect_month": "-1"}, "without a dated start or end"),
        ({"ended": "2", "end_yr": "2009", "end_month": "3"}, "ends before it starts"),
    ],
)
def test_what_cannot_be_used_is_counted_by_reason(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    assert {reason: 1} == scores.spells(ceasefires(tmp_path, change=change)).left_out


def test_the_class_tells_what_a_curve_for_all_cannot(tmp_path: Path) -> None:
    found = scores.durability_score(scores.spells(ceasefires(tmp_path)))
    assert found.brier["class"] < 0.02 < 0.2 < found.brier["Kaplan-Meier"]
    # The class says everything here, so nothing is gained by more.
    assert "class" == found.use
    said = scores.lines(scores.CeasefiresScore(found))
    assert any("class alone is used" in line for line in said)


def test_json_holds_what_the_table_says(tmp_path: Path) -> None:
    plain = json.loads(json.dumps(scores.plainly(scores.score_ceasefires(ceasefires(tmp_path)))))
    assert 120 == plain["ceasefires"]
    assert {"Kaplan-Meier", "class", "covariates"} == set(plain["brier_at_365_days"])
    assert [] == plain["episodes"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no column 'cc'"),
        ("cc,cf_id\n1,2\n", "has no column 'location'"),
        ("\x00\n", "has no column 'cc'"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "other.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        scores.spells(file)


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"cc,cf_id\n\xff\xfe\xfa\n")
    with pytest.raises(UsageError, match="no CSV text in UTF-8"):
        scores.spells(binary)
    with pytest.raises(UsageError, match="cannot read"):
        scores.spells(tmp_path / "nothing.csv")


def test_a_word_where_a_number_must_stand_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ceasefires.csv:9: ended is 'broken', and must be a whole number"):
        scores.spells(ceasefires(tmp_path, change={"ended": "broken"}))


def test_too_few_cases_are_no_score(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="12 of 12 ceasefires can be used, 6 of them failed, in 6 countries"):
        scores.spells(ceasefires(tmp_path, many=12))


def counts(folder: Path, *rows: str) -> Path:
    """Return a file of daily counts."""
    file = folder / "counts.csv"
    file.write_text("\n".join(["# invented", "day,count", *rows]) + "\n", encoding="utf-8")
    return file


def test_the_forecast_is_scored_on_weeks_that_were_observed(tmp_path: Path) -> None:
    rows = [f"2025-{1 + i // 28:02d}-{1 + i % 28:02d},{10 + i % 3}" for i in range(300)]
    found = scores.forecast_score("counts", scores.daily_counts(counts(tmp_path, *rows)))
    assert found.weeks > 20
    assert {"forecast", "last week", "NB-EWMA"} == set(found.crps)
    with pytest.raises(UsageError, match="no fully observed week"):
        scores.forecast_score("counts", scores.daily_counts(counts(tmp_path, *rows[:10])))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("18 May,3", "counts.csv:4: day is '18 May'"),
        ("2025-01-01,3", "counts.csv:4: 2025-01-01 stands there a second time"),
        ("2025-01-02,many", "counts.csv:4: count is 'many'"),
        ("2025-01-02,-3", "must be 0 or more"),
        ("2025-01-02,inf", "must be 0 or more"),
        ("2199-01-02,3", "more than a century"),
    ],
)
def test_counts_that_make_no_sense_are_named_with_their_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        scores.daily_counts(counts(tmp_path, "2025-01-01,1", row))


def episodes(folder: Path, *rows: str) -> Path:
    """Return a file of episodes beside counts of 28 loud days, then 28 quiet ones."""
    loud = [f"2025-01-{day:02d},20" for day in range(1, 32)]
    counts(folder, *loud, *[f"2025-02-{day:02d},1" for day in range(1, 29)])
    file = folder / "episodes.csv"
    file.write_text("\n".join(["title,counts,since,until,day,says", *rows]) + "\n", encoding="utf-8")
    return file


def test_states_are_put_to_real_episodes(tmp_path: Path) -> None:
    file = episodes(
        tmp_path,
        "Quiet,counts.csv,2025-02-01,,2025-02-20,in force|strong",
        "Never kept,counts.csv,2025-02-01,,2025-02-20,collapsed",
        "Over,counts.csv,2025-02-01,2025-02-10,2025-02-20,expired",
    )
    found = list(scores.episode_scores(file))
    assert [True, False, True] == [one.agrees for one in found]
    assert "strong" == found[1].said


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,../counts.csv,2025-02-01,,2025-02-20,strong", "name a CSV file in the same folder"),
        ("A,counts.csv,2025-02-10,2025-02-01,2025-02-20,strong", "ends on 2025-02-01, before it starts"),
        ("A,counts.csv,soon,,2025-02-20,strong", "since is 'soon'"),
        ("A,nothing.csv,2025-02-01,,2025-02-20,strong", "cannot read"),
    ],
)
def test_an_episode_that_makes_no_sense_is_named_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        list(scores.episode_scores(episodes(tmp_path, row)))
