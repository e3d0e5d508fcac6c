"""What the brief says follows from the assessment's fields and never contradicts them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import get_args

import invented
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placet.assess import assess
from placet.assessment import Assessment
from placet.brief.blocks import Block, Claims, Columns, Fold, Table, Tiles
from placet.brief.book import Book
from placet.brief.compose import Brief, compose
from placet.brief.html import unbroken
from placet.brief.positions import GRID, SIGNS, WORDS
from placet.brief.sections.opening import card
from placet.brief.sections.vote import counts_in_words, tiles
from placet.charts.strips import when_open
from placet.gates.verdict import MemberStance, Position, VoteVerdict
from placet.outlook.chance import with_interval

Day = datetime.date


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks with those within them."""
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from flat(block.blocks)
        if isinstance(block, Columns):
            yield from flat(block.left)
            yield from flat(block.right)


def blocks_of(brief: Brief) -> list[Block]:
    """Return every block of a brief."""
    return [block for section in brief.document.sections for block in flat(section.blocks)]


def voted(positions: dict[str, Position]) -> VoteVerdict:
    """Return an invented vote with these positions."""
    members = [
        MemberStance(member=code, name=invented.NAMES[code], position=position,
                     conditions=["a ceasefire holds"] if position == "if" else [], since=None, because=[],
                     check_by=None, stale=False, note=None)
        for code, position in positions.items()
    ]  # fmt: skip
    noes = [code for code, position in positions.items() if position == "no"]
    silent = [code for code, position in positions.items() if position in ("unclear", "unknown")]
    return invented.vote(
        members=members, counts=invented.counts_of(members), blockers=noes, silent=silent,
        state="shut" if noes else "unknown",
    )  # fmt: skip


POSITIONS = st.fixed_dictionaries({code: st.sampled_from(get_args(Position)) for code in invented.NAMES})


@given(POSITIONS)
def test_counts_in_words_are_the_tiles(positions: dict[str, Position]) -> None:
    gate = voted(positions)
    drawn = tiles(gate)
    words = counts_in_words(gate)
    said = {part.split(" ", 1)[1]: int(part.split(" ", 1)[0]) for part in words.split("; ")}

    assert len(positions) == len(drawn.tiles) == sum(said.values())
    for position, name, many in drawn.counts:
        assert many == said[name] == sum(tile.position == position for tile in drawn.tiles)
    assert {tile.code for tile in drawn.tiles if tile.blocks} == set(gate.blockers)


@given(POSITIONS)
def test_the_card_counts_every_member_once(positions: dict[str, Position]) -> None:
    drawn = card(voted(positions))
    counted = [int(number) for number in re.findall(r"\d+", f"{drawn.short} {drawn.more}")]

    assert len(positions) == sum(counted)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POSITIONS)
def test_every_member_is_named_once_in_the_tables(positions: dict[str, Position]) -> None:
    gate = voted(positions)
    brief = compose(invented.assessment(gates={"vote": gate}, proposals={}, plan=None, security=[], figures=[]))
    named = [name for block in blocks_of(brief) if isinstance(block, Table) for name in block.ids]

    assert sorted(f"m-{code}" for code in positions) == sorted(named)


@given(POSITIONS)
def test_nobody_is_called_alone(positions: dict[str, Position]) -> None:
    text = compose(invented.assessment(gates={"vote": voted(positions)}, plan=None, security=[], figures=[],
                                       claims={}, proposals={}, sentence="Not open.")).markdown()  # fmt: skip

    assert not re.search(r"\b(alone|only one|sole)\b", text)


@given(st.lists(st.tuples(st.dates(Day(2014, 1, 1), Day(2026, 5, 1)), st.integers(1, 400)), max_size=6))
def test_the_words_beside_a_strip_say_never_only_when_it_never_was(spans: list[tuple[Day, int]]) -> None:
    since, until = Day(2025, 4, 1), Day(2026, 5, 19)
    found = [(start, start + datetime.timedelta(days=days)) for start, days in spans]
    words = when_open(invented.reading("x", "x", 7, found), since, until)
    drawn = [span for span in found if span[0] < until and span[1] > since]

    assert (words == "never open") == (not found)
    assert (words == "") == (bool(found) and len(drawn) == len(found))
    assert words.startswith("open only") == (bool(found) and not drawn)


def test_all_members_have_a_place_on_the_grid() -> None:
    assert set(invented.NAMES) == set(GRID)
    assert len(GRID) == len(set(GRID.values()))
    assert all(row < 7 and column < 8 for row, column in GRID.values())
    assert set(get_args(Position)) == set(WORDS) == set(SIGNS)


