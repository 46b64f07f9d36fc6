"""Rows of delimited text: the delimiter found, quotation marks that never close survived."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper

from walkout.errors import TableError, UnreadableError
from walkout.model import media
from walkout.text.charset import decode

_SAMPLE = 1 << 20
# A record that spans more lines than this has lost its closing quotation mark.
_MOST_LINES = 2_000
# After this many of them the table is given up: each costs reading those lines again.
_MOST_REPAIRS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table.

    Args:
        number: Its row number in the sheet, or the number of its first line in the file, from 1.
        cells: Its cells.
        problem: What is wrong with it; None when nothing is.
    """

    number: int
    cells: tuple[str, ...] = field(repr=False)
    problem: TableError | UnreadableError | None = None


def encoding_of(content: bytes) -> str:
    """Return the encoding of a table, judged on its first megabyte.

    Raises:
        UnreadableError: No encoding holds.
    """
    sample = content[:_SAMPLE]
    if len(content) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
        if b"\0" in sample and len(sample) % 2:
            # UTF-16: the line end is two bytes.
            sample = sample[:-1]
    encoding = decode(sample).encoding
    return "utf-8-sig" if encoding == "utf-8" else encoding


class _Source:
    """Lines for `csv.reader`, keeping those of the row in hand so that they can be read again."""

    def __init__(self, text: TextIOWrapper, most: int) -> None:
        self.text = text
        self.most = most
        self.number = 0
        self.read = 0
        self.size = 0
        self.held: list[tuple[int, str]] = []
        self.again: deque[tuple[int, str]] = deque()
        self.overflow: tuple[int, int] | None = None
        self.broken_off = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next()
        if line is None:
            # Asked for in the middle of a row: its quotation is still open.
            self.broken_off = bool(self.held)
            raise StopIteration
        # `csv` would end the reading at a NUL.
        line = line.replace("\0", "")
        self.held.append((self.number, line))
        self.size += len(line)
        return line

    def release(self) -> list[tuple[int, str]]:
        """Return the lines in hand and let go of them."""
        held, self.held, self.size = self.held, [], 0
        return held

    def _next(self) -> str | None:
        if len(self.held) >= _MOST_LINES or self.size > self.most:
            return None
        if self.again:
            self.number, line = self.again.popleft()
            return line
        line = self.text.readline(self.most + 1)
        if not line:
            return None
        self.read += 1
        self.number = self.read
        if len(line) > self.most and not line.endswith("\n"):
            self._pass_over(len(line))
            return None
        return line

    def _pass_over(self, size: int) -> None:
        while more := self.text.readline(1 << 20):
            size += len(more)
            if more.endswith("\n"):
                break
        self.overflow = (self.number, size)


def lines(content: bytes, media_type: str, most: int) -> Iterator[Line]:
    """Yield the rows of delimited text, header and titles included.

    Args:
        content: The bytes, in any encoding.
        media_type: `media.CSV` or `media.TSV`; only a hint for the delimiter.
        most: Longest line, in code points.

    Raises:
        UnreadableError: No encoding holds.
        TableError: Its quotation marks are hopeless.
    """
    encoding = encoding_of(content)
    # Bad bytes become surrogates, so that only the rows that hold them are lost; UTF-16 cannot.
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    text = TextIOWrapper(BytesIO(content), encoding, errors, newline="")
    source = _Source(text, most)
    delimiter = _delimiter(content, encoding, media_type)
    csv.field_size_limit(max(csv.field_size_limit(), most * 3))
    repairs = 0
    while True:
        source.broken_off = False
        reader = csv.reader(source, delimiter=delimiter)
        for row in reader:
            if source.broken_off:
                break
            held = source.release()
            yield _line(held[0][0], row, held)
        if source.overflow:
            number, size = source.overflow
            source.overflow = None
            yield Line(number, (), _too_long(number, size, most))
            if not source.held:
                continue
        if not source.held:
            return
        # The first line of what is in hand opens a quotation that nothing closes: it is the bad
        # row, and reading goes on with the line after it.
        repairs += 1
        if repairs > _MOST_REPAIRS:
            raise TableError(
                "Quotation marks are opened and never closed all over the table",
                fix="Save it again as .xlsx and add that.",
                line=source.held[0][0],
            )
        (number, first), *rest = source.release()
        source.again.extendleft(reversed(rest))
        cells = _shown(first.rstrip("\r\n").split(delimiter))
        yield Line(
            number,
            cells,
            TableError(
                "The row opens a quotation mark that is never closed",
                fix="Close it, or double the marks that are part of a cell.",
                line=number,
            ),
        )


def _line(number: int, row: list[str], held: list[tuple[int, str]]) -> Line:
    if any(not line.isascii() and _bad(line) for _, line in held):
        problem = UnreadableError(
            "The row has bytes that are not text in the table's encoding",
            fix="Save the table as UTF-8 in the program that shows it right.",
            line=number,
        )
        return Line(number, _shown(row), problem)
    return Line(number, tuple(row))


def _shown(row: list[str]) -> tuple[str, ...]:
    """Return cells without the surrogates that stand for bad bytes."""
    return tuple(cell.encode("utf-8", "replace").decode("utf-8") for cell in row)


def _bad(line: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in line)


def _too_long(number: int, size: int, most: int) -> TableError:
    return TableError(
        "The line is longer than a row may be, so it is left out",
        fix="Check that the lines end where the rows do.",
        line=number,
        megabytes=size >> 20,
        most=most >> 20,
    )


def _delimiter(content: bytes, encoding: str, media_type: str) -> str:
    """Return the delimiter that cuts the first lines into the same number of cells, and most."""
    head = content[: 1 << 16].decode(encoding, "replace")
    sample = head.splitlines()[:60]
    if len(content) > 1 << 16 and len(sample) > 1:
        sample = sample[:-1]
    best = ("\t" if media_type == media.TSV else ",", 0.0)
    for delimiter in (",", "\t", ";", "|", "，"):
        try:
            rows = [row for row in csv.reader(sample, delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        widths = [len(row) for row in rows]
        if not widths:
            continue
        width = max(set(widths), key=lambda w: (widths.count(w), w))
        if width < 2:
            continue
        steady = widths.count(width) / len(widths)
        hint = 1.2 if (delimiter == "\t") == (media_type == media.TSV) else 1.0
        if delimiter == "，":
            # It parts clauses, and rows of one form have the same number of them.
            hint = 0.6
        score = steady * steady * hint * (1 + min(width, 10) / 10)
        if score > best[1]:
            best = (delimiter, score)
    return best[0]
