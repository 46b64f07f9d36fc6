"""A page's visible text as a list of blocks, in the order of the page.

The tree is walked, never recursed into; nothing of it is executed, resolved or loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

_SKIP = frozenset(
    """
    script style noscript template iframe object embed applet svg math canvas select option
    datalist button input textarea audio video head rt rp map area frameset dialog
    """.split()
)
_BLOCK = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre
    section summary table tbody td tfoot th thead tr ul
    """.split()
)
_FURNITURE = frozenset({"nav", "footer", "aside", "menu", "form"})
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|foot|sidebar|side|breadcrumbs?|crumbs?|related"
    r"|recommend(?:ed|ation)?s?|share|sharing|social|copyright|advert\w*|ads?|banner|toolbar|pager"
    r"|pagination|subscribe|newsletter|cookie\w*|login|tags?|tagcloud|hot|rank|links?|widget\w*"
    r"|qrcode|popup|modal|masthead|skip-link)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_COMMENT_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-\w+|respond|responses?|replies|reply|pinglun|disqus\w*"
    r"|cmt|review-list)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\u00a0\u3000]+")
# A cell with more words than this stands in a table that only lays out a page.
_CELL = 1000


@dataclass(slots=True)
class PageBlock:
    """A run of visible text between block borders.

    Args:
        number: Its place among the page's blocks, from 1.
        text: Its words, white space collapsed; ``<br>`` is a newline.
        tag: The block's element: ``p``, ``li``, ``h1``, ``tr`` ...
        linked: Share of its code points that stand in links.
        furniture: Whether it stands in what frames the page: menus, side bars, hidden parts.
        comment: Whether it stands among readers' comments.
    """

    number: int
    text: str
    tag: str
    linked: float = 0.0
    furniture: bool = False
    comment: bool = False


class _Walker:
    """Gathers text into blocks while a tree is walked."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._words: list[str] = []
        self._linked = 0
        self._links = 0
        self._skip = 0
        self._furniture = 0
        self._comment = 0
        self._pre = 0
        self._row = 0
        self._tags: list[str] = ["body"]

    def start(self, element: Any, tag: str, data_row: bool) -> None:
        if self._skip or tag in _SKIP:
            self._skip += 1
            return
        if tag == "br":
            self._words.append("\n" if not self._row else " ")
        elif tag in {"td", "th"} and self._row:
            if self._words and self._words[-1] != "\t":
                self._words.append("\t")
        elif tag in _BLOCK and not (self._row and tag != "tr"):
            self.flush()
            self._tags.append(tag)
        elif tag in _BLOCK:
            self._words.append(" ")
        if data_row:
            self._row += 1
        if tag == "a":
            self._links += 1
        if tag == "pre":
            self._pre += 1
        kind = _kind(element, tag)
        self._furniture += kind == "furniture"
        self._comment += kind == "comment"
        self.text(element.text)

    def end(self, element: Any, tag: str, data_row: bool) -> None:
        if self._skip:
            self._skip -= 1
            if not self._skip:
                self.text(element.tail)
            return
        if data_row:
            self.flush()
            self._row -= 1
            self._tags.pop()
        elif tag in _BLOCK and not self._row:
            self.flush()
            self._tags.pop()
        elif tag in _BLOCK:
            self._words.append(" ")
        if tag == "a":
            self._links -= 1
        if tag == "pre":
            self._pre -= 1
        kind = _kind(element, tag)
        self._furniture -= kind == "furniture"
        self._comment -= kind == "comment"
        self.text(element.tail)

    def text(self, text: str | None) -> None:
        if not text or self._skip:
            return
        if not self._pre:
            text = _SPACE.sub(" ", text)
        self._words.append(text)
        if self._links:
            self._linked += len(text.strip())

    def flush(self) -> None:
        if not self._words:
            return
        joined = "".join(self._words)
        lines = (_tidy(line) for line in joined.split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self.blocks.append(
                PageBlock(
                    len(self.blocks) + 1,
                    text,
                    self._tags[-1],
                    min(1.0, self._linked / len(text)),
                    self._furniture > 0,
                    self._comment > 0,
                )
            )
        self._words.clear()
        self._linked = 0


def _tidy(line: str) -> str:
    cells = [_SPACE.sub(" ", cell).strip() for cell in line.split("\t")]
    return "\t".join(cells).strip("\t")


def page_blocks(tree: Any) -> list[PageBlock]:
    """Return a page's visible text, block by block.

    A row of a table of data is one block with a tab between its cells; a table that lays out a
    page is taken apart like any other element.
    """
    walker = _Walker()
    rows = _data_rows(tree)
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "comment":
            walker.text(element.tail)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        name = tag.rpartition("}")[2].lower()
        if event == "start":
            walker.start(element, name, element in rows)
        else:
            walker.end(element, name, element in rows)
    walker.flush()
    return walker.blocks


def _data_rows(tree: Any) -> set[Any]:
    rows: set[Any] = set()
    for table in tree.iter("table"):
        if table.find(".//table") is not None or table.find(".//ul") is not None:
            continue
        inside = list(table.iter("tr"))
        cells = [cell for row in inside for cell in row if cell.tag in {"td", "th"}]
        if len(inside) < 2 or len(cells) < 4:
            continue
        if any(_lays_out(cell) for cell in cells):
            continue
        rows.update(inside)
    return rows


def _lays_out(cell: Any) -> bool:
    """Tell a cell that holds a part of a page, paragraphs and all, from a cell of data."""
    size = _size(cell)
    return size > _CELL or (size > 80 and sum(1 for _ in cell.iter("p", "div", "br")) > 1)


def _size(element: Any) -> int:
    size = 0
    for text in element.itertext():
        size += len(text)
        if size > _CELL:
            break
    return size


def _kind(element: Any, tag: str) -> str | None:
    if tag in {"html", "body", "main", "article"}:
        return None
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if names != " " and _COMMENT_NAME.search(names):
        return "comment"
    if tag in _FURNITURE or element.get("hidden") is not None:
        return "furniture"
    if element.get("role") in {"navigation", "banner", "contentinfo", "search", "complementary"}:
        return "furniture"
    if _HIDDEN.search(element.get("style") or ""):
        return "furniture"
    if names != " " and tag not in {"p", "h1"} and _FURNITURE_NAME.search(names):
        return "furniture"
    return None
