"""From units to drafts of mentions: which neighbouring units tell one event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from walkout.extract.dates import FoundDate
from walkout.extract.frame import of_source, places_in
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.segment import Sentence
from walkout.extract.status import Status, told_as_past
from walkout.extract.units import (
    ACTORS,
    OTHERS,
    Kind,
    Trigger,
    Unit,
    apart,
    clause_of,
    later,
    owed_to_labour,
    trigger_kind,
)
from walkout.places import FoundPlace

_STORY = 12
"""In prose a story of labour goes on over at most so many sentences without a word of it."""

_REPORT = 40
"""A report has at most so many sentences; a longer text is an essay, whose paragraphs
stand apart."""

_WINDOW = 3
"""In prose a later sentence of the paragraph goes on with an event over at most so many."""


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
        if any(t.main and _plain_action(t) and not _asks(t.hit) for t in told):
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
                t.status == self.status and t.main and (t.strong or _plain_action(t))
                for t in u.triggers
            )
        ] or self.units

    def head_units(self) -> list[Unit]:
        """Units that hold a head; all if none does."""
        self._look()
        return self._head_units


def _plain_action(trigger: Trigger) -> bool:
    return trigger.kind == "action" and bool(trigger.hit.weight)


def _asks(hit: Hit) -> bool:
    """Return whether plain words only ask (讨薪, 反映诉求): they say nothing of how."""
    return hit.weight < 2 and hit.code in ("demonstration", "petition_visit", "collective_legal")


_OF_PAY = re.compile(
    r"\s*(?:的|份|至今的|以来的)?\s*(?:工资|欠薪|薪|工程款|加班费|奖金|社保|年终奖|补贴|津贴|钱|账|绩效|奖"
    r"|公积金|运费|货款|劳务费|高温|wages?|salar|pay\b|payment|arrears|bonus)"
    r"|(?:说好|答应|承诺|许诺|约定|讲好|签的|签订的|谈好)"
)
_OWED_SINCE = re.compile(
    r"(?:欠薪|拖欠|欠|未发|没发|owed?|arrears|unpaid|not been paid|not paid|no pay|paid nothing|without pay"
    r"|no wages)[^。.!?]{0,24}$"
)
_LAW_OR_AGE = re.compile(
    r"\s*(?:年版|版|世博|奥运|(?:[\w-]+ ){0,4}(?:law|act|constitution|convention|regulations)\b)"
)


_AFTER_SO_LONG = re.compile(r"(?:持续|历时|长达|连续|停工|罢工|罢运)(?:了|近|约)?[^,，。]{1,5}后$")
"""停工持续两周后结束: a length of time, no day."""
_PROMISED = re.compile(
    r"(?:承诺|答应|同意|许诺|提出|条例|规定)[^。]{0,10}$|\bpromis\w+ [^.]{0,30}$"
    r"|\b(?:year|month|week|day)s? ago $"
)
_ENDS_THEN = re.compile(r"(?:深夜|凌晨|晚上?|上午|下午|当天|正式)?(?:结束|落幕|平息|告终)")
_EQUATED = re.compile(r"(?:就|正好|刚好)?是\d{1,2}[号日]| (?:is|was) the \d")


def _no_day(found: FoundDate, unit: Unit, folded: str) -> bool:
    """Return whether words of time give no day of an event: a length, a promise, 今天就是14号."""
    start = max(unit.start, found.start - 34)
    return bool(
        _AFTER_SO_LONG.search(folded, max(unit.start, found.start - 6), found.end)
        or _PROMISED.search(folded, start, found.start)
        or (found.form == "relative" and _EQUATED.match(folded, found.end))
        or _ENDS_THEN.match(folded, found.end)
    )


_OPENING = re.compile(
    r"(?:and |but |then |so )?(?:late |early )?(?:on|in|by|from|at|since|during)?(?: the (?:morning"
    r"|afternoon|evening|night|day) of)? ?(?:the )?"
)
_DASH = re.compile(r"\s+[-–—]{1,2}\s")
_WRITTEN = re.compile(
    r"(?:写于|整理于|刊于|载于|发表|发帖|发布|发布日期|转发时间|转发|时间|投稿|updated|posted|published|written"
    r"|translated|news|wire|notes|新闻|工讯|日报|晚报|newsletter)[\s:：·,*_|(（-]*(?:on |in )?$"
)
_WRITTEN_AFTER = re.compile(r"[\s日]*(?:发帖|发布|投稿|网友投稿|转发|转载|整理|讯)")


def dates_report(found: FoundDate, marks: Marks) -> bool:
    """Return whether a date is that of the writing: 写于2010年12月, "LEEDS, 3 May 2012 - "."""
    if found.dateline:
        return True
    folded = marks.folded
    sentence = marks.sentence_at(found.start)
    if sentence is None:
        return False
    if (
        found.form == "absolute"
        and found.start - sentence.start <= 30
        and _DASH.match(folded, found.end)
        and "," not in folded[found.end : found.end + 1]
    ):
        return True
    return bool(
        _WRITTEN.search(folded, sentence.start, found.start)
        or _WRITTEN_AFTER.match(folded, found.end)
    )


def event_dates(unit: Unit, marks: Marks) -> list[FoundDate]:
    """Return the dates of a unit that may say when its event was, best first.

    The months for which pay is owed are no date of the event; nor is a date that only ends it.
    """
    if unit.event_dates is None:
        unit.event_dates = _event_dates(unit, marks) if unit.dates else []
    return unit.event_dates


def _event_dates(unit: Unit, marks: Marks) -> list[FoundDate]:
    folded = marks.folded
    own = unit.heads
    heads = [t.hit for t in own if t.strong] or [t.hit for t in own]
    ranked: list[tuple[int, int, FoundDate]] = []
    for found in unit.dates:
        if found.value is None or found.role not in ("point", "start", "range"):
            continue
        if dates_report(found, marks) or _no_day(found, unit, folded):
            continue
        if _OF_PAY.match(folded, found.end) or _LAW_OR_AGE.match(folded, found.end):
            continue
        if _OWED_SINCE.search(folded, max(unit.start, found.start - 30), found.start):
            clause_has_head = any(abs(h.start - found.start) < 8 for h in heads)
            if not clause_has_head:
                continue
        near = min((_gap(found.start, found.end, h) for h in heads), default=0)
        in_clause = any(
            a <= found.start < b and any(a <= h.start < b for h in heads) for a, b in unit.clauses
        )
        # A date that opens the sentence sets the scene, however far its verb.
        opens = found.start - unit.start <= 2 or (
            found.start - unit.start <= 24 and _OPENING.fullmatch(folded, unit.start, found.start)
        )
        if found.form == "anaphoric" and not in_clause and not opens:
            # "put on trial a year later": the day of what followed.
            continue
        ranked.append((0 if in_clause or opens else 1, near, found))
    ranked.sort(key=lambda r: r[:2])
    chosen = [r[2] for r in ranked]
    if len(chosen) > 1:
        # "Five years later, in March 2002": the closer date inside the first.
        finer = [d for d in chosen[1:] if _within(d, chosen[0])]
        if finer:
            chosen.remove(finer[0])
            chosen.insert(0, finer[0])
    return chosen


def _within(inner: FoundDate, outer: FoundDate) -> bool:
    a, b = inner.whole(), outer.whole()
    if a is None or b is None:
        return False
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    span = (a.latest - a.earliest) < (b.latest - b.earliest)
    return span and b.earliest <= a.earliest and a.latest <= b.latest


def _gap(start: int, end: int, hit: Hit) -> int:
    return max(hit.start - end, start - hit.end, 0)


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
        status = _status(unit, marks, labour_text)
        if status is None or status == "general":
            if status == "general":
                general.append(unit)
            _attach(unit, drafts, marks)
            continue
        home = _home(unit, status, drafts, marks)
        if home is not None:
            home.units.append(unit)
        elif not marks.prose or _tied_down(unit, marks):
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


def _answers(unit: Unit, drafts: list[Draft], marks: Marks) -> bool:
    """Return whether what prose tells follows an action told in this paragraph or the one
    before."""
    return marks.prose and any(
        d.kind in ("action", "repression")
        and unit.sentence.paragraph - d.units[-1].sentence.paragraph <= 1
        for d in drafts[-3:]
    )


def _status(unit: Unit, marks: Marks, labour_text: bool) -> Status | None:
    """Return the status in which a unit heads an event of its own; None when it heads none."""
    if not labour_text or not unit.triggers:
        return None
    local = _labour(unit, marks)
    if marks.prose and not local and not _of_its_subject(unit, marks):
        return None
    if _told_in_fiction(unit, marks):
        return None
    main = [t for t in unit.triggers if t.main]
    strong = [t for t in main if t.strong]
    if not marks.prose and _only_mentioned(unit, main, marks):
        return None
    if marks.prose and not unit.sentence.heading and not strong:
        strong = _plain_heads(unit, main, marks)
    if not marks.prose or unit.sentence.heading:
        # In a post 讨薪 or "demand wages" is the event; who asks must be said.
        if not strong and local:
            strong = [
                t for t in main if t.kind in ("action", "employer_act") or t.hit.code in _BY_FORCE
            ]
            # Who asks, or breaks things, must be people who work.
            if not _workers(unit, marks):
                strong = [t for t in strong if t.hit.code not in _BY_ANYONE]
        if not strong and not any(t.main for t in unit.triggers):
            strong = [t for t in unit.triggers if t.strong]
    if not strong:
        return None
    states = {t.status for t in strong}
    if not any(t.kind == "action" for t in unit.triggers) and _crime(unit):
        return None
    if not marks.prose and (_remembered(unit, marks) or _disaster(strong, marks)):
        return None
    if not any(t.kind != "employer_act" or _collective(t, unit) for t in strong):
        return None
    if all(t.kind == "repression" and t.hit.field == "harm" for t in strong) and not _of_labour(
        unit, marks
    ):
        return None
    if marks.prose and not marks.chinese and _only_custody(strong) and not _tells_action(marks):
        return None
    order: tuple[Status, ...] = ("happened", "denied", "threatened", "planned", "general")
    status = next(s for s in order if s in states)
    if status != "happened" and not any(t.kind == "action" and t.status == status for t in strong):
        return "general"
    if status == "happened" and (_in_future(unit, marks) or _called_for(unit, marks)):
        # Told as a fact but for a day to come: a plan.
        unit.triggers = [
            t._replace(status="planned") if t.status == "happened" else t for t in unit.triggers
        ]
        return "planned"
    return status


_FICTION = re.compile(
    r"\bin (?:the|a|this|that) (?:film|movie|novel|play|opera|documentary|short story|drama"
    r"|game|poem)\b"
    r"|\b(?:fine|opening|final|last|famous|long) (?:scene|shot)\b|\bthe (?:novelist"
    r"|playwright|screenplay)\b"
)


def _told_in_fiction(unit: Unit, marks: Marks) -> bool:
    """Return whether a paragraph speaks of a film or a novel: what happens there did not happen."""
    if marks.chinese or not unit.triggers:
        return False
    paragraph = [
        s
        for s in marks.sentences[max(0, unit.number - 4) : unit.number + 2]
        if s.paragraph == unit.sentence.paragraph
    ]
    return _FICTION.search(marks.folded, paragraph[0].start, paragraph[-1].end) is not None


_AFFECTED = re.compile(
    r"\b(?:shares?|stocks?|revenues?|profits?|earnings|sales|investors|analysts?)\b"
)


def _only_mentioned(unit: Unit, main: list[Trigger], marks: Marks) -> bool:
    """Return whether news of a firm's affairs only mentions a strike: "the strike had cost it"."""
    if marks.chinese or not main or _AFFECTED.search(marks.folded, unit.start, unit.end) is None:
        return False
    return all(
        t.hit.field == "action"
        and (
            marks.folded.startswith(("the ", "a ", "any "), t.hit.start)
            or marks.folded[max(0, t.hit.start - 4) : t.hit.start].endswith(("the ", " a ", "any "))
        )
        for t in main
    ) and not event_dates(unit, marks)


