"""The programme as tables: what goes out comes back, and every problem has its sheet and cell, or file and line."""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.dossier.files import Files
from placet.dossier.grids import Grid, GridReading, columns, csv_grid
from placet.dossier.problems import Unreadable
from placet.dossier.read import Folder, problems, read
from placet.dossier.schema import TABLED, Programme
from placet.errors import DossierError, OutputError, UsageError
from placet.tables import save, taken, written_tables
from placet.tables.rows import written_rows
from placet.tables.workbooks import grids_of
from placet.tables.writing import csv_cell, csv_text, workbook

openpyxl = pytest.importorskip("openpyxl", reason="the workbook needs the extras")

FLAGSHIP = Path(__file__).resolve().parent.parent.parent / "examples" / "eumam-ukraine"
GOOD = Path(__file__).resolve().parent.parent / "bad_dossiers" / "good"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a copy of the small good dossier."""
    return Path(shutil.copytree(GOOD, tmp_path / "dossier"))


@pytest.fixture
def book(dossier: Path, tmp_path: Path) -> Path:
    """Return its programme as a workbook."""
    return save(written_tables(read(dossier)), tmp_path / "book.xlsx")[0]


def changed(book: Path, change: Callable[[Any], None]) -> Path:
    """Change a workbook in place."""
    opened = openpyxl.load_workbook(book)
    change(opened)
    opened.save(book)
    return book


def said(dossier: Path, book: Path) -> str:
    """Return the text of every problem of a dossier with a workbook's tables; nothing may have been written."""
    with pytest.raises(DossierError) as failure:
        taken(dossier, book)
    assert not (dossier / "programme").exists()
    return str(failure.value)


def in_tables(dossier: Path) -> Folder:
    """Return a dossier whose programme stands in the tables that were taken."""
    yaml = dossier / "dossier.yaml"
    lines = yaml.read_text(encoding="utf-8").split("\n")
    kept, leaving = [], False
    for line in lines:
        inside = line.startswith("  ") and line[2:3] != " "
        if inside or (line and line[0] != " "):
            name = line.strip().removesuffix(":")
            leaving = inside and name in TABLED and line.rstrip().endswith(":")
            if leaving:
                kept.append(f"  {name}: programme/{name}.csv")
        if not leaving:
            kept.append(line)
    yaml.write_text("\n".join(kept), encoding="utf-8")
    return read(dossier)


# There and back


@pytest.mark.parametrize("example", [GOOD, FLAGSHIP], ids=["good", "flagship"])
def test_a_dossier_in_tables_is_the_same_dossier(example: Path, tmp_path: Path) -> None:
    """Out into a workbook, back as CSV files, named in dossier.yaml: the same programme, the same reasons."""
    copy = Path(shutil.copytree(example, tmp_path / "copy"))
    before = read(copy)
    book = save(written_tables(before), tmp_path / "book.xlsx")[0]
    done = taken(copy, book)
    assert tuple(f"{kind}: programme/{kind}.csv" for kind in TABLED) == done.lines
    assert [copy / "programme" / f"{kind}.csv" for kind in TABLED] == list(done.written)
    after = in_tables(copy)
    assert before.dossier == after.dossier
    assert "programme/sites.csv" in after.inputs
    assert () == taken(copy, book).lines


def test_out_as_csv_files_and_in_again(dossier: Path) -> None:
    """Without a workbook in between."""
    before = read(dossier)
    save(written_tables(before), dossier / "programme")
    assert before.dossier == in_tables(dossier).dossier


def test_a_place_in_a_table_is_a_line_and_column(dossier: Path) -> None:
    """So that every check of the dossier points there."""
    save(written_tables(read(dossier)), dossier / "programme")
    folder = in_tables(dossier)
    place = folder.place("programme", "sites", "west", "courses", 1)
    assert ("programme/sites.csv", 2, "leader") == (place.file, place.line, place.text[place.column - 1 :][:6])
    assert "dossier.yaml" == folder.place("programme", "target").file


NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=8).filter(lambda n: n[0] != "-")
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30),
    st.sampled_from(
        ["=1+1", "+49", "-5 %", "@here", "'=x", "''", "'", 'a "b"; c, d', "two\nlines", "# no comment", "1"]
    ),
)


