"""What a model hands over, and which of it stands: evidence word for word, fields that belong to the kind."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from placet.evidence import Suggestion, TextQuoteSelector, position
from placet.evidence.claim import Comparator, RuleName, Side, Version, VetoLevel

Short = Annotated[str, Field(max_length=200)]
ACTOR = re.compile(r"[A-Z]{2}|EU|EU-[A-Z]{2,8}|NATO|PER:[^\W\d_][\w .'’-]{0,80}")
_WRITTEN_ELSE = {"GR": "EL", "GB": "UK", "": ""}
_LONGEST = 600
"""The most characters of a piece of evidence: a whole article is none."""


class ModelClaim(BaseModel):
    """One claim as a model hands it over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: Literal["stance", "veto", "condition", "rule", "vote_count", "quantity", "quote", "event"]
    evidence: Annotated[str, Field(min_length=1, max_length=2_000)]
    before: Short = ""
    actor: Short = ""
    side: Side | None = None
    veto: VetoLevel | None = None
    version: Version = ""
    about: Short = ""
    predicate: Literal[
        "", "ceasefire", "withdrawal", "peace_agreement", "reparations", "approval", "guarantees", "money", "other"
    ] = ""
    negated: bool = False
    rule: RuleName | None = None
    number: Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)] | None = None
    of: Annotated[int, Field(ge=0, le=1_000)] | None = None
    comparator: Comparator = "="
    unit: Annotated[str, Field(max_length=40)] = ""
    speaker: Short = ""
    role: Short = ""
    partial: bool = False
    event: Literal["", "meeting", "adoption", "attack", "airstrike", "fighting", "vote", "signing"] = ""
    place: Short = ""
    day: Annotated[str, Field(max_length=60)] = ""


class Answer(BaseModel):
    """The claims of one article."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    claims: list[ModelClaim]
    _unfit: tuple[tuple[str, str], ...] = PrivateAttr(default=())

    @property
    def unfit(self) -> tuple[tuple[str, str], ...]:
        """Return the claims with a field that cannot be meant: why, and the evidence."""
        return self._unfit

    @model_validator(mode="wrap")
    @classmethod
    def one_by_one(cls, given: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Return the answer without its unfit claims: one of them does not cost the others."""
        if not isinstance(given, dict) or not isinstance(given.get("claims"), list):
            return handler(given)
        fit: list[ModelClaim] = []
        unfit: list[tuple[str, str]] = []
        for one in given["claims"]:
            try:
                fit.append(ModelClaim.model_validate(one))
            except ValidationError as wrong:
                names = sorted({str(error["loc"][0]) if error["loc"] else "all of it" for error in wrong.errors()})
                said = one.get("evidence", "") if isinstance(one, dict) else ""
                unfit.append((f"unfit: {', '.join(names)}", said if isinstance(said, str) else ""))
        answer = handler({"claims": fit})
        answer._unfit = tuple(unfit)
        return answer


_FIELDS: dict[str, tuple[str, ...]] = {
    "stance": ("actor", "side", "version", "about"),
    "veto": ("actor", "veto", "version"),
    "condition": ("predicate", "negated"),
    "rule": ("rule", "number"),
    "vote_count": ("number", "of"),
    "quantity": ("number", "unit", "comparator"),
    "quote": ("actor", "speaker", "role", "partial"),
    "event": ("event", "place", "day"),
}
_NEEDED = {
    "stance": ("actor", "side"),
    "veto": ("actor", "veto"),
    "condition": ("predicate",),
    "rule": ("rule",),
    "vote_count": ("number",),
    "quantity": ("number", "unit"),
    "quote": (),
    "event": ("event",),
}


def standing(claim: ModelClaim, article: str, *, offset: int, language: str, extractor: str) -> Suggestion | str:
    """Return a claim as a suggestion, or in a few words why it is dropped.

    Parameters
    ----------
    claim
        What the model handed over.
    article
        The part of the text that the model was shown.
    offset
        Where that part begins in the text.
    language, extractor
        What the suggestion says of itself.
    """
    if len(claim.evidence) > _LONGEST:
        return f"its evidence has more than {_LONGEST} characters"
    place = position(article, TextQuoteSelector(claim.evidence.strip(), prefix=claim.before))
    if place is None:
        return "its evidence does not stand in the text"
    missing = [name for name in _NEEDED[claim.kind] if getattr(claim, name) in ("", None)]
    if missing:
        return f"a {claim.kind} without {' and '.join(missing)}"
    actor = _WRITTEN_ELSE.get(claim.actor, claim.actor)
    if actor and not ACTOR.fullmatch(actor):
        return "its actor is none that is known"
    fields = {name: getattr(claim, name) for name in _FIELDS[claim.kind]}
    if any(isinstance(held, str) and not held.isprintable() for held in fields.values()):
        return "a field holds signs that cannot be printed"
    if "actor" in fields:
        fields["actor"] = actor
    if claim.kind == "vote_count":
        fields["unit"] = "states"
    return Suggestion(
        claim.kind,
        offset + place.start,
        offset + place.end,
        article[place.start : place.end],
        language=language,
        extractor=extractor,
        **fields,
    )
