"""Gazetteer and geocoding: names to codes valid at a date, with points and candidates.

Pure functions over data that ships with Walkout; nothing is loaded before the first call. The
sources, their licences and the measured quality are in `docs/places.md`.
"""

from __future__ import annotations

from .find import FoundPlace, Hint, find_places
from .gazetteer import Gazetteer, gazetteer
from .plausible import plausible, reach_of
from .units import LAST_YEAR, Unit, Version

__all__ = [
    "LAST_YEAR",
    "FoundPlace",
    "Gazetteer",
    "Hint",
    "Unit",
    "Version",
    "find_places",
    "gazetteer",
    "plausible",
    "reach_of",
]
