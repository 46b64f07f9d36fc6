r"""Names that English writes otherwise: in initials (GD), apart (Su Qian), escaped (Xi\\'an)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .choose import settle
from .gazetteer import gazetteer
from .names import names
from .units import RANK

_INITIALS = {
    "GD": "guangdong", "SZ": "shenzhen", "ZJ": "zhejiang", "JS": "jiangsu", "FJ": "fujian",
    "GX": "guangxi", "YN": "yunnan", "JX": "jiangxi", "BJ": "beijing", "CQ": "chongqing",
    "TJ": "tianjin", "XJ": "xinjiang", "HLJ": "heilongjiang", "NX": "ningxia",
}  # fmt: skip
"""Initials that mean one province or large city only: GZ, HB, HN, SX and such mean two, and SD and
SC are states of the United States too."""
_OPENS = re.compile(
    r"(?:^|\n)(?:(?:[Tt]ens|[Hh]undreds|[Tt]housands?) of |(?:[Oo]ver )?[0-9][0-9,]* )?("
    + "|".join(_INITIALS)
    + r")(?=;|[ ?](?:[a-z]|Japanese|Taiwanese|Korean|American|German|US|HK)|(?<=GD|SZ|ZJ) [A-Z])"
)
_ESCAPED = re.compile(r"(?<![A-Za-z'-])[A-Z][a-z]{1,6}\\'[a-z]{1,5}(?![A-Za-z-])")
_APART = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear)|,) ([A-Z][a-z]{1,5} [A-Z][a-z]{1,5})"
    r"(?= (?:[Cc]ounty|[Cc]ity|[Dd]istrict|[Pp]refecture)\b|, [A-Z])"
)
_SUFFIX = re.compile(r" (county|city|district|prefecture)\b")
_ENDINGS = {"county": "县旗", "city": "市", "district": "区", "prefecture": "州市盟"}
_LOWER = re.compile(r"(?:^|\n)([a-z]{6,})(?=, )")


def initials(text: str) -> tuple[int, int, int] | None:
    """Return (start, end, unit) of the initials of a province that open a headline, or None.

    "SZ electronics workers strike over pay". Only for texts in which no place is named in full.
    """
    match = _OPENS.search(text)
    if match is None:
        return None
    unit = settle(names().find(_INITIALS[match[1]])[:1])
    return None if unit is None else (match.start(1), match.end(1), unit)


def escaped(text: str) -> Iterator[tuple[int, int, int]]:
    r"""Yield (start, end, unit) of names whose apostrophe a program escaped (Xi\'an)."""
    if "\\'" not in text:
        return
    for match in _ESCAPED.finditer(text):
        unit = _one(match[0].replace("\\", "").lower(), 2)
        if unit is not None:
            yield match.start(), match.end(), unit


def apart(text: str, folded: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, unit) of Chinese names written syllable by syllable (Su Qian)."""
    for match in _APART.finditer(text):
        suffix = _SUFFIX.match(folded, match.end(1))
        # Two short words in capitals are a person's name too: only a suffix makes a county of them.
        unit = _one(match[1].replace(" ", "").lower(), 3 if suffix else 2)
        if unit is not None and (
            suffix is None
            or gazetteer().units[unit].versions[-1].name_zh[-1] in _ENDINGS[suffix[1]]
        ):
            yield match.start(1), suffix.end() if suffix else match.end(1), unit


def lower(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of words in small letters that open a headline as its place does."""
    for match in _LOWER.finditer(text):
        yield match.span(1)


def _one(word: str, rank: int) -> int | None:
    """Return the one Chinese unit of a name, of a rank or larger, or None."""
    place = gazetteer()
    fit = [
        i
        for i in names().find(word)
        if place.units[i].alive(None)
        and place.units[i].versions[-1].code[0].isdigit()
        and RANK[place.units[i].versions[-1].level] <= rank
    ]
    large = [i for i in fit if RANK[place.units[i].versions[-1].level] <= 2]
    fit = large or fit
    return fit[0] if len(fit) == 1 else None
