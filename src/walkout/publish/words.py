"""Dates, numbers, sums and places in the words of a language, as pages print them.

The explorer prints the same things (``explorer/src/words.ts``); both are held to the cases of
``tests/publish/words.json``.
"""

from __future__ import annotations

import calendar
import functools
import json
from importlib import resources
from typing import Any

from walkout.publish.labels import Lang

Json = dict[str, Any]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

LANGUAGES: dict[Lang, str] = {"zh": "zh-Hans", "en": "en"}


@functools.cache
def catalogue(lang: Lang) -> dict[str, str]:
    """Return every message of a language by its key."""
    path = resources.files("walkout.publish") / "messages" / f"{LANGUAGES[lang]}.json"
    loaded: dict[str, str] = json.loads(path.read_text("utf-8"))
    return loaded


def say(lang: Lang, key: str, **values: object) -> str:
    """Return a message, its ``{names}`` filled in.

    With a number `n`, English takes ``key.one`` for 1 where the catalogue has it.
    """
    messages = catalogue(lang)
    if values.get("n") == 1 and f"{key}.one" in messages:
        key = f"{key}.one"
    text = messages[key]
    for name, value in values.items():
        shown = f"{value:,}" if isinstance(value, int) else str(value)
        text = text.replace("{" + name + "}", shown)
    return text


def day_words(lang: Lang, iso: str) -> str:
    """Return a day, month or year in words.

    Example:
        >>> day_words("en", "2014-04-05"), day_words("zh", "2014-04")
        ('5 April 2014', '2014年4月')
    """
    parts = [int(part) for part in iso.split("-")]
    if lang == "zh":
        return "".join(f"{n}{unit}" for n, unit in zip(parts, "年月日", strict=False))
    names = [str(parts[0])]
    if len(parts) > 1:
        names.insert(0, MONTHS[parts[1] - 1])
    if len(parts) > 2:
        names.insert(0, str(parts[2]))
    return " ".join(names)


def range_words(lang: Lang, earliest: str | None, latest: str | None) -> str:
    """Return a range of days in words: a whole month as the month, a whole year as the year.

    Example:
        >>> range_words("en", "2014-04-01", "2014-04-30")
        'April 2014'
        >>> range_words("zh", "2014-04-14", None)
        '2014年4月14日或之后'
    """
    if earliest is None and latest is None:
        return say(lang, "unknown")
    if earliest is None or latest is None:
        key = "date.until" if earliest is None else "date.from"
        return say(lang, key, date=day_words(lang, latest or earliest or ""))
    if earliest == latest:
        return day_words(lang, earliest)
    first, last = earliest.split("-"), latest.split("-")
    month_end = calendar.monthrange(int(last[0]), int(last[1]))[1]
    whole_months = first[2] == "01" and int(last[2]) == month_end
    if whole_months and first[:2] == last[:2]:
        return day_words(lang, earliest[:7])
    if whole_months and first[1] == "01" and last[1] == "12":
        if first[0] == last[0]:
            return first[0] + ("年" if lang == "zh" else "")
        return f"{first[0]}–{last[0]}" + ("年" if lang == "zh" else "")
    cut = 7 if whole_months else 10
    left, right = earliest[:cut], latest[:cut]
    if lang == "zh":
        # What both share is said once: 2014年4月14日–20日.
        shown = day_words(lang, right)
        if first[0] == last[0]:
            shown = shown[len(f"{int(first[0])}年") :]
            if first[1] == last[1]:
                shown = shown[len(f"{int(first[1])}月") :]
        return f"{day_words(lang, left)}–{shown}"
    shown = day_words(lang, left)
    if first[0] == last[0]:
        shown = shown[: -len(f" {int(first[0])}")]
        if first[1] == last[1]:
            return f"{int(first[2])}–{day_words(lang, right)}"
    return f"{shown} – {day_words(lang, right)}"


def count_words(
    lang: Lang,
    low: int | None,
    high: int | None,
    *,
    approximate: bool = False,
    unit: str | None = None,
) -> str:
    """Return a range of whole numbers in words, with its unit if one is given.

    Example:
        >>> count_words("en", 1200, 1299), count_words("zh", 50, None, unit="persons")
        ('1,200–1,299', '至少50人')
    """
    if low is None:
        return say(lang, "unknown")
    if low <= 1 and high is None and unit is not None:
        return say(lang, "count.untold")  # what words without a number come to
    text = f"{low:,}" if high is None or low == high else f"{low:,}–{high:,}"
    if unit is not None:
        messages = catalogue(lang)
        key = f"unit.{unit}"
        if low == high == 1 and f"{key}.one" in messages:
            key = f"{key}.one"
        text = messages.get(key, "{number} " + unit).replace("{number}", text)
    if high is None:
        return say(lang, "count.atleast", n=text)
    return say(lang, "count.about", number=text) if approximate else text


def sum_words(lang: Lang, value: Json) -> str:
    """Return a sum of money in words, with what it is per and the months of pay.

    Example:
        >>> sum_words("en", {"low": 120000000, "high": 120000000, "currency": "CNY"})
        'CNY 120 million'
        >>> sum_words("zh", {"low": 120000000, "high": 120000000, "currency": "CNY"})
        '1.2亿元'
    """
    parts = []
    if value.get("low") is not None:
        low, high = value["low"], value.get("high")
        shown = _big(lang, low)
        if high is not None and high != low:
            shown = f"{shown}–{_big(lang, high)}"
        currency = value.get("currency", "")
        if lang == "zh":
            shown = f"{shown}元" if currency == "CNY" else f"{shown} {currency}".rstrip()
        else:
            shown = f"{currency} {shown}".lstrip()
        if high is None:
            shown = say(lang, "count.atleast", n=shown)
        if value.get("approximate"):
            shown = say(lang, "count.about", number=shown)
        if value.get("per") == "person":
            shown = say(lang, "amount.each", sum=shown)
        parts.append(shown)
    if value.get("months") is not None:
        parts.append(say(lang, "amount.months", n=value["months"]))
    return ("，" if lang == "zh" else ", ").join(parts)


def _big(lang: Lang, number: int) -> str:
    # Only where nothing is lost: 1.2亿, not 1.234567亿.
    steps = ((10**8, "亿"), (10**4, "万")) if lang == "zh" else (
        (10**9, " billion"), (10**6, " million"),
    )  # fmt: skip
    for step, name in steps:
        if number >= step and number % (step // 100) == 0:
            whole, rest = divmod(number, step)
            decimals = f"{rest * 100 // step:02d}".rstrip("0")
            return f"{whole:,}" + (f".{decimals}" if decimals else "") + name
    return f"{number:,}"


def place_words(lang: Lang, place: Json) -> str:
    """Return a place with what it lies in: 广东省深圳市坪山区; Pingshan, Shenzhen, Guangdong.

    Example:
        >>> place_words("en", {"path_en": ["Guangdong", "Dongguan"]})
        'Dongguan, Guangdong'
    """
    if lang == "zh":
        path = [str(name) for name in place["path_zh"]]
        gap = " " if any(name.isascii() for name in path) else ""
        return gap.join(path)
    return ", ".join(str(name) for name in reversed(place["path_en"]))
