"""Fetching: which addresses are reached, and the limits of size, time and redirects."""

from __future__ import annotations

import _socket
import gzip
import ipaddress
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_in_our_words import page

from placet.intake.addresses import checked, is_public
from placet.intake.fetch import fetch, unpacked
from placet.intake.item import Refused

HERE = {"127.0.0.1"}


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
        ),
        *("224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:8.8.8.8"),
        *(
            "::ffff:10.0.0.1",
            "::8.8.8.8",
            "64:ff9b::a00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "2002:a00:1::",
            "2001::1",
        ),
        *("example.org", "", "0x7f.1"),
    ],
)
def test_what_leads_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "100.128.0.1", "172.32.0.1"])
def test_what_is_on_the_public_web_is_public(address):
    assert is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_no_address_of_four_bytes_is_public_in_one_writing_and_closed_in_the_library(number):
    """Whatever the standard library calls private, ours does; mapped into six, every one is closed."""
    address = ipaddress.IPv4Address(number)
    assert not (is_public(str(address)) and (address.is_private or address.is_multicast))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(str(ipaddress.IPv6Address((0x0064FF9B << 96) + number)))


def test_a_page_is_handed_over_with_its_type_and_charset(web):
    raw = fetch(web.put("/a", page(), "text/html; charset=utf-8"), besides=HERE)
    assert ("text/html", "utf-8") == (raw.content_type, raw.charset)
    assert page().encode() == raw.content


def test_a_server_of_this_machine_is_refused_without_the_allowance(web):
    address = web.put("/a", page())
    with pytest.raises(Refused) as refused:
        fetch(address)
    assert (
        "127.0.0.1 is 127.0.0.1, which is no public address; only pages on the public web are fetched. "
        "Save the page and add the file"
    ) == str(refused.value)
    assert [] == web.asked


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_other_writings_of_this_machine_are_refused(web, monkeypatch, host):
    """All are numbers, so that the resolver of the system asks nobody."""
    monkeypatch.setattr(socket, "getaddrinfo", _socket.getaddrinfo)
    port = web.server.server_address[1]
    with pytest.raises(Refused, match="no public address"):
        fetch(f"http://{host}:{port}/a")
    assert [] == web.asked


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "file:///etc/passwd: only http and https addresses are fetched"),
        ("ftp://example.org/a", "ftp://example.org/a: only http and https addresses are fetched"),
        ("http:///a", "http:///a: only http and https addresses are fetched"),
        ("http://user:word@example.org/", "an address with a name and password in it; none is sent"),
        ("http://[::1", "'http://[::1', which is no address"),
    ],
)
def test_other_schemes_are_refused(address, said):
    with pytest.raises(Refused) as refused:
        fetch(address)
    assert said == str(refused.value)


@pytest.mark.parametrize("to", ["http://127.0.0.2/a", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/x"])
def test_a_redirect_that_leads_inside_is_refused(web, monkeypatch, to):
    monkeypatch.setattr(socket, "getaddrinfo", _socket.getaddrinfo)
    with pytest.raises(Refused, match="no public address"):
        fetch(web.lead("/a", to), besides=HERE)


def test_a_redirect_to_another_scheme_is_refused(web):
    address = web.lead("/a", "file:///etc/passwd")
    with pytest.raises(Refused) as refused:
        fetch(address, besides=HERE)
    assert f"{address} leads to file:///etc/passwd: only http and https addresses are fetched" == str(refused.value)


def test_five_redirects_are_followed_and_six_are_not(web):
    web.put("/0", page())
    for number in range(1, 7):
        web.lead(f"/{number}", f"/{number - 1}")
    assert fetch(web.address("/5"), besides=HERE).address == web.address("/0")
    with pytest.raises(Refused, match="leads on more than 5 times; give the last address"):
        fetch(web.address("/6"), besides=HERE)


def test_the_host_is_looked_up_once_and_what_was_checked_is_connected_to(monkeypatch, web):
    """A name server that answers with a public address first and with this machine then gets no second question."""
    asked = []

    def resolve(host, port, *_, **__):
        if host.startswith("127."):
            return _socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) == 1 else "127.0.0.9", port))]

    web.put("/a", page())
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert fetch(f"http://news.example:{web.server.server_address[1]}/a", besides=HERE).content == page().encode()
    assert ["news.example"] == asked
    assert f"news.example:{web.server.server_address[1]}" == web.asked[0][1]["Host"]


