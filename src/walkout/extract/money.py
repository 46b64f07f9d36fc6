"""Sums of money, in Chinese and English, with who gets them and months of pay."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from walkout.extract import counts_en, counts_zh
from walkout.extract.counts import Bound, bounded, in_english
from walkout.extract.found import Found
from walkout.model.values import Money
from walkout.text.numerals import Numeral, Spot, find_en, find_zh, parse_en, parse_zh
from walkout.text.patterns import alternation
from walkout.text.script import image as image_of

Rate = Literal["hour", "day", "week", "month", "year", "piece"]

UNKNOWN_CURRENCY = "XXX"
"""ISO 4217's code for no currency: months of pay and formulas are in none."""


@dataclass(frozen=True, slots=True)
class FoundMoney(Found[Money]):
    """A sum of money in a text.

    A sum told only in months of pay (欠薪三个月) has ``value.months`` and a sum open from 0 in
    currency ``XXX``, the ISO 4217 code for none; so has a sum told only as a formula.

    Args:
        formula: Severance formula, upper case without spaces (``N+1``, ``2N``); None otherwise.
        rate: Time or unit of work for which the sum is paid; None for a sum once.
    """

    formula: str | None = None
    rate: Rate | None = None


_CURRENCIES = {
    "CNY": "元 圆 块 块钱 元人民币 人民币 人民币元 元整 块人民币 rmb yuan renminbi cny kuai "
    "chinese_yuan ¥",
    "HKD": "港元 港币 元港币 港纸 hkd hk$ hong_kong_dollar hong_kong_dollars hk_dollars",
    "USD": "美元 美金 元美金 usd us$ $ dollar dollars us_dollar us_dollars",
    "TWD": "台币 新台币 元新台币 元台币 nt$ twd nt_dollars",
    "EUR": "欧元 € euro euros eur",
    "GBP": "英镑 £ pounds gbp pounds_sterling",
    "JPY": "日元 日圆 yen jpy",
    "KRW": "韩元 won krw",
    "SGD": "新加坡元 新元 s$ sgd",
    "MOP": "澳门元 澳门币 葡币 patacas",
    "VND": "越南盾 dong",
    "INR": "印度卢比 rupees rs",
    "BDT": "taka",
    "ZAR": "兰特 rand",
}
_CURRENCY = {
    word.replace("_", " "): code for code, words in _CURRENCIES.items() for word in words.split()
}
_BEFORE = re.compile(
    r"(?P<currency>人民币|港币|港元|美元|美金|新台币|台币|欧元|英镑|us[$]|hk[$]|nt[$]"
    r"|(?<![a-z])rmb|[¥$€£]) ?$"
)
_HAN_UNIT = alternation(word for word in _CURRENCY if not word[0].isascii())
_AFTER = re.compile(
    r"(?P<more>多|余|来)?(?P<scale>[十百千万亿]{1,2})?(?P<more2>多|余)?"
    rf"(?: ?(?P<currency>(?!元[旦月件老素帅首宵勋凶里]"
    rf"|块[地牌石砖玻布板木表匾儿头])(?:{_HAN_UNIT}|rmb|yuan))|(?P<none>))"
)
_DEBT = (
    "工资|薪|欠|赔|补偿|货款|债|社保|公积金|罚|奖金|经济|抚恤|安家费|资金|工程款|款|押金|损失|丧葬|养老|转让|资产|"
    "投资|保证金|集资|医药费|费用|价值|营业额"
)
_MONEY_NEAR = re.compile(f"(?:{_DEBT})")
_BARE_END = re.compile(rf"(?=[,。;!?、)\n ]|$|的?(?:{_DEBT})|才|就|给|左右|以上)")
_EACH_BEFORE = re.compile(
    r"(?:每人|人均|平均每人|每位|每名|每个人|每个(?:工人|员工|职工)|每户|每家|每辆车|一人)[^,。;!?\n0-9]{0,8}$"
)
_EACH_AFTER = re.compile(r"(?:/|每|一) ?(?:个?人|位|名|户)(?!月)|不等?每人")
_RATE_BEFORE = re.compile(
    r"(?:(?P<month>每个?月|月薪|月工资|月收入|底薪|基本工资|月均|月入|最低工资|退休金|养老金|工资标准)|(?P<hour>每小时|时薪|每个小时)"
    r"|(?P<day>每天|日薪|每日|日工资|一天)|(?P<year>每年|年薪|年终奖|年收入)|(?P<piece>每件|每单|一单|计件|每公里|每吨))"
    r"[^,。;!?\n0-9]{0,7}$"
)
_RATE_AFTER = re.compile(
    r"(?:/|每|一|/每) ?(?:(?P<month>个?月)|(?P<hour>个?(?:小时|钟头))|(?P<day>[天日])"
    r"|(?P<year>年)|(?P<piece>[件单]))"
)
_SUFFIX = re.compile(r"(?P<least>以上|或以上)|(?P<most>以下|以内)|(?P<about>左右|上下|不等)")
_TO = re.compile(r"(?:多|余)?(?:万|亿)?(?:元|块)? ?(?:-{1,2}|~|至|到) ?")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_NUM = "[0-9一二两三四五六七八九十几数]{1,3}"
_LATE = (
    "欠薪|拖欠|欠发|欠下|欠|未发|没发|没有发|停发|不发|未付|没拿到|未支付|没有支付|未领|没领"
    "|无薪|发不出|克扣"
)
_PAY = "工资|薪水|薪资|薪金|欠薪|工钱|薪酬|薪|生活费|退休金|养老金"
_OWED = re.compile("[薪资钱]|拖欠|退休金|养老金|生活费")
_MONTHS = re.compile(
    rf"(?P<late>(?:{_LATE})[^,。;!?\n0-9]{{0,9}}?)?"
    rf"(?P<span>(?P<half>半年)|(?P<n>{_NUM})(?P<more>多)?(?P<unit>个(?P<more2>多|半)?月|年)(?P<more3>多|余|以上|之久|有余)?)"
    rf"(?P<pay>(?:的|左右|都|还|仍|均|以来)?(?:{_LATE})?(?:[^,。;!?\n0-9]{{0,4}}?)(?:{_PAY}))?"
)
_SPAN = re.compile(r"[半0-9一二两三四五六七八九十几数]多?(?:个[多半]?月|年)")
"""Without such a length of time no months of pay are told; fast to look for."""
_FORMULA = re.compile(r"(?<![a-z0-9+])(?:[0-9]{0,2}n ?\+ ?[0-9]{1,2}|[2-9]n)(?![a-z0-9+])")

