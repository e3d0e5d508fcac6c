"""What a language model suggests for a source that was just added, beside the rules. Nothing is accepted here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placet.dossier import read
from placet.intake.store import Outcome
from placet.intake.suggested import append, suggested
from placet.llm import PROMPT_SHA256, ModelReading, Settings, suggest_with_model

if TYPE_CHECKING:
    from pydantic_ai.models import Model

_SAYS = ("kind", "actor", "side", "veto", "rule", "number", "predicate", "event")
"""What two suggestions of overlapping words must share to be one."""


class Asking:
    """One model over the articles of one run; after its server has failed it is asked no more."""

    def __init__(self, dossier: Path, settings: Settings, *, model: Model | None = None) -> None:
        self.dossier, self.settings, self.model = dossier, settings, model
        self.failed = False

    def about(self, outcome: Outcome) -> Outcome:
        """Return an outcome with the model's suggestions kept and counted, and with cautions where it failed.

        Left as it is: what was refused or withdrawn, a copy of another source word for word, and a source that
        this model has read before under the same prompt.

        Raises
        ------
        OutputError
            When the suggestions cannot be written.
        """
        if outcome.what not in ("kept", "changed", "there") or not outcome.source:
            return outcome
        source = read.one_source(self.dossier, outcome.source)
        original = read.one_source(self.dossier, outcome.copy_of) if outcome.copy_of else None
        if source is None or source.head.withdrawn or (original and original.text == source.text):
            return outcome
        rows = suggested(self.dossier)
        beside = [row for row in rows.values() if row["source"] == outcome.source]
        if any(self.made(row) for row in beside):
            return outcome
        if self.failed:
            return with_caution(outcome, f"{self.settings.model} was not asked: it had failed before.")
        head = source.head
        reading = suggest_with_model(
            source.text, self.settings, title=head.title, language=head.language, model=self.model
        )
        self.failed = bool(reading.failures) and not reading.suggestions
        found = rows_of(reading, outcome.source, head.sha256 or "", head.publisher)
        new = [row for row in found if not any(one_claim(row, other) for other in beside)]
        added = append(self.dossier, new, set(rows))
        return with_caution(replace(outcome, suggested=outcome.suggested + added), said(reading, added))

    def made(self, row: Mapping[str, Any]) -> bool:
        """Whether this model made a suggestion under today's prompt."""
        return bool(row.get("model") == self.settings.model and row.get("prompt_sha256") == PROMPT_SHA256)


def rows_of(reading: ModelReading, source: str, sha256: str, publisher: str) -> Iterable[dict[str, Any]]:
    """Return a model's suggestions as rows of `suggested.jsonl`, with the model and the prompt's hash."""
    for one in reading.suggestions:
        told = replace(one, chain=(publisher, *one.chain)) if publisher else one
        made = {"model": reading.model, "prompt_sha256": reading.prompt_sha256}
        yield {"source": source, "sha256": sha256, **told.plainly(), **made}


def one_claim(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two suggestions say the same in words that overlap."""
    overlap = row["start"] < other["end"] and other["start"] < row["end"]
    return overlap and all(row.get(name) == other.get(name) for name in _SAYS)


def said(reading: ModelReading, added: int) -> str:
    """Return what a model did, in a sentence or two: what it added, what was dropped and why, what went wrong."""
    again = len(reading.suggestions) - added
    told = [f"{reading.model}: {added} claims suggested" + (f", {again} as suggested before" if again else "")]
    if reading.dropped:
        reasons = Counter(one.why for one in reading.dropped)
        told.append(f"{len(reading.dropped)} dropped ({', '.join(f'{why}: {n}' for why, n in reasons.most_common(4))})")
    return "; ".join([*told, *reading.failures]) + "."


def with_caution(outcome: Outcome, caution: str) -> Outcome:
    """Return an outcome with one more thing that a reader must know."""
    return replace(outcome, cautions=(*outcome.cautions, caution))
