"""Files as a whole or not at all: what stood there stands when writing fails, and nothing is left beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from placet.errors import UsageError
from placet.whole import read_whole, write_whole


@pytest.mark.parametrize("more", [{}, {"synced": True}, {"beside": ".named.tmp"}])
def test_a_file_is_written_with_its_folder(tmp_path, more):
    """And replaced as a whole; everybody may read it."""
    path = tmp_path / ("" if "beside" in more else "new") / "a.txt"
    for content in (b"first", b"second"):
        write_whole(path, content, **more)
        assert content == path.read_bytes()
    assert 0o644 == path.stat().st_mode & 0o777
    assert [path] == list(path.parent.iterdir())


@pytest.mark.parametrize("more", [{}, {"beside": ".named.tmp"}])
def test_what_stood_there_stands_when_writing_fails(tmp_path, monkeypatch, more):
    """The disk is full at the last moment."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"after", **more)
    assert b"before" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_file_is_read_up_to_a_size(tmp_path):
    """Above it, or where there is none, one clear error."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2_000_001)
    assert 2_000_001 == len(read_whole(path, 2_000_001))
    with pytest.raises(UsageError) as error:
        read_whole(path, 2_000_000)
    assert f"{path} is larger than 2 MB, the most that is read" == str(error.value)
    with pytest.raises(UsageError) as error:
        read_whole(tmp_path / "none", 1)
    assert f"cannot read {tmp_path / 'none'}: No such file or directory" == str(error.value)
