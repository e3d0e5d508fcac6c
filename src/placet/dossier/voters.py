"""Who votes on a proposal."""

from __future__ import annotations

from placet import data
from placet.dossier.schema import Proposal

# What people and other standards write for the Council's codes.
OTHER_CODES = {"GR": "EL"}


def union() -> dict[str, str]:
    """Return the members of the European Union: the name for each code, as the Council writes it."""
    return dict(data.table("members")["names"])


def voters(proposal: Proposal) -> list[str]:
    """Return the codes of those who vote on a proposal, in alphabetical order."""
    return sorted(union()) if proposal.voters == "EU27" else sorted(proposal.voters)
