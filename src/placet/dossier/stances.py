"""What was known on a day: claims by the publication of their source, stances by their day and their claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from placet.dossier.schema import Claim, Dossier, Proposal, Stance
from placet.dossier.sources import SourceText


class Holding(Protocol):
    """Anything that holds a dossier and its sources: a `Folder`."""

    @property
    def dossier(self) -> Dossier: ...
    @property
    def sources(self) -> Mapping[str, SourceText]: ...


def published_days(folder: Holding, as_of: date | None = None) -> dict[str, date]:
    """Return for each claim the day on which its source was published.

    With `as_of` the claims are left out whose source had been withdrawn by that day: they count no more.
    """
    return {
        name: folder.sources[claim.in_].head.published
        for name, claim in folder.dossier.claims.items()
        if claim.in_ in folder.sources and not (as_of and is_withdrawn(folder.sources[claim.in_], as_of))
    }


def is_withdrawn(source: SourceText, as_of: date) -> bool:
    """Whether a source's publisher had withdrawn it by a day."""
    return source.head.withdrawn is not None and source.head.withdrawn <= as_of


def claims_known(folder: Holding, as_of: date) -> dict[str, Claim]:
    """Return the claims that were published by a day and not withdrawn by it, in the order of the dossier."""
    published = published_days(folder, as_of)
    return {
        name: claim for name, claim in folder.dossier.claims.items() if name in published and published[name] <= as_of
    }


def known(because: Iterable[str], as_of: date, published: Mapping[str, date]) -> bool:
    """Whether something was known by a day: it names no claim, or one of its claims was published by then."""
    claims = list(because)
    return not claims or any(claim in published and published[claim] <= as_of for claim in claims)


def stance_on(proposal: Proposal, member: str, as_of: date, published: Mapping[str, date]) -> Stance | None:
    """Return a member's position on a proposal as known on a day, or nothing when there is none.

    Parameters
    ----------
    proposal
        The version of what is to be decided.
    member
        The member's code.
    as_of
        The cut of knowledge.
    published
        For each claim the day of its publication: `published_days(folder, as_of)`.
    """
    dated = proposal.stances.get(member, proposal.others)
    return next((one for one in dated if one.since <= as_of and known(one.because, as_of, published)), None)
