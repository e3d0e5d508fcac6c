"""How long a proposal waits by past files: curves that a chance allows, and words that say on what they rest."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from placet import votes
from placet.data import table
from placet.dossier.changes import changed
from placet.gates.vote import vote_verdict
from placet.gates.waiting import ROUTES, SPAN_DAYS, fitted, opening_odds, with_odds, with_waiting
from placet.votes.record import past_decisions

DAY = date(2026, 5, 18)
PROPOSAL = "inside-after-ceasefire"


@pytest.fixture(scope="module")
def odds(flagship):
    """Return the opening odds of the flagship's vote on its last day."""
    return opening_odds(flagship, "vote", DAY)


def test_the_shipped_record_can_be_read_whole_and_names_its_sources():
    records = table("decisions")["decision"]
    used, left_out = votes.decisions_from(records)
    assert (72, ()) == (len(used), left_out)
    assert all(record["source"] for record in records)


def test_the_curves_never_fall_and_lie_in_order(odds):
    for curve in (odds.low, odds.mid, odds.high):
        assert (SPAN_DAYS + 1,) == curve.shape
        assert (np.diff(curve) >= 0).all()
        assert 0 <= curve[0]
        assert curve[-1] <= 1
    assert (odds.low <= odds.mid).all()
    assert (odds.mid <= odds.high).all()
    assert pytest.approx(1 - odds.mid[-1]) == odds.never.mid
    assert odds.never.low <= odds.never.mid <= odds.never.high


def test_the_routes_are_the_chance_of_the_last_day(odds):
    adopting = sum(odds.routes[route] for route in ROUTES if route not in ("smaller group", "never"))
    assert pytest.approx(odds.mid[-1], abs=1e-9) == adopting
    assert sum(odds.routes.values()) <= 1


def test_before_the_proposal_nothing_is_said(flagship):
    assert opening_odds(flagship, "vote", date(2025, 7, 31)) is None


def test_a_vote_that_passes_is_open_from_the_first_day(flagship):
    everybody = {f"vote.{code}": "yes" for code in (m.code for m in votes.members(DAY))}
    folder = replace(flagship, dossier=changed(flagship.dossier, everybody, DAY).dossier)
    found = opening_odds(folder, "vote", DAY)
    assert ("decided", 1.0, 0.0) == (found.kind, found.mid[0], found.never.mid)


def test_nothing_that_was_decided_later_plays_a_part():
    known = [decision for decision in past_decisions() if decision.proposed < date(2022, 10, 17)]
    assert len(known) == fitted(date(2022, 10, 17), plain=False)[0].decisions < 72


def test_too_few_past_files_say_nothing():
    assert fitted(date(2016, 1, 1), plain=False) is None


def test_the_view_repeats_the_curves(flagship, odds):
    view = with_waiting(flagship, vote_verdict(flagship, PROPOSAL, DAY), DAY).waiting
    assert [30, 90, 180, 365] == [row.within_days for row in view.odds]
    for row in view.odds:
        assert row.adopted.mid == odds.mid[row.within_days]
        assert pytest.approx(1, abs=1e-6) == sum(row.routes.values()) + row.still_open
    assert f"waited {view.waited_days} days" in view.sentence
    assert (262, 72, "csdp-mission", True) == (view.waited_days, view.files, view.like, view.against)


def test_a_decided_vote_has_no_waiting(flagship):
    verdict = with_odds(flagship, vote_verdict(flagship, "created-2022", DAY), DAY, 1)
    assert (None, None, []) == (verdict.waiting, verdict.chance, verdict.asking)


def test_a_standing_refusal_slows_the_file(flagship):
    without = replace(flagship, dossier=changed(flagship.dossier, {"vote.HU": "yes"}, DAY).dossier)
    assert opening_odds(flagship, "vote", DAY).mid[180] < opening_odds(without, "vote", DAY).mid[180]
