"""The verbs that need no dossier: a quick vote, and the scores of its forecasts."""

import json
from datetime import date, timedelta

import pytest

from placet.cli import main


def said(words, capsys):
    """Return the exit code and what was printed."""
    code = 0
    try:
        main(words)
    except SystemExit as stop:
        code = stop.code or 0
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_one_no_stops_unanimity_and_three_changes_carry_it(capsys):
    code, out, _ = said(["vote", "cfsp-unanimity", "HU=no", "--day", "2026-05-18"], capsys)
    assert 0 == code
    assert "Not adopted" == out.splitlines()[0]
    assert ["declared", "abstain", "yes"] == [line.split()[-1] for line in out.splitlines() if "would pass" in line]


def test_germany_france_and_slovakia_miss_the_blocking_minority_by_780_persons(capsys):
    """With the populations of 1 January 2025, as votes in 2026 use them."""
    _, out, _ = said(["vote", "qualified-majority", "DE=no", "FR=no", "SK=no", "--day", "2026-05-18", "--json"], capsys)
    told = json.loads(out)
    assert told["adopted"]
    population = next(c for c in told["criteria"] if c["unit"] == "persons")
    assert 780 == population["have"] - population["needed"]


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("unknown rule 'unanimty'; did you mean 'unanimity'?", ["unanimty"]),
        ("unknown member 'HX'; did you mean 'HU'?", ["cfsp-unanimity", "HX=no"]),
        ("a change is written PLACE=WHAT, like HU=no; this is not: 'HU'", ["cfsp-unanimity", "HU"]),
        ("'2026-02-31' is not a day", ["cfsp-unanimity", "--day", "2026-02-31"]),
        ("HU is set twice, to 'no' and to 'yes'; keep one", ["cfsp-unanimity", "HU=no", "HU=yes"]),
    ],
)
def test_wrong_use_says_what_is_wrong(expected, words, capsys):
    code, out, err = said(["vote", *words], capsys)
    assert (2, "") == (code, out)
    assert expected in err


def record(number):
    """Return a made-up decision: every third is still blocked."""
    proposed = date(2016, 1, 1) + timedelta(days=61 * number)
    ended = proposed + timedelta(days=20 + 13 * (number % 9))
    blocked = number % 3 == 0
    return {
        "id": f"d{number}",
        "proposal": f"Act {number}",
        "domain": ["money", "sanctions"][number % 2],
        "date_proposed": proposed.isoformat(),
        "rule": "unanimity",
        "holdouts": [],
        "outcome": "blocked" if blocked else "adopted",
        "date_outcome": None if blocked else ended.isoformat(),
        "blocked_through": (proposed + timedelta(days=900)).isoformat() if blocked else None,
        "needs_check": False,
    }


def test_scores_of_a_file_of_decisions(tmp_path, capsys):
    file = tmp_path / "decisions.json"
    file.write_text(json.dumps({"decisions": [record(n) for n in range(40)]}))
    code, out, _ = said(["score", "votes", str(file), "--json"], capsys)
    told = json.loads(out)
    assert (0, 40) == (code, told["decisions"])
    assert {"model", "base rate", "any declared no", "days waited"} == set(told["scores"][0]["brier"])
    code, out, _ = said(["score", "votes", str(file)], capsys)
    assert out.startswith("40 decisions, learnt from ")
    code, out, _ = said(["score", "votes", str(file), "--alone"], capsys)
    assert out.startswith("40 decisions, 0 left out.")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("is no JSON", "{"),
        ("is no JSON", "[" * 100_000),
        ("holds no list of decisions", '{"a": 1}'),
        ("holds no list of decisions", "[1, 2]"),
        ("too few to score", "[]"),
    ],
)
def test_a_file_that_cannot_be_scored_says_why(expected, text, tmp_path, capsys):
    file = tmp_path / "decisions.json"
    file.write_text(text)
    code, _, err = said(["score", "votes", str(file)], capsys)
    assert 2 == code
    assert expected in err


def test_a_missing_file_is_named(tmp_path, capsys):
    code, _, err = said(["score", "votes", str(tmp_path / "none.json")], capsys)
    assert 2 == code
    assert "none.json: No such file or directory" in err
