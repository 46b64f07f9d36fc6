"""Whole dates as they are written on pages and in cells: a day, or an instant with its offset.

Only dates with year, month and day are dates here. What is partial, relative or ambiguous is
left to the extraction of dates, or to a person: nothing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal

Order = Literal["dmy", "mdy"]
"""Which of two numbers comes first in 3/4/2018."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_HAN_DIGITS = "〇零○一二三四五六七八九十"
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"

_CLOCK = (
    r"(?:[T\s]\s*(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_NUMERIC = r"(?P<y1>(?:19|20)\d{2})\s?(?P<sep>[-/.])\s?(?P<m1>\d{1,2})\s?(?P=sep)\s?(?P<d1>\d{1,2})"
_HAN = r"(?P<y2>(?:19|20)\d{2})\s*年\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*[日号號]"
_HAN_WORDS = (
    rf"(?P<y3>[一二][{_HAN_DIGITS}]{{3}})\s*年\s*(?P<m3>[{_HAN_DIGITS}]{{1,2}})\s*月"
    rf"\s*(?P<d3>[{_HAN_DIGITS}]{{1,3}})\s*[日号號]"
)
_DAY_FIRST = (
    rf"(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s+)?{_MONTH.format('n4')}[\s,-]{{1,2}}"
    r"(?P<y4>(?:19|20)\d{2})"
)
_MONTH_FIRST = (
    rf"{_MONTH.format('n5')}\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>(?:19|20)\d{{2}})"
)
_ANY = re.compile(
    rf"(?<![0-9A-Za-z_./-])(?:{_NUMERIC}(?!\d)(?!-\d)|{_HAN}|{_HAN_WORDS}|{_WEEKDAY}(?:{_DAY_FIRST}|{_MONTH_FIRST})(?!\d))"
    + _CLOCK,
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y1>(?:19|20)\d{2})(?P<m1>\d{2})(?P<d1>\d{2})")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d{2})" + _CLOCK)
_EPOCH = re.compile(r"(1[0-9]{9}|9[0-9]{8})(\d{3})?(?:\.\d+)?")
# As Weibo and Twitter give it: "Fri Jul 27 10:00:00 +0800 2018".
_UNIX = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun) (?P<n>[a-z]{3}) (?P<d>\d{1,2}) "
    r"(?P<h>\d\d):(?P<mi>\d\d):(?P<s>\d\d) (?:(?P<z>[+-]\d{4}|UTC|GMT) )?(?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A whole date in a text.

    Args:
        start: First code point.
        end: One past the last.
        value: The day, or the instant where the text gives a time with its offset.
    """

    start: int
    end: int
    value: date | datetime


def find_days(text: str) -> Iterator[Found]:
    """Yield the whole dates of a text, in order.

    Example:
        >>> [str(found.value) for found in find_days("深圳，2018年7月27日。Posted 14 January 2019")]
        ['2018-07-27', '2019-01-14']
    """
    for match in _ANY.finditer(text):
        value = _value(match)
        if value is not None:
            yield Found(match.start(), match.end(), value)


def parse_day(text: str, order: Order | None = None) -> date | datetime | None:
    """Return the date that a cell or an attribute holds as a whole; None when it holds none.

    An instant is returned only where the offset is given; a time without one is dropped, since
    nothing tells which day it falls on elsewhere.

    Args:
        text: The cell.
        order: How 3/4/2018 is read; None leaves it unread unless one number is above 12.

    Example:
        >>> parse_day("2018年7月27日"), parse_day("3/4/2018"), parse_day("27/7/2018")
        (datetime.date(2018, 7, 27), None, datetime.date(2018, 7, 27))
    """
    text = text.strip()
    if not 6 <= len(text) <= 60:
        return None
    match = _ANY.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        return _value(match)
    if match := _SLASHED.fullmatch(text):
        first, last, year = int(match[1]), int(match[3]), int(match[4])
        if first > 12 or (order == "dmy" and last <= 12):
            first, last = last, first
        elif last <= 12 and order is None and first != last:
            return None
        return _with_clock(_day(year, first, last), match)
    if match := _UNIX.fullmatch(text):
        day = _day(int(match["y"]), _MONTHS.get(match["n"].lower(), 0), int(match["d"]))
        if day is None or match["z"] is None:
            return day
        return _instant(day, int(match["h"]), int(match["mi"]), int(match["s"]), match["z"])
    if "," in text[:5] or text[-5:].lstrip("+-").isdigit() or text.endswith("GMT"):
        try:
            value = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
        return value if value.tzinfo else value.date()
    return None


def parse_epoch(text: str) -> datetime | None:
    """Return the instant of a count of seconds or milliseconds since 1970; None when it is none.

    Example:
        >>> parse_epoch("1532685600").isoformat()
        '2018-07-27T10:00:00+00:00'
    """
    match = _EPOCH.fullmatch(text.strip())
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def day_order(cells: Iterable[str]) -> Order | None:
    """Return how a column writes 3/4/2018, as far as its unmistakable cells tell.

    Returns:
        None when no cell tells, or when cells disagree.
    """
    seen: set[Order] = set()
    for cell in cells:
        match = _SLASHED.fullmatch(cell.strip())
        if match and int(match[1]) > 12:
            seen.add("dmy")
        elif match and int(match[3]) > 12:
            seen.add("mdy")
    return seen.pop() if len(seen) == 1 else None


def _value(match: re.Match[str]) -> date | datetime | None:
    parts = match.groupdict()
    if parts["y1"]:
        day = _day(int(parts["y1"]), int(parts["m1"]), int(parts["d1"]))
    elif parts["y2"]:
        day = _day(int(parts["y2"]), int(parts["m2"]), int(parts["d2"]))
    elif parts["y3"]:
        year = int("".join(str(_digit(char)) for char in parts["y3"]))
        day = _day(year, _han_number(parts["m3"]), _han_number(parts["d3"]))
    else:
        which = "4" if parts["y4"] else "5"
        month = _MONTHS[parts["n" + which].lower()]
        day = _day(int(parts["y" + which]), month, int(parts["d" + which]))
    return _with_clock(day, match)


def _with_clock(day: date | None, match: re.Match[str]) -> date | datetime | None:
    parts = match.groupdict()
    if day is None or not parts.get("zone"):
        return day
    return _instant(
        day, int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0), parts["zone"]
    )


def _instant(day: date, hour: int, minute: int, second: int, zone: str) -> date | datetime:
    offset = timedelta(0)
    if zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        offset = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    try:
        zoned = timezone(offset) if offset else UTC
        return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zoned)
    except ValueError:
        return day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _digit(char: str) -> int:
    return {"〇": 0, "零": 0, "○": 0}.get(char, "一二三四五六七八九".find(char) + 1)


def _han_number(text: str) -> int:
    """Return a number below 100 in Han digits: 七, 十二, 二十七, 三十."""
    if "十" not in text:
        return int("".join(str(_digit(char)) for char in text))
    tens, _, ones = text.partition("十")
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
