"""Capturing: paths in, documents and faults out, one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from walkout.capture import lines, mail, tables, zips
from walkout.capture.faults import CaptureFault, fault
from walkout.capture.item import Budget, Item
from walkout.capture.kinds import sniff
from walkout.capture.options import CaptureOptions
from walkout.capture.walk import Found, load, walk
from walkout.errors import (
    DocumentError,
    EmptyDocumentError,
    HostileDocumentError,
    WalkoutError,
)
from walkout.model import media
from walkout.model.document import Capture
from walkout.model.ids import document_id


def capture(
    paths: Iterable[str | os.PathLike[str]], options: CaptureOptions | None = None
) -> Iterator[Capture | CaptureFault]:
    """Yield everything that can be captured from some paths, streaming, in a fixed order.

    A table, archive, web archive or JSON Lines file is yielded itself and then in parts: its
    members, pages and rows, each with `part_of`. A mail is a document and its attachments are
    others. What cannot be used is a fault and never ends the batch; when bytes were got they are
    in it, to be kept.

    The same input gives the same documents with the same ids in the same order, so that an
    interrupted batch can be run again.

    Args:
        paths: Files and folders.
        options: Columns, limits, and who is told of guesses; all at their defaults when None.

    Example:
        >>> list(capture([]))
        []
    """
    options = options or CaptureOptions()
    for path in paths:
        for found in walk(Path(path), options):
            if isinstance(found, CaptureFault):
                yield found
            else:
                yield from _file(found, options)


def capture_bytes(
    content: bytes, name: str, options: CaptureOptions | None = None
) -> Iterator[Capture | CaptureFault]:
    """Yield what can be captured from bytes that are at hand, as if they were a file.

    Args:
        content: The bytes.
        name: A file name; only its last part is used.
        options: As for `capture`.
    """
    yield from expand(Item(content, name), Budget(options or CaptureOptions()))


def _file(found: Found, options: CaptureOptions) -> Iterator[Capture | CaptureFault]:
    try:
        content = load(found, options)
    except WalkoutError as error:
        yield fault(error)
        return
    if content is not None:
        yield from expand(Item(content, found.name), Budget(options))


def expand(item: Item, budget: Budget) -> Iterator[Capture | CaptureFault]:
    """Yield an item and all that is in it.

    Args:
        item: Bytes with what is known of them.
        budget: What unpacking has cost so far in the same file.
    """
    if not item.content:
        empty = EmptyDocumentError("The file is empty", fix="Get it again.", **_where(item))
        yield fault(empty, item.capture(media.UNKNOWN))
        return
    kind = sniff(item.content, item.name)
    if kind.problem:
        kind.problem.where.update(_where(item))
        yield fault(kind.problem, item.capture(kind.media_type))
        return
    begun = False
    try:
        for part in _parts(item, kind.media_type, budget):
            begun = True
            yield part
    except DocumentError as error:
        for name, value in _where(item).items():
            error.where.setdefault(name, value)
        if begun:
            yield fault(error, document=document_id(item.content))
        else:
            yield fault(error, item.capture(kind.media_type))


def _where(item: Item) -> dict[str, str]:
    return {"file": item.name, **({"at": item.locator} if item.locator else {})}


def _parts(item: Item, kind: str, budget: Budget) -> Iterator[Capture | CaptureFault]:
    if kind in {media.CSV, media.TSV, media.XLSX}:
        yield from tables.rows(item, kind, budget)
    elif kind == media.JSONL:
        yield from lines.json_lines(item, budget)
    elif kind == media.ZIP:
        yield item.capture(kind)
        yield from _members(item, zips.members(item, document_id(item.content), budget), budget)
    elif kind == media.WARC:
        # Heavy, and few batches have one.
        from walkout.capture import warc

        yield item.capture(kind)
        yield from _members(item, warc.records(item, document_id(item.content), budget), budget)
    elif kind in {media.EML, media.MHTML}:
        yield from _mail(item, kind, budget)
    else:
        yield item.capture(kind)


def _members(
    item: Item, members: Iterator[Item | zips.Bad], budget: Budget
) -> Iterator[Capture | CaptureFault]:
    document = document_id(item.content)
    if item.depth >= budget.options.limits.depth:
        raise HostileDocumentError(
            "Archives stand inside archives too deep, so this one is not opened",
            fix="If you trust it, unpack it yourself and add the folder.",
            depth=item.depth,
        )
    for member in members:
        if isinstance(member, zips.Bad):
            member.error.where.setdefault("file", item.name)
            yield fault(member.error, document=document)
        else:
            yield from expand(member, budget)


def _mail(item: Item, kind: str, budget: Budget) -> Iterator[Capture | CaptureFault]:
    message = mail.parse(item)
    page = kind == media.MHTML
    yield item.capture(
        kind,
        title=mail.header(message, "Subject"),
        url=mail.address(message) if page else None,
        captured_at=mail.sent_at(message),
    )
    if not page and item.depth < budget.options.limits.depth:
        document = document_id(item.content)
        for part in mail.attachments(message, item, document, budget):
            yield from expand(part, budget)