_PREFIXED = re.compile(
    r"(?P<currency>(?<![a-z])(?:us ?[$]|hk ?[$]|nt ?[$]|s[$]|rmb|cny|usd|hkd|eur|gbp)|[$¥€£]) ?"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?![0-9])(?:\.[0-9]{1,4})?"
    r"(?: ?(?:hundred|thousand|million|billion|mln|mn|bn|k|m)(?![a-z]))?)"
)
_LATIN_UNIT = alternation(
    word for word in _CURRENCY if word[0].isascii() and word[0].isalpha() and word[-1] != "$"
)
_SUFFIXED = re.compile(
    rf"(?P<more>\+| or more|-plus| or so)?(?: of| in)?[ -]?(?P<currency>{_LATIN_UNIT})(?![a-z])"
)
_EACH_AFTER_EN = re.compile(
    r",? (?:each(?! (?:month|day|week|year|hour))|apiece|a head"
    r"|(?:per|for each|to each|for every|for each of the) (?:person|worker|employee|head|family"
    r"|household|driver|capita|teacher|member))(?![a-z])"
)
_EACH_BEFORE_EN = re.compile(
    r"(?<![a-z])(?:each|every)(?: (?:worker|employee|person|driver|teacher|family|household|one"
    r"|of them|of the workers))?(?: [a-z]+){0,3} ?$"
)
_RATE_AFTER_EN = re.compile(
    r"(?: |-|/)(?:(?:a|per|an|each|every)[ -])?(?:(?P<month>month(?:ly)?)|(?P<hour>hour(?:ly)?)"
    r"|(?P<day>day|daily)|(?P<week>week(?:ly)?)"
    r"|(?P<year>year(?:ly)?|annum|annually)|(?P<piece>piece|trip|order|delivery|parcel|package))(?![a-z'])"
)
_RATE_BEFORE_EN = re.compile(
    r"(?<![a-z])(?:(?P<month>monthly)|(?P<hour>hourly)|(?P<day>daily)|(?P<year>annual|yearly)) "
    r"(?:[a-z]+ ){0,4}$"
)
_EN_MONTH = (
    r"(?:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|eighteen|several|half an?)"
)
_WAGES = r"(?:wages?|salary|salaries|pay(?:ments?)?|back pay|pension payments)"
_MONTHS_EN = re.compile(
    rf"(?P<owed>(?<![a-z])(?:unpaid|not (?:been )?paid|owed|in arrears|wages?|salary|salaries"
    rf"|without pay)"
    rf"(?: (?:any|their|in|wages?|salary|salaries|pay|unpaid|owed|not|paid|been|workers|them|had"
    rf"|have|were|withheld|of)){{0,5}}?"
    rf" (?:for |since )?)?(?<![a-z0-9.$-])(?P<bound>(?:more than|over|at least|up to|nearly"
    rf"|almost|about|some|the past|the last) )?"
    rf"(?P<n>{_EN_MONTH})[ -](?P<unit>months?|years?)(?:'s|')?"
    rf"(?P<pay>(?: of| in| worth of)?(?: (?:unpaid|back|overdue|their|owed|outstanding|basic|full"
    rf"|the)){{0,2}} {_WAGES}(?![a-z]))?"
)


