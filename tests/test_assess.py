"""The pipeline on the flagship: the as-of rule, the same answer every time, the file's form, what-if."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from placet.assess import HEAD, assess, joined, summary, verdict_sentence
from placet.assessment import Assessment
from placet.dossier import yaml12
from placet.dossier.read import read
from placet.dossier.schema import Agreement, Claim, FigureValue, Outcome, Period, Proposal, Source, Stance
from placet.dossier.sources import SourceText
from placet.dossier.tables import Table
from placet.errors import UsageError
from placet.gates.joint import clause, gate_verdict

ROOT = Path(__file__).resolve().parent.parent
FLAGSHIP = ROOT / "examples" / "eumam-ukraine"
GOOD = ROOT / "tests" / "bad_dossiers" / "good"
FOLDER = read(FLAGSHIP)
FIRST, LAST = date(2022, 9, 1), date(2026, 5, 18)
MEMBERS = ["AT", "DE", "FR", "HU", "LT", "SK"]


# What is published later


def with_source(folder, published):
    """Return the folder with one more source of a day, and one claim `c-late` in it."""
    head = Source(
        publisher="A paper",
        title="Later news",
        published=published,
        published_basis="stated",
        address="https://example.org/later",
        text="own words",
        language="en",
        sha256="0" * 64,
    )
    late = SourceText(head, "Something happened", "sources/late.md", next(iter(folder.sources.values())).tree)
    claim = Claim.model_validate(
        {
            "says": "Something happened",
            "by": "HU",
            "about": "vote.HU",
            "kind": "stated",
            "in": "late",
            "quote": "Something happened",
        }
    )
    dossier = folder.dossier.model_copy(update={"claims": {**folder.dossier.claims, "c-late": claim}})
    return replace(folder, dossier=dossier, sources={**folder.sources, "late": late})


def with_part(folder, group, name, **fields):
    """Return the folder with some fields of a proposal, gate or figure replaced."""
    parts = getattr(folder.dossier, group)
    part = parts[name].model_copy(update=fields)
    return replace(folder, dossier=folder.dossier.model_copy(update={group: {**parts, name: part}}))


def late_stance(folder, day, member):
    """Add a position that somebody took before the day, and that was published after it."""
    proposal = folder.dossier.proposals["inside-after-ceasefire"]
    stance = Stance(since=day, stance="yes", because=["c-late"])
    stances = {**proposal.stances, member: [stance, *proposal.stances.get(member, proposal.others)]}
    return with_part(folder, "proposals", "inside-after-ceasefire", stances=stances)


def later_stance(folder, day, member):
    """Add a position that rests on no claim and begins after the day."""
    proposal = folder.dossier.proposals["inside-after-ceasefire"]
    stance = Stance(since=day + timedelta(days=1), stance="yes")
    stances = {**proposal.stances, member: [stance, *proposal.stances.get(member, proposal.others)]}
    return with_part(folder, "proposals", "inside-after-ceasefire", stances=stances)


def late_reason(folder, _day, _member):
    """Add one more claim behind positions, readings and figures that stand already."""
    proposal = folder.dossier.proposals["inside-after-ceasefire"]
    stances = {
        code: [s.model_copy(update={"because": [*s.because, "c-late"]}) if s.because else s for s in dated]
        for code, dated in proposal.stances.items()
    }
    gate = folder.dossier.gates["ceasefire"]
    readings = {key: r.model_copy(update={"because": [*r.because, "c-late"]}) for key, r in gate.readings.items()}
    folder = with_part(folder, "proposals", "inside-after-ceasefire", stances=stances)
    return with_part(folder, "gates", "ceasefire", readings=readings)


def late_outcome(folder, day, _member):
    """Add an outcome of before the day that was published after it."""
    outcome = Outcome(day=min(day, date(2026, 1, 1)), adopted=True, how="adopted", because=["c-late"])
    return with_part(folder, "proposals", "inside-after-ceasefire", outcome=outcome)


def late_proposal(folder, day, _member):
    """Add a proposal of before the day that was published after it."""
    more = Proposal(title="One more", proposed=day, because=["c-late"], rule="cfsp-unanimity")
    proposals = {**folder.dossier.proposals, "more": more}
    return replace(folder, dossier=folder.dossier.model_copy(update={"proposals": proposals}))


def late_truce(folder, day, _member):
    """Add a general ceasefire in force on the day, known only after it."""
    gate = folder.dossier.gates["ceasefire"]
    truce = Agreement(
        title="A secret truce",
        since=day - timedelta(days=100),
        scope="general",
        declared_by="both",
        because=["c-late"],
    )
    return with_part(folder, "gates", "ceasefire", agreements={**gate.agreements, "secret": truce})


def late_term(folder, _day, _member):
    """Add a later term of the mandate, decided after the day."""
    gate = folder.dossier.gates["mandate"]
    last = gate.open[-1].until
    period = Period(since=last, until=last + timedelta(days=730), because=["c-late"])
    return with_part(folder, "gates", "mandate", open=[*gate.open, period])


def late_figure(folder, day, _member):
    """Add a value of a figure, published after the day."""
    value = FigureValue(day=day, amount=1_000_000, words="a million", because=["c-late"])
    values = [*folder.dossier.figures["trained-total"].values, value]
    return with_part(folder, "figures", "trained-total", values=values)


def late_events(folder, day, _member):
    """Add more events on every day after the day, in every table and region."""

    def more(rows):
        return {d: n if d <= day else n + 1000 for d, n in rows.items()}

    tables = {
        name: replace(
            table, rows=more(table.rows), by_region={region: more(rows) for region, rows in table.by_region.items()}
        )
        for name, table in folder.tables.items()
    }
    return replace(folder, tables=tables)


LATER = [
    late_stance,
    later_stance,
    late_reason,
    late_outcome,
    late_proposal,
    late_truce,
    late_term,
    late_figure,
    late_events,
]


@pytest.mark.parametrize("add", LATER, ids=lambda add: add.__name__)
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    day=st.dates(FIRST, LAST),
    delay=st.integers(1, 400),
    member=st.sampled_from(MEMBERS),
)
def test_what_is_published_after_the_day_changes_nothing(add, day, delay, member):
    """Not the state, not a sentence, not a claim, not a chart."""
    later = add(with_source(FOLDER, day + timedelta(days=delay)), day, member)
    assert "" == differs(assess(FOLDER, as_of=day, with_plan=False), assess(later, as_of=day, with_plan=False))


@pytest.mark.parametrize("add", LATER, ids=lambda add: add.__name__)
def test_the_same_published_on_the_day_does_change_something(add):
    """So that the test above cannot pass by chance."""
    day = date(2025, 9, 30)
    folder = with_source(FOLDER, day)
    if add is late_events:
        table = {
            name: Table({d: n + 1000 for d, n in t.rows.items()}, t.file, t.sha256) for name, t in FOLDER.tables.items()
        }
        later = replace(folder, tables=table)
    elif add is later_stance:
        later = add(folder, day - timedelta(days=1), "DE")
    else:
        later = add(folder, day, "DE")
    without = assess(folder, as_of=day, with_plan=False)
    assert "" != differs(without, assess(later, as_of=day, with_plan=False))


def differs(a, b):
    """Return the first place in which two assessments differ, or nothing; a plain comparison prints 300 KB."""
    return first_difference(a.model_dump(mode="json"), b.model_dump(mode="json"), "")


def first_difference(a, b, place):
    """Return the first place in which two trees differ, with both, or nothing."""
    if isinstance(a, dict) and isinstance(b, dict) and list(a) == list(b):
        return next((found for key in a if (found := first_difference(a[key], b[key], f"{place}.{key}"))), "")
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        pairs = enumerate(zip(a, b, strict=True))
        return next((found for i, (x, y) in pairs if (found := first_difference(x, y, f"{place}.{i}"))), "")
    return "" if a == b else f"{place}: {str(a)[:200]} / {str(b)[:200]}"


def test_no_claim_of_an_assessment_is_later_than_its_day(flagship):
    """Wherever a claim is named, it is one that the assessment holds, and it holds none of a later day."""
    for day in ("2022-10-17", "2024-11-08", "2025-08-29", "2026-05-18"):
        said = assess(flagship, as_of=day, with_plan=False)
        assert all(c.published <= date.fromisoformat(day) for c in said.claims.values())
        assert set() == set(named(said.model_dump(mode="json"))) - set(said.claims)


def named(tree):
    """Yield every claim that a part of an assessment names."""
    if isinstance(tree, dict):
        yield from tree.get("because") or []
        for part in tree.values():
            yield from named(part)
    if isinstance(tree, list):
        for part in tree:
            yield from named(part)


# The same answer every time


def test_the_same_seed_gives_the_same_file(good):
    """Computed again in this process, draws and threads included."""
    folder = with_instructors_inside(good)
    one, two = (assess(folder).model_dump_json() for _ in range(2))
    assert 0 < json.loads(one)["plan"]["cases"][0]["trained"]["low"]
    assert hashlib.sha256(one.encode()).digest() == hashlib.sha256(two.encode()).digest()


def test_two_processes_give_the_same_file(tmp_path):
    """Whatever the order of their hashes."""
    code = (
        "import sys; from placet.dossier.read import read; from placet.assess import assess;"
        "sys.stdout.write(assess(read(sys.argv[1])).model_dump_json())"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(GOOD)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
        )
        for seed in ("1", "2")
    ]
    texts = [process.communicate()[0] for process in running]
    assert [0, 0] == [process.returncode for process in running]
    assert hashlib.sha256(texts[0].encode()).digest() == hashlib.sha256(texts[1].encode()).digest()
    assert json.loads(texts[0])["plan"]["cases"]


def test_another_seed_moves_the_bands_and_not_the_middle(good):
    """The middle figures are the plan of the middle figures; only the draws depend on the seed."""
    folder = with_instructors_inside(good)
    one, two = (assess(folder, seed=seed).plan.cases[0] for seed in (1, 2))
    assert one.trained.low != two.trained.low
    assert one.trained.mid > 0


def with_instructors_inside(folder):
    """Return the small dossier with instructors who may teach inside, so that somebody is trained."""
    programme = folder.dossier.programme
    pool = programme.instructors["lithuania"].model_copy(update={"inside": "yes"})
    programme = programme.model_copy(update={"instructors": {"lithuania": pool}})
    return replace(folder, dossier=folder.dossier.model_copy(update={"programme": programme}))


# Its form on disk


def test_it_is_read_back_from_its_file(assessment, gates_only):
    """With and without a plan."""
    for said in (assessment, gates_only):
        assert "" == differs(said, Assessment.model_validate_json(said.model_dump_json()))


def test_it_is_frozen(assessment):
    """Nobody changes a result."""
    with pytest.raises(ValueError, match="frozen"):
        assessment.state = "open"


def validator(name):
    """Return the validator of one of the published schemas."""
    schema = json.loads((ROOT / "schema" / name).read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_file_is_what_its_schema_says(assessment, gates_only):
    """`schema/assessment-1.json` accepts what we write."""
    valid = validator("assessment-1.json")
    for said in (assessment, gates_only):
        assert [] == [e.message for e in valid.iter_errors(json.loads(said.model_dump_json()))]
    spoilt = {**json.loads(gates_only.model_dump_json()), "state": "ajar"}
    assert not valid.is_valid(spoilt)


@pytest.mark.parametrize("folder", [FLAGSHIP, GOOD], ids=["flagship", "good"])
def test_the_dossier_is_what_its_schema_says(folder):
    """`schema/dossier-1.json` accepts both dossiers as they are written, so that an editor does."""
    content = yaml12.tree((folder / "dossier.yaml").read_text(), "dossier.yaml").content
    valid = validator("dossier-1.json")
    assert [] == [f"{list(e.absolute_path)}: {e.message}" for e in valid.iter_errors(content)]
    assert not valid.is_valid({**content, "stanse": "no"})


def test_it_says_what_it_was_made_from(assessment):
    """Versions, seed, and the hash of every file."""
    assert 1 == assessment.made.seed
    assert {"dossier.yaml", "cases.yaml", "events/strikes_daily.csv"} <= set(assessment.made.inputs)
    assert {"numpy", "highspy"} <= set(assessment.made.libraries)


# The verdict


@pytest.mark.parametrize("states", list(itertools.product(["open", "shut", "unknown"], repeat=3)))
def test_gates_are_joined_by_all(states):
    """The truth table: shut wins, then unknown."""
    expected = "shut" if "shut" in states else "unknown" if "unknown" in states else "open"
    assert expected == joined(list(states))


def test_without_gates_it_is_open():
    """Nothing stands in the way."""
    assert "open" == joined([])


STATES = st.sampled_from(["open", "shut", "unknown", None])
POSITIONS = st.sampled_from(["yes", "no", "abstain", "abstain declared", "unclear", "unknown", "yes if peace holds"])


@settings(max_examples=40, deadline=None)
@given(
    day=st.dates(FIRST, LAST),
    forced=st.fixed_dictionaries({"vote": STATES, "ceasefire": STATES, "mandate": STATES}),
    members=st.dictionaries(st.sampled_from(MEMBERS), POSITIONS, max_size=6),
)
def test_the_verdict_never_contradicts_the_states(day, forced, members):
    """Its head is the joined state, and it speaks of exactly the gates that decide."""
    changes = {k: v for k, v in forced.items() if v} | {f"vote.{k}": v for k, v in members.items()}
    said = assess(FOLDER, as_of=day, changes=changes, with_plan=False)
    gates = list(said.gates.values())
    assert said.state == joined([g.state for g in gates])
    assert said.sentence.startswith(f"{HEAD[said.state]}. ")
    for gate in gates:
        assert (clause(gate).lower() in said.sentence.lower()) == (gate.state == said.state)
        assert (gate.sentence in said.summary) == (gate.state != said.state)
    for name, state in forced.items():
        assert state in (None, said.gates[name].state)
    assert ("none is forgiven" in said.sentence) <= (said.gates["ceasefire"].state == "shut")


def test_the_verdict_of_no_gates_is_its_state():
    """Nothing more can be said."""
    assert ["Open.", "Not open.", "Not known."] == [verdict_sentence(s, []) for s in ("open", "shut", "unknown")]
    assert "" == summary("open", [], None)


def test_a_verdict_names_the_mandate_that_has_ended(flagship):
    """After the term nobody knows; a forced state is said to be one."""
    clock = gate_verdict(flagship, "mandate", date(2026, 11, 16))
    assert "Not known. No present term of the mandate is known." == verdict_sentence("unknown", [clock])
    taken = gate_verdict(flagship, "mandate", date(2026, 11, 16), forced="shut")
    assert "Not open. The mandate is taken as shut." == verdict_sentence("shut", [taken])


# What-if


def test_changes_are_recorded(flagship):
    """As they were written; without any there are none."""
    changes = {"vote.HU": "abstain declared", "ceasefire.reading": "month"}
    assert changes == assess(flagship, changes=changes, with_plan=False).changes
    assert {} == assess(flagship, with_plan=False).changes


def test_what_if_on_a_vote(flagship, gates_only):
    """One member's position, marked as changed; the dossier stays as it is."""
    said = assess(flagship, changes={"vote.HU": "abstain declared"}, with_plan=False)
    member = next(m for m in said.gates["vote"].members if m.member == "HU")
    assert ("declared", True) == (member.position, member.changed)
    assert ("unknown", []) == (said.gates["vote"].state, said.gates["vote"].blockers)
    assert "" == differs(gates_only, assess(flagship, with_plan=False))


