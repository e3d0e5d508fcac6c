"""Fetching a page: only http(s), only from public addresses, within limits of size, time and redirects.

The host is looked up, checked, and connected to in one place, so that it cannot answer differently in between.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from placet import versions
from placet.extras import needed
from placet.intake.addresses import checked
from placet.intake.item import Raw, Refused

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 10_000_000
MOST_SECONDS = 20.0
MOST_REDIRECTS = 5
READABLE = (
    *("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "text/xml"),
    *("application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    *(
        "application/json",
        "application/ninjs+json",
        "application/octet-stream",
        "application/vnd.iptc.g2.newsitem+json",
    ),
)


def fetch(
    address: str,
    *,
    besides: Collection[str] = (),
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
) -> Raw:
    """Return what stands at an address of the web.

    Parameters
    ----------
    address
        An http or https address.
    besides
        Numeric addresses that are reached although they are not public; for tests against a server of their own.
    most_bytes, most_seconds
        The limits of the whole: size after unpacking, and time with all redirects.

    Raises
    ------
    Refused
        When the address may not be reached, or does not hand over a readable page within the limits.
    """
    httpx = needed("httpx")
    until = time.monotonic() + most_seconds
    seen: list[str] = []
    while True:
        url = web_url(address, seen)
        seen.append(str(url))
        answer = one_request(httpx, url, until, besides, most_bytes, most_seconds)
        if isinstance(answer, Raw):
            return answer
        if len(seen) > MOST_REDIRECTS:
            raise Refused(f"{seen[0]} leads on more than {MOST_REDIRECTS} times; give the last address")
        address = answer


def web_url(address: str, seen: list[str]) -> httpx.URL:
    """Return an address that may be asked for.

    Raises
    ------
    Refused
        When it is none of the web, or carries a name and password.
    """
    httpx = needed("httpx")
    by = f"{seen[0]} leads to " if seen else ""
    try:
        url = httpx.URL(address)
        if seen:
            url = httpx.URL(seen[-1]).join(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Refused(f"{by}{address[:200]!r}, which is no address") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise Refused(f"{by}{address[:200]}: only http and https addresses are fetched")
    if url.userinfo:
        raise Refused(f"{by}an address with a name and password in it; none is sent")
    if len(str(url)) > 2_000:
        raise Refused(f"{by}an address of {len(str(url)):,} characters; the most is 2,000")
    return url  # type: ignore[no-any-return]


def one_request(
    httpx: Any, url: httpx.URL, until: float, besides: Collection[str], most_bytes: int, most_seconds: float
) -> Raw | str:
    """Return what an address hands over, or the address that it leads on to."""
    headers = {
        "User-Agent": f"placet/{versions.VERSION}",
        "Accept": "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,"
        "application/json,text/plain;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip, identity",
    }
    late = f"{url} took more than {most_seconds:g} seconds; try again, or save the page and add the file"
    try:
        # A client of its own for each request: no cookies, no proxies and no passwords from the environment.
        with (
            httpx.Client(transport=public_only(until, besides), trust_env=False, follow_redirects=False) as client,
            client.stream("GET", url, headers=headers, timeout=max(0.1, until - time.monotonic())) as answer,
        ):
            if answer.is_redirect:
                return str(answer.headers["location"])
            if answer.status_code != 200:
                raise Refused(f"{url} answers {answer.status_code} {answer.reason_phrase}".rstrip())
            content_type, _, rest = answer.headers.get("content-type", "").partition(";")
            content_type = content_type.strip().lower()
            if content_type and content_type not in READABLE:
                raise Refused(f"{url} is {content_type[:60]!r}: a page, a paper or a feed is needed")
            length = answer.headers.get("content-length", "")
            if length.isdigit() and int(length) > most_bytes:
                raise Refused(too_large(str(url), most_bytes))
            packing = answer.headers.get("content-encoding", "identity").strip().lower()
            content = unpacked(answer.iter_raw(), packing, str(url), most_bytes)
            charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'").lower()
            return Raw(content, str(url), str(url), content_type, charset)
    except httpx.TimeoutException:
        raise Refused(late) from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as failure:
        if time.monotonic() >= until:
            raise Refused(late) from None
        raise Refused(f"cannot fetch {url}: {failure or type(failure).__name__}") from None


def too_large(name: str, most_bytes: int) -> str:
    """Return the message of an answer over the limit."""
    return f"{name} is larger than {most_bytes / 1_000_000:g} MB, the most that is read"


def unpacked(chunks: Iterable[bytes], packing: str, name: str, most_bytes: int) -> bytes:
    """Return an answer's bytes, unpacked, never more than the limit even for a moment.

    Raises
    ------
    Refused
        When it is larger, packed in another way than gzip, or broken.
    """
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise Refused(f"{name} is packed as {packing[:40]!r}, which was not asked for")
    gzip = zlib.decompressobj(31) if packing.endswith("gzip") else None
    content = bytearray()
    for chunk in chunks:
        try:
            content += gzip.decompress(chunk, most_bytes + 1 - len(content)) if gzip else chunk
        except zlib.error:
            raise Refused(f"{name} is packed as gzip, and the packing is broken") from None
        if len(content) > most_bytes:
            raise Refused(too_large(name, most_bytes))
    return bytes(content)


def public_only(until: float, besides: Collection[str]) -> httpx.BaseTransport:
    """Return a transport of httpx that connects to checked addresses only and stops at a moment."""
    import httpcore
    import httpx

    def left() -> float:
        seconds = until - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("out of time")
        return seconds

    class Stream(httpcore.NetworkStream):
        """A connection whose every wait ends with the time that is left in all."""

        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self.inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self.inner.read(max_bytes, min(timeout or left(), left()))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self.inner.write(buffer, min(timeout or left(), left()))

        def close(self) -> None:
            self.inner.close()

        def start_tls(self, ssl_context: Any, server_hostname: Any = None, timeout: float | None = None) -> Stream:
            return Stream(self.inner.start_tls(ssl_context, server_hostname, min(timeout or left(), left())))

        def get_extra_info(self, info: str) -> Any:
            return self.inner.get_extra_info(info)

    class Network(httpcore.NetworkBackend):
        """Looks a host up, checks every address of it and connects to one of those, not to the name."""

        def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any) -> Stream:
            del timeout
            backend = httpcore.SyncBackend()
            addresses = checked(host, port, left(), besides)
            for number, address in enumerate(addresses, 1):
                try:
                    return Stream(backend.connect_tcp(address, port, timeout=left()))
                except httpcore.ConnectError:
                    if number == len(addresses):
                        raise
            raise Refused(f"cannot find the host {host}")

    class Transport(httpx.BaseTransport):
        """Hands requests of httpx to a pool of httpcore, which knows no proxies."""

        def __init__(self) -> None:
            self.pool = httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=Network()
            )

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            try:
                answer = self.pool.handle_request(
                    httpcore.Request(
                        method=request.method,
                        url=httpcore.URL(
                            scheme=request.url.raw_scheme,
                            host=request.url.raw_host,
                            port=request.url.port,
                            target=request.url.raw_path,
                        ),
                        headers=request.headers.raw,
                        content=request.stream,
                        extensions=request.extensions,
                    )
                )
            except httpcore.TimeoutException as late:
                raise httpx.ReadTimeout(str(late), request=request) from None
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as failure:
                raise httpx.TransportError(str(failure) or "the connection failed", request=request) from None
            return httpx.Response(answer.status, headers=answer.headers, stream=Body(answer), request=request)

        def close(self) -> None:
            self.pool.close()

    class Body(httpx.SyncByteStream):
        """The body of an answer, with the failures of httpcore as those of httpx."""

        def __init__(self, answer: httpcore.Response) -> None:
            self.answer = answer

        def __iter__(self) -> Iterator[bytes]:
            try:
                yield from self.answer.iter_stream()
            except httpcore.TimeoutException as late:
                raise httpx.ReadTimeout(str(late)) from None
            except (httpcore.NetworkError, httpcore.ProtocolError) as failure:
                raise httpx.TransportError(str(failure) or "the connection broke") from None

        def close(self) -> None:
            self.answer.close()

    return Transport()
