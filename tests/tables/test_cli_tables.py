"""`placet tables`: what it prints, and what it leaves alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from placet import cli

GOOD = Path(__file__).resolve().parent.parent / "bad_dossiers" / "good"


def placet(*words: str) -> None:
    """Run the command line to its good end."""
    with pytest.raises(SystemExit) as left:
        cli.main(list(words))
    assert 0 == left.value.code


def test_out_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The workbook, the tables, the lines for dossier.yaml, which stays as it is."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, "dossier")
    before = Path("dossier/dossier.yaml").read_bytes()
    placet("tables", "dossier", "--out", "book.xlsx")
    assert "wrote book.xlsx\n" == capsys.readouterr().out
    placet("tables", "dossier", "--from", "book.xlsx")
    assert (
        """\
wrote dossier/programme/courses.csv
wrote dossier/programme/sites.csv
wrote dossier/programme/instructors.csv
wrote dossier/programme/money.csv
wrote dossier/programme/intake.csv
Put into dossier.yaml, in the place of what stands there:
  programme:
    courses: programme/courses.csv
    sites: programme/sites.csv
    instructors: programme/instructors.csv
    money: programme/money.csv
    intake: programme/intake.csv
"""
        == capsys.readouterr().out
    )
    assert before == Path("dossier/dossier.yaml").read_bytes()
    placet("tables", "dossier", "--out", "folder", "--json")
    told = json.loads(capsys.readouterr().out)
    assert ["folder/courses.csv", []] == [told["written"][0], told["lines"]]


@pytest.mark.parametrize("words", [[], ["--out", "a.xlsx", "--from", "b.xlsx"]], ids=["neither", "both"])
def test_one_of_the_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Out, or from."""
    with pytest.raises(SystemExit) as left:
        cli.main(["tables", str(GOOD), *words])
    assert 2 == left.value.code
    said = capsys.readouterr().err
    assert "placet: say where to: --out FILE.xlsx or --out FOLDER; or where from: --from FILE.xlsx\n" == said