def find_money(text: str, *, image: str | None = None, language: str = "mixed") -> list[FoundMoney]:
    """Return the sums of money in a text, in reading order, spans not overlapping.

    A sum without its currency (拖欠120万) is read where wages, debts or the like stand by it, and
    is then in yuan. 元 is CNY, ``$`` is USD where nothing says otherwise.

    Args:
        text: The reading, or a passage of it.
        image: Its `walkout.text.script.image` when the caller has it already.
        language: Language of the text; ``zh-*`` and ``en`` save the other's rules.

    Example:
        >>> found = find_money("赔偿1.2亿元, US$ 3.5 million")
        >>> [(one.value.low, one.value.currency) for one in found]
        [(120000000, 'CNY'), (3500000, 'USD')]
    """
    folded = image_of(text) if image is None else image
    found: list[FoundMoney] = []
    if language != "en" and _TRIGGER.search(folded):
        found.extend(_zh(text, folded))
    if in_english(folded, language) or (language == "mixed" and _SIGN.search(folded)):
        found.extend(_en(text, folded))
    if "n" in folded:
        found.extend(_formulas(text, folded))
    return _apart(found)


_SIGN = re.compile("[$¥€£]")
_TRIGGER = re.compile("[元块圆币镑盾¥$€£万亿薪资钱]|yuan|rmb|美金|港纸|拖欠|退休金|养老金|生活费")
"""Without these no Chinese sum is there; most posts have none."""


def _apart(found: list[FoundMoney]) -> list[FoundMoney]:
    """In reading order; of two that overlap the longer, of two readings the one that says more."""
    if len(found) < 2:
        return found
    kept: list[FoundMoney] = []
    for sum_ in sorted(found, key=lambda s: (s.start, -s.end)):
        if kept and sum_.start < kept[-1].end:
            gain = (sum_.end - sum_.start) - (kept[-1].end - kept[-1].start)
            if gain > 0 or (not gain and (sum_.rate or sum_.value.per == "person")):
                kept[-1] = sum_
            continue
        kept.append(sum_)
    return kept


def _sum(
    text: str, start: int, end: int, numeral: Numeral, bound: Bound, currency: str, *,
    about: bool, each: bool, rate: Rate | None,
) -> FoundMoney:  # fmt: skip
    low, high = bounded(numeral, bound)
    if bound == "exact":
        low, high = math.floor(numeral.low), math.ceil(numeral.high)
    elif bound == "near":
        low = math.floor(numeral.low * 9 / 10) if isinstance(numeral.low, float) else low
    value = Money(
        low, high, currency, text[start:end], "person" if each else "total", approximate=about
    )
    return FoundMoney(start, end, value, rate=rate)


def _rate(*matches: re.Match[str] | None) -> Rate | None:
    for match in matches:
        if match is not None:
            return match.lastgroup  # type: ignore[return-value]
    return None


