"""How many: counts with a counted noun, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from walkout.extract.found import Found
from walkout.model.values import Count

NounClass = Literal[
    "worker", "construction", "driver", "courier", "miner", "teacher", "medical", "student",
    "retiree", "striker", "protester", "detainee", "casualty", "police", "guard", "official",
    "manager", "supporter", "family", "villager", "resident", "veteran", "journalist", "lawyer",
    "person", "household", "vehicle", "company", "none",
]  # fmt: skip
"""What is counted. ``person`` for people not said closer (人, people); ``none`` when bare."""


@dataclass(frozen=True, slots=True)
class FoundCount(Found[Count]):
    """A count and the noun that it counts.

    The span runs from the word that qualifies the number (约, at least) to the measure word, and
    over the noun where that follows at once: ``约2000名工人``, ``at least 30 workers``.

    Args:
        noun: The counted noun as in the text (工人, 人, shoe workers); empty when bare.
        noun_class: Its class.
        noun_start: First code point of the noun; the noun may lie behind `end`
            (2500多名利得鞋厂工人: the noun is 工人). Equal to `noun_end` when bare.
        noun_end: One past its last.
        bare: No noun says what is counted ("over 50 had been arrested", 50余被捕).
        every: The words are a share of a larger whole or a rate (每名, each of 30): not a total.
    """

    noun: str = ""
    noun_class: NounClass = "none"
    noun_start: int = 0
    noun_end: int = 0
    bare: bool = False
    every: bool = False


def find_counts(
    text: str, *, image: str | None = None, language: str = "mixed", bare: bool = False
) -> list[FoundCount]:
    """Return the counts in a text, in reading order, spans not overlapping.

    Percentages, money, ages, hours, dates, distances, ordinals and ids are no counts.

    Args:
        text: The reading, or a passage of it.
        image: Its `walkout.text.script.image` when the caller has it already.
        language: Language of the text; ``zh-*`` and ``en`` save the other's rules.
        bare: Also give numbers without a noun before a passive verb, flagged `FoundCount.bare`.
    """
    return []