def figures(unit: str) -> st.SearchStrategy[Any]:
    """Return quantities as people write them, with or without their unit."""
    number = st.integers(1, 90_000)
    ranges = st.tuples(number, number).map(lambda pair: "{:_} to {:_}".format(*sorted(pair)))
    return st.one_of(number.map("{:_}".format), ranges).map(lambda figure: f"{figure} {unit}".strip())


SHARES = st.sampled_from([0.5, "0.5", "0.88 to 0.95", 1])
REASONS = {"because": st.lists(NAMES, max_size=2)}


def parts(fields: dict[str, Any], *, optional: dict[str, Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Return parts of a programme by their names."""
    assumed = {"assumed": st.dictionaries(st.sampled_from(sorted(set(fields) - {"title"})), TEXTS, min_size=1)}
    one = st.fixed_dictionaries({"title": TEXTS, **fields}, optional={**REASONS, **assumed, **(optional or {})})
    return st.dictionaries(NAMES, one, min_size=1, max_size=3)


DAYS = st.sampled_from(["35 days", "5 weeks"])
AHEAD = st.fixed_dictionaries(
    {"beds": figures("beds"), "cost": figures("EUR"), "takes": figures("days")},
    optional={"assumed": st.dictionaries(st.sampled_from(["beds", "takes"]), TEXTS, min_size=1)},
)
PROGRAMMES = st.fixed_dictionaries(
    {
        "target": st.just({"soldiers": "10_000", "within": "24 months"}),
        "horizon": st.just("24 months"),
        "clock": st.just("mandate"),
        "renewal": st.just({"amount_a_year": "5 EUR a year"}),
        "intake": st.fixed_dictionaries({"soldiers": figures("soldiers a week")}, optional=REASONS),
        "courses": parts(
            {"lasts": DAYS, "instructors": figures("soldiers an instructor"), "passes": SHARES, "share": SHARES},
            optional={"needs": st.lists(NAMES, max_size=2)},
        ),
        "sites": parts(
            {
                "in": st.sampled_from(["PL", "UA-46"]),
                "beds": st.one_of(figures("beds"), figures("")),
                "courses": st.lists(NAMES, max_size=3),
                "cost": figures("EUR a soldier-week"),
            },
            optional={"opens": st.sampled_from(["open", "60 to 180 days", "2 to 3 weeks"]), "ahead": AHEAD},
        ),
        "instructors": parts(
            {"people": figures("people"), "inside": st.sampled_from(["yes", "no", "unknown"])},
            optional={"nations": st.lists(st.sampled_from(["PL", "EL"]), max_size=2)},
        ),
        "money": parts({"amount": figures("EUR"), "since": st.just("2026-01-01"), "until": st.just("2027-01-01")}),
    }
)


def rows_of(programme: dict[str, Any]) -> dict[str, list[list[str | int | float]]]:
    """Return a programme as tables."""
    return {
        kind: written_rows(kind, [("", programme[kind])] if kind == "intake" else programme[kind].items())
        for kind in TABLED
    }


def back(programme: dict[str, Any], grids: dict[str, Grid]) -> Programme:
    """Return the programme whose parts are these tables."""
    read_back = {kind: GridReading(kind, grid).content() for kind, grid in grids.items()}
    return Programme.model_validate({**programme, **read_back})


@settings(max_examples=60, deadline=None)
@given(PROGRAMMES)
def test_any_programme_comes_back(tmp_path_factory: pytest.TempPathFactory, programme: dict[str, Any]) -> None:
    """Through a workbook, and through CSV: whatever the texts begin with, however the figures are written."""
    wanted = Programme.model_validate(programme)
    rows = rows_of(programme)
    file = tmp_path_factory.mktemp("book") / "book.xlsx"
    file.write_bytes(workbook(rows))
    grids, wrong = grids_of(file)
    assert [] == wrong
    assert wanted == back(programme, grids)
    assert wanted == back(programme, {kind: csv_grid(csv_text(table), kind) for kind, table in rows.items()})


@given(st.text(max_size=12))
def test_no_cell_of_a_csv_file_is_calculated(text: str) -> None:
    """None begins with a sign that a spreadsheet would take for a formula; reading takes the `'` off again."""
    written = str(csv_cell(text))
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written in (text, f"'{text}")


def test_a_text_that_looks_like_a_formula_is_a_text_in_the_workbook(tmp_path: Path) -> None:
    """Of the type for texts, with the mark that keeps it one when somebody edits the cell."""
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook({"money": [["id", "title"], ["a", "=1+1"]]}))
    cell = openpyxl.load_workbook(file)["money"]["B2"]
    assert ("s", "=1+1", True) == (cell.data_type, cell.value, cell.quotePrefix)


@pytest.mark.parametrize(
    "text",
    [
        "id,title\nwest,In the west\n",
        "\ufeffid,title\r\nwest,In the west\r\n",
        "id;title\nwest;In the west\n",
        "id\ttitle\nwest\tIn the west\n",
        '# a comment, with a comma\n\nid,"title"\n"west","In the west"\n,\n# one more\n',
    ],
    ids=["commas", "bom", "semicolons", "tabs", "quotes"],
)
def test_csv_as_spreadsheets_write_it(text: str, tmp_path: Path) -> None:
    """With a byte order mark, Windows line ends, semicolons, tabs, quotation marks, comments and empty rows."""
    (tmp_path / "sites.csv").write_bytes(text.encode())
    plain = Files(tmp_path).text("sites.csv", most_bytes=1_000)
    assert {"west": {"title": "In the west", "courses": []}} == {
        name: {"courses": [], **part}
        for name, part in GridReading("sites", csv_grid(plain, "sites.csv")).content().items()
    }


def test_every_unit_of_a_header_is_one_that_the_format_reads() -> None:
    """A figure with the unit that is written behind a column's name has the shape that the schema wants."""
    from placet.dossier.grids import UNITS

    assert {(kind, column.name) for kind in TABLED for column in columns(kind) if column.unit} == set(UNITS)


# What is wrong, and where


def test_all_problems_of_a_workbook_come_at_once_with_their_cells(dossier: Path, book: Path) -> None:
    """Text in numbers, a missing unit, a misspelt course, a range the wrong way round, negative money."""

    def spoil(opened: Any) -> None:
        sites, money = opened["sites"], opened["money"]
        heads = {cell.value: cell.column_letter for cell in sites[1]}
        sites[heads["beds (beds)"] + "2"] = "eight hundred"
        sites[heads["courses"] + "2"] = "basic, leadr"
        cost = heads["cost (EUR a soldier-week)"]
        sites[cost + "1"] = "cost"
        sites[cost + "2"] = "900 to 1_500"
        opens = heads["opens (days)"]
        sites[opens + "2"] = "180 to 60"
        money["C2"] = -5

    assert """\
error: cannot read 'eight hundred' as a quantity; write it like `90 beds`
  --> book.xlsx, sheet sites, cell D2  (programme.sites.west.beds)

error: the interval runs backwards: 180 is more than 60
  --> book.xlsx, sheet sites, cell F2  (programme.sites.west.opens)
   = or write 'open'

error: the unit is missing: write it like `90 EUR a soldier-week`
  --> book.xlsx, sheet sites, cell G2  (programme.sites.west.cost)

error: -5 is less than 0, the least that makes sense here
  --> book.xlsx, sheet money, cell C2  (programme.money.first.amount)""" == said(dossier, changed(book, spoil))


def test_a_misspelt_course_is_found_by_the_check_of_the_dossier(dossier: Path, book: Path) -> None:
    """A name that leads nowhere, at its cell."""

    def spoil(opened: Any) -> None:
        opened["sites"]["E2"] = "basic, leadr"

    assert """\
error: there is no course 'leadr'
  --> book.xlsx, sheet sites, cell E2  (programme.sites.west.courses.1)
   = did you mean 'leader'?""" in said(dossier, changed(book, spoil))


def merge(opened: Any) -> None:
    """Merge two cells."""
    opened["sites"].merge_cells("B2:C2")


def formula(opened: Any) -> None:
    """Put a formula."""
    opened["money"]["C2"] = "=1+1"


def failed(opened: Any) -> None:
    """Put the error of a formula."""
    opened["money"]["C2"].value = "#REF!"


def time(opened: Any) -> None:
    """Put what a spreadsheet makes of `1:30`."""
    import datetime

    opened["courses"]["C2"] = datetime.time(1, 30)


def twice(opened: Any) -> None:
    """Add a site of the same id."""
    sheet = opened["sites"]
    sheet.append([cell.value for cell in sheet[2]])


def nameless(opened: Any) -> None:
    """Leave the id out."""
    opened["sites"]["A2"] = None


def column_unknown(opened: Any) -> None:
    """Misspell a column."""
    opened["sites"]["D1"] = "bed (beds)"


def unit_unknown(opened: Any) -> None:
    """Give a column another unit."""
    opened["sites"]["D1"] = "beds (rooms)"


def column_twice(opened: Any) -> None:
    """Have a column twice."""
    opened["money"]["B1"] = "amount (EUR)"


def beyond(opened: Any) -> None:
    """Write beside the table."""
    opened["intake"]["H2"] = "see above"


def sheet_unknown(opened: Any) -> None:
    """Misspell a sheet."""
    opened["sites"].title = "site"


def sheet_empty(opened: Any) -> None:
    """Empty a sheet."""
    opened["intake"].delete_rows(1, 5)


def intake_twice(opened: Any) -> None:
    """Give two rows of intake."""
    opened["intake"].append([700])


def far(opened: Any) -> None:
    """Write far below."""
    opened["sites"]["A10003"] = "far"


WRONG: dict[Callable[[Any], None], str] = {
    merge: """\
error: the cells B2:C2 are merged
  --> book.xlsx, sheet sites, cell B2
   = unmerge them and fill in each cell""",
    formula: """\
error: a formula stands here; only values are read
  --> book.xlsx, sheet money, cell C2
   = copy it and paste it as a value""",
    failed: """\
error: the error #REF! stands here
  --> book.xlsx, sheet money, cell C2
   = write the value""",
    time: """\
error: a time of day stands here
  --> book.xlsx, sheet courses, cell C2
   = a spreadsheet takes some texts for times: format the cell as text and write it again""",
    twice: """\
error: the id 'west' stands twice
  --> book.xlsx, sheet sites, cell A3
note: it stands here first
  --> book.xlsx, sheet sites, cell A2
   = keep one of the two""",
    nameless: """\
error: this row has no id
  --> book.xlsx, sheet sites, cell B2
   = give each part a name of its own in `id`""",
    column_unknown: """\
error: a table of sites has no column 'bed'
  --> book.xlsx, sheet sites, cell D1
   = did you mean 'beds'?""",
    unit_unknown: """\
error: unknown unit 'rooms' in the header
  --> book.xlsx, sheet sites, cell D1
   = write beds (beds)""",
    column_twice: """\
error: the column 'amount' stands twice
  --> book.xlsx, sheet money, cell C1
note: it stands here first
  --> book.xlsx, sheet money, cell B1
   = keep one""",
    beyond: """\
error: this cell has no column name above it
  --> book.xlsx, sheet intake, cell H2
   = name its column""",
    sheet_unknown: """\
error: there is no table 'site'
  --> book.xlsx, sheet site
   = did you mean 'sites'?""",
    sheet_empty: """\
error: the sheet is empty
  --> book.xlsx, sheet intake
   = its first row names the columns""",
    intake_twice: """\
error: the intake is one row; here are 2
  --> book.xlsx, sheet intake
   = the header, then one row""",
    far: """\
error: the sheet reaches to row 10,003 and column 13; the most that \
is read is 10,000 rows below the header and 100 columns
  --> book.xlsx, sheet sites
   = delete what lies beyond, or group parts that are alike""",
}


@pytest.mark.parametrize("spoil", WRONG, ids=lambda spoil: spoil.__name__)
def test_a_wrong_workbook_says_the_cell(spoil: Callable[[Any], None], dossier: Path, book: Path) -> None:
    """The whole text."""
    assert WRONG[spoil] == said(dossier, changed(book, spoil))


def with_part(book: Path, name: str, text: bytes) -> Path:
    """Put a file into the ZIP of a workbook."""
    with zipfile.ZipFile(book, "a") as packed:
        packed.writestr(name, text)
    return book


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("xl/vbaProject.bin", b"x", "the workbook holds macros"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "the workbook links to other files"),
        ("xl/odd.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "the workbook's XML declares entities"),
        (
            "xl/odd.xml",
            '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16-le"),
            "the workbook's XML declares entities",
        ),
        ("xl/large.bin", b"\0" * 61_000_000, "unpacked it has more than 60 MB or 1,000 files"),
    ],
    ids=["macros", "links", "entities", "entities-utf16", "bomb"],
)
def test_what_is_refused_before_anything_is_parsed(
    name: str, text: bytes, words: str, dossier: Path, book: Path
) -> None:
    """Macros, links to other files, XML entities, a bomb."""
    small = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, old.read(part))
        new.writestr(name, text)
    book.write_bytes(small.getvalue())
    assert f"error: {words}\n  --> book.xlsx" in said(dossier, book)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 broken", "book.xlsx is no workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "book.xlsx is encrypted, or of the older kind (.xls)"),
        (b"", "book.xlsx is no workbook (.xlsx)"),
        (b"x" * 20_000_001, "book.xlsx has more than 20 MB, the most that is read"),
    ],
    ids=["broken", "old", "empty", "large"],
)
def test_what_is_no_workbook_says_so(data: bytes, words: str, dossier: Path, book: Path) -> None:
    """In one sentence."""
    book.write_bytes(data)
    assert f"error: {words}\n  --> book.xlsx" in said(dossier, book)


