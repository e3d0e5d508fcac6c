"""What an assessment rests on: claims, disagreeing figures, assumptions, the unknown and the stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from placet import ledger
from placet.assess import assess
from placet.units import Range

DAY = date(2026, 5, 18)


def test_every_claim_comes_with_its_source(flagship, gates_only):
    """Quote, publisher, day and address; none of a later day."""
    assert gates_only.claims == ledger.claim_views(flagship, DAY)
    for name, view in gates_only.claims.items():
        source = flagship.sources[view.source]
        assert (name, source.head.publisher, source.head.address) == (view.id, view.publisher, view.address)
        assert " ".join(view.quote.split()) in " ".join(source.text.split())
        assert view.published <= DAY


def test_no_claim_is_known_before_its_source(flagship):
    """The number grows with the day, from none to all."""
    days = [date(2014, 1, 1), date(2022, 10, 17), date(2025, 8, 29), date(2026, 5, 18)]
    numbers = [len(ledger.claim_views(flagship, day)) for day in days]
    assert 0 == numbers[0] < numbers[1] < numbers[2] < numbers[3] == len(flagship.dossier.claims)


def test_figures_that_disagree_stand_side_by_side(flagship):
    """The number of soldiers trained: the values published by the day, and how far the newest lie apart."""
    (trained,) = [f for f in ledger.figure_views(flagship, date(2025, 8, 29)) if f.id == "trained-total"]
    assert trained.sentence.startswith("Soldiers trained by the mission: more than 80,000 (29 August 2025); ")
    others = {v.amount for v in trained.values if v.day >= date(2024, 8, 29)} - {80_000}
    assert all(f"{amount:,.0f}" in trained.sentence for amount in others)
    assert trained.sentence.endswith("never averaged.")
    assert {75_000, 80_000} <= {v.amount for v in trained.values}
    assert all(v.because for v in trained.values)


def test_a_figure_of_which_nothing_was_published_is_not_shown(flagship):
    """Before the first source."""
    assert [] == ledger.figure_views(flagship, date(2014, 1, 1))


def test_figures_that_agree_say_so(good):
    """One value."""
    (one,) = ledger.figure_views(good, DAY)
    assert "Soldiers trained: more than 80,000 (1 March 2026)." == one.sentence


def test_every_figure_of_the_programme_is_assumed_or_sourced(gates_only):
    """Never both, each with a reason or with claims."""
    assumed = {a.where for a in gates_only.assumed}
    sourced = {s.where for s in gates_only.sourced}
    assert not assumed & sourced
    assert all(a.why for a in gates_only.assumed)
    assert {
        "programme.target.soldiers",
        "programme.intake.soldiers",
        "programme.sites.poland.beds",
        "programme.sites.ukraine-west.opens",
        "ceasefire.readings.ninety",
    } <= assumed
    assert {"programme.courses.basic.lasts", "programme.money.common-costs-0.amount"} <= sourced
    assert "programme.sites.poland.in" not in sourced, "a place is no figure"


def test_an_assumption_says_its_figure(gates_only):
    """As it is written in the dossier."""
    figures = {a.where: a.figure for a in gates_only.assumed}
    assert "800 to 1,200 soldiers a week" == figures["programme.intake.soldiers"]
    assert "60 to 180 days after the gates open" == figures["programme.sites.ukraine-west.opens"]
    assert "?" not in figures.values()


def test_figures_are_written_as_people_write_them():
    """Ranges, points, lists, words."""
    assert "700 to 1,000 beds" == ledger.written(Range(700, 850, 1000), "beds")
    assert "5" == ledger.written(Range.point(5), "")
    assert "106,700,001 EUR" == ledger.written(Range.point(106_700_001), "EUR")
    assert "basic, leader" == ledger.written(["basic", "leader"], "")
    assert "unknown" == ledger.written("unknown", "")


def test_the_unknown_is_said(flagship, gates_only):
    """Who said nothing, who spoke beside the point, what nobody observed."""
    said = " ".join(gates_only.unknown)
    assert "nothing was found from eight members: BE, CY, CZ, FI, LU, MT, PT and SI." in said
    assert "Eleven members have spoken near the subject but not on it:" in said
    assert "no day after 5 April 2026 had been observed" in said
    assert "Whether they may teach inside Ukraine is unknown, and counts as no in the plan: Germany," in said
    after = assess(flagship, as_of="2026-11-16", with_plan=False)
    assert after.gates["mandate"].sentence in after.unknown


def test_what_was_to_be_looked_at_again_is_stale_from_its_day(flagship):
    """Hungary's position, from 14 April 2026."""
    before, after = (assess(flagship, as_of=day, with_plan=False).stale for day in ("2026-04-13", "2026-04-14"))
    assert [] == before
    assert after[0].startswith("The position of Hungary was to be checked by 14 April 2026.")


def test_news_that_nobody_has_read_are_counted(good):
    """Six days after the last day read; not on the day itself."""
    assert [] == ledger.stale(good, {}, date(2026, 5, 18))
    assert ["The news has been read up to 18 May 2026: six days are missing."] == ledger.stale(
        good, {}, date(2026, 5, 24)
    )


def test_without_a_programme_nothing_is_assumed_of_one(good):
    """Only of the readings."""
    without = replace(good, dossier=good.dossier.model_copy(update={"programme": None}))
    assert ["quiet.readings.week"] == [a.where for a in ledger.assumptions(without)]
    assert [] == ledger.sourced_figures(without, DAY)
