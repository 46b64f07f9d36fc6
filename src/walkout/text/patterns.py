"""Regular expressions made from word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """Return a pattern, as a group, that matches the longest of the words at a place.

    Words with a common beginning share it, so that a long list is not tried word by word.

    Args:
        words: At least one word; none empty. They are matched as they stand, not as patterns.

    Raises:
        ValueError: No words, or an empty one.

    Example:
        >>> alternation(["工人", "工人代表", "员工"])
        '(?:员工|工人(?:代表)?)'
    """
    chosen = sorted(set(words))
    if not chosen or not chosen[0]:
        raise ValueError("an alternation needs words, none of them empty")
    return f"(?:{'|'.join(_branches(chosen))})"


def _branches(words: list[str]) -> list[str]:
    """Patterns for sorted, distinct, non-empty words, one for each first character."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    branches = []
    for first, rests in groups.items():
        tails = [rest for rest in rests if rest]
        if not tails:
            branches.append(re.escape(first))
            continue
        inner = _branches(tails)
        whole = len(tails) == len(rests)
        if len(inner) == 1 and whole:
            branches.append(re.escape(first) + inner[0])
        else:
            branches.append(f"{re.escape(first)}(?:{'|'.join(inner)}){'' if whole else '?'}")
    return branches
