"""What people accepted in `review.jsonl`, as part of the dossier: claims, stances, figures. `dossier.yaml` stays.

Nothing that is accepted goes before what `dossier.yaml` says: a stance of another day takes its place among the dated
ones, the same stance gets one more claim, and a contradiction of the same day is a warning in which the file counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from placet.decisions import Decision, Standing, decisions, line, standing
from placet.dossier.problems import Place, Problem, Related, error, listed, meant, warning
from placet.dossier.schema import Claim, Dossier, Figure, FigureValue, Part, Stance, VoteGate
from placet.dossier.sources import SourceText
from placet.dossier.voters import voters
from placet.dossier.walk import Path as PathInFile
from placet.errors import OutputError
from placet.lines import one_spaced, shortened
from placet.whole import append_whole

FILE = "review.jsonl"
MOST_LOG_BYTES = 50_000_000
MOST_SHOWN = 80
"""Characters of a quote or a reason in a message."""
Kind = TypeVar("Kind", bound=Part)
Origin = PathInFile | int
"""Where a part stands: a path in `dossier.yaml`, or a line of the log."""


@dataclass(frozen=True)
class Reviewed:
    """The decisions of a dossier.

    `standing` goes by suggestion, `lines` by the id of a decision, `accepted` by the name of the claim; `moved` holds
    the parts that stand elsewhere than their path in the dossier says, `written` what `dossier.yaml` says alone.
    """

    standing: Mapping[str, Standing] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    accepted: Mapping[str, Decision] = field(default_factory=dict)
    moved: Mapping[PathInFile, Origin] = field(default_factory=dict)
    written: Dossier | None = field(default=None, repr=False)

    def origin(self, path: PathInFile) -> Origin:
        """Return where a part of the dossier stands."""
        for end in range(len(path), 0, -1):
            to = self.moved.get(path[:end])
            if to is not None:
                return to if isinstance(to, int) else (*to, *path[end:])
        return path


def place(number: int, path: str = "") -> Place:
    """Return the place of a line of the log."""
    return Place(FILE, number, path=path)


def reviewed(log: bytes) -> tuple[Reviewed, list[Problem]]:
    """Return what stands after a log, and what is wrong with its lines."""
    found, bad = decisions(log)
    stands = standing(one for one, _ in found.values())
    lines = {name: number for name, (_, number) in found.items()}
    problems = [
        warning(f"line {one.number} was cut off while it was written; it is passed over", place(one.number),
                "delete the line, or decide again what it was about")
        if one.torn
        else error(f"line {one.number} counts for nothing: {one.why}", place(one.number),
                   "decisions are never rewritten: bring the line back as it was, or delete it as a whole")
        for one in bad
    ]  # fmt: skip
    problems += [conflict(one, lines) for one in stands.values() if one.conflict]
    return Reviewed(stands, lines), problems


def conflict(one: Standing, lines: Mapping[str, int]) -> Problem:
    """Return that people decided differently without having seen each other's decision."""
    head = one.counts
    others = [Related(place(lines[other.id]), told(other)) for other in one.others if other.effect != head.effect]
    message = f'decided differently on "{shortened(head.quote, MOST_SHOWN)}"; the latest counts: {told(head)}'
    hint = f"agree, and decide once more: placet review DOSSIER --reopen {head.suggestion}"
    return warning(message, place(lines[head.id]), hint, *others)


def told(one: Decision) -> str:
    """Return a decision in a few words."""
    what = {"accept": "accepted", "reject": "rejected", "undo": "opened again", "merge": f"merged into {one.into}"}
    position = f" as {one.fields['stance']}" if one.decision == "accept" and one.fields.get("stance") else ""
    why = f" ({shortened(one.reason, MOST_SHOWN)})" if one.reason else ""
    return f"{what[one.decision]}{position} by {one.by} on {one.at[:10]}{why}"


