"""The words of other languages."""

from __future__ import annotations

from placet.evidence.wording.words import Wording

SHARED = Wording(cues=(), denied=r"(?!)", conditions="")
WORDINGS: dict[str, Wording] = {}
