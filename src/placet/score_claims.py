"""How good the suggested claims are: read in records of articles, set beside what a careful reader claims from each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from placet.errors import UsageError
from placet.evidence import LEANINGS, Suggestion, suggest
from placet.evidence.gazetteer import office
from placet.whole import read_whole

MOST_RECORDS = 10_000
MOST_BYTES = 5_000_000
SCORED = ("rule", "quantity", "condition", "stance", "veto", "vote_count", "event", "quote")
"""The kinds that are scored, in the order of the table."""
_ONE = {"EU-FAC": "members", "EU-COUNCIL": "members", "EU-EUCO": "members", "EU-MS": "members", "EU-MIN": "members"}
_ONE |= {"EU-LEADERS": "members", "EU-HRVP": "EU-HR", "EUROPE": "EU"}
_PREDICATES = {"ceasefire", "withdrawal", "peace_agreement", "reparations"}
_MODALITY = {
    "possible": "against",
    "asserted": "against",
    "threatened": "against",
    "announced": "against",
    "lifted": "for",
}

Key = tuple[str, ...]


@dataclass
class Tally:
    """What was found of what should be, for one kind in one language."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right; nothing where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Return the share of what should be found that was; nothing where nothing should be."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall; nothing where nothing is to be found and nothing was."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else None


@dataclass
class ClaimsScore:
    """The scores of a folder of records, by kind and language; flips by language."""

    records: int = 0
    by_kind: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    flips: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    unsaid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Quantities wanted whose number the text that was read does not show, by language."""
    languages: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    """What was missed, found too much or turned round, a line each."""


def records(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the records of a folder, by file name.

    Raises
    ------
    UsageError
        There is no such folder, no record in it, or a file in it cannot be read as one.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder of records; each record is a JSON file with `paraphrase` and `claims`")
    files = sorted(folder.glob("*.json"))[:MOST_RECORDS]
    found = []
    for file in files:
        try:
            held = json.loads(read_whole(file, MOST_BYTES))
        except (ValueError, RecursionError) as failure:
            raise UsageError(f"{file} is no JSON: {failure}") from None
        listed = held if isinstance(held, list) else [held]
        for number, record in enumerate(listed):
            if not isinstance(record, dict):
                raise UsageError(f"{file} holds no record: an object with `paraphrase` and `claims` is expected")
            found.append((file.name if len(listed) == 1 else f"{file.name}[{number}]", record))
    if not found:
        raise UsageError(f"{folder} holds no record: no file in it ends in .json")
    return found


def score_claims(folder: Path) -> ClaimsScore:
    """Return how the suggestions agree with the claims of the records in a folder, on the level of the document.

    Claims are compared by what they say, each once a document: a rule by its name, a quantity by number and unit, a
    condition by what it waits for, a stance by actor and side, a veto by actor. `docs/methods/evidence.md` says which
    names count as one.

    Raises
    ------
    UsageError
        As in `records`.
    """
    score = ClaimsScore()
    for name, record in records(folder):
        text = record.get("paraphrase")
        if not isinstance(text, str) or not text.strip():
            score.left_out.append(f"{name}: no paraphrase")
            continue
        language = record["lang"] if isinstance(record.get("lang"), str) else "en"
        day = _day(record.get("date"))
        title = record["title"] if isinstance(record.get("title"), str) else ""
        listed = record.get("claims")
        wanted = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        _compare(score, name, language, text, wanted, suggest(text, title=title, language=language, published=day), day)
        score.records += 1
        if language not in score.languages:
            score.languages.append(language)
    return score


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        return None


def _compare(
    score: ClaimsScore,
    name: str,
    language: str,
    text: str,
    wanted: list[dict[str, Any]],
    found: tuple[Suggestion, ...],
    day: date | None,
) -> None:
    """Add one record to the score."""
    for kind in SCORED:
        gold = {key for one in wanted if one.get("kind") == kind for key in _wanted(kind, one, day)}
        ours = {key for one in found if one.kind == kind for key in _found(kind, one)}
        tally = score.by_kind[kind, language]
        tally.right += len(gold & ours)
        tally.found += len(ours)
        tally.wanted += len(gold)
        score.misses += [f"{name} {language} {kind} missed: {' '.join(key)}" for key in sorted(gold - ours)]
        score.misses += [f"{name} {language} {kind} too much: {' '.join(key)}" for key in sorted(ours - gold)]
        if kind == "quantity":
            score.unsaid[language] += sum(not _said(float(key[0]), text) for key in gold - ours)
        if kind == "stance":
            opposite = {"for": "against", "against": "for"}
            for who, side in sorted(gold - ours):
                if side in opposite and (who, opposite[side]) in ours and (who, opposite[side]) not in gold:
                    score.flips[language] += 1
                    score.misses.append(f"{name} {language} stance turned round: {who} {side}")
    exact = {(actor(one.get("actor"), day), str(one.get("stance"))) for one in wanted if one.get("kind") == "stance"}
    said = {(one.actor, str(one.side)) for one in found if one.kind == "stance"}
    said = {(who, "abstains" if side == "abstains_with_declaration" else side) for who, side in said}
    strict = score.by_kind["stance, exact", language]
    strict.right += len(exact & said)
    strict.found += len(said)
    strict.wanted += len(exact)


def _said(number: float, text: str) -> bool:
    """Whether the digits of a number stand in a text, in any of its usual forms."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return f"{number:.0f}".rstrip("0") in digits


