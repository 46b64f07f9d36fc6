"""A pattern of the lexicon where a text has it."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """One pattern found in a text.

    Args:
        start: First code point.
        end: One past the last.
        field: File of the lexicon: ``action``, ``demand``, ``harm``, ``cue`` ...
        code: Code within it.
        weight: 2 strong, 1 plain, 0 weak: a weak hit says little without company.
        language: ``zh`` or ``en``: which rule coder speaks.
        gap: The words are parts with others between, whatever those are.
        odds: Log-odds of what the clause model heard, 16 to the unit; 0 for a word of the lexicon.
    """

    start: int
    end: int
    field: str
    code: str
    weight: int
    language: str
    gap: bool = False
    odds: int = 0