def test_a_damaged_workbook_is_one_error(dossier: Path, book: Path) -> None:
    """A ZIP without its sheets."""
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
    assert "error: this workbook is damaged\n  --> book.xlsx\n   = save it again as .xlsx" == said(dossier, book)


@pytest.mark.parametrize("seed", range(40))
def test_a_workbook_with_bytes_changed_is_refused_or_read(seed: int, dossier: Path, book: Path) -> None:
    """Whatever the damage: errors of ours, or a workbook that is still one; never another failure."""
    chance = random.Random(seed)
    data = bytearray(book.read_bytes())
    for _ in range(6):
        data[chance.randrange(len(data))] = chance.randrange(256)
    book.write_bytes(bytes(data[: chance.randrange(len(data))] if seed % 5 == 0 else data))
    with contextlib.suppress(DossierError):
        assert 5 == len(taken(dossier, book).written)


def csv_wrong(dossier: Path, text: str) -> str:
    """Return what is said of a dossier whose sites stand in this table."""
    save(written_tables(read(dossier)), dossier / "programme")
    in_tables(dossier)
    (dossier / "programme" / "sites.csv").write_text(text)
    return "\n\n".join(str(problem) for problem in problems(dossier))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "id,title,in,beds (beds),courses,cost (EUR a soldier-week)\nwest,W,PL,900 to 100,basic leader,900\n",
            "error: the interval runs backwards: 900 is more than 100\n"
            "  --> programme/sites.csv:2:11  (programme.sites.west.beds)\n"
            "   |\n  2| west,W,PL,900 to 100,basic leader,900\n   |           ^^^^^^^^^^",
        ),
        (
            "id,title,in,beds\nwest,W,PL,900,basic\n",
            "error: this row has 5 fields; the header has 4\n  --> programme/sites.csv:2\n"
            "   |\n  2| west,W,PL,900,basic\n   = a comma in a text needs quotation marks",
        ),
        (
            'id,title\nwest,"open\n',
            "error: this row is not CSV: unexpected end of data\n  --> programme/sites.csv:2\n"
            '   |\n  2| west,"open\n   = look at its quotation marks',
        ),
        ("", "error: programme/sites.csv is empty\n  --> dossier.yaml:"),
        (
            "title\nW\n",
            "error: there is no column 'id'\n  --> programme/sites.csv:1\n   |\n  1| title\n   = it names each part",
        ),
    ],
    ids=["range", "fields", "quote", "empty", "no-id"],
)
def test_a_wrong_csv_file_says_its_line(dossier: Path, text: str, words: str) -> None:
    """And the column, with the line itself."""
    assert words in csv_wrong(dossier, text)


