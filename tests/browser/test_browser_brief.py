"""The saved brief in a real browser: nothing overflows, nothing is clipped, nothing is asked of the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import invented
import pytest

from placet.brief.compose import compose

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip
if not BROWSER and not os.environ.get("PLACET_NEED_BROWSER"):
    pytest.skip("no chromium on this machine; with PLACET_NEED_BROWSER=1 this is a failure", allow_module_level=True)

LONG = "Hochschulrahmengesetzänderungsverordnung" * 2
WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the invented brief, and one with very long words, as files."""
    folder = tmp_path_factory.mktemp("briefs")
    members = [m.model_copy(update={"name": f"{m.name} {LONG}", "conditions": [LONG]}) for m in invented.stances()]
    readings = [r.model_copy(update={"title": f"{r.title} {LONG}"}) for r in invented.condition().readings]
    plan = invented.plan(sentence=LONG)
    long = invented.assessment(
        title=LONG, sentence=f"Not open. {LONG}", plan=plan, unknown=[LONG],
        gates={"vote": invented.vote(members=members, title=LONG), "ceasefire": invented.condition(readings=readings)},
    )  # fmt: skip
    return {
        "plain": compose(invented.assessment()).save(folder / "plain.html"),
        "long": compose(long).save(folder / "long.html"),
    }


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Return each colour scheme."""
    return str(request.param)


def opened(browser: Any, file: Path, width: int, *, scheme: str = "light", scripts: bool = True) -> Any:
    """Return the file in a new page; `problems` and `requests` are lists on it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts, offline=True
    )
    page = context.new_page()
    page.problems, page.requests = [], []
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda request: page.requests.append(request.url))
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["plain", "long"])
def test_nothing_is_wider_than_the_window(browser: Any, briefs: dict[str, Path], name: str, width: int) -> None:
    page = opened(browser, briefs[name], width)

    assert width >= page.evaluate("document.documentElement.scrollWidth")
    page.context.close()


CLIPPED = """() => [...document.querySelectorAll('figure svg')].filter(svg => svg.clientWidth).flatMap(svg => {
  const frame = svg.getBoundingClientRect(), slack = 1.5;
  return [...svg.querySelectorAll('text')].filter(text => text.textContent.trim()).filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - slack || box.right > frame.right + slack ||
           box.top < frame.top - slack || box.bottom > frame.bottom + slack;
  }).map(text => text.textContent);
})"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["plain", "long"])
def test_no_text_of_a_chart_is_cut(browser: Any, briefs: dict[str, Path], name: str, width: int) -> None:
    page = opened(browser, briefs[name], width)

    assert page.locator("figure svg:visible").count() > 4
    assert [] == page.evaluate(CLIPPED)
    page.context.close()


COVERED = """() => [...document.querySelectorAll('figure svg')].filter(svg => svg.clientWidth).flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim())
    .map(text => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([a, one], n) => boxes.slice(n + 1).filter(([b, two]) =>
    Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2 &&
    Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 4).map(([b]) => a + ' / ' + b));
})"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_of_a_chart_covers_another(browser: Any, briefs: dict[str, Path], width: int) -> None:
    page = opened(browser, briefs["plain"], width)

    assert [] == page.evaluate(COVERED)
    page.context.close()


def test_the_page_is_quiet_and_asks_for_nothing(browser: Any, briefs: dict[str, Path]) -> None:
    page = opened(browser, briefs["plain"], 1280)

    assert [briefs["plain"].as_uri()] == [url for url in page.requests if not url.startswith("data:")]
    assert [] == page.problems
    page.context.close()


def test_the_font_is_the_one_in_the_page(browser: Any, briefs: dict[str, Path]) -> None:
    page = opened(browser, briefs["plain"], 1280)
    page.evaluate("document.fonts.ready.then(() => true)")

    assert page.evaluate("[...document.fonts].some(f => f.family === 'Arimo' && f.status === 'loaded')")
    page.context.close()


CONTRAST = """selector => [...document.querySelectorAll(selector)].map(one => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  let behind = one;
  while (behind && rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const paper = behind ? rgb(getComputedStyle(behind).backgroundColor) : [255, 255, 255];
  const [a, b] = [light(rgb(getComputedStyle(one).color)), light(paper)].sort((x, y) => y - x);
  return [one.className + ' ' + one.textContent.trim().slice(0, 20), (a + 0.05) / (b + 0.05)];
})"""


@pytest.mark.parametrize(
    "selector", [".tile", ".swatch", ".kind", ".meta", ".note", ".source", ".more", "a", ".warning"]
)
def test_text_can_be_read(browser: Any, tmp_path: Path, scheme: str, selector: str) -> None:
    positions = ["yes", "if", "abstain", "declared", "no", "unclear", "unknown"]
    members = [
        m.model_copy(update={"position": positions[n % 7], "conditions": []}) for n, m in enumerate(invented.stances())
    ]
    gate = invented.vote(members=members, counts=invented.counts_of(members), blockers=["CZ"])
    file = compose(invented.assessment(gates={"vote": gate}, changes={"vote.HU": "yes"})).save(tmp_path / "b.html")
    page = opened(browser, file, 1280, scheme=scheme)
    found = page.evaluate(CONTRAST, selector)

    assert found
    assert [] == [(words, ratio) for words, ratio in found if ratio < 4.5]
    page.context.close()


def test_without_scripts_everything_is_there(browser: Any, briefs: dict[str, Path]) -> None:
    page = opened(browser, briefs["plain"], 1280, scripts=False)

    assert 27 == page.locator(".tile").count()
    assert page.locator("summary", has_text="11 unclear").is_visible()
    page.locator("summary", has_text="11 unclear").click()
    assert page.locator("#m-DE").is_visible()
    page.context.close()


def test_a_tile_can_be_reached_and_says_the_whole_position(browser: Any, briefs: dict[str, Path]) -> None:
    page = opened(browser, briefs["plain"], 390)
    tile = page.get_by_role("link", name="HU Hungary: no; blocks")
    tile.focus()
    box = tile.bounding_box()

    assert "#m-HU" in page.evaluate("document.activeElement.getAttribute('href')")
    assert box["width"] >= 24
    assert box["height"] >= 24
    page.context.close()


def test_print_shows_what_is_folded(browser: Any, briefs: dict[str, Path]) -> None:
    page = opened(browser, briefs["plain"], 800)
    page.emulate_media(media="print")

    assert page.evaluate("document.querySelector('#m-DE').getBoundingClientRect().height") > 0
    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.context.close()
