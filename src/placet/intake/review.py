"""Deciding on suggested claims: which wait, what each would become and change, and the decision that is written.

What a person can do is a command of one letter with words behind it, the same at a terminal, in a script and in tests.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from placet.decisions import Decision, Standing, What
from placet.dossier.problems import Problem, meant
from placet.dossier.read import Folder, looked_at
from placet.dossier.review import (
    FILE,
    MOST_LOG_BYTES,
    Merging,
    Reviewed,
    append,
    in_words,
    reviewed,
    told,
    usual_proposal,
)
from placet.dossier.schema import Dossier
from placet.dossier.sources import SourceText
from placet.dossier.stances import published_days, stance_on
from placet.dossier.voters import union
from placet.errors import DossierError, OutputError, UsageError
from placet.evidence.anchor import TextQuoteSelector, position
from placet.evidence.draft import FIELDS, draft, relevance
from placet.intake.suggested import suggested
from placet.lines import one_spaced, shortened

MOST_QUOTE = 400
AROUND = 240
"""Characters of the text that are shown on either side of a quote, at most."""
MOST_WORDS = 2_000


@dataclass(frozen=True)
class Item:
    """A suggested claim before a person: its words in their text, and the fields with which it would be accepted."""

    key: str
    kind: str
    source: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    publisher: str
    title: str
    published: str
    language: str
    extractor: str
    fields: Mapping[str, Any]
    standing: Standing | None = field(default=None, repr=False)

    @property
    def status(self) -> str:
        """`open`, `accepted`, `rejected` or `merged`."""
        words = {"accept": "accepted", "reject": "rejected", "merge": "merged", "undo": "open"}
        return words[self.standing.counts.decision] if self.standing else "open"


class Review:
    """The suggestions of one dossier and the decisions on them.

    Parameters
    ----------
    dossier
        The dossier's folder; it may have problems, as long as `dossier.yaml` has the right shape.
    by
        Who decides; needed for a decision, not for looking.
    now
        Returns the present in UTC: `2026-03-12T09:30:00.000000Z`.

    Raises
    ------
    DossierError
        When the dossier cannot be read.
    """

    def __init__(self, dossier: Path, *, by: str = "", now: Callable[[], str] = lambda: "") -> None:
        folder, problems = looked_at(dossier, None)
        if folder is None:
            raise DossierError([one for one in problems if one.severity == "error"])
        self.path, self.by, self.now = dossier, by, now
        self.folder: Folder = folder
        self.written: Dossier = folder.reviewed.written or folder.dossier
        self.rows = {key: clean(row) for key, row in suggested(dossier).items() if self.stands(row)}
        self.by_source: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows.values():
            self.by_source.setdefault(row["source"], []).append(row)
        self.done: list[str] = []

    @property
    def decided(self) -> Reviewed:
        """What was decided until now."""
        return self.folder.reviewed

    def stands(self, row: Mapping[str, Any]) -> bool:
        """Whether a suggestion speaks of the text that is there; those of texts that never came are passed over."""
        source = self.folder.sources.get(row["source"])
        if source is None or row.get("sha256") != source.head.sha256 or row["start"] < 0:
            return False
        return bool(source.text[row["start"] : row["end"]] == row["quote"])

    def waiting(self) -> list[Item]:
        """Return the suggestions that wait for a decision: members' own stances first."""
        return [item for item in self.items() if item.status == "open" or (item.standing and item.standing.conflict)]

    def items(self) -> list[Item]:
        """Return every suggestion, in the order in which they are decided."""
        names = union()
        ordered = sorted(self.rows.values(), key=lambda row: relevance(row, names))
        return [self.item_of(row) for row in ordered]

    def item(self, key: str) -> Item:
        """Return a suggestion by its key, the beginning of it, or words that stand in its quote alone.

        Raises
        ------
        UsageError
            When there is none, or there are several.
        """
        found = [name for name in self.rows if name == key or (len(key) >= 4 and name.startswith(key))]
        if key in self.rows:
            found = [key]
        if not found and len(key) >= 4:
            quotes = {name: one_spaced(row["quote"]) for name, row in self.rows.items()}
            found = [name for name, quote in quotes.items() if quote == one_spaced(key)]
            found = found or [name for name, quote in quotes.items() if one_spaced(key) in quote]
        if len(found) != 1:
            hint = meant(key, self.rows) if not found else f"it fits {len(found)}: {', '.join(found[:5])}"
            raise UsageError(
                f"no suggestion is called {key[:40]!r}; {hint or 'placet review DOSSIER --list shows them'}"
            )
        return self.item_of(self.rows[found[0]])

    def item_of(self, row: Mapping[str, Any]) -> Item:
        """Return a row as an item, with the fields of the last decision where there is one."""
        source = self.folder.sources[row["source"]]
        stands = self.decided.standing.get(row["key"])
        fields = draft(row, names=union(), beside=self.by_source[row["source"]])
        if fields.get("member") and "proposal" not in fields:
            fields["proposal"] = usual_proposal(self.written)
        start, end = row["start"], row["end"]
        if stands and stands.counts.fields:
            fields, start, end = dict(stands.counts.fields), stands.counts.start, stands.counts.end
        return placed(
            Item(
                row["key"], row["kind"], row["source"], start, end, source.text[start:end], "", "",
                source.head.publisher, source.head.title, source.head.published.isoformat(), source.head.language,
                suggested_by(row), fields, stands,
            ),
            source,
        )  # fmt: skip

    def edited(self, item: Item, changes: Mapping[str, str]) -> Item:
        """Return an item with another span or other fields; an empty text takes a field away.

        Raises
        ------
        UsageError
            When a field is unknown or cannot be read, or the words do not stand in the source.
        """
        source = self.folder.sources[item.source]
        fields, start, end = dict(item.fields), item.start, item.end
        for name, written in changes.items():
            if name in ("span", "quote"):
                start, end = span_of(name, written, source, item)
            elif name not in FIELDS:
                raise UsageError(f"unknown field '{name}'; {meant(name, FIELDS) or 'there is ' + ', '.join(FIELDS)}")
            elif written == "":
                fields.pop(name, None)
            else:
                fields[name] = field_of(name, written)
        if fields.get("stance") and not fields.get("member"):
            raise UsageError("a stance needs a member: member=HU")
        if fields.get("if") and fields.get("stance") != "yes":
            raise UsageError('only a yes has conditions: stance=yes, or if=""')
        return placed(replace(item, start=start, end=end, quote=source.text[start:end], fields=fields), source)

    def changes(self, item: Item) -> list[str]:
        """Return what accepting a suggestion would change, in sentences."""
        before = self.folder.dossier
        after, problems = self.with_decision(self.decision(item, "accept", by=self.by or "somebody"))
        if wrong := errors(problems):
            return [f"It cannot be accepted so: {wrong[0].message}."]
        published = self.folder.sources[item.source].head
        said = []
        member, proposal = item.fields.get("member"), item.fields.get("proposal")
        if member and proposal in after.proposals and item.fields.get("stance"):
            day = max(self.written.read_until, published.published)
            was, new = (standing_on(self.folder, one, str(proposal), str(member), day) for one in (before, after))
            to = f"{union().get(member, member)} on '{proposal}'"
            said.append(
                f"{to}: {was} -> {new}." if was != new else f"{to}: stays {was}; this is one more claim on record."
            )
        if item.fields.get("figure"):
            name = str(item.fields["figure"])
            beside = (
                [f"{value.amount:,.10g}" for value in before.figures[name].values] if name in before.figures else []
            )
            rest = f" beside {', '.join(beside[-5:])}" if beside else ", a new figure"
            said.append(f"Figure '{name}': {item.fields.get('words', item.quote)[:80]}{rest}; never averaged.")
        if not said:
            said.append(f"A claim about {item.fields.get('about')}; no gate rests on it by itself.")
        said += [f"Warning: {one.message}." for one in problems]
        if published.published > self.written.read_until:
            said.append(f"Known from {published.published} on; the dossier says read_until {self.written.read_until}.")
        if published.withdrawn:
            said.append(f"Its publisher withdrew the source on {published.withdrawn}: from then on it counts no more.")
        return said

    def with_decision(self, one: Decision) -> tuple[Dossier, list[Problem]]:
        """Return the dossier as it would be after a decision, and what is wrong with it."""
        stands = {**self.decided.standing, one.suggestion: Standing(one)}
        lines = {**self.decided.lines, one.id: 0}
        merging = Merging(self.written, self.folder.sources, Reviewed(stands, lines))
        dossier, _ = merging.whole()
        return dossier, [problem for problem in merging.problems if problem.place.line == 0]

    def decision(self, item: Item, what: What, *, by: str, reason: str = "", into: str = "") -> Decision:
        """Return a decision on a suggestion as it stands now; it replaces those that stand on it."""
        stands = self.decided.standing.get(item.key)
        return Decision(
            decision=what, by=by, at=self.now(), suggestion=item.key, source=item.source,
            sha256=self.folder.sources[item.source].head.sha256, start=item.start, end=item.end, quote=item.quote,
            fields=dict(item.fields) if what in ("accept", "merge") else {}, into=into, reason=reason,
            suggested_by=item.extractor,
            replaces=tuple(sorted(one.id for one in stands.all)) if stands else (),
        )  # fmt: skip

    def accept(self, item: Item, reason: str = "") -> str:
        """Accept a suggestion as it stands, and return that in a sentence."""
        if len(item.quote) > MOST_QUOTE:
            raise UsageError(f"its words have {len(item.quote)} characters; shorten them to {MOST_QUOTE}: quote=...")
        return self.write(self.decision(item, "accept", by=self.by, reason=reason), item)

    def reject(self, item: Item, reason: str) -> str:
        """Reject a suggestion, with the reason, and return that in a sentence."""
        if not reason.strip():
            raise UsageError("a rejection needs a reason: it is what the next reader asks for")
        return self.write(self.decision(item, "reject", by=self.by, reason=reason), item)

    def merge(self, item: Item, into: str, reason: str = "") -> str:
        """Make a suggestion more evidence for a claim that is there, and return that in a sentence."""
        known = [name for name in self.folder.dossier.claims if name != item.fields.get("claim")]
        if into not in known:
            raise UsageError(
                f"there is no claim {into[:80]!r} to merge with; {meant(into, known) or nearest(item, self)}"
            )
        return self.write(self.decision(item, "merge", by=self.by, reason=reason, into=into), item)

    def reopen(self, item: Item, reason: str = "") -> str:
        """Take back what was decided on a suggestion, and return that in a sentence; every line stays."""
        if item.standing is None or (item.standing.open and not item.standing.conflict):
            raise UsageError("nothing was decided on it that could be taken back")
        return self.write(self.decision(item, "undo", by=self.by, reason=reason), item)

    def undo(self) -> str:
        """Take back the last decision of this run."""
        if not self.done:
            raise UsageError("nothing was decided in this run; a suggestion decided earlier: u ID")
        return self.reopen(self.item(self.done.pop()))

    def write(self, one: Decision, item: Item) -> str:
        """Write a decision, and return it in a sentence.

        Raises
        ------
        UsageError
            When nobody is named, or what is decided cannot be.
        OutputError
            When it cannot be written.
        """
        if not one.by.strip():
            raise UsageError("say who decides: --by NAME")
        if len(one.by) > 200 or len(one.reason) > MOST_WORDS or not (one.by + one.reason).isprintable():
            raise UsageError("a name has at most 200 characters, a reason 2,000, on one line, none of them hidden")
        stands = self.decided.standing.get(one.suggestion)
        if stands and not stands.conflict and stands.counts.effect == one.effect:
            return f"Already {told(stands.counts)}."
        if one.decision in ("accept", "merge"):
            wrong = errors(self.with_decision(one)[1])
            if wrong:
                raise UsageError(wrong[0].message)
        append(self.path, one)
        self.done = [key for key in self.done if key != one.suggestion]
        self.done += [one.suggestion] if one.decision != "undo" else []
        self.reread()
        return f'{told(one)[0].upper()}{told(one)[1:]}: "{shortened(item.quote, 70)}".'

    def reread(self) -> None:
        """Read the log again, with what others may have written meanwhile."""
        try:
            log = (self.path / FILE).read_bytes()[:MOST_LOG_BYTES]
        except OSError as failure:
            raise OutputError(f"cannot read {self.path / FILE}: {failure.strerror or failure}") from None
        found, _ = reviewed(log)
        dossier, decided = Merging(self.written, self.folder.sources, found).whole()
        self.folder = replace(self.folder, dossier=dossier, reviewed=decided)


