"""The assessment: everything computed for one dossier and one day, frozen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from placet.errors import UsageError
from placet.gates.verdict import Day, Frozen, Range, State, Verdict, VoteVerdict


class ClaimView(Frozen):
    """A claim with its source, as a reader needs it."""

    id: str
    """Its name in the dossier."""
    says: str
    """The claim in one sentence."""
    by: str
    """Who said or did it."""
    about: str
    """The subject."""
    kind: Literal["stated", "reported", "inferred"]
    """How it is known."""
    quote: str
    """The exact words."""
    source: str
    """The source's file."""
    publisher: str
    """Who published it."""
    source_title: str
    """The source's title."""
    published: Day
    """The day of publication."""
    published_basis: Literal["stated", "from the address", "inferred"]
    """Whether the page carries the day."""
    address: str
    """Where the original is."""
    own_words: bool
    """Whether the quoted text is a summary in the dossier's own words with short quotes."""
    language: str
    """The language of the original."""
    caution: str | None
    """What a reader must know about the source."""
    start: int | None = None
    """Where the quote begins in the source's text, in Unicode code points."""
    end: int | None = None
    """The character after its last."""
    before: str = ""
    """The text before it, up to 80 characters of its paragraph."""
    after: str = ""
    """The text after it, up to 80 characters of its paragraph."""
    accepted: str | None = None
    """Who accepted it from a suggestion, and when; nothing for a claim of `dossier.yaml`."""


class MonthTrained(Frozen):
    """Soldiers trained from the start of the plan up to the end of a month."""

    month: Day
    """The first day of the month."""
    trained: Range
    """Cumulative, 90 % interval."""
    inner: Range
    """The same, 50 % interval."""


class PlanCase(Frozen):
    """The plan in one case of the gates."""

    id: str
    """`inside-now`, `inside-6`, `inside-12`, `outside` (members' soil only), `lapse` (the mandate is not renewed)."""
    title: str
    """In words."""
    go: Day | None
    """The day on which all gates are open in this case; nothing: never."""
    mandate_until: Day | None
    """The day on which the mandate ends in this case; nothing: renewed for the whole plan."""
    trained: Range
    """Soldiers trained by the end of the horizon."""
    inside: Range
    """Of them inside Ukraine."""
    cost: Range
    """Common costs in EUR."""
    by_month: list[MonthTrained]
    """The fan."""


class Wait(Frozen):
    """What one case costs against the first."""

    case: str
    """The case."""
    title: str
    """In words."""
    fewer: Range
    """Soldiers not trained within the horizon."""
    saved: Range
    """EUR of common costs not spent."""


class Bind(Frozen):
    """Something that holds the plan back."""

    what: str
    """`beds at poland`, `instructors`, `intake`, `money 2024-2026`."""
    sentence: str
    """In words, with what one more would bring."""
    since: Day
    """The first day on which it binds."""
    until: Day
    """The day after the last."""
    per_unit: float
    """Soldiers trained more for one unit more."""
    unit: str
    """The unit."""


class HostShare(Frozen):
    """How much of the training one site carries in the first case."""

    site: str
    """Its name in the dossier."""
    title: str
    """Its name."""
    host: str
    """The host."""
    trained: float
    """Soldiers trained there."""
    share: float
    """Their share of all."""


class Carrier(Frozen):
    """Who carries a part of the plan: a member, the host, or a group whose parts are not known."""

    id: str
    """A member's code, `UA`, `EU` for members that are not named, or the dossier's name of a group's instructors."""
    title: str
    """In words."""
    soldiers: float
    """Soldiers whose last course it hosts, in the first case."""
    soldiers_share: float
    """Their share of all."""
    beds: float
    """Its beds."""
    beds_share: float
    """Their share of all."""
    instructors: float
    """Instructors that it sends; those of a group stand with the group."""
    instructors_share: float
    """Their share of all."""
    fewer: float | None
    """Soldiers fewer when its sites and instructors fall away and the rest is planned anew; nothing where that was not
    done: it is for the twelve that carry most."""
    eur_less: float | None
    """EUR of common costs that are then not spent; below 0: more is spent."""
    bed_weeks: float
    """Bed-weeks that the plan uses there."""
    displaced: Range | None
    """Bed-weeks of its own training that they displace; nothing where the dossier does not say."""
    displaced_unknown: float
    """Of the bed-weeks used, those of which the dossier does not say how much they displace."""


