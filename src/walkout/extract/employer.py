"""Employers: names of firms, works and institutions, apart from places and from mere kinds.

裕元鞋厂 in 东莞 is a name; 江苏昆山某电子厂 and "a shoe factory in Dongguan" name nobody.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol, cast

import yaml

from walkout.extract.hits import Hit
from walkout.model.values import Employer, EmployerRole
from walkout.text.patterns import alternation
from walkout.text.script import image

_HAS_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAS_CAPITAL = re.compile(r"[A-Z]")


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class FoundEmployer:
    """An employer's name in a text.

    Args:
        start: First code point of the name.
        end: One past the last.
        value: The employer.
        known: Its entry in the list of well-known firms: ownership and industry; None otherwise.
    """

    start: int
    end: int
    value: Employer
    known: tuple[str | None, str | None] | None = None

    @property
    def key(self) -> str:
        """The name without what varies between tellings."""
        return _tidy(self.value.name)


@cache
def _data() -> dict[str, str]:
    path = files("walkout.extract") / "lexicon" / "employers.yml"
    return cast(dict[str, str], yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))


@cache
def known_firms() -> dict[str, tuple[str | None, str | None, EmployerRole]]:
    """Return ownership, industry and role of the well-known firms, by the image of each name."""
    table: dict[str, tuple[str | None, str | None, EmployerRole]] = {}
    for line in _data()["known"].splitlines():
        if not line.strip():
            continue
        names, ownership, industry, role = (part.strip() for part in line.split("|"))
        for name in names.split(","):
            entry = (ownership or None, industry or None, cast(EmployerRole, role or "direct"))
            table[image(name.strip())] = entry
    return table


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = {key: text.split() for key, text in _data().items() if key != "known"}
    tail = alternation(image(w) for w in data["zh_suffix"])
    stop = alternation(image(w) for w in data["zh_before"])
    kind = alternation(image(w) for w in data["zh_kind"])
    zh = re.compile(rf"(?:{tail})+(?![商牌长家])")
    bare = re.compile(
        rf"(?:{kind}|[0-9一二三四五六七八九十第号分总新老大小的]|集团|国际|实业|股份|有限)*"
    )
    cut = re.compile(rf".*(?:{stop})")
    noun = "|".join(w.replace("_", " ") for w in data["en_suffix"])
    # Every run has an end: without one, a page of words in capitals takes the square of its length.
    word = r"[A-Z](?:[A-Za-z0-9&.-]|'(?!s\b)){0,40}[A-Za-z0-9&]|[A-Z]"
    loose = re.compile(
        rf"(?<![A-Za-z])((?:{word})(?: (?:{word})){{0,11}})(?:'s?)? (?:[a-z][a-z-]{{1,40}} ){{0,2}}"
        rf"(?:factory|plant|company|works|mill|mine|shipyard|workers|employees|staff"
        rf"|drivers)(?![A-Za-z])"
    )
    at = re.compile(
        rf"(?:[Ww]orkers|[Ee]mployees|[Ss]taff|[Dd]rivers|[Tt]eachers|[Mm]iners) "
        rf"(?:at|of|for|from) (?:the )?"
        rf"((?:{word})(?: (?:&|{word})){{0,11}})(?![A-Za-z])"
        r"(?! (?:container|port|airport|terminals?|district|county|town|village|docks?|zone|rail))"
    )
    en = re.compile(
        rf"(?<![A-Za-z])((?:{word})(?: (?:&|and|of|{word})){{0,11}}?)(?: \([A-Za-z ]{{1,40}}\))?"
        rf"(?:,? (?:{noun}))+(?![A-Za-z])"
    )
    return zh, bare, cut, en, loose, at


_ROLES: tuple[tuple[EmployerRole, re.Pattern[str]], ...] = (
    (
        "agency",
        re.compile(r"劳务派遣|派遣公司|人力资源|中介|dispatch agency|staffing|labou?r agency"),
    ),
    ("subcontractor", re.compile(r"分包|subcontract")),
    ("contractor", re.compile(r"承包|承建|总包|建筑|建设|建工|contractor|construction")),
    ("developer", re.compile(r"开发商|房地产|地产|置业|real estate|property develop|developer")),
)

_BEFORE_DEVELOPER = re.compile(r"(?:开发商|developer)[::\s]*$")


def find_employers(
    text: str, folded: str, places: Sequence[_Spanned], firms: Sequence[Hit]
) -> list[FoundEmployer]:
    """Return the employers that a text names, in reading order, spans not overlapping.

    Args:
        text: The reading.
        folded: Its image.
        places: Places found in it; a name loses those that it begins with.
        firms: Hits of well-known firms (field ``firm`` of the lexicon).
    """
    found = [*_well_known(text, firms), *_chinese(text, folded, places), *_english(text, places)]
    found.sort(key=lambda e: (e.start, -e.end))
    kept: list[FoundEmployer] = []
    for employer in found:
        if kept and employer.start < kept[-1].end:
            han = not text[employer.start].isascii()
            if han and employer.known is not None and employer.start == kept[-1].start:
                kept[-1] = employer  # 索尼厂 is 索尼, whose name is known
                continue
            if employer.end > kept[-1].end and employer.start == kept[-1].start:
                kept[-1] = employer
            continue
        kept.append(employer)
    return kept


def _well_known(text: str, firms: Sequence[Hit]) -> Iterator[FoundEmployer]:
    table = known_firms()
    for hit in firms:
        # An English name has a capital: "apple", "meta" and the like are words.
        if hit.code.isascii() and not any(c.isupper() for c in text[hit.start : hit.end]):
            continue
        ownership, industry, role = table[hit.code]
        yield FoundEmployer(
            hit.start, hit.end, Employer(text[hit.start : hit.end], role), (ownership, industry)
        )


_NO_NAME = re.compile(
    r"[要把着去守查搬选找问告怕听走卖买关断堵闯逃离靠或]$|^[要把该须怕搬拆卖买堵闯逃靠或]"
    r"|(?:守住|查清|发现|知道|担心|选举|重新|允许|组建|成立|破产|倒闭|整个|留守|打听|装配|收购|自营|代工)"
)
"""Verbs and the like that stand before 厂 or 公司 and belong to no name."""

_SOME_WORKS = re.compile(
    r"(?:(?:[一某这那该几多两三]|[0-9])[家间个座]|某)"
    r"(?:台资|港资|日资|韩资|美资|外资|合资|独资|民营|国营|国有|私营|私人|当地|本地|大型|小型|知名|黑心|生产|做|专门|镇办|村办|有色金属|的)*$"
)
_COUNTED = re.compile(
    r"(?:[0-9一二三四五六七八九十两几数多半]+|[各这那哪每某本该全])[个家间处座地]"
)


def _chinese(text: str, folded: str, places: Sequence[_Spanned]) -> Iterator[FoundEmployer]:
    if not _HAS_HAN.search(folded):
        return
    _, bare, cut, *_ = _patterns()
    for start, tail, end in _works(folded):
        # From the last place, boundary word or 的 on, only the name is left.
        low = bisect_left(places, start, key=lambda p: p.start) if len(places) > _FEW else 0
        begins = []
        for place in itertools.islice(places, low, None):
            if place.start >= end:
                break
            if start <= place.start and place.end <= tail:
                begins.append(place.end)
        if begins:
            start = max(start, *begins)
        boundary = cut.match(folded, start, tail)
        if boundary:
            start = boundary.end()
        if _SOME_WORKS.search(folded, max(0, start - 3), start):
            continue  # 一家风扇厂 says what, not which
        name = folded[start:tail]
        if not name or "某" in name or "x" in name or "*" in name:
            continue
        if _NO_NAME.search(name) or _COUNTED.match(name):
            continue
        if bare.fullmatch(name) or len(name.strip("()")) < 2:
            continue
        if name.count("(") != name.count(")"):
            continue
        yield FoundEmployer(start, end, Employer(text[start:end], _role(folded, start, end)))


_LONGEST = 24
_FEW = 8
_NOT_NAME = re.compile(r"[^\u4e00-\u9fffa-z0-9()·]")


def _works(folded: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, tail, end) of what ends like an employer's name: 利得|鞋厂, 某某|有限公司.

    Looked for from the tail, since most characters of a text are in no such name.
    """
    tails = _patterns()[0]
    position = 0
    at = 1
    while (m := tails.search(folded, at)) is not None:
        tail = m.start()
        name = _NOT_NAME.split(folded[max(position, tail - _LONGEST) : tail])[-1]
        if not name:
            at = tail + 1
            continue
        position = m.end()
        at = position + 1
        yield tail - len(name), tail, position


