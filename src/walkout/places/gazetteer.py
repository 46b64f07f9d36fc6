"""The gazetteer: codes and names to places, valid at a date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from walkout.model.values import Place, PlaceCheck, PlaceLevel
from walkout.text.script import image

from .names import names
from .towns import towns
from .units import LAST_YEAR, Unit, Units, units

_CODE = re.compile(r"^(?:cn:)?(\d{6}|\d{9})(?:@(\d{4}))?$")
_GB_OF_ISO = {"710000": "iso:TW", "810000": "iso:HK", "820000": "iso:MO"}
"""GB/T 2260 has codes for these three; their places are named by ISO 3166-1."""
_OWN = frozenset(("iso:CN", "iso:TW", "iso:HK", "iso:MO"))


class Gazetteer:
    """Places by code and by name.

    Use `gazetteer()`, which keeps one. Nothing in it changes after loading.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._codes: dict[str, list[tuple[int, int, int]]] | None = None
        self._places: dict[tuple[int, int], Place] = {}
        self._town_places: dict[tuple[str, int], Place] = {}
        self._ancestors: dict[tuple[int, int], tuple[int, ...]] = {}

    @property
    def units(self) -> Units:
        """All units above town level, by index."""
        return self._units

    def index(self, code: str) -> int | None:
        """Return the index of the unit that bears a code, or None.

        Args:
            code: ``440310``, ``cn:440310``, ``cn:440310@2018``, ``iso:US-CA``, ``gn:1850147``;
                a town's code of nine digits leads to its county. Where several units bore a
                code, the year tells which; without one it is the latest.
        """
        if self._codes is None:
            self._codes = self._units.codes()
        match = _CODE.match(code)
        year = None
        if match:
            code, year = _GB_OF_ISO.get(match[1], match[1]), match[2]
        found = self._codes.get(code)
        if found is None and match and len(match[1]) == 9:
            town = towns().get(match[1])
            found = self._codes.get(town.county) if town else None
        if not found:
            return None
        if year is not None and len(found) > 1:
            for first, last, index in found:
                if first <= int(year) <= last:
                    return index
        return found[0][2]

    def unit(self, code: str) -> Unit | None:
        """Return the unit that bears a code (see `index`), or None."""
        found = self.index(code)
        return None if found is None else self._units[found]

    def at(self, code: str, on: date | None = None) -> Place | None:
        """Return the place of a code as it was on a date.

        Args:
            code: As for `index`. The year after ``@`` counts where no date is given.
            on: The day; None for the year in the code, or the latest year of the data.

        Returns:
            The place under the code and name valid then, or None for an unknown code.

        Example:
            >>> gazetteer().at("440310", date(2018, 7, 27)).code
            'cn:440310@2018'
        """
        match = _CODE.match(code)
        year = on.year if on else int(match[2]) if match and match[2] else None
        if match and len(match[1]) == 9:
            town = towns().get(match[1])
            return self.town_place(match[1], year) if town else None
        # Only China's codes are valid by year; others stand as they are.
        dated = match is not None and "@" not in code and year is not None
        bare = f"{code}@{year}" if dated else code
        found = self.index(bare)
        return None if found is None else self.place(found, year)

    def by_name(self, name: str, on: date | None = None) -> tuple[Place, ...]:
        """Return every place that bears a name, the most likely first.

        Args:
            name: Chinese (either script) or English, with or without suffix.
            on: The day for which codes and names are wanted; None for the latest.
        """
        year = on.year if on else None
        found = names().find(image(name.strip()))
        return tuple(self.place(i, year) for i in found)

    def ancestors(self, index: int, year: int | None = None) -> tuple[int, ...]:
        """Return the unit's parents in a year, the nearest first."""
        key = (index, -1 if year is None else year)
        known = self._ancestors.get(key)
        if known is None:
            out: list[int] = []
            version = self._units[index].on(year)
            parent = version.parent
            # What is gone had its parents as they were then.
            if year is None and version.last < LAST_YEAR:
                year = version.last
            while parent >= 0 and parent not in out:
                out.append(parent)
                parent = self._units[parent].on(year).parent
            known = self._ancestors[key] = tuple(out)
        return known

    def lineage(self, index: int) -> frozenset[int]:
        """Return every unit that was ever above this one."""
        return _lineage(index)

    def place(self, index: int, year: int | None = None) -> Place:
        """Return the place of a unit in a year; the latest when None."""
        key = (index, -1 if year is None else year)
        known = self._places.get(key)
        if known is None:
            known = self._places[key] = self._make(index, year)
        return known

    def town_place(self, code: str, year: int | None = None) -> Place:
        """Return the place of a town or street of the statistics bureau's list.

        Raises:
            KeyError: The list has no such code.
        """
        key = (code, -1 if year is None else year)
        known = self._town_places.get(key)
        if known is None:
            known = self._town_places[key] = self._make_town(code, year)
        return known

    def _make_town(self, code: str, year: int | None) -> Place:
        town = towns()[code]
        county = self.index(town.county)
        if county is None:
            raise KeyError(code)
        above = self.place(county, year)
        level: PlaceLevel = "street" if town.name_zh.endswith(("街道", "办事处")) else "town"
        own = town.lat is not None
        return replace(
            above,
            code=f"cn:{code}@{town.year}",
            level=level,
            name_zh=town.name_zh,
            name_en=town.name_en,
            path_zh=(*above.path_zh, town.name_zh),
            path_en=(*above.path_en, town.name_en),
            lat=town.lat if own else above.lat,
            lon=town.lon if own else above.lon,
            precision=level if own else above.precision,
            check="ok" if own else "parent_point" if above.lat is not None else "no_point",
        )

    def _make(self, index: int, year: int | None) -> Place:
        unit = self._units[index]
        version = unit.on(year)
        chain = [version]
        then = version.last if year is None and version.last < LAST_YEAR else year
        for parent in self.ancestors(index, year):
            chain.append(self._units[parent].on(then))
        chain.reverse()
        lat, lon, precision = unit.lat, unit.lon, version.level
        for parent in self.ancestors(index, year):
            if lat is not None:
                break
            above = self._units[parent]
            lat, lon, precision = above.lat, above.lon, above.on(then).level
        check: PlaceCheck = "ok"
        if lat is None:
            check = "no_point"
        elif not version.code[0].isdigit() and chain[0].code not in _OWN:
            check = "abroad"
        elif unit.lat is None:
            check = "parent_point"
        return Place(
            _printed(version.code, version.first, version.last, year),
            version.level,
            version.name_zh,
            version.name_en,
            tuple(v.name_zh for v in chain),
            tuple(v.name_en for v in chain),
            lat,
            lon,
            precision,
            check,
        )


def _printed(code: str, first: int, last: int, year: int | None) -> str:
    """Return the contract's form of a code: GB codes carry a year of their validity."""
    if not code[0].isdigit():
        return code
    end = min(last, LAST_YEAR)
    # A later date than the data knows keeps the last year known: no validity is made up.
    valid = end if year is None or year > end else max(first, year)
    return f"cn:{code}@{valid}"


@cache
def _lineage(index: int) -> frozenset[int]:
    out: set[int] = set()
    todo = [v.parent for v in units()[index].versions]
    while todo:
        parent = todo.pop()
        if parent >= 0 and parent not in out:
            out.add(parent)
            todo += [v.parent for v in units()[parent].versions]
    return frozenset(out)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, loading it at the first call."""
    return Gazetteer(units())
