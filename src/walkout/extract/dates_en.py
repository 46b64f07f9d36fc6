"""Dates in English words."""

from __future__ import annotations

import re
from typing import Literal

from walkout.extract.dates import Form, FoundDate, apart
from walkout.extract.relative_en import feasts, relative
from walkout.extract.roles_en import YEAR_FROM, YEAR_PARTS, dated
from walkout.extract.stories_en import stories
from walkout.extract.when import (
    Base,
    Calendar,
    DayOfMonth,
    Decade,
    MonthFrom,
    MonthPart,
    When,
    is_day,
)
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

_PEOPLE = (
    r"(?:[a-z-]+ ){0,2}?(?:workers|people|employees|miners|drivers|teachers|protesters|staff"
    r"|strikers|nurses|women|men|taxis|couriers)(?![a-z])"
)
"""Behind a round number these make it a number of people: "on 7 Nov, 2000 workers"."""

_DATE = re.compile(
    # 27 July 2018, 27th of July; 5-8 May; July 27, 2018; May 5-8; early May 2018; May.
    rf"(?<![a-z0-9.])(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|end|middle|first half"
    rf"|second half|first days|last days) of)[- ](?:in )?)?"
    rf"(?:(?:the )?(?P<day>{_DAY})(?:st|nd|rd|th)?(?:{_TO}(?P<to>{_TH}))?(?: of)? (?P<month>{_M})"
    rf"|(?P<month2>{_M}) ?(?:the )?(?P<day2>{_DAY})(?:st|nd|rd|th)?(?![0-9a-z:]|[.,][0-9]|%| "
    rf"?(?:a\.?m|p\.?m)(?![a-z])|0)(?: ?(?:-|to|until|through) ?(?P<to2>{_TH})(?! (?:{_M})))?"
    rf"|(?P<month3>{_M}))"
    rf"(?:(?:,| of|,? in)? (?P<year>{_YEAR})(?!(?<=00) {_PEOPLE})|(?: (?P<from>(?:this|last"
    rf"|next) year|of (?:this|last"
    rf"|next|the same|that|the following|the next|the previous) year"
    rf"|the (?:same|following|next|previous) year)))?"
)
_MONTH_RANGE = re.compile(
    rf"(?<![a-z])(?P<first>{_M})(?: (?P<year1>{_YEAR}))?(?:{_TO})(?P<last>{_M})(?: "
    rf"?(?P<day>{_TH}))?(?:,? (?:of )?(?P<year>{_YEAR}))?"
)
_ISO = re.compile(
    r"(?<![0-9a-z/_.-])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/])(?P<month>0[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9]|[/_-][a-z0-9])"
    r"|(?<![0-9a-z/_.-])(?:(?P<eday>1[3-9]|2[0-9]|3[01])/(?P<emonth>0?[1-9]|1[0-2])"
    r"|(?P<amonth>0?[1-9]|1[0-2])/(?P<aday>1[3-9]|2[0-9]|3[01]))/(?P<syear>(?:19"
    r"|20)[0-9]{2})(?![0-9/])"
)
_MONTH_BEFORE = re.compile(
    r"(?<![a-z])(?:in|last|this|since|until|till|by|during|of|next|from|throughout|between|and"
    r"|before|after|to|for|through|late|early|mid|on|the|that|around|is|was|late in|-) ?$"
)
_VERB_MONTHS = {"may", "march", "mar", "sep", "dec", "jan", "jun"}

