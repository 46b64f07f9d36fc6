"""What keeps other words from being read as places.

Two guards for Chinese. `cuts_words` asks a word list whether a name's borders run through words
(更新|和平台, 黄河|南岸). The cues ask what follows or stands before a name: a street, a dish, a
dialect, a bank; people from there; an employer named after it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from .names import names
from .units import read_rows, units

Cue = Literal["", "drop", "people", "organisation"]
"""What stands beside a name: nothing of note; the name is not a place here; it says where people
come from; it is a part of an organisation's name or says who owns it."""

_REACH = 4
"""Longest word, in characters, that is looked at across a border."""
_WINDOW = 6
"""So many characters beside a name, and whether there are more, decide; see `_crossed`."""
_NAME = 66
"""Weight of a name of the gazetteer beside the one in question."""
_PROVINCE = 112
_UNKNOWN = -10
"""Weight of a character that the list does not have."""
_TOTAL = 179
"""Ten times the natural logarithm of the word list's sum of frequencies (60 million)."""


@cache
def _listed() -> tuple[dict[str, int], frozenset[str]]:
    """Return the weight of each listed word, and all pairs of neighbours inside words.

    No word crosses a border between two characters that are no such pair.
    """
    weights: dict[str, int] = {}
    pairs: frozenset[str] = frozenset()
    for row in read_rows("words.tsv.gz"):
        weight, words = row.split("\t")
        if weight == "0":
            pairs = frozenset(words.split(" "))
        else:
            weights.update(dict.fromkeys(words.split(" "), int(weight)))
    # The neighbours of a name are often names: 内蒙古|包头 is no 蒙古包.
    for name in names().chinese():
        weights[name] = max(weights.get(name, 0), _NAME)
    for name in units().provinces():
        weights[name] = weights[name[:2]] = _PROVINCE
    return weights, pairs


def cuts_words(text: str, start: int, end: int, weight: int) -> bool:
    """Return whether reading ``text[start:end]`` as a name cuts likelier words in two.

    Args:
        text: The image.
        start: Where the name begins.
        end: Where it ends.
        weight: Ten times the natural logarithm of how often the name is meant by these
            characters, on the scale of the word list.
    """
    pairs = _listed()[1]
    if (
        not (start and text[start - 1 : start + 1] in pairs)
        and text[end - 1 : end + 1] not in pairs
    ):
        return False
    left = max(0, start - _WINDOW)
    return _cuts(text[left : end + _WINDOW], start - left, end - left, weight)


@lru_cache(maxsize=1 << 14)
def _cuts(text: str, start: int, end: int, weight: int) -> bool:
    """Tell `cuts_words` for the characters around a name: the same ones come again and again."""
    words, _ = _listed()
    if not _crossed(text, start, end, words):
        return False
    left, right = max(0, start - 5), min(len(text), end + 3)
    # Best way to each position, with the name kept whole and without that.
    free: list[int | None] = [None] * (right - left + 1)
    kept: list[int | None] = [None] * (right - left + 1)
    # The window's edge may run through a word: its first characters may be left unread.
    for skipped in range(min(2, start - left) + 1 if left else 1):
        free[skipped] = kept[skipped] = 0
    for here in range(left, right):
        a, b = free[here - left], kept[here - left]
        for length in range(1, min(_REACH + 1, right - here) + 1):
            there = here + length
            word = text[here:there]
            value = words.get(word)
            named = here == start and there == end
            if named:
                value = max(weight, value or 0)
            if value is None:
                if length > 1:
                    continue
                value = _UNKNOWN
            value -= _TOTAL
            slot = there - left
            if a is not None:
                best = free[slot]
                if best is None or a + value > best:
                    free[slot] = a + value
            inside = named or there <= start or here >= end
            if b is not None and inside:
                best = kept[slot]
                if best is None or b + value > best:
                    kept[slot] = b + value
    best, own = free[-1], kept[-1]
    return own is None or (best is not None and best > own)


def _crossed(text: str, start: int, end: int, words: dict[str, int]) -> bool:
    """Return whether any listed word runs over one of the borders."""
    size = len(text)
    for border in (start, end):
        for begin in range(max(0, border - 3), border):
            for stop in range(border + 1, min(size, begin + 6) + 1):
                if text[begin:stop] in words and not (begin >= start and stop <= end):
                    return True
    return False


