"""Statements and mentions: one value that one passage gives for one field, and who says so."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Any, Literal

from walkout.errors import QuoteMismatchError
from walkout.model.ids import statement_id
from walkout.model.values import Basis

Tier = Literal["public", "partner", "team", "sealed"]
"""Who may see a value. What nobody marked is ``team``."""

CoderKind = Literal["human", "rule", "model", "source"]

SINGLE_FIELDS = frozenset(
    {
        "scope", "status", "kind", "date", "end", "duration", "industry", "ownership",
        "participants", "outcome", "statistic", "title", "summary",
    }
)  # fmt: skip
"""Fields of which a mention shows one value; all others are lists."""

LIST_FIELDS = (
    "place", "employer", "actor", "composition", "organisation", "action", "demand", "cause",
    "response", "amount",
)  # fmt: skip

HARM_FIELDS = (
    "detained", "still_detained", "released", "missing", "injured", "killed", "dismissed",
    "sentenced",
)  # fmt: skip


def canonical(value: object) -> bytes:
    r"""Return the one JSON spelling of a value: sorted keys, no spaces, UTF-8.

    Example:
        >>> canonical({"b": 1, "a": "工"})
        b'{"a":"\xe5\xb7\xa5","b":1}'
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that one mention gives for one field, with its quote and its coder.

    Args:
        field: Contract field: one of `SINGLE_FIELDS`, `LIST_FIELDS` or ``harm.X``.
        value: JSON value: a code, or the `to_json` of a value.
        quote: The words, exactly the reading at [start, end); None for an inferred value.
        start: First code point of the quote; None for an inferred value.
        end: One past the last; None for an inferred value.
        coder: ``rule:zh@1``, ``rule:en@1``, ``model:NAME@VERSION``, ``human:c07``, ``source:clb``.
        basis: stated, relative or inferred.
        confidence: The coder's own estimate, 0 to 1.
        person: The quote names or points to a private person, so it is never published
            and only printed when asked for.
    """

    field: str
    value: Any
    quote: str | None = dataclasses.field(repr=False)
    start: int | None
    end: int | None
    coder: str
    basis: Basis = "stated"
    confidence: float = 0.9
    person: bool = False

    def __post_init__(self) -> None:
        # Every statement passes here: no more is looked at than must be.
        quote, start, end = self.quote, self.start, self.end
        if quote is None and start is None and end is None:
            return
        if quote is None or start is None or end is None:
            raise ValueError("quote, start and end are given together or not at all")
        if self.basis == "inferred":
            raise ValueError("an inferred value has no quote")
        if not 0 <= start < end:
            raise ValueError("start and end are not a span")

    def id(self, reading: str) -> str:
        """Return the statement's id within a reading."""
        return statement_id(
            reading, self.field, canonical(self.value), self.start, self.end, self.coder
        )

    def check(self, text: str) -> None:
        """Raise unless the quote is what the reading's text says at the span.

        Raises:
            QuoteMismatchError: The words differ.
        """
        # A slice past the end is cut short in silence, so the end is checked for itself.
        if self.quote is not None and (
            text[self.start : self.end] != self.quote or (self.end or 0) > len(text)
        ):
            raise QuoteMismatchError(
                "Statement quotes words that the reading does not have there",
                fix="Extract the document again, or mark the right words in review.",
                field=self.field,
                span=(self.start, self.end),
            )


@dataclass(frozen=True, slots=True)
class Mention:
    """A reading's passage about one event, with all that it says.

    Args:
        start: First code point of the passage.
        end: One past the last.
        statements: What it says, in reading order. Always one each of scope, status and kind.
    """

    start: int
    end: int
    statements: tuple[Statement, ...]

    def values(self, name: str) -> list[Any]:
        """Return the values of one field, in reading order, each once."""
        seen: list[Any] = []
        for statement in self.statements:
            if statement.field == name and statement.value not in seen:
                seen.append(statement.value)
        return seen
