"""Days that are told from a day of a story told before, or by their place in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from walkout.extract.when import (
    STORY_DAYS,
    Calendar,
    Context,
    DayFrom,
    MonthFrom,
    NthDay,
    event_date,
    in_range,
)
from walkout.model.values import EventDate


@dataclass(frozen=True, slots=True)
class DayOfIt:
    """A day of what began on the day told before: "on its third day".

    Args:
        nth: Which day of it, 1 the first.
    """

    nth: int

    def resolve(self, context: Context) -> EventDate | None:
        """Return that day in a story; in news it is the day of writing, and the first is told."""
        base = context.base("anchor")
        if context.anchor is None:
            return NthDay(self.nth).resolve(context)
        if base is None or (base[1] - base[0]).days > 1:
            return None
        published = context.published
        if published is not None and (published - base[1]).days <= STORY_DAYS:
            return NthDay(self.nth).resolve(context)
        return DayFrom("anchor", self.nth - 1, self.nth - 1).resolve(context)


@dataclass(frozen=True, slots=True)
class WeekdayFrom:
    """A day of the week beside the day told before: "the Tuesday after".

    Args:
        weekday: 0 Monday to 6 Sunday.
        back: The one before it.
    """

    weekday: int
    back: bool = False

    def resolve(self, context: Context) -> EventDate | None:
        """Return that day, never the day told itself."""
        base = context.base("anchor") if context.anchor is not None else None
        if base is None or not in_range(base[0].year) or (base[1] - base[0]).days > 7:
            return None
        told = base[0] if self.back else base[1]
        away = (self.weekday - told.weekday()) % 7
        away = (away - 7) if self.back else (away or 7)
        day = told + timedelta(days=away)
        return event_date((day, day), "day", "relative")


@dataclass(frozen=True, slots=True)
class NextMonth:
    """A month by name after the day told before: "the following April".

    Args:
        month: 1 to 12.
    """

    month: int

    def resolve(self, context: Context) -> EventDate | None:
        """Return the first such month that begins after what was told."""
        base = context.base("anchor") if context.anchor is not None else None
        if base is None or not in_range(base[1].year):
            return None
        year = base[1].year + (self.month <= base[1].month or _whole_year(base))
        return Calendar(year, month=self.month).resolve(context)


def _whole_year(base: tuple[date, date]) -> bool:
    return (base[1] - base[0]).days > 200


@dataclass(frozen=True, slots=True)
class DayInMonth:
    """A day of a month by its place in it: the last Friday of February, the last day of May.

    Args:
        month: The month.
        place: 1 the first such day, -1 the last.
        weekday: 0 Monday to 6 Sunday; None for any day.
    """

    month: Calendar | MonthFrom
    place: int
    weekday: int | None = None

    def resolve(self, context: Context) -> EventDate | None:
        """Return the day; a month that the context does not give has none."""
        month = self.month.resolve(context)
        if month is None or month.earliest is None or month.latest is None:
            return None
        if self.weekday is None:
            day = month.earliest if self.place > 0 else month.latest
        elif self.place > 0:
            away = (self.weekday - month.earliest.weekday()) % 7
            day = month.earliest + timedelta(days=away + 7 * (self.place - 1))
        else:
            day = month.latest - timedelta(days=(month.latest.weekday() - self.weekday) % 7)
        return event_date((day, day), "day", month.basis)
