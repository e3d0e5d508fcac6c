"""What leaves a dossier: annotations that stand, a table of DNA's columns, a card that clips nothing, a valid feed."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import zlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from placet import cli
from placet.assess import assess
from placet.assessment import Assessment
from placet.dossier.read import Folder, read
from placet.dossier.template import new
from placet.exports import card
from placet.exports.annotations import annotation_page
from placet.exports.discourse import COLUMNS, OWN, discourse, safe
from placet.exports.feed import changes, considered, feed

DAY = date(2026, 3, 15)
HOSTILE = "=cmd|'/c calc'!A1; <script>alert(1)</script> \x1b[2J & \"x\" ]]> \u202e"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return the dossier that `placet new` writes."""
    return read(new(tmp_path_factory.mktemp("exports") / "case"))


@pytest.fixture(scope="module")
def small(folder: Folder) -> Assessment:
    """Return it assessed."""
    return assess(folder, with_plan=False)


def with_title(folder: Folder, title: str) -> Folder:
    from dataclasses import replace

    claims = {name: one.model_copy(update={"says": title, "by": title}) for name, one in folder.dossier.claims.items()}
    return replace(folder, dossier=folder.dossier.model_copy(update={"title": title, "claims": claims}))


# Annotations


@pytest.mark.parametrize("day", ["2025-08-29", "2026-05-18"])
def test_every_annotation_stands_in_its_text(flagship: Folder, day: str) -> None:
    """By its place in code points and by its words; both selectors of the flagship's claims."""
    page = json.loads(annotation_page(flagship, date.fromisoformat(day)))
    assert ("AnnotationPage", len(page["items"])) == (page["type"], page["partOf"]["total"])
    assert "code points" in page["positions"]
    texts = {source.file: source.text for source in flagship.sources.values()}
    for item in page["items"]:
        text = texts[item["target"]["source"]["textFile"]]
        quote, place = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "") in text
        assert item["target"]["state"]["sourceDate"][:10] <= day


def test_an_annotation_has_what_the_model_asks_for(folder: Folder) -> None:
    """W3C Web Annotation Data Model, sections 3 and 4: context, id, type, body, target."""
    page = json.loads(annotation_page(folder, DAY))
    assert "http://www.w3.org/ns/anno.jsonld" == page["@context"][0]
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids)) == 4
    assert all(re.fullmatch(r"urn:placet:[0-9a-f]{16}:[a-z0-9._-]+", one) for one in ids)
    for item in page["items"]:
        assert {"Annotation", "TextualBody", "SpecificResource"} == {
            item["type"], item["body"]["type"], item["target"]["type"]
        }  # fmt: skip


def test_nothing_published_later_is_among_them(folder: Folder) -> None:
    assert 2 == len(json.loads(annotation_page(folder, date(2026, 3, 9)))["items"])


# The table for DNA


def test_the_table_has_the_columns_of_dna_and_opens_as_one(folder: Folder) -> None:
    table, left_out = discourse(folder, DAY)
    head, *rows = csv.reader(io.StringIO(table), delimiter=";")
    assert [*COLUMNS, *OWN] == head
    assert 0 == left_out
    assert [("Austria", "1"), ("Belgium", "1"), ("Belgium", "1")] == [(row[10], row[12]) for row in rows]
    assert "a month without shelling" == rows[2][11]
    for row in rows:
        assert datetime(2026, 3, 10) == datetime.fromisoformat(row[1])
        text = folder.sources["2026-03-10-courier"].text
        assert row[8] == text[int(row[13]) : int(row[14])]


def test_stances_that_are_neither_yes_nor_no_are_left_out_and_counted(flagship: Folder) -> None:
    table, left_out = discourse(flagship, date(2026, 5, 18))
    assert left_out > 0
    assert {"0", "1"} == {row[12] for row in list(csv.reader(io.StringIO(table), delimiter=";"))[1:]}


def test_no_cell_is_a_formula_or_ends_a_row(folder: Folder) -> None:
    table, _ = discourse(with_title(folder, HOSTILE), DAY)
    for row in csv.reader(io.StringIO(table), delimiter=";"):
        assert len(COLUMNS) + len(OWN) == len(row)
        assert not any(cell[:1] in tuple("=+-@") or "\x1b" in cell for cell in row)
    assert "'=1, 'a' b" == safe('=1; "a"\n b')


