"""Excel workbooks (.xlsx), streamed: no formula, macro, link or entity in them is followed.

Written on expat rather than on a spreadsheet library, since this runs on hostile files in the
main process: cells stay sparse (a library that makes a rectangle of ``A1`` and ``XFD1048576``
takes all memory there is), and a document type declaration ends the reading.
"""

from __future__ import annotations

import math
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from xml.parsers import expat

from walkout.capture.delimited import Line
from walkout.capture.item import Budget
from walkout.capture.names import safe_path
from walkout.errors import HostileDocumentError, TableError, UnreadableError

_CHUNK = 1 << 16
# Cells that one merged range, and all of a sheet's, may spread their value over.
_MOST_MERGED = 200_000
_MOST_STRINGS = 256 << 20

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)

_BUILTIN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook.

    Args:
        name: Its name.
        lines: Its rows, header and titles included; cells stand at their column.
    """

    name: str
    lines: Iterator[Line] = field(repr=False)


def sheets(content: bytes, budget: Budget) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in their order; read one to its end before the next.

    Raises:
        UnreadableError: It is cut or damaged.
        HostileDocumentError: It is a bomb, or declares entities.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (*_FAULTS, ValueError, struct.error):
        raise _damaged() from None
    with archive:
        book = _Book(archive, budget)
        for name, part in book.parts():
            yield Sheet(safe_path(name), book.lines(part))


def _damaged(part: str = "") -> UnreadableError:
    return UnreadableError(
        "The workbook is cut or damaged",
        fix="Open it in a spreadsheet program, save it again and add that.",
        **({"part": part} if part else {}),
    )


class _Book:
    def __init__(self, archive: zipfile.ZipFile, budget: Budget) -> None:
        self._archive = archive
        self._budget = budget
        self._members = {name.lstrip("/").lower(): name for name in archive.namelist()}
        self._epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days have no zone
        self._dates: list[bool] = []
        self._strings: list[str] = []

    def parts(self) -> list[tuple[str, str]]:
        """Return the sheets' names and members, once strings and styles are known."""
        names: list[tuple[str, str]] = []
        targets: dict[str, str] = {}

        def workbook(tag: str, attributes: dict[str, str]) -> None:
            if tag == "sheet":
                names.append((attributes.get("name", ""), attributes.get("id", "")))
            elif tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
                self._epoch = datetime(1904, 1, 1)  # noqa: DTZ001

        def relation(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                path = target if target.startswith("/") else posixpath.join("xl", target)
                targets[attributes.get("Id", "")] = posixpath.normpath(path.lstrip("/"))

        self._parse("xl/workbook.xml", workbook)
        self._parse("xl/_rels/workbook.xml.rels", relation)
        if "xl/styles.xml" in self._members:
            self._read_styles()
        if "xl/sharedstrings.xml" in self._members:
            self._read_strings()
        found = [(name, targets.get(id_, "")) for name, id_ in names]
        return [(name, part) for name, part in found if part.lower() in self._members]

    def _read_styles(self) -> None:
        formats: dict[str, bool] = {}
        inside = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            if tag == "numFmt":
                formats[attributes.get("numFmtId", "")] = _is_date(attributes.get("formatCode", ""))
            elif tag == "cellXfs":
                inside = True
            elif tag == "xf" and inside:
                number = attributes.get("numFmtId", "0")
                builtin = number.isdigit() and int(number) in _BUILTIN_DATES
                self._dates.append(formats.get(number, builtin))

        def end(tag: str) -> None:
            nonlocal inside
            if tag == "cellXfs":
                inside = False

        self._parse("xl/styles.xml", start, end)

    def _read_strings(self) -> None:
        words: list[str] = []
        state = {"text": False, "phonetic": False}
        size = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "si":
                words.clear()
            elif tag == "t":
                state["text"] = not state["phonetic"]
            elif tag == "rPh":
                state["phonetic"] = True

        def end(tag: str) -> None:
            nonlocal size
            if tag == "t":
                state["text"] = False
            elif tag == "rPh":
                state["phonetic"] = False
            elif tag == "si":
                text = _unescaped("".join(words))
                size += len(text)
                if size > _MOST_STRINGS:
                    raise TableError(
                        "The workbook holds more text than fits into memory",
                        fix="Save each sheet as .csv and add those.",
                        most_megabytes=_MOST_STRINGS >> 20,
                    )
                self._strings.append(text)

        def text(data: str) -> None:
            if state["text"]:
                words.append(data)

        self._parse("xl/sharedStrings.xml", start, end, text)

    def lines(self, part: str) -> Iterator[Line]:
        """Yield a sheet's rows; the value of a merged range stands in each of its cells."""
        merged = _Merged(self._merges(part))
        rows = _Rows(self._value, merged)
        feed = self._feeder(part, rows.start, rows.end, rows.text)
        for _ in feed:
            yield from rows.take()
        yield from rows.take()

    def _value(self, kind: str, style: str, raw: str) -> str:
        if kind == "s":
            return self._strings[int(raw)] if _index(raw, self._strings) else ""
        if kind in {"str", "inlineStr", "d"}:
            return _unescaped(raw)
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if kind == "e":
            return ""
        dated = _index(style, self._dates) and self._dates[int(style)]
        return _number(raw, self._epoch if dated else None)

    def _merges(self, part: str) -> list[str]:
        """Return the merged ranges, which stand in the file after the cells they merge."""
        found: list[str] = []
        tail = b""
        for chunk in self._chunks(part):
            data = tail + chunk
            found += [
                match[1].decode("ascii")
                for match in re.finditer(
                    rb"<(?:\w+:)?mergeCell\s[^>]{0,80}?ref=\"([A-Z0-9:]{3,21})\"", data
                )
            ]
            if len(found) > _MOST_MERGED:
                break
            cut = data.rfind(b"<")
            tail = data[cut:] if cut >= 0 and b">" not in data[cut:] else b""
            tail = tail[-200:]
        return found

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        for _ in self._feeder(part, start, end, text):
            pass

    def _feeder(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> Iterator[None]:
        """Parse one member bit by bit, pausing after each so that rows can be handed on."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(
            _local(tag), {_local(name): value for name, value in attributes.items()}
        )
        if end:
            parser.EndElementHandler = lambda tag: end(_local(tag))
        if text:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            for chunk in self._chunks(part):
                parser.Parse(chunk, False)
                yield
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            # An encoding that does not exist is a LookupError, one of several bytes a ValueError.
            raise _damaged(posixpath.basename(part)) from None

    def _chunks(self, part: str) -> Iterator[bytes]:
        name = self._members.get(part.lower())
        if name is None:
            raise _damaged(posixpath.basename(part))
        size = 0
        try:
            info = self._archive.getinfo(name)
            with self._archive.open(info) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self._budget.spend(
                        len(chunk),
                        packed=info.compress_size,
                        member=size,
                        where=posixpath.basename(part),
                    )
                    yield chunk
        except (*_FAULTS, ValueError, struct.error):
            raise _damaged(posixpath.basename(part)) from None


def _no_doctype(*_: object) -> None:
    raise HostileDocumentError(
        "The workbook declares a document type, which none that a spreadsheet program writes does",
        fix="Open it in a spreadsheet program that you trust it to, and save it again.",
    )


class _Merged:
    """The values of merged ranges, handed down to the rows that they cover."""

    def __init__(self, ranges: list[str]) -> None:
        self._by_row: dict[int, list[tuple[int, int, int, int]]] = {}
        self._values: dict[tuple[int, int], str] = {}
        spent = 0
        for text in ranges:
            match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", text)
            if not match:
                continue
            left, top = column_number(match[1]), int(match[2])
            right, bottom = column_number(match[3]), int(match[4])
            spent += max(0, right - left + 1) * max(0, bottom - top + 1)
            if spent > _MOST_MERGED:
                break
            for row in range(top, bottom + 1):
                self._by_row.setdefault(row, []).append((left, right, top, bottom))

    def spread(self, row: int, cells: dict[int, str]) -> None:
        """Fill a row's merged cells."""
        for left, right, top, _ in self._by_row.get(row, ()):
            if row == top and left in cells:
                self._values[left, top] = cells[left]
            value = self._values.get((left, top))
            if value:
                for column in range(left, right + 1):
                    cells.setdefault(column, value)


class _Rows:
    """Expat's handlers for a sheet: gathers cells and hands on whole rows."""

    def __init__(self, value: Callable[[str, str, str], str], merged: _Merged) -> None:
        self._value = value
        self._merged = merged
        self._done: list[Line] = []
        self._row = 0
        self._column = -1
        self._cells: dict[int, str] = {}
        self._kind = self._style = ""
        self._raw: list[str] = []
        self._take = False
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if tag == "c":
            match = _CELL.fullmatch(attributes.get("r", ""))
            self._column = column_number(match[1]) if match else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._raw.clear()
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() and len(number) < 8 else self._row + 1
            self._column = -1
            self._cells = {}
        elif tag == "rPh":
            self._phonetic = True
        elif tag in {"v", "t"}:
            self._take = not self._phonetic

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in {"v", "t"}:
            self._take = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c":
            if self._raw:
                value = self._value(self._kind, self._style, "".join(self._raw))
                if value and len(self._cells) < 20_000:
                    self._cells[self._column] = value
        elif tag == "row":
            self._merged.spread(self._row, self._cells)
            width = max(self._cells, default=-1) + 1
            if width <= 16_384:
                row = tuple(self._cells.get(column, "") for column in range(width))
                self._done.append(Line(self._row, row))

    def text(self, data: str) -> None:
        """Take character data."""
        if self._take:
            self._raw.append(data)

    def take(self) -> list[Line]:
        """Return the rows that are whole, and forget them."""
        done, self._done = self._done, []
        return done


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _index(text: str, values: list[str] | list[bool]) -> bool:
    return text.isdigit() and len(text) < 10 and int(text) < len(values)


def column_number(letters: str) -> int:
    """Return a column's number, from 0.

    Example:
        >>> column_number("A"), column_number("AA")
        (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """Return a column's letters.

    Example:
        >>> column_letters(0), column_letters(26)
        ('A', 'AA')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _is_date(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.partition(";")[0]).lower()
    return any(letter in bare for letter in "ymdhs") and "general" not in bare


def _number(raw: str, epoch: datetime | None) -> str:
    try:
        number = float(raw)
    except ValueError:
        return raw.strip()
    if not math.isfinite(number):
        return raw.strip()
    if epoch is not None and 0 <= number < 2_958_466:
        # Excel counts a 29 February 1900 that never was.
        days = number + 1 if epoch.year == 1899 and number < 60 else number
        moment = epoch + timedelta(seconds=round(days * 86_400))
        if number < 1:
            return f"{moment:%H:%M:%S}"
        return f"{moment:%Y-%m-%d}" if number == int(number) else f"{moment:%Y-%m-%d %H:%M:%S}"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _unescaped(text: str) -> str:
    """Undo Excel's ``_x000D_`` for characters that XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: _char(int(match[1], 16)), text)


def _char(code: int) -> str:
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
