"""The dossier format, version 1: every field, with what it means.

The reference page and the JSON Schema are made from here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from placet import units
from placet.documented import Documented


def written(reader: Any, *, like: str) -> Any:
    """Return a pydantic annotation that reads a quantity written in words."""
    schema = {"type": ["string", "number"], "examples": [like]}
    return (BeforeValidator(reader), WithJsonSchema(schema))


def counted(*unit: str, least: float = 0.0, most: float = float("inf")) -> Any:
    """Return a reader of quantities with one of these units."""
    return lambda text: units.quantity(text, unit, least=least, most=most)


Days = Annotated[int, *written(units.days, like="90 days")]
Months = Annotated[int, *written(units.months, like="24 months")]
DayRange = Annotated[units.Range, *written(units.day_range, like="60 to 180 days")]
Share = Annotated[units.Range, *written(units.share, like="0.88 to 0.95")]
Limit = Annotated[units.Limit, *written(units.limit, like="5 a day")]
Soldiers = Annotated[units.Range, *written(counted("soldiers", ""), like="15_000 soldiers")]
SoldiersPerWeek = Annotated[units.Range, *written(counted("soldiers a week"), like="500 to 700 soldiers a week")]
Beds = Annotated[units.Range, *written(counted("beds", ""), like="900 to 1_500 beds")]
People = Annotated[units.Range, *written(counted("people", ""), like="40 to 80 people")]
Ratio = Annotated[units.Range, *written(counted("soldiers an instructor", least=0.1), like="4 soldiers an instructor")]
EurPerWeek = Annotated[units.Range, *written(counted("EUR a soldier-week"), like="900 to 1_500 EUR a soldier-week")]
Times = Annotated[units.Range, *written(counted("times"), like="1 to 3 times")]
Eur = Annotated[units.Range, *written(counted("EUR"), like="409_000_000 EUR")]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
Member = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Zone = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]


def day_written(written: object) -> object:
    """Return a day of the calendar from `2026-05-18`, which YAML 1.2 hands over as text."""
    if isinstance(written, datetime.date) and not isinstance(written, datetime.datetime):
        return written
    if not isinstance(written, str) or not DAY.fullmatch(written):
        raise ValueError(f"{str(written)[:40]!r} is not a day; write it as year-month-day, like 2026-05-18")
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{written!r} is not a day of the calendar") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{written!r} is not between the years {FIRST_YEAR} and {LAST_YEAR}")
    return day


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2200
Day = Annotated[datetime.date, BeforeValidator(day_written)]
# Written 80_000 it is text for an editor, so its schema allows both.
Number = Annotated[
    float, Field(allow_inf_nan=False), WithJsonSchema({"type": ["number", "string"], "examples": [80000]})
]
Why = dict[str, Text]


class Part(Documented):
    """A part of a dossier: frozen, and no key but the known ones."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class Claim(Part):
    """What somebody said or did according to one source, with the exact words."""

    says: Text
    """The claim in one neutral sentence."""
    by: Text
    """Who said or did it: a member's code, an institution or an office."""
    about: Text
    """The subject: `vote.HU`, `vote`, `mission`, `mandate`, `ceasefire`, `security`, `logistics`, `burden`, `money`,
    `host`, `consequences`, `precedent`."""
    kind: Literal["stated", "reported", "inferred"]
    """`stated`: in the speaker's own words; `reported`: somebody else says so; `inferred`: read by the desk from
    something near it."""
    in_: Id = Field(alias="in")
    """The source: the name of a file in `sources/`, without `.md`."""
    quote: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    """The exact words in the source's text. The check fails when they no longer stand there."""


class Stance(Part):
    """A member's position since a day."""

    since: Day
    """The first day on which the position was known."""
    stance: Literal["yes", "no", "abstain", "unclear", "unknown"]
    """`unclear`: has spoken near the subject but not on the proposal; `unknown`: nothing was found."""
    if_: list[Text] = Field(default=[], alias="if")
    """The conditions that the member attaches to a yes."""
    declared: bool = False
    """Whether an abstention is qualified by a formal declaration (Art. 31(1) TEU: "constructive abstention")."""
    because: list[Id] = []
    """The claims that it rests on."""
    check_by: Day | None = None
    """From this day on the position counts as stale until somebody looks again."""
    note: Text | None = None
    """What a reader must know beside it."""


