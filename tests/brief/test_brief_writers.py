"""The brief as files: the Markdown golden, a page that asks for nothing, text from outside made harmless."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.assessment import Assessment
from placet.brief.compose import compose
from placet.brief.files import save_all, write
from placet.brief.markdown import escaped
from placet.brief.safe import plain, web_address
from placet.errors import OutputError, UsageError

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
MARKUP = (
    "[click](javascript:alert(3)) ![x](https://evil.example/x.png) `code` *bold* | cell |\n# head\n- item @everyone"
)
TURNED = "safe\u202egnp.exe\u202c"


def hostile() -> Assessment:
    """Return an assessment in which every text from outside attacks."""
    attack = f"{HOSTILE} {MARKUP} {TURNED}"
    claims = {
        "hu-red-line": invented.claim("hu-red-line", attack, attack, "vote.HU", quote=attack, publisher=attack,
                                      source_title=attack, address="javascript:alert(4)", caution=attack),
        "broad-support": invented.claim("broad-support", attack, attack, attack, quote=attack,
                                        address='https://example.org/"onmouseover="alert(5)'),
    }  # fmt: skip
    members = [
        m.model_copy(update={"name": attack, "conditions": [attack], "note": attack}) for m in invented.stances()
    ]
    vote = invented.vote(title=attack, sentence=attack, members=members, proposal_title=attack, note=attack)
    readings = [r.model_copy(update={"title": attack}) for r in invented.condition().readings]
    condition = invented.condition(title=attack, asks=attack, sentence=attack, readings=readings)
    plan = invented.plan(sentence=attack, waiting_sentence=attack, method=attack)
    return invented.assessment(
        title=attack, asks=attack, sentence=attack, summary=attack, changes={attack: attack}, claims=claims, plan=plan,
        gates={"vote": vote, "ceasefire": condition, "mandate": invented.clock()}, unknown=[attack], stale=[attack],
    )  # fmt: skip


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the invented assessment."""
    return compose(invented.assessment()).html()


@pytest.fixture(scope="module")
def attacked() -> str:
    """Return the page of the hostile assessment."""
    return compose(hostile()).html()


def test_the_markdown_is_its_golden(golden: Callable[[str, str], None]) -> None:
    """To record anew: PLACET_RECORD=1 ./run test tests/brief, then read the diff."""
    golden("brief.md", compose(invented.assessment()).markdown())


def test_nothing_is_asked_of_anywhere(page: str) -> None:
    for tag, attributes in Tags(page).tags:
        assert tag not in ("script", "iframe", "object", "embed", "img", "base", "form")
        assert not any(name.startswith("on") for name in attributes)
        if tag == "link":
            assert "data:," == attributes["href"]
    css = page[page.index("<style>") : page.index("</style>")]
    assert "@import" not in css
    assert all(address.startswith("data:font/woff2") for address in re.findall(r"url\(([^)]+)\)", css))


def test_a_policy_forbids_scripts_and_requests(page: str) -> None:
    policy = next(a["content"] for tag, a in Tags(page).tags if a.get("http-equiv") == "Content-Security-Policy")

    assert "default-src 'none'" in str(policy)
    assert "script-src" not in str(policy)


def test_the_page_has_language_title_skip_link_and_one_main_heading(page: str) -> None:
    tags = Tags(page).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h[1-6]", tag)]

    assert ("html", {"lang": "en"}) in tags
    assert "<title>Invented case: a training mission, as of 18 May 2026</title>" in page
    assert '<a class="skip" href="#brief">' in page
    assert 1 == levels.count(1)
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_links_leave_only_to_the_web_and_tell_nothing(page: str) -> None:
    links = [attributes for tag, attributes in Tags(page).tags if tag == "a"]

    assert links
    for link in links:
        href = str(link["href"])
        assert href.startswith(("#", "https://", "http://"))
        assert href.startswith("#") or "noopener" in str(link["rel"])


def test_hostile_text_stays_text_on_the_page(attacked: str) -> None:
    tags = Tags(attacked).tags

    assert not [tag for tag, _ in tags if tag in ("script", "img", "iframe")]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert not [a for tag, a in tags if tag == "a" and str(a["href"]).startswith("javascript")]
    assert "\u202e" not in attacked


def test_hostile_text_stays_text_in_markdown() -> None:
    text = compose(hostile()).markdown()

    assert "<script" not in text
    assert "<img" not in text
    assert not re.search(r"(?<!\\)\]\(javascript:", text)
    assert not re.search(r"(?<!\\)!\[", text)
    assert not re.search(r"^# head", text, re.M)
    assert "@everyone" not in text
    assert "\u202e" not in text


@given(st.text(max_size=80))
def test_markdown_shows_a_text_on_one_line_without_raw_html(text: str) -> None:
    shown = escaped(text)

    assert "\n" not in shown
    assert "<" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`|*]", shown)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org", " http://example.org"),
        ("#c-1", "#c-1"),
        (None, "javascript:alert(1)"),
        (None, "java\tscript:alert(1)"),
        (None, "data:text/html,x"),
        (None, "//example.org"),
        (None, "https://"),
        (None, "http://[broken"),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(expected: str | None, written: str) -> None:
    assert expected == web_address(written)


def test_marks_that_turn_the_text_are_taken_out() -> None:
    assert "safegnp.exe" == plain(TURNED)
    assert "שלום" == plain("שלום")


def test_a_brief_is_saved_by_its_suffix(tmp_path: Path) -> None:
    brief = compose(invented.assessment())

    assert brief.save(tmp_path / "deep" / "brief.md").read_text(encoding="utf-8") == brief.markdown()
    with pytest.raises(UsageError, match=r"brief\.pdf: a brief is written as \.html or \.md"):
        brief.save(tmp_path / "brief.pdf")


def test_all_three_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    written = save_all(invented.assessment(), tmp_path / "build")

    assert ["brief.html", "brief.md", "assessment.json"] == [path.name for path in written]
    assert sorted(written) == sorted((tmp_path / "build").iterdir())
    assert Assessment.model_validate_json(written[2].read_text(encoding="utf-8")) == invented.assessment()


def test_the_same_assessment_gives_the_same_page(page: str) -> None:
    assert page == compose(invented.assessment()).html()


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(OutputError, match=r"cannot write .*file.brief\.md: .*; choose another place with --out"):
        write(tmp_path / "file" / "brief.md", "text")
    (tmp_path / "brief.md").mkdir()
    with pytest.raises(OutputError):
        write(tmp_path / "brief.md", "text")
    assert ["brief.md", "file"] == sorted(path.name for path in tmp_path.iterdir())
