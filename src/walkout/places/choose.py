"""Which of the units that bear a name is meant: by date, level, and the places around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from .gazetteer import gazetteer
from .units import RANK

_OUTWEIGHS = 4
"""A prefecture that has this many times the people of a namesake county elsewhere is meant."""
# How strongly a place found elsewhere speaks for a candidate.
_SELF, _ABOVE, _NEAR, _SAME_PROVINCE = 8, 6, 4, 2


@dataclass(slots=True)
class Around:
    """Places known in the document, with where they stand.

    Args:
        found: (unit, sentence) pairs; sentence -1 for what the caller knows from elsewhere.
        sentences: The same by unit: a long text names few units, often.
    """

    found: list[tuple[int, int]] = field(default_factory=list)
    sentences: dict[int, set[int]] = field(default_factory=dict)

    def add(self, unit: int, sentence: int) -> None:
        """Note a place."""
        self.found.append((unit, sentence))
        self.sentences.setdefault(unit, set()).add(sentence)


def fitting(ids: Iterable[int], text: str, year: int | None) -> tuple[int, ...]:
    """Return the units that a name can mean in a year, in the order given.

    Units that exist then come before those that do not; of those, the ones that bear the name
    then come before those that bore it at other times (襄樊 in 2015 is Xiangyang all the same).

    Args:
        ids: Units that ever bore the name.
        text: The name, as an image.
        year: The year; None for today.
    """
    ids = tuple(ids)
    return ids if len(ids) < 2 else _fitting(ids, text, year)


@lru_cache(maxsize=1 << 14)
def _fitting(ids: tuple[int, ...], text: str, year: int | None) -> tuple[int, ...]:
    units = gazetteer().units
    alive = tuple(i for i in ids if units[i].alive(year)) or ids
    if len(alive) < 2:
        return alive
    named = tuple(i for i in alive if _bears(i, text, year))
    return named or alive


def _bears(index: int, text: str, year: int | None) -> bool:
    version = gazetteer().units[index].on(year)
    if text[0].isascii():
        plain = text.replace("'", "")
        return version.name_en.lower().replace("'", "") == plain
    return version.name_zh.startswith(text[:2])


@lru_cache(maxsize=1 << 14)
def settle(ids: tuple[int, ...]) -> int | None:
    """Return the unit that a name means by itself, or None when several fit.

    A province is meant before anything smaller of its name; a prefecture before its own county
    of the same name, and before a namesake county elsewhere that is much smaller.
    """
    if len(ids) == 1:
        return ids[0]
    place = gazetteer()
    units = place.units
    ordered = rank(ids)
    first, rest = ordered[0], ordered[1:]
    top = RANK[units[first].versions[-1].level]
    if top >= 3:
        return None
    for other in rest:
        level = RANK[units[other].versions[-1].level]
        if first in place.lineage(other) or (top <= 1 and level > 1):
            continue
        if level == top:
            return None
        people = units[other].population
        if not people and place.ancestors(other) and _in_city(other):
            return None
        if units[first].population < _OUTWEIGHS * people:
            return None
    return first


def _in_city(index: int) -> bool:
    """Return whether a unit is a district of Beijing, Shanghai, Tianjin or Chongqing."""
    place = gazetteer()
    top = place.units[place.ancestors(index)[-1]].versions[-1]
    return top.level == "province" and top.name_zh.endswith("市")


@lru_cache(maxsize=1 << 14)
def rank(ids: tuple[int, ...]) -> tuple[int, ...]:
    """Return units in order of likelihood without context: level, then population."""
    units = gazetteer().units

    def key(index: int) -> tuple[int, int, int]:
        unit = units[index]
        abroad = not unit.versions[-1].code[0].isdigit()
        level = RANK[unit.versions[-1].level]
        return (level + (2 if abroad and level > 1 else 0), -unit.population, index)

    return tuple(sorted(ids, key=key))


def by_context(ids: tuple[int, ...], sentence: int, around: Around) -> int | None:
    """Return the one candidate for which the places around speak most, or None."""
    place = gazetteer()
    scores = dict.fromkeys(ids, 0.0)
    for index in ids:
        above = place.ancestors(index)
        province = above[-1] if above else index
        for unit, where in around.sentences.items():
            worth = 0
            if unit == index:
                worth = _SELF
            elif unit in above:
                worth = _ABOVE if len(above) < 2 or unit != province else _SAME_PROVINCE + 1
            elif index in place.ancestors(unit):
                worth = _ABOVE
            else:
                other = place.ancestors(unit)
                if above and other and above[0] == other[0] and above[0] != province:
                    worth = _NEAR
                elif province == (other[-1] if other else unit):
                    worth = _SAME_PROVINCE
            if worth:
                scores[index] = max(scores[index], worth + (0.9 if sentence in where else 0.0))
    best = max(scores.values())
    if best <= 0:
        return None
    leaders = [i for i, score in scores.items() if score == best]
    if len(leaders) > 1:
        # Candidates of one name in one place: the wider one is meant (长沙 for 长沙县).
        wider = [i for i in leaders if all(i == j or i in place.lineage(j) for j in leaders)]
        return wider[0] if wider else None
    return leaders[0]
