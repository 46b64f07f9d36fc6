"""When and where: the dates and places of a mention, its own or carried through the discourse.

What is carried is quoted where it stands; what the text does not tell stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from walkout.extract.dates import FoundDate
from walkout.extract.days import dates_report, event_dates, to_come
from walkout.extract.frame import (
    aside,
    of_source,
    of_teller,
    once,
    places_in,
    section,
    unknown_place,
)
from walkout.extract.group import Draft
from walkout.extract.marks import Marks, between
from walkout.extract.say import Scribe
from walkout.extract.segment import Sentence
from walkout.extract.triggers import clause_of
from walkout.extract.units import Unit
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
    if (found.days is not None and found.days[0] > _LONGEST) or _SERVICE.search(wide):
        return False
    return bool(_LASTED.search(around)) and not _NOT_LASTED.search(wide)


_LONGEST = 730
"""Days. What is said to have lasted longer is a working life or a firm's, not an action."""

_SERVICE = re.compile(
    r"做了|干了|工作了|上了|工龄|服务了|经营|开业|\b(?:in business|working (?:at|for|here|there)"
    r"|worked|employed|seniority|of service|operat)"
)


def _start(draft: Draft, marks: Marks) -> FoundDate | None:
    found = _told_start(draft, marks)
    labelled = _labelled(marks)
    if labelled is not None and draft.status == "happened" and _another_day(found, labelled):
        return labelled
    published = marks.published
    if found is None or published is None or draft.status != "happened":
        return found
    if found.value is not None and found.value.earliest and found.value.earliest > published:
        # What happened is not dated after its telling.
        found = replace(found, ahead=False).at(published, None)
        if found.value is None or (found.value.earliest and found.value.earliest > published):
            return None
    return found


_LABELLED = re.compile(r"[^\n:：]{1,24}[:：] ?(\d{4}-\d\d-\d\d)\n")
"""The first line of a row of a record of events: its column's label and the event's own day."""

_SLACK = timedelta(days=31)


def _labelled(marks: Marks) -> FoundDate | None:
    line = _LABELLED.match(marks.folded)
    if line is None:
        return None
    return next((d for d in marks.dates if d.value and line.start(1) <= d.start < line.end()), None)


def _another_day(found: FoundDate | None, labelled: FoundDate) -> bool:
    """Return whether a date in a row's words is another one than its event's.

    The words may tell the first day of what the row files under its last; another year or season
    is of a history, and a month or a year says less than the row's day.
    """
    if found is None or found.value is None or labelled.value is None:
        return True
    first, last, day = found.value.earliest, found.value.latest, labelled.value.earliest
    if first is None or last is None or day is None:
        return True
    if not first - _SLACK <= day <= last + _SLACK:
        return True
    return found.value.precision in ("month", "quarter", "season", "year", "years")


def _told_start(draft: Draft, marks: Marks) -> FoundDate | None:
    old = None if marks.prose else _RECYCLED.search(marks.folded)
    if old is not None and marks.published is not None:
        return _old_date(marks)
    told = draft.head_units()
    for unit in (*told, *(u for u in draft.telling_units() if u not in told)):
        own = event_dates(unit, marks)
        if own and draft.status in ("planned", "threatened"):
            return to_come(own[0], marks) or own[0]
        if own:
            # "停工从5月17日开始" tells the start better than any other day.
            return next((d for d in own if d.role == "start"), own[0])
    first = told[0]
    earlier = [
        s
        for s in marks.sentences[max(0, first.number - _FAR) : first.number]
        if not marks.prose or s.paragraph == first.sentence.paragraph
    ]
    if first.start > first.sentence.start:
        earlier = [*earlier, first.sentence]
    for sentence in reversed(earlier[-_BACK:] if marks.prose else earlier):
        if sentence.heading and not marks.prose:
            continue
        carried = _datable(sentence.start, min(sentence.end, first.start), marks)
        if carried:
            return carried[-1]
    for unit in draft.units:
        own = event_dates(unit, marks)
        if own and not unit.sentence.heading and not unit.triggers:
            return own[0]
    # The day of a report is near that of what it tells, unless it looks back.
    if not marks.prose and _LOOKS_BACK.search(marks.folded, first.start, draft.end):
        return None
    if not marks.prose:
        for sentence in reversed(earlier):
            carried = _datable(sentence.start, min(sentence.end, first.start), marks)
            if carried:
                return carried[-1]
    return _of_heading(first, marks)


