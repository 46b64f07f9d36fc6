"""Everything that the finders see in a reading, by position, found once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Protocol, TypeVar

from walkout.extract.counts import FoundCount, find_counts
from walkout.extract.dates import FoundDate, find_dates
from walkout.extract.employer import FoundEmployer, find_employers
from walkout.extract.hearing import hear
from walkout.extract.hits import Hit
from walkout.extract.money import FoundMoney, find_money
from walkout.extract.patterns import lexicon
from walkout.extract.segment import Sentence, clauses, sentences
from walkout.places import FoundPlace, find_places
from walkout.text.persons import find_persons
from walkout.text.script import image
from walkout.text.script import language as language_of


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...


S = TypeVar("S", bound=_Spanned)

_FEW = 48
"""Of so few it is faster to look at each than to search: a post has no more of anything."""


def between(found: Sequence[S], start: int, end: int) -> list[S]:
    """Return those that begin in [start, end); `found` is in reading order."""
    if len(found) <= _FEW:
        return [f for f in found if start <= f.start < end]
    low = bisect_left(found, start, key=lambda f: f.start)
    high = bisect_left(found, end, key=lambda f: f.start)
    return list(found[low:high])


LONG = 1200
"""From so many code points of English (half of it in Chinese) a text is read as prose, where an
event needs words that tie it down; below it is a post, which tells its event in its own way."""


_AROUND = 40
_EVERY = 500
"""A text on labour has a word of it for every so many code points."""
_WHOLE = 200
"""Up to so many code points a text is looked through for persons once, not around each quote."""


@dataclass(slots=True)
class Marks:
    """What the finders see in one reading.

    Args:
        text: The reading.
        folded: Its image.
        published: Publication day; None when unknown.
        language: Language of the text.
        hits: Words of the lexicon.
        sentences: Its sentences.
        clauses: The clauses of each sentence.
        chinese: Whether most of the text is Chinese.
        prose: Whether it is long enough to be an essay or a news report rather than a post.
    """

    text: str
    folded: str
    published: date | None
    language: str
    hits: list[Hit]
    sentences: list[Sentence]
    clauses: list[list[tuple[int, int]]]
    dates: list[FoundDate] = field(default_factory=list)
    counts: list[FoundCount] = field(default_factory=list)
    money: list[FoundMoney] = field(default_factory=list)
    places: list[FoundPlace] = field(default_factory=list)
    employers: list[FoundEmployer] = field(default_factory=list)
    on: date | None = None
    chinese: bool = field(init=False)
    prose: bool = field(init=False)
    tells_action: bool | None = None
    accident: bool | None = None
    _on_labour: bool | None = None
    _firm_places: dict[str, FoundPlace] | None = None
    _all_persons: list[tuple[int, int]] | None = None
    _persons: dict[tuple[int, int], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chinese = self.language.startswith("zh")
        self.prose = len(self.text) * (2 if self.chinese else 1) > LONG

    @property
    def on_labour(self) -> bool:
        """Whether a long text speaks of people at work throughout, so that they are its subject."""
        if self._on_labour is None:
            told = sum(
                h.field == "scope" and h.code == "labour" and h.weight > 0 for h in self.hits
            )
            self._on_labour = told * _EVERY >= len(self.text)
        return self._on_labour

    def sentence_at(self, at: int) -> Sentence | None:
        """Return the sentence in which a position lies."""
        index = bisect_right(self.sentences, at, key=lambda s: s.start) - 1
        if index < 0 or at >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def place_of_firm(self, key: str) -> FoundPlace | None:
        """Return the place nearest to a firm in the first sentence that tells both."""
        if self._firm_places is None:
            self._firm_places = {}
            for employer in self.employers:
                sentence = self.sentence_at(employer.start)
                if sentence is None or employer.key in self._firm_places:
                    continue
                near = [
                    p
                    for p in between(self.places, sentence.start, sentence.end)
                    if p.place.level != "country" and not p.weak
                ]
                if near:
                    at = employer.start
                    self._firm_places[employer.key] = min(near, key=lambda p: abs(p.start - at))
        return self._firm_places.get(key)

    def names_person(self, start: int, end: int) -> bool:
        """Return whether a span overlaps the name or identifier of a person.

        In a long text only the words around it are looked at: what makes a name is next to it.
        """
        if len(self.text) <= _WHOLE:
            if self._all_persons is None:
                self._all_persons = [
                    (p.start, p.end) for p in find_persons(self.text, image=self.folded)
                ]
            return any(first < end and start < last for first, last in self._all_persons)
        span = (start, end)
        if span not in self._persons:
            low, high = max(0, start - _AROUND), min(len(self.text), end + _AROUND)
            persons = find_persons(self.text[low:high], image=self.folded[low:high])
            self._persons[span] = any(p.start + low < end and start < p.end + low for p in persons)
        return self._persons[span]


def scan(text: str, *, published: date | None, language: str | None, listen: bool = False) -> Marks:
    """Return the lexicon's hits and the sentences of a reading; `fill` finds the rest.

    Args:
        text: The reading.
        published: Publication day; None when unknown.
        language: Language of the reading; None or ``unknown`` to tell it from the text.
        listen: What the clause model hears counts too.
    """
    folded = image(text)
    known = language if language and language != "unknown" else language_of(text)
    hits, parts = lexicon().scan(folded), sentences(folded)
    spans = [clauses(folded, part) for part in parts]
    if listen and (heard := hear(folded, parts, hits, spans)):
        hits = sorted([*hits, *heard], key=itemgetter(0))
    return Marks(text, folded, published, known, hits, parts, spans)


def fill(marks: Marks) -> None:
    """Find dates, counts, sums, places and employers; only done for texts that tell of events."""
    text, folded, language = marks.text, marks.folded, marks.language
    marks.dates = find_dates(text, image=folded, published=marks.published, language=language)
    if marks.dates:
        # "12 March" is no march, "May 1" no possibility.
        starts = [d.start for d in marks.dates]
        marks.hits = [
            h
            for h in marks.hits
            if h.code not in ("march", "general")
            or (at := bisect_right(starts, h.start)) == 0
            or h.end > marks.dates[at - 1].end
        ]
    marks.counts = find_counts(text, image=folded, language=language, bare=True)
    marks.money = find_money(text, image=folded, language=language)
    # Codes are those of the year that is told, so far as one is; `discourse` looks again where a
    # mention's own year is another.
    told = [d.value.earliest for d in marks.dates if d.value is not None and d.value.earliest]
    marks.on = marks.published or max(told, default=None)
    marks.places = list(find_places(text, on=marks.on, folded=folded))
    marks.employers = find_employers(
        text, folded, marks.places, [h for h in marks.hits if h.field == "firm"]
    )
