"""Derive `src/placet/data/names.toml`: what the members and their neighbours are called in the Union's languages.

    python benchmarks/derivations/names.py [--write]

The names are those of the Unicode CLDR as the package `babel` carries them. In languages whose nouns take endings, a
name is shortened to its stem and marked with `*`: any ending of up to five letters may follow. Without --write it only
compares: exit code 1 when the shipped table differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import babel
from babel import Locale

from placet.data import table

FILE = Path(__file__).resolve().parents[2] / "src" / "placet" / "data" / "names.toml"
LANGUAGES = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "ga",
    "hr",
    "hu",
    "it",
    "lt",
    "lv",
    "mt",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
    "uk",
]
NEIGHBOURS = ["BY", "CA", "CH", "UK", "MD", "NO", "RS", "RU", "TR", "UA", "US"]
CLDR = {"EL": "GR", "UK": "GB"}
"""What the CLDR writes where the Council writes otherwise."""
INFLECTED = {"bg", "cs", "et", "fi", "hr", "lt", "lv", "pl", "sk", "sl", "uk", "el", "ro", "hu"}
VOWELS = set("aeiouyąęěéíóúůýăâîōūīēāőűáöüõäеаияіїоуєюыαεηιουωάέήίόύώς") | {"š", "s"}
HEAD = """\
# What states are called, by language. A `*` stands for any ending of up to five letters.
# Made by benchmarks/derivations/names.py from the Unicode Common Locale Data Repository (CLDR), as babel {version}
# carries it. Copyright Unicode, Inc.; Unicode License v3 (https://www.unicode.org/license.txt). Shortened to stems.
# Codes as the Council writes them (EL for Greece; UK for the United Kingdom).
"""


def stem(name: str, language: str) -> str:
    """Return a name with its last vowel cut off and an open ending, where the language inflects."""
    if language not in INFLECTED:
        return name
    if language == "hu":  # endings are added; a last short vowel is lengthened
        return (name[:-1] if name[-1] in "ae" else name) + "*"
    words = []
    for word in name.split():
        end = len(word)
        while end > max(4, len(word) - 2) and word[end - 1].lower() in VOWELS:
            end -= 1
        words.append(word[:end] + "*" if len(word) > 3 else word)
    return " ".join(words)


def page() -> str:
    """Return the whole table as TOML."""
    lines = [HEAD.format(version=babel.__version__)]
    for language in LANGUAGES:
        names = Locale(language).territories
        lines.append(f"[{language}]")
        for code in [*table("members")["names"], *NEIGHBOURS]:
            name = names[CLDR.get(code, code)].replace("’", "'")
            lines.append(f'{code} = "{stem(name, language)}"')
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    if "--write" in sys.argv:
        FILE.write_text(page(), encoding="utf-8")
    sys.exit(FILE.read_text(encoding="utf-8") != page())