def _of_its_subject(unit: Unit, marks: Marks) -> bool:
    """Return whether an essay on labour tells of a strike fully, though without a word of
    labour."""
    return (
        any(t.main and t.strong and t.hit.code in _STRIKES for t in unit.triggers)
        and bool(event_dates(unit, marks))
        and (
            any(p.place.level != "country" and not p.weak for p in unit.places)
            or any(c.noun_class not in OTHERS and c.value.low > 1 for c in unit.counts)
        )
        and marks.on_labour
    )


_STRIKES = frozenset(
    {"strike", "slowdown", "hunger_strike", "collective_resignation", "occupation"}
)


def _plain_heads(unit: Unit, main: list[Trigger], marks: Marks) -> list[Trigger]:
    """Return the plain words that head an event in prose, since more than they tie it down.

    A day of its own makes an event of tear gas, a lockout or a gathering of a number of people;
    a number makes one of a dismissal.
    """
    people = any(c.noun_class not in OTHERS and c.value.low > 1 for c in unit.counts)
    dated = bool(event_dates(unit, marks))
    return [
        t
        for t in main
        if t.hit.weight
        and t.status == "happened"
        and told_as_past(t.hit, marks.folded, clause_of(unit.clauses, t.hit.start))
        and (
            (t.hit.code == "dismissed" and _collective(t, unit) and not _background(t, marks))
            or (
                dated
                and t.hit.code != "dismissed"
                and (t.kind != "action" or people)
                and (t.kind != "support")
            )
        )
    ]


