"""What words of time say before it is known when they were written, and how to resolve them.

A reader of a language makes these from words; `EventDate` values come from them once there is a
publication date or a date told before. All are values: the same words resolve anew in another
context.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import Literal, Protocol

from walkout.extract.lunar import month_end
from walkout.model.values import Basis, DatePrecision, EventDate

Days = tuple[date, date]
Base = Literal["published", "anchor"]
"""Which date words count from: that of publication (昨天), or the one told before (次日)."""

YearPart = Literal[
    "early", "mid", "late", "h1", "h2", "q1", "q2", "q3", "q4", "spring", "summer", "autumn",
    "winter",
]  # fmt: skip
MonthPart = Literal["early", "mid", "late", "first_half", "second_half"]
Unit = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Context:
    """Where words stand.

    Args:
        published: Publication date of the document.
        anchor: The date told last before the words.
        ahead: The words speak of what is to come.
    """

    published: date | None = None
    anchor: EventDate | None = None
    ahead: bool = False

    def base(self, which: Base) -> Days | None:
        """Return the days that words count from.

        Without a date told before, "that day" is the day of publication.
        """
        if which == "anchor" and self.anchor is not None:
            first = self.anchor.earliest or self.anchor.latest
            last = self.anchor.latest or self.anchor.earliest
            return (first, last) if first and last else None
        return (self.published, self.published) if self.published else None


class When(Protocol):
    """Words of time, to be resolved."""

    def resolve(self, context: Context) -> EventDate | None:
        """Return the date in a context, None when the context does not give it."""
        ...


_YEAR_PARTS: dict[str, tuple[int, int, DatePrecision]] = {
    "early": (1, 3, "quarter"), "mid": (5, 8, "season"), "late": (10, 12, "quarter"),
    "h1": (1, 6, "season"), "h2": (7, 12, "season"),
    "q1": (1, 3, "quarter"), "q2": (4, 6, "quarter"), "q3": (7, 9, "quarter"),
    "q4": (10, 12, "quarter"),
    "spring": (3, 5, "season"), "summer": (6, 8, "season"), "autumn": (9, 11, "season"),
}  # fmt: skip
"""First and last month. DESIGN gives parts of a month; those of a year follow them: early and late
are its first and last quarter, the middle May to August. A winter runs into the next year."""

_MONTH_PARTS: dict[str, tuple[int, int]] = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 31), "first_half": (1, 15),
    "second_half": (16, 31),
}  # fmt: skip


def _year_days(year: int, part: YearPart | None) -> tuple[Days, DatePrecision]:
    if part is None:
        return (date(year, 1, 1), date(year, 12, 31)), "year"
    if part == "winter":
        return (date(year, 12, 1), month_end(year + 1, 2)), "season"
    first, last, precision = _YEAR_PARTS[part]
    return (date(year, first, 1), month_end(year, last)), precision


def _month_days(
    year: int, month: int, day: int | None, part: MonthPart | None
) -> tuple[Days, DatePrecision] | None:
    last = month_end(year, month).day
    if day is not None:
        if day > last:
            return None
        found = date(year, month, day)
        return (found, found), "day"
    if part is not None:
        low, high = _MONTH_PARTS[part]
        return (date(year, month, low), date(year, month, min(high, last))), "month_part"
    return (date(year, month, 1), date(year, month, last)), "month"


def event_date(days: Days, precision: DatePrecision, basis: Basis) -> EventDate:
    """Return the date of the days from a first to a last."""
    return EventDate(days[0], days[1], precision, basis)


def in_range(year: int) -> bool:
    """Whether dates around a year can be told; a winter runs into the next."""
    return MINYEAR + 3 < year < MAXYEAR - 3


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_day(month: int, day: int | None, year: int | None = None) -> bool:
    """Return whether the calendar has such a day, in some year or in the given one."""
    if day is None:
        return True
    if year is not None and in_range(year):
        return 1 <= day <= month_end(year, month).day
    return 1 <= day <= _LONGEST[month - 1]


def shifted_month(year: int, month: int, offset: int) -> tuple[int, int]:
    """Return the year and month `offset` months on."""
    count = year * 12 + month - 1 + offset
    return count // 12, count % 12 + 1


STORY_DAYS = 30
"""Days after which a report no longer tells the news of its week but a story."""

_WRAP = 270, 90
"""Days: in a text whose last date is 20 December, 3 January is the next one. A date of the same
year that would be more than the first number away gives way to a neighbour's within the second."""


