"""The process that reads: it sees one document at a time and may die of it.

This is the one place where every exception is caught: here a parser meets bytes that somebody
made to break it, and whatever it raises is a fault of that document and of nothing else. What
cannot be caught (a crash in native code, a loop, memory) ends the process, and the parent starts
another.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import orjson

from walkout.errors import (
    DocumentError,
    HostileDocumentError,
    UnknownFormatError,
    UnreadableError,
)
from walkout.model import media
from walkout.model.document import Capture
from walkout.read import guard, wire
from walkout.read.page import Page

ReadFormat = Callable[[Capture, date], Page]

FORMATS: Mapping[str, str] = {
    media.TEXT: "walkout.read.formats.plain:read",
    media.MARKDOWN: "walkout.read.formats.plain:read",
    media.HTML: "walkout.read.formats.html:read",
    media.XML: "walkout.read.formats.xml:read",
    media.PDF: "walkout.read.formats.pdf:read",
    media.DOCX: "walkout.read.formats.docx:read",
    media.EML: "walkout.read.formats.mail:read",
    media.MHTML: "walkout.read.formats.mail:read_page",
}
"""The reader of each media type, as ``module:function``."""

RESCUE: Mapping[str, str] = {
    media.HTML: "walkout.read.formats.rescue:read",
}
"""A plainer reader for what the first one fails on."""


class Gone(Exception):
    """The parent has closed its end."""


def load(formats: Mapping[str, str]) -> dict[str, ReadFormat]:
    """Import readers by name."""
    loaded: dict[str, ReadFormat] = {}
    for media_type, name in formats.items():
        module, _, function = name.partition(":")
        loaded[media_type] = getattr(importlib.import_module(module), function)
    return loaded


def read_one(
    capture: Capture,
    today: date,
    readers: Mapping[str, ReadFormat],
    rescue: Mapping[str, ReadFormat],
    watch: guard.Watch,
) -> bytes:
    """Return the reply to one document, whatever its bytes do."""
    kind = media.bare(capture.media_type)
    reader = readers.get(kind)
    if reader is None:
        return wire.error_reply(
            UnknownFormatError(
                "Nothing reads this kind of document", fix="Leave it out.", kind=kind
            )
        )
    try:
        try:
            page = reader(capture, today)
        except (DocumentError, MemoryError):
            raise
        except Exception as error:
            if kind not in rescue or watch.tried:
                raise
            page = rescue[kind](capture, today)
            del error
        tried = watch.taken()
        if tried:
            raise HostileDocumentError(
                "Reading it made the reader try what no document may",
                fix="Do not open it in another program; leave it out.",
                tried=tried[0],
            )
        return wire.page_reply(page)
    except DocumentError as error:
        watch.taken()
        return wire.error_reply(error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the process boundary: see the module
        tried = watch.taken()
        if tried:
            return wire.error_reply(
                HostileDocumentError(
                    "Reading it made the reader try what no document may",
                    fix="Do not open it in another program; leave it out.",
                    tried=tried[0],
                )
            )
        # The exception's words may be the document's; its class is not.
        return wire.error_reply(
            UnreadableError(
                "The reader failed on it",
                fix="Save its text and add that; report the fault with the kind of file.",
                reader=kind,
                fault=type(error).__name__,
            )
        )


def main(options: dict[str, Any]) -> None:
    """Serve one parent until it goes away.

    Args:
        options: ``memory`` in bytes and ``extra`` readers by media type.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    source, sink = os.dup(0), os.dup(1)
    # What a library prints must not end up among the replies.
    null = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(null, handle)
    os.close(null)
    no_memory = wire.frame({"memory": True})
    held = guard.isolate()
    readers = load({**FORMATS, **options["extra"]})
    rescue = load(RESCUE)
    more, watch = guard.confine(options["memory"])
    _send(sink, wire.frame({"ready": held + more}))
    try:
        while True:
            head, body = _receive(source)
            capture, today = wire.asked(head, body)
            guard.begin(head["seconds"])
            reply: bytes | None = None
            try:
                reply = read_one(capture, today, readers, rescue, watch)
            except MemoryError:
                # Its frames hold what filled the memory; they go with the exception.
                reply = None
            guard.done()
            if reply is None:
                # Nothing that this process holds is to be trusted now.
                _send(sink, no_memory)
                os._exit(3)
            _send(sink, reply)
    except Gone:
        sys.exit(0)


def _receive(source: int) -> tuple[dict[str, Any], bytes]:
    head_size, body_size = wire.HEADER.unpack(_exactly(source, wire.HEADER.size))
    head: dict[str, Any] = orjson.loads(_exactly(source, head_size))
    return head, _exactly(source, body_size)


def _exactly(source: int, size: int) -> bytes:
    chunks: list[bytes] = []
    while size:
        chunk = os.read(source, min(size, 1 << 20))
        if not chunk:
            raise Gone
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _send(sink: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(sink, view) :]
