"""The brief as Markdown that reads well as plain text; charts become tables, tiles a list of counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from placet.brief.blocks import (
    Block,
    Cards,
    Chart,
    Claims,
    Columns,
    Document,
    Fold,
    Heading,
    Items,
    Link,
    Note,
    NumberedClaim,
    Sentence,
    Table,
    Tiles,
    Warning,
    Words,
)
from placet.brief.book import slug
from placet.brief.safe import plain, web_address
from placet.brief.words import language
from placet.charts import caption
from placet.days import in_words

SPECIAL = re.compile(r"([\\`*\[\]|~$])")
STARTS = re.compile(r"^(\s*)([#+\-=]|\d+(?=[.)]))")


def markdown(document: Document) -> str:
    """Return the brief as Markdown."""
    first = document.opening
    parts = [
        f"# {escaped(first.case)}",
        escaped(first.asks),
        f"*{escaped(first.dated)}*",
        *(f"**{_words(warning.words)}**" for warning in first.warnings),
        "## 1. The verdict",
        f"**{escaped(first.sentence)}**",
        _words(first.summary),
        _cards(first.cards),
    ]
    for number, section in enumerate(document.sections, 2):
        parts.append(f"## {number}. {escaped(section.title)}")
        parts += _blocks(section.blocks)
    parts += ["---", escaped(document.foot)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, no raw HTML, on one line."""
    line = " ".join(plain(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = SPECIAL.sub(r"\\\1", line)
    # An underscore within a word is no markup and reads better bare.
    line = re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\_", line)
    # A forge would turn these into a mention or a picture.
    line = line.replace("@", "&#64;").replace("!\\[", "\\!\\[")
    return STARTS.sub(_guarded, line)


def _guarded(start: re.Match[str]) -> str:
    return f"{start[1]}{start[2]}\\" if start[2].isdigit() else f"{start[1]}\\{start[2]}"


def _words(words: Words) -> str:
    if not isinstance(words, tuple):
        words = (words,)
    return "".join(_link(run) if isinstance(run, Link) else escaped_inside(run) for run in words)


def escaped_inside(text: str) -> str:
    """Return a run of text within a line: like `escaped`, with the blanks at its ends."""
    core = escaped(text)
    return f"{' ' if text[:1].isspace() else ''}{core}{' ' if text[-1:].isspace() and text.strip() else ''}"


def _link(link: Link) -> str:
    if link.to.startswith("#c-"):
        return f" [\\[{escaped(link.words)}\\]]({_target(link.to)})"
    to = web_address(link.to)
    return f"[{escaped(link.words)}]({_target(to)})" if to else escaped(link.words)


def _target(address: str) -> str:
    """Return an address that cannot end its brackets early."""
    for character, code in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C")):
        address = address.replace(character, code)
    return "".join(address.split())


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [text for block in blocks for text in _block(block)]


def _block(block: Block) -> list[str]:
    if isinstance(block, Sentence):
        return [f"**{_words(block.words)}**" if block.lead else _words(block.words)]
    if isinstance(block, Note):
        return [f"*{_words(block.words)}*"]
    if isinstance(block, Warning):
        return [f"**{_words(block.words)}**"]
    if isinstance(block, Heading):
        return [f"### {escaped(block.words)}"]
    if isinstance(block, Cards):
        return [_cards(block)]
    if isinstance(block, Tiles):
        return [_tiles(block)]
    if isinstance(block, Table):
        return [_table(block)]
    if isinstance(block, Chart):
        return _chart(block)
    if isinstance(block, Claims):
        return ["\n".join(_claim(one, short=block.brief, summaries=block.summaries) for one in block.claims)]
    if isinstance(block, Items):
        marks = [f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1)]
        return ["\n".join(f"{mark} {_words(item)}" for mark, item in zip(marks, block.items, strict=True))]
    if isinstance(block, Columns):
        return [*_blocks(block.left), *_blocks(block.right)]
    return _fold(block)


def _fold(block: Fold) -> list[str]:
    anchor = f'<a id="{slug(block.anchor)}"></a>' if block.anchor else ""
    return [f"### {anchor}{escaped(block.title)}", *_blocks(block.blocks)]


def _cards(block: Cards) -> str:
    rows = tuple((card.title, f"{card.word} {card.short}", card.more) for card in block.cards)
    return _table(Table(("Gate", "State", "More"), rows))


def _tiles(block: Tiles) -> str:
    lines = []
    for position, name, many in block.counts:
        names = ", ".join(tile.name + (" (blocks)" if tile.blocks else "") for tile in block.tiles
                          if tile.position == position)  # fmt: skip
        lines.append(f"- **{escaped(name)} {many}:** {escaped(names)}")
    return "\n".join(lines)


def _chart(block: Chart) -> list[str]:
    frame = caption(block.spec)
    parts = [f"**{escaped(frame.finding)}**", escaped(frame.measure)]
    if block.table.rows:
        parts.append(_table(block.table))
    return [*parts, f"*{escaped(frame.source)}*"]


def _table(table: Table) -> str:
    rules = ["---:" if column in table.numbers else "---" for column in range(len(table.head))]
    rows: list[Sequence[str]] = [[escaped(name) for name in table.head], rules]
    rows += [[_words(cell) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _claim(one: NumberedClaim, *, short: bool, summaries: bool) -> str:
    claim = one.claim
    inferred = " (day inferred)" if claim.published_basis == "inferred" else ""
    known = f"{claim.kind}, {escaped(one.by)}; {escaped(claim.publisher)}, {in_words(claim.published)}{inferred}"
    if short:
        return f"- {escaped(claim.says)} [\\[{one.number}\\]](#c-{slug(claim.id)}) ({known})"
    address = web_address(claim.address)
    title = f"[{escaped(claim.source_title)}]({_target(address)})" if address else escaped(claim.source_title)
    more = "; quote from a summary" if claim.own_words and summaries else ""
    if claim.language != "en":
        more += f"; original in {language(claim.language)}"
    if claim.caution:
        more += f"; {escaped(claim.caution)}"
    anchor = f'<a id="c-{slug(claim.id)}"></a>'
    said = f"{escaped(claim.says)}: “{escaped(claim.quote)}”"
    return f"- {anchor}\\[{one.number}\\] {said} ({known}; {title}{more})"
