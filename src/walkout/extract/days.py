"""When a unit says its event was: which of its days are of the event, and which are not."""

from __future__ import annotations

import re
from dataclasses import replace

from walkout.extract.dates import FoundDate
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.triggers import trigger_kind
from walkout.extract.units import Unit

WINDOW = 3
"""In prose a later sentence of the paragraph goes on with an event over at most so many."""
_DUE_ZH = re.compile(
    r"之?前[^,，。;；]{0,6}(?:结清|付清|支付|发放|补发|发齐|还清|结账|到账|打到|兑现|给)"
)
"""腊月二十五前结清: a day by which pay is due is no day of the event."""
_OF_PAY = re.compile(
    r"\s{0,4}(?:的|份|至今的|以来的)?\s{0,4}(?:工资|欠薪|薪|工程款|加班费|奖金|社保|年终奖|补贴|津贴|钱|账|绩效|奖"
    r"|公积金|运费|货款|劳务费|高温|wages?|salar|pay\b|payment|arrears|bonus)"
    r"|(?:说好|答应|承诺|许诺|约定|讲好|签的|签订的|谈好)"
)
_OWED_SINCE = re.compile(
    r"(?:欠薪|拖欠|欠|未发|没发|owed?|arrears|unpaid|not been paid|not paid"
    r"|no (?:[a-z]+ )?pay|paid nothing|without (?:pay|wages|a wage|salary)"
    r"|never (?:got|been paid|received|saw)|(?:n't|not) (?:got|received|seen)"
    r"|no (?:wages|salary|money))[^。.!?]{0,24}$"
)
_SAID_ON = re.compile(
    r"\b(?:denied|said|says|told \w+|announced|reported|insisted|confirmed|claimed|admitted|wrote)"
    r" (?:on |late |early ){0,2}$"
)
"""Behind these, a day before "that" is the day of the words: "denied on Tuesday that"."""
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
_JUST_PAST = re.compile(r"(?:刚刚?|才|一)过(?!完?了?一)|(?:将至|临近|在即|过后)")
"""春节刚过: the time of year, not the day."""
_TAKES_EFFECT = re.compile(
    r"(?:起|开始)?(?:补发|补缴|补交|补足|补齐|发放|执行|实行|实施|生效|调整|上调|涨|加薪|每月|每人|每天|按|恢复发)"
)
"""从六月起补发: when pay begins, not what was done."""
_EQUATED = re.compile(r"(?:就|正好|刚好)?是\d{1,2}[号日]| (?:is|was) the \d")


def _no_day(found: FoundDate, unit: Unit, folded: str) -> bool:
    """Return whether words of time give no day of an event: a length, a promise, 今天就是14号."""
    start = max(unit.start, found.start - 34)
    return bool(
        _AFTER_SO_LONG.search(folded, max(unit.start, found.start - 6), found.end)
        or _PROMISED.search(folded, start, found.start)
        or (found.form == "relative" and _EQUATED.match(folded, found.end))
        or _ENDS_THEN.match(folded, found.end)
        or _JUST_PAST.match(folded, found.end)
        or (found.role == "start" and _TAKES_EFFECT.match(folded, found.end))
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
        if _DUE_ZH.match(folded, found.end):
            continue
        if folded.startswith(" that ", found.end) and _SAID_ON.search(
            folded, max(unit.start, found.start - 24), found.start
        ):
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


def to_come(found: FoundDate, marks: Marks) -> FoundDate | None:
    """Return a date without a year as the next such day after publication."""
    if found.form != "partial" or marks.published is None:
        return None
    return replace(found, ahead=True).at(marks.published, None)


_DAYS = ("day", "days")
_PARTS_TOO = (*_DAYS, "week", "month_part")
"""5月下旬 parts an event from that of 6月1日 as a day does."""


def day_before(unit: Unit, marks: Marks, *, fresh: bool) -> list[FoundDate]:
    """Return the day that the sentences just before a unit tell for it (今天就是14号).

    Args:
        unit: The unit.
        marks: What was found in the reading.
        fresh: Only a day told since the last sentence that tells of an event.
    """
    for number in range(unit.number - 1, max(unit.number - 1 - WINDOW, -1), -1):
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
            and d.value.precision in (_PARTS_TOO if marks.prose and marks.chinese else _DAYS)
            and d.role in ("point", "start")
            and not d.ahead
            and not dates_report(d, marks)
        ]
        if told:
            return told[-1:]
    return []


_AFTER_IT = 45
"""Days within which what came of an event is still told with it."""


def soon_after(later: FoundDate, first: FoundDate) -> bool:
    """Return whether a day follows another closely enough to be told as its sequel."""
    a, b = later.value, first.value
    return bool(
        a and b and a.earliest and b.earliest and 0 <= (a.earliest - b.earliest).days <= _AFTER_IT
    )


def by_then(unit: Unit, marks: Marks) -> list[FoundDate]:
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
