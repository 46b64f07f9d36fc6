"""The codebook: the rules of coding as versioned data, and their loader.

The data lies in ``v1/<field>.yml``, one file a field, and nowhere else. Codes are never edited
in place: a changed rule is a new version. Patterns that find codes in text are not part of it.

Example:
    >>> from walkout import codebook
    >>> codebook.load().label("action", "strike", "zh")
    '罢工'
"""

from __future__ import annotations

from walkout.codebook.checks import Problem, check
from walkout.codebook.entries import (
    Code,
    Codebook,
    Field,
    Head,
    Language,
    Match,
    Relation,
    Scheme,
    Wording,
)
from walkout.codebook.loading import labels, load, load_folder

__all__ = [
    "Code",
    "Codebook",
    "Field",
    "Head",
    "Language",
    "Match",
    "Problem",
    "Relation",
    "Scheme",
    "Wording",
    "check",
    "labels",
    "load",
    "load_folder",
]
