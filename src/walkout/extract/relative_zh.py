"""Words of time that count from another date, and durations, in Chinese."""

from __future__ import annotations

import re

from walkout.extract.dates import Form, FoundDate
from walkout.extract.roles_zh import ENDINGS, YEAR_ENDINGS, dated, number
from walkout.extract.when import (
    Calendar,
    DayFrom,
    DayOfMonth,
    Lately,
    NthDay,
    UnitFrom,
    Weekday,
    WeekFrom,
    When,
)
from walkout.text.numerals import Numeral, parse_zh

_WEEK = r"(?:个?(?:星期|礼拜)|周)(?:[一二三四五六日天末](?![一二三四五六七八九]?[百千万十]))?"
_RELATIVE = re.compile(
    # Each alternative begins with a literal, so that scanning for them all is fast.
    r"今[天日早晨晚夜午朝儿]|今\([0-9]{1,2}\)日|昨\([0-9]{1,2}\)日|昨[天日早晨晚夜午朝儿]|[寻琴][日晚](?!常|琴)|刚[刚才]|此刻|前儿"
    r"|昨(?=凌晨|上午|下午|中午|傍晚|深夜)|大前[天日]|前[天日晚]|前一[天日晚]|前[几些两][天日]|前不久"
    r"|明[天日早晚]|后天|当[天晚夜]|当日(?!本)|同[日晚](?!本)|同一[天日]|次日|次晨|翌[日晨]|隔[天日]|隔周"
    r"|近[日期来]|近[几两三][天日]|日前|最近|不久前|连日来?|这[几两][天日]"
    rf"|上上?{_WEEK}|本{_WEEK}|这{_WEEK}|下{_WEEK}"
    r"|周[一二三四五六日]|星期[一二三四五六日天]|礼拜[一二三四五六日天]"
    r"|年[初底末]|月(?:[初底末]|中(?![国秋旬]))|上旬|中旬|下旬|上半年|下半年"
)
_SCHEDULE = re.compile("次|[至到~-](?:周|星期|礼拜)")
_TO_WEEKDAY = re.compile("(?:至|到|-|~)(?:本|这)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_DAYS_FROM = {
    "今": 0, "刚": 0, "此": 0, "昨": -1, "寻": -1, "琴": -1, "前": -2, "大前": -3, "明": 1, "后": 2,
}  # fmt: skip
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_NUMERALS = "0123456789〇零一二三四五六七八九十"
_NOT_AFTER: dict[str, str] = {
    # A word that ends in these characters runs into the one that is looked for.
    "前": "之以目此先日提午年月", "后": "之以然最今日前", "近": "附最相接靠临邻新远较将",
    "日": "目今昨明即当同每生假节周", "周": "至到~-每上本这下双单两几数第半整" + _NUMERALS,
    "上": "马晚早路网街以会线", "当": "每相应适正恰", "同": "不相合共", "明": "说证表声文透光鲜",
    "今": "如而迄", "下": "以之如地旗", "年": "今去前明本同当该次翌每整全过新" + _NUMERALS,
    "月": "上本这当同该次下个正腊" + _NUMERALS, "本": "日基根", "次": "每两几多数" + _NUMERALS,
    "星": "每个上本这下", "礼": "每个上本这下",
}  # fmt: skip
_LATELY = {"日前": 10, "近日": 10, "近期": 30, "近来": 30, "最近": 30, "不久前": 60, "前不久": 60}
"""Days that vague words reach back, our choice: 日前 and 近日 are the last days in news style."""
_AMOUNT = re.compile(
    r"(?P<n>[0-9半〇零一二两三四五六七八九十百几数][0-9〇零一二两三四五六七八九十百几]{0,3})(?P<more>多|余|来)?"
    r"(?P<unit>[天日周年]|个(?P<more2>多|半)?(?:月|星期|礼拜)|星期|礼拜|(?<=半)月)(?P<more3>多|余|有余|半)?"
)
_AGO = re.compile(r"(?:之|以)?(?P<where>前|后)(?![来期续面者台方勤果半夕线往])")
_LONG = (
    "罢工|停工|停运|停产|罢驶|罢市|罢课|罢运|抗议|静坐|堵路|堵门|示威|维权|绝食|歇业|集会"
    "|围堵|封堵|讨薪|上访|抗争|游行|怠工|停业|占领|罢驾|罢教|罢诊|罢飞|罢单|罢载|罢岗|罢送|罢|停课|停驶"
    "|停摆|歇工|护厂|守厂|占厂|露宿|夜宿|扎营|留守|围厂|围守|拉横幅|集访|请愿|停诊|停飞|不上班|没上班"
    "|没开工|不出车|按章工作|占据"
)
_CUE = re.compile(
    rf"(?:(?:{_LONG})(?:行动|活动)?(?:一共|总共|共)?|连续|持续|一连|接连|长达|历时|为期|延续|僵持|对峙|坚持)"
    r"(?:了|已经|已|近|超过|约|长达|已达|达|时间|持续|进行了|共|将|将近|整整|至少|不少于){0,3}$"
)
_CUE_AFTER = re.compile(rf"(?:的|之久的|大)?(?:{_LONG})")
_NTH = re.compile(r"第(?P<n>[0-9]{1,3}|[一二三四五六七八九十百]{1,4})[天日](?!本)")
_NTH_BEFORE = re.compile(
    rf"(?:(?:{_LONG})(?:行动|活动)?(?:已经|已)?(?:进入|到了?|持续到?|的|来到|踏入|迈入)?|进入|已是|已经是|今天是|是|踏入|迈入|连续)$"
)
_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}


