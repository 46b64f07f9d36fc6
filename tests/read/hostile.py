"""Hostile and broken documents, and good ones to break, all made here from nothing.

Nothing is downloaded or copied: formats are written out by hand, as small as they can be. Every
function gives bytes; those that take a seed give the same bytes for the same seed.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

STORY = (
    "7月27日上午，临江市德胜玩具厂约三百名工人在厂门口聚集，要求厂方支付拖欠三个月的工资。"
    "当天下午，三名工人被警察带走，双方没有达成协议。"
)
STORY_EN = (
    "About 300 workers at the Desheng toy factory in Linjiang gathered at the gate on Friday, "
    "demanding three months of unpaid wages. Three workers were taken away by the police."
)

# ---------------------------------------------------------------------------- PDF


def pdf(
    pages: Sequence[Sequence[str]],
    *,
    password: str | None = None,
    title: str | None = None,
    picture_only: bool = False,
) -> bytes:
    """Return a PDF with these lines on its pages.

    Args:
        pages: Lines of each page, in any script; a font without shapes is enough to read them.
        password: Encrypt it with this password (RC4, 40 bits, as in PDF 1.1).
        title: Title among its properties.
        picture_only: Paint a grey box on each page and write nothing.
    """
    chars = sorted({char for page in pages for line in page for char in line})
    codes = {char: i + 1 for i, char in enumerate(chars)}
    count = len(pages)
    objects: dict[int, tuple[bytes, bytes | None]] = {
        1: (b"<< /Type /Catalog /Pages 2 0 R >>", None),
        2: (
            b"<< /Type /Pages /Count %d /Kids [%s] >>"
            % (count, b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(count))),
            None,
        ),
        3: (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /Identity-H "
            b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
            None,
        ),
        4: (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invented /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 "
            b"/FontDescriptor 5 0 R >>",
            None,
        ),
        5: (
            b"<< /Type /FontDescriptor /FontName /Invented /Flags 4 /FontBBox [0 0 1000 1000] "
            b"/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
            None,
        ),
        6: (b"", _to_unicode(codes)),
    }
    for i, lines in enumerate(pages):
        objects[10 + 2 * i] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (11 + 2 * i),
            None,
        )
        objects[11 + 2 * i] = (
            b"",
            b"0.5 g 50 50 500 700 re f" if picture_only else _written(lines, codes),
        )
    trailer = b"/Root 1 0 R"
    if title is not None:
        objects[7] = (
            b"<< /Title <%s> >>" % (b"feff" + title.encode("utf-16-be").hex().encode()),
            None,
        )
        trailer += b" /Info 7 0 R"
    return _assembled(objects, trailer, password)


def _to_unicode(codes: Mapping[str, int]) -> bytes:
    rows = b"\n".join(
        b"<%04x> <%s>" % (code, char.encode("utf-16-be").hex().encode())
        for char, code in codes.items()
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar endcmap end end" % (len(codes), rows)
    )


def _written(lines: Sequence[str], codes: Mapping[str, int]) -> bytes:
    out = [b"BT /F1 10 Tf 14 TL 50 760 Td"]
    for line in lines:
        out.append(b"<%s> Tj T*" % b"".join(b"%04x" % codes[char] for char in line))
    out.append(b"ET")
    return b"\n".join(out)


def _assembled(
    objects: Mapping[int, tuple[bytes, bytes | None]], trailer: bytes, password: str | None
) -> bytes:
    identity = b"0123456789abcdef"
    key = b""
    extra: dict[int, bytes] = {}
    if password is not None:
        key, extra[8] = _encryption(password.encode("latin-1"), identity)
        twice = b"<%s>" % identity.hex().encode()
        trailer += b" /Encrypt 8 0 R /ID [" + twice + twice + b"]"
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number in sorted({*objects, *extra}):
        offsets[number] = len(out)
        body, stream = (extra[number], None) if number in extra else objects[number]
        if stream is not None:
            if key:
                salted = key + struct.pack("<I", number)[:3] + b"\0\0"
                stream = _rc4(hashlib.md5(salted, usedforsecurity=False).digest()[:10], stream)
            body = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(offsets) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        at = offsets.get(number)
        out += b"0000000000 65535 f \n" if at is None else b"%010d 00000 n \n" % at
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _encryption(password: bytes, identity: bytes) -> tuple[bytes, bytes]:
    """Return the key and the dictionary of the oldest encryption of PDF (algorithms 2 to 4)."""
    padded = (password + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    permissions = struct.pack("<i", -4)
    key = hashlib.md5(padded + owner + permissions + identity, usedforsecurity=False).digest()[:5]
    user = _rc4(key, _PAD)
    return key, (
        b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), user.hex().encode())
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


# ---------------------------------------------------------------------------- zip and Office


def zipped(members: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of these members; names are written as they are given."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo("x", (2018, 7, 28, 0, 0, 0))
            info.filename = name
            info.compress_type = packing
            archive.writestr(info, content)
    return out.getvalue()


def zip_with_raw_name(name: bytes, content: bytes) -> bytes:
    """Return a zip whose only member has its name in the packer's code page, unmarked."""
    placeholder = "n" * len(name)
    return zipped({placeholder: content}).replace(placeholder.encode(), name)


