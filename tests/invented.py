"""A hand-made assessment for the tests of charts and brief. Every figure, quote and address in it is invented."""

from __future__ import annotations

import datetime
import math

from placet.assessment import (
    Assessment,
    Assumption,
    Bind,
    ClaimView,
    FigureValueView,
    FigureView,
    HostShare,
    IndicatorView,
    MonthTrained,
    PlanCase,
    PlanView,
    Provenance,
    SourcedFigure,
    Wait,
)
from placet.gates.verdict import (
    AgreementView,
    ClockVerdict,
    ConditionVerdict,
    Criterion,
    DailyCounts,
    MemberStance,
    Path,
    Position,
    Range,
    ReadingVerdict,
    VoteVerdict,
)

Day = datetime.date
AS_OF = Day(2026, 5, 18)
ONE = datetime.timedelta(days=1)

NAMES = {
    "AT": "Austria", "BE": "Belgium", "BG": "Bulgaria", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany",
    "DK": "Denmark", "EE": "Estonia", "EL": "Greece", "ES": "Spain", "FI": "Finland", "FR": "France", "HR": "Croatia",
    "HU": "Hungary", "IE": "Ireland", "IT": "Italy", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia",
    "MT": "Malta", "NL": "Netherlands", "PL": "Poland", "PT": "Portugal", "RO": "Romania", "SE": "Sweden",
    "SI": "Slovenia", "SK": "Slovakia",
}  # fmt: skip

POSITIONS: dict[str, Position] = {
    "LT": "yes", "FR": "yes", "HU": "no", "AT": "if", "PL": "if", "NL": "if", "EE": "if", "LV": "if",
    **dict.fromkeys(("SE", "DK", "DE", "IE", "SK", "HR", "RO", "ES", "IT", "BG", "EL"), "unclear"),
}  # fmt: skip


def claim(
    name: str,
    says: str,
    by: str,
    about: str,
    kind: str = "reported",
    *,
    quote: str = "invented words for a test",
    published: Day = AS_OF,
    **more: object,
) -> ClaimView:
    """Return an invented claim."""
    fields: dict[str, object] = {
        "id": name, "says": says, "by": by, "about": about, "kind": kind, "quote": quote, "source": f"source-{name}",
        "publisher": "Invented Gazette", "source_title": "An invented article", "published": published,
        "published_basis": "stated", "address": f"https://example.org/{name}", "own_words": False, "language": "en",
        "caution": None,
    }  # fmt: skip
    return ClaimView.model_validate(fields | more)


def claims() -> dict[str, ClaimView]:
    """Return a claim for every subject."""
    made = [
        claim("hu-red-line", "Training inside Ukraine is a red line for Hungary", "HU", "vote.HU", "stated",
              quote="a red line for Hungary", published=Day(2025, 3, 21)),
        claim("lt-now", "Lithuania would start at once", "LT", "vote.LT", "stated", published=Day(2025, 8, 29)),
        claim("fr-yes", "France backs training inside Ukraine", "FR", "vote.FR", published=Day(2025, 8, 29)),
        claim("pl-if", "Poland agrees after a ceasefire and sends no instructors of its own", "PL", "vote.PL",
              published=Day(2025, 8, 29), published_basis="inferred"),
        claim("broad-support", "There is broad support for training inside Ukraine after a ceasefire",
              "High Representative", "vote", "stated", quote="broad support", published=Day(2025, 8, 29)),
        claim("26-of-27", "All but one member could live with the change", "a diplomat", "vote",
              published=Day(2026, 2, 3)),
        claim("trained-80", "More than 80,000 soldiers have been trained on members' soil", "High Representative",
              "mission", "stated", quote="more than 80,000", published=Day(2025, 8, 29)),
        claim("mandate-2026", "The mandate ends on 15 November 2026", "Council", "mandate", "stated",
              published=Day(2024, 11, 8)),
        claim("durable", "Nobody has defined what a durable ceasefire is", "a diplomat", "ceasefire", "inferred"),
        claim("long-range", "Strikes far from the front lines increased", "officials", "security", own_words=True),
        claim("trainers-short", "Instructors who speak the language are short", "mission staff", "logistics",
              caution="A copy of an article on a partisan site."),
        claim("share-of-burden", "Europe must carry its share of the burden", "High Representative", "burden",
              "stated"),
        claim("money-409", "EUR 409 million of common costs until November 2026", "Council", "money", "stated"),
        claim("host-wants", "Ukraine wants training at home and sees it as a step of integration", "UA", "host"),
        claim("if-approved", "A mission inside would be a new phase of the partnership", "a think tank", "consequences",
              "inferred"),
        claim("declared-2022", "One member abstained with a declaration in 2022", "Council", "precedent",
              published=Day(2022, 10, 17)),
    ]  # fmt: skip
    return {one.id: one for one in made}