def test_fourteen_parts_in_the_order_of_a_readers_questions() -> None:
    sections = compose(invented.assessment()).document.sections

    expected = [
        "vote", "condition", "together", "security", "delivery", "burden", "afterwards", "versions", "figures",
        "assumed", "unknown", "claims", "provenance",
    ]  # fmt: skip
    assert expected == [section.anchor for section in sections]


def test_every_claim_stands_in_the_list_with_its_own_number() -> None:
    a = invented.assessment()
    listed = [
        one for block in blocks_of(compose(a)) if isinstance(block, Claims) and not block.brief for one in block.claims
    ]

    assert set(a.claims) == {one.claim.id for one in listed}
    assert list(range(1, len(a.claims) + 1)) == [one.number for one in listed]


def test_references_lead_to_claims_that_are_there() -> None:
    text = compose(invented.assessment()).html()
    leads = set(re.findall(r'href="#([^"]+)"', text))
    ids = re.findall(r'\bid="([^"]+)"', text)

    assert len(ids) == len(set(ids))
    assert leads <= set(ids)


def test_a_claim_that_is_not_known_is_not_referred_to() -> None:
    assert () == Book(invented.assessment()).refs(["nobody-knows-it"])


def test_a_what_if_says_so_before_anything_else() -> None:
    opening = compose(invented.assessment(changes={"vote.HU": "abstain declared"})).document.opening

    assert "A what-if" in str(opening.warnings[0].words)
    assert "vote.HU = abstain declared" in str(opening.warnings[0].words)


def test_a_day_after_the_last_reading_of_the_news_is_warned_of() -> None:
    late = invented.assessment(read_until=Day(2026, 5, 1))

    assert "1 May 2026" in str(compose(late).document.opening.warnings[0].words)
    assert () == compose(invented.assessment()).document.opening.warnings


def empty() -> Assessment:
    """Return an assessment that knows nothing."""
    members = [member.model_copy(update={"position": "unknown", "conditions": [], "because": [], "since": None})
               for member in invented.stances()]  # fmt: skip
    vote = invented.vote(
        state="unknown", sentence="Unknown: nothing had been proposed.", proposed=None, members=members,
        counts={"unknown": 27}, blockers=[], silent=[m.member for m in members], paths=[], ask=[], because=[],
    )  # fmt: skip
    series = [s.model_copy(update={"counts": [None] * len(s.days)}) for s in invented.series()]
    never = invented.reading("ninety", "90 days", 90, []).model_copy(update={"longest": 0, "longest_ended": None})
    condition = invented.condition(
        state="unknown", sentence="Unknown: nothing was observed.", series=series, agreements=[], because=[],
        readings=[never],
    )  # fmt: skip
    clock = invented.clock(
        state="unknown", sentence="No term is known.", since=None, until=None, days_left=None, because=[]
    )
    return invented.assessment(
        state="unknown", sentence="Not known.", gates={"vote": vote, "ceasefire": condition, "mandate": clock},
        proposals={}, plan=None, security=[], figures=[], claims={}, assumed=[], sourced=[], unknown=[], stale=[],
    )  # fmt: skip


def test_a_brief_of_nothing_is_whole_and_says_what_is_missing() -> None:
    text = compose(empty()).markdown()

    assert "Unknown nothing proposed" in text
    assert "This dossier has no programme" in text
    assert "No claim had been published by the day." in text
    assert "<svg" in compose(empty()).html()


def test_a_dossier_without_gates_still_gives_a_brief() -> None:
    text = compose(invented.assessment(gates={}, proposals={})).markdown()

    assert "This dossier has no gate that is a vote." in text
    assert "This dossier has no gate that is a condition." in text


def test_a_plan_that_cannot_be_says_why() -> None:
    plan = invented.plan(infeasible="30,000 soldiers need more beds than there are", cases=[], waiting=[])
    text = compose(invented.assessment(plan=plan)).markdown()

    said = "The target cannot be met even if all gates open today: 30,000 soldiers need more beds than there are."
    assert said in text


def test_the_vote_of_others_than_the_27_is_drawn_below_the_grid() -> None:
    stance = invented.stances()[0].model_copy(update={"member": "XX", "name": "Elsewhere"})
    gate = invented.vote(members=[stance], counts={stance.position: 1}, blockers=[], silent=[])
    drawn = next(b for b in blocks_of(compose(invented.assessment(gates={"vote": gate}))) if isinstance(b, Tiles))

    assert ["XX"] == [tile.code for tile in drawn.tiles]


@pytest.mark.parametrize("state", ["open", "shut", "unknown"])
def test_the_cards_say_the_state_of_each_gate(state: str) -> None:
    a = invented.assessment(gates={"vote": invented.vote(state=state), "mandate": invented.clock(state=state)})

    assert [state.capitalize()] * 2 == [one.word for one in compose(a).document.opening.cards.cards[:2]]


