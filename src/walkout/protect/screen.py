"""Screening of words: whether a quote, a name or an address may be printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from ahocorasick_rs import AhoCorasick

from walkout.protect.identifiers import find_identifiers
from walkout.protect.shapes import plain
from walkout.text.script import image, is_han

FindPersons = Callable[[str], Iterable[tuple[int, int]]]
"""Returns the spans of a text that name or point to a private person."""

AROUND = 20
"""Code points on each side of a quote that are looked at with it."""

# Where people post under their own name or handle; an address there leads to a person.
_PERSONAL_HOSTS = (
    "weibo.com", "weibo.cn", "t.cn", "weixin.qq.com", "qzone.qq.com", "user.qzone.qq.com",
    "douyin.com", "iesdouyin.com", "kuaishou.com", "xiaohongshu.com", "xhslink.com", "zhihu.com",
    "bilibili.com", "b23.tv", "tieba.baidu.com", "baijiahao.baidu.com", "douban.com", "jianshu.com",
    "toutiao.com", "ixigua.com", "huoshan.com", "momo.com", "blog.sina.com.cn", "blog.163.com",
    "blogspot.com", "wordpress.com", "medium.com", "substack.com", "tumblr.com", "livejournal.com",
    "twitter.com", "x.com", "t.co", "facebook.com", "fb.com", "fb.watch", "instagram.com",
    "threads.net", "tiktok.com", "youtube.com", "youtu.be", "t.me", "telegram.me", "reddit.com",
    "linkedin.com", "vk.com", "line.me", "discord.com", "discord.gg", "bsky.app", "matters.news",
    "matters.town", "patreon.com", "vimeo.com", "flickr.com", "imgur.com", "github.io",
    "google.com", "goo.gl", "bit.ly", "dropbox.com", "pan.baidu.com", "notion.site",
)  # fmt: skip

# An account's name in a path: @name, ~name, /user/..., /u/123.
_PERSONAL_PATH = re.compile(
    r"(?:^|/)(?:[@~]|(?:users?|u|people|profile|space|member|author)/)", re.I
)
_MASTODON = re.compile(r"(?:^|\.)(?:mastodon|mstdn|pleroma|misskey|gotosocial)\b", re.I)


@dataclass(frozen=True, slots=True)
class ReadingPersons:
    """A reading's text and what in it names or points to a private person.

    Args:
        text: The text.
        names: The words found, in their simplified, lower-case form.
    """

    text: str = field(repr=False)
    names: tuple[str, ...] = field(repr=False)


class Screen:
    """Knows which words must not be printed.

    Args:
        find_persons: Finds private persons in a text.
        names: Names of persons known from any reading or sealed by the team: wherever they
            stand, they are not printed. Names that are not `telling` are left out.
    """

    def __init__(self, find_persons: FindPersons, names: Iterable[str] = ()) -> None:
        self._find = find_persons
        self._names = sorted({image(name) for name in names if telling(name)})
        self._known = AhoCorasick(self._names) if self._names else None

    def clean(self, text: str) -> bool:
        """Return whether nothing in the text points to a private person."""
        if any(True for _ in find_identifiers(text)) or any(True for _ in self._find(text)):
            return False
        return not self._names_in(text)

    def clean_quote(self, quote: str, reading: ReadingPersons | None, start: int, end: int) -> bool:
        """Return whether a quote points to no private person, the words around it considered.

        Args:
            quote: The quote.
            reading: Its reading and the persons in it; None when it is not at hand.
            start: First code point of the quote in the reading.
            end: One past the last.
        """
        if not self.clean(quote):
            return False
        if reading is None:
            return True
        # A person whom the whole reading shows is often not told as one by the quote alone.
        folded = image(quote)
        for name in reading.names:
            at = folded.find(name)
            while at >= 0:
                if whole(folded, at, at + len(name), name):
                    return False
                at = folded.find(name, at + 1)
        left, right = max(0, start - AROUND), min(len(reading.text), end + AROUND)
        near = reading.text[left:right]
        spans = [*self._find(near), *((i.start, i.end) for i in find_identifiers(near))]
        # A name beside the quote is no fault of it; one that reaches into it is.
        return all(left + last <= start or left + first >= end for first, last in spans)

    def reading(self, text: str) -> ReadingPersons:
        """Return a reading's text with the persons that it names."""
        names = {image(text[first:last]).strip() for first, last in self._find(text)}
        return ReadingPersons(text, tuple(sorted(name for name in names if len(name) > 1)))

    def _names_in(self, text: str) -> bool:
        if self._known is None:
            return False
        folded = image(text)
        for number, start, end in self._known.find_matches_as_indexes(folded, overlapping=True):
            if whole(folded, start, end, self._names[number]):
                return True
        return False


def whole(text: str, start: int, end: int, name: str) -> bool:
    """Return whether a match is the whole name, not letters within a longer Latin word."""
    if is_han(name[0]) and is_han(name[-1]):
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (
        (name[0].isalnum() and before.isalnum() and not is_han(before))
        or (name[-1].isalnum() and after.isalnum() and not is_han(after))
    )


def telling(name: str) -> bool:
    """Return whether a name means a person wherever it stands, not only in its own reading.

    Three Han characters or more, or two words in Latin letters; two Han characters or one word
    are too often part of something else.

    Example:
        >>> telling("欧阳新"), telling("李新"), telling("Li Xin"), telling("Li")
        (True, False, True, False)
    """
    name = name.strip()
    if any(map(is_han, name)):
        return sum(map(is_han, name)) >= 3
    return any(c.isdigit() for c in name) or " " in name


def public_url(url: str) -> str | None:
    """Return an address as it may be printed, or None for a personal account's or a malformed one.

    Only http and https; user, password, port and fragment never leave.

    Example:
        >>> public_url("https://www.example.org/news/12?id=7#top")
        'https://www.example.org/news/12?id=7'
        >>> public_url("https://weibo.com/u/1234567") is None
        True
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or parts.username is not None:
        return None
    if plain(url) != url or any(ord(c) < 33 or c in "\"'<>`\\{}|^" for c in url.strip()):
        return None
    if personal_account(host, unquote(parts.path)):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{host}{parts.path}{query}"


def personal_account(host: str, path: str) -> bool:
    """Return whether an address is, or may be, somebody's own account."""
    if any(host == name or host.endswith("." + name) for name in _PERSONAL_HOSTS):
        return True
    return bool(_MASTODON.search(host) or _PERSONAL_PATH.search(path))