def suggested_by(row: Mapping[str, Any]) -> str:
    """Return what suggested a row, in a line: the rules and their version, or a model and what it was asked."""
    said = [str(row.get("extractor", ""))]
    if row.get("model"):
        said.append(f"{row['model']} (prompt {str(row.get('prompt_sha256', ''))[:16]})")
    return "; ".join(part for part in said if part)[:300]


def errors(found: list[Problem]) -> list[Problem]:
    """Return the problems that stop a decision."""
    return [one for one in found if one.severity == "error"]


def clean(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a suggestion without fields of other kinds than the rules write: the file may come from anywhere."""
    texts = (
        "actor",
        "side",
        "veto",
        "about",
        "speaker",
        "role",
        "predicate",
        "unit",
        "rule",
        "extractor",
        "version",
        "model",
        "prompt_sha256",
    )
    return {
        name: held
        for name, held in row.items()
        if (name not in texts or isinstance(held, str))
        and (name != "chain" or (isinstance(held, list) and all(isinstance(one, str) for one in held)))
        and (name != "number" or (isinstance(held, int | float) and not isinstance(held, bool)))
    }


def placed(item: Item, source: SourceText) -> Item:
    """Return an item with the text around its words: their sentence, at most `AROUND` characters on either side."""
    text, start, end = source.text, item.start, item.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    opening = [match.end() for match in BREAK.finditer(before + text[start : start + 1])]
    first = max([end for end in opening if end <= len(before)], default=0)
    match = BREAK.search(after)
    return replace(item, before=before[first:].lstrip(), after=after[: match.start() + 1 if match else None].rstrip())


BREAK = re.compile(r"(?<=[.!?…”\"»])\s+(?=[^\W\d_])|\n+")


def span_of(name: str, written: str, source: SourceText, item: Item) -> tuple[int, int]:
    """Return the span that is meant: `120-180`, or the words of it."""
    if name == "span":
        match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", written)
        if not match or not int(match[1]) < int(match[2]) <= len(source.text):
            raise UsageError(
                f"a span is START-END within the {len(source.text)} characters of the source, like 120-180"
            )
        return int(match[1]), int(match[2])
    found = position(source.text, TextQuoteSelector(written, item.before, item.after))
    if found is None:
        raise UsageError(f"these words do not stand in {source.file}; quote it word for word")
    return found.start, found.end


def field_of(name: str, written: str) -> Any:
    """Return a field as it is kept: conditions as a list, numbers as numbers."""
    if name == "if":
        return [part.strip() for part in written.split(";") if part.strip()]
    if name == "declared":
        if written not in ("true", "false"):
            raise UsageError("`declared` is true or false")
        return written == "true"
    if name == "amount":
        try:
            return float(written.replace(",", "").replace("_", ""))
        except ValueError:
            raise UsageError(f"{written[:40]!r} is no number") from None
    return written[:MOST_WORDS]


def standing_on(folder: Folder, dossier: Dossier, proposal: str, member: str, day: Any) -> str:
    """Return a member's position on a day, in words."""
    held = replace(folder, dossier=dossier)
    found = stance_on(dossier.proposals[proposal], member, day, published_days(held, day))
    return in_words(found) if found else "unknown"


def nearest(item: Item, review: Review) -> str:
    """Return the names of the claims that share most words with a suggestion."""
    words = set(re.findall(r"\w{4,}", f"{item.quote} {item.fields.get('says', '')}".lower()))
    shared = {
        name: len(words & set(re.findall(r"\w{4,}", f"{one.says} {one.quote}".lower())))
        for name, one in review.folder.dossier.claims.items()
        if name != item.fields.get("claim")
    }
    best = sorted((name for name in shared if shared[name]), key=lambda name: -shared[name])[:3]
    return f"the nearest are {', '.join(best)}" if best else "no claim is near it"


def pairs(words: str) -> dict[str, str]:
    """Return `stance=no note="as in 2025"` as names and texts.

    Raises
    ------
    UsageError
        When a part has no `=`, or a quotation mark is left open.
    """
    try:
        parts = shlex.split(words)
    except ValueError:
        raise UsageError("a quotation mark is left open") from None
    wrong = [part for part in parts if "=" not in part]
    if wrong or not parts:
        raise UsageError(f"write FIELD=WHAT, with quotation marks round several words; not {' '.join(wrong)[:60]!r}")
    return dict(part.split("=", 1) for part in parts)


def git_name(dossier: Path) -> str:
    """Return the name that git knows for who works in a folder, or nothing."""
    try:
        done = subprocess.run(
            ["git", "-C", str(dossier), "config", "user.name"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
