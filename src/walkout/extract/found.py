"""What a finder returns: a value and the span of the words that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A value that words in a text say.

    Args:
        start: First code point of the words.
        end: One past the last.
        value: What they say.
    """

    start: int
    end: int
    value: V

    def words(self, text: str) -> str:
        """Return the words, given the text in which they were found."""
        return text[self.start : self.end]
