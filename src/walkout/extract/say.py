"""How the field modules make statements: tight quotes, one coder per language, persons marked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from walkout.extract import hearing
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks
from walkout.model.statement import Statement
from walkout.model.values import Basis

RULE_CODERS = {"zh": "rule:zh@1", "en": "rule:en@1"}
"""The rule coders and their version; the version rises with the lexicon."""

_TRIM = " \t\n,，、。.;；:：'\"“”‘’()（）[]【】《》"


_MAY_NAME = re.compile(r"[A-Z@\d]|[^\x00-\u2e7f]{2}")
"""Nothing else can be a name or an identifier: lower-case Latin words without digits are none."""


@dataclass(slots=True)
class Scribe:
    """Makes the statements of one reading.

    Args:
        marks: What was found in it.
    """

    marks: Marks
    _coder: str | None = None

    def __post_init__(self) -> None:
        if self.marks.language != "mixed":
            self._coder = RULE_CODERS["zh" if self.marks.chinese else "en"]

    def coder(self, start: int) -> str:
        """Return the coder that reads the language at a position."""
        if self._coder is not None:
            return self._coder
        return RULE_CODERS["zh" if ord(self.marks.folded[start]) > 0x2E80 else "en"]

    def quoted(
        self,
        field: str,
        value: Any,
        start: int,
        end: int,
        *,
        confidence: float = 0.9,
        basis: Basis = "stated",
        checked: bool = False,
        heard: bool = False,
    ) -> Statement:
        """Return a statement that quotes [start, end), trimmed of punctuation.

        Args:
            field: Contract field.
            value: JSON value.
            start: First code point.
            end: One past the last.
            confidence: The rule's own estimate.
            basis: stated, or relative to the publication date.
            checked: The words come whole from the lexicon, so they name no person.
            heard: The clause model says so, not a rule.
        """
        text = self.marks.text
        while start < end and text[start] in _TRIM:
            start += 1
        while end > start and text[end - 1] in _TRIM:
            end -= 1
        person = (
            not checked
            and _MAY_NAME.search(text, start, end) is not None
            and self.marks.names_person(start, end)
        )
        return Statement(
            field,
            value,
            text[start:end],
            start,
            end,
            hearing.CODER if heard else self.coder(start),
            basis,
            confidence,
            person,
        )

    def hit(self, field: str, value: Any, hit: Hit, confidence: float = 0.9) -> Statement:
        """Return a statement that quotes a hit of the lexicon."""
        if hit.odds:
            # What the model says of itself, but never surer than the rule that uses it.
            confidence = min(confidence, round(1 / (1 + math.exp(-hit.odds / 16)), 2))
        return self.quoted(
            field,
            value,
            hit.start,
            hit.end,
            confidence=confidence,
            checked=not hit.gap,
            heard=bool(hit.odds),
        )

    def inferred(self, field: str, value: Any, at: int, confidence: float) -> Statement:
        """Return a statement without words: basis inferred, no quote."""
        return Statement(field, value, None, None, None, self.coder(at), "inferred", confidence)
