"""What a format's reader makes of a document, before it becomes a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from walkout.model.document import Block, PublishedBasis

MOST_TEXT = 10_000_000
"""Longest text of one reading, in code points: several long books."""

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters; invisible marks that carry no word and are put between characters to hide
# them from a censor, or to turn the direction of writing; halves of characters.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a document and what the document tells about itself.

    Args:
        reader: Reader and version, such as ``html@1``.
        text: The text, paragraphs parted by newlines.
        blocks: Map from the text back to the page.
        title: Title that the document gives; None when it gives none.
        published: When it says that it was published; None when it does not.
        basis: How that is known.
        url: Address that it gives for itself.
        notes: What the reader had to do.
    """

    reader: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = ()
    title: str | None = field(default=None, repr=False)
    published: date | datetime | None = None
    basis: PublishedBasis = "unknown"
    url: str | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    r"""Return a text with one kind of newline and nothing in it that cannot be seen.

    Words are left as they are: no folding, no normal form. Removed are control characters but
    newline and tab, soft hyphens, zero-width spaces and marks of direction; half surrogates
    become U+FFFD.

    Example:
        >>> clean("罢\u200b工\r\n讨薪")
        '罢工\n讨薪'
    """
    if text.isascii() and text.isprintable():
        return text
    text = _NEWLINES.sub("\n", text)
    text = _CONTROL.sub("", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = _HALVES.sub("\ufffd", text)
    return text


def compose(
    parts: Iterable[tuple[str, str]], separator: str = "\n"
) -> tuple[str, tuple[Block, ...]]:
    r"""Join pieces of text, each with its place on the page, and return the map with the text.

    Args:
        parts: Pairs of place and text; empty texts are left out.
        separator: What stands between pieces.

    Example:
        >>> compose([("page 1", "a"), ("page 2", "bc")])
        ('a\nbc', (Block(start=0, end=1, place='page 1'), Block(start=2, end=4, place='page 2')))
    """
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for place, text in parts:
        if not text:
            continue
        if texts:
            at += len(separator)
        texts.append(text)
        blocks.append(Block(at, at + len(text), place))
        at += len(text)
    return separator.join(texts), tuple(blocks)


def has_words(text: str) -> bool:
    """Return whether there is any letter or ideograph in a text."""
    return any(char.isalpha() for char in text)
