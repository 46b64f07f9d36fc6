"""Blocking: which pairs are worth comparing, found without comparing all of them.

Two mentions meet when they share a key: a province and a fortnight, an employer and a year,
a run of rare words, or an address. A key shared by too many says nothing and is dropped,
but for province and time, which is cut finer instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from walkout.resolve.features import Features

_WINDOW = 4  # days; neighbours share a key because each mention stands in two windows
_COMMON = 100
_SKETCH = 6
_SPEAKERS = 12


def _windows(item: Features) -> Iterator[int]:
    if item.days is not None:
        first, last = item.days
        if last - first > 62:
            return
    elif item.published is not None:
        first, last = item.published - 7, item.published
    else:
        return
    yield from range((first - _WINDOW) // _WINDOW, (last + _WINDOW) // _WINDOW + 1)


def keys(item: Features) -> Iterator[tuple[object, ...]]:
    """Yield the blocking keys of one mention."""
    provinces = {path[0] for path in item.paths if path} or {""}
    for window in _windows(item):
        for province in provinces:
            yield "when", window, province
    year = _year(item)
    for name in item.employers:
        yield "employer", name, year
        if year is not None:
            yield "employer", name, year + 1
    for gram in sorted(item.grams)[:_SKETCH]:
        yield "words", gram
    if item.url:
        yield "url", item.url


def _year(item: Features) -> int | None:
    ordinal = item.days[0] if item.days else item.published
    return None if ordinal is None else ordinal // 366


def pairs(items: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Yield index pairs (i < j) that share a key, each once, in order.

    One event told by thousands must not cost millions of pairs: of mentions that are alike in all
    that can speak against a join, each meets only the first few, and only those meet others.
    """
    blocks: dict[tuple[object, ...], list[int]] = {}
    for index, item in enumerate(items):
        for key in set(keys(item)):
            blocks.setdefault(key, []).append(index)
    met: list[set[int]] = [set() for _ in items]
    for key, block in blocks.items():
        if len(block) > _COMMON and key[0] != "when":
            continue
        speakers: list[int] = []
        alike: dict[tuple[object, ...], list[int]] = {}
        for index in block:
            like = alike.setdefault(items[index].signature, [])
            if len(like) < _SPEAKERS:
                for other in speakers:
                    met[other].add(index)
                speakers.append(index)
                like.append(index)
            else:
                for other in like:
                    met[other].add(index)
    for left, others in enumerate(met):
        for right in sorted(others):
            yield left, right
