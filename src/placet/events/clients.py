"""Event rows from the services of ACLED and UCDP, saved as the files that the readers take.

ACLED: a token for name and password (OAuth, `POST /oauth/token`), renewed by its refresh token; rows in pages, of which
the first short one is the last. The service tells no total: a page that repeats a row, or whose `count` is another than
its rows, ends in an error. UCDP: a token in a header; rows in pages with `TotalCount` and `NextPageUrl`. The service
is known to lose rows in silence, so rows are counted by id at the end and compared with the total.

Names and passwords come from the environment only. An answer is hostile until read: its size, the time of the whole
and the waiting for a busy service are limited, and no address on another host is followed.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from placet.errors import UsageError
from placet.events.ged import UKRAINE
from placet.events.ledger import table_text
from placet.events.service import Line, secret

ACLED = "https://acleddata.com"
UCDP = "https://ucdpapi.pcr.uu.se"
ACLED_USER, ACLED_PASSWORD, UCDP_TOKEN = "PLACET_ACLED_USER", "PLACET_ACLED_PASSWORD", "PLACET_UCDP_TOKEN"
ACLED_PAGE, UCDP_PAGE = 5_000, 1_000
RELEASE = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2}){0,2}")
REFUSED = 401


@dataclass(frozen=True)
class Fetched:
    """Rows of a service: `text` is the file as CSV, `rows` how many it has."""

    text: str = field(repr=False)
    rows: int


# ACLED


def acled(first: date, last: date, *, base: str = ACLED, wait: Callable[[float], None] = time.sleep) -> Fetched:
    """Return the rows of ACLED on Ukraine from one day to another, both included.

    Parameters
    ----------
    first, last
        The days of the events.
    base
        The address of the service; another one for tests.
    wait
        What waits some seconds.

    Raises
    ------
    UsageError
        When the account is not let in, the service fails, or rows went missing between two pages.
    """
    ordered(first, last)
    line = Line(base, wait)
    tokens = Tokens(line, secret(ACLED_USER), secret(ACLED_PASSWORD))
    found: dict[str, dict[str, Any]] = {}
    page = 1
    while True:
        rows = acled_page(line, tokens, first, last, page)
        before = len(found)
        found.update((identity(row, "event_id_cnty", base), row) for row in rows)
        if len(found) - before < len(rows):
            raise UsageError(
                f"{base}: page {page} repeats {len(rows) - len(found) + before:,} rows: the table changed while it was "
                "read, and as many may be missing; fetch it again"
            )
        if len(rows) < ACLED_PAGE:
            return saved(found)
        page += 1


@dataclass
class Tokens:
    """The access to ACLED: a token that lasts a day, and one that renews it."""

    line: Line
    user: str = field(repr=False)
    password: str = field(repr=False)
    access: str = field(default="", repr=False)
    refresh: str = field(default="", repr=False)

    def renew(self) -> str:
        """Return a new token: by the refresh token while it holds, else by name and password.

        Raises
        ------
        UsageError
            When neither is accepted.
        """
        ways = [{"grant_type": "password", "username": self.user, "password": self.password}]
        if self.refresh:
            ways.insert(0, {"grant_type": "refresh_token", "refresh_token": self.refresh})
        for way in ways:
            status, said = self.line.answer("POST", "/oauth/token", data={**way, "client_id": "acled"})
            access, refresh = said.get("access_token"), said.get("refresh_token")
            if status == 200 and isinstance(access, str) and access.isascii() and access.isprintable():
                self.access, self.refresh = access, refresh if isinstance(refresh, str) else ""
                return access
        raise UsageError(
            f"{self.line.base} does not accept {ACLED_USER} and {ACLED_PASSWORD} (answer {status}); look at them"
        )


def acled_page(line: Line, tokens: Tokens, first: date, last: date, page: int) -> list[dict[str, Any]]:
    """Return one page of rows; a token that is no longer accepted is renewed once."""
    asked = {
        "_format": "json",
        "country": "Ukraine",
        "event_date": f"{first}|{last}",
        "event_date_where": "BETWEEN",
        "limit": ACLED_PAGE,
        "page": page,
    }
    status = 0
    said: dict[str, Any] = {}
    for token in (tokens.access, ""):
        bearer = {"Authorization": f"Bearer {token or tokens.renew()}"}
        status, said = line.answer("GET", f"/api/acled/read?{urlencode(asked)}", headers=bearer)
        if status != REFUSED:
            break
    if status != 200 or said.get("success") is False:
        raise UsageError(
            f"{line.base} does not hand over the rows (answer {status}); an account needs to be given access to the API"
        )
    rows = objects(said.get("data"), line.base)
    count = said.get("count", len(rows))
    if count != len(rows):
        raise UsageError(f"{line.base}: page {page} says {count} rows and has {len(rows):,}; fetch it again")
    return rows


# UCDP


def ucdp(
    first: date, last: date, release: str, *, base: str = UCDP, wait: Callable[[float], None] = time.sleep
) -> Fetched:
    """Return the rows of UCDP GED on Ukraine from one day to another, both included.

    Parameters
    ----------
    first, last
        The days of the events.
    release
        The release: a final one like `25.1`, or a candidate one like `25.0.9`.
    base
        The address of the service; another one for tests.
    wait
        What waits some seconds.

    Raises
    ------
    UsageError
        When the service fails, or hands over fewer rows than it says that it has.
    """
    ordered(first, last)
    if not RELEASE.fullmatch(release):
        raise UsageError(f"{release[:40]!r} is no release of UCDP GED; they are written like 25.1 or 25.0.9")
    line = Line(base, wait)
    token = secret(UCDP_TOKEN)
    asked = {"pagesize": UCDP_PAGE, "page": 0, "Country": UKRAINE, "StartDate": first, "EndDate": last}
    path, total, seen = f"/api/gedevents/{release}?{urlencode(asked)}", -1, set[str]()
    found: dict[str, dict[str, Any]] = {}
    while path:
        if path in seen:
            raise UsageError(f"{base}: the pages lead in a circle after {len(found):,} rows; try again later")
        seen.add(path)
        status, said = line.answer("GET", path, headers={"x-ucdp-access-token": token})
        if status != 200:
            raise UsageError(
                f"{base} does not hand over release {release} (answer {status}): look at {UCDP_TOKEN} and the release; "
                "it also answers so when the day's requests are used up"
            )
        count = said.get("TotalCount")
        if not isinstance(count, int) or isinstance(count, bool) or count < 0 or total not in (-1, count):
            raise UsageError(
                f"{base}: TotalCount is {str(count)[:20]} after {total:,}; the table changed, fetch it again"
            )
        total = count
        found.update((identity(row, "id", base), row) for row in objects(said.get("Result"), base))
        path = next_path(said.get("NextPageUrl"), base)
    if len(found) != total:
        missing = f"{total - len(found):,} are missing" if len(found) < total else "there are more"
        raise UsageError(f"{base} says {total:,} rows and handed over {len(found):,}: {missing}; fetch a shorter span")
    return saved(found)


def next_path(address: object, base: str) -> str:
    """Return path and query of the next page, on the same host; empty when there is none.

    Raises
    ------
    UsageError
        When it lies on another host: the token would be sent there.
    """
    if not address:
        return ""
    try:
        parts = urlsplit(str(address))
        if parts.netloc != urlsplit(base).netloc or not parts.path.startswith("/"):
            raise ValueError
    except ValueError:
        raise UsageError(f"{base}: the next page lies elsewhere ({str(address)[:80]!r}); it is not followed") from None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


# Both


def ordered(first: date, last: date) -> None:
    """Raise when a span of days ends before it starts."""
    if last < first:
        raise UsageError(f"the span ends on {last}, before it starts on {first}")


def objects(rows: object, base: str) -> list[dict[str, Any]]:
    """Return the rows of an answer.

    Raises
    ------
    UsageError
        When they are no list of objects.
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{base} answers without rows; its answers may have changed")
    return rows


def identity(row: Mapping[str, Any], name: str, base: str) -> str:
    """Return the id of a row.

    Raises
    ------
    UsageError
        When it has none.
    """
    found = row.get(name)
    if not isinstance(found, str | int) or isinstance(found, bool) or found == "":
        raise UsageError(f"{base}: a row has no {name}; its answers may have changed")
    return str(found)


def saved(rows: Mapping[str, Mapping[str, Any]]) -> Fetched:
    """Return rows as CSV with the columns in the order in which they first come.

    Raises
    ------
    UsageError
        When there are none.
    """
    if not rows:
        raise UsageError("the service has no rows for these days; look at the days and the release")
    columns = dict.fromkeys(name for row in rows.values() for name in row)
    return Fetched(table_text(columns, (cells(row, columns) for row in rows.values())), len(rows))


def cells(row: Mapping[str, Any], columns: Mapping[str, None]) -> Iterator[object]:
    """Yield the cells of a row; what is neither text nor number is written as JSON."""
    for name in columns:
        cell = row.get(name)
        yield json.dumps(cell) if isinstance(cell, dict | list | bool) else "" if cell is None else cell
