"""Units of the gazetteer: one place through its renamings, with the point that stands for it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from walkout.model.values import PlaceLevel

LAST_YEAR = 2024
"""Last year of the yearly lists of divisions; a unit valid in it is taken to go on."""

_LEVELS: dict[str, PlaceLevel] = {
    "c": "country", "p": "province", "f": "prefecture", "x": "county", "t": "town", "s": "street",
}  # fmt: skip
RANK: dict[PlaceLevel, int] = {
    "country": 0, "province": 1, "prefecture": 2, "county": 3, "town": 4, "street": 4, "site": 5,
}  # fmt: skip
"""Order of the levels, the widest first."""


@dataclass(frozen=True, slots=True)
class Version:
    """A code and name that a unit bore from one year to another.

    Args:
        code: GB/T 2260 code of six digits, the statistics bureau's code of nine for towns,
            ``iso:XX``, ``iso:US-XX`` or ``gn:ID``.
        level: Level of the unit in those years (Chongqing was a prefecture until 1996).
        name_zh: Full Chinese name, simplified.
        name_en: English name or pinyin, without suffix.
        first: First year of validity; 1980 means 1980 or earlier, 0 is without limit.
        last: Last year of validity; `LAST_YEAR` means that it goes on.
        parent: Index of the parent; -1 for none.
    """

    code: str
    level: PlaceLevel
    name_zh: str
    name_en: str
    first: int
    last: int
    parent: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One place through time.

    Args:
        index: Place in the gazetteer's list.
        lat: WGS 84 latitude in degrees; None when the parent's point stands for it.
        lon: WGS 84 longitude in degrees.
        population: Of the populated place whose point this is, by GeoNames; 0 when unknown.
        reach: How far the unit's own parts lie from its point, in km; 0 when unknown.
        versions: Oldest first, not overlapping in years.
    """

    index: int
    lat: float | None
    lon: float | None
    population: int
    reach: int
    versions: tuple[Version, ...]

    def on(self, year: int | None) -> Version:
        """Return the version of a year: the nearest one where the unit was not there then."""
        versions = self.versions
        if year is None:
            return versions[-1]
        for version in reversed(versions):
            if version.first <= year:
                return version
        return versions[0]

    def alive(self, year: int | None) -> bool:
        """Return whether the unit exists in a year; today when None."""
        if year is None or year > LAST_YEAR:
            return self.versions[-1].last >= LAST_YEAR
        return any(v.first <= year <= v.last for v in self.versions)


class Units:
    """All units by index; a row is parsed when it is first asked for."""

    def __init__(self, rows: list[str]) -> None:
        self._rows = rows
        self._made: list[Unit | None] = [None] * len(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Unit]:
        return (self[index] for index in range(len(self._rows)))

    def __getitem__(self, index: int) -> Unit:
        unit = self._made[index]
        if unit is None:
            unit = self._made[index] = _parse(index, self._rows[index])
        return unit

    def provinces(self) -> list[str]:
        """Return the full Chinese names of all provinces."""
        marked = (row.rsplit("\t", 1)[1] for row in self._rows if ",p," in row)
        return [v.split(",")[2] for row in marked for v in row.split(";") if v[0].isdigit()]

    def codes(self) -> dict[str, list[tuple[int, int, int]]]:
        """Return (first year, last year, index) by code, the latest first.

        Codes were given out anew in the 1980s: 332400 was Wenzhou's prefecture, then Jinhua's.
        """
        out: dict[str, list[tuple[int, int, int]]] = {}
        for index, row in enumerate(self._rows):
            for version in row.rsplit("\t", 1)[1].split(";"):
                code, _, _, _, first, last, _ = version.split(",")
                out.setdefault(code, []).append((int(first), int(last), index))
        for found in out.values():
            if len(found) > 1:
                found.sort(key=lambda item: -item[1])
        return out


def _parse(index: int, row: str) -> Unit:
    lat, lon, population, reach, versions = row.split("\t")
    made = []
    for version in versions.split(";"):
        code, level, zh, en, first, last, parent = version.split(",")
        made.append(Version(code, _LEVELS[level], zh, en, int(first), int(last), int(parent)))
    return Unit(
        index,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(population),
        int(reach),
        tuple(made),
    )


def read_rows(name: str) -> list[str]:
    """Return the rows of a data file of this package."""
    packed = files(__package__).joinpath("data", name).read_bytes()
    return gzip.decompress(packed).decode().rstrip("\n").split("\n")


@cache
def units() -> Units:
    """Return all units above town level."""
    return Units(read_rows("units.tsv.gz"))