_YEARS = re.compile(
    r"(?<![a-z])(?P<lead>in|since|from|until|till|by|during|of|before|after|throughout|around"
    r"|early|mid|late|through|between"
    r"|(?:the )?(?:beginning|start|end|middle|first half|second half) of"
    r"|(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?: of)?,?|q[1-4],?"
    r"|(?:the )?(?:spring|summer|autumn|fall|winter)(?: of)?,?|(?:the )?year)[- ]"
    r"(?:in |of |the |mid-|late |early )?(?P<year>(?:19|20)[0-9]{2})(?![0-9a-z]|[,.][0-9]"
    r"|-[0-9]{3}| (?:yuan|rmb|jobs|of the)|(?<=00) (?:workers|people|employees|miners|drivers"
    r"|teachers|protesters))"
    r"(?:(?: ?- ?| to | until | and | through )(?P<to>(?:19|20)?[0-9]{2})(?![0-9a-z]))?"
    r"|\((?P<paren>(?:19|20)[0-9]{2})\)"
    r"|(?<![a-z])(?:the|a) (?P<noun>(?:19|20)[0-9]{2})(?= [a-z]{3})(?! (?:workers|people"
    r"|employees))"
    # A year alone in its cell, or a span of years.
    r"|\A(?P<alone>(?:19|20)[0-9]{2})(?:-(?P<alone_to>(?:19|20)[0-9]{2}))?\Z"
)
_DECADE = re.compile(
    r"(?<![a-z0-9])(?:(?P<part>early|mid|late)[- ](?:to[- ]late |to[- ]mid )?)?(?:the "
    r")?(?:(?P<part2>early|mid|late)[- ])?"
    r"(?:(?P<year>(?:19|20)[0-9])0'?s|'(?P<short>[2-9])0s|(?P<word>nineteen )?(?P<name>sixties"
    r"|seventies|eighties|nineties))(?![a-z0-9])"
)


_JOIN = re.compile(r" ?(?:-{1,2}|to|until|till|through) ?")
_AND = re.compile(r" and ")
_FROM = re.compile(r"(?<![a-z])(?P<word>from|between) (?:about |around )?$")

_PARTS: dict[str, MonthPart] = {
    "early": "early", "beginning": "early", "start": "early", "first days": "early", "mid": "mid",
    "middle": "mid", "late": "late", "end": "late", "last days": "late", "first half": "first_half",
    "second half": "second_half",
}  # fmt: skip


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
    found.extend(_days_of_month(image))
    found.extend(stories(image))  # First: of equal words it knows more.
    found.extend(relative(image))
    found.extend(feasts(image))
    if "0s" in image or "ties" in image or "0's" in image:
        found.extend(_decades(image))
    return _ranges(image, apart(found))


_MONTH_NAMES = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_ANY_YEAR = re.compile("(?:19|20)[0-9][0-9]")


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
        return dated(image, start, end, when, form)
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
        return dated(image, match.start(f"to{side}"), end, until, form)
    return dated(image, lead.start() if lead else start, end, when, form, until=until)


