"""What goes between the main process and the reader's child: frames of JSON and bytes.

Nothing that comes out of the child is trusted: it may be run by a document. So replies are JSON,
never pickles; they are checked value by value, and the ids are made on this side.
"""

from __future__ import annotations

import struct
from datetime import date, datetime
from typing import Any, Protocol, get_args

import orjson

from walkout import errors
from walkout.errors import DocumentError
from walkout.model.document import Block, Capture, PublishedBasis
from walkout.read.page import MOST_TEXT, Page

HEADER = struct.Struct("!IQ")
MOST_REPLY = 96 << 20
_MOST_BLOCKS = 2_000_000
_BASES = frozenset(get_args(PublishedBasis))


class Broken(Exception):
    """A reply is not what a reader sends."""


class Source(Protocol):
    """What bytes can be read from."""

    def __call__(self, size: int, /) -> bytes:
        """Return exactly so many bytes."""


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a frame: two lengths, JSON, bytes."""
    data = orjson.dumps(head)
    return HEADER.pack(len(data), len(body)) + data + body


def request(capture: Capture, today: date, seconds: float) -> bytes:
    """Return the frame that asks for a document to be read."""
    head = {
        "media_type": capture.media_type,
        "title": capture.title,
        "url": capture.url,
        "captured_at": capture.captured_at.isoformat() if capture.captured_at else None,
        "today": today.isoformat(),
        "seconds": seconds,
    }
    return frame(head, capture.content)


def asked(head: dict[str, Any], body: bytes) -> tuple[Capture, date]:
    """Return the document of a request, as the child sees it: without its name and its id."""
    captured_at = head["captured_at"]
    capture = Capture(
        id="",
        content=body,
        media_type=head["media_type"],
        title=head["title"],
        url=head["url"],
        captured_at=datetime.fromisoformat(captured_at) if captured_at else None,
    )
    return capture, date.fromisoformat(head["today"])


def page_reply(page: Page) -> bytes:
    """Return the frame that answers with a page."""
    published = page.published
    return frame(
        {
            "reader": page.reader,
            "blocks": [[block.start, block.end, block.place] for block in page.blocks],
            "title": page.title,
            "published": published.isoformat() if published else None,
            "basis": page.basis,
            "url": page.url,
            "notes": list(page.notes),
        },
        page.text.encode("utf-8", "replace"),
    )


def error_reply(error: DocumentError) -> bytes:
    """Return the frame that answers with what is wrong."""
    facts = {
        name: value if isinstance(value, int | float | str | bool) else str(type(value).__name__)
        for name, value in error.where.items()
    }
    return frame(
        {
            "error": type(error).__name__,
            "problem": error.problem,
            "fix": error.fix,
            "where": facts,
        }
    )


def answer(head: Any, body: bytes) -> Page:
    """Return the page of a reply.

    Raises:
        DocumentError: The reader says what is wrong with the document.
        Broken: The reply is none that a reader sends.
    """
    if not isinstance(head, dict):
        raise Broken
    if "error" in head:
        raise _error(head)
    try:
        text = body.decode("utf-8")
        published = _published(head["published"])
        blocks = _blocks(head["blocks"], len(text))
        basis, notes = head["basis"], head["notes"]
        strings = (head["reader"], head["title"] or "", head["url"] or "", *notes)
        known = basis in _BASES
    except (KeyError, TypeError, ValueError):
        raise Broken from None
    if len(text) > MOST_TEXT * 2 or not known:
        raise Broken
    if any(not isinstance(value, str) or len(value) > 4000 for value in strings):
        raise Broken
    return Page(
        reader=head["reader"],
        text=text,
        blocks=blocks,
        title=head["title"] or None,
        published=published,
        basis=basis,
        url=head["url"] or None,
        notes=tuple(notes[:50]),
    )


def _error(head: dict[str, Any]) -> DocumentError:
    kind = getattr(errors, str(head["error"]), None)
    if not (isinstance(kind, type) and issubclass(kind, DocumentError)):
        raise Broken
    where = head.get("where")
    problem, fix = head.get("problem"), head.get("fix")
    if not isinstance(where, dict) or not isinstance(problem, str) or not isinstance(fix, str):
        raise Broken
    facts = {
        str(name)[:40]: value[:200] if isinstance(value, str) else value
        for name, value in list(where.items())[:20]
        if str(name) not in {"problem", "fix", "self"}
    }
    return kind(problem[:300], fix=fix[:300], **facts)


def _published(text: Any) -> date | datetime | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError
    if len(text) == 10:
        return date.fromisoformat(text)
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError
    return value


def _blocks(rows: Any, length: int) -> tuple[Block, ...]:
    if not isinstance(rows, list) or len(rows) > _MOST_BLOCKS:
        raise TypeError
    blocks: list[Block] = []
    at = 0
    for start, end, place in rows:
        if type(start) is not int or type(end) is not int or not isinstance(place, str):
            raise TypeError
        if not at <= start <= end <= length or len(place) > 200:
            raise ValueError
        blocks.append(Block(start, end, place))
        at = end
    return tuple(blocks)