def _zh(text: str, image: str) -> Iterator[FoundMoney]:
    spots = find_zh(image)
    taken = 0
    for place, spot in enumerate(spots):
        if spot.start < taken:
            continue
        found = None
        if place + 1 < len(spots) and (wide := _range(image, spot, spots[place + 1])):
            found = _read_zh(text, image, wide)
        found = found or _read_zh(text, image, spot)
        if found is not None:
            taken = found.end
            yield found
    if _OWED.search(image) and _SPAN.search(image):
        yield from _months_zh(text, image)


def _range(image: str, first: Spot, second: Spot) -> Spot | None:
    if second.start - first.end > 5 or not _TO.fullmatch(image, first.end, second.start):
        return None
    low, high = first.numeral.low, second.numeral.high
    after = _AFTER.match(image, second.end)
    scale = _factor((after["scale"] or "") if after else "")
    between = image[first.end : second.start]
    if "万" in between:
        low *= 10**4
        high *= 1 if image[second.end - 1] == "万" else scale
        return (
            Spot(first.start, second.end, Numeral(low, high, 0))
            if low < high and scale == 1
            else None
        )
    unit = _SCALES.get(image[second.end - 1], 1)
    if low < 100 <= unit and low * unit < high:
        low *= unit
    return Spot(first.start, second.end, Numeral(low, high, 0)) if low < high else None


def _factor(scale: str) -> int:
    factor = 1
    for char in scale:
        factor *= _SCALES[char]
    return factor


def _read_zh(text: str, image: str, spot: Spot) -> FoundMoney | None:
    after = _AFTER.match(image, spot.end)
    if after is None:
        return None
    scale = after["scale"] or ""
    if (
        after["currency"] is None
        and not _in_myriads(image, spot, scale)
        and not _signed(image, spot)
    ):
        return None  # Most numbers: nothing near them says money.
    factor = _factor(scale)
    numeral = spot.numeral
    if factor > 1:
        numeral = Numeral(numeral.low * factor, numeral.high * factor, numeral.step * factor)
    more = after["more"] or after["more2"]
    start, bound, about = counts_zh.bounding(image, spot)
    window = image[max(0, start - 14) : start]
    sign = _BEFORE.search(window)
    unit = after["currency"]
    if sign is not None and unit in ("元", "块", "圆", None):
        # 港币5000元: what stands before says which.
        unit = sign["currency"]
    if unit is None and not _is_sum(image, spot, after, window):
        return None
    code = _CURRENCY[unit] if unit else "CNY"
    end = after.end()
    if sign:
        start -= len(window) - sign.start()
        if bound is None and not about:
            # The bounding words may stand before the sign: 约人民币300元.
            start, bound, about = counts_zh.bounding(image, Spot(start, end, numeral))
    if suffix := _SUFFIX.match(image, end):
        end = suffix.end()
        bound = "least" if suffix["least"] else "most" if suffix["most"] else bound
        about = about or bool(suffix["about"])
    if more == "来":
        about = True
    elif more and bound is None:
        bound = "over"
    each = bool(_EACH_BEFORE.search(window) or _EACH_AFTER.match(image, end))
    rate = _rate(_RATE_AFTER.match(image, end), _RATE_BEFORE.search(window))
    return _sum(
        text, start, end, numeral, bound or "exact", code, about=about, each=each, rate=rate
    )


_MARK = re.compile("[币元金镑¥$€£]|rmb")
"""Last characters of the currencies that may stand before a number."""


def _signed(image: str, spot: Spot) -> bool:
    """Whether a currency may stand before a number, a bounding word between: 约人民币300."""
    return _MARK.search(image, max(0, spot.start - 20), spot.start) is not None


def _in_myriads(image: str, spot: Spot, scale: str) -> bool:
    return scale.endswith(("万", "亿")) or image[spot.end - 1] in "万亿"


def _is_sum(image: str, spot: Spot, after: re.Match[str], window: str) -> bool:
    """Whether a number in 万 or 亿 without a currency is money: 拖欠120万, 1.2亿的欠薪."""
    if image[spot.start] in "万亿":
        return False
    if not _in_myriads(image, spot, after["scale"] or ""):
        return False
    if not _BARE_END.match(image, after.end()):
        return False
    tail = image[after.end() : after.end() + 6]
    return bool(_MONEY_NEAR.search(window) or re.match(f"的?.{{0,2}}(?:{_DEBT})", tail))