def test_a_blocker_whose_position_is_stale_is_warned_of_on_the_first_screen() -> None:
    due = Day(2026, 4, 14)
    members = [
        member.model_copy(update={"stale": True, "check_by": due}) if member.member in ("HU", "LT") else member
        for member in invented.stances()
    ]
    brief = compose(invented.assessment(gates={"vote": invented.vote(members=members)}))
    warnings = [str(warning.words) for warning in brief.document.opening.warnings]

    assert ["Hungary is counted as a no, but that was to be checked by 14 April 2026."] == warnings
    assert "HU Hungary: no; blocks; stale" in brief.html()


def test_quotes_from_summaries_are_marked_one_by_one_only_where_not_all_are() -> None:
    mixed = invented.assessment()
    every = mixed.model_copy(
        update={"claims": {k: c.model_copy(update={"own_words": True}) for k, c in mixed.claims.items()}}
    )

    assert 1 == compose(mixed).markdown().count("; quote from a summary")
    assert "Every quote stands in the dossier's own summary" in compose(every).markdown()
    assert 0 == compose(every).markdown().count("; quote from a summary")


def test_the_outcomes_in_words_are_those_of_the_cases() -> None:
    text = compose(invented.assessment()).markdown()

    assert "If approved (inside Ukraine from today): 34,200 soldiers in 24 months, 34,200 of them inside." in text
    assert "If refused (members' soil only): 25,800." in text


def test_a_series_without_a_single_count_says_nothing_of_its_years() -> None:
    assert "2014 to 2022" in compose(invented.assessment()).markdown()
    assert "2014 to 2022" not in compose(empty()).markdown()


def test_the_days_that_nobody_counted_are_named_beside_the_chart() -> None:
    text = compose(invented.assessment()).markdown()

    assert (
        "Not observed: drones and missiles launched after 14 May 2026; events with deaths after 23 February 2022"
        in text
    )


def test_a_recorded_vote_still_has_a_row_for_every_tile() -> None:
    text = compose(invented.assessment(gates={"vote": invented.precedent()}, proposals={})).html()

    assert set(re.findall(r'href="#(m-[A-Z]+)"', text)) == set(re.findall(r'id="(m-[A-Z]+)"', text))


def test_an_indicator_without_a_single_figure_is_said_and_not_drawn() -> None:
    view = invented.security()[0]
    none = view.model_copy(update={"levels": [None] * len(view.days), "sentence": "Too little was observed to tell."})
    text = compose(invented.assessment(security=[none])).html()

    assert "Too little was observed to tell." in text
    assert 'id="indicator-strikes"' not in text


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("181 days left", {}),
        ("not begun", {"state": "shut", "since": Day(2026, 9, 1), "days_left": None}),
        ("ended", {"state": "shut", "days_left": None, "ended": True}),
        ("no term known", {"state": "shut", "since": None, "until": None, "days_left": None}),
    ],
)
def test_the_card_of_a_clock_tells_a_start_from_an_end(expected: str, changes: dict[str, object]) -> None:
    assert expected == card(invented.clock(**changes)).short


def test_the_summary_says_nothing_twice() -> None:
    once = invented.clock().sentence
    gates = {"mandate": invented.clock(), "again": invented.clock(title="Again"), "vote": invented.vote()}
    said = str(compose(invented.assessment(gates=gates)).document.opening.summary)

    assert 1 == said.count(once)


def test_the_estimates_of_the_vote_stand_once_each_and_end_with_the_one_that_is_reckoned_with(flagship) -> None:
    a = assess(flagship, with_plan=False, with_chance=True)
    rows = next(
        block.rows
        for section in compose(a).document.sections
        for block in flat(section.blocks)
        if isinstance(block, Table) and block.head[0] == "What is asked"
    )
    vote, together = a.gates["vote"], a.together
    assert isinstance(vote, VoteVerdict)
    assert vote.chance
    assert vote.waiting
    assert together
    reckoned = [one for gate in together.gates if gate.gate == "vote" for one in gate.on]

    assert with_interval(vote.chance.independent) == rows[0][1]
    assert with_interval(vote.chance.correlated) == rows[1][1]
    assert with_interval(next(row.adopted for row in vote.waiting.odds if row.within_days == 180)) == rows[2][1]
    assert {row[1] for row in rows[3:]} <= {with_interval(one) for one in reckoned}
    assert 5 == len({row[0] for row in rows})


def test_no_line_of_the_page_breaks_before_a_per_cent_sign() -> None:
    assert "8\N{NO-BREAK SPACE}% (3 to 21\N{NO-BREAK SPACE}%)" == unbroken("8 % (3 to 21 %)")
