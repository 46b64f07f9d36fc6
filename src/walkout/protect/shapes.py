"""The shape of every publishable value: which keys of it may be printed, and of what type.

A key that is not named here is not printed, whatever stands in it. The words in which a count
or a sum was given (`text`) are words of the document and leave only as an approved quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from walkout.model.statement import HARM_FIELDS
from walkout.protect.identifiers import pointing_number

Shape = Callable[[Any], Any]
"""Returns the printable form of a value, or None when it has none."""

_CODE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PLACE_CODE = re.compile(r"(?:cn:\d{2,9}(?:@\d{4})?|iso:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|gn:\d+)\Z")

CODE_FIELDS = (
    "status", "kind", "scope", "industry", "ownership", "outcome", "actor", "composition",
    "organisation", "action", "demand", "cause", "response",
)  # fmt: skip

# Above this a count of people or a sum is not one: more likely a telephone number.
_MOST_PEOPLE = 100_000_000
_MOST_MONEY = 10**12

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    r"""Return the text without characters that nobody sees: controls and direction overrides.

    Example:
        >>> plain("a\u202eb\x00c")
        'abc'
    """
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def _code(value: Any) -> str | None:
    return value if isinstance(value, str) and _CODE.match(value) else None


def _day(value: Any) -> str | None:
    return value if isinstance(value, str) and _DAY.match(value) else None


def _whole(value: Any, most: int) -> int | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        return None
    # A telephone number that was read as a sum would stop the whole release at the gate.
    return None if pointing_number(str(value)) else value


def _degrees(value: Any, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
        return None
    return round(float(value), 4)


def _mapping(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


def _date(value: Any) -> dict[str, Any] | None:
    if isinstance(value, str):  # an end that is only a code: ongoing, unknown
        code = _code(value)
        return {"code": code} if code else None
    found = _mapping(value)
    if found is None:
        return None
    earliest, latest = _day(found.get("earliest")), _day(found.get("latest"))
    if earliest is None and latest is None:
        return None
    return {
        "earliest": earliest,
        "latest": latest,
        "precision": _code(found.get("precision")) or "day",
        "basis": _code(found.get("basis")) or "stated",
    }


def _range(found: Mapping[str, Any], most: int) -> dict[str, Any] | None:
    low, high = _whole(found.get("low"), most), _whole(found.get("high"), most)
    if low is None or (found.get("high") is not None and high is None):
        return None
    out: dict[str, Any] = {"low": low, "high": high}
    if found.get("approximate") is True:
        out["approximate"] = True
    return out


def _coded(out: dict[str, Any], found: Mapping[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        code = _code(found.get(name))
        if code is not None:
            out[name] = code
    return out


def _count(value: Any) -> dict[str, Any] | None:
    found = _mapping(value)
    out = None if found is None else _range(found, _MOST_PEOPLE)
    if out is None or found is None:
        return None
    _coded(out, found, "unit", "role", "measure", "legal_form")
    day = _day(found.get("at"))
    if day is not None:
        out["at"] = day
    return out


def _money(value: Any) -> dict[str, Any] | None:
    found = _mapping(value)
    if found is None:
        return None
    out = _range(found, _MOST_MONEY)
    months = _whole(found.get("months"), 1200)
    if out is None and months is None:
        return None
    out = out or {"low": None, "high": None}
    currency = found.get("currency")
    if isinstance(currency, str) and re.fullmatch(r"[A-Z]{3}", currency):
        out["currency"] = currency
    if months is not None:
        out["months"] = months
    return _coded(out, found, "per", "role")


def _duration(value: Any) -> dict[str, Any] | None:
    found = _mapping(value)
    out = None if found is None else _range(found, 100_000)
    return None if out is None or found is None else _coded(out, found, "unit")


def _employer(value: Any) -> dict[str, Any] | None:
    found = _mapping(value)
    if found is None or not isinstance(found.get("name"), str):
        return None
    name = " ".join(plain(found["name"]).split())[:120]
    return _coded({"name": name}, found, "role") if name else None


def _names(value: Any) -> list[str]:
    if not isinstance(value, list | tuple):
        return []
    return [plain(name)[:80] for name in value if isinstance(name, str)]


def _place(value: Any) -> dict[str, Any] | None:
    found = _mapping(value)
    if found is None:
        return None
    code = found.get("code")
    if not isinstance(code, str) or not _PLACE_CODE.match(code):
        return None
    lat, lon = _degrees(found.get("lat"), 90), _degrees(found.get("lon"), 180)
    if lat is None or lon is None:
        lat = lon = None
    level = _code(found.get("level")) or "country"
    out = {
        "code": code,
        "level": level,
        "name_zh": (_names([found.get("name_zh")]) or [""])[0],
        "name_en": (_names([found.get("name_en")]) or [""])[0],
        "path_zh": _names(found.get("path_zh")),
        "path_en": _names(found.get("path_en")),
        "lat": lat,
        "lon": lon,
        "precision": _code(found.get("precision")) or level,
        "check": _code(found.get("check")) or ("ok" if lat is not None else "no_point"),
    }
    candidates = found.get("candidates")
    if isinstance(candidates, list | tuple):
        kept = [c for c in candidates if isinstance(c, str) and _PLACE_CODE.match(c)]
        if kept:
            out["candidates"] = kept
    return out


def _written(value: Any) -> dict[str, Any] | None:
    # A title or summary in the two languages.
    found = _mapping(value)
    if found is None:
        return None
    out = {
        name: " ".join(plain(found[name]).split())[:2000]
        for name in ("zh", "en")
        if isinstance(found.get(name), str)
    }
    return {name: text for name, text in out.items() if text} or None


SHAPES: dict[str, Shape] = {
    **dict.fromkeys(CODE_FIELDS, _code),
    "date": _date,
    "end": _date,
    "duration": _duration,
    "place": _place,
    "employer": _employer,
    "participants": _count,
    "amount": _money,
    "title": _written,
    "summary": _written,
    **{f"harm.{name}": _count for name in HARM_FIELDS},
}
"""Publishable fields and their shapes; a field that is not here is not published."""

FREE_TEXT = frozenset({"employer", "title", "summary"})
"""Fields whose values are words that no list holds: they are screened for persons."""
