"""The verb that decides on suggested claims: at a terminal with single keys, in a pipe line by line, or one by one."""

from __future__ import annotations

import json as json_text
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from placet.cli import shell
from placet.cli.shell import Dossier, Json, app, quoted, say, say_data, say_json
from placet.errors import UsageError

if TYPE_CHECKING:
    from placet.intake.review import Item, Review

HELP = """\
a           accept it as shown             e FIELD=WHAT ...   edit: e stance=yes if="a truce holds", e quote="words"
r REASON    reject it                      m CLAIM            merge: more evidence for a claim that is there
s           skip it                        u [ID]             undo the last decision, or that on a suggestion
q           quit                           ?                  this help
Fields: claim says by about known (stated, reported, inferred); member stance (yes, no, abstain, unclear, unknown)
if declared since note proposal; figure title unit amount words day. An empty one takes it away: member="" stance="\""""
ASKED = {"r": "reason: ", "m": "merge with the claim: ", "e": "FIELD=WHAT ...: "}


@app.command
def review(
    dossier: Dossier,
    /,
    *,
    by: Annotated[str, Parameter(help="Who decides; left out, the name that git knows.")] = "",
    accept: Annotated[str, Parameter(help="Accept a suggestion: its id, or words that stand in it alone.")] = "",
    reject: Annotated[str, Parameter(help="Reject the suggestion of this id; needs --because.")] = "",
    merge: Annotated[str, Parameter(help="Merge the suggestion of this id; needs --into.")] = "",
    reopen: Annotated[str, Parameter(help="Take back what was decided on this id.")] = "",
    set_: Annotated[str, Parameter(name="--set", help="Edit first: 'stance=yes if=\"a truce holds\"'.")] = "",
    because: Annotated[str, Parameter(help="The reason.")] = "",
    into: Annotated[str, Parameter(help="The claim to merge with.")] = "",
    source: Annotated[str, Parameter(help="Only the suggestions of this source.")] = "",
    list_: Annotated[bool, Parameter(name="--list", negative="", help="Print what waits, and decide nothing.")] = False,
    all_: Annotated[bool, Parameter(name="--all", negative="", help="Also what was decided.")] = False,
    json: Json = False,
) -> None:
    """Decide on suggested claims: accept, edit, reject or merge them. Every decision is kept in review.jsonl.

    Example: `placet review my-mission --list`
    """
    from placet.intake.review import Review, git_name, pairs

    held = Review(dossier, by=by or ("" if list_ else git_name(dossier)), now=shell.now)
    single = [word for word in (accept, reject, merge, reopen) if word]
    if len(single) > 1 or (single and list_):
        raise UsageError("decide on one suggestion at a time: one of --accept, --reject, --merge, --reopen, --list")
    if single:
        item = held.item(single[0])
        item = held.edited(item, pairs(set_)) if set_ else item
        done = (
            held.accept(item, because) if accept
            else held.reject(item, because) if reject
            else held.merge(item, into, because) if merge
            else held.reopen(item, because)
        )  # fmt: skip
        say_json(json_text.dumps({"id": item.key, "said": done}, ensure_ascii=False)) if json else show(done)
        return
    shown = [item for item in (held.items() if all_ else held.waiting()) if source in ("", item.source)]
    if list_ or json:
        if json:
            say_data([row(held, item) for item in shown])
        else:
            for item in shown:
                show(line_of(item))
            show(f"{len(shown)} of {len(held.rows)} suggestions{'' if all_ else ' wait'}.")
        return
    Talk(held, shown).run()


