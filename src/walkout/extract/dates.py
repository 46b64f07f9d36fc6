"""When: dates, ranges and durations in Chinese and English, resolved against their context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from walkout.extract.found import Found
from walkout.model.values import EventDate

Role = Literal["point", "start", "end", "range", "duration"]
"""``point``: it happened then. ``start``: since then, or worked out from "the third day of".
``end``: until then, as of then. ``range``: from `FoundDate.value` to `FoundDate.until`.
``duration``: only how long."""

Form = Literal["absolute", "partial", "relative", "anaphoric", "vague"]
"""``absolute``: the year is in the words. ``partial``: it is not (7月27日, on Tuesday 5 May).
``relative``: to the publication date (昨天, last Friday). ``anaphoric``: to the date told before
(次日, the same month). ``vague``: 近日, recently: some days before publication."""


@dataclass(frozen=True, slots=True)
class FoundDate(Found[EventDate | None]):
    """A date that words say, with what is needed to resolve it in another context.

    ``value`` is the date in the context given to `find_dates`: the start for a range, None for
    a duration and where the words alone do not give a year (resolve it with `at`).

    Args:
        role: Part that the date plays in the words.
        form: What the date rests on.
        until: Last date of a range; None otherwise.
        days: Length of a duration in days as (low, high); None otherwise. 一周 is (7, 7).
        ahead: The words around speak of what is to come (将于, will ... on): the year is that
            of the next such date, not the last.
    """

    role: Role = "point"
    form: Form = "absolute"
    until: EventDate | None = None
    days: tuple[int, int] | None = None
    ahead: bool = False

    def at(self, published: date | None, anchor: EventDate | None) -> FoundDate:
        """Return the same words resolved against another publication date and anchor.

        Args:
            published: Publication date of the document, None when unknown.
            anchor: The date that the text told last before these words; None at its beginning.
        """
        return self

    def whole(self) -> EventDate | None:
        """Return the days that the words cover: from value to until for a range, else value."""
        if self.value is None or self.until is None:
            return self.value
        return EventDate(self.value.earliest, self.until.latest, "days", self.value.basis)


def find_dates(
    text: str,
    *,
    image: str | None = None,
    published: date | None = None,
    anchor: EventDate | None = None,
    language: str = "mixed",
) -> list[FoundDate]:
    """Return the dates in a text, in reading order, spans not overlapping.

    Each is resolved with the dates before it as its anchor. What happened is never dated after
    ``published``: a date without a year takes the nearest past one.

    Args:
        text: The reading, or a passage of it.
        image: Its `walkout.text.script.image` when the caller has it already.
        published: Publication date of the document; None when unknown.
        anchor: Last date told before a passage; None at the beginning of a reading.
        language: Language of the text; ``zh-*`` and ``en`` save the other's rules.
    """
    return []
