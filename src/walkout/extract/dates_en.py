"""Dates in English words."""

from __future__ import annotations

import re
from typing import Literal

from walkout.extract.dates import FoundDate, Form, Role, apart
from walkout.extract.lunar import Holiday
from walkout.extract.when import (
    Base,
    Calendar,
    DayFrom,
    Decade,
    HolidayDate,
    Lately,
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
from walkout.text.numerals import parse_en
from walkout.text.patterns import alternation

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2,
    "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_M = alternation(_MONTHS) + r"(?![a-z])\.?"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_TH = rf"{_DAY}(?:st|nd|rd|th)?(?![0-9a-z])"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9a-z]|[,.][0-9])"
_TO = r" ?(?:-{1,2}|to|until|till|through|and) ?"

_DATE = re.compile(
    # 27 July 2018, 27th of July; 5-8 May; July 27, 2018; May 5-8; early May 2018; May.
    rf"(?<![a-z0-9.])(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|end|middle|first half|second half|first days|last days) of)[- ](?:in )?)?"
    rf"(?:(?:the )?(?P<day>{_DAY})(?:st|nd|rd|th)?(?:{_TO}(?P<to>{_TH}))?(?: of)? (?P<month>{_M})"
    rf"|(?P<month2>{_M}) ?(?:the )?(?P<day2>{_DAY})(?:st|nd|rd|th)?(?![0-9a-z:]|[.,][0-9]|%| ?(?:a\.?m|p\.?m)(?![a-z])|0)(?: ?(?:-|to|until|through) ?(?P<to2>{_TH})(?! (?:{_M})))?"
    rf"|(?P<month3>{_M}))"
    rf"(?:(?:,| of|,? in)? (?P<year>{_YEAR})|(?: (?P<from>(?:this|last|next) year|of (?:this|last|next|the same|that) year|the same year)))?"
)
_MONTH_RANGE = re.compile(
    rf"(?<![a-z])(?P<first>{_M})(?: (?P<year1>{_YEAR}))?(?:{_TO})(?P<last>{_M})(?: ?(?P<day>{_TH}))?(?:,? (?:of )?(?P<year>{_YEAR}))?"
)
_ISO = re.compile(
    r"(?<![0-9a-z/_.-])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/])(?P<month>0[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9]|[/_-][a-z0-9])"
    r"|(?<![0-9a-z/_.-])(?:(?P<eday>1[3-9]|2[0-9]|3[01])/(?P<emonth>0?[1-9]|1[0-2])"
    r"|(?P<amonth>0?[1-9]|1[0-2])/(?P<aday>1[3-9]|2[0-9]|3[01]))/(?P<syear>(?:19|20)[0-9]{2})(?![0-9/])"
)
_MONTH_BEFORE = re.compile(
    r"(?<![a-z])(?:in|last|this|since|until|till|by|during|of|next|from|throughout|between|and|before|after|to|for|through|late|early|mid|on|the|that|around|is|was|late in|-) ?$"
)
_VERB_MONTHS = {"may", "march", "mar", "sep", "dec", "jan", "jun"}

_YEARS = re.compile(
    r"(?<![a-z])(?P<lead>in|since|from|until|till|by|during|of|before|after|throughout|around|early|mid|late|through|between"
    r"|(?:the )?(?:beginning|start|end|middle|first half|second half) of"
    r"|(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?: of)?,?|q[1-4],?"
    r"|(?:the )?(?:spring|summer|autumn|fall|winter)(?: of)?,?|(?:the )?year)[- ]"
    r"(?:in |of |the |mid-|late |early )?(?P<year>(?:19|20)[0-9]{2})(?![0-9a-z]|[,.][0-9]|-[0-9]{3}| (?:workers|people|employees|yuan|rmb|miners|drivers|teachers|protesters|jobs|of the))"
    r"(?:(?: ?- ?| to | until | and | through )(?P<to>(?:19|20)?[0-9]{2})(?![0-9a-z]))?"
    r"|\((?P<paren>(?:19|20)[0-9]{2})\)"
    r"|(?<![a-z])(?:the|a) (?P<noun>(?:19|20)[0-9]{2})(?= [a-z]{3})(?! (?:workers|people|employees))"
)
_DECADE = re.compile(
    r"(?<![a-z0-9])(?:(?P<part>early|mid|late)[- ](?:to[- ]late |to[- ]mid )?)?(?:the )?(?:(?P<part2>early|mid|late)[- ])?"
    r"(?:(?P<year>(?:19|20)[0-9])0'?s|'(?P<short>[2-9])0s|(?P<word>nineteen )?(?P<name>sixties|seventies|eighties|nineties))(?![a-z0-9])"
)
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_N = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|several|a few|a couple of|couple of|few|half an?)"
_NTH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_NTH_WORD = rf"(?:{alternation(_NTH)}|[0-9]{{1,3}}(?:st|nd|rd|th))"
_ACT = r"(?:strikes?|protests?|sit-ins?|walkouts?|demonstrations?|stoppages?|blockades?|action|marches|standoff|stand-off|hunger strike|work stoppage|rally|occupation|picket|lockout)"

