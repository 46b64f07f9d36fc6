"""Words of time that count from another date, durations and holidays, in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from walkout.extract.dates import Form, FoundDate, Role
from walkout.extract.lunar import Holiday
from walkout.extract.roles_en import YEAR_FROM, YEAR_PARTS, dated
from walkout.extract.when import (
    STORY_DAYS,
    Base,
    Calendar,
    Context,
    DayFrom,
    Lately,
    MonthFrom,
    NthDay,
    UnitFrom,
    Weekday,
    WeekFrom,
    When,
    event_date,
    in_range,
    is_day,
)
from walkout.extract.when_feasts import HolidayDate, Phase
from walkout.model.values import EventDate
from walkout.text.numerals import parse_en
from walkout.text.patterns import alternation

_YEAR = r"(?:19|20)[0-9]{2}(?![0-9a-z]|[,.][0-9])"
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
_N = (
    r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|twenty|thirty|several|a few|a couple of|couple of|few|half an?)"
)
_NTH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_NTH_WORD = rf"(?:{alternation(_NTH)}|[0-9]{{1,3}}(?:st|nd|rd|th))"
_ACT = (
    r"(?:strikes?|protests?|sit-ins?|walkouts?|demonstrations?|stoppages?|blockades?|action"
    r"|marches|standoff|stand-off|hunger strike|work stoppage|rally|occupation|picket|lockout)"
)
_RELATIVE = re.compile(
    r"(?<![a-z0-9-])(?:"
    r"(?P<today>today|tonight|this (?:morning|afternoon|evening))"
    r"|(?P<yesterday>(?:the day before )?yesterday|last night)|(?P<tomorrow>(?:the day after "
    r")?tomorrow)"
    rf"|(?:(?P<how>last|this past|this|next|on|since|until|by|from|past|late|early|the following"
    rf"|the next) )?(?P<weekday>{alternation(_WEEKDAYS)})(?!s|-)"
    r"|(?P<which>last|this|next|the past|earlier this|later this|late last|early last|the "
    r"previous|the following|the next|the same|that same|that|the preceding|the)[ "
    r"](?P<unit>week(?:end)?|month|year|day)(?:end)?"
    r"(?!s|-| of (?!work|strike|protest|action|the)[a-z]+|'s? (?:worth|wages|pay|salary)"
    r"|[a-z])(?P<before> (?:before|after|earlier|later))?"
    r"|(?P<season_how>last|this|next) (?P<season>spring|summer|autumn|fall|winter)(?! festival)"
    rf"|(?P<about>about |around |some |nearly |almost |more than |over )?(?P<n>{_N}) "
    rf"(?P<units>days?|weeks?|months?|years?|decades?|hours?) (?P<way>ago|later|afterwards?"
    rf"|(?:earlier|before|previously)(?! the)|after(?= [a-z]+ing))"
    r"|(?P<lately>recently|in recent (?:days|weeks|months)|(?:over|in|during) the (?:past|last) "
    r"(?:few|couple of|several) (?:days|weeks|months)|these days|the other day|not long ago|in "
    r"the past few days)"
    rf"|(?:on )?(?:(?:its|the|their|a|his|her) )?(?P<nth>{_NTH_WORD})(?: (?:consecutive|straight"
    rf"|successive|full))?[ -]day(?P<of> (?:of|in a row|running|since)(?: (?:the|their|a|an|this"
    rf"|that|its))?(?: [a-z-]+){{0,2}}? {_ACT}| of (?:the )?{_ACT}| in a row| running)?(?![a-z-])"
    rf"|day (?P<count>{_NTH_WORD}|[0-9]{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten) "
    rf"of (?:the|their|a|an|this|its) (?:[a-z-]+ ){{0,2}}{_ACT}"
    r")(?![a-z])"
)
_DURATION = re.compile(
    rf"(?<![a-z0-9-])(?:(?P<cue>(?:for|lasted|lasting|lasts|continued|spanning|after|went on"
    rf"|took) (?:for )?(?P<more>more than |over |about |around |nearly |almost |at least |some "
    rf"|up to )?)"
    rf"(?P<n>{_N})(?:-and-a-half| and a half)?(?: (?:consecutive|straight|full|successive"
    rf"|whole))? (?P<unit>days?|weeks?|months?|years?)(?![a-z]| (?:of (?:unpaid|back|wages|pay|work"
    rf"|jail|prison|detention)|in (?:jail|prison|detention)|wages|old|ago|pay))"
    rf"|(?P<n2>[0-9]{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    rf"|several|twenty|thirty|multi)[- ](?P<unit2>day|week|month|year|hour)(?:s|-long| long)? "
    rf"(?:[a-z-]+ ){{0,2}}{_ACT}(?![a-z])"
    rf"|(?P<unit3>day|week|month|year)-?long (?:[a-z-]+ ){{0,2}}{_ACT}(?![a-z]))"
)
_ANY_TIME = re.compile(
    "day|week|month|year|night|recently|decade|spring|summer|autumn|fall|winter|this|yesterday"
    "|tomorrow"
    "|not long ago|hour"
)
"""Without these no such words are there; literals only, which is fast to look for."""
_HOLIDAYS: dict[Holiday, str] = {
    "spring_festival": "chinese new year|lunar new year|spring festival|chinese lunar new year"
                       "|chinese new year's day|lunar new year's day",
    "new_year_eve_lunar": "chinese new year's eve|lunar new year's eve|lunar new year eve"
                          "|chinese new year eve",
    "new_year": "new year's day|new years day|new year's holiday|new year holiday",
    "new_years_eve": "new year's eve",
    "mid_autumn": "mid-autumn festival|mid-autumn day|moon festival",
    "dragon_boat": "dragon boat festival", "lantern": "lantern festival",
    "may_day": "may day|labour day|international workers' day|international workers day"
    "|international "
               "labour day|international labor day|labour day|workers' day",
    "national_day": "national day|china's national day", "qingming": "qingming festival|qingming"
                                                                     "|tomb sweeping day"
                                                                     "|tomb-sweeping day",
    "womens_day": "international women's day|women's "
                  "day", "teachers_day": "teachers' day|teacher's day",
    "christmas": "christmas day|christmas", "christmas_eve": "christmas eve",
    "labor_day_us": "labor day", "thanksgiving": "thanksgiving", "black_friday": "black friday",
}  # fmt: skip
_HOLIDAY = {word: name for name, words in _HOLIDAYS.items() for word in words.split("|")}
_FEAST = re.compile(
    rf"(?<![a-z])(?:(?P<lead>before|ahead of|in the run-up to|in the runup to|on the eve of"
    rf"|prior to|after|following|during|over|throughout|in the lead-up to|just before|shortly "
    rf"before|days before) )?"
    rf"(?:(?:the|this|last|next) )?(?:(?P<year1>{_YEAR}) "
    rf")?(?P<name>{alternation(_HOLIDAY)})(?P<span> (?:holidays?|period|week|break|golden "
    rf"week))?(?: (?:in |of )?(?P<year>{_YEAR})| (?P<from>(?:this|last|next) year))?(?![a-z])"
)
_FEAST_NAMES = re.compile("day|festival|new year|christmas|thanksgiving|friday|qingming")
_LEADS: dict[str, Phase] = {
    "after": "after", "following": "after", "during": "during", "over": "during",
    "throughout": "during", "on the eve of": "eve", "just before": "eve", "shortly before": "eve",
    "days before": "eve",
}  # fmt: skip
_REPEATED = re.compile(r"(?<![a-z])(?:every|each|most|alternate|next to) $")


def relative(image: str) -> list[FoundDate]:
    """Return the dates that English words count from another, and durations; unresolved."""
    found = []
    if _ANY_TIME.search(image):
        for match in _RELATIVE.finditer(image):
            if one := _relative(image, match):
                found.append(one)
        found.extend(_weekends(image))
        for match in _DURATION.finditer(image):
            if one := _duration(match):
                found.append(one)
    return found


_WEEKEND = re.compile(r"(?<![a-z])(?:over|at|on|during) the weekend(?![a-z-])")


def _weekends(image: str) -> list[FoundDate]:
    """Return the weekend just past: "over the weekend"."""
    return [
        dated(image, m.start(), m.end(), LastWeekend(), "relative")
        for m in _WEEKEND.finditer(image)
    ]


@dataclass(frozen=True, slots=True)
class LastWeekend:
    """The weekend just past, or the one in which the words are written."""

    def resolve(self, context: Context) -> EventDate | None:
        """Return Saturday and Sunday, no later than publication."""
        base, story = context.base("published"), context.base("anchor")
        if base is None or not in_range(base[0].year):
            return None
        if context.anchor is not None and story and (base[0] - story[1]).days > STORY_DAYS:
            # In a story it is the one after the day told, or that of the day itself.
            day = story[1] + timedelta(days=max(0, 5 - story[1].weekday()))
            if (story[1] - story[0]).days > 7 or not in_range(day.year):
                return None
            sunday = day + timedelta(days=max(0, 6 - day.weekday()))
            return event_date((day, sunday), "days", "relative")
        saturday = base[0] - timedelta(days=(base[0].weekday() - 5) % 7)
        last = min(saturday + timedelta(days=1), base[1])
        return event_date((saturday, last), "days" if last > saturday else "day", "relative")


@dataclass(frozen=True, slots=True)
class ThisDayYearsAgo:
    """The day of publication some years before: "a year ago today".

    Args:
        years: How many.
    """

    years: int

    def resolve(self, context: Context) -> EventDate | None:
        """Return the day; 29 February has none in a common year."""
        base = context.base("published")
        if base is None or not in_range(base[0].year - self.years):
            return None
        if not is_day(base[0].month, base[0].day, base[0].year - self.years):
            return None
        day = base[0].replace(year=base[0].year - self.years)
        return event_date((day, day), "day", "relative")


def feasts(image: str) -> list[FoundDate]:
    """Return the holidays that English words name; unresolved."""
    if not _FEAST_NAMES.search(image):
        return []
    return [_feast(image, match) for match in _FEAST.finditer(image)]


def _feast(image: str, match: re.Match[str]) -> FoundDate:
    words = match["year1"] or match["year"]
    year = int(words) if words else None
    offset = YEAR_FROM[match["from"]] if match["from"] else None
    phase: Phase = _LEADS.get(match["lead"], "before") if match["lead"] else "day"
    if phase == "day" and (
        match["span"] or match["name"] in ("spring festival", "lunar new year", "chinese new year")
    ):
        phase = "during"
    form: Form = "absolute" if year else "partial" if offset is None else "relative"
    when = HolidayDate(_HOLIDAY[match["name"]], phase, year, offset)
    return dated(image, match.start(), match.end(), when, form)


def _relative(image: str, match: re.Match[str]) -> FoundDate | None:
    kind = next(name for name in _KINDS if match[name] is not None)
    read = _READERS[kind](image, match)
    if read is None:
        return None
    when, form, role = read
    start, end = match.span()
    if kind == "n" and image.startswith(" today", end) and (years := _years_ago(match)):
        return dated(image, start, end + 6, ThisDayYearsAgo(years), form)
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
    return dated(image, start, end, when, form)


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
    part = YEAR_PARTS[match["season"]]
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


def _years_ago(match: re.Match[str]) -> int | None:
    amount = _how_many(match["n"])
    if amount is None or match["way"] != "ago" or not match["units"].startswith("year"):
        return None
    return amount[0] if amount[0] == amount[1] and not match["about"] else None


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
    counted = lead is not None and (
        words.startswith(("its", "their"))
        # "struck for a third day", "entered a fifth day"; "on the third day" is a day of its own.
        or (nth > 1 and words.startswith("a ") and not lead.group().startswith("on"))
    )
    if match["of"] or consecutive or counted:
        if nth and image.startswith(" yesterday", match.end()):
            return DayFrom("published", -nth, -nth), "relative", "start"
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
