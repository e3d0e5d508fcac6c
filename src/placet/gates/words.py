"""Numbers, lists and days as sentences need them."""

from __future__ import annotations

from collections.abc import Sequence

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(number: int) -> str:
    """Return a small number as a word, a larger one in digits."""
    return SMALL[number] if number < len(SMALL) else f"{number:,}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return `one member`, `19 members`, `no member`."""
    noun = one if number in (0, 1) else many or f"{one}s"
    return f"{in_words(number)} {noun}"


def numbered(number: int, noun: str) -> str:
    """Return `1 month`, `24 months`: always in digits."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(text: str) -> str:
    """Return the text with a capital at the start and a full stop at the end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def lowered(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return f"{title[:1].lower()}{title[1:]}"


def thousands(number: float) -> str:
    """Return a whole number with separators: 14,200."""
    return f"{round(number):,}"


def rounded(number: float) -> str:
    """Return a number rounded to three significant digits, since no figure of a plan deserves more."""
    if abs(number) < 100:
        return f"{number:.0f}"
    digits = len(str(int(abs(number)))) - 3
    return f"{round(number, -max(digits, 0)):,.0f}"


def said_by(parts: Sequence[tuple[int, str, str]], noun: str = "member") -> str:
    """Return who does what, the noun named once: `one member says no, five attach conditions and 19 have not said`.

    Each part is a number, what one does and what many do; parts with nobody in them are left out.
    """
    words: list[str] = []
    for number, one, many in parts:
        if number:
            who = in_words(number) if words else counted(number, noun)
            words.append(f"{who} {one if number == 1 else many}")
    return listed(words)


def percent(chance: float) -> str:
    """Return a chance in whole per cent, never as certain as 0 or 100."""
    return "below 1 %" if chance < 0.01 else "above 99 %" if chance > 0.99 else f"{chance:.0%}".replace("%", " %")
