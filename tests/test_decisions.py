"""The log of decisions: a set of lines that only grows. Cut anywhere, shuffled, doubled, joined from two branches."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.decisions import (
    MOST_LINE_BYTES,
    Bad,
    Decision,
    NoDecision,
    Standing,
    decision_of,
    decisions,
    line,
    standing,
)

NO = Decision(
    decision="accept",
    by="Ann",
    at="2026-03-12T09:30:00.000000Z",
    suggestion="83daf62497aae398",
    source="2026-03-12-courier",
    sha256="0" * 64,
    start=10,
    end=13,
    quote="no…",
    fields={"claim": "r-hu", "member": "HU", "stance": "no", "if": []},
)

texts = st.text(max_size=20)
times = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
made = st.builds(
    Decision,
    decision=st.sampled_from(["accept", "reject", "merge", "undo"]),
    by=st.sampled_from(["Ann", "Bo", "Čeněk Ö."]),
    at=times,
    suggestion=st.sampled_from(["a", "b"]),
    source=texts,
    sha256=texts,
    start=st.integers(0, 9),
    end=st.integers(0, 9),
    quote=texts,
    fields=st.dictionaries(texts, texts | st.floats(allow_nan=False) | st.booleans() | st.lists(texts), max_size=3),
    into=texts,
    reason=texts,
    suggested_by=texts,
)


@st.composite
def logs(draw: st.DrawFn) -> list[Decision]:
    """Return decisions of which each may replace some that came before it."""
    found: list[Decision] = []
    for one in draw(st.lists(made, max_size=8)):
        seen = draw(st.lists(st.sampled_from([other.id for other in found]), max_size=2)) if found else []
        found.append(replace(one, replaces=tuple(seen)))
    return found


def written(log: list[Decision]) -> bytes:
    return b"".join(line(one) for one in log)


# A line


@settings(deadline=None)
@given(made)
def test_a_line_says_what_was_decided(one: Decision) -> None:
    """Whatever the words: emoji, line ends, letters that run from right to left, halves of pairs."""
    assert line(one).count(b"\n") == 1
    assert decision_of(line(one)[:-1]) == one


@settings(deadline=None)
@given(st.characters(codec="utf-8"))
def test_no_line_steers_a_terminal_or_ends_early(letter: str) -> None:
    """Control characters, separators of lines and marks of direction are escaped."""
    shown = line(replace(NO, quote=letter)).decode()
    hidden = "\x1b\x00\x07\x7f\x9b\u2028\u2029\u202e\u2066\ufeff\u200f\r\x85"
    assert not set(hidden) & set(shown)
    assert shown.splitlines() == [shown[:-1]]


def test_letters_of_every_script_stand_as_themselves() -> None:
    assert "Київ каже ні".encode() in line(replace(NO, quote="Київ каже ні"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"by": "Bo"}, "it was altered after it was written: its id is not that of what it says"),
        ({"fields": {"stance": "yes"}}, "it was altered after it was written: its id is not that of what it says"),
        ({"more": 1}, "it was altered after it was written: its id is not that of what it says"),
        ({"decision": "delete"}, "`decision` is one of accept, reject, merge, undo"),
        ({"start": True}, "`start` is missing or of another kind"),
        ({"fields": []}, "`fields` is missing or of another kind"),
        ({"at": "yesterday"}, "`id`, `at`, `by` or `suggestion` is empty or not written as they are"),
        ({"by": "  "}, "`id`, `at`, `by` or `suggestion` is empty or not written as they are"),
        ({"replaces": [1]}, "`replaces` is a list of ids"),
    ],
)
def test_an_altered_line_is_none(change: dict[str, object], why: str) -> None:
    row = {**json.loads(line(NO)), **change}
    with pytest.raises(NoDecision) as stop:
        decision_of(json.dumps(row).encode())
    assert why == str(stop.value)


@pytest.mark.parametrize("content", [b"[]", b"1", b"null", b'"x"', b"[" * 90_000, b'{"id": "\xff"}', b"{"])
def test_what_is_no_decision_is_refused(content: bytes) -> None:
    with pytest.raises(NoDecision):
        decision_of(content)


def test_a_line_of_ten_megabytes_is_refused_unread() -> None:
    with pytest.raises(NoDecision) as stop:
        decision_of(b'{"quote": "' + b"x" * 10_000_000 + b'"}')
    assert f"it has 10,000,013 bytes; the most of a decision is {MOST_LINE_BYTES:,}" == str(stop.value)


# A log


@settings(deadline=None)
@given(logs(), st.data())
def test_a_log_cut_at_any_byte_keeps_every_whole_line(log: list[Decision], data: st.DataObject) -> None:
    """As after `kill -9` in the middle of a write; and what is appended then begins on a line of its own."""
    whole = written(log)
    cut = data.draw(st.integers(0, len(whole)))
    left = whole[:cut]
    found, bad = decisions(left)
    kept = [one for number, one in enumerate(log) if len(written(log[: number + 1])) - 1 <= cut]
    assert {one.id for one in kept} == set(found)
    assert all(one.torn for one in bad)
    assert len(bad) <= 1
    after, _ = decisions(left + (b"" if left.endswith(b"\n") or not left else b"\n") + line(NO))
    assert {*found, NO.id} == set(after)


@settings(deadline=None)
@given(logs(), st.randoms())
def test_the_order_of_lines_and_how_often_they_stand_make_no_difference(
    log: list[Decision], chance: random.Random
) -> None:
    shuffled = [*log, *chance.sample(log, len(log) // 2)]
    chance.shuffle(shuffled)
    assert standing(log) == standing(shuffled)
    assert decisions(written(log))[0].keys() == decisions(written(shuffled))[0].keys()


@settings(deadline=None)
@given(logs(), logs(), logs())
def test_two_branches_join_to_the_same_log_whoever_merges(
    common: list[Decision], ours: list[Decision], theirs: list[Decision]
) -> None:
    assert standing([*common, *ours, *theirs]) == standing([*common, *theirs, *ours, *common])


@settings(deadline=None)
@given(logs())
def test_what_counts_is_the_latest_of_those_that_nobody_replaced(log: list[Decision]) -> None:
    for subject, one in standing(log).items():
        of_it = [other for other in log if other.suggestion == subject]
        replaced = {gone for other in of_it for gone in other.replaces}
        heads = {(other.at, other.id) for other in of_it} - {(o.at, o.id) for o in of_it if o.id in replaced}
        assert (one.counts.at, one.counts.id) == max(heads)
        assert {other.id for other in one.all} == {name for _, name in heads}


def test_a_line_cut_off_in_the_middle_of_a_log_is_told() -> None:
    """The next decision stands on the line after it."""
    log = line(NO)[:40] + b"\n" + line(replace(NO, by="Bo"))
    found, bad = decisions(log)
    assert ["Bo"] == [one.by for one, _ in found.values()]
    assert [Bad(1, "it is cut off or no JSON", torn=True)] == bad


def test_the_marks_of_a_merge_that_stopped_are_no_cut_off_line() -> None:
    log = b"<<<<<<< ours\n" + line(NO) + b"=======\n>>>>>>> theirs\n"
    found, bad = decisions(log)
    assert [NO.id] == list(found)
    assert [1, 3, 4] == [one.number for one in bad]
    assert not any(one.torn for one in bad)


def test_windows_line_ends_are_read() -> None:
    assert [NO.id] == list(decisions(line(NO).replace(b"\n", b"\r\n"))[0])


# People


def test_two_who_did_not_see_each_other_are_a_conflict() -> None:
    """The latest counts until somebody decides with both in sight."""
    yes = replace(NO, by="Bo", at="2026-03-12T09:31:00Z", fields={**NO.fields, "stance": "yes"})
    assert {NO.suggestion: Standing(yes, (NO,))} == standing([NO, yes])
    assert standing([NO, yes])[NO.suggestion].conflict
    settled = replace(NO, by="Cy", at="2026-03-12T09:00:00Z", replaces=(NO.id, yes.id))
    assert {NO.suggestion: Standing(settled)} == standing([settled, yes, NO])


def test_the_same_decision_by_two_is_no_conflict() -> None:
    same = replace(NO, by="Bo", at="2026-03-12T09:31:00Z", reason="so it is")
    assert not standing([NO, same])[NO.suggestion].conflict


def test_an_undone_decision_leaves_the_suggestion_open() -> None:
    undone = replace(NO, decision="undo", fields={}, replaces=(NO.id,))
    assert standing([NO, undone])[NO.suggestion].open
    again = replace(NO, replaces=(undone.id,))
    assert not standing([NO, undone, again])[NO.suggestion].open
    assert again == standing([NO, undone, again])[NO.suggestion].counts