def test_what_if_on_a_condition(flagship):
    """Another reading decides the gate."""
    said = assess(flagship, changes={"ceasefire.reading": "week"}, with_plan=False).gates["ceasefire"]
    assert ("week", "unknown") == (said.reading, said.state)
    assert said.sentence == next(r.sentence for r in said.readings if r.reading == "week")


def test_what_if_on_a_clock(flagship):
    """The mandate ends on another day."""
    said = assess(flagship, changes={"mandate.until": "2026-06-01"}, with_plan=False).gates["mandate"]
    assert (date(2026, 6, 1), 14) == (said.until, said.days_left)


def test_what_if_on_whole_gates(flagship):
    """Every way through of a vote plays: its changes open the gate, or leave only silence."""
    said = assess(flagship, changes={"scenario": "all-open"}, with_plan=False)
    assert ("open", "Open.") == (said.state, said.sentence[:5])
    for path in assess(flagship, with_plan=False).gates["vote"].paths:
        if path.changes:
            assert "shut" != assess(flagship, changes=path.changes, with_plan=False).gates["vote"].state


def test_what_if_on_the_programme(good):
    """A figure of the plan."""
    more = {"programme.instructors.lithuania.inside": "yes", "programme.instructors.lithuania.people": "400 people"}
    before, after = assess(good).plan, assess(good, changes=more).plan
    assert 0 == before.cases[0].trained.mid < after.cases[0].trained.mid


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"vote.UK": "yes"}, "unknown voter"),
        ({"vote.HU": "perhaps"}, "perhaps"),
        ({"vot.HU": "yes"}, "did you mean 'vote'"),
        ({"ceasefire.reading": "nineti"}, "did you mean 'ninety'"),
        ({"mandate.until": "2026-02-31"}, "2026-02-31"),
        ({"scenario": "all-opne"}, "did you mean 'all-open'"),
        ({"programme.sites.poland.beds": "-5 beds"}, "-5"),
    ],
)
def test_a_wrong_change_is_refused_in_words(flagship, changes, text):
    """It names what is wrong and what there is."""
    with pytest.raises(UsageError) as stop:
        assess(flagship, changes=changes, with_plan=False)
    assert text in str(stop.value)


def test_a_day_that_is_none_is_refused(flagship):
    """With the form that is asked for."""
    with pytest.raises(UsageError, match="'2026-02-31' is not a day; write it as year-month-day"):
        assess(flagship, as_of="2026-02-31")
