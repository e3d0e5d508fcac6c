"""What a gate says: frozen results, each with a sentence that is built from its fields."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from placet.documented import Documented
from placet.units import Range as Figure

Day = datetime.date
State = Literal["open", "shut", "unknown"]
Position = Literal["yes", "if", "abstain", "declared", "no", "unclear", "unknown"]


class Frozen(Documented):
    """A result: frozen, every field documented."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Range(Frozen):
    """A figure with its 90 % interval."""

    low: float
    """The figure is below this with a chance of 5 %."""
    mid: float
    """The middle."""
    high: float
    """The figure is above this with a chance of 5 %."""

    @classmethod
    def of(cls, figure: Figure) -> Range:
        """Return a kernel's figure as results hold it."""
        return cls(low=figure.low, mid=figure.mid, high=figure.high)


class MemberStance(Frozen):
    """Where one member stands as of the day."""

    member: str
    """The member's code, as the Council writes it."""
    name: str
    """The member's name."""
    position: Position
    """`if` is a yes with conditions, `declared` an abstention with a formal declaration."""
    conditions: list[str]
    """The conditions of an `if`."""
    since: Day | None
    """Since when; nothing for a member of whom nothing was found."""
    because: list[str]
    """The claims behind it."""
    check_by: Day | None
    """The day from which it counts as stale."""
    stale: bool
    """Whether that day has passed."""
    note: str | None
    """What a reader must know beside it."""
    changed: bool = False
    """Whether a what-if change set it."""


class Path(Frozen):
    """One way through or round a vote."""

    sentence: str
    """`HU abstains with a declaration (Art. 31(1) TEU)`."""
    changes: dict[str, str]
    """The what-if changes that play it through; empty when the desk cannot play it."""
    article: str
    """The article of the treaty."""
    precedent: str | None
    """Where it was done before."""
    removes_veto: bool
    """Whether the veto really falls."""
    closed: bool = False
    """Whether the treaty closes this way for this proposal."""
    who_takes_part: str | None = None
    """Who would take part."""
    who_pays: str | None = None
    """Who would pay."""
    note: str | None = None
    """What a reader must know beside it, such as why the way is closed, or what was not verified against the text."""
    cost: float | None = None
    """What the moves cost by the dossier's prices; nothing where it gives none, or the way is no move."""
    remains: Remains | None = None
    """What is left of the programme; nothing without a programme, or where nobody falls away."""


class Remains(Frozen):
    """What is left of a programme when only some members take part. No plan is computed anew."""

    title: str
    """Who takes part: `Without HU`."""
    without: list[str]
    """The members that fall away."""
    sites: int
    """Sites whose host takes part, those in the host country included."""
    sites_all: int
    """All sites."""
    sites_lost: list[str]
    """The sites that fall away."""
    beds: Range
    """The share of the beds that stays; low and high apart where a host is not known."""
    instructors: Range
    """The share of the instructors that stays; low and high apart where it is not known whose they are."""
    money: str
    """What is known of the money."""
    sentence: str
    """The finding."""


class DeclaredRoom(Frozen):
    """How far declared abstentions are from stopping the act: a third of the members with a third of the population."""

    declared: list[str]
    """Who has declared."""
    members_left: int
    """How many members are still missing to the third."""
    persons_left: int
    """How many persons are still missing to the third of the population."""
    share_left: float
    """The same as a share of the population."""
    stops: bool
    """Whether they stop it already."""
    sentence: str
    """In words."""
    who_pays: str | None = None
    """Who pays then; nothing while nobody has declared."""


class Ask(Frozen):
    """A member whose answer would move the chance."""

    member: str
    """The member's code."""
    name: str
    """Its name."""
    position: Position
    """Its position now."""
    worth: float
    """How far its answer would move the chance of adoption on average, up or down (0 to 1)."""
    now: float
    """The chance of adoption before it answers, the members deciding alone."""
    if_yes: float
    """The chance of adoption if it says yes."""
    if_no: float
    """The chance of adoption if it says no."""
    stood_against: int
    """In how many past contested files that one member could stop it was publicly against."""
    why: str
    """Why it is asked."""


class Criterion(Frozen):
    """One test of the voting rule."""

    title: str
    """`members in favour or abstaining`."""
    needed: float
    """What is needed."""
    have: float
    """What the known positions give, with every silent or conditional member against."""
    reach: float
    """What they could give, with every silent or conditional member in favour."""
    unit: str
    """`members` or `persons`."""