_WHO_WERE = re.compile(
    r"\b(?:the (?:newly |recently )?|(?:who|after|because|that|if|when|those) (?:[\w'-]+ ){0,6})$"
)


def _background(trigger: Trigger, marks: Marks) -> bool:
    """Return whether a dismissal is only what went before: "after eighteen had been dismissed"."""
    start = trigger.hit.start
    clause = marks.folded[max(0, start - 60) : start].rpartition(".")[2]
    return _WHO_WERE.search(clause) is not None


def _only_custody(strong: Sequence[Trigger]) -> bool:
    return all(t.kind == "repression" for t in strong)


def _tells_action(marks: Marks) -> bool:
    """Return whether a text speaks of what workers do together, or of those who help them."""
    if marks.tells_action is None:
        marks.tells_action = any(
            (h.field == "action" and h.weight)
            or h.field == "organisation"
            or (h.field == "actor" and h.code == "supporters")
            for h in marks.hits
        )
    return marks.tells_action


_ACCIDENT = re.compile(
    r"火灾|起火|着火|大火|失火|车祸|交通事故|追尾|相撞|侧翻|食物中毒|集体中毒|地震|洪水|踩踏|肇事|消防"
)
_GRIEVANCE = re.compile(
    r"罢|抗议|讨薪|维权|欠薪|工资|赔偿|补偿|横幅|示威|游行|上访|静坐|堵(?!车|塞)|跳楼|塔吊|讨说法|要求|声援|怠工|联名"
)


