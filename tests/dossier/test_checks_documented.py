"""A check without its documentation or its bad dossier does not enter; the schema describes every field."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from placet.dossier.checks import CHECKS
from placet.dossier.json_schema import dossier_schema

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "src" / "placet" / "dossier" / "checks"


def test_every_check_is_registered_in_its_own_file() -> None:
    """One file, one check, of one name."""
    files = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    assert files == sorted(check.__name__ for check in CHECKS)
    assert all(check.__module__ == f"placet.dossier.checks.{check.__name__}" for check in CHECKS)


def test_every_check_is_in_the_reference_in_the_order_of_the_registry() -> None:
    """What it looks at, why, and a way out."""
    page = (ROOT / "docs" / "reference" / "checks.md").read_text()
    assert [check.__name__ for check in CHECKS] == re.findall(r"^### (\w+)$", page, re.MULTILINE)
    for section in page.split("\n### ")[1:]:
        assert "*Why:*" in section, section.split("\n")[0]
        assert "# before" in section, section.split("\n")[0]
        assert "# after" in section, section.split("\n")[0]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_has_a_bad_dossier(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the check, at least one recorded text would be another."""
    from test_bad_dossiers import CASES, LINE, printed

    from placet.dossier import checks

    monkeypatch.setattr(checks, "CHECKS", tuple(one for one in CHECKS if one is not check))
    recorded = [case.read_text().partition(f"{LINE}\n") for case in CASES if case.stem in OF_CHECK[check.__name__]]
    assert recorded
    assert all(expected != printed(made) for made, _, expected in recorded)


OF_CHECK = {
    "rules_hold": ["rule-own", "rule-never"],
    "costs_known": ["cost-of-nothing"],
    "sources_exist": ["source-missing", "no-sources"],
    "sources_read": ["read-until"],
    "tables_cover": ["where-keeps-nothing", "rows-not-observed"],
    "source_unchanged": ["source-changed"],
    "quote_stands": ["quote-gone", "quote-elsewhere"],
    "claims_exist": ["claim-missing"],
    "claims_used": ["claim-of-no-use"],
    "dates_in_order": ["stances-oldest-first", "periods-overlap", "outcome-too-early"],
    "published_before_used": ["used-before-published"],
    "stale_check_by": ["stale"],
    "voters_complete": ["greece", "voter-twice", "nobody-named"],
    "outcome_allowed": ["adopted-with-a-no", "refused-by-nobody"],
    "gates_refer": ["gates-lead-nowhere", "no-limit"],
    "readings_explained": ["reading-unexplained"],
    "programme_refers": ["programme-leads-nowhere", "courses-in-a-ring"],
    "programme_plans": ["no-sites", "nobody-teaches", "course-nowhere", "mandate-ended"],
    "sourced_or_assumed": ["no-reason", "reason-for-nothing"],
    "sites_abstract": ["real-place", "real-place-abroad"],
    "changes_resolve": ["scenario-unknown"],
    "cases_named": ["case-twice"],
}


def test_the_schema_describes_every_part_and_field() -> None:
    """An editor shows the docstrings; a field without one would be bare."""
    schema = dossier_schema()
    assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]
    parts = {"Dossier": schema, **schema["$defs"]}
    assert [] == [name for name, part in parts.items() if not part.get("description")]
    assert [] == [
        f"{name}.{field}"
        for name, part in parts.items()
        for field, shape in part.get("properties", {}).items()
        if not shape.get("description")
    ]
    assert {"since", "stance", "if", "declared", "because", "check_by", "note"} == set(parts["Stance"]["properties"])
    assert all(part.get("additionalProperties") is False for part in parts.values())