class Cost(Part):
    """What it would take to move a member one step towards yes, against one for a member that has no cost."""

    price: Number
    """The price of one step along no, abstention with a declaration, abstention, yes: above zero, in any unit."""
    because: list[Id] = []
    """The claims that it leans on."""
    assumed: Text | None = None
    """Why this price, where no source gives it. One of `because` and `assumed` is needed."""


CountedPosition = Literal["yes", "abstain", "declared", "no", "absent"]


class Formula(Part):
    """When an act is adopted: one of `all_of`, `any_of`, `not`, or a threshold (`count` with `at_least`)."""

    all_of: list[Formula] | None = None
    """Every one of these holds."""
    any_of: list[Formula] | None = None
    """At least one of these holds."""
    not_: Formula | None = Field(default=None, alias="not")
    """This does not hold."""
    count: Literal["members", "population", "votes"] | None = None
    """What a threshold counts: members, their population in persons, or the `votes` that the rule gives them."""
    at_least: int | Text | None = None
    """How many: `15`, `55 %`, `more than 1/2`, `all`, `all but 3`, `55 % and at least 15`, or `all but the fewest with
    more than 35 %`. Shares are of those that take part."""
    of: list[CountedPosition] = ["yes"]
    """The positions that count."""
    among: list[Member] | None = None
    """Only these members count."""
    votes: dict[Member, int] = {}
    """The votes of each member, where `count` is `votes`."""
    title: Text | None = None
    """What is counted, in words: `members in favour`."""


class OwnRule(Part):
    """A voting rule of the dossier's own, beside those that `placet rules` lists."""

    title: Text
    """Its name on screens."""
    article: Text = "no article: a rule of the dossier's own"
    """Where it is written."""
    formula: Formula
    """When an act is adopted."""
    because: list[Id] = []
    """The claims that it rests on."""
    assumed: Text | None = None
    """Why this rule, where no source gives it. One of `because` and `assumed` is needed."""
    note: Text | None = None
    """What a reader must know beside it."""


class Outcome(Part):
    """How a proposal ended, as recorded."""

    day: Day
    """The day of the outcome."""
    adopted: bool
    """Whether the act was adopted."""
    how: Text
    """In a few words: `adopted with one declared abstention`."""
    because: list[Id]
    """The claims that it rests on."""


class Proposal(Part):
    """One version of what is to be decided. "Now" and "after a ceasefire" are two proposals."""

    title: Text
    """What would be decided."""
    proposed: Day
    """The day on which it was put forward. Before that day the desk says that nothing was proposed."""
    because: list[Id]
    """The claims that show that and when it was proposed."""
    rule: Id
    """The voting rule: one that `placet rules` lists, or one of the dossier's own (`rules`)."""
    voters: Literal["EU27"] | list[Member] = "EU27"
    """Who votes."""
    military: bool = False
    """Whether it has military or defence implications; the treaty then closes the ways by qualified majority
    (Art. 31(4) TEU)."""
    waits_like: Id | None = None
    """The kind of past files whose waiting times are shown beside it, such as `csdp-mission`; left out, all past files
    count alike."""
    stage: Literal["asked", "proposed", "agreed", "unknown"] = "unknown"
    """How far it had come on the day `proposed`: only `asked` for (nobody had tabled a text), `proposed` as a text, or
    `agreed` in principle by ministers or leaders. It tells in how long such files waited."""
    stances: dict[Member, list[Stance]] = {}
    """The dated positions of each member, newest first. A member not named is unknown."""
    others: list[Stance] = []
    """The dated positions of all members that `stances` does not name, newest first; used for recorded votes."""
    costs: dict[Member, Cost] = {}
    """What it would take to move a member, for the order of the ways through; 1 a step for a member not named."""
    outcome: Outcome | None = None
    """The recorded outcome, once there is one."""
    note: Text | None = None
    """What a reader must know beside it."""


class VoteGate(Part):
    """A gate that opens when a proposal passes."""

    kind: Literal["vote"]
    """`vote`"""
    title: Text
    """Its name on screens."""
    asks: Text
    """The question that it answers."""
    proposal: Id
    """The proposal that must pass."""


