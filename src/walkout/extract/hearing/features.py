"""What the clause model looks at: runs of characters, numbers as one sign.

The training script and the scorer share these functions, so that a weight means one thing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

LONGEST = 4
"""Longest run of characters."""
BORDER = "\n"
"""Stands for whatever parts clauses; a run that begins or ends with it is at a clause's edge."""
_DIGITS = re.compile(r"[0-9〇零一二三四五六七八九十百千万两几]+(?:[.,][0-9]+)*")
_EDGES = str.maketrans(
    dict.fromkeys(" \t,，、。.;；:：!！?？…~～—-\"'“”‘’「」『』()（）[]【】《》#@/|", BORDER)
)


class Signs(NamedTuple):
    """A text as the model sees it: numbers are one sign, edges are borders.

    Args:
        text: The signs.
        joins: Where in `text` a number of several characters ended, in order.
        gone: How many characters had gone by then.
    """

    text: str
    joins: list[int]
    gone: list[int]

    def back(self, at: int) -> int:
        """Return the position in the image of a position in the signs."""
        number = bisect_right(self.joins, at)
        return at + self.gone[number - 1] if number else at

    def forth(self, at: int) -> int:
        """Return the position in the signs of a clause's edge in the image."""
        low, high = 0, len(self.joins)
        if not high or at <= self.joins[0]:
            return at
        while low < high:
            middle = (low + high) // 2
            if self.joins[middle] + self.gone[middle] <= at:
                low = middle + 1
            else:
                high = middle
        return at - self.gone[low - 1] if low else at


def signs(folded: str) -> Signs:
    r"""Return the signs of an image.

    Example:
        >>> made = signs("欠了13个月,")
        >>> made.text, made.back(3), made.forth(4)
        ('欠了0个月\n', 4, 3)
    """
    parts: list[str] = []
    joins: list[int] = []
    gone: list[int] = []
    at = length = lost = 0
    for number in _DIGITS.finditer(folded):
        start, end = number.span()
        parts.append(folded[at:start])
        parts.append("0")
        length += start - at + 1
        at = end
        if end - start > 1:
            lost += end - start - 1
            joins.append(length)
            gone.append(lost)
    parts.append(folded[at:])
    return Signs("".join(parts).translate(_EDGES), joins, gone)


def chinese(clause: str) -> list[str]:
    r"""Return the features of a clause: its runs of up to four signs, and its edges.

    Args:
        clause: Matching image of a clause.

    Example:
        >>> chinese("欠3月")
        ['欠', '欠0', '欠0月', '0', '0月', '月', '\n欠', '\n欠0', '0月\n', '月\n']
    """
    found: list[str] = []
    for piece in signs(clause).text.split(BORDER):
        if not piece:
            continue
        size = len(piece)
        found += [piece[i:j] for i in range(size) for j in range(i + 1, min(i + LONGEST, size) + 1)]
        edges = (BORDER + piece[:1], BORDER + piece[:2], piece[-2:] + BORDER, piece[-1:] + BORDER)
        found += dict.fromkeys(edges)
    return found
