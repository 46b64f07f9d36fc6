"""What the tests of formats share: a page from bytes, read in this process."""

from __future__ import annotations

from datetime import date, datetime

from walkout.model import media
from walkout.model.document import Capture
from walkout.read.child import FORMATS, load
from walkout.read.page import Page

TODAY = date(2026, 1, 1)
_READERS = load(FORMATS)


def page_of(
    content: bytes | str,
    media_type: str,
    *,
    url: str | None = None,
    captured_at: datetime | None = None,
    title: str | None = None,
) -> Page:
    """Return what a format's reader makes of some bytes; text is UTF-8."""
    data = content.encode() if isinstance(content, str) else content
    capture = Capture("d", data, media_type, url=url, captured_at=captured_at, title=title)
    page = _READERS[media.bare(media_type)](capture, TODAY)
    assert_mapped(page)
    return page


def assert_mapped(page: Page) -> None:
    """Check that a page's blocks are in order, cover its words and know their places."""
    at = 0
    uncovered = ""
    for block in page.blocks:
        assert at <= block.start < block.end <= len(page.text)
        assert block.place
        uncovered += page.text[at : block.start]
        at = block.end
    uncovered += page.text[at:]
    assert not uncovered.strip()