class Series(Part):
    """A table of daily counts: one row a day, or a day and a class."""

    title: Text
    """What is counted."""
    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._/-]+\.csv$")]
    """A CSV file in the dossier. Lines that start with `#` are comments."""
    day: Text
    """The column with the day."""
    count: Text
    """The column with the number."""
    where: dict[str, Text] = {}
    """Keep only the rows with these words in these columns."""
    published: Text | None = None
    """The column with the day on which a row was published. Of the rows of one day those published last count; as of an
    earlier day of knowledge, those published last until then."""
    unit: Text
    """What one of the counted is: `drones and missiles launched`."""
    lag: Days
    """How long it takes until a day's count is known."""
    missing: Literal["unknown", "zero"]
    """What a day without a row means: nothing happened (`zero`), or nobody looked (`unknown`)."""
    observed_from: Day
    """The first day of observation."""
    observed_until: Day
    """The day after the last day of observation; after it everything is unknown."""
    source: Text
    """Whose data they are, their licence, and what was done to them."""
    one_side: bool = False
    """Whether the counts are claims of one of the parties."""
    note: Text | None = None
    """What a reader must know beside it."""
    covers: Literal["all", "long-range", "energy", "sea", "ground"] = "all"
    """The class of violence that is counted; an agreement on another class is not judged by it."""
    zone: Zone | None = None
    """The region that is counted, as ISO 3166-2 writes it: `UA-14`; left out, the whole country."""
    region: Text | None = None
    """The column with the first-level region, as a name or code; with it the counts are also shown on a map."""
    kind: Literal["incidents", "weapons", "casualties", "long-range", "area"] | None = None
    """How grave one of the counted is, for the grade of a violation."""
    heartbeat: Days | None = None
    """After so many days without any row the feed counts as silent: those days are unknown, whatever `missing` says."""


class Prolongation(Part):
    """An agreement was prolonged."""

    day: Day
    """The day on which that was announced."""
    until: Day
    """The day after its new last day."""
    because: list[Id] = []
    """The claims that it rests on."""


class Agreement(Part):
    """A truce or moratorium that was announced."""

    title: Text
    """Its usual name."""
    since: Day
    """The first day on which it was to be in force."""
    until: Day | None = None
    """The day after the last announced day; left out when none was announced."""
    ended: Day | None = None
    """The day on which it was seen to have ended, when that is known."""
    scope: Literal["general", "long-range", "energy", "sea", "ground"]
    """What it covered."""
    declared_by: Literal["both", "one side", "not in force"]
    """Who declared it; `not in force`: offered or announced, never in force."""
    because: list[Id] = []
    """The claims that it rests on."""
    note: Text | None = None
    """What a reader must know beside it."""
    zones: list[Zone] = []
    """The regions that it covers, as ISO 3166-2 writes them; left out, the whole country."""
    class_: Id = Field(alias="class", default="truce")
    """The class of past ceasefires whose survival it is likened to: `truce`, `treaty`, `cessation`, `preliminary`,
    `definitive`, ..."""
    exempt: list[Text] = []
    """What it leaves out by its own words, such as live-fire exercises. The counts are to leave it out too."""
    renewals: list[Prolongation] = []
    """When it was prolonged, oldest first."""
    denounced: Day | None = None
    """The day on which a party withdrew from it: that ends it as a collapse, whatever the counts say."""


class Reading(Part):
    """One computable definition of "durable". No text of the Council defines it, so several stand side by side."""

    title: Text
    """Its name on screens: `90 days under 5 a day`."""
    at_most: dict[Id, Limit]
    """For each series the most that a quiet day may have: `5 a day`, or `0.25 of before` (of the daily mean in the
    28 days before the agreement)."""
    for_: Days = Field(alias="for")
    """How many days in a row."""
    forgiving: Days = 0
    """How many of those days may be above the limit."""
    needs: Literal["nothing", "agreement"] = "agreement"
    """`agreement`: every day must lie within a declared general ceasefire; `nothing`: quiet is enough."""
    observed: Share = units.Range.point(0.8)
    """The share of the days that must have been observed; fewer and the answer is unknown."""
    because: list[Id] = []
    """The claims that the reading leans on."""
    assumed: Text | None = None
    """Why these numbers, where no source gives them. One of `because` and `assumed` is needed."""


