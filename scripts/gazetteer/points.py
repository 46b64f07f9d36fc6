"""Points for China's divisions from GeoNames, and the gate that a point must pass.

A populated place of GeoNames stands for a division when its names say so: the division's full
name, its stem, the romanised forms with County or District, the old spelling with -hsien, or the
name of one of the division's own towns. Names repeat within a province, so every choice must also
lie among its siblings: the nearest points that are known for sure must belong to the same
prefecture. What fails takes its parent's point, and the build prints it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from .divisions import Unit
from .geonames import Entry, kilometres
from .naming import pinyin, plain, read_table, split_name, split_town, wade_giles_name

_TYPES = {
    "县": ("xian", "county"), "区": ("qu", "district"), "市": ("shi", "city"),
    "旗": ("qi", "banner"),
    "自治县": ("xian", "county", "autonomouscounty"), "自治旗": ("qi", "banner"),
    "新区": ("xinqu", "newdistrict", "newarea"), "矿区": ("kuangqu",), "林区": ("linqu",),
}  # fmt: skip
# What the match of a name is worth; sums are compared, so only the order matters.
FULL, TYPED, OLD, STEM, SPELLED = 6.0, 4.0, 4.0, 4.0, 3.0
SEAT_TOWN, TOWN_FULL, TOWN_STEM = 3.0, 2.0, 0.7
WEAK = {"old spelling", "typed spelling", "spelling", "seat town"}


@dataclass(slots=True)
class Point:
    """A point and how it was found."""

    lat: float
    lon: float
    how: str
    entry: Entry | None = None
    weight: float = 0.0


def place_units(units: list[Unit], entries: list[Entry]) -> tuple[dict[str, Point], list[str]]:
    """Return a point by code for every current unit that has a clear one, and a report.

    Codes of towns are those of their latest version. Units that are missing in the answer take
    their parent's point.
    """
    index = _Index([e for e in entries if e.country == "CN" and e.province])
    points: dict[str, Point] = {}
    report: list[str] = []
    prefecture_of = {u.key: _prefecture(u) for u in units if u.latest.level != "province"}
    # 1. Prefectures: their own name in the province; the most populous entry that bears it.
    seats = {row[0]: (row[1], *row[2:]) for row in read_table("seats")}
    for unit in units:
        version = unit.latest
        if version.level != "prefecture":
            continue
        seat = seats.get(version.code, ("",))
        found = index.seat(version.code[:2], version.name, *seat)
        if found:
            points[unit.key] = found
        elif unit.current:
            report.append(f"no seat: {version.code} {version.name}")
    index.seats = {
        u.latest.code: points[u.latest.code]
        for u in units
        if u.current and u.latest.level == "prefecture" and u.latest.code in points
    }

    # 2. Sure points: towns whose full name is unique in GeoNames' province and among the
    # province's towns, and counties whose full name is.
    sure = _Sure()
    town_names: dict[tuple[str, str], int] = defaultdict(int)
    for unit in units:
        for town in unit.towns:
            town_names[town.latest.code[:2], town.latest.name] += 1
    for unit in units:
        if not unit.current:
            continue
        area = prefecture_of.get(unit.latest.code) or unit.latest.code
        for town in unit.towns:
            key = (town.latest.code[:2], town.latest.name)
            hits = index.han(*key)
            if len(hits) == 1 and town_names[key] == 1:
                sure.add(hits[0], area, unit.latest.code)
        if unit.latest.level == "county":
            hits = index.han(unit.latest.code[:2], unit.latest.name)
            if len(hits) == 1:
                sure.add(hits[0], area, unit.latest.code)
    sure.drop_strays(points)

    # 3. Counties: score all candidates, keep the best that lies among its siblings.
    for unit in units:
        if unit.latest.level != "county" or not unit.current:
            continue
        area = prefecture_of[unit.latest.code]
        chosen = _county_point(unit, area, index, sure, points)
        if chosen:
            points[unit.latest.code] = chosen
            if chosen.entry:
                sure.add(chosen.entry, area, unit.latest.code)
    # A second look, now that the siblings are known, drops what lies alone.
    for unit in units:
        code = unit.latest.code
        if unit.latest.level == "county" and code in points:
            area = prefecture_of[code]
            point = points[code]
            stray = (
                point.how != "full name"
                and sure.count(area) > 8
                and point.weight < 5
                and not sure.lies_in(point, area)
            )
            if stray or not index.plausible(point, area):
                report.append(f"outlier: {code} {unit.latest.name} {point.how}")
                del points[code]
    for row in read_table("wrong_points"):
        points.pop(row[0], None)
    # 4. Towns: by name, near their county.
    for unit in units:
        if unit.current:
            _place_towns(unit, index, points)
    # 5. Former units without a current version: by name, near the parent.
    for unit in units:
        if unit.latest.level == "county" and not unit.current:
            area = prefecture_of[unit.key]
            chosen = _county_point(unit, area, index, sure, points)
            centre = points.get(area)
            # What is gone is seldom asked for: its point must be close to be taken.
            if chosen and (centre is None or kilometres(_of(chosen), _of(centre)) < 120):
                points[unit.key] = chosen
    return points, report


def _of(point: Point) -> tuple[float, float]:
    return point.lat, point.lon


def _prefecture(unit: Unit) -> str:
    code = unit.latest.code if unit.latest.level == "prefecture" else unit.latest.parent
    return code


def _near(point: Point, area: str, points: dict[str, Point]) -> bool:
    """Return whether a point is within the widest reach of any prefecture from its seat."""
    seat = points.get(area)
    return seat is None or kilometres((point.lat, point.lon), (seat.lat, seat.lon)) < 750


class _Index:
    def __init__(self, entries: list[Entry]) -> None:
        self._han: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._latin: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.seats: dict[str, Point] = {}
        for entry in entries:
            for name in entry.han:
                self._han[entry.province, name].append(entry)
            for name in entry.latin:
                self._latin[entry.province, name].append(entry)

    def han(self, province: str, name: str) -> list[Entry]:
        return self._han.get((province, name), [])

    def latin(self, province: str, name: str) -> list[Entry]:
        return self._latin.get((province, name), [])

    def seat(self, province: str, name: str, seat: str, other: str = "") -> Point | None:
        stem = split_name(name)[0] or name
        found = self.han(province, name)
        if not found and seat:
            found = [*self.han(other or province, seat)]
            found += self.han(other or province, split_name(seat)[0] or seat)
        found = found or self.han(province, stem) or self.latin(province, plain(pinyin(stem)))
        if not found:
            return None
        best = max(found, key=lambda e: (e.population, -e.id))
        return Point(best.lat, best.lon, "seat", best)

    def plausible(self, point: Point, area: str) -> bool:
        """Return whether a point lies where its prefecture is.

        The seat of its prefecture must be among the nearest seats.
        """
        here = (point.lat, point.lon)
        seat = self.seats.get(area)
        if seat is not None:
            off = kilometres(here, (seat.lat, seat.lon))
            closer = sum(kilometres(here, (s.lat, s.lon)) < off for s in self.seats.values())
            if off > 750 or (closer > 4 and off > 60) or (closer > 2 and off > 250):
                return False
        return True


class _Sure:
    """Points known for sure, to ask which prefecture lies around another point."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], dict[int, tuple[Entry, str, str]]] = defaultdict(dict)
        self._counts: dict[str, int] = defaultdict(int)

    def count(self, area: str) -> int:
        return self._counts[area]

    def add(self, entry: Entry, area: str, county: str) -> None:
        self._counts[area] += 1
        self._cells[self._cell(entry.lat, entry.lon)][entry.id] = (entry, area, county)

    @staticmethod
    def _cell(lat: float, lon: float) -> tuple[int, int]:
        return (math.floor(lat), math.floor(lon))

    def nearest(
        self, lat: float, lon: float, without: set[int], skip_county: str = "", count: int = 7
    ) -> list[tuple[float, str, str]]:
        row, column = self._cell(lat, lon)
        for reach in (1, 2, 4):
            found = [
                (kilometres((lat, lon), (e.lat, e.lon)), area, county)
                for r in range(row - reach, row + reach + 1)
                for c in range(column - reach, column + reach + 1)
                for i, (e, area, county) in self._cells.get((r, c), {}).items()
                if i not in without and county != skip_county
            ]
            if len(found) >= count:
                break
        return sorted(found)[:count]

    def lies_in(self, point: Point, area: str) -> bool:
        """Return whether enough of the nearest sure points belong to the same prefecture."""
        own = {point.entry.id} if point.entry else set()
        near = self.nearest(point.lat, point.lon, own)
        if not near:
            return True
        return sum(a == area for _, a, _ in near) >= max(1, len(near) // 4)

    def drop_strays(self, points: dict[str, Point]) -> None:
        """Drop sure points that lie among another prefecture's, or too far from their seat."""
        for cell in list(self._cells.values()):
            for key, (entry, area, _) in list(cell.items()):
                point = Point(entry.lat, entry.lon, "", entry)
                near = self.nearest(entry.lat, entry.lon, {key})
                alone = near and not any(a == area for _, a, _ in near)
                if alone or not _near(point, area, points):
                    del cell[key]
                    self._counts[area] -= 1


def _county_point(
    unit: Unit, area: str, index: _Index, sure: _Sure, points: dict[str, Point]
) -> Point | None:
    province = unit.latest.code[:2]
    score: dict[int, float] = defaultdict(float)
    entries: dict[int, Entry] = {}
    why: dict[int, str] = {}

    def add(found: list[Entry], worth: float, how: str) -> None:
        for entry in found:
            entries[entry.id] = entry
            if worth > score[entry.id]:
                score[entry.id], why[entry.id] = worth, how

    for version in unit.versions:
        stem, suffix = split_name(version.name)
        add(index.han(province, version.name), FULL, "full name")
        short = stem or version.name[:-1]
        spelled = plain(pinyin(short))
        for word in _TYPES.get(suffix, ()):
            add(index.latin(province, spelled + word), TYPED, "typed spelling")
        add(index.latin(province, wade_giles_name(short) + "hsien"), OLD, "old spelling")
        add(index.han(province, short + "城关镇"), FULL, "full name")
        add(index.han(province, short), STEM, "stem")
        if stem and len(spelled) > 4:
            add(index.latin(province, spelled), SPELLED, "spelling")
    towns: list[tuple[Entry, float]] = []
    for town in unit.towns:
        stem, _ = split_town(town.latest.name)
        found = index.han(province, town.latest.name)
        towns += [(e, TOWN_FULL / len(found)) for e in found]
        if not found and stem:
            found = index.han(province, stem)
            towns += [(e, TOWN_STEM / len(found)) for e in found]
    # The first town in the list is nearly always the seat.
    first = {town.latest.name for town in unit.towns if town.latest.code[6:] in ("001", "100")}
    for name in sorted(first):
        stem = split_town(name)[0]
        add(index.han(province, name), SEAT_TOWN, "seat town")
        if stem:
            add(index.han(province, stem), SEAT_TOWN - 1.5, "seat town")
    own = {v.name for v in unit.versions} | {split_name(v.name)[0] for v in unit.versions}
    own |= {t.latest.name for t in unit.towns} | {split_town(t.latest.name)[0] for t in unit.towns}
    middle = _middle(unit, area, towns, index, sure)
    seat = points.get(area)
    best: tuple[float, float, int] | None = None
    for key, entry in entries.items():
        here = (entry.lat, entry.lon)
        point = Point(entry.lat, entry.lon, why[key], entry)
        if not index.plausible(point, area):
            continue
        if entry.han and not entry.han & own:
            score[key] -= 2.5  # it bears other names; an old spelling may be another town's
        if seat is not None and seat.entry is entry and not entry.han & own:
            continue  # the prefecture's seat under a former name of the county around it
        if middle and middle.weight >= 4 and kilometres(here, (middle.lat, middle.lon)) > 45:
            continue
        off = kilometres(here, (seat.lat, seat.lon)) if seat else 0.0
        inside = sure.lies_in(point, area) if sure.count(area) >= 4 else None
        if why[key] in WEAK and not inside and off > (90 if inside is None else 50):
            continue
        if unit.latest.name.endswith("区") and why[key] != "full name" and off > 75:
            continue  # a district lies by its city
        # Towns near a candidate speak for it; a town's weight falls with its namesakes.
        support = sum(w for t, w in towns if kilometres(here, (t.lat, t.lon)) < 45)
        rank = score[key] + min(support, 4.0) + (0.5 if entry.population > 20000 else 0) - off / 200
        if inside is not None:
            rank += 1.0 if inside else -1.0
        if rank >= 2.0 and (best is None or (rank, -off, -key) > best):
            best = (rank, -off, -key)
    if best is not None:
        entry = entries[-best[2]]
        return Point(entry.lat, entry.lon, why[entry.id], entry, best[0])
    return middle


def _middle(
    unit: Unit, area: str, towns: list[tuple[Entry, float]], index: _Index, sure: _Sure
) -> Point | None:
    """Return the town in the middle of the unit's towns, where they agree on where it lies."""
    fitting = [
        (e, w)
        for e, w in towns
        if w >= 0.6
        and index.plausible(Point(e.lat, e.lon, "", e), area)
        and (sure.count(area) < 4 or sure.lies_in(Point(e.lat, e.lon, "", e), area))
    ]
    if not fitting:
        return None

    def spread(entry: Entry) -> float:
        return sum(
            w * min(kilometres((entry.lat, entry.lon), (o.lat, o.lon)), 60.0) for o, w in fitting
        )

    middle = min((e for e, _ in fitting), key=lambda e: (spread(e), e.id))
    agree = sum(w for o, w in fitting if kilometres((middle.lat, middle.lon), (o.lat, o.lon)) < 40)
    if agree < 2.5:
        return None
    return Point(middle.lat, middle.lon, "own town", middle, agree)


_TOWN_WORDS = {"镇": "zhen", "乡": "xiang", "街道": "jiedao", "民族乡": "xiang"}


def _place_towns(unit: Unit, index: _Index, points: dict[str, Point]) -> None:
    """Give a unit's towns the points of populated places of their name near the unit's point."""
    home = points.get(unit.latest.code)
    if home is None:
        return
    limit = 60.0 if unit.latest.level == "county" else 90.0
    for town in unit.towns:
        name, province = town.latest.name, town.latest.code[:2]
        stem, suffix = split_town(name)
        spelled = plain(pinyin(stem)) if stem else ""
        tries = [index.han(province, name)]
        if stem:
            tries.append(index.han(province, stem))
            word = _TOWN_WORDS.get(suffix)
            if word:
                tries.append(index.latin(province, spelled + word))
            # A bare spelling counts only for a place that bears no other Chinese name.
            tries.append(
                [e for e in index.latin(province, spelled) if not e.han and len(spelled) > 4]
            )
        for found in tries:
            near = sorted(
                (kilometres((home.lat, home.lon), (e.lat, e.lon)), e.id, e) for e in found
            )
            if not near:
                continue
            if near[0][0] < limit and (len(near) == 1 or near[1][0] > 2 * near[0][0] + 5):
                entry = near[0][2]
                points[town.latest.code] = Point(entry.lat, entry.lon, "town", entry)
                break
