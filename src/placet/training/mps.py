"""A network's linear programme as text in free MPS format, for other solvers: here alone rows and columns get names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from placet.training.build import Layout, programme
from placet.training.linear import LinearProgramme
from placet.training.network import Network, checked


def mps(network: Network, *, grid_weeks: int = 1, name: str = "placet") -> str:
    """Return the programme that `best_plan` solves, in free MPS format, with names that say what they are.

    `enter:lviv:basic:w12` is a column of soldiers who start, `beds:lviv:w12` a row. Money is in million EUR. The
    objective is to be maximised (`OBJSENSE MAX`).

    Raises
    ------
    UsageError
        The network contradicts itself.
    """
    linear, place = programme(checked(network), grid_weeks)
    return "\n".join(
        [f"NAME {word(name)}", "OBJSENSE", "    MAX", *sections(linear, row_names(place), column_names(place))]
    )


def word(text: str) -> str:
    """Return a name as one word."""
    return re.sub(r"\s+", "_", text) or "_"


def weeks(place: Layout) -> list[str]:
    """Return the name of each period: its first week."""
    return [f"w{period * place.grid_weeks}" for period in range(place.periods)]


def arc_names(place: Layout) -> list[str]:
    """Return the name of each stock of waiting soldiers: the course, and after which one."""
    courses = [word(course.id) for course in place.network.courses]
    return [courses[c] if needed < 0 else f"{courses[c]}:after:{courses[needed]}" for needed, c in place.arcs]


def column_names(place: Layout) -> list[str]:
    """Return the names of the columns."""
    network, periods = place.network, weeks(place)
    pairs = [
        f"{word(network.sites[s].id)}:{word(network.courses[c].id)}"
        for s, c in zip(place.site.tolist(), place.course.tolist(), strict=True)
    ]
    return [
        *(f"enter:{pair}:{week}" for pair in pairs for week in periods),
        *(f"wait:{arc}:{week}" for arc in arc_names(place) for week in periods),
        *(f"give:{word(network.funds[f].id)}:stretch{k}" for f, k in place.gifts),
    ]


def row_names(place: Layout) -> list[str]:
    """Return the names of the rows."""
    network, periods = place.network, weeks(place)
    return [
        *(f"beds:{word(site.id)}:{week}" for site in network.sites for week in periods),
        *(f"instructors:{week}" for week in periods),
        *(f"instructors_inside:{week}" for week in periods),
        *(f"waiting:{arc}:{week}" for arc in arc_names(place) for week in periods),
        *(f"cost:stretch{k}" for k in range(place.stretches.shape[1])),
        *(f"fund:{word(fund.id)}" for fund in network.funds),
    ]


def sections(linear: LinearProgramme, rows: list[str], columns: list[str]) -> Iterator[str]:
    """Yield the lines after the head."""
    free = np.isinf(linear.row_upper) & np.isinf(linear.row_lower)
    equal = linear.row_upper == linear.row_lower
    yield "ROWS"
    yield " N objective"
    yield from (f" {'N' if f else 'E' if e else 'L'} {row}" for row, f, e in zip(rows, free, equal, strict=True))
    yield "COLUMNS"
    for j, column in enumerate(columns):
        yield f" {column} objective {float(linear.gain[j])!r}"
        for at in range(linear.starts[j], linear.starts[j + 1]):
            yield f" {column} {rows[linear.rows[at]]} {float(linear.numbers[at])!r}"
    yield "RHS"
    limits = zip(rows, linear.row_upper, strict=True)
    yield from (f" limit {row} {float(limit)!r}" for row, limit in limits if limit and np.isfinite(limit))
    yield "BOUNDS"
    yield from (f" FX bound {column} 0" for column, upper in zip(columns, linear.upper, strict=True) if upper == 0)
    yield "ENDATA"
    yield ""
