"""How the Union's members vote together: 27 members in the roll calls of the United Nations General Assembly.

    ./run bench benchmarks/unga.py

Among roll calls on which all 27 voted and yes was the commonest vote, the models are fitted to 2013 and asked for
2014 to 2019: how often do all 27 say yes? Members that vote independently say it too seldom; one shared factor (a
one-factor probit) comes close. Also compared: one loading for each member; and a factor shared by all with one more for
each bloc, where the division into blocs is chosen on the last third of the earlier years, before the later ones are
looked at. The log-likelihood of whole roll calls on the later years says which model is best.

Data: the R package unvotes (MIT), from Voeten, United Nations General Assembly Voting Data; `un_votes.rda` and
`un_roll_calls.rda` in ../shared/data/unvotes. Caveat: the General Assembly is cheap talk beside a decision of the
Council, and the roll calls are chosen by their result.
"""

from __future__ import annotations

import bz2
import math
import struct
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import NormalDist

import numpy as np

from placet import votes
from placet.votes.correlation import POINTS, REACH

DATA = Path(__file__).resolve().parent.parent / ".." / "shared" / "data" / "unvotes"
ISO = {"EL": "GR"}
# Members in central and eastern Europe that joined since 2004; those outside NATO in these years.
EAST = ("BG", "CZ", "EE", "HR", "HU", "LT", "LV", "PL", "RO", "SI", "SK")
OUTSIDE_NATO = ("AT", "CY", "FI", "IE", "MT", "SE")
DIVISIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "all": (),
    "east, others": (EAST,),
    "east, outside NATO, others": (EAST, OUTSIDE_NATO),
    "five regions": (
        ("EE", "LV", "LT"),
        tuple(code for code in EAST if code not in ("EE", "LV", "LT")),
        (*OUTSIDE_NATO, "DK"),
        ("EL", "ES", "IT", "PT"),
    ),
}
SHARED, WITHIN = (0.45, 0.55, 0.65, 0.70, 0.75), (0.0, 0.05, 0.10, 0.15, 0.20, 0.25)
SINCE, SPLIT, UNTIL = date(2004, 5, 1), date(2014, 1, 1), date(2020, 1, 1)


class Saved:
    """The data frame of an R file: version 2, XDR, as much of the format as these two files need."""

    def __init__(self, path: Path) -> None:
        self.bytes = bz2.decompress(path.read_bytes())
        self.at = len(b"RDX2\nX\n") + 12
        self.known: list[object] = []

    def whole(self, count: int = 1) -> int:
        """Return the next whole number."""
        (found,) = struct.unpack_from(">i", self.bytes, self.at)
        self.at += 4 * count
        return int(found)

    def item(self) -> object:
        """Return the next object: a vector, a text, a list of pairs."""
        flags = self.whole()
        kind, attributes = flags & 0xFF, bool(flags & 0x200)
        if kind == 254:
            return None
        if kind == 255:
            return self.known[(flags >> 8) - 1]
        if kind == 1:
            self.known.append(self.item())
            return self.known[-1]
        if kind == 2:
            return self.pairs(flags)
        length = self.whole()
        if kind == 9:
            text = self.bytes[self.at : self.at + max(0, length)]
            self.at += max(0, length)
            return text.decode("utf-8", "replace")
        found: object
        if kind in (10, 13, 14):
            dtype = np.dtype(">f8" if kind == 14 else ">i4")
            found = np.frombuffer(self.bytes, dtype, length, self.at)
            self.at += dtype.itemsize * length
        elif kind in (16, 19):
            found = [self.item() for _ in range(length)]
        else:
            raise ValueError(f"an R object of kind {kind} is not expected in these files")
        return (found, dict(self.item())) if attributes else found

    def pairs(self, flags: int) -> list[tuple[object, object]]:
        """Return a list of named objects."""
        found = []
        while flags & 0xFF == 2:
            if flags & 0x200:
                self.item()
            name = self.item() if flags & 0x400 else None
            found.append((name, self.item()))
            flags = self.whole()
        return found

    def frame(self) -> dict[str, object]:
        """Return the columns of the data frame by name."""
        ((_, (columns, attributes)),) = self.item()
        return dict(zip(attributes["names"], columns, strict=True))


