"""Build the documents of the sample record that are not plain text, from ``sample/sources``.

    python scripts/build_sample.py          write them, and the table in docs/sample.md
    python scripts/build_sample.py --check  compare only; 1 when one differs

A source is a text file: headers, an empty line, paragraphs. ``to`` names the document under
``sample/documents``, or the member when ``inside`` names a container; ``form`` says what to make.
``<workbook>--<sheet>.csv`` is a sheet of ``tables/<workbook>.xlsx``. Archives are stored and not
compressed, and every time stamp is the source's own, so that the bytes are the same everywhere.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import html
import io
import quopri
import sys
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import yaml

SAMPLE = Path(__file__).parents[1] / "sample"
PAGE = SAMPLE.parent / "docs" / "sample.md"
MARKER = "<!-- Made from sample/facts.yml by scripts/build_sample.py; edit that. -->"
MARKS = {
    "en": "(Written for a sample record from public facts.)",
    "zh": "（本文为样例记录而写，依据公开事实。）",
    "zh-Hant": "（本文為樣例記錄而寫，依據公開事實。）",
}
STAMP = (2024, 1, 1, 0, 0, 0)
INSTANT = datetime(*STAMP, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
NAMESPACE = uuid.UUID("8d4f8a4e-3d1c-5d57-9e0b-0a6f3f4f7a11")


@dataclass(frozen=True, slots=True)
class Source:
    """One source file: its headers and its paragraphs."""

    name: str
    headers: dict[str, str]
    paragraphs: tuple[str, ...]
    body: str

    def get(self, header: str) -> str:
        """Return a header; empty when the source has none."""
        return self.headers.get(header, "")

    @property
    def encoding(self) -> str:
        """Encoding of the bytes; the declared one may differ, as it does in the wild."""
        return self.get("encoding") or "utf-8"

    @property
    def declared(self) -> str:
        """Encoding that the document says it has."""
        return self.get("declared") or self.encoding

    @property
    def mark(self) -> str:
        """The sentence that marks a document as written for the sample."""
        language = self.get("language")
        return MARKS.get(language) or MARKS["en" if language == "en" else "zh"]

    @property
    def published(self) -> datetime:
        """Publication instant; midnight UTC where only a day is told."""
        instant = datetime.fromisoformat(self.get("published"))
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def read_source(path: Path) -> Source:
    """Return a source file's headers and paragraphs."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines())
    return Source(path.name, headers, tuple(line for line in body.splitlines() if line), body)


def as_html(source: Source) -> str:
    """Return a plain news page with a little around the text, as pages have."""
    title, site = html.escape(source.get("title")), html.escape(source.get("source"))
    day = source.get("published")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{source.get("language")}">',
            "<head>",
            f'<meta http-equiv="Content-Type" content="text/html; charset={source.declared}">',
            f"<title>{title} - {site}</title>",
            f'<meta property="article:published_time" content="{day}">',
            f'<link rel="canonical" href="{source.get("url")}">',
            "</head>",
            "<body>",
            "<article>",
            f"<h1>{title}</h1>",
            f'<p class="byline">{site} · <time datetime="{day}">{day}</time></p>',
            *(f"<p>{html.escape(text, quote=False)}</p>" for text in source.paragraphs),
            f'<p class="mark">{source.mark}</p>',
            "</article>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _word(text: str) -> str:
    """Return a header's words as RFC 2047 has them."""
    if text.isascii():
        return text
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


def _address(text: str) -> str:
    name, _, address = text.rpartition(" ")
    return f"{_word(name)} {address}"


def _part(text: str, kind: str, source: Source, transfer: str) -> bytes:
    raw = text.encode(source.encoding)
    if transfer == "base64":
        coded = base64.encodebytes(raw)
    elif transfer == "quoted-printable":
        coded = quopri.encodestring(raw)
    else:
        coded = raw
    head = (
        f"Content-Type: {kind}; charset={source.declared}\n"
        f"Content-Transfer-Encoding: {transfer}\n\n"
    )
    return head.encode() + coded


def as_mail(source: Source) -> bytes:
    """Return a message as a mailing list passes it on, optionally with an HTML alternative."""
    identity = uuid.uuid5(NAMESPACE, source.name)
    head = [
        f"From: {_address(source.get('from'))}",
        f"To: {_address(source.get('list'))}",
        f"Subject: {_word(source.get('title'))}",
        f"Date: {format_datetime(source.published)}",
        f"Message-ID: <{identity}@list.example>",
        "MIME-Version: 1.0",
        "X-Sample-Record: yes",
    ]
    transfer = source.get("transfer")
    plain = _part(source.body, "text/plain", source, transfer)
    if not source.get("alternative"):
        content = "\n".join(head).encode() + b"\n" + plain
    else:
        border = f"=_{identity.hex}"
        page = "".join(f"<p>{html.escape(text, quote=False)}</p>\n" for text in source.paragraphs)
        head.append(f'Content-Type: multipart/alternative; boundary="{border}"')
        parts = (plain, _part(page, "text/html", source, transfer))
        content = "\n".join(head).encode() + b"\n\n" + _joined(border, parts)
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _joined(border: str, parts: Iterable[bytes]) -> bytes:
    mark = f"--{border}".encode()
    return b"".join(mark + b"\n" + part + b"\n" for part in parts) + mark + b"--\n"