_BEFALLS = frozenset(
    {"road_block", "property_damage", "site_block", "sit_in", "slowdown", "clash", "demonstration"}
)
"""Actions whose words also tell what a crash leaves on a road."""


def _disaster(strong: list[Trigger], marks: Marks) -> bool:
    """Return whether a post tells of a fire, a crash or a poisoning and of nobody who acts.

    People are evacuated, drivers are held and shops close there without any dispute.
    """
    return (
        marks.chinese
        and _ACCIDENT.search(marks.folded) is not None
        and _GRIEVANCE.search(marks.folded) is None
        and not any(
            t.hit.field == "action" and t.hit.weight == 2 and t.hit.code not in _BEFALLS
            for t in strong
        )
    )


_REMEMBERS = re.compile(r"周年|纪念馆|纪念日|纪念碑|历史上的今天|展出|史料|anniversary|museum")
_LONG_AGO = 20
"""Years after which what a post commemorates is history, no report."""


def _remembered(unit: Unit, marks: Marks) -> bool:
    """Return whether a post commemorates what happened a generation ago."""
    published = marks.published
    if published is None or _REMEMBERS.search(marks.folded) is None:
        return False
    days = [d.value.latest for d in unit.dates if d.value is not None and d.value.latest]
    return any(published.year - day.year >= _LONG_AGO for day in days)


def _crime(unit: Unit) -> bool:
    """Return whether custody is told for what has nothing to do with labour: robbery, drugs."""
    return any(h.code == "crime" for h in unit.of("cue"))


def _collective(trigger: Trigger, unit: Unit) -> bool:
    """Return whether an employer's act befell more than one: 裁员, or a number told."""
    return trigger.hit.field == "kind" or any(
        c.value.low > 1 and c.noun_class not in ("police", "company") for c in unit.counts
    )