_RELATIVE = re.compile(
    r"(?<![a-z0-9-])(?:"
    r"(?P<today>today|tonight|this (?:morning|afternoon|evening))"
    r"|(?P<yesterday>(?:the day before )?yesterday|last night)|(?P<tomorrow>(?:the day after )?tomorrow)"
    rf"|(?:(?P<how>last|this past|this|next|on|since|until|by|from|past|late|early|the following|the next) )?(?P<weekday>{alternation(_WEEKDAYS)})(?!s|-)"
    r"|(?P<which>last|this|next|the past|earlier this|later this|late last|early last|the previous|the following|the next|the same|that same|that|the preceding|the)[ ](?P<unit>week(?:end)?|month|year|day)(?:end)?(?!s|-|'s? (?:worth|wages|pay|salary)|[a-z])(?P<before> (?:before|after|earlier|later))?"
    r"|(?P<season_how>last|this|next) (?P<season>spring|summer|autumn|fall|winter)(?! festival)"
    rf"|(?P<about>about |around |some |nearly |almost |more than |over )?(?P<n>{_N}) (?P<units>days?|weeks?|months?|years?|decades?|hours?) (?P<way>ago|earlier|later|before(?! the)|afterwards?|after(?= [a-z]+ing)|previously)(?! the)"
    r"|(?P<lately>recently|in recent (?:days|weeks|months)|(?:over|in|during) the (?:past|last) (?:few|couple of|several) (?:days|weeks|months)|these days|the other day|not long ago|in the past few days)"
    rf"|(?:on )?(?:(?:its|the|their|a|his|her) )?(?P<nth>{_NTH_WORD})(?: (?:consecutive|straight|successive|full))?[ -]day(?P<of> (?:of|in a row|running|since)(?: (?:the|their|a|an|this|that|its))?(?: [a-z-]+){{0,2}}? {_ACT}| of (?:the )?{_ACT}| in a row| running)?(?![a-z-])"
    rf"|day (?P<count>{_NTH_WORD}|[0-9]{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten) of (?:the|their|a|an|this|its) (?:[a-z-]+ ){{0,2}}{_ACT}"
    r")(?![a-z])"
)
_DURATION = re.compile(
    rf"(?<![a-z0-9-])(?:(?P<cue>(?:for|lasted|lasting|lasts|continued|spanning|after|went on|took) (?:for )?(?P<more>more than |over |about |around |nearly |almost |at least |some |up to )?)"
    rf"(?P<n>{_N})(?:-and-a-half| and a half)?(?: (?:consecutive|straight|full|successive|whole))? (?P<unit>days?|weeks?|months?|years?)(?! (?:of (?:unpaid|back|wages|pay|work|jail|prison|detention)|in (?:jail|prison|detention)|wages|old|ago|pay))"
    rf"|(?P<n2>[0-9]{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|twenty|thirty|multi)[- ](?P<unit2>day|week|month|year|hour)(?:s|-long| long)?(?= (?:[a-z-]+ ){{0,2}}{_ACT}(?![a-z]))"
    rf"|(?P<unit3>day|week|month|year)-?long(?= (?:[a-z-]+ ){{0,2}}{_ACT}(?![a-z])))"
)
_HOLIDAYS: dict[Holiday, str] = {
    "spring_festival": "chinese new year|lunar new year|spring festival|chinese lunar new year|chinese new year's day|lunar new year's day",
    "new_year_eve_lunar": "chinese new year's eve|lunar new year's eve|lunar new year eve|chinese new year eve",
    "new_year": "new year's day|new years day|new year's holiday|new year holiday",
    "new_years_eve": "new year's eve",
    "mid_autumn": "mid-autumn festival|mid-autumn day|moon festival",
    "dragon_boat": "dragon boat festival", "lantern": "lantern festival",
    "may_day": "may day|international workers' day|international workers day|international labour day|international labor day|labour day|workers' day",
    "national_day": "national day|china's national day", "qingming": "qingming festival|qingming|tomb sweeping day|tomb-sweeping day",
    "womens_day": "international women's day|women's day", "teachers_day": "teachers' day|teacher's day",
    "christmas": "christmas day|christmas", "christmas_eve": "christmas eve",
    "labor_day_us": "labor day", "thanksgiving": "thanksgiving", "black_friday": "black friday",
}  # fmt: skip
_HOLIDAY = {word: name for name, words in _HOLIDAYS.items() for word in words.split("|")}
_FEAST = re.compile(
    rf"(?<![a-z])(?:(?P<lead>before|ahead of|in the run-up to|in the runup to|on the eve of|prior to|after|following|during|over|throughout|in the lead-up to|just before|shortly before|days before) )?"
    rf"(?:(?:the|this|last|next) )?(?:(?P<year1>{_YEAR}) )?(?P<name>{alternation(_HOLIDAY)})(?P<span> (?:holidays?|period|week|break|golden week))?(?: (?:in |of )?(?P<year>{_YEAR})| (?P<from>(?:this|last|next) year))?(?![a-z])"
)
_LEADS: dict[str, Phase] = {
    "after": "after", "following": "after", "during": "during", "over": "during",
    "throughout": "during", "on the eve of": "eve", "just before": "eve", "shortly before": "eve",
    "days before": "eve",
}  # fmt: skip

