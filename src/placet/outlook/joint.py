"""All gates together: when could it start, with what chance, what would change the answer most."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import factorial

import numpy as np

from placet import days
from placet.assessment import AllOpenBy, GateCourses, GateOutlook, Lever, TieView, Together
from placet.dossier.read import Folder
from placet.dossier.schema import Depends
from placet.dossier.stances import claims_known
from placet.gates.verdict import Range, State, Verdict
from placet.gates.words import listed, lowered, percent, sentence
from placet.outlook.cases import shifted
from placet.outlook.chance import small, with_interval
from placet.outlook.courses import STEP_DAYS, Dependence, Floats, GateOdds
from placet.outlook.histories import DRAWS, Joint, at_steps, band, joint, joint_at, one_changed
from placet.outlook.odds import STEPS, Known, known, triple
from placet.units import Range as Figure

HORIZONS = (6, 12, 24, 36)
MONTHS = 24
"""The horizon of the finding where the dossier has no programme."""
LEAST_MOVE = 0.0005
"""A chance that moves by less has not moved."""


@dataclass(frozen=True, eq=False)
class Gates:
    """The gates that must be open together, as the joint distribution takes them."""

    odds: tuple[GateOdds, ...]
    depends: tuple[Dependence, ...]
    known: Mapping[str, Known]


def gates_together(
    folder: Folder,
    verdicts: Mapping[str, Verdict],
    as_of: date,
    seed: int,
    forced: Mapping[str, State] | None = None,
) -> Gates:
    """Return what is known of every gate of `opens.all`."""
    opens = folder.dossier.opens
    found = {name: known(folder, name, verdicts[name], as_of, seed, forced) for name in dict.fromkeys(opens.all)}
    depends = tuple(
        Dependence(name, tie.upon, triple(tie.before), triple(tie.after)) for name, tie in opens.depends.items()
    )
    return Gates(tuple(one.odds for one in found.values() if one.odds), depends, found)


def together(
    folder: Folder,
    verdicts: Mapping[str, Verdict],
    gates: Gates,
    as_of: date,
    seed: int = 1,
) -> Together:
    """Return the joint distribution of the dossier's gates, with what would change it most.

    Where nothing says when a gate opens, no chance is given, and the gate is named.
    """
    months = folder.dossier.programme.horizon if folder.dossier.programme else MONTHS
    missing = [one.basis for one in gates.known.values() if one.odds is None]
    if missing:
        return nothing(months, missing, seed)
    found = joint(gates.odds, gates.depends, seed=seed)
    by, on = band(found.by), band(found.on)
    grid = [as_of + timedelta(days=STEP_DAYS * step) for step in range(STEPS + 1)]
    horizons = [horizon(months_ahead, as_of, by, on) for months_ahead in sorted({*HORIZONS, months})]
    here = next(one for one in horizons if one.months == months)
    titles = {name: verdicts[name].title for name in gates.known}
    known_claims = claims_known(folder, as_of)
    return Together(
        sentence=finding(here),
        stays_sentence=stays_words(found),
        months=months,
        days=grid,
        by=ranges(by),
        on=ranges(on),
        gates=[view(one, gates.known[one.gate], titles[one.gate], found, n) for n, one in enumerate(gates.odds)],
        ties=[tie_view(name, tie, titles, known_claims) for name, tie in folder.dossier.opens.depends.items()],
        horizons=horizons,
        stays=range_of(band(found.stays)) if np.isfinite(found.stays[0]) else None,
        levers=levers(gates, titles, months, as_of, here.by.mid),
        missing=[],
        doubts=doubts(found, by, on),
        judged=judged(gates, folder.dossier.opens.depends, titles),
        seed=seed,
        method=METHOD,
    )


METHOD = (
    f"Each gate opens, shuts and opens again by its own chances, step by step of {STEP_DAYS} days; the chance of every "
    "joint state is carried forward, so that all histories count and none is drawn. The gates are independent of each "
    "other but for what the dossier states. Intervals of 90 %: "
    f"{DRAWS} draws between the low and the high course of every gate, "
    "independent of each other; the middle is that of the middle courses."
)  # fmt: skip


def doubts(found: Joint, by: Floats, on: Floats) -> list[str]:
    """Return the checks of a run that fail: nested bands, chances that rise with the day, all histories once."""
    failed = []
    if float(np.abs(found.mass - 1.0).max()) > 1e-9:
        failed.append("The chances of all histories do not add up to 1.")
    if (np.diff(by, axis=1) < -1e-12).any():
        failed.append("The chance that all gates have been open falls with the day.")
    if any((np.diff(three, axis=0) < -1e-12).any() for three in (by, on)):
        failed.append("The low, middle and high of a chance are not in order.")
    if (found.on > found.by + 1e-9).any() or (found.by > found.gate_by.min(axis=0) + 1e-9).any():
        failed.append("All gates together are likelier to be open than one of them.")
    return failed


def nothing(months: int, missing: list[str], seed: int) -> Together:
    """Return that no chance is given, and why."""
    return Together(
        sentence=f"No chance that all gates open is given: {' '.join(missing)}",
        stays_sentence="",
        months=months,
        days=[],
        by=[],
        on=[],
        gates=[],
        ties=[],
        horizons=[],
        stays=None,
        levers=[],
        missing=missing,
        judged=[],
        seed=seed,
        method=METHOD,
    )


def steps_to(day: date, as_of: date) -> Floats:
    """Return how many steps a day lies ahead."""
    return np.asarray((day - as_of).days / STEP_DAYS, dtype=np.float64)


def horizon(months: int, as_of: date, by: Floats, on: Floats) -> AllOpenBy:
    """Return the chances so many months ahead."""
    day = shifted(as_of, months)
    at = steps_to(day, as_of)
    return AllOpenBy(months=months, day=day, by=range_of(at_steps(by, at)), on=range_of(at_steps(on, at)))


def range_of(three: Floats) -> Range:
    """Return low, middle and high as results hold them."""
    low, mid, high = (float(figure) for figure in three)
    return Range(low=low, mid=mid, high=high)


def ranges(three: Floats) -> list[Range]:
    """Return a band (3, days) day by day."""
    return [range_of(column) for column in three.T]


def finding(here: AllOpenBy) -> str:
    """Return the finding in a sentence."""
    day = days.in_words(here.day)
    if here.by.low > 1 - 1e-9:
        return "All gates are open at once before long, on everything that is known."
    if here.by.high < 1e-9:
        return f"By {day} the gates cannot be open all at once, on everything that is known."
    rest = "mostly judgement"
    return f"Chance that all gates are open at the same time by {day}: {with_interval(here.by)}; {rest}."


def stays_words(found: Joint) -> str:
    """Return in words how long all gates would stay open."""
    if not np.isfinite(found.stays[0]) or found.by[0, -1] < 1e-9:
        return ""
    return (
        f"Once all are open, the chance that they stay so for 12 months: {with_interval(range_of(band(found.stays)))}."
    )


def view(odds: GateOdds, one: Known, title: str, found: Joint, number: int) -> GateOutlook:
    """Return one gate as the joint distribution has it."""
    return GateOutlook(
        gate=odds.gate,
        title=title,
        by=ranges(band(found.gate_by[number])),
        on=ranges(band(found.gate_on[number])),
        basis=one.basis,
        courses=GateCourses(
            opened=odds.opened.round(9).tolist(),
            shuts=odds.shuts.round(9).tolist(),
            ends=odds.ends.round(9).tolist(),
            again=odds.again.round(9).tolist(),
            again_after=odds.again_after,
            comes=[] if odds.comes is None else odds.comes.tolist(),
        ),
    )


def tie_view(name: str, tie: Depends, titles: Mapping[str, str], claims: Collection[str]) -> TieView:
    """Return how one gate hangs on another, in words."""
    gate, upon = titles[name], lowered(titles[tie.upon])
    before, after = tie.before, tie.after
    said = []
    if (before.low, before.high) != (1.0, 1.0):
        held = "never opens" if before.high == 0 else f"opens at {percent(before.mid)} of its own pace"
        said.append(f"while {upon} is not met, {lowered(gate)} {held}{spread_words(before)}")
    if (after.low, after.high) != (1.0, 1.0):
        span = f" ({after.low:g} to {after.high:g})" if not after.is_point else ""
        said.append(f"once it is, {after.mid:g} times as fast{span}")
    return TieView(
        gate=name,
        upon=tie.upon,
        before=Range.of(before),
        after=Range.of(after),
        sentence=sentence(", ".join(said) or f"{lowered(gate)} opens independently of {upon}"),
        because=[claim for claim in tie.because if claim in claims],
    )


def spread_words(figure: Figure) -> str:
    """Return the interval of a share in words, where it has one."""
    return "" if figure.is_point else f" ({figure.low * 100:.0f} to {figure.high * 100:.0f} %)"


def judged(gates: Gates, depends: Mapping[str, Depends], titles: Mapping[str, str]) -> list[str]:
    """Return what is judgement, in sentences."""
    said = [sentence(f"judgement: {one.judged}") for one in gates.known.values() if one.judged]
    return said + [
        sentence(f"judgement: how {lowered(titles[name])} hangs on {lowered(titles[tie.upon])}")
        for name, tie in depends.items()
        if tie.assumed
    ]


# What would change the answer most


def levers(gates: Gates, titles: Mapping[str, str], months: int, as_of: date, now: float) -> list[Lever]:
    """Return how much the chance by the horizon hangs on each gate, the strongest first."""
    day = shifted(as_of, months)
    changed = at_steps(one_changed(gates.odds, gates.depends), steps_to(day, as_of))
    found = []
    for one, figures in zip(gates.odds, changed, strict=True):
        low, high, if_open = (float(figure) for figure in (min(figures[:2]), max(figures[:2]), figures[2]))
        found.append(
            Lever(
                gate=one.gate,
                title=titles[one.gate],
                if_open=if_open,
                swing=Range(low=min(low, now), mid=now, high=max(high, now)),
                sentence=lever_words(titles[one.gate], if_open, now, low, high, day),
            )
        )
    return sorted(found, key=lambda lever: -lever.if_open)


def lever_words(title: str, if_open: float, now: float, low: float, high: float, day: date) -> str:
    """Return what a gate's being open would change, in words."""
    named = lowered(title)
    if if_open - now < 0.005:
        gain = f"If {named} were open today and stayed open, the chance by {days.in_words(day)} would hardly change"
    else:
        gain = (
            f"If {named} were open today and stayed open, the chance by {days.in_words(day)} would be "
            f"{small(if_open)} % instead of {small(now)} %"
        )
    if high - low < 0.005:
        return f"{gain}."
    return f"{gain}; between its low and its high course it lies between {small(low)} % and {small(high)} %."