class Caveat(Frozen):
    """Instructors that cannot go inside, or of whom that is not known."""

    pool: str
    """Their name in the dossier."""
    title: str
    """Who sends them."""
    people: Range
    """How many."""
    inside: Literal["no", "unknown"]
    """Whether they may."""
    basis: Literal["stated", "reported", "inferred", "assumed", "not known"]
    """How that is known."""
    because: list[str]
    """The claims behind it."""
    sentence: str
    """In words."""


class Burden(Frozen):
    """Who carries the plan, what falls away without each, and what it takes from the hosts' own training."""

    sentence: str
    """The finding."""
    carriers: list[Carrier]
    """By what they carry, the most first; each kind of share adds up to one."""
    caveats: list[Caveat]
    """Who cannot go inside."""
    caveat_sentence: str
    """What that costs, in words."""
    displacement_sentence: str
    """What the plan takes from the hosts' own training, in words."""
    comparison: str
    """What is known of another programme, for comparison."""
    comparison_source: str
    """Who published that, and when."""
    comparison_address: str
    """Where it stands."""
    method: str
    """How the figures were made."""


class Needed(Frozen):
    """One requirement of a conflict, where the dossier has it."""

    what: str
    """In words."""
    where: str
    """Its dotted place in the dossier."""
    file: str
    """The file."""
    line: int
    """The line, from 1."""
    figure: str
    """What stands there."""


class Conflict(Frozen):
    """Requirements of the dossier that cannot hold together, each of them needed for that."""

    sentence: str
    """In words."""
    needed: list[Needed]
    """The target first."""
    reachable: float
    """Soldiers who could be trained if these were the only limits."""


class PlanView(Frozen):
    """What the mission delivers."""

    sentence: str
    """The finding."""
    waiting_sentence: str
    """The finding about waiting."""
    start: Day
    """The first day of the plan."""
    months: int
    """The horizon."""
    target: Range
    """Soldiers to be trained."""
    target_months: int
    """Within how many months."""
    cases: list[PlanCase]
    """The cases, the best first."""
    waiting: list[Wait]
    """What the others cost against the first."""
    binds: list[Bind]
    """What holds it back, the strongest first."""
    hosts: list[HostShare]
    """Who carries which share."""
    infeasible: str | None
    """Why the target cannot be met even if all gates open today, when it cannot."""
    conflict: Conflict | None = None
    """Then also what cannot hold together."""
    burden: Burden | None = None
    """Who carries it; nothing where it was not computed."""
    method: str
    """How the figures were made."""

    def trained(self, months: int) -> Range:
        """Return the soldiers trained after so many months in the first case.

        Raises
        ------
        UsageError
            When the plan does not look so far.
        """
        if not self.cases or not 1 <= months <= len(self.cases[0].by_month):
            raise UsageError(f"the plan looks {self.months} months ahead; ask for 1 to {self.months} months")
        return self.cases[0].by_month[months - 1].trained


class GateCourses(Frozen):
    """What the joint distribution takes of one gate: three courses, from the least to the most favourable."""

    opened: list[list[float]]
    """The chance that it has opened by the end of each step, by itself."""
    shuts: list[list[float]]
    """The chance per step that it shuts, by how many steps it has been open; the last holds from there on."""
    ends: list[list[float]]
    """The chance that the calendar shuts it in each step."""
    again: list[float]
    """The chance per step that it opens again once it could."""
    again_after: int
    """How many steps it stays shut at least."""
    comes: list[list[float]] = []
    """The chance that the calendar opens it again in each step; empty where no calendar does."""


class GateOutlook(Frozen):
    """How likely one gate is to be open, as it enters the joint distribution."""

    gate: str
    """Its name in the dossier."""
    title: str
    """Its title."""
    by: list[Range]
    """The chance that it has opened by each day."""
    on: list[Range]
    """The chance that it is open on each day."""
    basis: str
    """Where the figures come from."""
    courses: GateCourses
    """What was taken, so that the calculation can be made again."""


class TieView(Frozen):
    """How one gate's opening hangs on another, as the dossier states it."""

    gate: str
    """The gate."""
    upon: str
    """The other gate."""
    before: Range
    """How fast it opens while the other is shut, as a share of its own pace."""
    after: Range
    """How many times as fast it opens once the other is open."""
    sentence: str
    """In words."""
    because: list[str]
    """The claims behind it."""


class AllOpenBy(Frozen):
    """The chance of all gates together at one horizon."""

    months: int
    """So many months from the day of the assessment."""
    day: Day
    """The day."""
    by: Range
    """The chance that all gates have been open at the same time by then."""
    on: Range
    """The chance that all are open on that day."""


