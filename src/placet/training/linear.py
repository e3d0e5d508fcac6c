"""Linear programmes as sparse arrays, handed to HiGHS as they are.

A programme is: maximise `gain @ x` subject to `row_lower <= A x <= row_upper` and `lower <= x <= upper`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placet.errors import PlacetError

MANY_ROWS = 1000
"""From here on the interior point is faster than the primal simplex; both end in a vertex."""
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Entries:
    """Entries of a sparse matrix: row, column and number, in any order; equal places are added up."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    numbers: Floats

    @classmethod
    def of(cls, rows: Any, columns: Any, numbers: Any) -> Entries:
        """Return entries from arrays that broadcast against each other, without the zeros."""
        r, c, v = (np.ravel(part) for part in np.broadcast_arrays(rows, columns, np.asarray(numbers, np.float64)))
        kept = v != 0
        return cls(r[kept].astype(np.int64), c[kept].astype(np.int64), v[kept])

    def by_column(self, columns: int) -> tuple[Ints, Ints, Floats]:
        """Return the matrix column by column: where each column starts, the rows, the numbers."""
        order = np.lexsort((self.rows, self.columns))
        r, c, v = self.rows[order], self.columns[order], self.numbers[order]
        if len(v):
            first = np.r_[True, (np.diff(r) != 0) | (np.diff(c) != 0)]
            v = np.add.reduceat(v, np.flatnonzero(first))
            r, c = r[first], c[first]
        starts = np.searchsorted(c, np.arange(columns + 1))
        return starts.astype(np.int32), r.astype(np.int32), v


def joined(parts: list[Entries]) -> Entries:
    """Return all entries of several blocks of one matrix."""
    return Entries(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.numbers for part in parts]),
    )


@dataclass(frozen=True)
class LinearProgramme:
    """A linear programme with its matrix by column (`starts` has one number more than there are columns)."""

    gain: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    starts: Ints
    rows: Ints
    numbers: Floats

    @classmethod
    def of(
        cls, gain: Floats, bounds: tuple[Floats, Floats], row_bounds: tuple[Floats, Floats], matrix: Entries
    ) -> LinearProgramme:
        """Return the programme with this gain, these bounds of columns and rows, and this matrix."""
        starts, rows, numbers = matrix.by_column(len(gain))
        return cls(gain, *bounds, *row_bounds, starts, rows, numbers)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.row_upper), len(self.gain)

    @property
    def entries(self) -> Entries:
        """The matrix entry by entry, in the order of `numbers`."""
        columns = np.repeat(np.arange(len(self.gain)), np.diff(self.starts))
        return Entries(self.rows.astype(np.int64), columns, self.numbers)

    def row_activity(self, x: Floats) -> Floats:
        """Return `A x`."""
        matrix = self.entries
        return np.asarray(np.bincount(matrix.rows, matrix.numbers * x[matrix.columns], len(self.row_upper)), np.float64)


@dataclass(frozen=True)
class Solution:
    """An optimum: the levels of the columns, the price of each row, the bound that the prices prove, the basis."""

    objective: float
    x: Floats
    prices: Floats
    """What one more unit of each row's limit adds to the objective."""
    reduced: Floats
    """What one more unit of each column's bound adds to the objective."""
    bound: float
    """The dual objective: no plan can be better."""
    basis: Any
    seconds: float
    pivots: int


SLOWER: tuple[dict[str, Any], ...] = (
    {"presolve": "on"},
    {"presolve": "on", "solver": "choose", "simplex_strategy": 1},
)
"""What is tried where the quick way has no answer: with presolve, then HiGHS's own choice, which can take a minute."""


class NoPlanError(PlacetError):
    """The solver stopped without an optimum; nothing is dressed up as one."""


