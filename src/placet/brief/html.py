"""The brief as one page: no script, no request to anywhere, light and dark, screen and print."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from placet.brief.blocks import Chart, Document, Link, Tile, Words
from placet.brief.book import slug
from placet.brief.positions import SIGNS, place
from placet.brief.safe import plain, web_address
from placet.brief.words import language
from placet.charts import Spec, caption
from placet.charts.render import svg
from placet.days import in_words

LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212"
LATIN_EXT = "U+0100-0130,U+0132-0151,U+0154-017F,U+0218-021B,U+2116,U+20B4"


def html(document: Document) -> str:
    """Return the page."""
    page = _environment().get_template("brief.html")
    return page.render(document=document, css=Markup(_style())).strip() + "\n"


@cache
def _environment() -> Environment:
    from jinja2 import PackageLoader

    environment = Environment(
        loader=PackageLoader("placet.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda written: unbroken(plain(written)) if type(written) is str else written,
    )
    environment.globals.update(kind=lambda block: type(block).__name__, place=places, signs=SIGNS, caption=caption)
    environment.filters.update(web=web_address, picture=picture, runs=runs, slug=slug, day=in_words, tongue=language)
    return environment


def unbroken(text: str) -> str:
    """Return a text in which no line breaks between a figure and its per cent sign."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def runs(words: Words) -> list[str | Link]:
    """Return words as a list of texts and links."""
    return [run for run in (words if isinstance(words, tuple) else (words,)) if run]


def places(tiles: tuple[Tile, ...]) -> list[tuple[Tile, int, int]]:
    """Return each tile with its row and column on the grid, counted from one."""
    found, spare = [], 0
    for tile in tiles:
        row, column = place(tile.code, spare)
        spare += row >= 7
        found.append((tile, row + 1, column + 1))
    return found


def picture(chart: Chart, spec: Spec, part: str = "wide") -> Markup:
    """Return a chart as SVG. Vega escapes the words in it, but lets hidden characters pass."""
    words = caption(spec)
    return Markup(plain(svg(spec, label=f"{words.finding}. {words.measure}", name=f"{chart.anchor}-{part}")))


@cache
def _style() -> str:
    """Return the style sheet with the fonts in it."""
    static = files("placet.brief") / "static"
    faces = [
        _face(static, weight, part, unicode_range)
        for weight in (400, 700)
        for part, unicode_range in (("latin", LATIN), ("latin-ext", LATIN_EXT))
    ]
    return "\n".join([*faces, (static / "brief.css").read_text(encoding="utf-8")])


def _face(static: Any, weight: int, part: str, unicode_range: str) -> str:
    font = base64.b64encode((static / f"arimo-{part}-{weight}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:Arimo;font-weight:{weight};font-display:block;"
        f"src:url(data:font/woff2;base64,{font}) format('woff2');unicode-range:{unicode_range}}}"
    )