def _english(text: str, places: Sequence[_Spanned]) -> Iterator[FoundEmployer]:
    if not _HAS_CAPITAL.search(text):
        return
    *_, en, loose, at = _patterns()
    for m in en.finditer(text):
        start = _own_start(text, m, places)
        if start is not None and not _headline(text, m) and not _OF_THE_PRESS.match(text, m.end()):
            end = m.start() + len(_bare_name(m.group()))
            if end <= start:
                continue
            yield FoundEmployer(start, end, Employer(text[start:end], _role(text, start, end)))
    # "the Jasic welding-equipment factory", "Jasic workers": the name alone is the employer's.
    # "workers at Lantian Toys": a name of two words, for one word may be any town.
    named = (m for m in at.finditer(text) if " " in m.group(1))
    inside: dict[tuple[str, int], bool] = {}
    for m in (*loose.finditer(text), *named):
        start = _own_start(text, m, places)
        if m.group(1).rsplit(" ", 1)[-1].lower() in _NATIONS:
            continue  # "a Taiwanese factory" is of a kind
        if start is not None and not _title_case(text, m, inside):
            end = m.end(1)
            yield FoundEmployer(start, end, Employer(text[start:end], "direct"))


_TAIL = re.compile(r"(?<=[A-Za-z0-9]) (?:plants?|works|factory|factories|mill|mine)$")
"""A bare word in small letters behind a name is the works, not the firm: "the Lantian plant"."""


