"""The task script: its words, its errors, what it imports; and the locks that it installs."""

from __future__ import annotations

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / "run"
TASKS = ["demo", "test", "check", "bench", "docs", "lock"]


def called(*words: str) -> subprocess.CompletedProcess[str]:
    """Call the script from another folder."""
    return subprocess.run([sys.executable, str(RUN), *words], capture_output=True, text=True, check=False, cwd="/")


@pytest.mark.parametrize("words", [[], ["help"], ["-h"], ["--help"]], ids=" ".join)
def test_without_words_it_names_its_tasks(words):
    """And that is no error."""
    done = called(*words)
    assert 0 == done.returncode
    assert [] == [task for task in TASKS if f"./run {task}" not in done.stdout + done.stderr]


@pytest.mark.parametrize("words", [["tset"], ["demo", "now"], ["docs", "x"]], ids=" ".join)
def test_unknown_words_are_wrong_use(words):
    """Exit code 2, with the tasks; nothing is run."""
    done = called(*words)
    assert 2 == done.returncode
    assert "./run demo" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 8, 0)])
def test_a_python_that_is_too_old_is_told_so(monkeypatch, version):
    """With its version and the way out, before anything is made."""
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(sys, "argv", ["run", "demo"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(RUN), run_name="__main__")
    said = str(stop.value.code)
    have = ".".join(map(str, version))
    assert said.startswith(f"run: Placet needs Python 3.11 or newer; this is {have} ({sys.executable}).")
    assert "Try: python3.11 run demo" in said


def test_it_can_be_read_by_the_oldest_python_that_is_told_so():
    """Else such a python would print a syntax error instead."""
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_it_uses_the_standard_library_only():
    """It runs before anything is installed."""
    tree = ast.parse(RUN.read_text(encoding="utf-8"))
    names = {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {str(n.module).split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names
    assert set() == names - set(sys.stdlib_module_names)


def test_it_and_the_script_of_ci_can_be_called():
    """Both are marked as programs."""
    assert os.access(RUN, os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "./run check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["lock", "dev"])
def test_every_requirement_is_pinned_with_hashes_and_names_no_host(name):
    """So that an installation is the same everywhere, from any mirror."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    requirements = re.split(r"(?<!\\)\n(?=\S)", "\n".join(x for x in text.splitlines() if not x.startswith("#")))
    assert len(requirements) > 5
    for requirement in requirements:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==[0-9][\w.]*( ;[^\\]+)?( \\|$)", requirement), requirement[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", requirement), requirement[:80]
    assert not re.search(r"https?:|//|--(?:extra-)?index|--find-links|--trusted-host", text)


def test_every_dependency_of_the_package_is_locked():
    """What `pyproject.toml` asks for stands in `lock.in` and in `lock.txt`."""
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.match(r"[\w.-]+", one)[0] for one in asked}
    lines = (ROOT / "requirements" / "lock.in").read_text(encoding="utf-8").splitlines()
    assert names == {re.match(r"[\w.-]+", x)[0] for x in lines if x and not x.startswith("#")}
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    assert [] == sorted(name for name in names if f"\n{name.replace('.', '-').lower()}==" not in f"\n{lock}")