def stances() -> list[MemberStance]:
    """Return 27 invented stances: 2 yes, 5 if, 11 unclear, 8 unknown, 1 no."""
    because = {"HU": ["hu-red-line"], "LT": ["lt-now"], "FR": ["fr-yes"], "PL": ["pl-if"]}
    conditions = {
        "PL": ["a ceasefire holds", "no Polish instructors inside Ukraine"],
        "AT": ["a ceasefire holds", "non-combat tasks only"],
        "NL": ["a ceasefire holds", "a written American role"],
        "EE": ["a ceasefire holds"],
        "LV": ["a ceasefire holds"],
    }
    return [
        MemberStance(
            member=code,
            name=name,
            position=POSITIONS.get(code, "unknown"),
            conditions=conditions.get(code, []),
            since=Day(2025, 8, 29) if code in POSITIONS else None,
            because=because.get(code, []),
            check_by=Day(2026, 12, 1) if code in POSITIONS else None,
            stale=False,
            note="Spoke of reassurance troops, not of the mission." if code == "DE" else None,
        )
        for code, name in NAMES.items()
    ]


def counts_of(members: list[MemberStance]) -> dict[Position, int]:
    """Return how many members hold each position."""
    found: dict[Position, int] = {}
    for member in members:
        found[member.position] = found.get(member.position, 0) + 1
    return found


def vote(**changes: object) -> VoteVerdict:
    """Return the invented vote gate."""
    members = stances()
    fields: dict[str, object] = {
        "title": "Vote", "asks": "Would the Council adopt it?", "state": "shut",
        "sentence": "Shut: Hungary says no, and unanimity needs every member.", "proposal": "after-ceasefire",
        "proposal_title": "Train inside Ukraine after a ceasefire", "proposed": Day(2025, 8, 29),
        "rule": "unanimity", "rule_title": "Unanimity; abstentions do not prevent adoption",
        "article": "Art. 31(1) TEU", "counts": counts_of(members), "members": members, "blockers": ["HU"],
        "silent": [m.member for m in members if m.position in ("unclear", "unknown")],
        "criteria": [Criterion(title="members in favour or abstaining", needed=27, have=2, reach=26, unit="members")],
        "paths": [
            Path(sentence="Hungary abstains with a declaration", changes={"vote.HU": "abstain declared"},
                 article="Art. 31(1) TEU", precedent="did so on 17 October 2022", removes_veto=True),
            Path(sentence="A group of the willing trains outside the treaties", changes={},
                 article="outside the treaties", precedent=None, removes_veto=True),
            Path(sentence="Entrust a group of members with the task", changes={}, article="Art. 44 TEU",
                 precedent=None, removes_veto=False),
        ],
        "ask": ["PL", "DE", "SK"], "recorded": None, "recorded_day": None, "agrees": None,
        "because": ["broad-support"], "note": None,
    }  # fmt: skip
    return VoteVerdict.model_validate(fields | changes)


