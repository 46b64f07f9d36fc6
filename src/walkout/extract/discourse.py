"""When and where: the dates and places of a mention, its own or carried through the discourse.

What is carried is quoted where it stands; what the text does not tell stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from walkout.extract.dates import FoundDate
from walkout.extract.group import Draft, event_dates
from walkout.extract.marks import Marks, between
from walkout.extract.say import Scribe
from walkout.extract.units import Unit, clause_of
from walkout.model.statement import Statement
from walkout.model.values import Basis, EventDate
from walkout.places import FoundPlace, find_places

_FAR = 40
"""Nothing is carried from further back than so many sentences, headings included."""

_BACK = 2
"""A date told so many sentences before in the paragraph still dates what follows."""


def dates(draft: Draft, marks: Marks, scribe: Scribe) -> tuple[list[Statement], EventDate | None]:
    """Return the date, end and duration statements of a mention, and its start."""
    statements: list[Statement] = []
    found = _start(draft, marks)
    value = found.value if found is not None else None
    if found is not None and value is not None:
        statements.append(_say(scribe, "date", found, value))
        if found.until is not None:
            statements.append(_say(scribe, "end", found, found.until))
    for unit in draft.units:
        for other in unit.dates:
            if other.role == "duration" and other.days is not None and _lasted(other, unit, marks):
                low, high = other.days
                statements.append(
                    scribe.quoted(
                        "duration",
                        {"low": low, "high": high, "unit": "days", "text": other.words(marks.text)},
                        other.start,
                        other.end,
                        checked=True,
                        confidence=0.8,
                    )
                )
            elif (
                other.value is not None
                and other is not found
                and _ends(unit, other)
                and (value is None or not _before(other.value, value))
            ):
                statements.append(_say(scribe, "end", other, other.value))
    return statements, value


def _ends(unit: Unit, found: FoundDate) -> bool:
    """Return whether a date says when an action ended: until then, or by words of ending."""
    ended = [h for h in unit.of("kind") if h.code == "ended"]
    if not ended:
        return found.role == "end" and any(t.kind == "action" for t in unit.triggers)
    clause = clause_of(unit.clauses, found.start)
    return any(clause[0] <= h.start < clause[1] for h in ended) or found.role == "end"


def _say(scribe: Scribe, field: str, found: FoundDate, value: EventDate) -> Statement:
    basis: Basis = "relative" if value.basis == "relative" else "stated"
    return scribe.quoted(field, value.to_json(), found.start, found.end, basis=basis, checked=True)


def _before(some: EventDate, other: EventDate) -> bool:
    return bool(some.latest and other.earliest and some.latest < other.earliest)


_LASTED = re.compile(
    r"罢工|停工|停运|持续|连续|历时|抗议|静坐|堵|示威|第|strike|struck|protest|walkout|stoppage|lasted|"
    r"sit-in|for|block|continu|occup|demonstrat"
)
_NOT_LASTED = re.compile(
    r"拖欠|欠|工资|加班|每天|拘留|owed|wage|salary|arrears|unpaid|detention|prison"
    r"|work(?:ed|ing)? |notice"
)


def _lasted(found: FoundDate, unit: Unit, marks: Marks) -> bool:
    """Return whether a length of time is that of the action, not of arrears or custody."""
    around = marks.folded[max(unit.start, found.start - 14) : min(unit.end, found.end + 8)]
    wide = marks.folded[max(unit.start, found.start - 24) : min(unit.end, found.end + 16)]
    return bool(_LASTED.search(around)) and not _NOT_LASTED.search(wide)


def _start(draft: Draft, marks: Marks) -> FoundDate | None:
    for unit in draft.head_units():
        own = event_dates(unit, marks)
        if own:
            return own[0]
    for unit in draft.units:
        own = event_dates(unit, marks)
        if own and not unit.triggers:
            return own[0]
    first = draft.head_units()[0]
    earlier = [
        s
        for s in marks.sentences[max(0, first.number - _FAR) : first.number]
        if not marks.prose or s.paragraph == first.sentence.paragraph
    ]
    if first.start > first.sentence.start:
        earlier = [*earlier, first.sentence]
    for sentence in reversed(earlier[-_BACK:] if marks.prose else earlier):
        end = min(sentence.end, first.start)
        carried = [
            d
            for d in between(marks.dates, sentence.start, end)
            if d.value is not None and d.role in ("point", "start", "range") and d.form != "vague"
        ]
        if carried:
            return carried[-1]
    return _of_heading(first, marks)


def _of_heading(unit: Unit, marks: Marks) -> FoundDate | None:
    for sentence in reversed(marks.sentences[max(0, unit.number - _FAR) : unit.number]):
        if not sentence.heading:
            continue
        if unit.sentence.paragraph - sentence.paragraph > 3:
            return None
        found = [
            d
            for d in between(marks.dates, sentence.start, sentence.end)
            if d.value is not None and d.role in ("point", "start", "range")
        ]
        return found[0] if found else None
    return None


def places(
    draft: Draft, marks: Marks, scribe: Scribe, when: EventDate | None
) -> Iterator[Statement]:
    """Yield the place statements of a mention, the one of its main sentence first."""
    found = [p for u in draft.head_units() for p in _sited(u, marks)]
    confidence = 0.9
    if not _narrow(found):
        found += [p for u in draft.units for p in _sited(u, marks) if p not in found]
    if not _narrow(found):
        carried = _carried(draft, marks)
        confidence = 0.7
        found = carried + found if carried else found
    kept: list[FoundPlace] = []
    for place in found:
        path = place.place.path_en
        if any(
            k.place.path_en[: len(path)] == path for k in found if k.place.code != place.place.code
        ):
            continue
        if any(k.place.code == place.place.code for k in kept):
            continue
        kept.append(place)
    for place in _valid(kept, marks, when):
        yield scribe.quoted(
            "place",
            place.place.to_json(),
            place.start,
            place.end,
            confidence=confidence,
            checked=place.place.level != "site",
        )


def _valid(found: list[FoundPlace], marks: Marks, when: EventDate | None) -> list[FoundPlace]:
    """Return the places as they were in the year of the event."""
    on = when.earliest if when is not None else None
    if on is None or marks.on is None or on.year == marks.on.year:
        return found
    kept = []
    for place in found:
        sentence = marks.sentence_at(place.start)
        if sentence is None:
            kept.append(place)
            continue
        again = find_places(
            marks.text[sentence.start : sentence.end], on=on, context=[place.place.code]
        )
        same = [
            p for p in again if p.start + sentence.start <= place.start < p.end + sentence.start
        ]
        value = same[0].place if same else place.place
        kept.append(replace(place, place=value))
    return kept


def _narrow(found: Sequence[FoundPlace]) -> bool:
    return any(p.place.level != "country" for p in found)


_ORIGIN = re.compile(
    r"(?:来自|籍贯|老家|原籍|from|native of|natives of|born in|based in"
    r"|moved to|relocate[sd]? to|relocating to|relocation to|move to"
    r"|搬到|搬至|搬往|迁往|迁至|迁到|转移到|转移至)\s*(?:the\s)?$"
)
_AFTER_ORIGIN = re.compile(
    r"\s*(?:籍|人民币|-based|-owned|-invested|-funded| goods| dollar|资企业|资)"
)


def _sited(unit: Unit, marks: Marks) -> list[FoundPlace]:
    """Return the places of a unit that may say where, not where people or orders come from."""
    kept = []
    for place in unit.places:
        before = marks.folded[max(unit.start, place.start - 16) : place.start]
        if place.weak or (_ORIGIN.search(before) and len(unit.places) > 1):
            continue
        if _AFTER_ORIGIN.match(marks.folded, place.end):
            continue
        kept.append(place)
    return kept


def _carried(draft: Draft, marks: Marks) -> list[FoundPlace]:
    first = draft.head_units()[0]
    keys = {e.key for u in draft.units for e in u.employers}
    if marks.prose:
        scope = [
            s
            for s in marks.sentences[max(0, first.number - _FAR) : first.number]
            if s.paragraph == first.sentence.paragraph or s.heading
        ]
        scope = [s for s in scope if first.sentence.paragraph - s.paragraph <= 3][-3:]
    else:
        scope = marks.sentences[max(0, first.number - _FAR) : first.number]
    for sentence in reversed(scope):
        found = [
            p
            for p in between(marks.places, sentence.start, sentence.end)
            if p.place.level != "country"
        ]
        if found:
            return found[-1:]
    if marks.prose and scope:
        # What is told of another country's workers is placed there, if nothing closer is said.
        lands = [
            p
            for p in between(marks.places, scope[-1].start, scope[-1].end)
            if p.place.level == "country" and not p.weak
        ]
        if len({p.place.code for p in lands}) == 1:
            return lands[-1:]
    # The same firm told elsewhere with its place.
    if keys:
        for key in sorted(keys):
            near = marks.place_of_firm(key)
            if near is not None:
                return [near]
    return []
