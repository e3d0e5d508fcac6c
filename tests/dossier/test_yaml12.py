"""YAML 1.2 with places; the reader by line agrees with the full parser wherever it answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.dossier import yaml12
from placet.dossier.plain_yaml import Spot, plain_document
from placet.dossier.problems import Unreadable

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = ROOT / "tests" / "bad_dossiers" / "good"
SAMPLE = """\
a: b
c:
- d
- {e: f, g: [1, 2], h: "i"}
j: >
  one paragraph
  of two lines

k: 'it''s' # a comment
l:
  a text
  on two lines
m: goes on
  below
n:
- o: 1
  p:
- [q,
   r]
"""
SNIPPETS = [
    *(
        "\n",
        " ",
        "  ",
        ":",
        ": ",
        "- ",
        "#",
        " #",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "&a ",
        "*a",
        "!t ",
        ">",
        "|",
    ),
    *("? ", "\t", "---", "%", "@", "`", "~", "null", "-1", "1.5", "é", "\\", "\n\n", "\n  ", "=", "<<", "no", "\u2028"),
]


def full(text: str) -> yaml12.Tree:
    """Return a document by the full parser."""
    return yaml12.fully_parsed(text, "f.yaml")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("22:30", "22:30"),
        ("2026-05-18", "2026-05-18"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("'12'", "12"),
        ("12", 12),
        ("-1.5", -1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("~", None),
        ("null", None),
        ("", None),
        ("9" * 400, "9" * 400),
    ],
)
@pytest.mark.parametrize("reader", [full, lambda text: yaml12.tree(text, "f.yaml")], ids=["full", "by line"])
def test_scalars_are_those_of_yaml_1_2(reader: object, written: str, read: object) -> None:
    """In YAML 1.1 `no` is false, `NO` (Norway) is false and `22:30` is 1350; here all three are text."""
    assert callable(reader)
    found = reader(f"stance: {written}\nafter: 1\n").content
    assert {"stance": read, "after": 1} == found
    assert type(read) is type(found["stance"])


def test_every_key_and_value_has_its_place() -> None:
    """Lines and columns from 0; a key's place has its length, a value's too when it ends on its line."""
    spots = full(SAMPLE).spots
    assert Spot((0, 0, 1), (0, 3, 1)) == spots["a",]
    assert Spot((3, 3, 1), (3, 6, 1)) == spots["c", 1, "e"]
    assert Spot(None, (3, 13, 1)) == spots["c", 1, "g", 0]
    assert Spot((8, 0, 1), (8, 3, 7)) == spots["k",]
    place = full(SAMPLE).place("c", 1, "g", 1, of_value=True)
    assert (4, 17, "c.1.g.1") == (place.line, place.column, place.path)


def test_the_place_of_a_missing_part_is_that_of_the_nearest_part_above() -> None:
    """A check may ask for what is not there."""
    assert (2, 1) == (full(SAMPLE).place("c", 7, "x").line, full(SAMPLE).place("c", 7, "x").column)


@pytest.mark.parametrize(
    "text",
    [SAMPLE, (GOOD / "dossier.yaml").read_text(), (GOOD / "cases.yaml").read_text()],
    ids=["sample", "good", "cases"],
)
def test_the_reader_by_line_reads_what_dossiers_are_made_of(text: str) -> None:
    """It would be of no use if it gave up on ordinary dossiers."""
    quick = plain_document(text, yaml12.DEEPEST)
    found = full(text)
    assert quick == (found.content, found.spots)


def test_the_reader_by_line_reads_the_flagship() -> None:
    """All of it, quotes and notes too: this is what keeps `placet check` quick."""
    flagship = ROOT / "examples" / "eumam-ukraine" / "dossier.yaml"
    text = flagship.read_text()
    found = full(text)
    assert plain_document(text, yaml12.DEEPEST) == (found.content, found.spots)


edits = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(SNIPPETS), st.integers(0, 3)), min_size=1, max_size=4)


@settings(max_examples=600, deadline=None)
@given(edits, st.integers(0, 200), st.integers(1, 40), st.booleans())
def test_both_readers_agree_on_damaged_documents(
    changes: list[tuple[float, str, int]], first: int, count: int, sample: bool
) -> None:
    """Wherever the reader by line answers, the full parser gives the same content and the same places."""
    lines = (SAMPLE if sample else (GOOD / "dossier.yaml").read_text()).split("\n")
    text = "\n".join(lines[first % len(lines) :][:count])
    for where, snippet, drop in changes:
        at = int(where * len(text))
        text = text[:at] + snippet + text[at + drop :]
    quick = plain_document(text, yaml12.DEEPEST)
    if quick is None:
        return
    found = full(text)
    assert repr(quick[0]) == repr(found.content)
    assert quick[1] == found.spots


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but `Unreadable` comes out of the reader."""
    said = "error: "
    try:
        yaml12.tree(text, "f.yaml")
    except Unreadable as stop:
        said = str(stop.problem)
    assert said.startswith("error: ")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 50_000,
        "- " * 50_000,
        "a:\n" + "- x\n" * 300_000,
        "a:\n" + "".join(" " * n + "- b:\n" for n in range(500)),
    ],
    ids=["bomb", "brackets", "braces", "dashes", "list", "stairs"],
)
def test_a_hostile_document_is_refused(text: str) -> None:
    """Before anything is expanded, without running out of stack, and long before it is read to its end."""
    with pytest.raises(Unreadable):
        yaml12.tree(text, "f.yaml")
