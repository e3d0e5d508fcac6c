"""A document against the schema: pydantic's errors as problems with their place, in words, all at once."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from placet.dossier.plain_yaml import Path
from placet.dossier.problems import Place, Problem, error, listed, meant
from placet.dossier.yaml12 import Tree

OF_KEYS = ("missing", "extra_forbidden", "union_tag_not_found")

Model = TypeVar("Model", bound=BaseModel)
ID = "small letters, digits, `.`, `_` and `-`, beginning with a letter or digit"
PATTERNS = {
    r"^[a-z0-9][a-z0-9._-]*$": (f"cannot be a name here: {ID}", None),
    r"^[A-Z]{2}$": ("is not a member's code", "two capital letters, as the Council writes them: HU, EL"),
    r"^[A-Z]{2}(-[0-9A-Z]{1,3})?$": ("is not a host's code", "a member's code, `UA`, or an oblast like UA-46"),
    r"^[A-Za-z0-9._/-]+\.csv$": ("is not the name of a CSV file", "write it like `events/attacks.csv`"),
    r"^https?://\S+$": ("is not an address", "write it like https://example.org/page"),
    r"^[a-z]{2}$": ("is not a language's code", "two small letters: en, uk, hu"),
    r"^[0-9a-f]{64}$": ("is not a sha256", "64 hexadecimal digits"),
}
KINDS = {
    "string_type": "a text is needed here",
    "list_type": "a list is needed here, like `[first, second]`",
    "dict_type": "a mapping is needed here, like `name: text`",
    "model_type": "a mapping is needed here, like `name: text`",
    "model_attributes_type": "a mapping is needed here, like `name: text`",
    "bool_type": "`true` or `false` is needed here",
    "bool_parsing": "`true` or `false` is needed here",
    "float_type": "a number is needed here",
    "float_parsing": "a number is needed here, like 80_000 without signs or words",
    "finite_number": "a finite number is needed here",
}


def shaped(model: type[Model], tree: Tree, *, at: Path = ()) -> tuple[Model | None, list[Problem]]:
    """Return the part of a document at a path as a model, or nothing, and every problem that was found."""
    try:
        return model.model_validate(below(tree.content, at)), []
    except ValidationError as failure:
        found = [Fault(model, tree, at, one) for one in failure.errors(include_url=False, include_input=True)]
        return None, problems_of(found)


class Fault:
    """One of pydantic's errors, with the path in the document that it speaks of."""

    def __init__(self, model: type[BaseModel], tree: Tree, at: Path, raw: Any) -> None:
        self.model, self.tree, self.at = model, tree, at
        self.kind: str = raw["type"]
        self.details: dict[str, Any] = raw.get("ctx") or {}
        self.written = raw["input"]
        self.of_key = bool(raw["loc"]) and raw["loc"][-1] == "[key]"
        self.path = written_path(tree.content, at, raw["loc"], missing=self.kind == "missing")
        self.raw_words: str = raw["msg"]

    @property
    def place(self) -> Place:
        """Where it is: at the key when a key is wrong or missing, else at the value."""
        if self.kind == "union_tag_invalid":
            return self.tree.place(*self.path, "kind", of_value=True)
        path = self.path[:-1] if self.kind == "missing" else self.path
        return self.tree.place(*path, of_value=not (self.of_key or self.kind in OF_KEYS))

    def known(self) -> list[str]:
        """Return the keys that may stand beside the key that this fault speaks of."""
        return sorted(keys_at(self.model, self.tree.content, self.at, self.path[:-1]))


def problems_of(faults: list[Fault]) -> list[Problem]:
    """Return faults as problems: missing keys of one mapping together, a misspelt key only once."""
    missing: dict[Path, list[str]] = {}
    for fault in faults:
        if fault.kind == "missing":
            missing.setdefault(fault.path[:-1], []).append(str(fault.path[-1]))
    found: list[Problem] = []
    for fault in faults:
        if fault.kind == "extra_forbidden":
            found.append(unknown_key(fault, missing.get(fault.path[:-1], [])))
    for fault in faults:
        if fault.kind == "missing" and fault.path[-1] in (left := missing.get(fault.path[:-1], [])):
            found.append(error(f"missing {listed(left, joint='and')}", fault.place))
            missing.pop(fault.path[:-1])
    others: dict[tuple[Path, bool], list[Fault]] = {}
    deeper = {fault.path[:-1] for fault in faults if fault.path}
    for fault in faults:
        if fault.kind == "literal_error" and fault.path in deeper:
            continue  # the other branch of "a word or a list" was meant, and says what is wrong in it
        if fault.kind not in ("missing", "extra_forbidden"):
            others.setdefault((fault.path, fault.of_key), []).append(fault)
    return found + [in_words(group) for group in others.values()]


def unknown_key(fault: Fault, missing: list[str]) -> Problem:
    """Return the problem of a key that the format does not know; one that is meant is no longer missing."""
    key = str(fault.path[-1])
    for wanted in [*missing]:
        if hint := meant(key, [wanted]):
            missing.remove(wanted)
            return error(f"unknown key '{key}'", fault.place, hint)
    known = fault.known()
    return error(f"unknown key '{key}'", fault.place, meant(key, known) or f"known here: {', '.join(known)}")


