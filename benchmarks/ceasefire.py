"""The ceasefire kernel beside its peers: equal change points, survival and scores, then time; and the week's forecast.

    python benchmarks/ceasefire.py [--short] [--shared FOLDER]

Needs the packages of requirements/bench.in. --shared names the folder of the research data; without it the sets that
are not shipped are left out and said. Equality is asserted before anything is timed; the exit code is 1 when it fails.
"""

from __future__ import annotations

import csv
import itertools
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from placet import ceasefire
from placet.ceasefire.ahead import crps, distribution
from placet.score_ceasefires import durability_score, spells

ROOT = Path(__file__).resolve().parents[1]
EVENTS = ROOT / "examples" / "eumam-ukraine" / "events"
CASES = ROOT / "tests" / "ceasefire" / "cases"
PENALTY, LEAST = 3.0, 7


def sums(file: Path, day: str, count: str) -> dict[date, float]:
    """Return the sums by day of a column of a table whose comments start with #."""
    rows: dict[date, float] = {}
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            when = date.fromisoformat(row[day])
            rows[when] = rows.get(when, 0.0) + float(row[count])
    return rows


def timed(do: Callable[[], object], repeats: int = 1) -> tuple[object, float, float]:
    """Return what is done, the best wall time and its CPU time, in seconds."""
    best, cpu, found = float("inf"), 0.0, None
    for _ in range(repeats):
        start, used = time.perf_counter(), time.process_time()
        found = do()
        wall = time.perf_counter() - start
        if wall < best:
            best, cpu = wall, time.process_time() - used
    return found, best, cpu


def line(name: str, wall: float, cpu: float, ours: float) -> None:
    """Print one way with its times and the ratio to ours."""
    print(f"  {name:<44}{wall * 1e3:>12.2f} ms{cpu * 1e3:>12.2f} ms CPU{wall / ours:>11.1f} x")


def deaths() -> ceasefire.Daily:
    """Return the daily deaths of UCDP GED in Ukraine, 2014 to 2022."""
    rows = sums(EVENTS / "ged_ukraine_daily.csv", "day", "deaths")
    return ceasefire.daily(rows, date(2014, 1, 22), date(2022, 2, 24), missing="zero")


def change_points(*, short: bool) -> None:
    """Compare change points with ruptures' two exact searches; Pelt is the peer whose time counts."""
    import ruptures

    levels = np.log1p(deaths().counts)
    levels = levels[-700:] if short else levels
    ours, wall, cpu = timed(lambda: ceasefire.change_points(levels, PENALTY, LEAST), 5)
    kernel, kernel_wall, kernel_cpu = timed(
        lambda: tuple(ruptures.KernelCPD("linear", min_size=LEAST).fit(levels[:, None]).predict(pen=PENALTY)[:-1])
    )
    pelt, pelt_wall, pelt_cpu = timed(
        lambda: tuple(ruptures.Pelt("l2", min_size=LEAST, jump=1).fit(levels).predict(pen=PENALTY)[:-1])
    )
    assert ours == kernel, (ours, kernel)
    print(f"\nChange points of {len(levels):,} days of deaths (log1p, penalty {PENALTY:g}, at least {LEAST} days)")
    same = (
        "the same"
        if ours == pelt
        else f"not the same, cost {cost(levels, pelt) - cost(levels, ours):+.3f} against ours"
    )
    print(f"  {len(ours)} points; ruptures KernelCPD: the same; ruptures Pelt: {len(pelt)} points, {same}")
    assert cost(levels, ours) <= cost(levels, pelt) + 1e-9
    line("placet", wall, cpu, wall)
    line("ruptures KernelCPD (C)", kernel_wall, kernel_cpu, wall)
    line("ruptures Pelt l2, jump 1", pelt_wall, pelt_cpu, wall)


def cost(levels: np.ndarray, places: object) -> float:
    """Return the squared error within segments and the penalty of each further one."""
    edges = [0, *places, len(levels)]  # type: ignore[misc]
    parts = [levels[a:b] for a, b in itertools.pairwise(edges)]
    return float(sum(((part - part.mean()) ** 2).sum() for part in parts)) + PENALTY * (len(parts) - 1)