def zip_locked(name: str, content: bytes) -> bytes:
    """Return a zip whose only member says that it is encrypted."""
    data = bytearray(zipped({name: content}, packing=zipfile.ZIP_STORED))
    data[6] |= 1
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def zip_bomb(megabytes: int = 64) -> bytes:
    """Return a zip of one member that grows a thousandfold."""
    return zipped({"report.txt": b"0" * (megabytes << 20)})


def zip_liar(claims: int, content: bytes) -> bytes:
    """Return a zip whose table of contents claims another size than its member has."""
    data = bytearray(zipped({"report.txt": content}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, claims)
    return bytes(data)


def zip_nested(depth: int, core: Mapping[str, bytes]) -> bytes:
    """Return a zip in a zip in a zip, this many deep, with the core in the innermost."""
    data = zipped(core)
    for level in range(depth - 1):
        data = zipped({f"level{level}.zip": data}, packing=zipfile.ZIP_STORED)
    return data


_TYPES = (
    b'<?xml version="1.0"?>'
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, *, declaration: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a Word document.

    Args:
        body: XML of the body, in the prefix ``w``.
        declaration: What stands between the XML declaration and the root.
        more: Further members.
    """
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{declaration}<w:document xmlns:w="{_W}">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zipped(
        {"[Content_Types].xml": _TYPES, "word/document.xml": xml.encode(), **(more or {})}
    )


def paragraphs(*texts: str) -> str:
    """Return paragraphs for `docx`."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[str | float | None]]],
    *,
    styles: Sequence[str] = (),
    cell_styles: Mapping[tuple[str, int, int], int] | None = None,
    merged: Mapping[str, Sequence[str]] | None = None,
    declaration: str = "",
    date1904: bool = False,
    raw_sheet: str | None = None,
) -> bytes:
    """Return a workbook.

    Args:
        sheets: Rows of each sheet; None leaves a cell out.
        styles: Number formats; style 0 is General, style 1 the first of these.
        cell_styles: Style by sheet, row and column, both from 0.
        merged: Merged ranges by sheet, such as ``A1:B1``.
        declaration: What stands between the XML declaration and a sheet's root.
        date1904: Count days from 1904.
        raw_sheet: XML of the first sheet's data, instead of its rows.
    """
    strings: list[str] = []
    members: dict[str, bytes] = {"[Content_Types].xml": _TYPES}
    names = list(sheets)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    members["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{relations}"><workbookPr date1904="{int(date1904)}"/>'
        "<sheets>"
        + "".join(
            f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, 1)
        )
        + "</sheets></workbook>"
    ).encode()
    members["xl/_rels/workbook.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{relations}/worksheet" '
            f'Target="worksheets/sheet{i}.xml"/>'
            for i, _ in enumerate(names, 1)
        )
        + "</Relationships>"
    ).encode()
    members["xl/styles.xml"] = (
        f'<styleSheet xmlns="{main}"><numFmts>'
        + "".join(
            f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(styles)
        )
        + '</numFmts><cellXfs><xf numFmtId="0"/>'
        + "".join(f'<xf numFmtId="{164 + i}"/>' for i, _ in enumerate(styles))
        + "</cellXfs></styleSheet>"
    ).encode()
    for i, (name, rows) in enumerate(sheets.items(), 1):
        data = (
            raw_sheet
            if raw_sheet is not None and i == 1
            else _rows(name, rows, strings, cell_styles or {})
        )
        ranges = "".join(f'<mergeCell ref="{r}"/>' for r in (merged or {}).get(name, ()))
        members[f"xl/worksheets/sheet{i}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>{declaration}<worksheet xmlns="{main}">'
            f"<sheetData>{data}</sheetData>"
            + (f"<mergeCells>{ranges}</mergeCells>" if ranges else "")
            + "</worksheet>"
        ).encode()
    members["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{main}">'
        + "".join(f"<si><t>{_escaped(text)}</t></si>" for text in strings)
        + "</sst>"
    ).encode()
    return zipped(members)


