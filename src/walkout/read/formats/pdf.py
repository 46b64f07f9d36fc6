"""PDF: the words of each page, lines joined to sentences, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

import pypdfium2
import pypdfium2.raw as pdfium

from walkout.errors import EmptyDocumentError, LockedDocumentError, UnreadableError
from walkout.model.document import Block, Capture, PublishedBasis
from walkout.read.join import ends_sentence, join, paragraphs, starts_item
from walkout.read.page import MOST_TEXT, Page, clean, has_words
from walkout.read.published import from_lines, from_url, latest_day, plausible

READER = "pdf@1"

_MOST_PAGES = 3000
_PAGE_NUMBER = re.compile(
    r"^\s*[-–—·]*\s*(?:第\s*)?(?:page\s*)?\d{1,4}\s*[页頁]?\s*"
    r"(?:(?:/|of|共)\s*\d{1,4}\s*[页頁]?)?\s*[-–—·]*\s*$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\.(?:docx?|indd|pdf|xlsx?|pptx?)$|^(?:microsoft|untitled|无标题|文档\d)", re.IGNORECASE
)
# Where running heads stand: the first two lines of a page and the last two.
_EDGES = (0, 1, -1, -2)
_META_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read(capture: Capture, today: date) -> Page:
    """Return the words of a PDF.

    Args:
        capture: The file.
        today: Last day on which it can have been published.

    Raises:
        LockedDocumentError: It needs a password.
        EmptyDocumentError: It has pages and no words: pictures of pages. It waits for a person.
        UnreadableError: It is cut, damaged, or far too long.
    """
    document = _open(capture.content)
    try:
        return _read(document, capture, today)
    finally:
        document.close()


def _open(content: bytes) -> pypdfium2.PdfDocument:
    # pdfium mends what is cut off, and pages would be missing without a word.
    if b"%%EOF" not in content[-2048:]:
        raise UnreadableError(
            "The PDF is cut: its end is missing", fix="Get it again from where it came."
        )
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        code = pdfium.FPDF_GetLastError()
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        raise LockedDocumentError(
            "The PDF is encrypted", fix="Save a copy without a password and add that."
        )
    raise UnreadableError(
        "The PDF is cut or damaged", fix="Get it again from where it came.", code=int(code)
    )


def _read(document: pypdfium2.PdfDocument, capture: Capture, today: date) -> Page:
    count = len(document)
    if not 0 < count <= _MOST_PAGES:
        raise UnreadableError(
            "The PDF has no pages" if not count else "The PDF has more pages than any report",
            fix="Get it again." if not count else "Split it at the reports and add the parts.",
            pages=count,
            most=_MOST_PAGES,
        )
    notes: list[str] = []
    pages: list[list[str]] = []
    size = lost = 0
    for index in range(count):
        try:
            text = _page_text(document, index)
        except pypdfium2.PdfiumError:
            lost += 1
            text = ""
        size += len(text)
        if size > MOST_TEXT:
            raise UnreadableError(
                "The PDF is longer than any report",
                fix="Split it at the reports and add the parts.",
                most=MOST_TEXT,
            )
        pages.append(text.split("\n"))
    if not any(has_words(line) for page in pages for line in page):
        if lost == count:
            raise UnreadableError(
                "No page of the PDF can be read", fix="Get it again.", pages=count
            )
        raise EmptyDocumentError(
            "The PDF has pictures of pages and no text",
            fix="A person must read it, or add a copy with its text recognised.",
            pages=count,
            waits=True,
        )
    if lost:
        notes.append(f"pages-lost:{lost}")
    latest = latest_day(capture.captured_at, today)
    first_lines = [line for page in pages[:1] for line in page]
    last_lines = [line for page in pages[-1:] for line in page] if count > 1 else []
    pages = _without_running_heads(pages)
    text, blocks = _joined(pages)
    metadata = document.get_metadata_dict()
    published, basis = _published(first_lines + last_lines, capture, latest)
    made = _META_DAY.match(metadata.get("CreationDate", ""))
    if made:
        # When the file was made says little: old papers are scanned, pages are printed years on.
        notes.append("made:" + "-".join(made.groups()))
    blank = sum(1 for page in pages if not any(has_words(line) for line in page))
    if blank and blank < count:
        notes.append(f"pages-without-text:{blank}")
    return Page(
        READER,
        text,
        blocks,
        title=_title(metadata, text),
        published=published,
        basis=basis,
        notes=tuple(notes),
    )


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        words = page.get_textpage()
        try:
            text = words.get_text_bounded()
        finally:
            words.close()
    finally:
        page.close()
    # pdfium marks a hyphen at a line's end, and what has no character, with these.
    return clean(text.replace("\ufffe", "-\n").replace("\uffff", "").replace("\x02", "-\n"))


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Leave out page numbers, and lines that stand at the top or end of page after page.

    Only a line that is the same but for a page number at its ends, in the same place on half of
    the pages, and that ends no sentence: a sentence may well be repeated.
    """
    trimmed = [[line for line in page if line.strip()] for page in pages]
    seen = Counter(
        (place, _unnumbered(page[place]))
        for page in trimmed
        for place in _EDGES
        if -len(page) <= place < len(page)
    )
    often = max(3, len(pages) // 2)
    result: list[list[str]] = []
    for page in trimmed:
        gone: set[int] = set()
        for place in _EDGES:
            if not -len(page) <= place < len(page):
                continue
            line = page[place]
            running = seen[place, _unnumbered(line)] >= often and not ends_sentence(line)
            if (running and len(line) <= 120) or (_PAGE_NUMBER.match(line) and len(page) > 1):
                gone.add(place % len(page))
        result.append([line for i, line in enumerate(page) if i not in gone])
    return result


def _unnumbered(line: str) -> str:
    return line.strip().strip("0123456789 -–—·|/")


def _joined(pages: list[list[str]]) -> tuple[str, tuple[Block, ...]]:
    """Join all pages; a sentence that runs over a page's end is one paragraph in two blocks."""
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    runs_on = False
    for number, lines in enumerate(pages, 1):
        found = paragraphs(lines)
        for index, (_, words) in enumerate(found):
            glue = "\n" if texts else ""
            if index == 0 and runs_on and not starts_item(words):
                # What `join` would do, with the border between the pages kept in the map.
                left = texts[-1]
                whole = join(left, words)
                kept = whole[: len(whole) - len(words)]
                glue = kept[len(left) :] if kept.startswith(left) else ""
                if not kept.startswith(left):
                    texts[-1] = kept
                    at -= len(left) - len(kept)
                    blocks[-1] = Block(blocks[-1].start, at, blocks[-1].place)
            texts.append(glue)
            at += len(glue)
            texts.append(words)
            blocks.append(Block(at, at + len(words), f"page {number}"))
            at += len(words)
        if found:
            runs_on = not ends_sentence(found[-1][1])
    return "".join(texts), tuple(blocks)


def _title(metadata: dict[str, str], text: str) -> str | None:
    named = " ".join(metadata.get("Title", "").split())
    if 4 <= len(named) <= 300 and not _FILE_NAME.search(named) and "\ufffd" not in named:
        return named
    first, _, rest = text.partition("\n")
    if rest and 4 <= len(first) <= 120 and not ends_sentence(first) and first[-1] not in "，,":
        return first
    return None


def _published(
    lines: list[str], capture: Capture, latest: date
) -> tuple[date | datetime | None, PublishedBasis]:
    shown = from_lines(lines)
    if plausible(shown, latest):
        return shown, "text"
    named = from_url(capture.url)
    return (named, "url") if plausible(named, latest) else (None, "unknown")
