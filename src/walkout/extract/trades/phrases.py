"""Where a passage may say what trade it is about: before a firm, a works, or people at work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from walkout.extract.trades.features import Head, chinese, english


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may name a trade.

    Args:
        start: First code point of its words.
        end: One past the words, or past the head that they stand before.
        features: What the model looks at.
        parts: Spans of the words, in order; for Chinese one span.
    """

    start: int
    end: int
    features: tuple[str, ...]
    parts: tuple[tuple[int, int], ...]


def _each(head: Head, words: str) -> dict[str, Head]:
    return dict.fromkeys(words.split(), head)


_HEADS: dict[str, Head] = {
    **_each(
        "firm",
        "company companies firm firms group corporation enterprise enterprises business provider "
        "conglomerate operator operators co corp ltd limited agency cooperative organisation "
        "organization",
    ),
    **_each(
        "works",
        "factory factories plant plants manufacturer manufacturers maker makers producer producers "
        "mill mills works workshop facility supplier suppliers manufacture processor line",
    ),
    **_each(
        "people",
        "worker workers employee employees staff labourer labourers laborer laborers personnel "
        "crew crews technicians operatives contractors workforce",
    ),
}
_OF_WHOM = frozenset(
    "worker workers employee employees staff labourers laborers drivers personnel owed owned run "
    "operated hired employed arrears wages pay compensation money salaries".split()
)
_LINK = frozenset("at of for from with by".split())
_ARTICLE = frozenset("the a an one some two several many".split())
_STOP = _LINK | frozenset(
    "a an the in on to and or but as after before over against about near outside inside into "
    "this that these those their its his her our your which who whose where when while is are "
    "was were be been being has have had do does did not no one two three four five six seven "
    "eight nine ten dozen dozens hundred hundreds thousand thousands nearly almost around more "
    "than several some many all other another fellow say says said strike strikes struck protest "
    "protests protesting demand demands demanding demonstrate demonstrating block blocks blocking "
    "hold holds holding stage staged seek seeks seeking owed owes owe refuse refuses beat beaten "
    "arrest arrested force forced forces threaten threatens sit sits march marched gather gathers "
    "gathered petition request ask asks call calls want wants during due because if so workers "
    "worker employees employee staff labourers migrant former retired sells sell sold makes make "
    "made closes closed runs ran until since under across occupy occupies".split()
)
_OWNER = frozenset(
    "state private foreign local owned invested funded listed joint venture based run chinese "
    "taiwan taiwanese hong kong macau japan japanese korea korean american us german french swiss "
    "british uk italian dutch danish swedish spanish european singapore singaporean malaysian thai "
    "canadian australian bankrupt bankrupted former big large small major".split()
)
"""Words before a trade that say whose a firm is: no part of the phrase."""
_WHERE_THEY_STOOD = frozenset(
    "government gov bureau building buildings office court station gate gates square road "
    "headquarters hospital residence home entrance site".split()
)
"""Ends of phrases after "at" or "from" that name where people stood, not whom they work for."""

_LONGEST = 5
_WORD = re.compile(r"[a-z][a-z0-9]*(?:['’]s)?|[0-9][a-z0-9]*")
_JOINED = re.compile(r"[ \-/&]+(?:and )?")
_HAN = re.compile(r"[\u3400-\u9fff]")


def ends_phrase(word: str) -> bool:
    """Return whether an English word is a head or stops a phrase."""
    return word in _HEADS or word in _STOP


def phrases(
    text: str, image: str, low: int, high: int, names: Iterable[tuple[int, int]] = ()
) -> Iterator[Phrase]:
    """Yield the phrases of text[low:high], English before Chinese.

    Args:
        text: The reading.
        image: Its matching image; empty where it holds no Chinese.
        low: First code point of the passage.
        high: One past its last.
        names: Spans of employers' names, which tell a trade as often as common words do.
    """
    yield from english_phrases(text, low, high, names)
    if image:
        yield from chinese_phrases(image, low, high, names)


def english_phrases(
    text: str, low: int, high: int, names: Iterable[tuple[int, int]] = ()
) -> Iterator[Phrase]:
    """Yield the English phrases of text[low:high], in reading order."""
    # Lower case can change a length: "İ" is two code points in small letters.
    small = text[low:high].lower()
    if len(small) != high - low:
        small = "".join(c.lower() if c.isascii() else c for c in text[low:high])
    tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(small)]
    begins = {start - low for start, _ in names}
    for at, (word, start, end) in enumerate(tokens):
        head = _HEADS.get(word)
        if head is not None:
            spans = _before(small, tokens, at)
            if spans:
                yield _phrase(low, spans, end, head)
        elif word in _LINK and at and tokens[at - 1][0] in _OF_WHOM:
            spans = _after(small, tokens, at + 1)
            if spans:
                yield _phrase(low, spans, spans[-1][2], "")
        elif start in begins:
            spans = _after(small, tokens, at)
            if spans:
                yield _phrase(low, spans, spans[-1][2], "")


