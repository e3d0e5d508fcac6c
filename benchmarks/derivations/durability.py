"""Derive `src/placet/data/durability.toml`: how long ceasefires last, by class, from two sets that stay with the user.

    python benchmarks/derivations/durability.py PEACEKEEPING ETH_PRIO [--write]

PEACEKEEPING  V. P. Fortna, "Peacekeeping and the Peacekept": `pk_pkept.dta` (Stata 10)
ETH_PRIO      the ETH/PRIO Civil Conflict Ceasefire Dataset as one CSV, one row an actor (Clayton et al. 2022)

Without --write it only compares: exit code 1 when the shipped table differs. Only curves are shipped, no rows.
"""

from __future__ import annotations

import csv
import datetime
import struct
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from placet.ceasefire import Curve, kaplan_meier

TABLE = Path(__file__).resolve().parents[2] / "src" / "placet" / "data" / "durability.toml"
KNOTS = [0, 7, 14, 30, 60, 90, 120, 180, 270, 365, 395, 455, 545, 730, 910, 1095, 1461, 1826, 2556, 3652]
START = -1
"""Before day 0 begins nothing has failed; a failure on the first day then lies between the first two knots."""
LAST_DAY = datetime.date(2020, 12, 31)

Spells = tuple[np.ndarray, np.ndarray]
"""Days followed and whether it failed then."""

HEAD = """\
# How long ceasefires last, by class: Kaplan-Meier survival on fixed days, computed by
# benchmarks/derivations/durability.py from two published data sets; their rows are not shipped.
# survival: share not failed by the end of the day (all are whole before day 0 begins);
# greenwood: sum of failed / (at risk * (at risk - failed)), the variance of the log of survival;
# at_risk: how many were followed after that day.
# All are civil wars: for a war between states these are a wide prior and no measurement.
"""
SOURCES = {
    "fortna": (
        'V. P. Fortna, "Peacekeeping and the Peacekept" (pk&pkept), civil wars 1947-1999 followed to 2004',
        "return to full-scale war between the same parties; ceasefires that lasted under two weeks are mostly missing",
    ),
    "eth-prio": (
        "ETH/PRIO Civil Conflict Ceasefire Dataset, 1989-2020 (Clayton et al. 2022), open-ended ceasefires with a "
        "dated start and end (end of data where they last); a day that is missing is set to the 15th of its month",
        "broken, or ended in a way that the coders found unclear; replaced, expired and lasting ones are censored. "
        "Most unclear ends carry no date and are left out, so the dated ones are a selection",
    ),
    "eth-prio-broken": (
        "the same",
        "broken or called off only; unclear ends are censored",
    ),
}


def stata(file: Path) -> np.ndarray:
    """Return the rows of a Stata 10 file (format 114, little-endian) as a structured array."""
    raw = file.read_bytes()
    if raw[:2] != b"\x72\x02":
        sys.exit(f"{file}: not a little-endian Stata 10 file (format 114)")
    columns, rows = struct.unpack_from("<HI", raw, 4)
    types = raw[109 : 109 + columns]
    at = 109 + columns
    names = [raw[at + 33 * i : at + 33 * (i + 1)].split(b"\0")[0].decode() for i in range(columns)]
    at += 33 * columns + 2 * (columns + 1) + (49 + 33 + 81) * columns
    while True:
        kind, length = struct.unpack_from("<BI", raw, at)
        at += 5 + length
        if not kind and not length:
            break
    numbers = {251: "i1", 252: "<i2", 253: "<i4", 254: "<f4", 255: "<f8"}
    layout = np.dtype([(name, numbers.get(kind, f"S{kind}")) for name, kind in zip(names, types, strict=True)])
    return np.frombuffer(raw, layout, rows, at)


def fortna(file: Path) -> dict[str, tuple[str, Spells]]:
    """Return the spells of each class: one spell may be several records, of which the last carries its end."""
    records = stata(file)
    spells = defaultdict(list)
    for record in records:
        spells[float(record["id"])].append(record)
    ends = [max(rows, key=lambda r: r["_t"]) for rows in spells.values()]
    starts = [min(rows, key=lambda r: r["_t"]) for rows in spells.values()]
    days = np.array([float(r["_t"]) for r in ends])
    failed = np.array([r["_d"] == 1 for r in ends])
    known = ("victory", "treaty", "truce", "pcw", "pk_dumC")
    column = {name: np.array([float(r[name]) for r in starts]) for name in known}
    modern = column["pcw"] == 1
    undecided = modern & (column["victory"] == 0)
    alone, kept = column["pk_dumC"] == 0, column["pk_dumC"] == 1
    chosen = {
        "any-end": ("all ends of civil wars, victories too", days > 0),
        "non-victory": ("civil wars that ended without a victory: truce or treaty", column["victory"] == 0),
        "truce": ("bare truces", column["truce"] == 1),
        "treaty": ("peace treaties", column["treaty"] == 1),
        "post-cold-war": ("ends after the Cold War, victories too", modern),
        "unguarded": ("truce or treaty after the Cold War, never peacekeepers", undecided & alone),
        "peacekept": ("truce or treaty after the Cold War, with peacekeepers", undecided & kept),
        "modern-unguarded": ("all ends after the Cold War, never peacekeepers", modern & alone),
        "modern-peacekept": ("all ends after the Cold War, with peacekeepers", modern & kept),
    }
    return {name: (title, (days[rows], failed[rows])) for name, (title, rows) in chosen.items()}