def ballots() -> tuple[list[date], np.ndarray]:
    """Return the days of the roll calls on which all 27 voted, and the votes: 0 yes, 1 abstain, 2 no (calls x 27)."""
    cast, calls = Saved(DATA / "un_votes.rda").frame(), Saved(DATA / "un_roll_calls.rda").frame()
    days = calls["date"][0] if isinstance(calls["date"], tuple) else calls["date"]
    when = {
        int(call): date(1970, 1, 1) + timedelta(days=float(day)) for call, day in zip(calls["rcid"], days, strict=True)
    }
    codes = [ISO.get(member.code, member.code) for member in votes.members(date(2026, 1, 1))]
    place = {code: number for number, code in enumerate(codes)}
    position, attributes = cast["vote"]
    code_of = {level: ("yes", "abstain", "no").index(name) for level, name in enumerate(attributes["levels"], start=1)}
    table: dict[int, np.ndarray] = {}
    for call, code, vote in zip(
        cast["rcid"].astype(int).tolist(), cast["country_code"], position.tolist(), strict=True
    ):
        if code in place and SINCE <= when[call] < UNTIL:
            table.setdefault(call, np.full(27, -1))[place[code]] = code_of[vote]
    complete = sorted(call for call, row in table.items() if (row >= 0).all())
    return [when[call] for call in complete], np.array([table[call] for call in complete])


def factor_grid() -> tuple[np.ndarray, np.ndarray]:
    """Return the points of the factor and their weights."""
    grid = np.linspace(-REACH, REACH, POINTS)
    weight = np.exp(-(grid**2) / 2)
    return grid, weight / weight.sum()


def given_factor(yes: np.ndarray, loading: np.ndarray) -> np.ndarray:
    """Return each member's chance of yes at each point of the factor (members x points)."""
    grid, _ = factor_grid()
    cuts = np.array([NormalDist().inv_cdf(p) for p in yes])
    own = np.sqrt(1 - loading**2)
    at = (cuts[:, None] - loading[:, None] * grid) / own[:, None]
    return np.clip(np.vectorize(lambda x: 0.5 * math.erfc(-x / math.sqrt(2)))(at), 1e-12, 1 - 1e-12)


def log_likelihood(rows: np.ndarray, yes: np.ndarray, loading: np.ndarray) -> float:
    """Return the mean log-likelihood of whole roll calls."""
    chance = given_factor(yes, loading)
    _, weight = factor_grid()
    patterns, counts = np.unique(rows, axis=0, return_counts=True)
    logs = patterns @ np.log(chance) + (~patterns) @ np.log1p(-chance)
    top = logs.max(axis=1, keepdims=True)
    each = top[:, 0] + np.log(np.exp(logs - top) @ weight)
    return float(each @ counts / counts.sum())


def best_shared(rows: np.ndarray, yes: np.ndarray) -> float:
    """Return the correlation that makes the roll calls likeliest, by golden section."""
    ratio, low, high = (math.sqrt(5) - 1) / 2, 0.01, 0.97
    while high - low > 1e-3:
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if log_likelihood(rows, yes, np.full(27, math.sqrt(left))) > log_likelihood(
            rows, yes, np.full(27, math.sqrt(right))
        ):
            high = right
        else:
            low = left
    return (low + high) / 2


def best_own(rows: np.ndarray, yes: np.ndarray, start: float) -> np.ndarray:
    """Return one loading for each member, improved in turn, two rounds."""
    loading = np.full(27, math.sqrt(start))
    for _ in range(2):
        for member in range(27):
            tried = []
            for own in (0.3, 0.5, 0.65, 0.75, 0.82, 0.88, 0.93, 0.97):
                other = loading.copy()
                other[member] = own
                tried.append((log_likelihood(rows, yes, other), own))
            loading[member] = max(tried)[1]
    return loading


def all_yes(yes: np.ndarray, loading: np.ndarray) -> float:
    """Return the chance that all 27 say yes."""
    _, weight = factor_grid()
    return float(given_factor(yes, loading).prod(axis=0) @ weight)


def blocs_of(division: str, codes: list[str]) -> list[list[int]]:
    """Return the places of each bloc's members; who is in none forms the last."""
    named = [[codes.index(code) for code in bloc] for bloc in DIVISIONS[division]]
    rest = [place for place in range(len(codes)) if not any(place in bloc for bloc in named)]
    return [*named, rest]


def nested(
    rows: np.ndarray, yes: np.ndarray, shared: float, within: float, blocs: list[list[int]]
) -> tuple[float, float]:
    """Return the mean log-likelihood of whole roll calls, and the chance that all say yes, with factors in blocs.

    Two members of a bloc correlate by `shared + within`, two of different blocs by `shared`.
    """
    grid = np.linspace(-6, 6, 49)
    weight = np.exp(-(grid**2) / 2)
    weight /= weight.sum()
    patterns, counts = np.unique(rows, axis=0, return_counts=True)
    cuts, own = np.array([NormalDist().inv_cdf(p) for p in yes]), math.sqrt(1 - shared - within)
    factor = math.sqrt(shared) * grid[:, None] + math.sqrt(within) * grid[None, :]
    logs, everybody = np.zeros((len(patterns), len(grid))), np.ones(len(grid))
    for bloc in blocs:
        at = (cuts[bloc, None] - factor.reshape(1, -1)) / own
        chance = np.clip(np.vectorize(lambda x: 0.5 * math.erfc(-x / math.sqrt(2)))(at), 1e-12, 1 - 1e-12)
        each = patterns[:, bloc] @ np.log(chance) + (~patterns[:, bloc]) @ np.log1p(-chance)
        each = each.reshape(len(patterns), len(grid), len(grid))
        top = each.max(axis=2, keepdims=True)
        logs += top[:, :, 0] + np.log(np.exp(each - top) @ weight)
        everybody *= chance.prod(axis=0).reshape(len(grid), len(grid)) @ weight
    top = logs.max(axis=1, keepdims=True)
    whole = top[:, 0] + np.log(np.exp(logs - top) @ weight)
    return float(whole @ counts / counts.sum()), float(everybody @ weight)