def _bare_name(name: str) -> str:
    words = name.split()
    # "Lantian shoe factory" stays whole: what it makes is part of the name.
    return _TAIL.sub("", name) if len(words) > 1 and words[-2][:1].isupper() else name


_OF_THE_PRESS = re.compile(
    r" (?:Wire|News|Times|Post|Daily|Herald|Weekly|Notes|Gate|Road|Street)\b"
)


def _headline(text: str, m: re.Match[str]) -> bool:
    """Return whether a verb or other word of a headline in title case is glued into a name."""
    words = m.group(1).split()
    if len(words) > 5:
        return True
    return any(w.lower() in _VERBS for w in words)


_VERBS = frozenset(
    "strike strikes struck block blocks blocked protest protests demand demands march marches "
    "stage stages rally over against at outside after threaten threatens seek seeks petition "
    "gather gathers hold holds occupy occupies walk walks stop stops sue sues fight fights clash "
    "clashes monday tuesday wednesday thursday friday saturday sunday unpaid wages pay angry "
    "owed citing privatize privatise protesting demanding striking blocking seeking opposing"
    " claiming "
    "owing fearing following saying sues despite because when while as may will plans plan former "
    "angered angry hundreds thousands dozens over".split()
)


def _own_start(text: str, m: re.Match[str], places: Sequence[_Spanned]) -> int | None:
    """Return where a firm's own name begins; None if it is places and words of the trade only."""
    generic = _generic()
    # Places are in order and do not overlap: only the one before the name can run into it.
    low = bisect_right(places, m.start(1), key=lambda p: p.end)
    high = bisect_left(places, m.end(1), key=lambda p: p.start)
    covered = places[low:high]
    own = [
        m.start(1) + w.start()
        for w in re.finditer(r"\S+", m.group(1))
        if w.group().lower() not in generic
        and not any(p.start <= m.start(1) + w.start() < p.end for p in covered)
    ]
    if not own:
        return None
    # A place that opens the name belongs to it: "Beijing Hyundai".
    for place in covered:
        if place.end + 1 == own[0] and place.start >= m.start(1):
            return place.start
    return own[0]


_NATIONS = frozenset(
    "taiwanese japanese korean american german french italian british swiss danish chinese foreign "
    "singaporean hong-kong joint-venture state-owned private local".split()
)


_NEARBY = 20_000
"""Code points: a name is looked for in its own stretch of so many, the one before and the next."""


def _inside(text: str, name: str, stretch: int) -> bool:
    """Return whether a name stands inside a sentence somewhere near: ``the Jasic``."""
    at, high = max(0, (stretch - 1) * _NEARBY), (stretch + 2) * _NEARBY
    while (at := text.find(f" {name}", at + 1, high)) > 0:
        before, end = text[at - 1], at + 1 + len(name)
        if (before == "," or "a" <= before <= "z") and _EDGE.match(text, end):
            return True
    return False


_EDGE = re.compile(r"\b")


def _title_case(text: str, m: re.Match[str], inside: dict[tuple[str, int], bool]) -> bool:
    """Return whether capitals around say nothing: a headline's, or a sentence's first word.

    Args:
        text: The reading.
        m: Match of the name, its first group.
        inside: Whether a name stands inside a sentence, by its stretch: what was looked up.
    """
    before = text[max(0, m.start(1) - 4) : m.start(1)].rstrip(" ")
    if not before or before[-1] in '.!?:\n"“”' or unicodedata.category(before[-1])[0] in "SC":
        # A sentence begins with a capital; a name has it elsewhere too.
        key = (m.group(1), m.start(1) // _NEARBY)
        if key not in inside:
            inside[key] = _inside(text, *key)
        return not inside[key]
    around = re.findall(r"[A-Za-z]+", text[max(0, m.start() - 40) : m.end() + 40])
    return bool(sum(w[0].isupper() for w in around) > len(around) * 0.6)


@cache
def _generic() -> frozenset[str]:
    return frozenset(_data()["en_generic"].split())


def _role(text: str, start: int, end: int) -> EmployerRole:
    if _BEFORE_DEVELOPER.search(text[max(0, start - 12) : start].lower()):
        return "developer"
    return _role_by_name(text[start:end].lower())


@lru_cache(maxsize=1 << 13)
def _role_by_name(name: str) -> EmployerRole:
    return next((role for role, pattern in _ROLES if pattern.search(name)), "direct")


_DROP = re.compile(
    r"股份|有限|责任|公司|集团|工厂|科技|实业|技术"
    r"|technology|factory|plant|company|co\.?,? ?ltd\.?|group|electronics|corporation|inc\.?"
    r"|[\s.,()&-]"
)
"""What varies between tellings of one name."""


@lru_cache(maxsize=1 << 13)
def _tidy(name: str) -> str:
    folded = image(name)
    return _DROP.sub("", folded) or folded