def test_too_many_rows_are_a_stated_limit(dossier: Path) -> None:
    """Ten thousand are read, one more is not."""
    rows = "".join(f"s{n},W,PL,9,basic leader,900,x\n" for n in range(10_001))
    head = "id,title,in,beds (beds),courses,cost (EUR a soldier-week),assumed.beds\n"
    assert "has more than 10,000 rows, the most that is read" in csv_wrong(dossier, head + rows)
    with pytest.raises(Unreadable):
        csv_grid(head + rows, "x.csv")
    assert 10_000 == len(csv_grid(head + rows[: rows.rindex("s10000")], "x.csv").rows)


def test_many_problems_are_cut(dossier: Path) -> None:
    """Twenty, and how many more there are."""
    rows = "id,title\n" + "west,W\n" * 40
    assert "error: 19 more problems of this kind in programme/sites.csv, from here on" in csv_wrong(dossier, rows)


def test_many_wrong_cells_are_cut_too(dossier: Path, tmp_path: Path) -> None:
    """In a CSV file and in a workbook, whoever finds them: the form, or a check."""
    head = "id,title,in,beds (beds),courses,cost (EUR a soldier-week),assumed.beds,assumed.cost\n"
    rows = "".join(f"s{n},W,PL,many,basic leader,900,x,x\n" for n in range(300))
    book = save(written_tables(read(dossier)), tmp_path / "book.xlsx")[0]
    found = csv_wrong(dossier, head + rows)
    assert 22 == found.count("error: ")
    assert "error: 279 more problems in programme/sites.csv, from here on\n  --> programme/sites.csv:23:10" in found
    assert 22 == csv_again(dossier, head + rows.replace("many", "9").replace("leader", "leadr")).count("error: ")

    def spoil(opened: Any) -> None:
        for n in range(300):
            opened["money"].append([f"m{n}", "M", "much", "2026-01-01", "2027-01-01", "", "x"])

    with pytest.raises(DossierError) as failure:
        taken(Path(shutil.copytree(GOOD, tmp_path / "second")), changed(book, spoil))
    assert 22 == len(failure.value.problems)


