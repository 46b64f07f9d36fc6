"""From a language model's answer to statements: what cannot stand is refused, by cause.

An answer may say anything, since the text that it is about may have told it to. A value stands
only when its field is one that was asked for, its code is in the codebook, and its quote is in the
text, code point for code point. Dates, counts, sums, places and firms are never taken from the
answer: Walkout's own readers read the quoted words where they stand. Nothing else of an answer
goes anywhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from walkout import codebook
from walkout.errors import EndpointError
from walkout.extract.endpoint_question import CODED, FIELDS, LEGAL, ROLES
from walkout.extract.marks import Marks, between
from walkout.model.statement import Statement
from walkout.model.values import Basis, Json

REFUSALS: Mapping[str, str] = {
    "malformed": "an event or a value is not built as was asked",
    "unknown_field": "the field is none that was asked for",
    "unknown_code": "the codebook has no such code",
    "no_quote": "there is no quote, or no letter or digit in it",
    "quote_too_long": "the quote is longer than words that state one value",
    "quote_not_in_text": "the quote is not in the text as it stands",
    "nothing_read_in_quote": "no date, number, sum or place is read in the quote",
    "several_in_quote": "the quote holds more than one date, number or sum",
    "not_an_employer": "the quote names no employer",
    "after_publication": "it would have happened after the text was published",
    "no_kind_or_status": "an event that the rules do not see lacks kind, status or what was done",
    "in_a_statistic": "the words count events and tell of none",
    "second_event": "another event of the answer gave this field of the mention already",
    "too_many": "more values than a text can hold",
    "not_asked": "the endpoint was given up before this text",
}  # fmt: skip
"""Why a value is refused. A text that was not asked about counts as one."""

MOST_EVENTS = 60
MOST_VALUES = 80
LONGEST_QUOTE = 200

PLAIN, AGREED = 0.6, 0.8
"""Confidence of a model's value, and of one that the lexicon reads in the quoted words too."""


@dataclass(slots=True)
class Event:
    """What an answer tells of one event, as far as it stands.

    Args:
        statements: Its values, in the order of the answer.
    """

    statements: list[Statement] = field(default_factory=list)

    @property
    def span(self) -> tuple[int, int]:
        """From its first quoted word to its last."""
        starts = [s.start for s in self.statements if s.start is not None]
        ends = [s.end for s in self.statements if s.end is not None]
        return min(starts), max(ends)


def parse(content: str) -> list[Any]:
    """Return the events of an answer, not yet looked at.

    Thoughts and fences around the JSON are passed over.

    Raises:
        EndpointError: There is none.
    """
    bare = re.sub(r"<think>.*?</think>", "", content, flags=re.DOTALL).strip()
    bare = re.sub(r"\A```[a-z]*\s*|\s*```\Z", "", bare)
    try:
        value = json.loads(bare)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict) and isinstance(value.get("events"), list):
        events: list[Any] = value["events"]
        return events
    raise EndpointError(
        "The model's answer is not the JSON that was asked for",
        fix="Run it again; if it stays so, use a model or a server that keeps to JSON.",
    )


