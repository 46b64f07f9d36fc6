"""Towns and streets in a text: after their county, before it in English, or alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .gazetteer import gazetteer
from .guard import cuts_words
from .towns import towns
from .units import RANK

_MARK = re.compile(r"镇|街道|乡|苏木")
_LONGEST = 8
_STEM_WEIGHT = 62
_BREAK = re.compile(r"[路街巷号厂]")
_EN_WORD = r"[A-Z][a-z]+(?:'[a-z]+)?"
_EN_BEFORE = re.compile(
    rf"({_EN_WORD}(?: {_EN_WORD})?)(?: (?i:town|township|sub-?district|street))?(?:,| in| of) $"
)
_EN_MARKED = re.compile(r"(?i) (?:town|township|sub-?district|street)(?:,| in| of) $")


def may_have(text: str) -> bool:
    """Return whether a text has the marks of a town's full name."""
    return _MARK.search(text) is not None


def after(text: str, position: int, unit: int) -> tuple[str, int] | None:
    """Return (code, end) of a town of a unit named right after it.

    Args:
        text: Image of the text.
        position: Where the unit's name ends.
        unit: Index of the county, or of the prefecture.
    """
    place = gazetteer()
    version = place.units[unit].versions[-1]
    if RANK[version.level] < 1 or not version.code[0].isdigit():
        return None
    if position < len(text) and text[position] == " ":
        position += 1
    if position + 1 >= len(text) or text[position] < "㐀":
        return None
    table = towns()
    if not table.may_begin(text[position : position + 2]):
        return None
    for length in range(min(_LONGEST, len(text) - position), 1, -1):
        end = position + length
        part = text[position:end]
        codes = table.named(part)
        if not codes:
            if RANK[version.level] < 2:
                continue
            codes = table.stemmed(part)
            after_it = text[end : end + 1]
            if part[-1] in "路街道巷":
                # A street office named after a street: the street is meant.
                codes = [c for c in codes if not table[c].name_zh.endswith("街道")]
            if not codes or (after_it and _BREAK.match(after_it)):
                continue
            if text.startswith(("大道", "大街"), end):
                continue  # 八一大道 is a street
            if cuts_words(text, position, end, _STEM_WEIGHT):
                continue
        own = [c for c in codes if _under(c, unit)]
        if len(own) == 1:
            # The list's 惠民镇 may be 惠民乡 in the text: the word belongs to the name.
            suffix = _MARK.match(text, end)
            return own[0], suffix.end() if suffix and suffix.end() <= end + 2 else end
    return None


@lru_cache(maxsize=1 << 14)
def _under(code: str, unit: int) -> bool:
    place = gazetteer()
    county = place.index(towns().county(code))
    return county is not None and (county == unit or unit in place.ancestors(county))


def alone(
    text: str, taken: Sequence[tuple[int, int]], known: Sequence[int]
) -> list[tuple[int, int, str]]:
    """Return (start, end, code) of towns named in full that only one town can be.

    Args:
        text: Image of the text.
        taken: Spans of places found, in order, not overlapping.
        known: Units found in the text; they decide between towns of one name.
    """
    out: list[tuple[int, int, str]] = []
    last = at = 0
    for mark in _MARK.finditer(text):
        end = mark.end()
        while at < len(taken) and taken[at][1] <= end - _LONGEST:
            at += 1
        near = taken[at : at + 2 * _LONGEST]
        for length in range(min(_LONGEST, end - last), 2, -1):
            start = end - length
            if any(s < end and start < e for s, e in near):
                continue
            codes = towns().named(text[start:end])
            if len(codes) > 1:
                codes = [c for c in codes if any(_under(c, u) for u in known)]
            if len(codes) == 1 and not cuts_words(text, start, end, 45):
                out.append((start, end, codes[0]))
                last = end
                break
    return out


def before(text: str, original: str, start: int, code: str) -> tuple[str, int] | None:
    """Return (code, start) of a town named in English before its county or prefecture.

    "Houjie, Dongguan" and "Chang'an Town in Dongguan"; where the county stands between, the
    word Town is needed.
    """
    if start < 5 or not code.startswith("cn:") or text[start - 1] != " ":
        return None
    match = _EN_BEFORE.search(original, max(0, start - 48), start)
    if not match:
        return None
    unit = gazetteer().index(code)
    if unit is None:
        return None
    marked = _EN_MARKED.search(original, match.start(), start) is not None
    if not marked and not match[0].endswith(", "):
        return None
    name = re.sub(r" (?:town|township|sub-?district|street)$", "", match[1].lower())
    while name:
        own = [c for c in towns().spelled(name) if _under(c, unit)]
        if len(own) == 1:
            return own[0], match.start() + match[0].lower().index(name)
        # "Workers Houjie": only the last word may be the name.
        name = name.partition(" ")[2]
    return None
