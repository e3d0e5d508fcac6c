"""Every bad dossier of `tests/bad_dossiers` against the full text that `placet check` prints; see its README.

To record the texts anew after a deliberate change, and then read the difference:

    python tests/dossier/test_bad_dossiers.py record [NAME ...]
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest

from placet.dossier.problems import Problem
from placet.dossier.read import problems

BAD = Path(__file__).resolve().parent.parent / "bad_dossiers"
LINE = "=" * 80
STEP = re.compile(r"(in|write|delete|bytes|grow|link|folder|today|call)(?: (.*))?")


def steps(text: str) -> list[tuple[str, str, list[str]]]:
    """Return what is done to the good dossier: the verb, the words behind it, and the lines below it."""
    found: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines():
        match = STEP.fullmatch(line)
        if match:
            found.append((match[1], match[2] or "", []))
        elif line[:1] in ("+", "-", " ") and found:
            found[-1][2].append(line)
        else:
            assert line.startswith("#"), f"neither a step, a changed line nor a comment: {line!r}"
    return found


def hunk(text: str, lines: list[str]) -> str:
    """Return a text in which the lines with `-` are replaced by those with `+`; those with a space stay."""
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in "- ")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in "+ ")
    assert f"\n{old}" in f"\n{text}", f"these lines are not in the good dossier:\n{old}"
    return f"\n{text}".replace(f"\n{old}", f"\n{new}", 1)[1:]


def made_bad(folder: Path, text: str) -> tuple[Path, date | None]:
    """Make a bad dossier out of a copy of the good one, and return the path and day with which it is checked."""
    shutil.copytree(BAD / "good", folder / "dossier")
    called, today = Path("dossier"), None
    for verb, words, lines in steps(text):
        name, _, more = words.partition(" ")
        path = folder / "dossier" / name
        if verb == "in":
            path.write_text(hunk(path.read_text(), lines))
        elif verb == "write":
            path.write_text("".join(f"{line[1:]}\n" for line in lines))
        elif verb == "bytes":
            path.write_bytes(bytes.fromhex(more))
        elif verb == "grow":
            path.write_text(f"# {'x' * int(more)}\n{path.read_text()}")
        elif verb == "link":
            (folder / "outside.csv").write_text("day,launched\n2026-05-01,1\n")
            path.unlink()
            path.symlink_to(more)
        elif verb == "folder":
            path.mkdir()
        elif verb == "delete":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif verb == "today":
            today = date.fromisoformat(words)
        elif verb == "call":
            called = Path(words)
    return called, today


def printed(text: str) -> str:
    """Return what the check of a bad dossier prints."""
    with tempfile.TemporaryDirectory() as folder:
        called, today = made_bad(Path(folder), text)
        with contextlib.chdir(folder):
            found: list[Problem] = problems(called, today)
    return "\n\n".join(str(problem) for problem in found) + "\n"


CASES = sorted(BAD.glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_bad_dossier_prints_its_problems_in_full(case: Path) -> None:
    """The whole text, word for word: messages, places, carets, hints."""
    made, _, expected = case.read_text().partition(f"{LINE}\n")
    assert expected == printed(made)
    assert expected.strip()


def test_the_good_dossier_has_no_problem() -> None:
    """What the bad dossiers are made from is good, so each problem comes from its change alone."""
    assert problems(BAD / "good", date(2026, 5, 18)) == []


def test_no_message_speaks_of_the_machinery() -> None:
    """Messages are in the words of the dossier: no class of Python, no path of this machine."""
    for case in CASES:
        expected = case.read_text().partition(f"{LINE}\n")[2]
        assert not re.search(
            r"pydantic|Traceback|ruamel|NoneType|<class|Input should|" + re.escape(os.sep + "tmp"), expected
        ), case


def record(names: list[str]) -> None:
    """Write the texts anew into the cases named, or into all."""
    for case in CASES:
        if not names or case.stem in names:
            made = case.read_text().partition(f"{LINE}\n")[0]
            case.write_text(f"{made}{LINE}\n{printed(made)}")
            print(f"recorded {case.name}")


if __name__ == "__main__":
    if sys.argv[1:2] != ["record"]:
        sys.exit(__doc__)
    record(sys.argv[2:])
