"""Names found in an image, each with the units that it can mean where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from . import guard
from .gazetteer import gazetteer
from .names import (
    BARE,
    DEMONYM,
    ENGLISH,
    FULL,
    POSTAL,
    RISKY,
    STATE,
    WEAK,
    Name,
    names,
)
from .towns import towns
from .units import RANK


@dataclass(slots=True)
class Token:
    """A name at a place in the text.

    Args:
        start: First code point.
        end: Past the last one, a suffix word such as District included.
        ids: Units that it can mean, the most likely first.
        latin: Whether it is in Latin letters.
        sure: Whether it counts without a parent beside it.
        suffixed: Whether it says what kind of unit it is (龙岗区, Longgang District).
        hint: How it is named, before chains are known.
        text: The name itself, as an image, without an English suffix word.
        sited: Whether the words around say that it is where something is.
    """

    start: int
    end: int
    ids: tuple[int, ...]
    latin: bool
    sure: bool
    suffixed: bool
    hint: str
    text: str
    sited: bool = False


_NAME_AFTER = re.compile(r"['’]?[- ][A-Z]|['’]s ")
"""A capital behind a name makes it a part of another: Memphis Harris, Denver Airport."""

_SUFFIX = re.compile(
    r"[ -](?:(?P<city>(?:prefecture-level |county-level )?city|municipality)|(?P<district>district)"
    r"|(?P<new>new (?:area|district))|(?P<county>(?:autonomous )?county|banner)"
    r"|(?P<prefecture>(?:autonomous )?prefecture|league)"
    r"|(?P<province>province|autonomous region|special administrative region|sar))\b"
)
_ENDINGS: dict[str, tuple[str, ...]] = {
    "city": ("市",), "district": ("区", "市"), "new": ("新区",), "county": ("县", "旗", "市", "区"),
    "prefecture": ("州", "地区", "盟", "市"), "province": ("省", "区", "市"),
}  # fmt: skip
_PREPOSITION = re.compile(r"(?:^|[^a-z])(?:in|at|near|from|to|outside|around|of|across|for) $")
_SITED = re.compile(r"(?:^|[^a-z])(?:in|at|near|outside|around) $")
"""Words before a city abroad that leave no other reading of its name."""
_DATELINE = re.compile(r"(?: ?[:–—-] |, [A-Z]| \()")
_NUMBERED = re.compile(r"(?:[0-9]{1,2}|[IVX]{1,5})[.)] ")
_TITLE = re.compile(r" ?(?:[,:]|and the |or the )?[^\n.]{0,60}(?:\n|$)")
"""A numbered heading that begins with a name: "4. Leeds", "II. Leeds, the rope-walk"."""
_PARENT_AFTER = re.compile(r", [A-Z]| in [A-Z]")
_LOWER_LEAST = 5
"""Shortest name that counts without a capital letter."""
# How often a bare name is meant by its characters, on the scale of the word list (ten times the
# natural logarithm of a frequency in 60 million): places of these levels in a text about work.
_WEIGHT = {0: 90, 1: 112, 2: 75, 3: 60, 4: 50}
_BEFORE_SHORT = "在到从于自的是省市州区往回赴去及与"
"""What may stand before a full name of two characters (在赵县), when it is Chinese at all."""
_AFTER_SHORT = "委长级城府域政内里"
"""What follows 县 or 区 where the two characters are no name (召|开县|委)."""


def scan(text: str, original: str) -> tuple[list[Token], list[Token]]:
    """Return sure tokens, and tokens that count only after their parent.

    Args:
        text: Image of the text.
        original: The text itself, of the same length, for capital letters.
    """
    table = names()
    sure: list[Token] = []
    weak: list[Token] = []
    matches = table.matches(text)
    linked = _linked(matches) if len(matches) > 1 else ()
    for number, start, end in matches:
        name = table[number]
        if name.latin:
            _english(name, text, original, start, end, sure, weak)
        else:
            _chinese(number, text, start, end, sure, weak, (start, end) in linked)
    if weak and sure:
        _told_before(original, sure, weak)
    return sure, weak


def _linked(matches: list[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """Return the spans of Chinese names that touch a name above or below them: 厦门|集美.

    Two such names side by side are likelier than any words that their borders cut.
    """
    starts: dict[int, list[tuple[int, int, int]]] = {}
    for match in matches:
        starts.setdefault(match[1], []).append(match)
    found: set[tuple[int, int]] = set()
    for number, start, end in matches:
        for other, _, stop in starts.get(end, ()):
            if _holds(number, other):
                found.add((start, end))
                found.add((end, stop))
    return found


@cache
def _holds(wide: int, small: int) -> bool:
    """Return whether a Chinese name means a unit in which one of another name's units lies."""
    table = names()
    if table[wide].latin or table[small].latin:
        return False
    above, place = set(table[wide].ids), gazetteer()
    return any(above & place.lineage(unit) for unit in table[small].ids)


