"""Real tables and small series for the tests of the ceasefire kernel."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT / "examples" / "eumam-ukraine" / "events"

Rows = dict[date, float]
Table = Callable[[str, str, str], Rows]


CASES = Path(__file__).resolve().parent / "cases"


def sums(file: Path, day: str, count: str) -> Rows:
    """Return the sums by day of a column of a table whose comments start with #."""
    rows: Rows = {}
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            when = date.fromisoformat(row[day])
            rows[when] = rows.get(when, 0.0) + float(row[count])
    return rows


@pytest.fixture(scope="session")
def cases() -> Callable[[str, str], Rows]:
    """Return the daily sums of a column of one of the tables of real episodes beside these tests."""
    return lambda name, count: sums(CASES / f"{name}.csv", "day", count)


@pytest.fixture(scope="session")
def events() -> Table:
    """Return the daily sums of a column of one of the flagship dossier's event tables."""

    def read(name: str, day: str, count: str) -> Rows:
        file = EVENTS / f"{name}.csv"
        if not file.exists():
            pytest.skip(f"the flagship dossier does not carry events/{name}.csv yet")
        return sums(file, day, count)

    return read


SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Return a file of the research data, which is not part of the project."""

    def file(name: str) -> Path:
        where = SHARED / "data" / name
        if not where.exists():
            pytest.skip(f"the research data {name} lie beside the repository and are not here")
        return where

    return file
