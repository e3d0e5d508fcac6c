"""Who votes on a proposal."""

from __future__ import annotations

from datetime import date

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


def opted_out(proposal: Proposal, on: date) -> dict[str, str]:
    """Return the members that took no part in such decisions on a day, each with why; nobody on a list of voters.

    Denmark stood outside decisions with defence implications until July 2022 (`data/members.toml`).
    """
    if proposal.voters != "EU27" or not proposal.military:
        return {}
    return {
        out["member"]: f"{out['article']}: {out['note']}"
        for out in data.table("members")["opt_outs"]
        if on < out["until"]
    }
