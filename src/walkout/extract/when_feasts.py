"""Dates of the Chinese calendar and holidays, before it is known when they were written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from walkout.extract.lunar import Holiday, holiday_days, holiday_span, lunar_span
from walkout.extract.when import Context, Days, event_date, in_range, recurring
from walkout.model.values import Basis, DatePrecision, EventDate


@dataclass(frozen=True, slots=True)
class Lunar:
    """A date of the Chinese calendar: 农历正月十五, 腊月二十三.

    Args:
        month: 1 to 12.
        day: 1 to 30; None for the month.
        leap: The leap month of this number.
        year: The lunar year when the words say it.
        offset: Years from publication when they say it so (去年).
    """

    month: int
    day: int | None = None
    leap: bool = False
    year: int | None = None
    offset: int | None = None

    def resolve(self, context: Context) -> EventDate | None:
        """Return the day of our calendar."""
        precision: DatePrecision = "month" if self.day is None else "day"
        year, basis = self.year, "stated"
        if year is None and self.offset is not None:
            if context.published is None:
                return None
            year, basis = context.published.year + self.offset, "relative"
        days = self._days(year) if year is not None else recurring(self._days, context)
        return event_date(days, precision, basis) if days else None  # type: ignore[arg-type]

    def _days(self, year: int) -> Days | None:
        return lunar_span(year, self.month, self.day, leap=self.leap)


Phase = Literal["day", "before", "eve", "during", "after"]

_PHASES: dict[str, tuple[int, int]] = {"before": (-30, -1), "eve": (-3, -1), "after": (1, 15)}
"""Days around a holiday that 前, 前夕 and 后 mean: the weeks in which arrears are fought over."""


@dataclass(frozen=True, slots=True)
class HolidayDate:
    """A holiday, or the days around it: 国庆节, 春节前, over the Lunar New Year.

    Args:
        name: The holiday.
        phase: The day itself, or which days around it.
        year: The year when the words say it.
        offset: Years from publication when they say it so.
    """

    name: Holiday
    phase: Phase = "day"
    year: int | None = None
    offset: int | None = None

    def resolve(self, context: Context) -> EventDate | None:
        """Return its day or days."""
        basis: Basis = "stated"
        year = self.year
        if year is None and self.offset is not None:
            if context.published is None:
                return None
            year, basis = context.published.year + self.offset, "relative"
        days = self._days(year) if year is not None else recurring(self._days, context)
        if days is None:
            return None
        return event_date(days, "day" if days[0] == days[1] else "days", basis)

    def _days(self, year: int) -> Days | None:
        span = holiday_span(self.name, year) if in_range(year) else None
        if span is None or self.phase == "day":
            return span
        first, last = span
        if self.phase == "during":
            return first, max(last, first + timedelta(days=holiday_days(self.name) - 1))
        low, high = _PHASES[self.phase]
        edge = first if low < 0 else last
        return edge + timedelta(days=low), edge + timedelta(days=high)