class Lever(Frozen):
    """How much the answer hangs on one gate."""

    gate: str
    """Its name in the dossier."""
    title: str
    """Its title."""
    if_open: float
    """The chance by the horizon if this gate were open from today on; if it never opened, the chance would be nil."""
    swing: Range
    """The chance by the horizon if this gate's own course were its low, middle and high one, the others at theirs."""
    sentence: str
    """In words."""


class Together(Frozen):
    """All gates together: when, and how likely."""

    sentence: str
    """The finding."""
    stays_sentence: str
    """How long it would last, in words; empty where all are never open."""
    months: int
    """The horizon of the finding."""
    days: list[Day]
    """The days for which the chances are given."""
    by: list[Range]
    """The chance that all gates have been open at the same time by each day."""
    on: list[Range]
    """The chance that all are open on each day."""
    gates: list[GateOutlook]
    """Each gate by itself, as the joint distribution has it."""
    ties: list[TieView]
    """How the gates hang on each other."""
    horizons: list[AllOpenBy]
    """The chances at some horizons."""
    stays: Range | None
    """The chance that all stay open for the 12 months after they open; nothing where they never do."""
    levers: list[Lever]
    """What would change the answer most, the strongest first."""
    missing: list[str]
    """Gates of which nothing says when they open, in sentences; then no chance is given."""
    judged: list[str]
    """What in it is judgement, in sentences."""
    doubts: list[str] = Field(default=[])
    """Checks of every run that failed; empty when all held."""
    seed: int
    """The seed of the draws."""
    method: str
    """How it was computed."""

    @property
    def here(self) -> AllOpenBy | None:
        """The chances at the horizon of the finding; nothing where none are given."""
        return next((one for one in self.horizons if one.months == self.months), None)

    def nearest(self, day: Day) -> int:
        """Return which of the days for which chances are given is nearest to a day."""
        return min(range(len(self.days)), key=lambda n: abs((self.days[n] - day).days))

    def chance(self, by: Day) -> Range:
        """Return the chance that all gates have been open at the same time by the end of a day.

        Raises
        ------
        UsageError
            When the day lies outside, or no chance is given.
        """
        if not self.days:
            raise UsageError(f"no chance is given: {' '.join(self.missing)}")
        if not self.days[0] <= by <= self.days[-1]:
            raise UsageError(f"{by} is out of reach: chances are given from {self.days[0]} to {self.days[-1]}")
        at = next(n for n, day in enumerate(self.days) if day >= by)
        if self.days[at] == by:
            return self.by[at]
        before, after = self.by[at - 1], self.by[at]
        part = (by - self.days[at - 1]).days / (self.days[at] - self.days[at - 1]).days
        low, mid, high = (
            (1 - part) * getattr(before, name) + part * getattr(after, name) for name in ("low", "mid", "high")
        )
        return Range(low=low, mid=mid, high=high)


class PeriodTrained(Frozen):
    """Soldiers trained up to the end of a period, over the histories of the gates."""

    until: Day
    """The day after the period."""
    mean: float
    """The mean over the histories."""
    trained: Range
    """The 5, 50 and 95 % points over the histories; the figures of the programme are their middles."""


class GateWorth(Frozen):
    """What one gate is worth, in soldiers."""

    gate: str
    """Its name in the dossier."""
    title: str
    """Its title."""
    gain: float
    """Soldiers trained more on average if it were open from today on for good."""
    sentence: str
    """In words."""


class Prepare(Frozen):
    """Something that could be built before the gates open."""

    site: str
    """The site."""
    title: str
    """Its title."""
    beds: float
    """How many beds."""
    eur: float
    """What they cost."""
    days: float
    """How long it takes."""
    gain: float
    """Soldiers trained more on average if it is ordered now than if it is not (it may be ordered later)."""
    if_open: float
    """Soldiers trained more if all gates opened in half a year for good."""
    if_never: float
    """Soldiers trained more if the gates never opened; below 0 where the money is missing elsewhere."""
    advised: bool
    """Whether ordering it now adds more on average than the policy is exact to."""
    sentence: str
    """In words."""