def test_a_host_with_one_address_inside_is_refused_by_all(monkeypatch):
    def resolve(_, port, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Refused, match=r"news\.example is 10\.0\.0\.1, which is no public address"):
        checked("news.example", 80, 1.0)


def test_a_resolver_that_does_not_answer_is_left_behind(monkeypatch):
    enough = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [0][: enough.wait(30) - 1])
    with pytest.raises(Refused, match=r"cannot find the host news\.example: the resolver did not answer in time"):
        checked("news.example", 80, 0.01)
    enough.set()


def test_no_cookie_is_kept_and_no_proxy_is_asked(web, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://192.0.2.1:9")
    web.put("/b", page())
    web.pages["/a"] = web.pages["/b"]._replace(status=302, headers={"Location": "/b", "Set-Cookie": "id=1"})
    fetch(web.address("/a"), besides=HERE)
    assert ["/a", "/b"] == [path for path, _ in web.asked]
    assert all("Cookie" not in headers for _, headers in web.asked)


def test_more_than_the_limit_is_refused_by_its_length_or_on_the_way(web):
    address = web.put("/a", b"x" * 2_001, "text/plain")
    with pytest.raises(Refused, match=r"is larger than 0\.002 MB, the most that is read"):
        fetch(address, besides=HERE, most_bytes=2_000)

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        handler.close_connection = True
        try:
            while True:
                handler.wfile.write(b"x" * 1_000)
        except OSError:
            return

    web.pages["/endless"] = endless
    with pytest.raises(Refused, match=r"is larger than 0\.002 MB"):
        fetch(web.address("/endless"), besides=HERE, most_bytes=2_000)


def test_a_gzip_bomb_never_unfolds():
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(Refused, match="is larger than 1 MB"):
        unpacked([bomb], "gzip", "it", 1_000_000)
    assert b"text" == unpacked([gzip.compress(b"text")], "gzip", "it", 1_000_000)
    with pytest.raises(Refused, match="the packing is broken"):
        unpacked([b"no gzip"], "gzip", "it", 1_000_000)
    with pytest.raises(Refused, match="packed as 'br', which was not asked for"):
        unpacked([b""], "br", "it", 1_000_000)


def test_a_server_that_drips_is_left_when_the_time_in_all_is_over(web):
    """Each byte comes in time, the whole does not."""
    over = []

    def drip(handler):
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 2_000:
                handler.wfile.write(bytes([byte]))
                time.sleep(0.02)
        except OSError:
            over.append(True)

    web.pages["/drip"] = drip
    address = web.address("/drip")
    with pytest.raises(Refused) as refused:
        fetch(address, besides=HERE, most_seconds=0.3)
    assert f"{address} took more than 0.3 seconds; try again, or save the page and add the file" == str(refused.value)


@pytest.mark.parametrize(("kind", "status"), [("image/png", 200), ("text/html", 404), ("video/mp4", 200)])
def test_what_is_no_page_is_refused(web, kind, status):
    address = web.put("/a", b"x", kind)
    web.pages["/a"] = web.pages["/a"]._replace(status=status)
    with pytest.raises(Refused) as refused:
        fetch(address, besides=HERE)
    said = "answers 404 Not Found" if status == 404 else f"is {kind!r}: a page, a paper or a feed is needed"
    assert f"{address} {said}" == str(refused.value)


def test_a_server_that_breaks_off_is_named():
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with pytest.raises(Refused, match=f"cannot fetch http://127.0.0.1:{port}/"):
        fetch(f"http://127.0.0.1:{port}/", besides=HERE)
