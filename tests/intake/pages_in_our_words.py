"""Pages and feeds in our own words, for the tests of the intake."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 5, 18)
PARAGRAPHS = [
    "The defence ministers met in Aalborg on Friday and spoke for two hours about the training of soldiers abroad.",
    "One of them said that his country would agree as soon as the guns had been silent for three months in a row.",
    "Another asked who would pay for the beds, since the common fund for the coming year had been spent by spring.",
    "A decision needs the voice of every member, and the chair did not expect one before the end of the winter.",
    "Officials said that the papers would be ready in time, and that nobody had asked for a vote on the matter yet.",
]


def page(*paragraphs: str, head: str = "", title: str = "Ministers meet in Aalborg", lang: str = "en") -> str:
    """Return a page with an article."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs or PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def rss(*entries: str, title: str = "The Fjord Herald") -> bytes:
    """Return a feed with entries as they are given."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<language>en</language>{''.join(entries)}</channel></rss>"
    ).encode()


def entry(number: int, text: str, *, link: str = "") -> str:
    """Return one entry of a feed."""
    return (
        f"<item><title>Item {number}</title><guid isPermaLink='false'>herald-{number}</guid>"
        f"<link>{link or f'https://herald.example/{number}'}</link><pubDate>Fri, 15 May 2026 10:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
    )