_DATELINE = re.compile(
    r",? ?\((?:xinhua|reuters|ap|afp|upi|bloomberg|cns|ecns|kyodo)\)| ?-- | \(ap\)"
)
_JOIN = re.compile(r" ?(?:-{1,2}|to|until|till|through) ?")
_AND = re.compile(r" and ")
_FROM = re.compile(r"(?<![a-z])(?P<word>from|between) (?:about |around )?$")
_SINCE = re.compile(
    r"(?<![a-z])(?:since|ever since|starting|beginning|starting on|beginning on|as from|starting from)(?: on)? $"
)
_UNTIL = re.compile(r"(?<![a-z])(?:until|till|up to|as of|up until|through to|by)(?: the)? $")
_AHEAD = re.compile(
    r"(?<![a-z])(?:will|plans?|planned|planning|scheduled|set|expected|due|intends?|to be held|to take place|upcoming|calls? for|called for|ahead of|vow(?:s|ed)?)(?: [a-z'-]+){0,6} (?:on |in |for |from |by )?(?:the )?$"
)
_REPEATED = re.compile(r"(?<![a-z])(?:every|each|most|alternate|next to) $")

_PARTS: dict[str, MonthPart] = {
    "early": "early", "beginning": "early", "start": "early", "first days": "early", "mid": "mid",
    "middle": "mid", "late": "late", "end": "late", "last days": "late", "first half": "first_half",
    "second half": "second_half",
}  # fmt: skip
_YEAR_PARTS: dict[str, YearPart] = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "late", "first half": "h1", "second half": "h2", "spring": "spring",
    "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter",
    "first": "q1", "second": "q2", "third": "q3", "fourth": "q4", "last": "q4", "1st": "q1",
    "2nd": "q2", "3rd": "q3", "4th": "q4", "q1": "q1", "q2": "q2", "q3": "q3", "q4": "q4",
}  # fmt: skip
_YEAR_FROM = {"this year": 0, "last year": -1, "next year": 1}