def recurring(
    spans: Callable[[int], Days | None], context: Context, *, ended: bool = False
) -> Days | None:
    """Return which year's occurrence of a yearly date is meant.

    After a date told before it is that year's, or the one around the turn of the year; else the
    last one before publication, or the next one when the words speak of what is to come.
    """
    anchor, published = context.anchor, context.published
    chosen = _by_anchor(spans, anchor) if anchor is not None else None
    if chosen and (published is None or context.ahead or chosen[0] <= published):
        return chosen
    if published is None:
        return None
    if context.ahead:
        years = [published.year - 1, published.year, published.year + 1]
        return next((s for y in years if (s := spans(y)) and s[1] >= published), None)
    # Nine years back, for 29 February.
    years = [published.year + 1 - back for back in range(10)]
    edge = 1 if ended else 0
    return next(
        (s for y in years if in_range(y) and (s := spans(y)) and s[edge] <= published), None
    )


def _by_anchor(spans: Callable[[int], Days | None], anchor: EventDate) -> Days | None:
    told = anchor.latest or anchor.earliest
    if told is None or not in_range(told.year):
        return None
    same = spans(told.year)
    if anchor.precision in ("year", "years", "quarter", "season"):
        return same
    far, near = _WRAP
    if same is None or (told - same[0]).days > far:
        after = spans(told.year + 1)
        if after and (after[0] - told).days <= near:
            return after
    if same is None or (same[0] - told).days > far:
        before = spans(told.year - 1)
        if before and (told - before[0]).days <= near:
            return before
    return same


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date of the calendar: 2018年7月27日, 7月底, 去年5月, spring 2010.

    Args:
        year: The year when the words say it.
        offset: Years from `base` when they say it so (去年: -1); ignored when `year` is given.
            None for a date without a year.
        base: What the offset counts from.
        month: 1 to 12, None for a year or a part of one.
        day: 1 to 31.
        part: Part of the month, when there is no day.
        year_part: Part of the year, when there is no month.
        ended: Without a year: the last one that is over (last summer).
    """

    year: int | None = None
    offset: int | None = None
    base: Base = "published"
    month: int | None = None
    day: int | None = None
    part: MonthPart | None = None
    year_part: YearPart | None = None
    ended: bool = False

    def in_year(self, year: int) -> tuple[Days, DatePrecision] | None:
        """Return its days in a year."""
        if not in_range(year):
            return None
        if self.month is not None:
            return _month_days(year, self.month, self.day, self.part)
        return _year_days(year, self.year_part)

    def resolve(self, context: Context) -> EventDate | None:
        """Return the date; the year comes from words, an offset or the context."""
        if self.year is not None:
            return _stated(self)
        if self.offset is not None:
            base = context.base(self.base)
            found = self.in_year(base[0].year + self.offset) if base else None
            return event_date(*found, "relative") if found else None
        return _recurring(self, context)

    def find(self, context: Context) -> EventDate | None:
        """Return the date whose year the context gives."""
        days = recurring(self._span, context, ended=self.ended)
        if days is None:
            return None
        found = self.in_year(days[0].year)
        return event_date(days, found[1], "stated") if found else None

    def _span(self, year: int) -> Days | None:
        found = self.in_year(year)
        return found[0] if found else None


@lru_cache(maxsize=4096)
def _stated(when: Calendar) -> EventDate | None:
    """The posts of one day tell the same few dates again and again."""
    found = when.in_year(when.year or 0)
    return event_date(*found, "stated") if found else None


@lru_cache(maxsize=4096)
def _recurring(when: Calendar, context: Context) -> EventDate | None:
    return when.find(context)


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years: 1990年代, the early 1990s.

    Args:
        first: Its first year.
        part: Its first four, middle three or last three years.
    """

    first: int
    part: Literal["early", "mid", "late"] | None = None

    def resolve(self, context: Context) -> EventDate | None:
        """Return its years."""
        low, high = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}[self.part]
        days = date(self.first + low, 1, 1), date(self.first + high, 12, 31)
        return event_date(days, "years", "stated")


