"""What kind of bytes a file holds: told by its content, with the name only as a hint."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from walkout.capture.names import suffix
from walkout.errors import (
    DocumentError,
    LockedDocumentError,
    UnknownFormatError,
    UnreadableError,
)
from walkout.model import media
from walkout.text.charset import decode

HEAD = 65_536
"""Bytes from the start of a file that are looked at."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is.

    Args:
        media_type: Its type by content.
        problem: Why it cannot be used; None when it can.
    """

    media_type: str
    problem: DocumentError | None = None


_MAGIC = (
    (b"%PDF-", media.PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"WARC/1.", media.WARC),
    (b"WARC/0.", media.WARC),
)
# The brand after ``ftyp`` in ISO media files.
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp",
}
_OTHERS = (
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it and add the folder."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it and add the folder."),
    (b"BZh", "a bzip2 archive", "Unpack it and add the file in it."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it and add the file in it."),
    (b"(\xb5/\xfd", "a Zstandard archive", "Unpack it and add the file in it."),
    (b"{\\rtf", "a Rich Text file", "Save it as .docx or .txt and add that."),
    (b"SQLite format 3\x00", "a SQLite database", "Export its tables as .csv and add those."),
    (b"\x7fELF", "a program", "Leave it out."),
    (b"MZ", "a program", "Leave it out."),
)
_BY_NAME = {
    ".md": media.MARKDOWN,
    ".markdown": media.MARKDOWN,
    ".csv": media.CSV,
    ".tsv": media.TSV,
    ".tab": media.TSV,
    ".jsonl": media.JSONL,
    ".ndjson": media.JSONL,
    ".eml": media.EML,
    ".mhtml": media.MHTML,
    ".mht": media.MHTML,
    ".html": media.HTML,
    ".htm": media.HTML,
    ".xhtml": media.HTML,
    ".shtml": media.HTML,
}
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s|title[\s>]|script[\s>]|div[\s>]|"
    rb"p[\s>]|table[\s>]|article[\s>]|span[\s>]|a\s+href|h[1-6][\s>]|br\s*/?>)",
    re.IGNORECASE,
)
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|"
    rb"body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"\s*<\?xml\s", re.IGNORECASE)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL = {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to"}
_MAIL_WEAK = {b"from", b"to", b"subject", b"date", b"cc", b"content-type"} | _MAIL
_SPECIAL = {"image", "video", "audio"}


def magic(head: bytes) -> str | None:
    """Return the media type that a file's first bytes name for sure; None when they do not.

    Args:
        head: At least the first 64 bytes, where there are so many.
    """
    for start, media_type in _MAGIC:
        if head.startswith(start):
            if start == b"BM" and (len(head) < 26 or head[6:10] != b"\0\0\0\0"):
                continue
            return media_type
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}.get(
            head[8:12]
        )
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[4:8] in {b"moov", b"mdat", b"wide"}:
        return "video/quicktime"
    if head[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}:
        return "audio/mpeg"
    return None


def waits(head: bytes) -> bool:
    """Return whether the first bytes are those of an image, a video or a sound."""
    media_type = magic(head)
    return media_type is not None and media_type.partition("/")[0] in _SPECIAL


def sniff(content: bytes, name: str) -> Kind:
    """Return what a file is.

    Args:
        content: All of its bytes; not empty.
        name: Its name; only the ending counts, and only between kinds of text.
    """
    head = content[:HEAD]
    # A PDF may have junk before its mark, as long as that stands in the first kilobyte.
    if re.search(rb"%PDF-\d", head[:1024]) and head.lstrip()[:1] != b"<":
        return Kind(media.PDF)
    found = magic(head)
    if found:
        return Kind(found)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(content, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(content)
    if head.startswith(b"\x1f\x8b"):
        return _gzipped(name, content)
    for start, what, fix in _OTHERS:
        if head.startswith(start) and not (start == b"MZ" and b"\0" not in head[:128]):
            return _unknown(what, fix)
    return _text(content, head, name)


def _unknown(what: str, fix: str) -> Kind:
    return Kind(
        media.UNKNOWN, UnknownFormatError(f"This is {what}, which nothing here reads", fix=fix)
    )


def _zipped(content: bytes, name: str) -> Kind:
    by_name = {".docx": media.DOCX, ".docm": media.DOCX, ".xlsx": media.XLSX, ".xlsm": media.XLSX}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = {info.filename for info in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        cut = UnreadableError(
            "The file is cut or damaged: its table of contents does not read",
            fix="Get it again from where it came.",
        )
        return Kind(by_name.get(suffix(name), media.ZIP), cut)
    if "[Content_Types].xml" in members:
        if any(member.startswith("word/") for member in members):
            return Kind(media.DOCX)
        if any(member.startswith("xl/") for member in members):
            if any(member.endswith("workbook.bin") for member in members):
                return _unknown("a binary Excel workbook (.xlsb)", "Save it as .xlsx and add that.")
            return Kind(media.XLSX)
        return _unknown(
            "an Office file other than .docx and .xlsx", "Save it as .pdf and add that."
        )
    if "mimetype" in members:
        return _unknown("an OpenDocument or EPUB file", "Save it as .docx, .xlsx or .pdf.")
    return Kind(media.ZIP)


def _ole(content: bytes) -> Kind:
    # Office writes its encrypted files into the container of its old formats, names in UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in content[: 1 << 20] or (
        "EncryptedPackage".encode("utf-16-le") in content[-(1 << 20) :]
    ):
        locked = LockedDocumentError(
            "The Office file is encrypted", fix="Save a copy without a password and add that."
        )
        return Kind(media.UNKNOWN, locked)
    return _unknown("an old Office file (.doc, .xls)", "Save it as .docx or .xlsx and add that.")


def _gzipped(name: str, content: bytes) -> Kind:
    import zlib

    try:
        start = zlib.decompressobj(wbits=31).decompress(content[:4096], 16)
    except zlib.error:
        start = b""
    if start.startswith(b"WARC/") or suffix(name) == ".warc.gz":
        return Kind(media.WARC)
    return _unknown("a gzip archive", "Unpack it and add the file in it.")


def _text(content: bytes, head: bytes, name: str) -> Kind:
    ending = suffix(name)
    plain = _as_ascii(head, len(content))
    if plain is None:
        return Kind(
            media.UNKNOWN,
            UnknownFormatError(
                "These bytes are neither text nor any other kind that is read here",
                fix="Find out what made the file and save it as text, PDF, .docx or a table.",
            ),
        )
    hint = _BY_NAME.get(ending)
    if hint == media.JSONL or (hint is None and _json_lines(plain)):
        return Kind(media.JSONL)
    if ending in {".json", ".geojson"} and plain.lstrip()[:1] in {b"{", b"["}:
        return _unknown(
            "JSON that is not one object a line", "Write one object a line (.jsonl) and add that."
        )
    mail = _mail(plain, ending)
    if mail:
        return Kind(mail)
    if hint == media.MARKDOWN:
        return Kind(media.MARKDOWN)
    if _XML_START.match(plain) and not _html_inside(plain):
        return Kind(media.XML)
    if _HTML_START.match(plain):
        return Kind(media.HTML)
    if hint == media.HTML and _HTML.search(plain):
        return Kind(media.HTML)
    if hint in {media.CSV, media.TSV}:
        return Kind(hint)
    if ending in {".xlsx", ".xls"} and (b"," in plain or b"\t" in plain):
        return Kind(media.TSV if plain.count(b"\t") > plain.count(b",") else media.CSV)
    if plain.lstrip()[:1] == b"<" and len(_HTML.findall(plain)) >= 3:
        return Kind(media.HTML)
    return Kind(media.TEXT)


def _html_inside(plain: bytes) -> bool:
    return re.search(rb"<html[\s>]", plain[:2000], re.IGNORECASE) is not None


def _as_ascii(head: bytes, size: int) -> bytes | None:
    """Return the head with its ASCII as single bytes; None when it is not text at all."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        even = head if len(head) % 2 == 0 else head[:-1]
        if size % 2 and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return None
        try:
            decoded = decode(even)
        except UnreadableError:
            return None
        if not decoded.encoding.startswith("utf-") or "\0" in decoded.text:
            return None
        return decoded.text.encode("utf-8", "replace")
    if head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    # Binary data have one control character in nine bytes; text has none worth speaking of.
    controls = sum(
        head.count(bytes([code])) for code in range(32) if code not in b"\t\n\r\f\x1b\x08"
    )
    if controls > 2 + len(head) // 200:
        return None
    return head


def _json_lines(plain: bytes) -> bool:
    line = plain.lstrip().partition(b"\n")[0].strip()
    if not (line.startswith(b'{"') and line.endswith(b"}")):
        return False
    import json

    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _mail(plain: bytes, ending: str) -> str | None:
    """Tell mail and saved pages by their headers; a text that only looks like mail is text."""
    names: set[bytes] = set()
    at = 0
    while match := _HEADER.match(plain, at):
        names.add(match[1].lower())
        at = match.end()
    headers = plain[:at].lower()
    if not names & _MAIL_WEAK:
        return None
    page = b"snapshot-content-location" in names or b"multipart/related" in headers
    if ending in {".mhtml", ".mht"} and b"content-type" in names:
        return media.MHTML
    if page and (b"<saved by" in headers or b"snapshot-content-location" in names):
        return media.MHTML
    strong = len(names & _MAIL) >= 1 and len(names & _MAIL_WEAK) >= 3
    return media.EML if ending == ".eml" or strong else None
