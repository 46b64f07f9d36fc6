"""The Chinese calendar: from a lunar date to the day, and the days of holidays."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

_TABLE = """
    1980:0216:0:95b 1981:0205:0:49b 1982:0125:4:1497 1983:0213:0:a4b 1984:0202:10:164b
    1985:0220:0:6a5 1986:0209:0:6d4 1987:0129:6:15b4 1988:0217:0:ab6 1989:0206:0:957
    1990:0127:5:92f 1991:0215:0:497 1992:0204:0:64b 1993:0123:3:d4a 1994:0210:0:ea5
    1995:0131:8:d65 1996:0219:0:5ac 1997:0207:0:ab6 1998:0128:5:126d 1999:0216:0:92e
    2000:0205:0:c96 2001:0124:4:1a95 2002:0212:0:d4a 2003:0201:0:da5 2004:0122:2:b55
    2005:0209:0:56a 2006:0129:7:155b 2007:0218:0:25d 2008:0207:0:92d 2009:0126:5:192b
    2010:0214:0:a95 2011:0203:0:b4a 2012:0123:4:16aa 2013:0210:0:ad5 2014:0131:9:ab5
    2015:0219:0:4ba 2016:0208:0:a5b 2017:0128:6:a57 2018:0216:0:52b 2019:0205:0:a93
    2020:0125:4:e95 2021:0212:0:6aa 2022:0201:0:ad5 2023:0122:2:9b5 2024:0210:0:4b6
    2025:0129:6:14ae 2026:0217:0:a4e 2027:0206:0:d26 2028:0126:5:1d26 2029:0213:0:d53
    2030:0203:0:5aa 2031:0123:3:d6a 2032:0211:0:96d 2033:0131:11:95d 2034:0219:0:4ad
    2035:0208:0:a4d 2036:0128:6:1a4b 2037:0215:0:d25 2038:0204:0:d52 2039:0124:5:1b54
    2040:0212:0:b5a 2041:0201:0:56d 2042:0122:2:95b 2043:0210:0:49b 2044:0130:7:1497
    2045:0217:0:a4b 2046:0206:0:aa5 2047:0126:5:16a5 2048:0214:0:6d2 2049:0202:0:ada
    2050:0123:3:ab6
"""
"""A year, its new year's day, its leap month (0: none), its months' lengths as bits (1: 30 days).
Made by scripts/build_lunar_table.py from the motions of the sun and the moon."""


class _Year(NamedTuple):
    first: date
    leap: int
    lengths: tuple[int, ...]


@cache
def _years() -> dict[int, _Year]:
    years = {}
    for row in _TABLE.split():
        year, first, leap, bits = row.split(":")
        count = 13 if leap != "0" else 12
        lengths = tuple(30 if bit == "1" else 29 for bit in f"{int(bits, 16):0{count}b}")
        start = date(int(year), int(first[:2]), int(first[2:]))
        years[int(year)] = _Year(start, int(leap), lengths)
    return years


def lunar_span(
    year: int, month: int, day: int | None, *, leap: bool = False
) -> tuple[date, date] | None:
    """Return the first and last day of a lunar month, or the day itself twice.

    Args:
        year: The Gregorian year in which the lunar year begins.
        month: 1 to 12.
        day: 1 to 30; None for the whole month.
        leap: The leap month that follows the month of this number.

    Returns:
        None when the calendar has no such day, or the year is not in 1980-2050.

    Example:
        >>> lunar_span(2018, 1, 15)
        (datetime.date(2018, 3, 2), datetime.date(2018, 3, 2))
    """
    row = _years().get(year)
    if row is None or not 1 <= month <= 12 or (leap and row.leap != month):
        return None
    place = month - 1 + (1 if leap or (row.leap and month > row.leap) else 0)
    start = row.first + timedelta(days=sum(row.lengths[:place]))
    if day is None:
        return start, start + timedelta(days=row.lengths[place] - 1)
    if not 1 <= day <= row.lengths[place]:
        return None
    found = start + timedelta(days=day - 1)
    return found, found


Holiday = Literal[
    "new_year", "spring_festival", "new_year_eve_lunar", "lantern", "womens_day", "qingming",
    "may_day", "youth_day", "childrens_day", "dragon_boat", "army_day", "teachers_day",
    "mid_autumn", "national_day", "double_ninth", "christmas", "labor_day_us", "thanksgiving",
    "black_friday", "laba", "new_years_eve", "christmas_eve",
]  # fmt: skip

_FIXED: dict[str, tuple[int, int, int]] = {
    "new_year": (1, 1, 1), "womens_day": (3, 8, 1), "qingming": (4, 4, 2), "may_day": (5, 1, 1),
    "youth_day": (5, 4, 1), "childrens_day": (6, 1, 1), "army_day": (8, 1, 1),
    "teachers_day": (9, 10, 1), "national_day": (10, 1, 1), "christmas": (12, 25, 1),
    "christmas_eve": (12, 24, 1), "new_years_eve": (12, 31, 1),
}  # fmt: skip
"""Month, day and length in days. Qingming is 4 or 5 April."""

_LUNAR: dict[str, tuple[int, int, int]] = {
    "spring_festival": (1, 1, 1), "lantern": (1, 15, 1), "dragon_boat": (5, 5, 1),
    "mid_autumn": (8, 15, 1), "double_ninth": (9, 9, 1), "laba": (12, 8, 1),
}  # fmt: skip

_FORTNIGHT: dict[str, int] = {"spring_festival": 7, "national_day": 7, "may_day": 5}
"""Days that 期间 covers, as the State Council has set most of them; other holidays take three."""


def holiday_span(name: Holiday, year: int) -> tuple[date, date] | None:
    """Return the first and last day of a holiday in a Gregorian year.

    The lunar 腊八 and 除夕 belong to the year in which they fall, not to the lunar year they end.

    Returns:
        None outside 1980-2050 for holidays of the lunar calendar.

    Example:
        >>> holiday_span("spring_festival", 2018)
        (datetime.date(2018, 2, 16), datetime.date(2018, 2, 16))
    """
    if name in _FIXED:
        month, day, length = _FIXED[name]
        first = date(year, month, day)
        return first, first + timedelta(days=length - 1)
    if name == "new_year_eve_lunar":
        new_year = lunar_span(year, 1, 1)
        if new_year is None:
            return None
        return new_year[0] - timedelta(days=1), new_year[0] - timedelta(days=1)
    if name in _LUNAR:
        month, day, _ = _LUNAR[name]
        span = lunar_span(year - 1 if name == "laba" else year, month, day)
        return span if span is None or span[0].year == year else lunar_span(year, month, day)
    return _nth_weekday(name, year)


def _nth_weekday(name: str, year: int) -> tuple[date, date]:
    month, weekday, nth = (9, 0, 1) if name == "labor_day_us" else (11, 3, 4)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if name == "black_friday":
        day += timedelta(days=1)
    return day, day


def holiday_days(name: Holiday) -> int:
    """Return how many days 期间 ("over the holiday") covers, from the holiday's first day."""
    return _FORTNIGHT.get(name, 3)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