_LOOKS_BACK = re.compile(
    r"持续|历时|结束|复工|年前|去年|\b(?:ago|ended|lasted|last year|years? (?:later|on))\b"
    r"|back (?:at|to) work"
)


def _datable(start: int, end: int, marks: Marks) -> list[FoundDate]:
    return [
        d
        for d in between(marks.dates, start, end)
        if d.value is not None
        and d.role in ("point", "start", "range")
        and d.form != "vague"
        and not dates_report(d, marks)
    ]


_RECYCLED = re.compile(
    r"旧闻|旧图|旧照|旧视频|老照片被|多年前的(?:图|视频|消息|照片)"
    r"|\bold (?:news|story|photos?|video|footage|pictures?)\b[^.]{0,60}\b(?:again|as new|circulat)"
)
"""Words that warn of an old story passed on as new: its date is the old one."""


def _old_date(marks: Marks) -> FoundDate | None:
    year = marks.published.year if marks.published is not None else 0
    return next(
        (
            d
            for d in marks.dates
            if d.form == "absolute" and d.value and d.value.latest and d.value.latest.year < year
        ),
        None,
    )


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
        found = [d for d in found if not _written_later(d, sentence.start, marks)]
        return found[0] if found else None
    return None


def _written_later(found: FoundDate, start: int, marks: Marks) -> bool:
    """Return whether a heading's date says when an account was written, not of what day it is."""
    published = marks.published
    value = found.value
    return dates_report(found, marks) and (
        published is None or value is None or value.latest != published
    )


def places(
    draft: Draft, marks: Marks, scribe: Scribe, when: EventDate | None
) -> Iterator[Statement]:
    """Yield the place statements of a mention, the one of its main sentence first."""
    found = [p for u in draft.head_units() for p in _sited(u, marks)]
    confidence = 0.9
    if not _narrow(found):
        had = {p.start for p in found}
        found += [
            p
            for u in draft.units
            for p in _sited(u, marks)
            if p.start not in had and not _of_court(p, marks)
        ]
    if not _narrow(found):
        carried = _carried(draft, marks)
        confidence = 0.7
        found = carried + found if carried else found
    if not _narrow(found):
        found = _signed(draft, marks) or found
    if not marks.prose and marks.chinese and _narrow(found):
        # 北京怀柔，老板要跑回美国: the country is not where it happened.
        found = [p for p in found if p.place.level != "country"]
    if any(_elsewhere(p, marks) for p in found):
        here = [p for p in found if not _elsewhere(p, marks)]
        if not _narrow(here):
            others = [p for u in draft.units for p in _sited(u, marks)] + _carried(draft, marks)
            here += [p for p in others if not _elsewhere(p, marks)]
        found = here if _narrow(here) else found
    kept: list[FoundPlace] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    paths = {(p.place.code, p.place.path_en) for p in found}
    for place in found:
        path = place.place.path_en
        key = (place.place.code, path)
        if key in seen:
            continue
        seen.add(key)
        if any(p[: len(path)] == path for code, p in paths if code != place.place.code):
            continue
        if any(k.place.code == place.place.code for k in kept):
            continue
        kept.append(place)
    there = _valid(kept, marks, when)
    if marks.prose and marks.chinese:
        there = [_by_its_county(p, marks) for p in there]
    for place in there:
        yield scribe.quoted(
            "place",
            place.place.to_json(),
            place.start,
            place.end,
            confidence=confidence,
            checked=place.place.level != "site",
        )


def _signed(draft: Draft, marks: Marks) -> list[FoundPlace]:
    """Return the places that a Chinese post tells only after its event (烟台芝罘。).

    The last sentence signs the post; else the next that has a place.
    """
    if marks.prose or not marks.chinese:
        return []
    last = draft.head_units()[-1].number
    rest = [s for s in marks.sentences[last:] if not s.heading or s is marks.sentences[-1]]
    for sentence in (*rest[-1:], *rest[:-1]):
        found = [p for p in places_in(sentence, marks) if not _elsewhere(p, marks)]
        found = [p for p in found if not _AFTER_ORIGIN.match(marks.folded, p.end)]
        if found:
            return found
    return []


_TOWN = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:镇|乡|街道)$")
_AROUND = 3
"""So many counties or prefectures told before a town may hold it."""
_REACH = 4000
"""Code points around a town within which others are told with it."""


