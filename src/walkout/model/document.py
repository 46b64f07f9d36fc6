"""Documents and readings: what was captured, and what a reader made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Language = Literal["zh-Hans", "zh-Hant", "en", "mixed", "unknown"]

PublishedBasis = Literal["given", "metadata", "url", "text", "unknown"]
"""How the publication date is known: told by the one who added it (a column, a flag), from the
document's own metadata, from its address, from its first lines, or not at all."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One item as it comes out of a file, folder, table, archive or mailbox, before reading.

    Args:
        id: Document id (`model.ids`).
        content: The bytes; for a table row the canonical JSON of its cells.
        media_type: Type by content, not by name: ``text/html``, ``application/x-row+json``.
        name: File name or row label for the people who keep the record; never a path.
            Sealed with the document and never published.
        part_of: Id of the document that contains it (table, zip, WARC, mail); None at top level.
        locator: Where in the container: ``Sheet1!17``, a member's name, a record number.
        text: Text already separated by the container (a row's text columns); None when a
            reader must find it in `content`.
        title: Title given by the container; None when unknown.
        published: Publication day or instant given by the container; None when unknown.
        url: Address given by the container; None when unknown.
        language: Language given by the container; None when unknown.
        captured_at: When it was got, with offset, if the container tells (WARC-Date, mail Date).
    """

    id: str
    content: bytes = field(repr=False)
    media_type: str
    name: str = field(default="", repr=False)
    part_of: str | None = None
    locator: str | None = None
    text: str | None = field(default=None, repr=False)
    title: str | None = field(default=None, repr=False)
    published: date | datetime | None = None
    url: str | None = field(default=None, repr=False)
    language: Language | None = None
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a reading's text and where it stands on the page.

    Args:
        start: First code point in the reading.
        end: One past the last.
        place: Page number, paragraph or column: ``page 3``, ``p 12``, ``column text``.
    """

    start: int
    end: int
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The immutable text that one reader version made of one document; spans belong to it.

    Args:
        id: Reading id (`model.ids.reading_id`).
        document: Id of the document.
        reader: Reader and version, such as ``html@1``.
        text: The text, paragraphs parted by newlines; code points are the unit of every span.
        blocks: Map from the text back to the page, in order, without gaps that matter.
        title: Title; None when unknown. It is part of `text` only if the page shows it there.
        published: Publication day or instant; None when unknown.
        published_basis: How `published` is known.
        language: Language of most of the text.
        url: Address of the document; None when unknown.
        notes: What the reader had to do: codes such as ``charset:gb18030`` or ``boilerplate:kept``.
    """

    id: str
    document: str
    reader: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = ()
    title: str | None = field(default=None, repr=False)
    published: date | datetime | None = None
    published_basis: PublishedBasis = "unknown"
    language: Language = "unknown"
    url: str | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()

    @property
    def published_on(self) -> date | None:
        """The publication day, whatever the precision it was given in."""
        if isinstance(self.published, datetime):
            return self.published.date()
        return self.published
