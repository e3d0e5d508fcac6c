"""A file in blocks of whole rows, so that the memory needed does not grow with the file.

CSV: the bytes are cut at a line end that stands outside quotation marks (quotation marks come in pairs, so their
number up to there is even), and each block is read by polars. Bytes that are not UTF-8 are read as Windows-1252, which
is what Excel saves. Parquet: slices of rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from placet.errors import UsageError
from placet.extras import maybe, needed

if TYPE_CHECKING:
    import polars as pl

BLOCK_BYTES = 24_000_000
LONGEST_ROW_BYTES = 16_000_000
SLICE_ROWS = 100_000
MARK = b"\xef\xbb\xbf"
PARQUET = b"PAR1"
SHOWN = 12
PIECE = 1 << 17
LINE_END, QUOTE = 10, 34
NOT_UTF8 = "not UTF-8"
"""A column that is there when the block was read as Windows-1252."""


@dataclass(frozen=True)
class Block:
    """Rows of a file: `frame` with the wanted columns, `row` numbers its rows from 1 through the whole file."""

    frame: pl.DataFrame
    text: bytes
    first_row: int
    first_line: int

    def lines(self, rows: list[int]) -> list[int]:
        """Return the line of the file on which each of the given rows begins; for Parquet the number of the row."""
        if not self.text or not rows:
            return list(rows)
        places = np.asarray(rows) - self.first_row
        if self.text.count(b"\n") <= self.frame.height:
            return [int(place) + self.first_line for place in places]
        starts = row_lines(self.text, int(places.max()) + 1)
        return [int(starts[place]) + self.first_line for place in places]


def row_lines(text: bytes, rows: int) -> NDArray[np.int64]:
    """Return the line, from 0, on which each of the first rows of CSV bytes begins: after a line end outside quotes."""
    signs = np.frombuffer(text, dtype=np.uint8)
    if maybe("numba") is not None:
        starts = np.zeros(rows, dtype=np.int64)
        compiled()(signs, starts)
        return starts
    special = signs[np.flatnonzero((signs == LINE_END) | (signs == QUOTE))]
    ends = special == LINE_END
    closed = np.cumsum(~ends) % 2 == 0
    return np.concatenate([[0], np.flatnonzero(closed[ends]) + 1])


@cache
def compiled() -> Callable[..., None]:
    """Return the compiled loop of `row_lines`."""
    import numba

    @numba.njit(cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
    def loop(signs, starts):  # type: ignore[no-untyped-def]
        row, line, closed = 0, 0, True
        for sign in signs:
            if sign == 34:
                closed = not closed
            elif sign == 10:
                line += 1
                if closed:
                    row += 1
                    if row == len(starts):
                        return
                    starts[row] = line

    return loop  # type: ignore[no-any-return, unused-ignore]


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
        return list(needed("polars").read_parquet_schema(path))
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
    size = block_bytes
    with path.open("rb") as file:
        file.seek(start)
        while block := file.read(size):
            at_end = len(block) < size
            end = len(block) if at_end else whole_rows(block)
            if end:
                yield block if end == len(block) else block[:end]
                file.seek(end - len(block), 1)
                size = block_bytes
            elif size > LONGEST_ROW_BYTES + block_bytes:
                raise UsageError(
                    f"{path}: a row is longer than {LONGEST_ROW_BYTES / 1e6:g} MB; a quotation mark is open"
                )
            else:
                file.seek(-len(block), 1)
                size *= 2


def whole_rows(block: bytes) -> int:
    """Return the length of the longest beginning of a block that ends with a row; 0 when none does."""
    end = len(block)
    quotes = quote_marks(block)
    while True:
        cut = block.rfind(b"\n", 0, end)
        if cut < 0:
            return 0
        quotes -= block.count(b'"', cut + 1, end)
        if quotes % 2 == 0:
            return cut + 1
        end = cut


def quote_marks(block: bytes) -> int:
    """Return how many quotation marks stand in some bytes, counted in pieces that fit the processor's cache."""
    signs = np.frombuffer(block, dtype=np.uint8)
    pieces = (signs[first : first + PIECE] for first in range(0, len(signs), PIECE))
    return sum(int(np.count_nonzero(piece == QUOTE)) for piece in pieces)


def csv_blocks(
    path: Path, wanted: list[str], floats: tuple[str, ...], block_bytes: int = BLOCK_BYTES, *, lines: bool = True
) -> Iterator[Block]:
    """Yield the blocks of a CSV file with the wanted columns; numbers stand in `floats`, all else is text.

    Without `lines` the lines of the file are not counted.
    """
    pl = needed("polars")
    names, start, line, separator = header(path)
    kinds = {name: pl.Float64 if name in floats else pl.String for name in names}
    first_row, first_line = 1, line + 1
    for text in byte_blocks(path, start, block_bytes):
        frame = block_frame(text, kinds, wanted, separator)
        if unreadable(frame):
            frame = block_frame(decoded(text), kinds, wanted, separator)
            frame = frame.with_columns(pl.lit(True).alias(NOT_UTF8))
        yield Block(numbered(frame, first_row), text, first_row, first_line)
        first_row += frame.height
        first_line += text.count(b"\n") if lines else 0


def block_frame(text: bytes, kinds: dict[str, Any], wanted: list[str], separator: str) -> pl.DataFrame:
    """Return the wanted columns of the rows of a block; bytes that are not UTF-8 become replacement characters."""
    pl = needed("polars")
    scan = pl.scan_csv(
        text,
        has_header=False,
        schema=kinds,
        separator=separator,
        encoding="utf8-lossy",
        ignore_errors=True,
        truncate_ragged_lines=True,
    )
    return scan.select(wanted).collect()


def unreadable(frame: pl.DataFrame) -> bool:
    """Whether a text of a table has a replacement character: its bytes were not UTF-8."""
    pl = needed("polars")
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    if not texts:
        return False
    return any(frame.select(pl.col(texts).str.contains("\ufffd", literal=True).any()).row(0))


def parquet_blocks(path: Path, wanted: list[str]) -> Iterator[Block]:
    """Yield slices of a Parquet file with the wanted columns in the types of the file."""
    pl = needed("polars")
    whole = pl.scan_parquet(path).select(wanted)
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    for first in range(0, rows, SLICE_ROWS):
        yield Block(numbered(whole.slice(first, SLICE_ROWS).collect(), first + 1), b"", first + 1, 1)


def ahead(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks, the next of which is read while the one before is worked on."""
    with ThreadPoolExecutor(1) as reading:
        waiting = reading.submit(next, blocks, None)
        while (block := waiting.result()) is not None:
            waiting = reading.submit(next, blocks, None)
            yield block


def numbered(frame: Any, first: int) -> Any:
    """Return a table with the number of each row, from `first`, in `row`."""
    return frame.with_row_index("row", offset=first)
