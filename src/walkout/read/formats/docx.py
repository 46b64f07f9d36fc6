"""Word documents (.docx): paragraphs, tables, notes and text boxes, in the order of the body.

Written on expat rather than on a document library: no entity is declared or followed, nothing is
recursed into, deleted words stay deleted and inserted ones count.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from datetime import date
from io import BytesIO
from xml.parsers import expat

from walkout.errors import EmptyDocumentError, HostileDocumentError, UnreadableError
from walkout.model.document import Capture
from walkout.read.page import MOST_TEXT, Page, clean, compose, has_words
from walkout.read.published import from_lines, from_url, latest_day, plausible

READER = "docx@1"

_CHUNK = 1 << 16
# Words of a member, however well they are packed: several long books.
_MOST_XML = 256 << 20
_MOST_RATIO = 200
_RATIO_FROM = 8 << 20
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
# Deleted words, field codes, and the second version of a drawing for old programs.
_SKIP = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "pPrChange", "rPrChange"})


def read(capture: Capture, today: date) -> Page:
    """Return the words of a Word document.

    Raises:
        EmptyDocumentError: There are no words in it.
        UnreadableError: It is cut or damaged.
        HostileDocumentError: It is a bomb, or declares entities.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(capture.content))
    except _FAULTS:
        raise _damaged() from None
    with archive:
        members = {name.lstrip("/").lower(): name for name in archive.namelist()}
        if "word/document.xml" not in members:
            raise _damaged()
        body = _Words("p")
        _parse(archive, members["word/document.xml"], body)
        parts = body.parts
        for note, word in (("footnotes", "footnote"), ("endnotes", "endnote")):
            if f"word/{note}.xml" in members:
                notes = _Words(word)
                _parse(archive, members[f"word/{note}.xml"], notes)
                parts += notes.parts
        title = None
        if "docprops/core.xml" in members:
            core = _Core()
            _parse(archive, members["docprops/core.xml"], core)
            title = core.title
    if not any(has_words(text) for _, text in parts):
        raise EmptyDocumentError(
            "The document has no words",
            fix="If it holds pictures of text, a person must read it.",
            waits=body.pictures > 0,
        )
    if sum(len(text) for _, text in parts) > MOST_TEXT:
        raise UnreadableError(
            "The document is longer than any report",
            fix="Split it at the reports and add the parts.",
            most=MOST_TEXT,
        )
    text, blocks = compose(parts)
    lines = text.split("\n")
    latest = latest_day(capture.captured_at, today)
    shown = from_lines(lines)
    named = from_url(capture.url)
    first = lines[0]
    if not title and len(lines) > 1 and 2 <= len(first) <= 120 and not first.endswith(("。", ".")):
        title = first
    return Page(
        READER,
        text,
        blocks,
        title=title,
        published=shown
        if plausible(shown, latest)
        else named
        if plausible(named, latest)
        else None,
        basis="text"
        if plausible(shown, latest)
        else "url"
        if plausible(named, latest)
        else "unknown",
        notes=(f"pictures:{body.pictures}",) if body.pictures else (),
    )


def _damaged(part: str = "") -> UnreadableError:
    return UnreadableError(
        "The document is cut or damaged",
        fix="Open it in a word processor, save it again and add that.",
        **({"part": part} if part else {}),
    )


class _Handler:
    """What expat calls; tags come without their name spaces."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""

    def end(self, tag: str) -> None:
        """End an element."""

    def text(self, data: str) -> None:
        """Take character data."""


class _Core(_Handler):
    """The title among a document's properties."""

    def __init__(self) -> None:
        self._inside = False
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._inside = tag == "title"

    def end(self, tag: str) -> None:
        self._inside = False

    def text(self, data: str) -> None:
        if self._inside and len(self._words) < 1000:
            self._words.append(data)

    @property
    def title(self) -> str | None:
        """The title; None when there is none, or one that a program made up."""
        title = " ".join(clean("".join(self._words)).split())
        return title if 2 <= len(title) <= 300 else None


class _Words(_Handler):
    """Gathers the words of paragraphs and of table rows."""

    def __init__(self, place: str) -> None:
        self.parts: list[tuple[str, str]] = []
        self.pictures = 0
        self._place = place
        self._number = 0
        self._skip = 0
        self._take = False
        # A paragraph may hold a text box that holds paragraphs.
        self._open: list[list[str]] = []
        self._rows: list[list[list[str]]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skip or tag in _SKIP:
            self._skip += 1
        elif tag == "p":
            self._open.append([])
        elif tag == "tr":
            self._rows.append([])
        elif tag == "tc" and self._rows:
            self._rows[-1].append([])
        elif tag == "t":
            self._take = True
        elif tag in {"tab", "ptab"} and self._open:
            self._open[-1].append("\t")
        elif tag in {"br", "cr"} and self._open:
            self._open[-1].append("\n")
        elif tag == "noBreakHyphen" and self._open:
            self._open[-1].append("-")
        elif tag in {"blip", "imagedata"}:
            self.pictures += 1

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
        elif tag == "t":
            self._take = False
        elif tag == "p" and self._open:
            self._paragraph(self._open.pop())
        elif tag == "tr" and self._rows:
            self._row(self._rows.pop())

    def text(self, data: str) -> None:
        if self._take and not self._skip and self._open:
            self._open[-1].append(data)

    def _paragraph(self, words: list[str]) -> None:
        text = clean("".join(words)).strip()
        if self._rows and self._rows[-1]:
            if text:
                self._rows[-1][-1].append(text)
            return
        self._number += 1
        if text:
            self.parts.append((f"{self._place} {self._number}", text))

    def _row(self, cells: list[list[str]]) -> None:
        # Cells that hold paragraphs lay out a page; a row of data is one line.
        long = any(len(cell) > 3 or sum(map(len, cell)) > 600 for cell in cells)
        text = (
            "\n".join("\n".join(cell) for cell in cells if cell)
            if long
            else "\t".join(" ".join(cell).replace("\n", " ") for cell in cells).strip("\t")
        )
        if self._rows and self._rows[-1]:
            # A table in a cell of a table.
            if text.strip():
                self._rows[-1][-1].append(text)
            return
        self._number += 1
        if text.strip():
            self.parts.append((f"{self._place} {self._number}", text))


def _parse(archive: zipfile.ZipFile, name: str, handler: _Handler) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: handler.start(_local(tag), attributes)
    parser.EndElementHandler = lambda tag: handler.end(_local(tag))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _no_doctype
    part = posixpath.basename(name)
    size = 0
    try:
        info = archive.getinfo(name)
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if size > _MOST_XML or (
                    size > _RATIO_FROM and size > _MOST_RATIO * max(1, info.compress_size)
                ):
                    raise HostileDocumentError(
                        "The document unpacks to far more than it holds, as a bomb does",
                        fix="If you trust it, save its text and add that.",
                        part=part,
                    )
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError):
        raise _damaged(part) from None
    except _FAULTS as error:
        if isinstance(error, RuntimeError) and "encrypted" not in str(error):
            raise
        raise _damaged(part) from None


def _no_doctype(*_: object) -> None:
    raise HostileDocumentError(
        "The document declares a document type, which none that a word processor writes does",
        fix="If you trust it, open it in a word processor, save it again and add that.",
    )


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
