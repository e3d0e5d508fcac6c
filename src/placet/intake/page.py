"""An HTML page as an item: its article text by trafilatura, and what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from placet.extras import needed
from placet.intake.decoding import decoded
from placet.intake.item import Basis, Item, Refused, one_line, tidy

SETTING = "favor_precision"
MOST_DEPTH = 240
"""The parser underneath leaves out what lies deeper (libxml2 stops at 256)."""
STUB_WORDS = 150
STUB = re.compile(
    r"subscribe (now|to)|subscribers? only|already a subscriber|continue reading|sign in to (read|continue)|"
    r"log in to (read|continue)|paywall|premium[- ](content|article)|"
    r"jetzt abonnieren|weiterlesen mit|nur für abonnenten|réservé aux abonnés|abonnez-vous|"
    r"suscríbete|solo para suscriptores|riservato agli abbonati|abbonati per|előfizet|"
    r"tylko dla subskrybentów|dla prenumeratorów|передплат|prenumerat|abonneer",
    re.IGNORECASE,
)
DAY_IN_ADDRESS = re.compile(
    r"(?<![0-9])(20[0-9]{2}|19[0-9]{2})([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?![0-9])"
)


def html_items(content: bytes, address: str, charset: str) -> list[Item]:
    """Return the one article of a page.

    Raises
    ------
    Refused
        When there is no article text on it.
    """
    text, cautions = decoded(content, charset)
    trafilatura = needed("trafilatura")
    if not text.strip():
        raise Refused("the page is empty")
    text = without_controls(text)
    tree = trafilatura.load_html(text)
    if tree is None:
        raise Refused("this is no HTML that can be read; save the article's text as a .txt file and add that")
    data = list(linked_data(tree))
    # Read before the extraction, which takes parts of the page out of the tree.
    stated = head_of(tree, text, data, address)
    page = trafilatura.bare_extraction(
        tree, url=address or None, favor_precision=True, include_comments=False, with_metadata=True
    )
    body = tidy((page.text if page else "") or "").replace("\n", "\n\n")  # its lines are paragraphs
    if not body:
        deep = " Its parts lie inside each other too deeply." if depth(tree) > MOST_DEPTH else ""
        raise Refused(
            f"there is no article text on the page.{deep} Save the article's text as a .txt file and add that"
        )
    words = len(body.split())
    locked = any(row.get("isAccessibleForFree") in (False, "false", "False") for row in data)
    if words < STUB_WORDS and (locked or marked_as_stub(text)):
        cautions = (*cautions, f"Behind a paywall: only the first {words} words were readable.")
    return [
        Item(
            text=body,
            extractor=f"trafilatura {trafilatura.__version__} {SETTING}",
            title=one_line(stated["title"] or page.title or ""),
            publisher=one_line(stated["publisher"] or page.sitename or "", 120),
            day=stated["day"],
            basis=stated["basis"],
            language=stated["language"],
            address=stated["address"],
            cautions=cautions,
        )
    ]


def without_controls(text: str) -> str:
    """Return a page without control characters, written as such or as `&#27;`: the extraction gives up at them."""

    def shown(found: re.Match[str]) -> str:
        number = int(found[2], 16 if found[1] else 10)
        return (
            ""
            if (number < 32 and number not in (9, 10, 13)) or 0x7F <= number < 0xA0 or number > 0x10FFFF
            else found[0]
        )

    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text)
    return re.sub(r"&#([xX]?)([0-9a-fA-F]{1,8});?", shown, text) if "&#" in text else text


def head_of(tree: Any, text: str, data: list[dict[str, Any]], address: str) -> dict[str, Any]:
    """Return what a page states of itself: title, publisher, day with its basis, language, address."""
    canonical = one_attribute(tree, "//link[@rel='canonical']/@href") or one_attribute(
        tree, "//meta[@property='og:url']/@content"
    )
    published = next((str(row["datePublished"])[:10] for row in data if row.get("datePublished")), "")
    publishers = [row["publisher"] for row in data if isinstance(row.get("publisher"), dict)]
    day, basis = day_of(tree, text, published, address or canonical)
    language = one_attribute(tree, "/html/@lang") or one_attribute(tree, "//meta[@property='og:locale']/@content")
    return {
        "title": one_attribute(tree, "//meta[@property='og:title']/@content"),
        "publisher": one_attribute(tree, "//meta[@property='og:site_name']/@content")
        or next((str(one.get("name") or "") for one in publishers), ""),
        "day": day,
        "basis": basis,
        "language": language.replace("_", "-").partition("-")[0].lower()[:2],
        "address": canonical if canonical.startswith(("https://", "http://")) and len(canonical) <= 500 else "",
    }


def day_of(tree: Any, text: str, published: str, address: str) -> tuple[str, Basis]:
    """Return the day of a page and where it comes from: stated on it, from its address, or guessed from its text."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", published):
        return published, "stated"
    meta = one_attribute(tree, "//meta[@property='article:published_time']/@content")[:10]
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", meta):
        return meta, "stated"
    htmldate = needed("htmldate")
    found = htmldate.find_date(text, extensive_search=False, original_date=True, max_date="2200-12-31")
    if found:
        return str(found), "stated"
    in_address = day_in_address(address)
    if in_address:
        return in_address, "from the address"
    found = htmldate.find_date(text, extensive_search=True, original_date=True)
    return str(found or ""), "inferred"


