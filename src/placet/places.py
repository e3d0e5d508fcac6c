"""Names and codes of Ukraine's oblasts, as each source writes them, into ISO 3166-2 codes."""

from __future__ import annotations

import functools
import re
import unicodedata

from placet.data import table

KATOTTH = re.compile(r"ua[0-9]{2}(?:[0-9]{15})?")
GENERIC = re.compile(r"\b(?:oblast|region|province|obl|область|обл)\b\.?")
LONGEST = 200


def plain_name(written: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens; the word for the kind of unit stays."""
    text = unicodedata.normalize("NFKD", written[:LONGEST].casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[-_\s]+", " ", re.sub(r"['’ʼ`\"]", "", text)).split())


def stem(name: str) -> str:
    """Return a plain name without the word `oblast` or its like."""
    return " ".join(GENERIC.sub(" ", name).split())


@functools.cache
def codes() -> tuple[str, ...]:
    """Return the ISO 3166-2 codes of the 27 units, ascending."""
    return tuple(sorted(entry["code"] for entry in table("oblasts")["oblasts"]))


@functools.cache
def names() -> dict[str, str]:
    """Return the name of each unit by its code."""
    return {entry["code"]: entry["name"] for entry in table("oblasts")["oblasts"]}


@functools.cache
def written_names() -> dict[str, str]:
    """Return the code behind every plain name that means one unit in every source."""
    found: dict[str, str] = {}
    for entry in table("oblasts")["oblasts"]:
        for alias in (entry["name"], *entry["aliases"]):
            found[plain_name(alias)] = entry["code"]
            found.setdefault(stem(plain_name(alias)), entry["code"])
        found[entry["code"].casefold().replace("-", " ")] = entry["code"]
    for ambiguous in ("kyiv", "kiev"):
        found.pop(ambiguous, None)
    return found


@functools.cache
def codifier() -> dict[str, str]:
    """Return the code behind the first four characters of a code of the Ukrainian codifier KATOTTH."""
    return {entry["katotth"].casefold(): entry["code"] for entry in table("oblasts")["oblasts"]}


def oblast(written: str | None, source: str = "") -> str | None:
    """Return the ISO 3166-2 code of an oblast by its name or code in a source, or nothing when it is not sure.

    Parameters
    ----------
    written
        A name in English, Ukrainian or Russian, an ISO 3166-2 code (`UA-14`), or a KATOTTH code (`UA14` and longer).
    source
        The reader's name. Some names mean one unit in one source only: a bare `Kyiv` is the oblast in ACLED and unsure
        elsewhere.
    """
    if not written:
        return None
    name = plain_name(written)
    if KATOTTH.fullmatch(name):
        return codifier().get(name[:4])
    own: dict[str, str] = table("oblasts").get("only_in", {}).get(source, {})
    return written_names().get(name) or own.get(name) or written_names().get(stem(name))
