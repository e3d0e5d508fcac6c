"""The dossier that `placet new` writes."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from placet.dossier.read import problems, read
from placet.dossier.template import new
from placet.errors import OutputError, UsageError


def test_a_new_dossier_has_no_problem_on_any_day(tmp_path: Path) -> None:
    """Not even a warning, and not in ten years."""
    made = new(tmp_path / "mission")
    assert tmp_path / "mission" == made
    assert [] == problems(made, date(2036, 1, 1))
    folder = read(made)
    assert ["vote", "condition", "clock"] == [gate.kind for gate in folder.dossier.gates.values()]
    assert (2, 3) == (len(folder.sources), len(folder.cases))
    assert ["mission"] == os.listdir(tmp_path)


def test_a_new_dossier_can_be_edited(tmp_path: Path) -> None:
    """Files and folders belong to the user, with ordinary permissions."""
    made = new(tmp_path / "mission")
    assert os.access(made / "dossier.yaml", os.W_OK)
    assert made.stat().st_mode & 0o700 == 0o700
    assert "#" in (made / "dossier.yaml").read_text()


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    """A folder, a file or a dangling link of the name."""
    (tmp_path / "mission").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("mission", "link"):
        with pytest.raises(UsageError) as stop:
            new(tmp_path / name)
        assert f"{tmp_path / name} is there already; choose another name, or delete it first" == str(stop.value)
    assert [] == os.listdir(tmp_path / "mission")


def test_the_folder_above_must_be_there(tmp_path: Path) -> None:
    """The way out is said."""
    with pytest.raises(UsageError) as stop:
        new(tmp_path / "no" / "mission")
    assert f"there is no folder {tmp_path / 'no'} to put mission in; make it first" == str(stop.value)


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle: no folder of the name, and nothing beside it."""
    copied: list[object] = []
    copyfile = shutil.copyfile

    def full_disk(source: object, target: object, **more: object) -> object:
        copied.append(source)
        if len(copied) == 3:
            raise OSError(28, "No space left on device")
        return copyfile(source, target, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(shutil, "copyfile", full_disk)
    with pytest.raises(OutputError) as stop:
        new(tmp_path / "mission")
    assert "No space left on device" in str(stop.value)
    assert 3 == stop.value.exit_code
    assert [] == os.listdir(tmp_path)