_STREET = re.compile(
    r"(?:[东西南北中]|十?[一二三四五六七八九]|十)?(?:路(?![政桥段边局])|街(?!道)|大街|大道|巷|胡同)"
)
_NOT_A_PLACE = re.compile(
    r"话(?![说题费语音务剧])|菜(?![市场农贩刀])|料理|方言|口音|腔调|时间|烤鸭|拉面|米线|火锅(?!店)"
)
_DIRECTION = re.compile(r"[岸侧麓坡面](?!临|对|试|粉|包|料|议|积|馆|前|向)")
_OTHER_THING = re.compile(r"镇|乡(?![下亲里])|村|屯|湾|桥|门|新区|新城|湖|大桥")
"""After the stem of a county: the name is a town's, a bay's, another city's new area."""
_PEOPLE = re.compile(
    r"籍|人(?![民大力社员事才士口行保均寿气道工身流权])|老乡|同乡|民工|农民工|打工[仔妹者]|仔|佬|妹子"
    r"|老板|商人|媳妇"
)
_ORGANISATION = re.compile(
    r"银行|卫视|[日晚晨早时商]报|都市报|青年报|电视台|广播电台|证券|航空(?!港|城|路|工业)"
    r"|大众(?!在|都|们)|通用(?!的)|现代(?!化|的|人)|本田|奔驰|牌|[独合投出]资|资[企工]"
)
_FOREIGN = re.compile(
    r"企业|公司|品牌|客户|总部|股东|方(?!面|向|案|法|式)|大使馆|领事馆|政府|总统|媒体|记者"
)
_LEFT_PERSON = re.compile(r"孙$")

_EN_DROP = re.compile(
    r" (?:(?:east|west|north|south|middle) )?(?:road|rd|street|st|avenue|ave|boulevard|lane)\b"
    r"| hotel\b(?! (?:staff|workers|employees|maids|waiters|cleaners|chefs|cooks))"
    r"| (?:cuisine|dialect|opera|time|dollars?|duck|noodles)\b"
)
_EN_PEOPLE = re.compile(
    r" (?:natives?|people|migrants?(?! workers?'? (?:service|cent|document))|businessm[ae]n|boss)\b"
)
_SURNAME = re.compile(
    r"(?:^|[^A-Za-z'-])(?:Wang|Li|Zhang|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin"
    r"|Gao|Luo|Zheng|Liang|Xie|Song|Tang|Han|Feng|Deng|Cao|Peng|Zeng|Xiao|Tian|Dong|Pan|Yuan|Cai"
    r"|Jiang|Yu|Du|Ye|Cheng|Wei|Su|Lu|Ding|Ren|Yao|Shen|Zhong|Cui|Tan|Fan|Jin|Shi|Liao|Jia|Xia|Fu"
    r"|Fang|Zou|Xiong|Bai|Meng|Qin|Qiu|Hou|Xi|Shao|Hao|Mao|Gu|Lai|Kang|Yan|Yin|Qian|Hong|Gong|Mr"
    r"|Ms|Mrs|Dr)\.? $"
)
_EN_ORGANISATION = re.compile(
    r"(?:'s)?[- ](?:owned|funded|invested|listed|backed|financed|run|registered|style"
    r"|led(?! (?:factory|plant|light|lamp|screen|display|manufactur|maker|compan)))\b"
    r"| (?:daily|news|post|evening news|morning post|times|bank|university(?! (?:town|city))"
    r"|volkswagen|honda)\b"
    r"| (?:hyundai|general motors|stock exchange|securities|airlines|television|tv)\b"
)
_EN_LEFT = re.compile(r"(?:bank|university|institute|industries|airlines) of $")


def chinese_cue(
    text: str, start: int, end: int, *, bare: bool, foreign: bool, small: bool = False
) -> Cue:
    """Return what the words beside a Chinese name make of it.

    Args:
        text: The image.
        start: Where the name begins.
        end: Where it ends.
        bare: Whether the name has no suffix.
        foreign: Whether it names a country or a place abroad.
        small: Whether it names nothing larger than a county and stands alone.
    """
    if bare and small and _OTHER_THING.match(text, end):
        return "drop"
    if bare:
        if _NOT_A_PLACE.match(text, end) or _STREET.match(text, end):
            return "drop"
        if end - start == 2 and _DIRECTION.match(text, end) and text[end - 1] in "东西南北":
            return "drop"
        if start and _LEFT_PERSON.search(text, max(0, start - 1), start) and text[start] == "中":
            return "drop"
        if _ORGANISATION.match(text, end):
            return "organisation"
    if foreign and _FOREIGN.match(text, end):
        return "organisation"
    return "people" if _PEOPLE.match(text, end) else ""


def after_surname(original: str, start: int) -> bool:
    """Return whether a Chinese surname or a title stands before a name (Xi Jinping)."""
    return _SURNAME.search(original, max(0, start - 10), start) is not None


def english_cue(text: str, start: int, end: int) -> Cue:
    """Return what the words beside an English name make of it."""
    if _EN_DROP.match(text, end):
        return "drop"
    if _EN_ORGANISATION.match(text, end) or _EN_LEFT.search(text, max(0, start - 16), start):
        return "organisation"
    return "people" if _EN_PEOPLE.match(text, end) else ""