def actor(written: Any, day: date | None = None) -> str:
    """Return an actor's code as the suggestions write it; a person in the register is the office held on the day."""
    if isinstance(written, dict):
        written = written.get("id", "")
    code = str(written or "")
    if code.startswith("PER:"):
        held = office(code[4:], day)
        return held.actor if held else code
    return {"GR": "EL", "GB": "UK"}.get(code, code)


def _one(code: str) -> str:
    return _ONE.get(code, code)


def _wanted(kind: str, one: dict[str, Any], day: date | None) -> Iterable[Key]:
    """Return what a record's claim says, as it is compared."""
    if kind == "rule":
        yield ({"veto_bypass": "bypass"}.get(str(one.get("rule")), str(one.get("rule"))),)
    elif kind == "quantity":
        value = one.get("value")
        if isinstance(value, int | float):
            yield (f"{float(value):.6g}", str(one.get("unit", "")))
    elif kind == "condition":
        held = str(one.get("predicate", "other"))
        yield (held if held in _PREDICATES else "other",)
    elif kind == "stance":
        side = str(one.get("stance"))
        yield (_one(actor(one.get("actor"), day)), LEANINGS.get(side, "neither"))  # type: ignore[call-overload]
    elif kind == "veto":
        yield (_one(actor(one.get("actor"), day)), _MODALITY.get(str(one.get("modality")), "against"))
    elif kind == "vote_count":
        yield (f"{float(one['value']):.6g}",) if isinstance(one.get("value"), int | float) else ("?",)
    elif kind == "event":
        yield ({"airstrike": "attack", "armed_conflict": "attack"}.get(str(one.get("etype")), str(one.get("etype"))),)
    elif kind == "quote":
        yield (_one(actor(one.get("actor") or one.get("speaker"), day)),)


def _found(kind: str, one: Suggestion) -> Iterable[Key]:
    """Return what a suggestion says, as it is compared."""
    if kind == "rule":
        yield (str(one.rule),)
    elif kind == "quantity":
        yield (f"{one.number:.6g}", one.unit)
    elif kind == "condition":
        yield (one.predicate if one.predicate in _PREDICATES else "other",)
    elif kind in ("stance", "veto"):
        yield (_one(one.actor), str(one.leaning))
    elif kind == "vote_count":
        yield (f"{one.number:.6g}",)
    elif kind == "event":
        yield ({"airstrike": "attack", "fighting": "attack"}.get(one.event, one.event),)
    elif kind == "quote":
        yield (_one(one.actor),)


def plainly(score: ClaimsScore) -> dict[str, Any]:
    """Return the scores as plain names and numbers, ready for JSON."""
    rows = []
    for (kind, language), tally in _rows(score):
        rows.append(
            {
                "kind": kind,
                "language": language,
                "wanted": tally.wanted,
                "found": tally.found,
                "right": tally.right,
                "precision": tally.precision,
                "recall": tally.recall,
                "f1": tally.f1,
            }
        )
    return {
        "records": score.records,
        "left_out": score.left_out,
        "scores": rows,
        "flips": {language: score.flips[language] for language in score.languages},
        "quantities_not_in_the_text": {key: many for key, many in sorted(score.unsaid.items()) if many},
    }


def _rows(score: ClaimsScore) -> list[tuple[tuple[str, str], Tally]]:
    """Return the tallies in the order of the table, those of all languages together last."""
    order = [*SCORED[:4], "stance, exact", *SCORED[4:]]
    rows = []
    languages = sorted(score.languages, key=lambda code: (code != "en", code))
    for kind in order:
        whole = Tally()
        for language in languages:
            tally = score.by_kind[kind, language]
            whole.right, whole.found, whole.wanted = (
                whole.right + tally.right,
                whole.found + tally.found,
                whole.wanted + tally.wanted,
            )
            if tally.wanted or tally.found:
                rows.append(((kind, language), tally))
        if len(languages) > 1 and (whole.wanted or whole.found):
            rows.append(((kind, "all"), whole))
    return rows


def lines(score: ClaimsScore, *, details: bool = False) -> list[str]:
    """Return the scores as lines for a terminal."""
    many = score.records
    found = [f"{many} record{'s' if many != 1 else ''} scored; claims compared on the level of the document."]
    found.append(
        f"{'kind':<16}{'language':<10}{'wanted':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>6}"
    )
    for (kind, language), tally in _rows(score):
        shares = [f"{share:.2f}" if share is not None else "-" for share in (tally.precision, tally.recall, tally.f1)]
        found.append(
            f"{kind:<16}{language:<10}{tally.wanted:>7}{tally.found:>7}{tally.right:>7}{shares[0]:>11}{shares[1]:>8}{shares[2]:>6}"
        )
    flips = ", ".join(
        f"{code} {score.flips[code]}" for code in sorted(score.languages, key=lambda code: (code != "en", code))
    )
    found.append(f"Stances turned round (for read as against, or against as for): {flips or 'none'}.")
    missing = {code: number for code, number in score.unsaid.items() if number}
    if missing:
        told = ", ".join(f"{code} {number}" for code, number in sorted(missing.items()))
        found.append(
            f"Quantities wanted whose number the text read does not show, counted as missed all the same: {told}."
        )
    found += [f"left out: {line}" for line in score.left_out[:20]]
    if details:
        found += score.misses
    return found


__all__ = ["ClaimsScore", "Tally", "actor", "lines", "plainly", "records", "score_claims"]
