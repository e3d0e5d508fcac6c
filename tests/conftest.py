"""What the tests share: goldens that are read in the diff, the flagship read and assessed once, no way to the network.

The invented assessment of the brief's tests is a module beside this file: `import invented`.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from placet import cli
from placet.assess import assess
from placet.assessment import Assessment
from placet.dossier.read import Folder, read

GOLDEN = Path(__file__).parent / "golden"
FLAGSHIP = Path(__file__).resolve().parent.parent / "examples" / "eumam-ukraine"
GOOD = Path(__file__).resolve().parent / "bad_dossiers" / "good"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with its file in `tests/golden`.

    To record anew: `PLACET_RECORD=1 ./run test`, then read the diff.
    """

    def same(name: str, text: str) -> None:
        file = GOLDEN / name
        if os.environ.get("PLACET_RECORD"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{name} was never recorded: PLACET_RECORD=1 ./run test {name}"
        assert file.read_text(encoding="utf-8") == text

    return same


# The dossiers


@pytest.fixture(scope="session")
def flagship() -> Folder:
    """Return the flagship dossier."""
    return read(FLAGSHIP)


@pytest.fixture(scope="session")
def good() -> Folder:
    """Return the small invented dossier from which the bad ones are made."""
    return read(GOOD)


@pytest.fixture(scope="session")
def assessment(flagship: Folder) -> Assessment:
    """Return the assessment of the flagship as of the last day read, with its plan."""
    return assess(flagship)


@pytest.fixture(scope="session")
def gates_only(flagship: Folder) -> Assessment:
    """Return the same without the plan."""
    return assess(flagship, with_plan=False)


# The command line


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in this process and return its exit code, output and errors."""

    def words(*given: object) -> tuple[int, str, str]:
        code = 0
        try:
            cli.main([str(one) for one in given])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return words


# The network

NETWORK: list[str] = []
"""The hosts outside this machine that the running test tried to reach."""
connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def is_far(host: object) -> bool:
    """Whether a host lies outside this machine."""
    if not host or host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return True


def refuse(host: object) -> None:
    """Note the host and raise, when it lies outside this machine."""
    if is_far(host):
        NETWORK.append(str(host))
        raise PermissionError(f"a test must not reach the network: {host}")


def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of sockets that refuses hosts outside this machine."""

    def method(self: socket.socket, address: Any, *more: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse(address[0])
        return original(self, address, *more)

    return method


def resolve(host: Any, *more: Any, **named: Any) -> Any:
    """Return the addresses of a host of this machine."""
    refuse(host.decode() if isinstance(host, bytes) else host)
    return getaddrinfo(host, *more, **named)


def pytest_configure() -> None:
    """Put the guards in place."""
    setattr(socket.socket, "connect", guarded(connect))  # noqa: B010
    setattr(socket.socket, "connect_ex", guarded(connect_ex))  # noqa: B010
    socket.getaddrinfo = resolve


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Fail a test that tried to reach the network, even when the code under test swallowed the refusal."""
    NETWORK.clear()
    result = yield
    if NETWORK:
        pytest.fail(f"the test tried to reach the network: {', '.join(NETWORK)}", pytrace=False)
    return result


@pytest.fixture
def reached() -> list[str]:
    """Return the far hosts that this test tried to reach; only the test of the guard clears it."""
    return NETWORK
