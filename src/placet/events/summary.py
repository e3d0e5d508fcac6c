"""Daily counts in a few figures."""

from __future__ import annotations

from collections import Counter
from typing import Any

from placet.events.daily import Counts
from placet.extras import needed

PARTS = {"oblasts": "oblast", "classes": "class", "bands": "band", "precisions": "precision"}


def summary(counts: Counts) -> dict[str, Any]:
    """Return the totals of daily counts: events by oblast, class, band and precision, span, rejects by reason."""
    pl = needed("polars")
    table = counts.table
    found: dict[str, Any] = {
        "read": counts.read,
        "kept": counts.kept,
        "reasons": dict(Counter(counts.rejects["reason"].to_list()).most_common()),
        "warnings": list(counts.warnings),
        "first": table["day"].min(),
        "last": table["day"].max(),
        "days": table["day"].n_unique(),
        "events": table["events"].sum(),
        "undated": counts.spans["events"].sum(),
    }
    for name, column in PARTS.items():
        sums = table.group_by(pl.col(column).cast(pl.String).fill_null("no oblast")).agg(pl.col("events").sum())
        found[name] = dict(sums.sort(["events", column], descending=[True, False]).iter_rows())
    return found
