"""Harm and custody: who was detained, released, hurt, dismissed, how many and when."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from walkout.extract.counts import FoundCount, NounClass
from walkout.extract.group import Draft
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.say import Scribe
from walkout.extract.triggers import clause_of
from walkout.extract.units import Unit
from walkout.model.statement import Statement
from walkout.model.values import Count, EventDate, Json
from walkout.text.numerals import find_en

_NOT_VICTIMS: frozenset[NounClass] = frozenset(
    {"police", "guard", "official", "company", "vehicle"}
)

_VIOLENCE = re.compile(
    r"打|殴|砍|捅|咬|beat|stab|hack|attack|assault|wound|massacre|shot|hit|kick|injuring"
)
"""Words of injury or death that say by themselves that somebody did it."""

_PASSIVE = re.compile(
    r"\b(?:were|was|been|be|being|are|is|get|gets|got|have|has|had)\b[^.;]{0,24}$"
)
_ATTRIBUTE = re.compile(
    r" (?:(?!\d|one|two|three|four|five|six|seven|eight|nine|ten|several|some|about|dozens)"
    r"\w+ )?(?:workers?|miners?|employees|staff|teachers|drivers|labou?rers)\b"
)
_PART = re.compile(r"[,，;；]|\b(?:and|but|while)\b|和|及")
_INCLUDING = re.compile(r"\b(?:including|among them|of whom|along with|as well as)\b|包括|其中")
_SOLE_POLICE = frozenset(
    {"detained.administrative", "detained.criminal", "detained.rsdl", "detained.formal_arrest"}
)


def harms(
    draft: Draft, marks: Marks, scribe: Scribe, when: EventDate | None
) -> Iterator[Statement]:
    """Yield the harm statements of a mention.

    Each is a count with the day that the words around it tell, or the event's own day. Without
    words that count ("were arrested", 有人被带走) there is none: only the response tells the
    act. An injury or a death that nobody did is a cause, not harm.

    Args:
        draft: The mention.
        marks: What was found in the reading.
        scribe: Maker of statements.
        when: Start of the event.
    """
    other = draft.untold
    best: dict[str, Statement] = {}
    for unit in draft.units:
        taken: set[int] = set()
        reached: dict[str, int] = {}
        for hit in sorted(unit.of("harm"), key=lambda h: (h.start, -h.end)):
            if hit in other or not _is_harm(hit, unit, marks, draft):
                continue
            if hit.start < reached.get(hit.code, -1):
                continue
            reached[hit.code] = hit.end
            name, _, form = hit.code.partition(".")
            count = victims(hit, unit, marks, taken)
            if count is None:
                continue  # Only what somebody counted; the response keeps the act.
            taken.add(count.start)
            value: Json = {"low": count.value.low, "high": count.value.high}
            if count.value.approximate:
                value["approximate"] = True
            day = _day(hit, unit, marks, when, name)
            if day is not None:
                value["at"] = day
            if form:
                value["legal_form"] = form
            statement = _statement(scribe, name, value, hit, count)
            key = f"{name}/{form}/{value['low']}/{day}"
            best.setdefault(key, statement)
            other_part = _and_also(count, unit, marks)
            if other_part is not None and other_part.start not in taken:
                taken.add(other_part.start)
                part: Json = {**value, "low": other_part.value.low, "high": other_part.value.high}
                best.setdefault(
                    f"{name}/{form}/{part['low']}/{day}",
                    _statement(scribe, name, part, hit, other_part),
                )
    yield from best.values()


_AND = re.compile(r",? and (?:at least |over |some |about |more than )?$")


def _and_also(count: FoundCount, unit: Unit, marks: Marks) -> FoundCount | None:
    """Return the number that is joined to one: "29 workers and one student were detained"."""
    if marks.chinese or count.bare or count.noun_class == "none":
        return None
    for other in unit.counts:
        if other.noun_class in _NOT_VICTIMS or other.bare:
            continue
        first, second = (count, other) if count.start < other.start else (other, count)
        ends = max(first.end, first.noun_end)
        if 0 < second.start - ends <= 16 and _AND.fullmatch(marks.folded, ends, second.start):
            return other
    return None


_WIDE_ZH, _WIDE_EN = 40, 120
"""Code points. A number is quoted with what befell the people as far as that; names break it."""


def _statement(scribe: Scribe, name: str, value: Json, hit: Hit, count: FoundCount) -> Statement:
    """Quote the number; where it stands by the verb, the two together."""
    field = f"harm.{name}"
    start, end = min(hit.start, count.start), max(hit.end, count.end)
    if end - start <= (count.end - count.start) + (hit.end - hit.start) + 4:
        return scribe.quoted(field, value, start, end)
    wide = _WIDE_ZH if scribe.marks.chinese else _WIDE_EN
    if end - start <= wide and not scribe.marks.names_person(start, end):
        # The number alone does not say what befell them.
        return scribe.quoted(field, value, start, end, confidence=0.8, checked=True)
    return scribe.quoted(field, value, count.start, count.end, confidence=0.8, checked=True)


def _is_harm(hit: Hit, unit: Unit, marks: Marks, draft: Draft) -> bool:
    name = hit.code.partition(".")[0]
    folded = marks.folded
    if name in ("released", "detained", "still_detained"):
        asked = any(
            d.code == "release_detained" and d.start <= hit.start < d.end + 2
            for d in unit.of("demand")
        )
        if asked:
            return False
    if name == "detained":
        # The boss held by workers is no detention of workers.
        if any(
            a.code == "boss_detained" and a.start <= hit.start < a.end for a in unit.of("action")
        ):
            return False
        if any(
            h.code in ("still_detained", "released") and h.start <= hit.start < h.end
            for h in unit.of("harm")
        ):
            return False
    if name in ("injured", "killed"):
        if _VIOLENCE.search(folded, hit.start, hit.end):
            return True
        # "; at least 20 were injured": the clash may stand in the sentence before.
        start = max(draft.start, unit.start - 160) if marks.prose else draft.start
        end = unit.sentence.end if marks.prose else max(draft.end, unit.sentence.end)
        sentence = between(marks.hits, start, end)
        return any(
            (h.field == "act" and h.code in ("force", "violence", "dispersal"))
            or (h.field == "action" and h.code in ("clash", "suicide_protest"))
            or (h.field == "responder" and h.code in ("police", "hired_guards"))
            or (h.field == "kind" and h.code == "repression")
            for h in sentence
        )
    if name == "missing":
        # A boss who vanished is a cause.
        return not any(
            c.code == "relocation_closure" and c.start <= hit.start < c.end
            for c in unit.of("cause")
        )
    return True


def victims(hit: Hit, unit: Unit, marks: Marks, taken: set[int] | None = None) -> FoundCount | None:
    """Return the count of the people that a harm word befell; None when no number is told.

    Args:
        hit: The harm word.
        unit: Its unit.
        marks: What was found in the reading.
        taken: Starts of counts that other harm words have; they are used only if nothing else is.
    """
    folded = marks.folded
    if hit.code == "dismissed" and _ATTRIBUTE.match(folded, hit.end):
        return None  # "laid-off miners march": who they are, not what befell them
    counts = [
        c
        for c in between(marks.counts, unit.sentence.start, unit.sentence.end)
        if c.noun_class not in _NOT_VICTIMS and not c.every and c.value.low > 0
    ]
    bare = _bare(hit, marks, unit)
    if bare is not None and not any(c.start <= bare.start < c.end for c in counts):
        return bare
    if not counts:
        return None
    inside = [c for c in counts if hit.start <= c.start < hit.end]
    if inside:
        return inside[0]
    chinese = hit.language == "zh"
    clause = clause_of(unit.clauses, hit.start)
    before = [
        c
        for c in counts
        if c.start < hit.start
        and not listed(c, counts, folded)
        and (taken is None or c.start not in taken)
    ]
    after = [c for c in counts if c.start >= hit.end]
    adjacent = [
        c
        for c in counts
        if 0 <= hit.start - max(c.end, c.noun_end) <= (2 if chinese else 8)
        and not _PART.search(folded[max(c.end, c.noun_end) : hit.start])
        and not listed(c, counts, folded, among=not chinese)
    ]
    if adjacent:
        return adjacent[-1]  # 其中两人被判刑
    if not chinese and _MANY_WERE.search(folded, max(unit.start, hit.start - 40), hit.start):
        return None  # "many are beaten and 12 arrested": the number is of the next verb
    reach = (6 if folded[hit.start] in "被遭" else 18) if chinese else 14
    near_after = after[0] if after and after[0].start - hit.end <= reach else None
    if near_after is not None and _PART.search(folded[hit.end : near_after.start]):
        near_after = None
    if before and not (not chinese and _others_were(folded[before[-1].end : hit.start])):
        last = before[-1]
        ends = max(last.end, last.noun_end)
        gap = hit.start - ends
        if gap <= (10 if chinese else 22) and last.start >= clause[0] and near_after is None:
            return last
    if near_after is not None:
        passive = _PASSIVE.search(folded[max(clause[0], hit.start - 30) : hit.start])
        if not (before and passive and not chinese and before[-1].start >= clause[0]):
            return near_after
    if not before:
        return None
    last = before[-1]
    if chinese:
        # 三十多名工人到派出所, 随后被抓: the subject of the clause before.
        if _SOME.search(folded, last.end, hit.start):
            return None  # 两百名工人罢工，有人被带走: some, uncounted
        legal = hit.code == "sentenced" or hit.code in _SOLE_POLICE
        subject = legal or folded[hit.start] in "被遭" or last.start >= clause[0]
        return last if subject and hit.start - last.end <= 30 else None
    if _others_were(folded[last.end : hit.start]):
        return None  # "300 workers march, many are arrested": some, uncounted
    if _PASSIVE.search(folded[max(unit.sentence.start, hit.start - 30) : hit.start]):
        # The subject of a passive: across "including ..." and relative clauses.
        return last
    return last if last.start >= clause[0] and hit.start - last.end <= 45 else None


_OTHERS_EN = re.compile(
    r"\b(?:many|some|several|others?|multiple|a few|few|most|part of them|(?:at least )?one of"
    r"|numerous|dozens|hundreds|an?|the|their|his|her|whose|fellow|colleagues?|co-?workers?"
    r"|representatives?|leaders?|organi[sz]ers?|boss|bosses|managers?|owners?|police|guards?"
    r"|officers?|students?|journalists?|lawyers?|activists?)"
    r"(?: [a-z'-]+){0,4}? (?:(?:were|was|are|is|been|being|get|gets|got|have|has|had) )+"
    r"(?:[a-z]+ ){0,2}$"
    r"|\b(?:against|over|for|after|of|about|from) (?:[a-z'-]+ ){0,4}(?:being|been) (?:[a-z]+ )?$"
    r"|[,;] (?:and )?(?:many|some|several|multiple|others) (?:[a-z]+ ){0,2}$"
)
"""Another subject of the passive, or what an action was about: "many were", "against being"."""


def _others_were(stretch: str) -> bool:
    """Return whether words between a number and a harm name other people whom it befell."""
    match = _OTHERS_EN.search(stretch)
    if match is not None and _PART_OF.search(stretch[: match.start()]):
        return False  # "thirty men from the dye house were held": no house was
    return match is not None and "including" not in stretch[: match.end()]


_PART_OF = re.compile(r"\b(?:in|at|from|near|outside|inside|behind|with|by) $")


_MANY_WERE = re.compile(
    r"\b(?:many|some|others?|multiple|most|numerous)(?: [a-z'-]+){0,2}?"
    r"(?: (?:were|was|are|is|been|being|get|gets|got|have|has|had))+ (?:[a-z]+ ){0,2}$"
)

_SOME = re.compile(r"有人|有的|部分|一些|若干|个别|有工人|有员工|有司机|代表")

_THEN_HARM = re.compile(
    r"\s*(?:(?:have|has|had|were|was|are|is|of them|now|since|been|still|more|others|later) ?)*$"
)


_ONE = re.compile(
    r"\b((?:an?|one) (?:[a-z-]+ ){0,2}(?:worker|employee|driver|teacher|miner|student|activist"
    r"|delegate|representative|protester|striker|labou?rer|leader|organi[sz]er|cleaner|courier|nurse))"
    r" (?:(?:was|is|has|had|been|later|also|then|reportedly|still) )+$"
)
"""One person, as the subject of what befell them: "a worker was detained"."""


def _bare(hit: Hit, marks: Marks, unit: Unit) -> FoundCount | None:
    """Return a number that stands alone before the harm word: "Fourteen remain in detention"."""
    if hit.language != "en":
        return None
    one = _ONE.search(marks.folded, unit.start, hit.start)
    if one is not None:
        at, end = one.span(1)
        return FoundCount(at, end, Count(1, 1, marks.text[at:end]), bare=True)
    spots = find_en(marks.folded)
    before = bisect_right(spots, hit.start, key=lambda s: s.end)
    if not before:
        return None
    spot = spots[before - 1]
    if spot.start < unit.start or hit.start - spot.end > 24:
        return None
    if not _THEN_HARM.match(marks.folded[spot.end : hit.start]):
        return None
    low, high = spot.numeral.low, spot.numeral.high
    if not isinstance(low, int) or low < 1 or 1900 <= low <= 2100:
        return None
    count = Count(low, high if isinstance(high, int) else None, marks.text[spot.start : spot.end])
    return FoundCount(spot.start, spot.end, count, bare=True)


def listed(count: FoundCount, counts: list[FoundCount], folded: str, *, among: bool = True) -> bool:
    """Return whether a count only takes apart one before it: "30 (29 workers and one student)".

    Args:
        count: The count.
        counts: All counts of the sentence.
        folded: Image of the reading.
        among: "including X" counts too, not only brackets.
    """
    if not counts or counts[0].start >= count.start:
        return False
    stretch = folded[counts[0].end : count.start]
    if stretch.count("(") > stretch.count(")"):
        return True
    if not among:
        return False
    marks = list(_INCLUDING.finditer(stretch))
    if not marks:
        return False
    # "...including X and Y, were": the list ends with a verb or the sentence, in Chinese with the
    # clause (其中一人被打，全厂三百人停工).
    return not re.search(
        r"\b(?:were|was|are|have|had|but)\b|[.;；。]|(?<=[\u4e00-\u9fff])[,，]",
        stretch[marks[-1].end() :],
    )


def _day(hit: Hit, unit: Unit, marks: Marks, when: EventDate | None, name: str) -> str | None:
    near = [
        d
        for d in unit.dates
        if d.value is not None
        and d.role != "duration"
        and d.value.precision == "day"
        and not (marks.published and d.value.earliest and d.value.earliest > marks.published)
    ]
    clause = clause_of(unit.clauses, hit.start)
    own = [d for d in near if clause[0] <= d.start < clause[1]] or near
    if own:
        found = min(own, key=lambda d: abs(d.start - hit.start))
        value = found.value
        return value.earliest.isoformat() if value is not None and value.earliest else None
    if name in ("released", "still_detained", "sentenced"):
        return None
    if when is not None and when.precision == "day" and when.earliest is not None:
        return when.earliest.isoformat()
    return None
