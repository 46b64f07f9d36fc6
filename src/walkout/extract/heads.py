"""What heads an event: which units tell one, in which status, and what ties it down in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from walkout.extract.dates import FoundDate
from walkout.extract.days import dates_report, event_dates, to_come
from walkout.extract.frame import places_in
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.segment import Sentence
from walkout.extract.status import Status, told_as_past
from walkout.extract.triggers import OTHERS, Trigger, clause_of, owed_to_labour, trigger_kind
from walkout.extract.units import Unit, later

_STORY = 12
"""In prose a story of labour goes on over at most so many sentences without a word of it."""


def plain_action(trigger: Trigger) -> bool:
    """Return whether a trigger is an action told in plain or strong words, not in weak ones."""
    return trigger.kind == "action" and bool(trigger.hit.weight)


def only_asks(hit: Hit) -> bool:
    """Return whether plain words only ask (讨薪, 反映诉求): they say nothing of how."""
    return hit.weight < 2 and hit.code in ("demonstration", "petition_visit", "collective_legal")


def heading_status(unit: Unit, marks: Marks, labour_text: bool) -> Status | None:
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
    if _disaster(strong, marks) or (not marks.prose and _remembered(unit, marks)):
        return None
    if not any(t.kind != "employer_act" or _collective(t, unit) for t in strong):
        return None
    if (
        marks.prose
        and all(t.kind == "employer_act" for t in strong)
        and _of_many_firms(unit, marks)
    ):
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
    if unit.dates and any(
        d.value is not None
        and d.value.precision in ("day", "days")
        and d.role in ("point", "start", "range")
        for d in unit.dates
    ):
        # A plot seldom has a day of the calendar; what a film is about has one.
        close = marks.sentences[max(0, unit.number - 1) : unit.number + 1]
        paragraph = [t for t in close if t.paragraph == unit.sentence.paragraph]
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
    """Return whether an essay on labour fully tells of a strike in other words."""
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
    dated = bool(event_dates(unit, marks) or told_day(unit, marks))
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
                and (t.kind != "action" or people or _again(t, unit, marks))
                and (t.kind != "support")
            )
        )
    ]


_THEY = re.compile(r"\b(?:they|all of them|most of them|others|the same people) (?:[a-z]+ ){0,2}$")


def _again(trigger: Trigger, unit: Unit, marks: Marks) -> bool:
    """Return whether those of whom a strike was told before strike again: "they went out again"."""
    if trigger.hit.code not in _STRIKES or marks.chinese:
        return False
    if not _THEY.search(marks.folded, max(unit.start, trigger.hit.start - 30), trigger.hit.start):
        return False
    return any(
        h.field == "action" and h.code in _STRIKES and h.weight
        for s in marks.sentences[max(0, unit.number - 3) : unit.number]
        if s.paragraph == unit.sentence.paragraph
        for h in between(marks.hits, s.start, s.end)
    )


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
    r"|撞[伤死坏翻倒]|连撞|酒驾|醉驾|酒后驾|翻车|四轮朝天|中毒昏迷|刹车突?然?失灵|劫车"
)
_GRIEVANCE = re.compile(
    r"罢|抗议|讨薪|维权|欠薪|工资|横幅|示威|游行|上访|静坐|跳楼|塔吊|讨说法|声援|怠工|联名"
)
_ASKS = re.compile(r"赔偿|补偿|要求|(?<![拥疏])堵(?!车|塞|成长龙)")
_AT_WORK = re.compile(
    r"家属|工人|员工|职工|民工|工友|老板|工地|矿[工井长]|煤矿|死者|全厂|厂[门里方区]|工厂|公司(?=[门里不欠外])"
)
"""Words of asking and blocking count where the text has the people who would."""
_BEFALLS = frozenset(
    {"road_block", "property_damage", "site_block", "sit_in", "slowdown", "clash", "demonstration"}
)
"""Actions whose words also tell what a crash leaves on a road."""


def _disaster(strong: list[Trigger], marks: Marks) -> bool:
    """Return whether a text tells of a fire, a crash or a poisoning and of nobody who acts.

    People are evacuated, drivers are held and shops close there without any dispute.
    """
    if marks.accident is None:
        marks.accident = (
            marks.chinese
            and _ACCIDENT.search(marks.folded) is not None
            and _GRIEVANCE.search(marks.folded) is None
            and not (_ASKS.search(marks.folded) and _AT_WORK.search(marks.folded))
        )
    return marks.accident and not any(
        t.hit.field == "action"
        and t.hit.weight == 2
        and t.hit.code not in _BEFALLS
        and not marks.folded.startswith("停", t.hit.start)
        for t in strong
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


_MANY = 10


def _of_many_firms(unit: Unit, marks: Marks) -> bool:
    """Return whether closures of a year are counted, not told: 全省关停的企业有一万五千余家."""
    closer = ("day", "days", "week", "month_part", "month")
    if any(d.value is not None and d.value.precision in closer for d in event_dates(unit, marks)):
        return False
    return not unit.employers and any(
        c.noun_class == "company" and c.value.low >= _MANY for c in unit.counts
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
    if (
        marks.prose
        and not marks.chinese
        and marks.on_labour
        and any(d.value and d.value.precision == "day" for d in event_dates(unit, marks))
        and any(c.value.low > 1 and c.noun_class not in OTHERS for c in unit.counts)
    ):
        return True  # A day and a number of people, in an essay on nothing but labour.
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


def told_day(unit: Unit, marks: Marks) -> list[FoundDate]:
    """Return the day that Chinese prose tells just before (7月16日清晨，事情急转直下)."""
    if not marks.chinese or not marks.prose or unit.number < 1:
        return []
    before = marks.sentences[unit.number - 1]
    if before.paragraph != unit.sentence.paragraph or any(
        trigger_kind(h) is not None and h.weight == _STRONG
        for h in between(marks.hits, before.start, before.end)
    ):
        return []
    return [
        d
        for d in between(marks.dates, before.start, before.start + _SETS + 1)
        if d.value is not None
        and d.value.precision in ("day", "days", "month_part")
        and d.role in ("point", "start")
        and not d.ahead
        and not dates_report(d, marks)
    ]


_STRONG = 2
_SETS = 2
"""A day that opens a sentence sets the scene for the next."""


_WIDE = frozenset({"country", "province"})


def _only_a_year(unit: Unit, marks: Marks) -> bool:
    """Return whether Chinese words tie an event to no more than a year and a province."""
    if not marks.chinese or unit.employers:
        return False
    days = [d.value.precision for d in event_dates(unit, marks) if d.value is not None]
    return (
        bool(days)
        and all(p in ("year", "years") for p in days)
        and not any(p.place.level not in _WIDE and not p.weak for p in unit.places)
        and not any(c.noun_class not in OTHERS and c.value.low > 1 for c in unit.counts)
    )


def tied_down(unit: Unit, marks: Marks) -> bool:
    """Return whether words in prose tie an event down: a day, a place, a firm or a number."""
    if _only_a_year(unit, marks):
        return False
    if event_dates(unit, marks) or told_day(unit, marks) or scene(unit, marks):
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
