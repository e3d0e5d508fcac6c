"""The positions that a member can take in a vote."""

from __future__ import annotations

from typing import Literal, get_args

Position = Literal["yes", "abstain", "declared", "no", "absent", "not-participating"]
"""`declared`: an abstention qualified by a formal declaration (Art. 31(1) TEU); `absent`: neither present nor
represented; `not-participating`: no vote at all, the member and its population do not count."""

POSITIONS: tuple[Position, ...] = get_args(Position)
VOTING: tuple[Position, ...] = tuple(position for position in POSITIONS if position != "not-participating")
SUPPORT: dict[Position, int] = {"no": 0, "declared": 1, "abstain": 2, "absent": 2, "yes": 3}
"""How far a position lies from a no, in steps; a judgement that the default cost of a change rests on."""