_Token = tuple[str, int, int]


def _phrase(low: int, spans: list[_Token], end: int, head: Head) -> Phrase:
    return Phrase(
        low + spans[0][1],
        low + end,
        tuple(english([word for word, _, _ in spans], head)),
        tuple((low + a, low + b) for _, a, b in spans),
    )


def _before(small: str, tokens: list[_Token], at: int) -> list[_Token]:
    """Return the words that stand right before a head."""
    spans: list[_Token] = []
    last = tokens[at][1]
    for token in reversed(tokens[max(0, at - _LONGEST - 1) : at]):
        word, start, end = token
        if word == "and" and spans:
            continue
        if word in _STOP or len(spans) == _LONGEST or not _JOINED.fullmatch(small, end, last):
            break
        spans.insert(0, token)
        last = start
    return _own(spans)


def _own(spans: list[_Token]) -> list[_Token]:
    """Return a phrase without the words at its beginning that say whose a firm is."""
    at = 0
    while at < len(spans) and spans[at][0] in _OWNER:
        at += 1
    return spans[at:]


def _after(small: str, tokens: list[_Token], at: int) -> list[_Token]:
    """Return the words that follow a link, up to a stop word or mark; none where a head ends them.

    The words before a head are the other way's to find.
    """
    while at < len(tokens) and tokens[at][0] in _ARTICLE:
        at += 1
    spans: list[_Token] = []
    for token in tokens[at : at + _LONGEST + 1]:
        word, start, _ = token
        if word == "and" and spans:
            continue
        if word in _STOP or (spans and not _JOINED.fullmatch(small, spans[-1][2], start)):
            break
        if word in _HEADS:
            return []
        spans.append(token)
    if len(spans) > _LONGEST or not spans or spans[-1][0] in _WHERE_THEY_STOOD:
        return []
    return _own(spans)


_CHINESE_HEAD = re.compile(
    r"((?:\([\u3400-\u9fff]{2,6}\))?(?:有限责任公司|股份有限公司|股份公司|有限公司|总公司|分公司|公司)"
    r"|集团|企业|商行|合作社)"
    r"|(工厂|分厂|总厂|厂)(?!方|长|商|家|区|门|房)"
    r"|(工人|员工|职工|职员|工友)"
)
_LONGEST_REST = 14
"""So far behind a name that the rules found may its own end stand: 汽车 of 汽车销售服务有限公司."""
_CUT = re.compile(
    r".*(?:的(?!士|哥)|某|该|本(?=地|市|公司|厂)|位于|在|于|被(?!服)|对|向|与|和|及|因|从|到|去|进|来|让|把"
    r"|要求|组织|安排|抗议|起诉|投诉|围堵|拖欠|名|余|多(?!晶|功能|媒体)|个|间|座|家(?!具|私|电|纺|居|政|用|庭|俱|装|禽|畜|教)"
    r"|[台港外日韩美合独民私]资|国营|国有|民营|私营|省|自治区|自治州|县|镇|乡(?!村|镇|医)|村(?!信|镇|医)|街道|新区|工业区|工业园|开发区"
    r"|[^超城门]市(?!政|场)|[^小社园牧矿景垦灌]区)"
)


def chinese_phrases(
    image: str, low: int, high: int, names: Iterable[tuple[int, int]] = ()
) -> Iterator[Phrase]:
    """Yield the Chinese phrases of image[low:high], in reading order."""
    ends: set[int] = set()
    for m in _CHINESE_HEAD.finditer(image, low, high):
        ends.add(m.end())
        begin = m.start()
        while begin > low and m.start() - begin < 10 and "\u3400" <= image[begin - 1] <= "\u9fff":
            begin -= 1
        cut = _CUT.match(image, begin, m.start())
        if cut:
            begin = cut.end()
        if begin < m.start():
            head: Head = "firm" if m.group(1) else "works" if m.group(2) else "people"
            yield _run(image, begin, m.start(), m.end(), head)
    for start, end in names:
        goes_on = any(end <= e <= end + _LONGEST_REST for e in ends)
        if not goes_on and low <= start and end <= high and _HAN.match(image, start):
            yield _run(image, max(start, end - 10), end, end, "")


def _run(image: str, start: int, stop: int, end: int, head: Head) -> Phrase:
    return Phrase(start, end, tuple(chinese(image[start:stop], head)), ((start, stop),))
