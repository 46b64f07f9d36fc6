"""Physical lines of a text in bounded memory, and JSON Lines on top of them."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from walkout.capture.columns import Column, Roles, guess, language_of
from walkout.capture.faults import CaptureFault, fault
from walkout.capture.item import Budget, Item
from walkout.capture.names import safe_name
from walkout.capture.options import CaptureOptions, Notice
from walkout.errors import EmptyDocumentError, TableError, UnreadableError
from walkout.model import media
from walkout.model.document import Capture
from walkout.model.ids import document_id, row_id
from walkout.text.charset import decode
from walkout.text.days import parse_day, parse_epoch

_SAMPLE_LINES = 200
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Physical:
    """One line of bytes.

    Args:
        number: Its number, from 1.
        data: Its bytes without the line end; empty when it is too long.
        size: Its whole size in bytes.
        too_long: Whether it is longer than was allowed.
    """

    number: int
    data: bytes = field(repr=False)
    size: int
    too_long: bool = False


def physical(content: bytes, most: int) -> Iterator[Physical]:
    """Yield the lines of some bytes; a line that is too long is passed over, not held."""
    stream = BytesIO(content)
    number = 0
    while data := stream.readline(most + 1):
        number += 1
        if len(data) > most and not data.endswith(b"\n"):
            size = len(data)
            while more := stream.readline(1 << 20):
                size += len(more)
                if more.endswith(b"\n"):
                    break
            yield Physical(number, b"", size, too_long=True)
        else:
            yield Physical(number, data.rstrip(b"\r\n"), len(data))


def too_long(number: int, size: int, most: int) -> TableError:
    """Return the fault of a line that is longer than is allowed."""
    return TableError(
        "The line is longer than a row may be, so it is left out",
        fix="Check that the lines end where the rows do.",
        line=number,
        megabytes=size >> 20,
        most=most >> 20,
    )


def json_lines(item: Item, budget: Budget) -> Iterator[Capture | CaptureFault]:
    """Yield the lines of a JSON Lines file as documents, after the file itself.

    The contract's fields (``id``, ``text``, ``published``, ``language``, ``url``) are taken as
    they are named; other names are guessed like the columns of a table. A line that is no object
    or has no text is one fault, and the rest goes on.

    Raises:
        TableError: No line has a field that holds text, or a named field is in none.
    """
    options = budget.options
    document = document_id(item.content)
    content = _utf8(item.content)
    roles = _roles(content, item, options)
    yield item.capture(media.JSONL)
    seen: Counter[str] = Counter()
    undated = 0
    for line in physical(content, options.limits.line_bytes):
        locator = f"line {line.number}"
        if line.too_long:
            yield fault(
                too_long(line.number, line.size, options.limits.line_bytes), document=document
            )
            continue
        if not line.data.strip():
            continue
        value = _object(line.data)
        if value is None:
            error = TableError(
                "The line is not a JSON object",
                fix="Mend the line.",
                file=item.name,
                line=line.number,
            )
            kept = Item(line.data, f"{item.name} {locator}", document, locator)
            yield fault(error, kept.capture(media.ROW))
            continue
        canonical = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        first = row_id((canonical,), 0)
        id_ = row_id((canonical,), seen[first]) if seen[first] else first
        seen[first] += 1
        given = {role: _joined(value, columns) for role, columns in roles.items()}
        published, unread = _published(given.get("published"))
        undated += unread
        label = given.get("id")
        capture = Capture(
            id=id_,
            content=canonical.encode("utf-8"),
            media_type=media.ROW,
            name=safe_name(label) if label else f"{item.name} {locator}",
            part_of=document,
            locator=locator,
            text=given.get("text"),
            title=given.get("title"),
            published=published,
            url=given.get("url"),
            language=language_of(given.get("language")),
        )
        if capture.text is None:
            empty = EmptyDocumentError(
                "The line has no text",
                fix="Leave it out, or name the field with --map text=FIELD.",
                file=item.name,
                line=line.number,
            )
            yield fault(empty, capture)
        else:
            yield capture
    if undated:
        options.notice(
            Notice(
                "dates",
                f"{undated} lines of {item.name} have a publication date that is no whole date; "
                "it is left unknown.",
                {"file": item.name, "lines": undated},
            )
        )


def _utf8(content: bytes) -> bytes:
    """Return lines as UTF-8, where they can be; a large file is not held twice to find out."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(view[start : start + _CHUNK], final=start + _CHUNK >= len(content))
        return content
    except UnicodeDecodeError:
        try:
            return decode(content).text.encode("utf-8", "replace")
        except UnreadableError:
            # Line by line then: the bad lines are faults of their own.
            return content


def _object(data: bytes) -> dict[str, Any] | None:
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return _clean(value) if isinstance(value, dict) else None


def _clean(value: Any) -> Any:
    """Replace halves of characters, which posts cut by a program are full of."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8") if _halved(value) else value
    if isinstance(value, dict):
        return {_clean(name): _clean(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value


def _halved(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def _roles(content: bytes, item: Item, options: CaptureOptions) -> Roles:
    columns: dict[str, list[str]] = {}
    lines = 0
    for line in physical(content, options.limits.line_bytes):
        value = None if line.too_long else _object(line.data)
        if value is None:
            continue
        lines += 1
        for name, inner in value.items():
            columns.setdefault(name, []).append(_text(inner) or "")
        if lines >= _SAMPLE_LINES:
            break
    if not lines:
        raise TableError(
            "No line is a JSON object",
            fix='Write one object a line: {"id", "text", "published", "language", "url"}.',
            file=item.name,
        )
    table = [
        Column(name, tuple(cells + [""] * (lines - len(cells)))) for name, cells in columns.items()
    ]
    # The contract's text is taken alone, so that its spans are those of the line that was given.
    return guess(table, item.name, options, title_in_text="text" not in columns)


def _joined(value: dict[str, Any], columns: tuple[str, ...]) -> str | None:
    parts: list[str] = []
    for column in columns:
        text = _text(value.get(column))
        if text and text not in parts:
            parts.append(text)
    return "\n".join(parts) or None


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    return None


def _published(text: str | None) -> tuple[date | datetime | None, bool]:
    if not text:
        return None, False
    value = parse_day(text) or parse_epoch(text)
    return value, value is None