def _by_its_county(place: FoundPlace, marks: Marks) -> FoundPlace:
    """Return a town as that of the county told before it, where the text knows no other.

    深圳宝安…沙井镇 is the Shajing of Bao'an, since made a street, not a town of that name far away.
    """
    words = marks.folded[place.start : place.end]
    if place.place.level != "town" or _TOWN.search(words) is None:
        return place
    path = place.place.path_en
    near = between(marks.places, place.start - _REACH, place.start + _REACH)
    before = [p for p in near if p.end <= place.start and p.place.level in _HOLDS]
    if any(p.place.path_en[0] == path[0] for p in near if p.start != place.start):
        return place
    for wide in list(dict.fromkeys(reversed([p.place for p in before])))[:_AROUND]:
        for found in find_places("".join(wide.path_zh) + words[:-1].removesuffix("街")):
            if found.place.path_en[:-1] == wide.path_en:
                return replace(place, place=found.place)
    return place


_HOLDS = frozenset({"county", "prefecture"})


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
            marks.text[sentence.start : sentence.end],
            on=on,
            context=[place.place.code],
            folded=marks.folded[sentence.start : sentence.end],
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
_MOVES_TO = re.compile(r"(?:搬到|搬至|搬往|迁往|迁至|迁到|转移到|转移至)$")
"""厂子要搬到昌邑: nothing happened there yet."""
_AFTER_ORIGIN = re.compile(
    r"\s*(?:籍|人民币|-based|-owned|-invested|-funded| goods| dollar|资企业|资"
    r"|(?<=hong kong)[ -](?:firms?|company|concern|group|owners?|investors?|boss|buyers?|capital"
    r"|maker|manufacturer|trading house|parent|entrepreneurs?)\b"
    r"|老板|经理|老总|客户|客商|总部|高管|人(?![民大])|来的|(?:那边|那个县|乡下)?的?(?:同乡|老乡)"
    r"|念书|留学|读书|上学|工(?![业人会厂地])|干部|品牌|独资|商人|(?:、[^、,，。]{2,6}){1,3}籍)"
)


_BOUND_FOR = re.compile(
    r"(?:走到|走去|前往|去往|往|赴|进|去|步行到|要到|跑|跑到|回|回到|飞|开到|逃到|搬)$"
    r"|(?:老板|老总|儿子|女儿|孩子|亲戚|同学|家人|总公司|法人)(?:家|现在|人|都|又|还|也)?[住在]{1,2}$"
    r"|\b(?:petition(?:ing)?|appeal(?:ing)?|on foot|set out|head(?:ing|ed)|march(?:ed|ing)?"
    r"|travell?(?:ed|ing)?|way|walk(?:ed|ing)?) (?:in|for|to|towards?) (?:the )?$"
    r"|\b(?:highway|road|motorway|railway|train|bus|buses|ferry|flights?|go|goes|went|gone"
    r"|moved|sent"
    r"|shipped|transferred|shifted|exported) to (?:the )?$"
    r"|\b(?:not|nor|rather than|instead of) (?:in|at) (?:the )?$"
    r"|\b(?:is|are|was|were|comes?|came|hails?) (?:originally )?from (?:the )?$"
)
_STREET = re.compile(
    r"(?:东|西|南|北|中)?(?:路|大道|街(?!道)|公园|广场)| (?:road|street|avenue|park|square)\b"
)
_COMPARED = re.compile(
    r"(?:\bas in|\bin solidarity with|\bsame as|\bas those in|\bnearby|像|跟|与|同|学|学着|学习|比"
    r"|不如)"
    r"(?: the)?\s*$"
)
_RETURNED = re.compile(r"(?:回|回到|来到)$")
"""Who tells a story in prose goes where it goes on: 2014年我回漯河."""
_ELSEWHERE_AFTER = re.compile(
    r"\s*(?:消息|电|讯)[】\])]|(?:籍)?(?:司机|民工|农民工|工人|渔民|船员|矿工)在|飞的"
)
"""Behind a place: a dispatch was sent from there (【东京电】), or those who act came from there."""


_BESIDE = 8
"""A wider place so close behind a narrower one only says where that is."""