def in_words(group: list[Fault]) -> Problem:
    """Return the faults of one place as one problem; several are the branches of "either this or that"."""
    words = [f for f in group if f.kind == "literal_error"]
    fault = next((f for f in group if f.kind != "literal_error"), group[0])
    if len(group) > 1 and words:
        message, hint = one_in_words(fault)
        return error(message, fault.place, hint or f"or write {listed(literals(words[0]))}")
    message, hint = one_in_words(fault)
    return error(message, fault.place, hint)


def one_in_words(fault: Fault) -> tuple[str, str | None]:
    """Return the message and the hint of one fault."""
    written = shown(fault.path[-1] if fault.of_key else fault.written)
    if fault.kind == "value_error":
        message, _, hint = str(fault.details["error"]).partition("; did you mean ")
        return message, f"did you mean {hint}" if hint else None
    if fault.kind == "literal_error" and fault.path == ("placet",):
        return f"this is version {written} of the format; Placet reads version 1", "begin the file with `placet: 1`"
    if fault.kind == "literal_error":
        known = literals(fault)
        return f"{written} is not {listed(known)}", meant(str(fault.written), known)
    if fault.kind in ("union_tag_invalid", "union_tag_not_found"):
        return kind_of_gate(fault)
    if fault.kind == "string_pattern_mismatch":
        pattern = fault.details["pattern"]
        said, way_out = PATTERNS.get(pattern, (f"does not look like {pattern}", None))
        return f"{written} {said}", way_out
    if fault.kind == "string_too_short":
        return "a text is needed here; nothing stands between the quotes", None
    if fault.kind == "string_too_long":
        return f"this text is too long: at most {fault.details['max_length']:,} characters", None
    return of_wrong_type(fault, written)


def of_wrong_type(fault: Fault, written: str) -> tuple[str, str | None]:
    """Return the words for a number where a text belongs, and the like."""
    message = KINDS.get(fault.kind, fault.raw_words[:1].lower() + fault.raw_words[1:])
    if fault.written is None:
        return f"{message}, and nothing stands behind the key", None
    if fault.kind == "string_type" and isinstance(fault.written, int | float):
        return f"{message}, and {written} is not one", f"put it in quotes: '{fault.written}'"
    return message, None


def kind_of_gate(fault: Fault) -> tuple[str, str | None]:
    """Return the words for a gate without a kind or of an unknown kind."""
    known = ["vote", "condition", "clock"]
    if "tag" not in fault.details:
        return "missing 'kind'", f"a gate is of the kind {listed(known)}"
    tag = str(fault.details["tag"])
    return f"unknown kind of gate {shown(tag)}", meant(tag, known) or f"known: {listed(known, joint='and')}"


def literals(fault: Fault) -> list[str]:
    """Return the words that a fault of the kind `literal_error` would have taken."""
    parts = str(fault.details["expected"]).replace(" or ", ", ").split(", ")
    return [part.strip("'") for part in parts]


def shown(written: object) -> str:
    """Return what was written, in quotes and not too long."""
    text = str(written).lower() if isinstance(written, bool) else str(written)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


def below(content: Any, path: Path) -> Any:
    """Return the part of a document at a path."""
    for part in path:
        content = content[part]
    return content


def written_path(content: Any, at: Path, loc: Iterable[str | int], *, missing: bool) -> Path:
    """Return pydantic's path without the labels that it adds for unions and keys, and with `at` before it."""
    found: list[str | int] = list(at)
    content = below(content, at)
    parts = list(loc)
    for position, part in enumerate(parts):
        if missing and position == len(parts) - 1:
            found.append(part)
        elif (isinstance(content, dict) and part in content) or (
            isinstance(content, list) and isinstance(part, int) and part < len(content)
        ):
            found.append(part)
            content = below(content, (part,))
    return tuple(found)


def keys_at(model: Any, content: Any, at: Path, path: Path) -> set[str]:
    """Return the keys that the schema knows for the mapping at a path."""
    content = below(content, at)
    models = {model}
    for part in path[len(at) :]:
        content = content[part]
        models = {kind for before in models for kind in inside(before, part)}
        models = {kind for wide in models for kind in unfolded(wide)}
        if isinstance(content, dict) and "kind" in content:
            named = {m for m in models if content["kind"] in kinds_of(m)}
            models = named or models
    return {field.alias or name for m in models if is_model(m) for name, field in m.model_fields.items()}


def is_model(kind: Any) -> bool:
    """Whether a type is a part of the schema."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def kinds_of(kind: Any) -> tuple[Any, ...]:
    """Return the words that a gate's type takes as its `kind`."""
    return (
        typing.get_args(kind.model_fields["kind"].annotation) if is_model(kind) and "kind" in kind.model_fields else ()
    )


def inside(kind: Any, part: str | int) -> Iterable[Any]:
    """Yield the types that may stand under a key of a type."""
    if is_model(kind):
        for name, field in kind.model_fields.items():
            if part == (field.alias or name):
                yield from unfolded(field.annotation)
    elif typing.get_origin(kind) in (dict, list):
        yield from unfolded(typing.get_args(kind)[-1])


def unfolded(kind: Any) -> Iterable[Any]:
    """Yield the branches of a union, without annotations."""
    if typing.get_origin(kind) is typing.Annotated:
        yield from unfolded(typing.get_args(kind)[0])
    elif typing.get_origin(kind) in (typing.Union, types.UnionType):
        for branch in typing.get_args(kind):
            yield from unfolded(branch)
    else:
        yield kind
