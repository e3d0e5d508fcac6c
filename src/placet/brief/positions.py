"""How the positions of members are worded, signed and ordered; where each member sits on the grid."""

from __future__ import annotations

from placet.gates.verdict import Position

WORDS: dict[Position, str] = {
    "yes": "yes", "if": "yes, if", "abstain": "abstains", "declared": "abstains with a declaration", "no": "no",
    "unclear": "unclear", "unknown": "unknown",
}  # fmt: skip
"""Each position in the order in which it is counted and listed."""

SIGNS: dict[Position, str] = {
    "yes": "✓", "if": "if", "abstain": "abs.", "declared": "decl.", "no": "×", "unclear": "~", "unknown": "?",
}  # fmt: skip
"""A sign beside the colour, for those who do not see the colour."""

GRID: dict[str, tuple[int, int]] = {
    "SE": (0, 6), "FI": (0, 7),
    "DK": (1, 4), "EE": (1, 7),
    "IE": (2, 0), "NL": (2, 3), "DE": (2, 4), "PL": (2, 5), "LV": (2, 7),
    "BE": (3, 2), "LU": (3, 3), "AT": (3, 4), "CZ": (3, 5), "SK": (3, 6), "LT": (3, 7),
    "FR": (4, 2), "SI": (4, 4), "HR": (4, 5), "HU": (4, 6), "RO": (4, 7),
    "PT": (5, 0), "ES": (5, 1), "IT": (5, 4), "BG": (5, 7),
    "MT": (6, 4), "EL": (6, 6), "CY": (6, 7),
}  # fmt: skip
"""Row and column of each member of the EU on a grid of 7 rows and 8 columns."""


def place(code: str, spare: int) -> tuple[int, int]:
    """Return row and column of a voter; voters outside the grid follow below it, the `spare`-th first."""
    return GRID.get(code, (7 + spare // 8, spare % 8))