def as_mhtml(source: Source) -> bytes:
    """Return a page as a browser saves it into one file."""
    border = f"----MultipartBoundary--{uuid.uuid5(NAMESPACE, source.name).hex}----"
    head = [
        "From: <Saved by a browser>",
        f"Snapshot-Content-Location: {source.get('url')}",
        f"Subject: {_word(source.get('title'))}",
        f"Date: {format_datetime(source.published)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related; type="text/html"; boundary="{border}"',
    ]
    page = _part(as_html(source), "text/html", source, "quoted-printable")
    location = f"Content-Location: {source.get('url')}\n".encode()
    content = "\n".join(head).encode() + b"\n\n" + _joined(border, [location + page])
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def stored_zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip archive of the members, nothing compressed, with one fixed time stamp."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def _office(kind: str, main: str, parts: Iterable[tuple[str, str, str]]) -> bytes:
    """Return an Office file: its main part and others, each with a name, a type and XML."""
    parts = list(parts)
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    declared = "".join(
        f'<Override PartName="/{name}" ContentType="{media}"/>' for name, media, _ in parts if media
    )
    types = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{declared}</Types>'
    )
    links = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="{kind}/{main}"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    first = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    files = [("[Content_Types].xml", types), ("_rels/.rels", links)]
    files += [(name, xml) for name, _, xml in parts]
    return stored_zip((name, (first + xml).encode()) for name, xml in files)


def _core(title: str, created: str) -> tuple[str, str, str]:
    xml = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{html.escape(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        "</cp:coreProperties>"
    )
    media = "application/vnd.openxmlformats-package.core-properties+xml"
    return ("docProps/core.xml", media, xml)


def as_docx(source: Source) -> bytes:
    """Return a document of paragraphs, its title first."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    title = source.get("title")
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r></w:p>'
        for text in (title, *source.paragraphs)
    )
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    body = f'<w:document xmlns:w="{word}"><w:body>{lines}<w:sectPr/></w:body></w:document>'
    created = f"{source.get('published')}T00:00:00Z"
    return _office(
        "word", "document.xml", [("word/document.xml", media, body), _core(title, created)]
    )


def as_xlsx(sheets: Iterable[tuple[str, list[list[str]]]]) -> bytes:
    """Return a workbook whose cells are all text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed, links, parts = "", "", []
    for number, (name, rows) in enumerate(sheets, 1):
        listed += f'<sheet name="{html.escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        links += (
            f'<Relationship Id="rId{number}" Type="{office}/worksheet"'
            f' Target="worksheets/sheet{number}.xml"/>'
        )
        data = "".join(
            "<row>"
            + "".join(f'<c t="inlineStr"><is><t>{html.escape(c)}</t></is></c>' for c in row)
            + "</row>"
            for row in rows
        )
        sheet = f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'
        parts.append((f"xl/worksheets/sheet{number}.xml", f"{media}.worksheet+xml", sheet))
    book = f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{links}</Relationships>"
    )
    parts = [
        ("xl/workbook.xml", f"{media}.sheet.main+xml", book),
        ("xl/_rels/workbook.xml.rels", "", related),
        *parts,
        _core("Timeline", "2023-12-01T00:00:00Z"),
    ]
    return _office("xl", "workbook.xml", parts)


def _wrapped(text: str, chinese: bool) -> Iterator[str]:
    """Return the lines of a paragraph at the width of a page."""
    if chinese:
        yield from (text[at : at + 36] for at in range(0, len(text), 36))
        return
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) > 82:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def as_pdf(source: Source) -> bytes:
    """Return a page in a font that every reader has; Chinese by a predefined encoding."""
    chinese = source.get("language") != "en"
    lines = [source.get("title"), "", source.get("published"), ""]
    for text in source.paragraphs:
        lines += [*_wrapped(text, chinese), ""]

    def shown(text: str) -> str:
        if chinese:
            return f"<{text.encode('utf-16-be').hex()}>"
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"

    moves = "\n".join(f"{shown(line)} Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 18 TL 60 780 Td\n{moves}\nET"
    if chinese:
        font = (
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
            " /DescendantFonts [7 0 R] >>"
        )
    else:
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    created = f"{source.published:%Y%m%d}000000Z"
    title = source.get("title").encode("utf-16-be").hex()
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        font,
        f"<< /CreationDate (D:{created}) /Title <feff{title}> >>",
    ]
    if chinese:
        objects += [
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
            " /FontDescriptor 8 0 R >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
            " /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 752 /Descent -271"
            " /CapHeight 737 /StemV 58 >>",
        ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)


