"""What becomes of articles, feeds and agency items: heads, days, copies, changes, withdrawals, interrupted runs."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_in_our_words import PARAGRAPHS, TODAY, entry, page, rss

from placet.assess import assess
from placet.dossier.read import problems, read, sources
from placet.dossier.schema import Source
from placet.dossier.sources import source, text_sha256, trimmed, written
from placet.intake import shelf
from placet.intake.suggested import FILE, append, key_of, suggested

TEXT = "\n\n".join(PARAGRAPHS)


def errors_of(dossier):
    """Return the errors of a dossier; that sources are later than `read_until` is a warning."""
    return [problem for problem in problems(dossier) if problem.severity == "error"]


def head_of(dossier, name):
    return sources(dossier)[0][name].head


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with these lines."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Title (Note on training) /CreationDate (D:20260515100000Z) >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R /Info 5 0 R >>\n" % rows)
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


# Kinds


def test_a_page_becomes_a_source_and_the_dossier_stays_without_a_problem(dossier, bring, web):
    meta = (
        '<meta property="og:site_name" content="The Fjord Herald">'
        '<meta property="article:published_time" content="2026-05-15T08:00:00Z">'
    )
    [one] = bring(web.put("/2026/05/15/ministers", page(head=meta)))
    assert "kept" == one.what
    assert "2026-05-15-the-fjord-herald-ministers-meet-in-aalborg" == one.source
    head = head_of(dossier, one.source)
    assert ("The Fjord Herald", date(2026, 5, 15), "stated", "en", "original") == (
        head.publisher, head.published, head.published_basis, head.language, head.text,
    )  # fmt: skip
    assert head.extractor is not None
    assert head.extractor.startswith("trafilatura ")
    assert head.extractor.endswith(" favor_precision")
    raw = (dossier / "sources" / "raw" / str(head.raw)).read_bytes()
    assert page(head=meta).encode() == raw
    assert [] == errors_of(dossier)
    text = sources(dossier)[0][one.source].text
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "Home" not in text


def test_plain_text_markdown_and_pdf(dossier, bring, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.md").write_text(
        f"---\ntitle: A note\ndate: 2026-05-14\npublisher: The Isle Post\n---\n# Note\n\n{TEXT[50:]}"
    )
    (tmp_path / "c.pdf").write_bytes(pdf(*PARAGRAPHS))
    [text] = bring(tmp_path / "a.txt", publisher="The Courier", day=date(2026, 5, 12))
    [markdown] = bring(tmp_path / "b.md")
    [paper] = bring(tmp_path / "c.pdf", publisher="The Office")
    assert ("stated", date(2026, 5, 12), "en") == (text.basis, text.published, text.language)
    assert TEXT == sources(dossier)[0][text.source].text
    assert ("The Isle Post", "A note", date(2026, 5, 14)) == (markdown.publisher, markdown.title, markdown.published)
    assert ("Note on training", date(2026, 5, 15), "inferred") == (paper.title, paper.published, paper.basis)
    assert PARAGRAPHS[0] in sources(dossier)[0][paper.source].text.replace("\n", " ")
    assert "file:a.txt" == head_of(dossier, text.source).address
    assert [] == errors_of(dossier)


def test_a_feed_becomes_a_source_for_each_entry(dossier, bring, tmp_path):
    (tmp_path / "feed.xml").write_bytes(
        rss(
            *(entry(n, f"&lt;p&gt;{one}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;") for n, one in enumerate(PARAGRAPHS))
        )
    )
    kept = bring(tmp_path / "feed.xml")
    assert 5 == len(kept)
    assert {"kept"} == {one.what for one in kept}
    assert sorted(PARAGRAPHS) == sorted(sources(dossier)[0][one.source].text for one in kept)
    assert "herald-0" == head_of(dossier, kept[0].source).item
    assert ["there"] * 5 == [one.what for one in bring(tmp_path / "feed.xml")]
    assert [] == errors_of(dossier)


def test_the_pages_behind_entries_are_fetched_only_when_asked(dossier, bring, web, tmp_path):
    web.put("/1", page(*PARAGRAPHS))
    feed = rss(entry(1, PARAGRAPHS[0], link=web.address("/1")), entry(2, PARAGRAPHS[1], link=web.address("/gone")))
    (tmp_path / "feed.xml").write_bytes(feed)
    first = bring(tmp_path / "feed.xml")
    assert [] == web.asked
    assert PARAGRAPHS[0] == sources(dossier)[0][first[0].source].text
    page_of, without = bring(tmp_path / "feed.xml", follow=True)
    assert ("changed", "there") == (page_of.what, without.what)
    assert PARAGRAPHS[4] in sources(dossier)[0][page_of.source].text
    asked = len(web.asked)
    assert ["there", "there"] == [one.what for one in bring(tmp_path / "feed.xml", follow=True)]
    assert ["/gone"] == [path for path, _ in web.asked[asked:]]


# Days


@pytest.mark.parametrize(
    ("path", "stated", "day", "basis"),
    [
        ("/2026/05/14/a", "2026-05-15", date(2026, 5, 15), "stated"),
        ("/2026/05/14/a", "", date(2026, 5, 14), "from the address"),
        ("/a", "", TODAY, "inferred"),
        ("/a", "2031-01-01", TODAY, "inferred"),
    ],
)
def test_a_day_comes_with_its_basis(bring, web, path, stated, day, basis):
    head = f"<meta property='article:published_time' content='{stated}'>" if stated else ""
    [one] = bring(web.put(path, page(head=head)))
    assert (day, basis) == (one.published, one.basis)
    ahead = "It states the day 2031-01-01, which lay ahead when it was read on 2026-05-18; that day is taken."
    none = "No day is stated; it is the day on which it was read."
    assert ((ahead if stated else none,) if basis == "inferred" else ()) == one.cautions


# Copies


def test_a_copy_elsewhere_is_linked_to_its_original_and_suggests_nothing(dossier, bring, web):
    [first] = bring(web.put("/a", page()))
    [copy] = bring(web.put("/b", page(title="MINISTERS MEET, in Aalborg!")))
    assert first.source == copy.copy_of == head_of(dossier, copy.source).same_as
    assert 0 == copy.suggested
    assert "the same text" in copy.said
    assert head_of(dossier, first.source).same_as is None


def test_a_mirror_that_leaves_a_paragraph_out_is_a_near_copy_and_another_article_is_none(bring, web):
    [first] = bring(web.put("/a", page()))
    [mirror] = bring(web.put("/b", page(*PARAGRAPHS[:4], "Read more on our channel.")))
    [other] = bring(
        web.put(
            "/c",
            page(*(one[::-1] for one in PARAGRAPHS)),
        ),
        language="en",
    )
    assert first.source == mirror.copy_of
    assert "nearly the text" in mirror.said
    assert "" == other.copy_of


def test_the_same_address_in_another_writing_is_the_same_page(bring, web):
    bring(web.put("/a", page()))
    web.put("/a?utm_source=feed", page())
    [again] = bring(web.address("/a?utm_source=feed"))
    assert "there" == again.what


# Changes and withdrawals


def test_a_page_that_changed_after_it_was_quoted_is_kept_beside_the_old_snapshot(dossier, bring, web):
    [first] = bring(web.put("/a", page()))
    file = dossier / "sources" / f"{first.source}.md"
    before = file.read_bytes()
    whole = (dossier / "dossier.yaml").read_text()
    (dossier / "dossier.yaml").write_text(
        whole.replace(
            "claims:\n",
            f"""claims:
  guns:
    says: A minister ties the agreement to three quiet months.
    by: a minister
    about: vote
    kind: reported
    in: {first.source}
    quote: as soon as the guns had been silent
