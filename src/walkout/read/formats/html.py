"""Pages: the words of the report, without what frames them.

Two witnesses are heard. trafilatura knows how sites are built and names the main text; a walk
over the page's own blocks knows every paragraph that a person would see. A block is kept when the
first names it or when it is a real paragraph outside menus and comments, so that neither a menu
comes in nor a paragraph is lost. Text is the page's own: never rewritten, only white space is
collapsed, and every block knows its place on the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import lxml.html
import trafilatura

from walkout.errors import EmptyDocumentError, UnreadableError
from walkout.model import media
from walkout.model.document import Capture, PublishedBasis
from walkout.read.formats import meta, rescue
from walkout.read.formats.dom import PageBlock, page_blocks
from walkout.read.page import Page, clean, compose, has_words
from walkout.read.published import from_lines, from_url, latest_day, plausible
from walkout.text.charset import decode

READER = "html@1"

# Pages beyond this are data, not reports; reading them would take minutes.
_MOST_BYTES = 32 << 20
# trafilatura's time grows with the page; past this only the page's own blocks are heard.
_MOST_JUDGED = 4 << 20

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_SENTENCE = re.compile(r"[。！？；…]|[.!?][\"'”’)]?(?:\s|$)")
_BOILERPLATE = re.compile(
    r"^(?:"
    r"(?:转发|轉發|评论|評論|赞|讚|点赞|收藏|分享|举报|檢舉|关注|回复|收起|展开|原图|查看大图|阅读|浏览)[\s:：]*[\d万+()（）]*"
    r"|(?:上一篇|下一篇|上一页|下一页|返回|首页|主页|打印|关闭|阅读原文|查看原文|点击查看.{0,10}|更多)"
    r"(?:[\s:：|].{0,60})?"
    r"|.{0,12}微信扫一扫.{0,20}|.{0,12}(?:扫描|扫一扫).{0,6}二维码.{0,12}|长按.{0,12}二维码.{0,12}"
    r"|.{0,20}(?:版权所有|版權所有|All rights reserved|ICP备|ICP證|公网安备).{0,80}"
    r"|(?:责任编辑|責任編輯|责编)[:：].{0,20}"
    r"|(?:share|tweet|like|pin|email|print|reply|comments?|leave a (?:reply|comment)|read more"
    r"|related (?:posts|articles|stories)|subscribe|sign up|log ?in|advertisement|skip to content"
    r"|previous|next|share (?:this|on).{0,30}|follow us.{0,30}|click here.{0,30}|loading)"
    r"[\s\d:.…»«→←]*"
    r"|your email address will not be published.{0,60}|required fields are marked.{0,20}"
    r"|this site uses akismet.{0,80}|proudly powered by.{0,30}|copyright ©?.{0,80}|©.{0,80}"
    r")$",
    re.IGNORECASE,
)


def read(capture: Capture, today: date) -> Page:
    """Return the words of a page.

    Args:
        capture: A page's bytes; the charset of its media type is heard first.
        today: Last day on which it can have been published.

    Raises:
        EmptyDocumentError: There are no words on it.
        UnreadableError: Its bytes are no text, or it is far too large.
    """
    if len(capture.content) > _MOST_BYTES:
        raise UnreadableError(
            "The page is larger than any report",
            fix="Save the part that matters and add that.",
            megabytes=len(capture.content) >> 20,
            most=_MOST_BYTES >> 20,
        )
    named = [media.charset(capture.media_type), *meta.labels(capture.content)]
    decoded = decode(capture.content, [label for label in named if label])
    notes = [f"charset:{decoded.encoding}"]
    if decoded.replaced:
        notes.append(f"replaced:{decoded.replaced}")
    return read_source(decoded.text, capture, today, notes)


def read_source(html: str, capture: Capture, today: date, notes: list[str]) -> Page:
    """Return the words of a page whose source is decoded."""
    html = clean(html)
    tree, cut = _tree(html)
    if tree is None:
        raise EmptyDocumentError("The page has no words", fix="Save it again, once it is loaded.")
    if cut:
        # The parser gives up on what is nested too deep; no word after that may be lost.
        page = rescue.read(capture, today)
        return replace(page, notes=(*page.notes, "html:too-deep"))
    blocks = page_blocks(tree)
    if not any(has_words(block.text) for block in blocks):
        raise EmptyDocumentError(
            "The page has no words; it may need its scripts to show any",
            fix="Save it again, once it is loaded, or save it as PDF.",
        )
    latest = latest_day(capture.captured_at, today)
    url = capture.url or meta.address(tree, html[:4000])
    published, basis = _published(tree, html, blocks, url, latest)
    page_title = meta.title(tree)
    kept = _select(blocks, _judge(html, tree, notes), page_title, notes)
    text, places = compose((f"p {block.number}", block.text) for block in kept)
    return Page(
        READER,
        text,
        places,
        title=page_title,
        published=published,
        basis=basis,
        url=url,
        notes=tuple(notes),
    )


def _tree(html: str) -> tuple[Any, bool]:
    """Parse a page; nothing is fetched. Return its tree, and whether nesting cut it short."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", html).encode("utf-8", "replace")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = lxml.html.document_fromstring(source, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None, False
    return tree, any("xcessive depth" in entry.message for entry in parser.error_log)


def _judge(html: str, tree: Any, notes: list[str]) -> tuple[set[str], str] | None:
    """Return the lines that trafilatura takes for the main text; None when it takes none."""
    if len(html) > _MOST_JUDGED:
        notes.append("boilerplate:kept")
        return None
    found = trafilatura.extract(
        tree, fast=True, include_comments=False, include_tables=True, deduplicate=False
    )
    if not found:
        return None
    lines = {_bare(line) for line in found.split("\n")}
    return lines, "".join(_bare(line) for line in found.split("\n"))


def _bare(text: str) -> str:
    return re.sub(r"[\s|\\-]+", "", text)


def _select(
    blocks: list[PageBlock],
    judged: tuple[set[str], str] | None,
    title: str | None,
    notes: list[str],
) -> list[PageBlock]:
    named: set[int] = set()
    if judged:
        lines, whole = judged
        for block in blocks:
            bare = _bare(block.text)
            if bare in lines or (len(bare) >= 12 and bare in whole):
                named.add(block.number)
    prose = [block for block in blocks if _is_prose(block) and not block.comment]
    framed = sum(len(block.text) for block in prose if block.furniture)
    # A site may call the very box that holds its text a side or a list of links.
    misnamed = framed * 2 > sum(len(block.text) for block in prose)
    real = {block.number for block in prose if misnamed or not block.furniture}
    missed = sum(len(b.text) for b in blocks if b.number in real - named)
    if missed and named:
        notes.append("paragraphs:restored")
    sure = {b.number for b in blocks if b.number in named and _is_prose(b) and not b.comment} | real
    core = sure or named
    if not core:
        # A page of scraps: all that does not frame it, or else all of it.
        notes.append("boilerplate:kept")
        plain = [b for b in blocks if not b.furniture and not b.comment]
        return [b for b in plain or blocks if not _is_boilerplate(b)] or plain or blocks
    first, last = min(core), max(core)
    kept: list[PageBlock] = []
    for block in blocks:
        inside = first <= block.number <= last
        wanted = block.number in core or (
            not block.comment
            and not _is_boilerplate(block)
            and not _is_menu(block)
            and (block.number in named or (inside and (misnamed or not block.furniture)))
        )
        if wanted or _is_heading(block, first, title):
            kept.append(block)
    return kept


def _is_heading(block: PageBlock, first: int, title: str | None) -> bool:
    """Tell the page's own heading, which stands a little above its text."""
    if (
        block.number >= first
        or block.number < first - 8
        or block.tag not in {"h1", "h2", "div", "p"}
    ):
        return False
    return bool(title) and _bare(block.text) == _bare(title or "")


def _is_prose(block: PageBlock) -> bool:
    """Tell a paragraph that somebody wrote: words in sentences, few of them links."""
    if block.linked > 0.4 or _is_boilerplate(block):
        return False
    text = block.text
    han = len(_HAN.findall(text))
    if han >= 40 or (han < 10 and len(text) >= 120 and text.count(" ") >= 15):
        return bool(_SENTENCE.search(text)) or han >= 80 or len(text) >= 300
    return (han >= 12 or (len(text) >= 40 and text.count(" ") >= 6)) and bool(
        _SENTENCE.search(text)
    )


def _is_boilerplate(block: PageBlock) -> bool:
    return len(block.text) <= 160 and all(
        _BOILERPLATE.match(line) for line in block.text.split("\n")
    )


def _is_menu(block: PageBlock) -> bool:
    """Tell a link of a menu from a link in a list that belongs to the text."""
    return block.linked > 0.8 and len(block.text) < 40


def _published(
    tree: Any, html: str, blocks: list[PageBlock], url: str | None, latest: date
) -> tuple[Any, PublishedBasis]:
    value = meta.published(tree, html, latest)
    if value:
        return value, "metadata"
    lines = [
        line for b in blocks if not b.comment and not b.furniture for line in b.text.split("\n")
    ]
    shown = from_lines(lines)
    # Some sites put the dateline into what looks like a tool bar.
    shown = shown or from_lines([line for b in blocks[:40] for line in b.text.split("\n")])
    if plausible(shown, latest):
        return shown, "text"
    named = from_url(url)
    if plausible(named, latest):
        return named, "url"
    return None, "unknown"