def find(text: str, image: str) -> list[FoundDate]:
    """Return what English words say of time, unresolved; see `walkout.extract.dates.find_dates`."""
    found: list[FoundDate] = []
    if _MONTH_NAMES.search(image):
        found.extend(_dates(text, image))
    if _ANY_YEAR.search(image):
        found.extend(_years(image))
        for match in _ISO.finditer(image):
            if one := _iso(image, match):
                found.append(one)
    for match in _RELATIVE.finditer(image):
        if one := _relative(image, match):
            found.append(one)
    for match in _DURATION.finditer(image):
        if one := _duration(match):
            found.append(one)
    if "0s" in image or "ties" in image or "0's" in image:
        found.extend(_decades(image))
    if _FEAST_NAMES.search(image):
        for match in _FEAST.finditer(image):
            found.append(_feast(image, match))
    return _ranges(image, apart(found))


_MONTH_NAMES = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_ANY_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_FEAST_NAMES = re.compile("day|festival|new year|christmas|thanksgiving|friday|qingming")


def _dated(
    image: str, start: int, end: int, when: When, form: Form, *, until: When | None = None
) -> FoundDate:
    """Give a date its role by the words before it: since, until, will ... on."""
    role: Role = "range" if until is not None else "point"
    head_start = max(0, start - 60)
    head = image[head_start:start]
    ahead = _AHEAD.search(head) is not None
    if until is None:
        if mark := _SINCE.search(head):
            role, start = "start", head_start + mark.start()
        elif (mark := _UNTIL.search(head)) and not ahead:
            role, start = "end", head_start + mark.start()
    return FoundDate(
        start, end, None, role, form, ahead=ahead, dateline=_DATELINE.match(image, end) is not None,
        when=when, until_when=until,
    )  # fmt: skip


def _ranges(image: str, found: list[FoundDate]) -> list[FoundDate]:
    """Join dates that words join: from March to May 2015, between 5 May and 8 May."""
    if len(found) < 2:
        return found
    joined: list[FoundDate] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and (whole := _joined(image, last, one)):
            joined[-1] = whole
            continue
        joined.append(one)
    return joined


def _joined(image: str, first: FoundDate, second: FoundDate) -> FoundDate | None:
    if second.start - first.end > 12 or first.when is None or second.when is None:
        return None
    if (
        first.role not in ("point", "end")
        or second.role not in ("point", "end")
        or first.until_when
    ):
        return None
    lead = _FROM.search(image, max(0, first.start - 16), first.start)
    between = image[first.end : second.start]
    gap = between if second.role == "point" else image[first.end : second.end]
    if _AND.fullmatch(between):
        if lead is None or lead["word"] != "between":
            return None
    elif not (_JOIN.fullmatch(between) or (second.role == "end" and lead and _JOIN.match(gap))):
        return None
    when = _with_year(first.when, second.when)
    start = lead.start() if lead else first.start
    return FoundDate(
        start, second.end, None, "range", first.form if when is first.when else second.form,
        ahead=first.ahead, when=when, until_when=second.when,
    )  # fmt: skip


def _with_year(first: When, second: When) -> When:
    """In "from 5 May to 3 June 2015" the year belongs to both."""
    if not isinstance(first, Calendar) or not isinstance(second, Calendar):
        return first
    if first.year is not None or first.offset is not None or second.year is None or not first.month:
        return first
    year = second.year
    if second.month is not None and (first.month, first.day or 0) > (
        second.month,
        second.day or 31,
    ):
        year -= 1
    return Calendar(year, month=first.month, day=first.day, part=first.part)


def _dates(text: str, image: str) -> list[FoundDate]:
    found = []
    for match in _DATE.finditer(image):
        if one := _date(text, image, match):
            found.append(one)
    for match in _MONTH_RANGE.finditer(image):
        if one := _month_range(text, image, match):
            found.append(one)
    return found