@dataclass(frozen=True, slots=True)
class MonthFrom:
    """A month counted from another: 上个月, 本月初, 同月27日, that month.

    Args:
        base: What it counts from.
        offset: Months from there.
        day: Day of the month.
        part: Part of the month.
    """

    base: Base
    offset: int
    day: int | None = None
    part: MonthPart | None = None

    def resolve(self, context: Context) -> EventDate | None:
        """Return the month, its part or its day."""
        base = context.base(self.base)
        if base is None or (self.base == "anchor" and _coarse(context)):
            return None
        year, month = shifted_month(base[0].year, base[0].month, self.offset)
        found = _month_days(year, month, self.day, self.part) if in_range(year) else None
        return event_date(*found, "relative") if found else None


def _hangs(which: Base, offset: int, context: Context) -> bool:
    """Whether words count on from a date that was not told: 次日 at the beginning of a post."""
    return which == "anchor" and context.anchor is None and offset > 0 and not context.ahead


def _coarse(context: Context) -> bool:
    anchor = context.anchor
    return anchor is not None and anchor.precision in ("year", "years", "quarter", "season")


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day or a part of a month without its month: 27日, 月底.

    Args:
        day: Day of the month.
        part: Part of the month.
    """

    day: int | None
    part: MonthPart | None = None

    def resolve(self, context: Context) -> EventDate | None:
        """Return the day in the month told before, or the last such day before publication."""
        if context.anchor is not None and not _coarse(context):
            base = context.base("anchor")
            if base is not None:
                found = self._near(base[1])
                if found and (
                    context.published is None or context.ahead or found[0][0] <= context.published
                ):
                    return event_date(*found, "stated")
        if context.published is None:
            return None
        offsets = range(3) if context.ahead else range(0, -12, -1)
        for offset in offsets:
            found = self._at(context.published, offset)
            if found is None:
                continue
            first, last = found[0]
            if (last >= context.published) if context.ahead else (first <= context.published):
                return event_date(*found, "stated")
        return None

    def _at(self, day: date, offset: int) -> tuple[Days, DatePrecision] | None:
        year, month = shifted_month(day.year, day.month, offset)
        return _month_days(year, month, self.day, self.part) if in_range(year) else None

    def _near(self, told: date) -> tuple[Days, DatePrecision] | None:
        """In the month told before, or the next when the days have begun anew (30日, 2日)."""
        same = self._at(told, 0)
        if same is None or (told - same[0][0]).days > 20:
            return self._at(told, 1)
        return same


@dataclass(frozen=True, slots=True)
class DayFrom:
    """A day counted from another: 昨天, 次日, 三天前, the following day.

    Args:
        base: What it counts from.
        low: Days from there; the earliest.
        high: The latest.
    """

    base: Base
    low: int
    high: int

    def resolve(self, context: Context) -> EventDate | None:
        """Return the day; from several days that were told, as many days on."""
        base = context.base(self.base)
        if base is None or (base[1] - base[0]).days > 7 or not in_range(base[0].year):
            return None
        if _hangs(self.base, self.high, context):
            return None
        days = base[0] + timedelta(days=self.low), base[1] + timedelta(days=self.high)
        return event_date(days, "day" if days[0] == days[1] else "days", "relative")


@dataclass(frozen=True, slots=True)
class WeekFrom:
    """A week counted from another, or a day in it: 上周, 本周五, 上周末.

    Args:
        base: What it counts from.
        offset: Weeks from there.
        weekday: 0 Monday to 6 Sunday; None for the week.
        weekend: Saturday and Sunday.
    """

    base: Base
    offset: int
    weekday: int | None = None
    weekend: bool = False

    def resolve(self, context: Context) -> EventDate | None:
        """Return the week, Monday to Sunday, or the day in it."""
        base = context.base(self.base)
        if base is None or (base[1] - base[0]).days > 7 or not in_range(base[0].year):
            return None
        monday = base[0] - timedelta(days=base[0].weekday()) + timedelta(weeks=self.offset)
        if self.weekend:
            days = monday + timedelta(days=5), monday + timedelta(days=6)
            return event_date(days, "days", "relative")
        if self.weekday is not None:
            day = monday + timedelta(days=self.weekday)
            return event_date((day, day), "day", "relative")
        return event_date((monday, monday + timedelta(days=6)), "week", "relative")


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week by name: 周五, on Tuesday, last Friday.

    Args:
        weekday: 0 Monday to 6 Sunday.
        strict: Not the day of publication itself (last Friday).
        ahead: The next one (next Monday).
    """

    weekday: int
    strict: bool = False
    ahead: bool = False

    def resolve(self, context: Context) -> EventDate | None:
        """Return the last such day up to publication, or the next where it is to come.

        In a story that began more than `STORY_DAYS` before publication, and without a publication
        date, it is the next such day from the date told before: the story goes on.
        """
        base = context.base("anchor") if context.anchor is not None else None
        if context.published is not None and ((self.strict and not self.ahead) or _coarse(context)):
            base = None  # "last Thursday" is said on the day of writing.
        if context.published is not None and (
            base is None or (context.published - base[1]).days <= STORY_DAYS
        ):
            told, forward = context.published, self.ahead or context.ahead
        elif base is not None:
            told, forward = base[1], True
        else:
            return None
        if not in_range(told.year):
            return None
        away = (self.weekday - told.weekday()) % 7
        if not forward:
            away -= 7 if away or self.strict else 0
        elif self.strict and not away:
            away = 7
        day = told + timedelta(days=away)
        return event_date((day, day), "day", "relative")


