"""Names of Chinese divisions: stems, suffixes, pinyin and Wade-Giles."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

TABLES = Path(__file__).parent / "tables"

# The 55 recognised minorities, with and without 族, longest first; they stand between the
# stem and the suffix of autonomous units (玉龙|纳西族|自治县).
PEOPLES = (
    "维吾尔 哈萨克 柯尔克孜 达斡尔 鄂温克 鄂伦春 乌孜别克 塔吉克 塔塔尔 "
    "俄罗斯 蒙古 藏 回 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 傣 "
    "黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 土 仫佬 羌 布朗 撒拉 "
    "毛南 仡佬 锡伯 阿昌 普米 怒 德昂 保安 裕固 京 独龙 门巴 珞巴 "
    "基诺"
).split()
_PEOPLE = "|".join(sorted((f"{p}族" for p in PEOPLES), key=len, reverse=True))
_PEOPLES_BY_LENGTH = sorted((f"{p}族" for p in PEOPLES), key=len, reverse=True)
_BARE_PEOPLE = "|".join(p for p in sorted(PEOPLES, key=len, reverse=True) if len(p) > 1)

_AUTONOMOUS = re.compile(
    rf"^(?P<stem>.+?)(?:(?:{_PEOPLE}|各族|{_BARE_PEOPLE})*)(?P<suffix>自治区|自治州|自治县|自治旗|自治乡|联合旗)$"
)
_PLAIN = re.compile(
    r"^(?P<stem>.+?)(?P<suffix>特别行政区|行政委员会|行政区|(?<=神农架)林区|特区|新区|矿区|省|市|地区|盟|县|区|旗|镇|乡|街道办事处|街道|苏木|办事处)$"
)
_TOWN = re.compile(
    rf"^(?P<stem>.+?)(?:(?:{_PEOPLE})*)(?P<suffix>街道办事处|地区办事处|街道|民族乡|乡|镇|苏木|地区|办事处)$"
)

# A stem shorter than two characters is no name by itself (赵县, 忠县); these are generic words
# with a suffix, where taking 新区 or 矿区 off would leave another unit's stem.
_KEEP_WHOLE = {"城区", "矿区", "郊区", "新区"}


def split_name(name: str) -> tuple[str, str]:
    """Return stem and suffix; the stem is empty where the name has none by itself."""
    if name in _KEEP_WHOLE:
        return "", name
    if name == "内蒙古自治区":
        return "内蒙古", "自治区"
    match = _AUTONOMOUS.match(name) or _PLAIN.match(name)
    if not match:
        return name, ""
    stem, suffix = match["stem"], match["suffix"]
    if stem.endswith("族") and len(stem) > 2:
        # 鄂温克族自治旗 is named by the people; 管城回族区 by the place before it.
        people = next((p for p in _PEOPLES_BY_LENGTH if stem.endswith(p)), "族")
        stem = stem.removesuffix(people) or stem.removesuffix("族")
    if len(stem) == 1 and suffix in ("新区", "矿区", "林区", "特区", "地区"):
        stem, suffix = name[:-1], name[-1]  # 清新区 is 清新, not a new area
    return (stem if len(stem) > 1 else ""), suffix


def split_town(name: str) -> tuple[str, str]:
    """Return stem and suffix of a town's or street's name."""
    match = _TOWN.match(name)
    if not match:
        return name, ""
    stem = match["stem"]
    return (stem if len(stem) > 1 else ""), match["suffix"]


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a curated table; ``#`` starts a comment line."""
    text = (TABLES / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _overrides() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("pinyin")}


def overridden(name: str) -> str:
    """Return the curated English form of a full name or stem; empty if there is none."""
    return _overrides().get(name, "")


# How these characters are read in names of places, where words read them otherwise.
_READINGS = {
    "都": "du", "朝": "chao", "长": "chang", "重": "chong", "柏": "bai", "乐": "le", "大": "da",
    "会": "hui", "杉": "shan", "曾": "zeng", "佛": "fo", "宿": "su", "台": "tai",
}  # fmt: skip


def pinyin(stem: str) -> str:
    """Return the English form of a stem: Lu'an, Xi'an, Chongqing, Shaanxi."""
    if overridden(stem):
        return overridden(stem)
    syllables = lazy_pinyin(stem, style=Style.NORMAL, v_to_u=False)
    if len(syllables) == len(stem):
        syllables = [_READINGS.get(c, s) for c, s in zip(stem, syllables, strict=True)]
    return join_syllables(syllables)


def join_syllables(syllables: list[str]) -> str:
    """Join pinyin syllables as GB/T 16159 writes place names, with the apostrophe where needed."""
    out = ""
    for syllable in syllables:
        syllable = syllable.replace("v", "ü").replace("ü", "u" if syllable[0] in "jqxy" else "ü")
        if out and syllable[0] in "aoe":
            out += "'"
        out += syllable
    return out[:1].upper() + out[1:]


def plain(name: str) -> str:
    """Return a name as letters only, lower-case, without marks: for comparing romanisations."""
    text = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in text if "a" <= c <= "z")


_INITIALS = [
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"),
    ("g", "k"), ("k", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"),
    ("s", "s"), ("r", "j"),
]  # fmt: skip
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu",
    "si": "ssu", "yi": "i", "you": "yu", "ye": "yeh", "yan": "yen", "er": "erh", "e": "o",
    "ge": "ko", "ke": "ko", "he": "ho",
}  # fmt: skip
_FINALS = {
    "ian": "ien", "ie": "ieh", "iu": "iu", "ui": "ui", "uo": "o", "ong": "ung", "e": "e",
    "ue": "ueh", "üe": "ueh", "iong": "iung",
}  # fmt: skip


def wade_giles(syllable: str) -> str:
    """Return a syllable in Wade-Giles letters without marks, as GeoNames' old names have it.

    Example:
        >>> wade_giles("xian"), wade_giles("zhong"), wade_giles("yong")
        ('hsien', 'chung', 'yung')
    """
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    initial, old = next((p for p in _INITIALS if syllable.startswith(p[0])), ("", ""))
    final = syllable[len(initial) :]
    if final == "uo" and initial in ("g", "k", "h", "sh"):
        pass
    elif final == "ui" and initial in ("g", "k"):
        final = "uei"
    elif final == "e" and initial in (
        "d",
        "t",
        "z",
        "c",
        "s",
        "zh",
        "ch",
        "sh",
        "r",
        "l",
        "g",
        "k",
    ):
        final = "e"
    else:
        for new in sorted(_FINALS, key=len, reverse=True):
            if final.endswith(new):
                final = final[: -len(new)] + _FINALS[new]
                break
    return old + final


def wade_giles_name(stem: str) -> str:
    """Return a stem in Wade-Giles letters, joined, for comparison with `plain` names."""
    return "".join(wade_giles(s) for s in lazy_pinyin(stem, style=Style.NORMAL))
