"""From any place of an assessment down to the quoted words."""

from __future__ import annotations

import pytest

from placet.errors import UsageError
from placet.why import places, why


def test_a_member_leads_to_its_words(gates_only):
    """Hungary's no: the newest claim first, each with quote, publisher and day."""
    claims = why(gates_only, "vote.HU")
    assert claims
    assert sorted([c.published for c in claims], reverse=True) == [c.published for c in claims]
    assert all(c.quote and c.publisher and c.address.startswith("http") for c in claims)
    assert {c.id for c in claims} == {
        c for m in gates_only.gates["vote"].members if m.member == "HU" for c in m.because
    }


@pytest.mark.parametrize(
    "place",
    [
        "vote",
        "vote.LT",
        "ceasefire",
        "ceasefire.week",
        "mandate",
        "proposals.created-2022",
        "proposals.created-2022.HU",
        "figures.trained-total",
        "programme.courses.basic.lasts",
        "about.logistics",
        "about.burden",
        "about.consequences",
        "c-unanimity",
    ],
)
def test_every_kind_of_place_leads_to_claims(gates_only, place):
    """Gate, member, reading, precedent, figure, figure of the programme, subject, claim."""
    assert why(gates_only, place)


def test_every_place_can_be_asked(assessment):
    """None raises; an assumption has no claim behind it, which is an answer too."""
    for place in places(assessment):
        assert all(c.id in assessment.claims for c in why(assessment, place))
    assert [] == why(assessment, "programme.sites.poland.beds")


def test_no_claim_is_out_of_reach(gates_only):
    """Every claim can be asked for by its own name and by its subject."""
    known = places(gates_only)
    for claim in gates_only.claims.values():
        assert claim.id in known[claim.id]
        assert claim.id in known[f"about.{claim.about}"]


@pytest.mark.parametrize(
    ("place", "near"),
    [("vote.HUN", "'vote.HU'"), ("figures.trained", "'figures.trained-total'"), ("mandat", "'mandate'")],
)
def test_an_unknown_place_is_refused_with_the_nearest(gates_only, place, near):
    """What there is, and how places are written."""
    with pytest.raises(UsageError) as stop:
        why(gates_only, place)
    assert str(stop.value).startswith(f"nothing is called {place!r} in this assessment")
    assert near in str(stop.value)
    assert "Try a gate, GATE.MEMBER" in str(stop.value)


def test_a_place_that_resembles_nothing_is_refused_all_the_same(gates_only):
    """Without a guess."""
    with pytest.raises(UsageError) as stop:
        why(gates_only, "§§§")
    assert "did you mean" not in str(stop.value)