_ALONE = frozenset(
    "worker employee labourer laborer driver teacher miner nurse doctor courier cleaner janitor "
    "pilot tutor operator technician pensioner retiree intern lecturer professor cook waiter chef "
    "programmer engineer builder sailor guard rider bus driver taxi driver truck driver".split()
) | {"bus driver", "taxi driver", "truck driver", "security guard", "lorry driver"}


def several(hit: Hit, folded: str) -> bool:
    """Return whether an English word for people at work is no single one: drivers, not a driver."""
    return hit.language == "zh" or folded[hit.start : hit.end] not in _ALONE


def _of_labour(unit: Unit, marks: Marks) -> bool:
    """Return whether custody in prose befell people of labour, or follows what they did."""
    fields = ("actor", "organisation", "action", "composition", "demand")
    if any(several(h, marks.folded) for name in fields for h in unit.of(name)):
        return True
    before = [
        s
        for s in marks.sentences[max(0, unit.number - 2) : unit.number]
        if s.paragraph == unit.sentence.paragraph or not marks.prose
    ]
    return bool(before) and any(
        h.field in fields and several(h, marks.folded)
        for h in between(marks.hits, before[0].start, unit.start)
    )


def _in_future(unit: Unit, marks: Marks) -> bool:
    if marks.published is None:
        return any(d.ahead for d in unit.dates) and not any(
            d.value is not None and not d.ahead for d in unit.dates
        )
    values = [d.value for d in event_dates(unit, marks)]
    return bool(values) and all(
        v is not None and v.earliest is not None and v.earliest > marks.published for v in values
    )


_CALL = re.compile(
    r"(?:号召|呼吁|倡议|提议|建议|相约|约定)[^。!?]{0,8}[:：]|(?:各位|全体|全国)[^。!?,，]{0,12}(?:同行|工友|司机|师傅|老师"
    r"|同事|兄弟|姐妹|朋友)们?[!:：,，]"
    r"|致全[国体省市]|告全[国体省市]|请(?:大家)?(?:广|互相)?转(?:发|到|给|告)|转起来"
    r"|\bpass (?:it|this) on\b"
    r"|\b(?:let us|let's|join us|spread the word|please share)\b"
)
"""Words that call others to act."""
_SOON = 60
"""A call names a day within so many days of its writing."""


def _called_for(unit: Unit, marks: Marks) -> bool:
    """Return whether a post calls for an action on a day to come rather than tells of one."""
    published = marks.published
    if marks.prose or published is None or not any(d.form == "partial" for d in marks.dates):
        return False
    if _CALL.search(marks.folded) is None:
        return False
    days = [d for u in (unit,) for d in u.dates if d.form == "partial"]
    if not days and _SOON_ALREADY.search(marks.folded) is None:
        days = [d for d in marks.dates if d.form == "partial"]
    if _TONIGHT.search(marks.folded):
        return True
    ahead = [to_come(d, marks) for d in days]
    return bool(ahead) and all(
        d is not None
        and d.value is not None
        and d.value.earliest is not None
        and 0 < (d.value.earliest - published).days <= _SOON
        for d in ahead
    )


_TONIGHT = re.compile(
    r"(?:今晚|今夜|明早|明天|明日|后天|本周|这周|下周)[^。!?！？]{0,24}(?:集合|不见不散|一起|见|到场|必到|带上|汇合|出发)"
)
"""A meeting that a call sets for the hours to come."""

_SOON_ALREADY = re.compile(r"昨天|今天|前天|已经|yesterday|today|already")


def to_come(found: FoundDate, marks: Marks) -> FoundDate | None:
    """Return a date without a year as the next such day after publication."""
    if found.form != "partial" or marks.published is None:
        return None
    return replace(found, ahead=True).at(marks.published, None)


def _labour(unit: Unit, marks: Marks) -> bool:
    scope = ("labour", "borderline")
    if not marks.prose and any(owed_to_labour(h) for h in marks.hits):
        return True
    if any(h.field == "scope" and h.code in scope and h.weight for h in unit.hits):
        return True
    if any(h.field == "actor" for h in unit.hits):
        return True
    first = unit.sentence.start
    earlier = [
        s
        for s in marks.sentences[max(0, unit.number - (_STORY if marks.prose else 2)) : unit.number]
        if unit.sentence.paragraph - s.paragraph <= 1 or not marks.prose
    ]
    start = earlier[0].start if earlier else first
    if marks.prose:
        # "They switched off the lights. Fifty agency workers had sat down."
        after = marks.sentences[unit.number + 1 : unit.number + 2]
        end = after[0].end if after and after[0].paragraph == unit.sentence.paragraph else unit.end
    else:
        end = min(len(marks.folded), unit.end + 400)
    return any(
        h.field in ("scope", "actor") and (h.field == "actor" or (h.code in scope and h.weight))
        for h in between(marks.hits, start, end)
    )