def solver(programme: LinearProgramme, **options: Any) -> Any:
    """Return HiGHS with the programme loaded: one thread, silent, the same answer every time; with other `options`."""
    import highspy

    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 0)
    # Entering nobody is feasible, so the primal simplex starts at once: measured 10 to 20 times faster here than the
    # default (presolve and the dual simplex), whose optimum is the same.
    # Above some thousand rows the interior point with crossover overtakes it (flagship by week: 0.5 s against 2.3 s).
    rows, columns = programme.shape
    highs.setOptionValue("solver", "ipx" if rows > MANY_ROWS else "simplex")
    highs.setOptionValue("simplex_strategy", 4)
    highs.setOptionValue("presolve", "off")
    columnwise, maximise = 1, -1
    status = highs.passModel(
        columns, rows, len(programme.numbers), columnwise, maximise, 0.0,
        programme.gain, programme.lower, programme.upper, programme.row_lower, programme.row_upper,
        programme.starts[:-1], programme.rows, programme.numbers, np.zeros(columns, np.int32),
    )  # fmt: skip
    if status == highspy.HighsStatus.kError:
        raise NoPlanError("the solver refused the programme: one of its numbers is not finite")
    for option, setting in options.items():
        highs.setOptionValue(option, setting)
    return highs


def fits(basis: Any, programme: LinearProgramme) -> bool:
    """Whether there is a basis, and it is of a programme of this shape."""
    return basis is not None and (len(basis.row_status), len(basis.col_status)) == programme.shape


def best(programme: LinearProgramme, *, basis: Any = None, seconds: float = 60.0, presolve: bool = False) -> Solution:
    """Return the optimum of the programme.

    Parameters
    ----------
    programme
        What to maximise.
    basis
        The basis of a programme to start from; one of another shape is left aside.
    seconds
        When to stop.
    presolve
        Whether the solver simplifies the programme first: twice as fast for a tree, whose nodes repeat each other.

    Raises
    ------
    NoPlanError
        The solver found no optimum in time, or the programme has none.
    """
    highs = solver(programme, time_limit=seconds, **({"presolve": "on"} if presolve else {}))
    if fits(basis, programme):
        highs.setBasis(basis)
    highs.run()
    for other in SLOWER:
        if not gave_up(highs):
            break
        # The quick way failed on the numbers of this programme: a slower one, from the beginning.
        highs = solver(programme, time_limit=seconds, **other)
        highs.run()
    return optimum(programme, highs)


def gave_up(highs: Any) -> bool:
    """Whether HiGHS ended without an answer for another reason than time."""
    import highspy

    failed = (
        highspy.HighsModelStatus.kNotset,
        highspy.HighsModelStatus.kSolveError,
        highspy.HighsModelStatus.kUnknown,
    )
    return highs.getModelStatus() in failed


def optimum(programme: LinearProgramme, highs: Any) -> Solution:
    """Return what HiGHS found, or raise NoPlanError with its own word for why not."""
    import highspy

    status = highs.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        word = highs.modelStatusToString(status).lower()
        raise NoPlanError(f"the solver stopped without a plan ({word}); plan fewer weeks, group sites that are alike")
    found = highs.getSolution()
    x, prices, reduced = (np.array(part) for part in (found.col_value, found.row_dual, found.col_dual))
    info = highs.getInfo()
    return Solution(
        objective=float(programme.gain @ x),
        x=x,
        prices=prices,
        reduced=reduced,
        bound=dual_bound(programme, prices, reduced),
        basis=highs.getBasis(),
        seconds=float(highs.getRunTime()),
        pivots=int(info.simplex_iteration_count),
    )


def dual_bound(programme: LinearProgramme, prices: Floats, reduced: Floats) -> float:
    """Return the dual objective: each price times the limit that it prices (upper if positive, lower if negative).

    A price against an infinite limit is rounding, below the solver's tolerance of 1e-7, and counts nothing.
    """
    total = 0.0
    for price, low, high in (
        (prices, programme.row_lower, programme.row_upper),
        (reduced, programme.lower, programme.upper),
    ):
        limit = np.where(price > 0, high, low)
        priced = np.isfinite(limit) & (np.abs(price) > 1e-12)
        total += float(price[priced] @ limit[priced])
    return total