@dataclass(frozen=True, slots=True)
class UnitFrom:
    """A whole unit counted in weeks, months or years: 两周前, three months later, last year.

    Args:
        base: What it counts from.
        unit: What is counted.
        low: Units from there; the earliest.
        high: The latest.
    """

    base: Base
    unit: Literal["week", "month", "year"]
    low: int
    high: int

    def resolve(self, context: Context) -> EventDate | None:
        """Return the week, month or year that lies so far from the base."""
        base = context.base(self.base)
        if base is None or (self.base == "anchor" and _coarse(context) and self.unit != "year"):
            return None
        if not in_range(base[0].year) or abs(self.low) > 1200 or abs(self.high) > 1200:
            return None
        if _hangs(self.base, self.high, context):
            return None
        first, last = self._unit(base[0], self.low), self._unit(base[1], self.high)
        if first is None or last is None:
            return None
        precision: DatePrecision = self.unit if first == last else "days"
        if first != last and self.unit == "year":
            precision = "years"
        return event_date((first[0], last[1]), precision, "relative")

    def _unit(self, day: date, offset: int) -> Days | None:
        if self.unit == "week":
            there = day + timedelta(weeks=offset)
            monday = there - timedelta(days=there.weekday())
            return monday, monday + timedelta(days=6)
        months = offset * (12 if self.unit == "year" else 1)
        year, month = shifted_month(day.year, day.month, months)
        if not in_range(year):
            return None
        if self.unit == "year":
            return date(year, 1, 1), date(year, 12, 31)
        return date(year, month, 1), month_end(year, month)


@dataclass(frozen=True, slots=True)
class Lately:
    """Some days before publication: 近日, 日前, recently.

    Args:
        days: How far back they reach; the writer's choice of words, see the readers.
    """

    days: int

    def resolve(self, context: Context) -> EventDate | None:
        """Return the days up to publication."""
        if context.published is None or not in_range(context.published.year):
            return None
        days = context.published - timedelta(days=self.days), context.published
        return event_date(days, "days", "relative")


@dataclass(frozen=True, slots=True)
class NthDay:
    """The day on which something began, from which day of it today is: 罢工第三天.

    Args:
        nth: Which day of it the words tell of, 1 the first.
    """

    nth: int

    def resolve(self, context: Context) -> EventDate | None:
        """Return the first day; the n-th is the day told before, or that of publication."""
        base = context.base("anchor")
        if base is None or (base[1] - base[0]).days > 7:
            told, base = base, context.base("published")
            if base and told and (base[0] - told[1]).days > STORY_DAYS:
                return None  # The sixth day of what was told of a November long past.
        if base is None or not in_range(base[0].year) or self.nth > 3650:
            return None
        back = timedelta(days=self.nth - 1)
        days = base[0] - back, base[1] - back
        return event_date(days, "day" if days[0] == days[1] else "days", "relative")