def shares_of(rows: np.ndarray) -> np.ndarray:
    """Return each member's share of yes, kept off 0 and 1 by half a vote."""
    return np.clip(rows.mean(axis=0), 0.5 / len(rows), 1 - 0.5 / len(rows))


def best_nested(rows: np.ndarray, blocs: list[list[int]]) -> tuple[float, float]:
    """Return the two correlations that make the roll calls likeliest, on a grid."""
    yes = shares_of(rows)
    tried = [(shared, within) for shared in SHARED for within in (WITHIN if len(blocs) > 1 else WITHIN[:1])]
    return max(tried, key=lambda both: nested(rows, yes, *both, blocs)[0] if sum(both) < 0.93 else -math.inf)


def best_division(rows: np.ndarray, codes: list[str]) -> str:
    """Return the division that says most of the last third of the roll calls, fitted to the first two thirds."""
    cut = 2 * len(rows) // 3
    first, last = rows[:cut], rows[cut:]

    def heldout(division: str) -> float:
        blocs = blocs_of(division, codes)
        return nested(last, shares_of(first), *best_nested(first, blocs), blocs)[0]

    return max(DIVISIONS, key=heldout)


def main() -> None:
    """Print the comparison."""
    if not DATA.exists():
        sys.exit("unga.py: the roll calls lie beside the repository, in ../shared/data/unvotes; they are not there")
    start = time.perf_counter()
    days, cast = ballots()
    early = np.array([day < SPLIT for day in days])
    counts = np.array([(cast == position).sum(axis=1) for position in range(3)])
    mode_yes = counts.argmax(axis=0) == 0
    rows = cast == 0
    train, test = rows[mode_yes & early], rows[mode_yes & ~early]
    print(f"{len(rows)} roll calls with all 27; mostly yes: {len(train)} to 2013, {len(test)} from 2014 to 2019")
    shares = shares_of(train)
    correlation = best_shared(train, shares)
    shared = np.full(27, math.sqrt(correlation))
    members = votes.members(date(2026, 1, 1))
    union = dict(zip([member.code for member in members], shares.tolist(), strict=True))
    rule = votes.rule_from(
        {
            "id": "all",
            "title": "All say yes",
            "formula": {"count": "members", "at_least": "all"},
            "positions": ["yes", "no"],
        }
    )
    bloc = [votes.Bloc(tuple(union), correlation)]
    kernel = votes.correlated_chance(rule, members, union, bloc)
    assert abs(kernel - all_yes(shares, shared)) < 1e-9, "the kernel and the formula written out disagree"
    observed, seen = float(test.all(axis=1).mean()), float(train.all(axis=1).mean())
    print(f"observed: all 27 say yes {observed:.3f} (to 2013: {seen:.3f})")
    print(f"{'model':34} {'all 27 yes':>10} {'log-likelihood a roll call':>28}")
    own = best_own(train, shares, correlation)
    for name, loading in (
        ("independent", np.full(27, 1e-6)),
        (f"one factor, correlation {correlation:.3f}", shared),
        ("one factor, a loading for each", own),
        ("halfway between these two", (own + shared) / 2),
    ):
        print(f"{name:34} {all_yes(shares, loading):10.3f} {log_likelihood(test, shares, loading):28.3f}")
    codes = list(union)
    ordered = train[np.argsort([day.toordinal() for day, kept in zip(days, mode_yes & early, strict=True) if kept])]
    chosen = best_division(ordered, codes)
    for division in DIVISIONS:
        blocs = blocs_of(division, codes)
        both = best_nested(train, blocs)
        likely, all_of_them = nested(test, shares, *both, blocs)
        mark = "  <- chosen on the earlier years" if division == chosen else ""
        said = f"blocs: {division} ({both[0]:.2f} + {both[1]:.2f})"
        print(f"{said:50} {all_of_them:10.3f} {likely:12.3f}{mark}")
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