class ConditionGate(Part):
    """A gate that opens when a condition in the world is met."""

    kind: Literal["condition"]
    """`condition`"""
    title: Text
    """Its name on screens."""
    asks: Text
    """The question that it answers."""
    series: dict[Id, Series]
    """The daily counts that it reads."""
    agreements: dict[Id, Agreement] = {}
    """The truces that were announced."""
    readings: dict[Id, Reading]
    """The readings, side by side."""
    reading: Id
    """The reading that decides this gate; the others are shown."""
    lasts_like: list[Id] = []
    """Classes of past ceasefires whose base rates are shown beside the readings: `truce`, `treaty`, `cessation`, ..."""
    prospect: Prospect | None = None
    """What is judged of the days to come, for the chance that a reading is met by a day."""


class Period(Part):
    """A span of days in which a clock gate is open."""

    since: Day
    """The first open day."""
    until: Day
    """The first day that is no longer open."""
    because: list[Id]
    """The claims that it rests on; the desk knows of the period from their day on."""


class ClockGate(Part):
    """A gate that a calendar opens and shuts: a mandate's term."""

    kind: Literal["clock"]
    """`clock`"""
    title: Text
    """Its name on screens."""
    asks: Text
    """The question that it answers."""
    open: list[Period]
    """The periods in which it is open, oldest first."""
    after: Literal["shut", "unknown"]
    """What is known of the days after the last period."""
    renews: Renews | None = None
    """What is judged of the days after the last period, for the chance that the gate is open then. Left out, the chance
    counts as anything from 0 to 1."""
    note: Text | None = None
    """What a reader must know beside it."""


Gate = Annotated[VoteGate | ConditionGate | ClockGate, Field(discriminator="kind")]


class Indicator(Part):
    """A series of the security picture, compared with its own past."""

    title: Text
    """What it shows."""
    series: Series
    """The daily counts or levels."""
    measure: Literal["sum", "change", "share"]
    """`sum`: counts are added up; `change`: the level at the end less the level at the start; `share`: the counts as a
    share of those in the column `of`."""
    of: Text | None = None
    """For a share, the column of the same table with the whole: `launched`."""
    window: Days
    """The span that is compared with the span before it and with the same span a year earlier."""
    per: Text
    """The unit of the compared figure: `launched in 28 days`."""
    about: Text
    """What in the case it answers: `strikes far from the front lines`."""


class FigureValue(Part):
    """One published value of a figure."""

    day: Day
    """The day for which it was given."""
    amount: Number
    """The number."""
    words: Text
    """As written: `more than 80,000`."""
    because: list[Id]
    """The claims that it rests on."""
    doubt: Text | None = None
    """Why it should not be trusted, if so."""


class Figure(Part):
    """A figure that sources give differently. The values stand side by side; they are never averaged."""

    title: Text
    """What is counted."""
    unit: Text
    """The unit."""
    values: list[FigureValue]
    """The published values, oldest first."""
    note: Text | None = None
    """What a reader must know beside it."""


class Assumed(Part):
    """The base of the parts of the programme: each figure is sourced or says `assumed`."""

    because: list[Id] = []
    """The claims behind the figures that `assumed` does not name."""
    assumed: Why = {}
    """For each assumed field, why this figure."""


class Target(Assumed):
    """What the programme is to deliver."""

    soldiers: Soldiers
    """How many soldiers."""
    within: Months
    """Within how many months."""


class Intake(Assumed):
    """How many soldiers the host sends."""

    soldiers: SoldiersPerWeek
    """How many arrive."""


class Prospect(Assumed):
    """Judgements on the days to come of a condition. Each is sourced or says `assumed`."""

    agreement_a_year: Share | None = None
    """The chance that a general agreement without a near end comes about within a year: `0.05 to 0.40`. Left out, the
    gate's own agreements are counted."""
    counted_since: Day | None = None
    """The day from which they are counted; left out, the first of them."""
    within_limits: dict[Id, Share] = {}
    """For each reading, the chance that a general agreement that lasts also stays within its limits. A reading that is
    not named gets `0.05 to 0.95`."""


