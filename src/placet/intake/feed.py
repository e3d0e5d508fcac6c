"""An RSS or Atom feed as items: the entries' own text, by feedparser."""

from __future__ import annotations

import re
from typing import Any

from placet.extras import needed
from placet.intake.item import Item, Refused, one_line
from placet.intake.page import fragment_text

MOST_ENTRIES = 20_000


def feed_items(content: bytes, content_type: str) -> list[Item]:
    """Return the entries of a feed, the oldest first; an entry without text comes with its title as text.

    Raises
    ------
    Refused
        When it declares entities, is no feed, has no entry or more than 20,000.
    """
    if re.search(rb"<!ENTITY", content.replace(b"\x00", b"")[:1_000_000], re.IGNORECASE):
        raise Refused("the feed declares entities of its own, which can unfold without end; it is not read")
    feedparser = needed("feedparser")
    try:
        feed = feedparser.parse(content, response_headers={"content-type": content_type} if content_type else {})
    except Exception as failure:  # feedparser lets through what its parsers trip over
        raise Refused(f"the feed is broken: {one_line(failure, 120) or type(failure).__name__}") from None
    if not feed.entries:
        broken = f": {one_line(feed.bozo_exception, 120)}" if feed.bozo else ""
        raise Refused(f"there is no entry in the feed{broken}")
    if len(feed.entries) > MOST_ENTRIES:
        raise Refused(f"the feed has {len(feed.entries):,} entries; the most that is read is {MOST_ENTRIES:,}")
    made = f"feedparser {feedparser.__version__}"
    items = [entry_item(entry, feed.feed, made) for entry in feed.entries]
    return sorted((item for item in items if item.text), key=lambda item: item.day)


def entry_item(entry: Any, feed: Any, made: str) -> Item:
    """Return one entry of a feed."""
    written = [str(one.get("value") or "") for one in entry.get("content", [])] + [str(entry.get("summary") or "")]
    text = max((fragment_text(one) for one in written), key=len, default="")
    title = one_line(fragment_text(str(entry.get("title") or "")))
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    address = one_line(entry.get("link") or "", 2_000)
    usable = address.startswith(("https://", "http://")) and len(address) <= 500 and " " not in address
    return Item(
        text=text or title,
        extractor=made,
        title=title,
        publisher=one_line((entry.get("source") or {}).get("title") or feed.get("title") or "", 120),
        day=f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else "",
        language=str(feed.get("language") or "")[:2].lower(),
        address=address if usable else "",
        item=one_line(entry.get("id") or "", 500),
        cautions=() if text else ("The feed has only its title.",),
    )
