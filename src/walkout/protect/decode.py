"""Readers of the formats that a release writes: every word in a file, and where it stands."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from walkout.errors import LeakError

_DATA = re.compile(rb'walkoutData\("([a-z0-9/]+)","([A-Za-z0-9+/=]*)"\);\n')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_MOST = 1 << 30


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or run of words of a file.

    Args:
        place: Where: line, row and column, or path of keys.
        text: The words, decoded.
        number: It is a number of a numeric cell, not words.
    """

    place: str
    text: str = field(repr=False)
    number: bool = False


def decode(name: str, data: bytes) -> Iterator[Piece]:
    """Yield every word of a written file.

    Args:
        name: Path in the release; its ending names the format.
        data: The bytes.

    Raises:
        LeakError: The format is not one that a release writes, or the bytes are not of it:
            what cannot be read cannot be cleared.
    """
    ending = name.rpartition(".")[2]
    try:
        if ending in ("txt", "md", "css"):
            yield from _lines(data)
        elif ending == "json":
            yield from _values(json.loads(data), "")
        elif ending == "jsonl":
            for number, line in enumerate(data.splitlines(), 1):
                yield from _values(json.loads(line), f"line {number}")
        elif ending == "csv":
            yield from _cells(data)
        elif ending == "html":
            yield from _html(data)
        elif ending == "js":
            yield from _script(data)
        else:
            raise _refused(name)
    except (ValueError, binascii.Error, zlib.error, csv.Error) as fault:
        raise _refused(name) from fault


def _refused(name: str) -> LeakError:
    return LeakError(
        "A file of the release is in no format that the leak gate reads",
        fix="Nothing was released. Report this as a fault of Walkout.",
        file=name,
    )


def _lines(data: bytes) -> Iterator[Piece]:
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        yield Piece(f"line {number}", line)


def _values(value: Any, place: str) -> Iterator[Piece]:
    if isinstance(value, dict):
        for key, inner in value.items():
            # A find in the key itself must not be named by the key.
            yield Piece(f"{place} key", key)
            yield from _values(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(inner, f"{place}[{number}]")
    elif isinstance(value, str):
        yield Piece(place, value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**9:
        # Smaller numbers are too short for anything that points to a person.
        yield Piece(place, str(value), number=True)


def _cells(data: bytes) -> Iterator[Piece]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            if not cell:
                continue
            if cell[0] in "{[":
                with suppress(ValueError):  # words may begin so too; they are read as words below
                    yield from _values(json.loads(cell), f"row {row} column {column}")
            yield Piece(f"row {row} column {column}", cell, number=bool(_NUMBER.match(cell)))


def _html(data: bytes) -> Iterator[Piece]:
    words = _Words()
    words.feed(data.decode("utf-8"))
    words.close()
    yield from words.pieces


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []

    def _add(self, text: str) -> None:
        if text.strip():
            self.pieces.append(Piece(f"line {self.getpos()[0]}", text))

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for _, value in attrs:
            self._add(value or "")

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        self._add(data)

    def handle_decl(self, decl: str) -> None:
        self._add(decl)

    def handle_pi(self, data: str) -> None:
        self._add(data)

    def unknown_decl(self, data: str) -> None:
        self._add(data)


def _script(data: bytes) -> Iterator[Piece]:
    """Read a data file: exactly one call that hands over base64 gzip of JSON."""
    match = _DATA.fullmatch(data)
    if match is None:
        raise ValueError("not a data file")
    squeezed = base64.b64decode(match[2], validate=True)
    reader = zlib.decompressobj(31)
    text = reader.decompress(squeezed, _MOST)
    if not reader.eof or reader.unused_data:
        raise ValueError("more than one gzip member, or too much")
    yield from _values(json.loads(text), match[1].decode("ascii"))