def precedent() -> VoteVerdict:
    """Return an invented precedent with a recorded outcome."""
    members = [
        MemberStance(member=code, name=name, position="declared" if code == "HU" else "yes", conditions=[],
                     since=Day(2022, 10, 17), because=["declared-2022"] if code == "HU" else [], check_by=None,
                     stale=False, note=None)
        for code, name in NAMES.items()
    ]  # fmt: skip
    return vote(
        proposal="creation", proposal_title="Creation of the mission", title="Creation", proposed=Day(2022, 10, 17),
        state="open", sentence="Open: adopted on 17 October 2022 with one declared abstention.", members=members,
        counts=counts_of(members), blockers=[], silent=[], paths=[], ask=[],
        recorded="adopted with one declared abstention", recorded_day=Day(2022, 10, 17), agrees=True,
        because=["declared-2022"],
    )  # fmt: skip


def launched(day: Day) -> float | None:
    """Return an invented daily count: a wave, two quiet truces, a gap."""
    if Day(2025, 9, 20) <= day < Day(2025, 10, 24):
        return None
    if Day(2026, 1, 30) <= day < Day(2026, 2, 4):
        return 9.0
    if Day(2026, 4, 11) <= day < Day(2026, 4, 13):
        return 3.0
    n = (day - Day(2025, 1, 1)).days
    return round(90 + 45 * math.sin(n / 9) + 30 * math.sin(n / 2.3), 0)


def series() -> list[DailyCounts]:
    """Return two invented series: long-range strikes of the last year and a half, ground events of 2014 to 2022."""
    recent = [Day(2024, 12, 1) + n * ONE for n in range((Day(2026, 5, 15) - Day(2024, 12, 1)).days)]
    past = [Day(2014, 2, 1) + n * ONE for n in range((Day(2022, 2, 24) - Day(2014, 2, 1)).days)]
    return [
        DailyCounts(series="strikes", title="Drones and missiles launched", unit="drones and missiles launched",
                    days=recent, counts=[launched(day) for day in recent], known_until=Day(2026, 5, 15),
                    source="Invented air force, invented table.", one_side=True),
        DailyCounts(series="ground", title="Events with deaths", unit="events", days=past,
                    counts=[round(max(0.0, 12 - n / 300 + 6 * math.sin(n / 40)), 0) for n in range(len(past))],
                    known_until=Day(2022, 2, 24), source="Invented event data.", one_side=False),
    ]  # fmt: skip


def reading(name: str, title: str, days: int, spans: list[tuple[Day, Day]], limit: float = 5.0) -> ReadingVerdict:
    """Return an invented reading."""
    return ReadingVerdict(
        reading=name, title=title, state="shut", sentence=f"Not met: 0 of {days} days; the longest quiet was 3 days.",
        days_needed=days, day=0, longest=3, longest_ended=Day(2026, 2, 3), open_spans=spans, observed_share=0.95,
        limits={"strikes": limit}, assumed="No source gives a number." if name != "ninety" else None,
        because=["durable"] if name == "ninety" else [],
    )  # fmt: skip


def condition(**changes: object) -> ConditionVerdict:
    """Return the invented condition gate."""
    fields: dict[str, object] = {
        "title": "Ceasefire", "asks": "Has the shooting stopped, and does it hold?", "state": "shut",
        "sentence": "Shut: day 0 of 90; the longest quiet in these data was 3 days.", "reading": "ninety",
        "readings": [
            reading("half", "3 days, half as many", 3,
                    [(Day(2026, 2, 1), Day(2026, 2, 4)), (Day(2026, 4, 11), Day(2026, 4, 13))], 60.0),
            reading("week", "7 days under 5 a day", 7, [(Day(2016, 9, 1), Day(2016, 9, 9)),
                                                        (Day(2019, 7, 21), Day(2019, 9, 1))]),
            reading("month", "30 days under 5 a day", 30, [(Day(2020, 7, 27), Day(2020, 11, 3))]),
            reading("ninety", "90 days under 5 a day, with an agreement", 90, []),
        ],
        "series": series(),
        "agreements": [
            AgreementView(title="energy pause", since=Day(2026, 1, 30), until=Day(2026, 2, 4), ended=None,
                          scope="energy", declared_by="both", because=[]),
            AgreementView(title="Easter truce", since=Day(2026, 4, 11), until=Day(2026, 4, 13), ended=None,
                          scope="general", declared_by="both", because=["durable"]),
            AgreementView(title="May truce", since=Day(2026, 5, 9), until=Day(2026, 5, 12), ended=None,
                          scope="general", declared_by="one side", because=[]),
        ],
        "in_force": [], "because": ["durable"],
    }  # fmt: skip
    return ConditionVerdict.model_validate(fields | changes)


