"""From units to drafts of mentions: which neighbouring units tell one event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from walkout.extract.dates import FoundDate
from walkout.extract.days import WINDOW, by_then, day_before, event_dates, soon_after
from walkout.extract.frame import aside, of_source
from walkout.extract.heads import heading_status, only_asks, plain_action, scene, tied_down
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks
from walkout.extract.status import Status
from walkout.extract.triggers import ACTORS, OTHERS, Kind, Trigger, owed_to_labour
from walkout.extract.units import Unit, apart, later
from walkout.places import FoundPlace

_REPORT = 40
"""A report has at most so many sentences; a longer text is an essay, whose paragraphs
stand apart."""
_KINDS: tuple[Kind, ...] = ("action", "repression", "settlement", "employer_act", "support")
"""Kinds of event; the first that is told is the mention's."""


@dataclass(slots=True)
class Draft:
    """A mention in the making.

    Args:
        status: Its status.
        units: The units that tell it, in order; those with a head first made it.
        answers: An action that it answers was told just before: a dismissal is a response.
    """

    status: Status
    units: list[Unit] = field(default_factory=list)
    answers: bool = False
    _told: list[Trigger] = field(default_factory=list)
    _heads: list[Trigger] = field(default_factory=list)
    _head_units: list[Unit] = field(default_factory=list)
    _kind: Kind = "action"
    _known: int = 0

    @property
    def start(self) -> int:
        """First code point of the passage."""
        return min(u.start for u in self.units)

    @property
    def end(self) -> int:
        """One past the last code point of the passage."""
        return max(u.end for u in self.units)

    def _look(self) -> None:
        """Work out what follows from the units, once for each number of them: they only grow."""
        if self._known == len(self.units):
            return
        self._known = len(self.units)
        told = [t for u in self.units for t in u.triggers if t.status == self.status]
        heads = [t for t in told if t.main and t.strong] or [t for t in told if t.main] or told
        hits = {t.hit for t in heads}
        self._told, self._heads = told, heads
        self._head_units = [
            u for u in self.units if any(t.hit in hits for t in u.triggers)
        ] or self.units
        kinds = {t.kind for t in heads}
        if any(t.main and plain_action(t) and not only_asks(t.hit) for t in told):
            kinds.add("action")
        self._kind = next((k for k in _KINDS if k in kinds), "action")

    @property
    def heads(self) -> list[Trigger]:
        """Triggers of the mention's own status, main ones if there are any."""
        self._look()
        return self._heads

    @property
    def told(self) -> list[Trigger]:
        """All triggers of the mention's own status."""
        self._look()
        return self._told

    @property
    def untold(self) -> set[Hit]:
        """Triggers of another status, as hits."""
        other = {t.hit for u in self.units for t in u.triggers if t.status != self.status}
        return other - {t.hit for t in self.told} if other else other

    @property
    def kind(self) -> Kind:
        """Kind of event: an action if one is told, else what heads it."""
        self._look()
        return self._kind

    def of(self, name: str) -> list[Hit]:
        """Return the hits of one field in its units."""
        if len(self.units) == 1:
            return self.units[0].of(name)
        return [h for u in self.units for h in u.of(name)]

    def telling_units(self) -> list[Unit]:
        """Return the units with a main trigger of the mention's status, plain words included."""
        return [
            u
            for u in self.units
            if any(
                t.status == self.status and t.main and (t.strong or plain_action(t))
                for t in u.triggers
            )
        ] or self.units

    def head_units(self) -> list[Unit]:
        """Units that hold a head; all if none does."""
        self._look()
        return self._head_units


def group(marks: Marks, all_units: Sequence[Unit]) -> list[Draft]:
    """Return the drafts of a reading's mentions, in order of their beginning."""
    drafts: list[Draft] = []
    general: list[Unit] = []
    labour_text = any(
        (h.field == "scope" and h.code in ("labour", "borderline"))
        or (h.field == "actor" and h.code in ACTORS)
        or (not marks.prose and owed_to_labour(h))
        for h in marks.hits
    )
    for unit in all_units:
        status = heading_status(unit, marks, labour_text)
        if status is None or status == "general":
            if status == "general":
                general.append(unit)
            _attach(unit, drafts, marks)
            continue
        home = _home(unit, status, drafts, marks)
        if home is not None:
            home.units.append(unit)
        elif marks.prose and _told_before(unit, drafts, marks):
            continue
        elif not marks.prose or tied_down(unit, marks):
            draft = Draft(status, [unit], answers=_answers(unit, drafts, marks))
            set_by = scene(unit, marks) if not event_dates(unit, marks) else None
            if set_by is not None:
                first = bisect_left(all_units, set_by.start, key=_start_of)
                near = all_units[first : first + _MOST]
                draft.units += [u for u in near if u.sentence is set_by]
            drafts.append(draft)
        else:
            _attach(unit, drafts, marks)
    if not marks.prose and not drafts:
        # A possibility or a rumour is shown as general; a bare question is none.
        said = [u for u in general if any(t.status == "general" and t.cue for t in u.triggers)]
        drafts += [Draft("general", said[:1])] if said else []
    if not marks.prose:
        _take_context(drafts, all_units, marks)
    return drafts


