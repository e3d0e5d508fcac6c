"""A file in blocks of whole rows, so that the memory needed does not grow with the file.

CSV: the bytes are cut at a line end that stands outside quotation marks (quotation marks come in pairs, so their number
up to there is even), and each block is read by polars. Bytes that are not UTF-8 are read as Windows-1252, which is what
Excel saves. Parquet: slices of rows.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placet.errors import UsageError
from placet.events.extras import package

if TYPE_CHECKING:
    import polars as pl

BLOCK_BYTES = 48_000_000
LONGEST_ROW_BYTES = 16_000_000
SLICE_ROWS = 250_000
MARK = b"\xef\xbb\xbf"
PARQUET = b"PAR1"
SHOWN = 12


@dataclass(frozen=True)
class Block:
    """Rows of a file: `frame` with the wanted columns, `row` numbers its rows from 1 through the whole file."""

    frame: pl.DataFrame
    text: bytes
    first_row: int
    first_line: int

    def lines(self, rows: list[int]) -> list[int]:
        """Return the line of the file on which each of the given rows begins; for Parquet the number of the row."""
        if not self.text:
            return list(rows)
        wanted, found = set(rows), {}
        for row, line in enumerate(row_lines(self.text), self.first_row):
            if row in wanted:
                found[row] = self.first_line + line
        return [found.get(row, 0) for row in rows]


def row_lines(text: bytes) -> Iterator[int]:
    """Yield the line, from 0, on which each row of CSV bytes begins."""
    start, open_quote = 0, False
    for line, content in enumerate(text.split(b"\n")):
        if not open_quote:
            start = line
        if content.count(b'"') % 2:
            open_quote = not open_quote
        if not open_quote:
            yield start


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, by its first bytes."""
    with path.open("rb") as file:
        return file.read(4) == PARQUET


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def plain_file(path: Path) -> None:
    """Raise unless the path is a file that can be read.

    Raises
    ------
    UsageError
        When it is missing, a folder or not readable.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}" if not path.is_dir() else f"{path} is a folder; a file is needed")
    try:
        path.open("rb").close()
    except OSError as failure:
        raise UsageError(f"cannot read {path}: {failure.strerror}") from None


def columns(path: Path) -> list[str]:
    """Return the names of the columns of a CSV or Parquet file.

    Raises
    ------
    UsageError
        When the file is empty, has no header, or is no such file.
    """
    plain_file(path)
    if is_parquet(path):
        return list(package("polars").read_parquet_schema(path))
    return header(path)[0]


def header(path: Path) -> tuple[list[str], int, int, str]:
    """Return the columns of a CSV file, the bytes and lines before its first row, and its separator."""
    import csv

    with path.open("rb") as file:
        start, lines, first = 0, 0, b""
        for first in file:
            lines += 1
            start += len(first)
            text = first.removeprefix(MARK)
            if text.strip() and not text.startswith(b"#"):
                break
        else:
            raise UsageError(f"{path} is empty: the first line names the columns")
        if b"\x00" in first or len(first) > LONGEST_ROW_BYTES:
            raise UsageError(f"{path} is neither CSV nor Parquet; save it as CSV in UTF-8")
        line = decoded(first.removeprefix(MARK)).decode("utf-8").rstrip("\r\n")
        separator = max(",;\t", key=line.count)
        cells = next(csv.reader([line], delimiter=separator))
        names = [name.strip() or f"column {place}" for place, name in enumerate(cells, 1)]
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise UsageError(f"{path}: two columns have the same name: {', '.join(twice[:SHOWN])}; rename one of the two")
    return names, start, lines, separator


def decoded(text: bytes) -> bytes:
    """Return bytes as UTF-8, read as Windows-1252 where they are not UTF-8."""
    try:
        text.decode("utf-8")
        return text
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace").encode("utf-8")


def byte_blocks(path: Path, start: int, block_bytes: int) -> Iterator[bytes]:
    """Yield the bytes of a CSV file from `start` on in blocks of whole rows.

    Raises
    ------
    UsageError
        When a row is longer than any real one: a quotation mark is open.
    """
    with path.open("rb") as file:
        file.seek(start)
        rest = b""
        while True:
            more = file.read(block_bytes)
            block = rest + more if rest else more
            if not more:
                if block:
                    yield block
                return
            end = whole_rows(block)
            rest = block[end:]
            if len(rest) > LONGEST_ROW_BYTES + block_bytes:
                raise UsageError(
                    f"{path}: a row is longer than {LONGEST_ROW_BYTES / 1e6:g} MB; a quotation mark is open"
                )
            if end:
                yield block[:end]


def whole_rows(block: bytes) -> int:
    """Return the length of the longest beginning of a block that ends with a row; 0 when none does."""
    end = len(block)
    quotes = block.count(b'"')
    while True:
        cut = block.rfind(b"\n", 0, end)
        if cut < 0:
            return 0
        quotes -= block.count(b'"', cut + 1, end)
        if quotes % 2 == 0:
            return cut + 1
        end = cut


def csv_blocks(
    path: Path, wanted: list[str], floats: tuple[str, ...], block_bytes: int = BLOCK_BYTES
) -> Iterator[Block]:
    """Yield the blocks of a CSV file with the wanted columns; numbers stand in `floats`, all else is text."""
    pl = package("polars")
    names, start, line, separator = header(path)
    kinds = {name: pl.Float64 if name in floats else pl.String for name in names}
    first_row, first_line = 1, line + 1
    for raw in byte_blocks(path, start, block_bytes):
        text = decoded(raw)
        frame = (
            pl.scan_csv(
                io.BytesIO(text),
                has_header=False,
                schema=kinds,
                separator=separator,
                ignore_errors=True,
                truncate_ragged_lines=True,
            )
            .select(wanted)
            .collect()
        )
        yield Block(numbered(frame, first_row), raw, first_row, first_line)
        first_row += frame.height
        first_line += raw.count(b"\n")


def parquet_blocks(path: Path, wanted: list[str], slice_rows: int = SLICE_ROWS) -> Iterator[Block]:
    """Yield slices of a Parquet file with the wanted columns in the types of the file."""
    pl = package("polars")
    whole = pl.scan_parquet(path).select(wanted)
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    for first in range(0, rows, slice_rows):
        yield Block(numbered(whole.slice(first, slice_rows).collect(), first + 1), b"", first + 1, 1)


def numbered(frame: Any, first: int) -> Any:
    """Return a table with the number of each row, from `first`, in `row`."""
    return frame.with_row_index("row", offset=first)
