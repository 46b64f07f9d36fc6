"""Numerals: Chinese, Arabic and English number words, as a closed range of values.

A numeral says one number (一千二百, 2,500, 1.5万, half a million) or a vague one (数百, 十几,
二三百, dozens). Words around it that widen or narrow it (近, 多, at least) are the reader's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

Number = int | float
"""Whole wherever the value is whole; a float only for parts (9.5元)."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says.

    Args:
        low: The value, or the smallest that a vague numeral allows.
        high: The same as `low`, or the largest that a vague numeral allows.
        step: Place of the last digit that is not a filling zero: 100 for 一千二百, 10 for 350,
            1 for 205. "More than" reaches to the end of this step. 0 for a vague numeral.
    """

    low: Number
    high: Number
    step: Number

    @property
    def exact(self) -> bool:
        """Whether it says one number."""
        return self.step != 0


ZH_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_VAGUE = "几数"

_D = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_U = "十拾百佰千仟"

_TAIL = rf"[0-9{_D}][0-9〇零{_D}{_U}]{{0,10}}(?:万[0-9〇零{_D}{_U}]{{0,10}})?"
_RUN = rf"[〇零{_D}{_U}廿卅几数]"

_COUNTED = "人多少总次倍指件户"
_STRETCH = re.compile(rf"[0-9〇零{_D}{_U}廿卅几数万亿][0-9〇零{_D}{_U}廿卅几数万亿点.,]*")
"""A set first and nothing before it: scanning for it costs nearly nothing."""

ZH = re.compile(
    # Bounded everywhere: no input can make it run longer than its longest numeral.
    r"(?<![0-9])(?<![0-9]\.)(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?![0-9])"
    r"(?:\.[0-9]{1,6}(?![0-9]|\.[0-9])|(?!\.[0-9]))"
    rf"(?:(?:[几数]?[{_U}][万亿]{{0,2}}|[万亿]{{1,2}})(?:{_TAIL})?)?"
    rf"|[〇零{_D}十百]{{1,4}}点[{_D}〇零]{{1,4}}[{_U}]?[万亿]{{0,2}}"
    rf"|(?:[〇零{_D}{_U}万亿廿卅几]|(?<![{_COUNTED}])数)(?:[〇零{_D}{_U}廿卅几数万亿]{{0,20}})"
)
"""Where a Chinese or Arabic numeral may be; `parse_zh` says whether it is one."""

_MIXED = re.compile(
    rf"(?P<head>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}|[0-9]{{1,12}})(?:\.(?P<part>[0-9]{{1,6}}))?"
    rf"(?P<vague>[几数])?(?P<unit>[{_U}])?(?P<myriad>[万亿]{{1,2}})?"
)


def last_place(value: int) -> int:
    """Return the place of the last digit that is not zero; 1 for zero.

    Example:
        >>> last_place(1200), last_place(205), last_place(0)
        (100, 1, 1)
    """
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _scaled(whole: str, part: str | None, factor: int) -> tuple[Number, Number]:
    """Return the value and the step of an Arabic number times a factor."""
    digits = int(whole.replace(",", "") + (part or ""))
    scale = 10 ** len(part or "")
    if digits * factor % scale == 0:
        value = digits * factor // scale
        return value, last_place(value)
    return digits * factor / scale, factor / scale


def number(value: Number, step: Number | None = None) -> Numeral:
    """Return the numeral that says one number."""
    if step is None:
        step = last_place(value) if isinstance(value, int) else 1
    return Numeral(value, value, step)


@lru_cache(maxsize=4096)
def parse_zh(text: str) -> Numeral | None:
    """Return what a Chinese or mixed numeral says, None when it is no numeral.

    Reads 一千二百, 两千五 (2500), 三万六, 1.5万, 3千, 1亿2000万, 一点二亿, 〇, 廿, 卅, 壹贰叁,
    十几, 几十, 数百, 二三百, 三五千. Digits in a row (一九九七) are no quantity: see `digits_zh`.

    Args:
        text: The whole numeral, in `walkout.text.script.image` form.

    Example:
        >>> parse_zh("一千二百"), parse_zh("二三百")
        (Numeral(low=1200, high=1200, step=100), Numeral(low=200, high=300, step=0))
    """
    if not text:
        return None
    if text[0].isascii():
        return _parse_mixed(text)
    if "点" in text:
        return _parse_point(text)
    return _parse_han(text)


def _parse_mixed(text: str) -> Numeral | None:
    match = _MIXED.match(text)
    if not match:
        return None
    head, part, vague, unit, myriad = match.group("head", "part", "vague", "unit", "myriad")
    factor = _UNITS.get(unit or "", 1)
    for char in myriad or "":
        factor *= _MYRIADS[char]
    rest = text[match.end() :]
    if vague:
        # 20几 and 20几万: between this ten and the next.
        base = int(head.replace(",", ""))
        if part or rest or base % 10 or not base:
            return None
        return Numeral((base + 1) * factor, (base + 10) * factor - 1, 0)
    value, step = _scaled(head, part, factor)
    if not rest:
        return Numeral(value, value, step)
    return _with_rest(value, factor, rest)


def _with_rest(value: Number, factor: int, rest: str) -> Numeral | None:
    """Add what follows a myriad or a unit: 1亿2000万, 1万2千, 1万2 (12000)."""
    if factor == 1 or not isinstance(value, int):
        return None
    if len(rest) == 1 and (digit := _digit(rest)):
        return number(value + digit * factor // 10)
    if rest.isascii() and 10 ** len(rest) != factor:
        # 1万2000 is written so; 120万50 is two numbers that met.
        return None
    tail = parse_zh(rest)
    if tail is None or not tail.exact or not 0 < tail.low < factor:
        return None
    if not isinstance(tail.low, int):
        return None
    return number(value + tail.low)


def _digit(char: str) -> int:
    return int(char) if char.isascii() and char.isdigit() else ZH_DIGITS.get(char, 0)


def _parse_point(text: str) -> Numeral | None:
    whole, _, tail = text.partition("点")
    factor = 1
    while tail and (tail[-1] in _MYRIADS or tail[-1] in _UNITS):
        factor *= _MYRIADS.get(tail[-1]) or _UNITS[tail[-1]]
        tail = tail[:-1]
    head = _parse_han(whole)
    if head is None or not head.exact or not tail or any(c not in ZH_DIGITS for c in tail):
        return None
    part = "".join(str(ZH_DIGITS[char]) for char in tail)
    value, step = _scaled(str(head.low), part, factor)
    return Numeral(value, value, step)


@dataclass(slots=True)
class _Section:
    """A stretch of a numeral below one myriad, while it is read."""

    low: int = 0
    high: int = 0
    vague: bool = False
    unit: int = 10_000
    """Smallest unit so far; a unit must be smaller than those before it."""
    zero: bool = False
    filled: bool = False
    """几 or 数 stands before the unit: 数万 reaches to 99,999, while 二三万 stops at 30,000."""

    def add(self, low: int, high: int) -> None:
        self.low += low
        self.high += high
        self.vague = self.vague or low != high


def _parse_han(text: str) -> Numeral | None:
    if text in ("零", "〇"):
        return number(0)
    low = high = 0
    vague = False
    ceiling: int | None = None
    start = 0
    for place, char in enumerate(text):
        factor = _MYRIADS.get(char)
        if factor is None:
            continue
        if place == start:
            # 万 by itself is ten thousand (上万); 万亿 multiplies what stands before it.
            if start == 0:
                section: _Section | None = _Section(1, 1)
            elif ceiling == _MYRIADS["万"] and factor == _MYRIADS["亿"]:
                low, high = low * factor, high * factor
                start, ceiling = place + 1, factor
                continue
            else:
                return None
        else:
            section = _section(text[start:place], None)
        if section is None or (ceiling is not None and factor >= ceiling):
            return None
        low += section.low * factor
        high += section.high * factor + (factor - 1 if section.filled else 0)
        vague = vague or section.vague
        start, ceiling = place + 1, factor
    if start < len(text):
        section = _section(text[start:], ceiling)
        if section is None or (vague and start):
            return None
        low, high = low + section.low, high + section.high
        vague = vague or section.vague
    if vague:
        return Numeral(low, high, 0)
    return number(low) if low else None


_PAIRS = {"三五": (3, 5)}


def _section(text: str, ceiling: int | None) -> _Section | None:
    """Read a section; `ceiling` is the myriad before it, for 三万六 (36,000)."""
    if len(text) == 1 and ceiling and text in ZH_DIGITS and ZH_DIGITS[text]:
        value = ZH_DIGITS[text] * ceiling // 10
        return _Section(value, value)
    section = _Section()
    place = 0
    while place < len(text):
        char = text[place]
        if char in "零〇":
            if place == 0 and not ceiling:
                return None
            section.zero = True
            place += 1
            continue
        if char in "廿卅":
            if section.unit <= 10 or place:
                return None
            value = 20 if char == "廿" else 30
            section.add(value, value)
            section.unit, place = 10, place + 1
            continue
        taken = _group(text, place, section)
        if taken is None:
            return None
        place = taken
    return section if section.high else None


def _group(text: str, place: int, section: _Section) -> int | None:
    """Read digits and their unit from `place`; return where they end, None when they are none."""
    char = text[place]
    if char in _UNITS:
        # A unit without a digit: 十 anywhere (一百一十 aside), 百 and 千 only first (百余, 千人).
        if place and char not in "十拾":
            return None
        return _apply(section, 1, 1, _UNITS[char], place + 1)
    if char in _VAGUE:
        section.filled = True
        low, high, place = 2, 9, place + 1
        if place >= len(text) or text[place] not in _UNITS:
            # 十几 is 11-19, 几 alone 2-9.
            if section.high:
                low = 1
            return _apply(section, low, high, 1, place)
        unit = _UNITS[text[place]]
        if not section.high:
            return _apply(section, low * unit, 10 * unit - 1, unit, place + 1, scaled=True)
        return _apply(section, unit, 10 * unit - 1, unit, place + 1, scaled=True)
    if char not in ZH_DIGITS:
        return None
    low = high = ZH_DIGITS[char]
    place += 1
    if place < len(text) and text[place] in ZH_DIGITS and ZH_DIGITS[text[place]]:
        after = ZH_DIGITS[text[place]]
        if after != low + 1 and text[place - 1 : place + 1] not in _PAIRS:
            return None
        high = after
        place += 1
    if place < len(text) and text[place] in _UNITS:
        return _apply(section, low, high, _UNITS[text[place]], place + 1)
    if place < len(text) and text[place] in _VAGUE + "廿卅":
        return None
    if low == high and section.unit in (100, 1000) and not section.zero and section.high:
        # 两千五 is 2,500, 一百五 is 150.
        return _apply(section, low, high, section.unit // 10, place)
    return _apply(section, low, high, 1, place)


def _apply(
    section: _Section, low: int, high: int, unit: int, end: int, *, scaled: bool = False
) -> int | None:
    if unit >= section.unit or (section.vague and unit > 1):
        return None
    section.add(*((low, high) if scaled else (low * unit, high * unit)))
    section.unit = unit
    return end


def digits_zh(text: str) -> int | None:
    """Return the number that digits in a row write, as years are (二〇一八, 1997), else None.

    Example:
        >>> digits_zh("二〇一八"), digits_zh("九七"), digits_zh("十八")
        (2018, 97, None)
    """
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 12 else None
    value = 0
    for char in text[:12]:
        digit = int(char) if char.isascii() and char.isdigit() else ZH_DIGITS.get(char)
        if digit is None:
            return None
        value = value * 10 + digit
    return value if text else None


@dataclass(frozen=True, slots=True)
class Spot:
    """A numeral and where it stands in a text."""

    start: int
    end: int
    numeral: Numeral


@lru_cache(maxsize=2)
def find_zh(image: str) -> tuple[Spot, ...]:
    """Return the Chinese and Arabic numerals in an image, in reading order.

    The last image is remembered, since counts and money read the same one.

    Characters that only look like digits of one numeral (人数三百, 统一三百) are cut off
    its front.

    Example:
        >>> [spot.numeral.low for spot in find_zh("统一三百人, 1,200户")]
        [300, 1200]
    """
    spots = []
    for run in _STRETCH.finditer(image):
        start, end = run.span()
        if end - start == 1:
            if (numeral := parse_zh(run.group())) is not None and _stands_alone(image, start):
                spots.append(Spot(start, end, numeral))
            continue
        for match in ZH.finditer(image, start, end):
            start, end = match.span()
            for begin in range(start, min(start + 4, end)):
                if begin > start and image[begin - 1].isascii():
                    break
                if (numeral := parse_zh(image[begin:end])) is not None:
                    spots.append(Spot(begin, end, numeral))
                    break
    return tuple(spots)


def _stands_alone(image: str, place: int) -> bool:
    """Whether one character is a numeral here: not the 数 of 人数."""
    return image[place] != "数" or not place or image[place - 1] not in _COUNTED


_EN_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_EN_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
    "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9,
}  # fmt: skip
_EN_VAGUE = {
    "dozens": (20, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999),
    "tens of thousands": (20_000, 99_999), "hundreds of thousands": (200_000, 999_999),
    "millions": (2 * 10**6, 10**7 - 1), "tens of millions": (2 * 10**7, 10**8 - 1),
    "hundreds of millions": (2 * 10**8, 10**9 - 1), "tens": (20, 99),
}  # fmt: skip
"""DESIGN section 6 gives dozens and hundreds; the others follow them: from twice the unit up to
the next unit. A score is twenty."""

_ONE = "|".join(sorted(_EN_ONES, key=len, reverse=True))
_SCALE = "dozen|hundred|thousand|million|billion"

EN = re.compile(
    r"(?<![a-z0-9.$])(?:"
    r"(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|tens"
    rf"|(?:several|(?:a )?few|a couple(?: of)?|couple(?: of)?)(?: (?:{_SCALE})){{1,2}}"
    r"|several|a few|a couple(?: of)?|a handful"
    rf"|(?:half an?|one and a half|two and a half) (?:{_SCALE})"
    r"|(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?![0-9])"
    r"(?:\.[0-9]{1,6}(?!\.?[0-9])|(?!\.[0-9]))"
    rf"(?: ?(?:{_SCALE}|mln|mn|bn|k|m)(?![a-z0-9]))?(?: (?:{_SCALE})(?![a-z]))?"
    rf"|(?:an? (?={_SCALE})|(?={_ONE}))(?:{_ONE}|{_SCALE})"
    rf"(?:(?:[ -]|,? and ){{1}}(?:{_ONE}|{_SCALE})(?![a-z])){{0,10}}"
    r")(?![a-z])"
)
"""Where an English numeral may be; `parse_en` says whether it is one."""

_EN_DIGITS = re.compile(r"([0-9,]+)(?:\.([0-9]+))? ?([a-z]*) ?([a-z]*)")


@lru_cache(maxsize=4096)
def parse_en(text: str) -> Numeral | None:
    """Return what an English numeral says, None when it is no numeral.

    Reads 2,500, 1.5 million, 5k, two thousand five hundred, a dozen, half a million, several
    hundred, dozens, hundreds (200 to 999), thousands (2,000 to 9,999), tens of thousands.

    Args:
        text: The whole numeral, in `walkout.text.script.image` form.

    Example:
        >>> parse_en("two thousand five hundred"), parse_en("hundreds")
        (Numeral(low=2500, high=2500, step=100), Numeral(low=200, high=999, step=0))
    """
    if text in _EN_VAGUE:
        return Numeral(*_EN_VAGUE[text], 0)
    if text[:1].isdigit():
        match = _EN_DIGITS.fullmatch(text)
        if match is None:
            return None
        factor = _EN_SCALES.get(match[3], 1) * _EN_SCALES.get(match[4], 1)
        value, step = _scaled(match[1], match[2], factor)
        return Numeral(value, value, 12 if factor == 12 else step)
    return _parse_words(re.split(r"[ ,-]+", text))


_SOME = frozenset(("several", "few", "couple", "handful"))


def _parse_words(words: list[str]) -> Numeral | None:
    if _SOME.intersection(words):
        factor = 1
        for word in words:
            factor *= _EN_SCALES.get(word, 1)
        if "couple" in words:
            return number(2 * factor)
        if factor == 12:
            return Numeral(*_EN_VAGUE["dozens"], 0)
        return Numeral(2 * factor, 10 * factor - 1, 0)
    if "half" in words:
        factor = _EN_SCALES[words[-1]]
        whole = {"half": 0, "one": 1, "two": 2}[words[0]]
        return number(whole * factor + factor // 2)
    return _parse_cardinal(words)


def _parse_cardinal(words: list[str]) -> Numeral | None:
    total = section = last = last_scale = 0
    for word in words:
        if word == "and":
            if last < 100:
                return None
            continue
        if word in ("a", "an"):
            section = 1
            continue
        if (value := _EN_ONES.get(word)) is not None:
            # twenty five, but neither five twenty nor two three.
            if section % 100 and not (section % 100 >= 20 and section % 10 == 0 and 0 < value < 10):
                return None
            section, last = section + value, value
            continue
        scale = _EN_SCALES[word]
        if scale == 12:
            if word != words[-1]:
                return None
            return Numeral(max(section, 1) * 12, max(section, 1) * 12, 12)
        if not section:
            return None
        if scale == 100:
            if section >= 100:
                return None
            section *= 100
        else:
            if total and scale >= last_scale:
                return None
            total, section, last_scale = total + section * scale, 0, scale
        last = scale
    return number(total + section)


@lru_cache(maxsize=2)
def find_en(image: str) -> tuple[Spot, ...]:
    """Return the English and Arabic numerals in an image, in reading order.

    Example:
        >>> [spot.numeral.low for spot in find_en("some 2,500 workers and half a dozen drivers")]
        [2500, 6]
    """
    spots = []
    start = 0
    while match := EN.search(image, start):
        start, end = match.span()
        numeral = parse_en(image[start:end])
        while numeral is None and (end := max(image.rfind(" ", start, end), start)) > start:
            # "five and six" is two numerals; "five" is the first.
            numeral = parse_en(image[start:end])
        if numeral is not None:
            spots.append(Spot(start, end, numeral))
        start = max(end, start + 1)
    return tuple(spots)