def _month(words: str) -> int:
    return _MONTHS[words.rstrip(".")]


def _date(text: str, image: str, match: re.Match[str]) -> FoundDate | None:
    words = match["month"] or match["month2"] or match["month3"]
    month = _month(words)
    side = "" if match["day"] else "2"
    day = int(match["day"] or match["day2"]) if match["day"] or match["day2"] else None
    year = int(match["year"]) if match["year"] else None
    part = _part(match["part"])
    start, end = match.span()
    to_words = match["to"] or match["to2"]
    if side and _in_month(image, match, day, year):
        day, to_words, end = None, None, match.end("month2")
        part, start = part, match.start("month2") if part is None else start
    if day is None:
        if not _named(text, image, match, part is not None or year is not None):
            return None
    elif not is_day(month, day, year) or not _capital(text, match, words):
        return None
    offset, base = _offset(match["from"])
    form: Form = "absolute" if year else "partial"
    if offset is not None:
        form = "anaphoric" if base == "anchor" else "relative"
    if words.endswith(".") and image[end - 1] == ".":
        # "in May." ends a sentence; "Jan. 5" does not.
        end -= 1
    if day is not None and part is not None:
        # "the end of 5 May" is no part of a month.
        part, start = None, min(match.start(f"day{side}"), _month_at(match))
    when = Calendar(year, offset, base, month, day, part)
    if not to_words or day is None:
        return _dated(image, start, end, when, form)
    return _day_range(image, match, start, end, when, form)


def _day_range(
    image: str, match: re.Match[str], start: int, end: int, when: Calendar, form: Form
) -> FoundDate | None:
    """May 5-8, between 5 and 8 May."""
    side = "" if match["day"] else "2"
    first, last = when.day or 0, int(re.sub("[a-z]", "", match[f"to{side}"]))
    if last <= first or not is_day(when.month or 1, last, when.year):
        return None
    until = Calendar(when.year, when.offset, when.base, when.month, last)
    lead = _FROM.search(image, max(0, start - 16), start)
    between = image[match.end(f"day{side}") : match.start(f"to{side}")]
    if "and" in between and lead is None and last > first + 1:
        # 5 and 8 May are two days; only the last has its month beside it.
        return _dated(image, match.start(f"to{side}"), end, until, form)
    return _dated(image, lead.start() if lead else start, end, when, form, until=until)


_COUNTED = re.compile(
    r" (?:[a-z-]+ )?(?:workers|people|employees|protesters|drivers|teachers|families|students|miners)"
)


def _in_month(image: str, match: re.Match[str], day: int | None, year: int | None) -> bool:
    """Whether the number behind a month is no day of it: "In May 30 workers"."""
    return (
        day is not None
        and year is None
        and image.endswith("in ", 0, _month_at(match))
        and _COUNTED.match(image, match.end()) is not None
    )


def _capital(text: str, match: re.Match[str], words: str) -> bool:
    """Whether a verb's name is a month's: not "may 5 of them", "march 12 kilometres"."""
    return words.rstrip(".") not in ("may", "march") or text[_month_at(match)].isupper()


def _month_at(match: re.Match[str]) -> int:
    return max(match.start("month"), match.start("month2"), match.start("month3"))


def _part(words: str | None) -> MonthPart | None:
    if words is None:
        return None
    return _PARTS[words.removeprefix("the ").removesuffix(" of")]


def _named(text: str, image: str, match: re.Match[str], told: bool) -> bool:
    """Whether a month by itself is one: May and March are verbs too, and abbreviations names."""
    at = _month_at(match)
    words = (match["month3"] or match["month2"]).rstrip(".")
    if not text[at].isupper():
        return False
    if told or match["from"]:
        return True
    if words in _VERB_MONTHS or len(words) <= 4 and words not in ("june", "july"):
        if _MONTH_BEFORE.search(image, max(0, at - 12), at) is None:
            return False
        return words in ("may", "march") and not image.startswith((" day", " fourth"), match.end())
    return True