# The card


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Return a picture of 8 bits a channel: how wide, how high, and its rows."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data = 8, b""
    wide = high = kind = 0
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        part = png[at + 8 : at + 8 + size]
        if name == b"IHDR":
            wide, high, depth, kind = struct.unpack(">IIBB", part[:10])
            assert 8 == depth
        data += part if name == b"IDAT" else b""
        at += 12 + size
    step = {2: 3, 6: 4}[kind]
    raw, rows, before = zlib.decompress(data), [], bytes(wide * step)
    for number in range(high):
        start = number * (wide * step + 1)
        how, row = raw[start], bytearray(raw[start + 1 : start + 1 + wide * step])
        for x in range(len(row)):
            left, up = (row[x - step] if x >= step else 0), before[x]
            corner = before[x - step] if x >= step else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda one: abs(guess - one))
            row[x] = (row[x] + (0, left, up, (left + up) // 2, paeth)[how]) & 255
        rows.append(bytes(row))
        before = bytes(row)
    return wide, high, [bytes(row[x] for x in range(len(row)) if x % step < 3) for row in rows]


LONG = "The proposal of the High Representative on the mission whose mandate wants widening " * 3


@pytest.mark.parametrize(
    "title",
    [
        "An observer mission",
        LONG,
        "W" * 300,
        "Спостережна місія в усіх областях " * 8,
        "观察员 特派团 " * 40,
        "ΑΒΓ " * 60,
    ],
    ids=["short", "long", "one word", "Cyrillic", "Chinese", "Greek"],
)
def test_no_word_of_the_card_is_clipped(small: Assessment, title: str) -> None:
    """Whatever stands in it, the margins stay white."""
    sentence = f"Not open. {title}" if len(title) < 100 else small.sentence
    drawn = card.svg(small.model_copy(update={"title": title, "sentence": sentence}))
    wide, _, rows = pixels(vl_convert.svg_to_png(drawn, scale=0.25))
    assert 300 == wide
    for row in rows:
        assert b"\xff" * 3 * 8 == row[-3 * 8 :], "a line runs into the right margin"
    assert all(b"\xff" * 3 * 280 == row[3 * 5 : 3 * 285] for row in rows[-4:])


def test_the_picture_has_the_size_of_a_preview(small: Assessment) -> None:
    assert (1200, 630) == struct.unpack(">II", card.png(small)[16:24])


def test_every_word_of_the_verdict_is_in_the_picture(small: Assessment) -> None:
    written = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", card.svg(small)))
    assert small.sentence in written
    for gate in small.gates.values():
        assert f"{gate.title}: {gate.state}" in written
        assert gate.sentence in written


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_lines_keep_every_letter_and_their_width(words: str) -> None:
    lines = card.broken(words, 30, 400, bold=True)
    assert "".join("".join(lines).split()) == "".join(card.plain(words).split())
    assert all(card.width(one, 30, bold=True) <= 400 or len(one) == 1 for one in lines)


def test_the_card_is_escaped(small: Assessment) -> None:
    drawn = card.svg(small.model_copy(update={"title": HOSTILE, "sentence": HOSTILE}))
    assert "<script" not in drawn
    assert "\x1b" not in drawn
    assert "&lt;script&gt;" in drawn


def test_the_text_says_the_verdict_the_gates_and_the_day(small: Assessment) -> None:
    first, *_ = written = card.text(small).splitlines()
    assert small.sentence == first
    assert (
        "An observer mission. As of 15 March 2026, from 4 claims with their sources. Made with Placet." == written[-1]
    )
    assert len(small.gates) == sum(line[:1] in "✓✕?" for line in written if line)


# The feed


def test_a_feed_has_an_entry_for_each_day_on_which_something_moved(folder: Folder) -> None:
    found = list(changes(folder, since=None, until=DAY))
    assert [date(2026, 3, 1), date(2026, 3, 10)] == [one.day for one in found][:2]
    assert ("vote.AT: unknown -> yes", "vote.BE: unknown -> if") == found[1].moves[:2]
    read_back = feedparser.parse(feed(folder, found, address="https://example.org/feed.atom"))
    assert not read_back.bozo
    assert "atom10" == read_back.version
    assert "An observer mission: what moved" == read_back.feed.title
    assert [one.day.isoformat() for one in reversed(found)] == [one.updated[:10] for one in read_back.entries]
    ids = [one.id for one in read_back.entries]
    assert len(ids) == len(set(ids))
    assert all(one.title and one.content[0].value for one in read_back.entries)
    assert "https://example.org/feed.atom" == read_back.feed.links[0].href


def test_entries_of_the_past_stay_as_they_were(folder: Folder) -> None:
    early = list(changes(folder, since=None, until=date(2026, 3, 10)))
    late = list(changes(folder, since=None, until=DAY))
    assert early == late[: len(early)]
    entries = [feedparser.parse(feed(folder, one)).entries for one in (early, late)]
    assert [one.id for one in entries[0]] == [one.id for one in entries[1]][-len(early) :]


def test_a_hostile_title_stays_text_in_a_feed(folder: Folder) -> None:
    hostile = with_title(folder, HOSTILE)
    text = feed(hostile, list(changes(hostile, since=DAY, until=DAY)), address="javascript:alert(1)")
    assert "<script" not in text
    assert "javascript" not in text
    assert not feedparser.parse(text).bozo


def test_an_empty_span_has_no_days(folder: Folder) -> None:
    assert [] == considered(folder, date(2026, 3, 16), DAY)
    assert not feedparser.parse(feed(folder, [])).bozo


# The verb


@pytest.mark.parametrize(
    ("form", "name"),
    [("annotations", "a.json"), ("dna", "d.csv"), ("card", "c.png"), ("card", "c.svg"), ("atom", "f.atom")],
)
def test_the_verb_writes_each_form(folder: Folder, tmp_path: Path, capsys: Any, form: str, name: str) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["export", str(folder.path), "--form", form, "--out", str(tmp_path / name)])
    assert not stop.value.code
    assert f"wrote {tmp_path / name}" in capsys.readouterr().out
    assert (tmp_path / name).stat().st_size > 200
    assert {name, "c.txt"} >= {path.name for path in tmp_path.iterdir()}


def test_a_wrong_ending_or_form_is_said_and_nothing_written(folder: Folder, tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["export", str(folder.path), "--form", "card", "--out", str(tmp_path / "card.gif")])
    assert 2 == stop.value.code
    assert "placet: card.gif: a file of the form card ends in .png or .svg or .txt\n" == capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        cli.main(["export", str(folder.path), "--form", "rss", "--out", str(tmp_path / "x")])
    assert 2 == stop.value.code
    with pytest.raises(SystemExit) as stop:
        cli.main(["export", str(folder.path), "--form", "card", "--out", "/dev/null/x/card.png"])
    assert 3 == stop.value.code
    assert [] == list(tmp_path.iterdir())