class Renews(Assumed):
    """What is judged of a clock's days after its last period."""

    chance: Share
    """The chance that the gate is open again from the end of a period on."""
    for_: Months = Field(alias="for")
    """For how long each time."""


class Course(Assumed):
    """A course."""

    title: Text
    """Its name on screens."""
    lasts: Days
    """How long it takes."""
    instructors: Ratio
    """How many soldiers one instructor teaches."""
    passes: Share
    """The share that passes."""
    share: Share
    """The share of the intake that takes this course."""
    needs: list[Id] = []
    """Courses that must be passed before; graduates of those are this course's intake."""


class Ahead(Assumed):
    """Beds of a site that could be built before the gates open, so that they can be used from that day on."""

    beds: Beds
    """How many of the site's beds."""
    cost: Eur
    """What they cost, paid when they are ordered, from the money of that time."""
    takes: DayRange
    """How long it takes."""


class Site(Assumed):
    """A place of training. Sites inside Ukraine are abstract: an oblast at most, never a real place."""

    title: Text
    """Its name on screens."""
    in_: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[0-9A-Z]{1,3})?$")] = Field(alias="in")
    """The host: a member's code, or `UA`."""
    beds: Beds
    """How many soldiers it can hold at a time."""
    courses: list[Id]
    """The courses that it can give."""
    opens: Literal["open"] | DayRange = "open"
    """`open`: it works today; `60 to 180 days`: so long after the gates open."""
    cost: EurPerWeek
    """The common cost of one soldier for one week."""
    ahead: Ahead | None = None
    """What of it could be built before the gates open."""
    displaces: Share | None = None
    """How much of the host's own training it displaces: bed-weeks of that for each bed-week used here, `0.1 to 0.4`.
    Left out, it is unknown, and said to be."""


class Instructors(Assumed):
    """The instructors that one nation or group of nations sends."""

    title: Text
    """Its name on screens."""
    people: People
    """How many at a time."""
    nations: list[Member] = []
    """The members that send them; left out where that is not known."""
    inside: Literal["yes", "no", "unknown"]
    """Whether they may teach inside Ukraine. `unknown` counts as no in the plan, and is said."""
    caveat: Text | None = None
    """What the nation reserves, in words, such as a parliament that refuses; shown beside its instructors."""


class Fund(Assumed):
    """Money for the common costs."""

    title: Text
    """Its name on screens."""
    amount: Eur
    """How much."""
    since: Day
    """The first day on which it can be spent."""
    until: Day
    """The day after the last."""


class Renewal(Assumed):
    """The money of a later period, which nobody has decided yet."""

    amount_a_year: Annotated[units.Range, *written(counted("EUR a year"), like="180_000_000 to 220_000_000 EUR a year")]
    """How much a year after the last fund ends, if the mandate is renewed."""


class Absent(Part):
    """A member that is known to host nothing and to send nobody."""

    because: list[Id]
    """The claims that it rests on."""
    note: Text | None = None
    """What a reader must know beside it."""


TABLED: Mapping[str, type[Part]] = {
    "courses": Course,
    "sites": Site,
    "instructors": Instructors,
    "money": Fund,
    "intake": Intake,
}
"""What may be a table; `intake` has one row and no `id`."""
CSV_NAME = r"[A-Za-z0-9._/-]+\.csv"
"""How the file of such a table is named."""


def or_table(shape: dict[str, Any]) -> None:
    """Let the JSON Schema take the name of a CSV file in the place of parts that may stand in a table."""
    for kind in TABLED:
        table = {"type": "string", "pattern": f"^{CSV_NAME}$"}
        shape["properties"][kind] = {"anyOf": [shape["properties"][kind], table]}


class Programme(Part):
    """What the mission can do: courses, sites, instructors, money.

    In the place of courses, sites, instructors, money or intake may stand the name of a table, `programme/sites.csv`.
    """

    model_config = ConfigDict(json_schema_extra=or_table)

    target: Target
    """What is to be reached."""
    horizon: Months
    """How far the plan looks."""
    clock: Id
    """The clock gate that is the mandate's term."""
    intake: Intake
    """How many soldiers the host sends."""
    courses: dict[Id, Course]
    """The courses."""
    sites: dict[Id, Site]
    """The sites."""
    instructors: dict[Id, Instructors]
    """The instructors."""
    absent: dict[Member, Absent] = {}
    """Members that are known to host nothing and to send nobody: without them nothing is lost."""
    money: dict[Id, Fund]
    """The funds."""
    renewal: Renewal
    """The money after the last fund."""