def _offset(words: str | None) -> tuple[int | None, Base]:
    if words is None:
        return None, "published"
    words = words.removeprefix("of ")
    if words in _YEAR_FROM:
        return _YEAR_FROM[words], "published"
    return 0, "anchor"


def _month_range(text: str, image: str, match: re.Match[str]) -> FoundDate | None:
    first, last = match["first"], match["last"]
    if not text[match.start("first")].isupper() or not text[match.start("last")].isupper():
        return None
    start = match.start()
    lead = _FROM.search(image, max(0, start - 16), start)
    between = image[
        match.end("year1") if match["year1"] else match.end("first") : match.start("last")
    ]
    if "and" in between and (lead is None or lead["word"] != "between"):
        return None
    if match["day"] and match["day"].isdigit():
        return None
    year = int(match["year"]) if match["year"] else None
    early = int(match["year1"]) if match["year1"] else year
    if early is not None and match["year1"] is None and _month(first) > _month(last):
        early -= 1
    form: Form = "absolute" if early else "partial"
    end = match.end()
    if image[end - 1] == ".":
        end -= 1
    return _dated(
        image, lead.start() if lead else start, end, Calendar(early, month=_month(first)), form,
        until=Calendar(year, month=_month(last)),
    )  # fmt: skip


def _years(image: str) -> list[FoundDate]:
    found = []
    for match in _YEARS.finditer(image):
        words = match["year"] or match["paren"] or match["noun"]
        lead = match["lead"] or ""
        key = lead.removeprefix("the ").rstrip(",").removesuffix(" of")
        key = key.rstrip(",").removesuffix(" quarter")
        part = _YEAR_PARTS.get(key)
        start = (
            match.start()
            if part
            else match.start("year" if match["year"] else "paren" if match["paren"] else "noun")
        )
        inner = (
            image[match.end("lead") + 1 : match.start("year")].strip(" -") if match["year"] else ""
        )
        if part is None and inner in _YEAR_PARTS:
            part, start = _YEAR_PARTS[inner], match.end("lead") + 1
        when = Calendar(int(words), year_part=part)
        end = match.end("year" if match["year"] else "paren" if match["paren"] else "noun")
        until: When | None = None
        if match["to"] and part is None:
            last = int(match["to"])
            last += int(words) // 100 * 100 if last < 100 else 0
            between = image[match.end("year") : match.start("to")]
            if last > int(words) and (" and " not in between or lead == "between"):
                until, end = Calendar(last), match.end("to")
                start = match.start() if lead in ("from", "between") else start
        found.append(_dated(image, start, end, when, "absolute", until=until))
    return found


def _iso(image: str, match: re.Match[str]) -> FoundDate | None:
    if match["year"]:
        year, month, day = match["year"], match["month"], match["day"]
    else:
        year = match["syear"]
        month, day = match["emonth"] or match["amonth"], match["eday"] or match["aday"]
    if not is_day(int(month), int(day), int(year)):
        return None
    when = Calendar(int(year), month=int(month), day=int(day))
    return _dated(image, match.start(), match.end(), when, "absolute")


