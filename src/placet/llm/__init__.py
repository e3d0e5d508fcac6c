"""Claims that a language model suggests: each with words that stand in the text, none accepted by itself.

`suggest_with_model(text, settings)` asks a server of the OpenAI kind at an address of the user's choice; it needs the
extras.
"""

from __future__ import annotations

from placet.llm.prompt import PROMPT_SHA256
from placet.llm.reader import ModelReading, suggest_with_model
from placet.llm.settings import Settings, settings

__all__ = ["PROMPT_SHA256", "ModelReading", "Settings", "settings", "suggest_with_model"]
