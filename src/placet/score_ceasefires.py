"""How good the ceasefire models are: durability on a file of the ETH/PRIO form, states on episodes, the forecast."""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placet import ceasefire
from placet.errors import UsageError
from placet.units import Range

MOST_BYTES = 100_000_000
MOST_ROWS = 200_000
LONGEST_FIELD = 1_000_000
HORIZON_DAYS = 365
GRID_DAYS = np.arange(1.0, 1_827.0, 7.0)
LEAST_SPELLS, LEAST_COUNTRIES, LEAST_FAILURES = 30, 3, 10
RESAMPLES, SEED = 2_000, 1
CLASSES = {1: "cessation of hostilities", 2: "preliminary", 3: "definitive"}
COVARIATES = ("definitive", "preliminary", "written", "mechanism", "mediated", "partial")
DAYS = {part: tuple(f"{part}_{unit}" for unit in ("yr", "month", "day")) for part in ("cf_effect", "end")}
NUMBERS = (
    *DAYS["cf_effect"], *DAYS["end"], "ended", "fixed", "ceasefire_class", "written", "partial", "mediator_nego",
    "implement",
)  # fmt: skip
NAMES = ("cc", "cf_id", "location")
ABSENT = -9
FIXED, NEVER, GOES_ON, BROKEN, UNCLEAR = 1, 3, 0, 2, -1
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Spells:
    """Ceasefires that were followed: all of shape (n,), `covariates` (n, 6) in the order of `COVARIATES`."""

    days: Floats
    failed: NDArray[np.bool_]
    country: NDArray[np.str_]
    class_: NDArray[np.int64]
    covariates: Floats
    read: int
    """How many ceasefires the file holds."""
    left_out: Mapping[str, int]
    """How many were left out, by reason; kept and left out add up to `read`."""