# Why the chance moved


def odds_of(view: GateOutlook) -> GateOdds:
    """Return a gate's odds from an assessment."""
    c = view.courses
    return GateOdds(
        view.gate,
        np.array(c.opened),
        np.array(c.shuts),
        np.array(c.ends),
        np.array(c.again),
        c.again_after,
        comes=np.array(c.comes) if c.comes else None,
    )


@dataclass(frozen=True)
class Moved:
    """By how much the chance within some months moved, and which part of it each gate has."""

    months: int
    before: float
    after: float
    parts: Mapping[str, float]
    """By gate, and under `ties` how the gates hang on each other; they add up to the move."""


def moved(a: Together, b: Together) -> Moved | None:
    """Return what moved the chance from one assessment to another; nothing where one gives none, or the gates differ.

    Each part is the mean, over every order in which the gates could be exchanged one by one, of what exchanging that
    one adds (L. S. Shapley, 1953). The chance is that within the months of the later finding from each one's own day.
    """
    names = [one.gate for one in b.gates]
    if not names or [one.gate for one in a.gates] != names:
        return None
    months = b.months
    at = np.asarray(months * 365.25 / 12 / STEP_DAYS)
    players = [*names, "ties"] if a.ties != b.ties else names
    odds = [{one.gate: odds_of(one) for one in t.gates} for t in (a, b)]
    depends = [[Dependence(t.gate, t.upon, triple(t.before), triple(t.after)) for t in x.ties] for x in (a, b)]
    known_values: dict[frozenset[str], float] = {}

    def chance(new: frozenset[str]) -> float:
        if new not in known_values:
            gates = [odds[name in new][name] for name in names]
            ties = depends["ties" in new if "ties" in players else 1]
            places = np.zeros((len(gates) + len(ties), 1))
            known_values[new] = float(at_steps(joint_at(gates, ties, places).by[0], at))
        return known_values[new]

    parts = {player: shapley(player, players, chance) for player in players}
    return Moved(months, chance(frozenset()), chance(frozenset(players)), parts)


