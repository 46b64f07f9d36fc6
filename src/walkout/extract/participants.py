"""How many took part, and in what part: striking, present, supporters or the whole workforce."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walkout.extract.counts import FoundCount
from walkout.extract.group import Draft
from walkout.extract.harm import listed, victims
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.say import Scribe
from walkout.extract.triggers import OTHERS, clause_of, of_the_boss
from walkout.extract.units import Unit
from walkout.model.statement import Statement
from walkout.model.values import Json


def participants(draft: Draft, marks: Marks, scribe: Scribe) -> Iterator[Statement]:
    """Yield the participants of a mention, the surest first.

    Numbers that say whom harm befell take no part here, except where nothing else tells the size
    of an act of repression: those detained were there.
    """
    ranked: list[tuple[float, int, Statement]] = []
    harmed: list[tuple[int, Statement]] = []
    heads = {t.hit for t in draft.heads}
    alone = any(h.code in _BY_FEW for h in heads)
    for unit in draft.units:
        bound = {
            c.start: h
            for h in unit.of("harm")
            if not of_the_boss(h, marks.folded, unit.sentence)
            and (c := victims(h, unit, marks)) is not None
        }
        has_head = any(t.hit in heads for t in unit.triggers)
        for count in unit.counts:
            if count.bare:
                if not _took_part(count, marks):
                    continue
            elif count.every or (
                count.noun_class in OTHERS and not _guards_act(count, unit, marks)
            ):
                continue
            if count.value.low < 1 or count.value.unit == "companies":
                continue
            if listed(count, unit.counts, marks.folded):
                continue
            if count.start in bound and not _acted_first(count, bound[count.start], unit):
                if draft.kind == "repression" and bound[count.start].code.startswith("detained"):
                    harmed.append((count.start, _say(scribe, count, "present", 0.5)))
                continue
            role = _role(count, unit, marks)
            if role is None or (_few(count, marks) and not alone):
                continue
            score = _score(count, unit, role, has_head, marks)
            ranked.append((score, count.start, _say(scribe, count, role, score)))
    ranked.sort(key=lambda r: (-r[0], r[1]))
    if ranked:
        yield from (r[2] for r in ranked)
    elif harmed:
        yield min(harmed, key=lambda h: h[0])[1]


_TOOK_PART = re.compile(
    r"(?:,? (?:who|which))?(?: (?:have|had|has|were|are|was|later|also|then|now|again"
    r"|collectively))* (?:on strike|took part|take part"
    r"|joined|participat|attend|turned out|gather|march(?:ed|ing)|protest|rall(?:y|ied)|took to"
    r" the streets"
    r"|demonstrat|went on strike|walk(?:ed|ing)? (?:out|off)|downed|stopped|str(?:ike|uck"
    r"|iking)\b|block"
    r"|stag(?:e|ed|ing)\b|boycott|demand|petition|occup|surround|picket|sat down|refus|stayed)"
)
"""What people do who take part, behind a number without a noun: "about 100 took part"."""


def _acted_first(count: FoundCount, harm: Hit, unit: Unit) -> bool:
    """Return whether those whom harm befell acted: "100 workers block roads and are beaten"."""
    return harm.language == "en" and any(
        t.kind == "action" and t.main and count.end <= t.hit.start < harm.start
        for t in unit.triggers
    )


def _took_part(count: FoundCount, marks: Marks) -> bool:
    return (
        count.value.low >= 3
        and count.start != count.end
        and _TOOK_PART.match(marks.folded, count.end) is not None
    )


def _guards_act(count: FoundCount, unit: Unit, marks: Marks) -> bool:
    """Return whether guards are those who act: "40 security guards struck", not "by 40 guards"."""
    if count.noun_class != "guard" or marks.folded[count.start - 3 : count.start] == "by ":
        return False
    end = max(count.end, count.noun_end)
    return any(
        t.kind == "action" and t.main and 0 <= t.hit.start - end <= 60 for t in unit.triggers
    ) and not any(h.field == "act" and h.code == "violence" for h in unit.hits)


_BY_FEW = frozenset({"threat_to_jump", "suicide_protest", "hunger_strike", "collective_legal"})
"""Actions that one or a few may take."""

_SPOKESMEN = re.compile(
    r"代表|负责人|领导|干部|记者|律师|的(?:工人|员工|司机)(?:说|称|表示)"
    r"|delegates?|representatives?|leaders?|organi[sz]ers?|witness\w*|lawyers?|reporters?|spokes\w+"
)
_SPEAKS = re.compile(
    r"[^,，。;；]{0,6}(?:说|称|表示|告诉|透露|介绍|反映)"
    r"|(?: \w+){0,4}? (?:said|told|says|added|tells)\b"
)


def _few(count: FoundCount, marks: Marks) -> bool:
    """Return whether a number is that of single persons, who are not the size of an event.

    One worker, a couple of delegates, three drivers who told a reporter.
    """
    high = count.value.high
    if count.value.low <= 1 and high == 1:
        return True
    if high is None or high > 99:
        return False
    end = max(count.end, count.noun_end)
    folded = marks.folded
    if _SPOKESMEN.search(folded, count.start, end + 4):
        return True
    return high < 10 and _SPEAKS.match(folded, end) is not None


def _say(scribe: Scribe, count: FoundCount, role: str, confidence: float) -> Statement:
    value: Json = {
        "low": count.value.low,
        "high": count.value.high,
        "text": count.value.text,
        "unit": count.value.unit,
        "role": role,
    }
    if count.value.approximate:
        value["approximate"] = True
    # Numerals and a common noun name nobody.
    return scribe.quoted(
        "participants",
        value,
        count.start,
        count.end,
        confidence=round(confidence, 2),
        checked=True,
    )


def _role(count: FoundCount, unit: Unit, marks: Marks) -> str | None:
    clause = clause_of(unit.clauses, count.start)
    near = between(marks.hits, max(unit.start, clause[0] - 6), min(unit.end, count.end + 60))
    cues = [h for h in near if h.field == "role"]
    before = [h for h in cues if h.end <= count.start and h.start >= clause[0]]
    close = [h for h in before if count.start - h.end <= (4 if h.language == "zh" else 16)]
    if any(h.code == "uninvolved" for h in close):
        return None
    if any(h.code == "workforce" for h in close) and not _all_acted(count, unit, clause, marks):
        return "workforce"
    if count.noun_class == "supporter":
        return "supporters"
    after = [h for h in cues if h.start >= count.start + 1]
    if any(h.code == "striking" and h.start < clause[1] for h in after):
        return "striking"  # 参加罢工: present, and on strike
    if after and after[0].code in ("striking", "present"):
        return after[0].code
    if any(h.code == "striking" for h in unit.of("role")):
        return "striking"
    return "present"


_ALL_OF_THEM = re.compile(r"(?:全厂|全公司|全校|全院|全矿|全车间|全体)(?:的|共|近|约|上)?$")
_WENT_OUT = re.compile(r"(?:都|全都?|一起|集体|也)?(?:出来|停了|停下|走了出|不干|离开|没上班)")


def _all_of_them(count: FoundCount, marks: Marks) -> bool:
    return _ALL_OF_THEM.search(marks.folded, max(0, count.start - 5), count.start) is not None


def _all_acted(count: FoundCount, unit: Unit, clause: tuple[int, int], marks: Marks) -> bool:
    """Return whether the whole of a plant acted: 全厂一千多人停了工, all of them on strike."""
    if not _all_of_them(count, marks):
        return False
    end = max(count.end, count.noun_end)
    return _WENT_OUT.match(marks.folded, end) is not None or any(
        t.kind == "action" and t.status == "happened" and end <= t.hit.start < clause[1]
        for t in unit.triggers
    )


_GREW = re.compile(r"(?:增加到|增至|扩大到|达到|发展到|上升到|聚集到|壮大到|多到)(?:了|约|近)?$")


def _grew(count: FoundCount, marks: Marks) -> bool:
    """Return whether a number is that to which a crowd grew: 人数增加到四百多."""
    return _GREW.search(marks.folded, max(0, count.start - 6), count.start) is not None


def _score(count: FoundCount, unit: Unit, role: str, has_head: bool, marks: Marks) -> float:
    score = 0.6
    if has_head:
        score += 0.15
        clause = clause_of(unit.clauses, count.start)
        if any(clause[0] <= t.hit.start < clause[1] for t in unit.triggers):
            score += 0.1
    if count.noun_class in ("person", "family", "villager", "resident", "household", "vehicle"):
        score -= 0.1
    if count.value.low < 3:
        score -= 0.2
    if role == "workforce":
        score -= 0.2
    if _grew(count, marks) or (role != "workforce" and _all_of_them(count, marks)):
        score += 0.3
    if role == "supporters":
        score -= 0.1
    return max(score, 0.1)