class Depends(Assumed):
    """How one gate's opening hangs on another: for the chance that all are open, never for a verdict."""

    upon: Id
    """The other gate."""
    before: Share = units.Range.point(1.0)
    """How fast it opens while the other is shut, as a share of its own pace: 0 is never, 1 is no matter."""
    after: Times = units.Range.point(1.0)
    """How many times as fast as by itself it opens once the other is open: `1 to 3 times`."""


class Joined(Part):
    """Which gates must be open for the mission to start."""

    all: list[Id]
    """Every one of these gates."""
    depends: dict[Id, Depends] = {}
    """Gates whose opening hangs on another gate. A gate that is not named opens independently of the others."""


class Dossier(Part):
    """One case: claims, proposals, gates, the programme."""

    placet: Literal[1]
    """The version of this file format."""
    title: Text
    """The case."""
    asks: Text
    """The question that the dossier answers."""
    read_until: Day
    """The day up to which somebody has read the news for this dossier. It is the `as of` day when none is given."""
    sources: Literal["sources/"] = "sources/"
    """The folder with one Markdown file per article, never edited."""
    claims: dict[Id, Claim]
    """What was said, word for word, and where."""
    proposals: dict[Id, Proposal]
    """The versions of what is to be decided, and the precedents."""
    rules: dict[Id, OwnRule] = {}
    """Voting rules of the dossier's own."""
    gates: dict[Id, Gate]
    """What must be open."""
    opens: Joined
    """Which gates must be open at the same time."""
    programme: Programme | None = None
    """What the mission can deliver."""
    security: dict[Id, Indicator] = {}
    """The security picture."""
    figures: dict[Id, Figure] = {}
    """Figures that sources give differently."""
    scenarios: dict[Id, dict[str, Text]] = {}
    """Named sets of changes, as `what-if` takes them: `{vote.HU: abstain declared}`."""


class Source(Part):
    """The head of a source file (`sources/NAME.md`, between two lines `---`); its text follows."""

    publisher: Text
    """Who published it."""
    title: Text
    """Its title, or what it is."""
    published: Day
    """The day of publication."""
    published_basis: Literal["stated", "from the address", "inferred"]
    """`stated`: the page carries the day; `from the address`: the address carries it; `inferred`: it follows from the
    text, or is the day on which the page was read."""
    address: Annotated[str, StringConstraints(pattern=r"^(https?://|file:)\S+$", max_length=500)]
    """Where the original is; `file:NAME` when it was added from a file and no address is known."""
    text: Literal["own words", "original"]
    """`own words`: a summary with short quotes; `original`: the whole text."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    """The language of the original."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The hash of the text after the head, so that a later change is seen."""
    caution: Text | None = None
    """What a reader must know: state-owned, partisan, a copy, a machine translation."""
    withdrawn: Day | None = None
    """The day on which the publisher withdrew it. From that day on its claims count no more."""
    same_as: Id | None = None
    """The source of which this is a copy: the same text, or nearly so, elsewhere."""
    replaces: Id | None = None
    """The earlier snapshot of the same page, which stays as it is with the claims that quote it."""
    item: Text | None = None
    """What the feed or agency calls the item, so that a correction or withdrawal finds it."""
    raw: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\.[a-z0-9]{1,8}$")] | None = None
    """The file in `sources/raw/` with the bytes as they came: their sha256 and an ending."""
    extractor: Text | None = None
    """What made the text out of those bytes, with its version and setting."""


class Case(Part):
    """One line of `cases.yaml`: what the desk must say on a day."""

    name: Text
    """What is tested."""
    as_of: Day
    """The day."""
    changes: dict[str, Text] = {}
    """Changes to make first, as `what-if` takes them."""
    expect: dict[str, Any]
    """Dotted names in the assessment and what must stand there: `{gates.vote.state: shut}`."""