_WE_ZH = re.compile(r"我们|俺们|咱们|大伙|同事们|兄弟们|弟兄们|姐妹们|姊妹们|工友|老乡们")
"""Who acts in a post that speaks of work: those who tell it, or their own."""

_BY_FORCE = frozenset({"dispersal", "force", "violence"})
_BY_ANYONE = frozenset(
    {"demonstration", "property_damage", "clash", "collective_legal", "petition_visit"}
)


def _workers(unit: Unit, marks: Marks) -> bool:
    """Return whether people who act are named in a unit, or in the post around it."""
    # Chinese leaves the subject out where the post has named it.
    whole = not marks.prose and marks.chinese
    start = 0 if whole else unit.sentence.start
    end = len(marks.folded) if whole else unit.sentence.end
    if whole and _WE_ZH.search(marks.folded):
        return True
    return any(
        (h.field == "actor" and several(h, marks.folded))
        or (h.field == "scope" and h.code == "borderline")
        for h in between(marks.hits, start, end)
    ) or any(
        c.noun_class not in OTHERS and c.value.low > 1 for c in between(marks.counts, start, end)
    )


def scene(unit: Unit, marks: Marks) -> Sentence | None:
    """Return the sentence just before that sets the scene for what a unit tells.

    "In Kitwe, on 4 July 1990, 5,000 miners laid by their lamps. They marched on the office." It
    tells a day and a place or a number of people, and nothing that heads an event itself.
    """
    if marks.chinese or not marks.prose or unit.number < 1:
        return None
    before = marks.sentences[unit.number - 1]
    if (
        unit.number > 1
        and marks.sentences[unit.number - 2].paragraph == unit.sentence.paragraph
        and not between(marks.dates, before.start, before.end)
    ):
        before = marks.sentences[unit.number - 2]
    span = (before.start, before.end)
    if before.paragraph != unit.sentence.paragraph or not any(
        d.value is not None
        and d.role in ("point", "start", "range")
        and d.form in ("absolute", "partial", "relative")
        and d.value.precision in ("day", "days", "month", "month_part", "week")
        and not d.ahead
        and not dates_report(d, marks)
        for d in between(marks.dates, *span)
    ):
        return None
    if any(trigger_kind(h) is not None and h.weight == 2 for h in between(marks.hits, *span)):
        return None
    told = any(
        c.noun_class not in OTHERS and c.value.low > 1 and not c.bare
        for c in between(marks.counts, *span)
    ) or bool(places_in(before, marks))
    return before if told and _BEGINS_ON.match(marks.folded, unit.start) else None


_BEGINS_ON = re.compile(
    r"(?:and |but |then |so )?(?:they|he|she|it|all|most|some|many|the|their|both|there|police)\b"
)


def _tied_down(unit: Unit, marks: Marks) -> bool:
    """Return whether words in prose tie an event down: a day, a place, a firm or a number."""
    if event_dates(unit, marks) or scene(unit, marks):
        return True
    if any(p.place.level != "country" and not p.weak for p in unit.places) or unit.employers:
        return True
    if marks.published is None and any(d.role == "point" and d.value is None for d in unit.dates):
        return True  # "on Tuesday", in a text whose day nobody knows
    return any(
        c.noun_class not in OTHERS and not c.every and (c.value.low >= 2) and not c.bare
        for c in unit.counts
    ) and any(
        t.main and (later(unit, marks) or t.strong or t.kind == "employer_act")
        for t in unit.triggers
    )


_ENDED = 12
"""A day so close behind words of ending is the day of the end."""


