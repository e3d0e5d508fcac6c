"""Vega-Lite to SVG, in this process. The renderer is imported when the first chart is drawn."""

from __future__ import annotations

import re

from placet.charts.theme import VARIABLES, Spec

VEGA_LITE = "6.4"


def svg(spec: Spec, *, label: str | None = None, name: str = "chart") -> str:
    """Return a chart as one `<svg>` element, without its frame: the page sets title and source in its own type.

    Parameters
    ----------
    spec
        A framed specification.
    label
        What a screen reader says of the picture; nothing: its finding.
    name
        Goes before the ids within the picture, so that several pictures stand on one page.

    The colours of the theme become CSS variables with themselves as fallback; the background stays clear.
    """
    import vl_convert

    finding = spec["title"]["text"]
    drawn = {name: part for name, part in spec.items() if name != "title"}
    text: str = vl_convert.vegalite_to_svg(drawn, vl_version=VEGA_LITE)
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", text)
    for colour, variable in VARIABLES.items():
        text = text.replace(f'"{colour}"', f'"var(--{variable}, {colour})"')
    text = re.sub(r' (?:role="graphics-[^"]*"|aria-roledescription="[^"]*")', "", text)
    text = _named(text, re.sub(r"[^A-Za-z0-9-]", "-", name))
    width = re.search(r'<svg[^>]*? width="([\d.]+)"', text)
    limit = f' style="max-width:{float(width[1]):.0f}px"' if width else ""
    said = _escaped(label or finding)
    return re.sub(r"<svg ", lambda _: f'<svg role="img" aria-label="{said}"{limit} ', text, count=1)


def _named(text: str, name: str) -> str:
    """Return the picture with ids of its own: Vega counts them through all pictures of a process."""
    ids: dict[str, str] = {}
    for found in re.findall(r'\bid="([^"]+)"', text):
        ids.setdefault(found, f"{name}-{len(ids)}")
    return re.sub(r'(\bid="|url\(#)([^")]+)', lambda match: match[1] + ids.get(match[2], match[2]), text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
