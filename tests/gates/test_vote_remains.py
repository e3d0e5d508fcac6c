"""What stays of a programme when some members stay away: sites, beds, instructors."""

from datetime import date

import pytest

from placet.dossier.voters import union
from placet.gates.remains import remains, shares
from placet.gates.verdict import Range
from placet.gates.vote import vote_verdict

DAY = date(2026, 5, 18)


@pytest.fixture(scope="module")
def programme(flagship):
    """Return the flagship's programme."""
    return flagship.dossier.programme


def without(programme, *gone):
    """Return what stays without some members."""
    return remains(programme, set(union()) - set(gone), gone, "Without some")


def test_a_member_known_to_send_nothing_leaves_no_gap(programme):
    found = without(programme, "HU")
    assert (8, 8, []) == (found.sites, found.sites_all, found.sites_lost)
    assert (1, 1) == (found.beds.low, found.instructors.high)


def test_a_host_takes_its_site_and_its_instructors_along(programme):
    found = without(programme, "PL")
    lost = programme.sites["poland"]
    beds = sum(site.beds.mid for site in programme.sites.values())
    assert [lost.title] == found.sites_lost
    assert pytest.approx(1 - lost.beds.mid / beds) == found.beds.high
    people = sum(pool.people.mid for pool in programme.instructors.values())
    assert pytest.approx(1 - programme.instructors["poland"].people.mid / people) == found.instructors.high


def test_what_is_not_known_makes_a_span(programme):
    found = without(programme, "PL")
    assert found.beds.low < found.beds.high
    assert found.instructors.low < found.instructors.high


def test_the_sites_of_the_host_stay_even_when_nobody_takes_part(programme):
    assert 2 <= without(programme, *union()).sites <= 3


def test_the_money_is_said_to_be_unknown(programme):
    assert "not sourced" in without(programme, "HU").money


def test_the_verdict_shows_the_refusers_and_the_willing(flagship):
    titles = [left.title for left in vote_verdict(flagship, "inside-after-ceasefire", DAY).remains]
    assert "Without HU" == titles[0]
    assert "(FR and LT)" in titles[-1]


@pytest.mark.parametrize(("low", "high", "said"), [(1, 1, "100 %"), (0.352, 0.758, "35 to 76 %"), (0, 0, "0 %")])
def test_shares_in_words(low, high, said):
    assert said == shares(Range(low=low, mid=(low + high) / 2, high=high))
