"""Dates in Chinese words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from walkout.extract.dates import Form, FoundDate, apart
from walkout.extract.feasts_zh import feasts
from walkout.extract.relative_zh import relative
from walkout.extract.roles_zh import ENDINGS, YEAR_ENDINGS, dated, number
from walkout.extract.when import (
    Calendar,
    DayOfMonth,
    Decade,
    MonthFrom,
    MonthPart,
    When,
    YearPart,
    is_day,
)
from walkout.text.numerals import digits_zh

_N = "一二三四五六七八九"
_MONTH = rf"1[0-2]|0?[1-9]|十[一二]?|[{_N}]"
_DAY = rf"3[01]|[12][0-9]|0?[1-9]|三十一?|二十[{_N}]?|十[{_N}]?|廿[{_N}]?|卅一?|[{_N}]"
_TO = r" ?(?:至|到|-{1,2}|~|—) ?"
_BUILDING = (
    r"线|楼|机|院|门|店|厂|车|房|公路|文件|令|仓|称|码|召|角|志|矿|井|桥|工地|地块|宿舍"
    r"|航站|馆|员|选|栋|厅|台|库|公|码头|人物|出口"
)

_CALENDAR = re.compile(
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}}|(?:一九|二[〇零])[〇零{_N}]{{2}})"
    rf"(?: ?年(?:度(?!假))?|(?={_TO}(?:19|20)[0-9]{{2}} ?年))"
    rf"|(?P<short>[0-9]{{2}}|[〇零{_N}]{{2}}) ?年(?!代|来|前|后|多|余|间|内|之|工龄|以|级|的?时间"
    rf"|左右|期|老|度|有|了|没)"
    r"|(?P<from>大前|今|去|前|明|本|同|当|该|次|翌)年(?!级|龄|轻|代|青|少|间|纪|会|关|货|度|轮|前|后|来|薪|终奖|产|满))?"
    rf"(?: ?的?(?:(?P<month>{_MONTH}) ?(?:月(?:份)?|(?=(?:{_TO}|、)(?:{_MONTH}) ?月))"
    r"|(?P<month_from>上个?|本|这个?|当|同|该|下个?|次)月(?:份)?))?"
    r"(?: ?的?(?:(?P<part>上旬|中旬|下旬|上半月|下半月|初(?![一二三四五六七八九十])|底|末"
    r"|中(?![国秋午央心学小部东医铁建石共])|月初|月底|月末)"
    r"|年?(?P<year_part>初|底|末|中(?![国秋午央心学小部东医铁建石共期])|上半年|下半年|第?[一二三四1-4]季度"
    r"|春(?![节运晚游招耕])|夏(?![令利])|秋(?![后])|冬(?!奥|至))(?:天|季)?"
    rf"|(?P<day>{_DAY}) ?(?:日(?!报(?![道告案警称导])|[本元韩])|号(?!{_BUILDING}))"
    rf"|(?P<day_to>{_DAY})(?=(?:{_TO}|、)(?:{_DAY}) ?[日号])"
    r"|(?P<day_bare>3[01]|[12][0-9]|0?[1-9])(?![0-9.,:%人名个多余年月周岁点时分元万千百家户位次天~/\\-])))?"
)
_HINT = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅][0-9〇零一二三四五六七八九十]{0,3}"
    r"(?: ?[年月日号]| ?[-~至到、] ?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3}) ?[年月日号])"
)
_HINT_FROM = re.compile(
    "今年|去年|前年|大前年|明年|本年|同年|当年|该年|次年|翌年|上月|上个月|本月|这月|这个月|当月|同月|该月|下月|下个月|次月"
)
"""Where a calendar date may begin: with a number, or with a word for its year or month."""

_ISO = re.compile(
    r"(?<![0-9a-z/_.-])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])"
    r"(?:(?P=sep)(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9])(?![/_-][a-z0-9])|(?<=[-/]0[1-9]|[-/]1[0-2])(?![0-9./-]))"
)
_NAMED = re.compile(
    r"(?<![0-9.])(?P<month>1[0-2]|0?[1-9])[.·](?P<day>[0-3]?[0-9])(?![0-9.])"
    r"\"?(?:事件|大?抓捕|大?罢工|维权|行动|清场|惨案|大?爆炸|火灾|事故|特大|工潮|案|大逮捕|镇压|声援|运动)"
)
_DOTTED = re.compile(
    r"(?:(?<=[\s,。;!?:、\"()#在于从自])|^)(?P<month>1[0-2]|0?[1-9])[./·]"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
    r"(?:[日号]|(?![0-9.%])(?= ?(?:上午|下午|早|晚|凌晨|中午|起|开始"
    r"|[\u4e00-\u9fff]{2,8}(?:罢|停|聚|抗|讨|堵|维|游|静)))"
    r"(?! ?[元万亿度公米吨倍级岁折分秒个名人版期点比亩斤块美港%]))"
)
_COMPACT = re.compile(
    r"(?<![0-9a-z])(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?=[日，,。、:]?\s?[\u4e00-\u9fff])"
)
_MINGUO = re.compile(
    r"(?:民国(?P<year>[0-9]{2,3})|(?<![0-9第])(?P<bare>1[01][0-9]))年(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号])?"
)
"""Years of the Republic, as in Taiwan: 105年 is 2016."""

_DECADE = re.compile(
    r"(?P<century>上个?世纪|20世纪|二十世纪|本世纪|21世纪|二十一世纪)?"
    r"(?P<decade>(?:(?:19|20)?[0-9]|一九[一二三四五六七八九]|[二三四五六七八九])[0〇零十])年代(?P<part>初期?|早期|前期|中期?|中后期|末期?|后期|晚期)?"
)
_QUARTERS: dict[str, YearPart] = {
    "一": "q1", "二": "q2", "三": "q3", "四": "q4", "1": "q1", "2": "q2", "3": "q3", "4": "q4",
}  # fmt: skip
_YEARS_FROM = {"今": 0, "本": 0, "去": -1, "前": -2, "大前": -3, "明": 1}
_YEARS_TOLD = {"同": 0, "当": 0, "该": 0, "次": 1, "翌": 1}
_MONTHS_FROM = {"上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1}
_MONTHS_TOLD = {"当": 0, "同": 0, "该": 0, "次": 1}

_PAY = re.compile(r"(?:的|全月|当月)?(?:工资|薪|奖金|社保|工钱|加班费|绩效|款)")
"""5月份工资 names what is owed, not when something happened."""

_AGE = re.compile("(?:才|已|刚|快|仅)?[0-9一二三四五六七八九十]{1,4}(?:多)?岁")
_JOIN = re.compile(_TO)
_LIST = re.compile("、")
"""Joins numbers that share their unit: 24、25日."""


def find(text: str, image: str) -> list[FoundDate]:
    """Return what Chinese words say of time, unresolved; see `walkout.extract.dates.find_dates`."""
    found = relative(image)
    for hints, sign in ((_HINT, _NUMBERED), (_HINT_FROM, _MONTHS_OR_YEARS)):
        if sign.search(image) is None:
            continue
        taken = 0
        for hint in hints.finditer(image):
            start = hint.start()
            if start >= taken and (one := _calendar(image, start)):
                found.append(one)
                taken = one.end
    if _DIGIT.search(image):
        found.extend(_numeric(image))
    if _EIGHT.search(image):
        found.extend(_whole(image, _COMPACT, 0))
    if "年" in image and _REPUBLIC.search(image):
        found.extend(_whole(image, _MINGUO, 1911))
    if "年代" in image:
        found.extend(_decades(image))
    found.extend(feasts(image))
    return apart(found)


_NUMBERED = re.compile("[年月日号]")
_MONTHS_OR_YEARS = re.compile("[年月]")
"""Signs without which no hint stands: looked for first, since that is many times faster."""
_DIGIT = re.compile("[0-9][-/.·][0-9]")
_EIGHT = re.compile("(?:19|20)[0-9]{6}")
_REPUBLIC = re.compile("民国[0-9]|1[01][0-9]年")


def _whole(image: str, pattern: re.Pattern[str], add: int) -> list[FoundDate]:
    """Read dates that hold their year: 20150304, and 民国105年10月18日 with 1911 added."""
    found = []
    for match in pattern.finditer(image):
        groups = match.groupdict()
        year = int(groups["year"] or groups.get("bare") or 0) + add
        day = int(match["day"]) if match["day"] else None
        if is_day(int(match["month"]), day, year):
            when = Calendar(year, month=int(match["month"]), day=day)
            found.append(dated(image, match.start(), match.end(), when, "absolute"))
    return found


def _calendar(image: str, start: int) -> FoundDate | None:
    """Read a calendar date, and the range that it begins."""
    match = _CALENDAR.match(image, start)
    if match is None or match.end() == start:
        return None
    read = _read(image, match)
    if read is None:
        return None
    when, form, said = read
    end = match.end()
    join = None
    if image[end : end + 1] in _JOIN_STARTS:
        join = _JOIN.match(image, end) or (_LIST.match(image, end) if said.open else None)
    if join:
        second = _CALENDAR.match(image, join.end())
        if second and second.end() > join.end() and (last := _read(image, second, joined=True)):
            return dated(image, start, second.end(), when, form, last[0])
    if said.open:
        # A number that only the end of a range would have made a date.
        return None
    if said.kind in ("month", "months", "year") and _PAY.match(image, end):
        return None
    if said.kind == "year" and _AGE.match(image, end):
        return None
    return dated(image, start, end, when, form)


_JOIN_STARTS = frozenset(" 至到-~—、")


class _Said(NamedTuple):
    """What the groups of the calendar pattern say by themselves.

    Args:
        when: The date.
        form: What it rests on.
        kind: Which checks its surroundings still need: a day, a month, a short year alone.
        open: The last number lacks its unit, as in the 20 of 20-27日.
    """

    when: When
    form: Form
    kind: Literal["whole", "day", "month", "months", "year", "short"]
    open: bool = False


@lru_cache(maxsize=8192)
def _said(groups: tuple[str | None, ...], end: str) -> _Said | None:
    """Read the groups of the calendar pattern; `end` is the last character of the match."""
    (
        year,
        short,
        since,
        month_words,
        month_from,
        part_words,
        year_ending,
        day_words,
        day_to,
        bare,
    ) = groups
    stated = digits_zh(year) if year else _short_year(short) if short else None
    if short and stated is None:
        return None
    told = since in _YEARS_TOLD
    offset = _YEARS_TOLD.get(since or "", _YEARS_FROM.get(since or ""))
    dated = stated is not None or offset is not None
    month = number(month_words) if month_words else None
    words = day_words or day_to or bare
    day = number(words) if words else None
    if bare and (month is None or not year):
        # 2018年7月27 is a date, 7月27 mostly not.
        return None
    part = ENDINGS[part_words] if part_words else None
    year_part: YearPart | None = None
    ending = year_ending
    if part_words in ("初", "底", "末", "中") and month is None and not month_from:
        part, ending = None, part_words
    if month_from:
        if dated:
            return None
        return _month_from(month_from, day, part or ENDINGS.get(year_ending or ""))
    if ending:
        if month is not None or not dated:
            return None
        quarter = next((char for char in ending if char in _QUARTERS), None)
        year_part = _QUARTERS[quarter] if quarter else YEAR_ENDINGS[ending]
    if month is None and not dated:
        if day is None or not 1 <= day <= 31:
            return None
        return _Said(DayOfMonth(day), "partial", "day", day_to is not None)
    if month is None and (day is not None or part is not None):
        return None
    if month is not None and not is_day(month, day, stated):
        return None
    form: Form = "absolute"
    if stated is None:
        form = "partial" if offset is None else "anaphoric" if told else "relative"
    when = Calendar(stated, offset, "anchor" if told else "published", month, day, part, year_part)
    kind: Literal["whole", "month", "months", "year", "short"] = "whole"
    is_open = day_to is not None
    if day is None and part is None and year_part is None:
        kind = "year" if month is None else "months" if dated else "month"
        is_open = end not in "月份年度"
        if short and month is None:
            kind = "short"
    return _Said(when, form, kind, is_open)


def _short_year(words: str) -> int | None:
    value = digits_zh(words)
    return None if value is None else value + (1900 if value >= 50 else 2000)


def _read(
    image: str, match: re.Match[str], *, joined: bool = False
) -> tuple[When, Form, _Said] | None:
    """Return what a match says here, None where its surroundings make it something else."""
    said = _said(match.groups(), image[match.end() - 1])
    if said is None:
        return None
    if match["short"] and not _is_short_year(image, match, alone=said.kind == "short"):
        return None
    if said.kind == "day" and not joined and not _day_alone(image, match):
        return None
    if said.kind == "month" and not joined and not _month_alone(image, match):
        return None
    return said.when, said.form, said


_SHORT_NOT_BEFORE = frozenset("第百千十近约满达超每0123456789")


def _is_short_year(image: str, match: re.Match[str], *, alone: bool) -> bool:
    """97年 and 08年, not 10年 (ten years) and 第15年."""
    before = image[match.start() - 1 : match.start()]
    if before and before in _SHORT_NOT_BEFORE:
        return False
    words = match["short"]
    if not alone:
        return True
    return words.isdigit() and not 10 <= int(words) < 80 and before != "了"


def _month_from(words: str, day: int | None, part: MonthPart | None) -> _Said:
    kind: Literal["whole", "months"] = "months" if day is None and part is None else "whole"
    if words in _MONTHS_FROM:
        return _Said(MonthFrom("published", _MONTHS_FROM[words], day, part), "relative", kind)
    return _Said(MonthFrom("anchor", _MONTHS_TOLD[words], day, part), "anaphoric", kind)


_DAY_NOT_BEFORE = frozenset("月第每近前数多头后过期周节续长./-·元万千百两几0123456789个")
_HAO_BEFORE = frozenset(',。;!?:、\n "(在于从到至和及是自月的')


_THEN = re.compile("就|起|开始|上午|下午|早上|晚上|晚|凌晨|中午|那天|当天|以后|之后|罢|停工|集体")
"""What follows the 15号 of 工人15号就停工了, where the day is no house number."""

_TIME_OF_DAY = re.compile("凌晨|清晨|早|上午|中午|下午|傍晚|晚|夜|深夜|起|电|讯|发生")


def _day_alone(image: str, match: re.Match[str]) -> bool:
    """27日 without its month: not 三日 (three days), 科技路27号 or 3日内."""
    words = match["day"] or match["day_to"]
    before = image[match.start() - 1 : match.start()]
    after = image[match.end() : match.end() + 1]
    if match["day_to"]:
        return before not in _DAY_NOT_BEFORE or not before
    if not words.isdigit() and len(words) == 1 and not _TIME_OF_DAY.match(image, match.end()):
        return False
    if image[match.end() - 1] == "号":
        if before in _HAO_BEFORE or not before:
            return True
        return before not in _DAY_NOT_BEFORE and bool(_THEN.match(image, match.end()))
    return before not in _DAY_NOT_BEFORE and after not in _DAY_NOT_AFTER


_DAY_NOT_AFTER = frozenset("内后前间之以游元龄")


def _month_alone(image: str, match: re.Match[str]) -> bool:
    """5月 without year or day: not 三月三, 5月龄."""
    before = image[match.start() - 1 : match.start()]
    after = image[match.end() : match.end() + 1]
    if before in _DAY_NOT_BEFORE and before != "近":
        return False
    return after not in _MONTH_NOT_AFTER


_MONTH_NOT_AFTER = frozenset("三龄大革花瓜刊内嫂子")


def _numeric(image: str) -> list[FoundDate]:
    found = []
    for match in _ISO.finditer(image):
        day = int(match["day"]) if match["day"] else None
        if not is_day(int(match["month"]), day, int(match["year"])):
            continue
        when = Calendar(int(match["year"]), month=int(match["month"]), day=day)
        found.append(dated(image, match.start(), match.end(), when, "absolute"))
    for match in _DOTTED.finditer(image):
        if is_day(int(match["month"]), int(match["day"])):
            when = Calendar(month=int(match["month"]), day=int(match["day"]))
            found.append(dated(image, match.start(), match.end(), when, "partial"))
    for match in _NAMED.finditer(image):
        if not is_day(int(match["month"]), int(match["day"])):
            continue
        when = Calendar(month=int(match["month"]), day=int(match["day"]))
        found.append(FoundDate(match.start(), match.end(), None, "point", "partial", when=when))
    return found


def _decades(image: str) -> list[FoundDate]:
    found = []
    for match in _DECADE.finditer(image):
        words = match["decade"]
        century = match["century"] or ""
        value = (
            int(words) if words.isdigit()
            else digits_zh(words) if words[:2] in ("一九", "二〇")
            else number(words)
        )  # fmt: skip
        if value is None:
            continue
        if value < 100:
            ours = century[:1] == "本" or "21" in century or "二十一" in century
            value += 2000 if ours or (value < 30 and not century) else 1900
        if value % 10 or not 1900 <= value <= 2090:
            continue
        ending = match["part"] or ""
        part = (
            "early" if ending[:1] in ("初", "早", "前") and ending
            else "mid" if ending in ("中", "中期")
            else "late" if ending else None
        )  # fmt: skip
        found.append(dated(image, match.start(), match.end(), Decade(value, part), "absolute"))  # type: ignore[arg-type]
    return found
