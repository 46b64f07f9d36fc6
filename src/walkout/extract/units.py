"""Units: the stretches of a reading that tell of at most one event, with all that is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from walkout.extract.counts import FoundCount
from walkout.extract.dates import FoundDate
from walkout.extract.employer import FoundEmployer
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.segment import Sentence
from walkout.extract.triggers import Trigger, triggers_in
from walkout.places import FoundPlace


@dataclass(slots=True)
class Unit:
    """A sentence, or a part of one that tells of another day or place than the rest.

    Args:
        start: First code point.
        end: One past the last.
        number: Number of its sentence.
        sentence: Its sentence.
        event_dates: Dates that may say when its event was, once `group` has looked; None before.
    """

    start: int
    end: int
    number: int
    sentence: Sentence
    clauses: list[tuple[int, int]]
    hits: list[Hit] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    dates: list[FoundDate] = field(default_factory=list)
    counts: list[FoundCount] = field(default_factory=list)
    places: list[FoundPlace] = field(default_factory=list)
    employers: list[FoundEmployer] = field(default_factory=list)
    event_dates: list[FoundDate] | None = None
    _by_field: dict[str, list[Hit]] = field(default_factory=dict)

    def of(self, name: str) -> list[Hit]:
        """Return the hits of one field."""
        if not self._by_field:
            for hit in self.hits:
                self._by_field.setdefault(hit.field, []).append(hit)
        return self._by_field.get(name, [])

    @property
    def heads(self) -> list[Trigger]:
        """Triggers that can carry a mention: main ones first choice, else all."""
        return [t for t in self.triggers if t.main] or self.triggers


def units(marks: Marks) -> Iterator[Unit]:
    """Yield the units of a reading in order.

    A sentence is one unit unless two of its clauses each have a trigger and a day of their own.
    """
    for number, sentence in enumerate(marks.sentences):
        hits = between(marks.hits, sentence.start, sentence.end)
        spans = marks.clauses[number]
        dates = between(marks.dates, sentence.start, sentence.end)
        triggers = list(triggers_in(marks, sentence, spans, hits))
        parts = _parts(sentence, spans, dates, triggers, marks.folded)
        if len(parts) == 1 and parts[0] == sentence[:2]:
            start, end = parts[0]
            yield Unit(
                start, end, number, sentence, spans or [(start, end)], hits, triggers, dates,
                between(marks.counts, start, end), between(marks.places, start, end),
                between(marks.employers, start, end),
            )  # fmt: skip
            continue
        for start, end in parts:
            yield Unit(
                start,
                end,
                number,
                sentence,
                [s for s in spans if s[0] >= start and s[1] <= end] or [(start, end)],
                [h for h in hits if start <= h.start < end],
                [t for t in triggers if start <= t.hit.start < end],
                [d for d in dates if start <= d.start < end],
                between(marks.counts, start, end),
                between(marks.places, start, end),
                between(marks.employers, start, end),
            )


_LATER = re.compile(
    r"\s*(?:and |but )?(?:in|over|during) the (?:days?|weeks?|months?|year) (?:that|which|to)"
    r" (?:followed|come)"
    r"|\s*(?:and |but )?(?:in|over|during) the (?:following|ensuing|next)(?: \w+)? (?:days|weeks"
    r"|months)"
    r"|\s*(?:and |but )?(?:days|weeks|months) (?:later|afterwards)\b"
    r"|\s*(?:and |but )?(?:in between|in the meantime|along the way),? "
)
_LATER_AT_END = re.compile(
    r" (?:in|over|during) the (?:days?|weeks?|months?|year) (?:that|which) followed[.!,; ]*$"
)


def later(unit: Unit, marks: Marks) -> bool:
    """Return whether a unit begins with words that put it weeks after what stands before."""
    return (
        _LATER.match(marks.folded, unit.start) is not None
        or _LATER_AT_END.search(marks.folded, max(unit.start, unit.end - 60), unit.end) is not None
    )


def _afterwards(
    sentence: Sentence, spans: list[tuple[int, int]], triggers: list[Trigger], folded: str
) -> int | None:
    """Return where a clause goes on with what happened weeks later, if both parts tell events."""
    for start, _ in spans[1:]:
        if _LATER.match(folded, start) is None:
            continue
        sides = {t.hit.start >= start for t in triggers if t.main}
        return start if len(sides) > 1 else None
    return None


_WHY = re.compile(r"(?:因为|因|由于|起因|原因|缘于|只因|导火索)")


def _parts(
    sentence: Sentence,
    spans: list[tuple[int, int]],
    dates: list[FoundDate],
    triggers: list[Trigger],
    folded: str,
) -> list[tuple[int, int]]:
    if len(triggers) < 2:
        return [(sentence.start, sentence.end)]
    days = [d for d in dates if d.value is not None and d.role in ("point", "start", "range")]
    later = _afterwards(sentence, spans, triggers, folded)
    if later:
        return [(sentence.start, later), (later, sentence.end)]
    if len(days) < 2:
        return [(sentence.start, sentence.end)]
    parts: list[list[int]] = []
    last_day: FoundDate | None = None
    for start, end in spans:
        own = [d for d in days if start <= d.start < end]
        if _WHY.match(folded, start):
            own = []  # 因为前一天死了人: not when they acted
        fresh = bool(
            own
            and last_day is not None
            and any(t.main and t.hit.start >= start for t in triggers)
            and any(t.hit.start < start and t.hit.start >= parts[-1][0] for t in triggers)
            and apart(last_day, own[0])
        )
        if fresh or not parts:
            parts.append([start, end])
        else:
            parts[-1][1] = end
        if own:
            last_day = own[-1]
    return [(a, b) for a, b in parts]


def apart(first: FoundDate, second: FoundDate) -> bool:
    """Return whether two dates cannot be one day."""
    a, b = first.whole(), second.whole()
    if a is None or b is None:
        return False
    if a.latest and b.earliest and a.latest < b.earliest:
        return True
    return bool(b.latest and a.earliest and b.latest < a.earliest)