class StanceBasis(Frozen):
    """What the chances of one position rest on."""

    position: Position
    """The position."""
    members: int
    """How many members hold it."""
    no: Range
    """The chance that such a member ends with a no; over members of different age, the widest."""
    kind: Literal["fitted", "judgement"]
    """`fitted`: counted on past decisions; `judgement`: nobody's data say it."""
    basis: str
    """On what it rests."""


class Chance(Frozen):
    """How likely a proposal is to pass, from the positions as known: an estimate with judgements in it."""

    within_days: int
    """Within so many days."""
    independent: Range
    """If the members decide independently of each other."""
    correlated: Range
    """If they move together."""
    correlation: float
    """How alike any two of them decide."""
    sentence: str
    """The finding."""
    stances: list[StanceBasis]
    """What it rests on, position by position."""
    method: str
    """How it was computed."""
    likeliest_block: list[str] = []
    """The members that, of all groups that can stop it, are likeliest to do so together."""
    block_chance: float = 0.0
    """How likely those all refuse, deciding alone."""


class WaitingOdds(Frozen):
    """What became of past files within some days more."""

    within_days: int
    """Within so many days from the day of the assessment."""
    adopted: Range
    """The chance that it is adopted, by whatever route."""
    routes: dict[str, float]
    """The chance of each route, `adopted after a concession`, `given up` ..."""
    still_open: float
    """The chance that nothing is decided."""


class WaitingView(Frozen):
    """How long such files waited: a base rate of past contested files, blind to these members' positions."""

    files: int
    """On how many past files it rests."""
    like: str | None
    """The kind of files that weighs more; nothing when the dossier names none."""
    waited_days: int
    """How many days this proposal has waited."""
    waited_so_long: int
    """How many of the past files had waited longer than that."""
    against: bool
    """Whether a member that can stop it is publicly against."""
    odds: list[WaitingOdds]
    """The chances, the nearest span first."""
    likeliest: str
    """The commonest route of adoption."""
    sentence: str
    """The finding."""
    method: str
    """How it was computed."""


class VoteVerdict(Frozen):
    """Whether a proposal passes, from what is known."""

    kind: Literal["vote"] = "vote"
    """`vote`"""
    title: str
    """Its name."""
    asks: str
    """The question."""
    state: State
    """`open`: adopted, or it passes however the silent members vote; `shut`: it fails however they vote."""
    sentence: str
    """The verdict."""
    proposal: str
    """The proposal's name in the dossier."""
    proposal_title: str
    """What would be decided."""
    proposed: Day | None
    """When it was put forward; nothing when nothing was proposed yet."""
    rule: str
    """The voting rule."""
    rule_title: str
    """Its name."""
    article: str
    """Its article."""
    counts: dict[Position, int]
    """How many members hold each position."""
    members: list[MemberStance]
    """All voters, in the Council's protocol order of codes (alphabetical)."""
    blockers: list[str]
    """The members whose stated no stops it."""
    silent: list[str]
    """The members that are unclear or unknown."""
    criteria: list[Criterion]
    """The tests of the rule."""
    paths: list[Path]
    """Ways through, the cheapest first, then ways round."""
    ask: list[str]
    """Members whose answer would tell most, the first first."""
    chance: Chance | None = None
    """How likely it is to pass; nothing where it was not computed, not proposed, or is decided."""
    waiting: WaitingView | None = None
    """How long such files waited in the past; nothing where it was not computed, not proposed, or is decided."""
    one_stops: bool = False
    """Whether one member alone can stop it under the rule."""
    opted_out: dict[str, str] = {}
    """Members that take no part in such decisions on the day, each with why."""
    room: DeclaredRoom | None = None
    """How far declared abstentions are from stopping it; nothing where the rule knows none."""
    blocking: list[list[str]] = []
    """The smallest groups, among the members that do not stand in favour, that stop it by what they have said; groups
    of up to five."""
    asking: list[Ask] = []
    """Whose answer would move the chance, the most first; empty where the chance was not computed."""
    remains: list[Remains] = []
    """What is left of the programme when only some members take part."""
    recorded: str | None
    """How it ended, as recorded, once it has."""
    recorded_day: Day | None
    """The day of the recorded outcome."""
    agrees: bool | None
    """Whether the stated positions allow the recorded outcome."""
    because: list[str]
    """The claims behind the proposal and its outcome."""
    note: str | None
    """What a reader must know beside it."""

    def worth_asking(self, most: int = 3) -> list[str]:
        """Return whose answer would move the odds most, up to so many members, the most first."""
        return self.ask[: max(0, most)]


