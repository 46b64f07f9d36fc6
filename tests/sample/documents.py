"""Every document of the sample with its words, read here without any of Walkout's own readers."""

from __future__ import annotations

import csv
import email
import io
import json
import re
import zipfile
from collections.abc import Iterator
from email import policy
from pathlib import Path

import docx
import pypdfium2
import python_calamine
from fastwarc.warc import ArchiveIterator, WarcRecordType

SAMPLE = Path(__file__).parents[2] / "sample"
DOCUMENTS = SAMPLE / "documents"
_ENCODINGS = {"big5": "big5", "gb2312": "gb18030"}


def documents() -> dict[str, str]:
    """Return the words of each document by its name in ``facts.yml``."""
    found: dict[str, str] = {}
    for path in sorted(DOCUMENTS.rglob("*")):
        if path.is_file():
            name = path.relative_to(DOCUMENTS).as_posix()
            for part, text in _parts(path):
                found[f"{name}#{part}" if part else name] = text
    return found


def form_of(document: str) -> str:
    """Return the ending of the file that a document stands in."""
    return document.partition("#")[0].rpartition(".")[2]


def _parts(path: Path) -> Iterator[tuple[str, str]]:
    content = path.read_bytes()
    match path.suffix:
        case ".txt" | ".md" | ".html":
            yield "", _decoded(content, path.stem)
        case ".csv":
            for number, row in enumerate(csv.reader(io.StringIO(content.decode())), 0):
                if number:
                    yield str(number), "\n".join(row)
        case ".jsonl":
            for number, line in enumerate(content.decode().splitlines(), 1):
                yield str(number), "\n".join(json.loads(line).values())
        case ".xlsx":
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            for sheet in book.sheet_names:
                for number, cells in enumerate(book.get_sheet_by_name(sheet).to_python()):
                    if number:
                        yield f"{sheet}!{number}", "\n".join(str(cell) for cell in cells)
        case ".docx":
            paragraphs = docx.Document(io.BytesIO(content)).paragraphs
            yield "", "\n".join(paragraph.text for paragraph in paragraphs)
        case ".pdf":
            pages = pypdfium2.PdfDocument(content)
            yield "", "\n".join(page.get_textpage().get_text_range() for page in pages)
            pages.close()
        case ".eml" | ".mhtml":
            message = email.message_from_bytes(content, policy=policy.default)
            body = message.get_body(("plain", "html"))
            assert body is not None
            yield "", f"{message['subject']}\n{body.get_content()}"
        case ".warc":
            for record in ArchiveIterator(io.BytesIO(content)):
                if record.record_type == WarcRecordType.response:
                    yield record.headers["WARC-Target-URI"], record.reader.read().decode()
        case ".zip":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for info in archive.infolist():
                    yield info.filename, archive.read(info).decode()
        case other:
            raise AssertionError(f"no reader in the test for {other}")


def _decoded(content: bytes, stem: str) -> str:
    encoding = next((e for end, e in _ENCODINGS.items() if stem.endswith(end)), "utf-8")
    return content.decode(encoding)


def words(text: str) -> str:
    """Return a text without its tags and white space, to compare what two documents say."""
    return re.sub(r"<[^>]*>|\s", "", text)
