"""The gate for points: a place must lie near the unit that it claims."""

from __future__ import annotations

from walkout.model.values import Place

from .datum import kilometres
from .gazetteer import gazetteer
from .units import RANK, Unit

_MARGIN = 1.3
"""The parts of a unit that are known may not reach its border."""
_LEAST_KM = {0: 300.0, 1: 150.0, 2: 80.0, 3: 40.0, 4: 25.0, 5: 25.0}
"""Smallest reach that a unit of a rank is given; a county of 40 km is a usual one."""


def reach_of(unit: Unit) -> float:
    """Return how far from a unit's point a place in it can lie, in km."""
    rank = RANK[unit.versions[-1].level]
    return max(_LEAST_KM[rank], unit.reach * _MARGIN + 15.0)


def plausible(place: Place) -> bool:
    """Return whether a place's point lies near the unit that it claims.

    The point must be within reach of the unit's own point and of its prefecture's and its
    province's. A place without a point is plausible; an unknown code is not.

    Args:
        place: Any place, also one whose point comes from a map or a user.

    Example:
        >>> from dataclasses import replace
        >>> pingshan = gazetteer().at("440310")
        >>> plausible(pingshan), plausible(replace(pingshan, lat=39.9, lon=116.4))
        (True, False)
    """
    if place.lat is None or place.lon is None:
        return True
    found = gazetteer()
    index = found.index(place.code)
    if index is None:
        return False
    for number in (index, *found.ancestors(index)):
        unit = found.units[number]
        if unit.lat is None or unit.lon is None:
            continue
        if kilometres(place.lat, place.lon, unit.lat, unit.lon) > reach_of(unit):
            return False
    return True
