"""Who carries the plan: shares add up, what is not known is said, a conflict stands at its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from placet import outlook
from placet.assess import assess
from placet.assessment import Assessment, Burden, Conflict, PlanView
from placet.dossier.read import Folder
from placet.dossier.schema import Instructors, Programme, Site
from placet.outlook.burden import burden, parties
from placet.outlook.cases import gate_cases, network, shifted, uncertain
from placet.training import Plan, best_plan

AS_OF = date(2026, 5, 18)


def with_parts(folder: Folder, **parts: Mapping[str, object]) -> Folder:
    """Return a dossier whose programme has other sites or instructors."""
    programme = programme_of(folder).model_copy(update=parts)
    return replace(folder, dossier=folder.dossier.model_copy(update={"programme": programme}))


def programme_of(folder: Folder) -> Programme:
    """Return the programme of a dossier that has one."""
    assert folder.dossier.programme is not None
    return folder.dossier.programme


def site(host: str, **fields: object) -> Site:
    """Return a site of 500 beds that gives both courses of the small dossier."""
    written = {
        "title": host, "in": host, "beds": "500", "courses": ["basic", "leader"], "cost": "1_000 EUR a soldier-week",
    }  # fmt: skip
    return Site.model_validate(written | fields)


def pool(inside: str, *nations: str, **fields: object) -> Instructors:
    """Return 100 instructors."""
    written = {"title": "+".join(nations) or "others", "people": "100 people", "nations": list(nations)}
    return Instructors.model_validate({**written, "inside": inside, **fields})


def planned(folder: Folder) -> Plan:
    """Return the plan with all gates open today, for the middle of every figure, on the four-week grid."""
    programme = programme_of(folder)
    end = shifted(AS_OF, programme.horizon)
    case = gate_cases(AS_OF, end, None, "")[0]
    middle = {name: figure.mid for name, figure in uncertain(programme).items()}
    return best_plan(network(programme, case, middle, AS_OF, end), grid_weeks=4, explain=False)


def carried(folder: Folder) -> Burden:
    """Return who carries it."""
    found = burden(folder, planned(folder), AS_OF)
    assert found is not None
    return found


# The flagship


@pytest.fixture
def flagship_burden(assessment: Assessment) -> Burden:
    """Return who carries the flagship's plan."""
    assert assessment.plan is not None
    assert assessment.plan.burden is not None
    return assessment.plan.burden


@pytest.mark.parametrize("kind", ["soldiers", "beds", "instructors"])
def test_every_kind_of_share_adds_up_to_one(flagship_burden: Burden, kind: str) -> None:
    """Nothing is carried by nobody, nothing twice."""
    assert 1.0 == pytest.approx(sum(getattr(one, f"{kind}_share") for one in flagship_burden.carriers))


def test_a_group_whose_parts_are_not_known_is_one_row(flagship_burden: Burden) -> None:
    """Six nations send instructors together; of others not even the nations are known."""
    rows = {one.id: one.title for one in flagship_burden.carriers}
    assert "Nordic and Baltic members" == rows["nordic-baltic"]
    assert ("Members that are not named", "Poland", "Ukraine") == (rows["EU"], rows["PL"], rows["UA"])


def test_who_cannot_go_inside_is_named_with_how_that_is_known(flagship_burden: Burden) -> None:
    """Poland has said so; of three groups it is not known."""
    assert {"poland": "no", "germany": "unknown", "spain": "unknown", "others": "unknown"} == {
        one.pool: one.inside for one in flagship_burden.caveats
    }
    poland = flagship_burden.caveats[0]
    assert "Poland: its 150 to 250 instructors cannot go inside (reported)." == poland.sentence
    assert ["c-pl-not-inside"] == poland.because
    assert "not known" == flagship_burden.caveats[1].basis


def test_what_nobody_has_said_of_displacement_is_unknown_and_not_zero(flagship_burden: Burden) -> None:
    """The flagship says it for no site; another programme stands beside it with its source."""
    assert all(one.displaced is None for one in flagship_burden.carriers)
    assert flagship_burden.displacement_sentence.endswith("is unknown: the dossier says it for no site.")
    assert "a quarter of the Army's training estate" in flagship_burden.comparison
    assert "National Audit Office" in flagship_burden.comparison_source


def test_without_a_party_the_plan_never_trains_more(flagship_burden: Burden) -> None:
    """And it misses the whole host more than any member."""
    lost = {one.id: one.fewer or 0.0 for one in flagship_burden.carriers}
    assert min(lost.values()) >= 0
    assert "UA" == max(lost, key=lambda name: lost[name])


# Others