def _rows(
    sheet: str,
    rows: Sequence[Sequence[str | float | None]],
    strings: list[str],
    styles: Mapping[tuple[str, int, int], int],
) -> str:
    out: list[str] = []
    for r, row in enumerate(rows):
        cells: list[str] = []
        for c, value in enumerate(row):
            if value is None:
                continue
            style = styles.get((sheet, r, c), 0)
            where = f'r="{chr(65 + c)}{r + 1}" s="{style}"'
            if isinstance(value, str):
                strings.append(value)
                cells.append(f'<c {where} t="s"><v>{len(strings) - 1}</v></c>')
            else:
                cells.append(f"<c {where}><v>{value}</v></c>")
        if cells:
            out.append(f'<row r="{r + 1}">{"".join(cells)}</row>')
    return "".join(out)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def entity_bomb(root: str) -> str:
    """Return a document type declaration whose entities grow tenfold each (a billion laughs)."""
    lines = ['<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    return f"<!DOCTYPE {root} [{''.join(lines)}]>"


def ole(*, encrypted: bool) -> bytes:
    """Return what looks like an Office file of the old kind, or an encrypted one of the new."""
    name = "EncryptedPackage" if encrypted else "WordDocument"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + name.encode("utf-16-le") + bytes(512)


# ---------------------------------------------------------------------------- web and mail


def warc_record(
    url: str,
    body: bytes,
    content_type: str = "text/html; charset=utf-8",
    *,
    status: int = 200,
    headers: str = "",
    kind: str = "response",
) -> bytes:
    """Return one record of a web archive."""
    http = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2018-07-28T01:02:03Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def gzipped(records: Sequence[bytes]) -> bytes:
    """Return records as a gzipped web archive has them: one gzip member each."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def page(*body: str, head: str = "", title: str = "") -> str:
    """Return a page."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>"
        f"<body>{''.join(body)}</body></html>"
    )


def mail(
    text: str,
    *,
    charset: str = "utf-8",
    subject: str = "Report",
    attachments: Mapping[str, bytes] | None = None,
    html: str | None = None,
) -> bytes:
    """Return a mail with a text, and perhaps a page and attachments."""
    head = (
        "From: a@example.org\r\nTo: b@example.org\r\n"
        f"Subject: =?{charset}?B?{base64.b64encode(subject.encode(charset)).decode()}?=\r\n"
        "Date: Sat, 28 Jul 2018 09:12:00 +0800\r\nMessage-ID: <1@example.org>\r\n"
        "MIME-Version: 1.0\r\n"
    )
    parts = [_part(f"text/plain; charset={charset}", text.encode(charset))]
    if html is not None:
        parts.append(_part(f"text/html; charset={charset}", html.encode(charset)))
    for name, content in (attachments or {}).items():
        encoded = f"=?utf-8?B?{base64.b64encode(name.encode()).decode()}?="
        parts.append(
            _part("application/octet-stream", content, f'attachment; filename="{encoded}"')
        )
    body = "".join(f"--edge\r\n{part}\r\n" for part in parts) + "--edge--\r\n"
    return (head + "Content-Type: multipart/mixed; boundary=edge\r\n\r\n" + body).encode()


def _part(content_type: str, content: bytes, disposition: str = "") -> str:
    encoded = base64.encodebytes(content).decode().replace("\n", "\r\n")
    extra = f"Content-Disposition: {disposition}\r\n" if disposition else ""
    return (
        f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: base64\r\n{extra}\r\n{encoded}"
    )


def mhtml(html: str, *, charset: str = "utf-8", url: str = "https://news.example/1") -> bytes:
    """Return a page saved by a browser."""
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {url}\r\nSubject: Saved\r\n"
        "Date: Sun, 29 Jul 2018 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n'
        f"--edge\r\n{_part(f'text/html; charset={charset}', html.encode(charset))}\r\n"
        f"--edge\r\n{_part('image/png', PNG)}\r\n--edge--\r\n"
    ).encode()


def nested_mail(depth: int) -> bytes:
    """Return a mail whose parts are mails, this deep."""
    head = "MIME-Version: 1.0\r\nMessage-ID: <1@example.org>\r\nFrom: a@example.org\r\n"
    return (head + "Content-Type: message/rfc822\r\n\r\n").encode() * depth + b"text\r\n"


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64) + b"\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(24)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64)
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + bytes(64)


# ---------------------------------------------------------------------------- damage


def mutations(data: bytes, seed: int, count: int) -> list[bytes]:
    """Return damaged copies: bytes changed, cut out, doubled and cut off, by one seed."""
    rng = random.Random(seed)
    made: list[bytes] = []
    for _ in range(count):
        copy = bytearray(data)
        for _ in range(rng.randrange(1, 12)):
            if len(copy) < 4:
                break
            at = rng.randrange(len(copy) - 1)
            size = rng.randrange(1, max(2, min(64, len(copy) - at)))
            act = rng.randrange(5)
            if act == 0:
                copy[at] = rng.randrange(256)
            elif act == 1:
                del copy[at : at + size]
            elif act == 2:
                copy[at:at] = copy[at : at + size]
            elif act == 3:
                copy[at : at + size] = rng.randbytes(size)
            else:
                number = rng.choice([b"-1", b"0", b"99999999999", b"4294967296", b"1e308"])
                copy[at : at + len(number)] = number
        if rng.random() < 0.2:
            del copy[rng.randrange(len(copy)) :]
        made.append(bytes(copy))
    return made


def deflate_bomb(megabytes: int) -> bytes:
    """Return a gzip stream that grows to this many megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