_REMEMBERED = 80
"""Events of a text among which one is looked for that is told again; essays have some 20."""


def _told_before(unit: Unit, drafts: list[Draft], marks: Marks) -> bool:
    """Return whether a look back at a year repeats an event that was told with its day.

    "Six years before, a thousand toy workers walked to the town hall": the same number, a day of
    that year.
    """
    years = [d for d in event_dates(unit, marks)[:1] if d.value and d.value.precision == "year"]
    sizes = {
        (c.value.low, c.value.high)
        for c in unit.counts
        if c.noun_class not in OTHERS and c.value.low > _CROWD and not c.bare
    }
    return bool(years and sizes) and any(
        c.noun_class not in OTHERS and (c.value.low, c.value.high) in sizes
        for draft in drafts[-_REMEMBERED:]
        if any(
            not apart(years[0], d) for u in draft.head_units() for d in event_dates(u, marks)[:1]
        )
        for u in draft.units
        for c in u.counts
    )


def _answers(unit: Unit, drafts: list[Draft], marks: Marks) -> bool:
    """Return whether prose told an action in this paragraph or the one before."""
    return marks.prose and any(
        d.kind in ("action", "repression")
        and unit.sentence.paragraph - d.units[-1].sentence.paragraph <= 1
        for d in drafts[-3:]
    )


_ENDED = 12
"""A day so close behind words of ending is the day of the end."""


def conflict(unit: Unit, draft: Draft, marks: Marks) -> bool:
    """Return whether a unit's day, place or firm cannot be those of a draft."""
    own = event_dates(unit, marks)
    ended = [h for h in unit.of("kind") if h.code == "ended"]
    if ended and any(t.kind == "settlement" and t.main and t.strong for t in unit.triggers):
        ended = []  # 18日达成协议后复工: the settlement has a day of its own
    if ended:
        # "the strike ended on 4 June": its end, not another day of its own.
        own = [d for d in own if all(abs(d.start - h.end) > _ENDED for h in ended)]
    theirs = [d for u in draft.telling_units() for d in event_dates(u, marks) or by_then(u, marks)]
    own = own or by_then(unit, marks)
    if not own and not ended and any(plain_action(t) or t.strong for t in unit.triggers):
        own = day_before(unit, marks, fresh=True)
    theirs = theirs or day_before(draft.head_units()[0], marks, fresh=False)
    if not unit.triggers and own and theirs and soon_after(own[0], theirs[0]):
        own = []  # "Talks resumed on Sunday": it goes on.
    if own and theirs and all(apart(a, b) for a in own[:1] for b in theirs):
        return True
    if own and theirs and _settles_later(unit, draft, own[0], theirs[0], marks):
        return True
    mine_there = [p for p in unit.places if not (of_source(p, marks) or aside(p, marks))]
    theirs_there = [
        p
        for u in draft.telling_units()
        for p in u.places
        if not (of_source(p, marks) or aside(p, marks))
    ]
    if not compatible(mine_there, theirs_there):
        return True
    if marks.prose and unit.triggers:
        mine = {e.key for e in unit.employers}
        known = {e.key for u in draft.units for e in u.employers}
        if mine and known and not any(a in b or b in a for a in mine for b in known):
            return True
    return False


def _settles_later(
    unit: Unit, draft: Draft, own: FoundDate, theirs: FoundDate, marks: Marks
) -> bool:
    """Return whether English prose tells the day of an agreement behind a strike of that month."""
    heads = [t for t in unit.triggers if t.main and (t.strong or t.hit.weight)]
    return (
        marks.prose
        and not marks.chinese
        and bool(heads)
        and all(t.kind == "settlement" for t in heads)
        and draft.kind == "action"
        and own.value is not None
        and theirs.value is not None
        and own.value.precision == "day"
        and theirs.value.precision != "day"
    )


def compatible(some: Iterable[FoundPlace], others: Iterable[FoundPlace]) -> bool:
    """Return whether places of one telling may be those of another: one lies in the other."""
    ours = [p.place.path_en for p in some if p.place.level != "country" and not p.weak]
    theirs = [p.place.path_en for p in others if p.place.level != "country" and not p.weak]
    if not ours or not theirs:
        return True
    return any(a[: len(b)] == b or b[: len(a)] == a for a in ours for b in theirs)


def _home(unit: Unit, status: Status, drafts: list[Draft], marks: Marks) -> Draft | None:
    for draft in reversed(drafts[-3:]):
        if draft.status != status:
            continue
        last = draft.units[-1]
        if marks.prose and _is_full(draft, unit):
            continue
        if not _near(unit, last, marks, draft) or conflict(unit, draft, marks):
            continue
        if marks.prose and (later(unit, marks) or _then_dismissed(unit, draft, marks)):
            continue
        return draft
    return None


