"""Lines that were broken to fit a page, joined to the sentences they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_HAN = r"[\u2e80-\u2fff\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_ENDS_HAN = re.compile(_HAN + r"$|[“”‘’—…]$")
_STARTS_HAN = re.compile("^" + _HAN + "|^[“”‘’—…]")
_ENDS_SENTENCE = re.compile(r"[。！？!?：:；;…][”’」』）)\"']*$|\.[”’)\"']*$")
_ITEM = re.compile(
    r"^(?:[•·●○◆■□▪*＊-]\s|[（(]?\d{1,3}[)）.、．]\s?|[（(]?[一二三四五六七八九十]{1,3}[)）、．]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节節条條部]|\u3000\u3000|\t| {2,})"
)
_HYPHEN = re.compile(r"([A-Za-z]{2,})[-\u00ad\u2010]$")
_WORD = re.compile(r"^[a-z]{2,}")


def width(line: str) -> int:
    """Return how wide a line is on paper: a Han character takes two columns.

    Example:
        >>> width("罢工 3")
        6
    """
    return sum(2 if char >= "\u2e80" else 1 for char in line)


def looks_wrapped(lines: Sequence[str]) -> bool:
    """Return whether lines were broken at a margin and not where paragraphs end.

    They were when most lines are nearly as wide as the widest and end in the middle of a
    sentence, and no line is much wider.
    """
    filled = [line for line in lines if line.strip()]
    if len(filled) < 6:
        return False
    widths = sorted(width(line.rstrip()) for line in filled)
    # A stray long line, such as an address, is no margin.
    margin = widths[int(len(widths) * 0.95) - 1]
    if not 40 <= margin <= 120 or widths[-1] > margin * 2:
        return False
    full = [
        line
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and width(line.rstrip()) >= margin * 0.75
    ]
    broken = sum(1 for line in full if not _ENDS_SENTENCE.search(line.rstrip()))
    return len(full) >= len(filled) * 0.5 and broken >= len(full) * 0.6


def join(left: str, right: str) -> str:
    """Return two pieces of one sentence as one: Han without a space, a cut word mended.

    Example:
        >>> join("约三", "百名工人"), join("the work-", "ers of"), join("about 300", "workers")
        ('约三百名工人', 'the workers of', 'about 300 workers')
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right:
        return left + right
    if _ENDS_HAN.search(left) and _STARTS_HAN.search(right):
        return left + right
    if _HYPHEN.search(left) and _WORD.search(right):
        return left[:-1] + right
    if _ENDS_HAN.search(left) and right[:1].isdigit():
        return left + right
    if left[-1:].isdigit() and _STARTS_HAN.search(right):
        return left + right
    return f"{left} {right}"


def ends_sentence(text: str) -> bool:
    """Return whether a sentence ends where a text does."""
    return bool(_ENDS_SENTENCE.search(text.rstrip()))


def starts_item(text: str) -> bool:
    """Return whether a text begins an item of a list or an indented paragraph."""
    return bool(_ITEM.match(text))


def paragraphs(lines: Sequence[str], margin: int | None = None) -> list[tuple[int, str]]:
    """Join broken lines into paragraphs.

    A paragraph ends at an empty line, at a line that stops well before the margin, and before an
    item of a list or an indented line.

    Args:
        lines: The lines of one page or text.
        margin: Width of a full line; found from the lines when None.

    Returns:
        Pairs of the index of a paragraph's first line and its text.
    """
    if margin is None:
        widths = sorted(width(line.rstrip()) for line in lines if line.strip())
        margin = widths[int(len(widths) * 0.9) - 1] if widths else 0
    found: list[tuple[int, str]] = []
    open_ = False
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            open_ = False
            continue
        if open_ and not _ITEM.match(line):
            start, before = found[-1]
            found[-1] = (start, join(before, text))
        else:
            found.append((index, text))
        wide = width(line.rstrip())
        # A full line goes on unless a sentence ends there and the line is a little short.
        ended = bool(_ENDS_SENTENCE.search(text))
        open_ = wide >= margin * (0.97 if ended else 0.8)
    return found
