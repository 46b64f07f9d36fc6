"""What a page's head and address say of it: title, date, address, encoding."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from walkout.read.published import plausible
from walkout.text.days import parse_day, parse_epoch

_PUBLISHED = frozenset(
    """
    article:published_time og:published_time og:article:published_time datepublished pubdate
    publishdate publish_date publish-date publication_date publicationdate published_time
    dc.date dc.date.issued dc.date.created dcterms.created dcterms.date dcterms.issued
    citation_publication_date citation_date sailthru.date parsely-pub-date article_date_original
    originalpublicationdate weibo:article:create_at bytedance:published_time firstpublishedtime
    article.published datecreated created publishtime releasedate issued
    """.split()
)
_PUBLISHED_LIKE = re.compile(
    r"^(?!.*(?:modif|update|expir|valid|revis|crawl|visit)).*(?:publ|pubd|issue|release|creat|post)"
    r".*(?:date|time|day|on|at)|^date$"
)
_LABEL = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML_LABEL = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>\"']{1,2000}?)\s*-->")
_WECHAT = re.compile(
    r"\bvar\s+ct\s*=\s*[\"'](1\d{9})[\"']|\bcreate_time\s*[:=]\s*[\"'](1\d{9})[\"']"
)
_SEPARATOR = re.compile(
    r"\s+[|｜–—·»-]\s+|\s*[_|｜]+\s*|\s*[-–—]{2,}\s*|(?<=[\u3400-\u9fff])[-–—](?=[\u3400-\u9fff])"
)
_MOST_TITLE = 300


def labels(data: bytes) -> list[str]:
    """Return the encodings that a page names in its first kilobytes."""
    head = data[:8192]
    return [
        match[1].decode("ascii")
        for pattern in (_LABEL, _XML_LABEL)
        if (match := pattern.search(head))
    ]


def address(tree: Any, head: str) -> str | None:
    """Return the address that a page gives for itself: where it was saved from, or its own link."""
    saved = _SAVED_FROM.search(head)
    if saved:
        return saved[1]
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            href = (link.get("href") or "").strip()
            if href.startswith(("http://", "https://")):
                return href
    found = _meta(tree).get("og:url", "")
    return found if found.startswith(("http://", "https://")) else None


def title(tree: Any) -> str | None:
    """Return a page's title without the name of its site.

    The heading of the page counts when the title in its head begins with it or has it in it;
    otherwise the title that is given for sharing, then the title in its head up to the site.
    """
    named = " ".join(" ".join(t.itertext()) for t in tree.iter("title") if _is_page_title(t))
    named = " ".join(named.split())[:_MOST_TITLE]
    headings = [" ".join(" ".join(h.itertext()).split()) for h in tree.iter("h1")]
    headings = [h for h in headings if 2 <= len(h) <= _MOST_TITLE]
    for heading in headings:
        if _bare(heading) and _bare(heading) in _bare(named):
            return heading
    shared = _meta(tree).get("og:title") or _meta(tree).get("twitter:title")
    if shared and 2 <= len(shared) <= _MOST_TITLE:
        return _without_site(" ".join(shared.split()))
    if len(headings) == 1 and (not named or len(named) < 8):
        return headings[0]
    return _without_site(named) or (headings[0] if headings else None)


def _is_page_title(element: Any) -> bool:
    parent = element.getparent()
    return parent is None or parent.tag in {"head", "html", "body"}


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _without_site(text: str) -> str | None:
    """Cut the site's name, which stands last and is shorter than the title."""
    parts = [part for part in _SEPARATOR.split(text) if part and part.strip()]
    if not parts:
        return text or None
    first = parts[0].strip()
    # A first part of one or two characters is no title: then the whole is better.
    return first if len(first) >= 4 or len(parts) == 1 else text


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "")
            .strip()
            .lower()
        )
        content = (element.get("content") or "").strip()
        if name and content and name not in found:
            found[name] = content
    return found


def published(tree: Any, html: str, latest: date) -> date | datetime | None:
    """Return when a page says in its head, its data or its markup that it was published.

    Args:
        tree: The page.
        html: Its source.
        latest: Last day that is believed.
    """
    named = _meta(tree)
    for known in (True, False):
        for name, content in named.items():
            if (name in _PUBLISHED) if known else _PUBLISHED_LIKE.search(name):
                value = parse_day(content)
                if plausible(value, latest):
                    return value
    value = _linked_data(tree, latest)
    if value:
        return value
    match = _WECHAT.search(html)
    if match:
        value = parse_epoch(match[1] or match[2])
        if plausible(value, latest):
            return value
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or "publish" in (
            f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        ):
            value = parse_day(element.get("datetime") or "".join(element.itertext()))
            if plausible(value, latest):
                return value
    return None


def _linked_data(tree: Any, latest: date) -> date | datetime | None:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        stack = [data]
        seen = 0
        while stack and seen < 2000:
            node = stack.pop()
            seen += 1
            if isinstance(node, list):
                stack.extend(node)
            elif isinstance(node, dict):
                for key in ("datePublished", "dateCreated", "uploadDate"):
                    text = node.get(key)
                    value = parse_day(text) if isinstance(text, str) else None
                    if plausible(value, latest):
                        return value
                stack.extend(node.values())
    return None
