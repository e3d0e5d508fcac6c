"""The chance of a vote: an estimate beside the verdict, never in it."""

from dataclasses import replace
from datetime import date

import pytest

from placet import votes
from placet.gates.chance import chance, declared_block, with_chance
from placet.gates.vote import vote_verdict
from placet.gates.words import percent
from placet.units import Range

DAY = date(2026, 5, 18)


@pytest.fixture(scope="module")
def verdict(flagship):
    """Return the verdict of the main proposal of the flagship on its last day."""
    return vote_verdict(flagship, "inside-after-ceasefire", DAY)


@pytest.fixture(scope="module")
def said(verdict):
    """Return its chance."""
    return chance(verdict, DAY, 1)


def test_members_that_move_together_agree_more_often_under_unanimity(said):
    assert said.independent.low < said.independent.mid < said.independent.high
    assert said.independent.mid < said.correlated.mid < said.correlated.high < 1


def test_the_independent_chance_is_the_product_of_nobody_saying_no(verdict, said):
    """Declared abstentions are too few to stop anything, so only a no can."""
    expected = 1.0
    for member in verdict.members:
        age = (DAY - member.since).days if member.since else 0
        expected *= 1 - votes.stance_chances(member.position, age_days=age).chances["no"].mid
    assert expected == pytest.approx(said.independent.mid, abs=1e-4)


def test_the_basis_names_every_position_and_what_is_judgement(verdict, said):
    assert {m.position for m in verdict.members} == {row.position for row in said.stances}
    assert 27 == sum(row.members for row in said.stances)
    assert {"fitted", "judgement"} == {row.kind for row in said.stances}
    assert "mostly judgement" in said.sentence


def test_the_same_seed_gives_the_same_chance(verdict, said):
    assert said == chance(verdict, DAY, 1)


def test_a_decided_or_unproposed_vote_has_no_chance(flagship):
    decided = vote_verdict(flagship, "created-2022", date(2022, 10, 17))
    early = vote_verdict(flagship, "inside-after-ceasefire", date(2025, 7, 31))
    assert with_chance(decided, DAY, 1).chance is None
    assert with_chance(early, date(2025, 7, 31), 1).chance is None


def test_the_verdict_does_not_use_the_chance(verdict):
    told = with_chance(verdict, DAY, 1)
    assert (verdict.state, verdict.sentence) == (told.state, told.sentence)


def test_a_third_declaring_is_counted_at_the_upper_ends():
    """Of three members one is a third: the chance that at least one of them declares."""
    ends = {"declared": Range(0.0, 0.1, 0.2)}
    assert 1 - 0.8**3 == pytest.approx(declared_block({"AT": ends, "IE": ends, "MT": ends}))


@pytest.mark.parametrize(
    ("expected", "written"), [("below 1 %", 0.001), ("8 %", 0.083), ("above 99 %", 0.995), ("50 %", 0.5)]
)
def test_a_chance_is_never_written_as_certain(expected, written):
    assert expected == percent(written)


def test_members_that_do_not_vote_change_the_rule_as_they_change_the_tally(flagship):
    """Without Hungary a qualified majority is that of Art. 238(3) TFEU, in the chance as in the verdict."""
    proposal = flagship.dossier.proposals["inside-after-ceasefire"]
    others = [m.code for m in votes.members(DAY) if m.code != "HU"]
    some = proposal.model_copy(update={"rule": "qualified-majority", "voters": others})
    dossier = flagship.dossier.model_copy(update={"proposals": {"p": some}})
    verdict = vote_verdict(replace(flagship, dossier=dossier), "p", DAY)
    council = [m for m in votes.members(DAY) if m.code != "HU"]
    ways = {m.member: m for m in verdict.members}
    noes = {
        code: votes.stance_chances(m.position, age_days=(DAY - m.since).days if m.since else 0).chances
        for code, m in ways.items()
    }
    chances = {code: 1 - sum(ends[p].mid for p in ends) for code, ends in noes.items()}
    expected = votes.odds(votes.rule("qualified-majority"), council, chances, all_take_part=False).chance
    assert expected == pytest.approx(chance(verdict, DAY, 1).independent.mid, abs=1e-6)
