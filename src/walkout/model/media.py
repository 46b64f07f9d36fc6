"""Media types that more than one room must agree on, and what becomes of a document by its type."""

from __future__ import annotations

from typing import Final

from walkout.model.store import DocumentState

ROW: Final = "application/x-row+json"
"""A table row or a JSON line: canonical JSON of its cells."""
UNKNOWN: Final = "application/octet-stream"
"""Bytes that nothing reads."""

TEXT: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
HTML: Final = "text/html"
XML: Final = "text/xml"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EML: Final = "message/rfc822"
MHTML: Final = "multipart/related"

CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSONL: Final = "application/x-ndjson"
WARC: Final = "application/warc"
ZIP: Final = "application/zip"

CONTAINERS: Final = frozenset({CSV, TSV, XLSX, JSONL, WARC, ZIP})
"""Documents that hold documents and have no words of their own."""


def bare(media_type: str) -> str:
    """Return a media type without its parameters, in lower case.

    Example:
        >>> bare("Text/HTML; charset=gb2312")
        'text/html'
    """
    return media_type.partition(";")[0].strip().lower()


def charset(media_type: str) -> str | None:
    """Return the ``charset`` parameter of a media type; None when it has none.

    Example:
        >>> charset('text/html; charset="GB2312"')
        'GB2312'
    """
    for part in media_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def settled(media_type: str) -> DocumentState | None:
    """Return the state that a document of this type has without being read; None for the rest.

    Tables, archives and JSON Lines are containers; images, videos and sound wait for a person.

    Example:
        >>> settled("video/mp4"), settled(CSV), settled(HTML)
        ('waiting', 'container', None)
    """
    kind = bare(media_type)
    if kind in CONTAINERS:
        return "container"
    if kind.partition("/")[0] in {"image", "video", "audio"}:
        return "waiting"
    return None
