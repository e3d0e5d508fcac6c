"""Which versions made an assessment."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

COMPUTE = ("numpy", "highspy")
VERSION = "0.1.0"


def placet_version() -> str:
    """Return the version of Placet."""
    return VERSION


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that compute."""
    found = {}
    for name in COMPUTE:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
