"""Dates in Chinese words."""

from __future__ import annotations

import re

from walkout.extract.dates import FoundDate, Form, Role, apart
from walkout.extract.lunar import Holiday
from walkout.extract.when import (
    Calendar,
    DayFrom,
    DayOfMonth,
    Decade,
    HolidayDate,
    Lately,
    Lunar,
    MonthFrom,
    MonthPart,
    NthDay,
    Phase,
    UnitFrom,
    WeekFrom,
    Weekday,
    When,
    YearPart,
    is_day,
)
from walkout.text.numerals import Numeral, digits_zh, parse_zh
from walkout.text.patterns import alternation

_N = "一二三四五六七八九"
_MONTH = rf"1[0-2]|0?[1-9]|十[一二]?|[{_N}]"
_DAY = rf"3[01]|[12][0-9]|0?[1-9]|三十一?|二十[{_N}]?|十[{_N}]?|廿[{_N}]?|卅一?|[{_N}]"
_TO = r" ?(?:至|到|-{1,2}|~|—) ?"
_BUILDING = r"线|楼|机|院|门|店|厂|车|房|公路|文件|令|仓|称|码|召|角|志|矿|井|桥|工地|地块|宿舍|航站|馆|员|选|栋|厅|台|库|公|码头|人物|出口"