""",
            1,
        )
    )
    assert [] == errors_of(dossier)
    [second] = bring(web.put("/a", page(PARAGRAPHS[0], *PARAGRAPHS[2:])))
    assert "changed" == second.what
    assert (
        f"The page has changed since it was kept as {first.source}, which stays as it is; "
        "1 of the claims quote it: the words of guns no longer stand in the new text"
    ) in second.said
    assert first.source == head_of(dossier, second.source).replaces
    assert (TODAY, "inferred") == (second.published, second.basis)
    assert before == file.read_bytes()
    assert [] == errors_of(dossier)
    assert "there" == bring(web.address("/a"))[0].what


def agency(status: str = "usable", **more: str) -> str:
    """Return an item of an agency."""
    row = {
        "uri": "urn:agency.example:1", "pubstatus": status, "headline": "Member weighs a yes", "language": "en",
        "copyrightholder": "The Agency", "versioncreated": "2026-05-10T10:00:00Z", "body_text": TEXT, **more,
    }  # fmt: skip
    return json.dumps(row)


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_claims_of_a_withdrawn_item_count_no_more_from_that_day_on(dossier, bring, tmp_path, status):
    (tmp_path / "item.json").write_text(agency())
    [kept] = bring(tmp_path / "item.json")
    assert ("kept", "The Agency", "ninjs") == (kept.what, kept.publisher, head_of(dossier, kept.source).extractor)
    whole = (dossier / "dossier.yaml").read_text()
    (dossier / "dossier.yaml").write_text(
        whole.replace(
            "claims:\n",
            f"""claims:
  taken-back:
    says: A decision needs every member.
    by: The Agency
    about: vote
    kind: reported
    in: {kept.source}
    quote: A decision needs the voice of every member