def _months_zh(text: str, image: str) -> Iterator[FoundMoney]:
    for match in _MONTHS.finditer(image):
        if not match["late"] and not match["pay"]:
            continue
        if match["half"]:
            low = high = 6
        else:
            numeral = parse_zh(match["n"])
            if numeral is None or numeral.high > 120:
                continue
            factor = 12 if match["unit"] == "年" else 1
            low, high = int(numeral.low * factor), int(numeral.high * factor)
            if factor == 12 and low > 10 * 12:
                continue
        more = match["more"] or match["more2"] or match["more3"]
        value = Money(
            0, None, UNKNOWN_CURRENCY, text[match.start() : match.end()], months=low,
            approximate=bool(more) or low != high,
        )  # fmt: skip
        yield FoundMoney(match.start(), match.end(), value)


def _formulas(text: str, image: str) -> Iterator[FoundMoney]:
    for match in _FORMULA.finditer(image):
        words = text[match.start() : match.end()]
        yield FoundMoney(
            match.start(), match.end(), Money(0, None, UNKNOWN_CURRENCY, words),
            formula=match.group().replace(" ", "").upper(),
        )  # fmt: skip


_MARK_EN = re.compile("[$¥€£]|rmb|cny|usd|hkd|eur|gbp")
_UNIT_EN = re.compile(
    "yuan|rmb|renminbi|cny|kuai|hkd|dollar|usd|twd|euro|pounds|gbp|yen|jpy|won|krw|sgd|patacas|dong|rupees"
    "|taka|rand|eur"
)
"""Without these no English sum is there; literals only, which is fast to look for."""


def _en(text: str, image: str) -> Iterator[FoundMoney]:
    if _MARK_EN.search(image):
        for match in _PREFIXED.finditer(image):
            numeral = parse_en(match["number"])
            if numeral is not None:
                code = _CURRENCY[match["currency"].replace(" ", "")]
                spot = Spot(match.start(), match.end(), numeral)
                yield _read_en(text, image, spot, code, None)
    if _UNIT_EN.search(image):
        spots = find_en(image)
        for place, spot in enumerate(spots):
            after = _SUFFIXED.match(image, spot.end)
            if after is None:
                continue
            wide = counts_en.joined(image, spots[place - 1], spot) if place else None
            code = _CURRENCY[after["currency"]]
            whole = wide or spot
            found = Spot(whole.start, after.end(), whole.numeral)
            yield _read_en(text, image, found, code, after["more"])
    if "month" in image or "year" in image:
        yield from _months_en(text, image)


def _read_en(text: str, image: str, spot: Spot, code: str, more: str | None) -> FoundMoney:
    start, bound, about = counts_en.bounding(image, spot)
    end = spot.end
    if more == " or more":
        bound = "least"
    elif more == " or so":
        about = True
    elif more:
        bound = "over"
    head = image[max(0, start - 50) : start]
    each = bool(_EACH_AFTER_EN.match(image, end) or _EACH_BEFORE_EN.search(head))
    rate = _rate(_RATE_AFTER_EN.match(image, end), _RATE_BEFORE_EN.search(head))
    return _sum(
        text, start, end, spot.numeral, bound or "exact", code, about=about, each=each, rate=rate
    )


def _months_en(text: str, image: str) -> Iterator[FoundMoney]:
    for match in _MONTHS_EN.finditer(image):
        if not match["owed"] and not match["pay"]:
            continue
        words = match["n"]
        factor = 12 if match["unit"].startswith("year") else 1
        if words.startswith("half"):
            months = factor // 2
        elif words in ("a", "an"):
            months = factor
        else:
            numeral = parse_en(words)
            if numeral is None:
                continue
            months = int(numeral.low) * factor
        if not months:
            continue
        value = Money(
            0, None, UNKNOWN_CURRENCY, text[match.start() : match.end()], months=months,
            approximate=bool(match["bound"]) or words == "several",
        )  # fmt: skip
        yield FoundMoney(match.start(), match.end(), value)