def day_before(unit: Unit, marks: Marks, *, fresh: bool) -> list[FoundDate]:
    """Return the day that the sentences just before a unit tell for it (今天就是14号).

    Args:
        unit: The unit.
        marks: What was found in the reading.
        fresh: Only a day told since the last sentence that tells of an event.
    """
    for number in range(unit.number - 1, max(unit.number - 1 - _WINDOW, -1), -1):
        sentence = marks.sentences[number]
        if sentence.paragraph != unit.sentence.paragraph:
            break
        if fresh and any(
            trigger_kind(h) is not None and h.weight
            for h in between(marks.hits, sentence.start, sentence.end)
        ):
            break
        told = [
            d
            for d in between(marks.dates, sentence.start, sentence.end)
            if d.value is not None
            and d.value.precision in ("day", "days")
            and d.role in ("point", "start")
            and not d.ahead
            and not dates_report(d, marks)
        ]
        if told:
            return told[-1:]
    return []


def conflict(unit: Unit, draft: Draft, marks: Marks) -> bool:
    """Return whether a unit's day, place or firm cannot be those of a draft."""
    own = event_dates(unit, marks)
    ended = [h for h in unit.of("kind") if h.code == "ended"]
    if ended and any(t.kind == "settlement" and t.main and t.strong for t in unit.triggers):
        ended = []  # 18日达成协议后复工: the settlement has a day of its own
    if ended:
        # "the strike ended on 4 June": its end, not another day of its own.
        own = [d for d in own if all(abs(d.start - h.end) > _ENDED for h in ended)]
    theirs = [d for u in draft.telling_units() for d in event_dates(u, marks) or _by_then(u, marks)]
    own = own or _by_then(unit, marks)
    if not own and not ended and any(_plain_action(t) or t.strong for t in unit.triggers):
        own = day_before(unit, marks, fresh=True)
    theirs = theirs or day_before(draft.head_units()[0], marks, fresh=False)
    if not unit.triggers and own and theirs and _soon_after(own[0], theirs[0]):
        own = []  # "Talks resumed on Sunday": it goes on.
    if own and theirs and all(apart(a, b) for a in own[:1] for b in theirs):
        return True
    mine_there = [p for p in unit.places if not of_source(p, marks)]
    theirs_there = [p for u in draft.telling_units() for p in u.places if not of_source(p, marks)]
    if not compatible(mine_there, theirs_there):
        return True
    if marks.prose and unit.triggers:
        mine = {e.key for e in unit.employers}
        known = {e.key for u in draft.units for e in u.employers}
        if mine and known and not any(a in b or b in a for a in mine for b in known):
            return True
    return False


_AFTER_IT = 45
"""Days within which what came of an event is still told with it."""


def _soon_after(later: FoundDate, first: FoundDate) -> bool:
    a, b = later.value, first.value
    return bool(
        a and b and a.earliest and b.earliest and 0 <= (a.earliest - b.earliest).days <= _AFTER_IT
    )


def compatible(some: Iterable[FoundPlace], others: Iterable[FoundPlace]) -> bool:
    """Return whether places of one telling may be those of another: one lies in the other."""
    ours = [p.place.path_en for p in some if p.place.level != "country" and not p.weak]
    theirs = [p.place.path_en for p in others if p.place.level != "country" and not p.weak]
    if not ours or not theirs:
        return True
    return any(a[: len(b)] == b or b[: len(a)] == a for a in ours for b in theirs)


def _by_then(unit: Unit, marks: Marks) -> list[FoundDate]:
    """Return the day by which people were taken, where a sentence tells nothing else.

    "By Sunday night police had arrested 132": not on the day of the strike.
    """
    if not unit.triggers or any(t.hit.code.partition(".")[0] != "detained" for t in unit.triggers):
        return []
    return [
        d
        for d in unit.dates
        if d.value is not None and d.role == "end" and marks.folded.startswith("by ", d.start)
    ]


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
        and all(t.hit.code == "dismissed" for t in main)
        and all(t.hit.code != "dismissed" for t in draft.heads)
        and _another_day(unit, draft, marks)
    )


def _near(unit: Unit, last: Unit, marks: Marks, draft: Draft) -> bool:
    if not marks.prose:
        return True
    same_paragraph = unit.sentence.paragraph == last.sentence.paragraph
    if same_paragraph:
        return unit.number - last.number <= _WINDOW
    if last.sentence.heading and unit.number - last.number <= 2:
        return True
    if (
        unit.sentence.paragraph - last.sentence.paragraph == 1
        and len(marks.sentences) <= _REPORT
        and not _tied_down(unit, marks)
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
        return unit.number - last.number <= _WINDOW
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