def csv_again(dossier: Path, text: str) -> str:
    """Return what is said once the sites of a dossier in tables are others."""
    (dossier / "programme" / "sites.csv").write_text(text)
    return "\n\n".join(str(problem) for problem in problems(dossier))


def test_a_table_that_is_missing_or_no_csv_file(dossier: Path) -> None:
    """At the place where dossier.yaml names it."""
    save(written_tables(read(dossier)), dossier / "programme")
    in_tables(dossier)
    (dossier / "programme" / "sites.csv").unlink()
    yaml = dossier / "dossier.yaml"
    yaml.write_text(yaml.read_text().replace("programme/money.csv", "programme/money.xlsx"))
    found = "\n".join(str(problem) for problem in problems(dossier))
    assert "error: there is no file programme/sites.csv\n  --> dossier.yaml:" in found
    assert "error: 'programme/money.xlsx' is not the name of a CSV file\n  --> dossier.yaml:" in found
    assert "(programme.money)" in found


# Wrong use


def test_wrong_use_is_said(dossier: Path, tmp_path: Path) -> None:
    """No workbook, no programme, no place to write."""
    with pytest.raises(UsageError, match=r"a workbook ends in \.xlsx"):
        taken(dossier, tmp_path / "book.csv")
    with pytest.raises(UsageError, match="or a folder of CSV files"):
        save(written_tables(read(dossier)), tmp_path / "book.ods")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        save(written_tables(read(dossier)), tmp_path / "file" / "book.xlsx")
    text = (dossier / "dossier.yaml").read_text()
    start, end = text.index("programme:"), text.index("security:")
    (dossier / "dossier.yaml").write_text(text[:start] + text[end:])
    with pytest.raises(UsageError, match="no programme"):
        written_tables(read(dossier))


def test_a_table_is_never_written_out_of_the_dossier(dossier: Path, book: Path) -> None:
    """Whatever dossier.yaml names, and wherever a link leads."""
    os.symlink(book.parent, dossier / "programme")
    with pytest.raises(UsageError, match="leads out of the dossier"):
        taken(dossier, book)


def test_without_the_extras_the_verb_says_so(monkeypatch: pytest.MonkeyPatch, dossier: Path, book: Path) -> None:
    """CSV needs none."""
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match="this needs the extras"):
        taken(dossier, book)
    assert 5 == len(save(written_tables(read(dossier)), dossier / "programme"))
