"""Plain text and Markdown as an item: the text as it is, its title from its first line."""

from __future__ import annotations

import re

from placet.intake.decoding import decoded
from placet.intake.item import Item, Refused, one_line, tidy

FIELD = re.compile(r"(title|date|published|publisher|site|language|lang|url|source|address)\s*:\s*(.+)", re.IGNORECASE)
MOST_HEAD_LINES = 40


def text_items(content: bytes, charset: str, *, markdown: bool) -> list[Item]:
    """Return the one text of a file.

    Raises
    ------
    Refused
        When it holds nothing.
    """
    text, cautions = decoded(content, charset)
    text = tidy(text)
    head, text = front_matter(text) if markdown else ({}, text)
    if not text.strip():
        raise Refused("there is no text in it")
    first = next(line for line in text.split("\n") if line.strip())
    address = head.get("url") or head.get("address") or head.get("source") or ""
    return [
        Item(
            text=text,
            extractor="as it stands",
            title=head.get("title") or one_line(re.sub(r"^#+\s+|\*\*", "", first), 200),
            publisher=head.get("publisher") or head.get("site") or "",
            day=(head.get("date") or head.get("published") or "")[:10],
            language=(head.get("language") or head.get("lang") or "")[:2].lower(),
            address=address if re.fullmatch(r"https?://\S{1,480}", address) else "",
            cautions=cautions,
        )
    ]


def front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Return the plain fields of a head between two lines `---`, and the text after it; never read as YAML.

    >>> front_matter("---\ntitle: A day\n---\nText")
    ({'title': 'A day'}, 'Text')
    """
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines[:MOST_HEAD_LINES]) if line == "---"]
    if len(marks) < 2 or marks[0] != 0:
        return {}, text
    found = (FIELD.fullmatch(line.strip()) for line in lines[1 : marks[1]])
    return {one[1].lower(): one_line(one[2].strip("\"' ")) for one in found if one}, "\n".join(lines[marks[1] + 1 :])
