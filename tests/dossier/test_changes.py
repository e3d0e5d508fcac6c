"""What-if changes of a dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from placet.dossier.changes import changed
from placet.dossier.read import Folder, read
from placet.dossier.stances import claims_known, published_days, stance_on
from placet.errors import UsageError
from placet.units import Range

GOOD = Path(__file__).resolve().parent.parent / "bad_dossiers" / "good"
DAY = date(2026, 5, 18)


@pytest.fixture(scope="module")
def folder() -> Folder:
    """Return the good dossier."""
    return read(GOOD)


@pytest.mark.parametrize(
    ("written", "stance", "conditions", "declared"),
    [
        ("yes", "yes", [], False),
        ("no", "no", [], False),
        ("abstain", "abstain", [], False),
        ("abstain declared", "abstain", [], True),
        ("unclear", "unclear", [], False),
        ("unknown", "unknown", [], False),
        ("yes if a truce holds; no troops of ours", "yes", ["a truce holds", "no troops of ours"], False),
    ],
)
def test_a_position_is_put_before_the_others(
    folder: Folder, written: str, stance: str, conditions: list[str], declared: bool
) -> None:
    """It counts from the day of the change and says that it is one."""
    after = changed(folder.dossier, {"vote.HU": written}, DAY)
    now = stance_on(after.dossier.proposals["mission"], "HU", DAY, published_days(folder))
    assert now is not None
    assert (stance, conditions, declared, DAY, "what-if") == (now.stance, now.if_, now.declared, now.since, now.note)
    assert {("vote", "HU")} == after.members
    assert "no" == folder.dossier.proposals["mission"].stances["HU"][0].stance


def test_a_member_of_the_others_is_changed_alone(folder: Folder) -> None:
    """A recorded vote names the others together; changing one leaves the rest."""
    proposal = folder.dossier.proposals["mission"]
    others = proposal.model_copy(update={"others": proposal.stances["LT"]})
    dossier = folder.dossier.model_copy(update={"proposals": {"mission": others}})
    after = changed(dossier, {"vote.PL": "no"}, DAY).dossier.proposals["mission"]
    assert ["no", "yes"] == [one.stance for one in after.stances["PL"]]
    assert "DE" not in after.stances


def test_readings_clocks_and_states_are_set(folder: Folder) -> None:
    """One change after the other."""
    after = changed(folder.dossier, {"quiet.reading": "week", "mandate.until": "2027-01-01", "quiet": "open"}, DAY)
    gate = after.dossier.gates["mandate"]
    assert gate.kind == "clock"
    assert date(2027, 1, 1) == gate.open[-1].until
    assert {"quiet": "open"} == after.forced


def test_figures_of_the_programme_are_read_as_in_the_file(folder: Folder) -> None:
    """With their units; a closed site is gone."""
    changes = {"programme.sites.west.beds": "100 to 300 beds", "programme.horizon": "40 months"}
    programme = changed(folder.dossier, changes, DAY).dossier.programme
    assert programme is not None
    assert Range(100, 200, 300) == programme.sites["west"].beds
    assert 40 == programme.horizon
    closed = changed(folder.dossier, {"programme.sites.west": "closed"}, DAY).dossier.programme
    assert closed is not None
    assert {} == closed.sites


def test_a_scenario_stands_for_its_changes(folder: Folder) -> None:
    """The same dossier as with its changes written out."""
    assert changed(folder.dossier, folder.dossier.scenarios["sooner"], DAY) == changed(
        folder.dossier, {"scenario": "sooner"}, DAY
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"vte.HU": "no"},
            "unknown change 'vte'; did you mean 'vote'?\n"
            "there is 'vote', 'quiet', 'mandate', 'programme' and 'scenario'",
        ),
        (
            {"vote.HU": "nay"},
            "unknown position 'nay'\n"
            "there is 'yes', 'no', 'abstain', 'abstain declared', 'unclear', 'unknown' and 'yes if CONDITION'",
        ),
        ({"quiet.reading": "month"}, "unknown reading 'month'\nthere is 'week'"),
        (
            {"quiet.reader": "x"},
            "unknown part of the gate 'quiet': 'reader'; did you mean 'reading'?\nthere is 'reading'",
        ),
        ({"vote": "opened"}, "'vote=opened': a gate is set to 'open', 'shut' or 'unknown'; did you mean 'open'?"),
        (
            {"mandate.until": "soon"},
            "'mandate.until=soon': 'soon' is not a day; write it as year-month-day, like 2026-05-18",
        ),
        (
            {"mandate.until": "2025-01-01"},
            "'mandate.until=2025-01-01': the period begins on 2026-01-01, so it must end later",
        ),
        (
            {"scenario": "hungary"},
            "unknown scenario 'hungary'; did you mean 'hungary-abstains'?\nthere is 'hungary-abstains' and 'sooner'",
        ),
        ({"programme.sites.wst": "closed"}, "unknown site 'wst'; did you mean 'west'?\nthere is 'west'"),
        (
            {"programme.sites.west.beds": "100 bds"},
            "'programme.sites.west.beds=100 bds': unknown unit 'bds': write it like `90 beds`; did you mean 'beds'?",
        ),
        ({"programme.sites": "closed"}, "'programme.sites=closed': name the site: programme.sites.SITE=closed"),
        ({"programme.courses.basic.needs": "x"}, "'programme.courses.basic.needs=x': only figures can be changed here"),
        ({"programme.horizon.x": "1"}, "programme.horizon has no parts: it is a figure and can be set as a whole"),
        ({"programme": "x"}, "'programme' is changed by its parts, like programme.sites.SITE=closed"),
    ],
)
def test_an_unknown_name_says_what_there_is(folder: Folder, change: dict[str, str], message: str) -> None:
    """The full text of each message."""
    with pytest.raises(UsageError) as stop:
        changed(folder.dossier, change, DAY)
    assert message == str(stop.value)


def test_an_endless_condition_is_refused(folder: Folder) -> None:
    with pytest.raises(UsageError) as caught:
        changed(folder.dossier, {"vote.HU": "yes if " + "x" * 5_000}, DAY)
    assert f"'yes if {'x' * 53}…': string should have at most 2000 characters" == str(caught.value)


def test_greece_is_el(folder: Folder) -> None:
    """The code that people write leads to the Council's."""
    with pytest.raises(UsageError, match="did you mean 'EL'"):
        changed(folder.dossier, {"vote.GR": "yes"}, DAY)


def test_nothing_published_later_is_known(folder: Folder) -> None:
    """The paper of 1 March is known on 5 March, the speech of 10 March is not."""
    assert ["c-asked", "c-term"] == list(claims_known(folder, date(2026, 3, 5)))
    proposal = folder.dossier.proposals["mission"]
    published = published_days(folder)
    assert stance_on(proposal, "HU", date(2026, 3, 9), published) is None
    said = stance_on(proposal, "HU", date(2026, 3, 10), published)
    assert said is not None
    assert "no" == said.stance
    assert stance_on(proposal, "PL", DAY, published) is None


def test_a_position_waits_for_its_first_publication(folder: Folder) -> None:
    """One whose claims were published later than its day is not used before; one without claims is."""
    proposal = folder.dossier.proposals["mission"]
    late = {"c-hu-no": date(2026, 4, 1)}
    assert stance_on(proposal, "HU", date(2026, 3, 31), late) is None
    assert stance_on(proposal, "HU", date(2026, 4, 1), late) is not None
    assert stance_on(proposal, "LT", date(2026, 3, 5), {}) is not None