def _told_before(original: str, sure: list[Token], weak: list[Token]) -> None:
    """Make sure of a city abroad wherever a text names it, once its words have said so.

    "a strike in Memphis ... Memphis has no depot".
    """
    known = {t.text: t.ids for t in sure if t.sited}
    if not known:
        return
    for token in list(weak):
        ids = known.get(token.text)
        if ids and set(ids) & set(token.ids) and not _NAME_AFTER.match(original, token.end):
            weak.remove(token)
            token.ids, token.sure = ids, True
            sure.append(token)
    sure.sort(key=lambda t: t.start)


def _chinese(
    number: int,
    text: str,
    start: int,
    end: int,
    sure: list[Token],
    weak: list[Token],
    linked: bool,
) -> None:
    name = names()[number]
    full, strong, hint, weight = _reading(number)
    if full and end - start == 2:
        # 赵县, 忠县: parts of many words; they count where nothing else claims the characters.
        if not linked and not _stands_alone(text, start, end):
            strong = ()
    elif (
        strong
        and not full
        and not linked
        and guard.cuts_words(text, start, end, weight)
        and not _town_follows(strong, text, end)
    ):
        return
    if strong:
        sure.append(Token(start, end, strong, False, True, full, hint, name.text))
    if len(strong) < len(name.ids):
        weak.append(Token(start, end, name.ids, False, False, full, "bare", name.text))