def _decades(image: str) -> list[FoundDate]:
    found = []
    names = {"sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
    for match in _DECADE.finditer(image):
        if match["year"]:
            first = int(match["year"]) * 10
        elif match["short"]:
            first = 1900 + int(match["short"]) * 10
        else:
            first = names[match["name"]]
        part: Literal["early", "mid", "late"] | None = match["part"] or match["part2"]  # type: ignore[assignment]
        found.append(_dated(image, match.start(), match.end(), Decade(first, part), "absolute"))
    return found


def _feast(image: str, match: re.Match[str]) -> FoundDate:
    words = match["year1"] or match["year"]
    year = int(words) if words else None
    offset = _YEAR_FROM[match["from"]] if match["from"] else None
    phase: Phase = _LEADS.get(match["lead"], "before") if match["lead"] else "day"
    if phase == "day" and (
        match["span"] or match["name"] in ("spring festival", "lunar new year", "chinese new year")
    ):
        phase = "during"
    form: Form = "absolute" if year else "partial" if offset is None else "relative"
    when = HolidayDate(_HOLIDAY[match["name"]], phase, year, offset)
    return _dated(image, match.start(), match.end(), when, form)


def _relative(image: str, match: re.Match[str]) -> FoundDate | None:
    kind = next(name for name in _KINDS if match[name] is not None)
    read = _READERS[kind](image, match)
    if read is None:
        return None
    when, form, role = read
    start, end = match.span()
    if role != "point":
        return FoundDate(start, end, None, role, form, when=when)
    if form == "vague":
        return FoundDate(start, end, None, "point", form, when=when)
    if kind == "weekday" and match["how"]:
        how = match["how"]
        if how in ("on", "from", "late", "early"):
            start = match.start("weekday")
        elif how in ("since", "until", "by"):
            return FoundDate(
                start, end, None, "start" if how == "since" else "end", form, when=when
            )
    return _dated(image, start, end, when, form)


_Read = tuple[When, Form, Role]


def _read_today(image: str, match: re.Match[str]) -> _Read | None:
    return DayFrom("published", 0, 0), "relative", "point"


def _read_yesterday(image: str, match: re.Match[str]) -> _Read | None:
    days = -2 if match["yesterday"].startswith("the") else -1
    return DayFrom("published", days, days), "relative", "point"


def _read_tomorrow(image: str, match: re.Match[str]) -> _Read | None:
    days = 2 if match["tomorrow"].startswith("the") else 1
    return DayFrom("published", days, days), "relative", "point"


def _read_weekday(image: str, match: re.Match[str]) -> _Read | None:
    if _REPEATED.search(image, max(0, match.start() - 12), match.start()):
        return None
    if match["weekday"] == "friday" and image.startswith("black ", match.start("weekday") - 6):
        return None
    how = match["how"] or ""
    day = _WEEKDAYS[match["weekday"]]
    if how in ("the following", "the next"):
        return Weekday(day, strict=True, ahead=True), "anaphoric", "point"
    if how == "this":
        return WeekFrom("published", 0, day), "relative", "point"
    return Weekday(day, strict=how == "last", ahead=how == "next"), "relative", "point"


_WHICH = {
    "last": -1, "late last": -1, "early last": -1, "the past": -1, "this": 0, "earlier this": 0,
    "later this": 0, "next": 1,
}  # fmt: skip
_TOLD = {
    "the previous": -1, "the preceding": -1, "the following": 1, "the next": 1, "the same": 0,
    "that same": 0, "that": 0,
}  # fmt: skip


def _read_unit(image: str, match: re.Match[str]) -> _Read | None:
    which, unit, before = match["which"], match["unit"], match["before"]
    if which == "the":
        if not before:
            return None
        offset = -1 if before.strip() in ("before", "earlier") else 1
        return _counted("anchor", unit, offset), "anaphoric", "point"
    if before:
        return None
    if which in _TOLD:
        return _counted("anchor", unit, _TOLD[which]), "anaphoric", "point"
    if unit == "day" and which != "the past":
        return None
    return _counted("published", unit, _WHICH[which]), "relative", "point"


def _counted(base: Base, unit: str, offset: int) -> When:
    if unit == "day":
        return DayFrom(base, offset, offset)
    if unit == "weekend":
        return WeekFrom(base, offset, weekend=True)
    if unit == "week":
        return WeekFrom(base, offset)
    if unit == "month":
        return MonthFrom(base, offset)
    return Calendar(offset=offset, base=base)


def _read_season(image: str, match: re.Match[str]) -> _Read | None:
    part = _YEAR_PARTS[match["season"]]
    how = match["season_how"]
    if how == "next":
        return Calendar(offset=1, year_part=part), "relative", "point"
    return Calendar(year_part=part, ended=how == "last"), "partial", "point"


def _how_many(words: str) -> tuple[int, int] | None:
    if words.startswith("half"):
        return None
    if words in ("a", "an"):
        return 1, 1
    if words in ("several", "few"):
        return 2, 9
    numeral = parse_en(words if words != "couple of" else "a couple of")
    return (int(numeral.low), int(numeral.high)) if numeral else None


def _read_n(image: str, match: re.Match[str]) -> _Read | None:
    amount = _how_many(match["n"])
    unit = match["units"].rstrip("s")
    back = match["way"] in ("ago", "earlier", "before", "previously")
    base: Base = "published" if match["way"] == "ago" else "anchor"
    form: Form = "relative" if match["way"] == "ago" else "anaphoric"
    if unit == "hour":
        return (DayFrom(base, -1, 0), form, "point") if match["way"] == "ago" else None
    if amount is None:
        if unit != "year":
            return None
        return UnitFrom(base, "month", -6 if back else 6, -6 if back else 6), form, "point"
    low, high = amount
    if match["about"] and match["about"].startswith(("more", "over")):
        high = low + max(1, low // 4)
    if unit == "decade":
        unit, low, high = "year", low * 10, high * 10
    if back:
        low, high = -high, -low
    if unit == "day":
        return DayFrom(base, low, high), form, "point"
    return UnitFrom(base, unit, low, high), form, "point"  # type: ignore[arg-type]


def _read_lately(image: str, match: re.Match[str]) -> _Read | None:
    words = match["lately"]
    days = (
        10
        if "days" in words or "day" in words
        else 60
        if "month" in words or "ago" in words
        else 30
    )
    return Lately(days), "vague", "point"


def _ordinal(words: str) -> int:
    if words in _NTH:
        return _NTH[words]
    digits = re.sub("[a-z]", "", words)
    if digits:
        return int(digits)
    numeral = parse_en(words)
    return int(numeral.low) if numeral else 0


def _read_nth(image: str, match: re.Match[str]) -> _Read | None:
    nth = _ordinal(match["nth"])
    words = match.group()
    tail = image[match.end() : match.end() + 1]
    consecutive = re.search(r"consecutive|straight|successive|in a row|running", words)
    lead = re.search(
        r"(?:for|entered|enters|entering|into|on|in) (?:its |the |a |their )?$",
        image[max(0, match.start() - 16) : match.start()],
    )
    if match["of"] or consecutive or (lead and words.startswith(("its", "their"))):
        return (NthDay(nth), "anaphoric", "start") if nth else None
    if nth == 2 and tail in ("", ",", ".", " ") and not lead:
        return DayFrom("anchor", 1, 1), "anaphoric", "point"
    return None


def _read_count(image: str, match: re.Match[str]) -> _Read | None:
    nth = _ordinal(match["count"])
    return (NthDay(nth), "anaphoric", "start") if nth else None


_READERS = {
    "today": _read_today, "yesterday": _read_yesterday, "tomorrow": _read_tomorrow,
    "weekday": _read_weekday, "which": _read_unit, "season_how": _read_season, "n": _read_n,
    "lately": _read_lately, "nth": _read_nth, "count": _read_count,
}  # fmt: skip
_KINDS = tuple(_READERS)
_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}


def _duration(match: re.Match[str]) -> FoundDate | None:
    start, end = match.span()
    if match["unit3"]:
        days = (_DAYS_IN[match["unit3"]],) * 2
        return FoundDate(start, end, None, "duration", "absolute", days=days)
    words, unit = match["n"] or match["n2"], (match["unit"] or match["unit2"]).rstrip("s")
    if unit == "hour":
        amount = _how_many(words)
        if amount is None or amount[0] % 24 or not amount[0]:
            return None
        return FoundDate(start, end, None, "duration", "absolute", days=(amount[0] // 24,) * 2)
    amount = (
        (2, 9) if words == "multi" else (1, 1) if words.startswith("half") else _how_many(words)
    )
    if amount is None or amount[1] > 400:
        return None
    if match["cue"] and match["cue"].startswith("after"):
        return None
    low, high = amount[0] * _DAYS_IN[unit], amount[1] * _DAYS_IN[unit]
    if words.startswith("half"):
        low = high = max(1, _DAYS_IN[unit] // 2)
    if match["more"] and match["more"].startswith(("more", "over", "at least")):
        high = low + _DAYS_IN[unit]
    return FoundDate(start, end, None, "duration", "absolute", days=(low, high))
