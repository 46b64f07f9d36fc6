"""Towns and streets: found right after their county, or by a full name that fits only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from walkout.text.script import image

from .units import read_rows

TOWN_YEAR = 2023
"""Year of the statistics bureau's list of towns and streets."""
_SUFFIXES = ("街道办事处", "街道", "民族乡", "苏木", "镇", "乡")


_Index = tuple[dict[str, list[str]], dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Town:
    """A town, township or street.

    Args:
        code: Code of nine digits of the statistics bureau.
        name_zh: Full name.
        name_en: Pinyin without suffix.
        lat: WGS 84 latitude; None when the county's point stands for it.
        lon: WGS 84 longitude.
        county: Code of the county, or of the prefecture where there is none.
    """

    code: str
    name_zh: str
    name_en: str
    lat: float | None
    lon: float | None
    county: str

    @property
    def year(self) -> int:
        """Year of the list that has this code."""
        return TOWN_YEAR


class Towns(Mapping[str, Town]):
    """All towns by code, and by name where a name is asked for."""

    def __init__(self, rows: list[str]) -> None:
        self._rows = {row[:9]: row for row in rows}
        self._heads: dict[str, list[tuple[str, str]]] | None = None
        self._indexed: dict[str, _Index] = {}
        self._latin: dict[str, list[str]] | None = None

    def __getitem__(self, code: str) -> Town:
        code, zh, en, lat, lon, county = self._rows[code].split("\t")
        return Town(code, zh, en, float(lat) if lat else None, float(lon) if lon else None, county)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def county(self, code: str) -> str:
        """Return the code of a town's county."""
        return self._rows[code].rsplit("\t", 1)[1]

    def named(self, name: str) -> list[str]:
        """Return the codes of towns that bear a full Chinese name, given as an image."""
        return self._index(name[:2])[0].get(name, [])

    def stemmed(self, stem: str) -> list[str]:
        """Return the codes of towns whose name without suffix is this."""
        return self._index(stem[:2])[1].get(stem, [])

    def may_begin(self, head: str) -> bool:
        """Return whether any town's name begins with these two characters of an image."""
        return head in self._by_head()

    def spelled(self, name: str) -> list[str]:
        """Return the codes of towns of this pinyin name, lower-case, with or without apostrophe."""
        if self._latin is None:
            self._latin = defaultdict(list)
            for code, row in self._rows.items():
                self._latin[row.split("\t", 3)[2].lower().replace("'", "")].append(code)
        return self._latin.get(name.replace("'", ""), [])

    def _by_head(self) -> dict[str, list[tuple[str, str]]]:
        """Return the images of names with their codes, by their first two characters."""
        heads = self._heads
        if heads is None:
            heads = self._heads = {}
            words = image("\n".join([row.split("\t", 2)[1] for row in self._rows.values()]))
            for pair in zip(words.split("\n"), self._rows, strict=True):
                heads.setdefault(pair[0][:2], []).append(pair)
        return heads

    def _index(self, head: str) -> _Index:
        """Return the codes by full name, and by name without suffix, of the names so begun.

        Of forty thousand names a text asks for a few: only those are looked at.
        """
        index = self._indexed.get(head)
        if index is None:
            full: dict[str, list[str]] = {}
            stems: dict[str, list[str]] = {}
            for name, code in self._by_head().get(head, ()):
                full.setdefault(name, []).append(code)
                for suffix in _SUFFIXES:
                    if name.endswith(suffix):
                        if len(name) > len(suffix) + 1:
                            stems.setdefault(name[: -len(suffix)], []).append(code)
                        break
            index = self._indexed[head] = (full, stems)
        return index


@cache
def towns() -> Towns:
    """Return all towns, loading them at the first call."""
    return Towns(read_rows("towns.tsv.gz"))