class PolicyView(Frozen):
    """The programme under gates that open and shut by chance."""

    sentence: str
    """The finding."""
    expected: float
    """Soldiers trained on average by the policy; no policy can train more than `bound`."""
    bound: float
    """What no policy can exceed on average."""
    error: float
    """The standard error of `expected`; 0 where all histories are listed."""
    histories: int
    """Along how many histories the policy was followed."""
    periods: list[PeriodTrained]
    """Soldiers trained by period."""
    never: float
    """Soldiers trained if the gates, but for the mandate, never opened."""
    veto_sentence: str
    """What a veto costs, against today's chances and against open gates."""
    gates: list[GateWorth]
    """What each gate is worth, the most first."""
    evpi: float
    """Soldiers that knowing the gates beforehand would add on average."""
    vss: float
    """Soldiers that planning with the chances adds to planning for the likelier course."""
    knowing_sentence: str
    """Both in words."""
    prepare: list[Prepare]
    """What could be prepared now."""
    prepare_sentence: str
    """What to prepare now."""
    doubts: list[str]
    """Checks of every run that failed; empty when all held."""
    method: str
    """How it was computed."""


class IndicatorView(Frozen):
    """A part of the security picture against its own past."""

    id: str
    """Its name in the dossier."""
    title: str
    """What it shows."""
    sentence: str
    """The finding: rising or falling, against what."""
    about: str
    """What in the case it answers."""
    per: str
    """The unit of the figures."""
    last: float | None
    """The last window."""
    before: float | None
    """The window before."""
    year_ago: float | None
    """The same window a year earlier."""
    until: Day
    """The day after the last observed day."""
    window: int = 0
    """The length of a window in days; 0 when it is not given."""
    days: list[Day]
    """For the chart: days."""
    levels: list[float | None]
    """For the chart: the daily figures."""
    source: str
    """Whose data they are."""
    one_side: bool
    """Whether one party's claims."""
    note: str | None = None
    """What a reader must know beside it."""


class FigureValueView(Frozen):
    """One published value."""

    day: Day
    """The day for which it was given."""
    amount: float
    """The number."""
    words: str
    """As written."""
    because: list[str]
    """The claims behind it."""
    doubt: str | None
    """Why it should not be trusted, if so."""


class FigureView(Frozen):
    """A figure that sources give differently; never averaged."""

    id: str
    """Its name in the dossier."""
    title: str
    """What is counted."""
    unit: str
    """The unit."""
    sentence: str
    """Where the sources disagree."""
    values: list[FigureValueView]
    """The values."""
    note: str | None
    """What a reader must know beside it."""


class Assumption(Frozen):
    """A figure that no source gives."""

    where: str
    """Its dotted place in the dossier."""
    figure: str
    """The figure, as a range where it is one."""
    why: str
    """Why this one."""


class SourcedFigure(Frozen):
    """A figure of the programme that rests on claims."""

    where: str
    """Its dotted place in the dossier."""
    figure: str
    """The figure, as a range where it is one."""
    because: list[str]
    """The claims behind it."""


class Provenance(Frozen):
    """What the assessment was made from and with."""

    placet: str
    """The version of Placet."""
    libraries: dict[str, str]
    """The versions of the libraries that compute."""
    inputs: dict[str, str]
    """The sha256 of every file of the dossier."""
    seed: int
    """The seed of the draws."""


class Assessment(Frozen):
    """Everything that the desk says of one dossier as of one day."""

    format: Literal[1] = 1
    """The version of this format."""
    title: str
    """The case."""
    asks: str
    """The question."""
    as_of: Day
    """What was known up to and including this day."""
    read_until: Day
    """The day up to which the dossier's authors have read the news."""
    changes: dict[str, str]
    """The what-if changes that were made first."""
    state: State
    """All gates together: `open` when all are, `shut` when one is, else `unknown`."""
    sentence: str
    """The verdict."""
    summary: str
    """What is short, in one or two sentences."""
    gates: dict[str, Verdict]
    """The gates."""
    proposals: dict[str, VoteVerdict]
    """Every version of the proposal, and the precedents, as far as proposed by the day."""
    together: Together | None = None
    """All gates together: when, how likely; nothing where it was not computed."""
    policy: PolicyView | None = None
    """The programme under gates that open and shut by chance; nothing where it was not computed."""
    plan: PlanView | None
    """What the mission delivers."""
    security: list[IndicatorView]
    """The security picture."""
    figures: list[FigureView]
    """Figures that sources give differently."""
    claims: dict[str, ClaimView]
    """Every claim known by the day."""
    assumed: list[Assumption]
    """What is assumed."""
    sourced: list[SourcedFigure]
    """The figures of the programme that rest on claims."""
    unknown: list[str]
    """What is not known, in sentences."""
    stale: list[str]
    """What nobody has looked at since its `check_by`, in sentences."""
    withdrawn: list[str] = []
    """The sources that their publishers had withdrawn by the day, with the claims that count no more, in sentences."""
    made: Provenance
    """What it was made from."""