@lru_cache(maxsize=1 << 14)
def _reading(number: int) -> tuple[bool, tuple[int, ...], str, int]:
    """Return what a Chinese name is by itself.

    Args:
        number: Its number in `names()`.

    Returns:
        Whether it is full, the units that it can mean alone, its hint, and its weight beside words.
    """
    name = names()[number]
    full = FULL in name.kinds
    strong = tuple(i for i, k in zip(name.ids, name.kinds, strict=True) if k != WEAK)
    hint = "full" if full else "alias" if BARE not in name.kinds else "bare"
    ranks = (RANK[gazetteer().units[i].versions[-1].level] for i in strong)
    return full, strong, hint, _WEIGHT[min(ranks, default=4)]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a name of two characters has a border or a leading word on its left."""
    if start and "㐀" <= text[start - 1] <= "鿿" and text[start - 1] not in _BEFORE_SHORT:
        return False
    if text[end : end + 1] and text[end] in _AFTER_SHORT:
        return False
    return not guard.cuts_words(text, start, end, 45)


def _town_follows(ids: tuple[int, ...], text: str, end: int) -> bool:
    """Return whether a city without counties stands before one of its towns: 中山|东升."""
    known, place = towns(), gazetteer()
    cities = {i for i in ids if RANK[place.units[i].versions[-1].level] == 2}
    return bool(cities) and any(
        place.index(known.county(code)) in cities
        for size in (2, 3)
        for code in known.stemmed(text[end : end + size])
    )


def _english(
    name: Name,
    text: str,
    original: str,
    start: int,
    end: int,
    sure: list[Token],
    weak: list[Token],
) -> None:
    if start and not _begins_word(text, start):
        return
    if end < len(text) and (text[end] in "@_" or (text[end].isascii() and text[end].isalnum())):
        return
    kinds = set(name.kinds)
    if kinds == {STATE}:
        if original[start:end].isupper() and text[max(0, start - 2) : start] == ", ":
            weak.append(Token(start, end, name.ids, True, False, False, "alias", name.text))
        return
    if kinds == {DEMONYM}:
        if original[start].isupper():
            sure.append(Token(start, end, name.ids, True, True, False, "people", name.text))
        return
    ids = tuple(i for i, k in zip(name.ids, name.kinds, strict=True) if k not in (STATE, DEMONYM))
    risky = kinds <= {RISKY, STATE, DEMONYM}
    units = gazetteer().units
    if not risky and RISKY in kinds and not _PARENT_AFTER.match(original, end):
        # Canton is Guangzhou, unless "Canton, Ohio" says otherwise.
        firm = {i for i, k in zip(name.ids, name.kinds, strict=True) if k != RISKY}
        ids = tuple(i for i in ids if i in firm or units[i].versions[-1].code[0].isdigit())
    if not original[start].isupper():
        large = RANK[units[ids[0]].versions[-1].level] <= 2 and kinds & {ENGLISH, POSTAL}
        if not large or end - start < (_LOWER_LEAST if ENGLISH in kinds else 7):
            return
    suffix = _SUFFIX.match(text, end)
    suffixed = False
    if suffix and suffix.lastgroup:
        endings = _ENDINGS[suffix.lastgroup]
        fit = tuple(i for i in ids if _ends(i, endings))
        if fit:
            exact = tuple(i for i in fit if _ends(i, endings[:1]))
            ids, end, suffixed = exact or fit, suffix.end(), True
    small = RANK[units[ids[0]].versions[-1].level] > 2
    if small and not suffixed and guard.after_surname(original, start):
        return
    hint = (
        "full" if suffixed else "alias" if kinds <= {POSTAL, RISKY} and POSTAL in kinds else "bare"
    )
    token = Token(start, end, ids, True, not risky, suffixed, hint, name.text)
    if not risky or suffixed:
        token.sure = True
    elif _PREPOSITION.search(text, max(0, start - 9), start):
        # "in Heping": a preposition makes a place of a Chinese spelling.
        token.ids = tuple(i for i in ids if units[i].versions[-1].code[0].isdigit()) or ids
        token.sure = units[token.ids[0]].versions[-1].code[0].isdigit()
    if not token.sure and _is_sited(text, original, start, end):
        # Names of cities abroad are used everywhere: "in Leeds" is one, "Leeds" need not be.
        token.sure = token.sited = True
    (sure if token.sure else weak).append(token)


def _is_sited(text: str, original: str, start: int, end: int) -> bool:
    """Return whether words or a dateline make a place of a name: in Leeds, "LEEDS - "."""
    if _SITED.search(text, max(0, start - 9), start):
        return _NAME_AFTER.match(original, end) is None
    line = original.rfind("\n", 0, start) + 1
    if _NUMBERED.fullmatch(original, line, start) and _TITLE.match(original, end):
        return True
    opens = not start or original[start - 1] == "\n"
    return opens and original[start:end].isupper() and _DATELINE.match(original, end) is not None


def _begins_word(text: str, start: int) -> bool:
    """Return whether a Latin name may begin here; a hyphen may part two (Beijing-Tianjin)."""
    before = text[start - 1]
    return not (before.isascii() and (before.isalnum() or before in "'@#."))


def _ends(index: int, endings: tuple[str, ...]) -> bool:
    unit = gazetteer().units[index]
    if not unit.versions[-1].code[0].isdigit():
        return True
    return any(v.name_zh.endswith(endings) for v in unit.versions)
