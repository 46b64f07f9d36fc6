"""What the trade model looks at in a phrase: words, or characters in runs.

The training script and the scorer share these functions, so that a weight means one thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

Head = Literal["works", "firm", "people", ""]
"""What the phrase ends in: a factory or maker, a company, people at work, or nothing of these."""

_PLURAL = re.compile(r"(?:(?<=[aeiou]x)es|(?<=ss)es|(?<=ch)es|(?<=sh)es|(?<=[^s'us])s)$")


def stem(word: str) -> str:
    """Return an English word in small letters without its plural ending.

    Example:
        >>> stem("Batteries"), stem("Shoes"), stem("glass"), stem("company's")
        ('battery', 'shoe', 'glass', 'company')
    """
    word = word.lower().removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return _PLURAL.sub("", word) if len(word) > 3 else word


def english(words: Sequence[str], head: Head) -> list[str]:
    """Return the features of an English phrase.

    Args:
        words: Words before the head, as written, in order; hyphened words already apart.
        head: What they stand before.

    Example:
        >>> english(["touch", "panels"], "firm")
        ['touch', 'panel', '$panel', 'touch_panel', '>firm']
    """
    stems = [stem(w) for w in words]
    found = list(stems)
    if stems:
        last = stems[-1]
        found.append("$" + last)
        found += [f"{a}_{b}" for a, b in pairwise(stems)]
    if head:
        found.append(">" + head)
    return found


def chinese(name: str, head: Head) -> list[str]:
    """Return the features of a Chinese phrase: runs of two and three characters, and its end.

    Args:
        name: Matching image of the words before the head.
        head: What they stand before.

    Example:
        >>> chinese("控制器", "firm")
        ['控制', '制器', '控制器', '$制器', '$器', '>>firm']
    """
    found = [name[i : i + 2] for i in range(len(name) - 1)]
    found += [name[i : i + 3] for i in range(len(name) - 2)]
    if name:
        if len(name) > 1:
            found.append("$" + name[-2:])
        found.append("$" + name[-1])
    if head:
        found.append(">>" + head)
    return found