@dataclass(slots=True)
class Judge:
    """Holds the values of answers against one text.

    Args:
        marks: What Walkout's own readers find in the text; filled.
        coder: Coder id of the model.
        refused: Counts what cannot stand, by cause.
    """

    marks: Marks
    coder: str
    refused: Counter[str] = field(default_factory=Counter)

    def events(self, raw: Sequence[Any], start: int, end: int) -> Iterator[Event]:
        """Yield the events of an answer about [start, end), as far as they stand.

        Args:
            raw: What `parse` gave.
            start: First code point of the part that was asked about.
            end: One past its last.
        """
        self.refused["too_many"] += max(0, len(raw) - MOST_EVENTS)
        for entry in raw[:MOST_EVENTS]:
            values = entry.get("values") if isinstance(entry, dict) else None
            if not isinstance(values, list):
                self.refused["malformed"] += 1
                continue
            self.refused["too_many"] += max(0, len(values) - MOST_VALUES)
            event = Event(list(self._stands(values[:MOST_VALUES], start, end)))
            if event.statements:
                yield event

    def _stands(self, values: Sequence[Any], start: int, end: int) -> Iterator[Statement]:
        asked: list[tuple[str, str, str]] = []
        for value in values:
            made = self._shape(value)
            if isinstance(made, str):
                self.refused[made] += 1
            else:
                asked.append(made)
        spots = self._spots([quote for _, _, quote in asked], start, end)
        for (name, code, quote), at in zip(asked, spots, strict=True):
            if at is None:
                self.refused["quote_not_in_text"] += 1
                continue
            read = self._read(name, code, at, at + len(quote))
            if isinstance(read, str):
                self.refused[read] += 1
            else:
                yield from read

    def _shape(self, value: Any) -> tuple[str, str, str] | str:
        """Return field, code and quote, or why they cannot stand."""
        if not isinstance(value, dict):
            return "malformed"
        name, code, quote = value.get("field"), value.get("code", ""), value.get("quote")
        if code is None:
            code = ""
        if not isinstance(name, str) or not isinstance(code, str):
            return "malformed"
        if name not in FIELDS:
            return "unknown_field"
        if not _known(name, code):
            return "unknown_code"
        if not isinstance(quote, str) or not any(c.isalnum() for c in quote):
            return "no_quote"
        if len(quote) > LONGEST_QUOTE:
            return "quote_too_long"
        return name, code, quote

    def _spots(self, quotes: Sequence[str], start: int, end: int) -> list[int | None]:
        """Return where each quote stands: the only place, or else the one nearest to the others."""
        text = self.marks.text
        found = [list(_places(text, quote, start, end)) for quote in quotes]
        sure = sorted(places[0] for places in found if len(places) == 1)
        middle = sure[len(sure) // 2] if sure else start
        return [min(places, key=lambda p: abs(p - middle), default=None) for places in found]

    def _read(self, name: str, code: str, start: int, end: int) -> list[Statement] | str:
        """Return the statements that words at a span make, or why they make none."""
        if name in CODED:
            return [
                self._say(name, code, start, end, confidence=self._sure(name, code, start, end))
            ]
        if name in ("date", "end"):
            return self._date(name, start, end)
        if name == "place":
            return self._place(start, end)
        if name == "employer":
            return self._employer(code, start, end)
        if name == "amount":
            return self._amount(code, start, end)
        return self._count(name, code, start, end)

    def _sure(self, name: str, code: str, start: int, end: int) -> float:
        parts = {("responder", code.partition(".")[0]), ("act", code.partition(".")[2])}
        wanted = parts if name == "response" else {(name, code)}
        told = {(h.field, h.code) for h in self.marks.hits if h.start < end and start < h.end}
        return AGREED if wanted <= told else PLAIN

    def _say(
        self,
        name: str,
        value: Any,
        start: int,
        end: int,
        *,
        confidence: float = PLAIN,
        basis: Basis = "stated",
    ) -> Statement:
        person = self.marks.names_person(start, end)
        quote = self.marks.text[start:end]
        return Statement(name, value, quote, start, end, self.coder, basis, confidence, person)

    def _date(self, name: str, start: int, end: int) -> list[Statement] | str:
        found = _one(self.marks.dates, start, end, lambda d: d.role != "duration")
        if isinstance(found, str):
            return found
        value = (found.until or found.value) if name == "end" else found.value
        if value is None or value.basis == "inferred":
            return "nothing_read_in_quote"
        if _later(value.earliest, self.marks.published) and not found.ahead:
            return "after_publication"
        basis = value.basis
        return [self._say(name, value.to_json(), start, end, confidence=AGREED, basis=basis)]

    def _place(self, start: int, end: int) -> list[Statement] | str:
        inside = [p for p in _inside(self.marks.places, start, end) if not p.weak]
        if not inside:
            return "nothing_read_in_quote"
        return [
            self._say("place", p.place.to_json(), p.start, p.end, confidence=AGREED) for p in inside
        ]

    def _employer(self, role: str, start: int, end: int) -> list[Statement] | str:
        known = [e for e in self.marks.employers if e.start < end and start < e.end]
        if len(known) == 1:
            one = known[0]
            value = {"name": one.value.name, "role": role or one.value.role}
            return [self._say("employer", value, one.start, one.end, confidence=AGREED)]
        words = self.marks.text[start:end]
        folded = self.marks.folded[start:end]
        if len(known) > 1 or not _FIRM.search(words) or _NO_NAME.search(folded):
            return "not_an_employer"
        if any(c.start < end and start < c.end for c in self.marks.counts):
            return "not_an_employer"
        return [self._say("employer", {"name": words, "role": role or "direct"}, start, end)]

    def _amount(self, role: str, start: int, end: int) -> list[Statement] | str:
        found = _one(self.marks.money, start, end, lambda m: m.rate is None)
        if isinstance(found, str):
            return found
        sum_ = found.value
        value: Json = {
            "role": role, "low": sum_.low, "high": sum_.high, "currency": sum_.currency,
            "per": sum_.per, "months": sum_.months, "text": sum_.text,
        }  # fmt: skip
        if sum_.approximate:
            value["approximate"] = True
        if found.formula:
            value["formula"] = found.formula
        return [self._say("amount", value, start, end)]

    def _count(self, name: str, code: str, start: int, end: int) -> list[Statement] | str:
        found = _one(self.marks.counts, start, end, lambda c: not c.every)
        if isinstance(found, str):
            return found
        count = found.value
        value: Json = {"low": count.low, "high": count.high}
        if name == "participants":
            value |= {"text": count.text, "unit": count.unit, "role": code}
        elif count.unit != "persons":
            return "nothing_read_in_quote"
        elif name == LEGAL and code:
            value["legal_form"] = code
        if count.approximate:
            value["approximate"] = True
        return [self._say(name, value, start, end)]


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Spanned)


def _inside(found: Sequence[S], start: int, end: int) -> list[S]:
    return [f for f in between(found, start, end) if f.end <= end]


def _one(found: Sequence[S], start: int, end: int, counts: Callable[[S], bool]) -> S | str:
    inside = [f for f in _inside(found, start, end) if counts(f)]
    if len(inside) == 1:
        return inside[0]
    return "several_in_quote" if inside else "nothing_read_in_quote"


_FIRM = re.compile(
    r"[A-Z]|厂|廠|公司|集团|集團|医院|醫院|学校|學校|大学|大學|矿|礦|店|酒店|局|院|社"
)
_NO_NAME = re.compile(r"某|一家|一间|该|这家|那家|当地|^(?:an? |the |some |their |his )")


def _known(name: str, code: str) -> bool:
    book = codebook.load()
    if name in CODED:
        # A statistic needs its numbers, which a model is not asked for.
        return book.has(name, code) and (name, code) != ("kind", "statistic")
    if name == "employer" and not code:
        return True
    if name in ROLES:
        return book.has(ROLES[name], code)
    if name == LEGAL:
        return not code or book.has("legal_form", code)
    return not code


def _places(text: str, quote: str, start: int, end: int) -> Iterator[int]:
    at = text.find(quote, start, end)
    for _ in range(50):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1, end)


def _later(day: date | None, published: date | None) -> bool:
    return day is not None and published is not None and day > published
