"""`placet score votes`: a file of decisions read, scored, told as a report and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from placet import score
from placet.errors import UsageError


def written(folder: Path, held: object) -> Path:
    path = folder / "decisions.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    return path


def row(number: int = 1, **more: object) -> dict[str, object]:
    return {
        "id": f"n{number}",
        "proposal": f"A new act, number {number}",
        "domain": "weather",
        "date_proposed": f"202{number % 6}-03-01",
        "date_proposed_basis": "Commission proposal",
        "rule": "unanimity",
        "holdouts": [],
        "outcome": "adopted",
        "date_outcome": f"202{number % 6}-04-15",
        **more,
    }


def strict(text: str) -> dict[str, object]:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_one_decision_is_scored_with_what_the_shipped_record_teaches(tmp_path):
    found = score.score_votes(written(tmp_path, {"decisions": [row()]}))
    assert (1, True) == (found.decisions, found.besides > 50)
    plain = strict(json.dumps(score.plainly(found)))
    first = next(said for said in plain["forecasts"] if said["scheme"] == "forward" and said["asked_after_days"] == 0)
    assert {"30", "90", "180", "365"} == set(first["within_days"])
    assert [False, True] == [first["within_days"][days]["adopted"] for days in ("30", "90")]
    assert pytest.approx(1) == sum(first["routes"].values())


def test_alone_one_decision_is_too_few(tmp_path):
    with pytest.raises(UsageError, match="1 decisions are too few to score: 10 earlier ones"):
        score.score_votes(written(tmp_path, [row()]), alone=True)


def test_the_report_names_the_baselines_the_gains_and_what_was_left_out(tmp_path):
    rows = [row(n) for n in range(1, 30)] + [row(n, date_proposed="soon") for n in range(30, 50)]
    text = "\n".join(score.lines(score.score_votes(written(tmp_path, rows))))
    for words in ("base rate", "any declared no", "days waited", "90 % interval", "need checking", "Calibration"):
        assert words in text
    assert "n30: 'date_proposed' is 'soon', which is no day" in text
    assert "and 8 more (--json names all)" in text


def test_where_nothing_was_adopted_no_route_is_scored_and_json_stays_json(tmp_path):
    rows = [row(n, outcome="blocked", needs_check=True) for n in range(1, 12)]
    plain = strict(json.dumps(score.plainly(score.score_votes(written(tmp_path, rows)))))
    assert {"model": None, "shares": None, "equal_shares": None} == plain["log_score_of_the_route"]["forward"]
    assert all(0 == said["cases_that_need_no_check"] and said["brier_of_those"] is None for said in plain["scores"])


def test_missing_fields_and_foreign_words_do_not_stop_it(tmp_path):
    bare = {"id": "bare", "outcome": "adopted", "date_proposed": "2021-03", "date_outcome": "2021-05-02"}
    odd = row(
        2,
        id="\x1b[2J<script>" + "x" * 5000,
        domain="\ud800\x00",
        rule="by acclamation",
        holdouts=[{"country": "Atlantis", "stance": "\x1b]0;x\x07" * 999, "date": "2022-03-05"}, {}],
    )
    found = score.score_votes(written(tmp_path, [bare, odd]))
    assert 2 == found.decisions
    assert "\x1b" not in "\n".join(score.lines(found))


def test_the_order_of_the_file_does_not_matter(tmp_path):
    rows = [row(n) for n in range(1, 20)]
    one = score.plainly(score.score_votes(written(tmp_path, rows)))
    assert one == score.plainly(score.score_votes(written(tmp_path, rows[::-1])))


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ({"cases": []}, "holds no list of decisions"),
        ([3], "holds no list of decisions"),
        ([], "0 decisions are too few to score"),
        ([row(date_proposed="soon")], "1 were left out, the first: n1: 'date_proposed' is 'soon', which is no day"),
        ([{"id": "x"}], "record 1: 'outcome' is missing"),
        ([{}] * 20_001, "holds 20,001 decisions; at most 20,000 are scored at once"),
    ],
)
def test_what_is_no_file_of_decisions(tmp_path, held, message):
    with pytest.raises(UsageError) as error:
        score.score_votes(written(tmp_path, held))
    assert message in str(error.value)
