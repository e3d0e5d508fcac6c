"""Claims that a language model suggests: each with words that stand in the text, none accepted by itself.

`suggest_with_model(text, settings)` asks a server of the OpenAI kind at an address of the user's choice; it needs the
extras.
"""

from __future__ import annotations

from placet.llm.reader import Dropped, ModelReading, suggest_with_model
from placet.llm.settings import MODES, Mode, Settings, settings

__all__ = ["MODES", "Dropped", "Mode", "ModelReading", "Settings", "settings", "suggest_with_model"]
