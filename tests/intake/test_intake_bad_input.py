"""Bad input: one clear message each, nothing executed, nothing lost."""

from __future__ import annotations

import io
import json
import sys

import pytest
from pages_in_our_words import PARAGRAPHS, entry, page, rss
from test_intake_store import agency, errors_of, pdf

from placet.dossier.read import sources
from placet.errors import UsageError
from placet.intake import apart
from placet.intake.decoding import decoded
from placet.intake.item import Raw, Refused, Stated, one_line
from placet.intake.kinds import items_in, kind_of
from placet.intake.page import fragment_text
from placet.intake.store import add

TEXT = "\n\n".join(PARAGRAPHS)


def encrypted(content: bytes) -> bytes:
    """Return a PDF with a password."""
    pypdf = pytest.importorskip("pypdf", reason="the extras are not installed")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title><item><title>x</title></item></channel></rss>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title><item><title>x</title></item></channel></rss>"""
ENTITIES = "the feed declares entities of its own, which can unfold without end; it is not read"
SCANNED = "the PDF has no text, only pictures of it; read it with a text recognition and add the .txt file"
LOCKED = "the PDF is encrypted; save it again without a password, or add its text as a .txt file"
HALF = "this is no JSON: Expecting value: line 1 column 32 (char 31)"
SAVE = "Save the article's text as a .txt file and add that"

REFUSED = [
    ("empty.html", b"", "empty.html is empty"),
    ("blank.txt", b" \n\t ", "blank.txt is empty"),
    ("nothing.html", b"<html><body></body></html>", f"nothing.html: there is no article text on the page. {SAVE}"),
    (
        "deep.html",
        b"<html><body>" + b"<div>" * 100_000 + TEXT.encode() + b"</div>" * 100_000,
        f"deep.html: there is no article text on the page. Its parts lie inside each other too deeply. {SAVE}",
    ),
    ("bomb.xml", BOMB, f"bomb.xml: {ENTITIES}"),
    ("external.xml", EXTERNAL, f"external.xml: {ENTITIES}"),
    ("wide.xml", BOMB.decode().encode("utf-16"), f"wide.xml: {ENTITIES}"),
    ("none.xml", rss(), "none.xml: there is no entry in the feed"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "picture.png is no text: a page, a paper or a feed is needed"),
    ("picture.pdf", pdf(), f"picture.pdf: {SCANNED}"),
    ("word.pdf", encrypted(pdf(TEXT[:80])), f"word.pdf: {LOCKED}"),
    ("half.json", b'{"uri": "urn:x:1", "headline": ', f"half.json: {HALF}"),
    ("list.json", b'{"a": 1}', "list.json: this JSON is no ninjs: an object with `uri`, or a list of them, is needed"),
    ("no-body.json", agency(body_text="").encode(), "Member weighs a yes has no text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_refused_in_one_line_and_the_others_go_on(dossier, bring, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT)
    bad, good = bring(tmp_path / name, tmp_path / "good.txt", publisher="The Courier")
    assert ("refused", said) == (bad.what, bad.said)
    assert "kept" == good.what
    assert 1 == len(list((dossier / "sources" / "raw").glob("*.txt"))) - 1  # and its README.txt
    assert [] == errors_of(dossier)


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.7\n" + b"1 0 obj <<" * 500, pdf(TEXT[:80])[:300]])
def test_a_broken_pdf_is_refused(bring, tmp_path, content):
    (tmp_path / "broken.pdf").write_bytes(content)
    [one] = bring(tmp_path / "broken.pdf", publisher="The Courier")
    assert "refused" == one.what
    assert one.said.startswith("broken.pdf: the PDF ")


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("a.html", 50_000_000, "{} has 50.0 MB; the most that is read is 40 MB"),
        ("a.html", 10_000_001, "a.html has 10.0 MB; the most that is read of html is 10 MB"),
        ("a.txt", 1_000_001, "a.txt has 1.0 MB; the most that is read of text is 1 MB"),
    ],
)
def test_too_much_is_refused_by_its_size(bring, tmp_path, name, size, said):
    file = tmp_path / name
    file.write_bytes(b"<html><body><p>word</p>".ljust(100) if name.endswith("html") else b"word ".ljust(100))
    with file.open("ab") as more:
        more.truncate(size)
    [one] = bring(file, publisher="The Courier")
    assert ("refused", said.format(file)) == (one.what, one.said)


def test_what_is_no_file_is_named(bring, tmp_path):
    folder, missing, strange = bring(tmp_path, tmp_path / "missing.html", "a\0b")
    assert f"{tmp_path} is a folder; name the files in it" == folder.said
    assert f"there is no file {tmp_path}/missing.html" == missing.said
    assert "refused" == strange.what


def test_a_page_that_keeps_its_reader_busy_is_left():
    """A million paragraphs take the extraction many minutes; its process is ended."""
    raw = Raw(b"<html><body><article>" + b"<p>a</p>" * 1_000_000, "busy.html")
    with pytest.raises(Refused) as refused:
        apart.items_of(raw, most_seconds=1.5)
    assert ("busy.html cannot be read within 1.5 seconds; save the article's text as a .txt file and add that") == str(
        refused.value
    )


def test_a_reader_that_dies_is_named(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Refused, match=r"a\.html cannot be read: its reader ended with code 1"):
        apart.items_of(Raw(page().encode(), "a.html"))


def test_a_paywall_stub_is_kept_with_a_caution(bring, web):
    stub = page(*PARAGRAPHS[:2], "Subscribe now to continue reading this article.")
    [one] = bring(web.put("/a", stub))
    assert "kept" == one.what
    assert any(caution.startswith("Behind a paywall: only the first ") for caution in one.cautions)
    [whole] = bring(web.put("/b", page(*PARAGRAPHS, *(f"{p} {p[::-1]}" for p in PARAGRAPHS), "Subscribe now")))
    assert not any("paywall" in caution for caution in whole.cautions)


# Encodings


@pytest.mark.parametrize(
    ("content", "charset", "text", "caution"),
    [
        ("Kőrösi úr".encode(), "", "Kőrösi úr", ""),
        ("Kőrösi úr".encode("iso-8859-2"), "iso-8859-2", "Kőrösi úr", ""),
        (b'<meta charset="windows-1251">' + "Київ".encode("cp1251"), "", '<meta charset="windows-1251">Київ', ""),
        ("Kőrösi".encode("utf-16"), "utf-8", "Kőrösi", ""),
        ("Kőrösi".encode(), "iso-8859-1", "Kőrösi", ""),
        (b"caf\xe9", "latin-1", "café", ""),
        (b"a\x00b", "", "a\x00b", "1 zero bytes were left out."),
        ("é – „x” é".encode() * 20 + b"\xff", "utf-8", "é – „x” é" * 20 + "\ufffd", "1 bytes fit no encoding"),
        ("Ã©tÃ© dâ€™Ã©tÃ©".encode(), "", "Ã©tÃ© dâ€™Ã©tÃ©", "Letters look encoded twice"),
    ],
)
def test_bytes_become_text_and_doubts_are_said(content, charset, text, caution):
    found = decoded(content, charset)
    assert text == found.text
    assert (caution != "") == bool(found.cautions)
    assert " ".join(found.cautions).startswith(caution)


def test_a_guessed_encoding_is_a_caution(bring, tmp_path):
    french = "Les ministres se sont réunis à Ålborg et ont parlé de la formation des soldats à l'étranger. " * 3
    (tmp_path / "a.txt").write_bytes(french.encode("cp1252"))
    [one] = bring(tmp_path / "a.txt", publisher="Le Courrier")
    assert "fr" == one.language
    assert any(caution.startswith("The encoding is a guess: ") for caution in one.cautions)


def test_zero_bytes_and_control_characters_are_left_out(dossier, bring, tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.replace("spoke", "sp\x00oke \x1b[31m\x9b").encode())
    [one] = bring(tmp_path / "a.txt", publisher="The Courier")
    text = sources(dossier)[0][one.source].text
    assert "spoke [31m" in text
    assert [] == errors_of(dossier)


# Injection


EVIL = "<script>alert(1)</script>\x1b]0;owned\x07\u202etxt.exe"


def test_scripts_and_control_codes_in_titles_stay_text(dossier, bring, tmp_path):
    escaped = EVIL.replace("<", "&lt;").replace(">", "&gt;").replace("\x1b", "&#27;").replace("\x07", "&#7;")
    (tmp_path / "a.html").write_text(page(title=escaped))
    (tmp_path / "b.json").write_text(agency(headline=EVIL, copyrightholder=EVIL))
    (tmp_path / "c.xml").write_bytes(
        rss(entry(1, "Text &lt;style&gt;*{}&lt;/style&gt; of it.").replace("Item 1", escaped))
    )
    found = bring(tmp_path / "a.html", tmp_path / "b.json", tmp_path / "c.xml", publisher="")
    for one in found:
        assert "refused" != one.what or "publisher" in one.said
        assert not {"\x1b", "\x07", "\u202e"} & set(one.title + one.said + one.publisher)
    assert [] == errors_of(dossier)
    for path in (dossier / "sources").glob("*.md"):
        assert not {"\x1b", "\x07", "\u202e"} & set(path.read_text().partition("\n---\n")[0])


def test_a_title_cannot_write_into_the_head(dossier, bring, tmp_path):
    (tmp_path / "a.json").write_text(agency(headline="x\n---\nwithdrawn: 2000-01-01\n\"'#: &*!|>%@`{}[]"))
    [one] = bring(tmp_path / "a.json")
    head = sources(dossier)[0][one.source].head
    assert "x --- withdrawn: 2000-01-01 \"'#: &*!|>%@`{}[]" == head.title
    assert head.withdrawn is None


def test_a_name_from_outside_cannot_leave_the_folder(dossier, bring, tmp_path):
    (tmp_path / "a.json").write_text(agency(headline="../../etc/x", copyrightholder="../..//.hidden"))
    [one] = bring(tmp_path / "a.json")
    assert "2026-05-10-hidden-etc-x" == one.source
    assert (dossier / "sources" / f"{one.source}.md").exists()


def test_one_line_has_no_hidden_characters():
    assert "a b c" == one_line("a\n\tb\x00\u2028c\u200b\ufeff")
    assert 300 == len(one_line("x" * 400))


def test_a_fragment_hands_over_its_text_alone():
    nested = "<b>" * 5_000 + "deep" + "</b>" * 5_000
    assert "One\n\ntwo & three" == fragment_text(
        "<p onclick=x()>One</p><style>p{}</style><script>x()</script>two &amp; three"
    )
    assert "" == fragment_text("<script>x()</script>")
    assert fragment_text(nested) in ("deep", "")


def test_json_that_nests_without_end_is_refused():
    with pytest.raises(Refused, match="this is no JSON"):
        items_in("ninjs", b'{"uri": ' + b"[" * 200_000)


# Days, languages, publishers


def test_a_stated_day_that_lies_ahead_is_refused(dossier):
    from datetime import date

    with pytest.raises(UsageError) as wrong:
        list(add(dossier, ["a.txt"], today=date(2026, 5, 18), stated=Stated(day=date(2031, 1, 1))))
    assert "2031-01-01 lies ahead: nothing was published after 2026-05-18" == str(wrong.value)


def test_what_nobody_states_is_asked_for(bring, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("Ja, ja.")
    assert "a.txt does not say who published it: give --publisher" == bring(tmp_path / "a.txt")[0].said
    [short] = bring(tmp_path / "b.txt", publisher="The Courier")
    assert "b.txt is too short to tell its language: give --language" == short.said


# Long feeds


def test_a_feed_of_many_entries_is_read_with_progress(bring, dossier, tmp_path):
    seen: list[tuple[int, int]] = []
    feed = rss(*(entry(n, f"{PARAGRAPHS[n % 5]} It was item {n}.") for n in range(300)))
    (tmp_path / "feed.xml").write_bytes(feed)
    kept = bring(tmp_path / "feed.xml", progress=lambda number, of: seen.append((number, of)))
    assert [(n, 300) for n in range(1, 301)] == seen
    assert {"kept"} == {one.what for one in kept}
    assert 300 == len({one.source for one in kept})
    assert 2 == len(list((dossier / "sources" / "raw").iterdir()))  # the feed, once, and the note on rights


def test_more_entries_than_are_read_is_said():
    feed = rss("<item><title>x</title></item>" * 20_001)
    with pytest.raises(Refused, match="the feed has 20,001 entries; the most that is read is 20,000"):
        items_in("feed", feed)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (page().encode(), "x", "html"),
        (b"\xef\xbb\xbf" + page().encode(), "a.bin", "html"),
        (rss(entry(1, "x")), "feed", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "x", "feed"),
        (agency().encode(), "x.json", "ninjs"),
        (json.dumps([json.loads(agency())]).encode(), "x", "ninjs"),
        (pdf("x"), "x.txt", "pdf"),
        (b"# A head\n\nText", "x.md", "markdown"),
        (b"<p>A line about html in a text", "x.txt", "text"),
        (b"Just words", "x", "text"),
    ],
)
def test_the_kind_is_told_by_what_is_there(content, name, kind):
    assert kind == kind_of(Raw(content, name))
