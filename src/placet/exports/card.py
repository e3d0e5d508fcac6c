"""A share card: a verdict in a short text, and as a picture of 1200 x 630 for those who pass it on.

No word is clipped: lines are broken by widths that are at least those of the font, and the type shrinks until all fits.
What does not fit even then is left out as a whole, and the text beside the picture has it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from html import escape

from placet.assessment import Assessment
from placet.brief.safe import plain
from placet.charts.theme import FONT, INK, LINE, OPEN, SHUT, SOFT
from placet.days import in_words

WIDE, HIGH, MARGIN = 1200, 630, 56
COLOUR = {"open": OPEN, "shut": SHUT, "unknown": SOFT}
SIGN = {"open": "✓", "shut": "✕", "unknown": "?"}


def text(assessment: Assessment) -> str:
    """Return the short text: the verdict, each gate, the day, and that it is nobody's official position."""
    a = assessment
    gates = [f"{SIGN[gate.state]} {gate.title}: {gate.state}. {gate.sentence}" for gate in a.gates.values()]
    changed = [f"What if {', '.join(f'{place}={to}' for place, to in a.changes.items())}."] if a.changes else []
    chance = [a.together.sentence] if a.together else []
    foot = f"{a.title}. As of {in_words(a.as_of)}, from {len(a.claims)} claims with their sources. Made with Placet."
    return plain("\n".join([a.sentence, *changed, "", *gates, *chance, "", foot])) + "\n"


@dataclass(frozen=True)
class Line:
    """One line of the picture."""

    text: str
    size: float
    x: float
    y: float
    colour: str
    bold: bool = False
    sign: str = ""
    """The state whose sign is drawn before it. It is drawn, not written: few fonts have a tick."""


def sign(line: Line) -> str:
    """Return the sign of a state as a shape, before a line."""
    side = line.size * 0.62
    x, y = line.x - line.size * 1.15, line.y - side
    if line.sign == "open":
        path = (
            f"M{x:.1f} {y + side * 0.55:.1f} l{side * 0.35:.1f} {side * 0.4:.1f} l{side * 0.65:.1f} {-side * 0.9:.1f}"
        )
    elif line.sign == "shut":
        path = f"M{x:.1f} {y:.1f} l{side:.1f} {side:.1f} m0 {-side:.1f} l{-side:.1f} {side:.1f}"
    else:
        path = f"M{x:.1f} {y + side / 2:.1f} h{side:.1f}"
    return f'<path d="{path}" fill="none" stroke="{line.colour}" stroke-width="{line.size * 0.16:.1f}"/>'


def svg(assessment: Assessment) -> str:
    """Return the picture as SVG: the verdict, and a row for each gate with its state as sign, word and colour."""
    lines = fitted(assessment)
    signs = [sign(line) for line in lines if line.sign]
    marks = [
        f'<rect x="0" y="0" width="14" height="{HIGH}" fill="{COLOUR[assessment.state]}"/>',
        f'<rect x="{MARGIN}" y="{HIGH - 70}" width="{WIDE - 2 * MARGIN}" height="1.5" fill="{LINE}"/>',
    ]
    written = [
        f'<text x="{line.x:.1f}" y="{line.y:.1f}" font-size="{line.size:.1f}" fill="{line.colour}"'
        f"{' font-weight=' + chr(34) + '700' + chr(34) if line.bold else ''}>{escape(line.text)}</text>"
        for line in lines
    ]
    said = escape(" ".join(plain(f"{assessment.sentence} {assessment.title}").split()), quote=True)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" '
            f'role="img" aria-label="{said}" font-family="{FONT}">',
            f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
            *marks,
            *signs,
            *written,
            "</svg>\n",
        ]
    )


def png(assessment: Assessment) -> bytes:
    """Return the picture as PNG."""
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(svg(assessment), scale=1)
    return drawn


