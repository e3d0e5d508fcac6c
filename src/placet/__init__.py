"""Placet: a decision desk for missions that wait at gates.

>>> import placet
>>> desk = placet.open("examples/eumam-ukraine")
>>> answer = desk.assess(as_of="2026-05-18")
>>> answer.state
'shut'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from placet.versions import VERSION

if TYPE_CHECKING:
    from placet.comparison import Comparison as Comparison
    from placet.desk import Answer as Answer
    from placet.desk import Desk as Desk
    from placet.desk import compare as compare
    from placet.desk import open_desk as open
    from placet.errors import DossierError as DossierError
    from placet.errors import OutputError as OutputError
    from placet.errors import PlacetError as PlacetError
    from placet.errors import UsageError as UsageError


__version__ = VERSION

# Everything is imported at its first use, so that `import placet` stays quick and light.
PUBLIC = {
    "Answer": "placet.desk",
    "Comparison": "placet.comparison",
    "Desk": "placet.desk",
    "DossierError": "placet.errors",
    "OutputError": "placet.errors",
    "PlacetError": "placet.errors",
    "UsageError": "placet.errors",
    "compare": "placet.desk",
    "open": "placet.desk:open_desk",
}
__all__ = [
    "Answer",
    "Comparison",
    "Desk",
    "DossierError",
    "OutputError",
    "PlacetError",
    "UsageError",
    "compare",
    "open",
]


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module 'placet' has no attribute {name!r}")
    module, _, original = PUBLIC[name].partition(":")
    # Not stored: a function `compare` must win over the module `placet.compare` of the same name.
    return getattr(import_module(module), original or name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
