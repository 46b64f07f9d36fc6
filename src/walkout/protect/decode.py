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
from html import unescape
from typing import Any

from walkout.errors import LeakError

_DATA = re.compile(rb'walkoutData\("([a-z0-9/]+)","([A-Za-z0-9+/=]*)"\);\n')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_BRACKETS = re.compile(r"[<>]")
_MOST = 1 << 30
_LONG = 10**9


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
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _LONG:
        # Smaller numbers are too short for anything that points to a person.
        yield Piece(place, str(value), number=True)


def _rows(data: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)


def _cells(data: bytes) -> Iterator[Piece]:
    for row, cells in enumerate(_rows(data), 1):
        for column, cell in enumerate(cells, 1):
            if not cell:
                continue
            if cell[0] in "{[":
                with suppress(ValueError):  # words may begin so too; they are read as words below
                    yield from _values(json.loads(cell), f"row {row} column {column}")
            yield Piece(f"row {row} column {column}", cell, number=bool(_NUMBER.match(cell)))


def _html(data: bytes) -> Iterator[Piece]:
    # Not a browser's reading: whatever stands between two brackets is looked at, be it text, a
    # tag with its attributes, or a comment, so that no rule of parsing can hide a word.
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        for run in _BRACKETS.split(line):
            if run.strip():
                yield Piece(f"line {number}", unescape(run))


def _script(data: bytes) -> Iterator[Piece]:
    match, value = _handed_over(data)
    yield from _values(value, match)


def _handed_over(data: bytes) -> tuple[str, Any]:
    """Return the name and value of a data file: one call that hands over base64 gzip of JSON."""
    match = _DATA.fullmatch(data)
    if match is None:
        raise ValueError("not a data file")
    squeezed = base64.b64decode(match[2], validate=True)
    reader = zlib.decompressobj(31)
    text = reader.decompress(squeezed, _MOST)
    if not reader.eof or reader.unused_data:
        raise ValueError("more than one gzip member, or too much")
    return match[1].decode("ascii"), json.loads(text)


def words(name: str, data: bytes) -> tuple[set[str], set[str]]:
    """Return what `decode` yields, without places and each once: words, and long numbers.

    Most words of a release stand in it many times; looking at each once is ten times as fast.

    Raises:
        LeakError: As `decode`.
    """
    texts: set[str] = set()
    numbers: set[str] = set()
    ending = name.rpartition(".")[2]
    try:
        if ending == "json":
            _gather(json.loads(data), texts, numbers)
        elif ending == "jsonl":
            for line in data.splitlines():
                _gather(json.loads(line), texts, numbers)
        elif ending == "js":
            _gather(_handed_over(data)[1], texts, numbers)
        elif ending == "html":
            text = data.decode("utf-8")
            texts = {unescape(run) for line in text.splitlines() for run in _BRACKETS.split(line)}
        elif ending == "csv":
            for cell in {cell for cells in _rows(data) for cell in cells if cell}:
                (numbers if _NUMBER.match(cell) else texts).add(cell)
                if cell[0] in "{[":
                    with suppress(ValueError):
                        _gather(json.loads(cell), texts, numbers)
        else:
            texts = {piece.text for piece in decode(name, data)}
    except (ValueError, binascii.Error, zlib.error, csv.Error) as fault:
        raise _refused(name) from fault
    return texts, numbers


def _gather(value: Any, texts: set[str], numbers: set[str]) -> None:
    stack = [value]
    while stack:
        found = stack.pop()
        if isinstance(found, str):
            texts.add(found)
        elif isinstance(found, dict):
            texts.update(found)
            stack.extend(found.values())
        elif isinstance(found, list):
            stack.extend(found)
        elif isinstance(found, int | float) and not isinstance(found, bool) and abs(found) >= _LONG:
            numbers.add(str(found))
