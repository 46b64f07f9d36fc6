"""How many: counts with a counted noun, in Chinese and English.

The reader of a language (`walkout.extract.counts_zh`, `walkout.extract.counts_en`) finds a
numeral, the words that widen it and what is counted; the ranges that they mean are here, once.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from walkout.extract.found import Found
from walkout.model.values import Count, Unit
from walkout.text.numerals import Numeral
from walkout.text.script import image as image_of

NounClass = Literal[
    "worker", "construction", "driver", "courier", "miner", "teacher", "medical", "student",
    "retiree", "laid_off", "striker", "protester", "detainee", "casualty", "police", "guard",
    "thug", "official", "manager", "supporter", "family", "villager", "resident", "veteran",
    "journalist", "lawyer", "person", "household", "vehicle", "company", "none",
]  # fmt: skip
"""What is counted. ``person`` for people not said closer (人, people); ``none`` when bare."""

UNITS: dict[NounClass, Unit] = {
    "household": "households",
    "vehicle": "vehicles",
    "company": "companies",
}
"""Unit of a count by the class of its noun; persons for all others."""

Bound = Literal["exact", "near", "over", "least", "under", "most", "upper"]
"""How words around a numeral bound it: none, 近, 多, 以上, 不到, 最多, 上 (in 上百). 约 bounds
nothing: it makes a count approximate."""


@dataclass(frozen=True, slots=True)
class FoundCount(Found[Count]):
    """A count and the noun that it counts.

    The span runs from the word that qualifies the number (约, at least) to the measure word, and
    over the noun where that follows at once: ``约2000名工人``, ``at least 30 workers``. Read again
    by themselves, these words say the same value.

    Args:
        noun: The counted noun as in the text (工人, 人, workers); empty when bare.
        noun_class: Its class.
        noun_start: First code point of the noun. It may lie behind `end` (2500多名利得鞋厂工人) or
            before `start` (工人300余名). Equal to `noun_end` when bare.
        noun_end: One past its last.
        bare: No noun says what is counted ("over 50 had been arrested", 50余被捕).
        every: The count is a rate, not a total (每30人).
    """

    noun: str = ""
    noun_class: NounClass = "none"
    noun_start: int = 0
    noun_end: int = 0
    bare: bool = False
    every: bool = False


def bounded(numeral: Numeral, bound: Bound) -> tuple[int, int | None]:
    """Return the range that a numeral and a bounding word mean.

    Args:
        numeral: What the digits say.
        bound: What the words around them do to it.

    Source:
        DESIGN section 6, counts. 近X is [0.9 X, X], its low end rounded up to a whole number;
        X多 is [X, end of X's last digit step]; fewer than X is [1, X-1] and up to X is [1, X],
        since a report that counts people tells of somebody.

    Example:
        >>> from walkout.text.numerals import parse_zh
        >>> bounded(parse_zh("三百"), "over"), bounded(parse_zh("200"), "near")
        ((300, 399), (180, 200))
    """
    low, high = math.ceil(numeral.low), math.floor(numeral.high)
    if bound == "near":
        # Integers throughout: 0.9 * 10 ** 12 as a float would be off by some.
        return (9 * low + 9) // 10, high
    if bound == "over":
        if not numeral.exact:
            return low, None
        return low, max(low, math.ceil(numeral.high + numeral.step) - 1)
    if bound == "least":
        return low, None
    if bound == "under":
        return min(1, max(high - 1, 0)), max(high - 1, 0)
    if bound == "most":
        return min(1, high), high
    if bound == "upper":
        # 上百 is 100 to 999; 上千 and 上万 have no upper end.
        return low, 999 if low == 100 else None
    return low, high


_LATIN = re.compile("[a-z]{2}")


def in_english(image: str, language: str) -> bool:
    """Return whether English words are worth looking for; most Chinese posts have none."""
    if language == "en" or language.startswith("zh"):
        return language == "en"
    return image.isascii() or _LATIN.search(image) is not None


def is_whole(numeral: Numeral) -> bool:
    """Return whether a numeral may count: 3.5 people are an average."""
    return isinstance(numeral.low, int) and isinstance(numeral.high, int)


def find_counts(
    text: str, *, image: str | None = None, language: str = "mixed", bare: bool = False
) -> list[FoundCount]:
    """Return the counts in a text, in reading order, spans not overlapping.

    Percentages, money, ages, hours, dates, distances, ordinals and ids are no counts.

    Args:
        text: The reading, or a passage of it.
        image: Its `walkout.text.script.image` when the caller has it already.
        language: Language of the text; ``zh-*`` and ``en`` save the other's rules.
        bare: Also give numbers without a noun before a passive verb, flagged `FoundCount.bare`.

    Example:
        >>> found = find_counts("29名工人和1名学生被捕")
        >>> [(count.value.low, count.noun, count.noun_class) for count in found]
        [(29, '工人', 'worker'), (1, '学生', 'student')]
    """
    folded = image_of(text) if image is None else image
    found: list[FoundCount] = []
    # Each reader builds on this module, and loads when there is something for it to read.
    if language != "en":
        from walkout.extract.counts_zh import find as find_zh

        found = find_zh(text, folded, bare)
    if in_english(folded, language):
        from walkout.extract.counts_en import find as find_en

        found = _merged(found, find_en(text, folded, bare))
    return found


def _merged(first: list[FoundCount], second: list[FoundCount]) -> list[FoundCount]:
    """Join two readers' counts; where both read the same words, the longer span stands."""
    if not first or not second:
        return first or second
    kept: list[FoundCount] = []
    for count in sorted((*first, *second), key=lambda c: (c.start, c.start - c.end)):
        if kept and count.start < kept[-1].end:
            if count.end - count.start > kept[-1].end - kept[-1].start:
                kept[-1] = count
            continue
        kept.append(count)
    return kept
