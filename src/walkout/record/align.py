"""Alignment: which mention of a new extraction is one that the document had already.

Pure functions on spans. A mention's id is minted once and people's work hangs on it, so a better
reader or a better rule must find it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

LEAST = 0.5
"""Jaccard overlap of two spans above which they are one mention: more is shared than not."""

# How many code points of a passage's beginning and end are looked for: enough to be rare in one
# document, few enough to be left whole when a reader mends what stands between.
_ANCHOR = 12
_ANCHOR_LEAST = 4


@dataclass(frozen=True, slots=True)
class Old:
    """A mention that the document has.

    Args:
        id: Its id.
        span: Its span, in the new reading's text (see `carry`).
        said: Its statements as field and value, to tell two mentions of one passage apart.
    """

    id: str
    span: Span
    said: frozenset[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class New:
    """A mention of the new extraction."""

    span: Span
    said: frozenset[tuple[str, bytes]]


def jaccard(one: Span, other: Span) -> float:
    """Return the share of two spans' code points that both have.

    Example:
        >>> jaccard((0, 10), (5, 15))
        0.3333333333333333
    """
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return 0.0
    return common / (one[1] - one[0] + other[1] - other[0] - common)


def align(old: Sequence[Old], new: Sequence[New]) -> Mapping[int, str]:
    """Return the old id that each new mention keeps, by its number; others have none.

    The best overlap goes first, above `LEAST`; among equal overlaps the mention that says the
    same things, then the one that stands first.
    """
    pairs = sorted(
        (-overlap, -len(a.said & b.said), a.span, a.id, number)
        for a in old
        for number, b in enumerate(new)
        if (overlap := jaccard(a.span, b.span)) > LEAST
    )
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, _, name, number in pairs:
        if name not in taken and number not in kept:
            kept[number] = name
            taken.add(name)
    return kept


def carry(span: Span, before: str, after: str) -> Span:
    """Return where a passage of an earlier reading stands in a later one.

    The passage itself is looked for, nearest to where it was; then its first and last words,
    for a passage that was mended inside. Where nothing of it is found, the span stays as it is
    and will overlap by chance at most.

    Args:
        span: Span in `before`.
        before: Text of the earlier reading.
        after: Text of the later one.
    """
    if before == after:
        return span
    start, end = span
    passage = before[start:end]
    # Where a reader adds or drops words, it mostly does so at one side of the passage.
    shift = len(after) - len(before)
    found = min(
        (
            (min(abs(at - start), abs(at - start - shift)), at)
            for at in _occurrences(after, passage)
        ),
        default=None,
    )
    if found:
        return found[1], found[1] + len(passage)
    anchor = min(_ANCHOR, len(passage) // 3)
    if anchor >= _ANCHOR_LEAST:
        head = after.find(passage[:anchor])
        tail = after.find(passage[-anchor:], head + anchor) if head >= 0 else -1
        if tail >= 0 and tail + anchor - head <= 2 * len(passage):
            return head, tail + anchor
    return span


def _occurrences(text: str, part: str) -> list[int]:
    places: list[int] = []
    at = text.find(part) if part else -1
    while at >= 0:
        places.append(at)
        at = text.find(part, at + 1)
    return places
