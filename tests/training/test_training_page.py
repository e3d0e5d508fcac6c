"""The example of the methods page runs and says what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "training.md"


def test_the_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert 1 == len(blocks)
    exec(compile(blocks[0], str(PAGE), "exec"), {})  # noqa: S102 - our own page
    plan, *binding, target = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"[\d,]+ soldiers trained in 52 weeks for [\d,]+ EUR", plan)
    assert binding
    assert target.startswith("20,000 soldiers by week 52 cannot be trained: at most ")
