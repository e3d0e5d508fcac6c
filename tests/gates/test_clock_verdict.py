"""A gate of the calendar: its edges, what is known of it on a day, and its words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.dossier.read import Folder
from placet.dossier.schema import Dossier
from placet.gates.joint import clause, gate_verdict

FIRST = date(2022, 11, 15)


def folder(*periods: tuple[str, str], after: str = "unknown") -> Folder:
    """Return a dossier in memory whose only gate is open in these periods."""
    gate = {
        "kind": "clock",
        "title": "The mandate",
        "asks": "Does it run?",
        "open": [{"since": since, "until": until, "because": []} for since, until in periods],
        "after": after,
    }
    dossier = {
        "placet": 1,
        "title": "A case",
        "asks": "When?",
        "read_until": "2026-05-18",
        "claims": {},
        "proposals": {},
        "gates": {"mandate": gate},
        "opens": {"all": ["mandate"]},
    }
    return Folder(Path("memory"), Dossier.model_validate(dossier), {}, {}, [], {})


def verdict(day: str, *periods: tuple[str, str], after: str = "unknown"):
    """Return what the gate says on a day."""
    return gate_verdict(folder(*periods, after=after), "mandate", date.fromisoformat(day))


TERM = ("2022-11-15", "2024-11-15")
NEXT = ("2024-11-15", "2026-11-15")


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        ("2022-11-14", "shut", None),
        ("2022-11-15", "open", 731),
        ("2024-11-14", "open", 1),
        ("2024-11-15", "unknown", None),
    ],
)
def test_a_term_is_half_open(day, state, left):
    """Its first day is in it, its last is not."""
    said = verdict(day, TERM)
    assert (state, left) == (said.state, said.days_left)


@pytest.mark.parametrize("after", ["shut", "unknown"])
def test_after_the_last_term_it_is_what_the_dossier_says(after):
    """Nobody guesses a renewal, nor that there was none."""
    said = verdict("2025-01-01", TERM, after=after)
    assert (after, date(2024, 11, 15)) == (said.state, said.until)
    words = {
        "shut": "The mandate ended on 15 November 2024.",
        "unknown": "The last known term of the mandate ended on 15 November 2024; no later one was found.",
    }
    assert words[after] == said.sentence


def test_a_term_that_is_extended_without_a_gap_runs_on():
    """As on 9 November 2024: six days of the old term were left, and two years of the new one were decided."""
    said = verdict("2024-11-09", TERM, NEXT)
    assert (date(2026, 11, 15), 736) == (said.until, said.days_left)
    assert "The mandate runs until 15 November 2026: 736 days left." == said.sentence


def test_a_term_after_a_gap_does_not_lengthen_the_first():
    """It starts again on its own day."""
    later = ("2025-01-01", "2026-01-01")
    assert date(2024, 11, 15) == verdict("2024-11-09", TERM, later).until
    gap = verdict("2024-12-01", TERM, later)
    assert ("shut", "The mandate starts on 1 January 2025.") == (gap.state, gap.sentence)


def test_before_anything_was_published_it_did_not_exist():
    """No period at all."""
    said = verdict("2022-01-01")
    assert "shut" == said.state
    assert "The mandate did not exist yet on 1 January 2022, as far as was published." == said.sentence


def test_the_extension_of_2024_is_known_from_its_publication(flagship):
    """On 8 November 2024 the mandate of EUMAM Ukraine was extended by two years; a week before nobody could say so."""
    before = gate_verdict(flagship, "mandate", date(2024, 11, 1))
    after = gate_verdict(flagship, "mandate", date(2024, 11, 10))
    assert (date(2024, 11, 15), 14) == (before.until, before.days_left)
    assert date(2026, 11, 15) == after.until
    assert after.because


DAYS = st.dates(FIRST, FIRST + timedelta(days=2000))


@settings(max_examples=200, deadline=None)
@given(day=DAYS, cuts=st.lists(DAYS, max_size=6, unique=True), after=st.sampled_from(["shut", "unknown"]))
def test_the_words_never_contradict_the_state(day, cuts, after):
    """Open exactly within a period, with days left; never open after the last."""
    edges = sorted(cuts)[: len(cuts) // 2 * 2]
    periods = [(str(a), str(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    said = verdict(str(day), *periods, after=after)
    inside = any(a <= str(day) < b for a, b in periods)
    assert inside == (said.state == "open") == (said.days_left is not None)
    assert inside == ("left" in said.sentence) == ("runs for another" in clause(said))
    if said.days_left is not None:
        assert 0 < said.days_left == (said.until - day).days
    if periods and not inside and str(day) > periods[-1][1]:
        assert after == said.state
