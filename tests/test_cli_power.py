"""`placet power`, and the bodies of `placet vote`."""

import json

import pytest
from test_cli_votes import said


def test_the_power_of_the_security_council(capsys):
    code, out, _ = said(["power", "un-security-council", "--day", "2026-05-18"], capsys)
    assert 0 == code
    assert [
        "United Nations Security Council, substantive decision (Art. 27(3) of the Charter of the United Nations); the"
        " United Nations Security Council, 15 members, 2026-05-18",
        "Power is a priori: every yes and no is equally likely. No verdict uses it.",
        "  Coleman's power to act: 0.0258789 of all coalitions win",
        "  winning coalitions: 848 of 32,768",
        "  minimal winning coalitions: 210",
        "  minimal blocking coalitions: 125; by size 1: 5, 7: 120",
        "",
        "member                          Banzhaf     share   Shapley   prevent  initiate",
        "CN, FR, RU, UK, US             0.051758  0.166929  0.196270  1.000000  0.026566",
        "10 members alike: E1 to E10    0.005127  0.016535  0.001865  0.099057  0.002632",
    ] == out.splitlines()


def test_the_power_of_the_qualified_majority_as_json(capsys):
    _, out, _ = said(["power", "qualified-majority", "--day", "2026-05-18", "--json"], capsys)
    told = json.loads(out)
    assert (17_768_052, 4_374_384) == (told["winning"], sum(told["minimal_winning_by_size"]))
    assert [0, 0, 0, 0, 516] == told["minimal_blocking_by_size"][:5]
    assert 14_152_316 == told["members"]["DE"]["swings"]
    assert pytest.approx(0.176327, abs=5e-7) == told["members"]["DE"]["shapley"]
    assert "No verdict uses it" in told["a_priori"]
    assert told["warning"] is None


def test_a_rule_that_can_never_pass_is_warned_about(capsys):
    words = ["power", "enhanced-cooperation-vote", "--taking-part", "AT,BE,BG", "--day", "2026-05-18"]
    code, out, _ = said(words, capsys)
    assert 0 == code
    assert (
        "warning: enhanced-cooperation-vote can never pass with these 3 members (members that take part: 9 needed, 3 at"
        " most); check its amounts"
    ) in out.splitlines()


def test_an_elected_member_stops_nothing_and_a_permanent_one_does(capsys):
    _, out, _ = said(["vote", "un-security-council", "E1=no", "--day", "2026-05-18"], capsys)
    assert "Adopted" == out.splitlines()[0]
    _, out, _ = said(["vote", "un-security-council", "RU=no", "--day", "2026-05-18"], capsys)
    assert "Not adopted" == out.splitlines()[0]
    _, out, _ = said(["vote", "un-security-council", "RU=abstain", "--day", "2026-05-18"], capsys)
    assert "Adopted" == out.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ["vote", "pesco", "MT=no", "--day", "2026-05-18"],
            "placet: MT has no vote: it takes no part in permanent structured cooperation\n",
        ),
        (
            ["vote", "enhanced-cooperation-vote", "--day", "2026-05-18"],
            "placet: enhanced-cooperation-vote: who takes part is not fixed; name them, like --taking-part"
            " AT,BE,BG,CY,CZ,DE,DK,EE,EL\n",
        ),
        (
            ["power", "pesco", "--taking-part", "AT", "--day", "2026-05-18"],
            "placet: pesco has a fixed membership; leave out who takes part\n",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(words, expected, capsys):
    assert (2, "", expected) == said(words, capsys)


def test_a_count_says_that_older_populations_stand_in(capsys):
    _, out, _ = said(["vote", "qualified-majority", "HU=no", "--day", "2022-10-17"], capsys)
    assert (
        "  populations: the 2018 set stands in, for the set in force on 17 October 2022 is not shipped"
        == out.splitlines()[-1]
    )


def test_a_large_body_is_not_searched_for_changes(capsys):
    noes = [f"M{seat}=no" for seat in range(1, 70)]
    _, out, _ = said(["vote", "un-general-assembly-two-thirds", *noes, "--day", "2026-05-18"], capsys)
    assert "Not adopted" == out.splitlines()[0]
    assert "  what would change it is not searched among 193 members" == out.splitlines()[-1]
