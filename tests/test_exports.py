"""The public names, and what importing them costs."""

import subprocess
import sys
from pathlib import Path

import pytest

import placet

ROOT = Path(__file__).resolve().parent.parent
HEAVY = [
    "numpy",
    "highspy",
    "vl_convert",
    "jinja2",
    "pydantic",
    "ruamel",
    "cyclopts",
    "rich",
    "scipy",
    "matplotlib",
    "starlette",
]


def test_all_is_what_is_there_and_about_a_dozen():
    assert sorted(placet.PUBLIC) == sorted(placet.__all__)
    assert 12 >= len(placet.__all__)
    for name in placet.__all__:
        assert getattr(placet, name).__doc__, f"{name} has no docstring"


def test_compare_stays_a_function_after_its_module_was_imported():
    import placet.comparison

    assert callable(placet.compare)
    assert placet.comparison.compare is not placet.compare


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = placet.opne


def test_import_placet_pulls_in_nothing_heavy():
    code = "import sys, placet; print([m for m in sys.argv[1:] if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "[]" == done.stdout.strip()