""",
            1,
        )
    )
    (tmp_path / "item.json").write_text(agency(status, versioncreated="2026-05-16T10:00:00Z", body_text=""))
    before = (dossier / "sources" / f"{kept.source}.md").read_text()
    [taken] = bring(tmp_path / "item.json")
    assert "withdrawn" == taken.what
    after = (dossier / "sources" / f"{kept.source}.md").read_text()
    assert before == after.replace("withdrawn: 2026-05-16\n", "")
    folder = read(dossier)
    assert "taken-back" in assess(folder, as_of="2026-05-15", with_plan=False).claims
    later = assess(folder, as_of="2026-05-16", with_plan=False)
    assert "taken-back" not in later.claims
    assert [
        f"The Agency withdrew 'Member weighs a yes' ({kept.source}) on 16 May 2026: no longer counted: taken-back."
    ] == later.withdrawn
    assert [] == assess(folder, as_of="2026-05-15", with_plan=False).withdrawn
    assert "there" == bring(tmp_path / "item.json")[0].what


def test_an_item_that_was_never_kept_is_not_kept_when_it_is_withdrawn(bring, tmp_path):
    (tmp_path / "item.json").write_text(agency("canceled"))
    [one] = bring(tmp_path / "item.json")
    assert ("refused", "urn:agency.example:1 was withdrawn by its publisher, and was never kept") == (
        one.what,
        one.said,
    )


# Interrupted runs


@pytest.mark.parametrize("at", range(1, 14))
def test_a_run_that_ends_at_any_write_goes_on_without_loss_or_duplicates(dossier, bring, tmp_path, monkeypatch, at):
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss(*(entry(n, f"Hungary opposes item {n}. {one}") for n, one in enumerate(PARAGRAPHS))))
    whole, append_now, writes = shelf.whole, shelf.append, []

    def ends(original):
        def write(*given):
            writes.append(1)
            if len(writes) == at:
                raise KeyboardInterrupt
            return original(*given)

        return write

    monkeypatch.setattr(shelf, "whole", ends(whole))
    monkeypatch.setattr(shelf, "append", ends(append_now))
    with pytest.raises(KeyboardInterrupt) if at <= 12 else pytest.raises(AssertionError):
        bring(feed)
        raise AssertionError("it was not stopped")
    monkeypatch.setattr(shelf, "whole", whole)
    monkeypatch.setattr(shelf, "append", append_now)
    bring(feed)
    found = sources(dossier)[0]
    assert 5 == sum(one.head.item is not None for one in found.values())
    lines = (dossier / FILE).read_text().splitlines()
    assert len(lines) == len(suggested(dossier)) == len(set(lines))
    assert {row["source"] for row in suggested(dossier).values()} <= set(found)
    assert [] == errors_of(dossier)


@given(st.data())
def test_suggestions_cut_off_at_any_byte_are_completed_and_none_is_lost(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("lines")
    rows = [
        {"source": "a", "sha256": "0", "kind": "stance", "start": n, "end": n + 1, "quote": quote}
        for n, quote in enumerate(["x", "„ő”", "🙂", "line\u2028sep"])
    ]
    assert 4 == append(folder, rows, set())
    whole = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    append(folder, rows, set(suggested(folder)))
    assert {key_of(row) for row in rows} == set(suggested(folder))
    assert 0 == append(folder, rows, set(suggested(folder)))


def test_every_suggestion_stands_in_its_source(dossier, bring, tmp_path):
    said = "Hungary will not support the mission unless a ceasefire holds for 90 days. "
    (tmp_path / "a.txt").write_text("🙂 e\u0301 „Igen”\u00a0–\r\n\r\n" + said + TEXT)
    bring(tmp_path / "a.txt", publisher="The Courier")
    found = sources(dossier)[0]
    rows = list(suggested(dossier).values())
    assert rows
    for row in rows:
        assert found[row["source"]].head.sha256 == row["sha256"]
        assert row["quote"] == found[row["source"]].text[row["start"] : row["end"]]


def test_a_dry_run_writes_nothing(dossier, bring, web):
    before = sorted(path for path in dossier.rglob("*"))
    [one] = bring(web.put("/a", page()), dry_run=True)
    assert "kept" == one.what
    assert before == sorted(path for path in dossier.rglob("*"))


# The file of a source


@given(
    st.builds(
        Source,
        publisher=st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30),
        title=st.from_regex(r"[ -~]{1,40}", fullmatch=True).filter(str.strip),
        published=st.dates(date(1900, 1, 1), date(2200, 1, 1)),
        published_basis=st.sampled_from(["stated", "from the address", "inferred"]),
        address=st.sampled_from(["https://example.org/a?b=1&c=%20#d", "file:a%20b.txt", "http://ex.org/'\"{}[]:-"]),
        text=st.just("original"),
        language=st.just("en"),
        sha256=st.just("1" * 64),
        caution=st.none()
        | st.sampled_from(["yes", "null", "# no", "a: b", "- x", "'", "1e5", "~", "2026-05-18", "---"]),
        raw=st.none() | st.just("a" * 64 + ".html"),
    ),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
)
def test_what_is_written_is_read_again(head, text):
    found, wrong = source(written(head, text), "sources/a.md")
    assert [] == wrong
    assert found is not None
    assert (head, trimmed(text)) == (found.head, found.text)
    assert text_sha256(text) == text_sha256(found.text)