_CALENDAR = re.compile(
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}}|(?:一九|二[〇零])[〇零{_N}]{{2}})"
    rf"(?: ?年(?:度(?!假))?|(?={_TO}(?:19|20)[0-9]{{2}} ?年))"
    rf"|(?P<short>[0-9]{{2}}|[〇零{_N}]{{2}}) ?年(?!代|来|前|后|多|余|间|内|之|工龄|以|级|的?时间|左右|期|老|度|有|了|没)"
    r"|(?P<from>大前|今|去|前|明|本|同|当|该|次|翌)年(?!级|龄|轻|代|青|少|间|纪|会|关|货|度|轮|前|后|来|薪|终奖|产|满))?"
    rf" ?的?(?:(?P<month>{_MONTH}) ?(?:月(?:份)?|(?={_TO}(?:{_MONTH}) ?月))"
    r"|(?P<month_from>上个?|本|这个?|当|同|该|下个?|次)月(?:份)?)?"
    r" ?的?(?:(?P<part>上旬|中旬|下旬|上半月|下半月|初(?![一二三四五六七八九十])|底|末|中(?![国秋午央心学小部东医铁建石共])|月初|月底|月末)"
    r"|年?(?P<year_part>初|底|末|中(?![国秋午央心学小部东医铁建石共期])|上半年|下半年|第?[一二三四1-4]季度"
    r"|春(?![节运晚游招耕])|夏(?![令利])|秋(?![后])|冬(?!奥|至))(?:天|季)?"
    rf"|(?P<day>{_DAY}) ?(?:日(?![报本元韩电])|号(?!{_BUILDING}))|(?P<day_to>{_DAY})(?={_TO}(?:{_DAY}) ?[日号])"
    r"|(?P<day_bare>3[01]|[12][0-9]|0?[1-9])(?![0-9.,:%人名个多余年月周岁点时分元万千百家户位次天~/\\-]))?"
)
_HINT = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅][0-9〇零一二三四五六七八九十]{0,3}(?: ?[年月日号]|[-~至到][0-9]{1,4} ?[年月日号])"
    r"|(?:今年|去年|前年|大前年|明年|本年|同年|当年|该年|次年|翌年|上个?月|本月|这个?月|当月|同月|该月|下个?月|次月)"
)
_ISO = re.compile(
    r"(?<![0-9a-z/_.-])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])"
    r"(?:(?P=sep)(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9])(?![/_-][a-z0-9])|(?<=[-/]0[1-9]|[-/]1[0-2])(?![0-9./-]))"
)
_NAMED = re.compile(
    r"(?<![0-9.])(?P<month>1[0-2]|0?[1-9])[.·](?P<day>[0-3]?[0-9])(?![0-9.])"
    r"(?=\"?(?:事件|大?抓捕|大?罢工|维权|行动|清场|惨案|大?爆炸|火灾|事故|特大|工潮|案|大逮捕|镇压|声援|运动))"
)
_DECADE = re.compile(
    r"(?P<century>上个?世纪|20世纪|二十世纪|本世纪|21世纪|二十一世纪)?"
    r"(?P<decade>(?:(?:19|20)?[0-9]|一九[一二三四五六七八九]|[二三四五六七八九])[0〇零十])年代(?P<part>初期?|早期|前期|中期?|中后期|末期?|后期|晚期)?"
)
_ENDINGS: dict[str, MonthPart] = {
    "上旬": "early", "初": "early", "月初": "early", "中旬": "mid", "中": "mid", "下旬": "late",
    "底": "late", "末": "late", "月底": "late", "月末": "late", "上半月": "first_half",
    "下半月": "second_half",
}  # fmt: skip
_YEAR_ENDINGS: dict[str, YearPart] = {
    "初": "early", "中": "mid", "底": "late", "末": "late", "上半年": "h1", "下半年": "h2",
    "春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter",
}  # fmt: skip
_QUARTERS: dict[str, YearPart] = {
    "一": "q1", "二": "q2", "三": "q3", "四": "q4", "1": "q1", "2": "q2", "3": "q3", "4": "q4",
}  # fmt: skip
_YEARS_FROM = {"今": 0, "本": 0, "去": -1, "前": -2, "大前": -3, "明": 1}
_YEARS_TOLD = {"同": 0, "当": 0, "该": 0, "次": 1, "翌": 1}
_MONTHS_FROM = {"上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1}
_MONTHS_TOLD = {"当": 0, "同": 0, "该": 0, "次": 1}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

_PAY = re.compile(r"(?:的|全月|当月)?(?:工资|薪|奖金|社保|工钱|加班费|绩效|款)")
"""5月份工资 names what is owed, not when something happened."""

_SINCE = re.compile(r"(?:起(?![诉火草义来步身飞重码亡])|开始(?!时)|以来|至今|始(?![终作建]))")
_SINCE_BEFORE = re.compile(r"(?:自从|自|从|打从|由)$")
_UNTIL_BEFORE = re.compile(r"(?:截至|截止到|截止至|截止|直到|直至)$")
_UNTIL = re.compile(r"为止")
_JOIN = re.compile(_TO)
_AHEAD_BEFORE = re.compile(
    r"(?:将于|将在|定于|拟于|拟在|计划于|计划在|预定|预定于|预计|预计于|准备在|打算在|约定|约定在|号召|号召在|将从|将自)(?:本月|今年)?$"
)
_AHEAD_AFTER = re.compile(r"[^,。;!?\n0-9]{0,3}(?:将(?!近|军)|拟(?!定)|计划(?!书))")
_AHEAD_CHAR = frozenset("于在定划计约召备算从自年月")

_RELATIVE = re.compile(
    r"今[天日早晨晚夜午]|昨[天日早晨晚夜午]|昨(?=凌晨|上午|下午|中午|傍晚|深夜)|大前[天日]|前[天日晚]|前一[天日晚]|前(?:几|些)[天日]|前两[天日]|前不久"
    r"|明[天日早晚]|后天|当[天晚夜]|当日(?!本)|同[日晚](?!本)|同一[天日]|次日|次晨|翌[日晨]|隔[天日]|隔周"
    r"|近(?:日|期|来|几[天日]|[两三][天日])|日前|最近|不久前|连日来?|这[几两][天日]"
    r"|(?:上上?(?:个?(?:星期|礼拜)|周)|本(?:个?(?:星期|礼拜)|周)|这(?:个?(?:星期|礼拜)|周)|下(?:个?(?:星期|礼拜)|周))[一二三四五六日天末]?"
    r"|周[一二三四五六日]|星期[一二三四五六日天]|礼拜[一二三四五六日天]"
    r"|年[初底末]|月[初底末]|上旬|中旬|下旬|上半年|下半年"
)
_DAYS_FROM = {
    "今": 0, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2,
}  # fmt: skip
_AGO_UNIT = r"(?:天|日|周|个?(?:多|半)?(?:月|星期|礼拜)|年)"
_AMOUNT = re.compile(
    r"(?:(?P<half>半)(?P<half_unit>年|个?月|天)|(?P<n>[0-9]{1,3}|[〇零一二两三四五六七八九十百几数]{1,4})(?P<more>多|余|来)?"
    r"(?P<unit>天|日|周|个(?P<more2>多|半)?(?:月|星期|礼拜)|星期|礼拜|年)(?P<more3>多|余|有余|半)?)"
)
_AGO = re.compile(r"(?:之|以)?(?P<where>前|后)(?![来期续面者台方勤果半夕线往])")
_LONG = "罢工|停工|停运|停产|罢驶|罢市|罢课|罢运|抗议|静坐|堵路|堵门|示威|维权|绝食|歇业|集会|围堵|封堵|讨薪|上访|抗争|游行|怠工|停业|占领"
_CUE = re.compile(
    rf"(?:(?:{_LONG})(?:行动|活动)?(?:一共|总共|共)?|连续|持续|一连|接连|长达|历时|为期|延续|僵持|对峙|坚持)"
    r"(?:了|已经|已|近|超过|约|长达|已达|达|时间|持续|进行了|共|将|将近|整整|至少|不少于){0,3}$"
)
_CUE_AFTER = re.compile(rf"(?:的|之久的|大)?(?:{_LONG})")
_NTH = re.compile(r"第(?P<n>[0-9]{1,3}|[一二三四五六七八九十百]{1,4})[天日](?!本)")
_NTH_BEFORE = re.compile(
    rf"(?:(?:{_LONG})(?:行动|活动)?(?:已经|已)?(?:进入|到了?|持续到?|的|来到|踏入|迈入)?|进入|已是|已经是|今天是|是|踏入|迈入|连续)$"
)

_HOLIDAYS: dict[Holiday, str] = {
    "new_year": "元旦 元旦节", "spring_festival": "春节 农历新年 大年初一 新春 年初一 农历春节 中国新年",
    "new_year_eve_lunar": "除夕 除夕夜 大年三十 大年夜 年三十", "lantern": "元宵 元宵节",
    "womens_day": "三八妇女节 妇女节 三八节", "qingming": "清明 清明节",
    "may_day": "五一 五一节 五一劳动节 五一国际劳动节 国际劳动节 劳动节", "youth_day": "五四青年节 青年节",
    "childrens_day": "六一儿童节 儿童节", "dragon_boat": "端午 端午节", "army_day": "八一建军节 建军节",
    "teachers_day": "教师节", "mid_autumn": "中秋 中秋节", "double_ninth": "重阳节",
    "national_day": "国庆 国庆节 国庆日 十一国庆", "christmas": "圣诞 圣诞节", "laba": "腊八 腊八节",
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
    r"|大年(?=初)|(?P<first>正|腊)月|闰(?P<leap_month>十[一二]?|[二三四五六七八九])月)"
    r"(?P<day>初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)?日?"
)
_LUNAR_BEFORE = re.compile(r"(?:(?P<year>(?:19|20)[0-9]{2})|(?P<from>今|去|前))年$")


def find(text: str, image: str) -> list[FoundDate]:
    """Return what Chinese words say of time, unresolved; see `walkout.extract.dates.find_dates`."""
    found: list[FoundDate] = []
    taken = 0
    for hint in _HINT.finditer(image):
        start = hint.start()
        if start >= taken and (one := _calendar(image, start)):
            found.append(one)
            taken = one.end
    for match in _RELATIVE.finditer(image):
        if one := _relative(image, match):
            found.append(one)
    found.extend(_amounts(image))
    if _DIGIT.search(image):
        found.extend(_numeric(image))
    if "年代" in image:
        found.extend(_decades(image))
    if _FEAST.search(image):
        found.extend(_feasts(image))
    return apart(found)


_DIGIT = re.compile("[0-9][-/.·][0-9]")
_FEAST = re.compile("[节旦庆夕秋午圣历腊闰清]|正月|大年|五一|元宵|年三十|年初一|新春|新年")


def _dated(
    image: str, start: int, end: int, when: When, form: Form, until: When | None = None
) -> FoundDate:
    """Give a date its role by the words around it: 自…起, 截至…, 将于…."""
    role: Role = "range" if until is not None else "point"
    before = image[max(0, start - 3) : start]
    if until is None and (mark := _UNTIL_BEFORE.search(before)):
        start -= len(before) - mark.start()
        return FoundDate(start, end, None, "end", form, when=when)
    if mark := _SINCE_BEFORE.search(before):
        start -= len(before) - mark.start()
        if until is None:
            role = "start"
    if until is None:
        if since := _SINCE.match(image, end):
            end, role = since.end(), "start"
        elif role == "point" and (stop := _UNTIL.match(image, end)):
            end, role = stop.end(), "end"
    return FoundDate(
        start,
        end,
        None,
        role,
        form,
        ahead=_is_ahead(image, start, end),
        when=when,
        until_when=until,
    )


def _is_ahead(image: str, start: int, end: int) -> bool:
    if (
        start
        and image[start - 1] in _AHEAD_CHAR
        and _AHEAD_BEFORE.search(image, max(0, start - 6), start)
    ):
        return True
    return _AHEAD_AFTER.match(image, end) is not None


def _calendar(image: str, start: int) -> FoundDate | None:
    """Read a calendar date, and the range that it begins."""
    match = _CALENDAR.match(image, start)
    if match is None or match.end() == start:
        return None
    read = _of_calendar(image, match)
    if read is None:
        return None
    when, form = read
    end = match.end()
    if join := _JOIN.match(image, end):
        second = _CALENDAR.match(image, join.end())
        if (
            second
            and second.end() > join.end()
            and (last := _of_calendar(image, second, joined=True))
        ):
            return _dated(image, start, second.end(), when, form, last[0])
    if match["day_to"] or (match["month"] and image[end - 1] not in "月份" and not _has_day(match)):
        # A number that only the end of a range would have made a date.
        return None
    if match["month"] and not _has_day(match) and not match["part"] and _PAY.match(image, end):
        return None
    if match["year"] and not match["month"] and image[end - 1].isdigit():
        return None
    return _dated(image, start, end, when, form)


def _has_day(match: re.Match[str]) -> bool:
    return bool(
        match["day"] or match["day_to"] or match["day_bare"] or match["part"] or match["year_part"]
    )


def _number(words: str) -> int:
    numeral = parse_zh(words)
    return int(numeral.low) if numeral is not None else 0


def _of_calendar(
    image: str, match: re.Match[str], *, joined: bool = False
) -> tuple[When, Form] | None:
    """Return what a match of the calendar pattern says, None when it is no date."""
    year = _year(image, match)
    if year is None:
        return None
    stated, offset, told = year
    month = _number(match["month"]) if match["month"] else None
    words = match["day"] or match["day_to"]
    if match["day_bare"]:
        # 2018年7月27 is a date, 7月27 mostly not.
        if month is None or not match["year"]:
            return None
        words = match["day_bare"]
    day = _number(words) if words else None
    part = _ENDINGS[match["part"]] if match["part"] else None
    year_part = None
    if month is None and part in ("early", "mid", "late") and match["part"] in "初底末中":
        part, year_part = None, _YEAR_ENDINGS[match["part"]]
        if stated is None and offset is None and not match["month_from"]:
            return None
    if match["month_from"]:
        return _month_from(
            match, day, part or (_ENDINGS.get(match["year_part"] or match["part"] or ""))
        )
    if match["year_part"]:
        if month is not None or (stated is None and offset is None):
            return None
        ending = match["year_part"]
        quarter = next((char for char in ending if char in _QUARTERS), None)
        year_part = _QUARTERS[quarter] if quarter else _YEAR_ENDINGS[ending]
    if month is None and stated is None and offset is None:
        return _day_alone(image, match, day, joined=joined)
    if month is None and (day is not None or part is not None):
        return None
    if stated is None and offset is None and month is not None and day is None and part is None:
        if not _month_alone(image, match, joined=joined):
            return None
    if month is not None and not is_day(month, day, stated):
        return None
    form: Form = "absolute"
    if stated is None:
        form = "partial" if offset is None else "anaphoric" if told else "relative"
    return (
        Calendar(stated, offset, "anchor" if told else "published", month, day, part, year_part),
        form,
    )


def _year(image: str, match: re.Match[str]) -> tuple[int | None, int | None, bool] | None:
    """Return the year, or its offset and whether that counts from a date told before."""
    if match["year"]:
        return digits_zh(match["year"]), None, False
    if words := match["short"]:
        value = digits_zh(words)
        if value is None:
            return None
        before = image[match.start() - 1 : match.start()]
        if before.isdigit() or before in (
            "第",
            "百",
            "千",
            "十",
            "近",
            "约",
            "满",
            "达",
            "超",
            "每",
        ):
            return None
        alone = not match["month"] and not match["year_part"] and not match["part"]
        if alone and (not words.isdigit() or (value >= 10 and value < 80) or before == "了"):
            return None
        return value + (1900 if value >= 50 else 2000), None, False
    if words := match["from"]:
        if words in _YEARS_FROM:
            return None, _YEARS_FROM[words], False
        return None, _YEARS_TOLD[words], True
    return None, None, False


def _month_from(
    match: re.Match[str], day: int | None, part: MonthPart | None
) -> tuple[When, Form] | None:
    words = match["month_from"]
    if words in _MONTHS_FROM:
        return MonthFrom("published", _MONTHS_FROM[words], day, part), "relative"
    return MonthFrom("anchor", _MONTHS_TOLD[words], day, part), "anaphoric"


_DAY_NOT_BEFORE = frozenset("第每近前数多头后过期周生节续时长.:/-·元万千百a b两几0123456789个")
_HAO_BEFORE = frozenset(',。;!?:、\n "(在于从到至和及是自月的')


def _day_alone(
    image: str, match: re.Match[str], day: int | None, *, joined: bool
) -> tuple[When, Form] | None:
    """27日 without its month: not 三日 (three days), 科技路27号 or 3日内."""
    if day is None or not 1 <= day <= 31:
        return None
    words = match["day"] or match["day_to"]
    if joined:
        return DayOfMonth(day), "partial"
    before = image[match.start() - 1 : match.start()]
    after = image[match.end() : match.end() + 1]
    if match["day_to"]:
        return (DayOfMonth(day), "partial") if before not in _DAY_NOT_BEFORE else None
    if not words.isdigit() and len(words) == 1:
        return None
    if image[match.end() - 1] == "号":
        return (DayOfMonth(day), "partial") if before in _HAO_BEFORE or not before else None
    if before in _DAY_NOT_BEFORE or after in ("内", "后", "前", "间", "之", "以", "游", "元", "龄"):
        return None
    return DayOfMonth(day), "partial"


def _month_alone(image: str, match: re.Match[str], *, joined: bool) -> bool:
    """5月 without year or day: not 三月三, 5月龄."""
    if joined:
        return True
    before = image[match.start() - 1 : match.start()]
    after = image[match.end() : match.end() + 1]
    return not (before in _DAY_NOT_BEFORE and before != "近") and after not in (
        "三", "龄", "大", "革", "花", "瓜", "刊", "内", "嫂", "子",
    )  # fmt: skip


_NOT_AFTER: dict[str, str] = {
    # A word that ends in these characters runs into the one that is looked for.
    "前": "之以目此先日提午年月", "后": "之以然最今日前", "近": "附最相接靠临邻新远较将", "日": "目今昨明即当同每生假节周",
    "周": "至到~-每上本这下双单两一二三四五六七八九十几数第半整", "上": "马晚早路网街以会线", "当": "每相应适正恰", "同": "不相合共",
    "明": "说证表声文透光鲜", "今": "至如而迄", "下": "以之如地旗", "年": "今去前明本同当该次翌每0123456789一二三四五六七八九〇零整全过新",
    "月": "上本这当同该下次个0123456789一二三四五六七八九十正腊", "中": "", "本": "日基根", "这": "", "次": "每两一二三四五六七八九十几多数",
    "星": "每个上本这下", "礼": "每个上本这下",
}  # fmt: skip


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
    return _dated(image, start, end, when, form)


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
        if image.startswith(("至", "到", "-", "~", "次"), end):
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
        return Calendar(year_part=_YEAR_ENDINGS[words[1]]), "partial"
    if words[0] == "月" or words.endswith("旬"):
        return DayOfMonth(None, _ENDINGS[words]), "partial"
    if words.endswith("半年"):
        return Calendar(year_part=_YEAR_ENDINGS[words]), "partial"
    days = _DAYS_FROM["大前" if words.startswith("大前") else first]
    return DayFrom("published", days, days), "relative"


_LATELY = {"日前": 10, "近日": 10, "近期": 30, "近来": 30, "最近": 30, "不久前": 60, "前不久": 60}
"""Days that vague words reach back, our choice: 日前 and 近日 are of the last days in news style."""


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


def _amounts(image: str) -> list[FoundDate]:
    """三天前, 两周后, 罢工三天, 罢工第三天."""
    found = []
    for match in _AMOUNT.finditer(image):
        start, end = match.span()
        if start and image[start - 1] in "0123456789.第前每近":
            continue
        ago = _AGO.match(image, end)
        if ago is not None:
            when = _ago(image, match, ago["where"])
            if when is not None:
                form: Form = "relative" if ago["where"] == "前" else "anaphoric"
                found.append(_dated(image, start, ago.end(), when, form))
            continue
        if one := _duration(image, match):
            found.append(one)
    if "第" in image:
        for match in _NTH.finditer(image):
            if one := _nth(image, match):
                found.append(one)
    return found


def _nth(image: str, match: re.Match[str]) -> FoundDate | None:
    nth = _number(match["n"])
    if not nth:
        return None
    before = _NTH_BEFORE.search(image, max(0, match.start() - 12), match.start())
    if before is not None:
        form: Form = "anaphoric"
        return FoundDate(before.start(), match.end(), None, "start", form, when=NthDay(nth))
    if 2 <= nth <= 3 and match.group()[-1] == "天":
        return _dated(
            image, match.start(), match.end(), DayFrom("anchor", nth - 1, nth - 1), "anaphoric"
        )
    return None


def _amount(match: re.Match[str]) -> tuple[str, int, int] | None:
    """Return the unit (day, week, month, year) and how many, at least and at most."""
    if match["half"]:
        if match["half_unit"] == "年":
            return "month", 6, 6
        return ("day", 15, 15) if match["half_unit"] != "天" else ("day", 1, 1)
    numeral: Numeral | None = parse_zh(match["n"])
    if numeral is None or numeral.high > 1000 or not numeral.high:
        return None
    low, high = int(numeral.low), int(numeral.high)
    unit = match["unit"]
    if match["more"] or (match["more3"] and match["more3"] != "半"):
        if low >= 10 and match["more"]:
            high = low + max(int(numeral.step), 1) - 1
        else:
            high = low + 1
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
        if match["half"]:
            low, high = low - 3, high + 3
        return DayFrom(base, low, high)  # type: ignore[arg-type]
    return UnitFrom(base, unit, low, high)  # type: ignore[arg-type]


_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}


