"""What was said, where, by whom: sources, claims, anchors, suggestions. A kernel: it knows no files."""

from __future__ import annotations

from placet.evidence.anchor import TextPositionSelector, TextQuoteSelector, alike, position, selector
from placet.evidence.claim import EXTRACTOR, KINDS, LEANINGS, SIDES, VETO_LEVELS, Suggestion
from placet.evidence.suggest import suggest

__all__ = [
    "EXTRACTOR",
    "KINDS",
    "LEANINGS",
    "SIDES",
    "VETO_LEVELS",
    "Suggestion",
    "TextPositionSelector",
    "TextQuoteSelector",
    "alike",
    "position",
    "selector",
    "suggest",
]