class MetBy(Frozen):
    """The chance that a reading is met by a day, given what is known today."""

    day: Day
    """The day."""
    days: int
    """How many days from the day of the assessment."""
    chance: Range
    """The chance that it has been met by then, with the interval of the uncertain inputs."""


class ReadingVerdict(Frozen):
    """What one reading of "durable" says as of the day."""

    reading: str
    """Its name in the dossier."""
    title: str
    """Its name on screens."""
    state: State
    """`open`: met today; `shut`: not met whatever the unobserved days held; `unknown`: too little was observed."""
    sentence: str
    """The answer in words."""
    days_needed: int
    """How many days in a row."""
    day: int
    """How many quiet days, up to the last observed day, count so far."""
    longest: int
    """The longest run of quiet days ever observed in these data."""
    longest_ended: Day | None
    """The last day of that run."""
    open_spans: list[tuple[Day, Day]]
    """When it would have counted as open in the past: half-open spans."""
    observed_share: float
    """The share of the last `days_needed` days that was observed."""
    rests_on_agreement: bool = False
    """Whether it cannot be met without a declared general ceasefire."""
    limits: dict[str, float] = {}
    """For each series that it reads, the most a day that still counts as quiet, as of this day."""
    met_by: list[MetBy] = []
    """The chance that it is met in three months, one year and two years."""
    met_by_method: str = ""
    """How that chance was made, and what was judged."""
    assumed: str | None
    """Why these numbers, when they are an assumption."""
    because: list[str]
    """The claims that it leans on."""


class DailyCounts(Frozen):
    """A series as the chart draws it."""

    series: str
    """Its name in the dossier."""
    title: str
    """What is counted."""
    unit: str
    """One of the counted."""
    days: list[Day]
    """The days."""
    counts: list[float | None]
    """The counts; nothing for a day that was not observed."""
    known_until: Day
    """The day after the last day whose count was known."""
    revised: list[Day] = []
    """Days whose count the source changed after it was first known."""
    source: str
    """Whose data they are."""
    one_side: bool
    """Whether one party's claims."""


class AgreementView(Frozen):
    """An announced truce."""

    title: str
    """Its name."""
    since: Day
    """Its first day."""
    until: Day | None
    """The day after its last announced day."""
    ended: Day | None
    """When it was seen to have ended."""
    scope: str
    """What it covered."""
    declared_by: str
    """By whom."""
    because: list[str]
    """The claims behind it."""


class Lasting(Frozen):
    """How long ceasefires of a class lasted: a base rate, not a forecast of this one."""

    base: str
    """The class."""
    title: str
    """What was followed."""
    followed: int
    """How many."""
    survived_days: int
    """Having lasted so many days."""
    horizon_days: int
    """So many days more."""
    chance: Range
    """The share that lasted on, with the 90 % interval of sampling."""
    failure: str
    """What counts as an end, and whose data."""


class RegionCount(Frozen):
    """What was counted in one region."""

    zone: str
    """The region, as ISO 3166-2 writes it."""
    name: str
    """Its name."""
    count: float
    """The sum over the window."""


class RegionCounts(Frozen):
    """A series by region, over its last observed year."""

    series: str
    """Its name in the dossier."""
    title: str
    """What is counted."""
    unit: str
    """One of the counted."""
    since: Day
    """The first day of the window."""
    until: Day
    """The day after its last day."""
    regions: list[RegionCount]
    """All regions, by code; one without a row had none."""
    elsewhere: float
    """What carries no region, or one that is not known."""
    source: str
    """Whose data they are."""
    one_side: bool
    """Whether one party's claims."""


class SurvivalCurve(Frozen):
    """How past ceasefires of one class lasted, day by day."""

    base: str
    """The class."""
    title: str
    """What was followed."""
    followed: int
    """How many."""
    days: list[float]
    """Days since the start."""
    survival: list[Range]
    """The share that had not failed by the end of each day, with its 90 % interval."""
    failure: str
    """What counts as an end, and whose data."""


