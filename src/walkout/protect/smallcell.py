"""Small cells: events about so few persons that place and day together point to them.

Fewer than ten persons held, hurt, dismissed or acting; or harm done in an event whose workers had
elected delegates, or families of the dead in it, unless it was done to a crowd as a whole. Harm to
a number that nobody tells makes no small cell by itself. Then place, date, employer, amounts,
quotes and links are widened or withheld together, since any one of them undoes the others.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal

from walkout.model.event import Account

SMALL = 10

# Roles that one or a few people of a workplace have, and what is done to persons.
_ROLES = {("organisation", "elected_delegates"), ("actor", "families_of_dead")}
_DONE_TO_PERSONS = frozenset(
    {
        "detention", "prosecution", "sentence", "dismissal", "violence", "threat", "blacklist",
        "surveillance", "disappearance",
    }
)  # fmt: skip
_DONE_TO_ALL = frozenset({"force"})
"""Tear gas falls on the crowd that is told of; where none is, it is done to persons."""

_CUSTODY = frozenset({"harm.detained", "harm.still_detained", "harm.released"})

WITHHELD_FIELDS = frozenset({"employer", "amount", "title", "summary"})

_MUNICIPALITIES = ("11", "12", "31", "50")
_FINER_THAN_PREFECTURE = frozenset({"county", "town", "street", "site"})
_FINER_THAN_COUNTY = frozenset({"town", "street", "site"})

PointOf = Callable[[str], tuple[float, float] | None]
"""Latitude and longitude of a place code, None when it has none."""


def is_small(accounts: Iterable[Account]) -> bool:
    """Return whether an event is about few persons.

    Each kind of harm is judged by the largest number that any account gives for it. The released
    and those still held are part of the detained: one released of thirty is no cell of its own.
    All statements count, whatever their tier: a count that is not published itself still tells
    that few people are meant.
    """
    roles = harmed = forced = False
    groups: list[bool] = []
    harms: dict[str, list[bool]] = {}
    for account in accounts:
        for told in account.told:
            name, value = told.statement.field, told.statement.value
            if name.startswith("harm."):
                harmed = True
                size = _size(value)
                if size in ("few", "many"):
                    kind = "detained" if name in _CUSTODY else name
                    harms.setdefault(kind, []).append(size == "few")
            elif name == "participants" and isinstance(value, dict):
                # A works of 3,000 says nothing of how many acted.
                size = _size(value)
                if value.get("role") != "workforce" and size in ("few", "many"):
                    groups.append(size == "few")
            elif name == "response" and isinstance(value, str):
                done = value.partition(".")[2]
                harmed = harmed or done in _DONE_TO_PERSONS
                forced = forced or done in _DONE_TO_ALL
            elif isinstance(value, str) and (name, value) in _ROLES:
                roles = True
    # A handful of supporters beside a crowd is no small cell; a handful alone is.
    crowd = not all(groups)
    few_harmed = any(all(told) for told in harms.values())
    few_acting = bool(groups) and not crowd
    at_persons = harmed or (forced and not crowd)
    return few_harmed or few_acting or (roles and at_persons)


def _size(value: Any) -> Literal["few", "many", "untold", "nobody"]:
    """Whether a count is of few persons, many, a number not told, or of nobody."""
    if not isinstance(value, dict) or value.get("unit", "persons") == "companies":
        return "nobody"
    low, high = value.get("low"), value.get("high")
    if not isinstance(low, int) or high == 0:
        return "nobody"
    if high is None:
        # "Workers were detained" is at least one, and no number.
        return "untold" if low <= 1 else "few" if low < SMALL else "many"
    return "few" if isinstance(high, int) and high < SMALL else "many"


def widen_place(place: dict[str, Any], point_of: PointOf | None, *, small: bool) -> dict[str, Any]:
    """Return a place no finer than a county, or than a prefecture in a small cell.

    Its point becomes that of the wider unit, or none when that is not known. Outside China the
    first-order unit (state, province) stands for the prefecture, and has no code here.

    Args:
        place: A place in its printable shape.
        point_of: Looks up the point of a code.
        small: Whether the event is a small cell.
    """
    fine = _FINER_THAN_PREFECTURE if small else _FINER_THAN_COUNTY
    if place["level"] not in fine:
        if place["precision"] in fine:  # a point finer than its unit never leaves
            return {**place, "lat": None, "lon": None, "precision": place["level"]}
        return place
    prefix, _, rest = place["code"].partition(":")
    digits, _, year = rest.partition("@")
    code: str | None = None
    if prefix == "cn":
        # Names above the county: a municipality or a directly governed county has its province.
        above = 1 if digits[:2] in _MUNICIPALITIES or digits[2:4] == "90" else 2
        depth = above if small else above + 1
        cut = digits[:6] if not small else digits[: 2 * above].ljust(6, "0")
        code = f"cn:{cut}" + (f"@{year}" if year else "")
        level = "county" if not small else ("province" if above == 1 else "prefecture")
    else:
        depth = 2 if small else 3
        level = "province" if small else "county"
    point = point_of(code) if point_of is not None and code is not None else None
    path_zh, path_en = place["path_zh"][:depth], place["path_en"][:depth]
    return {
        "code": code,
        "level": level,
        "name_zh": path_zh[-1] if path_zh else "",
        "name_en": path_en[-1] if path_en else "",
        "path_zh": path_zh,
        "path_en": path_en,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "precision": level,
        "check": "parent_point" if point else "no_point",
    }


def widen_date(value: dict[str, Any]) -> dict[str, Any]:
    """Return a date widened to whole months.

    Example:
        >>> widen_date({"earliest": "2018-07-27", "latest": "2018-07-27", "precision": "day",
        ...             "basis": "stated"})["latest"]
        '2018-07-31'
    """
    if "code" in value:
        return value
    earliest, latest = value["earliest"], value["latest"]
    if latest is not None:
        year, month = int(latest[:4]), int(latest[5:7])
        latest = f"{latest[:7]}-{calendar.monthrange(year, month)[1]:02d}"
    wide = value["precision"] in ("quarter", "season", "year", "years")
    precision = value["precision"] if wide else "month"
    return {
        **value,
        "earliest": f"{earliest[:7]}-01" if earliest is not None else None,
        "latest": latest,
        "precision": precision,
    }


def month_of(day: date) -> str:
    """Return a day's month as ISO 8601, ``2018-07``."""
    return f"{day.year:04d}-{day.month:02d}"