def survival(shared: Path | None) -> None:
    """Compare curves, Brier scores and concordance with lifelines and scikit-survival, and the ratios with Cox."""
    import pandas
    from lifelines import CoxPHFitter, KaplanMeierFitter
    from sksurv.metrics import brier_score, concordance_index_censored
    from sksurv.nonparametric import kaplan_meier_estimator
    from sksurv.util import Surv

    if shared is None:
        print("\nSurvival: the ETH/PRIO table is not here (--shared); left out")
        return
    held = spells(shared / "eth_prio_ceasefires" / "ceasefires_dataset.csv")
    days = np.maximum(held.days, 0.5)
    ours, wall, cpu = timed(lambda: ceasefire.kaplan_meier(days, held.failed), 20)
    fitter, life_wall, life_cpu = timed(lambda: KaplanMeierFitter().fit(days, held.failed), 3)
    (times, shares), sk_wall, sk_cpu = timed(lambda: kaplan_meier_estimator(held.failed, days), 20)  # type: ignore[misc]
    grid = np.arange(1.0, 1_826.0)
    mine = ceasefire.at_days(ours, grid)  # type: ignore[arg-type]
    theirs = fitter.survival_function_at_times(grid).to_numpy()  # type: ignore[attr-defined]
    steps = np.concatenate(([1.0], shares))[np.searchsorted(times, grid, side="right")]
    assert np.abs(mine - theirs).max() < 1e-12
    assert np.abs(mine - steps).max() < 1e-12
    print(f"\nKaplan-Meier of {len(days)} ceasefires: largest difference {np.abs(mine - theirs).max():.0e}")
    line("placet", wall, cpu, wall)
    line("lifelines", life_wall, life_cpu, wall)
    line("scikit-survival", sk_wall, sk_cpu, wall)

    outcome = Surv.from_arrays(held.failed, days)
    chances = np.repeat(mine[[364]], len(days))[:, None]
    weights = ceasefire.brier_weights(days, held.failed, [365.0])
    brier = float(ceasefire.squared_errors(chances, weights).mean())
    _, peer = brier_score(outcome, outcome, chances, [365.0])
    fitted, fit_wall, fit_cpu = timed(lambda: ceasefire.hazards(days, held.failed, held.covariates), 5)
    risk = held.covariates @ fitted.effects  # type: ignore[attr-defined]
    c, c_peer = ceasefire.concordance(days, held.failed, risk), concordance_index_censored(held.failed, days, risk)[0]
    print(
        f"\nBrier score at 365 days {brier:.6f}, scikit-survival {peer[0]:.6f}; C {c:.6f}, scikit-survival {c_peer:.6f}"
    )
    assert abs(brier - peer[0]) < 0.002
    assert abs(c - c_peer) < 0.002
    frame = pandas.DataFrame(held.covariates).assign(days=days, failed=held.failed)
    cox, cox_wall, cox_cpu = timed(lambda: CoxPHFitter().fit(frame, "days", "failed"))
    print("Hazard ratios, ours (piecewise constant hazard, ridge 1) and lifelines' Cox:")
    names = ("definitive", "preliminary", "written", "mechanism", "mediated", "partial")
    for name, a, b in zip(names, np.exp(fitted.effects), np.exp(cox.params_), strict=True):  # type: ignore[attr-defined]
        print(f"  {name:<14}{a:>7.2f}{b:>7.2f}")
        assert abs(np.log(a / b)) < 0.35
    line("placet", fit_wall, fit_cpu, fit_wall)
    line("lifelines Cox", cox_wall, cox_cpu, fit_wall)

    score, score_wall, _ = timed(lambda: durability_score(held))
    print(f"\nEach of {score.countries} countries forecast from all others ({score_wall:.2f} s)")  # type: ignore[attr-defined]
    for name, found in score.brier.items():  # type: ignore[attr-defined]
        print(f"  {name:<14} Brier at 365 days {found:.3f}, over 1826 days {score.integrated[name]:.3f}")  # type: ignore[attr-defined]


def week_ahead() -> None:
    """Print the score of the seven days' forecast per series, and check it against scoringrules."""
    import scoringrules

    mean, excess = 40.0, 0.7
    told = ceasefire.Forecast(date(2026, 1, 1), date(2026, 1, 8), mean, excess, None)  # type: ignore[arg-type]
    size = 1 / excess
    for came in (0.0, 12.0, 40.0, 300.0):
        peer = float(scoringrules.crps_negbinom(came, size, size / (size + mean)))
        assert abs(crps(told, came) - peer) < 1e-6 * max(1.0, peer), (came, peer)
    assert abs(distribution(mean, excess)[-1] - 1) < 1e-9
    events = sums(EVENTS / "ged_ukraine_daily.csv", "day", "events")
    strikes = sums(EVENTS / "strikes_daily.csv", "day", "launched")
    syria = sums(CASES / "ged_syria_daily.csv", "day", "deaths")
    series = {
        "deaths, Ukraine 2014-22": deaths(),
        "events, Ukraine 2014-22": ceasefire.daily(events, date(2014, 1, 22), date(2022, 2, 24), missing="zero"),
        "drones and missiles 2022-26": ceasefire.daily(strikes, date(2022, 9, 28), date(2026, 4, 6)),
        "deaths, Syria 2016": ceasefire.daily(syria, date(2016, 1, 1), date(2016, 7, 1), missing="zero"),
    }
    print("\nNext seven days, CRPS (scoringrules gives the same), weekly origins, only what was known then")
    heads = f"{'placet':>9}{'last week':>11}{'NB-EWMA':>9}{'ratio':>7}{'ratio':>7}{'90 % held':>11}"
    print(f"  {'series':<30}{'weeks':>6}{heads}")
    for name, one in series.items():
        found = ceasefire.forecasts_checked(one)
        ours, last, simple = found.crps["forecast"], found.crps["last week"], found.crps["NB-EWMA"]
        figures = f"{ours:>9.2f}{last:>11.2f}{simple:>9.2f}{ours / last:>7.2f}{ours / simple:>7.2f}{found.held:>11.0%}"
        print(f"  {name:<30}{found.weeks:>6}{figures}")


def main(*words: str) -> None:
    """Run all comparisons."""
    beside = ROOT.parent / "shared" / "data"
    shared = Path(words[words.index("--shared") + 1]) if "--shared" in words else beside
    survival(shared if shared.exists() else None)
    week_ahead()
    change_points(short="--short" in words)
    print(f"\npeak memory of this run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