def day_in_address(address: str) -> str:
    """Return the day in an address, or nothing.

    >>> day_in_address("https://example.org/2025/08/29/broad-support"), day_in_address("https://example.org/4812")
    ('2025-08-29', '')
    """
    found = DAY_IN_ADDRESS.search(address.partition("?")[0])
    return f"{found[1]}-{found[3]}-{found[4]}" if found else ""


def marked_as_stub(text: str) -> bool:
    """Whether a page carries the words of a paywall."""
    return STUB.search(text) is not None


def one_attribute(tree: Any, path: str) -> str:
    """Return the first of what an XPath finds, as one line."""
    found = tree.xpath(path)
    return one_line(found[0], 500) if found else ""


def linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a page's JSON-LD, two levels deep; what is no JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        try:
            found = json.loads(script[:200_000])
        except (ValueError, RecursionError):
            continue
        for row in found if isinstance(found, list) else [found]:
            if isinstance(row, dict):
                yield row
                inner = row.get("@graph")
                yield from (one for one in inner if isinstance(one, dict)) if isinstance(inner, list) else ()


def depth(tree: Any) -> int:
    """Return how deep the parts of a page lie inside each other."""
    deepest = level = 0
    for event, _ in needed("lxml.etree").iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "blockquote",
        "table",
        "tr",
        "br",
        "hr",
        "pre",
        "figure",
        "figcaption",
    ]
)
SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "object", "form", "button"})


def fragment_text(fragment: str) -> str:
    r"""Return the text of a piece of HTML, a paragraph for each block; scripts and styles are left out.

    >>> fragment_text("<p>One &amp; two</p><script>x()</script><p>Three</p>")
    'One & two\n\nThree'
    """
    if not re.search(r"[<&]", fragment):
        return tidy(fragment)
    etree = needed("lxml.etree")
    tree = needed("lxml.html").fromstring(f"<div>{without_controls(fragment)}</div>")
    said: list[str] = []
    silent = 0
    for event, part in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = part.tag if isinstance(part.tag, str) else ""
        if event == "start":
            silent += tag in SILENT
            said.append("\n" if tag in BLOCKS else "")
            said.append((part.text or "") if not silent else "")
            continue
        if event == "end":
            silent -= tag in SILENT
            said.append("\n" if tag in BLOCKS else "")
        said.append((part.tail or "") if not silent and part is not tree else "")
    lines = (" ".join(line.split()) for line in "".join(said).split("\n"))
    return tidy("\n\n".join(line for line in lines if line))
