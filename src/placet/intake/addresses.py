"""Which addresses of the network may be reached: public ones, and nothing else."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Collection

from placet.intake.item import Refused

CLOSED = tuple(
    ipaddress.ip_network(net)
    for net in (
        # Where the standard library's register differs between versions, or calls an address global that leads inside.
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598)
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # NAT64 of a network of its own (RFC 8215)
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local
    )
)


def is_public(address: str) -> bool:
    """Whether a numeric address is a public unicast one.

    Loopback, private, link-local, multicast, reserved, shared (CGNAT) and unspecified addresses are not, nor are IPv6
    addresses that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo): what they lead to is not seen from here.

    >>> is_public("8.8.8.8"), is_public("10.0.0.1"), is_public("::ffff:8.8.8.8")
    (True, False, False)
    """
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return False  # also an address with a zone, fe80::1%eth0
    if getattr(number, "scope_id", None):
        return False
    closed = any(number.version == net.version and number in net for net in CLOSED)
    return number.is_global and not closed and not number.is_multicast and not number.is_reserved


def addresses_of(host: str, port: int, seconds: float) -> list[str]:
    """Return the numeric addresses of a host, in the order of the resolver.

    Raises
    ------
    Refused
        When the host has none, or the resolver does not answer in time.
    """
    found: list[str] = []

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    # The resolver takes no time limit of its own, so it is asked in a thread that may be left behind.
    asked = threading.Thread(target=look_up, daemon=True)
    asked.start()
    asked.join(max(0.0, seconds))
    if not found:
        why = "the resolver did not answer in time" if asked.is_alive() else "it has no address"
        raise Refused(f"cannot find the host {host}: {why}")
    return found


def checked(host: str, port: int, seconds: float, besides: Collection[str] = ()) -> list[str]:
    """Return the numeric addresses of a host, when every one of them is public or among `besides`.

    Raises
    ------
    Refused
        When one of them is not: a host that leads inside with one address is not asked by another.
    """
    found = addresses_of(host, port, seconds)
    inside = [address for address in found if address not in besides and not is_public(address)]
    if inside:
        raise Refused(
            f"{host} is {inside[0]}, which is no public address; only pages on the public web are fetched. "
            "Save the page and add the file"
        )
    return found
