"""Kinds of files are told by their bytes; the name is only a hint between kinds of text."""

from __future__ import annotations

import pytest

from tests.read import hostile
from walkout.capture.kinds import sniff
from walkout.model import media

MAIL = b"From: a@example.org\r\nSubject: x\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\ntext"
HTML = "<!DOCTYPE html><html><body><p>工人罢工</p></body></html>"
ZH = "7月27日，临江市德胜玩具厂约三百名工人罢工。"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        pytest.param(ZH.encode(), "a.txt", media.TEXT, id="text"),
        pytest.param(ZH.encode("gb18030"), "a", media.TEXT, id="text in GBK without an ending"),
        pytest.param(ZH.encode("utf-16"), "a.txt", media.TEXT, id="text in UTF-16"),
        pytest.param(ZH.encode("utf-16-le") * 9, "a.txt", media.TEXT, id="UTF-16 without a mark"),
        pytest.param(b"# A title\n\nwords", "a.md", media.MARKDOWN, id="Markdown"),
        pytest.param(b"# words <b>bold</b>", "a.md", media.MARKDOWN, id="Markdown with tags"),
        pytest.param(HTML.encode(), "a.html", media.HTML, id="a page"),
        pytest.param(HTML.encode(), "a.txt", media.HTML, id="a page called .txt"),
        pytest.param(HTML.encode(), "a.csv", media.HTML, id="a page called .csv"),
        pytest.param(HTML.encode("utf-16"), "a.htm", media.HTML, id="a page in UTF-16"),
        pytest.param(b"words <p>more</p>", "a.html", media.HTML, id="a fragment of a page"),
        pytest.param(b"words only", "a.html", media.TEXT, id="text called .html"),
        pytest.param(b"<?xml version='1.0'?><a>b</a>", "a.xml", media.XML, id="XML"),
        pytest.param(
            b"<?xml version='1.0'?>\n<html><p>b</p></html>", "a.xml", media.HTML, id="XHTML"
        ),
        pytest.param(b"%PDF-1.4\n%%EOF", "a.txt", media.PDF, id="a PDF called .txt"),
        pytest.param(b"\n\n%PDF-1.4\n%%EOF", "a.pdf", media.PDF, id="a PDF after empty lines"),
        pytest.param(hostile.docx(""), "a.zip", media.DOCX, id="a Word document called .zip"),
        pytest.param(hostile.xlsx({"S": []}), "a.bin", media.XLSX, id="a workbook"),
        pytest.param(hostile.zipped({"a": b""}), "a.docx", media.ZIP, id="a zip called .docx"),
        pytest.param(MAIL, "a.eml", media.EML, id="a mail"),
        pytest.param(MAIL, "a.txt", media.EML, id="a mail called .txt"),
        pytest.param(b"Subject: x\nbody", "a.eml", media.EML, id="a mail with few headers"),
        pytest.param(
            b"Date: today\nPlace: here\n\nwords", "a.txt", media.TEXT, id="text that begins so"
        ),
        pytest.param(hostile.mhtml("<p>x</p>"), "a.mhtml", media.MHTML, id="a saved page"),
        pytest.param(hostile.mhtml("<p>x</p>"), "a", media.MHTML, id="a saved page without name"),
        pytest.param(b"a,b\n1,2\n", "a.csv", media.CSV, id="a table"),
        pytest.param(b"a\tb\n1\t2\n", "a.tsv", media.TSV, id="a table with tabs"),
        pytest.param(b"a,b\n1,2\n", "a.txt", media.TEXT, id="text with commas"),
        pytest.param(b"a\tb\n1\t2\n", "a.xls", media.TSV, id="a table called .xls"),
        pytest.param(b'{"text":"x"}\n{"text":"y"}\n', "a.jsonl", media.JSONL, id="JSON Lines"),
        pytest.param(b'{"text":"x"}\n', "a.json", media.JSONL, id="JSON Lines called .json"),
        pytest.param(hostile.warc_record("x", b""), "a", media.WARC, id="a web archive"),
        pytest.param(
            hostile.gzipped([hostile.warc_record("x", b"")]), "a.gz", media.WARC, id="gzipped"
        ),
        pytest.param(hostile.PNG, "a.txt", "image/png", id="PNG"),
        pytest.param(hostile.JPEG, "a.jpg", "image/jpeg", id="JPEG"),
        pytest.param(hostile.WEBP, "a.webp", "image/webp", id="WebP"),
        pytest.param(hostile.HEIC, "a.heic", "image/heic", id="HEIC"),
        pytest.param(hostile.GIF, "a.gif", "image/gif", id="GIF"),
        pytest.param(hostile.MP4, "a.mp4", "video/mp4", id="MP4"),
        pytest.param(hostile.MOV, "a.mov", "video/quicktime", id="MOV"),
        pytest.param(b"BM is not a picture", "a.txt", media.TEXT, id="text that begins with BM"),
    ],
)
def test_a_kind_is_told_by_content(content: bytes, name: str, media_type: str) -> None:
    """The bytes decide; a wrong name changes nothing."""
    kind = sniff(content, name)
    assert (kind.media_type, kind.problem) == (media_type, None)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        pytest.param(bytes(range(256)) * 9, "a.txt", "UnknownFormatError", id="binary called .txt"),
        pytest.param(b"MZ\x90\0" + bytes(200), "a.exe", "UnknownFormatError", id="a program"),
        pytest.param(b"Rar!\x1a\x07\0", "a.rar", "UnknownFormatError", id="RAR"),
        pytest.param(b"\x1f\x8b" + bytes(20), "a.txt.gz", "UnknownFormatError", id="gzip"),
        pytest.param(b"{\\rtf1 x}", "a.rtf", "UnknownFormatError", id="Rich Text"),
        pytest.param(b'{\n "a": 1\n}', "a.json", "UnknownFormatError", id="one JSON value"),
        pytest.param(hostile.ole(encrypted=False), "a.doc", "UnknownFormatError", id="old Word"),
        pytest.param(hostile.ole(encrypted=True), "a.xlsx", "LockedDocumentError", id="locked"),
        pytest.param(hostile.docx("")[:-30], "a.docx", "UnreadableError", id="a cut Word document"),
    ],
)
def test_what_cannot_be_used_says_why(content: bytes, name: str, code: str) -> None:
    """Each says what it is and what to do."""
    problem = sniff(content, name).problem
    assert problem is not None
    assert type(problem).__name__ == code
    assert problem.fix
