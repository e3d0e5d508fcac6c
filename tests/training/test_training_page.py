"""The examples of the methods page run and say what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "training.md"


def test_the_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert 2 == len(blocks)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    assert () == names["found"].doubts
    assert 0.99 < names["found"].parts.share_of_gates < 1
    plan, *binding, target = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"[\d,]+ soldiers trained in 52 weeks for [\d,]+ EUR", plan)
    assert binding
    assert target.startswith("20,000 soldiers by week 52 cannot be trained: at most ")
