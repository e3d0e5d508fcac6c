"""One line to a web service of event rows: limits of size, time and waiting, and what a busy or broken service is told.

An answer is hostile until read. Nothing of the environment (proxies, passwords) is used, no redirect is followed.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from placet import versions
from placet.errors import UsageError
from placet.extras import needed

MOST_ANSWER_BYTES, MOST_BYTES = 60_000_000, 600_000_000
MOST_SECONDS, ANSWER_SECONDS = 1_800.0, 120.0
MOST_WAIT_SECONDS = 300.0
TRIES = 4
BUSY = 429


@dataclass
class Line:
    """What is common to all requests of one fetch: the address, the limits, what was used up of them."""

    base: str
    wait: Callable[[float], None] = time.sleep
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)
    got_bytes: int = 0

    def answer(self, method: str, path: str, **how: Any) -> tuple[int, Any]:
        """Return the status and the JSON of an answer; a busy or broken service is asked again after a while.

        Raises
        ------
        UsageError
            When it cannot be reached, stays busy or broken, or does not answer JSON within the limits.
        """
        for turn in range(1, TRIES + 1):
            status, headers, content = self.once(method, path, **how)
            if status != BUSY and status < 500:
                return status, self.read(path, status, content)
            if turn < TRIES:
                self.pause(retry_after(headers, 2.0**turn))
        raise UsageError(f"{self.base} answers {status} to {TRIES} requests; try again later")

    def once(self, method: str, path: str, **how: Any) -> tuple[int, Mapping[str, str], bytes]:
        """Return the status, headers and bytes of one answer, never more than the limit."""
        httpx = needed("httpx")
        left = self.until - time.monotonic()
        if left <= 0:
            raise UsageError(f"{self.base} took more than {MOST_SECONDS / 60:g} minutes; take a shorter span of days")
        headers = {"User-Agent": f"placet/{versions.VERSION}", "Accept": "application/json", **how.pop("headers", {})}
        content = bytearray()
        try:
            with (
                httpx.Client(trust_env=False, follow_redirects=False, timeout=min(left, ANSWER_SECONDS)) as client,
                client.stream(method, self.base + path, headers=headers, **how) as answer,
            ):
                for chunk in answer.iter_bytes():
                    content += chunk
                    if len(content) > MOST_ANSWER_BYTES or self.got_bytes + len(content) > MOST_BYTES:
                        raise UsageError(f"{self.base} sends more than is read; take a shorter span of days")
                    if time.monotonic() > self.until:
                        raise UsageError(f"{self.base} took more than {MOST_SECONDS / 60:g} minutes")
                self.got_bytes += len(content)
                return answer.status_code, answer.headers, bytes(content)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as failure:
            raise UsageError(f"cannot reach {self.base}: {failure or type(failure).__name__}") from None

    def read(self, path: str, status: int, content: bytes) -> Any:
        """Return the JSON object of an answer; of one that says no, nothing when it has none."""
        try:
            found = json.loads(content)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        if status == 200:
            raise UsageError(f"{self.base}{path.partition('?')[0]} does not answer with a JSON object; try again later")
        return {}

    def pause(self, seconds: float) -> None:
        """Wait before a request is made again.

        Raises
        ------
        UsageError
            When the service wants a longer wait than is given to it.
        """
        if seconds > MOST_WAIT_SECONDS or time.monotonic() + seconds > self.until:
            raise UsageError(f"{self.base} asks to wait {seconds:,.0f} seconds; try again then")
        self.wait(seconds)


def retry_after(headers: Mapping[str, str], otherwise: float) -> float:
    """Return the seconds that `Retry-After` asks for: a number or a moment."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return otherwise
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def secret(name: str) -> str:
    """Return a name, password or token of the environment.

    Raises
    ------
    UsageError
        When it is not set.
    """
    found = os.environ.get(name, "")
    if not found.strip() or not found.isprintable():
        raise UsageError(f"the environment variable {name} is not set; names and passwords are read from there only")
    return found
