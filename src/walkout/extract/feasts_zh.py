"""Holidays and dates of the Chinese calendar in Chinese words."""

from __future__ import annotations

import re

from walkout.extract.dates import Form, FoundDate
from walkout.extract.lunar import Holiday
from walkout.extract.roles_zh import dated, number
from walkout.extract.when_feasts import HolidayDate, Lunar, Phase
from walkout.text.patterns import alternation

_FEAST = re.compile(
    "节|旦|庆|夕|秋|午|圣|历|腊|闰|清|正月|大年|五一|元宵|年三十|年初|新春|新年|月初|初[一二三四五六七八九十]"
    "|年[前后关]"
)
"""Without these no holiday is there; literals only, which is fast to look for."""

_HOLIDAYS: dict[Holiday, str] = {
    "new_year": "元旦 元旦节", "spring_festival": "春节 农历新年 大年初一 新春 年初一 农历春节 "
                                             "中国新年",
    "new_year_eve_lunar": "除夕 除夕夜 大年三十 大年夜 年三十", "lantern": "元宵 元宵节",
    "womens_day": "三八妇女节 妇女节 三八节", "qingming": "清明 清明节",
    "may_day": "五一 五一节 五一劳动节 五一国际劳动节 国际劳动节 "
               "劳动节", "youth_day": "五四青年节 青年节",
    "childrens_day": "六一儿童节 儿童节", "dragon_boat": "端午 端午节",
    "army_day": "八一建军节 建军节",
    "teachers_day": "教师节", "mid_autumn": "中秋 中秋节", "double_ninth": "重阳节",
    "national_day": "国庆 国庆节 国庆日 十一国庆", "christmas": "圣诞 圣诞节",
    "laba": "腊八 腊八节",
    "christmas_eve": "平安夜", "labor_day_us": "美国劳工节",
}  # fmt: skip
_HOLIDAY = {word: name for name, words in _HOLIDAYS.items() for word in words.split()}
_PHASES: dict[Phase, str] = {
    "eve": "前夕 前夜 来临之际 将至 临近 将近 即将来临 到来之际",
    "before": "前 之前 以前",
    "during": "期间 假期 长假 假期间 黄金周 放假期间 节日期间 小长假 假日 长假期间",
    "after": "后 之后 过后 以后 节后",
    "day": "当天 当日 那天 当晚 这天",
}
_PHASE = {word: phase for phase, words in _PHASES.items() for word in words.split()}
_HOLIDAY_WORDS = re.compile(rf"(?P<name>{alternation(_HOLIDAY)})(?P<phase>{alternation(_PHASE)})?")
_NEEDS_MORE = {"五一", "国庆", "中秋", "清明", "元宵", "端午", "圣诞", "新春", "重阳", "腊八"}
"""Short names that are also names of roads, squares and people: only with 节, a phase, or a
year or 在 before them."""
_HOLIDAY_BEFORE = re.compile(r"(?:(?P<year>(?:19|20)[0-9]{2})|(?P<from>今|去|前|明))年?的?$")
_NOT_HOLIDAY = re.compile(
    r"路|街|广场|大道|村|桥|镇|公园|小区|大厦|联欢|晚会|奖|勋章|运动会|联盟|大酒店"
)
_LUNAR = re.compile(
    r"(?:(?P<mark>农历|阴历|旧历)(?:(?:(?P<year>(?:19|20)[0-9]{2})|(?P<from>今|去|前))年)?(?P<leap>闰)?(?P<month>正|腊|冬|十[一二]?|[二三四五六七八九])月"
    r"|(?P<plain>十[一二]?|[二三四五六七八九])月(?=初[一二三四五六七八九十])|大年(?=初)|(?P<first>正|腊)月|闰(?P<leap_month>十[一二]?|[二三四五六七八九])月)"
    r"(?P<day>初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)?日?"
)
_LUNAR_BEFORE = re.compile(r"(?:(?P<year>(?:19|20)[0-9]{2})|(?P<from>今|去|前))年$")
_YEARS_FROM = {"今": 0, "去": -1, "前": -2, "明": 1}


_YEAR_END = re.compile(
    r"(?<![0-9一二三四五六七八九十几多数半整百千两个生当年某近成])(?:临近|过|到|在)?年(?:前|关|后)(?![来辈途期面景置])"
)
_NEW_YEAR: dict[str, Phase] = {"前": "before", "关": "before", "后": "after"}
_NTH_OF_MOON = re.compile(
    r"(?<![月当最起年])(?:大年|年)?初(?P<day>[一二三四五六七八九十])(?![中高年级次期步夏秋冬春恋审等代])"
)


def feasts(image: str) -> list[FoundDate]:
    """Return the holidays and dates of the Chinese calendar; unresolved."""
    found: list[FoundDate] = []
    if not _FEAST.search(image):
        return found
    for match in _HOLIDAY_WORDS.finditer(image):
        if one := _holiday(image, match):
            found.append(one)
    if "年" in image:
        for match in _YEAR_END.finditer(image):
            # 年前 and 年关 are the weeks before the Lunar New Year.
            phase = _NEW_YEAR[match.group()[-1]]
            when = HolidayDate("spring_festival", phase)
            found.append(dated(image, match.start(), match.end(), when, "partial"))
    if "初" in image:
        for match in _NTH_OF_MOON.finditer(image):
            # 初八 by itself is a day of the first month: the others are told with theirs.
            first = Lunar(1, number(match["day"]))
            found.append(dated(image, match.start(), match.end(), first, "partial"))
    for match in _LUNAR.finditer(image):
        if one := _lunar(image, match):
            found.append(one)
    return found


def _holiday(image: str, match: re.Match[str]) -> FoundDate | None:
    start, end = match.span()
    if _NOT_HOLIDAY.match(image, end):
        return None
    words, phase = match["name"], match["phase"]
    year = _HOLIDAY_BEFORE.search(image, max(0, start - 6), start)
    if (
        words in _NEEDS_MORE
        and not phase
        and year is None
        and image[start - 1 : start] not in ("在", "过")
    ):
        return None
    stated = int(year["year"]) if year and year["year"] else None
    offset = _YEARS_FROM[year["from"]] if year and year["from"] else None
    if year:
        start = year.start()
    name = _HOLIDAY[words]
    kind: Phase = _PHASE[phase] if phase else "day"
    if not phase and words in ("春节", "国庆", "新春", "农历春节", "农历新年"):
        kind = "during"
    when = HolidayDate(name, kind, stated, offset)
    form: Form = "absolute" if stated else "partial" if offset is None else "relative"
    return dated(image, start, end, when, form)


def _lunar(image: str, match: re.Match[str]) -> FoundDate | None:
    start = match.start()
    words = match["month"] or match["plain"] or match["first"] or match["leap_month"] or "正"
    if words == "正" and not (match["mark"] or match["day"] or match["first"]):
        # 正月 is the month; 大年 needs its day.
        return None
    month = {"正": 1, "腊": 12, "冬": 11}.get(words) or number(words)
    day = number((match["day"] or "").removeprefix("初")) or None
    year, offset = match["year"], match["from"]
    if not match["mark"] and (before := _LUNAR_BEFORE.search(image, max(0, start - 5), start)):
        start, year, offset = before.start(), before["year"], before["from"]
    leap = bool(match["leap"] or match["leap_month"])
    when = Lunar(
        month, day, leap, int(year) if year else None, _YEARS_FROM[offset] if offset else None
    )
    form: Form = "absolute" if year else "relative" if offset else "partial"
    return dated(image, start, match.end(), when, form)