class Merging:
    """A dossier while the accepted claims come into it; `problems` grows on the way."""

    def __init__(self, dossier: Dossier, sources: Mapping[str, SourceText], found: Reviewed) -> None:
        self.dossier, self.sources, self.found = dossier, sources, found
        self.claims = dict(dossier.claims)
        self.accepted: dict[str, Decision] = {}
        self.moved: dict[PathInFile, Origin] = {}
        self.stances: dict[tuple[str, str], list[tuple[Stance, Origin]]] = {}
        self.values: dict[str, list[tuple[FigureValue, Origin]]] = {}
        self.figures: dict[str, Figure] = dict(dossier.figures)
        self.more: dict[str, list[str]] = {}
        self.problems: list[Problem] = []

    def whole(self) -> tuple[Dossier, Reviewed]:
        """Return the dossier with what was accepted, and where its parts stand."""
        counting = sorted((one.counts for one in self.found.standing.values()), key=lambda one: (one.at, one.id))
        for one in counting:
            if one.decision in ("accept", "merge") and self.claim(one):
                if one.decision == "merge":
                    self.merge(one)
                else:
                    self.stance(one)
                    self.figure(one)
        if not self.accepted:
            return self.dossier, replace(self.found, written=self.dossier)
        dossier = self.dossier.model_copy(
            update={"claims": self.claims, "proposals": self.with_stances(), "figures": self.with_values()}
        )
        if self.more:
            dossier = with_reasons(dossier, self.more)
        return dossier, replace(self.found, accepted=self.accepted, moved=self.moved, written=self.dossier)

    def line(self, one: Decision) -> int:
        """Return the line of a decision."""
        return self.found.lines[one.id]

    def wrong(self, one: Decision, message: str, hint: str | None = None, *, name: str = "") -> None:
        """Note that a decision cannot count."""
        undo = f"undo it: placet review DOSSIER --reopen {one.suggestion}"
        self.problems.append(error(message, place(self.line(one), name), f"{hint}; or {undo}" if hint else undo))

    def shaped(self, one: Decision, kind: type[Kind], rows: Mapping[str, Any]) -> Kind | None:
        """Return a part of the dossier, or nothing when its fields are not of their kinds."""
        try:
            return kind.model_validate(rows)
        except ValidationError as failure:
            first = failure.errors(include_url=False, include_input=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            self.wrong(one, f"what was accepted is no {kind.__name__.lower()}: {field}: {first['msg'].lower()}")
            return None

    def claim(self, one: Decision) -> bool:
        """Take in the claim of a decision, and return whether it is one."""
        fields = one.fields
        name = str(fields.get("claim", ""))
        rows = {"says": fields.get("says"), "by": fields.get("by"), "about": fields.get("about"),
                "kind": fields.get("known"), "in": one.source, "quote": one.quote}  # fmt: skip
        found = self.shaped(one, Claim, rows)
        if found is None:
            return False
        if name in self.claims or not name:
            self.wrong(one, f"there is a claim '{name}' already" if name else "the claim has no name")
            return False
        self.claims[name] = found
        self.accepted[name] = one
        self.moved["claims", name] = self.line(one)
        source = self.sources.get(one.source)
        if (
            source
            and source.text[one.start : one.end] != one.quote
            and one_spaced(one.quote) in one_spaced(source.text)
        ):
            message = (
                f"the words accepted as '{name}' stand elsewhere in {source.file} than at {one.start} to {one.end}"
            )
            self.problems.append(warning(message, place(self.line(one)), "the text is not the one that was read"))
        return True

    def merge(self, one: Decision) -> None:
        """Note that a claim is more evidence for another."""
        into = one.into
        if into not in self.claims or into == one.fields.get("claim"):
            self.wrong(one, f"merged into '{into}', which is no claim", meant(into, self.claims))
            return
        self.more.setdefault(into, []).append(str(one.fields["claim"]))

    def stance(self, one: Decision) -> None:
        """Take in the stance of a decision among the dated ones of the member."""
        fields = one.fields
        member, name = str(fields.get("member", "")), str(fields["claim"])
        if not member or not fields.get("stance"):
            return
        proposal = str(fields.get("proposal") or usual_proposal(self.dossier))
        if proposal not in self.dossier.proposals:
            known = self.dossier.proposals
            self.wrong(one, f"unknown proposal '{proposal}'", meant(proposal, known) or f"there is {listed(known)}")
            return
        if member not in voters(self.dossier.proposals[proposal]):
            self.wrong(one, f"'{member}' does not vote on '{proposal}'")
            return
        source = self.sources.get(one.source)
        since = fields.get("since") or (source.head.published.isoformat() if source else None)
        rows = {"since": since, "stance": fields["stance"], "if": fields.get("if", []), "because": [name],
                "declared": fields.get("declared", False), "note": fields.get("note")}  # fmt: skip
        found = self.shaped(one, Stance, {key: held for key, held in rows.items() if held is not None})
        if found is not None:
            self.put(proposal, member, found, one)

    def put(self, proposal: str, member: str, new: Stance, one: Decision) -> None:
        """Put a stance among the dated ones, newest first; of one day there is one."""
        held = self.stances.setdefault((proposal, member), self.dated(proposal, member))
        for number, (there, origin) in enumerate(held):
            if there.since != new.since:
                continue
            if same_position(there, new):
                because = list(dict.fromkeys([*there.because, *new.because]))
                held[number] = (there.model_copy(update={"because": because}), origin)
                return
            if "unclear" in (there.stance, new.stance) and (isinstance(origin, int) or new.stance == "unclear"):
                if there.stance == "unclear":
                    held[number] = (new, self.line(one))
                return  # words near the subject contradict no position; their claim stays on record
            # Of two accepted ones the last decided counts, which is the new one: decisions come in order.
            winner, loser, where = (new, there, self.line(one)) if isinstance(origin, int) else (there, new, origin)
            said = f"{listed(loser.because, joint='and')} of the same day {verb(loser)} {in_words(loser)}"
            note = f"{winner.note} {said}".strip() if winner.note else said.capitalize()
            held[number] = (winner.model_copy(update={"note": note[:2_000]}), where)
            which = "of two accepted ones the last decided" if isinstance(origin, int) else "dossier.yaml"
            message = (
                f"{member} on '{proposal}' since {new.since}: accepted as {in_words(new)} by {one.by}, "
                f"but {in_words(there)} {'by another decision' if isinstance(origin, int) else 'in dossier.yaml'}; "
                f"{which} counts"
            )
            self.problems.append(
                warning(message, place(self.line(one)), "decide which of the two stands; they are never averaged")
            )
            return
        older = next((there for there, _ in held if there.since < new.since), None)
        if older and same_position(older, new):
            # The member stands where it stood: what showed that before still does.
            because = list(dict.fromkeys([*new.because, *older.because]))
            new = new.model_copy(update={"because": because, "note": new.note or older.note})
        held.append((new, self.line(one)))
        held.sort(key=lambda pair: pair[0].since, reverse=True)

    def dated(self, proposal: str, member: str) -> list[tuple[Stance, Origin]]:
        """Return the dated stances of a member as `dossier.yaml` has them, each with its path."""
        whole = self.dossier.proposals[proposal]
        if member in whole.stances:
            path: PathInFile = ("proposals", proposal, "stances", member)
            return [(stance, (*path, number)) for number, stance in enumerate(whole.stances[member])]
        return [(stance, ("proposals", proposal, "others", number)) for number, stance in enumerate(whole.others)]

    def figure(self, one: Decision) -> None:
        """Take in the figure of a decision beside the other values; nothing is averaged."""
        fields = one.fields
        name = str(fields.get("figure") or "")
        if not name:
            return
        source = self.sources.get(one.source)
        day = fields.get("day") or (source.head.published.isoformat() if source else None)
        unit = str(fields.get("unit") or "")
        if name not in self.figures:
            rows: dict[str, Any] = {
                "title": fields.get("title") or name.replace("-", " ").capitalize(),
                "unit": unit,
                "values": [],
            }
            made = self.shaped(one, Figure, rows)
            if made is None:
                return
            self.figures[name] = made
            self.moved["figures", name] = self.line(one)
        amount = in_unit(fields.get("amount"), unit, self.figures[name].unit)
        if amount is None:
            self.wrong(one, f"'{unit}' cannot be set beside '{self.figures[name].unit}' in the figure '{name}'")
            return
        words = str(fields.get("words") or one.quote)[:200]
        value = self.shaped(
            one, FigureValue, {"day": day, "amount": amount, "words": words, "because": [fields["claim"]]}
        )
        if value is not None:
            there = self.values.setdefault(name, self.given(name))
            there.append((value, self.line(one)))
            there.sort(key=lambda pair: pair[0].day)

    def given(self, name: str) -> list[tuple[FigureValue, Origin]]:
        """Return the values of a figure as `dossier.yaml` has them, each with its path."""
        return [(value, ("figures", name, "values", number)) for number, value in enumerate(self.figures[name].values)]

    def with_stances(self) -> dict[str, Any]:
        """Return the proposals with the stances that were taken in."""
        proposals = dict(self.dossier.proposals)
        for (name, member), held in self.stances.items():
            for number, (_, origin) in enumerate(held):
                self.moved["proposals", name, "stances", member, number] = origin
            stances = {**proposals[name].stances, member: [stance for stance, _ in held]}
            proposals[name] = proposals[name].model_copy(update={"stances": stances})
        return proposals

    def with_values(self) -> dict[str, Figure]:
        """Return the figures with the values that were taken in."""
        for name, held in self.values.items():
            for number, (_, origin) in enumerate(held):
                self.moved["figures", name, "values", number] = origin
            self.figures[name] = self.figures[name].model_copy(update={"values": [value for value, _ in held]})
        return {name: figure for name, figure in self.figures.items() if figure.values or name in self.dossier.figures}


def usual_proposal(dossier: Dossier) -> str:
    """Return the proposal that a stance is on when nobody says which: that of the first vote gate that must open."""
    gates = [dossier.gates[name] for name in (*dossier.opens.all, *dossier.gates) if name in dossier.gates]
    return next((gate.proposal for gate in gates if isinstance(gate, VoteGate)), next(iter(dossier.proposals), ""))


def same_position(one: Stance, other: Stance) -> bool:
    """Whether two stances say the same, conditions and declaration included."""
    return (one.stance, set(one.if_), one.declared) == (other.stance, set(other.if_), other.declared)


def in_words(stance: Stance) -> str:
    """Return a stance as what-if writes it: `abstain declared`, `yes if a truce holds`."""
    return (
        stance.stance + (" declared" if stance.declared else "") + (f" if {'; '.join(stance.if_)}" * bool(stance.if_))
    )


def verb(stance: Stance) -> str:
    """Return the verb for the claims of a stance."""
    return "says" if len(stance.because) == 1 else "say"


SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def in_unit(amount: object, unit: str, wanted: str) -> float | None:
    """Return an amount in the unit of a figure, or nothing when it has another.

    >>> in_unit(106_700_000, "EUR", "million EUR"), in_unit(3, "states", "soldiers"), in_unit(5, "", "soldiers")
    (106.7, None, 5.0)
    """
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        return None
    scale, _, rest = wanted.partition(" ")
    if unit in ("", wanted):
        return float(amount)
    return amount / SCALES[scale] if scale in SCALES and rest == unit else None


def with_reasons(part: Any, more: Mapping[str, Iterable[str]]) -> Any:
    """Return a part in which whatever rests on a claim also rests on those that were merged into it."""
    if isinstance(part, Part):
        update = {name: new for name in type(part).model_fields
                  if (new := with_reasons(held := getattr(part, name), more)) is not held}  # fmt: skip
        because = getattr(part, "because", None)
        if because and any(claim in more for claim in because):
            update["because"] = list(
                dict.fromkeys([*because, *(new for claim in because for new in more.get(claim, ()))])
            )
        return part.model_copy(update=update) if update else part
    if isinstance(part, dict):
        changed = {key: with_reasons(held, more) for key, held in part.items()}
        return changed if any(changed[key] is not held for key, held in part.items()) else part
    if isinstance(part, list) and part and isinstance(part[0], Part):
        new = [with_reasons(held, more) for held in part]
        return new if any(one is not held for one, held in zip(new, part, strict=True)) else part
    return part


def append(dossier: Path, one: Decision) -> None:
    """Write a decision at the end of the log.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    path = dossier / FILE
    try:
        if path.is_symlink():
            raise OutputError(f"cannot write {path}: it is a link; decisions are kept in the dossier itself")
        if not append_whole(path, line(one)):
            raise OutputError(f"cannot write {path}: the disk is full; the decision does not count")
    except OSError as failure:
        raise OutputError(f"cannot write {path}: {failure.strerror or failure}") from None