class LastsOn(Frozen):
    """The chance that a truce lasts on, by its class and the time it has lasted."""

    days: int
    """So many days more."""
    chance: Range
    """The share of its class that lasted on, with the 90 % interval of sampling."""


class TruceChange(Frozen):
    """A change of the state of a truce, with the rows behind it."""

    day: Day
    """The first day of the state."""
    status: str
    """The state: see docs/methods/ceasefire.md."""
    sentence: str
    """What was counted, in which table, against which threshold."""


class TruceStanding(Frozen):
    """How a truce stands in one series of counts."""

    title: str
    """The truce's name."""
    series: str
    """The series by which it is judged; empty when none counts what it covers."""
    zone: str
    """The region that is counted; empty for the whole country."""
    covers: str
    """The class of violence that is counted."""
    status: str
    """`undeclared`, `declared`, `unknown`, `in force`, `strong`, `eroding`, `durable`, `collapsed`, `expired`,
    `replaced` or `ended`."""
    sentence: str
    """The state in words, with its chances."""
    grade: str
    """How grave the violations of the last observed day were: `none`, `minor`, `serious`, `major` or `unknown`."""
    before_per_day: float | None
    """The level before the truce, a day."""
    level: Range | None
    """The rate behind the last seven days, a day; nothing when none was observed."""
    observed_share: float
    """The share of the last seven days that was observed."""
    chance_in_force: float
    """The chance that the rate is at most half of the level before."""
    chance_strong: float
    """The chance that it is at most a quarter."""
    chance_broken: float
    """The chance that it is above half."""
    chance_eroding: float | None
    """The chance that the last 28 days were worse than 28 days a quarter earlier; nothing when that cannot be said."""
    lasts: list[LastsOn]
    """The chance of lasting another 30, 90 and 365 days; empty when it is over."""
    changes: list[TruceChange]
    """Its changes of state, the last ones, oldest first."""
    because: list[str]
    """The claims behind the agreement."""


class ConditionVerdict(Frozen):
    """Whether the condition in the world is met."""

    kind: Literal["condition"] = "condition"
    """`condition`"""
    title: str
    """Its name."""
    asks: str
    """The question."""
    state: State
    """The state of the reading that decides."""
    sentence: str
    """The verdict."""
    reading: str
    """The reading that decides."""
    readings: list[ReadingVerdict]
    """All readings, side by side."""
    series: list[DailyCounts]
    """The counts behind them."""
    agreements: list[AgreementView]
    """The truces that had been announced."""
    in_force: list[str]
    """The titles of general ceasefires announced for this day."""
    curves: list[SurvivalCurve] = []
    """How ceasefires of those classes lasted, over five years."""
    age_days: int | None = None
    """How long the general ceasefire in force has lasted; nothing when there is none."""
    regions: list[RegionCounts] = []
    """The series that are counted by region, over their last observed year."""
    standings: list[TruceStanding] = []
    """How the truces of the last year stand, each in the series that count what it covers."""
    lasting: list[Lasting] = []
    """How long ceasefires of the classes that the dossier names lasted."""
    because: list[str]
    """The claims behind readings and agreements."""

    @property
    def deciding(self) -> ReadingVerdict:
        """The reading that decides."""
        return next(reading for reading in self.readings if reading.reading == self.reading)

    @property
    def day(self) -> int:
        """How many quiet days count so far, under the reading that decides."""
        return self.deciding.day

    @property
    def longest(self) -> int:
        """The longest run of quiet days ever observed, under the reading that decides."""
        return self.deciding.longest


class ClockVerdict(Frozen):
    """Whether the calendar has the gate open."""

    kind: Literal["clock"] = "clock"
    """`clock`"""
    title: str
    """Its name."""
    asks: str
    """The question."""
    state: State
    """The state."""
    sentence: str
    """The verdict."""
    since: Day | None
    """The start of the period that runs."""
    until: Day | None
    """The first day that is no longer in it, or the day on which the last known period ended."""
    days_left: int | None
    """How many days are left."""
    ended: bool = False
    """Whether the last known period has ended."""
    because: list[str]
    """The claims behind it."""


Verdict = Annotated[VoteVerdict | ConditionVerdict | ClockVerdict, Field(discriminator="kind")]
