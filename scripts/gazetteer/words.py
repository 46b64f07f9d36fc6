"""The word list that keeps parts of words from being read as places (更新|和平|台)."""

from __future__ import annotations

import math

# Frequencies are of jieba's training text. Words rarer than this are left out unless they
# contain a place's name, for what they could protect is rarer still.
_LEAST = 40
_LEAST_CHARACTER = 300


def guard_words(
    words: dict[str, tuple[int, str]], bare: set[str], names: set[str]
) -> list[tuple[str, int]]:
    """Return words with their weight, ten times the natural logarithm of their frequency.

    Args:
        words: jieba's dictionary.
        bare: Names that stand alone without a suffix.
        names: All Chinese names of the gazetteer; they are left out, being matched themselves.
    """
    out = []
    for word, (count, tag) in sorted(words.items()):
        if word in names or len(word) > 6 or not "㐀" <= word[0] <= "鿿":
            continue
        holds = _holds(word, bare)
        # 深圳湾, 北京大学, 上海滩: the place is in it all the same.
        if holds and tag in ("ns", "nt") and word[:2] in bare:
            continue
        if holds and word[-1] in "人籍" and word[:-1] in bare:
            continue  # 四川籍: the place is where they are from
        least = 3 if holds else _LEAST_CHARACTER if len(word) == 1 else _LEAST
        if len(word) > 4 and not holds:
            continue
        if count >= least:
            out.append((word, round(10 * math.log(count))))
    return out


def _holds(word: str, bare: set[str]) -> bool:
    return any(
        word[i:j] in bare
        for i in range(len(word))
        for j in range(i + 2, len(word) + 1)
        if j - i < len(word)
    )