_NEARBY = re.compile(
    r", (?:[a-z-]+ ){0,3}?(?:on|in|at)? ?(?:the |a )?(?:outskirts|edge|suburbs?|outside"
    r"|north|south|east"
    r"|west|kilomet\w+|km|miles?|hours?)(?: \w+){0,3}? (?:of|from|outside) (?:the )?$"
)
"""Savar, on the outskirts of Dhaka; Foxville, an hour from Porto: the wider place only
tells where."""


_FILED = re.compile(r"(?:, [a-z]{3,9}\.? \d{1,2}(?:, \d{4})?)? ?(?:-{1,2}|\([a-z]+\)) ?\b")
"""Behind a place that opens a line: a dispatch was filed there (LEEDS, 3 May - )."""


def _elsewhere(place: FoundPlace, marks: Marks) -> bool:
    """Return whether a place is where people were bound, a street's name or a comparison.

    It stands for nothing where the telling has another place.
    """
    folded = marks.folded
    before = folded[max(0, place.start - 40) : place.start]
    return bool(
        _BOUND_FOR.search(before)
        or _COMPARED.search(before)
        or _STREET.match(folded, place.end)
        or _ELSEWHERE_AFTER.match(folded, place.end)
        or _NEARBY.search(before)
        or (
            (not before or before.endswith("\n"))
            and not marks.chinese
            and _FILED.match(folded, place.end) is not None
        )
    )


_COURT = re.compile(
    r"\b(?:courts?|tribunal|judges?|prisons?|jails?|hospitals?) (?:in|at|of) (?:the )?$"
)


def _of_court(place: FoundPlace, marks: Marks) -> bool:
    """Return whether English prose names a place for its court or hospital, where all ended."""
    if not marks.prose or marks.chinese:
        return False
    before = marks.folded[max(0, place.start - 24) : place.start]
    return _COURT.search(before) is not None


def _sited(unit: Unit, marks: Marks) -> list[FoundPlace]:
    """Return the places of a unit that may say where, not where people or orders come from."""
    kept = []
    for place in unit.places:
        before = marks.folded[max(unit.start, place.start - 40) : place.start]
        if place.weak or of_source(place, marks) or of_teller(place, unit.sentence, marks):
            continue
        if aside(place, marks):
            continue
        if _ORIGIN.search(before) and (
            len(unit.places) > 1 or (marks.prose and _MOVES_TO.search(before))
        ):
            continue
        if _AFTER_ORIGIN.match(marks.folded, place.end):
            continue
        kept.append(place)
    return kept


def _scene(last: list[FoundPlace], around: Sequence[Sentence], marks: Marks) -> list[FoundPlace]:
    """Return the narrower place told before a wider one that holds it: the scene did not move.

    鸠江区…一家厂. Then students came to 芜湖: the factory is where it was.
    """
    wide = last[0].place.path_en
    inside = {
        p.place.code: p
        for s in around
        for p in places_in(s, marks)
        if p.start < last[0].start
        and p.place.path_en[: len(wide)] == wide
        and len(p.place.path_en) > len(wide)
    }
    return list(inside.values()) if len(inside) == 1 else last


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
    around = section(first.number, marks) if marks.prose else scope
    if first.start > first.sentence.start and marks.prose:
        # The part of the sentence before: "in Memphis, where ... in 1968, drivers walked out".
        before = first.sentence._replace(end=first.start)
        around = [*around, before]
    if marks.prose and not marks.chinese and unknown_place(first, marks):
        around = []  # Better none than the place of another story.
    for sentence in reversed(around):
        found = [
            p
            for p in places_in(sentence, marks)
            if not _elsewhere(p, marks)
            or (marks.prose and _RETURNED.search(marks.folded, p.start - 3, p.start))
        ]
        if marks.chinese:
            found = [p for p in found if not _AFTER_ORIGIN.match(marks.folded, p.end)]
            found = [
                p
                for p in found
                if not once(p, marks) and not _MOVES_TO.search(marks.folded, p.start - 3, p.start)
            ]
        if found:
            # "in Changle, in Linhai province": the narrower.
            inner = [
                p
                for p in found
                if not any(
                    q.place.path_en[: len(p.place.path_en)] == p.place.path_en
                    for q in found
                    if q.place.code != p.place.code and 0 <= p.start - q.end <= _BESIDE
                )
            ]
            last = (inner or found)[-1:]
            return _scene(last, around, marks) if marks.prose and marks.chinese else last
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