_COUNTED = re.compile(
    r" (?:[a-z-]+ )?(?:workers|people|employees|protesters|drivers|teachers|families|students"
    r"|miners)"
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
    if told or match["from"] or (not at and match.end() == len(image)):
        # A month alone in its cell is one.
        return True
    if words in _VERB_MONTHS or (len(words) <= 4 and words not in ("june", "july")):
        if _MONTH_BEFORE.search(image, max(0, at - 12), at) is None:
            return False
        return words in ("may", "march") and not image.startswith((" day", " fourth"), match.end())
    return True


def _offset(words: str | None) -> tuple[int | None, Base]:
    if words is None:
        return None, "published"
    words = words.removeprefix("of ")
    if words in YEAR_FROM:
        return YEAR_FROM[words], "published"
    step = 1 if words.endswith(("following year", "next year")) else 0
    return -1 if words.endswith("previous year") else step, "anchor"


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
    return dated(
        image, lead.start() if lead else start, end, Calendar(early, month=_month(first)), form,
        until=Calendar(year, month=_month(last)),
    )  # fmt: skip


def _years(image: str) -> list[FoundDate]:
    found = []
    for match in _YEARS.finditer(image):
        group = next(name for name in ("year", "paren", "noun", "alone") if match[name])
        first = int(match[group])
        start, end = match.span(group)
        lead = match["lead"] or ""
        part = _YEAR_LEADS.get(lead.removeprefix("the ").rstrip(","))
        if part is not None:
            start = match.start()
        elif group == "year":
            inner = image[match.end("lead") + 1 : start].strip(" -")
            part = YEAR_PARTS.get(inner)
            start = match.end("lead") + 1 if part else start
        until: When | None = None
        to_words = match["to"] or match["alone_to"]
        if to_words and part is None:
            last = int(to_words)
            last += first // 100 * 100 if last < 100 else 0
            between = image[end : match.start("to" if match["to"] else "alone_to")]
            if len(to_words) == 2 and "-" not in between:
                last = 0
            if last > first and (" and " not in between or lead == "between"):
                until, end = Calendar(last), match.end()
                start = match.start() if lead in ("from", "between") else start
        found.append(
            dated(image, start, end, Calendar(first, year_part=part), "absolute", until=until)
        )
    return found


_YEAR_LEADS = {
    lead: part
    for word, part in YEAR_PARTS.items()
    for lead in (word, f"{word} of", f"{word} quarter", f"{word} quarter of")
}


def _iso(image: str, match: re.Match[str]) -> FoundDate | None:
    if match["year"]:
        year, month, day = match["year"], match["month"], match["day"]
    else:
        year = match["syear"]
        month, day = match["emonth"] or match["amonth"], match["eday"] or match["aday"]
    if not is_day(int(month), int(day), int(year)):
        return None
    when = Calendar(int(year), month=int(month), day=int(day))
    return dated(image, match.start(), match.end(), when, "absolute")


_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
        "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
        "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        1,
    )
}
_NTH = rf"(?:(?P<nth>3[01]|[12]?[0-9])(?:st|nd|rd|th)|(?P<word>{alternation(_ORDINALS)}))"
_OF_MONTH = re.compile(
    # the sixteenth of September 2019; on the 5th; the 14th of this month; Monday the 3rd
    rf"(?<![a-z0-9])(?:(?P<lead>on|since|until|till|from|by|of|(?:mon|tues|wednes|thurs|fri"
    rf"|satur|sun)day,?)"
    rf" )?the {_NTH}(?:(?: day)? of (?:(?P<month>{_M})(?:,? (?P<year>{_YEAR}))?|(?P<this>this"
    rf" month)|(?P<same>that month|the same month)"
    rf"|(?P<last>last month))|(?=[,.;:)!?]|$| (?:in|at|after|when|over|some|about|around|more"
    rf"|they|we"
    rf"|police|workers|drivers|teachers|staff|the|all|both|it|he|she|his|her|their|[0-9])(?![a-z])))"
)


_FEW = 3
"""On the third: of a list, as often as of a month."""


def _days_of_month(image: str) -> list[FoundDate]:
    found: list[FoundDate] = []
    if " the " not in image and not image.startswith("the "):
        return found
    for match in _OF_MONTH.finditer(image):
        day = int(match["nth"]) if match["nth"] else _ORDINALS[match["word"]]
        start, end = match.start(), match.end()
        if image[end - 1] == ".":
            end -= 1
        if match["month"]:
            if match["nth"]:
                continue  # Read with the other dates.
            month = _month(match["month"])
            year = int(match["year"]) if match["year"] else None
            if not is_day(month, day, year):
                continue
            when: When = Calendar(year, month=month, day=day)
            form: Form = "absolute" if year else "partial"
        elif match["same"]:
            when, form = MonthFrom("anchor", 0, day), "anaphoric"
        elif match["this"] or match["last"]:
            when, form = MonthFrom("published", -1 if match["last"] else 0, day), "relative"
        elif match["lead"] not in (None, "of") and (match["nth"] or day > _FEW):
            when, form = DayOfMonth(day), "partial"
        else:
            continue
        if match["lead"] and "day" not in match["lead"]:
            start = match.end("lead") + 1  # "Monday the 3rd" is one date
        found.append(dated(image, start, end, when, form))
    return found


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
        found.append(dated(image, match.start(), match.end(), Decade(first, part), "absolute"))
    return found
