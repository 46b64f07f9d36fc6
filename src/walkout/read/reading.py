"""Pages become readings: what the container gave wins over what the page says."""

from __future__ import annotations

import re
from datetime import date

import orjson

from walkout.errors import EmptyDocumentError
from walkout.model.document import Block, Capture, Reading
from walkout.model.ids import reading_id
from walkout.read.page import Page, clean, has_words
from walkout.read.published import in_zone_of
from walkout.text.script import language

ROW_READER = "row@1"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def finished(capture: Capture, page: Page) -> Reading:
    """Return the reading of a document.

    Args:
        capture: The document. Its title, date, address and language were given by a person or
            a container and are kept.
        page: What a format's reader made of it.

    Raises:
        EmptyDocumentError: There are no words.
    """
    if not has_words(page.text):
        raise EmptyDocumentError("There are no words in it", fix="Leave it out.")
    spoken = capture.language or language(page.text)
    published, basis = page.published, page.basis
    if capture.published is not None:
        published, basis = capture.published, "given"
    notes = page.notes
    local = in_zone_of(published, spoken)
    if local is not published:
        notes = (*notes, "zone:+08:00")
    return Reading(
        id=reading_id(capture.id, page.reader, page.text),
        document=capture.id,
        reader=page.reader,
        text=page.text,
        blocks=page.blocks,
        title=capture.title or page.title,
        published=local,
        published_basis=basis,
        language=spoken,
        url=capture.url or page.url,
        notes=notes,
    )


def read_row(capture: Capture) -> Reading:
    """Return the reading of a table row or JSON line, whose text its container has parted.

    Args:
        capture: A row with its `text`.

    Raises:
        EmptyDocumentError: There are no words in it.
        ValueError: The capture has no text of its own.

    Example:
        >>> row = Capture("d1", b'{"Title":"Strike in Linjiang"}', "application/x-row+json",
        ...               text="Strike in Linjiang")
        >>> read_row(row).blocks
        (Block(start=0, end=18, place='column Title'),)
    """
    if capture.text is None:
        raise ValueError("a row needs its text")
    text = clean(capture.text)
    page = Page(ROW_READER, text, _columns(capture, text))
    return finished(capture, page)


def _columns(capture: Capture, text: str) -> tuple[Block, ...]:
    """Say which column each part of a row's text stands in, by finding its cells again."""
    try:
        cells = orjson.loads(capture.content)
    except orjson.JSONDecodeError:
        return ()
    if not isinstance(cells, dict):
        return ()
    values = [
        (label, words)
        for label, cell in cells.items()
        if isinstance(cell, str) and (words := clean(cell).strip())
    ]
    values.sort(key=lambda pair: -len(pair[1]))
    blocks: list[Block] = []
    at = 0
    # A record of events gives each event's day in a line of its own, under its label.
    first = text.partition("\n")[0]
    label, _, day = first.rpartition(": ")
    if label in cells and _DAY.fullmatch(day):
        blocks.append(Block(0, len(first), f"column {label}"))
        at = len(first)
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = next((pair for pair in values if _stands_at(text, at, pair[1])), None)
        if found is None:
            return ()
        blocks.append(Block(at, at + len(found[1]), f"column {found[0]}"))
        at += len(found[1])
    return tuple(blocks)


def _stands_at(text: str, at: int, words: str) -> bool:
    end = at + len(words)
    return text.startswith(words, at) and (end == len(text) or text[end].isspace())


def today_or(day: date | None) -> date:
    """Return a day, or today where none is given."""
    return day or date.today()  # noqa: DTZ011 - a day, give or take the zone of the machine
