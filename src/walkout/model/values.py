"""Values with their precision: dates, counts, sums of money, places, employers.

Precision is part of a value; nothing unknown is filled in. Every value has a plain JSON
form (`to_json`), which is what statements carry, what ids hash and what releases print.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Basis = Literal["stated", "relative", "inferred"]
"""How a value is known: in words; from words relative to the publication date; without words."""

DatePrecision = Literal[
    "day", "days", "week", "month_part", "month", "quarter", "season", "year", "years"
]
"""The unit in which a date was given; ``days`` and ``years`` are stated ranges."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventDate:
    """When something began or ended, as a closed range of days.

    Args:
        earliest: First day that the words allow; None when unbounded.
        latest: Last day that the words allow; None when unbounded.
        precision: The unit in which the date was given.
        basis: stated, relative or inferred. The publication date never becomes an event date
            silently: a date bounded by it alone has basis ``inferred``.
    """

    earliest: date | None
    latest: date | None
    precision: DatePrecision
    basis: Basis = "stated"

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("earliest is after latest")

    def to_json(self) -> Json:
        """Return the contract's form, dates as ISO 8601 or null."""
        return {
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "precision": self.precision,
            "basis": self.basis,
        }

    @classmethod
    def from_json(cls, value: Json) -> EventDate:
        """Return the value that `to_json` printed."""
        earliest, latest = value["earliest"], value["latest"]
        return cls(
            date.fromisoformat(earliest) if earliest else None,
            date.fromisoformat(latest) if latest else None,
            value["precision"],
            value["basis"],
        )


Unit = Literal["persons", "households", "vehicles", "companies"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as a closed range of whole numbers (DESIGN section 6, counts).

    Args:
        low: Smallest number that the words allow.
        high: Largest; None when open upwards (上百 is bounded, "at least 50" is not).
        text: The words, as in the reading.
        unit: What is counted.
        approximate: The words say about (约, some, around).
    """

    low: int
    high: int | None
    text: str
    unit: Unit = "persons"
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError("low and high are not a range")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of money, as a closed range in one currency.

    Args:
        low: Smallest sum that the words allow, in whole units of the currency.
        high: Largest; None when open upwards.
        currency: ISO 4217, such as ``CNY``.
        text: The words, as in the reading.
        per: ``person`` for a sum each, ``total`` otherwise.
        months: Months of pay when the sum is told so (欠薪三个月); None otherwise.
        approximate: The words say about.
    """

    low: int
    high: int | None
    currency: str
    text: str
    per: Literal["person", "total"] = "total"
    months: int | None = None
    approximate: bool = False


PlaceLevel = Literal["country", "province", "prefecture", "county", "town", "street", "site"]

PlaceCheck = Literal["ok", "parent_point", "ambiguous", "abroad", "no_point"]
"""``ok``: the point lies by its unit. ``parent_point``: the unit has no clear point of its own.
``ambiguous``: several units fit and `Place.candidates` keeps them. ``abroad``: outside China,
point known. ``no_point``: none is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """A named unit of the gazetteer, with the point that stands for it.

    Args:
        code: ``cn:440310@2018`` (GB code and a year of its validity), ``iso:US-CA``,
            ``gn:1850147``.
        level: Level of the unit.
        name_zh: Name in simplified characters, without its parents.
        name_en: Name in English or pinyin, without suffix.
        path_zh: Names from the province or country down to the unit, the unit included.
        path_en: The same in English.
        lat: WGS 84 latitude in degrees; None when no point is known.
        lon: WGS 84 longitude in degrees.
        precision: Level of the unit whose point this is; above `level` when a parent's is used.
        check: Result of the plausibility gate.
        candidates: Codes of all units that fit, most likely first, when the name is ambiguous.
    """

    code: str
    level: PlaceLevel
    name_zh: str
    name_en: str
    path_zh: tuple[str, ...]
    path_en: tuple[str, ...]
    lat: float | None
    lon: float | None
    precision: PlaceLevel
    check: PlaceCheck
    candidates: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """Return the contract's form; ``candidates`` only where there are several."""
        value: Json = {
            "code": self.code,
            "level": self.level,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "path_zh": list(self.path_zh),
            "path_en": list(self.path_en),
            "lat": self.lat,
            "lon": self.lon,
            "precision": self.precision,
            "check": self.check,
        }
        if self.candidates:
            value["candidates"] = list(self.candidates)
        return value


EmployerRole = Literal[
    "direct", "agency", "contractor", "subcontractor", "developer", "platform", "brand"
]


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer as named in a reading, with its part in the work."""

    name: str
    role: EmployerRole = "direct"

    def to_json(self) -> Json:
        """Return the contract's form."""
        return {"name": self.name, "role": self.role}
