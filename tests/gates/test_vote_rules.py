"""A dossier's own rule, prices of members, and opt-outs, as the verdict takes them."""

from datetime import date

import pytest
from test_vote_verdict import CODES, DAY, DECLARED, NO, YES, folder

from placet.dossier.rules import rule_of
from placet.dossier.schema import OwnRule, Proposal
from placet.dossier.voters import opted_out
from placet.gates.standing import voters
from placet.gates.vote import vote_verdict
from placet.gates.waiting import with_odds

TWO_THIRDS = {
    "title": "Two thirds with the large three",
    "article": "Rules of the contact group, paragraph 4",
    "assumed": "for the test",
    "formula": {
        "all_of": [
            {"count": "members", "at_least": "2/3", "title": "members in favour"},
            {"any_of": [
                {"count": "members", "at_least": 2, "among": ["DE", "FR", "IT"]},
                {"not": {"count": "members", "at_least": 1, "of": ["no"]}},
            ]},
        ]
    },
}  # fmt: skip


def with_own(stances, **more):
    """Return a dossier whose proposal is put to a rule of its own."""
    found = folder(stances, rule="ours")
    proposals = {"p": found.dossier.proposals["p"].model_copy(update=more)}
    rules = {"ours": OwnRule.model_validate(TWO_THIRDS)}
    object.__setattr__(found, "dossier", found.dossier.model_copy(update={"rules": rules, "proposals": proposals}))
    return found


def test_a_rule_of_the_dossier_decides_its_proposal():
    eighteen = dict.fromkeys(CODES[:18], YES)
    assert {"DE", "FR"} <= set(CODES[:18])
    verdict = vote_verdict(with_own(eighteen), "p", DAY)
    assert ("open", "ours", "Rules of the contact group, paragraph 4") == (verdict.state, verdict.rule, verdict.article)
    assert [18, 2, 1] == [criterion.needed for criterion in verdict.criteria]


def test_a_rule_of_the_dossier_can_shut_the_gate():
    verdict = vote_verdict(with_own(dict.fromkeys(CODES, YES) | {"DE": NO, "FR": NO, "IT": DECLARED}), "p", DAY)
    assert "shut" == verdict.state
    assert [["DE", "FR"], ["DE", "IT"], ["FR", "IT"]] == sorted(verdict.blocking)


def test_only_groups_that_stop_it_by_what_they_said_are_named():
    """Two abstentions of large members leave the second door open: nobody says no."""
    verdict = vote_verdict(with_own(dict.fromkeys(CODES, YES) | {"DE": DECLARED, "FR": DECLARED}), "p", DAY)
    assert ("open", []) == (verdict.state, verdict.blocking)


def test_the_chance_follows_the_dossiers_rule():
    verdict = with_odds(with_own({"LT": YES}), vote_verdict(with_own({"LT": YES}), "p", DAY), DAY, 1)
    assert verdict.chance.independent.mid > 0.9


def test_a_shipped_rule_is_found_by_its_name():
    assert "cfsp-unanimity" == rule_of(folder({}).dossier, "cfsp-unanimity").id


def test_prices_order_the_ways_and_stand_in_the_sentence():
    """Three refuse under a qualified majority that lacks one member: the cheapest is won first."""
    against = ["DE", "FR", "IT", "ES"]
    costs = {"DE": {"price": 5, "assumed": "x"}, "ES": {"price": 0.5, "assumed": "x"}}
    found = folder(dict.fromkeys(CODES, YES) | dict.fromkeys(against, NO), rule="qualified-majority")
    plain = vote_verdict(found, "p", DAY)
    written = found.dossier.proposals["p"].model_dump(by_alias=True) | {"costs": costs}
    proposals = {"p": Proposal.model_validate(written)}
    object.__setattr__(found, "dossier", found.dossier.model_copy(update={"proposals": proposals}))
    priced = vote_verdict(found, "p", DAY)
    assert plain.paths[0].cost is None
    assert {"vote.ES": "yes"} == priced.paths[0].changes
    assert 1.5 == priced.paths[0].cost
    assert "at a cost of 1.5" in priced.paths[0].sentence
    assert [path.cost for path in priced.paths if path.changes] == sorted(p.cost for p in priced.paths if p.changes)


@pytest.mark.parametrize(("day", "military", "number"), [
    (date(2022, 6, 30), True, 26), (date(2022, 7, 1), True, 27), (date(2022, 6, 30), False, 27),
])  # fmt: skip
def test_denmark_stood_outside_defence_until_july_2022(day, military, number):
    """Protocol 22, Art. 5; the referendum of 1 June 2022."""
    proposal = folder({}).dossier.proposals["p"].model_copy(update={"military": military})
    assert number == len(voters(proposal, day))
    assert (27 - number) == len(opted_out(proposal, day))


def test_a_vote_before_july_2022_says_who_stood_outside_and_passes_without_it():
    found = folder(dict.fromkeys([c for c in CODES if c != "DK"], YES), proposed="2021-08-29")
    written = found.dossier.proposals["p"].model_dump(by_alias=True)
    for dated in written["stances"].values():
        dated[0]["since"] = date(2022, 1, 1)
    proposals = {"p": Proposal.model_validate(written | {"military": True})}
    object.__setattr__(found, "dossier", found.dossier.model_copy(update={"proposals": proposals}))
    verdict = vote_verdict(found, "p", date(2022, 6, 1))
    assert ("open", 26, ["DK"]) == (verdict.state, len(verdict.members), list(verdict.opted_out))
    assert "Edinburgh" in verdict.opted_out["DK"]
    assert "unknown" == vote_verdict(found, "p", date(2022, 7, 1)).state
