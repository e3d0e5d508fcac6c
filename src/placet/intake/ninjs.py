"""News items in ninjs, the JSON form of the International Press Telecommunications Council (versions 1 to 3)."""

from __future__ import annotations

import json
from typing import Any

from placet.intake.decoding import decoded
from placet.intake.item import Item, Refused, one_line, tidy
from placet.intake.page import fragment_text

MOST_ITEMS = 20_000
TAKEN_BACK = ("canceled", "cancelled", "withheld")


def ninjs_items(content: bytes) -> list[Item]:
    """Return the items of a file with one item or a list of them.

    Raises
    ------
    Refused
        When it is no JSON, or no ninjs.
    """
    try:
        found = json.loads(decoded(content).text)
    except (ValueError, RecursionError) as failure:
        raise Refused(f"this is no JSON: {one_line(failure, 120)}") from None
    rows = found.get("items", [found]) if isinstance(found, dict) else found
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) and row.get("uri") for row in rows):
        raise Refused("this JSON is no ninjs: an object with `uri`, or a list of them, is needed")
    if len(rows) > MOST_ITEMS:
        raise Refused(f"{len(rows):,} items; the most that is read is {MOST_ITEMS:,}")
    return [one_item(row) for row in rows]


def one_item(row: dict[str, Any]) -> Item:
    """Return one item; one that was cancelled or withheld has the status `withdrawn` and perhaps no text."""
    uri = one_line(row["uri"], 500)
    link = next((str(one.get("href") or "") for one in listed(row, "links") + listed(row, "associations")), "")
    address = next((one for one in (uri, link) if one.startswith(("https://", "http://")) and " " not in one), "")
    withdrawn = str(row.get("pubstatus") or "usable").lower() in TAKEN_BACK
    moment = row.get("versioncreated") if withdrawn else row.get("firstcreated") or row.get("contentcreated")
    return Item(
        text=body_of(row),
        extractor="ninjs",
        title=one_line(headline_of(row)),
        publisher=publisher_of(row),
        day=one_line(moment or row.get("versioncreated") or "", 40)[:10],
        language=str(row.get("language") or "")[:2].lower(),
        address=address,
        item=uri,
        status="withdrawn" if withdrawn else "",
    )


def body_of(row: dict[str, Any]) -> str:
    """Return the text of an item: of version 1 (`body_text`, `body_xhtml`) or of a later one (`bodies`)."""
    if row.get("body_text"):
        return tidy(str(row["body_text"]))
    markup = [str(row.get(name) or "") for name in ("body_xhtml", "body_html")]
    bodies = listed(row, "bodies")
    plain = [one for one in bodies if str(one.get("contenttype") or one.get("contentType") or "") == "text/plain"]
    if plain:
        return tidy(str(plain[0].get("value") or ""))
    markup += [str(one.get("value") or "") for one in bodies]
    return fragment_text(max(markup, key=len))


def headline_of(row: dict[str, Any]) -> str:
    """Return the headline of an item."""
    return str(row.get("headline") or next((one.get("value") for one in listed(row, "headlines")), "") or "")


def publisher_of(row: dict[str, Any]) -> str:
    """Return who stands behind an item."""
    sources = listed(row, "infosources") + listed(row, "infosource") + listed(row, "organisation")
    return one_line(
        row.get("copyrightholder") or row.get("copyrightHolder") or next((s.get("name") for s in sources), "") or "",
        120,
    )


def listed(row: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a list of objects under a name, or an empty one."""
    found = row.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
