"""Names of the gazetteer and the automaton that finds them in an image."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from ahocorasick_rs import AhoCorasick

from walkout.text.script import image

from .units import read_rows

FULL: Final = "f"
"""Chinese name with its suffix (和平区)."""
BARE: Final = "s"
"""Chinese stem that names a place when read alone (昆山)."""
WEAK: Final = "w"
"""Stem that is a common word, short or shared: it counts only right after its parent."""
ALIAS: Final = "a"
"""Other Chinese name (内蒙)."""
ENGLISH: Final = "e"
"""English name or pinyin."""
RISKY: Final = "x"
"""English name that is also another word, or of a small place: it needs help beside it."""
POSTAL: Final = "p"
"""Other English name (Canton, Xian)."""
DEMONYM: Final = "d"
"""Of a country's people or things (Vietnamese)."""
STATE: Final = "u"
"""Postal code of a US state, after a city and a comma (Portland, OR)."""


_A_TO_Z = re.compile("[a-z]")
_ORDER = "fsaepxwdu"
"""A unit that bears one string in two ways (新疆 is both stem and name) bears it in the first."""


@dataclass(frozen=True, slots=True)
class Name:
    """One string with the units that bear it.

    Args:
        text: The string, in the form of `walkout.text.script.image`.
        latin: Whether it is written in Latin letters and so needs word boundaries.
        kinds: Kind of name for each unit of `ids`.
        ids: Indices of units, the most likely first within a kind.
    """

    text: str
    latin: bool
    kinds: tuple[str, ...]
    ids: tuple[int, ...]


class Names:
    """All names, parsed when they are first met."""

    def __init__(self, rows: list[str]) -> None:
        texts, kinds = [], []
        for row in rows:
            text, kind = row.split("\t")
            texts.append(text)
            kinds.append(kind)
        self._texts = image("\n".join(texts)).split("\n")
        self._kinds = kinds
        self._made: list[Name | None] = [None] * len(texts)
        # Names without Latin letters are half of them: what a Chinese post needs stays in the
        # processor's cache.
        self._plain = [n for n, text in enumerate(self._texts) if _A_TO_Z.search(text) is None]
        self._by_text: dict[str, int] | None = None

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._texts, store_patterns=False)

    @cached_property
    def _without_letters(self) -> AhoCorasick:
        return AhoCorasick([self._texts[n] for n in self._plain], store_patterns=False)

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Return (name, start, end) of every name in an image, overlapping ones too."""
        letters = _A_TO_Z.search(text) is not None
        automaton = self._automaton if letters else self._without_letters
        try:
            found = automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:
            # Half a surrogate pair is no character; one of the same length takes its place.
            text = text.encode("utf-8", "replace").decode("utf-8")
            found = automaton.find_matches_as_indexes(text, overlapping=True)
        if letters:
            return found
        return [(self._plain[number], start, end) for number, start, end in found]

    def __getitem__(self, index: int) -> Name:
        name = self._made[index]
        if name is None:
            name = self._made[index] = _parse(self._texts[index], self._kinds[index])
        return name

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, text: str) -> tuple[int, ...]:
        """Return the units that bear a name, the strongest kinds first; empty if none does."""
        if self._by_text is None:
            self._by_text = {t: i for i, t in enumerate(self._texts)}
        index = self._by_text.get(text)
        if index is None:
            return ()
        name = self[index]
        pairs = [p for p in zip(name.kinds, name.ids, strict=True) if p[0] not in "du"]
        pairs.sort(key=lambda pair: "fseapwx".index(pair[0]))
        return tuple(dict.fromkeys(unit for _, unit in pairs))

    def chinese(self) -> Iterator[str]:
        """Return the Chinese names that stand alone."""
        for text, kinds in zip(self._texts, self._kinds, strict=True):
            if kinds[0] in "afs" and not text[0].isascii():
                yield text

    def texts(self) -> list[str]:
        """Return all names, as images."""
        return self._texts


def _parse(text: str, packed: str) -> Name:
    found: dict[int, str] = {}
    for part in sorted(packed.split(";"), key=lambda part: _ORDER.index(part[0])):
        for unit in part[1:].split(","):
            found.setdefault(int(unit), part[0])
    return Name(text, text[0].isascii(), tuple(found.values()), tuple(found))


@cache
def names() -> Names:
    """Return all names, loading them at the first call."""
    return Names(read_rows("names.tsv.gz"))
