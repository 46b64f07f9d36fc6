"""Web archives (WARC, plain and gzipped): the pages in them, with address and time of capture."""

from __future__ import annotations

import posixpath
import re
import zlib
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
# So much may grow to a thousand times as much at a time.
_PACKED = 1 << 14
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
    count = pages = end = 0
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
            raw = _read(record.reader, f"record {count + 1}", len(item.content), budget)
            if not _is_whole(record, raw):
                cut = True
                break
            count += 1
            end = record.stream_pos
            budget.enter()
            if not record.record_type & _KINDS:
                continue
            try:
                inner = _http(raw) if record.is_http else None
                reason = _left_out(record, inner)
                content = b"" if reason else _payload(inner, raw, f"record {count}", budget)
            except (OSError, ValueError, UnreadableError) as error:
                yield Bad(_unreadable(error, item.name, count))
                continue
            if reason or not content:
                left_out[reason or "empty"] += 1
                continue
            pages += 1
            yield _page(record, inner, content, item, document, count)
    except (OSError, ValueError, EOFError):
        cut = True
    cut = cut or not _ends_well(item.content, end if count else None)
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


def _is_whole(record: WarcRecord, raw: bytes) -> bool:
    """Tell a record that is all there; the library ends quietly where a file is cut."""
    named = record.headers.get("WARC-Type") is not None
    length = (record.headers.get("Content-Length") or "").strip()
    return named and length.isdigit() and len(length) < 16 and int(length) == len(raw)


def _ends_well(content: bytes, last: int | None) -> bool:
    """Return whether a file ends where its last record does.

    Args:
        content: The file.
        last: Where its last record begins; None when there is none.
    """
    if content.startswith(b"\x1f\x8b"):
        return _gzip_ends_well(content)
    if last is None:
        return not content.strip()
    body = content.find(b"\r\n\r\n", last) + 4
    length = re.search(rb"(?i)\ncontent-length:\s*(\d{1,12})", content[last:body])
    return length is not None and not content[body + int(length[1]) :].strip(b"\r\n\0 ")


def _gzip_ends_well(content: bytes) -> bool:
    view = memoryview(content)
    at = 0
    while at < len(content):
        if not any(view[at : at + 64]):
            # Padding, as tapes and some writers leave it.
            return not any(view[at:])
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            if at >= len(content):
                return False
            try:
                unpacker.decompress(view[at : at + _PACKED])
            except zlib.error:
                return False
            at += min(_PACKED, len(content) - at) - len(unpacker.unused_data)
    return True


def _http(raw: bytes) -> WarcRecord:
    """Return a record's HTTP part, unpacked as it is read.

    It is a record of its own, since what is wrong in it would end the reading of the file.

    Raises:
        OSError: It is not HTTP.
    """
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
    record = WarcRecord.from_bytes(
        b"%sContent-Length: %d\r\n\r\n%s\r\n\r\n" % (head, len(raw), raw)
    )
    record.parse_http(auto_decode="all", max_header_len=_MOST_HEADER)
    return record


def _left_out(record: WarcRecord, inner: WarcRecord | None) -> str | None:
    """Return why a record is left out; None when it is to be taken."""
    kind = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if inner is not None:
        if inner.http_headers.status_code not in {200, None}:
            return "not found or moved"
        kind = (inner.http_content_type or "").strip().lower()
    uri = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if uri.partition("?")[0].endswith("/robots.txt"):
        return "rules for robots"
    if kind.startswith(("image/", "video/", "audio/")):
        return "pictures and sound"
    return None if kind in _WORDS else "scripts, styles and data"


def _payload(inner: WarcRecord | None, raw: bytes, where: str, budget: Budget) -> bytes:
    return raw if inner is None else _read(inner.reader, where, len(raw), budget)


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


def _page(
    record: WarcRecord,
    inner: WarcRecord | None,
    content: bytes,
    item: Item,
    document: str,
    count: int,
) -> Item:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    return Item(
        content=content,
        name=_name(url) or f"{item.name} record {count}",
        part_of=document,
        locator=f"record {count}",
        depth=item.depth + 1,
        charset=inner.http_charset if inner else None,
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
