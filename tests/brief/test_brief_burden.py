"""The section on who carries it: shares that add up to 100 %, unknowns as words."""

from __future__ import annotations

import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.assessment import Burden, Carrier, Caveat, Conflict, Needed
from placet.brief.compose import compose
from placet.brief.sections.burden import hundred
from placet.gates.verdict import Range


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_shares_in_whole_per_cent_add_up(shares: list[float]) -> None:
    """To 100, each within one of the exact share; or all to nothing where there is nothing."""
    found = hundred(shares)
    total = sum(shares)
    assert (100 if total else 0) == sum(found)
    assert all(abs(part - 100 * share / total) < 1 for part, share in zip(found, shares, strict=True) if total)


def carrier(name: str, share: float, **fields: object) -> Carrier:
    """Return an invented carrier."""
    given_: dict[str, object] = {
        "id": name, "title": name, "soldiers": 100 * share, "soldiers_share": share, "beds": 1.0, "beds_share": share,
        "instructors": 1.0, "instructors_share": share, "fewer": 1_234.0, "eur_less": 5e6, "bed_weeks": 400.0,
        "displaced": None, "displaced_unknown": 400.0,
    }  # fmt: skip
    return Carrier.model_validate(given_ | fields)


BURDEN = Burden(
    sentence="Poland hosts a third.",
    carriers=[
        carrier("Poland", 1 / 3),
        carrier("Spain", 1 / 3, displaced=Range(low=10, mid=20, high=30), displaced_unknown=0.0),
        carrier("Senders", 1 / 3, bed_weeks=0.0, displaced_unknown=0.0, fewer=0.0, eur_less=0.0),
    ],
    caveats=[
        Caveat(pool="p", title="Poland", people=Range(low=1, mid=2, high=3), inside="no", basis="stated",
               because=["pl-if"], sentence="Poland: its 1 to 3 instructors cannot go inside (stated)."),
    ],
    caveat_sentence="One group of instructors is not counted inside.",
    displacement_sentence="The plan displaces 10 to 30 bed-weeks; for 400 it is unknown.",
    comparison="Elsewhere it was a quarter.",
    comparison_source="An auditor",
    comparison_address="https://example.org/audit",
    method="Two plans.",
)  # fmt: skip


@pytest.fixture
def section() -> str:
    """Return the section as Markdown."""
    text = compose(invented.assessment(plan=invented.plan(burden=BURDEN))).markdown()
    return text.partition("Who carries it\n")[2].partition("\n## ")[0]


def test_the_table_of_those_who_carry_it(section: str) -> None:
    """Whole per cent, and words for what is not known or does not apply."""
    assert "| Poland | 34 % | 34 % | 34 % | 1,230 | EUR 5 million | unknown |" in section
    assert "| Spain | 33 % | 33 % | 33 % | 1,230 | EUR 5 million | 20 (10 to 30) |" in section
    assert "| Senders | 33 % | 33 % | 33 % | 0 | nothing | hosts none |" in section


def test_caveats_with_their_claims_and_what_hosts_give_up(section: str) -> None:
    """Each with its source."""
    assert "- Poland: its 1 to 3 instructors cannot go inside (stated). [" in section
    assert "(#c-pl-if)" in section
    assert "The plan displaces 10 to 30 bed-weeks; for 400 it is unknown." in section
    assert "[An auditor](https://example.org/audit)" in section


def test_what_cannot_hold_together_is_a_table_with_lines() -> None:
    """In the section on what is delivered."""
    needed = [
        Needed(what="the target", where="programme.target.soldiers", file="dossier.yaml", line=12, figure="60,000"),
        Needed(what="soldiers who arrive", where="programme.intake.soldiers", file="programme/intake.csv", line=2,
               figure="10 soldiers a week"),
    ]  # fmt: skip
    found = Conflict(sentence="These 2 cannot hold together.", needed=needed, reachable=9.0)
    text = compose(invented.assessment(plan=invented.plan(infeasible="Too many.", conflict=found))).markdown()
    assert "These 2 cannot hold together." in text
    assert "| soldiers who arrive | 10 soldiers a week | programme/intake.csv:2 programme.intake.soldiers |" in text
