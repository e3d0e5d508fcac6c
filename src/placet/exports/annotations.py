"""Claims as W3C Web Annotations: JSON-LD, one annotation a claim.

Source: W3C Web Annotation Data Model and Vocabulary (2017). The model leaves open what a character of a
TextPositionSelector is; the file says that it is a Unicode code point of the text that the dossier keeps.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from placet.brief.safe import plain
from placet.dossier.read import Folder
from placet.evidence.anchor import selector
from placet.ledger import claim_views

OFFSETS = (
    "start and end count Unicode code points, from 0, of the text in textFile after its head; "
    "in UTF-16 (JavaScript) characters outside the basic plane count twice"
)
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        name: f"urn:placet:{name}"
        for name in ("positions", "textFile", "textSha256", "claim", "about", "by", "known", "caution")
    },
]


def annotation_page(folder: Folder, as_of: date) -> str:
    """Return every claim known by a day as an annotation page; empty pages are pages too."""
    items = []
    for name, view in claim_views(folder, as_of).items():
        source = folder.sources[view.source]
        one = folder.reviewed.accepted.get(name)
        selectors: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": view.quote}]
        if view.start is not None and view.end is not None:
            quote = selector(source.text, view.start, view.end)
            words = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
            selectors = [
                {"type": "TextQuoteSelector", **{key: text for key, text in words.items() if text}},
                {"type": "TextPositionSelector", "start": view.start, "end": view.end},
            ]
        item: dict[str, Any] = {
            "id": f"urn:placet:{source.head.sha256[:16]}:{name}",
            "type": "Annotation",
            "motivation": "describing",
            "body": {
                "type": "TextualBody",
                "value": plain(view.says),
                "format": "text/plain",
                "language": "en",
                "claim": name,
                "about": view.about,
                "by": plain(view.by),
                "known": view.kind,
            },
            "target": {
                "type": "SpecificResource",
                "source": {
                    "id": view.address,
                    "type": "Text",
                    "language": view.language,
                    "textFile": source.file,
                    "textSha256": source.head.sha256,
                },
                "selector": selectors,
                "state": {"type": "TimeState", "sourceDate": f"{view.published}T00:00:00Z"},
            },
        }
        if view.caution:
            item["body"]["caution"] = plain(view.caution)
        if one:
            item |= {"creator": {"type": "Person", "name": plain(one.by)}, "created": one.at}
        items.append(item)
    page = {
        "@context": CONTEXT,
        "id": f"urn:placet:annotations:{as_of}",
        "type": "AnnotationPage",
        "positions": OFFSETS,
        "partOf": {
            "id": "urn:placet:annotations",
            "type": "AnnotationCollection",
            "label": f"{plain(folder.dossier.title)}: claims known on {as_of}",
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"