def _another_day(unit: Unit, draft: Draft, marks: Marks) -> bool:
    """Return whether a unit tells no day, or one that is not the draft's own."""
    own = event_dates(unit, marks)
    theirs = [d.value for u in draft.head_units() for d in event_dates(u, marks)]
    return not own or all(v is None or own[0].value is None or v != own[0].value for v in theirs)


def _then_dismissed(unit: Unit, draft: Draft, marks: Marks) -> bool:
    """Return whether a sentence of prose tells only of dismissals that followed an event."""
    main = [t for t in unit.triggers if t.main]
    return (
        bool(main)
        and all(t.hit.code == "dismissed" or _only_who(t, marks) for t in main)
        and any(t.hit.code == "dismissed" for t in main)
        and all(t.hit.code != "dismissed" for t in draft.heads)
        and _another_day(unit, draft, marks)
    )


def _only_who(trigger: Trigger, marks: Marks) -> bool:
    """Return whether a word of action only says who: "dismissed more than 200 strikers"."""
    return marks.folded[trigger.hit.start : trigger.hit.end] in ("strikers", "protesters")


def _near(unit: Unit, last: Unit, marks: Marks, draft: Draft) -> bool:
    if not marks.prose:
        return True
    same_paragraph = unit.sentence.paragraph == last.sentence.paragraph
    if same_paragraph:
        return unit.number - last.number <= WINDOW
    if last.sentence.heading and unit.number - last.number <= 2:
        return True
    if (
        unit.sentence.paragraph - last.sentence.paragraph == 1
        and len(marks.sentences) <= _REPORT
        and not tied_down(unit, marks)
    ):
        return True  # The lead of a report, then how it came about.
    if unit.sentence.paragraph - last.sentence.paragraph > 2:
        return False
    mine = {e.key for e in unit.employers}
    known = {e.key for u in draft.units for e in u.employers}
    return bool(mine & known) and not event_dates(unit, marks)


_MOST = 40
"""Sentences, or parts of them, in a passage of prose about one event."""
_WIDEST = 6000
"""Code points from the first such sentence to the last; those of essays have some 500."""


def _is_full(draft: Draft, unit: Unit) -> bool:
    """Return whether a passage ends before a unit: what is longer is noise, or tells of more."""
    return len(draft.units) >= _MOST or unit.end - draft.units[0].start > _WIDEST


_start_of = attrgetter("start")
_SUPPORTING = frozenset(
    {"demand", "cause", "harm", "act", "outcome", "organisation", "action", "responder", "money"}
)


def _sizes(unit: Unit, marks: Marks) -> bool:
    """Return whether a sentence tells how many took part: "About 100 joined in"."""
    return bool(unit.counts) and (
        any(h.code in ("present", "striking") for h in unit.of("role"))
        or (
            any(c.noun_class not in OTHERS and c.value.low > _CROWD for c in unit.counts)
            and _TOLD_SIZE.search(marks.folded, unit.start, unit.end) is not None
        )
    )


_CROWD = 9
_TOLD_SIZE = re.compile(
    r"\b(?:union|unions|organi[sz]ers?|police|press|papers?|reporters?|company|witnesses|they)"
    r" (?:spoke|speaks?|talks?|talked|said|says?|put|counted|claimed|estimated|reported|wrote)\b"
)
"""Who tells a number: "The union spoke of 45,000 people"."""
_AFTERMATH = frozenset({"outcome"})


def _goes_on(unit: Unit, last: Unit) -> bool:
    """Return whether a sentence of prose stands where it can go on with an event.

    In its paragraph, with little between; how it ended may open the next one.
    """
    if unit.sentence.paragraph == last.sentence.paragraph:
        return unit.number - last.number <= WINDOW
    return (
        unit.sentence.paragraph - last.sentence.paragraph == 1
        and not unit.sentence.heading
        and any(h.field in _AFTERMATH for h in unit.hits)
    )


def _attach(unit: Unit, drafts: list[Draft], marks: Marks) -> None:
    """Give a unit without a head of its own to the event being told, if it goes on with it."""
    if not drafts or not (
        any(h.field in _SUPPORTING or h.code == "ended" for h in unit.hits) or _sizes(unit, marks)
    ):
        return
    draft = drafts[-1]
    last = draft.units[-1]
    if marks.prose and (not _goes_on(unit, last) or _is_full(draft, unit)):
        return
    if any(t.main and t.strong and t.status != draft.status for t in unit.triggers):
        return
    if marks.prose and all(t.status != draft.status for t in unit.triggers) and unit.triggers:
        return
    if conflict(unit, draft, marks):
        return
    draft.units.append(unit)


def _take_context(drafts: list[Draft], all_units: Sequence[Unit], marks: Marks) -> None:
    """Give the opening sentences of a post to its first mention: who, where, why."""
    if not drafts:
        return
    first = drafts[0]
    begin = first.units[0].number
    before = [
        u
        for u in all_units
        if u.number < begin and not any(t.strong and t.main for t in u.triggers)
    ]
    first.units[:0] = [u for u in before if not conflict(u, first, marks)]
