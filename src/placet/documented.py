"""Models whose fields are documented by the docstring under each, which JSON Schema then shows.

pydantic can read these docstrings itself (`use_attribute_docstrings`), but does so when a class is made: 0.1 s of every
start for what only the schema needs. Here they are read when a schema is asked for.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema


def field_docstrings(model: type) -> dict[str, str]:
    """Return the docstring under each field of a class, the fields of its bases included."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if not issubclass(owner, Documented) or owner is Documented:
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, text in zip(body.body, body.body[1:], strict=False):
            if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
                continue
            if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                found[field.target.id] = inspect.cleandoc(str(text.value.value))
    return found


class Documented(BaseModel):
    """A model whose JSON Schema carries the docstrings of its fields."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in field_docstrings(cls).items():
            shown = cls.model_fields[name].alias or name
            if shown in properties:
                properties[shown]["description"] = text
        return schema
