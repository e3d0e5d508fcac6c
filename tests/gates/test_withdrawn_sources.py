"""What rests on a withdrawn source alone counts from that day on no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from placet.dossier.read import Folder
from placet.dossier.stances import claims_known, published_days
from placet.gates.vote import vote_verdict

DAY = date(2026, 3, 14)


def with_withdrawal(folder: Folder, name: str, day: date) -> Folder:
    """Return a dossier in which a source was withdrawn on a day."""
    source = folder.sources[name]
    head = source.head.model_copy(update={"withdrawn": day})
    return replace(folder, sources={**folder.sources, name: replace(source, head=head)})


def test_a_position_falls_away_with_the_only_source_behind_it(good):
    proposal, member, stance = next(
        (name, member, stances[0])
        for name, proposal in good.dossier.proposals.items()
        for member, stances in proposal.stances.items()
        if len(stances) == 1 and stances[0].because and stances[0].stance in ("yes", "no")
    )
    folder = good
    for claim in stance.because:
        folder = with_withdrawal(folder, good.dossier.claims[claim].in_, DAY)

    def position(of: Folder, day: date) -> str:
        return next(m.position for m in vote_verdict(of, proposal, day).members if m.member == member)

    before = date.fromordinal(DAY.toordinal() - 1)
    assert position(good, before) == position(folder, before)
    assert "unknown" == position(folder, DAY) != position(good, DAY)
    assert not set(stance.because) & set(claims_known(folder, DAY))
    assert set(stance.because) <= set(claims_known(folder, before))
    assert published_days(good) == published_days(folder)
