"""Spelling errors in the English names of provinces and prefectures (Guandong, Shaan'xi)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from .gazetteer import gazetteer
from .guard import english_cue
from .names import ENGLISH, names
from .units import RANK, units

_WORD = re.compile(r"(?<![A-Za-z'-])[A-Z][a-z]+(?:'[a-z]+)?(?![A-Za-z-])")
_LEAST_WORD, _LEAST_PROVINCE, _LEAST_PREFECTURE = 6, 5, 7
"""Shortest words that are looked at, and shortest names that are mended: one letter makes another
word of a shorter one (Human, Hunan)."""
_PLACED = re.compile(r"(?:^|[^a-z])(?:in|near|from|of|outside) $")
_FOLLOWED = re.compile(r",| city| province")
_OTHER_WORDS = frozenset(
    "fijian haitian shannon manning mining joining johnson nanjin zhejian change changing".split()
)


def find(
    text: str, original: str, taken: list[tuple[int, int]], provinces: set[int]
) -> list[tuple[int, int, int]]:
    """Return (start, end, unit) of misspelt names outside the spans already taken.

    Args:
        text: Image of the text.
        original: The text; only capitalised words are looked at.
        taken: Spans of places found, in order, not overlapping.
        provinces: Provinces of the places found; a prefecture elsewhere is not mended to.
    """
    out = []
    at = 0
    for match in _WORD.finditer(original):
        start, end = match.span()
        # Both go forward, so what lies before this word is passed once for all.
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if end - start < _LEAST_WORD or (at < len(taken) and taken[at][0] < end):
            continue
        word = text[start:end].replace("'", "")
        if len(word) == end - start and word in _forms():
            continue  # Spelt right, and given up by who saw what stands beside it.
        unit = nearest(word)
        if unit is None or english_cue(text, start, end):
            continue
        version = units()[unit].versions[-1]
        if RANK[version.level] > 1 or len(version.name_en) < _LEAST_WORD:
            # What is one slip from such a name is often a person's, a firm's or a street's.
            placed = _PLACED.search(text, max(0, start - 9), start)
            if not placed and not _FOLLOWED.match(text, end):
                continue
            above = gazetteer().ancestors(unit)
            if provinces and above and above[-1] not in provinces:
                continue
        out.append((start, end, unit))
    return out


def within(word: str, parent: int) -> int | None:
    """Return the one unit of a province whose English name is one slip from a word, or None.

    "Dongguang, Guangdong": the county of that name is in Hebei, so Dongguan is meant.

    Args:
        word: Lower-case, of six letters or more.
        parent: Index of the province that stands beside the word.
    """
    if len(word) < _LEAST_WORD or _is_large(word):
        return None
    found = {
        unit
        for form, unit in _parts(parent)
        if form[0] == word[0] and form != word and _one_slip(word, form)
    }
    if len(found) > 1:
        large = {u for u in found if RANK[units()[u].versions[-1].level] == 2}
        found = large or found
    return found.pop() if len(found) == 1 else None


def rival(word: str) -> int | None:
    """Return the province whose name is one slip from a smaller unit's name, or None.

    "Yunan" is a county of Guangdong, and what people write for Yunnan.
    """
    return _rivals().get(word)


@cache
def _rivals() -> dict[str, int]:
    table = names()
    out = {}
    for form, unit in _forms().items():
        if RANK[units()[unit].versions[-1].level] > 1:
            continue
        for text in _cuts(form):
            found = table.find(text)
            if found and all(RANK[units()[i].versions[-1].level] > 2 for i in found):
                out[text] = unit
    return out


@cache
def _is_large(word: str) -> bool:
    return any(RANK[units()[i].versions[-1].level] <= 2 for i in names().find(word))


@cache
def _parts(parent: int) -> tuple[tuple[str, int], ...]:
    place = gazetteer()
    out = []
    for unit in units():
        if unit.alive(None) and parent in place.ancestors(unit.index):
            out.append((unit.versions[-1].name_en.lower().replace("'", ""), unit.index))
    return tuple(out)


@cache
def _forms() -> dict[str, int]:
    """Names that can be mended, each with the one unit it names."""
    table = names()
    out: dict[str, int] = {}
    for number, text in enumerate(table.texts()):
        if not text.isascii() or len(text) < _LEAST_PROVINCE or not text.isalpha():
            continue
        name = table[number]
        if ENGLISH not in name.kinds:
            continue
        fit = [i for i in name.ids if units()[i].alive(None) and _mendable(i, text)]
        if len(fit) == 1:
            out[text] = fit[0]
    return out


def _mendable(index: int, text: str) -> bool:
    version = units()[index].versions[-1]
    if not version.code[0].isdigit():
        return False
    rank = RANK[version.level]
    return rank == 1 or (rank == 2 and len(text) >= _LEAST_PREFECTURE)


@cache
def _shortened() -> dict[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for form in _forms():
        out[form].add(form)
        for cut in _cuts(form):
            out[cut].add(form)
    return out


def _cuts(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


@cache
def _known() -> frozenset[str]:
    return frozenset(t for t in names().texts() if t.isascii())


def nearest(word: str) -> int | None:
    """Return the one large unit whose name is one slip from a word in small letters, or None.

    A slip is a letter more, less, other, or two swapped.
    """
    if word in _forms():
        return _forms()[word]  # Shaan'xi, once its apostrophe is gone
    if word in _OTHER_WORDS or word in _known():
        return None
    near = set(_shortened().get(word, ()))
    for cut in _cuts(word):
        near |= _shortened().get(cut, set())
    fit = {f for f in near if f[0] == word[0] and _one_slip(word, f)}
    found = {_forms()[f] for f in fit}
    return found.pop() if len(found) == 1 else None


def _one_slip(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if first is None:
        return True
    if len(a) == len(b):
        rest = a[first + 1 :] == b[first + 1 :]
        swap = (
            a[first : first + 2] == b[first : first + 2][::-1] and a[first + 2 :] == b[first + 2 :]
        )
        return rest or swap
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[first + 1 :] == shorter[first:]
