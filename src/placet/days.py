"""Days, half-open spans of days, and weeks and months as the plan counts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from placet.errors import UsageError

ONE = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2200


def day(written: str | date) -> date:
    """Read an ISO day.

    Raises
    ------
    UsageError
        When the text is no day of the calendar, or lies outside the years that the format knows.
    """
    try:
        found = written if isinstance(written, date) else date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"{written!r} is not a day; write it as year-month-day, like 2026-05-18") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UsageError(f"'{found}' is not between the years {FIRST_YEAR} and {LAST_YEAR}")
    return found


def span(since: date, until: date) -> Iterator[date]:
    """Yield every day from `since` up to but not including `until`."""
    for offset in range((until - since).days):
        yield since + timedelta(days=offset)


def month_after(start: date, months: int) -> date:
    """Return the first day of the month that lies `months` after the month of `start`."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)


def in_words(when: date) -> str:
    """Return a day as an official writes it: 18 May 2026."""
    return f"{when.day} {when:%B %Y}"