def _duration(image: str, match: re.Match[str]) -> FoundDate | None:
    read = _amount(match)
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


def _numeric(image: str) -> list[FoundDate]:
    found = []
    for match in _ISO.finditer(image):
        day = int(match["day"]) if match["day"] else None
        if not is_day(int(match["month"]), day, int(match["year"])):
            continue
        when = Calendar(int(match["year"]), month=int(match["month"]), day=day)
        found.append(_dated(image, match.start(), match.end(), when, "absolute"))
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
            else _number(words)
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
        found.append(_dated(image, match.start(), match.end(), Decade(value, part), "absolute"))  # type: ignore[arg-type]
    return found


def _feasts(image: str) -> list[FoundDate]:
    """Holidays and dates of the Chinese calendar."""
    found = []
    for match in _HOLIDAY_WORDS.finditer(image):
        if one := _holiday(image, match):
            found.append(one)
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
    return _dated(image, start, end, when, form)


def _lunar(image: str, match: re.Match[str]) -> FoundDate | None:
    start = match.start()
    words = match["month"] or match["first"] or match["leap_month"] or "正"
    if words == "正" and not match["mark"] and not match["day"]:
        # 正月 is the month; 大年 needs its day.
        if not match["first"]:
            return None
    month = {"正": 1, "腊": 12, "冬": 11}.get(words) or _number(words)
    day = _number((match["day"] or "").removeprefix("初")) or None
    year, offset = match["year"], match["from"]
    if not match["mark"] and (before := _LUNAR_BEFORE.search(image, max(0, start - 5), start)):
        start, year, offset = before.start(), before["year"], before["from"]
    leap = bool(match["leap"] or match["leap_month"])
    when = Lunar(
        month, day, leap, int(year) if year else None, _YEARS_FROM[offset] if offset else None
    )
    form: Form = "absolute" if year else "relative" if offset else "partial"
    return _dated(image, start, match.end(), when, form)