def test_what_is_displaced_is_a_range_by_host(good: Folder) -> None:
    """A tenth to three tenths of what is used at one site; of the other it stays unknown."""
    sites = {"a": site("PL", displaces="0.1 to 0.3", assumed={"displaces": "a guess"}), "b": site("ES")}
    folder = with_parts(good, sites=sites, instructors={"all": pool("yes", "PL", people="300 people")})
    found = {one.id: one for one in carried(folder).carriers}
    poland = found["PL"]
    assert poland.displaced is not None
    assert (0.1, 0.3) == pytest.approx(
        (poland.displaced.low / poland.bed_weeks, poland.displaced.high / poland.bed_weeks)
    )
    assert (0.0, None) == (poland.displaced_unknown, found["ES"].displaced)
    said = carried(folder).displacement_sentence
    assert said.startswith("The plan displaces ")
    assert "it is unknown." in said
    both = {"a": sites["a"], "b": site("ES", displaces="0.2", assumed={"displaces": "a guess"})}
    assert "unknown" not in carried(with_parts(folder, sites=both)).displacement_sentence


def test_a_parliament_that_says_no_is_named(good: Folder) -> None:
    """In the dossier's words; and what it would bring if they went."""
    caveat = "its parliament has refused to send anybody inside"
    pools = {
        "pl": pool("no", "PL", caveat=caveat, assumed={"inside": "for a test", "caveat": "for a test"}),
        "es": pool("yes", "ES"),
    }
    found = carried(with_parts(good, instructors=pools))
    assert [f"PL: its 100 instructors cannot go inside (assumed); {caveat}."] == [o.sentence for o in found.caveats]
    assert found.caveat_sentence.startswith("One group of instructors is not counted inside; if all of them went, ")


def test_nobody_who_is_kept_from_going_inside(good: Folder) -> None:
    """Then that is said."""
    found = carried(with_parts(good, instructors={"es": pool("yes", "ES")}))
    assert ([], "Nobody who sends instructors keeps them from going inside.") == (found.caveats, found.caveat_sentence)


def test_a_member_that_hosts_and_sends_is_one_party(good: Folder) -> None:
    """Its sites and its own instructors fall away together; a group that it is part of stays apart."""
    folder = with_parts(
        good,
        sites={"a": site("PL"), "b": site("PL"), "c": site("UA-46")},
        instructors={"pl": pool("no", "PL"), "both": pool("yes", "PL", "LT"), "rest": pool("unknown")},
    )
    found = {one.id: (one.sites, one.pools) for one in parties(programme_of(folder), AS_OF)}
    assert {
        "PL": (("a", "b"), ("pl",)),
        "UA": (("c",), ()),
        "both": ((), ("both",)),
        "EU": ((), ("rest",)),
    } == found


def test_only_those_that_carry_most_are_left_out_in_turn(good: Folder) -> None:
    """Of 14 hosts twelve; the shares of the others are given all the same."""
    codes = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "PL"]
    sites = {code.lower(): site(code, beds=str(100 + n)) for n, code in enumerate(codes)}
    found = carried(with_parts(good, sites=sites, instructors={"all": pool("yes", people="900 people")}))
    assert (15, 12) == (len(found.carriers), sum(one.fewer is not None for one in found.carriers))
    assert 1.0 == pytest.approx(sum(one.soldiers_share for one in found.carriers))


def test_without_a_programme_nobody_carries_anything(good: Folder) -> None:
    """Nothing is made up."""
    bare = replace(good, dossier=good.dossier.model_copy(update={"programme": None}))
    assert burden(bare, planned(good), AS_OF) is None


# What cannot hold together


def plan_view(folder: Folder, **changes: str) -> PlanView:
    """Return the plan of a dossier with changes."""
    inside = {"programme.instructors.lithuania.inside": "yes"}
    found = assess(folder, changes=inside | {k.replace("__", "."): v for k, v in changes.items()}).plan
    assert found is not None
    return found


def lines(found: Conflict | None) -> list[str]:
    """Return a conflict as lines."""
    assert found is not None
    return [f"{one.file}:{one.line} {one.where} {one.figure}" for one in found.needed]


def test_a_conflict_names_what_it_needs_with_lines(good: Folder) -> None:
    """The target first, as the what-if has it; then each requirement where the dossier has it."""
    found = lines(plan_view(good, programme__target__soldiers="30_000 soldiers").conflict)
    yaml = (good.path / "dossier.yaml").read_text().split("\n")
    assert "30,000 soldiers within 24 months" in found[0]
    assert len(found) > 1
    for line in found:
        where, path, *_ = line.split(" ")
        key = path.rpartition(".")[2]
        assert yaml[int(where.partition(":")[2]) - 1].strip().startswith(f"{key}:"), line


def test_a_target_within_reach_has_no_conflict(good: Folder) -> None:
    """Nothing is said."""
    assert plan_view(good, programme__target__soldiers="100 soldiers").conflict is None


def test_why_a_target_fails_in_words_alone_still_works(good: Folder) -> None:
    """As the kernel says it."""
    programme = programme_of(good)
    much = programme.model_copy(
        update={"target": programme.target.model_validate({"soldiers": "90_000", "within": "24 months"})}
    )
    assert str(outlook.out_of_reach(much, planned(good))).startswith("90,000 soldiers by week 105 cannot be trained")