class Talk:
    """One run of the review with a person, or with lines from a pipe."""

    def __init__(self, review: Review, items: list[Item]) -> None:
        self.review, self.items = review, items
        self.number = 0
        self.said = ""
        self.item: Item | None = items[0] if items else None
        self.keys = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()

    def run(self) -> None:
        """Go through the suggestions until the last, or until the person leaves."""
        if self.item and not self.review.by:
            self.review.by = self.asked("who decides? ") if self.keys else ""
            if not self.review.by:
                raise UsageError("say who decides: --by NAME")
        while self.item is not None:
            screen(self.review, self.item, self.number + 1, len(self.items), said=self.said, clear=self.keys)
            self.said = ""
            while self.item is not None:
                command = self.command()
                if command is None or self.does(command):
                    self.item = None if command is None or command.strip() == "q" else self.item
                    break
        if self.said:
            show(self.said, "green")
        left = len(self.review.waiting())
        show(f"{left} of {len(self.review.rows)} suggestions wait.")

    def does(self, command: str) -> bool:
        """Do what a command says, and return whether another screen is due."""
        key, _, words = command.strip().partition(" ")
        assert self.item
        try:
            if key == "q":
                return True
            if key in ("a", "r", "m"):
                said = (
                    self.review.accept(self.item, words) if key == "a"
                    else self.review.reject(self.item, words) if key == "r"
                    else self.review.merge(self.item, *words.split(" ", 1))
                )  # fmt: skip
                self.said = said if self.keys else ""  # the next screen begins with it
                if not self.keys:
                    show(said, "green")
                return self.on()
            if key == "s":
                return self.on()
            if key == "u":
                show(self.review.reopen(self.review.item(words)) if words else self.review.undo(), "yellow")
                return False
            if key == "e":
                from placet.intake.review import pairs

                self.item = self.review.edited(self.item, pairs(words))
                return True
            show(HELP if key == "?" else f"unknown command {key[:20]!r}; ? shows what there is", "dim")
        except UsageError as problem:
            show(f"Not done: {problem}", "red")
        return False

    def on(self) -> bool:
        """Go on to the next suggestion."""
        self.number += 1
        self.item = self.items[self.number] if self.number < len(self.items) else None
        return True

    def command(self) -> str | None:
        """Return the next command: a key with what it asks for, or a line; nothing at the end of the input."""
        if not self.keys:
            line = sys.stdin.readline() if sys.stdin else ""
            return line.strip() or "?" if line else None
        key = pressed("[a]ccept  [e]dit  [r]eject  [m]erge  [s]kip  [u]ndo  [q]uit  [?]")
        if key in ("", "\x04"):
            return None
        words = self.asked(ASKED[key]) if key in ASKED else ""
        return f"{key} {words}".strip() if words or key not in ASKED else "?"

    def asked(self, question: str) -> str:
        """Return a line that the person types."""
        try:
            return input(question).strip()
        except EOFError:
            return ""


def pressed(keys: str) -> str:
    """Print the keys there are, and return the one that is pressed, without waiting for a line."""
    try:
        import termios
        import tty
    except ImportError:
        say(keys, "dim")
        return (input("> ") or "?")[:1]
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle, termios.TCSADRAIN)  # what was typed ahead is kept
        say(keys, "dim")
        return os.read(handle, 1).decode("ascii", "replace")
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def screen(review: Review, item: Item, number: int, of: int, *, said: str, clear: bool) -> None:
    """Print one suggestion: its words in their text, where they stand, what they would become and change."""
    if clear and sys.stdout is not None:
        from rich.console import Console

        Console().clear()
    if said:
        show(f"{said}\n", "green")
    show(f"{number} of {of}   {item.kind}   {item.key}", "bold")
    quoted(item.before, item.quote, item.after)
    show(f"{item.publisher}, {item.published}, {item.language}: {item.title}")
    if item.standing:
        from placet.dossier.review import told

        for one in item.standing.all:
            show(f"earlier: {told(one)}", "yellow")
    for name, held in item.fields.items():
        shown = (
            "; ".join(map(str, held))
            if isinstance(held, list)
            else f"{held:,.10g}"
            if isinstance(held, float)
            else held
        )
        show(f"  {name:<9} {shown}")
    for line in review.changes(item):
        show(f"=> {line}", "bold")


def show(text: str, style: str | None = None) -> None:
    """Print text line by line; whatever would steer the terminal is shown as its escape."""
    from placet.brief.safe import escaped

    say(escaped(text), style)


def line_of(item: Item) -> str:
    """Return a suggestion on one line."""
    from placet.brief.safe import visible
    from placet.lines import shortened

    what = item.fields.get("stance") or item.fields.get("words") or ""
    who = str(item.fields.get("by", ""))
    quote = shortened(visible(item.quote), 60)
    status = "conflict" if item.standing and item.standing.conflict else item.status
    return f'{item.key}  {status:<9}{item.kind:<11}{visible(who)[:14]:<15}{visible(str(what))[:12]:<13}"{quote}"'


def row(review: Review, item: Item) -> dict[str, object]:
    """Return a suggestion as `--list --json` prints it."""
    from placet.dossier.review import told

    held = asdict(item)
    held["id"] = held.pop("key")
    stands = held.pop("standing") and item.standing
    return held | {
        "status": item.status,
        "conflict": bool(stands and stands.conflict),
        "decisions": [told(one) for one in stands.all] if stands else [],
        "changes": review.changes(item),
    }
