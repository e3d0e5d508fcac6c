"""The programme under gates that open and shut by chance: what the best policy trains, and what to prepare now.

The states of all gates together, with the chances of `histories`, are put into a chain; the training kernel then finds
the best policy for every history at once (`training.best_policy`), on a grid of eight weeks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from placet import training
from placet.assessment import GateWorth, PeriodTrained, PolicyView, Prepare
from placet.dossier.read import Folder
from placet.dossier.schema import Programme
from placet.gates.verdict import Range, Verdict
from placet.gates.words import listed, lowered, numbered, rounded
from placet.outlook.cases import GateCase, network, opening_week, shifted, uncertain
from placet.outlook.courses import STEP_DAYS, Dependence, Floats, GateOdds
from placet.outlook.histories import flows, joint_at
from placet.outlook.joint import Gates
from placet.outlook.weekly import RUNS, Deviations, deviations
from placet.training import Chain, GateState, Preparation, tree
from placet.training.linear import best
from placet.training.stage import Programme as Periods

GRID_WEEKS = 8
PASSES = 12
FOLLOWED = 60
NEAR = 2e-3
READY = ", prepared"
"""What marks the part of a site that was built ahead."""


@dataclass(frozen=True)
class Setting:
    """The programme as the policy takes it."""

    programme: Periods
    leads: Mapping[str, int]
    """For each gated site, after how many periods with all gates open its courses can start."""
    always: tuple[str, ...]
    """The sites that need no gate but the mandate."""
    ready: Mapping[str, str]
    """For each gated site that can be built ahead, the name of that part."""
    periods: int


def setting(programme: Programme, as_of: date) -> Setting:
    """Return the programme on the grid of the policy, with what could be built ahead."""
    middle = {name: figure.mid for name, figure in uncertain(programme).items()}
    end = shifted(as_of, programme.horizon)
    case = GateCase("policy", "", as_of, None)
    plain = network(programme, case, middle, as_of, end)
    grid_days = GRID_WEEKS * 7
    gated = {name: site for name, site in programme.sites.items() if site.opens != "open"}
    leads = {
        name: math.ceil(7 * (opening_week(name, site, case, middle, as_of) or 0.0) / grid_days)
        for name, site in gated.items()
    }
    ready = {name: f"{name}{READY}" for name, site in gated.items() if site.ahead and leads[name]}
    sites, preparations = [], []
    for site in plain.sites:
        sites.append(replace(site, opens_week=0.0))
        ahead = programme.sites[site.id].ahead
        if site.id in ready and ahead:
            sites.append(replace(site, id=ready[site.id], beds=0.0, opens_week=0.0))
            preparations.append(Preparation(ready[site.id], ahead.beds.mid, ahead.cost.mid, ahead.takes.mid / 7))
    whole = replace(plain, sites=tuple(sites))
    split = training.split(whole, tuple(preparations), grid_weeks=GRID_WEEKS)
    always = tuple(site.id for site in plain.sites if site.id not in gated)
    return Setting(split, leads, always, ready, len(split.stages))


def chain(where: Setting, gates: Sequence[GateOdds], depends: Sequence[Dependence], clock: str) -> Chain:
    """Return the gates as a chain: the sets of open gates, how long all have been open, and the mandate that ended.

    The chances of the moves are those of the joint distribution, period by period; how long a single gate has been open
    or shut is averaged within a state.
    """
    steps = where.periods * GRID_WEEKS * 7 // STEP_DAYS
    per_period = GRID_WEEKS * 7 // STEP_DAYS
    first, flow = flows(gates, depends, steps)
    names = [one.gate for one in gates]
    every = 2 ** len(names) - 1
    mandate = 1 << names.index(clock) if clock in names else 0
    live = [s for s in range(every) if s & mandate == mandate]
    longest = max(where.leads.values(), default=0)
    partial = {s: n for n, s in enumerate(live)}
    full = {k: len(live) + k for k in range(longest + 1)}
    lapsed = len(live) + longest + 1
    states = [GateState(words(names, s), where.always) for s in live]
    states += [GateState(f"all open {k}", where.always + open_inside(where, k)) for k in full]
    states.append(GateState("lapsed", ()))

    def place(s: int) -> int:
        return full[0] if s == every else partial.get(s, lapsed)

    start = np.zeros(len(states))
    for s, p in enumerate(first):
        start[place(s)] += p
    moves = np.zeros((where.periods - 1, len(states), len(states)))
    for period in range(where.periods - 1):
        whole = np.eye(every + 1)
        for step in range(period * per_period, (period + 1) * per_period):
            whole = whole @ rows(flow[step])
        mass = flow[period * per_period].sum(axis=1)
        grouped = np.zeros((len(states), len(states)))
        for s in range(every + 1):
            for to in range(every + 1):
                grouped[place(s), place(to)] += max(mass[s], 1e-12) * whole[s, to]
        grouped = rows(grouped)
        opened = grouped[full[0]].copy()
        for k, n in full.items():
            held = opened.copy()
            stays, held[full[0]] = held[full[0]], 0.0
            held[full[min(k + 1, longest)]] += stays
            grouped[n] = held
        moves[period] = grouped
    return Chain(tuple(states), tuple(start / start.sum()), moves)


def rows(flow: Floats) -> Floats:
    """Return the chances of each row given that row; a row that never happens stays where it is."""
    mass = flow.sum(axis=1, keepdims=True)
    given = np.divide(flow, mass, out=np.eye(len(flow)), where=mass > 1e-15)
    given[given < 1e-9] = 0.0
    return np.asarray(given / given.sum(axis=1, keepdims=True))


def open_inside(where: Setting, k: int) -> tuple[str, ...]:
    """Return the gated sites at which courses may start after k periods with all gates open.

    The part of a site that was built ahead gives way to the whole site once that is ready.
    """
    whole = tuple(name for name, lead in where.leads.items() if k >= lead)
    return whole + tuple(part for name, part in where.ready.items() if k < where.leads[name])


def words(names: Sequence[str], number: int) -> str:
    """Return which gates are open in a set."""
    return " and ".join(name for n, name in enumerate(names) if number >> n & 1) or "none"


# What the policy says


@dataclass(frozen=True)
class Worlds:
    """The best policy as the gates are, and the value of the programme in other worlds."""

    policy: training.Policy
    never: float
    base: float
    """The value if the gates were known beforehand and stayed open once they are."""
    opened: Mapping[str, float]
    """By gate: the same if it were open from today on for good."""
    worth: training.Worth
    all_open: float
    """If all gates were open from today on."""
    soon: tuple[float, float]
    """If they opened in half a year for good: without and with what could be prepared, which is then ordered."""
    shut: tuple[float, float]
    """If they never opened, in the same way."""


def policy_view(
    folder: Folder, verdicts: Mapping[str, Verdict], gates: Gates, as_of: date, seed: int
) -> PolicyView | None:
    """Return what the best policy trains under the gates; nothing without a programme, or where a gate's odds lack.

    A programme too large to be solved along the way is left out too (`MOST_COLUMNS` in all nodes together).
    """
    programme = folder.dossier.programme
    if programme is None or any(one.odds is None for one in gates.known.values()):
        return None
    where = setting(programme, as_of)
    if not where.leads:
        return None
    gate_chain = chain(where, gates.odds, gates.depends, programme.clock)
    if len(gate_chain.states) * where.periods * len(where.programme.stages[0].gain) > MOST_COLUMNS:
        return None
    worlds = solved_worlds(where, gates, programme.clock, gate_chain, seed)
    policy = worlds.policy
    titles = {name: verdicts[name].title for name in gates.known}
    prepare = prepared(programme, where, worlds, NEAR * policy.bound / 4)
    gate_worths = [gate_worth(name, titles[name], value - worlds.base) for name, value in worlds.opened.items()]
    months = numbered(programme.horizon, "month")
    open_now = worlds.all_open
    weekly = deviations(where.programme, policy, seed)
    return PolicyView(
        sentence=(
            f"With the gates as likely as they are, the best policy trains at most {rounded(policy.bound)} soldiers in "
            f"{months} on average; {rounded(open_now)} if all gates were open from today on, "
            f"{rounded(worlds.never)} if none but the mandate ever opened."
        ),
        expected=policy.runs.mean,
        bound=policy.bound,
        error=policy.runs.error,
        histories=len(policy.runs.histories),
        periods=by_period(policy, where, as_of, shifted(as_of, programme.horizon)),
        never=worlds.never,
        veto_sentence=(
            f"A veto for good costs at most {soldiers(policy.bound - worlds.never)} on average at today's chances of "
            f"all gates, and {soldiers(open_now - worlds.never)} against gates that open today."
        ),
        gates=sorted(gate_worths, key=lambda one: -one.gain),
        evpi=max(worlds.worth.evpi, 0.0),
        vss=max(worlds.worth.vss, 0.0),
        knowing_sentence=(
            f"Knowing beforehand when the gates open would add {soldiers(worlds.worth.evpi)} on average, and planning "
            f"with the chances rather than for the likelier course adds {soldiers(worlds.worth.vss)} (exact over all "
            "histories in which gates stay open once they are)."
        ),
        prepare=prepare,
        prepare_sentence=prepare_words(prepare),
        doubts=[*doubts(worlds), *weekly.doubts],
        method=f"{method(policy, where)} {weekly_words(weekly)}",
    )  # fmt: skip


MOST_COLUMNS = 40_000
"""Columns of the linear programmes of all nodes together; the flagship has a sixth of it."""


def solved_worlds(where: Setting, gates: Gates, clock: str, gate_chain: Chain, seed: int) -> Worlds:
    """Return the policy and the values of the other worlds."""
    steps = gates.odds[0].steps

    def once(odds: Sequence[GateOdds]) -> Chain:
        return chain(where, [*first_open(odds, gates.depends, clock), *(o for o in odds if o.gate == clock)], (), clock)

    def certain(name: str) -> list[GateOdds]:
        return [GateOdds.certain(name, steps, is_open=True) if o.gate == name else o for o in gates.odds]

    def known_beforehand() -> tuple[training.Worth, dict[str, float]]:
        # The same few histories with other chances: each is solved once for all of them.
        values: tree.Values = {}
        worth = training.worth(where.programme, once(gates.odds), values)
        return worth, {name: tree.foreseen(where.programme, once(certain(name)), values) for name in uncertain_gates}

    def for_good(step: int | None, *others: GateOdds) -> Chain:
        return chain(where, [GateOdds.once("inside", opened_at(step, steps)), *others], (), clock)

    uncertain_gates = [one.gate for one in gates.odds if one.opened.min() != 1.0 or one.ends.any()]
    clocks = [one for one in gates.odds if one.gate == clock]
    # HiGHS lets other threads run while it solves.
    with ThreadPoolExecutor(2) as pool:
        whole = pool.submit(
            training.best_policy, where.programme, gate_chain, passes=PASSES, seed=seed, near=NEAR, followed=FOLLOWED
        )
        known = pool.submit(known_beforehand)
        now = pool.submit(training.tree_plan, where.programme, for_good(0))
        soon = pool.submit(ordered, where, for_good(SOON))
        never = pool.submit(ordered, where, for_good(None, *clocks))
        worth, opened = known.result()
        return Worlds(
            policy=whole.result(),
            never=never.result()[2],
            base=worth.wait_and_see,
            opened=opened,
            worth=worth,
            all_open=now.result().value,
            soon=soon.result()[:2],
            shut=never.result()[:2],
        )


def first_open(odds: Sequence[GateOdds], depends: Sequence[Dependence], clock: str) -> list[GateOdds]:
    """Return all gates but the mandate as one that opens when they first are all open, and stays so."""
    others = [one for one in odds if one.gate != clock]
    if not others:
        return []
    ties = [tie for tie in depends if clock not in (tie.gate, tie.on)]
    by = joint_at(others, ties, np.zeros((len(others) + len(ties), 1))).by
    return [GateOdds.once("inside", np.repeat(by, 3, axis=0))]


SOON = 6
"""When all gates but the mandate open for good in the world where that is certain and half a year off, in steps."""


def opened_at(step: int | None, steps: int) -> Floats:
    """Return the course of gates that open at a certain step for good, or never."""
    opened = np.zeros((3, steps + 1))
    if step is not None:
        opened[:, step:] = 1.0
    return opened


def ordered(where: Setting, gate_chain: Chain) -> tuple[float, float, float]:
    """Return what is trained when nothing is prepared, when all is ordered in the first period, and what is best."""
    plan = training.tree_plan(where.programme, gate_chain)
    if not where.programme.preparations:
        return plan.value, plan.value, plan.value
    stage = where.programme.stages[0]
    size = len(stage.gain)
    whole = tree.extensive(where.programme, plan.tree, tree.closed_by_node(gate_chain, plan.tree))
    afford = [where.programme.affordable(n) for n in range(len(where.programme.preparations))]
    values = []
    for share in (0.0, 1.0):
        lower, upper = whole.lower.copy(), whole.upper.copy()
        for node, before in enumerate(plan.tree.before):
            place = slice(node * size + stage.prepared.start, node * size + stage.prepared.stop)
            if before < 0 and share:
                lower[place] = upper[place] = afford
            else:
                upper[place] = 0.0
        values.append(best(replace(whole, lower=lower, upper=upper), seconds=60.0).objective)
    return values[0], values[1], plan.value


def by_period(policy: training.Policy, where: Setting, as_of: date, end: date) -> list[PeriodTrained]:
    """Return the soldiers trained by the end of each period, over the histories."""
    points = policy.runs.quantiles((0.05, 0.5, 0.95))
    means = policy.runs.chance @ np.cumsum(policy.runs.trained, axis=1)
    return [
        PeriodTrained(
            until=min(as_of + timedelta(weeks=(n + 1) * GRID_WEEKS), end),
            mean=float(means[n]),
            trained=Range(low=float(points[0, n]), mid=float(points[1, n]), high=float(points[2, n])),
        )
        for n in range(where.periods)
    ]


def soldiers(number: float) -> str:
    """Return a number of soldiers in words: `3,430 soldiers`, `fewer than one soldier`."""
    if abs(number) < 0.5:
        return "less than one soldier"
    return f"{rounded(number)} soldier{'' if round(number) == 1 else 's'}"


def gate_worth(name: str, title: str, gain: float) -> GateWorth:
    """Return what a gate is worth, in words."""
    named = lowered(title)
    if gain < 0.5:
        said = f"If {named} were open from today on, the others as likely as they are: less than one soldier more."
    else:
        said = (
            f"If {named} were open from today on, the others as likely as they are, {soldiers(gain)} more on average."
        )
    return GateWorth(gate=name, title=title, gain=gain, sentence=said)


def prepared(programme: Programme, where: Setting, worlds: Worlds, near: float) -> list[Prepare]:
    """Return what could be built ahead, and what ordering it now is worth."""
    by_part = {part: name for name, part in where.ready.items()}
    alone = len(worlds.policy.orders) == 1
    found = []
    for order in worlds.policy.orders:
        name = by_part[order.preparation.site]
        title, part = programme.sites[name].title, order.preparation
        if_open, if_never = (value[1] - value[0] for value in (worlds.soon, worlds.shut))
        advised = order.gain > near
        together = "" if alone else " (with the others)"
        found.append(
            Prepare(
                site=name,
                title=title,
                beds=part.beds,
                eur=part.eur,
                days=part.weeks * 7,
                gain=order.gain,
                if_open=if_open,
                if_never=if_never,
                advised=advised,
                sentence=(
                    f"{part.beds:,.0f} beds at {title} for EUR {part.eur / 1e6:,.0f} million: ordered now they add "
                    f"{soldiers(order.gain)} on average; {soldiers(if_open)} if all gates opened in half a year"
                    f"{together}, "
                    + (f"and {soldiers(-if_never)} fewer if they never did, with the money gone." if if_never < -0.5
                       else "and nothing if they never did, with the money gone.")
                ),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: -one.gain)


def prepare_words(prepare: Sequence[Prepare]) -> str:
    """Return what to prepare now; honestly when nothing is."""
    if not prepare:
        return "The dossier names nothing that could be built before the gates open."
    advised = [one for one in prepare if one.advised]
    if not advised:
        return "Nothing is worth preparing now: on average it would add almost nothing."
    return f"Worth preparing now: {listed([f'{one.beds:,.0f} beds at {one.title}' for one in advised])}."


ROOM = 1e-4
"""By which share of the value a check may fail through rounding."""


def doubts(worlds: Worlds) -> list[str]:
    """Return the checks of a run that fail."""
    policy, worth = worlds.policy, worlds.worth
    room = ROOM * abs(policy.bound)
    found = []
    if policy.runs.mean > policy.bound + max(room, 3 * policy.runs.error):
        found.append(
            f"The policy trains {policy.runs.mean:,.0f} on average, more than its bound of {policy.bound:,.0f} allows."
        )
    if not worth.wait_and_see + room >= worth.recourse >= worth.expected - room:
        found.append("Knowing more is worth less than knowing less: the values of knowing are wrong.")
    if any(later > earlier + room for earlier, later in pairwise(policy.bounds)):
        found.append("The bound of the policy rises from one pass to the next.")
    if any(value < worlds.base - room for value in worlds.opened.values()):
        found.append("A gate that is open is worth less than one that may be shut.")
    return found


def method(policy: training.Policy, where: Setting) -> str:
    """Return how it was computed."""
    listed_or_drawn = (
        f"all {len(policy.runs.histories)} histories"
        if policy.runs.exact
        else f"{len(policy.runs.histories)} drawn histories"
    )
    return (
        f"Stochastic dual dynamic programming over {where.periods} periods of {GRID_WEEKS} weeks and every state of "
        f"the gates, {policy.passes} passes; no policy trains more than {policy.bound:,.0f} on average, this one "
        f"{policy.runs.mean:,.0f} over {listed_or_drawn} (standard error {policy.runs.error:,.0f}). Middle figures of "
        "the programme, which lie above the medians of the draws in the plan; chances of the middle course. How long a "
        "gate has been open or shut is averaged within a state. What a gate is worth: as if its course were "
        "known beforehand."
    )  # fmt: skip


def weekly_words(found: Deviations) -> str:
    """Return what chance within the courses does beside the gates."""
    ends = (
        ": the bands are those of the gates" if found.gates > 3 * found.courses else "; the bands are of the gates only"
    )
    return (
        f"Held to week by week, with single soldiers who arrive and pass by chance ({RUNS} runs each of a bad, a "
        f"middling and a good history), the total moves by a standard deviation of {soldiers(found.courses)}; by the "
        f"gates it moves by {soldiers(found.gates)}{ends}."
    )
