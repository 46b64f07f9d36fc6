"""A closed record folder tells nothing: planted words are in none of its bytes."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.cli.running import walkout

CANARY = "kestrelvale"
CANARY_ZH = "紫藤峪口"
TEXT = (
    f"2014年4月14日，广东东莞{CANARY_ZH}鞋厂两千名工人罢工，要求补缴社保。"
    f"Two thousand workers at the {CANARY} factory went on strike in Dongguan on 14 April 2014."
)


def _docx() -> bytes:
    from docx import Document

    file = io.BytesIO()
    document = Document()
    document.add_paragraph(TEXT)
    document.save(file)
    return file.getvalue()


def _xlsx() -> bytes:
    # The smallest workbook that a reader takes: one sheet with inline strings.
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{words}</t></is></c></row>'
        for n, words in ((1, "description"), (2, TEXT))
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{rels}"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="rows" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{rels}"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        ),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file.getvalue()


def _warc() -> bytes:
    body = f"<html><head><meta charset=utf-8></head><body><p>{TEXT}</p></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: http://example.org/{CANARY}\r\n"
        "WARC-Date: 2014-04-15T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{CANARY}.txt", TEXT + "（压缩包内）")
    return file.getvalue()


FILES = {
    f"{CANARY}.txt": TEXT.encode(),
    "note.md": f"# {CANARY}\n\n{TEXT}\n".encode(),
    "page.html": f"<html><meta charset=utf-8><title>{CANARY}</title><p>{TEXT}</p>".encode(),
    "rows.csv": f"description\n{TEXT}一\n".encode(),
    "rows.tsv": f"description\tplace\n{TEXT}二\t{CANARY_ZH}\n".encode(),
    "rows.jsonl": f'{{"id":"1","text":"{TEXT}三","url":"http://example.org/{CANARY}"}}\n'.encode(),
    "mail.eml": (
        f"From: a@example.org\nSubject: {CANARY}\nDate: Tue, 15 Apr 2014 09:00:00 +0800\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
    ).encode(),
    "word.docx": _docx(),
    "book.xlsx": _xlsx(),
    "crawl.warc": _warc(),
    "crawl2.warc.gz": gzip.compress(_warc().replace(b"2014-04-15", b"2014-04-16")),
    "packed.zip": _zip(),
    "shot.png": b"\x89PNG\r\n\x1a\n" + CANARY.encode() * 20,
    "clip.mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + CANARY.encode() * 20,
    "broken.pdf": b"%PDF-1.7\n" + CANARY.encode() * 20,
}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an encrypted record that was filled, resolved, published and closed."""
    base = tmp_path_factory.mktemp("planted")
    folder = base / "in"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    record, words = base / "record", "six words that nobody else knows\n"
    assert walkout("init", record, stdin=words).returncode == 0
    added = walkout("add", "--record", record, folder, stdin=words)
    assert added.returncode == 1, added.stderr  # the broken PDF is kept all the same
    assert "2 wait for a person" in added.stdout, added.stdout
    published = walkout("publish", "--record", record, "--all", stdin=words)
    assert published.returncode == 0, published.stderr
    return record


def _forms(words: str) -> dict[str, bytes]:
    raw = words.encode()
    forms = {"as it is": raw, "reversed": raw[::-1], "UTF-16": words.encode("utf-16-le")}
    forms["GB18030"] = words.encode("gb18030")
    forms["JSON escapes"] = words.encode("ascii", "backslashreplace")
    for shift in range(3):
        # Base64 has three alignments; its inner characters are the same in each.
        coded = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
        forms[f"base64 at {shift}"] = coded[4:-2] if shift else coded[:-2]
    return forms


@pytest.mark.parametrize("words", [CANARY, CANARY_ZH], ids=["latin", "汉字"])
def test_planted_words_are_in_no_byte_of_a_closed_record(closed: Path, words: str) -> None:
    """Documents, file names, addresses and values are all sealed, also compressed ones."""
    files = [p for p in closed.rglob("*") if p.is_file()]
    assert len(files) >= 3
    for path in files:
        content = path.read_bytes()
        streams = [content]
        if content[:2] in (b"\x1f\x8b", b"x\x9c"):
            streams.append(zlib.decompress(content, 47))
        for stream in streams:
            for form, needle in _forms(words).items():
                assert needle not in stream, f"found {form} in {path.name}"
        assert words not in str(path)


def test_the_record_did_take_the_planted_documents(closed: Path) -> None:
    """The search above means something only if the words went in: an open record shows them."""
    status = walkout("status", "--record", closed, stdin="six words that nobody else knows\n")
    assert status.returncode == 0, status.stderr
    totals = dict(line.split() for line in status.stdout.splitlines() if len(line.split()) == 2)
    assert int(totals["documents"]) >= len(FILES)
    assert int(totals["events"]) >= 1
