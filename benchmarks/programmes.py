"""An open set of gated training programmes with best-known values: 3 sizes, 10 seeds each. Own data, CC0.

    python benchmarks/programmes.py                solve the set and compare with the best-known values
    python benchmarks/programmes.py --small        the small ones only
    python benchmarks/programmes.py --write        make the files and the table of values anew (an hour)
    python benchmarks/programmes.py --smps FOLDER  write the set as MPS and SMPS for other solvers

The form and the meaning of the values: benchmarks/programmes/README.md.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from placet import training
from placet.training import Chain, Course, Fund, Instructors, Network, Preparation, Seats, Site

FOLDER = Path(__file__).parent / "programmes"
SIZES = {
    "small": {"sites": 5, "courses": 3, "weeks": 32},
    "medium": {"sites": 12, "courses": 6, "weeks": 104},
    "large": {"sites": 36, "courses": 20, "weeks": 104},
}
SEEDS = range(10)
GRID = 4
NEAR = 2e-3
"""Values are compared to this share: whole runs and policies are found to a gap, not proved to the last digit."""


@dataclass(frozen=True)
class Instance:
    """A programme, its gates, what can be prepared, the seats of a run."""

    name: str
    network: Network
    chain: Chain
    preparations: tuple[Preparation, ...]
    seats: dict[str, Seats]


def invented(size: str, seed: int) -> Instance:
    """Return a programme of a size; its figures are invented. A third of the sites lie behind the gate."""
    part = SIZES[size]
    random = np.random.Generator(np.random.PCG64([part["sites"], seed]))
    courses, sites, weeks = part["courses"], part["sites"], part["weeks"]
    names = [f"course-{c}" for c in range(courses)]
    shares = random.dirichlet(np.full(courses, 3.0)).round(4)
    shares[0] += 1 - shares.sum()
    made = [
        Course(
            name,
            float(random.integers(3, 9)),
            float(random.integers(6, 15)) / 2,
            round(float(random.uniform(0.85, 0.98)), 2),
            round(float(share), 4),
        )
        for name, share in zip(names, shares, strict=True)
    ]
    for c in range(2, courses, 3):
        made[c] = replace(made[c], needs=(names[c - 2],), share_of_intake=round(float(random.uniform(0.2, 0.5)), 2))
    behind = sites - sites // 3
    offered = [
        sorted({names[s % courses], *random.choice(names, max(1, courses * 2 // 5), replace=False).tolist()})
        for s in range(sites)
    ]
    beds = random.integers(10, 60, sites) * 10
    # Beds behind the gate are more than those before it, and arrivals need both: the gate matters.
    beds[behind:] = beds[behind:] * 3
    price = random.integers(40, 120, sites) * 10
    network = Network(
        weeks=weeks,
        courses=tuple(made),
        sites=tuple(
            Site(
                f"site-{s}",
                "inside" if s >= behind else f"host-{s}",
                float(beds[s]),
                tuple(offered[s]),
                0.0,
                float(price[s]),
                s >= behind,
            )
            for s in range(sites)
        ),
        instructors=(
            Instructors("stay", float(round(beds[:behind].sum() / 4))),
            Instructors("go", float(round(beds[behind:].sum() / 5)), inside=True),
        ),
        funds=(
            Fund("first", float(beds.sum() * 350 * weeks), 0.0, weeks / 2),
            Fund("second", float(beds.sum() * 450 * weeks), weeks / 2, float(weeks)),
        ),
        intake_per_week=float(round(beds.sum() / 5)),
    )
    gated = tuple(site.id for site in network.sites if site.inside)
    shuts = 0.0 if seed % 2 == 0 else 0.03
    chain = training.opening_chain(gated, round(float(random.uniform(0.04, 0.12)), 3), shuts=shuts, lead_periods=1)
    ahead = (Preparation(gated[0], float(beds[-1]) / 2, 2e6, 8.0),)
    seats = {
        name: Seats(float(least), float(2 * least))
        for name, least in zip(names, random.integers(10, 25, courses), strict=True)
    }
    return Instance(f"{size}-{seed}", network, chain, ahead, seats)


def written(instance: Instance) -> str:
    """Return the instance as JSON text."""
    chain = instance.chain
    plain = {
        "name": instance.name,
        "licence": "CC0-1.0",
        "network": asdict(instance.network),
        "gates": {
            "states": [{"id": state.id, "open": state.open} for state in chain.states],
            "start": chain.start,
            "moves_per_4_weeks": np.asarray(chain.moves).tolist(),
        },
        "preparations": [asdict(one) for one in instance.preparations],
        "seats": {name: asdict(seats) for name, seats in instance.seats.items()},
    }
    return json.dumps(plain, indent=1) + "\n"


def read(file: Path) -> Instance:
    """Return the instance of a file."""
    plain: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    parts = plain["network"]
    network = Network(
        weeks=parts["weeks"],
        courses=tuple(Course(**{**course, "needs": tuple(course["needs"])}) for course in parts["courses"]),
        sites=tuple(Site(**{**site, "courses": tuple(site["courses"])}) for site in parts["sites"]),
        instructors=tuple(Instructors(**pool) for pool in parts["instructors"]),
        funds=tuple(Fund(**fund) for fund in parts["funds"]),
        intake_per_week=parts["intake_per_week"],
        mandate_until_week=parts["mandate_until_week"],
    )
    gates = plain["gates"]
    chain = Chain(
        tuple(training.GateState(state["id"], tuple(state["open"])) for state in gates["states"]),
        tuple(gates["start"]),
        np.array(gates["moves_per_4_weeks"]),
    )
    preparations = tuple(Preparation(**one) for one in plain["preparations"])
    return Instance(plain["name"], network, chain, preparations, {n: Seats(**s) for n, s in plain["seats"].items()})


def values(instance: Instance) -> dict[str, float]:
    """Return the values of an instance, each with how long it took."""
    found: dict[str, float] = {}

    def timed(name: str, value: float, began: float) -> None:
        found[name] = round(value, 3)
        found[f"{name}_seconds"] = round(time.perf_counter() - began, 2)

    began = time.perf_counter()
    timed("open_at_once", training.best_plan(instance.network, explain=False, seconds=600).objective, began)
    gated = {name for state in instance.chain.states for name in state.open}
    sites = (replace(site, opens_week=None if site.id in gated else 0.0) for site in instance.network.sites)
    shut = replace(instance.network, sites=tuple(sites))
    began = time.perf_counter()
    timed("never_open", training.best_plan(shut, explain=False, seconds=600).objective, began)
    began = time.perf_counter()
    whole = training.whole_plan(instance.network, instance.seats, grid_weeks=GRID, seconds=60)
    timed("whole_runs", whole.plan.objective, began)
    found["whole_runs_bound"] = round(whole.bound, 3)
    periods = training.split(instance.network, instance.preparations, grid_weeks=GRID)
    began = time.perf_counter()
    policy = training.best_policy(
        periods, instance.chain, passes=30 if len(instance.network.sites) > 30 else 120, priced=False
    )
    timed("policy", policy.runs.mean, began)
    found["policy_error"] = round(policy.runs.error, 3)
    found["policy_bound"] = round(policy.bound, 3)
    if instance.name.startswith("small"):
        began = time.perf_counter()
        timed("tree", training.tree_plan(periods, instance.chain).value, began)
    return found


def instances(sizes: Iterable[str]) -> list[Path]:
    """Return the files of some sizes, in order."""
    return [FOLDER / f"{size}-{seed}.json" for size in sizes for seed in SEEDS]


def write() -> None:
    """Write the files, and the table of values as far as it goes after each of them; go on where it ended."""
    table = FOLDER / "best-known.toml"
    held = tomllib.loads(table.read_text(encoding="utf-8")) if table.exists() else {}
    lines = [
        "# Best-known values of the programmes, soldiers trained (with the tie-breaks of the plan), and the seconds"
    ]
    lines += ["# that each took on 2 cores. What each means: README.md.", ""]
    for size in SIZES:
        for seed in SEEDS:
            instance = invented(size, seed)
            (FOLDER / f"{instance.name}.json").write_text(written(instance), encoding="utf-8")
            known = held.get(instance.name) or values(instance)
            lines += [f"[{instance.name}]", *(f"{name} = {value}" for name, value in known.items()), ""]
            table.write_text("\n".join(lines), encoding="utf-8")
            print(instance.name, known, flush=True)


def compare(sizes: Iterable[str]) -> None:
    """Solve instances and print each value beside the best known; stop where one is worse than it may be."""
    known = tomllib.loads((FOLDER / "best-known.toml").read_text(encoding="utf-8"))
    for file in instances(sizes):
        found, best = values(read(file)), known[file.stem]
        said = []
        for name in ("open_at_once", "never_open", "whole_runs", "policy_bound", "tree"):
            if name in best:
                off = found[name] / best[name] - 1
                assert abs(off) <= NEAR, (file.stem, name, found[name], best[name])
                said.append(f"{name} {found[name]:,.0f} ({off:+.2%})")
        print(f"{file.stem}: {', '.join(said)}", flush=True)


def export(folder: Path) -> None:
    """Write the weekly programme as MPS and the programme under gates as SMPS (the small ones: few histories)."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in instances(SIZES):
        instance = read(file)
        (folder / f"{instance.name}.mps").write_text(training.mps(instance.network, name=instance.name), "utf-8")
        if instance.name.startswith("small"):
            periods = training.split(instance.network, instance.preparations, grid_weeks=GRID)
            texts = training.smps(periods, instance.chain, name=instance.name)
            for ending, text in (("cor", texts.core), ("tim", texts.stages), ("sto", texts.scenarios)):
                (folder / f"{instance.name}.{ending}").write_text(text, "utf-8")
        print(f"wrote {instance.name}", flush=True)


def main() -> None:
    """Compare, write or export."""
    parser = argparse.ArgumentParser(description="An open set of gated training programmes.")
    parser.add_argument("--small", action="store_true", help="the small ones only")
    parser.add_argument("--write", action="store_true", help="make the set and its values anew")
    parser.add_argument("--smps", type=Path, help="write the set as MPS and SMPS to a folder")
    asked = parser.parse_args()
    if asked.write:
        write()
    elif asked.smps:
        export(asked.smps)
    else:
        compare(["small"] if asked.small else SIZES)


if __name__ == "__main__":
    main()
