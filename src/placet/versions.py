"""Which versions made an assessment."""

from __future__ import annotations

COMPUTE = ("numpy", "highspy")
VERSION = "0.1.0"


def placet_version() -> str:
    """Return the version of Placet."""
    return VERSION


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that compute."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in COMPUTE:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
