"""`placet add` on the command line: what it says, its exit codes, its JSON."""

from __future__ import annotations

import importlib
import json

import pytest
from pages_in_our_words import PARAGRAPHS, TODAY, entry, rss

from placet.cli import shell
from placet.errors import UsageError
from placet.extras import needed


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Let the command line run on the tests' day."""
    monkeypatch.setattr(shell, "today", lambda: TODAY)


@pytest.fixture
def article(tmp_path):
    """Return a file with an article."""
    path = tmp_path / "article.txt"
    path.write_text("\n\n".join(["Ministers meet", *PARAGRAPHS]))
    return path


def test_an_article_is_kept_once(run, dossier, article):
    code, out, err = run("add", dossier, article, "--publisher", "The Courier", "--day", "2026-05-15")
    first, *_, last = out.splitlines()
    assert (0, "") == (code, err)
    assert (
        "kept      kept as 2026-05-15-the-courier-ministers-meet: 'Ministers meet', The Courier, 15 May 2026 (stated), "
        "en, 108 words."
    ) == first
    assert last.startswith("1 kept")
    assert (0, "1 already there.\n") == (lambda found: (found[0], found[1][found[1].index("\n") + 1 :]))(
        run("add", dossier, article, "--publisher", "The Courier")
    )
    assert 0 == run("check", dossier)[0]


def test_json_has_every_outcome(run, dossier, article):
    code, out, _ = run("add", dossier, article, "missing.html", "--publisher", "The Courier", "--json")
    kept, refused = json.loads(out)
    assert 2 == code
    assert ("kept", "2026-05-18", "inferred", "en") == tuple(
        kept[n] for n in ("what", "published", "basis", "language")
    )
    assert ("refused", "there is no file missing.html") == (refused["what"], refused["said"])


def test_a_dry_run_says_so_and_writes_nothing(run, dossier, article):
    code, out, _ = run("add", dossier, article, "--publisher", "The Courier", "--dry-run")
    assert 0 == code
    assert out.splitlines()[-1].startswith("Would be: 1 kept")
    assert not list((dossier / "sources").glob("2026-05-18*"))


def test_a_long_feed_is_shown_in_part(run, dossier, tmp_path):
    (tmp_path / "feed.xml").write_bytes(rss(*(entry(n, f"{PARAGRAPHS[n % 5]} Item {n}.") for n in range(40))))
    _, out, _ = run("add", dossier, tmp_path / "feed.xml")
    assert 30 == sum(line.startswith("kept ") for line in out.splitlines())
    assert out.splitlines()[-1].startswith("40 kept")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "placet: name what to add: files or web addresses\n"),
        (
            ("a", "b", "--day", "2026-05-15"),
            "placet: --title, --day and --address speak of one article; add the others in calls of their own\n",
        ),
        (
            ("a", "--day", "15.5.2026"),
            "placet: '15.5.2026' is not a day; write it as year-month-day, like 2026-05-18\n",
        ),
        (("a", "--day", "2031-01-01"), "placet: 2031-01-01 lies ahead: nothing was published after 2026-05-18\n"),
        (("a", "--language", "English"), "placet: 'English' is no language; write its two letters, like en\n"),
        (
            ("a", "--address", "javascript:alert(1)"),
            "placet: 'javascript:alert(1)' is no web address; it begins with https://\n",
        ),
    ],
)
def test_wrong_use_is_one_line(run, dossier, words, said):
    assert (2, "", said) == run("add", dossier, *words)


def test_a_folder_that_is_no_dossier(run, tmp_path, article):
    code, _, err = run("add", tmp_path, article)
    assert 1 == code
    assert f"there is no dossier.yaml in the folder {tmp_path}" in err


def test_a_dossier_that_cannot_be_written_is_named(run, dossier, article):
    (dossier / "sources" / "raw").write_text("in the way")
    code, _, err = run("add", dossier, article, "--publisher", "The Courier")
    assert 3 == code
    assert err.startswith(f"placet: cannot write {dossier}/sources/raw/")


def test_without_the_extras_the_way_to_them_is_said(monkeypatch):
    def missing(name: str) -> object:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(UsageError) as wrong:
        needed("trafilatura")
    assert 'this needs the extras: ./run extras (or pip install "placet[extras]")' == str(wrong.value)
