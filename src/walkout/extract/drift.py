"""Drift in texts: what workers ask for or complain of in words that no code fits.

A demand that the codebook lacks leaves no statement, so nobody would ever see it. Here the object
of a word of asking (要求, demand) or of grievance (不满, protest against) is kept in its own words
when no pattern of demand or cause stands in it. A person reads the counted list and maps the
words, adds a pattern, or proposes a code (``walkout codebook drift``).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, scan
from walkout.model.statement import Mention


@dataclass(frozen=True, slots=True)
class Drift:
    """Words that ask or complain of something that no code fits.

    Args:
        field: ``demand`` or ``cause``.
        quote: The words, exactly the text at [start, end).
        start: First code point.
        end: One past the last.
        key: The words without addressee and filler, folded: what is counted together.
        person: They name a private person, or hold what identifies one.
    """

    field: str
    quote: str = dataclasses.field(repr=False)
    start: int
    end: int
    key: str = dataclasses.field(repr=False)
    person: bool


_ASKS_ZH = (
    r"(?:强烈|集体|再次|一致|坚决)?(?:要求|诉求(?:是|为|[:：])|呼吁|请求|争取|讨个?说法(?:[:：])?)"
)
_MINDS_ZH = r"不满|抗议|反对|抵制|声讨"
_ASKS_EN = (
    r"\b(?:demand(?:s|ed|ing)?(?: for| that)?|call(?:s|ed|ing)? (?:for|on)|ask(?:s|ed|ing)? for"
    r"|seek(?:s|ing)?|sought|request(?:s|ed|ing)?|push(?:es|ed|ing)? for|fight(?:s|ing)? for)\b"
)
_MINDS_EN = (
    r"\b(?:(?:in )?protest(?:s|ed|ing)?(?: against| over| about)|(?:angry|upset|unhappy)"
    r" (?:at|about|over|with)|dissatisfied with|dissatisfaction (?:with|over)"
    r"|complain(?:s|ed|ing)? (?:of|about|that)|oppos(?:e|es|ed|ing)"
    r"|object(?:s|ed|ing) to|in opposition to|(?:strike|walkout|action|sit-in) over)\b"
)
_CUE = re.compile(
    f"(?P<asks>{_ASKS_ZH})|(?P<minds>{_MINDS_ZH})|(?P<demand>{_ASKS_EN})|(?P<cause>{_MINDS_EN})"
)

_STOP_ZH = re.compile(
    r"[,，。；;！!？?\n、…]|(?:而|并|后|举行|发起|进行)?(?:罢工|停工|游行|集会|示威)"
)
_STOP_EN = re.compile(
    r"[,;:!?\n]|\.(?:\s|$)| (?:by|after|before|while|when|and (?:then|they|were|was)|but|outside"
    r"|in front of|on (?:\w+day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|\d)) | (?:workers?|drivers?|teachers?) (?:were|was|have|had) "
)
_LONGEST = {"zh": 24, "en": 90}
_SHORTEST = {"zh": 2, "en": 4}

_FILLER_ZH = re.compile(
    r"^(?:公司|厂方|工厂|厂家|资方|老板|企业|校方|学校|院方|医院|政府|单位|领导|管理方|管理层|部门"
    r"|有关|相关|当地|市|县|区|尽快|立即|马上|给予|给出|给个|给|予以|能够|能|对|向|其|他们|他|她|自己"
    r"|工人|员工|职工|司机|教师|老师|的|要|会|将|必须|应该|应|一个|依法|合理)+"
)
_FILLER_EN = re.compile(
    r"^(?:(?:that|the|an?|their|its|his|for|to|on|of|with|from|about|over|at|company|management"
    r"|factory|government|local|employers?|boss|owner|authorities|bosses|be|being|it|they|them"
    r"|should|must|would|workers?|some|any|all)\b(?:'s?)? ?)+"
)
_TAIL_EN = re.compile(r" (?:and|or|the|of|to|for|in|at|from|with|a)$")

_WHERE_EN = re.compile(r"(?:in|at|near|outside|by|during|since)\b")
"""What follows says where or when (a protest over in Dezhou), not what."""

_COVERS = frozenset({"demand", "cause", "act", "harm"})
"""What a pattern of these fields reads is coded somewhere, so it is no drift."""


def uncoded(
    text: str, mentions: Sequence[Mention], *, language: str | None = None
) -> tuple[Drift, ...]:
    """Return what is asked for or complained of within these mentions and fits no code.

    Args:
        text: The reading.
        mentions: Its mentions; words outside of all of them tell of no event.
        language: Language of the text; None or ``unknown`` to tell it from the text.

    Example:
        >>> from walkout.extract import extract
        >>> post = "2015年4月20日，东莞一鞋厂500名工人罢工，要求举办象棋比赛。"
        >>> [d.quote for d in uncoded(post, extract(post))]
        ['举办象棋比赛']
    """
    if not mentions or not _CUE.search(text):
        return ()
    marks = scan(text, published=None, language=language)
    coded = sorted(
        [(h.start, h.end) for h in marks.hits if _covers(h)]
        + [
            (s.start, s.end)
            for m in mentions
            for s in m.statements
            if s.field in ("demand", "cause") and s.start is not None and s.end is not None
        ]
    )
    found: dict[int, Drift] = {}
    for mention in mentions:
        if "action" not in mention.values("kind"):
            continue
        for drift in _within(marks, mention, coded):
            found.setdefault(drift.start, drift)
    return tuple(found[start] for start in sorted(found))


def _covers(hit: Hit) -> bool:
    return hit.field in _COVERS


def _within(marks: Marks, mention: Mention, coded: Sequence[tuple[int, int]]) -> Iterator[Drift]:
    folded = marks.folded
    for cue in _CUE.finditer(folded, mention.start, mention.end):
        chinese = cue.lastgroup in ("asks", "minds")
        language = "zh" if chinese else "en"
        name = "demand" if cue.lastgroup in ("asks", "demand") else "cause"
        limit = min(mention.end, cue.end() + _LONGEST[language])
        stop = (_STOP_ZH if chinese else _STOP_EN).search(folded, cue.end(), limit)
        start, end = _trimmed(folded, cue.end(), stop.start() if stop else limit)
        if stop is None and limit < mention.end:
            # Cut in the midst of a phrase: to the last whole word.
            end = start + len(folded[start:end].rpartition(" ")[0]) if not chinese else end
        # A pattern may begin before the words, as in 要求涨薪, whose cue is part of it.
        if any(a < end and cue.start() < b for a, b in coded):
            continue
        key = _key(folded[start:end], chinese)
        if len(key) < _SHORTEST[language] or _WHERE_EN.match(key):
            continue
        yield Drift(name, marks.text[start:end], start, end, key, marks.names_person(start, end))


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not folded[start].isalnum():
        start += 1
    while end > start and not folded[end - 1].isalnum():
        end -= 1
    return start, end


def _key(words: str, chinese: bool) -> str:
    if chinese:
        return _FILLER_ZH.sub("", words).strip()
    return _TAIL_EN.sub("", _FILLER_EN.sub("", words)).strip()
