"""Work out the Chinese calendar of 1980-2050 and print the table of `walkout.extract.lunar`.

    python scripts/build_lunar_table.py

The calendar follows from two motions, reckoned in the time of 120° E: a month begins on the day
of new moon; the month that holds the winter solstice is the eleventh; a year of thirteen months
between two of them has its leap month where first no principal term (the sun at a multiple of
30°) falls into it.

Source: J. Meeus, Astronomical Algorithms, 2nd ed.: new moons chapter 49, the sun's apparent
longitude chapter 25 (0.01°, some 15 minutes); H. Aslaksen, "The mathematics of the Chinese
calendar", for the rules. The test compares the result with new-year days and leap months
as almanacs print them.
"""

from __future__ import annotations

import math
import sys
from datetime import date, timedelta
from functools import cache

FIRST, LAST = 1980, 2050
_EPOCH = date(2000, 1, 1)
_J2000 = 2451544.5
"""Julian day of `_EPOCH`, midnight UTC."""
_CHINA = 8 / 24


def _delta_t(year: float) -> float:
    """Terrestrial minus universal time in days; Espenak and Meeus 2006, good to seconds here."""
    t = year - 2000
    return (63.86 + 0.3345 * t + 0.00005 * t * t) / 86400


def _new_moon(k: int) -> float:
    """Julian day (universal time) of new moon k, counted from January 2000."""
    t = k / 1236.85
    jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2 - 0.00000015 * t**3
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = math.radians(2.5534 + 29.10535670 * k - 0.0000014 * t**2)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t**2)
    node = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t**2)
    omega = math.radians(124.7746 - 1.56375588 * k + 0.0020672 * t**2)
    sin = math.sin
    jde += (
        -0.40720 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node) + 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun)
        + 0.00208 * e * e * sin(2 * sun) - 0.00111 * sin(moon - 2 * node)
        - 0.00057 * sin(moon + 2 * node) + 0.00056 * e * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon) + 0.00042 * e * sin(sun + 2 * node)
        + 0.00038 * e * sin(sun - 2 * node) - 0.00024 * e * sin(2 * moon - sun)
        - 0.00017 * sin(omega)
        + 0.000325 * sin(math.radians(299.77 + 0.107408 * k - 0.009173 * t**2))
        + 0.000165 * sin(math.radians(251.88 + 0.016321 * k))
        + 0.000164 * sin(math.radians(251.83 + 26.651886 * k))
        + 0.000126 * sin(math.radians(349.42 + 36.412478 * k))
        + 0.000110 * sin(math.radians(84.66 + 18.206239 * k))
    )  # fmt: skip
    return jde - _delta_t(2000 + k / 12.3685)


def _sun(jd: float) -> float:
    """Apparent longitude of the sun in degrees at a Julian day (universal time)."""
    t = (jd + _delta_t(2000 + (jd - _J2000) / 365.25) - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    omega = math.radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(omega)) % 360


def _day(jd: float) -> date:
    return _EPOCH + timedelta(days=math.floor(jd + _CHINA - _J2000))


@cache
def _month_start(k: int) -> date:
    return _day(_new_moon(k))


def _midnight(day: date) -> float:
    return _J2000 + (day - _EPOCH).days - _CHINA


def _terms(first: date, last: date) -> int:
    """Principal terms that fall into the days from `first` up to but without `last`."""
    return (math.floor(_sun(_midnight(last)) / 30) - math.floor(_sun(_midnight(first)) / 30)) % 12


def _eleventh(year: int) -> int:
    """Number of the new moon that begins the month of the winter solstice of a year."""
    k = round((year + 0.97 - 2000) * 12.3685) - 2
    while not (
        _sun(_midnight(_month_start(k))) < 270 <= _sun(_midnight(_month_start(k + 1))) < 330
    ):
        k += 1
    return k


def year_row(year: int) -> tuple[date, int, list[int]]:
    """Return new year's day, the leap month (0: none) and the days of each month of a year."""
    before, after, beyond = _eleventh(year - 1), _eleventh(year), _eleventh(year + 1)
    months = _numbered(before, after) + _numbered(after, beyond)
    start = next(i for i, (_, number, _) in enumerate(months) if number == 1)
    end = next(i for i, (_, number, _) in enumerate(months) if number == 1 and i > start + 2)
    chosen = months[start:end]
    leap = next((number for _, number, is_leap in chosen if is_leap), 0)
    lengths = [(_month_start(k + 1) - _month_start(k)).days for k, _, _ in chosen]
    return _month_start(chosen[0][0]), leap, lengths


def _numbered(first: int, last: int) -> list[tuple[int, int, bool]]:
    """Months from one solstice month up to the next: new moon, number, whether leap."""
    leap = None
    if last - first == 13:
        leap = next(
            k for k in range(first + 1, last) if not _terms(_month_start(k), _month_start(k + 1))
        )
    months, number = [], 11
    for k in range(first, last):
        is_leap = k == leap
        if k > first and not is_leap:
            number = number % 12 + 1
        months.append((k, number, is_leap))
    return months


def main() -> int:
    """Print a row for each year: new year's day, leap month, lengths as bits (1: 30 days)."""
    for year in range(FIRST, LAST + 1):
        first, leap, lengths = year_row(year)
        bits = "".join("1" if days == 30 else "0" for days in lengths)
        sys.stdout.write(f"{year} {first:%m%d} {leap} {bits}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
