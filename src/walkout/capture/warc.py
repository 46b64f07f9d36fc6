"""Web archives (WARC, plain and gzipped): the pages in them, with address and time of capture."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import unquote, urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordPayloadReader, WarcRecordType

from walkout.capture.item import Budget, Item
from walkout.capture.names import safe_name
from walkout.capture.options import Notice
from walkout.capture.zips import Bad
from walkout.errors import EmptyDocumentError, UnreadableError

_CHUNK = 1 << 16
_MOST_HEADER = 1 << 17

# Types of a response that may hold a report; scripts, styles, fonts and data are furniture.
_WORDS = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "message/rfc822",
        "",
    }
)


_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def records(item: Item, document: str, budget: Budget) -> Iterator[Item | Bad]:
    """Yield the pages of a web archive as items, in the archive's order.

    Responses with status 200 and stored resources count when they are pages, text, PDF or .docx;
    what is left out is counted in a notice. What can be read before a cut is yielded.

    Raises:
        EmptyDocumentError: There is no record in it.
        UnreadableError: It is cut or damaged; the records before that were yielded.
        HostileDocumentError: It is a bomb.
    """
    left_out: Counter[str] = Counter()
    count = pages = 0
    cut = False
    archive = ArchiveIterator(
        BytesIO(item.content),
        record_types=WarcRecordType.any_type,
        parse_http=False,
        max_header_len=_MOST_HEADER,
        fsspec_args=False,
    )
    try:
        for record in archive:
            # The library ends quietly where a file is cut: a record must be as long as it says.
            raw = _read(record.reader, f"record {count + 1}", len(item.content), budget)
            if record.headers.get("WARC-Type") is None or len(raw) < record.content_length:
                cut = True
                break
            count += 1
            budget.enter()
            if not record.record_type & _KINDS:
                continue
            try:
                reason = _left_out(record, raw)
                content = b"" if reason else _payload(record, raw, f"record {count}", budget)
            except (OSError, ValueError, UnreadableError) as error:
                yield Bad(_unreadable(error, item.name, count))
                continue
            if reason or not content:
                left_out[reason or "empty"] += 1
                continue
            pages += 1
            yield _page(record, content, item, document, count)
    except (OSError, ValueError, EOFError):
        cut = True
    if left_out:
        told = ", ".join(f"{number} {reason}" for reason, number in sorted(left_out.items()))
        budget.options.notice(
            Notice(
                "skipped",
                f"{item.name}: {pages} pages taken; left out: {told}.",
                {"file": item.name, "pages": pages, **left_out},
            )
        )
    if cut:
        raise UnreadableError(
            "The web archive is cut or damaged; what stands before that is taken",
            fix="Get the whole file and add it again.",
            records=count,
            pages=pages,
        )
    if not count:
        raise EmptyDocumentError("The web archive has no records", fix="Leave it out.")


def _unreadable(error: Exception, file: str, number: int) -> UnreadableError:
    if isinstance(error, UnreadableError):
        return error
    return UnreadableError(
        "The record does not unpack", fix="Get the page again.", file=file, at=f"record {number}"
    )


def _left_out(record: WarcRecord, raw: bytes) -> str | None:
    """Parse a record's HTTP part, and return why it is left out; None when it is to be taken."""
    kind = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if record.is_http:
        record.set_bytes_content(raw)
        record.parse_http(auto_decode="all", max_header_len=_MOST_HEADER)
        if record.http_headers.status_code not in {200, None}:
            return "not found or moved"
        kind = (record.http_content_type or "").strip().lower()
    uri = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if uri.partition("?")[0].endswith("/robots.txt"):
        return "rules for robots"
    if kind.startswith(("image/", "video/", "audio/")):
        return "pictures and sound"
    return None if kind in _WORDS else "scripts, styles and data"


def _payload(record: WarcRecord, raw: bytes, where: str, budget: Budget) -> bytes:
    return _read(record.reader, where, len(raw), budget) if record.is_http else raw


def _read(reader: WarcRecordPayloadReader, where: str, packed: int, budget: Budget) -> bytes:
    limit = budget.options.limits.document_bytes
    chunks: list[bytes] = []
    size = 0
    while chunk := reader.read(_CHUNK):
        size += len(chunk)
        budget.spend(len(chunk), packed=packed, member=size, where=where)
        if size > limit:
            raise UnreadableError(
                "The record is larger than a document may be, so it is not kept",
                fix="Get the page another way.",
                at=where,
                most_megabytes=limit >> 20,
            )
        chunks.append(chunk)
    return b"".join(chunks)


def _page(record: WarcRecord, content: bytes, item: Item, document: str, count: int) -> Item:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    return Item(
        content=content,
        name=_name(url) or f"{item.name} record {count}",
        part_of=document,
        locator=f"record {count}",
        depth=item.depth + 1,
        charset=record.http_charset if record.is_http else None,
        url=url,
        captured_at=_instant(record.headers.get("WARC-Date")),
    )


def _name(url: str | None) -> str | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    last = posixpath.basename(parts.path.rstrip("/"))
    return safe_name(unquote(last) or parts.hostname or "") or None


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        value = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