def as_warc(sources: Iterable[Source]) -> bytes:
    """Return a web archive with one response for each source."""
    first = b"software: scripts/build_sample.py\r\nformat: WARC File Format 1.1\r\n"
    out = _warc_record("warcinfo", "stations", INSTANT, "application/warc-fields", first)
    for source in sources:
        page = as_html(source).encode(source.encoding)
        http = (
            "HTTP/1.1 200 OK\r\n"
            f"Content-Type: text/html; charset={source.declared}\r\n"
            f"Content-Length: {len(page)}\r\n\r\n"
        ).encode() + page
        day = f"{source.published:%Y-%m-%dT%H:%M:%SZ}"
        media = "application/http; msgtype=response"
        out += _warc_record("response", source.get("url"), day, media, http)
    return out


def _warc_record(kind: str, name: str, instant: str, media: str, block: bytes) -> bytes:
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()  # noqa: S324  WARC's own
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(NAMESPACE, name)}>",
        f"WARC-Date: {instant}",
        *([f"WARC-Target-URI: {name}"] if kind == "response" else []),
        f"WARC-Block-Digest: sha1:{digest}",
        f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def made(source: Source) -> bytes:
    """Return the bytes of one document that stands alone or in a zip archive."""
    form = source.get("form")
    if form == "text":
        return source.body.encode(source.encoding)
    if form == "html":
        return as_html(source).encode(source.encoding)
    makers = {"mail": as_mail, "mhtml": as_mhtml, "docx": as_docx, "pdf": as_pdf}
    return makers[form](source)


def build(folder: Path) -> dict[str, bytes]:
    """Return every made document by its path under ``sample/documents``.

    Args:
        folder: The folder of sources.
    """
    files: dict[str, bytes] = {}
    inside: dict[str, list[Source]] = {}
    for path in sorted(folder.glob("*.txt")):
        source = read_source(path)
        if container := source.get("inside"):
            inside.setdefault(container, []).append(source)
        else:
            files[source.get("to")] = made(source)
    for container, sources in inside.items():
        if container.endswith(".warc"):
            files[container] = as_warc(sources)
        else:
            files[container] = stored_zip((s.get("to"), made(s)) for s in sources)
    books: dict[str, list[tuple[str, list[list[str]]]]] = {}
    for path in sorted(folder.glob("*.csv")):
        book, _, sheet = path.stem.partition("--")
        with path.open(encoding="utf-8", newline="") as file:
            books.setdefault(book, []).append((sheet, list(csv.reader(file))))
    for book, sheets in books.items():
        files[f"tables/{book}.xlsx"] = as_xlsx(sheets)
    return files


def page(old: str, facts: Path) -> str:
    """Return the documentation page with its table of actions made anew.

    Args:
        old: The page as it is; everything up to the marker stays.
        facts: The file that tells the actions.
    """
    actions = yaml.safe_load(facts.read_text(encoding="utf-8"))["actions"]
    rows = ["", "| id | action | began | where | accounts |", "|---|---|---|---|---|"]
    for action in actions:
        start = action["start"]
        days = [start["earliest"].isoformat(), start["latest"].isoformat()]
        began = days[0] if days[0] == days[1] else " to ".join(days)
        where = "、".join(place["name"] for place in action["places"]) or "多地"
        title = f"{action['title']['zh']}<br>{action['title']['en']}"
        rows.append(
            f"| {action['id']} | {title} | {began} | {where} | {len(action['documents'])} |"
        )
    kept = old.partition(MARKER)[0] + MARKER
    return kept + "\n" + "\n".join(rows) + "\n"


def main() -> int:
    """Write the made documents, or only compare them."""
    parser = argparse.ArgumentParser(description="Build the sample record's made documents.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    made = {SAMPLE / "documents" / name: data for name, data in build(SAMPLE / "sources").items()}
    made[PAGE] = page(PAGE.read_text(encoding="utf-8"), SAMPLE / "facts.yml").encode()
    stale = 0
    for path, content in sorted(made.items()):
        if path.is_file() and path.read_bytes() == content:
            continue
        stale += 1
        print(f"{'differs' if check else 'writes'}: {path.relative_to(SAMPLE.parent)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
