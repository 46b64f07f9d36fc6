"""When: dates, ranges and durations in Chinese and English, resolved against their context.

The reader of a language (`walkout.extract.dates_zh`, `walkout.extract.dates_en`) says what words
mean; `walkout.extract.when` turns that into days once a publication date or a date told before
is known; here the dates of a text are walked in order, each the anchor of the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from walkout.extract.counts import in_english
from walkout.extract.found import Found
from walkout.extract.when import (
    Calendar,
    Context,
    DayFrom,
    DayOfMonth,
    Decade,
    NthDay,
    UnitFrom,
    Weekday,
    When,
)
from walkout.extract.when_stories import DayOfIt, WeekdayFrom
from walkout.model.values import EventDate
from walkout.text.script import image as image_of

Role = Literal["point", "start", "end", "range", "duration"]
"""``point``: it happened then. ``start``: since then, or worked out from "the third day of".
``end``: until then, as of then. ``range``: from `FoundDate.value` to `FoundDate.until`.
``duration``: only how long."""

Form = Literal["absolute", "partial", "relative", "anaphoric", "vague"]
"""``absolute``: the year is in the words. ``partial``: it is not (7月27日, on 5 May).
``relative``: to the publication date (昨天, last Friday). ``anaphoric``: to the date told before
(次日, the same month). ``vague``: 近日, recently: some days before publication."""


@dataclass(frozen=True, slots=True)
class FoundDate(Found[EventDate | None]):
    """A date that words say, with what is needed to resolve it in another context.

    ``value`` is the date in the context given to `find_dates`: the start for a range, None for
    a duration and where words and context give no year.

    Args:
        role: Part that the date plays in the words.
        form: What the date rests on.
        until: Last date of a range; None otherwise, and where its year is unknown.
        days: Length of a duration in days as (low, high); None otherwise. 一周 is (7, 7).
        ahead: The words around speak of what is to come (将于, will ... on): the year is that
            of the next such date, not the last.
        dateline: The words date a report (新华社北京4月30日电, 27日报道), not what it tells of.
            They still are the anchor of what follows.
        when: What the words say, unresolved; None for a duration.
        until_when: The same for the last date of a range.
    """

    role: Role = "point"
    form: Form = "absolute"
    until: EventDate | None = None
    days: tuple[int, int] | None = None
    ahead: bool = False
    dateline: bool = False
    when: When | None = None
    until_when: When | None = None

    def at(self, published: date | None, anchor: EventDate | None) -> FoundDate:
        """Return the same words resolved against another publication date and anchor.

        Args:
            published: Publication date of the document, None when unknown.
            anchor: The date that the text told last before these words; None at its beginning.
        """
        value = until = None
        if self.when is not None:
            value = self.when.resolve(Context(published, anchor, self.ahead))
        if self.until_when is not None and value is not None:
            # A range goes forward from its start, and may end after publication.
            until = self.until_when.resolve(Context(None, value, True))
            if until is None or not _ordered(value, until):
                until = None
        return FoundDate(
            self.start, self.end, value, self.role, self.form, until, self.days, self.ahead,
            self.dateline, self.when, self.until_when,
        )  # fmt: skip

    def resolve(self, published: date | None, anchor: EventDate | None) -> EventDate | None:
        """Return the value of `at`: the date, or the start of a range."""
        return self.at(published, anchor).value

    def whole(self) -> EventDate | None:
        """Return the days that the words cover: from value to until for a range, else value."""
        if self.value is None or self.until is None:
            return self.value
        return EventDate(self.value.earliest, self.until.latest, "days", self.value.basis)


def _ordered(first: EventDate, last: EventDate) -> bool:
    if first.earliest is None or last.latest is None:
        return False
    return first.earliest <= last.latest


NEAR_COARSE = 60
"""Code points after a bare year or season within which a date without a year belongs to it."""

NEAR = 400
"""Code points, some three paragraphs of Chinese, after which the last date told gives way to the
publication date, if that gives a date in the last two months and of another year."""

NEWS_DAYS = 60


def find_dates(
    text: str,
    *,
    image: str | None = None,
    published: date | None = None,
    anchor: EventDate | None = None,
    language: str = "mixed",
) -> list[FoundDate]:
    """Return the dates in a text, in reading order, spans not overlapping.

    Each is resolved with the dates before it as its anchor. A date without a year takes that of
    the date told before, else the last before ``published``, never one after it; words that
    speak of what is to come take the next. Phone numbers, ages, sums, times of day, versions,
    fractions, 24/7 and street numbers are no dates.

    Args:
        text: The reading, or a passage of it.
        image: Its `walkout.text.script.image` when the caller has it already.
        published: Publication date of the document, in its source's zone; None when unknown.
        anchor: Last date told before a passage; None at the beginning of a reading.
        language: Language of the text; ``zh-*`` and ``en`` save the other's rules.

    Example:
        >>> [found.value.earliest.isoformat() for found in
        ...  find_dates("7月27日罢工，次日复工", published=date(2018, 8, 1))]
        ['2018-07-27', '2018-07-28']
    """
    folded = image_of(text) if image is None else image
    found: list[FoundDate] = []
    # Each reader builds on this module, and loads when there is something for it to read.
    if language != "en":
        from walkout.extract.dates_zh import find as find_zh

        found = find_zh(text, folded)
    if in_english(folded, language):
        from walkout.extract.dates_en import find as find_en

        found = apart([*found, *find_en(text, folded)])
    return _walk(folded, _without_weekdays(folded, found), published, anchor) if found else found


def apart(found: Sequence[FoundDate]) -> list[FoundDate]:
    """Return dates in reading order; of those that overlap the longest stands."""
    if len(found) < 2:
        return list(found)
    kept: list[FoundDate] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


_BESIDE = re.compile(
    r"[ ,()]{0,3}(?:(?:early |late )?(?:morning|afternoon|evening|night|noon)[ ,(]{1,2})?"
)


def _without_weekdays(image: str, found: list[FoundDate]) -> list[FoundDate]:
    """Leave out a day of the week beside the date that it is: Friday, July 27; 7月27日（周五）."""
    if not any(isinstance(one.when, Weekday) for one in found):
        return found
    kept = []
    for place, one in enumerate(found):
        if isinstance(one.when, Weekday) and any(
            isinstance(other.when, Calendar)
            and other.when.day is not None
            and _BESIDE.fullmatch(image, min(one.end, other.end), max(one.start, other.start))
            for other in found[max(0, place - 1) : place + 2]
        ):
            continue
        kept.append(one)
    return kept


_FROM_A_DAY = (DayFrom, NthDay, DayOfIt, WeekdayFrom)
"""Words that count from a day, not from the month or year told last."""


def _walk(
    image: str, found: list[FoundDate], published: date | None, anchor: EventDate | None
) -> list[FoundDate]:
    """Resolve dates in reading order, each against those before it."""
    resolved = []
    day_anchor = anchor if anchor and anchor.precision in ("day", "days") else None
    first_day = day_anchor
    place = -1
    aside: tuple[int, re.Pattern[str], EventDate | None, EventDate | None] | None = None
    history = published is not None and _tells_history(image, found, published)
    for number, one in enumerate(found):
        if aside is not None and aside[1].search(image, aside[0], one.start):
            if not _hangs_on_year(one):
                anchor, day_anchor = aside[2], aside[3]
            aside = None
        base = anchor
        if isinstance(one.when, _FROM_A_DAY) and one.form == "anaphoric":
            base = anchor
            if day_anchor and (anchor is None or _within(day_anchor, anchor)):
                base = first_day if first_day and _of_its_days(one, image) else day_anchor
        elif anchor and published and isinstance(one.when, (Calendar, DayOfMonth)):
            gap = one.start - place if place >= 0 else 0
            if one.form == "partial" and (
                (not history and _is_news(one, published, anchor, gap))
                or _still(one, published, anchor)
                or anchor.precision == "years"
            ):
                base = None
        if isinstance(one.when, NthDay) and (after := _named_after(image, found, number)):
            base = after.at(published, anchor).value or base
        told = one.at(published, base)
        resolved.append(told)
        last = told.until or told.value
        if last is None or told.role == "duration" or told.form == "vague" or one.ahead:
            continue
        if history and isinstance(one.when, (DayFrom, UnitFrom)) and one.form == "relative":
            continue  # "Two months ago" is said on the day of writing; the story goes on.
        if anchor is not None and aside is None and (kind := _aside(image, one)) is not None:
            aside = (one.end, kind, anchor, day_anchor)
        anchor, place = last, one.end
        if last.precision in ("day", "days"):
            if one.form != "anaphoric" or not isinstance(one.when, (DayFrom, DayOfIt)):
                first_day = last
            day_anchor = last
    return resolved


def _named_after(image: str, found: list[FoundDate], number: int) -> FoundDate | None:
    """Return the day that is named behind words that count days: a third day on Friday."""
    if number + 1 == len(found):
        return None
    one, after = found[number], found[number + 1]
    beside = _ON.fullmatch(image, one.end, after.start) is not None
    return after if beside and after.form != "anaphoric" else None


_ON = re.compile(r" (?:on )?|, (?:on )?")


def _within(inner: EventDate, outer: EventDate) -> bool:
    """Whether a day told before still holds: no month has been told since that it is not in."""
    day, first, last = inner.earliest, outer.earliest, outer.latest
    if outer.precision in ("year", "years") or day is None or first is None or last is None:
        return True
    return first <= day <= last


def _of_its_days(one: FoundDate, image: str) -> bool:
    """Whether words count the days of what began: 第三天, on its third day, two days into it."""
    words = image[one.start : one.end]
    return "第" in words or " into " in words or "its " in words or "their " in words


def _hangs_on_year(one: FoundDate) -> bool:
    """Whether words go on from a year just told: 次年, 同年八月."""
    return (
        one.form == "anaphoric" and isinstance(one.when, Calendar) and one.when.offset is not None
    )


_COMPARED = re.compile(r"(?:和|与|跟|同|像|比|较|相比|不同于|类似于)(?:在|于)?$")
_COMPARED_TO = re.compile(
    r"(?:的|那)?[^,。;!?\n]{0,16}?(?:一样|相比|相似|不同|类似|相仿|如出一辙|相较|持平|同期)"
)
_LOOKED_BACK = re.compile(r"早在$|曾(?:经)?(?:在|于)?$|(?:回想|想起|记得|追溯到|回到)$")
_SINCE_THEN = re.compile(r"就?(?:已经?|曾经?|发生过|有过)|就[^,，。;；]{1,4}过")
_SENTENCE = re.compile(r"[。!?！？;；\n]")
_PARAGRAPH = re.compile(r"\n")


def _aside(image: str, one: FoundDate) -> re.Pattern[str] | None:
    """Return what ends an aside into another year that a Chinese date begins, if it begins one.

    A comparison (和2010年的罢工一样) and a bare year (2015年曾) last for the sentence, a story
    looked back on (早在2010年4月) for the paragraph. Dates behind them go on from those before.
    """
    if one.form != "absolute" or not isinstance(one.when, Calendar):
        return None
    start = max(0, one.start - 6)
    if _COMPARED.search(image, start, one.start) and _COMPARED_TO.match(image, one.end):
        return _SENTENCE
    if _LOOKED_BACK.search(image, start, one.start):
        return _PARAGRAPH
    return _SENTENCE if one.when.month is None and _SINCE_THEN.match(image, one.end) else None


_HISTORY = 600
"""A text of so many code points may tell a history."""
_YEARS = 3


def _tells_history(image: str, found: list[FoundDate], published: date) -> bool:
    """Whether a text looks back on several years: a date in it is not of the week of its writing.

    Its first date tells a year that is past, and further on it tells others.
    """
    if len(image) < _HISTORY:
        return False
    first = found[0].when
    if isinstance(first, Calendar) and not (first.year is not None and first.year < published.year):
        return False
    if not isinstance(first, (Calendar, Decade)):
        return False
    years = {
        one.when.year
        for one in found
        if isinstance(one.when, Calendar) and one.when.year and one.when.year < published.year
    }
    return len(years) >= _YEARS


def _still(one: FoundDate, published: date, anchor: EventDate) -> bool:
    """Whether "since April" says since when something goes on now, after a year told before."""
    told = anchor.latest or anchor.earliest
    return (
        one.role == "start"
        and anchor.precision in ("year", "years")
        and told is not None
        and (published - told).days > _YEAR
    )


_YEAR = 365


def _is_news(one: FoundDate, published: date, anchor: EventDate, gap: int) -> bool:
    """Whether a date without a year tells the news, not a story that began long before."""
    coarse = anchor.precision in ("year", "years", "quarter", "season")
    if gap <= (NEAR_COARSE if coarse else NEAR):
        return False
    news = one.resolve(published, None)
    return (
        news is not None
        and news.earliest is not None
        and (published - news.earliest).days <= NEWS_DAYS
    )
