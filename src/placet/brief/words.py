"""Turns of phrase that the brief needs beside those of the gates. Each follows from its arguments alone."""

from __future__ import annotations

import datetime

from placet.days import in_words

ONE = datetime.timedelta(days=1)


def span(since: datetime.date, until: datetime.date | None) -> str:
    """Return a half-open span with its last day: `11 April 2026 to 12 April 2026`."""
    if until is None:
        return f"from {in_words(since)}"
    last = until - ONE
    return in_words(since) if last <= since else f"{in_words(since)} to {in_words(last)}"


def capital(words: str) -> str:
    """Return the words with a capital at the start."""
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """Return the words as they stand within a sentence: `All gates open` becomes `all gates open`, `EU` stays."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def stopped(words: str) -> str:
    """Return the words with a full stop at the end, unless a sentence ends there already."""
    words = words.rstrip()
    return words if words.endswith((".", "?", "!", ":")) else f"{words}."


LANGUAGES = {
    "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fi": "Finnish", "fr": "French", "ga": "Irish", "hr": "Croatian", "hu": "Hungarian",
    "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "mt": "Maltese", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sv": "Swedish", "uk": "Ukrainian",
}  # fmt: skip


def language(code: str) -> str:
    """Return the name of a language by its two-letter code, or the code itself."""
    return LANGUAGES.get(code, code)