def _relative(image: str, match: re.Match[str]) -> FoundDate | None:
    words = match.group()
    start, end = match.span()
    before = image[start - 1 : start] if start else ""
    if before and before in _NOT_AFTER.get(words[0], ""):
        return None
    if before and words == "日前" and before in "0123456789一二三四五六七八九十数几":
        return None
    if words in ("今日", "明日") and image.startswith(("头条", "之星"), end):
        return None
    read = _of_relative(image, words, end)
    if read is None:
        return None
    when, form = read
    if form == "vague":
        return FoundDate(start, end, None, "point", form, when=when)
    if isinstance(when, WeekFrom) and (to := _TO_WEEKDAY.match(image, end)):
        until = WeekFrom("anchor", 0, _WEEKDAYS[to["day"]])
        return dated(image, start, to.end(), when, form, until)
    return dated(image, start, end, when, form)


def _of_relative(image: str, words: str, end: int) -> tuple[When, Form] | None:
    first = words[0]
    if words.startswith(
        (
            "上周",
            "上上",
            "上个",
            "上星",
            "上礼",
            "本",
            "这周",
            "这个",
            "这星",
            "这礼",
            "下周",
            "下个",
            "下星",
            "下礼",
        )
    ):
        return _week(words), "relative"
    if words.startswith(("周", "星期", "礼拜")):
        if _SCHEDULE.match(image, end):
            # 周一至周五 are working days.
            return None
        return Weekday(_WEEKDAYS[words[-1]]), "relative"
    if words.startswith(("前一", "同", "当", "次", "翌", "隔")):
        if words == "隔周":
            return UnitFrom("anchor", "week", 1, 1), "anaphoric"
        days = {"前": -1, "同": 0, "当": 0, "次": 1, "翌": 1, "隔": 1}[first]
        return DayFrom("anchor", days, days), "anaphoric"
    if words.startswith(("前几", "前些")):
        return Lately(9), "vague"
    if words.startswith("前两"):
        return Lately(3), "vague"
    if words in _LATELY:
        return Lately(_LATELY[words]), "vague"
    if words.startswith(("近", "连日", "这")):
        return Lately(10 if first != "这" else 5), "vague"
    if words[0] == "年":
        if image.startswith("前", end):
            return None
        return Calendar(year_part=YEAR_ENDINGS[words[1]]), "partial"
    if words[0] == "月" or words.endswith("旬"):
        return DayOfMonth(None, ENDINGS[words]), "partial"
    if words.endswith("半年"):
        return Calendar(year_part=YEAR_ENDINGS[words]), "partial"
    days = _DAYS_FROM["大前" if words.startswith("大前") else first]
    return DayFrom("published", days, days), "relative"


def _week(words: str) -> When:
    offset = 0
    for char in words:
        if char == "上":
            offset -= 1
        elif char == "下":
            offset += 1
        elif char not in "本这个":
            break
    last = words[-1]
    if last == "末":
        return WeekFrom("published", offset, weekend=True)
    if last in _WEEKDAYS and not words.endswith(("星期", "礼拜", "周")):
        return WeekFrom("published", offset, _WEEKDAYS[last])
    return WeekFrom("published", offset)


def relative(image: str) -> list[FoundDate]:
    """Return the dates that Chinese words count from another, and durations; unresolved."""
    found = _amounts(image)
    for match in _RELATIVE.finditer(image):
        if one := _relative(image, match):
            found.append(one)
    return found


def _amounts(image: str) -> list[FoundDate]:
    """三天前, 两周后, 罢工三天, 罢工第三天."""
    found = []
    for match in _AMOUNT.finditer(image):
        start, end = match.span()
        if start and image[start - 1] in "0123456789.第前每":
            continue
        ago = _AGO.match(image, end)
        if ago is not None:
            when = _ago(image, match, ago["where"])
            if when is not None:
                form: Form = "relative" if ago["where"] == "前" else "anaphoric"
                found.append(dated(image, start, ago.end(), when, form))
            continue
        if (passed := _PASSED.search(image, max(0, start - 4), start)) and (
            (when := _ago(image, match, "后")) and _CLAUSE_END.match(image, match.end())
        ):
            found.append(dated(image, passed.start(), match.end(), when, "anaphoric"))
            continue
        if one := _duration(image, match):
            found.append(one)
    if "第" in image:
        for match in _NTH.finditer(image):
            if one := _nth(image, match):
                found.append(one)
    return found


