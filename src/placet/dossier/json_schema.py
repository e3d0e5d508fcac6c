"""The dossier format as JSON Schema, for editors and other programs."""

from __future__ import annotations

from typing import Any

from placet.dossier.schema import Dossier

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def dossier_schema() -> dict[str, Any]:
    """Return the JSON Schema of `dossier.yaml`; the descriptions are the docstrings of the fields."""
    return {"$schema": DIALECT, **Dossier.model_json_schema(by_alias=True)}
