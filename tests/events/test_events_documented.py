"""The page of the event formats names every reader with what it is recognised by, and the verb shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from placet.cli import main
from placet.events import READERS
from placet.events.daily import COLUMNS
from placet.events.distance import BANDS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READERS)
def test_every_reader_has_its_line_with_its_columns_and_lag(name):
    """As the reader itself has them."""
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")]
    for column in READERS[name].needs:
        assert f"`{column}`" in line
    if READERS[name].lag_days:
        assert f"| {READERS[name].lag_days} day" in line


def test_the_page_names_no_other_reader():
    """One line a reader."""
    table = PAGE.split("## The formats")[1].split("The quirks")[0]
    assert list(READERS) == [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("name", [name for name in READERS if name != "acled-deleted"])
def test_every_reader_documents_columns_units_quirks_lag_and_licence(name):
    """At the top of its file."""
    for word in ("Columns:", "Units:", "Quirks:", "Lag:", "Licence:"):
        assert word in READERS[name].about


def test_every_column_and_band_stands_in_the_page():
    """By its name."""
    assert all(f"`{name}`" in PAGE for name in (*COLUMNS, *BANDS))


def test_the_verb_formats_shows_every_reader(capsys):
    """Under the word that --format takes."""
    with pytest.raises(SystemExit):
        main(["formats"])
    said = capsys.readouterr().out
    assert all(f"--format {name} " in said for name in READERS)
