"""What a user waits for: the demo, `status`, `import placet`, `check`. Each is timed as a whole process, several times.

    ./run bench benchmarks/everyday.py

The goals: demo 5 s, status 1 s, import 200 ms, the work of check 150 ms (on 2 cores).
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLAGSHIP = "examples/eumam-ukraine"
RUNS = 5


def seconds(words: list[str]) -> list[float]:
    """Return the wall seconds of several runs of a command, one after the other, after one run that warms the disk."""
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return taken[1:]


def megabytes(words: list[str]) -> float:
    """Return the peak memory of a command."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def work_of_check() -> list[float]:
    """Return the seconds of reading and checking the flagship within one process, imports done."""
    from placet.dossier.read import problems

    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        found = problems(ROOT / FLAGSHIP)
        taken.append(time.perf_counter() - start)
        assert not [p for p in found if p.severity == "error"], "the flagship has errors: the figure would mean nothing"
    return taken[1:]


def main() -> None:
    """Print the table."""
    python = [sys.executable, "-m", "placet"]
    with tempfile.TemporaryDirectory() as out:
        commands = {
            "demo (brief, after set-up)": (["./run", "demo"], 5.0),
            "placet brief": ([*python, "brief", FLAGSHIP, "--out", out], 5.0),
            "placet status": ([*python, "status", FLAGSHIP], 1.0),
            "placet check": ([*python, "check", FLAGSHIP], 1.0),
            "import placet": ([sys.executable, "-c", "import placet"], 0.2),
            "python alone": ([sys.executable, "-c", "pass"], None),
        }
        print(f"Python {platform.python_version()}, {platform.machine()}; {RUNS} runs each, whole processes")
        print(f"{'command':<28}{'min s':>8}{'median s':>10}{'goal s':>8}{'peak MB':>9}")
        for name, (words, goal) in commands.items():
            taken = seconds(words)
            row = (
                f"{name:<28}{min(taken):>8.3f}{statistics.median(taken):>10.3f}{goal or '':>8}{megabytes(words):>9.0f}"
            )
            print(row + ("  over" if goal and statistics.median(taken) > goal else ""))
    taken = work_of_check()
    print(f"{'check, the work alone':<28}{min(taken):>8.3f}{statistics.median(taken):>10.3f}{0.15:>8}")


if __name__ == "__main__":
    main()