def fitted(assessment: Assessment) -> list[Line]:
    """Return the lines of the picture in the largest type in which all of them fit."""
    for more in (2, 1, 0):
        for step in range(20):
            lines, bottom = laid_out(assessment, 1 - 0.03 * step, more)
            if bottom <= HIGH - 96:
                return lines
    lines, _ = laid_out(assessment, 0.43, 0, most_lines=8)
    return [line for line in lines if line.y <= HIGH - 96 or line.y > HIGH - 70]


def laid_out(assessment: Assessment, scale: float, more: int, *, most_lines: int = 99) -> tuple[list[Line], float]:
    """Return the lines at a scale, and where they end; `more`: 2 gates with their sentences, 1 gates, 0 the verdict."""
    a = assessment
    room = WIDE - 2 * MARGIN
    title = broken(a.title, 26 * scale, room, bold=False)[:most_lines]
    lines, y = down(title, 26 * scale, MARGIN, MARGIN - 24, SOFT)
    verdict = broken(a.sentence, 50 * scale, room, bold=True)
    lines_of_verdict, y = down(verdict[:most_lines], 50 * scale, MARGIN, y + 34 * scale, INK, bold=True)
    lines += lines_of_verdict
    y += 16 * scale
    for gate in a.gates.values() if more else ():
        size = 27 * scale
        head = broken(f"{gate.title}: {gate.state}", size, room - 34, bold=True)
        row, y = down(head, size, MARGIN + 34, y + 14 * scale, COLOUR[gate.state], bold=True)
        lines += [replace(row[0], sign=gate.state), *row[1:]]
        if more == 2:
            row, y = down(broken(gate.sentence, size * 0.85, room - 34, bold=False), size * 0.85, MARGIN + 34, y, SOFT)
            lines += row
    foot = f"As of {in_words(a.as_of)}, from what had been published by then. Placet"
    lines.append(Line(foot, 22, MARGIN, HIGH - 32, SOFT))
    return lines, y


def down(
    words: list[str], size: float, x: float, y: float, colour: str, *, bold: bool = False
) -> tuple[list[Line], float]:
    """Return lines below each other from a height on, and the height below the last."""
    made = []
    for one in words:
        y += size * 1.25
        made.append(Line(one, size, x, y, colour, bold))
    return made, y


def broken(words: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Return a text in lines of at most a width; a word that is wider is broken."""
    lines = [""]
    for word in " ".join(plain(words).split()).split(" "):
        rest = word
        joint = " " if lines[-1] else ""
        if width(lines[-1] + joint + rest, size, bold=bold) <= room:
            lines[-1] += joint + rest
            continue
        if lines[-1]:
            lines.append("")
        while width(rest, size, bold=bold) > room:
            part = next(n for n in range(len(rest), 0, -1) if n == 1 or width(rest[:n], size, bold=bold) <= room)
            lines[-1] = rest[:part]
            rest = rest[part:]
            lines.append("")
        lines[-1] = rest
    return [line for line in lines if line]


EM = {
    **dict.fromkeys("iIjl|.,:;'!", 0.30),
    **dict.fromkeys('frt()[]{}/\\- "`*', 0.42),
    **dict.fromkeys("mMwWQOG@%", 1.02),
}
"""Widths in em of Arial and its metric equals, rounded up."""

COVERED = (0x52F, range(0x2010, 0x2044))
"""What the font has: Latin, Greek and Cyrillic letters up to the first, and the dashes and quotation marks."""


def width(words: str, size: float, *, bold: bool) -> float:
    """Return a width that the text has at most, in the unit of the size."""
    total = 0.0
    for letter in words:
        if letter in EM:
            total += EM[letter]
        elif letter.isascii():
            total += 0.73 if letter.isupper() else 0.60
        elif unicodedata.combining(letter):
            continue
        else:
            total += 1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.95
    # A letter that the font lacks turns the whole line to another font, and those are wider.
    other = any(ord(letter) > COVERED[0] and ord(letter) not in COVERED[1] for letter in words)
    return total * size * (1.06 if bold else 1.0) * (1.25 if other else 1.0)
