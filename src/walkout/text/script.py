"""The matching image of a reading, its language and its script.

All matching is done on an image that has a code point for each code point of the reading, so a
span found in the image is a span of the reading. Patterns and word lists that hold Chinese are
passed through `image` once when they are loaded, and then match either script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh-Hans", "zh-Hant", "en", "mixed", "unknown"]

_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63"
_OTHER = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "〝": '"', "〞": '"', "‘": "'", "’": "'", "‚": "'",
    "‛": "'", "´": "'", "～": "~", "〜": "~", "∼": "~", "￥": "¥", "￡": "£", "￠": "¢",
    "・": "·", "•": "·", "‧": "·", "○": "〇", "◯": "〇", "⁄": "/", "∕": "/", "﹐": ",", "﹒": ".",
    "﹕": ":", "﹖": "?", "﹗": "!", "﹙": "(", "﹚": ")", "﹪": "%", "\t": " ",
}  # fmt: skip
"""``〇`` is typed as a circle as often as not (二○一八年)."""

_CASED = 0x1F000
"""No letter from here on has a case (Unicode 17)."""

_HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9"
    "\U00020000-\U0002a6df\U0002a700-\U0002ee5d\U0002f800-\U0002fa1f\U00030000-\U00033479"
)
"""Script=Han of Unicode 17, block by block."""

_IS_HAN = re.compile(f"[{_HAN}]")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_LETTERS = re.compile("[a-z]+(?:'[a-z]+)?|[\u3041-\u30ff\uac00-\ud7a3]|[^\\W\\d_]")
"""Words and letters of a text that has no Han characters."""
_MARKS = [(mark, chr(ord(mark) - 0xFEE0)) for mark in "，：！？（）；"] + [("“", '"'), ("”", '"')]
"""The folded characters of most Chinese texts, with their images."""
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "was",
        "were",
        "for",
        "on",
        "at",
        "by",
        "with",
        "from",
        "that",
        "their",
        "they",
        "have",
        "has",
        "been",
        "had",
        "not",
        "after",
        "over",
        "who",
        "said",
        "as",
        "an",
        "are",
        "be",
        "it",
        "its",
    ]
)
"""Words that every English passage of some length has and Chinese with English names has not."""


def _pairs() -> dict[str, str]:
    lines = [
        line
        for line in files(__package__)
        .joinpath("script_table.txt")
        .read_text(encoding="utf-8")
        .split("\n")
        if line and not line.startswith("#")
    ]
    return dict(zip(*lines, strict=True))


@cache
def _table() -> dict[int, str]:
    table = dict.fromkeys(_SPACES, " ")
    table.update(dict.fromkeys(_DASHES, "-"))
    table.update(_OTHER)
    table.update({chr(point): chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F)})
    for point in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        # Radicals and compatibility forms look like the characters that PDF text means by them.
        whole = unicodedata.normalize("NFKC", chr(point))
        if len(whole) == 1 and whole != chr(point):
            table[chr(point)] = whole
    # Half of a character is no text, and what looks through texts in UTF-8 cannot take it.
    table.update(dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"))
    for point in range(_CASED):
        char = chr(point)
        lower = char.lower()
        if lower != char and len(lower) == 1:
            table.setdefault(char, lower)
    pairs = _pairs()
    table = {char: pairs.get(folded, folded).lower() for char, folded in table.items()}
    return {ord(char): folded for char, folded in (pairs | table).items()}


def _may_be(chars: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for one of the characters, or any beyond the basic plane.

    A class of thousands is looked up at once within the plane, and one by one beyond it.
    """
    plain = "".join(re.escape(char) for char in sorted(chars) if char <= "\uffff")
    return re.compile(f"[{plain}\U00010000-\U0010ffff]")


@cache
def _changed() -> re.Pattern[str]:
    """Pattern for what may not be its own image."""
    return _may_be(chr(point) for point, folded in _table().items() if chr(point) != folded)


@cache
def _traditional() -> re.Pattern[str]:
    return _may_be(_marks()[0])


_FEW = 40
"""Up to so many different characters are folded one after the other."""


def image(text: str) -> str:
    """Return the image of a text that all matching is done on, of the same length.

    Code point for code point: traditional to simplified characters, full-width ASCII to ASCII,
    upper to lower case where that is one code point, wide and unbreakable spaces to a space,
    curly quotes and dashes to their ASCII forms, radicals and compatibility forms to characters,
    lone surrogates to U+FFFD.

    Args:
        text: Any text, in code points.

    Returns:
        A string with ``len(image(text)) == len(text)``; the image of an image is itself, and can
        be written as UTF-8.

    Source:
        OpenCC's character dictionaries (`scripts/build_script_table.py`), Unicode for the rest.

    Example:
        >>> image("ＡＢ　勞工罷工")
        'ab 劳工罢工'
    """
    if text.isascii() and "\t" not in text:
        return text.lower()
    # Most texts in simplified script have nothing to fold but a few marks; `str.translate` is slow
    # on characters that its table lacks, so it only runs where many are to be folded.
    folded = text
    for mark, plain in _MARKS:
        folded = folded.replace(mark, plain)
    found = _changed().findall(folded)
    if not found:
        return folded
    table = _table()
    chars = set(found)
    if len(chars) > _FEW:
        return folded.translate(table)
    # What a character folds to folds to itself, so that the order makes no difference.
    for char in chars:
        folded = folded.replace(char, table.get(ord(char), char))
    return folded


def is_han(char: str) -> bool:
    """Return whether a code point is a Han ideograph, astral planes included.

    Example:
        >>> is_han("𠮷"), is_han("a"), is_han("。")
        (True, False, False)
    """
    return _IS_HAN.match(char) is not None


@cache
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only the one script writes: not in the other's national character set."""
    traditional, simplified = set(), set()
    for long, short in _pairs().items():
        if not _encodes(long, "gb2312"):
            traditional.add(long)
        if not _encodes(short, "big5"):
            simplified.add(short)
    return frozenset(traditional - simplified), frozenset(simplified - traditional)


def _encodes(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def language(text: str) -> Language:
    """Return the language of a text as far as its script tells.

    A Chinese text with English names in it is Chinese, an English one with a few Chinese words
    is English; ``mixed`` needs a passage of each. Chinese that no character marks as either
    script counts as simplified.

    Args:
        text: A reading or a passage of it.

    Returns:
        ``unknown`` for a text without letters, or mainly in another script or language.

    Example:
        >>> language("工人罷工"), language("Workers of the Foxconn (富士康) plant went on strike")
        ('zh-Hant', 'en')
    """
    lower = text.lower()
    parts = [lower] if lower.isascii() else _HAN_RUN.split(lower)
    han = len(lower) - sum(map(len, parts))
    words = english = foreign = 0
    for token in _LETTERS.findall(" ".join(parts)):
        if token.isascii():
            words += 1
            english += token in _ENGLISH
        else:
            foreign += 1
    # Two Han characters carry about as much as one English word.
    weight = han / 2
    if foreign > weight + words or not weight + words:
        return "unknown"
    if not han:
        # Some eight words without one of the commonest are a list of names or another language.
        return "en" if english or words < 8 else "unknown"
    share = weight / (weight + words)
    if english >= 3 and han >= 8 and 0.15 < share < 0.85:
        return "mixed"
    if share < (0.5 if english else 0.2):
        return "en"
    return _script(text)


def _script(text: str) -> Language:
    if _traditional().search(text) is None:
        return "zh-Hans"
    traditional, simplified = _marks()
    balance = sum((char in traditional) - (char in simplified) for char in text)
    return "zh-Hant" if balance > 0 else "zh-Hans"