def clock(**changes: object) -> ClockVerdict:
    """Return the invented clock gate."""
    fields: dict[str, object] = {
        "title": "Mandate", "asks": "Does the mission have a mandate?", "state": "open",
        "sentence": "Open until 15 November 2026: 181 days left.", "since": Day(2024, 11, 16),
        "until": Day(2026, 11, 16), "days_left": 181, "because": ["mandate-2026"],
    }  # fmt: skip
    return ClockVerdict.model_validate(fields | changes)


def case(name: str, title: str, months: int, full: float, start: int, go: Day | None) -> PlanCase:
    """Return an invented case of the plan that begins after `start` months."""

    def at(month: int, width: float) -> Range:
        mid = full * max(0, month - start) / months
        return Range(low=mid * (1 - width), mid=mid, high=mid * (1 + width))

    first = Day(2026, 6, 1)
    fan = [
        MonthTrained(month=Day(2026 + (n + 5) // 12, (n + 5) % 12 + 1, 1), trained=at(n + 1, 0.25),
                     inner=at(n + 1, 0.1))
        for n in range(months)
    ]  # fmt: skip
    assert fan[0].month == first
    return PlanCase(id=name, title=title, go=go, mandate_until=None, trained=at(months, 0.25),
                    inside=at(months, 0.3) if go else Range(low=0, mid=0, high=0),
                    cost=Range(low=150e6, mid=180e6, high=210e6), by_month=fan)  # fmt: skip


def plan(**changes: object) -> PlanView:
    """Return the invented plan."""
    cases = [
        case("inside-now", "inside Ukraine from today", 24, 34_200, 0, Day(2026, 5, 18)),
        case("inside-12", "inside Ukraine a year later", 24, 29_000, 1, Day(2027, 5, 18)),
        case("outside", "members' soil only", 24, 25_800, 0, None),
        case("lapse", "the mandate is not renewed", 24, 9_300, 0, None),
    ]
    fields: dict[str, object] = {
        "sentence": "34,200 soldiers in 24 months if training inside starts today.",
        "waiting_sentence": "A year of veto costs 5,200 soldiers.", "start": Day(2026, 6, 1), "months": 24,
        "target": Range(low=25_000, mid=30_000, high=35_000), "target_months": 24, "cases": cases,
        "waiting": [
            Wait(case="inside-12", title="inside Ukraine a year later", fewer=Range(low=3_900, mid=5_200, high=6_400),
                 saved=Range(low=9e6, mid=12e6, high=15e6)),
            Wait(case="outside", title="members' soil only", fewer=Range(low=6_100, mid=8_400, high=10_900),
                 saved=Range(low=-4e6, mid=-2e6, high=-1e6)),
            Wait(case="lapse", title="the mandate is not renewed", fewer=Range(low=21_000, mid=24_900, high=28_100),
                 saved=Range(low=100e6, mid=121e6, high=140e6)),
        ],
        "binds": [
            Bind(what="beds at poland", sentence="Beds in Poland hold it back: ten more are 86 soldiers.",
                 since=Day(2026, 8, 1), until=Day(2027, 5, 1), per_unit=8.6, unit="bed"),
        ],
        "hosts": [
            HostShare(site="poland", title="Training area in Poland", host="PL", trained=19_000, share=0.555),
            HostShare(site="west", title="Site in western Ukraine", host="UA", trained=15_200, share=0.445),
        ],
        "infeasible": None, "method": "Linear programme by week; 500 runs with invented figures.",
    }  # fmt: skip
    return PlanView.model_validate(fields | changes)


def security() -> list[IndicatorView]:
    """Return two invented indicators."""
    days = [Day(2025, 1, 1) + n * ONE for n in range((Day(2026, 5, 15) - Day(2025, 1, 1)).days)]
    return [
        IndicatorView(id="strikes", title="Long-range drones and missiles launched",
                      sentence="Rising: 2,520 in the last 28 days, 1,900 in the 28 before, 1,400 a year ago.",
                      about="strikes far from the front lines", per="launched in 28 days", last=2520, before=1900,
                      year_ago=1400, until=Day(2026, 5, 15), window=28, days=days,
                      levels=[launched(day) for day in days], source="Invented air force.", one_side=True),
        IndicatorView(id="area", title="Area under occupation",
                      sentence="Rising: 210 square kilometres more in the last 28 days.",
                      about="pressure in the east", per="square kilometres in 28 days", last=210, before=160,
                      year_ago=190, until=Day(2026, 5, 15), window=28, days=days,
                      levels=[112_000.0 + 7 * n for n in range(len(days))], source="Invented maps.", one_side=False),
    ]  # fmt: skip


def figures() -> list[FigureView]:
    """Return an invented figure that sources give differently."""
    values = [
        (Day(2023, 6, 15), 24_000, "24,000", None), (Day(2024, 2, 1), 40_000, "around 40,000", None),
        (Day(2024, 11, 18), 63_000, "63,000", None), (Day(2025, 5, 20), 75_000, "75,000", None),
        (Day(2025, 8, 29), 80_000, "more than 80,000", None), (Day(2025, 9, 3), 70_000, "over 70,000", "Older copy."),
    ]  # fmt: skip
    return [
        FigureView(id="trained", title="Soldiers trained by the mission", unit="soldiers",
                   sentence="Sources differ by 10,000 within a week in 2025.", note="Definitions of a course differ.",
                   values=[FigureValueView(day=d, amount=a, words=w, because=["trained-80"], doubt=x)
                           for d, a, w, x in values]),
    ]  # fmt: skip


def assessment(**changes: object) -> Assessment:
    """Return the invented assessment, with parts exchanged."""
    fields: dict[str, object] = {
        "title": "Invented case: a training mission", "asks": "When could instructors work inside?", "as_of": AS_OF,
        "read_until": AS_OF, "changes": {}, "state": "shut",
        "sentence": "Not open. Hungary says no, 19 have not said, and no quiet has lasted longer than three days.",
        "summary": "Two gates of three are shut. All figures here are invented for tests.",
        "gates": {"vote": vote(), "ceasefire": condition(), "mandate": clock()},
        "proposals": {"after-ceasefire": vote(), "creation": precedent()}, "plan": plan(), "security": security(),
        "figures": figures(), "claims": claims(),
        "assumed": [
            Assumption(where="programme.sites.west.beds", figure="900 to 1,500", why="No source gives it."),
            Assumption(where="programme.courses.basic.passes", figure="0.88 to 0.95", why="Like other basic courses."),
        ],
        "sourced": [SourcedFigure(where="programme.money.now.amount", figure="409,000,000 EUR", because=["money-409"])],
        "unknown": ["What eight members think: nothing was found."],
        "stale": ["Slovakia: nobody has looked since 1 March 2026."],
        "made": Provenance(placet="0.1.0", libraries={"numpy": "2.4", "highspy": "1.15"},
                           inputs={"dossier.yaml": "ab" * 32, "events/strikes.csv": "cd" * 32}, seed=1),
    }  # fmt: skip
    return Assessment.model_validate(fields | changes)
