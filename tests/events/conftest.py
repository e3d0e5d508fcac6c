"""Small event files for the tests, and the research data when they are there."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
Written = Callable[..., Path]


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Return a file of the research data, which is not part of the project."""

    def file(name: str) -> Path:
        where = SHARED / name
        if not where.exists():
            pytest.skip(f"the research data {name} lie beside the repository and are not here")
        return where

    return file


@pytest.fixture
def written(tmp_path) -> Written:
    """Write rows (dictionaries) as a CSV file and return it."""

    def write(rows: list[dict[str, object]], name: str = "events.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def ged() -> Callable[..., dict[str, object]]:
    """Return a made-up row with the columns of GED that are read."""

    def row(**said: object) -> dict[str, object]:
        return {
            "id": 1,
            "source_original": "",
            "where_prec": 1,
            "adm_1": "Donetsk oblast",
            "latitude": 48.0,
            "longitude": 37.8,
            "country": "Ukraine",
            "country_id": 369,
            "date_prec": 1,
            "date_start": "2025-05-01",
            "date_end": "2025-05-01",
            "type_of_violence": 1,
            "best": 2,
            "high": 3,
            "low": 1,
            **said,
        }

    return row