_PASSED = re.compile(r"(?:又|再|才|只|刚|不)?过了?$")
"""又过了三天: three days on from the day told before."""
_AFTER_THE_FACT = re.compile(
    r"(?:事发|案发|出事|发生|罢工|停工|停运|事件|冲突|抓捕|清场)(?:之|以)?后(?:的)?$"
)


def _nth(image: str, match: re.Match[str]) -> FoundDate | None:
    nth = number(match["n"])
    if not nth:
        return None
    after = _AFTER_THE_FACT.search(image, max(0, match.start() - 6), match.start())
    if after is not None:
        return dated(image, after.start(), match.end(), DayFrom("anchor", nth, nth), "anaphoric")
    before = _NTH_BEFORE.search(image, max(0, match.start() - 12), match.start())
    if before is not None:
        form: Form = "anaphoric"
        return FoundDate(before.start(), match.end(), None, "start", form, when=NthDay(nth))
    if 2 <= nth <= 3 and (match.group()[-1] == "天" or nth == 2):
        return dated(
            image, match.start(), match.end(), DayFrom("anchor", nth - 1, nth - 1), "anaphoric"
        )
    return None


def _amount(match: re.Match[str]) -> tuple[str, int, int] | None:
    """Return the unit (day, week, month, year) and how many, at least and at most."""
    if match["n"] == "半":
        if match["unit"] == "年":
            return "month", 6, 6
        return ("day", 15, 15) if match["unit"].endswith("月") else ("day", 1, 1)
    numeral: Numeral | None = parse_zh(match["n"])
    if numeral is None or numeral.high > 1000 or not numeral.high:
        return None
    low, high = int(numeral.low), int(numeral.high)
    unit = match["unit"]
    if match["more"] or (match["more3"] and match["more3"] != "半"):
        tens = low >= 10 and match["more"]
        high = low + (max(int(numeral.step), 1) - 1 if tens else 1)
    kind = (
        "year"
        if unit == "年"
        else "month"
        if unit.endswith("月")
        else "day"
        if unit in "天日"
        else "week"
    )
    if match["more2"] or match["more3"] == "半":
        high = low + 1
    return kind, low, high


def _ago(image: str, match: re.Match[str], where: str) -> When | None:
    read = _amount(match)
    if read is None:
        return None
    unit, low, high = read
    if match["unit"] == "日" and match["n"].isdigit():
        # 27日前: before the 27th.
        return None
    base, sign = ("published", -1) if where == "前" else ("anchor", 1)
    if sign < 0:
        low, high = -high, -low
    if unit == "day":
        if match["n"] == "半":
            low, high = low - 3, high + 3
        return DayFrom(base, low, high)  # type: ignore[arg-type]
    return UnitFrom(base, unit, low, high)  # type: ignore[arg-type]


_UNTIL_NOW = re.compile(r"了(?=[,，。;；!？?、\s]|$)")
_BY_NOW = re.compile(r"(?:至今|到现在|到今天|截至目前)[^,，。;；!？?]{0,10}$")
_CLAUSE_END = re.compile(r"(?=[,，。;；!？?、\s]|$)")
_GOES_ON = re.compile(rf"(?:{_LONG}|围|堵|守|坐|站|扣|困|占|拦|睡|住|闹)[^,，。;；!？?]{{0,10}}$")


def _so_far(image: str, match: re.Match[str], read: tuple[str, int, int]) -> FoundDate | None:
    """围在厂里六天了: an action that goes on began so many days ago, today the last of them."""
    unit, low, high = read
    if unit not in ("day", "week") or low != high or match["n"] in ("半", "几"):
        return None
    end = _UNTIL_NOW.match(image, match.end())
    if end is None and _BY_NOW.search(image, max(0, match.start() - 16), match.start()):
        end = _CLAUSE_END.match(image, match.end())
    if end is None:
        return None
    before = _GOES_ON.search(image, max(0, match.start() - 16), match.start())
    if before is None:
        return None
    days = low * _DAYS_IN[unit] - (1 if unit == "day" else 0)
    when = DayFrom("published", -days, -days)
    return FoundDate(match.start(), end.end(), None, "start", "relative", when=when)


def _duration(image: str, match: re.Match[str]) -> FoundDate | None:
    read = _amount(match)
    if read is not None and (since := _so_far(image, match, read)):
        return since
    if read is None or image.startswith(("内", "之内", "以内", "期限"), match.end()):
        return None
    start, end = match.span()
    if cue := _CUE.search(image, max(0, start - 14), start):
        start = cue.start()
    elif match["unit"] != "年" and (cue := _CUE_AFTER.match(image, end)):
        end = cue.end()
    else:
        return None
    unit, low, high = read
    if match["unit"] == "日" and match["n"].isdigit() and int(match["n"]) > 3:
        return None
    days = low * _DAYS_IN[unit], high * _DAYS_IN[unit]
    return FoundDate(start, end, None, "duration", "absolute", days=days)
