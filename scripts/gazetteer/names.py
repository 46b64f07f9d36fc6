"""Which strings name which units, and how much a string needs beside it to be believed.

Kinds of a name, from what stands alone to what needs help:
    f  full name with its suffix (和平区)
    s  stem that names a place when read alone (昆山)
    w  stem that is a common word or short: only after its parent or before its suffix
    a  another Chinese name    e  English name    x  English name that is also another word
    p  another English name (postal, Cantonese, without apostrophe)
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin

from .divisions import Unit
from .naming import overridden, pinyin, read_table, split_name

# Names that say only what part of a city is meant.
_GENERIC = set("东区 西区 南区 北区 新区 市区 郊区 城区 矿区 市郊区 中区 县城 东城区域".split())


def load_words(jieba_dict: Path) -> dict[str, tuple[int, str]]:
    """Return frequency and part of speech of every word in jieba's dictionary."""
    out = {}
    for line in jieba_dict.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        out[word] = (int(count), tag)
    return out


class Strength:
    """Tells whether a stem names a place when it is read alone."""

    def __init__(self, words: dict[str, tuple[int, str]]) -> None:
        self._words = words
        self._weak = {w for row in read_table("weak") for w in row[0].split()}
        self._strong = {w for row in read_table("strong") for w in row[0].split()}

    def kind(self, stem: str, level: str, suffix: str) -> str:
        """Return ``s`` or ``w``."""
        if level == "province":
            return "s"
        if stem in self._weak:
            return "w"
        if stem in self._strong or level == "prefecture" or len(stem) > 2:
            return "s"
        count, tag = self._words.get(stem, (0, ""))
        district = suffix.endswith("区")
        if tag in ("", "ns"):
            return "s"
        if tag in ("nr", "nrt", "nrfg", "nz"):
            return "w" if count > (60 if district else 250) else "s"
        return "w" if count > (10 if district else 60) else "s"


def english(unit_name: str) -> str:
    """Return the English name of a division, without suffix."""
    stem, suffix = split_name(unit_name)
    whole = overridden(unit_name)
    if whole or stem:
        return whole or pinyin(stem)
    short = unit_name[:-1]
    if suffix in ("城区", "郊区", "矿区", "新区"):
        return {"城区": "Chengqu", "郊区": "Jiaoqu", "矿区": "Kuangqu", "新区": "Xinqu"}[suffix]
    last = {"县": "xian", "区": "qu", "市": "shi", "旗": "qi"}.get(unit_name[-1], "")
    return pinyin(unit_name) if len(unit_name) > 3 else pinyin(short) + last


class Names:
    """Collects names with their kind and the units that bear them, in order of weight."""

    def __init__(self) -> None:
        self.table: dict[tuple[str, str], set[int]] = defaultdict(set)

    def add(self, name: str, kind: str, unit: int) -> None:
        """Record that a unit bears a name."""
        if len(name) > 1:
            self.table[name, kind].add(unit)


def add_chinese(names: Names, index: int, unit: Unit, strength: Strength) -> None:
    """Add the Chinese and pinyin names of all versions of a unit."""
    words = {row[0].lower() for row in read_table("english_words")}
    zone = len(unit.latest.code) == 6 and unit.latest.code[4] == "7"
    for version in unit.versions:
        stem, suffix = split_name(version.name)
        if zone:
            names.add(version.name, "w", index)
            names.add(pinyin(version.name).lower(), "x", index)
            continue
        # A full name of two characters (赵县, 城区) is a word part too often to stand alone.
        generic = version.name in _GENERIC
        if generic:
            names.add(version.name, "w", index)
        else:
            names.add(version.name, "f", index)
        if stem:
            kind = strength.kind(stem, version.level, suffix)
            if version.level == "county" and _forgotten(unit, stem):
                kind = "w"
            names.add(stem, kind, index)
            if _short_suffix(suffix):
                names.add(stem + _short_suffix(suffix), "f", index)
        form = english(version.name).lower()
        names.add(form, "x" if form in words or len(form) < 4 else "e", index)
        if stem and version.level in ("province", "prefecture"):
            parts = lazy_pinyin(stem)
            if len(parts) == 2 and "".join(parts) == form.replace("'", ""):
                names.add(" ".join(parts), "x", index)  # Shan Dong
        for letter in "uv":
            if "ü" in form:
                names.add(form.replace("ü", letter), "p", index)
        if "'" in form:
            joined = form.replace("'", "")
            names.add(joined, "x" if joined in words or len(joined) < 5 else "p", index)
        if not stem and not generic:
            names.add(pinyin(version.name[:-1]).lower() + " county", "e", index)


def _forgotten(unit: Unit, stem: str) -> bool:
    """Return whether nobody has called the unit so for long: it needs its suffix then.

    Districts that are gone are remembered in Beijing, Tianjin, Shanghai and Chongqing only.
    """
    if not unit.current and unit.latest.name.endswith("区"):
        return unit.latest.code[:2] not in ("11", "12", "31", "50")
    return all(v.last < 1995 for v in unit.versions if split_name(v.name)[0] == stem)


def _short_suffix(suffix: str) -> str:
    return {
        "自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗", "联合旗": "旗", "特区": "",
        "林区": "", "行政委员会": "", "行政区": "", "新区": "区",
    }.get(suffix, suffix)  # fmt: skip
