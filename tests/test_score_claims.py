"""Scores of suggested claims: what is compared, what is left out, and clear errors."""

import json

import pytest

from placet.errors import UsageError
from placet.score_claims import lines, plainly, score_claims


def record(folder, name, **fields):
    (folder / name).write_text(json.dumps(fields), encoding="utf-8")


def test_claims_are_compared_by_what_they_say(tmp_path):
    record(
        tmp_path,
        "1.json",
        lang="en",
        date="2025-08-29",
        paraphrase="Hungary opposes the plan. It costs €5 billion. Poland supports it.",
        claims=[
            {"kind": "stance", "actor": "PER:Viktor Orbán", "stance": "opposes"},
            {"kind": "stance", "actor": "PL", "stance": "opposes"},
            {"kind": "quantity", "value": 5e9, "unit": "EUR"},
            {"kind": "quantity", "value": 7, "unit": "EUR"},
            {"kind": "rule", "rule": "unanimity"},
        ],
    )
    score = score_claims(tmp_path)
    stance = score.by_kind["stance", "en"]
    assert (1, 2, 2) == (stance.right, stance.found, stance.wanted)
    assert 1 == score.flips["en"]
    assert 1 == score.unsaid["en"]
    assert 0.0 == score.by_kind["rule", "en"].f1
    assert plainly(score)["records"] == 1
    assert "Stances turned round (for read as against, or against as for): en 1." in lines(score)
    assert "1.json en stance turned round: PL against" in lines(score, details=True)


def test_odd_records_are_scored_or_left_out(tmp_path):
    record(
        tmp_path,
        "a.json",
        lang="xx",
        paraphrase="€3 million.",
        claims=[{"kind": "stance"}, {"kind": "quantity", "value": "x"}, 5, {"kind": None}],
    )
    record(tmp_path, "b.json", claims="none")
    record(tmp_path, "c.json", paraphrase="Nothing.", claims=None, lang=7, date=[], title={})
    score = score_claims(tmp_path)
    assert 2 == score.records
    assert ["b.json: no paraphrase"] == score.left_out


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.json", '{"a"', "x.json is no JSON: "),
        ("x.json", "[1]", "x.json holds no record: an object with `paraphrase` and `claims` is expected"),
        ("x.txt", "", "holds no record: no file in it ends in .json"),
    ],
)
def test_errors_name_the_file(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        score_claims(tmp_path)
    assert message in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UsageError) as caught:
        score_claims(tmp_path / "none")
    assert (
        f"{tmp_path / 'none'} is no folder of records; each record is a JSON file with `paraphrase` and `claims`"
        == str(caught.value)
    )
