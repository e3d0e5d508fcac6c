"""Days as files write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?", re.IGNORECASE)
NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def written_day(text: str, *, month_first: bool = False) -> date | None:
    """Return the day that a text writes, or nothing: 2020-07-31, 20200731, 14/08/2020 00:00:00, 31 July 2020.

    `month_first` says how 08/14/2020 is read; one file has one order, and the other is not tried.
    """
    text = text.strip()
    try:
        if found := ISO.fullmatch(text) or COMPACT.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := SLASHED.fullmatch(text):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            return date(year, first, second) if month_first else date(year, second, first)
        if (found := NAMED.fullmatch(text)) and found[2].lower() in MONTHS:
            return date(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1]))
    except ValueError:
        return None
    return None


def moment_day(text: str) -> date | None:
    """Return the day (UTC) of a time stamp: seconds since 1970, or a written day."""
    text = text.strip()
    if re.fullmatch(r"\d{9,11}(?:\.\d+)?", text):
        return datetime.fromtimestamp(float(text), UTC).date()
    return written_day(text)
