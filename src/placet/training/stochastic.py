"""Stochastic programmes in the SMPS form, in and out: three texts, of the core, its stages and its scenarios.

The form is that of Birge, Dempster, Gassmann, Gunn, King and Wallace (1987), with Gassmann and Schweitzer's (2001)
sections `INDEP DISCRETE`, `BLOCKS DISCRETE` and `SCENARIOS DISCRETE`, and stages in the implicit form. Read, it can be
turned into its extensive form: every node of the scenario tree has its own columns, so nothing can foresee anything.
"""

from __future__ import annotations

import itertools
import math
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placet.errors import UsageError
from placet.training.linear import Entries, Floats, LinearProgramme, NoPlanError, joined, solver

MOST_SCENARIOS = 100_000
"""Independent parts multiply; more scenarios than this are refused."""


@dataclass(frozen=True)
class Core:
    """The programme of one scenario: minimise `cost @ x` within bounds and rows, some columns whole."""

    names: tuple[tuple[str, ...], tuple[str, ...]]
    """The names of the rows and of the columns."""
    programme: LinearProgramme
    """With `gain = -cost`."""
    whole: NDArray[np.bool_]
    offset: float


@dataclass(frozen=True)
class Change:
    """One figure of the core that a scenario writes anew."""

    row: int
    """-1: the objective."""
    column: int
    """-1: the right-hand side."""
    figure: float


@dataclass(frozen=True)
class Scenario:
    """A course of events: its chance, and from which stage on it leaves the scenario before it (`before`: -1 none)."""

    chance: float
    before: int
    from_stage: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class StochasticProgramme:
    """A core, the stage of each of its rows and columns, and the scenarios."""

    core: Core
    row_stage: NDArray[np.int64]
    column_stage: NDArray[np.int64]
    scenarios: tuple[Scenario, ...]


def stochastic_programme(core: str, stages: str, scenarios: str) -> StochasticProgramme:
    """Return the programme of the texts of a core (MPS), time and stoch file.

    Raises
    ------
    UsageError
        A text is not in the form; the message names the line.
    """
    read = core_of(core)
    rows = {name: n for n, name in enumerate(read.names[0])}
    columns = {name: n for n, name in enumerate(read.names[1])}
    names, row_stage, column_stage = stages_of(stages, rows, columns)
    return StochasticProgramme(read, row_stage, column_stage, scenarios_of(scenarios, names, rows, columns))


