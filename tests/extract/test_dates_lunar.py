"""The Chinese calendar: the table, its days, and holidays."""

from __future__ import annotations

import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest

from walkout.extract.lunar import Holiday, holiday_days, holiday_span, lunar_span

NEW_YEARS = (
    "0127 0215 0204 0123 0210 0131 0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 "
    "0207 "
    "0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 "
    "0206 "
    "0126 0213 0203 0123 0211 0131 0219 0208"
)
"""Lunar new year's days of 1990-2035 as almanacs print them."""

LEAPS = {
    1990: 5, 1993: 3, 1995: 8, 1998: 5, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9,
    2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11,
}  # fmt: skip
"""Leap months of the same years, from the same source."""


def test_new_years_are_those_published() -> None:
    """The table, worked out from the sun and the moon, agrees with the published days."""
    for year, day in enumerate(NEW_YEARS.split(), 1990):
        expected = date(year, int(day[:2]), int(day[2:]))
        assert lunar_span(year, 1, 1) == (expected, expected)


def test_leap_months_are_those_published() -> None:
    """A year has the leap month that is published, and no other."""
    for year in range(1990, 2036):
        leaps = [month for month in range(1, 13) if lunar_span(year, month, 1, leap=True)]
        assert leaps == ([LEAPS[year]] if year in LEAPS else [])


def test_months_follow_each_other_without_a_gap() -> None:
    """Each month begins the day after the one before; a year ends before the next begins."""
    for year in range(1980, 2050):
        day = _first(year)
        for month in range(1, 13):
            for leap in (False, True):
                span = lunar_span(year, month, None, leap=leap)
                if span is not None:
                    assert span[0] == day
                    assert (span[1] - span[0]).days in (28, 29)
                    day = span[1] + timedelta(days=1)
        assert day == _first(year + 1)


def _first(year: int) -> date:
    span = lunar_span(year, 1, 1)
    assert span is not None
    return span[0]


def test_the_table_is_what_its_script_works_out() -> None:
    """The shipped table is the one that scripts/build_lunar_table.py computes."""
    path = Path(__file__).parents[2] / "scripts" / "build_lunar_table.py"
    row = runpy.run_path(str(path))["year_row"]
    for year in (1984, 2014, 2033, 2034, 2050):
        first, leap, lengths = row(year)
        assert lunar_span(year, 1, 1) == (first, first)
        assert sum(lengths) == ((_first(year + 1) - first).days if year < 2050 else sum(lengths))
        assert bool(leap) == any(lunar_span(year, m, 1, leap=True) for m in range(1, 13))


@pytest.mark.parametrize(
    ("year", "month", "day", "leap"),
    [
        pytest.param(1979, 1, 1, False, id="before the table"),
        pytest.param(2051, 1, 1, False, id="after the table"),
        pytest.param(2018, 13, 1, False, id="no such month"),
        pytest.param(2018, 1, 31, False, id="no such day"),
        pytest.param(2018, 5, 1, True, id="no such leap month"),
    ],
)
def test_a_day_that_the_calendar_lacks_is_none(year: int, month: int, day: int, leap: bool) -> None:
    """Nothing is made up for days outside the calendar or the table."""
    assert lunar_span(year, month, day, leap=leap) is None


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("new_year", "2018-01-01", "2018-01-01"), ("spring_festival", "2018-02-16", "2018-02-16"),
        ("new_year_eve_lunar", "2018-02-15", "2018-02-15"), ("lantern", "2018-03-02", "2018-03-02"),
        ("qingming", "2018-04-04", "2018-04-05"), ("may_day", "2018-05-01", "2018-05-01"),
        ("dragon_boat", "2018-06-18", "2018-06-18"), ("mid_autumn", "2018-09-24", "2018-09-24"),
        ("double_ninth", "2018-10-17", "2018-10-17"), ("laba", "2018-01-24", "2018-01-24"),
        ("labor_day_us", "2018-09-03", "2018-09-03"), ("thanksgiving", "2018-11-22", "2018-11-22"),
        ("black_friday", "2018-11-23", "2018-11-23"),
    ],
)  # fmt: skip
def test_a_holiday_has_its_days(name: Holiday, first: str, last: str) -> None:
    """Fixed, lunar and counted holidays of one year, as its calendars had them."""
    assert holiday_span(name, 2018) == (date.fromisoformat(first), date.fromisoformat(last))


def test_holidays_of_the_lunar_calendar_are_unknown_outside_the_table() -> None:
    """No lunar holiday is guessed; a fixed one needs no table."""
    assert holiday_span("mid_autumn", 1960) is None
    assert holiday_span("new_year_eve_lunar", 2060) is None
    assert holiday_span("national_day", 1960) == (date(1960, 10, 1), date(1960, 10, 1))


def test_long_holidays_last_a_week() -> None:
    """National Day and the Spring Festival take seven days, others three or five."""
    assert [holiday_days(name) for name in ("national_day", "spring_festival")] == [7, 7]
    assert [holiday_days(name) for name in ("may_day", "new_year")] == [5, 3]