def shapley(player: str, players: Sequence[str], value: Callable[[frozenset[str]], float]) -> float:
    """Return the mean of what one adds to the others, over every order."""
    others, n, total = [p for p in players if p != player], len(players), 0.0
    for size in range(n):
        weight = factorial(size) * factorial(n - 1 - size) / factorial(n)
        for some in combinations(others, size):
            total += weight * (value(frozenset((*some, player))) - value(frozenset(some)))
    return total


def moved_words(found: Moved, titles: Mapping[str, str]) -> str:
    """Return in a sentence what moved the chance; the largest part first."""
    change = found.after - found.before
    named = f"The chance that all gates are open within {found.months} months of the day"
    if abs(change) < LEAST_MOVE:
        return f"{named} stays at {small(found.after)} %."
    parts = sorted(found.parts.items(), key=lambda part: -abs(part[1]))
    told = [
        f"{lowered(titles.get(name, 'how the gates hang on each other'))} {points(part)}"
        for name, part in parts
        if abs(part) >= LEAST_MOVE
    ]
    return f"{named} moves from {small(found.before)} % to {small(found.after)} %: {listed(told)}."


def points(part: float) -> str:
    """Return a difference of two chances in percentage points."""
    sign = "+" if part > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(part) * 100:.1f} points"