def table_rows(path: Path, needed: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with their line numbers.

    Raises
    ------
    UsageError
        The file cannot be read, is too large, is no CSV text in UTF-8, or lacks a column.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB, the most that is read")
        csv.field_size_limit(LONGEST_FIELD)
        with path.open(encoding="utf-8-sig", newline="") as file:
            comments = list(itertools.takewhile(lambda line: line.startswith("#"), file))
            file.seek(0)
            reader = csv.DictReader(itertools.islice(file, len(comments), None))
            missing = [name for name in needed if name not in (reader.fieldnames or [])]
            if missing:
                raise UsageError(
                    f"{path} has no column {missing[0]!r}; it needs: {', '.join(needed)}. "
                    "docs/methods/ceasefire.md shows the form"
                )
            for count, row in enumerate(reader, 1):
                if count > MOST_ROWS:
                    raise UsageError(f"{path} has more than {MOST_ROWS:,} rows, the most that are read")
                yield reader.line_num + len(comments), row
    except OSError as failure:
        raise UsageError(f"cannot read {path}: {failure.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as failure:
        raise UsageError(f"{path} is no CSV text in UTF-8: {failure}") from None


def whole(path: Path, line: int, name: str, text: str | None) -> int:
    """Return a coded number; `ABSENT` where the field is empty.

    Raises
    ------
    UsageError
        When it is no whole number.
    """
    if text is None or not text.strip():
        return ABSENT
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"{path}:{line}: {name} is {text[:40]!r}, and must be a whole number") from None


def day_of(row: Mapping[str, int], part: str) -> date | None:
    """Return a coded day, the 15th where only the month is known; nothing where neither is, or it is no day."""
    year, month, day = (row[name] for name in DAYS[part])
    if year < 1 or month < 1:
        return None
    try:
        return date(year, month, day if day > 0 else 15)
    except ValueError:
        return None


def spells(path: Path) -> Spells:
    """Return the open-ended dated ceasefires of a file in the form of the ETH/PRIO table; rows of actors are joined.

    Lasting ones are followed to the last day in the file's own dates, at the end of that year.

    Raises
    ------
    UsageError
        As in `table_rows` and `whole`, or too few ceasefires, failures or countries are left.
    """
    joined: dict[tuple[str, str], dict[str, int]] = {}
    where: dict[tuple[str, str], str] = {}
    for line, row in table_rows(path, (*NAMES, *NUMBERS)):
        key = (row["cc"] or "", row["cf_id"] or "")
        mine = joined.setdefault(key, dict.fromkeys(NUMBERS, ABSENT))
        where.setdefault(key, (row["location"] or "").strip())
        for name in NUMBERS:
            mine[name] = max(mine[name], whole(path, line, name, row[name]))
    years = [row["cf_effect_yr"] for row in joined.values()] + [row["end_yr"] for row in joined.values()]
    last = date(min(max([*years, 1900]), 2200), 12, 31)
    kept: list[tuple[float, bool, str, int, list[bool]]] = []
    left_out: dict[str, int] = defaultdict(int)
    for key, codes in joined.items():
        found = spell(codes, last)
        if isinstance(found, str):
            left_out[found] += 1
        else:
            kept.append((*found[:2], where[key], codes["ceasefire_class"], found[2]))
    failures, countries = sum(one[1] for one in kept), len({one[2] for one in kept})
    if len(kept) < LEAST_SPELLS or countries < LEAST_COUNTRIES or failures < LEAST_FAILURES:
        raise UsageError(
            f"{path}: {len(kept)} of {len(joined)} ceasefires can be used, {failures} of them failed, in {countries} "
            f"countries; a score needs at least {LEAST_SPELLS}, {LEAST_FAILURES} and {LEAST_COUNTRIES}"
        )
    return Spells(
        days=np.array([one[0] for one in kept]),
        failed=np.array([one[1] for one in kept]),
        country=np.array([one[2] for one in kept]),
        class_=np.array([one[3] for one in kept]),
        covariates=np.array([one[4] for one in kept], dtype=np.float64),
        read=len(joined),
        left_out=dict(left_out),
    )


def spell(row: Mapping[str, int], last: date) -> tuple[float, bool, list[bool]] | str:
    """Return days followed, whether it failed, and the covariates; or why it is left out."""
    if row["fixed"] == FIXED:
        return "set to end on a fixed day"
    if row["ended"] == NEVER:
        return "never entered into force"
    if row["ceasefire_class"] not in CLASSES:
        return "without a class"
    start, end = day_of(row, "cf_effect"), last if row["ended"] == GOES_ON else day_of(row, "end")
    if start is None or end is None:
        return "without a dated start or end"
    if end < start and (start.year, start.month) != (end.year, end.month):
        return "ends before it starts"
    definitive, preliminary = row["ceasefire_class"] == 3, row["ceasefire_class"] == 2
    covariates = [
        definitive, preliminary, row["written"] == 1, row["implement"] > 0, row["mediator_nego"] > 0,
        row["partial"] == 1,
    ]  # fmt: skip
    # Where a day is not known, both lie in one month and their order is not known either.
    return float(max(0, (end - start).days)), row["ended"] in (BROKEN, UNCLEAR), covariates


@dataclass(frozen=True)
class DurabilityScore:
    """How good forecasts of survival are when each country is forecast from all others.

    Parameters
    ----------
    brier
        By model, the Brier score of lasting 365 days, weighted for what was lost from sight. Lower is better.
    integrated
        By model, the mean Brier score over days 1 to 1826.
    concordance
        By model, the share of pairs in the right order (Harrell's C); nothing for one curve for all.
    gain
        By how much the covariates' Brier score is lower than that of the class alone: 90 % interval over countries.
    ratios
        The hazard ratio of each covariate with its 90 % interval, on all ceasefires.
    use
        What the desk may rely on: `covariates` where the interval of the gain lies above 0, else `class`.
    """

    ceasefires: int
    failed: int
    countries: int
    read: int
    left_out: Mapping[str, int]
    brier: Mapping[str, float]
    integrated: Mapping[str, float]
    concordance: Mapping[str, float]
    gain: Range
    ratios: Mapping[str, Range]
    use: str


Model = Callable[[Spells, NDArray[np.bool_], NDArray[np.bool_]], Callable[[Floats], Floats]]


def everyone(held: Spells, known: NDArray[np.bool_], asked: NDArray[np.bool_]) -> Callable[[Floats], Floats]:
    """Return Kaplan and Meier's curve of all known ceasefires for each that is asked."""
    curve = ceasefire.kaplan_meier(held.days[known], held.failed[known])
    return lambda days: np.tile(ceasefire.at_days(curve, days), (int(asked.sum()), 1))


def by_class(held: Spells, known: NDArray[np.bool_], asked: NDArray[np.bool_]) -> Callable[[Floats], Floats]:
    """Return the curve of its class for each that is asked; of all, where no other of its class is known."""
    curves = {}
    for code in np.unique(held.class_[asked]):
        mine = known & (held.class_ == code)
        mine = mine if mine.any() else known
        curves[code] = ceasefire.kaplan_meier(held.days[mine], held.failed[mine])
    return lambda days: np.array([ceasefire.at_days(curves[code], days) for code in held.class_[asked]])


def by_covariates(held: Spells, known: NDArray[np.bool_], asked: NDArray[np.bool_]) -> Callable[[Floats], Floats]:
    """Return what the model of proportional hazards says of each that is asked."""
    fitted = ceasefire.hazards(held.days[known], held.failed[known], held.covariates[known])
    return lambda days: fitted.survival(held.covariates[asked], days)


MODELS: dict[str, Model] = {"Kaplan-Meier": everyone, "class": by_class, "covariates": by_covariates}


def durability_score(held: Spells) -> DurabilityScore:
    """Return how good each model is, each country forecast from all others."""
    horizon, at_end = np.array([float(HORIZON_DAYS)]), {}
    here, along = (ceasefire.brier_weights(held.days, held.failed, days) for days in (horizon, GRID_DAYS))
    errors, integrated, ordered = {}, {}, {}
    for name, model in MODELS.items():
        at_end[name], over = np.zeros((len(held.days), 1)), np.zeros((len(held.days), len(GRID_DAYS)))
        for country in np.unique(held.country):
            asked = held.country == country
            told = model(held, ~asked, asked)
            at_end[name][asked], over[asked] = told(horizon), told(GRID_DAYS)
        errors[name] = ceasefire.squared_errors(at_end[name], here)[:, 0]
        mean = ceasefire.squared_errors(over, along).mean(axis=0)
        integrated[name] = float(((mean[1:] + mean[:-1]) / 2).mean())
        if model is not everyone:
            ordered[name] = ceasefire.concordance(held.days, held.failed, -at_end[name][:, 0])
    gain = gained(errors["class"] - errors["covariates"], held.country)
    fitted = ceasefire.hazards(held.days, held.failed, held.covariates)
    ratios = {
        name: Range(*(float(np.exp(effect + z * spread)) for z in (-1.645, 0.0, 1.645)))
        for name, effect, spread in zip(COVARIATES, fitted.effects, fitted.deviations, strict=True)
    }
    return DurabilityScore(
        ceasefires=len(held.days),
        failed=int(held.failed.sum()),
        countries=len(np.unique(held.country)),
        read=held.read,
        left_out=held.left_out,
        brier={name: float(one.mean()) for name, one in errors.items()},
        integrated=integrated,
        concordance=ordered,
        gain=gain,
        ratios=ratios,
        use="covariates" if gain.low > 0 else "class",
    )


def gained(differences: Floats, groups: NDArray[np.str_]) -> Range:
    """Return the mean difference with the 90 % interval of drawing whole groups anew (2,000 times, seed 1)."""
    names, place = np.unique(groups, return_inverse=True)
    sums, sizes = np.bincount(place, differences), np.bincount(place)
    drawn = np.random.default_rng(SEED).integers(0, len(names), (RESAMPLES, len(names)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.05, 0.95))
    return Range(float(low), float(differences.mean()), float(high))


@dataclass(frozen=True)
class EpisodeScore:
    """What the states say of one real episode, and what they should."""

    title: str
    day: date
    expected: str
    said: str

    @property
    def agrees(self) -> bool:
        """Whether one of the expected states (joined by `|`) is the one that is said."""
        return self.said in self.expected.split("|")


@dataclass(frozen=True)
class ForecastScore:
    """The forecast of the sum of the next seven days on one series: mean CRPS in its unit, lower is better."""

    series: str
    weeks: int
    crps: Mapping[str, float]
    held: float
    """The share of weeks within the 90 % interval."""


@dataclass(frozen=True)
class CeasefiresScore:
    """All scores; episodes and forecasts only where their files were given."""

    durability: DurabilityScore
    episodes: tuple[EpisodeScore, ...] = ()
    forecasts: tuple[ForecastScore, ...] = field(default=())


def score_ceasefires(path: Path, *, episodes: Path | None = None, counts: tuple[Path, ...] = ()) -> CeasefiresScore:
    """Return how good the ceasefire models are on the cases of the files.

    Parameters
    ----------
    path
        Ceasefires in the form of the ETH/PRIO table.
    episodes
        Real episodes, one a line: title, counts (a CSV file beside it with `day` and `count`), since, until (or
        empty), day, says (a state, or several joined by `|`).
    counts
        Daily counts: CSV files with the columns `day` and `count`.

    Raises
    ------
    UsageError
        A file cannot be read or used; see `spells`.
    """
    return CeasefiresScore(
        durability=durability_score(spells(path)),
        episodes=tuple(episode_scores(episodes)) if episodes else (),
        forecasts=tuple(forecast_score(one.stem, daily_counts(one)) for one in counts),
    )


def written_day(path: Path, line: int, name: str, text: str | None) -> date:
    """Return a day of a file.

    Raises
    ------
    UsageError
        When it is none.
    """
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        raise UsageError(f"{path}:{line}: {name} is {(text or '')[:40]!r}; write it as 2026-05-18") from None


def daily_counts(path: Path) -> ceasefire.Daily:
    """Return the daily counts of a file; a day without a row was not observed, an empty count neither.

    Raises
    ------
    UsageError
        The file cannot be used, holds a day twice, or spans more than 100 years.
    """
    rows: dict[date, float] = {}
    for line, row in table_rows(path, ("day", "count")):
        day, text = written_day(path, line, "day", row["day"]), (row["count"] or "").strip()
        if day in rows:
            raise UsageError(f"{path}:{line}: {day} stands there a second time; keep one row a day")
        try:
            rows[day] = float(text) if text else float("nan")
        except ValueError:
            raise UsageError(f"{path}:{line}: count is {text[:40]!r}, and must be a number") from None
        if rows[day] < 0 or np.isinf(rows[day]):
            raise UsageError(f"{path}:{line}: count is {text[:40]!r}, and must be 0 or more")
    if not rows or (max(rows) - min(rows)).days > 36_600:
        raise UsageError(f"{path} holds no days, or more than a century of them")
    return ceasefire.daily(rows, min(rows), date.fromordinal(max(rows).toordinal() + 1))


def episode_scores(path: Path) -> Iterator[EpisodeScore]:
    """Yield what the states say of each episode of a file.

    Raises
    ------
    UsageError
        A file cannot be used, or lies outside the folder of the episodes.
    """
    held: dict[str, ceasefire.Daily] = {}
    for line, row in table_rows(path, ("title", "counts", "since", "until", "day", "says")):
        name = (row["counts"] or "").strip()
        if not name or Path(name).name != name:
            raise UsageError(f"{path}:{line}: counts is {name[:40]!r}; name a CSV file in the same folder")
        if name not in held:
            held[name] = daily_counts(path.parent / name)
        since = written_day(path, line, "since", row["since"])
        until = written_day(path, line, "until", row["until"]) if (row["until"] or "").strip() else None
        if until is not None and until <= since:
            raise UsageError(f"{path}:{line}: the truce ends on {until}, before it starts on {since}")
        day = written_day(path, line, "day", row["day"])
        said = ceasefire.standing(ceasefire.Truce(since, until), held[name], day)
        yield EpisodeScore(row["title"] or "", day, (row["says"] or "").strip(), said.status)


def forecast_score(name: str, series: ceasefire.Daily) -> ForecastScore:
    """Return how good the forecast of the next seven days is on one series, against simpler ones.

    Raises
    ------
    UsageError
        When no week of it can be forecast and checked.
    """
    told = ceasefire.forecasts_checked(series)
    if not told.weeks:
        raise UsageError(f"{name}: no fully observed week after two weeks of counts, so nothing can be scored")
    return ForecastScore(series=name, weeks=told.weeks, crps=told.crps, held=told.held)


def plainly(score: CeasefiresScore) -> dict[str, Any]:
    """Return the scores as plain names and numbers, ready for JSON."""
    found = score.durability
    return {
        "ceasefires": found.ceasefires,
        "failed": found.failed,
        "countries": found.countries,
        "read": found.read,
        "left_out": dict(found.left_out),
        "scheme": "each country forecast from all others",
        "brier_at_365_days": dict(found.brier),
        "integrated_brier_over_1826_days": dict(found.integrated),
        "concordance": dict(found.concordance),
        "gain_of_covariates_over_class": asdict(found.gain),
        "hazard_ratios": {name: asdict(ratio) for name, ratio in found.ratios.items()},
        "use": found.use,
        "episodes": [
            {"title": e.title, "day": str(e.day), "expected": e.expected, "said": e.said, "agrees": e.agrees}
            for e in score.episodes
        ],
        "crps_of_the_next_7_days": [
            {"series": f.series, "weeks": f.weeks, "crps": dict(f.crps), "share_within_90_percent": f.held}
            for f in score.forecasts
        ],
    }


def lines(score: CeasefiresScore) -> list[str]:
    """Return the scores as the lines of a table."""
    found = score.durability
    out = [
        f"{found.ceasefires} of {found.read} ceasefires in {found.countries} countries, {found.failed} failed; "
        "each country forecast from all others. Brier score, lower is better.",
        *(f"left out: {many} {reason}" for reason, many in found.left_out.items()),
        f"{'model':<14}{'at 365 days':>13}{'to 1826 days':>14}{'C':>7}",
    ]
    out += [
        f"{name:<14}{found.brier[name]:>13.3f}{found.integrated[name]:>14.3f}{found.concordance.get(name, 0.5):>7.2f}"
        for name in found.brier
    ]
    out.append(
        f"covariates against class alone: {found.gain.mid:+.3f} ({found.gain.low:+.3f} to {found.gain.high:+.3f}); "
        + (
            "covariates tell more. The desk's shipped base rates are by class only."
            if found.use == "covariates"
            else "not surely better, so class alone is used."
        )
    )
    out.append(
        "hazard ratios: " + ", ".join(f"{n} {r.mid:.2f} ({r.low:.2f}-{r.high:.2f})" for n, r in found.ratios.items())
    )
    if score.episodes:
        right = sum(e.agrees for e in score.episodes)
        out.append(f"states on real episodes: {right} of {len(score.episodes)} as expected")
        out += [f"  {e.title}, {e.day}: {e.said}, expected {e.expected}" for e in score.episodes if not e.agrees]
    for one in score.forecasts:
        figures = ", ".join(f"{name} {figure:.2f}" for name, figure in one.crps.items())
        out.append(f"7 days ahead, {one.series}, {one.weeks} weeks, CRPS: {figures}; {one.held:.0%} within 90 %")
    return out
