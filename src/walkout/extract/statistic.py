"""Aggregates: sentences that count events instead of telling one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walkout.extract.marks import Marks, between
from walkout.extract.say import Scribe
from walkout.extract.segment import Sentence
from walkout.model.statement import Mention, Statement
from walkout.model.values import Json

_NUMBER = r"(?<![\d,.])(?!(?:19|20)\d\d(?![\d,]))(\d{1,3}(?:,\d{3})+|\d+)"
"""A number that is no year."""
_UNITS = (
    r"(?:workers'? |labou?r |collective |worker |industrial |wildcat |mass |factory |separate )*"
    r"(?:strikes?|protests?|(?:collective )?actions?|incidents?|disputes?|cases|demonstrations?|stoppages|"
    r"walkouts|labou?r actions)"
)
_VERB = r"(?:rose|increased|grew|climbed|jumped|surged|went up|fell|dropped|declined|decreased|went down|doubled|tripled)"
_EVENT_ZH = r"(?:罢工|抗议|讨薪|群体性事件|集体行动|劳资纠纷|劳资冲突|欠薪事件|维权事件|工潮|停工|抗争|劳动争议|示威|案件|行动|事件)"

_EN = (
    # 12 cases of police intervention out of 279 collective actions
    ("share", re.compile(rf"\b{_NUMBER}\b[^.;,]{{0,60}}?\bout of (?:a total of )?{_NUMBER}")),
    # 17 of 907 actions; in 17 of the 907 strikes
    ("share", re.compile(rf"\b{_NUMBER} of (?:the |all |a total of )?{_NUMBER} (?:\w+ )?{_UNITS}")),
    ("change", re.compile(rf"\b{_UNITS}\b[^.;]{{0,60}}?\b{_VERB}\b[^.;]{{0,20}}?\bby (?:about |some |around |nearly |over )?(\d+(?:\.\d+)?) ?(?:percent|per cent|%)")),
    ("share%", re.compile(rf"(\d+(?:\.\d+)?) ?(?:percent|per cent|%) of (?:all |the )?(?:\w+ ){{0,3}}?{_UNITS}")),
    ("count", re.compile(rf"\b(?:recorded|documented|logged|counted|registered|collected|recording|saw|mapped|tracked) (?:a total of |some |about |at least |over |more than |nearly |around )?{_NUMBER} (?:\w+ ){{0,2}}?{_UNITS}")),
    ("count", re.compile(rf"\b(?:there (?:were|have been)|a total of) (?:at least |some |about |over |more than |nearly |around |a total of )?{_NUMBER} (?:\w+ ){{0,2}}?{_UNITS}")),
    ("trend", re.compile(rf"\bfrom (?:about |some |around |just )?{_NUMBER}[^.;]{{0,20}}?\bin (?:19|20)\d\d to (?:just |about |some |around |over |under |nearly |more than |almost )*{_NUMBER}")),
)  # fmt: skip

_ZH = (
    ("share", re.compile(rf"{_NUMBER}(?:起|宗|次|件|例)[^。;;]{{0,25}}?(?:中|里)[^。;;]{{0,15}}?{_NUMBER}(?:起|宗|次|件|例)")),
    ("change", re.compile(rf"{_EVENT_ZH}[^。;;]{{0,25}}?(?:增长|上升|增加|下降|减少|上涨|攀升|锐减)了?(?:约|近|超过)?(\d+(?:\.\d+)?)(?:%|个百分点|成)")),
    ("share%", re.compile(rf"{_EVENT_ZH}[^。;;]{{0,25}}?(?:占|占比|比例为|占到)[^。;;]{{0,10}}?(\d+(?:\.\d+)?)%")),
    ("count", re.compile(rf"(?:记录|统计|收集|收录|录得|发生|共有|爆发|合计|共计|累计|发生了|登记)(?:到|了|有)?[^。;;]{{0,12}}?{_NUMBER}(?:多|余)?(?:起|宗|次|件|例)[^。;;]{{0,14}}?{_EVENT_ZH}")),
    ("count", re.compile(rf"{_EVENT_ZH}{_NUMBER}(?:多|余)?(?:起|宗|次|件)")),
    ("count", re.compile(rf"{_EVENT_ZH}[^。;;0-9]{{0,12}}?(?:共|达|为|有|到)[^。;;0-9]{{0,4}}?{_NUMBER}(?:多|余)?(?:起|宗|件|例)")),
    ("trend", re.compile(rf"从[^。;;]{{0,10}}?{_NUMBER}(?:多|余)?(?:起|宗|次|件)[^。;;]{{0,20}}?(?:增|升|降|减|跌|涨)[^。;;]{{0,8}}?{_NUMBER}(?:多|余)?(?:起|宗|次|件)")),
)  # fmt: skip

_SIGN = re.compile(
    r"\d[^.;]{0,60}\bout of\b|\d of (?:the |all |a )?|\d ?(?:percent|per cent|%)|recorded|documented|"
    r"logged|counted|registered|there (?:were|have been)|a total of|\bfrom [^.;]{0,20}\d+ in (?:19|20)\d\d|"
    r"\d(?:多|余)?(?:起|宗|次|件|例)"
)


def may_count(folded: str) -> bool:
    """Return whether an image may hold an aggregate at all; cheap, for texts without triggers."""
    return _SIGN.search(folded) is not None and _LABOUR.search(folded) is not None


_LABOUR = re.compile(
    r"strike|protest|worker|labou?r|union|walkout|stoppage|罢工|工人|劳|讨薪|欠薪|集体行动|群体性|抗争|工潮"
)


def statistics(marks: Marks, scribe: Scribe) -> list[Mention]:
    """Return one mention of kind statistic per aggregate that a reading reports."""
    found: list[Mention] = []
    for sentence in marks.sentences:
        if _SIGN.search(marks.folded, sentence.start, sentence.end):
            found.extend(_of_sentence(sentence, marks, scribe))
    return found


def _of_sentence(sentence: Sentence, marks: Marks, scribe: Scribe) -> Iterator[Mention]:
    folded = marks.folded
    before = folded[max(0, sentence.start - 300) : sentence.end]
    if not _LABOUR.search(before):
        return
    taken: list[tuple[int, int]] = []
    for name, pattern in (*_EN, *_ZH):
        for m in pattern.finditer(folded, sentence.start, sentence.end):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            value = _value(name, m, sentence, marks)
            if value is None:
                continue
            taken.append((m.start(), m.end()))
            yield _mention(value, m.start(), m.end(), sentence, scribe)


def _value(name: str, m: re.Match[str], sentence: Sentence, marks: Marks) -> Json | None:
    numbers = [_int(g) for g in m.groups()]
    numerator = denominator = None
    share: float | None = None
    if name == "share":
        a, b = numbers
        if a is None or b is None:
            return None
        # 907起中17起 in Chinese, 17 out of 907 in English: the part is the smaller.
        numerator, denominator = min(a, b), max(a, b)
        share = round(numerator / denominator, 6) if denominator else None
    elif name == "count":
        numerator = numbers[0]
        if numerator is None or numerator < 2:
            return None
    elif name == "trend":
        # The number reached; that of the start stands in the words.
        numerator = numbers[1]
    else:
        share = round(float(m.group(1)) / 100, 6)
    value: Json = {
        "numerator": numerator,
        "denominator": denominator,
        "period": _period(m, sentence, marks),
        "text": marks.text[m.start() : m.end()],
    }
    if share is not None:
        value["share"] = share
    if name == "change":
        value["measure"] = "change"
    return value


def _int(text: str) -> int | None:
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else None


def _period(m: re.Match[str], sentence: Sentence, marks: Marks) -> Json | None:
    dates = [d for d in between(marks.dates, sentence.start, sentence.end) if d.whole() is not None]
    before = [d for d in dates if d.start <= m.start()]
    near = before[-1] if before else (dates[0] if dates else None)
    whole = near.whole() if near is not None else None
    return whole.to_json() if whole is not None else None


def _mention(value: Json, start: int, end: int, sentence: Sentence, scribe: Scribe) -> Mention:
    statements: list[Statement] = [
        scribe.quoted("scope", "labour", start, end, confidence=0.8),
        scribe.quoted("status", "happened", start, end, confidence=0.8),
        scribe.quoted("kind", "statistic", start, end, confidence=0.8),
        scribe.quoted("statistic", value, start, end, confidence=0.8),
    ]
    return Mention(sentence.start, sentence.end, tuple(statements))
