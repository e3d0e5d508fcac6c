"""The formats that are read and written."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A file format."""

    name: str
    direction: str
    what: str


FORMATS = (
    Format(
        "dossier.yaml", "read", "the case: YAML 1.2, described in docs/reference/dossier.md and schema/dossier-1.json"
    ),
    Format(
        "sources/*.md", "read", "one article a file: a YAML head between two lines ---, then the text, never edited"
    ),
    Format(
        "sources/raw/*",
        "written",
        "the bytes of what placet add brought in, by their sha256; never read again by placet",
    ),
    Format(
        "suggested.jsonl",
        "written",
        "the claims that the rules suggest, a JSON object a line; see docs/reference/intake.md",
    ),
    Format("*.html, *.pdf", "read", "pages and papers, by placet add: what is in them is read apart, within limits"),
    Format("*.txt, *.md", "read", "texts, by placet add: kept as they stand"),
    Format("RSS, Atom", "read", "feeds, by placet add: a source for each entry"),
    Format("ninjs", "read", "news items of agencies in JSON, versions 1 to 3, by placet add; withdrawals too"),
    Format(
        "events/*.csv", "read", "daily counts: UTF-8, a header, one row a day (and class); lines with # are comments"
    ),
    Format(
        "programme/*.csv",
        "both",
        "tables of the programme that dossier.yaml names; placet tables writes them; see docs/reference/tables.md",
    ),
    Format("*.xlsx", "both", "the same tables as a workbook, by placet tables: values only, no macros, no links"),
    Format(
        "review.jsonl",
        "both",
        "what people decided on them, one JSON object a line, only appended: docs/how-to/review.md",
    ),
    Format("cases.yaml", "read", "what the desk must say on given days; run by placet test"),
    Format("assessment.json", "written", "everything computed, described in schema/assessment-1.json"),
    Format("brief.html", "written", "the report: one self-contained page, for screen and print, light and dark"),
    Format(
        "--form annotations", "written", "every claim as a W3C Web Annotation (JSON-LD); offsets in Unicode code points"
    ),
    Format("--form dna", "written", "stances as the event list of the Discourse Network Analyzer (CSV)"),
    Format("--form card", "written", "a share card: PNG or SVG of 1200 x 630, and the same in words (.txt)"),
    Format("--form atom", "written", "the changes of the verdict over time as an Atom feed"),
    Format("brief.md", "written", "the report as Markdown"),
)