def core_of(text: str) -> Core:
    """Return a core in MPS; HiGHS reads it.

    Raises
    ------
    UsageError
        HiGHS does not take it.
    """
    import highspy

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "core.mps"
        # Some writers put a name beside a section's head, which HiGHS takes for a figure.
        file.write_text(re.sub(r"^(RHS|BOUNDS|RANGES)\b.*$", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        if highs.readModel(str(file)) == highspy.HighsStatus.kError:
            raise UsageError("core: this is no programme in MPS form; compare it with what `mps` writes")
    lp = highs.getLp()
    sign = -1.0 if lp.sense_ == highspy.ObjSense.kMinimize else 1.0
    matrix = Entries.of(*by_entry(lp.a_matrix_, len(lp.col_names_)))
    whole = np.array([kind == highspy.HighsVarType.kInteger for kind in lp.integrality_] or [False] * lp.num_col_)
    programme = LinearProgramme.of(
        sign * np.array(lp.col_cost_),
        (np.array(lp.col_lower_), np.array(lp.col_upper_)),
        (np.array(lp.row_lower_), np.array(lp.row_upper_)),
        matrix,
    )
    return Core((tuple(lp.row_names_), tuple(lp.col_names_)), programme, whole, float(lp.offset_))


def by_entry(matrix: Any, columns: int) -> tuple[Any, Any, Any]:
    """Return rows, columns and numbers of HiGHS's column-wise matrix."""
    starts = np.array(matrix.start_)
    return np.array(matrix.index_), np.repeat(np.arange(columns), np.diff(starts)), np.array(matrix.value_)


def worded(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the line number, the line and its words, without remarks and empty lines."""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.replace("'", " ").split()
        if words and not line.startswith("*"):
            yield number, line, words


def stages_of(
    text: str, rows: dict[str, int], columns: dict[str, int]
) -> tuple[dict[str, int], NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of each stage by its name, and the stage of each row and column."""
    firsts: list[tuple[str, int, int]] = []
    for number, line, words in worded(text):
        if line[0].isspace() and len(words) >= 3:
            if words[0] not in columns:
                raise UsageError(f"stages, line {number}: the core has no column {words[0]!r}")
            firsts.append((words[2], columns[words[0]], rows.get(words[1], 0)))
    if not firsts:
        raise UsageError("stages: no stage is named; a line has a column, a row and the name of the stage")
    row_stage, column_stage = np.zeros(len(rows), np.int64), np.zeros(len(columns), np.int64)
    for stage, (_, column, row) in enumerate(firsts[1:], 1):
        row_stage[row:], column_stage[column:] = stage, stage
    return {name: stage for stage, (name, _, _) in enumerate(firsts)}, row_stage, column_stage


@dataclass(frozen=True)
class Names:
    """The numbers of stages, rows and columns by their names."""

    stages: dict[str, int]
    rows: dict[str, int]
    columns: dict[str, int]


Part = list[tuple[float, int, list[Change]]]
"""What an independent part can become: chance, stage, what is written anew."""


def scenarios_of(
    text: str, stages: dict[str, int], rows: dict[str, int], columns: dict[str, int]
) -> tuple[Scenario, ...]:
    """Return the scenarios of a stoch text."""
    names = Names(stages, rows, columns)
    sections: dict[str, list[tuple[str, list[str]]]] = {"INDEP": [], "BLOCKS": [], "SCENARIOS": []}
    section = ""
    for number, line, words in worded(text):
        where = f"scenarios, line {number}"
        if line[0].isspace() and section in sections:
            sections[section].append((where, words))
        elif not line[0].isspace():
            section = words[0]
            if section in sections and words[1:] and words[1] != "DISCRETE":
                raise UsageError(f"{where}: only DISCRETE chances are read, not {words[1]}")
    if sections["SCENARIOS"]:
        return listed(sections["SCENARIOS"], names)
    return combined([*independent(sections["INDEP"], names), *blocks_of(sections["BLOCKS"], names)])


def listed(lines: list[tuple[str, list[str]]], names: Names) -> tuple[Scenario, ...]:
    """Return scenarios that are written one by one."""
    numbers: dict[str, int] = {}
    found: list[tuple[float, int, int, list[Change]]] = []
    for where, words in lines:
        if words[0] == "SC" and len(words) > 4:
            before, stage = numbers.get(words[2], -1), stage_of(words[4], names, where)
            numbers[words[1]] = len(found)
            found.append((number_of(words[3], where), before, stage, []))
        elif found:
            found[-1][3].extend(changes(words, names, where))
        else:
            raise UsageError(f"{where}: a scenario starts with SC, its name, the one before, its chance and its stage")
    return tuple(Scenario(chance, before, stage, tuple(new)) for chance, before, stage, new in found)


def independent(lines: list[tuple[str, list[str]]], names: Names) -> list[Part]:
    """Return the parts of INDEP: one for each figure."""
    parts: dict[tuple[str, str], Part] = {}
    for where, words in lines:
        of, to, figure, stage, chance = indep(words, where)
        way = (chance, stage_of(stage, names, where), [change(of, to, figure, names, where)])
        parts.setdefault((of, to), []).append(way)
    return list(parts.values())


def blocks_of(lines: list[tuple[str, list[str]]], names: Names) -> list[Part]:
    """Return the parts of BLOCKS: one for each block."""
    parts: dict[str, Part] = {}
    block = ""
    for where, words in lines:
        if words[0] == "BL" and len(words) > 3:
            block = words[1]
            parts.setdefault(block, []).append((number_of(words[3], where), stage_of(words[2], names, where), []))
        elif block:
            parts[block][-1][2].extend(changes(words, names, where))
        else:
            raise UsageError(f"{where}: a block starts with BL, its name, its stage and its chance")
    return list(parts.values())


def indep(words: list[str], where: str) -> tuple[str, str, float, str, float]:
    """Return the column, row, figure, stage and chance of a line of INDEP."""
    if len(words) < 4:
        raise UsageError(f"{where}: a line of INDEP has a column, a row, a figure, a stage and a chance")
    stage = words[3] if len(words) > 4 else ""
    return words[0], words[1], number_of(words[2], where), stage, number_of(words[-1], where)


def stage_of(name: str, names: Names, where: str) -> int:
    """Return the number of a stage; the second when none is named."""
    if name and name not in names.stages:
        raise UsageError(f"{where}: there is no stage {name!r}; the stages are {', '.join(names.stages)}")
    return names.stages.get(name, 1)


def changes(words: list[str], names: Names, where: str) -> Iterator[Change]:
    """Yield the one or two changes of a line."""
    for to, figure in zip(words[1::2], words[2::2], strict=False):
        yield change(words[0], to, number_of(figure, where), names, where)


def change(of: str, to: str, figure: float, names: Names, where: str) -> Change:
    """Return what a line writes anew: an unknown column is the right-hand side, an unknown row the objective."""
    if of not in names.columns and to not in names.rows:
        raise UsageError(f"{where}: the core has neither a column {of!r} nor a row {to!r}")
    return Change(names.rows.get(to, -1), names.columns.get(of, -1), figure)


def number_of(word: str, where: str) -> float:
    """Return a finite number."""
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError(f"{where}: {word!r} is not a number")
    return number


def combined(parts: Sequence[Part]) -> tuple[Scenario, ...]:
    """Return every combination of what independent parts can become."""
    if math.prod(len(part) for part in parts) > MOST_SCENARIOS:
        raise UsageError(f"scenarios: the independent parts make more than {MOST_SCENARIOS:,} scenarios")
    found = []
    for ways in itertools.product(*parts):
        if len({stage for _, stage, _ in ways}) > 1:
            raise UsageError("scenarios: parts of several stages; write them as SCENARIOS")
        everything = tuple(c for _, _, part in ways for c in part)
        found.append(Scenario(math.prod(chance for chance, _, _ in ways), -1, ways[0][1], everything))
    return tuple(found)


@dataclass(frozen=True)
class Node:
    """A node of the scenario tree: its stage, chance, the nodes from the root to it, and what it writes anew."""

    stage: int
    chance: float
    path: tuple[int, ...]
    changes: tuple[Change, ...]


def nodes_of(programme: StochasticProgramme) -> list[Node]:
    """Return the nodes of the scenario tree, each after those before it."""
    last = int(programme.column_stage.max(initial=0))
    owners: list[tuple[int, ...]] = []
    written: list[dict[tuple[int, int], float]] = []
    for number, scenario in enumerate(programme.scenarios):
        inherited = scenario.before >= 0
        before = owners[scenario.before] if inherited else (-1,) * (last + 1)
        # Without a scenario before it, a scenario shares the root and is its own from its stage on.
        branch = scenario.from_stage if inherited else max(1, scenario.from_stage)
        owners.append(tuple(number if stage >= branch else before[stage] for stage in range(last + 1)))
        figures = dict(written[scenario.before]) if inherited else {}
        written.append(figures | {(c.row, c.column): c.figure for c in scenario.changes})
    whole = sum(scenario.chance for scenario in programme.scenarios)
    if abs(whole - 1) > 1e-3:
        raise UsageError(f"scenarios: the chances add up to {whole:.6g}, not to 1")
    chances: dict[tuple[int, int], float] = {}
    for scenario, own in zip(programme.scenarios, owners, strict=True):
        for stage, owner in enumerate(own):
            chances[stage, owner] = chances.get((stage, owner), 0.0) + scenario.chance / whole
    numbers: dict[tuple[int, int], int] = {}
    nodes: list[Node] = []
    for own, figures in zip(owners, written, strict=True):
        for stage, owner in enumerate(own):
            if (stage, owner) not in numbers:
                numbers[stage, owner] = len(nodes)
                path = tuple(numbers[s, own[s]] for s in range(stage + 1))
                changed = tuple(Change(row, column, figure) for (row, column), figure in figures.items())
                nodes.append(Node(stage, chances[stage, owner], path, changed))
    return nodes


def extensive_form(programme: StochasticProgramme) -> tuple[LinearProgramme, NDArray[np.bool_]]:
    """Return the extensive form, to be maximised (the gain is the expected cost, negated), and which columns are whole.

    Raises
    ------
    UsageError
        The chances do not add up to 1.
    """
    core, lp = programme.core, programme.core.programme
    rows, columns = lp.shape
    entry = {(int(r), int(c)): n for n, (r, c) in enumerate(zip(lp.entries.rows, lp.entries.columns, strict=True))}
    nodes = nodes_of(programme)
    at_columns = [np.flatnonzero(programme.column_stage == node.stage) for node in nodes]
    at_rows = [np.flatnonzero(programme.row_stage == node.stage) for node in nodes]
    column_place = [places(at, columns, base) for at, base in zip(at_columns, bases(at_columns), strict=True)]
    gain, low, high, blocks = [], [], [], []
    for node, mine, held, base in zip(nodes, at_columns, at_rows, bases(at_rows), strict=True):
        own_gain, own_low, own_high, matrix = written(lp, entry, node.changes)
        gain.append(own_gain[mine] * node.chance)
        low.append(own_low[held])
        high.append(own_high[held])
        kept = programme.row_stage[matrix.rows] == node.stage
        r, c, v = matrix.rows[kept], matrix.columns[kept], matrix.numbers[kept]
        foreseen = programme.column_stage[c] > node.stage
        if foreseen.any():
            row, column = core.names[0][r[foreseen][0]], core.names[1][c[foreseen][0]]
            raise UsageError(f"core: row {row!r} of stage {node.stage + 1} holds the later column {column!r}")
        path = np.array([column_place[n] for n in node.path])
        blocks.append(Entries.of(places(held, rows, base)[r], path[programme.column_stage[c], c], v))
    at = np.concatenate(at_columns)
    limits = np.concatenate(low), np.concatenate(high)
    form = LinearProgramme.of(np.concatenate(gain), (lp.lower[at], lp.upper[at]), limits, joined(blocks))
    return form, core.whole[at]


def written(
    lp: LinearProgramme, entry: dict[tuple[int, int], int], changes: Sequence[Change]
) -> tuple[Floats, Floats, Floats, Entries]:
    """Return gain, limits of the rows and matrix of the core with some figures written anew; `entry`: where each is."""
    gain, numbers, low, high = lp.gain.copy(), lp.numbers.copy(), lp.row_lower.copy(), lp.row_upper.copy()
    extra: dict[tuple[int, int], float] = {}
    for new in changes:
        if new.row < 0:
            gain[new.column] = -new.figure
        elif new.column < 0:
            for limits in (low, high):
                limits[new.row] = new.figure if np.isfinite(limits[new.row]) else limits[new.row]
        elif (new.row, new.column) in entry:
            numbers[entry[new.row, new.column]] = new.figure
        else:
            extra[new.row, new.column] = new.figure
    more = np.array(list(extra), np.int64).reshape(-1, 2)
    added = Entries(more[:, 0], more[:, 1], np.array(list(extra.values()), float))
    return gain, low, high, joined([replace(lp.entries, numbers=numbers), added])


def bases(parts: Sequence[NDArray[np.int64]]) -> list[int]:
    """Return where each part starts when they stand one after another."""
    return [int(n) for n in np.cumsum([0, *(len(part) for part in parts)])[:-1]]


def places(at: NDArray[np.int64], size: int, base: int) -> NDArray[np.int64]:
    """Return where each of `size` things stands; -1 for those that are not among `at`."""
    place = np.full(size, -1, np.int64)
    place[at] = base + np.arange(len(at))
    return place


def least_cost(programme: StochasticProgramme, *, seconds: float = 60.0, gap: float = 1e-4) -> float:
    """Return the least expected cost of a stochastic programme.

    Raises
    ------
    NoPlanError
        The solver did not prove an optimum to the relative `gap` in time.
    UsageError
        The chances do not add up to 1.
    """
    import highspy

    form, whole = extensive_form(programme)
    highs = solver(form, time_limit=seconds, solver="choose", presolve="on", mip_rel_gap=gap)
    at = np.flatnonzero(whole).astype(np.int32)
    if len(at):
        highs.changeColsIntegrality(len(at), at, np.full(len(at), 1, np.uint8))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoPlanError(
            f"the solver stopped without an optimum ({highs.modelStatusToString(highs.getModelStatus()).lower()})"
        )
    return programme.core.offset - float(highs.getInfo().objective_function_value)
