"""A page's words by a flat scan of its tags, for pages that break a real parser.

No tree, so no nesting is too deep; nothing but the words between tags, so boilerplate stays.
"""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

from walkout.errors import EmptyDocumentError
from walkout.model import media
from walkout.model.document import Capture
from walkout.read.formats import meta
from walkout.read.page import Page, clean, compose, has_words
from walkout.read.published import from_lines, from_url, latest_day, plausible
from walkout.text.charset import decode

READER = "html-rescue@1"

_SILENT = frozenset({"script", "style", "noscript", "template", "textarea", "select", "svg"})
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)


class _Scanner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.title: list[str] = []
        self._words: list[str] = []
        self._silent = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "title":
            self._in_title = True
        elif tag not in _INLINE:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "title":
            self._in_title = False
        elif tag not in _INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self._in_title and len(self.title) < 20:
            self.title.append(data)
        elif not self._silent:
            self._words.append(data)

    def flush(self) -> None:
        """End a line."""
        line = " ".join("".join(self._words).split())
        self._words.clear()
        if line:
            self.lines.append(line)


def read(capture: Capture, today: date) -> Page:
    """Return all words of a page.

    Raises:
        EmptyDocumentError: There are none.
        UnreadableError: Its bytes are no text.
    """
    named = [media.charset(capture.media_type), *meta.labels(capture.content)]
    decoded = decode(capture.content, [label for label in named if label])
    scanner = _Scanner()
    scanner.feed(re.sub(r"<!--.*?-->", " ", clean(decoded.text), flags=re.DOTALL))
    scanner.close()
    scanner.flush()
    text, blocks = compose((f"p {i}", line) for i, line in enumerate(scanner.lines, 1))
    if not has_words(text):
        raise EmptyDocumentError("The page has no words", fix="Save it again, once it is loaded.")
    latest = latest_day(capture.captured_at, today)
    shown, named_day = from_lines(scanner.lines), from_url(capture.url)
    known = plausible(shown, latest)
    return Page(
        READER,
        text,
        blocks,
        title=" ".join("".join(scanner.title).split())[:300] or None,
        published=shown if known else named_day if plausible(named_day, latest) else None,
        basis="text" if known else "url" if plausible(named_day, latest) else "unknown",
        url=capture.url,
        notes=(f"charset:{decoded.encoding}", "boilerplate:kept"),
    )
