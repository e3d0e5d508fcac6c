"""No test reaches the network: the guard of `conftest.py` itself."""

from __future__ import annotations

import contextlib
import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_a_far_address_is_refused_and_noted(reached, address):
    """Before a packet leaves; the note fails the test even when the refusal was swallowed."""
    with contextlib.suppress(PermissionError):
        socket.create_connection((address, 80), timeout=1)
    assert [address] == list(dict.fromkeys(reached))
    reached.clear()


def test_this_machine_is_reached(reached):
    """A browser that a test drives listens here."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    assert [] == reached