def when(row: dict[str, int], part: str) -> datetime.date | None:
    """Return a coded day, the 15th where only the month is known."""
    year, month, day = (row[f"{part}_{unit}"] for unit in ("yr", "month", "day"))
    if year < 1 or month < 1:
        return None
    try:
        return datetime.date(year, month, day if day > 0 else 15)
    except ValueError:
        return None


def eth_prio(file: Path) -> dict[str, np.ndarray]:
    """Return days, `ended` and class of the open-ended dated ceasefires; actor rows of one ceasefire are joined."""
    days = [f"{part}_{unit}" for part in ("cf_effect", "end") for unit in ("yr", "month", "day")]
    wanted = ["fixed", "ended", "ceasefire_class", *days]
    ceasefires: dict[tuple[str, str], dict[str, int]] = {}
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            joined = ceasefires.setdefault((row["cc"], row["cf_id"]), dict.fromkeys(wanted, -9))
            for name in wanted:
                joined[name] = max(joined[name], int(row[name]))
    kept = []
    for row in ceasefires.values():
        start, end = when(row, "cf_effect"), when(row, "end")
        if row["ended"] == 0:
            end = LAST_DAY
        if row["fixed"] != 1 and row["ended"] != 3 and start and end:
            kept.append((max(0, (end - start).days), row["ended"], row["ceasefire_class"]))
    lasted, ended, class_ = np.array(kept).T
    return {"days": lasted.astype(float), "ended": ended, "class": class_}


def curves(peacekeeping: Path, eth: Path) -> dict[str, tuple[str, str, int, int, Curve]]:
    """Return for each class its source, title, size, failures and curve."""
    made = {
        name: ("fortna", title, len(days), int(failed.sum()), kaplan_meier(days, failed, [START, *KNOTS[1:]]))
        for name, (title, (days, failed)) in fortna(peacekeeping).items()
    }
    rows = eth_prio(eth)
    classes = {"any-ceasefire": 0, "cessation": 1, "preliminary": 2, "definitive": 3}
    titles = {
        "any-ceasefire": "open-ended ceasefires of all classes",
        "cessation": "bare cessations of hostilities",
        "preliminary": "ceasefires with a mechanism of compliance",
        "definitive": "ceasefires with demobilisation and a settlement",
    }
    for source, ends, suffix in (("eth-prio", (2, -1), ""), ("eth-prio-broken", (2,), "-broken")):
        failed = np.isin(rows["ended"], ends)
        for name, code in classes.items():
            mine = (rows["class"] == code) | (code == 0)
            curve = kaplan_meier(rows["days"][mine], failed[mine], [START, *KNOTS[1:]])
            made[name + suffix] = (source, titles[name], int(mine.sum()), int(failed[mine].sum()), curve)
    return made


def toml(made: dict[str, tuple[str, str, int, int, Curve]]) -> str:
    """Return the table as TOML."""
    lines = [HEAD, f"days = {KNOTS}"]
    for name, (data, failure) in SOURCES.items():
        lines += ["", f"[sources.{name}]", f"data = '{data}'", f"failure = '{failure}'"]
    for name, (source, title, followed, failed, curve) in made.items():
        lines += [
            "",
            f"[classes.{name}]",
            f"title = '{title}'",
            f"source = '{source}'",
            f"followed = {followed}",
            f"failed = {failed}",
            f"survival = {[round(float(s), 5) for s in curve.survival]}",
            f"greenwood = {[round(float(g), 6) for g in curve.greenwood]}",
            f"at_risk = {[int(n) for n in curve.at_risk]}",
        ]
    return "\n".join(lines) + "\n"


def main(*words: str) -> None:
    """Derive the table and write or compare it."""
    files = [Path(word) for word in words if not word.startswith("-")]
    if len(files) != 2:
        sys.exit(__doc__)
    text = toml(curves(*files))
    if "--write" in words:
        TABLE.write_text(text, encoding="utf-8")
    elif TABLE.read_text(encoding="utf-8") != text:
        sys.exit(f"{TABLE.name} differs from what these files give; run again with --write")


if __name__ == "__main__":
    main(*sys.argv[1:])
